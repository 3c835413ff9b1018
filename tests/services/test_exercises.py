"""Exercises: scripted from their scenario, planned, held, and due again."""

from __future__ import annotations

import pytest

from outsource_desk.domain.contingency import Contingency, ExerciseKind, ExerciseResult, Scenario
from outsource_desk.domain.contingency_errors import HeldAlreadyError, NoActionsError, NoDayError
from outsource_desk.domain.days import months_after
from outsource_desk.domain.errors import DeskError, NotFoundError, OutOfRangeError
from outsource_desk.services.exercise_facts import exercise_due, last_exercise, open_actions
from outsource_desk.services.exercises import hold_exercise, plan_exercise, script_of
from outsource_desk.services.gaps import PastDateError
from outsource_desk.services.records import update_record
from outsource_desk.services.tiering import override_tier
from outsource_desk.services.triggers import NotYetError
from outsource_desk.store.rows import delete_rows
from tests.protection_desk import ProtectedCase, days_on, decided_case, protected_case


def plan_of(case: ProtectedCase) -> Contingency:
    """Return the plan as it stands."""
    protection = case.evaluation.protection
    assert protection is not None
    return protection.contingency


@pytest.fixture
def case(desk) -> ProtectedCase:
    """Return a protected decision with one exercise of its first scenario."""
    return protected_case(desk)


def exercise(case: ProtectedCase, exercise_id: int):
    """Return an exercise as it stands."""
    return next(each for each in plan_of(case).exercises if each.id == exercise_id)


def test_the_script_follows_from_the_scenario(case):
    lines = script_of(plan_of(case).scenarios[0]).splitlines()
    assert lines[0].startswith("Tell the story: The provider files for insolvency")
    assert lines[1] == "Ask who may declare, by which rule: Any sign to activate, confirmed by finance and legal."
    assert lines[2] == "Surprise 1: The press calls."
    assert lines[3] == "Walk through the first 24 hours, 6 steps; call each person by telephone."
    assert lines[4].endswith("start a decision log”: 2 h at most.")
    assert lines[-1] == "Write down what was not known, who sees to it, and by when."


def test_a_bare_scenario_has_a_short_script():
    lines = script_of(Scenario(1, 1, "Strike")).splitlines()
    assert lines == [
        "Tell the story: Strike",
        "Write down what was not known, who sees to it, and by when.",
    ]


def test_planning_brings_script_and_surprises_in_one_step(case):
    planned = plan_exercise(case.desk, case.scenarios["C02"], days_on(30), participants="Security")
    found = exercise(case, planned)
    assert (found.kind, found.planned_on, found.participants) == (ExerciseKind.TABLETOP, days_on(30), "Security")
    assert [each.wording for each in found.injects_put] == ["The press calls"]
    assert found.script
    case.desk.journal.undo()
    assert all(each.id != planned for each in plan_of(case).exercises)


def test_an_exercise_is_planned_for_a_day_that_comes(case):
    with pytest.raises(NoDayError):
        plan_exercise(case.desk, case.scenarios["C01"], None)
    with pytest.raises(PastDateError):
        plan_exercise(case.desk, case.scenarios["C01"], days_on(-2))
    with pytest.raises(NotFoundError):
        plan_exercise(case.desk, 99, days_on(2))
    with pytest.raises(DeskError):
        plan_exercise(case.desk, case.scenarios["C01"], days_on(2), "a walk")


def test_holding_records_what_came_of_it_and_when_the_next_is_due(case):
    planned = plan_exercise(case.desk, case.scenarios["C02"], days_on(0), "full_test")
    update_record(
        case.desk, "exercise_inject", exercise(case, planned).injects_put[0].id, "observed", "No speaker named"
    )
    hold_exercise(
        case.desk, planned, days_on(-1), "passed_with_actions", objectives=4, objectives_met=3, rto_hours=6,
        observations="Took too long to reach legal", actions=[("Name a speaker", "Ines Marsh", days_on(20))],
    )  # fmt: skip
    found = exercise(case, planned)
    assert (found.result, found.objectives_met, found.rto_hours) == (ExerciseResult.PASSED_WITH_ACTIONS, 3, 6)
    assert found.injects_put[0].observed == "No speaker named"
    assert [(each.wording, each.owner, each.due_on) for each in found.actions] == [
        ("Name a speaker", "Ines Marsh", days_on(20))
    ]
    assert open_actions([found]) == 1
    assert found.next_due == months_after(days_on(-1), 12)
    assert last_exercise(case.evaluation) == found
    assert exercise_due(case.evaluation) == found.next_due


def test_a_failed_exercise_is_repeated_within_months(case):
    planned = plan_exercise(case.desk, case.scenarios["C02"], days_on(0))
    hold_exercise(case.desk, planned, days_on(0), "failed")
    assert exercise(case, planned).next_due == months_after(days_on(0), 3)


def test_each_act_is_one_step_back(case):
    revision = case.desk.journal.revision
    planned = plan_exercise(case.desk, case.scenarios["C02"], days_on(0))
    assert case.desk.journal.revision == revision + 1
    hold_exercise(case.desk, planned, days_on(0), "passed", actions=[("Name a speaker", "", None)])
    assert case.desk.journal.revision == revision + 2
    case.desk.journal.undo()
    assert (exercise(case, planned).held_on, exercise(case, planned).actions) == (None, ())


def test_what_is_wrong_is_refused_and_changes_nothing(case):
    planned = plan_exercise(case.desk, case.scenarios["C02"], days_on(0))
    with pytest.raises(NotYetError):
        hold_exercise(case.desk, planned, days_on(3), "passed")
    with pytest.raises(NoDayError):
        hold_exercise(case.desk, planned, "", "passed")
    with pytest.raises(NoActionsError):
        hold_exercise(case.desk, planned, days_on(0), "passed_with_actions")
    with pytest.raises(OutOfRangeError):
        hold_exercise(case.desk, planned, days_on(0), "passed", objectives=2, objectives_met=3)
    with pytest.raises(NotFoundError):
        hold_exercise(case.desk, 99, days_on(0), "passed")
    assert exercise(case, planned).held_on is None
    hold_exercise(case.desk, planned, days_on(0), "passed")
    with pytest.raises(HeldAlreadyError):
        hold_exercise(case.desk, planned, days_on(0), "passed")


def test_a_plan_that_was_never_exercised_is_due_since_it_was_begun(case):
    with case.desk.edit("Forget"):
        delete_rows(case.desk.db, "exercise", {"initiative_id": case.initiative})
    assert exercise_due(case.evaluation) == days_on(-200)
    override_tier(case.desk, case.initiative, "T3", "Not critical any more")
    assert exercise_due(case.evaluation) is None


def test_without_a_plan_nothing_is_due(desk):
    assert exercise_due(decided_case(desk).evaluation) is None
