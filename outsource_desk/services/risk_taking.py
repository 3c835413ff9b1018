"""Take risks of the library into the register, or dismiss them with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import NAME_LIMIT, checked_text
from outsource_desk.domain.days import months_after
from outsource_desk.domain.errors import NotFoundError
from outsource_desk.domain.formatting import counted
from outsource_desk.domain.risk import RiskRegister
from outsource_desk.domain.risk_errors import NothingTakenError, TakenRiskError
from outsource_desk.services.records import refuse_foreign
from outsource_desk.services.replies import checked_words
from outsource_desk.services.risk_library import LibraryRisk, risk_library
from outsource_desk.services.wording import shortened
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.protection import load_register
from outsource_desk.store.rows import delete_rows, insert_row, insert_rows, upsert_row
from outsource_desk.store.vetting import today

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


def take_risks(
    desk: Desk, initiative_id: int, codes: Iterable[str], candidate_id: int | None = None
) -> tuple[int, ...]:
    """Copy risks of the library into the register, with their signs and mitigations, and return their ids.

    Undoable. Saved when this returns. Likelihood and impact are starting points that somebody must confirm; nothing of
    what helps counts before it works. The first review is due as many months ahead as the library says. What stands in
    the register for the same candidate is not taken again; what had been dismissed is considered again.

    Args:
        desk: the open file.
        initiative_id: whose register.
        codes: of the library.
        candidate_id: the one that they are about; None = whoever is chosen.

    Raises:
        NotFoundError: there is no such initiative, candidate or risk in the library.
        NothingTakenError: none is given, or all of them are in the register.
    """
    register = _register(desk, initiative_id)
    refuse_foreign(desk, "candidate", candidate_id, initiative_id)
    there = {each.code for each in register.risks if each.candidate_id == candidate_id}
    taken = [_known(code) for code in dict.fromkeys(codes) if code not in there]
    if not taken:
        raise NothingTakenError
    label = f"Take risk “{shortened(taken[0].title)}”" if len(taken) == 1 else f"Take {counted(len(taken), 'risk')}"
    with desk.edit(label):
        return tuple(_take(desk, initiative_id, candidate_id, each) for each in taken)


def dismiss_risk(desk: Desk, initiative_id: int, code: str, reason: str, by: str = "") -> int:
    """Say why a risk of the library is not kept, and return the dismissal's id.

    Undoable. Saved when this returns. A dismissal of the same risk before is replaced.

    Raises:
        TakenRiskError: the register has the risk.
        DeskError: the reason is missing, or there is no such risk or initiative.
    """
    risk, register = _known(code), _register(desk, initiative_id)
    values = {
        "reason": checked_words("The reason to dismiss the risk", reason),
        "dismissed_by": checked_text("Dismissed by", by, NAME_LIMIT).strip(),
        "dismissed_on": today(),
    }
    if code in {each.code for each in register.risks}:
        raise TakenRiskError(code)
    with desk.edit(f"Dismiss “{shortened(risk.title)}”"):
        return upsert_row(desk.db, "dismissed_risk", {"initiative_id": initiative_id, "code": code}, values)


def _known(code: str) -> LibraryRisk:
    found = risk_library().risk(code)
    if found is None:
        raise NotFoundError("risk in the library", code)
    return found


def _register(desk: Desk, initiative_id: int) -> RiskRegister:
    load_initiative(desk.connection, initiative_id)  # refuses one that is not there
    return load_register(desk.connection, initiative_id)


def _take(desk: Desk, initiative_id: int, candidate_id: int | None, risk: LibraryRisk) -> int:
    delete_rows(desk.db, "dismissed_risk", {"initiative_id": initiative_id, "code": risk.code})
    risk_id = insert_row(
        desk.db,
        "risk",
        {
            "initiative_id": initiative_id,
            "candidate_id": candidate_id,
            "code": risk.code,
            "title": risk.title,
            "category": risk.category,
            "cause": risk.cause,
            "event": risk.event,
            "consequence": risk.consequence,
            "review_on": months_after(today(), risk.review_months),
            "velocity": risk.velocity,
            "signs": "\n".join(risk.signs),
            "likelihood": risk.rating.likelihood,
            "impact": risk.rating.impact,
        },
    )
    rows = [
        {
            "risk_id": risk_id,
            "code": each.code,
            "wording": each.wording,
            "kind": each.kind,
            "role": each.role,
            "likelihood_effect": each.likelihood_effect,
            "impact_effect": each.impact_effect,
        }
        for each in risk.mitigations
    ]
    insert_rows(desk.db, "mitigation", rows)
    return risk_id
