"""The worst truth about governance in one sentence, and below it how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from outsource_desk.domain.days import days_after
from outsource_desk.services.calendar import Due, due_dates
from outsource_desk.services.clauses import missing_clauses
from outsource_desk.services.preferred import preferred_of
from outsource_desk.ui import formats
from outsource_desk.ui.governance.tab import governance_of
from outsource_desk.ui.language import tr, tr_n

if TYPE_CHECKING:
    from outsource_desk.domain.governance import Contract
    from outsource_desk.domain.ranking import Evaluation, Ranking

SOON = 30  # days


def headline_of(evaluation: Evaluation, ranking: Ranking) -> tuple[str, str]:
    """Return what is worst, as a sentence, and what stands below it."""
    assert evaluation.protection is not None
    as_of, preferred = evaluation.protection.as_of, preferred_of(evaluation, ranking)
    dues = due_dates(evaluation, ranking)
    contract = governance_of(evaluation).contract(preferred.id) if preferred else None
    lacking = len(missing_clauses(evaluation, preferred.id)) if preferred else 0
    late = sum(each.is_overdue(as_of) for each in dues)
    bad = [
        tr_n(lacking, "{count} mandatory clause is not agreed", "{count} mandatory clauses are not agreed"),
        tr_n(late, "{count} date is overdue", "{count} dates are overdue"),
    ]
    worst = "; ".join(said for said, count in zip(bad, (lacking, late), strict=True) if count)
    return worst or _best(evaluation, contract), " · ".join(filter(None, _below(evaluation, contract, dues, as_of)))


def _best(evaluation: Evaluation, contract: Contract | None) -> str:
    """Return what is true while nothing is amiss."""
    if not governance_of(evaluation).is_begun:
        return tr("Nothing is agreed yet on how both sides work together")
    if contract is None:
        return tr("Nothing is overdue; there is no contract yet")
    return tr("Nothing is overdue, and every mandatory clause is agreed")


def _below(evaluation: Evaluation, contract: Contract | None, dues: Sequence[Due], as_of: str) -> tuple[str, ...]:
    soon = sum(as_of <= each.on <= days_after(as_of, SOON) for each in dues)
    clauses = contract.clauses if contract is not None else ()
    settled = sum(each.state.is_settled for each in clauses)
    decision = governance_of(evaluation).decision
    decided_on = decision.decided_on if decision is not None else None
    return (
        tr_n(soon, "{count} date within {days} days", "{count} dates within {days} days", days=SOON) if dues else "",
        tr("{count} of {all} clauses settled", count=settled, all=len(clauses)) if clauses else "",
        tr("decided on {day}", day=formats.day(decided_on)) if decided_on else tr("not decided yet"),
    )
