"""Everything of an initiative that is due, from all areas, by its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from outsource_desk.domain.due import Due, DueKind
from outsource_desk.services.due.registers import of_contingency, of_exit, of_risks
from outsource_desk.services.due.steering import of_governance, of_vetting

if TYPE_CHECKING:
    from outsource_desk.domain.contingency import Contingency
    from outsource_desk.domain.ranking import Evaluation, Ranking

__all__ = ["Due", "DueKind", "due_dates", "people_of"]


def due_dates(evaluation: Evaluation, ranking: Ranking) -> tuple[Due, ...]:
    """Return everything that is due, the earliest and so the overdue first.

    Roles are told by the people who hold them, where the contingency plan names them. What has no day is left out.

    Args:
        evaluation: with what protects its decision; without, nothing is due.
        ranking: of it; who cannot be chosen any more has nothing due.
    """
    if evaluation.protection is None:
        return ()
    contingency = evaluation.protection.contingency
    found = (replace(each, who=_person(contingency, each.who)) for each in _all(evaluation, ranking))
    return tuple(sorted(found, key=lambda each: (each.on, each.kind, each.what, each.key)))


def people_of(dues: Iterable[Due]) -> tuple[str, ...]:
    """Return who has something to see to, in order of the alphabet."""
    return tuple(sorted({each.who for each in dues if each.who}, key=str.casefold))


def _all(evaluation: Evaluation, ranking: Ranking) -> Iterator[Due]:
    protection, initiative = evaluation.protection, evaluation.initiative
    assert protection is not None
    if initiative.decision_date and protection.governance.decision is None:
        yield Due(
            initiative.decision_date, DueKind.DECISION, initiative.name, initiative.owner, "initiative", "initiative",
            initiative.id, part="decision",
        )  # fmt: skip
    if initiative.start_date and initiative.start_date >= protection.as_of:
        yield Due(
            initiative.start_date, DueKind.START, initiative.name, initiative.owner, "initiative", "initiative",
            initiative.id, part="start",
        )  # fmt: skip
    yield from of_risks(protection.register)
    yield from of_contingency(protection)
    yield from of_exit(evaluation, protection.leaving)
    yield from of_governance(evaluation, protection.governance, protection.as_of)
    if evaluation.vetting is not None:
        yield from of_vetting(evaluation, ranking, evaluation.vetting)


def _person(contingency: Contingency, who: str) -> str:
    """Return who holds a role; a name, or a role that nobody holds, stays as it is, without underlines."""
    holder = contingency.holder(who) if who else None
    if holder is not None and holder.name:
        return holder.name
    words = who.replace("_", " ")
    return words if words == who else words[:1].upper() + words[1:]
