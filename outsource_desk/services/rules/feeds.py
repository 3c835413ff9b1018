"""Rules about questions that criteria are judged by: one answer counted twice, gates that give points, mere claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from outsource_desk.analysis.vetting import strongest
from outsource_desk.domain.criterion import Criterion, criterion_paths, leaves_of
from outsource_desk.domain.formatting import percent
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.vetted import Judged, Vetted, VettedCandidate
from outsource_desk.domain.vetting import EvidenceLevel, Gate, Question, Vetting
from outsource_desk.services.gate_reasons import codes
from outsource_desk.services.rules.rulebook import Finding, Subject, check
from outsource_desk.services.rules.scene import Scene

_UNPROVEN = (EvidenceLevel.NONE, EvidenceLevel.CLAIM, EvidenceLevel.EXPIRED, EvidenceLevel.CONTRADICTED)


@check("W13", Subject.VETTING, "criterion", "other", "questions", "section")
def judged_by_the_same(
    evaluation: Evaluation, _: Vetted, *, least_shared: float, least_share: float
) -> Iterator[Finding]:
    """Find pairs of leaves that share questions, or a section and questions of it."""
    assert evaluation.vetting is not None
    behind = questions_behind(leaves_of(evaluation.criteria), evaluation.vetting)
    ids = {leaf.id: {each.id for each in questions} for leaf, questions in behind.items()}
    for (one, first), (other, second) in combinations(behind.items(), 2):
        shared = [each for each in first if each.id in ids[other.id]]
        section = one.section_id or other.section_id
        least = least_shared if section is None else 1
        if len(shared) >= least and len(shared) >= least_share * min(len(first), len(second)):
            yield _shared(evaluation, (one, other), shared, section)


def _shared(
    evaluation: Evaluation, pair: tuple[Criterion, Criterion], shared: list[Question], section_id: int | None
) -> Finding:
    assert evaluation.vetting is not None
    names = criterion_paths(evaluation.criteria)
    one, other = (names[leaf.id] for leaf in pair)
    titles = {each.id: each.title for each in evaluation.vetting.questionnaire.sections}
    fields = {
        "criterion": one, "other": other, "questions": codes(shared), "section": titles.get(section_id or 0, ""),
    }  # fmt: skip
    text = "shared" if section_id is None else "section"
    return Finding(fields, one, None, pair[0].id, text, part=str(pair[1].id))


@check("W16", Subject.VETTING, "question", "criterion")
def gate_also_scored(evaluation: Evaluation, _: Vetted) -> Iterator[Finding]:
    """Find leaves whose only question is a knock-out."""
    assert evaluation.vetting is not None
    names = criterion_paths(evaluation.criteria)
    for leaf, questions in questions_behind(leaves_of(evaluation.criteria), evaluation.vetting).items():
        if len(questions) == 1 and questions[0].gate is Gate.KNOCK_OUT:
            name = names[leaf.id]
            yield Finding({"question": questions[0].code, "criterion": name}, name, None, leaf.id)


@check("W29", Subject.RESULT, "share", "name")
def built_on_claims(scene: Scene, *, most: float) -> Iterator[Finding]:
    """Find ranked candidates much of whose total rests on their own word; leaves without questions count as proven."""
    vetting, vetted = scene.evaluation.vetting, scene.ranking.vetted
    if vetting is None or vetted is None:
        return
    questions = {leaf.id: some for leaf, some in questions_behind(scene.leaves, vetting).items()}
    for standing in scene.ranking.ranked:
        found = vetted.candidates.get(standing.candidate.id)
        if found is None or standing.total <= 0:
            continue
        claimed = [leaf_id for leaf_id, some in questions.items() if _is_claimed(some, found)]
        share = sum(standing.contributions[leaf_id] for leaf_id in claimed) / standing.total
        if share > most + 1e-9:
            heaviest = max(claimed, key=lambda each: standing.contributions[each])
            part = str(questions[heaviest][0].id)
            name = standing.candidate.name
            yield Finding({"share": percent(share), "name": name}, name, standing.candidate.id, part=part)


def questions_behind(leaves: Iterable[Criterion], vetting: Vetting) -> dict[Criterion, tuple[Question, ...]]:
    """Return the questions that leaves are judged by, in order: those that feed one, or all of its section.

    Leaves without any are left out.
    """
    by_id = {each.id: each for each in vetting.questionnaire.questions}
    fed: dict[int, list[Question]] = {}
    for feed in vetting.feeds:
        fed.setdefault(feed.criterion_id, []).append(by_id[feed.question_id])
    of_section = {section.id: section.questions for section in vetting.questionnaire.sections}
    behind = {
        leaf: tuple(fed.get(leaf.id, ())) if leaf.section_id is None else of_section.get(leaf.section_id, ())
        for leaf in leaves
    }
    return {leaf: questions for leaf, questions in behind.items() if questions}


def _is_claimed(questions: tuple[Question, ...], found: VettedCandidate) -> bool:
    """Tell whether the best that stands behind any of the questions is the vendor's own word."""
    return strongest(map(_level, (found.judged[each.id] for each in questions))) in _UNPROVEN


def _level(judged: Judged) -> EvidenceLevel:
    """Return what stands behind an answer that applies; a contradicted one has nothing."""
    is_nothing = not judged.applies or judged.level is EvidenceLevel.CONTRADICTED
    return EvidenceLevel.NONE if is_nothing else judged.level
