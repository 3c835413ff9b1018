"""Several offers of one vendor in rows of their own: a base bid and its alternates."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.sheets.vocabulary import KIND_OF_OFFER, OFFER
from outsource_desk.importers.sheets.words import words_of

if TYPE_CHECKING:
    from outsource_desk.importers.scorecards.sides import Sides

OFFERS = "which of several offers a row is"
_MANY = 500  # rows beyond which a list holds orders rather than offers


def take_offers(view: View, sides: Sides) -> None:
    """Name each offer of a vendor with several of them after it: “Alder (Base bid)”; whether that is meant is asked."""
    if view.is_across or view.roles or not 2 <= len(sides.vendors) <= _MANY:
        return
    counts = Counter(vendor.name.casefold() for vendor in sides.vendors)
    several = [vendor for vendor in sides.vendors if counts[vendor.name.casefold()] > 1]
    column = next((line for line in map(view.header, view.columns) if _tells_offers(view, line, several)), None)
    if not several or column is None:
        return
    name = several[0].name
    for vendor in several:
        vendor.name = f"{vendor.name} ({view.grid.text(vendor.at, column.at)})"
    sides.offer = column
    sides.doubts.append((several[0], f"“{name}” has several offers; is each of them a candidate of its own?"))


def _tells_offers(view: View, line: Line, vendors: list[Line]) -> bool:
    """Tell whether a column says of each row which offer of its vendor it is, each of them once."""
    kinds = {view.grid.kind(vendor.at, line.at) for vendor in vendors}
    if kinds != {"t"}:
        return False
    texts = [view.grid.text(vendor.at, line.at) for vendor in vendors]
    pairs = {(vendor.name.casefold(), text.casefold()) for vendor, text in zip(vendors, texts, strict=True)}
    is_titled = bool(set(words_of(line.name)) & OFFER)
    is_said = 2 * sum(bool(set(words_of(text)) & KIND_OF_OFFER) for text in texts) >= len(texts)
    return len(pairs) == len(vendors) and (is_titled or is_said)
