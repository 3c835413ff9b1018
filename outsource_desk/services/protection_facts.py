"""Gather what a report says of risks, contingency, exit, service levels and governance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from outsource_desk.analysis.risk import band_of
from outsource_desk.domain.days import days_after, months_after, next_meeting
from outsource_desk.domain.due import Due, DueKind
from outsource_desk.services.audits import last_audit, next_audit, open_findings
from outsource_desk.services.bonds import shared_words
from outsource_desk.services.calendar import due_dates
from outsource_desk.services.clauses import missing_clauses
from outsource_desk.services.credit_scheme import scheme_of
from outsource_desk.services.credits import credits_of, termination_triggered
from outsource_desk.services.exercise_facts import exercise_due
from outsource_desk.services.exit_clock import exit_clock
from outsource_desk.services.failure_clock import failure_clock
from outsource_desk.services.fallbacks import backup_candidates
from outsource_desk.services.fingerprints import is_up_to_date
from outsource_desk.services.leaving import item_progress
from outsource_desk.services.missed import judged_metrics, latest
from outsource_desk.services.preferred import preferred_of
from outsource_desk.services.readiness import readiness_of
from outsource_desk.services.reversal import cost_of_reversal
from outsource_desk.services.risk_findings import JudgedRisk, judged_risks
from outsource_desk.services.risk_library import risk_library
from outsource_desk.services.triggers import raised_triggers, stale_triggers

if TYPE_CHECKING:
    from outsource_desk.domain.protection import Protection
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.domain.vendor import Candidate
    from outsource_desk.reports.protection import (
        ProtectionFacts,
        ToldAudit,
        ToldBackup,
        ToldCredit,
        ToldFinding,
        ToldLine,
        ToldMetric,
        ToldReadiness,
        ToldRisk,
        ToldSign,
        ToldTermination,
    )

MONTHS = 12  # that the calendar of a report shows
_EXERCISES = frozenset({DueKind.EXERCISE, DueKind.PLAN_REVIEW})
_LINES = (  # what else the calendar shows, by the kinds of what is due
    ("audits", frozenset({DueKind.AUDIT})),
    ("exercises", _EXERCISES | {DueKind.RISK_REVIEW}),
    ("training", frozenset({DueKind.TRAINING})),
    ("contract", frozenset({DueKind.NOTICE, DueKind.RENEWAL, DueKind.CONTRACT_END})),
)


def protection_facts(evaluation: Evaluation, ranking: Ranking) -> ProtectionFacts | None:
    """Return everything that a report says of what protects a decision; nothing where it was not read.

    Args:
        evaluation: of one moment; dates are judged on the day that its protection names.
        ranking: of the same moment.
    """
    from outsource_desk.reports.protection import ProtectionFacts

    protection = evaluation.protection
    if protection is None:
        return None
    candidate, decision = preferred_of(evaluation, ranking), protection.governance.decision
    dues, months = due_dates(evaluation, ranking), tuple(_months(protection.as_of))
    return ProtectionFacts(
        as_of=protection.as_of,
        candidate=candidate,
        risks=tuple(_risk(each) for each in judged_risks(evaluation)),
        readiness=_readiness(evaluation, ranking),
        clock=exit_clock(evaluation, ranking),
        failure=failure_clock(evaluation, ranking),
        reversals=cost_of_reversal(evaluation, ranking),
        backups=tuple(_backups(evaluation, ranking)),
        scenario_titles={each.id: each.title for each in protection.contingency.scenarios},
        signs=tuple(_signs(evaluation)),
        unwatched=len(stale_triggers(evaluation)),
        exercise_due=exercise_due(evaluation),
        metrics=tuple(_metrics(protection)),
        credits=tuple(_credits(evaluation, ranking)),
        at_risk=scheme_of(evaluation, ranking).at_risk_amount,
        terminations=tuple(_terminations(evaluation, ranking)),
        missing_clauses=tuple(each.title for each in missing_clauses(evaluation, candidate.id)) if candidate else (),
        audits=tuple(_audits(protection)),
        findings=tuple(_findings(protection)),
        months=months,
        lines=tuple(_lines(protection, dues, months)),
        dues=dues,
        item_state={each.item.id: each.is_settled for each in item_progress(evaluation).items},
        overlap=_overlap(evaluation, candidate),
        is_decision_current=is_up_to_date(decision, ranking) if decision is not None else None,
    )  # fmt: skip


def _backups(evaluation: Evaluation, ranking: Ranking) -> Iterator[ToldBackup]:
    from outsource_desk.reports.protection import ToldBackup

    for each in backup_candidates(evaluation, ranking):
        shared = tuple(shared_words(one) for one in each.shared)
        is_planned = each.fallback is not None
        yield ToldBackup(each.candidate, each.rank, each.total, each.behind, each.lacks, shared, is_planned)


def _signs(evaluation: Evaluation) -> Iterator[ToldSign]:
    from outsource_desk.reports.protection import ToldSign

    for each in raised_triggers(evaluation):
        trigger, seen = each.trigger, each.seen
        yield ToldSign(each.scenario.id, trigger.id, trigger.wording, seen.on, seen.words, each.asks_to_declare)


def _audits(protection: Protection) -> Iterator[ToldAudit]:
    from outsource_desk.reports.protection import ToldAudit

    for plan in protection.governance.audit_plans:
        last = last_audit(plan, protection.as_of)
        yield ToldAudit(plan.id, last.performed_on if last else None, next_audit(plan, protection.as_of))


def _findings(protection: Protection) -> Iterator[ToldFinding]:
    from outsource_desk.reports.protection import ToldFinding

    for each in open_findings(protection.governance):
        yield ToldFinding(each.finding, each.plan.title, each.is_overdue(protection.as_of))


def _overlap(evaluation: Evaluation, candidate: Candidate | None) -> float | None:
    """Return how many hours a day both sides work at the same time at the worst time of the year."""
    from outsource_desk.services.overlap import best_overlap, planning_year

    protection = evaluation.protection
    dossier = protection.dossiers.get(candidate.id) if protection and candidate else None
    if protection is None or dossier is None:
        return None
    initiative = evaluation.initiative
    found = best_overlap(initiative.hours, dossier, planning_year(initiative, protection.as_of))
    return found.planning.hours if found else None


def _risk(judged: JudgedRisk) -> ToldRisk:
    from outsource_desk.reports.protection import ToldRisk

    known = risk_library().risk(judged.risk.code)
    return ToldRisk(
        risk=judged.risk,
        is_basic=known is not None and known.is_basic,
        residual=judged.residual,
        target=judged.target,
        band_before=band_of(judged.inherent) if judged.inherent else None,
        band=judged.band,
        target_band=judged.target_band,
        is_above=judged.is_above,
        acceptance=judged.acceptance,
        expected_loss=judged.expected_loss,
        problems=tuple(judged.problems),
    )


def _readiness(evaluation: Evaluation, ranking: Ranking) -> ToldReadiness:
    from outsource_desk.reports.protection import ToldCap, ToldPart, ToldReadiness

    found = readiness_of(evaluation, ranking)
    return ToldReadiness(
        points=found.points,
        raw=found.raw,
        band=found.band.value,
        parts=tuple(ToldPart(each.label, each.earned, each.most, each.missing) for each in found.parts),
        caps=tuple(ToldCap(each.limit, each.words) for each in found.caps),
        lifts=tuple(each.words for each in found.lifts),
        least=found.least,
        has_plan=found.has_plan,
    )


def _metrics(protection: Protection) -> Iterator[ToldMetric]:
    from outsource_desk.domain.performance import Status
    from outsource_desk.reports.protection import ToldMetric

    judged = judged_metrics(protection.performance, protection.as_of)
    for metric in protection.performance.metrics:
        periods, reading = judged[metric.id], latest(metric)
        last = periods[-1] if periods else None
        yield ToldMetric(
            metric,
            last.status if last else Status.GREY,
            reading.actual if reading else None,
            reading.ends_on if reading else None,
            last.nth if last else 0,
        )


def _credits(evaluation: Evaluation, ranking: Ranking) -> Iterator[ToldCredit]:
    from outsource_desk.reports.protection import ToldCredit

    for each in credits_of(evaluation, ranking):
        names = tuple(dict.fromkeys(miss.metric.name for miss in each.misses))
        yield ToldCredit(each.month, each.due, each.is_capped, each.state, names)


def _terminations(evaluation: Evaluation, ranking: Ranking) -> Iterator[ToldTermination]:
    from outsource_desk.reports.protection import ToldTermination

    for each in termination_triggered(evaluation, ranking):
        yield ToldTermination(each.metric.name if each.metric else "", each.months)


def _months(as_of: str) -> Iterator[str]:
    """Yield the first days of the month of ``as_of`` and of those that follow."""
    first = f"{as_of[:7]}-01"
    yield from (months_after(first, place) for place in range(MONTHS))


def _lines(protection: Protection, dues: Sequence[Due], months: Sequence[str]) -> Iterator[ToldLine]:
    """Yield what happens in each month: forums one by one, everything else by its kind; nothing that never happens."""
    from outsource_desk.reports.protection import ToldLine

    end = months_after(months[0], MONTHS)
    for forum in protection.governance.forums:
        counts = [0] * len(months)
        on = next_meeting(forum.first_on, forum.cadence, protection.as_of) if forum.first_on else end
        while on < end:
            counts[_place(months, on)] += 1
            on = next_meeting(forum.first_on or on, forum.cadence, days_after(on, 1))
        yield ToldLine(forum.name, forum.cadence.value, tuple(counts))
    for kind, kinds in _LINES:
        mine = [each for each in dues if each.kind in kinds]
        if not mine:
            continue
        counts = [0] * len(months)
        for each in mine:
            if protection.as_of <= each.on < end:
                counts[_place(months, each.on)] += 1
        late = sum(each.is_overdue(protection.as_of) for each in mine)
        if not any(counts) and not late:
            continue
        yield ToldLine("", "", tuple(counts), late, kind)


def _place(months: Sequence[str], on: str) -> int:
    return [each[:7] for each in months].index(on[:7])
