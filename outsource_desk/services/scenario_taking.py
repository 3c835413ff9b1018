"""Begin a contingency plan with scenarios of the library, or add more of them to it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_text
from outsource_desk.domain.contingency import Comparison, Contingency, FallbackKind
from outsource_desk.domain.contingency_errors import NoScenarioError, PlanBegunError
from outsource_desk.domain.errors import NotFoundError
from outsource_desk.domain.protection import Protection
from outsource_desk.services.scenario_library import LibraryScenario, scenario_library
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.protection import load_protection
from outsource_desk.store.records import next_position_of
from outsource_desk.store.rows import insert_row, insert_rows
from outsource_desk.store.vetting import today

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

EVENT_THRESHOLD = 1.0  # an event has happened once


def start_plan(desk: Desk, initiative_id: int, codes: Collection[str], author: str = "") -> int:
    """Begin a contingency plan with scenarios of the library and return its id.

    The plan gets a holder without a name for every role, the scenarios with their triggers, steps and fallbacks, links
    to the risks of the register and to metrics, and a recovery objective from what the initiative says it can bear.

    Undoable. Saved when this returns.

    Raises:
        PlanBegunError: there is a plan already.
        NoScenarioError: no scenario is chosen.
        NotFoundError: there is no such initiative or scenario.
        DeskError: the author cannot be written; the file is then unchanged.
    """
    initiative = load_initiative(desk.connection, initiative_id)
    known = load_protection(desk.connection, initiative_id)
    author = checked_text("Author", author).strip()
    chosen = _chosen(codes, known.contingency)
    if known.contingency.plan is not None:
        raise PlanBegunError(initiative.name)
    if not chosen:
        raise NoScenarioError
    with desk.edit("Begin contingency plan"):
        row = {"initiative_id": initiative_id, "author": author, "started_on": today()}
        plan_id = insert_row(desk.db, "contingency_plan", row)
        held = {each.role.casefold() for each in known.contingency.roles}
        roles = [each for each in scenario_library().roles if each.casefold() not in held]
        insert_rows(desk.db, "role_holder", [{"initiative_id": initiative_id, "role": role} for role in roles])
        if not known.contingency.objectives:
            _add_objective(desk, initiative_id)
        _Copier(desk, initiative_id, known).add(chosen)
    return plan_id


def take_scenarios(desk: Desk, initiative_id: int, codes: Collection[str]) -> None:
    """Add scenarios of the library to the plan; those that it has already are left as they are.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such initiative or scenario.
    """
    load_initiative(desk.connection, initiative_id)
    known = load_protection(desk.connection, initiative_id)
    chosen = _chosen(codes, known.contingency)
    if not chosen:
        return
    with desk.edit("Add scenarios" if len(chosen) > 1 else "Add scenario"):
        _Copier(desk, initiative_id, known).add(chosen)


def _chosen(codes: Collection[str], contingency: Contingency) -> list[LibraryScenario]:
    """Return scenarios of the library by their codes, in its order, without those that are there."""
    library, here = scenario_library(), {each.code for each in contingency.scenarios}
    for code in codes:
        if library.scenario(code) is None:
            raise NotFoundError("scenario", code)
    return [each for each in library.scenarios if each.code in codes and each.code not in here]


def _add_objective(desk: Desk, initiative_id: int) -> None:
    initiative = load_initiative(desk.connection, initiative_id)
    insert_row(
        desk.db,
        "recovery_objective",
        {
            "initiative_id": initiative_id,
            "process": initiative.function_name or initiative.name,
            "mtpd_hours": initiative.mtpd_hours,
            "rto_hours": initiative.rto_hours,
            "rpo_hours": initiative.rpo_hours,
        },
    )


class _Copier:
    """Copies scenarios of the library into the rows of an initiative, inside the caller's edit."""

    def __init__(self, desk: Desk, initiative_id: int, known: Protection) -> None:
        self._desk, self._initiative_id = desk, initiative_id
        self._risks = {each.code: each.id for each in known.register.risks if each.code}
        self._metrics = {each.code: each.id for each in known.performance.metrics if each.code}
        self._fallbacks: dict[FallbackKind, int] = {}
        for each in known.contingency.fallbacks:
            self._fallbacks.setdefault(each.kind, each.id)

    def add(self, scenarios: Collection[LibraryScenario]) -> None:
        """Add scenarios with all that belongs to them."""
        self._add_fallbacks(scenarios)
        first = next_position_of(self._desk.connection, "scenario", "initiative_id", self._initiative_id)
        for position, each in enumerate(scenarios, first):
            self._add_scenario(each, position)

    def _add_fallbacks(self, scenarios: Collection[LibraryScenario]) -> None:
        """Add one fallback of each kind that is missing, with what the scenarios ask of it."""
        needs: dict[FallbackKind, dict[str, None]] = {}
        for fallback in (each for scenario in scenarios for each in scenario.fallbacks):
            needs.setdefault(fallback.kind, {})[fallback.needs] = None
        names = scenario_library().fallbacks
        position = next_position_of(self._desk.connection, "fallback", "initiative_id", self._initiative_id)
        for kind in (each for each in FallbackKind if each in needs and each not in self._fallbacks):
            row = {"initiative_id": self._initiative_id, "position": position, "kind": kind}
            row |= {"title": names[kind], "needs": "\n".join(needs[kind])}
            self._fallbacks[kind] = insert_row(self._desk.db, "fallback", row)
            position += 1

    def _add_scenario(self, scenario: LibraryScenario, position: int) -> None:
        db = self._desk.db
        row = {"initiative_id": self._initiative_id, "position": position, "code": scenario.code}
        row |= {"title": scenario.title, "story": scenario.story, "activated_by": scenario.activated_by}
        row |= {"activation_rule": scenario.activation_rule, "stand_down": scenario.stand_down}
        row |= {"exercise_kind": scenario.exercise_kind, "exercise_hours": scenario.exercise_hours}
        row |= {"injects": "\n".join(scenario.injects), "cost_lines": "\n".join(scenario.cost_lines)}
        scenario_id = insert_row(db, "scenario", row)
        risks = [self._risks[code] for code in scenario.risks if code in self._risks]
        insert_rows(db, "scenario_risk", [{"scenario_id": scenario_id, "risk_id": each} for each in risks])
        fallbacks = [self._fallbacks[each.kind] for each in scenario.fallbacks]
        insert_rows(db, "scenario_fallback", [{"scenario_id": scenario_id, "fallback_id": each} for each in fallbacks])
        self._add_triggers(scenario, scenario_id)
        self._add_steps(scenario, scenario_id)

    def _add_triggers(self, scenario: LibraryScenario, scenario_id: int) -> None:
        rows = [
            {
                "scenario_id": scenario_id,
                "position": position,
                "code": each.code,
                "wording": each.wording,
                "measure": each.measure,
                "comparison": each.comparison,
                "threshold": EVENT_THRESHOLD if each.comparison is Comparison.EVENT else each.threshold,
                "source": each.source,
                "level": each.level,
                "metric_id": self._metrics.get(each.watches),
            }
            for position, each in enumerate(scenario.triggers, 1)
        ]
        insert_rows(self._desk.db, "scenario_trigger", rows)

    def _add_steps(self, scenario: LibraryScenario, scenario_id: int) -> None:
        ids: list[int] = []
        for position, each in enumerate(scenario.steps, 1):
            row = {"scenario_id": scenario_id, "position": position, "phase": each.phase, "wording": each.wording}
            row |= {"role": each.role, "deadline_hours": each.deadline_hours, "proof": each.proof}
            ids.append(insert_row(self._desk.db, "response_step", {**row, "needs_vendor": int(each.needs_vendor)}))
        pairs = [(ids[index], ids[number - 1]) for index, step in enumerate(scenario.steps) for number in step.after]
        rows = [{"step_id": step_id, "needs_id": needs_id} for step_id, needs_id in pairs]
        insert_rows(self._desk.db, "step_dependency", rows)
