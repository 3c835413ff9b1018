"""What the records of contingency may hold."""

from __future__ import annotations

import pytest

from outsource_desk.domain.contingency_errors import PlanBegunError
from outsource_desk.domain.errors import (
    BadDateError,
    DeskError,
    DuplicateNameError,
    EmptyNameError,
    NotFoundError,
    NotYetError,
    OutOfRangeError,
    UnknownChoiceError,
)
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.records import add_record, update_fields, update_record
from tests.scene import build_scene, refused, there

LATER = "2999-12-01"


@pytest.fixture
def scene(desk):
    return build_scene(desk)


def contingency(desk, scene):
    return there(load_evaluation(desk, scene.initiative).protection).contingency


def test_a_role_is_held_once_whatever_the_case_of_its_letters(desk, scene):
    first = add_record(desk, "role_holder", scene.initiative, role="Night watch", name="Ann")
    with refused(desk, DuplicateNameError):
        add_record(desk, "role_holder", scene.initiative, role="NIGHT WATCH")
    update_record(desk, "role_holder", first, "role", "night watch")
    add_record(desk, "role_holder", scene.other_initiative, role="Night watch")


def test_nothing_is_done_on_a_day_that_has_not_come(desk, scene):
    of = scene.initiative
    scenario = add_record(desk, "scenario", of, title="The provider fails")
    trigger = add_record(desk, "scenario_trigger", scenario, wording="Ratings fall")
    risk = add_record(desk, "risk", of, title="Strike")
    metric = add_record(desk, "metric", of, name="Answers in time")
    audit = add_record(desk, "audit", add_record(desk, "audit_plan", of, title="Security"), performed_on="2026-01-05")
    exercise = add_record(desk, "exercise", of, kind="full_test")
    for table, owner, fields in (
        ("trigger_check", trigger, {"checked_on": LATER}),
        ("exercise", of, {"kind": "full_test", "held_on": LATER}),
        ("exercise_action", exercise, {"wording": "Print the list", "done_on": LATER}),
        ("exit_item", of, {"wording": "Data", "phase": "design", "stream": "data", "done_on": LATER}),
        ("exit_task", of, {"wording": "Move the data", "done_on": LATER}),
        ("mitigation", risk, {"wording": "Second supplier", "verified_on": LATER}),
        ("metric_reading", metric, {"starts_on": LATER, "actual": 99}),
        ("audit", 1, {"performed_on": LATER}),
        ("finding", audit, {"wording": "Open door", "due_on": "2026-02-01", "closed_on": LATER}),
        ("training", of, {"title": "Working with Manila", "held_on": LATER}),
    ):
        with refused(desk, NotYetError, "2999-12-01 has not come yet."):
            add_record(desk, table, owner, **fields)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "yesterday"])
def test_a_moment_outside_the_calendar_is_refused(desk, scene, moment):
    scenario = add_record(desk, "scenario", scene.initiative, title="The provider fails")
    with refused(desk, BadDateError):
        add_record(desk, "activation", scenario, declared_at=moment, declared_by="Ann", reason="Silence")


def test_an_initiative_has_one_plan(desk, scene):
    add_record(desk, "contingency_plan", scene.initiative, author="Ann")
    with refused(desk, PlanBegunError):
        add_record(desk, "contingency_plan", scene.initiative, author="Bert")


def test_a_step_is_due_within_ten_years(desk, scene):
    scenario = add_record(desk, "scenario", scene.initiative, title="The provider fails")
    with refused(desk, OutOfRangeError):
        add_record(desk, "response_step", scenario, wording="Call the bank", deadline_hours=1e300)


def test_a_candidate_commits_once_to_a_process_and_belongs_to_the_initiative(desk, scene):
    objective = add_record(desk, "recovery_objective", scene.initiative, process="Calls")
    add_record(desk, "recovery_commitment", objective, candidate_id=scene.candidate, rto_hours=4)
    with refused(desk, DuplicateNameError):
        add_record(desk, "recovery_commitment", objective, candidate_id=scene.candidate)
    with refused(desk, NotFoundError):
        add_record(desk, "recovery_commitment", objective, candidate_id=scene.other_candidate)
    with refused(desk, EmptyNameError):
        add_record(desk, "recovery_commitment", objective, rto_hours=4)


def test_references_to_another_initiative_are_refused(desk, scene):
    scenario = add_record(desk, "scenario", scene.other_initiative, title="Fire")
    metric = add_record(desk, "metric", scene.other_initiative, name="Answers")
    ours = add_record(desk, "scenario", scene.initiative, title="Flood")
    for table, owner, fields in (
        ("fallback", scene.initiative, {"kind": "hybrid", "title": "Half", "candidate_id": scene.other_candidate}),
        ("exercise", scene.initiative, {"kind": "tabletop", "scenario_id": scenario}),
        ("scenario_trigger", ours, {"wording": "Rain", "metric_id": metric}),
    ):
        with refused(desk, NotFoundError):
            add_record(desk, table, owner, **fields)


def test_money_is_typed_in_main_units_and_never_below_zero(desk, scene):
    fallback = add_record(desk, "fallback", scene.initiative, kind="hybrid", title="Half", one_off_cost=1200.5)
    assert contingency(desk, scene).fallbacks[0].one_off_cost == 120050
    with refused(desk, OutOfRangeError):
        update_record(desk, "fallback", fallback, "monthly_cost", -1)
    with refused(desk, UnknownChoiceError):
        update_record(desk, "fallback", fallback, "status", "certain")


def test_no_more_objectives_are_met_than_there_are(desk, scene):
    exercise = add_record(desk, "exercise", scene.initiative, kind="tabletop", objectives=5, objectives_met=5)
    with refused(desk, OutOfRangeError):
        update_record(desk, "exercise", exercise, "objectives", 4)
    with refused(desk, OutOfRangeError):
        add_record(desk, "exercise", scene.initiative, kind="tabletop", objectives_met=1)


def test_a_moment_is_kept_in_utc(desk, scene):
    scenario = add_record(desk, "scenario", scene.initiative, title="Fire")
    fields = {"declared_by": "Ann", "reason": "Smoke"}
    add_record(desk, "activation", scenario, declared_at="2026-11-03T10:30:00+01:00", **fields)
    assert contingency(desk, scene).scenarios[0].activations[0].declared_at == "2026-11-03T09:30:00+00:00"
    with refused(desk, BadDateError):
        add_record(desk, "activation", scenario, declared_at="at noon", **fields)


@pytest.mark.parametrize("days", [0, 4000, None, "often"])
def test_a_trigger_is_looked_at_within_ten_years(desk, scene, days):
    scenario = add_record(desk, "scenario", scene.initiative, title="Fire")
    with refused(desk, DeskError):
        add_record(desk, "scenario_trigger", scenario, wording="Smoke", check_days=days)


def test_several_fields_are_changed_together_or_not_at_all(desk, scene):
    scenario = add_record(desk, "scenario", scene.initiative, title="Fire")
    revision = desk.journal.revision
    update_fields(desk, "scenario", scenario, {"title": "Flood", "owner": "Ann"})
    assert desk.journal.revision == revision + 1
    with refused(desk, UnknownChoiceError):
        update_fields(desk, "scenario", scenario, {"title": "Storm", "exercise_kind": "party"})
    assert contingency(desk, scene).scenarios[0].title == "Flood"
