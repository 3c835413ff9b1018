"""Do without a clause that a contract should have, by name and for a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_text
from outsource_desk.domain.errors import NotFoundError
from outsource_desk.domain.governance import Clause, ClauseKind, ClauseState
from outsource_desk.domain.governance_errors import WaiverError
from outsource_desk.store.records import load_row
from outsource_desk.store.rows import has_row, update_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


def waive_clause(desk: Desk, clause_id: int, by: str, reason: str) -> None:
    """Do without a clause, by name and for a reason.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such clause.
        WaiverError: name or reason is missing.
    """
    clause = _clause(desk, clause_id)
    values = {"waived_by": checked_text("Waived by", by).strip(), "reason": checked_text("Reason", reason).strip()}
    if not all(values.values()):
        raise WaiverError(clause.title)
    with desk.edit("Waive clause"):
        update_row(desk.db, "clause", clause_id, {"state": ClauseState.WAIVED, **values})


def take_waiver_back(desk: Desk, clause_id: int) -> None:
    """Ask for a clause again that was waived.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such clause.
    """
    _clause(desk, clause_id)
    with desk.edit("Take waiver back"):
        update_row(desk.db, "clause", clause_id, {"state": ClauseState.REQUESTED, "waived_by": "", "reason": ""})


def _clause(desk: Desk, clause_id: int) -> Clause:
    if not has_row(desk.connection, "clause", clause_id):
        raise NotFoundError("clause", clause_id)
    row = load_row(desk.connection, "clause", clause_id)
    return Clause(row["id"], row["contract_id"], ClauseKind(row["kind"]), row["code"], row["title"])
