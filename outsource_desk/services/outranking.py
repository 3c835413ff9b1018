"""Set by how much one candidate must be better before that counts for outranking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_choice, checked_number
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.preference import Preference, Shape
from outsource_desk.services.criteria import load_criterion
from outsource_desk.store.rows import delete_rows, upsert_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


class ThresholdsCrossedError(DeskError):
    """The threshold of strict preference lies below that of indifference."""

    remedy = "Make the difference that counts in full at least as large as the one that does not count."

    def __init__(self, indifference: float, strict: float) -> None:
        super().__init__(
            f"A difference of {strict:g} cannot count in full while {indifference:g} does not count at all."
        )


def set_preference(desk: Desk, criterion_id: int, shape: object, indifference: object, strict: object) -> None:
    """Say from which difference on one candidate is better on a criterion, for outranking only.

    Undoable. Saved when this returns. The usual function is kept as none at all.

    Args:
        desk: the open file.
        criterion_id: a leaf.
        shape: one of `Shape`.
        indifference: up to which difference of values, points of 100, nobody is better.
        strict: from which difference on it counts in full; for the Gaussian shape its turning point.

    Raises:
        ThresholdsCrossedError: ``strict`` is less than ``indifference`` although both are used.
        DeskError: a value is not allowed; the file is then unchanged.
    """
    load_criterion(desk, criterion_id)
    chosen = Preference(
        criterion_id,
        Shape(checked_choice("The preference function", shape, Shape)),
        checked_number("The difference that does not count", indifference, 0, 100),
        checked_number("The difference that counts in full", strict, 0, 100),
    )
    if chosen.shape in (Shape.LEVEL, Shape.LINEAR) and chosen.strict < chosen.indifference:
        raise ThresholdsCrossedError(chosen.indifference, chosen.strict)
    with desk.edit("Preference function", merge_key=("preference", criterion_id)):
        key = {"criterion_id": criterion_id}
        if chosen == Preference(criterion_id):
            delete_rows(desk.db, "preference", key)
        else:
            fields = {"shape": str(chosen.shape), "indifference": chosen.indifference, "strict": chosen.strict}
            upsert_row(desk.db, "preference", key, fields)
