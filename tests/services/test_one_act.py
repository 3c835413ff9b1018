"""Each verb is one edit and one undo step, also after a restart."""

import pytest

from outsource_desk.domain.errors import NotFoundError
from outsource_desk.services import (
    candidates,
    criteria,
    initiatives,
    question_edits,
    questionnaires,
    scoring,
    templates,
    tiering,
    vendors,
)
from outsource_desk.services.questionnaire_templates import questionnaire_templates
from tests.scene import build_scene

ACTS = {
    "add_initiative": lambda d, s: initiatives.add_initiative(d, "Catering", aim="Focus"),
    "update_initiative": lambda d, s: initiatives.update_initiative(d, s.initiative, "owner", "CIO"),
    "delete_initiative": lambda d, s: initiatives.delete_initiative(d, s.initiative),
    "add_goal": lambda d, s: initiatives.add_goal(d, s.initiative, "focus", "Free the team", target=1 / 3),
    "update_goal": lambda d, s: initiatives.update_goal(d, s.goal, "statement", "Run at 30 % less"),
    "delete_goal": lambda d, s: initiatives.delete_goal(d, s.goal),
    "add_vendor": lambda d, s: vendors.add_vendor(d, "Hooli", tags=["big", "cloud"]),
    "update_vendor": lambda d, s: vendors.update_vendor(d, s.vendor, "name", "acme"),
    "set_vendor_tags": lambda d, s: vendors.set_vendor_tags(d, s.vendor, ["Cloud", "new"]),
    "delete_vendor": lambda d, s: vendors.delete_vendor(d, s.free_vendor),
    "delete_vendors": lambda d, s: vendors.delete_vendors(d, [s.free_vendor]),
    "archive_vendors": lambda d, s: vendors.archive_vendors(d, [s.vendor, s.free_vendor]),
    "add_contact": lambda d, s: vendors.add_contact(d, s.free_vendor, "Sales"),
    "update_contact": lambda d, s: vendors.update_contact(d, s.contact, "email", "x@y.example"),
    "delete_contact": lambda d, s: vendors.delete_contact(d, s.contact),
    "add_candidate": lambda d, s: candidates.add_candidate(d, s.initiative, s.free_vendor),
    "add_in_house": lambda d, s: candidates.add_in_house(d, s.initiative, "Own team"),
    "update_candidate": lambda d, s: candidates.update_candidate(d, s.candidate, "note", "Visited"),
    "remove_candidate": lambda d, s: candidates.remove_candidate(d, s.candidate),
    "add_criterion": lambda d, s: criteria.add_criterion(d, s.initiative, "Risk", anchors={0: "High", 5: "Low"}),
    "update_criterion": lambda d, s: criteria.update_criterion(d, s.quality, "weight", 0.1 + 0.2),
    "set_anchors": lambda d, s: criteria.set_anchors(d, s.quality, {0: "Nothing", 3: "Some"}),
    "move_criterion": lambda d, s: criteria.move_criterion(d, s.lead_time, s.group),
    "delete_criterion": lambda d, s: criteria.delete_criterion(d, s.group),
    "add_evaluator": lambda d, s: scoring.add_evaluator(d, s.initiative, "Audit"),
    "rename_evaluator": lambda d, s: scoring.rename_evaluator(d, s.evaluator, "Office of IT"),
    "remove_evaluator": lambda d, s: scoring.remove_evaluator(d, s.evaluator),
    "record_score": lambda d, s: scoring.record_score(d, s.candidate, s.quality, s.evaluator, 4),
    "agree_score": lambda d, s: scoring.agree_score(d, s.candidate, s.quality, 4, rationale="Seen"),
    "withdraw_agreed_score": lambda d, s: scoring.withdraw_agreed_score(d, s.in_house, s.quality),
    "record_amount": lambda d, s: scoring.record_amount(d, s.candidate, s.price, 123.45),
    "our_hours": lambda d, s: initiatives.update_initiative(d, s.initiative, "hours", "9:00–17:30"),
    "answer_tiering": lambda d, s: tiering.answer_tiering(d, s.initiative, "TQ1", 2),
    "override_tier": lambda d, s: tiering.override_tier(d, s.initiative, "T3", "Pilot"),
    "start_vetting": lambda d, s: start_vetting(d, s.initiative),
    "update_questionnaire": lambda d, s: questionnaires.update_questionnaire(d, s.other_initiative, "depth", "full"),
    "save_own_template": lambda d, s: questionnaires.save_own_template(d, s.other_initiative, "ours", "1", "Ours"),
    "delete_questionnaire": lambda d, s: questionnaires.delete_questionnaire(d, s.other_initiative),
    "apply_criteria_template": lambda d, s: criteria_of_a_template(d, s),
    "add_section": lambda d, s: question_edits.add_section(d, s.other_initiative, "AI", "AI"),
    "update_section": lambda d, s: question_edits.update_section(d, first_section(d, s).id, "weight", 9),
    "move_section": lambda d, s: question_edits.move_section(d, first_section(d, s).id, 3),
    "delete_section": lambda d, s: question_edits.delete_section(d, first_section(d, s).id),
    "add_question": lambda d, s: question_edits.add_question(d, first_section(d, s).id, "Who?", gate="conditional"),
    "update_question": lambda d, s: question_edits.update_question(d, first_question(d, s).id, kind="choice"),
    "move_question": lambda d, s: question_edits.move_question(
        d, first_question(d, s).id, first_section(d, s).id + 1, 1
    ),
    "delete_question": lambda d, s: question_edits.delete_question(d, first_question(d, s).id),
}


def start_vetting(desk, initiative_id):
    questionnaires.start_vetting(desk, initiative_id, questionnaire_templates()[0])


def criteria_of_a_template(desk, scene):
    with desk.edit("Replace criteria"):
        criteria.delete_criterion(desk, scene.other_criterion)
        templates.apply_criteria_template(desk, scene.other_initiative, "bpo")


def first_section(desk, scene):
    return questionnaires.questionnaire_of(desk, scene.other_initiative).sections[0]


def first_question(desk, scene):
    return first_section(desk, scene).questions[1]  # the very first is a gate


@pytest.fixture
def scene(desk):
    scene = build_scene(desk)
    with desk.edit("Score the in-house option"):
        scoring.record_score(desk, scene.in_house, scene.quality, scene.evaluator, 2.5, rationale="Known")
        scoring.agree_score(desk, scene.in_house, scene.quality, 3, rationale="Known to all")
        scoring.record_amount(desk, scene.in_house, scene.price, 150)
        start_vetting(desk, scene.other_initiative)
    return scene


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_an_act_is_one_edit_that_undo_takes_back_exactly_and_redo_does_again_after_a_restart(desk, scene, reopen, act):
    revision, before = desk.journal.revision, desk.journal.fingerprint
    act(desk, scene)
    after = desk.journal.fingerprint
    assert desk.journal.revision == revision + 1
    assert after != before
    desk.journal.undo()
    assert desk.journal.fingerprint == before
    again = reopen()
    assert again.journal.fingerprint == before
    again.journal.redo()
    assert again.journal.fingerprint == after
    again.journal.undo()
    assert again.journal.fingerprint == before
    assert again.file.check().is_sound


FIELDS = {
    "update_initiative": lambda d, s, v: initiatives.update_initiative(d, s.initiative, "aim", v),
    "update_goal": lambda d, s, v: initiatives.update_goal(d, s.goal, "owner", v),
    "update_vendor": lambda d, s, v: vendors.update_vendor(d, s.vendor, "notes", v),
    "update_contact": lambda d, s, v: vendors.update_contact(d, s.contact, "role", v),
    "update_candidate": lambda d, s, v: candidates.update_candidate(d, s.candidate, "note", v),
    "update_criterion": lambda d, s, v: criteria.update_criterion(d, s.quality, "ask", v),
    "record_score": lambda d, s, v: scoring.record_score(d, s.candidate, s.quality, s.evaluator, len(v)),
    "record_amount": lambda d, s, v: scoring.record_amount(d, s.candidate, s.price, len(v)),
}


@pytest.mark.parametrize("change", FIELDS.values(), ids=FIELDS)
def test_typing_in_one_field_again_and_again_is_one_undo_step(desk, scene, change):
    before = desk.journal.fingerprint
    for value in ("a", "ab", "abc"):
        change(desk, scene, value)
    desk.journal.undo()
    assert desk.journal.fingerprint == before


def test_another_field_in_between_begins_a_new_undo_step(desk, scene):
    update = initiatives.update_initiative
    update(desk, scene.initiative, "aim", "a")
    update(desk, scene.initiative, "scope", "b")
    update(desk, scene.initiative, "aim", "c")
    desk.journal.undo()
    (initiative, _) = initiatives.list_initiatives(desk)
    assert (initiative.aim, initiative.scope) == ("a", "b")


def add_two(desk, initiative_id, vendor_id):
    with desk.edit("Set up"):
        hooli = vendors.add_vendor(desk, "Hooli")
        candidates.add_candidate(desk, initiative_id, hooli)
        candidates.add_candidate(desk, initiative_id, vendor_id)


def test_verbs_inside_an_edit_are_one_act_and_leave_no_trace_if_one_is_refused(desk, scene):
    revision, before = desk.journal.revision, desk.journal.fingerprint
    with pytest.raises(NotFoundError):
        add_two(desk, scene.initiative, vendor_id=999)
    assert (desk.journal.revision, desk.journal.fingerprint) == (revision, before)
    add_two(desk, scene.initiative, vendor_id=scene.free_vendor)
    assert desk.journal.revision == revision + 1
    assert desk.journal.undo_label == "Set up"
    desk.journal.undo()
    assert desk.journal.fingerprint == before
