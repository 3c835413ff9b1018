"""Keep the register: take risks from the library or dismiss them, rate them, and have them accepted by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.analysis.risk import HIGHEST, LOWEST, band_of
from outsource_desk.domain.checks import NAME_LIMIT, checked_choice, checked_date, checked_text
from outsource_desk.domain.codes import checked_whole
from outsource_desk.domain.errors import NotANumberError, NotFoundError
from outsource_desk.domain.risk import Band, MitigationState, Rating, Risk, RiskProblem, RiskState
from outsource_desk.domain.risk_errors import AcceptanceEndError, AcceptanceOverError, RiskLacksError, RiskStepError
from outsource_desk.services.replies import checked_words
from outsource_desk.services.risk_findings import JudgedRisk, controlled, is_unconfirmed, judged_risks
from outsource_desk.services.risk_library import LibraryRisk, RiskLibrary, risk_library
from outsource_desk.services.risk_proposals import ProposedRisk, proposed_risks
from outsource_desk.services.risk_taking import dismiss_risk, take_risks
from outsource_desk.services.wording import shortened
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.protection import load_register
from outsource_desk.store.records import initiative_of
from outsource_desk.store.rows import has_row, insert_row, update_row
from outsource_desk.store.vetting import today

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

__all__ = [
    "JudgedRisk", "LibraryRisk", "ProposedRisk", "RiskLibrary", "RiskProblem", "accept_risk", "dismiss_risk",
    "judged_risks", "load_risk", "next_states", "proposed_risks", "rate_risk", "revoke_acceptance", "risk_library",
    "set_appetite", "set_risk_state", "take_risks",
]  # fmt: skip

# state → the states that may follow; accepting has a verb of its own
_STEPS = {
    RiskState.IDENTIFIED: (RiskState.ASSESSED,),
    RiskState.ASSESSED: (RiskState.TREATING, RiskState.ACCEPTED, RiskState.MATERIALISED),
    RiskState.TREATING: (RiskState.ACCEPTED, RiskState.MATERIALISED, RiskState.CLOSED),
    RiskState.ACCEPTED: (RiskState.MATERIALISED, RiskState.CLOSED),
    RiskState.MATERIALISED: (RiskState.CLOSED,),
    RiskState.CLOSED: (RiskState.ASSESSED,),
}
_TOLD = frozenset({RiskState.MATERIALISED, RiskState.CLOSED})  # states that need a note


def next_states(state: RiskState) -> tuple[RiskState, ...]:
    """Return the states that a risk can be moved to from this one."""
    return _STEPS[state]


def rate_risk(desk: Desk, risk_id: int, likelihood: int, impact: int, rationale: str = "", by: str = "") -> None:
    """Say how likely a risk is before any control, and how bad it would be.

    Undoable. Saved when this returns. The reason that was given before stays where none is given now. An acceptance
    ends where the band becomes worse: nobody has accepted that.

    Args:
        desk: the open file.
        risk_id: which.
        likelihood: 1 to 5, within a contract year.
        impact: 1 to 5.
        rationale: why so.
        by: who says so.

    Raises:
        RiskStepError: the risk is closed.
        DeskError: a level is none of the scale's, or there is no such risk.
    """
    risk = load_risk(desk, risk_id)
    if risk.state is RiskState.CLOSED:
        raise RiskStepError(risk.title, risk.state, RiskState.ASSESSED)
    rating = Rating(_level("Likelihood", likelihood), _level("Impact", impact))
    given = {
        "rationale": checked_text("Reason for the rating", rationale).strip(),
        "rated_by": checked_text("Rated by", by).strip(),
    }
    values = {"likelihood": rating.likelihood, "impact": rating.impact, "rated_on": today()}
    with desk.edit(f"Rate “{shortened(risk.title)}”", merge_key=("risk", risk_id, "rating")):
        if risk.inherent is not None and band_of(controlled(risk, rating)).is_above(
            band_of(controlled(risk, risk.inherent))
        ):
            _end_acceptance(desk, risk)
        update_row(desk.db, "risk", risk_id, values | {name: text for name, text in given.items() if text})


def set_risk_state(desk: Desk, risk_id: int, state: str, note: str = "") -> None:
    """Move a risk to another state of its life.

    Undoable. Saved when this returns. A note is kept with its day below the earlier ones.

    Args:
        desk: the open file.
        risk_id: which.
        state: one of `next_states`.
        note: what happened and when, or why the risk is closed; needed for these two states.

    Raises:
        RiskStepError: the state does not follow from the present one.
        RiskLacksError: something must be known first; the message says what.
    """
    risk = load_risk(desk, risk_id)
    to = checked_choice("State", state, RiskState)
    note = checked_text("Note", note).strip()
    if to not in _STEPS[risk.state]:
        raise RiskStepError(risk.title, risk.state, to)
    lacking = _lacking(risk, to, note)
    if lacking:
        raise RiskLacksError(risk.title, to, lacking)
    told = "\n".join(filter(None, (risk.note, f"{today()}: {note}" if note else "")))
    with desk.edit(f"Change state of “{shortened(risk.title)}”"):
        update_row(desk.db, "risk", risk_id, {"state": to, "note": told})


def accept_risk(desk: Desk, risk_id: int, by: str, role: str, reason: str, expires_on: str) -> int:
    """Let a named person live with a risk until a date, and return the acceptance's id.

    Undoable. Saved when this returns. An acceptance that still holds is replaced.

    Args:
        desk: the open file.
        risk_id: which.
        by: who answers for it.
        role: in which office.
        reason: why the risk is taken.
        expires_on: YYYY-MM-DD, after today; from that day on it does not hold any more.

    Raises:
        RiskStepError: the risk is closed or has come true.
        RiskLacksError: it has no rating or no owner.
        AcceptanceEndError: there is no end in the future.
        DeskError: something is missing.
    """
    risk = load_risk(desk, risk_id)
    if risk.state in _TOLD:
        raise RiskStepError(risk.title, risk.state, RiskState.ACCEPTED)
    if lacking := _lacking(risk, RiskState.ASSESSED, ""):
        raise RiskLacksError(risk.title, RiskState.ACCEPTED, lacking)
    values = {
        "accepted_by": checked_words("The name of who accepts the risk", by, NAME_LIMIT),
        "role": checked_words("The role of who accepts the risk", role, NAME_LIMIT),
        "reason": checked_words("The reason for the acceptance", reason),
        "accepted_on": today(),
        "expires_on": _end(expires_on),
    }
    with desk.edit(f"Accept “{shortened(risk.title)}”"):
        _revoke(desk, risk)
        update_row(desk.db, "risk", risk_id, {"state": RiskState.ACCEPTED})
        return insert_row(desk.db, "risk_acceptance", {"risk_id": risk_id, **values})


def revoke_acceptance(desk: Desk, risk_id: int) -> None:
    """End the acceptance of a risk today; the risk is treated again, or only assessed where nothing is being done.

    Undoable. Saved when this returns.

    Raises:
        AcceptanceOverError: nobody lives with the risk today.
    """
    risk = load_risk(desk, risk_id)
    if risk.acceptance(today()) is None:
        raise AcceptanceOverError(risk.title)
    with desk.edit(f"Revoke the acceptance of “{shortened(risk.title)}”"):
        _end_acceptance(desk, risk)


def set_appetite(desk: Desk, initiative_id: int, band: str) -> None:
    """Say which band is the worst that needs nobody's acceptance.

    Undoable. Saved when this returns.

    Raises:
        UnknownChoiceError: it is no band.
        NotFoundError: there is no such initiative.
    """
    appetite = checked_choice("Risk appetite", band, Band)
    load_initiative(desk.connection, initiative_id)
    with desk.edit("Change risk appetite", merge_key=("initiative", initiative_id, "risk_appetite")):
        update_row(desk.db, "initiative", initiative_id, {"risk_appetite": appetite})


def load_risk(desk: Desk, risk_id: int) -> Risk:
    """Return a risk as the file holds it.

    Raises:
        NotFoundError: there is no such risk.
    """
    if not has_row(desk.connection, "risk", risk_id):
        raise NotFoundError("risk", risk_id)
    register = load_register(desk.connection, initiative_of(desk.connection, "risk", risk_id))
    return next(each for each in register.risks if each.id == risk_id)


def _lacking(risk: Risk, to: RiskState, note: str) -> str:
    """Return what must be known before a risk can take on a state."""
    wanted = {
        "the rating is not complete": to is RiskState.ASSESSED and risk.inherent is None,
        "nobody has confirmed the rating of the library": to is RiskState.ASSESSED and is_unconfirmed(risk),
        "nobody owns it": to is RiskState.ASSESSED and not risk.owner.strip(),
        "it has no mitigation": to is RiskState.TREATING and not _is_treated(risk),
        "nobody has accepted it by name": to is RiskState.ACCEPTED and risk.acceptance(today()) is None,
        "a note must say what happened or why it is closed": to in _TOLD and not note,
    }
    return "; ".join(words for words, is_wanted in wanted.items() if is_wanted)


def _is_treated(risk: Risk) -> bool:
    return any(each.state is not MitigationState.DROPPED for each in risk.mitigations)


def _state_without_acceptance(risk: Risk) -> RiskState:
    return RiskState.TREATING if _is_treated(risk) else RiskState.ASSESSED


def _end_acceptance(desk: Desk, risk: Risk) -> None:
    _revoke(desk, risk)
    if risk.state is RiskState.ACCEPTED:
        update_row(desk.db, "risk", risk.id, {"state": _state_without_acceptance(risk)})


def _revoke(desk: Desk, risk: Risk) -> None:
    for each in risk.acceptances:
        if each.is_valid(today()):
            update_row(desk.db, "risk_acceptance", each.id, {"revoked_on": today()})


def _level(what: str, value: object) -> int:
    level = checked_whole(what, value, LOWEST, HIGHEST)
    if level is None:
        raise NotANumberError(what, value)
    return level


def _end(value: object) -> str:
    day = checked_date("The end of the acceptance", value)
    if day is None or day <= today():
        raise AcceptanceEndError(day)
    return day
