"""How far vetting has come."""

from __future__ import annotations

import pytest

from outsource_desk.domain.vetting import AnswerState, AnswerType, Gate
from outsource_desk.services.completeness import idle_questions, next_open, progress_of
from outsource_desk.services.vetted import vetted_of
from tests.builders import evaluation
from tests.vettings import answer, knock_out, question, with_vetting

BASE = evaluation({"Alder": [50], "Birch": [50]}, [100])
ASKED = [knock_out("SEC-01"), question("SEC-02", needs_evidence=True), question("SEC-03"), question("FIN-01")]


def vetted(questions, answers, **more):
    given = with_vetting(BASE, questions, answers, **more)
    found = vetted_of(given)
    assert found is not None
    return given, found


def questions_of(given):
    assert given.vetting is not None
    return given.vetting.questionnaire.questions


def test_progress_counts_what_is_asked_answered_and_reviewed():
    answers = {
        (1, "SEC-01"): answer("no"),
        (1, "SEC-02"): answer("yes", None, state=AnswerState.IN_REVIEW, stated_by="N. N."),
        (1, "SEC-03"): answer("", None, state=AnswerState.NOT_APPLICABLE, reason="no shift work"),
    }
    _, found = vetted(ASKED, answers)
    alder, birch = progress_of(found, 1), progress_of(found, 2)
    assert (alder.asked, alder.answered, alder.complete, alder.to_review) == (4, 3, 2, 1)
    assert (alder.failed, alder.open_knock_outs) == (1, 0)
    assert alder.share == pytest.approx(0.5)
    assert (birch.answered, birch.complete, birch.coverage, birch.secured, birch.so_far) == (0, 0, 0, 0, None)
    assert birch.open_knock_outs == 1
    assert not birch.is_complete


def test_who_is_not_vetted_has_no_progress():
    _, found = vetted(ASKED, {})
    with pytest.raises(KeyError):
        progress_of(found, 99)


def test_the_next_open_question_comes_after_the_last_one_and_then_from_the_start():
    given, found = vetted(ASKED, {(1, "SEC-02"): answer(), (1, "FIN-01"): answer()})
    first, second, third, fourth = (each.id for each in questions_of(given))
    assert next_open(found, 1) == first
    assert next_open(found, 1, first) == third
    assert next_open(found, 1, third) == first
    assert next_open(found, 1, fourth) == first
    assert next_open(found, 2, second) == third
    everything = {(1, each.code): answer() for each in ASKED}
    assert next_open(vetted(ASKED, everything)[1], 1, second) is None


def test_what_waits_for_a_review_or_a_reply_is_open_once_all_is_answered():
    waiting = {(1, each.code): answer() for each in ASKED}
    waiting[1, "SEC-02"] = answer(state=AnswerState.CLARIFICATION)
    waiting[1, "FIN-01"] = answer(state=AnswerState.IN_REVIEW)
    given, found = vetted(ASKED, waiting)
    ids = {each.code: each.id for each in questions_of(given)}
    assert next_open(found, 1, ids["SEC-02"]) == ids["FIN-01"]
    assert next_open(found, 1, ids["FIN-01"]) == ids["SEC-02"]
    assert next_open(found, 1, ids["SEC-02"], backwards=True) == ids["FIN-01"]
    del waiting[1, "SEC-01"]
    assert next_open(vetted(ASKED, waiting)[1], 1, ids["SEC-02"]) == ids["SEC-01"]  # without an answer at all


def test_a_question_that_all_answer_alike_and_that_decides_nothing_is_idle():
    asked = [
        knock_out("SEC-01"),
        question("SEC-02"),
        question("SEC-03"),
        question("SEC-04", asked_if="SEC-03 == yes"),
        question("SEC-05"),
        question("SEC-06", AnswerType.TEXT),
        question("FIN-01", gate=Gate.CONDITIONAL, pass_when="answer == yes"),
        question("FIN-02"),
    ]
    answers = {(who, each.code): answer() for who in (1, 2) for each in asked if each.code != "SEC-05"}
    answers[1, "SEC-05"] = answer()  # Birch has not answered
    given, found = vetted(asked, answers, feeds=[(1, "FIN-02")])
    codes = {each.id: each.code for each in questions_of(given)}
    assert [codes[each] for each in idle_questions(given, found)] == ["SEC-02", "SEC-04"]
    answers[2, "SEC-02"] = answer("no")
    given, found = vetted(asked, answers, feeds=[(1, "FIN-02")])
    assert [codes[each] for each in idle_questions(given, found)] == ["SEC-04"]
