"""What may be answered, and what a changed answer does to its review."""

from __future__ import annotations

import pytest

from outsource_desk.domain.errors import DeskError, OtherInitiativeError
from outsource_desk.services.answering import NotVettedError, give_answer, touch_answer
from outsource_desk.services.asking_back import ask_back
from outsource_desk.services.candidates import add_candidate, add_in_house
from outsource_desk.services.history import undo
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.replies import (
    BelowNothingError,
    NoSuchOptionError,
    ReplyNotANumberError,
    ReplyOutOfRangeError,
)
from outsource_desk.services.reviewing import accept, give_points, reject
from outsource_desk.store.answers import load_answer
from tests.vetting_desk import vetting_case


@pytest.fixture
def case(desk):
    return vetting_case(desk)


def answered(case, code, reply, **fields):
    answer_id = give_answer(case.desk, case.candidates["Meridian"], case.questions[code], reply, **fields)
    return load_answer(case.desk.connection, answer_id)


@pytest.mark.parametrize(
    ("code", "reply", "kept", "amount"),
    [
        ("SEC-01", "Yes", "yes", None),
        ("SEC-02", " partly ", "partly", None),
        ("SEC-03", "3", "", 3.0),
        ("SEC-03", 0, "", 0.0),
        ("SEC-04", "missing", "missing", None),
        ("SEC-05", "+2.5", "", 2.5),
        ("SEC-06", "99.5 %", "", 99.5),
        ("COM-01", "Two lines\r\nof text", "Two lines\nof text", None),
        ("COM-02", "weekly", "weekly", None),
        ("COM-02", "every  MONTH", "monthly", None),
        ("COM-03", ["german", "english", "german"], "english german", None),
        ("COM-03", "french english", "english french", None),
        ("COM-04", "2027-03-31", "2027-03-31", None),
    ],
)
def test_takes_what_the_question_asks_for(case, code, reply, kept, amount):
    answer = answered(case, code, reply)
    assert (answer.reply, answer.amount, answer.state) == (kept, amount, "in_review")


@pytest.mark.parametrize(
    ("code", "reply", "error", "words"),
    [
        ("SEC-01", "partly", NoSuchOptionError, "SEC-01 is answered with yes or no. You typed “partly”."),
        ("SEC-05", "14d", ReplyNotANumberError, "SEC-05 (days) must be a number. You typed “14d”."),
        ("SEC-05", "1e999", ReplyNotANumberError, "SEC-05 (days) must be a number. You typed “1e999”."),
        ("SEC-05", float("nan"), ReplyNotANumberError, "SEC-05 (days) must be a number. You typed “nan”."),
        ("SEC-05", True, ReplyNotANumberError, "SEC-05 (days) must be a number. You typed “True”."),
        ("SEC-05", "−5", BelowNothingError, "SEC-05 (days) cannot be below 0. You typed −5."),
        ("SEC-03", 6, ReplyOutOfRangeError, "SEC-03 must lie between 0 and 5. You typed 6."),
        ("SEC-06", -0.5, ReplyOutOfRangeError, "SEC-06 (%) must lie between 0 and 100. You typed −0.5."),
        ("COM-02", "yearly", NoSuchOptionError, "Every week, Every month or Never"),
        ("COM-03", ["english", "latin"], NoSuchOptionError, "“latin”"),
        ("COM-04", "31.03.2027", DeskError, "not a date"),
        ("COM-01", "x" * 30_001, DeskError, "30,001 characters"),
        ("COM-01", "a\0b", DeskError, "control characters"),
    ],
)
def test_refuses_anything_else_and_changes_nothing(case, code, reply, error, words):
    before = case.desk.journal.revision
    with pytest.raises(error) as refusal:
        answered(case, code, reply)
    assert words in str(refusal.value)
    assert refusal.value.remedy
    assert case.desk.journal.revision == before


def test_a_percentage_may_be_a_loss_where_the_question_says_so(case):
    with case.desk.edit("Curve"):
        from outsource_desk.store.rows import insert_row

        insert_row(case.desk.db, "question_point", {"question_id": case.questions["SEC-06"], "amount": -5, "points": 0})
    assert answered(case, "SEC-06", -12).amount == -12


def test_a_changed_reply_goes_back_to_review_and_the_same_one_does_not(case):
    answer = answered(case, "COM-01", "Calls every week")
    give_points(case.desk, answer.id, 4)
    accept(case.desk, answer.id, "Reviewer")
    before = case.desk.journal.revision
    assert answered(case, "COM-01", "Calls every week").state == "accepted"
    assert case.desk.journal.revision == before
    changed = answered(case, "COM-01", "Calls every day")
    assert (changed.state, changed.reviewer, changed.reviewed_on, changed.given_points) == ("in_review", "", None, None)
    undo(case.desk)
    assert load_answer(case.desk.connection, answer.id).state == "accepted"


def test_a_rejected_or_questioned_answer_is_in_review_once_it_changes(case):
    answer = answered(case, "SEC-03", 4)
    reject(case.desk, answer.id, "Reviewer", "Nobody could show it")
    assert (answered(case, "SEC-03", 2).state, answered(case, "SEC-03", 2).reason) == ("in_review", "")
    ask_back(case.desk, answer.id, "Which level exactly?")
    assert answered(case, "SEC-03", 3).state == "in_review"


def test_clearing_a_reply_keeps_what_was_asked_back(case):
    answer = answered(case, "SEC-03", 4, comment="As of May", stated_by="Dana Ray")
    ask_back(case.desk, answer.id, "Which level exactly?")
    cleared = answered(case, "SEC-03", None)
    assert (cleared.id, cleared.state, cleared.amount) == (answer.id, "unanswered", None)
    assert (cleared.comment, cleared.stated_by, len(cleared.clarifications)) == ("As of May", "Dana Ray", 1)
    assert case.desk.journal.undo_label == "Clear SEC-03 for “Meridian”"


def test_who_states_it_comes_with_a_day(case):
    answer = answered(case, "SEC-01", "yes", stated_by="Dana Ray", stated_on="2026-05-04")
    assert (answer.stated_by, answer.stated_on) == ("Dana Ray", "2026-05-04")
    assert answered(case, "SEC-01", "yes", stated_by="Dana Ray").stated_on == "2026-05-04"
    since = answered(case, "SEC-01", "yes", stated_by="Lee Ott").stated_on
    assert since is not None
    assert since > "2026-05-04"
    nobody = answered(case, "SEC-01", "yes", stated_by="")
    assert (nobody.stated_by, nobody.stated_on) == ("", None)


def test_zero_is_an_answer_and_nothing_is_none(case):
    assert case.judged("SEC-03").points is None
    answered(case, "SEC-03", 0)
    assert case.judged("SEC-03").points == 0
    assert case.found().overall.so_far == 0


def test_typing_on_is_one_undo_step(case):
    for text in ("C", "Ca", "Calls"):
        answered(case, "COM-01", text)
    assert case.desk.journal.undo_label == "Answer COM-01 for “Meridian”"
    undo(case.desk)
    assert case.judged("COM-01").answer is None


def test_only_vendors_answer_and_only_questions_of_their_own_initiative(case):
    in_house = add_in_house(case.desk, case.initiative)
    other = add_candidate(case.desk, add_initiative(case.desk, "Payroll"), case.vendors["Meridian"])
    with pytest.raises(NotVettedError):
        give_answer(case.desk, in_house, case.questions["SEC-01"], "yes")
    with pytest.raises(OtherInitiativeError):
        give_answer(case.desk, other, case.questions["SEC-01"], "yes")
    for candidate, question in ((0, case.questions["SEC-01"]), (case.candidates["Meridian"], 2**70)):
        with pytest.raises(DeskError):
            touch_answer(case.desk, candidate, question)
