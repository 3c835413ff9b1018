"""Using a plan: declared by somebody for a reason, logged, ticked against deadlines, and stood down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from outsource_desk.domain.contingency import Activation, Contingency, PlanState, Scenario
from outsource_desk.domain.contingency_errors import (
    DoneAlreadyError,
    NoLessonsError,
    OverAlreadyError,
    RunningAlreadyError,
)
from outsource_desk.domain.errors import EmptyNameError, NotFoundError, OutOfRangeError
from outsource_desk.services.activation import declare, log_entry, stand_down, step_done, step_open_again
from outsource_desk.services.running_plan import StepState, hours_since, past, running, running_steps
from outsource_desk.store.rows import update_row
from tests.protection_desk import ProtectedCase, protected_case

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def plan_of(case: ProtectedCase) -> Contingency:
    """Return the plan as it stands."""
    protection = case.evaluation.protection
    assert protection is not None
    return protection.contingency


def state_of(case: ProtectedCase) -> PlanState:
    """Return how far the plan has come."""
    plan = plan_of(case).plan
    assert plan is not None
    return plan.state


@pytest.fixture
def case(desk) -> ProtectedCase:
    """Return a protected decision."""
    return protected_case(desk)


def now_running(case: ProtectedCase) -> tuple[Scenario, Activation]:
    """Return the one scenario that is running."""
    (pair,) = running(plan_of(case))
    return pair


def after(hours: float) -> datetime:
    """Return a moment after the declaration."""
    return NOON + timedelta(hours=hours)


def test_a_deadline_beyond_the_calendar_is_its_last_day(case):
    with case.desk.edit("Damage"):
        for step in plan_of(case).scenarios[0].steps:
            update_row(case.desk.db, "response_step", step.id, {"deadline_hours": 1e300})
    declare(case.desk, plan_of(case).scenarios[0].id, "Ines Marsh", "Silence")
    scenario, activation = running(plan_of(case))[0]
    found = running_steps(plan_of(case), scenario, activation, datetime.now(UTC))
    assert {each.due_at for each in found} == {"9999-12-31T23:59:59+00:00"}


def test_a_declaration_opens_a_log_and_makes_the_plan_active(case):
    declare(case.desk, case.scenarios["C01"], "Ines Marsh", "The administrator has called", NOON)
    scenario, activation = now_running(case)
    assert (scenario.code, activation.declared_by, activation.reason) == (
        "C01", "Ines Marsh", "The administrator has called",
    )  # fmt: skip
    assert activation.declared_at == "2026-03-01T12:00:00+00:00"
    assert state_of(case) is PlanState.ACTIVE
    case.desk.journal.undo()
    assert state_of(case) is PlanState.APPROVED
    assert not running(plan_of(case))


def test_a_plan_that_nobody_has_approved_can_be_used_and_stays_a_draft(case):
    with case.desk.edit("Draft"):
        update_row(case.desk.db, "contingency_plan", case.plan, {"state": "draft"})
    log = declare(case.desk, case.scenarios["C01"], "Ines Marsh", "The administrator has called", NOON)
    stand_down(case.desk, log, lessons="Approve plans earlier")
    assert state_of(case) is PlanState.DRAFT


def test_who_and_why_must_be_said_and_a_scenario_runs_once(case):
    with pytest.raises(EmptyNameError):
        declare(case.desk, case.scenarios["C01"], " ", "The administrator has called")
    with pytest.raises(EmptyNameError):
        declare(case.desk, case.scenarios["C01"], "Ines Marsh", " ")
    with pytest.raises(NotFoundError):
        declare(case.desk, 99, "Ines Marsh", "The administrator has called")
    declare(case.desk, case.scenarios["C01"], "Ines Marsh", "The administrator has called")
    with pytest.raises(RunningAlreadyError):
        declare(case.desk, case.scenarios["C01"], "Tom Reyes", "Again")


def test_steps_are_ticked_against_their_deadlines(case):
    log = declare(case.desk, case.scenarios["C01"], "Ines Marsh", "The administrator has called", NOON)
    first, second, third, *_ = now_running(case)[0].steps
    step_done(case.desk, log, first.id, "Ines Marsh", after(1))
    step_done(case.desk, log, second.id, "Anna Kurz", after(7))
    scenario, activation = now_running(case)
    found = running_steps(plan_of(case), scenario, activation, after(9))
    assert [each.state for each in found[:4]] == [
        StepState.DONE, StepState.DONE_LATE, StepState.OVERDUE, StepState.OPEN,
    ]  # fmt: skip
    assert (found[0].person, found[0].due_at) == ("Ines Marsh", "2026-03-01T14:00:00+00:00")
    assert found[2].waits_for == ()
    assert hours_since(activation.declared_at, after(9)) == 9
    step_open_again(case.desk, log, second.id)
    scenario, activation = now_running(case)
    found = running_steps(plan_of(case), scenario, activation, after(9))
    assert found[1].state is StepState.OVERDUE
    assert [each.id for each in found[2].waits_for] == [second.id]
    with pytest.raises(DoneAlreadyError):
        step_done(case.desk, log, first.id)
    with pytest.raises(NotFoundError):
        step_open_again(case.desk, log, third.id)
    foreign = plan_of(case).scenarios[1].steps[0].id
    with pytest.raises(NotFoundError):
        step_done(case.desk, log, foreign)


def test_the_log_keeps_what_was_said_and_decided(case):
    log = declare(case.desk, case.scenarios["C01"], "Ines Marsh", "The administrator has called", NOON)
    log_entry(case.desk, log, "Bank confirms that payments are stopped", "Gwen Stone", after(2))
    entry = now_running(case)[1].entries[0]
    assert (entry.at, entry.wording, entry.entered_by, entry.step_id) == (
        "2026-03-01T14:00:00+00:00", "Bank confirms that payments are stopped", "Gwen Stone", None,
    )  # fmt: skip
    with pytest.raises(EmptyNameError):
        log_entry(case.desk, log, " ")


def test_standing_down_tells_cost_and_lessons_and_ends_the_log(case):
    log = declare(case.desk, case.scenarios["C01"], "Ines Marsh", "The administrator has called", NOON)
    other = declare(case.desk, case.scenarios["C02"], "Anna Kurz", "Our data are for sale", after(1))
    with pytest.raises(NoLessonsError):
        stand_down(case.desk, log)
    with pytest.raises(OutOfRangeError):
        stand_down(case.desk, log, -5, "None")
    stand_down(case.desk, log, 12_500.5, "Keep the numbers on paper", after(48))
    assert state_of(case) is PlanState.ACTIVE
    ((_, done),) = past(plan_of(case))
    assert (done.cost, done.lessons, done.stood_down_at) == (
        1_250_050, "Keep the numbers on paper", "2026-03-03T12:00:00+00:00",
    )  # fmt: skip
    for act in (lambda: log_entry(case.desk, log, "Late"), lambda: stand_down(case.desk, log, None, "Again")):
        with pytest.raises(OverAlreadyError):
            act()
    stand_down(case.desk, other, None, "Nothing new")
    assert state_of(case) is PlanState.STOOD_DOWN
    declare(case.desk, case.scenarios["C01"], "Ines Marsh", "It is back")
    assert state_of(case) is PlanState.ACTIVE


def test_what_is_not_there_is_refused(case):
    with pytest.raises(NotFoundError):
        log_entry(case.desk, 99, "Nothing")
