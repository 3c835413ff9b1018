"""Rules about audits, clauses and the decision."""

from __future__ import annotations

from collections.abc import Iterator

from outsource_desk.domain.formatting import day, plain
from outsource_desk.domain.governance import Decision, FindingSeverity, Vote
from outsource_desk.domain.ranking import Evaluation, Ranking
from outsource_desk.services.preferred import preferred_of
from outsource_desk.services.rules.rulebook import PART, Finding, Subject, check

_SERIOUS = (FindingSeverity.HIGH, FindingSeverity.CRITICAL)


@check("GV08", Subject.PROTECTION, "audit", "finding", "date")
def audits_overdue(evaluation: Evaluation, _ranking: Ranking) -> Iterator[Finding]:
    """Find audits whose day has passed, and serious findings that were not closed in time."""
    assert evaluation.protection is not None
    governance, as_of = evaluation.protection.governance, evaluation.protection.as_of
    if not governance.audit_plans:
        return
    from outsource_desk.services.audits import next_audit, open_findings

    for plan in governance.audit_plans:
        due = next_audit(plan, as_of)
        if due is not None and due < as_of:
            yield Finding({"audit": plan.title, "date": day(due)}, plan.title, text="audit", part=str(plan.id))
    for each in open_findings(governance):
        if each.finding.severity in _SERIOUS and each.is_overdue(as_of):
            fields = {"finding": each.finding.wording, "audit": each.plan.title, "date": day(each.finding.due_on)}
            part = str(each.finding.id)
            yield Finding(fields, each.plan.title, text="finding", field="finding", part=part)


@check("GV09", Subject.PROTECTION, "name", "count", "clauses")
def clauses_missing(evaluation: Evaluation, ranking: Ranking, *, named: float) -> Iterator[Finding]:
    """Find mandatory clauses that the contract with whom we prefer lacks, once there is a contract."""
    candidate = preferred_of(evaluation, ranking)
    assert evaluation.protection is not None
    if candidate is None or evaluation.protection.governance.contract(candidate.id) is None:
        return
    from outsource_desk.services.clauses import missing_clauses

    missing = missing_clauses(evaluation, candidate.id)
    if not missing:
        return
    codes = [each.code for each in missing]
    shown = ", ".join(codes[: int(named)]) + ("…" if len(codes) > named else "")
    fields = {"name": candidate.name, "count": plain(len(missing)), "clauses": shown}
    part = str(next((each.id for each in missing if each.id is not None), "")) or codes[0]
    text = "one" if len(missing) == 1 else "several"
    yield Finding(fields, candidate.name, candidate.id, None, text, part=part)


@check("GV10", Subject.PROTECTION, "name")
def decision_incomplete(evaluation: Evaluation, ranking: Ranking, *, fewest: float) -> Iterator[Finding]:
    """Find what the record of the decision lacks, once there is one."""
    assert evaluation.protection is not None
    decision = evaluation.protection.governance.decision
    if decision is None:
        return
    where = evaluation.initiative.name
    for text in _lacking(decision, evaluation, ranking, fewest):
        yield Finding({}, where, decision.candidate_id, None, text, part=f"{decision.id}{PART}{text}")
    for each in decision.approvals:
        if decision.decided_on is not None and each.vote is Vote.OPEN:
            part = f"{decision.id}{PART}open{PART}{each.id}"
            yield Finding({"name": each.name}, where, decision.candidate_id, None, "open", part=part)


def _lacking(decision: Decision, evaluation: Evaluation, ranking: Ranking, fewest: float) -> Iterator[str]:
    from outsource_desk.services.fingerprints import is_up_to_date

    if not decision.reasons.strip():
        yield "reasons"
    if not decision.alternatives.strip():
        yield "alternatives"
    if not any(each.is_in_house for each in evaluation.candidates):
        yield "in_house"
    if sum(each.vote is not Vote.AGAINST for each in decision.approvals) < fewest:
        yield "approvers"
    if not decision.fingerprint:
        yield "unsealed"
    elif not is_up_to_date(decision, ranking):
        yield "stale"
