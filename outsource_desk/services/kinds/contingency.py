"""The records of contingency."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_number
from outsource_desk.domain.contingency import (
    Comparison,
    ExerciseKind,
    ExerciseResult,
    FallbackKind,
    FallbackStatus,
    Phase,
    TriggerLevel,
)
from outsource_desk.domain.contingency_errors import PlanBegunError
from outsource_desk.domain.errors import BadDateError, DuplicateNameError, OutOfRangeError
from outsource_desk.services.kinds.kind import (
    Check,
    Labels,
    RecordKind,
    Values,
    amount,
    choice,
    day,
    flag,
    lines,
    money,
    name,
    open_choice,
    past_day,
    reference,
    share,
    text,
    whole,
)
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.records import initiative_of
from outsource_desk.store.rows import find_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

_MOST_DAYS = 3660
MOST_HOURS = 87_600.0  # ten years
_MOST_COUNTED = 1_000_000


def moment(what: str) -> Check:
    """Return the check of a moment that may be open, kept in UTC to the second."""

    def check(value: object) -> str | None:
        if value is None or value == "":
            return None
        try:
            found = datetime.fromisoformat(str(value)).astimezone(UTC)  # one without a zone is local time
        except (ValueError, OverflowError) as error:
            raise BadDateError(what, value) from error
        return found.isoformat(timespec="seconds")

    return check


def _days_between(value: object) -> int:
    return int(checked_number("Days between checks", value, 1, _MOST_DAYS))


def _labels(noun: str) -> Labels:
    return Labels(f"Add {noun}", f"Change {noun}", f"Delete {noun}", noun)


def _refuse_second(desk: Desk, table: str, key: Values, own_id: object, what: str, name: str) -> None:
    """Refuse a second row of what there may be one of."""
    found = find_row(desk.connection, table, key, ["id"])
    if found is not None and found[0] != own_id:
        raise DuplicateNameError(what, name)


def _ours(desk: Desk, initiative_id: int, values: Values, **tables: str) -> None:
    """Refuse references to what is not there or belongs to another initiative; column → table."""
    from outsource_desk.services.records import refuse_foreign

    for column, table in tables.items():
        refuse_foreign(desk, table, values.get(column), initiative_id)


def _one_holder(desk: Desk, initiative_id: int, row: Values, values: Values) -> Values:
    if "role" in values:
        key = {"initiative_id": initiative_id, "role": values["role"]}
        _refuse_second(desk, "role_holder", key, row.get("id"), "The role", values["role"])
    return values


def _one_commitment(desk: Desk, objective_id: int, row: Values, values: Values) -> Values:
    if "candidate_id" in values:
        _ours(
            desk, initiative_of(desk.connection, "recovery_objective", objective_id), values, candidate_id="candidate"
        )
        key = {"objective_id": objective_id, "candidate_id": values["candidate_id"]}
        _refuse_second(desk, "recovery_commitment", key, row.get("id"), "The commitment", "for this candidate")
    return values


def _our_candidate(desk: Desk, initiative_id: int, _row: Values, values: Values) -> Values:
    _ours(desk, initiative_id, values, candidate_id="candidate")
    return values


def _one_plan(desk: Desk, initiative_id: int, row: Values, values: Values) -> Values:
    """Refuse a second plan, and a candidate of another initiative."""
    if not row and find_row(desk.connection, "contingency_plan", {"initiative_id": initiative_id}, ["id"]) is not None:
        raise PlanBegunError(load_initiative(desk.connection, initiative_id).name)
    return _our_candidate(desk, initiative_id, row, values)


def _our_metric(desk: Desk, scenario_id: int, _row: Values, values: Values) -> Values:
    _ours(desk, initiative_of(desk.connection, "scenario", scenario_id), values, metric_id="metric")
    return values


def _whole_exercise(desk: Desk, initiative_id: int, row: Values, values: Values) -> Values:
    _ours(desk, initiative_id, values, scenario_id="scenario")
    will_be = {**row, **values}
    met, objectives = will_be.get("objectives_met"), will_be.get("objectives")
    if met is not None and (objectives is None or met > objectives):
        raise OutOfRangeError("Objectives met", met, 0, objectives or 0)
    return values


def _our_step(desk: Desk, activation_id: int, _row: Values, values: Values) -> Values:
    _ours(desk, initiative_of(desk.connection, "activation", activation_id), values, step_id="response_step")
    return values


KINDS: dict[str, RecordKind] = {
    "role_holder": RecordKind(
        "initiative",
        _labels("role"),
        {
            "role": name("The role", 100),
            "name": text("Name"),
            "deputy": text("Deputy"),
            "phone": text("Phone"),
            "email": text("E-mail"),
            "deputy_phone": text("Deputy's phone"),
        },
        {"role": "The role"},
        prepare=_one_holder,
    ),
    "contingency_plan": RecordKind(
        "initiative",
        _labels("contingency plan"),
        {
            "candidate_id": reference("Candidate"),
            "author": text("Author"),
            "reviewer": text("Reviewer"),
            "waiver_reason": text("Reason"),
            "decision_owner": text("Who decides"),
            "deputy": text("Deputy"),
            "started_on": day("Begun on"),
            "budget": money,
            "is_budget_approved": flag,
        },
        money={"budget": "Budget"},
        prepare=_one_plan,
    ),
    "recovery_objective": RecordKind(
        "initiative",
        _labels("recovery objective"),
        {
            "process": name("The process"),
            "mtpd_hours": amount("Tolerable disruption in hours"),
            "rto_hours": amount("Recovery time in hours"),
            "rpo_hours": amount("Data loss in hours"),
            "minimum_level": share("Minimum level"),
            "workaround": text("Workaround"),
            "workaround_hours": amount("Hours until the workaround runs"),
            "peaks": text("Peaks"),
        },
        {"process": "The process"},
    ),
    "recovery_commitment": RecordKind(
        "recovery_objective",
        _labels("commitment"),
        {
            "candidate_id": reference("Candidate"),
            "rto_hours": amount("Recovery time in hours"),
            "backup_hours": amount("Hours between backups"),
            "minimum_level": share("Minimum level"),
            "source": text("Source"),
        },
        {"candidate_id": "The candidate"},
        owner_column="objective_id",
        prepare=_one_commitment,
    ),
    "scenario": RecordKind(
        "initiative",
        _labels("scenario"),
        {
            "code": text("Code"),
            "title": name("The scenario"),
            "story": text("Story"),
            "owner": text("Owner"),
            "activated_by": text("Activated by"),
            "activation_rule": text("Rule"),
            "stand_down": text("Stand-down"),
            "is_required": flag,
            "exercise_kind": choice("Kind of exercise", ExerciseKind),
            "exercise_hours": amount("Hours of the exercise"),
            "injects": lines("Surprises"),
            "cost_lines": lines("Costs"),
        },
        {"title": "The scenario"},
    ),
    "scenario_trigger": RecordKind(
        "scenario",
        _labels("trigger"),
        {
            "code": text("Code"),
            "wording": name("The trigger"),
            "measure": text("Measure"),
            "comparison": choice("Comparison", Comparison),
            "threshold": amount("Threshold", None),
            "source": text("Source"),
            "level": choice("Level", TriggerLevel),
            "check_days": _days_between,
            "owner": text("Owner"),
            "metric_id": reference("Metric"),
        },
        {"wording": "The trigger"},
        prepare=_our_metric,
    ),
    "trigger_check": RecordKind(
        "scenario_trigger",
        _labels("check"),
        {
            "checked_on": past_day("Day of the check"),
            "value": amount("Value", None),
            "is_raised": flag,
            "checked_by": text("Checked by"),
            "note": text("Note"),
        },
        {"checked_on": "The day of the check"},
        owner_column="trigger_id",
    ),
    "response_step": RecordKind(
        "scenario",
        _labels("step"),
        {
            "phase": choice("Phase", Phase),
            "wording": name("The step"),
            "role": text("Role"),
            "owner": text("Owner"),
            "deadline_hours": amount("Deadline in hours", 0.0, MOST_HOURS),
            "proof": text("Proof"),
            "needs_vendor": flag,
            "is_prepared": flag,
        },
        {"wording": "The step"},
    ),
    "fallback": RecordKind(
        "initiative",
        _labels("fallback"),
        {
            "kind": choice("Kind of fallback", FallbackKind),
            "title": name("The fallback"),
            "candidate_id": reference("Candidate"),
            "status": choice("Status", FallbackStatus),
            "activation_hours": amount("Hours until it carries"),
            "sustain_days": whole("Days it can carry", 0, _MOST_COUNTED),
            "capacity": amount("Capacity", 0, 10),
            "one_off_cost": money,
            "monthly_cost": money,
            "needs": text("What it needs"),
            "shared_risks": text("Shared risks"),
            "owner": text("Owner"),
        },
        {"kind": "The kind of fallback", "title": "The fallback"},
        money={"one_off_cost": "One-off cost", "monthly_cost": "Monthly cost"},
        prepare=_our_candidate,
    ),
    "exercise": RecordKind(
        "initiative",
        _labels("exercise"),
        {
            "scenario_id": reference("Scenario"),
            "kind": choice("Kind of exercise", ExerciseKind),
            "planned_on": day("Planned on"),
            "held_on": past_day("Held on"),
            "participants": text("Participants"),
            "is_vendor_present": flag,
            "objectives": whole("Objectives", 0, _MOST_COUNTED),
            "objectives_met": whole("Objectives met", 0, _MOST_COUNTED),
            "rto_hours": amount("Recovery time in hours"),
            "result": open_choice("Result", ExerciseResult),
            "script": text("Script"),
            "observations": text("Observations"),
            "next_due": day("Next exercise"),
        },
        {"kind": "The kind of exercise"},
        prepare=_whole_exercise,
    ),
    "exercise_inject": RecordKind(
        "exercise",
        _labels("surprise"),
        {"wording": name("The surprise"), "observed": text("What they made of it")},
        {"wording": "The surprise"},
    ),
    "exercise_action": RecordKind(
        "exercise",
        _labels("action"),
        {
            "wording": name("The action"),
            "owner": text("Owner"),
            "due_on": day("Due on"),
            "done_on": past_day("Done on"),
        },
        {"wording": "The action"},
    ),
    "activation": RecordKind(
        "scenario",
        _labels("activation"),
        {
            "declared_at": moment("Declared at"),
            "declared_by": name("Who declares"),
            "reason": text("The reason"),
            "stood_down_at": moment("Stood down at"),
            "cost": money,
            "lessons": text("Lessons"),
        },
        {"declared_at": "The moment", "declared_by": "Who declares", "reason": "The reason"},
        money={"cost": "Cost"},
    ),
    "activation_entry": RecordKind(
        "activation",
        _labels("log entry"),
        {
            "step_id": reference("Step"),
            "at": moment("The moment"),
            "entered_by": text("Entered by"),
            "wording": name("The entry"),
        },
        {"at": "The moment", "wording": "The entry"},
        prepare=_our_step,
    ),
}
