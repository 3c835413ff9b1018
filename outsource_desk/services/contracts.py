"""Contracts with candidates: how they are begun, and until when notice must be given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from outsource_desk.domain.days import days_after

if TYPE_CHECKING:
    from outsource_desk.domain.governance import Contract
    from outsource_desk.domain.ranking import Evaluation

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
            found.append(Blip(milestone, on, _days(as_of, on), contract, names.get(contract.candidate_id, "")))
    return tuple(sorted(found, key=lambda each: (each.on, each.contract.id)))


def milestones(contract: Contract) -> tuple[tuple[Milestone, str], ...]:
    """Return the days of one contract that must not be missed, YYYY-MM-DD."""
    if contract.ends_on is None:
        return ()
    end = Milestone.RENEWAL if contract.renews_itself else Milestone.END
    if contract.notice_us_days is None:
        return ((end, contract.ends_on),)
    return ((Milestone.NOTICE, days_after(contract.ends_on, -contract.notice_us_days)), (end, contract.ends_on))


def _days(earlier: str, later: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
