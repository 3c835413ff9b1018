"""A rule about questions that are set aside: what does not count must not flatter."""

from __future__ import annotations

from collections.abc import Iterator

from outsource_desk.domain.formatting import percent
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.vetted import Judged, Vetted, VettedCandidate, VettingGate
from outsource_desk.domain.vetting import AnswerState
from outsource_desk.services.rules.rulebook import Finding, Subject, check
from outsource_desk.services.vetted import is_answered


@check("V09", Subject.VETTING, "share", "name", "sections")
def set_aside(evaluation: Evaluation, vetted: Vetted, *, most: float) -> Iterator[Finding]:
    """Find candidates for whom a whole section, or much of what others answered, is marked as not applicable."""
    assert evaluation.vetting is not None
    for candidate in evaluation.candidates:
        found = vetted.candidates.get(candidate.id)
        if found is None or found.gate is VettingGate.FAILED:
            continue
        asked = lost = answered_elsewhere = 0.0
        whole: list[str] = []
        part_of: list[str] = []
        first: Judged | None = None
        for section in evaluation.vetting.questionnaire.sections:
            here = [each for question in section.questions if _weighs(each := found.judged[question.id])]
            gone = [each for each in here if _is_set_aside(each)]
            if not here or section.weight == 0:
                continue
            asked += section.weight
            lost += section.weight * _weight(gone) / _weight(here)
            others = [each for each in gone if _is_answered_elsewhere(vetted, candidate.id, each)]
            answered_elsewhere += section.weight * _weight(others) / _weight(here)
            if gone:
                first = first or gone[0]
                (whole if len(gone) == len(here) else part_of).append(section.code)
        if first is None or not (whole or answered_elsewhere > most * asked + 1e-9):
            continue
        share = lost if whole else answered_elsewhere
        fields = {"share": percent(share / asked), "name": candidate.name, "sections": ", ".join(whole or part_of)}
        where, text = f"{candidate.name} / {first.question.code}", "section" if whole else "share"
        yield Finding(fields, where, candidate.id, text=text, part=str(first.question.id))


def _weighs(judged: Judged) -> bool:
    return judged.is_asked and judged.question.weight > 0


def _weight(judged: list[Judged]) -> float:
    return sum(each.question.weight for each in judged)


def _is_set_aside(judged: Judged) -> bool:
    return judged.state is AnswerState.NOT_APPLICABLE and not judged.applies


def _is_answered_elsewhere(vetted: Vetted, candidate_id: int, judged: Judged) -> bool:
    return any(
        _answers(found, judged.question.id)
        for found in vetted.candidates.values()
        if found.candidate_id != candidate_id
    )


def _answers(found: VettedCandidate, question_id: int) -> bool:
    judged = found.judged[question_id]
    return judged.applies and is_answered(judged.question, judged.answer)
