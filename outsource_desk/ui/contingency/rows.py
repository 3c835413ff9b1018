"""The rows of the lists on the Contingency page: records with what is worked out about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.domain.contingency import Comparison, Phase, Scenario, Step, Trigger, TriggerLevel
from outsource_desk.services.required_scenarios import is_required
from outsource_desk.services.triggers import last_seen, next_check, raised_triggers
from outsource_desk.ui import formats
from outsource_desk.ui.contingency import words
from outsource_desk.ui.contingency.scenario_list import ScenarioRow
from outsource_desk.ui.language import tr, tr_n

if TYPE_CHECKING:
    from outsource_desk.domain.contingency import Contingency
    from outsource_desk.domain.protection import Protection
    from outsource_desk.domain.ranking import Evaluation


@dataclass(frozen=True)
class StepRow:
    """A step as its list shows it."""

    id: int
    wording: str = ""
    who: str = ""  # a person; empty where nobody is named
    role: str = ""
    deadline_hours: float | None = None
    is_prepared: bool | str = False
    needs_vendor: bool = False

    @property
    def who_words(self) -> str:
        """Return who does it, or that nobody is named."""
        return self.who.partition(",")[0] or tr("nobody")


@dataclass(frozen=True)
class TriggerRow:
    """A sign as its list shows it."""

    id: int
    wording: str = ""
    level: TriggerLevel | str = TriggerLevel.WATCH
    seen: str = ""
    tone: str = "quiet"


def step_rows(contingency: Contingency, scenario: Scenario, phase: Phase) -> tuple[StepRow, ...]:
    """Return the steps of one phase."""
    return tuple(
        StepRow(
            each.id,
            each.wording,
            contingency.person(each),
            words.role_name(each.role),
            each.deadline_hours,
            each.is_prepared,
            each.needs_vendor,
        )
        for each in scenario.steps_of(phase)
    )


def trigger_rows(protection: Protection, scenario: Scenario) -> tuple[TriggerRow, ...]:
    """Return the signs of a scenario with what is known of them."""
    return tuple(_trigger_row(protection, each) for each in scenario.triggers)


def scenario_rows(evaluation: Evaluation) -> tuple[ScenarioRow, ...]:
    """Return the scenarios of a plan with what is the matter with each."""
    protection = evaluation.protection
    if protection is None:
        return ()
    raised: dict[int, int] = {}
    for each in raised_triggers(evaluation):
        raised[each.scenario.id] = raised.get(each.scenario.id, 0) + 1
    return tuple(
        _scenario_row(evaluation, protection, each, raised.get(each.id, 0)) for each in protection.contingency.scenarios
    )


def limit_words(trigger: Trigger) -> str:
    """Return when a sign is raised: ``from 60 days late``, ``once it happens``."""
    said = words.comparisons()
    if trigger.comparison == Comparison.EVENT or trigger.threshold is None:
        return said[Comparison.EVENT]
    limit = formats.number(trigger.threshold, 0 if trigger.threshold.is_integer() else 2)
    return f"{said[Comparison(trigger.comparison)]} {limit} {trigger.measure}".rstrip()


def waits_for(scenario: Scenario, step: Step) -> str:
    """Return the steps that a step waits for, by their wordings."""
    names = {each.id: each.wording for each in scenario.steps}
    return "; ".join(names[each] for each in step.needs if each in names)


def _trigger_row(protection: Protection, trigger: Trigger) -> TriggerRow:
    seen = last_seen(protection, trigger)
    if seen is None:
        return TriggerRow(trigger.id, trigger.wording, trigger.level, tr("never checked"), "warn")
    on = formats.day(seen.on)
    if seen.is_raised:
        tone = "bad" if trigger.level is TriggerLevel.ACTIVATE else "warn"
        return TriggerRow(trigger.id, trigger.wording, trigger.level, tr("raised {date}", date=on), tone)
    due = next_check(protection, trigger) or ""
    if due < protection.as_of:
        state = tr("check due {date}", date=formats.day(due))
        return TriggerRow(trigger.id, trigger.wording, trigger.level, state, "warn")
    return TriggerRow(trigger.id, trigger.wording, trigger.level, tr("quiet {date}", date=on), "good")


def _scenario_row(evaluation: Evaluation, protection: Protection, scenario: Scenario, raised: int) -> ScenarioRow:
    steps = scenario.steps_of(Phase.H24)
    prepared = sum(each.is_prepared for each in steps)
    state, tone = next(_states(protection, scenario, raised))
    return ScenarioRow(
        scenario.id, scenario.title, is_required(evaluation, scenario), prepared, len(steps), state, tone
    )


def _states(protection: Protection, scenario: Scenario, raised: int) -> Iterator[tuple[str, str]]:
    """Yield what is the matter with a scenario, the most pressing first."""
    if any(each.is_running for each in scenario.activations):
        yield tr("declared"), "bad"
    if raised:
        yield tr_n(raised, "{count} trigger raised", "{count} triggers raised"), "bad"
    if not scenario.owner.strip():
        yield tr("no owner"), "warn"
    held = [each for each in protection.contingency.held(protection.as_of) if each.scenario_id == scenario.id]
    if held:
        yield tr("exercised {date}", date=formats.day(held[-1].held_on)), "quiet"
    yield tr("never exercised"), "quiet"
