"""How far a contingency plan has come: reviewed, approved, renewed, retired, and what each step asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.checks import checked_name, checked_text, is_same_person
from outsource_desk.domain.contingency import Contingency, Plan, PlanState
from outsource_desk.domain.contingency_errors import (
    NoAuthorError,
    NoPlanError,
    NotReadyError,
    OwnApprovalError,
    PlanLacksError,
    PlanStepError,
)
from outsource_desk.domain.tier import Tier
from outsource_desk.services.tiering import tier_of
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.protection import load_protection
from outsource_desk.store.rows import update_row
from outsource_desk.store.vetting import today

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.services.desk import Desk

_RENEWABLE = frozenset({PlanState.REVIEWED, PlanState.APPROVED, PlanState.STOOD_DOWN, PlanState.RETIRED})
_FRESH = {
    "state": PlanState.DRAFT,
    "reviewer": "",
    "approver": "",
    "waiver_reason": "",
    "reviewed_on": None,
    "approved_on": None,
}


def review_obstacles(contingency: Contingency, speech: Speech = ENGLISH) -> tuple[str, ...]:
    """Return what a plan lacks before it can be called reviewed, a sentence for each scenario; none = it may be."""
    if not contingency.scenarios:
        return (speech.tr("There is no scenario yet."),)
    found = []
    for scenario in contingency.scenarios:
        lacking = {
            speech.tr("an owner"): not scenario.owner.strip(),
            speech.tr("triggers"): not scenario.triggers,
            speech.tr("steps"): not scenario.steps,
            speech.tr("a fallback"): not scenario.fallback_ids,
        }
        if any(lacking.values()):
            words = ", ".join(what for what, lacks in lacking.items() if lacks)
            found.append(speech.tr("“{name}” has no: {what}.", name=scenario.title, what=words))
    return tuple(found)


def least_readiness(evaluation: Evaluation) -> int:
    """Return with which readiness (of 100) a plan may be approved; a function not judged yet counts as critical."""
    from outsource_desk.services.readiness import LEAST

    tier = tier_of(evaluation.initiative, evaluation.tiering).tier
    return LEAST[tier or Tier.T1]


def review_plan(desk: Desk, initiative_id: int, reviewer: str) -> None:
    """Call a draft reviewed, by name, today.

    Undoable. Saved when this returns.

    Raises:
        PlanStepError: it is no draft.
        PlanLacksError: a scenario lacks its owner, triggers, steps or a fallback.
        DeskError: there is no plan, or no name; the file is then unchanged.
    """
    contingency, plan = _plan_of(desk, initiative_id)
    name = checked_name("The reviewer", reviewer)
    _refuse_step(plan, frozenset({PlanState.DRAFT}), "reviewed")
    obstacles = review_obstacles(contingency)
    if obstacles:
        raise PlanLacksError(" ".join(obstacles))
    with desk.edit("Review contingency plan"):
        row = {"state": PlanState.REVIEWED, "reviewer": name, "reviewed_on": today()}
        update_row(desk.db, "contingency_plan", plan.id, row)


def approve_plan(desk: Desk, initiative_id: int, approver: str, waiver_reason: str = "") -> None:
    """Approve a reviewed plan, by name, today.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        initiative_id: whose plan.
        approver: who approves; not who wrote it.
        waiver_reason: why it is approved although its readiness is below what its function asks for.

    Raises:
        PlanStepError: it is not reviewed.
        NoAuthorError: nobody is named as its author.
        OwnApprovalError: who wrote it would approve it.
        PlanLacksError: it has lost since what it had when it was reviewed.
        NotReadyError: the readiness is too low, and no reason is given.
        DeskError: there is no plan, or no name; the file is then unchanged.
    """
    from outsource_desk.services.ranking import load_evaluation, ranking_of
    from outsource_desk.services.readiness import readiness_if_approved

    contingency, plan = _plan_of(desk, initiative_id)
    name = checked_name("The approver", approver)
    reason = checked_text("The reason", waiver_reason).strip()
    _refuse_step(plan, frozenset({PlanState.REVIEWED}), "approved")
    if not plan.author.strip():
        raise NoAuthorError
    if is_same_person(name, plan.author):
        raise OwnApprovalError(plan.author)
    obstacles = review_obstacles(contingency)
    if obstacles:
        raise PlanLacksError(" ".join(obstacles))
    evaluation = load_evaluation(desk, initiative_id)
    points = readiness_if_approved(evaluation, ranking_of(evaluation)).points
    least = least_readiness(evaluation)
    if points < least and not reason:
        raise NotReadyError(points, least)
    with desk.edit("Approve contingency plan"):
        row = {"state": PlanState.APPROVED, "approver": name, "approved_on": today()}
        row["waiver_reason"] = reason if points < least else ""
        update_row(desk.db, "contingency_plan", plan.id, row)


def new_version(desk: Desk, initiative_id: int, author: str = "") -> None:
    """Begin the next version of a plan, as a draft; the history keeps who reviewed and approved the last one.

    Undoable. Saved when this returns.

    Raises:
        PlanStepError: it is a draft already, or in use.
        DeskError: there is no plan; the file is then unchanged.
    """
    _, plan = _plan_of(desk, initiative_id)
    name = checked_text("Author", author).strip() or plan.author
    _refuse_step(plan, _RENEWABLE, "renewed")
    with desk.edit("Begin new version of contingency plan"):
        row = {**_FRESH, "version": plan.version + 1, "author": name, "started_on": today()}
        update_row(desk.db, "contingency_plan", plan.id, row)


def retire_plan(desk: Desk, initiative_id: int) -> None:
    """Retire a plan that is not needed any more; a new version can bring it back.

    Undoable. Saved when this returns.

    Raises:
        PlanStepError: it is in use, or retired already.
        DeskError: there is no plan; the file is then unchanged.
    """
    _, plan = _plan_of(desk, initiative_id)
    _refuse_step(plan, frozenset(PlanState) - {PlanState.ACTIVE, PlanState.RETIRED}, "retired")
    with desk.edit("Retire contingency plan"):
        update_row(desk.db, "contingency_plan", plan.id, {"state": PlanState.RETIRED})


def _plan_of(desk: Desk, initiative_id: int) -> tuple[Contingency, Plan]:
    initiative = load_initiative(desk.connection, initiative_id)
    contingency = load_protection(desk.connection, initiative_id).contingency
    if contingency.plan is None:
        raise NoPlanError(initiative.name)
    return contingency, contingency.plan


def _refuse_step(plan: Plan, allowed: frozenset[PlanState], step: str) -> None:
    if plan.state not in allowed:
        raise PlanStepError(plan.state.words, step)
