"""The records of risks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.risk import MitigationKind, MitigationState, RiskCategory, RiskState, Velocity
from outsource_desk.domain.risk_errors import AcceptanceEndError, RatingNeededError
from outsource_desk.services.kinds.kind import (
    Check,
    Labels,
    RecordKind,
    Values,
    choice,
    day,
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
from outsource_desk.store.vetting import today

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


def _steps(what: str) -> Check:
    """Return the check of how many steps a control takes off a rating; open counts as none."""
    count = whole(what, 0, 2)
    return lambda value: count(value) or 0


def _our_candidate(desk: Desk, initiative_id: int, _row: Values, values: Values) -> Values:
    refuse_foreign(desk, "candidate", values.get("candidate_id"), initiative_id)
    return values


def _whole_risk(row: Values, values: Values) -> Values:
    """Refuse an assessed risk without rating; a new rating gets its day."""
    will_be = {**row, **values}
    if row.get("state", RiskState.IDENTIFIED) != RiskState.IDENTIFIED and _is_unrated(will_be):
        raise RatingNeededError(will_be["title"])
    if not {"likelihood", "impact"}.isdisjoint(values) and not _is_unrated(will_be):
        return {"rated_on": today(), **values}
    return values


def _is_unrated(row: Values) -> bool:
    return row.get("likelihood") is None or row.get("impact") is None


def _whole_mitigation(row: Values, values: Values) -> Values:
    """Give a control that is called verified the day on which it was."""
    if values.get("state") == MitigationState.VERIFIED and not {**row, **values}.get("verified_on"):
        return {**values, "verified_on": today()}
    return values


def _whole_acceptance(row: Values, values: Values) -> Values:
    """Demand that an acceptance ends, and after it began."""
    values = {**values, "accepted_on": values.get("accepted_on") or row.get("accepted_on") or today()}
    will_be = {**row, **values}
    if will_be.get("expires_on") is None or will_be["expires_on"] <= will_be["accepted_on"]:
        raise AcceptanceEndError(will_be.get("expires_on"))
    return values


KINDS: dict[str, RecordKind] = {
    "risk": RecordKind(
        "initiative",
        Labels("Add risk", "Change risk", "Delete risk", "risk"),
        {
            "candidate_id": reference("Candidate"),
            "code": text("Code"),
            "title": name("The risk"),
            "category": choice("Category", RiskCategory),
            "cause": text("Cause"),
            "event": text("Event"),
            "consequence": text("Consequence"),
            "owner": text("Owner"),
            "review_on": day("Next review"),
            "velocity": open_choice("Velocity", Velocity),
            "signs": lines("Early warnings"),
            "likelihood": whole("Likelihood", 1, 5),
            "impact": whole("Impact", 1, 5),
            "residual_likelihood": whole("Likelihood after controls", 1, 5),
            "residual_impact": whole("Impact after controls", 1, 5),
            "rationale": text("Reason for the rating"),
            "rated_by": text("Rated by"),
            "rated_on": past_day("Rated on"),
            "note": text("Note"),
        },
        {"title": "The risk"},
        complete=_whole_risk,
        prepare=_our_candidate,
    ),
    "mitigation": RecordKind(
        "risk",
        Labels("Add mitigation", "Change mitigation", "Delete mitigation", "mitigation"),
        {
            "code": text("Code"),
            "wording": name("The mitigation"),
            "kind": choice("Kind", MitigationKind),
            "role": text("Role"),
            "owner": text("Owner"),
            "due_on": day("Due date"),
            "cost": money,
            "likelihood_effect": _steps("Steps off likelihood"),
            "impact_effect": _steps("Steps off impact"),
            "state": choice("State", MitigationState),
            "evidence": text("Evidence"),
            "verified_by": text("Verified by"),
            "verified_on": past_day("Verified on"),
        },
        {"wording": "The mitigation"},
        money={"cost": "Cost"},
        complete=_whole_mitigation,
    ),
    "risk_acceptance": RecordKind(
        "risk",
        Labels("Accept risk", "Change acceptance", "Delete acceptance", "acceptance"),
        {
            "accepted_by": name("Who accepts the risk"),
            "role": name("The role of who accepts the risk"),
            "reason": name("The reason for the acceptance", 4000),
            "accepted_on": day("Accepted on"),
            "expires_on": day("The end of the acceptance"),
            "revoked_on": past_day("Revoked on"),
        },
        {"accepted_by": "Who accepts the risk", "role": "The role", "reason": "The reason"},
        complete=_whole_acceptance,
    ),
    "dismissed_risk": RecordKind(
        "initiative",
        Labels("Dismiss risk", "Change dismissal", "Consider risk again", "dismissed risk"),
        {
            "code": name("The code", 20),
            "reason": name("The reason to dismiss the risk", 4000),
            "dismissed_by": text("Dismissed by"),
            "dismissed_on": day("Dismissed on"),
        },
        {"code": "The code", "reason": "The reason"},
        complete=lambda row, values: {"dismissed_on": row.get("dismissed_on") or today(), **values},
    ),
}
