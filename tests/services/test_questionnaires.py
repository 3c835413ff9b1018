"""Starting vetting, and keeping questionnaires of one's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outsource_desk.domain.errors import DeskError, NotFoundError
from outsource_desk.domain.tier import Depth
from outsource_desk.services.criteria import delete_criterion, list_criteria
from outsource_desk.services.history import redo, undo
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.questionnaire_templates import (
    TemplateExistsError,
    delete_template,
    questionnaire_templates,
)
from outsource_desk.services.questionnaires import (
    HasQuestionnaireError,
    QuestionnaireNotWrittenError,
    delete_questionnaire,
    load_own_template,
    questionnaire_of,
    save_own_template,
    start_vetting,
    template_of,
    update_questionnaire,
    write_questionnaire,
)
from outsource_desk.services.template_text import TemplateError
from outsource_desk.services.templates import apply_criteria_template
from outsource_desk.services.tiering import answer_tiering, override_tier
from outsource_desk.store.vetting import load_questionnaire, load_vetting


@pytest.fixture
def initiative(desk):
    return add_initiative(desk, "Service desk", outsourcing_type="ITO")


@pytest.fixture
def standard():
    return questionnaire_templates()[0]


def without_ids(sections):
    return [
        replace(section, id=0, questions=tuple(replace(each, id=0, section_id=0) for each in section.questions))
        for section in sections
    ]


def test_starting_copies_every_question_with_id_and_version(desk, initiative, standard):
    start_vetting(desk, initiative, standard, lead="Ana", due_on="2026-09-30")
    copy = questionnaire_of(desk, initiative)
    assert (copy.template, copy.version, copy.title) == ("vetting-standard", "1.0", standard.title)
    assert (copy.lead, copy.due_on, copy.depth) == ("Ana", "2026-09-30", Depth.STANDARD)
    assert copy.started_on
    assert without_ids(copy.sections) == without_ids(standard.sections)


def test_starting_is_one_act(desk, initiative, standard):
    start_vetting(desk, initiative, standard)
    undo(desk)
    assert load_questionnaire(desk.connection, initiative) is None
    redo(desk)
    assert len(questionnaire_of(desk, initiative).questions) == 117


def test_a_critical_function_is_vetted_in_full_unless_something_else_is_wished(desk, initiative, standard):
    answer_tiering(desk, initiative, "TQ1", 3)
    start_vetting(desk, initiative, standard)
    assert questionnaire_of(desk, initiative).depth is Depth.FULL
    update_questionnaire(desk, initiative, "depth", "lite")
    assert questionnaire_of(desk, initiative).depth is Depth.LITE
    other = add_initiative(desk, "Payroll")
    override_tier(desk, other, "T3", "Pilot")
    start_vetting(desk, other, standard, depth=Depth.STANDARD)
    assert questionnaire_of(desk, other).depth is Depth.STANDARD


def test_vetting_starts_once(desk, initiative, standard):
    start_vetting(desk, initiative, standard)
    with pytest.raises(HasQuestionnaireError):
        start_vetting(desk, initiative, standard)


@pytest.mark.parametrize("fields", [{"depth": "deep"}, {"due_on": "31 June"}, {"lead": "\x00"}])
def test_a_start_with_a_bad_value_leaves_nothing(desk, initiative, standard, fields):
    with pytest.raises(DeskError):
        start_vetting(desk, initiative, standard, **fields)
    assert load_questionnaire(desk.connection, initiative) is None


def test_there_is_nothing_to_start_or_change_without_an_initiative(desk, initiative, standard):
    with pytest.raises(NotFoundError):
        start_vetting(desk, 99, standard)
    with pytest.raises(NotFoundError):
        update_questionnaire(desk, initiative, "depth", "lite")
    with pytest.raises(NotFoundError):
        delete_questionnaire(desk, initiative)


def feeds(desk, initiative):
    vetting = load_vetting(desk.connection, initiative)
    assert vetting is not None
    criteria = {each.id: each.code for each in list_criteria(desk, initiative)}
    codes = {each.id: each.code for each in vetting.questionnaire.questions}
    return {(criteria[each.criterion_id], codes[each.question_id]) for each in vetting.feeds}


def test_criteria_are_linked_with_their_questions_whichever_comes_first(desk, initiative, standard):
    start_vetting(desk, initiative, standard)
    assert feeds(desk, initiative) == set()
    apply_criteria_template(desk, initiative, "ito")
    first = feeds(desk, initiative)
    assert {("X-TZ", "LOC-02"), ("X-PRICE", "COST-05"), ("X-SEC", "SEC-01")} <= first
    other = add_initiative(desk, "Cloud", outsourcing_type="ITO")
    apply_criteria_template(desk, other, "ito")
    start_vetting(desk, other, standard)
    assert feeds(desk, other) == first


def test_a_link_goes_with_its_criterion(desk, initiative, standard):
    apply_criteria_template(desk, initiative, "ito")
    start_vetting(desk, initiative, standard)
    hours = next(each for each in list_criteria(desk, initiative) if each.code == "X-TZ")
    delete_criterion(desk, hours.id)
    assert ("X-TZ", "LOC-02") not in feeds(desk, initiative)


def test_title_lead_and_due_date_change(desk, initiative, standard):
    start_vetting(desk, initiative, standard)
    update_questionnaire(desk, initiative, "lead", "Ben")
    update_questionnaire(desk, initiative, "due_on", None)
    with pytest.raises(DeskError):
        update_questionnaire(desk, initiative, "template", "other")
    assert questionnaire_of(desk, initiative).lead == "Ben"


def test_a_questionnaire_goes_and_comes_back(desk, initiative, standard):
    start_vetting(desk, initiative, standard)
    delete_questionnaire(desk, initiative)
    assert load_questionnaire(desk.connection, initiative) is None
    undo(desk)
    assert len(questionnaire_of(desk, initiative).questions) == 117


def test_a_questionnaire_becomes_a_template_of_ones_own(desk, initiative, standard, reopen):
    start_vetting(desk, initiative, standard)
    own_id = save_own_template(desk, initiative, "ours", "2", "Our questions")
    again = reopen()
    own = questionnaire_templates(again)[1]
    assert (own.id, own.version, own.title, own.own_id) == ("ours", "2", "Our questions", own_id)
    assert without_ids(own.sections) == without_ids(standard.sections)
    with pytest.raises(TemplateExistsError):
        save_own_template(again, initiative, "OURS", "2", "Again")
    save_own_template(again, initiative, "ours", "3", "Again")
    delete_template(again, own_id)
    assert [each.version for each in questionnaire_templates(again)[1:]] == ["3"]
    with pytest.raises(NotFoundError):
        delete_template(again, own_id)


def test_a_file_becomes_a_template_of_ones_own(desk, initiative, standard, tmp_path):
    path = tmp_path / "ours.yaml"
    start_vetting(desk, initiative, standard)
    write_questionnaire(template_of(questionnaire_of(desk, initiative), "ours", "1", "Our questions"), path)
    load_own_template(desk, path)
    assert without_ids(questionnaire_templates(desk)[1].sections) == without_ids(standard.sections)
    path.write_text("schema: something/1\n", encoding="utf-8")
    with pytest.raises(TemplateError):
        load_own_template(desk, path)
    with pytest.raises(QuestionnaireNotWrittenError):
        write_questionnaire(standard, tmp_path / "none" / "ours.yaml")


def test_a_template_that_was_damaged_from_outside_does_not_keep_vetting_from_starting(desk, initiative, standard):
    start_vetting(desk, initiative, standard)
    own_id = save_own_template(desk, initiative, "ours", "2", "Our questions")
    with desk.edit("Spoil"):
        desk.db.conn.execute("UPDATE own_template SET body = 'x' WHERE id = ?", [own_id])
    assert questionnaire_templates(desk) == [standard]


@pytest.mark.parametrize("names", [("", "1", "T"), ("a", " ", "T"), ("a", "1", ""), ("a" * 101, "1", "T")])
def test_a_template_needs_id_version_and_title(desk, initiative, standard, names):
    start_vetting(desk, initiative, standard)
    with pytest.raises(DeskError):
        save_own_template(desk, initiative, *names)
