"""Which characters of the facts the paper's typeface lacks: to be told before an export, not found after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from outsource_desk.domain.dossier import Dossier
from outsource_desk.domain.protection import Protection
from outsource_desk.domain.vetting import Vetting
from outsource_desk.reports.facts import BoardFacts
from outsource_desk.reports.typeface import missing


def missing_glyphs(facts: BoardFacts) -> list[tuple[str, str]]:
    """Return where text holds characters that the paper can only name by their code, and which they are."""
    found: dict[str, str] = {}
    for where, text in _texts(facts):
        characters = missing(text)
        if characters:
            found[where] = "".join(dict.fromkeys(found.get(where, "") + characters))
    return list(found.items())


def _texts(facts: BoardFacts) -> Iterator[tuple[str, str]]:
    evaluation = facts.evaluation
    initiative = evaluation.initiative
    for field in ("name", "organisation", "question", "aim", "function_name", "scope", "owner", "classification"):
        yield f"Initiative, {field.replace('_name', '')}", getattr(initiative, field)
    yield "Name of the revision", facts.revision_name
    yield "Name of the file", facts.document
    for goal in evaluation.goals:
        yield "Goals", f"{goal.statement}{goal.measure}{goal.unit}{goal.owner}"
    for place, candidate in enumerate(evaluation.candidates, 1):
        yield f"Candidate {place}, name", candidate.name
    for place, criterion in enumerate(evaluation.criteria, 1):
        yield f"Criterion {place}", f"{criterion.name}{criterion.unit}"
    for place, evaluator in enumerate(evaluation.evaluators, 1):
        yield f"Evaluator {place}, name", evaluator.name
    names = {candidate.id: candidate.name for candidate in evaluation.candidates}
    for row in (*evaluation.scores, *evaluation.agreed, *evaluation.measurements):
        yield f"Reasons for {names.get(row.candidate_id, 'a candidate')}", row.rationale
    for weight_set in evaluation.weight_sets:
        told = (f"{each.given_by}{each.note}" for each in weight_set.elicitations)
        yield "Sets of weights", "".join((weight_set.name, *told))
    for conflict in evaluation.conflicts:
        yield "Declared interests", f"{conflict.note}{conflict.ruled_by}{conflict.reason}"
    for answer in evaluation.answers:
        yield "Answers to warnings", f"{answer.name}{answer.reason}"
    yield (
        "Frozen weights",
        "".join((initiative.weights_frozen_by, initiative.weights_reason, *(one.name for one in evaluation.frozen))),
    )
    for one in facts.imported_files:
        yield "Imported files", one.file_name
    if evaluation.vetting is not None:
        yield from _vetting_texts(evaluation.vetting, names)
    if evaluation.protection is not None:
        yield from _protection_texts(evaluation.protection)


def _vetting_texts(vetting: Vetting, names: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    """Yield what the paper prints of the vetting."""
    for section in vetting.questionnaire.sections:
        yield "Questionnaire", f"{section.title}{''.join(each.wording for each in section.questions)}"
    for answer in vetting.answers:
        told = (f"{each.address}{each.wording}{each.checked_by}" for each in answer.evidence)
        where = f"Answers of {names.get(answer.candidate_id, 'a candidate')}"
        yield where, "".join((answer.reply, answer.comment, answer.reason, *told))
    for gap in vetting.gaps:
        yield "Gaps", f"{gap.wording}{gap.action}{gap.owner}"
    for waiver in vetting.waivers:
        yield "Waivers", f"{waiver.approved_by}{waiver.approver_role}{waiver.reason}{waiver.control}"
    for candidate, dossier in vetting.dossiers.items():
        yield f"Dossier of {names.get(candidate, 'a candidate')}", "".join(_dossier_texts(dossier))


def _dossier_texts(dossier: Dossier) -> Iterator[str]:
    yield from (f"{each.name}{each.city}" for each in dossier.sites)
    yield from (
        f"{each.scheme}{each.issuer}{each.number}{each.scope}{each.exceptions}" for each in dossier.certificates
    )
    yield from (each.insurer for each in dossier.insurances)
    yield from (each.name for each in dossier.owners)
    yield from (f"{each.name}{each.service}" for each in dossier.subcontractors)
    yield from (f"{each.client}{each.service}{each.spoken_by}" for each in dossier.references)
    yield from (each.wording for each in dossier.watch_entries)
    yield from (f"{each.file_name}{each.issuer}" for each in dossier.attachments)


def _protection_texts(protection: Protection) -> Iterator[tuple[str, str]]:
    """Yield what paper and pack print of risks, plans, levels and governance."""
    contingency, leaving, governance = protection.contingency, protection.leaving, protection.governance
    for risk in protection.register.risks:
        told = (f"{each.wording}{each.owner}" for each in risk.mitigations)
        yield "Risks", "".join((risk.title, risk.owner, *told, *(each.accepted_by for each in risk.acceptances)))
    for role in contingency.roles:
        yield "People of the plan", f"{role.role}{role.name}{role.deputy}{role.phone}{role.email}"
    for scenario in contingency.scenarios:
        told = (f"{each.wording}{each.owner}{each.proof}" for each in scenario.steps)
        signs = (each.wording for each in scenario.triggers)
        rule = f"{scenario.story}{scenario.activation_rule}{scenario.stand_down}"
        yield "Scenarios", "".join((scenario.title, scenario.owner, rule, *told, *signs))
    for fallback in contingency.fallbacks:
        yield "Fallbacks", f"{fallback.title}{fallback.needs}{fallback.shared_risks}{fallback.owner}"
    for objective in contingency.objectives:
        yield "Recovery times", f"{objective.process}{objective.workaround}{objective.peaks}"
    yield "Exit plan", "".join(f"{each.wording}{each.owner}{each.proof}" for each in (*leaving.tasks, *leaving.items))
    yield "Exit plan", "".join(f"{each.wording}{each.holder}{each.form}{each.owner}" for each in leaving.returns)
    yield "Service levels", "".join(each.name for each in protection.performance.metrics)
    yield "Governance", "".join(f"{each.name}{each.chair}" for each in governance.forums)
    yield "Governance", "".join(f"{each.cause}{each.from_role}{each.to_role}" for each in governance.escalations)
    yield "Governance", "".join(each.title for each in governance.trainings)
    for contract in governance.contracts:
        yield "Contracts", "".join(each.title for each in contract.clauses)
    for plan in governance.audit_plans:
        yield "Audits", "".join((plan.title, *(one.wording for audit in plan.audits for one in audit.findings)))
