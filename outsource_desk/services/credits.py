"""Service credits month by month: what misses are worth, what was claimed, and when the contract may be ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from outsource_desk.analysis.service_levels import repeat_multiplier, service_credit
from outsource_desk.domain.errors import NotFoundError
from outsource_desk.domain.performance import CreditClaim, CreditState, Metric, Status
from outsource_desk.domain.performance_errors import NothingToClaimError
from outsource_desk.domain.periods import month_of
from outsource_desk.services.credit_scheme import critical_levels, scheme_of
from outsource_desk.services.missed import JudgedPeriod, judged_metrics
from outsource_desk.store.rows import has_row, upsert_row

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.services.desk import Desk

WINDOW = 6  # months that are looked at together
MISSES = 3  # of one critical level in a window
CAPPED = 2  # months at the amount at risk in a window
_EARN_BACK = 3  # periods in a row at target that give a credit back


@dataclass(frozen=True)
class MonthCredit:
    """What the misses of one month are worth.

    Attributes:
        month: its first day.
        misses: of critical service levels whose period ended in it.
        amount: in minor units of the initiative's currency, after the cap; None while the amount at risk is not known.
        is_capped: the misses would cost more than may be at risk.
        earned_back: of the amount, returned since the target was met three periods in a row afterwards.
        claim: what was done about it; None: nothing yet.
        is_before: the contract had not begun, as in a pilot: nothing is due, and nothing counts towards its end.
    """

    month: str
    misses: tuple[JudgedPeriod, ...]
    amount: int | None
    is_capped: bool = False
    earned_back: int = 0
    claim: CreditClaim | None = None
    is_before: bool = False

    @property
    def state(self) -> CreditState:
        """Return what became of it."""
        return self.claim.state if self.claim is not None else CreditState.CALCULATED

    @property
    def due(self) -> int | None:
        """Return what is left after what was earned back, in minor units."""
        return None if self.amount is None else self.amount - self.earned_back

    @property
    def is_outdated(self) -> bool:
        """Tell whether a claim was made for another amount than the readings give now."""
        return self.claim is not None and self.due is not None and self.claim.amount != self.due


@dataclass(frozen=True)
class Termination:
    """One reason for which the usual scheme lets us end the contract.

    Attributes:
        metric: the critical level that was missed again and again; None: months at the cap.
        months: in which it happened, oldest first.
    """

    metric: Metric | None
    months: tuple[str, ...]


def share_of(miss: JudgedPeriod, at_risk_amount: int) -> int:
    """Return what one miss costs before the cap, in the unit of the amount."""
    return round(at_risk_amount * miss.metric.allocation / 100 * repeat_multiplier(miss.nth))


def credits_of(evaluation: Evaluation, ranking: Ranking) -> tuple[MonthCredit, ...]:
    """Return the months with misses of critical service levels, or with a claim, the newest first."""
    protection = evaluation.protection
    if protection is None:
        return ()
    scheme = scheme_of(evaluation, ranking)
    starts_on = scheme.contract.starts_on if scheme.contract is not None else None
    judged = {
        metric_id: _since(periods, starts_on)
        for metric_id, periods in judged_metrics(protection.performance, protection.as_of).items()
    }
    misses: dict[str, list[JudgedPeriod]] = {}
    for metric in critical_levels(protection):
        for period in judged[metric.id]:
            if period.is_missed:
                misses.setdefault(period.month, []).append(period)
    claims = {each.month: each for each in protection.performance.claims}
    earns_back = scheme.contract is not None and scheme.contract.earns_back
    found = (
        _credit(month, misses.get(month, []), scheme.at_risk_amount, claims.get(month), judged if earns_back else {})
        for month in sorted({*misses, *claims}, reverse=True)
    )
    return tuple(replace(each, amount=None, is_before=True) if _is_before(each, starts_on) else each for each in found)


def _since(periods: tuple[JudgedPeriod, ...], starts_on: str | None) -> tuple[JudgedPeriod, ...]:
    """Return periods whose misses in a row are counted anew from the begin of the contract on."""
    if starts_on is None:
        return periods
    before = sum(each.ends_on < starts_on for each in periods)
    return tuple(
        replace(each, nth=min(each.nth, place - before + 1)) if place >= before else each
        for place, each in enumerate(periods)
    )


def _is_before(credit: MonthCredit, starts_on: str | None) -> bool:
    """Tell whether all that was missed in a month was missed before the contract began."""
    return starts_on is not None and bool(credit.misses) and all(each.ends_on < starts_on for each in credit.misses)


def _credit(
    month: str,
    misses: list[JudgedPeriod],
    at_risk: int | None,
    claim: CreditClaim | None,
    judged: Mapping[int, tuple[JudgedPeriod, ...]],
) -> MonthCredit:
    if at_risk is None:
        return MonthCredit(month, tuple(misses), None, claim=claim)
    amount = _amount(misses, at_risk)
    kept = [each for each in misses if not _is_earned_back(each, judged.get(each.metric.id, ()))]
    return MonthCredit(
        month,
        tuple(misses),
        amount,
        is_capped=amount == at_risk and sum(share_of(each, at_risk) for each in misses) > at_risk,
        earned_back=amount - _amount(kept, at_risk),
        claim=claim,
    )


def _amount(misses: Iterable[JudgedPeriod], at_risk: int) -> int:
    return round(service_credit(at_risk, ((each.metric.allocation, each.nth) for each in misses)))


def _is_earned_back(miss: JudgedPeriod, periods: tuple[JudgedPeriod, ...]) -> bool:
    later = [each for each in periods if each.starts_on > miss.starts_on][:_EARN_BACK]
    return len(later) == _EARN_BACK and all(each.status is Status.GREEN for each in later)


def termination_triggered(evaluation: Evaluation, ranking: Ranking) -> tuple[Termination, ...]:
    """Return why the contract may be ended by the usual scheme; nothing where it may not.

    That is the same critical level missed three times in any six months, or the credit at its cap twice. The last such
    six months are told.
    """
    found = [each for each in credits_of(evaluation, ranking) if not each.is_before]
    metrics = {each.metric.id: each.metric for credit in found for each in credit.misses}
    reasons = []
    for metric in metrics.values():
        months = _window(
            (credit.month for credit in found if any(each.metric.id == metric.id for each in credit.misses)), MISSES
        )
        if months:
            reasons.append(Termination(metric, months))
    capped = _window((each.month for each in found if each.misses and _is_at_cap(each, evaluation, ranking)), CAPPED)
    if capped:
        reasons.append(Termination(None, capped))
    return tuple(reasons)


def _is_at_cap(credit: MonthCredit, evaluation: Evaluation, ranking: Ranking) -> bool:
    at_risk = scheme_of(evaluation, ranking).at_risk_amount
    return bool(at_risk) and credit.amount == at_risk


def _window(months: Iterable[str], least: int) -> tuple[str, ...]:
    """Return the last months of which so many lie within six, oldest first; nothing where they never do."""
    ordered = sorted(set(months), reverse=True)
    for at in range(len(ordered) - least + 1):
        if _index(ordered[at]) - _index(ordered[at + least - 1]) < WINDOW:
            return tuple(reversed(ordered[at : at + least]))
    return ()


def _index(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7])


def claim_credit(desk: Desk, evaluation: Evaluation, ranking: Ranking, month: str, state: str, note: str = "") -> int:
    """Say what became of a month's service credit and return the id of the record.

    Undoable. Saved when this returns. The amount that the readings give now is kept with it.

    Args:
        desk: the open file.
        evaluation: of the initiative, as it stands.
        ranking: of it.
        month: any day of it.
        state: calculated, claimed, applied or waived.
        note: why, or the number of the credit note.

    Raises:
        NothingToClaimError: nothing was missed in the month, or what is at risk is not known.
        DeskError: the state is none of these, or there is no such initiative.
    """
    from outsource_desk.services.records import kinds

    initiative_id = evaluation.initiative.id
    if not has_row(desk.connection, "initiative", initiative_id):
        raise NotFoundError("initiative", initiative_id)
    checks = kinds()["credit_claim"].checks
    values = {"state": checks["state"](state), "note": checks["note"](note)}
    month = month_of(str(checks["month"](month)))
    credit = next((each for each in credits_of(evaluation, ranking) if each.month == month), None)
    if credit is None or credit.due is None:
        raise NothingToClaimError(month)
    values["amount"] = credit.due
    with desk.edit("Record service credit", merge_key=("credit_claim", initiative_id, month)):
        return upsert_row(desk.db, "credit_claim", {"initiative_id": initiative_id, "month": month}, values)
