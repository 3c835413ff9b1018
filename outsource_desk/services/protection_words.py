"""Risks, plans, metrics and contracts as the history tells them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from outsource_desk.domain.formatting import day, minor_digits, number, one_line, plain

Of = Callable[[str, int | None], str]  # table and row id → what the row is called
_LONG = 60

NOUNS = {
    "risk": "Risk",
    "mitigation": "Mitigation",
    "risk_acceptance": "Acceptance",
    "dismissed_risk": "Dismissed risk",
    "metric": "Metric",
    "metric_reading": "Reading",
    "credit_claim": "Service credit",
    "role_holder": "Role",
    "contingency_plan": "Contingency plan",
    "recovery_objective": "Recovery objective",
    "recovery_commitment": "Recovery commitment",
    "scenario": "Scenario",
    "scenario_risk": "Risk of a scenario",
    "scenario_trigger": "Trigger",
    "trigger_check": "Check of a trigger",
    "response_step": "Step",
    "step_dependency": "Order of steps",
    "fallback": "Fallback",
    "scenario_fallback": "Fallback of a scenario",
    "exercise": "Exercise",
    "exercise_inject": "Inject",
    "exercise_action": "Action",
    "activation": "Activation",
    "activation_entry": "Log entry",
    "exit_plan": "Exit plan",
    "exit_item": "Exit item",
    "exit_return": "Return",
    "exit_cost": "Exit cost",
    "exit_task": "Exit task",
    "exit_dependency": "Order of exit tasks",
    "contract": "Contract",
    "clause": "Clause",
    "protocol": "Communication protocol",
    "forum": "Forum",
    "channel": "Channel",
    "escalation": "Escalation level",
    "training": "Training",
    "audit_plan": "Audit",
    "audit": "Audit held",
    "finding": "Finding",
    "decision": "Decision",
    "approval": "Approval",
}
FLAGS = frozenset(
    {"is_raised", "needs_vendor", "is_prepared", "is_required", "is_budget_approved", "is_vendor_present"}
    | {"is_mandatory", "renews_itself", "earns_back", "is_provider_measured", "is_recalculated", "is_verified"}
)
_ABOVE = {  # table → (column, table) of what it belongs to, where it is told by that
    "risk_acceptance": ("risk_id", "risk"),
    "metric_reading": ("metric_id", "metric"),
    "recovery_commitment": ("objective_id", "recovery_objective"),
    "trigger_check": ("trigger_id", "scenario_trigger"),
    "activation": ("scenario_id", "scenario"),
    "contract": ("candidate_id", "candidate"),
    "audit": ("audit_plan_id", "audit_plan"),
}
_PAIRS = {  # table → the two rows that it joins
    "scenario_risk": (("risk_id", "risk"), ("scenario_id", "scenario")),
    "scenario_fallback": (("fallback_id", "fallback"), ("scenario_id", "scenario")),
    "step_dependency": (("needs_id", "response_step"), ("step_id", "response_step")),
    "exit_dependency": (("needs_id", "exit_task"), ("task_id", "exit_task")),
}
_NAMES = ("title", "name", "wording", "process", "purpose", "cause", "role", "code")
_DAYS = ("checked_on", "performed_on", "starts_on", "accepted_on")
_LABELS = {
    "mtpd_hours": "tolerable disruption in hours",
    "rto_hours": "time to recover in hours",
    "rpo_hours": "loss of data in hours",
    "backup_hours": "hours between backups",
    "workaround_hours": "hours until the workaround runs",
    "deadline_hours": "deadline in hours",
    "activation_hours": "hours until it carries",
    "sustain_days": "days it can carry",
    "check_days": "days between checks",
    "data_gb": "data in GB",
    "notice_us_days": "our notice in days",
    "notice_vendor_days": "the provider's notice in days",
    "assistance_months": "months of exit assistance",
    "renews_itself": "renews itself",
    "earns_back": "credits are earned back",
    "needs_vendor": "needs the provider",
    "allocation": "share of the credit pool",
    "one_off_cost": "one-off cost",
    "refs": "references",
    "every_months": "months between audits",
}

_POINTS_TO = {
    "candidate_id": "candidate",
    "goal_id": "goal",
    "metric_id": "metric",
    "scenario_id": "scenario",
    "step_id": "response_step",
}
MONEY = frozenset(
    {"cost", "amount", "budget", "one_off_cost", "monthly_cost", "cost_to_failure", "plan_b_cost", "low", "expected"}
    | {"high", "monthly_charge"}
)  # columns in minor units of the initiative's currency
_SHARES = {"minimum_level", "capacity", "failure_probability"}
_CHOICES = {
    "kind", "category", "velocity", "state", "direction", "period", "reported_by", "level", "phase", "status",
    "exercise_kind", "result", "stream", "reintegration", "substitutability", "payer", "cadence", "audience", "time",
    "performed_by", "severity", "retest", "vote",
}  # fmt: skip


def label_of(field: str) -> str | None:
    """Return what a column is called in a line of history; nothing where its name says it."""
    return _LABELS.get(field) or (_POINTS_TO[field].replace("_", " ") if field in _POINTS_TO else None)


def name_of(table: str, image: Mapping[str, Any], of: Of) -> str:
    """Return what the row with this image is called."""
    if table in _PAIRS:
        (first, first_table), (second, second_table) = _PAIRS[table]
        return f"{of(first_table, image[first])} – {of(second_table, image[second])}"
    if table in _ABOVE:
        column, above = _ABOVE[table]
        when = (
            image.get("starts_on") if table == "metric_reading" else image.get("checked_on", image.get("performed_on"))
        )
        return f"of {of(above, image[column])}{f', {day(when)}' if when else ''}"
    if table == "role_holder":
        return f"“{image['role'].replace('_', ' ')}”"
    if table == "exercise":
        when = image["held_on"] or image["planned_on"]
        return f"“{image['kind'].replace('_', ' ')}”{f', {day(when)}' if when else ''}"
    if table == "credit_claim":
        return f"of {image['month'][:7]}"
    if table in ("contingency_plan", "exit_plan", "protocol", "decision"):
        return f"of {of('initiative', image['initiative_id'])}"
    said = next((image[column] for column in _NAMES if image.get(column)), None)
    return f"“{one_line(str(said), _LONG)}”" if said else f"{image['id']}"


def said_of(field: str, image: Mapping[str, Any], of: Of, currency: str) -> str | None:
    """Return what a field says, money in its ``currency``; nothing where any text or number is told the same way."""
    value = image.get(field)
    if value is None or value == "":
        return None
    if field in _POINTS_TO:
        return of(_POINTS_TO[field], value)
    if field in MONEY:
        digits = minor_digits(currency)
        return f"{number(value / 10**digits, digits)} {currency}".rstrip()
    if field in _SHARES:
        return f"{plain(value * 100)} %"
    if field.endswith("_on") or field == "next_due":
        return day(value)
    if field in _CHOICES and isinstance(value, str):
        return f"“{value.replace('_', ' ')}”"
    return None
