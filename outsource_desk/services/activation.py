"""Use a plan: declare a scenario, keep the log, tick steps as done against their deadlines, and stand down."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_minor_units, checked_name, checked_text
from outsource_desk.domain.contingency import Activation, ActivationEntry, Contingency, PlanState, Scenario, Step
from outsource_desk.domain.contingency_errors import (
    DoneAlreadyError,
    NoLessonsError,
    OverAlreadyError,
    RunningAlreadyError,
)
from outsource_desk.domain.errors import EmptyNameError, NotFoundError, OutOfRangeError
from outsource_desk.services.running_plan import running, written
from outsource_desk.services.wording import shortened
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.protection import load_protection
from outsource_desk.store.records import initiative_of
from outsource_desk.store.rows import delete_row, has_row, insert_row, update_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


def declare(desk: Desk, scenario_id: int, by: str, reason: str, at: datetime | None = None) -> int:
    """Declare that a scenario has happened, and return the id of its log.

    Undoable. Saved when this returns. An approved plan becomes active; one that nobody has approved can be used as
    well, and stays what it is.

    Args:
        desk: the open file.
        scenario_id: what has happened.
        by: who declares it.
        reason: what was seen.
        at: when; None = now.

    Raises:
        RunningAlreadyError: it has been declared and is not over.
        DeskError: who or why is missing; the file is then unchanged.
    """
    scenario, contingency = _scenario(desk, scenario_id)
    if any(each.is_running for each in scenario.activations):
        raise RunningAlreadyError(shortened(scenario.title))
    why = checked_text("The reason", reason).strip()
    if not why:
        raise EmptyNameError("The reason")
    values = {
        "scenario_id": scenario_id,
        "declared_at": _moment(at),
        "declared_by": checked_name("Who declares", by),
        "reason": why,
    }
    with desk.edit(f"Declare “{shortened(scenario.title)}”"):
        _move_plan(desk, contingency, {PlanState.APPROVED, PlanState.STOOD_DOWN}, PlanState.ACTIVE)
        return insert_row(desk.db, "activation", values)


def log_entry(desk: Desk, activation_id: int, wording: str, by: str = "", at: datetime | None = None) -> int:
    """Write down something that happened, was said or was decided, and return the entry's id.

    Undoable. Saved when this returns.

    Raises:
        OverAlreadyError: the scenario has been stood down.
        DeskError: nothing is said; the file is then unchanged.
    """
    _running(desk, activation_id)
    values = {
        "activation_id": activation_id,
        "at": _moment(at),
        "wording": checked_name("The entry", wording),
        "entered_by": checked_text("Entered by", by).strip(),
    }
    with desk.edit("Add log entry"):
        return insert_row(desk.db, "activation_entry", values)


def step_done(desk: Desk, activation_id: int, step_id: int, by: str = "", at: datetime | None = None) -> int:
    """Tick a step of a declared scenario as done, and return the id of its entry in the log.

    Undoable. Saved when this returns. Nothing is refused because steps before it are open: an emergency has its own
    order.

    Raises:
        OverAlreadyError: the scenario has been stood down.
        DoneAlreadyError: the step is done.
        NotFoundError: the step is none of the scenario's.
    """
    scenario, activation = _running(desk, activation_id)
    step = next((each for each in scenario.steps if each.id == step_id), None)
    if step is None:
        raise NotFoundError("step", step_id)
    if _entry_of(activation, step) is not None:
        raise DoneAlreadyError(shortened(step.wording))
    values = {
        "activation_id": activation_id,
        "step_id": step_id,
        "at": _moment(at),
        "wording": step.wording,
        "entered_by": checked_text("Entered by", by).strip(),
    }
    with desk.edit("Tick step"):
        return insert_row(desk.db, "activation_entry", values)


def step_open_again(desk: Desk, activation_id: int, step_id: int) -> None:
    """Take back that a step is done.

    Undoable. Saved when this returns.

    Raises:
        OverAlreadyError: the scenario has been stood down.
        NotFoundError: the step is not done.
    """
    _, activation = _running(desk, activation_id)
    entry = next((each for each in activation.entries if each.step_id == step_id), None)
    if entry is None:
        raise NotFoundError("log entry", step_id)
    with desk.edit("Open step again"):
        delete_row(desk.db, "activation_entry", entry.id)


def stand_down(
    desk: Desk, activation_id: int, cost: float | None = None, lessons: str = "", at: datetime | None = None
) -> None:
    """Say that a scenario is over, what it cost and what was learnt.

    Undoable. Saved when this returns. The plan is stood down with its last scenario.

    Args:
        desk: the open file.
        activation_id: of which declaration.
        cost: in main units of the initiative's currency; None = not known.
        lessons: what should go better next time.
        at: when; None = now.

    Raises:
        OverAlreadyError: it has been stood down.
        NoLessonsError: nothing is said about what was learnt.
        DeskError: the cost is no amount; the file is then unchanged.
    """
    scenario, _ = _running(desk, activation_id)
    learnt = checked_text("Lessons", lessons).strip()
    if not learnt:
        raise NoLessonsError
    currency = load_initiative(desk.connection, scenario.initiative_id).currency
    spent = checked_minor_units("Cost", cost, currency)
    if spent is not None and spent < 0:
        raise OutOfRangeError("Cost", cost or 0.0, 0, None)
    with desk.edit(f"Stand down “{shortened(scenario.title)}”"):
        values = {"stood_down_at": _moment(at), "cost": spent, "lessons": learnt}
        update_row(desk.db, "activation", activation_id, values)
        contingency = load_protection(desk.connection, scenario.initiative_id).contingency
        if not running(contingency):
            _move_plan(desk, contingency, {PlanState.ACTIVE}, PlanState.STOOD_DOWN)


def _entry_of(activation: Activation, step: Step) -> ActivationEntry | None:
    return next((each for each in activation.entries if each.step_id == step.id), None)


def _move_plan(desk: Desk, contingency: Contingency, before: set[PlanState], after: PlanState) -> None:
    plan = contingency.plan
    if plan is not None and plan.state in before:
        update_row(desk.db, "contingency_plan", plan.id, {"state": after})


def _moment(at: datetime | None) -> str:
    return written(at or datetime.now(UTC))


def _scenario(desk: Desk, scenario_id: int) -> tuple[Scenario, Contingency]:
    if not has_row(desk.connection, "scenario", scenario_id):
        raise NotFoundError("scenario", scenario_id)
    initiative_id = initiative_of(desk.connection, "scenario", scenario_id)
    contingency = load_protection(desk.connection, initiative_id).contingency
    return next(each for each in contingency.scenarios if each.id == scenario_id), contingency


def _running(desk: Desk, activation_id: int) -> tuple[Scenario, Activation]:
    """Return a declared scenario that is not over.

    Raises:
        OverAlreadyError: it is.
        NotFoundError: it was never declared.
    """
    if not has_row(desk.connection, "activation", activation_id):
        raise NotFoundError("activation", activation_id)
    contingency = load_protection(
        desk.connection, initiative_of(desk.connection, "activation", activation_id)
    ).contingency
    pairs = ((each, one) for each in contingency.scenarios for one in each.activations)
    scenario, activation = next(pair for pair in pairs if pair[1].id == activation_id)
    if not activation.is_running:
        raise OverAlreadyError(shortened(scenario.title))
    return scenario, activation
