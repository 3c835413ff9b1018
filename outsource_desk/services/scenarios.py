"""The scenarios of a plan: which ones are proposed and why, how a plan begins, and what hangs on what in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.analysis.network import LoopError, longest_path
from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.checks import checked_text
from outsource_desk.domain.contingency import Comparison, Contingency, FallbackKind, Scenario
from outsource_desk.domain.errors import CycleError, DeskError, NotFoundError
from outsource_desk.domain.protection import Protection
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.records import refuse_foreign
from outsource_desk.services.required_scenarios import codes_above, codes_here, required_codes
from outsource_desk.services.risk_findings import JudgedRisk
from outsource_desk.services.scenario_grounds import grounds_of
from outsource_desk.services.scenario_library import LibraryScenario, scenario_library
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.protection import load_protection
from outsource_desk.store.records import initiative_of, load_row, next_position_of
from outsource_desk.store.rows import delete_rows, has_row, insert_row, insert_rows, update_row
from outsource_desk.store.vetting import today

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

EVENT_THRESHOLD = 1.0  # an event has happened once


class PlanBegunError(DeskError):
    """A contingency plan was to be begun where there is one."""

    remedy = "Add scenarios to the plan that exists."

    def __init__(self, initiative: str) -> None:
        super().__init__(f"“{initiative}” has a contingency plan already.")


class NoScenarioError(DeskError):
    """A contingency plan was to be begun without saying against what."""

    remedy = "Choose at least one scenario; the four basic ones are a good beginning."

    def __init__(self) -> None:
        super().__init__("No scenario is chosen.")


class StepLoopError(CycleError):
    """Steps would wait for each other, so that none of them could begin."""

    remedy = "Let one of the steps named begin without the others."

    def __init__(self, names: Iterable[str]) -> None:
        found = list(names)
        chain = " → ".join(f"“{each}”" for each in [*found, *found[:1]])
        DeskError.__init__(self, f"These steps would wait for each other: {chain}.")


@dataclass(frozen=True)
class ProposedScenario:
    """A scenario of the library that the plan does not have yet.

    Attributes:
        scenario: of the library.
        is_required: every plan needs it, or a risk above appetite leads there.
        reasons: why this initiative should prepare for it, the strongest first; none for what is merely possible.
    """

    scenario: LibraryScenario
    is_required: bool
    reasons: tuple[str, ...]


def proposed_scenarios(evaluation: Evaluation, speech: Speech = ENGLISH) -> tuple[ProposedScenario, ...]:
    """Return what the plan does not have yet: required ones first, then those with reasons, then the others."""
    above, here = codes_above(evaluation), codes_here(evaluation.protection)
    required = required_codes(evaluation)
    found = [
        ProposedScenario(
            each, each.code in required, (*_reasons(each, above, speech), *grounds_of(evaluation, each.code, speech))
        )
        for each in scenario_library().scenarios
        if each.code not in here
    ]
    return tuple(sorted(found, key=lambda each: (not each.is_required, not each.reasons)))


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


def set_needs(desk: Desk, step_id: int, needs_ids: Collection[int]) -> None:
    """Say which steps of the same scenario must be done before a step.

    Undoable. Saved when this returns.

    Raises:
        StepLoopError: the steps would wait for each other.
        NotFoundError: one of them is not there, or belongs to another scenario.
    """
    if not has_row(desk.connection, "response_step", step_id):
        raise NotFoundError("step", step_id)
    scenario = _scenario_of(desk, load_row(desk.connection, "response_step", step_id)["scenario_id"])
    names = {each.id: each.wording for each in scenario.steps}
    for each in needs_ids:
        if each not in names:
            raise NotFoundError("step", each)
    needs = {each.id: each.needs for each in scenario.steps} | {step_id: tuple(dict.fromkeys(needs_ids))}
    try:
        longest_path(dict.fromkeys(names, 1.0), needs)
    except LoopError as error:
        raise StepLoopError(names[each] for each in error.ids) from error
    with desk.edit("Change what a step waits for", merge_key=("step_needs", step_id)):
        delete_rows(desk.db, "step_dependency", {"step_id": step_id})
        insert_rows(desk.db, "step_dependency", [{"step_id": step_id, "needs_id": each} for each in needs[step_id]])


def set_risks(desk: Desk, scenario_id: int, risk_ids: Collection[int]) -> None:
    """Say which risks of the register lead to a scenario.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: a risk is not there, or belongs to another initiative.
    """
    _link(desk, scenario_id, "risk", risk_ids, "Change risks of a scenario")


def set_fallbacks(desk: Desk, scenario_id: int, fallback_ids: Collection[int]) -> None:
    """Say which fallbacks may carry the service in a scenario.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: a fallback is not there, or belongs to another initiative.
    """
    _link(desk, scenario_id, "fallback", fallback_ids, "Change fallbacks of a scenario")


def move_step(desk: Desk, step_id: int, down: bool) -> bool:
    """Move a step past its neighbour of the same phase; return whether there is one.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such step.
    """
    if not has_row(desk.connection, "response_step", step_id):
        raise NotFoundError("step", step_id)
    scenario = _scenario_of(desk, load_row(desk.connection, "response_step", step_id)["scenario_id"])
    step = next(each for each in scenario.steps if each.id == step_id)
    row = [each.id for each in scenario.steps_of(step.phase)]
    place = row.index(step_id)
    other = place + (1 if down else -1)
    if not 0 <= other < len(row):
        return False
    row[place], row[other] = row[other], row[place]
    with desk.edit("Move step"):
        for position, each in enumerate(row, 1):
            update_row(desk.db, "response_step", each, {"position": position})
    return True


def _link(desk: Desk, scenario_id: int, table: str, ids: Collection[int], label: str) -> None:
    if not has_row(desk.connection, "scenario", scenario_id):
        raise NotFoundError("scenario", scenario_id)
    initiative_id = initiative_of(desk.connection, "scenario", scenario_id)
    for each in ids:
        refuse_foreign(desk, table, each, initiative_id)
    with desk.edit(label, merge_key=(f"scenario_{table}", scenario_id)):
        delete_rows(desk.db, f"scenario_{table}", {"scenario_id": scenario_id})
        rows = [{"scenario_id": scenario_id, f"{table}_id": each} for each in dict.fromkeys(ids)]
        insert_rows(desk.db, f"scenario_{table}", rows)


def _scenario_of(desk: Desk, scenario_id: int) -> Scenario:
    initiative_id = initiative_of(desk.connection, "scenario", scenario_id)
    scenarios = load_protection(desk.connection, initiative_id).contingency.scenarios
    return next(each for each in scenarios if each.id == scenario_id)


def _reasons(scenario: LibraryScenario, above: Mapping[str, JudgedRisk], speech: Speech) -> Iterable[str]:
    for code in scenario.risks:
        found = above.get(code)
        if found is not None and found.band is not None:
            band = speech.say(found.band.label)
            name = found.risk.title
            yield speech.tr("A risk above your appetite leads here: {name} ({band}).", name=name, band=band)
    if scenario.is_basic:
        yield speech.tr("Every plan needs an answer to this.")


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
