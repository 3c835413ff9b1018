"""Judge the answers of every candidate: what applies, points, evidence, gates, sections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from outsource_desk.analysis.vetting import (
    CAPS,
    MAXIMUM,
    Line,
    SectionScore,
    capped,
    overall_score,
    points_on_curve,
    section_score,
    strongest,
)
from outsource_desk.domain.initiative import Initiative
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.rule_text import FIELDS, Fact, Facts, read_rule
from outsource_desk.domain.vendor import VendorKind
from outsource_desk.domain.vetted import Judged, Vetted, VettedCandidate, VettedSection, VettingGate
from outsource_desk.domain.vetting import (
    Answer,
    AnswerState,
    AnswerType,
    Evidence,
    EvidenceLevel,
    Gap,
    GapKind,
    Gate,
    GateResult,
    Question,
    Vetting,
    Waiver,
    is_only_named,
)

PROVING = frozenset({EvidenceLevel.DOCUMENT, EvidenceLevel.INDEPENDENT, EvidenceLevel.VERIFIED})


def vetted_of(evaluation: Evaluation, before: Evaluation | None = None) -> Vetted | None:
    """Judge every candidate's answers; nothing before vetting has started.

    A pure function of what was read: dates are judged on the day that the vetting names. What was found is kept with
    the vetting, so that rankings of the same answers, under other weights, do not judge them again.

    Args:
        evaluation: what was read.
        before: what was read earlier; who has given the same answers to the same questions is not judged again.
    """
    vetting = evaluation.vetting
    if vetting is None:
        return None
    found: Vetted | None = vetting.judged.get(evaluation.initiative)
    if found is None:
        known = _unchanged(evaluation, before) if before else {}
        found = Vetted(
            {
                each: known.get(each) or _candidate(_Judge(evaluation.initiative, vetting, each))
                for each in vetting.kinds
            }
        )
        vetting.judged[evaluation.initiative] = found
    return found


def _unchanged(now: Evaluation, before: Evaluation) -> dict[int, VettedCandidate]:
    """Return what was found about those of whom nothing that is judged has changed."""
    known = vetted_of(before)
    if known is None or _basis(now) != _basis(before):
        return {}
    then, fresh = before.vetting, now.vetting
    assert then is not None
    assert fresh is not None
    return {
        each: found
        for each, found in known.candidates.items()
        if then.kinds[each] is fresh.kinds.get(each) and then.given.get(each) == fresh.given.get(each)
    }


def _basis(evaluation: Evaluation) -> tuple[object, ...]:
    """Return what all candidates are judged by."""
    assert evaluation.vetting is not None
    initiative = evaluation.initiative
    return (
        evaluation.vetting.questionnaire, evaluation.vetting.as_of, initiative.outsourcing_type, facts_of(initiative)
    )  # fmt: skip


def level_of(answer: Answer, as_of: str) -> EvidenceLevel:
    """Return what stands behind an answer: the strongest evidence that is in date, or that a named person states it."""
    if answer.is_contradicted:
        return EvidenceLevel.CONTRADICTED
    own = [EvidenceLevel.CLAIM] if answer.stated_by else []
    return strongest([*own, *(_level(each, as_of) for each in answer.evidence if not is_only_named(each))])


def raw_points_of(question: Question, answer: Answer | None, as_of: str) -> float | None:
    """Return the points of an answer before any cap, 0..5; None while it is not answered or nobody has judged it."""
    if answer is None or answer.state is AnswerState.NOT_APPLICABLE or not is_answered(question, answer):
        return None
    reply, amount = answer.reply, answer.amount
    match question.kind:
        case AnswerType.YES_NO | AnswerType.YES_PARTLY_NO:
            return {"yes": 5.0, "partly": 2.5}.get(reply, 0.0)
        case AnswerType.MATURITY:
            return min(MAXIMUM, max(0.0, amount or 0.0))
        case AnswerType.NUMBER | AnswerType.PERCENTAGE if question.curve:
            return points_on_curve(question.curve, amount or 0.0)
        case AnswerType.CHOICE | AnswerType.SEVERAL:
            points = {option.value: option.points for option in question.options}
            return min(MAXIMUM, sum(points.get(word, 0.0) for word in reply.split()))
        case AnswerType.DATE:
            return 5.0 if reply >= as_of else 0.0
        case AnswerType.DOCUMENT:
            return _points_of_document(answer, as_of)
        case _:
            return answer.given_points


def is_answered(question: Question, answer: Answer | None) -> bool:
    """Tell whether there is an answer at all."""
    if answer is None:
        return False
    return answer.amount is not None if question.kind.is_number else answer.reply != ""


def facts_of(initiative: Initiative) -> dict[str, Fact | None]:
    """Return the fields of an initiative that rules may ask for."""
    return {f"initiative.{name}": getattr(initiative, name) for name in FIELDS}


def fact_of(question: Question, answer: Answer | None) -> Fact | None:
    """Return what an answer is to a rule: a word, a number, or the chosen ones of several."""
    if answer is None or not is_answered(question, answer):
        return None
    if question.kind.is_number:
        return answer.amount
    return frozenset(answer.reply.split()) if question.kind is AnswerType.SEVERAL else answer.reply


@dataclass(frozen=True)
class _Judge:
    """One candidate's vetting, to be judged."""

    initiative: Initiative
    vetting: Vetting
    candidate_id: int

    @property
    def kind(self) -> VendorKind:
        return self.vetting.kinds[self.candidate_id]

    def answer(self, question: Question) -> Answer | None:
        return self.vetting.answer_of.get((self.candidate_id, question.id))

    def waiver(self, question: Question) -> Waiver | None:
        on = self.vetting.as_of
        mine = (
            each
            for each in self.vetting.waivers
            if each.candidate_id == self.candidate_id and each.question_id == question.id and each.is_active(on)
        )
        return max(mine, key=lambda each: each.expires_on, default=None)

    def condition(self, question: Question) -> Gap | None:
        """Return the open gap about a question that must be closed before the choice, the last one due."""
        mine = (
            each
            for each in self.vetting.gaps
            if (each.candidate_id, each.question_id) == (self.candidate_id, question.id)
            and each.kind is GapKind.PRECEDENT
            and each.state.is_open
        )
        return max(mine, key=lambda each: each.due_on, default=None)


def _candidate(judge: _Judge) -> VettedCandidate:
    questionnaire = judge.vetting.questionnaire
    facts = facts_of(judge.initiative)
    for question in questionnaire.questions:
        facts[question.code] = fact_of(question, judge.answer(question))
    believed, settled = dict(facts), dict(facts)
    for question in questionnaire.questions:
        answer = judge.answer(question)
        if answer is not None and (answer.is_contradicted or answer.state is AnswerState.REJECTED):
            believed[question.code] = None
        if answer is not None and not answer.state.is_accepted:
            settled[question.code] = None
    judged = {question.id: _judged(judge, question, facts, believed, settled) for question in questionnaire.questions}
    scores = {
        section.id: section_score(_line(judged[each.id]) for each in section.questions if judged[each.id].counts)
        for section in questionnaire.sections
    }
    sections = {
        section.id: _section(section.id, scores[section.id], [judged[each.id] for each in section.questions])
        for section in questionnaire.sections
    }
    overall = overall_score((section.weight, scores[section.id]) for section in questionnaire.sections)
    return VettedCandidate(
        judge.candidate_id, judged, sections, _section(0, overall, judged.values()), _gate_of_all(judged.values())
    )


def _judged(judge: _Judge, question: Question, facts: Facts, believed: Facts, settled: Facts) -> Judged:
    """Judge one question.

    Args:
        judge: whose answers.
        question: which question.
        facts: what rules of gates may ask for.
        believed: the same without what was rejected or contradicted, which leaves no question out.
        settled: the same with accepted answers only; while it does not leave a question out, its weight counts.
    """
    answer, as_of = judge.answer(question), judge.vetting.as_of
    if not _is_asked(judge, question, believed):
        is_pending = _is_asked(judge, question, settled)
        return Judged(question, answer, applies=False, is_asked=False, is_pending=is_pending)
    is_left_out = (
        answer is not None and answer.state is AnswerState.NOT_APPLICABLE and question.gate is not Gate.KNOCK_OUT
    )
    level = _level_behind(question, answer, as_of)
    raw = raw_points_of(question, answer, as_of)
    points = None if raw is None else capped(raw, level, needs_evidence=question.needs_evidence)
    if answer is not None and answer.state is AnswerState.REJECTED and points is not None:
        points = 0.0  # what the reviewer does not believe earns nothing
    cap = CAPS[level] if question.needs_evidence or level is EvidenceLevel.CONTRADICTED else MAXIMUM
    waiver = judge.waiver(question)
    gate = None if is_left_out else _gate(question, answer, points, facts, waiver)
    is_passed = question.gate is Gate.KNOCK_OUT and gate is GateResult.PASSED
    condition = judge.condition(question) if is_passed else None
    return Judged(question, answer, not is_left_out, True, raw, points, level, cap, gate, waiver, condition)


def _level_behind(question: Question, answer: Answer | None, as_of: str) -> EvidenceLevel:
    if answer is None:
        return EvidenceLevel.NONE
    return level_of(replace(answer, stated_by="") if question.is_ours else answer, as_of)  # ours is nobody's claim


def _is_asked(judge: _Judge, question: Question, facts: Facts) -> bool:
    """Tell whether a question is put to a candidate; where its condition cannot be judged yet, it is."""
    kind = judge.initiative.outsourcing_type
    return (
        judge.vetting.questionnaire.depth.reaches(question.depth)
        and (not question.types or kind is None or kind in question.types)
        and (not question.vendor_kinds or judge.kind in question.vendor_kinds)
        and (not question.asked_if or read_rule(question.asked_if).holds(facts) is not False)
    )


def _gate(
    question: Question, answer: Answer | None, points: float | None, facts: Facts, waiver: Waiver | None
) -> GateResult | None:
    """Judge one gate: nothing is passed before its answer is accepted, nor while anything it asks for is missing."""
    if question.gate is Gate.NONE:
        return None
    if answer is None or not answer.state.is_accepted:
        return GateResult.OPEN
    fact = fact_of(question, answer)
    own: dict[str, Fact | None] = {
        **facts, "answer": fact, "value": fact, "points": points, "review": str(answer.state)
    }  # fmt: skip
    holds = read_rule(question.pass_when).holds(own) if question.pass_when else True
    if holds is None:
        return GateResult.OPEN
    if holds:
        return GateResult.PASSED if _was_proven(question, answer) else GateResult.OPEN
    if waiver is not None:
        return GateResult.WAIVED
    return GateResult.FAILED if question.gate is Gate.KNOCK_OUT else GateResult.CONDITION


def _was_proven(question: Question, answer: Answer) -> bool:
    """Tell whether an acceptance has what the question asks for: proof, in date once, or a gap that says what lacks.

    Bad news is accepted without proof; if the rule or what it asks for changes later, it is no proof of good news.
    """
    if not question.needs_evidence or answer.state is AnswerState.ACCEPTED_WITH_GAP:
        return True
    return any(each.level in PROVING for each in answer.evidence)


def _gate_of_all(judged: Iterable[Judged]) -> VettingGate:
    """Return the way through all gates: failed, else open, else with conditions, else passed.

    A conditional gate that is still open does not keep a candidate from being chosen; it counts as a condition. So does
    what must still be put right about a knock-out that was accepted.
    """
    asked = [each for each in judged if each.gate is not None]
    gates = [(each.question.gate, each.gate) for each in asked]
    if any(result is GateResult.FAILED for _, result in gates):
        return VettingGate.FAILED
    if (Gate.KNOCK_OUT, GateResult.OPEN) in gates:
        return VettingGate.OPEN
    if all(each.gate is GateResult.PASSED and each.condition is None for each in asked):
        return VettingGate.PASSED
    return VettingGate.WITH_CONDITIONS


def _line(judged: Judged) -> Line:
    return Line(judged.question.weight, judged.points, judged.state.is_accepted)


def _section(section_id: int, score: SectionScore, judged: Iterable[Judged]) -> VettedSection:
    asked = [each for each in judged if each.is_asked]
    return VettedSection(
        section_id,
        score.so_far,
        score.secured,
        score.coverage,
        asked=len(asked),
        answered=sum(is_answered(each.question, each.answer) or not each.applies for each in asked),
        complete=sum(each.state.is_complete for each in asked),
    )


def _level(evidence: Evidence, as_of: str) -> EvidenceLevel:
    is_over = evidence.ends is not None and evidence.ends < as_of
    return EvidenceLevel.EXPIRED if is_over else evidence.level


def _points_of_document(answer: Answer, as_of: str) -> float:
    """Return the points of a document: 5 in date, 2 out of date, 0 missing."""
    files = [each for each in answer.evidence if each.level is not EvidenceLevel.CLAIM]
    if answer.reply == "missing" or not files:
        return 0.0
    return 5.0 if any(_level(each, as_of) is not EvidenceLevel.EXPIRED for each in files) else 2.0
