"""The scenarios of a plan: which ones are proposed and why, and what hangs on what in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.analysis.network import LoopError, longest_path
from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.contingency import Scenario
from outsource_desk.domain.contingency_errors import StepLoopError
from outsource_desk.domain.errors import NotFoundError
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.records import refuse_foreign
from outsource_desk.services.required_scenarios import codes_above, codes_here, required_codes
from outsource_desk.services.risk_findings import JudgedRisk
from outsource_desk.services.scenario_grounds import grounds_of
from outsource_desk.services.scenario_library import LibraryScenario, scenario_library
from outsource_desk.store.protection import load_protection
from outsource_desk.store.records import initiative_of, load_row
from outsource_desk.store.rows import delete_rows, has_row, insert_rows

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


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
