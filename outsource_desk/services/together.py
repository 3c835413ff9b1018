"""Several people's weights brought together to official ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from outsource_desk.analysis.aggregation import shares_of
from outsource_desk.analysis.weights import geometric_weights, median_weights, spread_of_weights
from outsource_desk.domain.checks import checked_choice
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.weighting import Purpose, WeightMethod, WeightSet
from outsource_desk.domain.weighting_errors import NobodyError
from outsource_desk.services.found_weights import Said
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.weighting import WHOLE, level_of, record_weighting

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


class Middle(StrEnum):
    """How several people's weights become one."""

    MEDIAN = "median"
    GEOMETRIC = "geometric"


@dataclass(frozen=True)
class Together:
    """Several people's weights of a level brought together."""

    people: tuple[WeightSet, ...]  # those who weighed the level
    shares: Mapping[int, float]  # criterion id → 0..1, adding up to 1
    spread: Mapping[int, tuple[float, float]]  # criterion id → lowest and highest share
    each: Mapping[int, Mapping[int, float]]  # set id → criterion id → share


def bring_together(
    evaluation: Evaluation, parent_id: int | None, middle: Middle, people: Sequence[int] | None = None
) -> Together:
    """Return the middle of several people's weights of a level, with the spread.

    Args:
        evaluation: everything as it is.
        parent_id: the group whose parts they weighed; None = the top level.
        middle: median or geometric mean.
        people: ids of sets; None = every person who has weighed all of the level.

    Raises:
        NobodyError: nobody has weighed the level.
        NothingInCommonError: brought together, nothing would have a weight.
    """
    level = [each.id for each in level_of(evaluation, parent_id)]
    chosen = [
        each for each in evaluation.weight_sets if _is_asked(each, people) and set(level) <= dict(each.weights).keys()
    ]
    given = [[dict(each.weights)[criterion_id] for criterion_id in level] for each in chosen]
    weighed = [(each, row) for each, row in zip(chosen, given, strict=True) if any(row)]
    if not weighed:
        raise NobodyError
    rows = [row for _, row in weighed]
    shares = (median_weights if middle is Middle.MEDIAN else geometric_weights)(rows)
    return Together(
        people=tuple(each for each, _ in weighed),
        shares=dict(zip(level, shares, strict=True)),
        spread=dict(zip(level, spread_of_weights(rows), strict=True)),
        each={each.id: dict(zip(level, shares_of(row), strict=True)) for each, row in weighed},
    )


def apply_together(
    desk: Desk,
    initiative_id: int,
    parent_id: int | None,
    middle: Middle | str,
    *,
    people: Sequence[int] | None = None,
    reason: str | None = None,
) -> None:
    """Make the middle of several people's weights the official weights of a level, and keep whose they were.

    Undoable as one step. Saved when this returns.

    Raises:
        DeskError: as for `bring_together` and `record_weighting`.
    """
    how = checked_choice("How weights are brought together", middle, Middle)
    together = bring_together(load_evaluation(desk, initiative_id), parent_id, how, people)
    names = ", ".join(each.name for each in together.people)
    note = (
        "Median of several people's weights" if how is Middle.MEDIAN else "Geometric mean of several people's weights"
    )
    said = Said(WeightMethod.DIRECT, {each: WHOLE * share for each, share in together.shares.items()})
    record_weighting(desk, initiative_id, parent_id, said, given_by=names, note=note, reason=reason)


def _is_asked(weight_set: WeightSet, people: Sequence[int] | None) -> bool:
    return weight_set.purpose is Purpose.PERSON if people is None else weight_set.id in people
