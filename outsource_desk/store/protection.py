"""Read an initiative's risks, contingency, exit, performance and governance, or only the parts that have changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from outsource_desk.domain import contingency, governance, leaving, performance, risk
from outsource_desk.domain.dossier import Dossier
from outsource_desk.domain.protection import Protection
from outsource_desk.store import dossiers
from outsource_desk.store.rows import record
from outsource_desk.store.vendors import load_candidates
from outsource_desk.store.vetting import today

if TYPE_CHECKING:
    import sqlite3

T = TypeVar("T")
Convert = Callable[[Any], object]

RISK_TABLES = frozenset({"risk", "mitigation", "risk_acceptance", "dismissed_risk"})
PERFORMANCE_TABLES = frozenset({"metric", "metric_reading", "credit_claim"})
CONTINGENCY_TABLES = frozenset(
    {"role_holder", "contingency_plan", "recovery_objective", "recovery_commitment", "scenario", "scenario_risk"}
    | {"scenario_trigger", "trigger_check", "response_step", "step_dependency", "fallback", "scenario_fallback"}
    | {"exercise", "exercise_inject", "exercise_action", "activation", "activation_entry"}
)
EXIT_TABLES = frozenset({"exit_plan", "exit_item", "exit_return", "exit_cost", "exit_task", "exit_dependency"})
GOVERNANCE_TABLES = frozenset(
    {"contract", "clause", "protocol", "forum", "channel", "escalation", "training", "audit_plan", "audit", "finding"}
    | {"decision", "approval"}
)
TABLES = RISK_TABLES | PERFORMANCE_TABLES | CONTINGENCY_TABLES | EXIT_TABLES | GOVERNANCE_TABLES
_AROUND = frozenset({"candidate", "vendor", "goal", "import_file"})  # what rows are deleted or set free with

OURS = "initiative_id = ?"
_OF_RISK = "risk_id IN (SELECT id FROM risk WHERE initiative_id = ?)"
_OF_METRIC = "metric_id IN (SELECT id FROM metric WHERE initiative_id = ?)"
_OF_SCENARIO = "scenario_id IN (SELECT id FROM scenario WHERE initiative_id = ?)"
_OF_EXERCISE = "exercise_id IN (SELECT id FROM exercise WHERE initiative_id = ?)"
_OF_CANDIDATE = "candidate_id IN (SELECT id FROM candidate WHERE initiative_id = ?)"
_OF_PLAN = "audit_plan_id IN (SELECT id FROM audit_plan WHERE initiative_id = ?)"


def load_protection(
    connection: sqlite3.Connection,
    initiative_id: int,
    known: Protection | None = None,
    changed: Mapping[str, Collection[int]] | None = None,
    as_of: str | None = None,
) -> Protection:
    """Return all that protects an initiative's decision.

    Args:
        connection: of the file.
        initiative_id: whose.
        known: what was read before; parts none of whose tables has changed are taken from it.
        changed: table → ids of the rows that were added, changed or deleted since; None = read everything.
        as_of: the day on which dates are judged; today (UTC) unless given.
    """

    def read(part: str, load: Callable[[sqlite3.Connection, int], T], tables: frozenset[str]) -> T:
        if known is None or changed is None or not changed.keys().isdisjoint(tables | _AROUND):
            return load(connection, initiative_id)
        return getattr(known, part)

    read_now = Protection(
        as_of=as_of or today(),
        register=read("register", load_register, RISK_TABLES),
        performance=read("performance", load_performance, PERFORMANCE_TABLES),
        contingency=read("contingency", load_contingency, CONTINGENCY_TABLES | RISK_TABLES | {"metric"}),
        leaving=read("leaving", load_exit_plan, EXIT_TABLES),
        governance=read("governance", load_governance, GOVERNANCE_TABLES),
        dossiers=read("dossiers", _dossiers, dossiers.TABLES),
    )
    if known is not None and known == read_now:
        return known  # what was worked out of it may be kept by its identity
    return read_now


def _dossiers(connection: sqlite3.Connection, initiative_id: int) -> dict[int, Dossier]:
    """Return candidate id → what is known of its vendor."""
    candidates = load_candidates(connection, initiative_id)
    ids = {each.id: each.vendor_id for each in candidates if each.vendor_id is not None}
    found = dossiers.load_dossiers(connection, ids.values())
    return {candidate: found[vendor] for candidate, vendor in ids.items()}


def load_register(connection: sqlite3.Connection, initiative_id: int) -> risk.RiskRegister:
    """Return an initiative's risks with their mitigations and acceptances, in the order they were added."""
    mitigations = _by(
        "risk_id",
        _rows(
            connection, risk.Mitigation, "mitigation", _OF_RISK, initiative_id,
            kind=risk.MitigationKind, state=risk.MitigationState,
        ),
    )  # fmt: skip
    acceptances = _by("risk_id", _rows(connection, risk.Acceptance, "risk_acceptance", _OF_RISK, initiative_id))
    risks = _rows(
        connection, risk.Risk, "risk", OURS, initiative_id,
        category=risk.RiskCategory, velocity=_maybe(risk.Velocity), state=risk.RiskState, signs=_lines,
    )  # fmt: skip
    return risk.RiskRegister(
        tuple(replace(each, mitigations=mitigations[each.id], acceptances=acceptances[each.id]) for each in risks),
        _rows(connection, risk.DismissedRisk, "dismissed_risk", OURS, initiative_id),
    )


def load_performance(connection: sqlite3.Connection, initiative_id: int) -> performance.Performance:
    """Return an initiative's metrics in order, each with its readings, oldest first."""
    readings = _by(
        "metric_id",
        _rows(
            connection, performance.Reading, "metric_reading", _OF_METRIC, initiative_id, order="starts_on, id",
            reported_by=performance.Reporter, is_verified=bool,
        ),
    )  # fmt: skip
    metrics = _rows(
        connection, performance.Metric, "metric", OURS, initiative_id, order="position, id",
        kind=performance.MetricKind, direction=performance.Direction, period=performance.Period, exclusions=_lines,
        is_provider_measured=bool, is_recalculated=bool,
    )  # fmt: skip
    claims = _rows(
        connection, performance.CreditClaim, "credit_claim", OURS, initiative_id, order="month",
        state=performance.CreditState,
    )  # fmt: skip
    return performance.Performance(tuple(replace(each, readings=readings[each.id]) for each in metrics), claims)


def load_contingency(connection: sqlite3.Connection, initiative_id: int) -> contingency.Contingency:
    """Return everything prepared for the failure of an initiative's arrangement."""
    plans = _rows(
        connection, contingency.Plan, "contingency_plan", OURS, initiative_id,
        state=contingency.PlanState, is_budget_approved=bool,
    )  # fmt: skip
    commitments = _by(
        "objective_id",
        _rows(
            connection, contingency.Commitment, "recovery_commitment",
            "objective_id IN (SELECT id FROM recovery_objective WHERE initiative_id = ?)", initiative_id,
        ),
    )  # fmt: skip
    objectives = _rows(connection, contingency.RecoveryObjective, "recovery_objective", OURS, initiative_id)
    fallbacks = _rows(
        connection, contingency.Fallback, "fallback", OURS, initiative_id, order="position, id",
        kind=contingency.FallbackKind, status=contingency.FallbackStatus,
    )  # fmt: skip
    return contingency.Contingency(
        plan=next(iter(plans), None),
        roles=_rows(connection, contingency.RoleHolder, "role_holder", OURS, initiative_id),
        objectives=tuple(replace(each, commitments=commitments[each.id]) for each in objectives),
        scenarios=_scenarios(connection, initiative_id),
        fallbacks=fallbacks,
        exercises=_exercises(connection, initiative_id),
    )


def _scenarios(connection: sqlite3.Connection, initiative_id: int) -> tuple[contingency.Scenario, ...]:
    scenarios = _rows(
        connection, contingency.Scenario, "scenario", OURS, initiative_id, order="position, id",
        is_required=bool, exercise_kind=contingency.ExerciseKind, injects=_lines, cost_lines=_lines,
    )  # fmt: skip
    risks = _pairs(connection, "scenario_id, risk_id", "scenario_risk", _OF_SCENARIO, initiative_id)
    fallbacks = _pairs(connection, "scenario_id, fallback_id", "scenario_fallback", _OF_SCENARIO, initiative_id)
    triggers, steps = _triggers(connection, initiative_id), _steps(connection, initiative_id)
    activations = _activations(connection, initiative_id)
    return tuple(
        replace(
            each,
            risk_ids=risks[each.id],
            fallback_ids=fallbacks[each.id],
            triggers=triggers[each.id],
            steps=steps[each.id],
            activations=activations[each.id],
        )
        for each in scenarios
    )


def _triggers(connection: sqlite3.Connection, initiative_id: int) -> defaultdict[int, tuple[contingency.Trigger, ...]]:
    checks = _by(
        "trigger_id",
        _rows(
            connection, contingency.TriggerCheck, "trigger_check",
            f"trigger_id IN (SELECT id FROM scenario_trigger WHERE {_OF_SCENARIO})", initiative_id,
            order="checked_on, id", is_raised=bool,
        ),
    )  # fmt: skip
    triggers = _rows(
        connection, contingency.Trigger, "scenario_trigger", _OF_SCENARIO, initiative_id, order="position, id",
        level=contingency.TriggerLevel,
    )  # fmt: skip
    return _by("scenario_id", (replace(each, checks=checks[each.id]) for each in triggers))


def _steps(connection: sqlite3.Connection, initiative_id: int) -> defaultdict[int, tuple[contingency.Step, ...]]:
    needs = _pairs(
        connection, "step_id, needs_id", "step_dependency",
        f"step_id IN (SELECT id FROM response_step WHERE {_OF_SCENARIO})", initiative_id,
    )  # fmt: skip
    steps = _rows(
        connection, contingency.Step, "response_step", _OF_SCENARIO, initiative_id, order="position, id",
        phase=contingency.Phase, needs_vendor=bool, is_prepared=bool,
    )  # fmt: skip
    return _by("scenario_id", (replace(each, needs=needs[each.id]) for each in steps))


def _activations(
    connection: sqlite3.Connection, initiative_id: int
) -> defaultdict[int, tuple[contingency.Activation, ...]]:
    of_activation = f"activation_id IN (SELECT id FROM activation WHERE {_OF_SCENARIO})"
    entries = _by(
        "activation_id",
        _rows(
            connection, contingency.ActivationEntry, "activation_entry", of_activation, initiative_id, order="at, id"
        ),
    )
    activations = _rows(connection, contingency.Activation, "activation", _OF_SCENARIO, initiative_id)
    return _by("scenario_id", (replace(each, entries=entries[each.id]) for each in activations))


def _exercises(connection: sqlite3.Connection, initiative_id: int) -> tuple[contingency.Exercise, ...]:
    injects = _by(
        "exercise_id",
        _rows(connection, contingency.Inject, "exercise_inject", _OF_EXERCISE, initiative_id, order="position, id"),
    )
    actions = _by(
        "exercise_id", _rows(connection, contingency.ExerciseAction, "exercise_action", _OF_EXERCISE, initiative_id)
    )
    exercises = _rows(
        connection, contingency.Exercise, "exercise", OURS, initiative_id,
        order="coalesce(held_on, planned_on, ''), id", kind=contingency.ExerciseKind, is_vendor_present=bool,
        result=_maybe(contingency.ExerciseResult),
    )  # fmt: skip
    return tuple(replace(each, injects_put=injects[each.id], actions=actions[each.id]) for each in exercises)


def load_exit_plan(connection: sqlite3.Connection, initiative_id: int) -> leaving.ExitPlan:
    """Return everything prepared for leaving an initiative's provider."""
    facts = _rows(
        connection, leaving.ExitFacts, "exit_plan", OURS, initiative_id,
        reintegration=_maybe(leaving.Reintegration), substitutability=_maybe(leaving.Substitutability),
    )  # fmt: skip
    needs = _pairs(
        connection, "task_id, needs_id", "exit_dependency",
        "task_id IN (SELECT id FROM exit_task WHERE initiative_id = ?)", initiative_id,
    )  # fmt: skip
    tasks = _rows(
        connection, leaving.ExitTask, "exit_task", OURS, initiative_id, order="position, id",
        stream=_maybe(leaving.Stream), needs_vendor=bool,
    )  # fmt: skip
    return leaving.ExitPlan(
        facts=next(iter(facts), None),
        items=_rows(
            connection, leaving.ExitItem, "exit_item", OURS, initiative_id, order="position, id",
            phase=leaving.ExitPhase, stream=leaving.Stream, is_mandatory=bool, state=leaving.ItemState,
        ),
        returns=_rows(
            connection, leaving.ExitReturn, "exit_return", OURS, initiative_id,
            kind=leaving.ReturnKind, state=leaving.ReturnState,
        ),
        costs=_rows(connection, leaving.ExitCost, "exit_cost", OURS, initiative_id, payer=leaving.Payer),
        tasks=tuple(replace(each, needs=needs[each.id]) for each in tasks),
    )  # fmt: skip


def load_governance(connection: sqlite3.Connection, initiative_id: int) -> governance.Governance:
    """Return how an initiative's arrangement is steered."""
    clauses = _by(
        "contract_id",
        _rows(
            connection, governance.Clause, "clause",
            f"contract_id IN (SELECT id FROM contract WHERE {_OF_CANDIDATE})", initiative_id, order="position, id",
            kind=governance.ClauseKind, level=governance.ClauseLevel, state=governance.ClauseState,
        ),
    )  # fmt: skip
    contracts = _rows(
        connection, governance.Contract, "contract", _OF_CANDIDATE, initiative_id, renews_itself=bool, earns_back=bool
    )
    protocols = _rows(connection, governance.Protocol, "protocol", OURS, initiative_id, tools=_lines)
    return governance.Governance(
        contracts=tuple(replace(each, clauses=clauses[each.id]) for each in contracts),
        protocol=next(iter(protocols), None),
        forums=_rows(
            connection, governance.Forum, "forum", OURS, initiative_id, order="position, id",
            cadence=governance.Cadence, members=_lines, inputs=_lines, outputs=_lines,
        ),
        channels=_rows(connection, governance.Channel, "channel", OURS, initiative_id, order="position, id"),
        escalations=_rows(connection, governance.Escalation, "escalation", OURS, initiative_id, order="level"),
        trainings=_rows(
            connection, governance.Training, "training", OURS, initiative_id, order="position, id",
            audience=governance.Audience, time=governance.TrainingTime,
        ),
        audit_plans=_audit_plans(connection, initiative_id),
        decision=_decision(connection, initiative_id),
    )  # fmt: skip


def _audit_plans(connection: sqlite3.Connection, initiative_id: int) -> tuple[governance.AuditPlan, ...]:
    findings = _by(
        "audit_id",
        _rows(
            connection, governance.Finding, "finding", f"audit_id IN (SELECT id FROM audit WHERE {_OF_PLAN})",
            initiative_id, severity=governance.FindingSeverity, retest=governance.Retest,
        ),
    )  # fmt: skip
    audits = _rows(
        connection, governance.Audit, "audit", _OF_PLAN, initiative_id, order="performed_on, id",
        performed_by=governance.Auditor, result=_maybe(governance.AuditResult),
    )  # fmt: skip
    of_plan = _by("audit_plan_id", (replace(each, findings=findings[each.id]) for each in audits))
    plans = _rows(
        connection, governance.AuditPlan, "audit_plan", OURS, initiative_id, order="position, id", scope=_lines
    )
    return tuple(replace(each, audits=of_plan[each.id]) for each in plans)


def _decision(connection: sqlite3.Connection, initiative_id: int) -> governance.Decision | None:
    decisions = _rows(connection, governance.Decision, "decision", OURS, initiative_id)
    approvals = _rows(
        connection, governance.Approval, "approval",
        "decision_id IN (SELECT id FROM decision WHERE initiative_id = ?)", initiative_id, vote=governance.Vote,
    )  # fmt: skip
    return next((replace(each, approvals=approvals) for each in decisions), None)


@cache
def _columns(make: type[Any]) -> str:
    """Return the columns of a dataclass: its fields, but for those that hold rows or ids of other tables."""
    return ", ".join(each.name for each in fields(make) if _is_column(str(each.type)))


def _is_column(declared: str) -> bool:
    """Tell whether a field of this type is a column; several short texts are one, a text per line."""
    return not declared.startswith("tuple[") or declared == "tuple[str, ...]"


def _rows(
    connection: sqlite3.Connection,
    make: type[T],
    table: str,
    where: str,
    key: int,
    *,
    order: str = "id",
    **convert: Convert,
) -> tuple[T, ...]:
    """Return the rows of a table, as dataclasses whose fields are its columns."""
    columns = _columns(make)
    rows = connection.execute(f"SELECT {columns} FROM {table} WHERE {where} ORDER BY {order}", [key])
    return tuple(record(make, columns, row, **convert) for row in rows)


def _by(field: str, rows: Iterable[T]) -> defaultdict[int, tuple[T, ...]]:
    """Return rows grouped by the id of what they belong to."""
    groups: defaultdict[int, tuple[T, ...]] = defaultdict(tuple)
    for row in rows:
        groups[getattr(row, field)] += (row,)
    return groups


def _pairs(
    connection: sqlite3.Connection, columns: str, table: str, where: str, key: int
) -> defaultdict[int, tuple[int, ...]]:
    """Return first column → second columns, in the order they were added."""
    pairs: defaultdict[int, tuple[int, ...]] = defaultdict(tuple)
    for first, second in connection.execute(f"SELECT {columns} FROM {table} WHERE {where} ORDER BY id", [key]):
        pairs[first] += (second,)
    return pairs


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("\n")))


def _maybe(kind: Callable[[str], object]) -> Convert:
    """Return a reader of a choice that may be left open."""
    return lambda value: kind(value) if value else None
