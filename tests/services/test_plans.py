"""How far a plan has come, and what each step asks for."""

from __future__ import annotations

import pytest

from outsource_desk.domain.contingency import PlanState
from outsource_desk.domain.contingency_errors import (
    NoAuthorError,
    NoPlanError,
    NotReadyError,
    OwnApprovalError,
    PlanLacksError,
    PlanStepError,
)
from outsource_desk.domain.errors import EmptyNameError
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.plans import (
    approve_plan,
    least_readiness,
    new_version,
    retire_plan,
    review_obstacles,
    review_plan,
)
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.records import delete_record, update_record
from outsource_desk.services.scenario_taking import start_plan
from outsource_desk.services.scenarios import set_fallbacks
from outsource_desk.services.tiering import override_tier
from outsource_desk.store.rows import update_row
from outsource_desk.store.vetting import today
from tests.scene import refused, there


@pytest.fixture
def initiative(desk):
    found = add_initiative(desk, "Service desk", currency="EUR")
    start_plan(desk, found, ["C01"], "Ann")
    return found


def contingency(desk, initiative):
    return there(load_evaluation(desk, initiative).protection).contingency


def own(desk, initiative):
    """Give the scenario an owner."""
    update_record(desk, "scenario", contingency(desk, initiative).scenarios[0].id, "owner", "Petra")


@pytest.mark.parametrize("name", ["ANN  KURZ", "Kurz, Ann", "Ann\u200b Kurz", "Ａnn Kurz.", "Dr. Ann Ku\u0308rz"])
def test_nobody_approves_his_own_plan_however_he_writes_his_name(desk, initiative, name):
    own(desk, initiative)
    update_record(desk, "contingency_plan", there(contingency(desk, initiative).plan).id, "author", "Ann Kurz")
    review_plan(desk, initiative, "Bert")
    with refused(desk, OwnApprovalError):
        approve_plan(desk, initiative, name, "In a hurry")
    approve_plan(desk, initiative, "Anna Kurz", "In a hurry")


def test_a_plan_that_nobody_wrote_or_that_was_emptied_since_its_review_is_not_approved(desk, initiative):
    own(desk, initiative)
    review_plan(desk, initiative, "Bert")
    plan = contingency(desk, initiative)
    update_record(desk, "contingency_plan", there(plan.plan).id, "author", "\u200b")
    with refused(desk, NoAuthorError):
        approve_plan(desk, initiative, "Carla", "In a hurry")
    update_record(desk, "contingency_plan", there(plan.plan).id, "author", "Ann")
    for step in plan.scenarios[0].steps:
        delete_record(desk, "response_step", step.id)
    with refused(desk, PlanLacksError, "steps"):
        approve_plan(desk, initiative, "Carla", "In a hurry")


def test_a_draft_is_reviewed_once_nothing_is_missing(desk, initiative):
    scenario = contingency(desk, initiative).scenarios[0]
    set_fallbacks(desk, scenario.id, [])
    assert review_obstacles(contingency(desk, initiative)) == (
        "“Provider becomes insolvent” has no: an owner, a fallback.",
    )
    with refused(desk, PlanLacksError, "an owner, a fallback"):
        review_plan(desk, initiative, "Bert")
    own(desk, initiative)
    set_fallbacks(desk, scenario.id, [contingency(desk, initiative).fallbacks[0].id])
    with refused(desk, EmptyNameError):
        review_plan(desk, initiative, " ")
    review_plan(desk, initiative, "Bert")
    plan = there(contingency(desk, initiative).plan)
    assert (plan.state, plan.reviewer, plan.reviewed_on) == (PlanState.REVIEWED, "Bert", today())
    with refused(desk, PlanStepError, "reviewed, so it cannot be reviewed"):
        review_plan(desk, initiative, "Bert")


def test_a_plan_is_approved_by_somebody_else_and_not_below_the_readiness_of_its_tier(desk, initiative):
    own(desk, initiative)
    with refused(desk, PlanStepError):
        approve_plan(desk, initiative, "Cleo")
    review_plan(desk, initiative, "Bert")
    with refused(desk, OwnApprovalError):
        approve_plan(desk, initiative, "  ANN ")
    with refused(desk, NotReadyError, "70 are needed"):
        approve_plan(desk, initiative, "Cleo")
    override_tier(desk, initiative, "T3", "Nobody would notice")
    with refused(desk, NotReadyError, "35 are needed"):
        approve_plan(desk, initiative, "Cleo")
    approve_plan(desk, initiative, "Cleo", "The pilot begins on Monday")
    plan = there(contingency(desk, initiative).plan)
    assert (plan.state, plan.approver, plan.waiver_reason) == (
        PlanState.APPROVED, "Cleo", "The pilot begins on Monday",
    )  # fmt: skip


@pytest.mark.parametrize(("tier", "least"), [("T1", 70), ("T2", 55), ("T3", 35), (None, 70)])
def test_a_function_not_judged_yet_counts_as_critical(desk, initiative, tier, least):
    override_tier(desk, initiative, tier, "As decided")
    assert least_readiness(load_evaluation(desk, initiative)) == least


def test_a_new_version_is_a_draft_that_nobody_has_reviewed(desk, initiative):
    own(desk, initiative)
    with refused(desk, PlanStepError, "a draft, so it cannot be renewed"):
        new_version(desk, initiative)
    review_plan(desk, initiative, "Bert")
    new_version(desk, initiative, "Dora")
    plan = there(contingency(desk, initiative).plan)
    assert (plan.state, plan.version, plan.author, plan.reviewer, plan.reviewed_on) == (
        PlanState.DRAFT, 2, "Dora", "", None,
    )  # fmt: skip
    desk.journal.undo()
    assert there(contingency(desk, initiative).plan).reviewer == "Bert"


def test_a_plan_is_retired_unless_it_is_in_use_and_comes_back_as_a_new_version(desk, initiative):
    plan = there(contingency(desk, initiative).plan)
    with desk.edit("Declare"):
        update_row(desk.db, "contingency_plan", plan.id, {"state": PlanState.ACTIVE})
    with refused(desk, PlanStepError, "in use"):
        retire_plan(desk, initiative)
    desk.journal.undo()
    retire_plan(desk, initiative)
    with refused(desk, PlanStepError, "retired"):
        retire_plan(desk, initiative)
    new_version(desk, initiative)
    plan = there(contingency(desk, initiative).plan)
    assert (plan.state, plan.version, plan.author) == (PlanState.DRAFT, 2, "Ann")


def test_nothing_is_done_with_a_plan_that_nobody_has_begun(desk):
    other = add_initiative(desk, "Payroll")
    for act in (review_plan, approve_plan):
        with refused(desk, NoPlanError, "Payroll"):
            act(desk, other, "Bert")
    assert review_obstacles(contingency(desk, other)) == ("There is no scenario yet.",)
