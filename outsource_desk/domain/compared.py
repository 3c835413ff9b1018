"""Vendors side by side: lines of cells whose parts know how they are written."""

from __future__ import annotations

from enum import StrEnum

from outsource_desk.domain.frozen import frozen
from outsource_desk.domain.vendor import Vendor


class Form(StrEnum):
    """How a part of a cell is written."""

    TEXT = "text"  # as it is
    WORD = "word"  # a word or sentence of the product, to be said in the user's language
    NUMBER = "number"
    PERCENT = "percent"  # a share of 1
    MONEY = "money"  # (minor units, currency)
    DAY = "day"
    UNTIL = "until"  # a day on which something ends
    COUNTRY = "country"  # a code
    HOURS = "hours"  # hours of a day
    EXAMINED = "examined"  # a share of 1 of the questions' weight that was accepted
    RATING = "rating"  # points of 5


@frozen
class Part:
    """A piece of a cell."""

    form: Form
    value: object


@frozen
class Cell:
    """What one vendor has in a line: below each other lines of parts; a tone if that is good or bad news."""

    lines: tuple[tuple[Part, ...], ...] = ()
    tone: str = ""  # good, warn, bad or empty

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is known."""
        return not self.lines


class Aspect(StrEnum):
    """What a line is about."""

    STANDING = "standing"
    PROFILE = "profile"
    SITES = "sites"
    CERTIFICATES = "certificates"
    FINANCE = "finance"
    INSURANCE = "insurance"
    OWNERS = "owners"
    SUPPLY = "supply"
    REFERENCES = "references"
    WATCH = "watch"


@frozen
class ComparedLine:
    """One line of the comparison."""

    aspect: Aspect
    name: str
    is_own_name: bool  # such as a certificate's: not to be translated
    cells: tuple[Cell, ...]  # as many as vendors

    @property
    def differs(self) -> bool:
        """Tell whether the vendors differ in it."""
        return len({cell.lines for cell in self.cells}) > 1


@frozen
class VendorComparison:
    """Vendors side by side; lines about which nothing is known of anybody are left out."""

    vendors: tuple[Vendor, ...]
    lines: tuple[ComparedLine, ...]
    initiative: str = ""  # in which they stand as told, if any
