"""Questions of one's own."""

from __future__ import annotations

import pytest

from outsource_desk.domain.errors import DeskError, NotFoundError, OtherInitiativeError
from outsource_desk.domain.initiative import OutsourcingType
from outsource_desk.domain.tier import Depth
from outsource_desk.domain.vendor import VendorKind
from outsource_desk.domain.vetting import AnswerType, Gate, Option
from outsource_desk.services.candidates import add_candidate
from outsource_desk.services.history import undo
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.question_checks import BadGateRuleError, BadQuestionError
from outsource_desk.services.question_edits import (
    AnsweredAlreadyError,
    LosesAnswersError,
    OptionInUseError,
    add_question,
    add_section,
    delete_question,
    delete_section,
    move_question,
    move_section,
    update_question,
    update_section,
)
from outsource_desk.services.questionnaire_templates import questionnaire_templates
from outsource_desk.services.questionnaires import questionnaire_of, start_vetting
from outsource_desk.services.vendors import add_vendor
from outsource_desk.store.rows import insert_row


@pytest.fixture
def initiative(desk):
    initiative = add_initiative(desk, "Service desk", outsourcing_type="ITO")
    start_vetting(desk, initiative, questionnaire_templates()[0])
    return initiative


@pytest.fixture
def question(desk, initiative):
    """Return the question that has a code, as the file holds it now."""
    return lambda code: next(each for each in questionnaire_of(desk, initiative).questions if each.code == code)


@pytest.fixture
def section(desk, initiative):
    return lambda code: next(each for each in questionnaire_of(desk, initiative).sections if each.code == code)


def answered(desk, initiative, question, reply):
    """Let a new candidate answer a question."""
    candidate = add_candidate(desk, initiative, add_vendor(desk, "Acme"))
    with desk.edit("Answer"):
        insert_row(desk.db, "answer", {"candidate_id": candidate, "question_id": question.id, "reply": reply})


def test_a_question_of_ones_own_gets_the_next_code(desk, section, question):
    add_question(desk, section("SEC").id, "Who holds the keys?")
    added = question("SEC-14")
    assert (added.wording, added.kind, added.gate) == ("Who holds the keys?", AnswerType.YES_NO, Gate.NONE)
    assert section("SEC").questions[-1] == added


def test_a_question_takes_every_field(desk, section, question):
    add_question(
        desk, section("SEC").id, "How many?", code="own-1", kind="num", unit="keys", good="Few", proof="List",
        needs_evidence=True, gate="conditional", pass_when="value <= 3 and SEC-01 != none", weight=2.5, depth="full",
        types=["KPO", "ITO"], vendor_kinds="company", refs="Own", curve=[(3, 5), (1, 4.5)],
        asked_if="initiative.term_months > 12",
    )  # fmt: skip
    added = question("OWN-1")
    assert added.curve == ((1, 4.5), (3, 5))
    assert added.types == (OutsourcingType.ITO, OutsourcingType.KPO)
    assert added.vendor_kinds == (VendorKind.COMPANY,)
    assert (added.weight, added.depth, added.needs_evidence) == (2.5, Depth.FULL, True)
    assert added.pass_when == "value <= 3 and SEC-01 != none"


def test_sections_and_questions_move(desk, section, question, initiative):
    move_section(desk, section("SEC").id, 0)
    move_question(desk, question("CORP-01").id, section("SEC").id, 1)
    first = questionnaire_of(desk, initiative).sections[0]
    assert [each.code for each in first.questions][:3] == ["SEC-01", "CORP-01", "SEC-02"]
    undo(desk)
    undo(desk)
    assert questionnaire_of(desk, initiative).sections[0].questions[0].code == "CORP-01"


def test_a_question_stays_in_its_own_questionnaire(desk, question):
    other = add_initiative(desk, "Payroll")
    start_vetting(desk, other, questionnaire_templates()[0])
    with pytest.raises(OtherInitiativeError):
        move_question(desk, question("SEC-01").id, questionnaire_of(desk, other).sections[0].id, 0)


def test_a_section_is_added_changed_and_deleted(desk, initiative, section):
    added = add_section(desk, initiative, "ai", "Artificial intelligence", weight=3, purpose="Who trains on what?")
    assert section("AI").weight == 3
    update_section(desk, added, "title", "Machine learning")
    assert section("AI").title == "Machine learning"
    delete_section(desk, added)
    assert len(questionnaire_of(desk, initiative).sections) == 15


@pytest.mark.parametrize(
    ("field", "value"), [("code", "SEC"), ("code", "A B"), ("title", ""), ("weight", -1), ("position", 1)]
)
def test_a_section_refuses_what_does_not_fit(desk, section, field, value):
    with pytest.raises(DeskError):
        update_section(desk, section("FIN").id, field, value)


def test_a_gate_comes_with_its_usual_rule_and_loses_it(desk, question):
    number = question("COM-05").id
    update_question(desk, number, gate="conditional")
    assert question("COM-05").pass_when == "answer == yes"
    update_question(desk, number, gate="none")
    assert question("COM-05").pass_when == ""


@pytest.mark.parametrize(
    ("code", "rule"),
    [("FIN-07", "answer != refused"), ("CAP-06", "points >= 3"), ("SEC-02", "answer != no"), ("CORP-02", "review")],
)
def test_the_usual_rule_fits_the_kind_of_answer(desk, question, code, rule):
    update_question(desk, question(code).id, gate="conditional")
    assert question(code).pass_when.startswith(rule)


def test_another_kind_of_answer_brings_what_goes_with_it(desk, question):
    update_question(desk, question("COM-05").id, kind="choice")
    assert [option.value for option in question("COM-05").options] == ["yes", "no"]
    update_question(desk, question("COM-05").id, options=[("all", "All", 5), Option("none", "None", 0)])
    update_question(desk, question("COM-05").id, kind="text")
    assert question("COM-05").options == ()
    update_question(desk, question("LOC-02").id, kind="mat")
    assert question("LOC-02").curve == ()


def test_rules_follow_a_new_code(desk, question):
    update_question(desk, question("PRV-01").id, code="PRV-99")
    assert question("PRV-02").asked_if == "PRV-99 != no_personal_data"


def test_an_unchanged_field_is_no_loss(desk, question):
    before = question("SEC-01")
    update_question(desk, before.id, wording=before.wording)
    assert question("SEC-01") == before


@pytest.mark.parametrize(
    ("code", "fields", "error"),
    [
        ("SEC-03", {"pass_when": "answer like yes"}, BadGateRuleError),
        ("SEC-03", {"pass_when": ""}, BadQuestionError),
        ("SEC-03", {"asked_if": "SEC-01 != none"}, BadQuestionError),
        ("SEC-03", {"pass_when": "SEC-99 == yes"}, BadGateRuleError),
        ("SEC-04", {"pass_when": "points >= 3"}, BadQuestionError),
        ("SEC-04", {"asked_if": "points >= 3"}, BadGateRuleError),
        ("SEC-04", {"code": "SEC-03"}, BadQuestionError),
        ("SEC-04", {"code": "12"}, BadQuestionError),
        ("SEC-04", {"weight": 5.5}, DeskError),
        ("SEC-04", {"weight": float("nan")}, DeskError),
        ("SEC-04", {"wording": " "}, DeskError),
        ("SEC-04", {"kind": "essay"}, DeskError),
        ("SEC-04", {"types": ["XTO"]}, DeskError),
        ("SEC-04", {"types": 5}, DeskError),
        ("SEC-04", {"position": 5}, DeskError),
        ("SEC-04", {"options": [("a", "A", 1), ("b", "B", 1)]}, BadQuestionError),
        ("SEC-04", {"curve": [(1, 1), (2, 2)]}, BadQuestionError),
        ("SEC-08", {"curve": [(1, 1), (1, 2)]}, BadQuestionError),
        ("SEC-08", {"curve": [(1, 6), (2, 2)]}, DeskError),
        ("SEC-08", {"curve": 7}, DeskError),
        ("SEC-08", {"curve": [7]}, DeskError),
        ("SEC-06", {"options": []}, BadQuestionError),
        ("SEC-06", {"options": [("a b", "A", 1), ("c", "C", 1)]}, BadQuestionError),
        ("SEC-06", {"options": [("a", "A", None), ("c", "C", 1)]}, DeskError),
        ("SEC-06", {"options": ["a", "c"]}, DeskError),
        ("SEC-06", {"options": 7}, DeskError),
        ("CORP-05", {"options": [("none", "None", 5), ("some", "Some", 0)]}, BadGateRuleError),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_changes(desk, question, code, fields, error):
    before = question(code)
    with pytest.raises(error) as caught:
        update_question(desk, before.id, **fields)
    assert caught.value.remedy
    assert question(code) == before


def test_an_answered_question_keeps_its_kind_and_the_options_that_were_chosen(desk, initiative, question):
    answered(desk, initiative, question("FIN-07"), "refused")
    with pytest.raises(AnsweredAlreadyError):
        update_question(desk, question("FIN-07").id, kind="yn")
    with pytest.raises(OptionInUseError):
        update_question(desk, question("FIN-07").id, options=[("yes", "Yes", 5), ("no", "No", 0)])
    update_question(desk, question("FIN-07").id, options=[("yes", "Yes", 5), ("refused", "They refuse", 0)])
    assert question("FIN-07").options[1].label == "They refuse"


def test_answers_go_only_if_somebody_says_so(desk, initiative, question, section):
    answered(desk, initiative, question("FIN-07"), "refused")
    with pytest.raises(LosesAnswersError):
        delete_question(desk, question("FIN-07").id)
    with pytest.raises(LosesAnswersError):
        delete_section(desk, section("FIN").id)
    delete_question(desk, question("FIN-07").id, with_answers=True)
    assert len(questionnaire_of(desk, initiative).questions) == 116
    undo(desk)
    delete_section(desk, section("FIN").id, with_answers=True)
    assert len(questionnaire_of(desk, initiative).questions) == 109


def test_a_question_that_rules_ask_for_stays(desk, question, section):
    with pytest.raises(BadGateRuleError):
        delete_question(desk, question("PRV-01").id)
    delete_section(desk, section("PRV").id)


def test_nothing_is_found_under_a_number_that_is_none(desk, initiative):
    for number in (0, -1, 99_999, 10**30):
        with pytest.raises(NotFoundError):
            delete_question(desk, number)
        with pytest.raises(NotFoundError):
            delete_section(desk, number)


def test_the_history_says_which_question_changed(desk, question):
    update_question(desk, question("SEC-02").id, weight=1)
    assert desk.journal.undo_label == "Change question SEC-02"
    delete_question(desk, question("SEC-02").id)
    assert desk.journal.undo_label == "Delete question SEC-02"
