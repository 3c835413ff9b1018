"""What was answered for one cell, answered for all that are alike."""

from __future__ import annotations

from outsource_desk.services.import_alike import answers_alike
from outsource_desk.services.import_answers import Act, Answer
from outsource_desk.services.import_questions import CellQuestion, Severity

ACTS = (Act.KEEP, Act.OPEN, Act.VALUE)


def doubt(cell, criterion="Quality", *, raw="n/a", guess=None, title="Not applicable", acts=ACTS):
    return CellQuestion(cell, Severity.CARE, title, "", raw, None, guess, acts, criterion)


def alike(question, answer, questions, answers=None, *, same_criterion=False):
    return answers_alike(question, answer, questions, answers or {}, same_criterion=same_criterion)


def test_an_answer_goes_to_all_doubts_of_the_same_reason_that_have_none():
    doubts = [doubt("B2"), doubt("C2"), doubt("B3", "Support"), doubt("B4", title="A range"), doubt("D2")]
    found = alike(doubts[0], Answer.leave_open(), doubts, {"D2": Answer.keep()})
    assert found == {"C2": Answer.leave_open(), "B3": Answer.leave_open()}
    assert list(alike(doubts[0], Answer.keep(), doubts, same_criterion=True)) == ["C2", "D2"]


def test_a_guess_is_each_cells_own():
    doubts = [doubt("B2", guess=4), doubt("C2", guess=3), doubt("D2")]
    assert alike(doubts[0], Answer.typed(4), doubts) == {"C2": Answer.typed(3)}


def test_a_typed_number_stays_with_the_criterion_and_with_what_the_cells_say():
    doubts = [doubt("B2", raw="tbd"), doubt("C2", raw="tbd"), doubt("D2", raw="n/a"), doubt("B3", "Price", raw="tbd")]
    assert alike(doubts[0], Answer.typed(2), doubts) == {"C2": Answer.typed(2)}


def test_what_cannot_be_answered_so_is_left_alone():
    doubts = [doubt("B2"), doubt("C2", acts=(Act.OPEN, Act.VALUE))]
    assert alike(doubts[0], Answer.keep(), doubts) == {}
