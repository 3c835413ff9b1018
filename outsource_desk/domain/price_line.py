"""The lines that an offer's price is made of."""

from __future__ import annotations

from typing import NamedTuple

from outsource_desk.domain.score import Source


class PriceLine(NamedTuple):
    """One line of an offer: an item of a bid tabulation, or what something costs in a year."""

    id: int
    candidate_id: int
    criterion_id: int  # whose amount the lines add up to
    name: str
    amount: float  # what the line costs, in main units of its currency
    currency: str = ""
    year: int | None = None  # of the contract from 0, or of the calendar; None = not by year
    quantity: float | None = None
    unit: str = ""
    unit_price: float | None = None
    note: str = ""
    source: Source | None = None
