"""What is due in governance and in the vetting of those who may still be chosen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from outsource_desk.domain.days import months_after, next_meeting
from outsource_desk.domain.due import Due, DueKind
from outsource_desk.domain.governance import Governance, Training, TrainingTime
from outsource_desk.services.audits import next_audit, open_findings
from outsource_desk.services.contracts import Milestone, radar

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.domain.vendor import Candidate
    from outsource_desk.domain.vetting import Vetting

_GOVERNANCE = "governance"
_KINDS = {
    Milestone.NOTICE: DueKind.NOTICE, Milestone.RENEWAL: DueKind.RENEWAL, Milestone.END: DueKind.CONTRACT_END,
}  # fmt: skip
_FIRST_QUARTER, _YEAR = 3, 12  # months


def of_governance(evaluation: Evaluation, governance: Governance, as_of: str) -> Iterator[Due]:
    """Yield forums, trainings, audits, findings, and the days of contracts that must not be missed."""
    for forum in governance.forums:
        if forum.first_on is not None:
            on = next_meeting(forum.first_on, forum.cadence, as_of)
            yield Due(on, DueKind.FORUM, forum.name, forum.chair, _GOVERNANCE, "forum", forum.id, repeats=forum.cadence)
    for training in governance.trainings:
        on = _training_day(training, evaluation.initiative.start_date)
        if on is not None:
            yield Due(on, DueKind.TRAINING, training.title, training.owner, _GOVERNANCE, "training", training.id)
    for plan in governance.audit_plans:
        on = next_audit(plan, as_of)
        if on is not None:
            who = plan.owner or plan.auditor
            yield Due(on, DueKind.AUDIT, plan.title, who, _GOVERNANCE, "audit_plan", plan.id)
    for each in open_findings(governance):
        found = each.finding
        yield Due(
            found.due_on, DueKind.FINDING, found.wording, found.owner or each.plan.owner, _GOVERNANCE, "finding",
            found.id, each.plan.title,
        )  # fmt: skip
    yield from _of_contracts(evaluation)


def _training_day(training: Training, start: str | None) -> str | None:
    """Return when a training is to be held next; nothing once it is over, or while nobody knows."""
    if training.held_on is not None:
        is_again = training.time is TrainingTime.YEARLY
        return months_after(training.held_on, _YEAR) if is_again else None
    if training.planned_on is not None or start is None:
        return training.planned_on
    months = {TrainingTime.BEFORE_START: 0, TrainingTime.MONTH_3: _FIRST_QUARTER, TrainingTime.YEARLY: _YEAR}
    return months_after(start, months[training.time])


def _of_contracts(evaluation: Evaluation) -> Iterator[Due]:
    owner = evaluation.initiative.owner
    for blip in radar(evaluation):
        contract = blip.contract
        yield Due(
            blip.on, _KINDS[blip.milestone], contract.reference or blip.name, owner, _GOVERNANCE, "contract",
            contract.id, blip.name, contract.candidate_id, part=blip.milestone.name.lower(),
        )  # fmt: skip


def of_vetting(evaluation: Evaluation, ranking: Ranking, vetting: Vetting) -> Iterator[Due]:
    """Yield gaps, waivers, certificates, policies and questionnaires of those who may still be chosen."""
    candidates = _in_question(evaluation, ranking)
    for candidate_id, candidate in candidates.items():
        yield from _of_dossier(vetting, candidate, candidate_id)
    lead = vetting.questionnaire.lead
    for gap in vetting.gaps:
        if gap.state.is_open and gap.candidate_id in candidates:
            name = candidates[gap.candidate_id].name
            yield Due(gap.due_on, DueKind.GAP, gap.wording, gap.owner, "vetting", "gap", gap.id, name, gap.candidate_id)
    codes = {each.id: each.code for each in vetting.questionnaire.questions}
    for waiver in vetting.waivers:
        if waiver.revoked_on is None and waiver.candidate_id in candidates:
            yield Due(
                waiver.expires_on, DueKind.WAIVER, codes.get(waiver.question_id, ""), waiver.approved_by, "vetting",
                "waiver", waiver.id, candidates[waiver.candidate_id].name, waiver.candidate_id,
            )  # fmt: skip
    for each in vetting.assessments:
        if each.due_on and not each.signed_on and each.candidate_id in candidates:
            name = candidates[each.candidate_id].name
            yield Due(
                each.due_on, DueKind.VETTING, name, each.lead or lead, "vetting", "assessment", each.id, name,
                each.candidate_id,
            )  # fmt: skip


def _in_question(evaluation: Evaluation, ranking: Ranking) -> dict[int, Candidate]:
    """Return those who may still be chosen; once that is decided, the one that was and those that stand by."""
    assert evaluation.protection is not None
    decision = evaluation.protection.governance.decision
    possible = {each.candidate.id: each.candidate for each in ranking.possible}
    if decision is None or decision.candidate_id is None:
        return possible
    standing_by = {each.candidate_id for each in evaluation.protection.contingency.fallbacks}
    chosen = {decision.candidate_id, *standing_by}
    return {each.id: each for each in evaluation.candidates if each.id in chosen}


def _of_dossier(vetting: Vetting, candidate: Candidate, candidate_id: int) -> Iterator[Due]:
    dossier = vetting.dossiers.get(candidate_id)
    if dossier is None:
        return
    for each in dossier.certificates:
        if each.ends is not None:
            yield Due(
                each.ends, DueKind.CERTIFICATE, each.scheme, candidate.name, "vendors", "certificate", each.id,
                candidate.name, candidate_id,
            )  # fmt: skip
    for policy in dossier.insurances:
        if policy.expires is not None:
            yield Due(
                policy.expires, DueKind.INSURANCE, policy.insurer, candidate.name, "vendors", "insurance", policy.id,
                candidate.name, candidate_id,
            )  # fmt: skip
