"""Contracts with candidates: how they are begun, and until when notice must be given."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from outsource_desk.domain.days import days_after, days_between, months_after
from outsource_desk.domain.errors import DuplicateNameError
from outsource_desk.domain.governance_errors import InHouseContractError
from outsource_desk.services.governance_library import governance_library
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.rows import find_row, insert_row
from outsource_desk.store.vendors import load_candidate

if TYPE_CHECKING:
    from outsource_desk.domain.governance import Contract
    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.services.desk import Desk

SOON = 180  # days


class Milestone(StrEnum):
    """A day in the life of a contract that must not be missed; the value is its name in words."""

    NOTICE = "Last day to give notice"
    RENEWAL = "Contract renews itself"
    END = "Contract ends"


@dataclass(frozen=True)
class Blip:
    """One day on the radar."""

    milestone: Milestone
    on: str  # YYYY-MM-DD
    days: int  # from the day of the evaluation; negative where it has passed
    contract: Contract
    name: str  # of the candidate

    @property
    def is_near(self) -> bool:
        """Tell whether it comes within half a year, or has passed."""
        return self.days <= SOON


def radar(evaluation: Evaluation) -> tuple[Blip, ...]:
    """Return the days on which notice must be given and contracts end or renew themselves, the nearest first.

    Contracts without an end have none. Where our notice is not known, the day to give it is not known either.
    """
    assert evaluation.protection is not None
    as_of = evaluation.protection.as_of
    names = {each.id: each.name for each in evaluation.candidates}
    found = []
    for contract in evaluation.protection.governance.contracts:
        for milestone, on in milestones(contract):
            found.append(Blip(milestone, on, days_between(as_of, on), contract, names.get(contract.candidate_id, "")))
    return tuple(sorted(found, key=lambda each: (each.on, each.contract.id)))


def milestones(contract: Contract) -> tuple[tuple[Milestone, str], ...]:
    """Return the days of one contract that must not be missed, YYYY-MM-DD."""
    if contract.ends_on is None:
        return ()
    end = Milestone.RENEWAL if contract.renews_itself else Milestone.END
    if contract.notice_us_days is None:
        return ((end, contract.ends_on),)
    return ((Milestone.NOTICE, days_after(contract.ends_on, -contract.notice_us_days)), (end, contract.ends_on))


def start_contract(desk: Desk, candidate_id: int) -> int:
    """Begin a contract with a candidate, with every clause that it should have, and return its id.

    Undoable. Saved when this returns. It begins at the start of the service and lasts for the term of the initiative,
    where those are known.

    Raises:
        NotFoundError: there is no such candidate.
        DuplicateNameError: there is a contract with it already.
        InHouseContractError: it is the in-house option.
    """
    candidate = load_candidate(desk.connection, candidate_id)
    if candidate.is_in_house:
        raise InHouseContractError(candidate.name)
    if find_row(desk.connection, "contract", {"candidate_id": candidate_id}, ["id"]) is not None:
        raise DuplicateNameError("The contract with", candidate.name)
    initiative = load_initiative(desk.connection, candidate.initiative_id)
    start, term = initiative.start_date, initiative.term_months
    ends_on = days_after(months_after(start, term), -1) if start and term else None
    with desk.edit("Begin contract"):
        contract = insert_row(
            desk.db, "contract", {"candidate_id": candidate_id, "starts_on": start, "ends_on": ends_on}
        )
        for place, clause in enumerate(governance_library().clauses):
            insert_row(desk.db, "clause", {"contract_id": contract, "position": place, **vars(clause)})
    return contract
