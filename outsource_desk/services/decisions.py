"""The record of the decision, and on which standings it rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_date, checked_text
from outsource_desk.domain.errors import NotFoundError
from outsource_desk.domain.governance_errors import NothingDecidedError
from outsource_desk.services.fingerprints import standing_hash
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.records import refuse_foreign
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.rows import find_row, update_row, upsert_row
from outsource_desk.store.vetting import today

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


def decide(
    desk: Desk,
    initiative_id: int,
    candidate_id: int | None,
    reasons: str,
    *,
    alternatives: str = "",
    conditions: str = "",
    decided_on: str | None = None,
) -> int:
    """Record whom was decided for, resting on the standings as they are now, and return the record's id.

    Undoable. Saved when this returns. Approvals of an earlier record stay.

    Args:
        desk: the open file.
        initiative_id: what was decided about.
        candidate_id: for whom, the in-house option included; None = for nobody.
        reasons: why.
        alternatives: what else was weighed, and why not.
        conditions: what must be met, by whom and when.
        decided_on: YYYY-MM-DD; None = today.

    Raises:
        NothingDecidedError: there are no reasons.
        DeskError: the candidate belongs to another initiative, or a date is none.
    """
    load_initiative(desk.connection, initiative_id)
    refuse_foreign(desk, "candidate", candidate_id, initiative_id)
    values = {
        "candidate_id": candidate_id,
        "reasons": checked_text("Reasons", reasons).strip(),
        "alternatives": checked_text("Alternatives", alternatives).strip(),
        "conditions": checked_text("Conditions", conditions).strip(),
        "decided_on": checked_date("Decided on", decided_on) or today(),
        "fingerprint": _now(desk, initiative_id),
    }
    if not values["reasons"]:
        raise NothingDecidedError
    with desk.edit("Record decision"):
        return upsert_row(desk.db, "decision", {"initiative_id": initiative_id}, values)


def confirm_decision(desk: Desk, initiative_id: int) -> None:
    """Let the decision rest on the standings as they are now, after somebody has looked at what changed.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: nothing was decided yet.
    """
    found = find_row(desk.connection, "decision", {"initiative_id": initiative_id}, ["id"])
    if found is None:
        raise NotFoundError("decision", initiative_id)
    with desk.edit("Confirm decision"):
        update_row(desk.db, "decision", found[0], {"fingerprint": _now(desk, initiative_id)})


def _now(desk: Desk, initiative_id: int) -> str:
    return standing_hash(ranking_of(load_evaluation(desk, initiative_id)))
