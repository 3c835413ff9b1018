"""What the fields of a criterion may be, each by itself and together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from outsource_desk.domain.checks import (
    AMOUNT_LIMIT,
    checked_amount,
    checked_choice,
    checked_name,
    checked_number,
    checked_text,
)
from outsource_desk.domain.criterion import Direction, Measure
from outsource_desk.domain.errors import OutOfScaleError

CRITERION_FIELDS: dict[str, Callable[[object], object]] = {
    "name": partial(checked_name, "The criterion"),
    "weight": lambda value: checked_number("The weight", value, 0, AMOUNT_LIMIT),
    "ask": partial(checked_text, "The question behind the criterion"),
    "measure": lambda value: checked_choice("Measure", value, Measure),
    "maximum": lambda value: checked_number("The top of the scale", value, 1e-6, 1e12),
    "step": lambda value: checked_number("The step of the scale", value, 0, 1e12),
    "direction": lambda value: checked_choice("Direction", value, Direction) if value else None,
    "unit": partial(checked_text, "Unit"),
    "worst": partial(checked_amount, "The worst amount"),
    "best": partial(checked_amount, "The best amount"),
    "minimum": partial(checked_amount, "The minimum"),
    "is_gate": lambda value: int(bool(value)),
    "is_locked": lambda value: int(bool(value)),
    "code": partial(checked_text, "Code"),
}


class Scale:
    """What fits the scale of a criterion; only points lie on it, amounts do not."""

    def __init__(self, measure: object, maximum: object, step: object) -> None:
        self._is_judged = measure == Measure.JUDGED
        self._maximum, self._step = float(str(maximum)), float(str(step))

    def check(self, minimum: object, anchors: Mapping[float, str]) -> None:
        """Refuse a step, a minimum or an anchor outside the scale."""
        checked_number("The step of the scale", self._step, 0, self._maximum)
        if not self._is_judged:
            return
        for points in [*([] if minimum is None else [minimum]), *anchors]:
            if not 0 <= checked_number("Points", points) <= self._maximum:
                raise OutOfScaleError(float(str(points)), self._maximum, 0)


def checked_anchors(anchors: Mapping[float, str]) -> dict[float, str]:
    """Return anchors as they are kept: points → wording."""
    return {
        checked_number("Points of an anchor", points): checked_name("The anchor", wording, limit=2000)
        for points, wording in anchors.items()
    }
