"""The part of a sample that prepares for failure: risks, plans, metrics, contracts, and what was done about them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.protection import Protection
from outsource_desk.domain.risk import RiskState
from outsource_desk.services.communication import start_governance
from outsource_desk.services.contracts import start_contract
from outsource_desk.services.leaving import start_exit_plan
from outsource_desk.services.metrics import take_metrics
from outsource_desk.services.plans import review_plan
from outsource_desk.services.records import add_record, kinds, update_record
from outsource_desk.services.risk_taking import take_risks
from outsource_desk.services.risks import load_risk, next_states, set_risk_state
from outsource_desk.services.sample_parts import Build, blamed_on, counted_day, known_id
from outsource_desk.services.scenario_taking import start_plan
from outsource_desk.services.template_text import Entry, read_template_text
from outsource_desk.store.initiatives import load_goals
from outsource_desk.store.protection import load_protection

SCHEMA = "outsource-desk/sample-protection/1"
_ABOUT = ("change", "add", "to", "of", "as")  # parts of an entry that are no fields of the record


def protect(build: Build, path: Path) -> None:
    """Add the registers and plans that a file describes to the initiative under way."""
    fields = read_template_text(path, SCHEMA).fields(
        ["schema", "author", "reviewer", "risks", "metrics", "scenarios", "contracts", "records", "states"]
    )
    desk, initiative_id = build.desk, build.initiative_id
    with blamed_on(fields["risks"], DeskError):
        take_risks(desk, initiative_id, _codes(fields["risks"]))
    with blamed_on(fields["metrics"], DeskError):
        take_metrics(desk, initiative_id, _codes(fields["metrics"]))
    with blamed_on(fields["scenarios"], DeskError):
        start_plan(desk, initiative_id, _codes(fields["scenarios"]), author=fields["author"].text())
    start_exit_plan(desk, initiative_id)
    start_governance(desk, initiative_id)
    for entry in fields["contracts"].items():
        start_contract(desk, known_id(entry, build.candidates))
    records = _Records(build)
    for entry in fields["records"].items():
        with blamed_on(entry, DeskError):
            records.keep(entry)
    with blamed_on(fields["states"], DeskError):
        records.move_on(fields["states"])
    with blamed_on(fields["reviewer"], DeskError):
        review_plan(desk, initiative_id, fields["reviewer"].text())


def _codes(entry: Entry) -> list[str]:
    return [each.text() for each in entry.items()]


class _Records:
    """The records made so far, by table and what the file calls them."""

    def __init__(self, build: Build) -> None:
        self.build, self.desk = build, build.desk
        self._ids: dict[str, dict[str, int]] = {"initiative": {"it": build.initiative_id}}
        names = {candidate_id: key for key, candidate_id in build.candidates.items()}
        goals = load_goals(build.desk.connection, build.initiative_id)
        self._ids["goal"] = {goal.kind: goal.id for goal in goals}
        for table, name, row_id in _known(load_protection(build.desk.connection, build.initiative_id), names):
            self._ids.setdefault(table, {}).setdefault(name, row_id)

    def keep(self, entry: Entry) -> None:
        """Change a record, or add one to another."""
        parts = entry.mapping()
        values = {name: self._value(name, each) for name, each in parts.items() if name not in _ABOUT}
        if "change" in parts:
            table = parts["change"].one_of(kinds())
            row_id = known_id(parts["of"], self._ids.get(table, {}))
            for name, value in values.items():
                update_record(self.desk, table, row_id, name, value)
            return
        table = parts["add"].one_of(kinds())
        owner = kinds()[table].owner
        owner_id = known_id(parts["to"], self._ids.get(owner, {})) if "to" in parts else self.build.initiative_id
        row_id = add_record(self.desk, table, owner_id, **values)
        if "as" in parts:
            self._ids.setdefault(table, {})[parts["as"].text()] = row_id

    def move_on(self, entry: Entry) -> None:
        """Move risks from state to state, one after the other, up to the one that each is in."""
        for code, state in entry.mapping().items():
            risk_id = known_id(state, self._ids["risk"], code)
            to = state.choice(RiskState)
            for step in (RiskState.ASSESSED, RiskState.TREATING, RiskState.ACCEPTED):
                if load_risk(self.desk, risk_id).state is to:
                    break
                if step in next_states(load_risk(self.desk, risk_id).state):
                    set_risk_state(self.desk, risk_id, step)

    def _value(self, name: str, entry: Entry) -> Any:
        if entry.is_empty:
            return None
        if name == "candidate_id":
            return known_id(entry, self.build.candidates)
        if name.endswith("_id"):
            return known_id(entry, self._ids.get(_TABLES.get(name, name.removesuffix("_id")), {}))
        value = entry.value()
        return counted_day(value) if isinstance(value, str) else value


_TABLES = {"step_id": "response_step", "needs_id": "response_step", "trigger_id": "scenario_trigger"}


def _known(protection: Protection, candidates: dict[int, str]) -> Iterator[tuple[str, str, int]]:
    """Yield (table, what the file calls it, id) of everything that the libraries gave."""
    for risk in protection.register.risks:
        yield "risk", risk.code, risk.id
        yield from (("mitigation", each.code, each.id) for each in risk.mitigations)
    yield from (("metric", each.code, each.id) for each in protection.performance.metrics)
    contingency = protection.contingency
    yield from (("role_holder", each.role, each.id) for each in contingency.roles)
    yield from (("recovery_objective", each.process, each.id) for each in contingency.objectives)
    yield from (("fallback", each.kind, each.id) for each in contingency.fallbacks)
    if contingency.plan is not None:
        yield "contingency_plan", "it", contingency.plan.id
    for scenario in contingency.scenarios:
        yield "scenario", scenario.code, scenario.id
        yield from (("scenario_trigger", each.code, each.id) for each in scenario.triggers)
        yield from (
            ("response_step", f"{scenario.code}-{place}", each.id) for place, each in enumerate(scenario.steps, 1)
        )
    leaving = protection.leaving
    if leaving.facts is not None:
        yield "exit_plan", "it", leaving.facts.id
    yield from (("exit_item", each.code, each.id) for each in leaving.items)
    yield from (("exit_task", each.code, each.id) for each in leaving.tasks)
    governance = protection.governance
    for contract in governance.contracts:
        key = candidates[contract.candidate_id]
        yield "contract", key, contract.id
        yield from (("clause", f"{key} {each.code}", each.id) for each in contract.clauses)
    if governance.protocol is not None:
        yield "protocol", "it", governance.protocol.id
    yield from (("forum", each.code, each.id) for each in governance.forums)
    yield from (("training", each.code, each.id) for each in governance.trainings)
    yield from (("audit_plan", each.code, each.id) for each in governance.audit_plans)
    yield from (("escalation", f"{each.level}", each.id) for each in governance.escalations)
