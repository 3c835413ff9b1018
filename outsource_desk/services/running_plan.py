"""A plan in use as it stands at a moment: what is declared, which steps are done, and which are late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from outsource_desk.domain.contingency import Activation, ActivationEntry, Contingency, Scenario, Step


class StepState(StrEnum):
    """How a step stands while its scenario is running."""

    DONE = "done"
    DONE_LATE = "done late"
    OVERDUE = "overdue"
    OPEN = "open"


@dataclass(frozen=True)
class RunningStep:
    """One step of a declared scenario; moments are UTC.

    Attributes:
        step: what is to be done.
        person: who does it; empty where nobody is named.
        state: how it stands.
        due_at: None where it has no deadline.
        done_at: None while it is open.
        waits_for: steps that must be done before and are not.
    """

    step: Step
    person: str
    state: StepState
    due_at: str | None
    done_at: str | None = None
    waits_for: tuple[Step, ...] = ()


def running(contingency: Contingency) -> tuple[tuple[Scenario, Activation], ...]:
    """Return the scenarios that are declared and not over, the latest first."""
    found = [(each, one) for each in contingency.scenarios for one in each.activations if one.is_running]
    return tuple(sorted(found, key=lambda pair: pair[1].declared_at, reverse=True))


def past(contingency: Contingency) -> tuple[tuple[Scenario, Activation], ...]:
    """Return the scenarios that were declared and are over, the latest first."""
    found = [(each, one) for each in contingency.scenarios for one in each.activations if not one.is_running]
    return tuple(sorted(found, key=lambda pair: pair[1].declared_at, reverse=True))


def running_steps(
    contingency: Contingency, scenario: Scenario, activation: Activation, now: datetime
) -> tuple[RunningStep, ...]:
    """Return how each step of a declared scenario stands at a moment, in the order of the plan."""
    done = {each.step_id: each for each in activation.entries if each.step_id is not None}
    return tuple(_running_step(contingency, scenario, activation, step, done, now) for step in scenario.steps)


def hours_since(moment: str, now: datetime) -> float:
    """Return how many hours have gone since a moment (UTC)."""
    return (now - _read(moment)) / timedelta(hours=1)


def _running_step(
    contingency: Contingency,
    scenario: Scenario,
    activation: Activation,
    step: Step,
    done: Mapping[int, ActivationEntry],
    now: datetime,
) -> RunningStep:
    due = None if step.deadline_hours is None else _later(_read(activation.declared_at), step.deadline_hours)
    entry = done.get(step.id)
    if entry is not None:
        state = StepState.DONE_LATE if due is not None and _read(entry.at) > due else StepState.DONE
    else:
        state = StepState.OVERDUE if due is not None and now > due else StepState.OPEN
    return RunningStep(
        step,
        contingency.person(step),
        state,
        written(due) if due else None,
        entry.at if entry else None,
        tuple(each for each in scenario.steps if each.id in step.needs and each.id not in done),
    )


def _later(at: datetime, hours: float) -> datetime:
    """Return a moment so many hours later; the last of the calendar at most."""
    last = datetime.max.replace(tzinfo=UTC)
    return at + timedelta(hours=hours) if hours < (last - at) / timedelta(hours=1) else last


def written(at: datetime) -> str:
    """Return a moment as it is kept: UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _read(moment: str) -> datetime:
    found = datetime.fromisoformat(moment)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
