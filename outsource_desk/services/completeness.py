"""How far vetting has come: progress, the next question, questions that tell nobody apart."""

from __future__ import annotations

from outsource_desk.domain.completeness import Progress, VettingTotals
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.rule_text import read_rule
from outsource_desk.domain.vetted import Judged, Vetted
from outsource_desk.domain.vetting import AnswerState, AnswerType, Gate, GateResult
from outsource_desk.services.vetted import is_answered


def progress_of(vetted: Vetted, candidate_id: int) -> Progress:
    """Return how far the vetting of a candidate has come.

    Raises:
        KeyError: the candidate is not vetted, as the in-house option is not.
    """
    found = vetted.candidates[candidate_id]
    asked = [each for each in found.judged.values() if each.is_asked]
    results = [each.gate for each in found.gates]
    return Progress(
        candidate_id=candidate_id,
        asked=found.overall.asked,
        answered=found.overall.answered,
        complete=found.overall.complete,
        to_review=sum(_is_to_review(each) for each in asked),
        coverage=found.overall.coverage,
        secured=found.overall.secured,
        so_far=found.overall.so_far,
        failed=len(found.knocked_out),
        open_knock_outs=len(found.open_knock_outs),
        waived=results.count(GateResult.WAIVED),
        conditions=results.count(GateResult.CONDITION),
    )


def totals_of(vetted: Vetted) -> VettingTotals:
    """Return how far vetting has come; nobody need go on vetting who failed a knock-out."""
    each = {one.candidate_id: progress_of(vetted, one.candidate_id) for one in vetted.candidates.values()}
    running = [one for one in each.values() if not one.failed]
    return VettingTotals(
        complete=sum(one.complete for one in running),
        asked=sum(one.asked for one in running),
        to_review=sum(one.to_review for one in running),
        failed=len(each) - len(running),
        open_knock_outs=sum(one.open_knock_outs for one in running),
    )


def next_open(
    vetted: Vetted, candidate_id: int, after_question_id: int | None = None, *, backwards: bool = False
) -> int | None:
    """Return the next question of a candidate that work is left on, beginning anew behind the last one.

    What has no answer comes first; only where all is answered, what waits for a review or for the vendor's reply.

    Args:
        vetted: the findings.
        candidate_id: whose questions.
        after_question_id: where to begin; None = at the first.
        backwards: the one before instead.

    Returns:
        A question's id; None if nothing is open. The question to begin after comes last.
    """
    judged = vetted.candidates[candidate_id].judged
    ids = list(judged)[:: -1 if backwards else 1]
    start = ids.index(after_question_id) + 1 if after_question_id is not None and after_question_id in judged else 0
    in_turn = [*ids[start:], *ids[:start]]
    unanswered = (each for each in in_turn if _is_unanswered(judged[each]))
    return next(unanswered, next((each for each in in_turn if _is_waiting(judged[each])), None))


def _is_unanswered(judged: Judged) -> bool:
    return judged.applies and not is_answered(judged.question, judged.answer)


def _is_waiting(judged: Judged) -> bool:
    return _is_to_review(judged) or (judged.applies and judged.state is AnswerState.CLARIFICATION)


def idle_questions(evaluation: Evaluation, vetted: Vetted) -> tuple[int, ...]:
    """Return the questions that separate nobody and decide nothing, in order: a burden without a use.

    Every candidate that is asked, two of them at least, has answered and earned the same points; the question is no
    gate, and no gate, condition or criterion looks at it.
    """
    if evaluation.vetting is None:
        return ()
    used = _looked_at(evaluation)
    return tuple(
        question.id
        for question in evaluation.vetting.questionnaire.questions
        if question.gate is Gate.NONE and question.code not in used and _separates_nobody(vetted, question.id)
    )


def _is_to_review(judged: Judged) -> bool:
    is_given = judged.applies and is_answered(judged.question, judged.answer)
    return is_given and judged.state in (AnswerState.UNANSWERED, AnswerState.IN_REVIEW)


def _looked_at(evaluation: Evaluation) -> frozenset[str]:
    """Return the codes of the questions that something else than their own points rests on."""
    assert evaluation.vetting is not None
    questions = evaluation.vetting.questionnaire.questions
    rules = [rule for each in questions for rule in (each.pass_when if each.gate else "", each.asked_if) if rule]
    fed = {feed.question_id for feed in evaluation.vetting.feeds}
    named = {name for rule in rules for name in read_rule(rule).names}
    return frozenset(named | {each.code for each in questions if each.id in fed})


def _separates_nobody(vetted: Vetted, question_id: int) -> bool:
    judged = [each.judged[question_id] for each in vetted.candidates.values()]
    asked = [each for each in judged if each.applies]
    if len(asked) < 2 or not all(is_answered(each.question, each.answer) for each in asked):
        return False
    if asked[0].question.kind is AnswerType.TEXT and any(each.points is None for each in asked):
        return False  # nobody has judged the texts yet
    return len({each.points for each in asked}) == 1
