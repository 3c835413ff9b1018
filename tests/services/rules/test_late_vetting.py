"""What must not flatter: questions changed after answers, failures that are reopened, and what is set aside."""

from __future__ import annotations

import pytest

from outsource_desk.domain.ranking import Severity
from outsource_desk.domain.vetting import AnswerState
from outsource_desk.services.answering import give_answer
from outsource_desk.services.history import undo
from outsource_desk.services.initiatives import update_initiative
from outsource_desk.services.question_edits import delete_question, update_question, update_section
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.reviewing import accept, review_again
from outsource_desk.services.warnings import all_warnings
from outsource_desk.store.rows import update_row
from tests.builders import evaluation
from tests.vetting_desk import vetting_case
from tests.vettings import answer, question, with_vetting
from tests.warned import only, said, warned


@pytest.fixture
def case(desk):
    return vetting_case(desk)


@pytest.fixture
def found(case):
    """Return what a rule says of the file as it is now."""

    def found(rule):
        evaluation = load_evaluation(case.desk, case.initiative)
        return [each for each in all_warnings(evaluation, ranking_of(evaluation), case.desk) if each.id == rule]

    return found


def accepted(case, code, reply, name="Meridian"):
    answer_id = give_answer(case.desk, case.candidates[name], case.questions[code], reply)
    accept(case.desk, answer_id, "Reviewer")
    return answer_id


def test_v08_the_rule_of_a_failed_knock_out_that_is_loosened_stops_a_choice(case, found):
    update_question(case.desk, case.questions["SEC-01"], weight=2)
    accepted(case, "SEC-01", "no")
    assert found("V08") == []  # what was changed before is none of its business
    update_question(case.desk, case.questions["SEC-01"], pass_when="answer in [yes, no]")
    told = only(found("V08"))
    assert said(told).startswith("What passes SEC-01 was changed after answers were accepted, last on ")
    assert (told.severity, told.field) == (Severity.BLOCK, f"question/{case.questions['SEC-01']}/rule")
    update_question(case.desk, case.questions["SEC-01"], pass_when="answer == yes")
    assert found("V08") == []  # changed back by hand
    update_question(case.desk, case.questions["SEC-01"], gate="none", pass_when="")
    assert {each.severity for each in found("V08")} == {Severity.BLOCK}
    undo(case.desk)
    assert found("V08") == []


def test_v08_weights_and_points_warn_and_are_told_together(case, found):
    accepted(case, "SEC-05", 20)
    accepted(case, "SEC-03", 3)
    for code in ("SEC-05", "SEC-03", "SEC-06"):  # nobody has answered the last one
        update_question(case.desk, case.questions[code], weight=5)
    told = only(found("V08"))
    assert "SEC-06" not in told.text
    assert said(told).startswith("The weight of SEC-03, SEC-05 was ") or said(told).startswith(
        "The weight of SEC-05, SEC-03 was "
    )
    assert told.severity is Severity.WARN
    undo(case.desk)
    undo(case.desk)
    undo(case.desk)
    update_question(case.desk, case.questions["SEC-05"], curve=((0, 5), (30, 4)))
    assert said(only(found("V08"))).startswith("The points for answers to SEC-05 were changed ")
    update_question(case.desk, case.questions["SEC-05"], curve=((0, 5), (14, 3), (30, 0)))
    assert found("V08") == []  # written anew, and the same


def test_v08_a_knock_out_that_is_deleted_stops_a_choice(case, found):
    accepted(case, "SEC-01", "no")
    delete_question(case.desk, case.questions["SEC-01"], with_answers=True)
    told = only(found("V08"))
    assert (told.severity, said(told)[:49]) == (Severity.BLOCK, "SEC-01 was deleted after answers were accepted, o")
    undo(case.desk)
    assert found("V08") == []


def test_v08_sections_depth_and_fields_that_gates_ask_for(case, found):
    update_question(case.desk, case.questions["SEC-05"], pass_when="value <= initiative.mtpd_hours")
    accepted(case, "SEC-03", 3)
    update_initiative(case.desk, case.initiative, "rto_hours", 12)
    assert found("V08") == []  # no gate asks for it
    update_initiative(case.desk, case.initiative, "mtpd_hours", 12)
    assert said(only(found("V08"))).startswith("initiative.mtpd_hours, which gates ask for, was changed ")
    update_section(case.desk, case.sections["COM"], "weight", 4)
    with case.desk.edit("Depth"):
        sheet = case.desk.connection.execute("SELECT id FROM questionnaire").fetchone()[0]
        update_row(case.desk.db, "questionnaire", sheet, {"depth": "lite"})
    assert [said(each).partition(" was ")[0] for each in found("V08")] == [
        "initiative.mtpd_hours, which gates ask for,", "The weight of the section COM",
        "The depth of the questionnaire",
    ]  # fmt: skip


def test_v01_a_failed_knock_out_that_is_sent_back_does_not_bring_a_candidate_in_again(case, found):
    answer_id = accepted(case, "SEC-01", "no")
    assert [each.severity for each in found("V01") if each.candidate_id == case.candidates["Meridian"]] == ["info"]
    review_again(case.desk, answer_id)
    again = [each for each in found("V01") if "again" in each.text]
    assert said(only(again)) == (
        "Meridian failed knock-outs by its last accepted answers, which are open again (1): SEC-01."
    )
    assert again[0].severity is Severity.BLOCK
    undo(case.desk)
    assert [each for each in found("V01") if "again" in each.text] == []


SECTIONS = [question("SEC-01", weight=5), question("SEC-02", weight=5), question("COM-01", weight=1)]
NOT_APPLICABLE = answer("", None, state=AnswerState.NOT_APPLICABLE)


def set_aside(*codes, others=True):
    answers = {(1, code): NOT_APPLICABLE for code in codes}
    if others:
        answers |= {(2, each.code): answer() for each in SECTIONS}
    return warned(with_vetting(evaluation({"Alder": [90], "Birch": [50]}, [100]), SECTIONS, answers), "V09")


def test_v09_much_that_is_set_aside_although_others_answered():
    told = only(set_aside("SEC-01"))
    assert said(told) == (
        "25 % of what is asked of Alder is set aside as not applicable although others answered it: SEC."
    )
    assert (told.candidate_id, told.field) == (1, "question/1")
    assert set_aside("SEC-01", others=False) == []
    assert set_aside() == []


def test_v09_a_whole_section_is_set_aside_whoever_answered():
    for others in (True, False):
        assert said(only(set_aside("COM-01", others=others))) == (
            "All that is asked of Alder in COM is set aside as not applicable; 50 % of the whole count for nothing."
        )
