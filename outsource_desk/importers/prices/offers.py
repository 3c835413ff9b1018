"""Whose price each column of a price sheet holds, for which year and span of time, and of what kind it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from outsource_desk.importers.sheets.ledger import Cell
from outsource_desk.importers.sheets.money import Money


class Offer(NamedTuple):
    """Whose price is meant, and for what time."""

    vendor: str
    year: int | None
    span: str


@dataclass(frozen=True)
class PriceColumn:
    """A column of prices."""

    at: int
    role: str = ""  # unit, amount, total, tax or gross; nothing = the header does not say
    vendor: str = ""
    vendor_cell: Cell | None = None
    year: int | None = None
    money: Money | None = None
    span: str = ""  # once, year, month, day, hour or repeated, where the header says so
    own_span: str = ""  # the same where the vendor has prices for several
    upper: str = ""  # a name above the vendor's, with its cell
    upper_cell: Cell | None = None

    @property
    def offer(self) -> Offer:
        """Return whose price it is, for which year and which span of time."""
        return Offer(self.vendor, self.year, self.own_span)


@dataclass
class PriceColumns:
    """The columns of a price sheet."""

    label: int
    quantity: int | None = None
    unit: int | None = None
    currency: int | None = None
    prices: list[PriceColumn] = field(default_factory=list)
    totals: list[PriceColumn] = field(default_factory=list)  # of the years of a vendor, in each row
    left_out: dict[int, str] = field(default_factory=dict)  # column → why
    hidden: list[int] = field(default_factory=list)
    like_measures: list[PriceColumn] = field(default_factory=list)  # with names that mean what lines are measured by
    doubts: list[tuple[Cell, str]] = field(default_factory=list)  # what is to be asked about a header
    has_weight: bool = False

    @property
    def vendors(self) -> dict[str, Cell]:
        """Return the vendors in their order, each with the cell of its name."""
        named: dict[str, Cell] = {}
        for column in self.prices:
            if column.vendor and column.vendor_cell is not None:
                named.setdefault(column.vendor, column.vendor_cell)
        return named

    @property
    def roles(self) -> Counter[str]:
        """Return how many columns of prices have which role."""
        return Counter(column.role for column in self.prices)

    @property
    def years(self) -> list[int]:
        """Return the different years."""
        return sorted({column.year for column in self.prices if column.year is not None})

    @property
    def is_doubled(self) -> bool:
        """Tell whether two columns hold the same price of the same vendor and year, as far as headers say."""
        return len({(*column.offer, column.role) for column in self.prices}) < len(self.prices)

    def offers(self) -> dict[Offer, dict[str, PriceColumn]]:
        """Return vendor, year and span of time → role → column."""
        found: dict[Offer, dict[str, PriceColumn]] = {}
        for column in self.prices:
            found.setdefault(column.offer, {}).setdefault(column.role, column)
        return found
