"""What the fields of a criterion may be, each by itself and together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import pairwise

from outsource_desk.domain.checks import (
    AMOUNT_LIMIT,
    checked_amount,
    checked_choice,
    checked_name,
    checked_number,
    checked_text,
)
from outsource_desk.domain.criterion import Curve, Direction, Measure
from outsource_desk.domain.curve_errors import SameAmountError
from outsource_desk.domain.errors import NotANumberError, OutOfScaleError

CurvePoints = tuple[tuple[float, float], ...]

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
    "curve": lambda value: checked_choice("Curve", value, Curve),
    "multiple": lambda value: checked_number("The multiple of the lowest price", value, 1.01, 1000),
    "points": lambda value: checked_points(value),
}


class Scale:
    """What fits the scale of a criterion; only points lie on it, amounts do not."""

    def __init__(self, measure: object, maximum: object, step: object) -> None:
        self._is_judged = measure == Measure.JUDGED
        self._maximum, self._step = float(str(maximum)), float(str(step))

    def check(self, minimum: object, anchors: Mapping[float, str], curve: CurvePoints = ()) -> None:
        """Refuse a step, a minimum, an anchor or a point of the curve outside the scale."""
        checked_number("The step of the scale", self._step, 0, self._maximum)
        if not self._is_judged:
            return
        for points in [*([] if minimum is None else [minimum]), *anchors, *(amount for amount, _ in curve)]:
            if not 0 <= checked_number("Points", points) <= self._maximum:
                raise OutOfScaleError(float(str(points)), self._maximum, 0)


def checked_anchors(anchors: Mapping[float, str]) -> dict[float, str]:
    """Return anchors as they are kept: points → wording."""
    return {
        checked_number("Points of an anchor", points): checked_name("The anchor", wording, limit=2000)
        for points, wording in anchors.items()
    }


def checked_points(points: object) -> CurvePoints:
    """Return the points of a curve as they are kept: (amount, value 0..100), lowest amount first.

    Raises:
        NotANumberError: an amount or a value is no number.
        OutOfRangeError: a value is not from 0 to 100.
        SameAmountError: two points have the same amount.
    """
    pairs = list(points.items()) if isinstance(points, Mapping) else points
    if not isinstance(pairs, Iterable) or isinstance(pairs, str):
        raise NotANumberError("A point of the curve", pairs)
    found = sorted(map(_checked_point, pairs))
    for (amount, _), (other, _) in pairwise(found):
        if amount == other:
            raise SameAmountError(amount)
    return tuple(found)


def _checked_point(point: object) -> tuple[float, float]:
    if not isinstance(point, tuple | list) or len(point) != 2:
        raise NotANumberError("A point of the curve", point)
    amount, value = point
    return (
        checked_number("The amount of a point", amount, -AMOUNT_LIMIT, AMOUNT_LIMIT),
        checked_number("The value of a point", value, 0, 100),
    )
