"""The clauses that a contract must have, and which of them are missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.domain.governance import ClauseKind, ClauseLevel, ClauseState, Contract
from outsource_desk.domain.tier import Tier
from outsource_desk.services.clause_codes import clause_codes
from outsource_desk.services.tiering import tier_of

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation


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
    codes = frozenset[str]().union(*(clause_codes()[level] for level in levels))  # whatever level the list gives them
    lacking = (
        each for each in contract.clauses if (each.level in levels or each.code in codes) and not each.state.is_settled
    )
    return tuple(MissingClause(each.kind, each.code, each.title, each.state, each.id) for each in lacking)


def _unlisted(contract: Contract, levels: frozenset[ClauseLevel]) -> tuple[MissingClause, ...]:
    listed = {each.code for each in contract.clauses}
    if all(clause_codes()[level] <= listed for level in levels):
        return ()  # without reading what they say
    from outsource_desk.services.governance_library import governance_library

    lacking = (each for each in governance_library().clauses if each.level in levels and each.code not in listed)
    return tuple(MissingClause(each.kind, each.code, each.title, ClauseState.MISSING) for each in lacking)


def settled_share(contract: Contract, kind: ClauseKind) -> tuple[int, int]:
    """Return how many clauses of a list are agreed or waived, and how many there are."""
    clauses = [each for each in contract.clauses if each.kind is kind]
    return sum(each.state.is_settled for each in clauses), len(clauses)
