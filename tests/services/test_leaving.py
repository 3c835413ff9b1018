"""Begin an exit plan, settle its items, put its tasks in order, and count what reversing a choice costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.domain.errors import BadDateError, DeskError, EmptyNameError, NotFoundError, OutOfRangeError
from outsource_desk.domain.leaving import (
    ExitCost,
    ExitFacts,
    ExitItem,
    ExitPhase,
    ExitPlan,
    ItemState,
    Payer,
    Stream,
)
from outsource_desk.domain.leaving_errors import (
    BadDueError,
    CostOrderError,
    ExitPlanExistsError,
    TaskLoopError,
    WaiverMissingError,
)
from outsource_desk.domain.protection import Protection
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.exit_clock import exit_clock
from outsource_desk.services.exit_library import exit_library
from outsource_desk.services.leaving import (
    item_progress,
    leave_out_item,
    set_item_state,
    set_task_needs,
    start_exit_plan,
    take_costs,
    take_returns,
    waive_item,
)
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.records import add_record, delete_record, update_fields, update_record
from outsource_desk.services.reversal import cost_of_reversal, exit_costs, turning_chance
from outsource_desk.services.template_text import TemplateError
from outsource_desk.store.vetting import today
from tests.builders import evaluation
from tests.scene import build_scene, refused


@pytest.fixture
def scene(desk):
    return build_scene(desk)


@pytest.fixture
def plan(desk, scene):
    return start_exit_plan(desk, scene.initiative, owner="Tom Reyes")


def read(desk, scene) -> ExitPlan:
    protection = load_evaluation(desk, scene.initiative).protection
    assert protection is not None
    return protection.leaving


def item_of(desk, scene, code: str) -> ExitItem:
    return next(each for each in read(desk, scene).items if each.code == code)


def test_what_is_mandatory_is_called_optional_only_for_a_reason(desk):
    of = build_scene(desk).initiative
    item = add_record(desk, "exit_item", of, wording="Data", phase="design", stream="data", is_mandatory=True)
    with refused(desk, WaiverMissingError):
        update_record(desk, "exit_item", item, "is_mandatory", False)
    update_fields(desk, "exit_item", item, {"reason": "No data of ours is there", "is_mandatory": False})


def test_the_library_has_forty_five_items_of_which_forty_are_mandatory():
    library = exit_library()
    assert len(library.items) == 45
    assert sum(each.is_mandatory for each in library.items) == 40
    assert [sum(each.phase is phase for each in library.items) for phase in ExitPhase] == [8, 9, 9, 10, 9]
    assert {each.stream for each in library.items} == set(Stream)


def test_the_standard_runbook_takes_five_months_and_every_later_task_waits_for_another():
    library = exit_library()
    # decide, successor, environment, trial migration, parallel run, go, open work, switch, lock out
    assert library.days == 5 + 45 + 30 + 25 + 30 + 2 + 7 + 1 + 1
    assert [each.code for each in library.tasks if not each.needs] == ["E01"]


@pytest.mark.parametrize(
    ("found", "put", "says"),
    [
        ("after: [E01]", "after: [E99]", "There is no task “E99”"),
        ("code: E02", "code: E01", "used twice"),
        ('due: "T-170"', 'due: "soon"', "does not say when"),
        ("days: 5, unplanned: 2,\n", "days: 5, unplanned: 2, after: [E21],\n", "in a circle"),
    ],
)
def test_a_fault_in_the_library_is_named_with_its_line(tmp_path, found, put, says):
    text = Path("resources/templates/exit.yaml").read_text(encoding="utf-8")
    assert found in text
    (tmp_path / "exit.yaml").write_text(text.replace(found, put, 1), encoding="utf-8")
    with pytest.raises(TemplateError, match=says) as caught:
        exit_library(tmp_path)
    assert caught.value.line > 0


def test_a_plan_begins_with_checklist_and_runbook_in_one_edit(desk, scene, plan):
    found = read(desk, scene)
    assert found.facts is not None
    assert (found.facts.id, found.facts.owner) == (plan, "Tom Reyes")
    assert (len(found.items), len(found.tasks)) == (45, 21)
    clock = exit_clock(load_evaluation(desk, scene.initiative), ranking_of(load_evaluation(desk, scene.initiative)))
    assert clock.planned_days == exit_library().days
    assert desk.journal.undo_label == "Begin exit plan"
    desk.journal.undo()
    assert not read(desk, scene).is_begun
    assert read(desk, scene).items == ()


def test_there_is_one_plan_only(desk, scene, plan):
    with refused(desk, ExitPlanExistsError):
        start_exit_plan(desk, scene.initiative)
    with refused(desk, ExitPlanExistsError):
        add_record(desk, "exit_plan", scene.initiative)


def test_what_usually_comes_back_and_is_paid_for_is_added_once(desk, scene, plan):
    assert take_returns(desk, scene.initiative) == 9
    assert take_returns(desk, scene.initiative) == 0
    assert take_costs(desk, scene.initiative) == 8
    assert take_costs(desk, scene.initiative) == 0
    assert {each.expected for each in read(desk, scene).costs} == {None}


def test_what_is_done_has_a_day_and_what_is_opened_again_has_none(desk, scene, plan):
    number = item_of(desk, scene, "X09").id
    set_item_state(desk, number, "done")
    assert item_of(desk, scene, "X09").done_on == today()
    set_item_state(desk, number, "in_progress")
    assert item_of(desk, scene, "X09").done_on is None


def test_a_yearly_item_is_open_again_after_a_year(desk, scene, plan):
    number = item_of(desk, scene, "X12").id
    set_item_state(desk, number, "done")
    long_ago = (date.fromisoformat(today()) - timedelta(days=400)).isoformat()
    assert item_progress(load_evaluation(desk, scene.initiative)).current == 1
    update_record(desk, "exit_item", number, "done_on", long_ago)
    progress = item_progress(load_evaluation(desk, scene.initiative))
    assert (progress.current, progress.expired) == (0, 1)
    found = next(each for each in progress.items if each.item.code == "X12")
    assert (found.state, found.is_settled) == (ItemState.OPEN, False)
    assert found.due_on is not None
    assert found.due_on < today()


def test_progress_counts_what_must_be_ready_before_anybody_leaves(desk, scene, plan):
    # 7 mandatory items of design and 7 of maintenance
    assert item_progress(load_evaluation(desk, scene.initiative)).mandatory == 14
    waive_item(desk, item_of(desk, scene, "X06").id, "Petra Halloran", "No charges: we pay by the month")
    leave_out_item(desk, item_of(desk, scene, "X14").id, "Petra Halloran", "There are no assets")
    assert item_progress(load_evaluation(desk, scene.initiative)).current == 2


@pytest.mark.parametrize(("by", "reason"), [("", "Why not"), ("Petra", " "), ("\u200b", "x")])
def test_an_item_is_set_aside_only_by_name_and_for_a_reason(desk, scene, plan, by, reason):
    with refused(desk, DeskError):
        waive_item(desk, item_of(desk, scene, "X01").id, by, reason)


def test_a_waiver_cannot_lose_its_name_or_be_typed_past_it(desk, scene, plan):
    number = item_of(desk, scene, "X01").id
    with refused(desk, WaiverMissingError):
        set_item_state(desk, number, "waived")
    with refused(desk, WaiverMissingError):
        set_item_state(desk, number, "not_applicable")
    waive_item(desk, number, "Petra", "Pilot only")
    with refused(desk, WaiverMissingError):
        update_record(desk, "exit_item", number, "waived_by", "")


def test_due_days_follow_the_end_of_service(desk, scene, plan):
    update_record(desk, "exit_plan", plan, "ends_on", "2031-06-30")
    due = {each.item.code: each.due_on for each in item_progress(load_evaluation(desk, scene.initiative)).items}
    assert (due["X18"], due["X36"], due["X45"]) == ("2031-01-01", "2031-06-30", "2031-09-28")
    assert due["X01"] is None  # no start of service is stated


@pytest.mark.parametrize("due", ["contract", "yearly", "T", "T-180", "t + 30", "T−14"])
def test_when_an_item_is_due_is_read_as_people_write_it(desk, scene, plan, due):
    number = add_record(desk, "exit_item", scene.initiative, phase="close", stream="data", wording="One more", due=due)
    found = next(each for each in read(desk, scene).items if each.id == number)
    assert found.due == {"t + 30": "T+30", "T−14": "T-14"}.get(due, due)


@pytest.mark.parametrize("due", ["", "soon", "T-", "T-0", "T+99999", "T--5"])
def test_when_an_item_is_due_must_be_said(desk, scene, plan, due):
    with refused(desk, BadDueError):
        add_record(desk, "exit_item", scene.initiative, phase="close", stream="data", wording="One more", due=due)


def test_an_exit_does_not_end_before_it_begins(desk, plan):
    update_record(desk, "exit_plan", plan, "started_on", "2031-01-01")
    with refused(desk, BadDateError):
        update_record(desk, "exit_plan", plan, "ends_on", "2030-01-01")


def test_low_is_at_most_expected_and_expected_at_most_high(desk, scene, plan):
    number = add_record(desk, "exit_cost", scene.initiative, wording="Parallel run", low=10, high=30)
    with refused(desk, CostOrderError):
        update_record(desk, "exit_cost", number, "expected", 31)
    with refused(desk, CostOrderError):
        update_record(desk, "exit_cost", number, "high", 9)
    with refused(desk, OutOfRangeError):
        update_record(desk, "exit_cost", number, "low", -1)


def test_every_kind_of_record_is_added_changed_and_deleted_and_comes_back(desk, scene, plan):
    for table, fields in (
        ("exit_item", {"phase": "design", "stream": "data", "wording": "One more"}),
        ("exit_return", {"kind": "data", "wording": "Tickets", "days": 2}),
        ("exit_cost", {"wording": "Lawyers", "expected": 12.5}),
        ("exit_task", {"wording": "Ring the bell", "days": 1}),
    ):
        number = add_record(desk, table, scene.initiative, **fields)
        before = read(desk, scene)
        update_record(desk, table, number, "wording", "Another wording")
        delete_record(desk, table, number)
        desk.journal.undo()
        desk.journal.undo()
        assert read(desk, scene) == before
        with refused(desk, EmptyNameError):
            update_record(desk, table, number, "wording", " ")


def test_tasks_that_would_wait_for_each_other_are_refused_with_their_names(desk, scene, plan):
    tasks = {each.code: each for each in read(desk, scene).tasks}
    decide, contract = tasks["E01"].wording, tasks["E06"].wording
    with refused(desk, TaskLoopError, f"wait for each other: “{decide}” → “{contract}” → “{decide}”."):
        set_task_needs(desk, tasks["E01"].id, [tasks["E06"].id])
    with refused(desk, TaskLoopError):
        set_task_needs(desk, tasks["E01"].id, [tasks["E01"].id])


def test_the_order_of_tasks_is_changed_and_undone(desk, scene, plan):
    tasks = {each.code: each for each in read(desk, scene).tasks}
    set_task_needs(desk, tasks["E14"].id, [tasks["E02"].id, tasks["E02"].id])
    assert next(each for each in read(desk, scene).tasks if each.code == "E14").needs == (tasks["E02"].id,)
    desk.journal.undo()
    assert next(each for each in read(desk, scene).tasks if each.code == "E14").needs == tasks["E14"].needs


def test_a_task_of_another_initiative_is_no_task_of_this_one(desk, scene, plan):
    foreign = add_record(desk, "exit_task", scene.other_initiative, wording="Elsewhere", days=1)
    ours = read(desk, scene).tasks[0].id
    with refused(desk, NotFoundError):
        set_task_needs(desk, ours, [foreign])
    with refused(desk, NotFoundError):
        set_task_needs(desk, 999_999, [])


COSTS = (
    ExitCost(1, 1, "Assistance", 80, 100, 150, Payer.US),
    ExitCost(2, 1, "Parallel run", None, 60, None, Payer.SHARED),
    ExitCost(3, 1, "Certificates", None, None, 20, Payer.VENDOR),
    ExitCost(4, 1, "Not known yet"),
)


def test_in_an_unplanned_exit_we_pay_what_the_provider_would_have_paid():
    planned, unplanned = exit_costs(COSTS, is_planned=True), exit_costs(COSTS, is_planned=False)
    assert (planned.low, planned.expected, planned.high) == (80 + 30, 100 + 30, 150 + 30)
    assert (unplanned.low, unplanned.expected, unplanned.high) == (80 + 60 + 20, 100 + 60 + 20, 150 + 60 + 20)
    assert planned.unknown == 1
    assert exit_costs(COSTS[3:], is_planned=True).expected is None


def priced(facts: ExitFacts | None, costs: tuple[ExitCost, ...] = COSTS) -> Evaluation:
    """Return Alder asking 1,000 and Birch 1,200."""
    price = Criterion(1, 1, None, "Price", 100, measure=Measure.PRICE, worst=2000, best=500)
    given = evaluation({"Alder": [1000], "Birch": [1200]}, [100], criteria=[price])
    protection = Protection("2026-11-03", leaving=ExitPlan(facts, costs=costs))
    return replace(given, initiative=replace(given.initiative, currency="EUR"), protection=protection)


def test_expected_cost_weighs_the_failure_by_its_chance():
    facts = ExitFacts(1, 1, failure_probability=0.2, cost_to_failure=40_000, plan_b_cost=150_000)
    given = priced(facts)
    alder, birch = cost_of_reversal(given, ranking_of(given))
    failed = 40_000 + 180 + 150_000  # minor units
    assert (alder.cost, alder.failed_cost) == (100_000, failed)
    assert alder.expected == round(0.8 * 100_000 + 0.2 * failed)
    assert birch.expected == round(0.8 * 120_000 + 0.2 * failed)
    assert alder.surcharge == round(0.8 * 100_000 + 0.2 * failed) - 100_000
    assert alder.missing == ()


def test_what_is_not_known_is_named_and_nothing_is_expected():
    given = priced(ExitFacts(1, 1, failure_probability=0.0), ())
    (alder, _) = cost_of_reversal(given, ranking_of(given))
    assert alder.expected is None
    assert alder.missing == ("the cost until it fails", "the cost of leaving", "the cost of plan B")
    nothing = replace(given, protection=None)
    assert cost_of_reversal(nothing, ranking_of(nothing))[0].missing[0] == "the chance of failure"


def test_nobody_has_to_leave_the_in_house_option():
    given = priced(ExitFacts(1, 1))
    home = replace(given.candidates[1], vendor_id=None, name="In-house")
    given = replace(given, candidates=(given.candidates[0], home))
    found = {each.candidate.name: each for each in cost_of_reversal(given, ranking_of(given))}
    assert (found["In-house"].expected, found["In-house"].missing) == (120_000, ())
    assert found["Alder"].expected is None


def test_the_chance_from_which_in_house_costs_less_is_where_both_are_expected_to_cost_the_same():
    facts = ExitFacts(1, 1, failure_probability=0.1, cost_to_failure=40_000, plan_b_cost=159_820)
    given = priced(facts)
    assert turning_chance(cost_of_reversal(given, ranking_of(given))) is None  # nobody is in-house
    home = replace(given.candidates[1], vendor_id=None, name="In-house")
    given = replace(given, candidates=(given.candidates[0], home))
    found = turning_chance(cost_of_reversal(given, ranking_of(given)))
    assert found is not None
    assert found[0].failed_cost == 200_000
    assert found[1] == pytest.approx((120_000 - 100_000) / (200_000 - 100_000))
