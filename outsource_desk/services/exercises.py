"""Try a plan: script an exercise from its scenario, plan it, hold it, and set when the next is due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_choice, checked_date, checked_name, checked_number, checked_text
from outsource_desk.domain.codes import checked_whole
from outsource_desk.domain.contingency import Exercise, ExerciseKind, ExerciseResult, Phase, Scenario
from outsource_desk.domain.contingency_errors import HeldAlreadyError, NoActionsError, NoDayError, NoResultError
from outsource_desk.domain.days import months_after
from outsource_desk.domain.errors import NotFoundError, NotYetError, OutOfRangeError
from outsource_desk.domain.formatting import counted, day, plain
from outsource_desk.services.exercise_facts import EXERCISE_MONTHS
from outsource_desk.services.gaps import future_day
from outsource_desk.services.tiering import tier_of
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.protection import load_protection
from outsource_desk.store.records import initiative_of
from outsource_desk.store.rows import has_row, insert_row, update_row
from outsource_desk.store.vetting import load_tiering, today

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

_USUAL_MONTHS = 12  # until the next exercise, where the tier asks for none
_AFTER_FAILURE = 3  # months until a failed one is repeated
_MOST_OBJECTIVES = 1_000
_MOST_HOURS = 87_600.0  # ten years


def script_of(scenario: Scenario) -> str:
    """Return how an exercise of a scenario is run, one line per step: the story, the surprises, and what to see."""
    lines = [f"Tell the story: {scenario.story or scenario.title}"]
    if scenario.activation_rule:
        lines.append(f"Ask who may declare, by which rule: {scenario.activation_rule}.")
    for number, wording in enumerate(scenario.injects, start=1):
        lines.append(f"Surprise {number}: {wording}.")
    first = scenario.steps_of(Phase.H24)
    if first:
        lines.append(f"Walk through the first 24 hours, {counted(len(first), 'step')}; call each person by telephone.")
        timed = [each for each in first if each.deadline_hours is not None]
        if timed:
            soonest = min(timed, key=lambda each: each.deadline_hours or 0.0)
            lines.append(f"Take the time of “{soonest.wording}”: {plain(soonest.deadline_hours or 0.0)} h at most.")
    if scenario.fallback_ids:
        lines.append("Start the fallback as far as the exercise goes, and note when it carries.")
    if scenario.stand_down:
        lines.append(f"Agree when it would be over: {scenario.stand_down}.")
    lines.append("Write down what was not known, who sees to it, and by when.")
    return "\n".join(lines)


def plan_exercise(
    desk: Desk,
    scenario_id: int,
    planned_on: object,
    kind: str | None = None,
    participants: str = "",
    *,
    is_vendor_present: bool = False,
) -> int:
    """Plan an exercise of a scenario with its script and surprises, and return its id.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        scenario_id: what is exercised.
        planned_on: the day, today or later.
        kind: how hard the plan is tried; None = as the scenario says.
        participants: who takes part.
        is_vendor_present: whether the provider takes part.

    Raises:
        NoDayError: there is no day.
        DeskError: the day has gone, or another value is not allowed; the file is then unchanged.
    """
    scenario = _scenario(desk, scenario_id)
    on = future_day("The day of the exercise", planned_on)
    if on is None:
        raise NoDayError
    values = {
        "initiative_id": scenario.initiative_id,
        "scenario_id": scenario.id,
        "kind": checked_choice("Kind of exercise", kind or scenario.exercise_kind, ExerciseKind),
        "planned_on": on,
        "participants": checked_text("Participants", participants).strip(),
        "is_vendor_present": int(is_vendor_present),
        "script": script_of(scenario),
    }
    with desk.edit("Plan exercise"):
        exercise_id = insert_row(desk.db, "exercise", values)
        for position, wording in enumerate(scenario.injects):
            row = {"exercise_id": exercise_id, "position": position, "wording": checked_name("The surprise", wording)}
            insert_row(desk.db, "exercise_inject", row)
        return exercise_id


def hold_exercise(
    desk: Desk,
    exercise_id: int,
    held_on: object,
    result: str,
    *,
    objectives: object = None,
    objectives_met: object = None,
    rto_hours: object = None,
    observations: str = "",
    actions: Sequence[tuple[str, str, object]] = (),
) -> None:
    """Record that an exercise was held and how it ended, and set when the next is due.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        exercise_id: which.
        held_on: the day, today or earlier.
        result: ``passed``, ``passed_with_actions`` or ``failed``.
        objectives: how many there were; None = not counted.
        objectives_met: how many of them were met.
        rto_hours: after how many hours the service ran again.
        observations: what was seen.
        actions: what must be done, by whom, and by which day.

    Raises:
        HeldAlreadyError: it has been held.
        NotYetError: the day has not come.
        NoResultError: nothing is said of how it ended.
        NoActionsError: it was passed with actions, and there are none.
        DeskError: a value is not allowed; the file is then unchanged.
    """
    exercise = _exercise(desk, exercise_id)
    if exercise.held_on is not None:
        raise HeldAlreadyError(exercise.held_on)
    on = checked_date("Held on", held_on)
    if on is None:
        raise NoDayError
    if on > today():
        raise NotYetError(day(on))
    if not result:
        raise NoResultError
    ended = checked_choice("Result", result, ExerciseResult)
    rows = [_action(*each) for each in actions]
    if ended is ExerciseResult.PASSED_WITH_ACTIONS and not rows and not exercise.actions:
        raise NoActionsError
    values = {
        "held_on": on,
        "result": ended,
        **_counts(objectives, objectives_met),
        "rto_hours": None if rto_hours in (None, "") else checked_number("Hours", rto_hours, 0, _MOST_HOURS),
        "observations": checked_text("Observations", observations).strip() or exercise.observations,
        "next_due": months_after(on, _months_to_next(desk, exercise.initiative_id, ended)),
    }
    with desk.edit("Hold exercise"):
        update_row(desk.db, "exercise", exercise_id, values)
        for row in rows:
            insert_row(desk.db, "exercise_action", {"exercise_id": exercise_id, **row})


def _counts(objectives: object, met: object) -> dict[str, int | None]:
    total = checked_whole("Objectives", objectives, 0, _MOST_OBJECTIVES)
    reached = checked_whole("Objectives met", met, 0, _MOST_OBJECTIVES)
    if reached is not None and reached > (total or 0):
        raise OutOfRangeError("Objectives met", reached, 0, total or 0)
    return {"objectives": total, "objectives_met": reached}


def _action(wording: str, owner: str, due_on: object) -> dict[str, object]:
    return {
        "wording": checked_name("The action", wording),
        "owner": checked_text("Owner", owner).strip(),
        "due_on": checked_date("Due on", due_on),
    }


def _months_to_next(desk: Desk, initiative_id: int, result: ExerciseResult) -> int:
    if result is ExerciseResult.FAILED:
        return _AFTER_FAILURE
    initiative = load_initiative(desk.connection, initiative_id)
    tier = tier_of(initiative, load_tiering(desk.connection, initiative_id)).tier
    return (EXERCISE_MONTHS[tier] if tier is not None else None) or _USUAL_MONTHS


def _scenario(desk: Desk, scenario_id: int) -> Scenario:
    if not has_row(desk.connection, "scenario", scenario_id):
        raise NotFoundError("scenario", scenario_id)
    initiative_id = initiative_of(desk.connection, "scenario", scenario_id)
    scenarios = load_protection(desk.connection, initiative_id).contingency.scenarios
    return next(each for each in scenarios if each.id == scenario_id)


def _exercise(desk: Desk, exercise_id: int) -> Exercise:
    if not has_row(desk.connection, "exercise", exercise_id):
        raise NotFoundError("exercise", exercise_id)
    initiative_id = initiative_of(desk.connection, "exercise", exercise_id)
    exercises = load_protection(desk.connection, initiative_id).contingency.exercises
    return next(each for each in exercises if each.id == exercise_id)
