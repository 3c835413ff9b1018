"""The records of governance."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from outsource_desk.domain.dossier_errors import WrongOrderError
from outsource_desk.domain.errors import DuplicateNameError
from outsource_desk.domain.governance import (
    Audience,
    Auditor,
    AuditResult,
    Cadence,
    ClauseKind,
    ClauseLevel,
    ClauseState,
    FindingSeverity,
    Retest,
    TrainingTime,
    Vote,
)
from outsource_desk.domain.governance_errors import (
    LevelTakenError,
    NotClosedError,
    NotRetestedError,
    TooManyAttendedError,
    WaiverError,
)
from outsource_desk.services.kinds.kind import (
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
    text,
    whole,
)
from outsource_desk.services.records import refuse_foreign
from outsource_desk.store.records import load_row
from outsource_desk.store.rows import find_row
from outsource_desk.store.vendors import load_candidate

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

LONGEST_NOTICE = 3660  # days
LONGEST_MEETING = 24 * 60  # minutes


def _prepare_contract(desk: Desk, candidate_id: int, row: Values, values: Values) -> Values:
    """Refuse a second contract with a candidate, and dates in the wrong order."""
    found = find_row(desk.connection, "contract", {"candidate_id": candidate_id}, ["id"])
    if found is not None and found[0] != row.get("id"):
        raise DuplicateNameError("The contract with", load_candidate(desk.connection, candidate_id).name)
    will_be = {**row, **values}
    _refuse_wrong_order(will_be, ("starts_on", "The start"), ("ends_on", "the end"))
    return values


def _prepare_clause(desk: Desk, contract_id: int, row: Values, values: Values) -> Values:
    """Give a clause of one's own a code, and refuse a waiver without name and reason."""
    if not row and not values.get("code"):
        values = {**values, "code": _own_code(desk, contract_id)}
    will_be = {**row, **values}
    if will_be.get("state") == ClauseState.WAIVED and not all(
        will_be.get(column, "").strip() for column in ("waived_by", "reason")
    ):
        raise WaiverError(will_be["title"])
    if _clause(desk, contract_id, will_be["code"]) not in (None, row.get("id")):
        raise DuplicateNameError("A clause with the code", will_be["code"])
    return values


def _own_code(desk: Desk, contract_id: int) -> str:
    codes = (f"OWN{number}" for number in count(1))
    return next(code for code in codes if _clause(desk, contract_id, code) is None)


def _clause(desk: Desk, contract_id: int, code: str) -> int | None:
    found = find_row(desk.connection, "clause", {"contract_id": contract_id, "code": code}, ["id"])
    return None if found is None else found[0]


def _prepare_rung(desk: Desk, initiative_id: int, row: Values, values: Values) -> Values:
    """Give a rung the next level, and refuse a level that another rung has."""
    level = values.get("level", row.get("level"))
    if level is None:
        free = (each for each in range(1, 10) if _rung(desk, initiative_id, each) is None)
        level = next(free, 9)
        values = {**values, "level": level}
    if _rung(desk, initiative_id, level) not in (None, row.get("id")):
        raise LevelTakenError(level)
    return values


def _rung(desk: Desk, initiative_id: int, level: int) -> int | None:
    found = find_row(desk.connection, "escalation", {"initiative_id": initiative_id, "level": level}, ["id"])
    return None if found is None else found[0]


def _prepare_training(_desk: Desk, _initiative_id: int, row: Values, values: Values) -> Values:
    """Refuse more people than were invited."""
    will_be = {**row, **values}
    invited, attended = will_be.get("invited"), will_be.get("attended")
    if invited is not None and attended is not None and attended > invited:
        raise TooManyAttendedError(will_be["title"], attended, invited)
    return values


def _prepare_finding(desk: Desk, audit_id: int, row: Values, values: Values) -> Values:
    """Refuse a finding that would be closed before its audit, or tested again before it was closed."""
    will_be: Values = {"retest": Retest.NONE, **row, **values}
    audit = load_row(desk.connection, "audit", audit_id)
    will_be["performed_on"] = audit["performed_on"]
    _refuse_wrong_order(will_be, ("performed_on", "The audit"), ("closed_on", "the day the finding was closed"))
    if will_be["retest"] != Retest.NONE and not will_be.get("closed_on"):
        raise NotClosedError(will_be["wording"])
    if will_be["retest"] == Retest.NONE and will_be.get("retested_on"):
        raise NotRetestedError(will_be["wording"])
    _refuse_wrong_order(will_be, ("closed_on", "The day the finding was closed"), ("retested_on", "the retest"))
    return values


def _prepare_protocol(desk: Desk, initiative_id: int, row: Values, values: Values) -> Values:
    """Refuse a second protocol; without a number it is the first version."""
    _refuse_second(desk, "protocol", "The protocol of", initiative_id, row)
    return values if values.get("version", 1) is not None else {**values, "version": 1}


def _prepare_decision(desk: Desk, initiative_id: int, row: Values, values: Values) -> Values:
    """Refuse a second decision, and a candidate of another initiative."""
    _refuse_second(desk, "decision", "The decision on", initiative_id, row)
    refuse_foreign(desk, "candidate", values.get("candidate_id"), initiative_id)
    return values


def _refuse_second(desk: Desk, table: str, what: str, initiative_id: int, row: Values) -> None:
    if not row and find_row(desk.connection, table, {"initiative_id": initiative_id}, ["id"]) is not None:
        raise DuplicateNameError(what, load_row(desk.connection, "initiative", initiative_id)["name"])


def _refuse_wrong_order(record: Values, first: tuple[str, str], second: tuple[str, str]) -> None:
    begins, ends = record.get(first[0]), record.get(second[0])
    if begins and ends and begins > ends:
        raise WrongOrderError(first[1], begins, second[1], ends)


KINDS: dict[str, RecordKind] = {
    "contract": RecordKind(
        "candidate",
        Labels("Add contract", "Change contract", "Delete contract", "contract"),
        {
            "reference": text("Reference"),
            "signed_on": day("Signed on"),
            "starts_on": day("Starts on"),
            "ends_on": day("Ends on"),
            "renews_itself": flag,
            "notice_us_days": whole("Our notice", 0, LONGEST_NOTICE),
            "notice_vendor_days": whole("The provider’s notice", 0, LONGEST_NOTICE),
            "assistance_months": amount("Exit assistance in months", 0, 120),
            "law": text("Governing law"),
            "monthly_charge": money,
            "at_risk": amount("Amount at risk in per cent", 0, 100),
            "pool": amount("Allocation pool in per cent", 0, 1000),
            "earns_back": flag,
            "termination_rule": text("Termination rule"),
            "note": text("Note"),
        },
        money={"monthly_charge": "The monthly charge"},
        prepare=_prepare_contract,
    ),
    "clause": RecordKind(
        "contract",
        Labels("Add clause", "Change clause", "Delete clause", "clause"),
        {
            "kind": choice("Kind of clause", ClauseKind),
            "code": name("The code", 20),
            "title": name("The clause"),
            "ask": text("What to ask for"),
            "refs": text("References"),
            "level": choice("Level", ClauseLevel),
            "state": choice("State", ClauseState),
            "number": text("Number in the contract"),
            "note": text("Note"),
            "waived_by": text("Waived by"),
            "reason": text("Reason"),
        },
        {"kind": "The kind of clause", "title": "The clause"},
        prepare=_prepare_clause,
    ),
    "protocol": RecordKind(
        "initiative",
        Labels("Add protocol", "Change protocol", "Delete protocol", "protocol"),
        {
            "language": text("Working language"),
            "language_level": text("Language level"),
            "language_rule": text("Language rule"),
            "tools": lines("Tools"),
            "decision_log": text("Decision log"),
            "version": whole("Version", 1, 9999),
            "agreed_on": day("Agreed on"),
        },
        prepare=_prepare_protocol,
    ),
    "forum": RecordKind(
        "initiative",
        Labels("Add forum", "Change forum", "Delete forum", "forum"),
        {
            "code": text("Code"),
            "name": name("The forum"),
            "cadence": choice("How often", Cadence),
            "minutes": whole("Minutes", 1, LONGEST_MEETING),
            "chair": text("Chair"),
            "members": lines("Members"),
            "inputs": lines("Inputs"),
            "outputs": lines("Outputs"),
            "decides": text("What it decides"),
            "first_on": day("First on"),
        },
        {"name": "The forum", "cadence": "How often it meets"},
    ),
    "channel": RecordKind(
        "initiative",
        Labels("Add channel", "Change channel", "Delete channel", "channel"),
        {
            "code": text("Code"),
            "purpose": name("What the channel is for"),
            "channel": text("Channel"),
            "answer_time": text("Answer within"),
            "record": text("Record"),
        },
        {"purpose": "What the channel is for"},
    ),
    "escalation": RecordKind(
        "initiative",
        Labels("Add level of escalation", "Change level of escalation", "Delete level of escalation", "level"),
        {
            "level": whole("Level", 1, 9),
            "cause": name("The cause"),
            "from_role": text("From"),
            "to_role": text("To"),
            "own_contact": text("Our contact"),
            "vendor_contact": text("The provider’s contact"),
            "answer_hours": amount("Answer within hours", 0, 10_000),
        },
        {"cause": "The cause"},
        prepare=_prepare_rung,
    ),
    "training": RecordKind(
        "initiative",
        Labels("Add training", "Change training", "Delete training", "training"),
        {
            "code": text("Code"),
            "title": name("The training"),
            "hours": amount("Hours", 0, 10_000),
            "audience": choice("For whom", Audience),
            "time": choice("When", TrainingTime),
            "owner": text("Owner"),
            "planned_on": day("Planned on"),
            "held_on": past_day("Held on"),
            "invited": whole("Invited", 0, 1_000_000),
            "attended": whole("Came", 0, 1_000_000),
            "feedback": amount("Feedback", 1, 5),
        },
        {"title": "The training"},
        prepare=_prepare_training,
    ),
    "audit_plan": RecordKind(
        "initiative",
        Labels("Add audit to programme", "Change audit programme", "Delete audit from programme", "audit programme"),
        {
            "code": text("Code"),
            "title": name("The audit"),
            "scope": lines("Scope"),
            "every_months": whole("Every so many months", 1, 240),
            "auditor": text("Auditor"),
            "owner": text("Owner"),
            "starts_on": day("Starts on"),
        },
        {"title": "The audit"},
    ),
    "audit": RecordKind(
        "audit_plan",
        Labels("Record audit", "Change audit", "Delete audit", "audit"),
        {
            "performed_on": past_day("The day of the audit"),
            "performed_by": choice("Who audited", Auditor),
            "result": open_choice("Result", AuditResult),
            "note": text("Note"),
        },
        {"performed_on": "The day of the audit"},
    ),
    "finding": RecordKind(
        "audit",
        Labels("Add finding", "Change finding", "Delete finding", "finding"),
        {
            "reference": text("Reference"),
            "wording": name("The finding"),
            "severity": choice("Severity", FindingSeverity),
            "due_on": day("Due on"),
            "owner": text("Owner"),
            "closed_on": past_day("Closed on"),
            "retest": choice("Retest", Retest),
            "retested_on": past_day("Tested again on"),
        },
        {"wording": "The finding", "due_on": "The day it is due"},
        prepare=_prepare_finding,
    ),
    "decision": RecordKind(
        "initiative",
        Labels("Record decision", "Change decision", "Delete decision", "decision"),
        {
            "candidate_id": reference("The candidate"),
            "reasons": text("Reasons"),
            "alternatives": text("Alternatives"),
            "conditions": text("Conditions"),
            "decided_on": day("Decided on"),
            "fingerprint": text("Fingerprint"),
        },
        prepare=_prepare_decision,
    ),
    "approval": RecordKind(
        "decision",
        Labels("Add approval", "Change approval", "Delete approval", "approval"),
        {
            "name": name("The approver"),
            "role": name("The role"),
            "vote": choice("Vote", Vote),
            "voted_on": past_day("Voted on"),
            "note": text("Note"),
        },
        {"name": "The approver", "role": "The role"},
    ),
}
