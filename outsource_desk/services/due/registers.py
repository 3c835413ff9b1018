"""What is due in the risk register, the contingency plan and the exit plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from outsource_desk.analysis.network import LoopError, longest_path
from outsource_desk.domain.contingency import Contingency, Exercise, Plan, PlanState, Scenario, Trigger
from outsource_desk.domain.days import days_after, months_after
from outsource_desk.domain.due import Due, DueKind
from outsource_desk.domain.leaving import ExitItem, ExitPlan, ItemState
from outsource_desk.domain.protection import Protection
from outsource_desk.domain.risk import MitigationState, Risk, RiskRegister
from outsource_desk.services.triggers import next_check

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation

PLAN_MONTHS = 12  # after which a plan that nobody looked at is out of date
_IN_FORCE = (PlanState.APPROVED, PlanState.REVIEWED, PlanState.ACTIVE, PlanState.STOOD_DOWN)


def of_risks(register: RiskRegister) -> Iterator[Due]:
    """Yield mitigations that do not work yet, reviews, and acceptances that end, of open risks."""
    for risk in register.risks:
        if risk.state.is_open:
            yield from _of_risk(risk)


def _of_risk(risk: Risk) -> Iterator[Due]:
    for each in risk.mitigations:
        is_settled = each.state.works or each.state is MitigationState.DROPPED
        if each.due_on and not is_settled:
            who = each.owner or risk.owner or each.role
            yield Due(each.due_on, DueKind.MITIGATION, each.wording, who, "risks", "mitigation", each.id, risk.title)
    if risk.review_on:
        yield Due(risk.review_on, DueKind.RISK_REVIEW, risk.title, risk.owner, "risks", "risk", risk.id)
    valid = [each for each in risk.acceptances if each.revoked_on is None]
    if valid:
        last = max(valid, key=lambda each: each.expires_on)
        yield Due(
            last.expires_on, DueKind.ACCEPTANCE, risk.title, last.accepted_by, "risks", "risk", risk.id,
            part=f"acceptance-{last.id}",
        )  # fmt: skip


def of_contingency(protection: Protection) -> Iterator[Due]:
    """Yield checks of triggers, the next look at the plan, exercises, and actions from them."""
    contingency, plan = protection.contingency, protection.contingency.plan
    if plan is None:
        return
    for scenario in contingency.scenarios:
        for trigger in scenario.triggers:
            yield from _of_trigger(protection, plan, scenario, trigger)
    if plan.looked_at and plan.state in _IN_FORCE:
        on, who = months_after(plan.looked_at, PLAN_MONTHS), plan.decision_owner or plan.author
        yield Due(on, DueKind.PLAN_REVIEW, f"Version {plan.version}", who, "contingency", "contingency_plan", plan.id)
    titles = {each.id: each.title for each in contingency.scenarios}
    for exercise in contingency.exercises:
        yield from _of_exercise(contingency, exercise, titles.get(exercise.scenario_id or 0, ""))


def _of_trigger(protection: Protection, plan: Plan, scenario: Scenario, trigger: Trigger) -> Iterator[Due]:
    """Yield the next check: as many days after the last look, or after the plan was begun, as are agreed."""
    on = next_check(protection, trigger)
    if on is None and plan.started_on is not None:
        on = days_after(plan.started_on, trigger.check_days)
    if on is not None:
        who = trigger.owner or scenario.owner
        yield Due(
            on, DueKind.TRIGGER_CHECK, trigger.wording, who, "contingency", "scenario_trigger", trigger.id,
            scenario.title,
        )  # fmt: skip


def _of_exercise(contingency: Contingency, exercise: Exercise, title: str) -> Iterator[Due]:
    owner = contingency.plan.decision_owner if contingency.plan else ""
    for each in exercise.actions:
        if each.due_on and not each.done_on:
            yield Due(
                each.due_on, DueKind.EXERCISE_ACTION, each.wording, each.owner or owner, "contingency",
                "exercise_action", each.id, title,
            )  # fmt: skip
    on = exercise.planned_on if not exercise.held_on else exercise.next_due
    if on is None or (exercise.held_on and _is_followed(contingency, exercise)):
        return
    yield Due(on, DueKind.EXERCISE, title, owner, "contingency", "exercise", exercise.id)


def _is_followed(contingency: Contingency, exercise: Exercise) -> bool:
    """Tell whether a later exercise of the same scenario has been held or planned already."""
    others = (each for each in contingency.exercises if each.scenario_id == exercise.scenario_id)
    return any(
        each.id != exercise.id and (each.held_on or each.planned_on or "") > (exercise.held_on or "") for each in others
    )


def of_exit(evaluation: Evaluation, plan: ExitPlan) -> Iterator[Due]:
    """Yield items that are open, or open again after a year, and the tasks of an exit that has begun."""
    facts = plan.facts
    if facts is None:
        return
    for item in plan.items:
        on = item.due_on(evaluation.initiative.start_date, facts.ends_on)
        if on is not None and _asks(item):
            who = item.owner or item.role or facts.owner
            yield Due(on, DueKind.EXIT_ITEM, item.wording, who, "exit", "exit_item", item.id)
    if facts.started_on is not None:
        yield from _of_tasks(plan, facts.started_on)


def _asks(item: ExitItem) -> bool:
    """Tell whether something is left to do, now or a year after it was done."""
    if item.state is ItemState.DONE:
        return item.due == "yearly"
    return item.state not in (ItemState.NOT_APPLICABLE, ItemState.WAIVED)


def _of_tasks(plan: ExitPlan, started_on: str) -> Iterator[Due]:
    """Yield the open tasks of the runbook, each on the day on which it is to be done if none is late."""
    try:
        run = longest_path(
            {each.id: each.days or 0.0 for each in plan.tasks}, {each.id: each.needs for each in plan.tasks}
        )
    except LoopError:  # a file that was changed from outside
        return
    for task in plan.tasks:
        if task.done_on is None:
            on, who = days_after(started_on, run.finish[task.id]), task.owner or task.role
            yield Due(on, DueKind.EXIT_TASK, task.wording, who, "exit", "exit_task", task.id)
