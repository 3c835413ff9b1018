"""The clauses that a contract must have, which of them are missing, and who waives one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_text
from outsource_desk.domain.errors import NotFoundError
from outsource_desk.domain.governance import Clause, ClauseKind, ClauseLevel, ClauseState, Contract
from outsource_desk.domain.governance_errors import WaiverError
from outsource_desk.domain.tier import Tier
from outsource_desk.services.clause_codes import clause_codes
from outsource_desk.services.governance_library import governance_library
from outsource_desk.services.tiering import tier_of
from outsource_desk.store.records import load_row
from outsource_desk.store.rows import has_row, update_row

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.services.desk import Desk


@dataclass(frozen=True)
class MissingClause:
    """A mandatory clause that is neither agreed nor waived."""

    kind: ClauseKind
    code: str
    title: str
    state: ClauseState
    id: int | None = None  # None: it is not even on the contract's list


def mandatory_levels(tier: Tier | None) -> frozenset[ClauseLevel]:
    """Return which clauses a function of this tier must have; those of a critical one only where it is known to be."""
    return frozenset({ClauseLevel.ALL, ClauseLevel.CRITICAL} if tier is Tier.T1 else {ClauseLevel.ALL})


def missing_clauses(evaluation: Evaluation, candidate_id: int) -> tuple[MissingClause, ...]:
    """Return the mandatory clauses that a candidate's contract lacks, in the order of the list.

    A clause that was only asked for is not in the contract yet. One that was deleted from the list is missing still;
    to do without it, it is waived by name. Without a contract nothing is missing: it has not been begun.
    """
    contract = evaluation.protection.governance.contract(candidate_id) if evaluation.protection else None
    if contract is None:
        return ()
    levels = mandatory_levels(tier_of(evaluation.initiative, evaluation.tiering).tier)
    return (*_unsettled(contract, levels), *_unlisted(contract, levels))


def _unsettled(contract: Contract, levels: frozenset[ClauseLevel]) -> tuple[MissingClause, ...]:
    lacking = (each for each in contract.clauses if each.level in levels and not each.state.is_settled)
    return tuple(MissingClause(each.kind, each.code, each.title, each.state, each.id) for each in lacking)


def _unlisted(contract: Contract, levels: frozenset[ClauseLevel]) -> tuple[MissingClause, ...]:
    listed = {each.code for each in contract.clauses}
    if all(clause_codes()[level] <= listed for level in levels):
        return ()  # without reading what they say
    lacking = (each for each in governance_library().clauses if each.level in levels and each.code not in listed)
    return tuple(MissingClause(each.kind, each.code, each.title, ClauseState.MISSING) for each in lacking)


def settled_share(contract: Contract, kind: ClauseKind) -> tuple[int, int]:
    """Return how many clauses of a list are agreed or waived, and how many there are."""
    clauses = [each for each in contract.clauses if each.kind is kind]
    return sum(each.state.is_settled for each in clauses), len(clauses)


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
