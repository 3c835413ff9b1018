"""The lines of a price sheet: added up to one price of each candidate, and kept beneath it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from outsource_desk.domain.checks import NAME_LIMIT, checked_minor_units, checked_name
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import counted, in_words, minor_digits
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.store.rows import delete_rows, insert_rows

if TYPE_CHECKING:
    from outsource_desk.importers.reading import OfferLine, ScoreCell, Table
    from outsource_desk.services.desk import Desk

PRICE = "Price"
_NAMED = 3  # lines that are named where a price stays open


@dataclass(frozen=True)
class PlannedLine:
    """One line of an offer that is to be written beneath the price it adds to."""

    candidate: int | str  # id, or the name of a new one
    criterion: int | str
    fields: Mapping[str, object]


def is_price_sheet(table: Table) -> bool:
    """Tell whether a table's values are lines of offers, not criteria of their own."""
    return table.kind == "prices" and bool(table.lines)


def as_prices(table: Table, others: Iterable[Table] = ()) -> Table:
    """Return a price sheet as a table with one criterion: what the lines of each vendor add up to.

    Args:
        table: with lines.
        others: further tables of the same file; where several of them are price sheets, the price is named after
            the sheet.

    A vendor with a line that cannot be read has an open price, with the lines in its text: a sum that leaves
    something out would flatter. So has one that asks in another currency than most do: the amounts of two
    currencies cannot be compared, and nobody said at which rate one becomes the other; nor can what is paid once and
    what is paid each month.
    """
    from outsource_desk.importers.reading import CriterionCell

    is_one_of_many = any(is_price_sheet(other) and other.sheet != table.sheet for other in others)
    name = table.sheet[:NAME_LIMIT] if is_one_of_many and table.sheet else PRICE
    by_vendor: dict[str, list[OfferLine]] = {vendor.name: [] for vendor in table.vendors}
    for line in table.lines:
        by_vendor.setdefault(line.vendor, []).append(line)
    usual = _usual(table, by_vendor.values())
    currency = "" if usual.currency == _SEVERAL else usual.currency
    column = CriterionCell(name, table.range, direction="min", unit=currency, is_price=True)
    scores = [_price(table, name, vendor, lines, usual) for vendor, lines in by_vendor.items() if lines]
    return replace(table, criteria=(column,), groups=(), scores=tuple(scores))


class _Terms(NamedTuple):
    """In which currency and for which span of time an amount is; ``several`` where lines disagree."""

    currency: str
    per: str


_SEVERAL = "several"


def _usual(table: Table, offers: Iterable[Sequence[OfferLine]]) -> _Terms:
    """Return the terms of most offers, of which ``several`` are as usual where no one is."""
    said = [_terms(table, lines) for lines in offers if lines]
    return _Terms(_most_common(each.currency for each in said), _most_common(each.per for each in said))


def _most_common(said: Iterable[str]) -> str:
    counts = Counter(each for each in said if each != _SEVERAL).most_common(2)
    is_even = len(counts) == 2 and counts[0][1] == counts[1][1]
    return _SEVERAL if is_even or not counts else counts[0][0]


def _terms(table: Table, lines: Sequence[OfferLine]) -> _Terms:
    """Return the terms of an offer; what costs nothing more costs it in any currency."""
    paid = [line for line in lines if line.amount] or lines
    return _Terms(_only(line.currency or table.currency for line in paid), _only(line.per for line in paid))


def _only(said: Iterable[str]) -> str:
    found = set(said)
    return found.pop() if len(found) == 1 else _SEVERAL


def _price(table: Table, name: str, vendor: str, lines: Sequence[OfferLine], usual: _Terms) -> ScoreCell:
    from outsource_desk.importers.reading import ScoreCell

    cells = _span([line.cell for line in lines])
    unread = [line for line in lines if line.amount is None]
    if why := "without an amount" if unread else _why_open(_terms(table, lines), usual):
        named = in_words([f"“{line.name}” ({line.cell})" for line in (unread or lines)[:_NAMED]])
        raw = f"{counted(len(unread or lines), 'line')} {why}: {named}"
        return ScoreCell(vendor, name, cells, raw, None, raw, ("missing",))
    total = sum(_exact(line.amount or 0.0) for line in lines) * _exact(table.multiplier)
    raw = f"{counted(len(lines), 'line')} of {cells}"
    return ScoreCell(vendor, name, cells, raw, float(total))


def _why_open(own: _Terms, usual: _Terms) -> str:
    """Return why an offer makes no price that can stand beside the others; nothing where it does."""
    if own.currency == _SEVERAL:
        return "in several currencies"
    if own.currency != usual.currency:
        asked = f"in {own.currency}" if own.currency else "without a currency"
        others = f"most others in {usual.currency}" if usual.currency != _SEVERAL else "others in another currency"
        return f"{asked}, {others if usual.currency else 'most others without one'}"
    if own.per == _SEVERAL:
        return "for several spans of time"
    return "" if own.per == usual.per else "for another span of time than others"


def _span(cells: Sequence[str]) -> str:
    return cells[0] if len(cells) == 1 else f"{cells[0]}:{cells[-1]}"


def _exact(number: float) -> Decimal:
    """Return a number of a spreadsheet as it was typed there."""
    return Decimal(repr(float(number)))


def plan_lines(
    table: Table, criterion: int | str, candidates: Mapping[str, int | str], currency: str
) -> tuple[tuple[PlannedLine, ...], tuple[str, ...]]:
    """Return the lines to be written beneath a price, and notes on those that cannot be.

    Args:
        table: the price sheet as it was read.
        criterion: the price that the lines add up to: its id, or the name of a new one.
        candidates: vendor of the sheet → candidate id, or the name of a new one; others are left out.
        currency: of amounts that say none.
    """
    planned: list[PlannedLine] = []
    notes: list[str] = []
    for position, line in enumerate(table.lines):
        candidate = candidates.get(line.vendor)
        if candidate is None or line.amount is None:
            continue
        try:
            planned.append(PlannedLine(candidate, criterion, _fields(table, line, position, currency)))
        except DeskError as error:
            notes.append(f"{line.cell}: left out of the lines. {error}")
    return tuple(planned), tuple(notes)


def _fields(table: Table, line: OfferLine, position: int, currency: str) -> dict[str, object]:
    code = line.currency or table.currency or currency
    amount = _exact(line.amount or 0.0) * _exact(table.multiplier)
    unit_price = None if line.unit_price is None else float(_exact(line.unit_price) * _exact(table.multiplier))
    return {
        "position": position,
        "name": checked_name("The line", line.name),
        "year": line.year,
        "quantity": line.quantity,
        "unit": (line.unit or line.per)[:200],
        "unit_price": unit_price,
        "minor_units": checked_minor_units("The amount", float(amount), code),
        "currency": code,
        "cell": line.cell,
    }


def same_lines(now: Evaluation | None, planned: Sequence[PlannedLine]) -> bool:
    """Tell whether an initiative has exactly these lines beneath the same prices already."""
    if now is None or not planned:
        return not planned
    if not all(isinstance(line.candidate, int) and isinstance(line.criterion, int) for line in planned):
        return False
    places = {(line.candidate, line.criterion) for line in planned}
    here = [
        (each.candidate_id, each.criterion_id, each.name, each.year, each.quantity, each.unit,
         round(each.amount * 10 ** minor_digits(each.currency)), each.currency)
        for each in now.price_lines
        if (each.candidate_id, each.criterion_id) in places
    ]  # fmt: skip
    there = [
        (line.candidate, line.criterion, *(line.fields[key] for key in ("name", "year", "quantity", "unit")),
         line.fields["minor_units"], line.fields["currency"])
        for line in planned
    ]  # fmt: skip
    return sorted(map(repr, here)) == sorted(map(repr, there))


def write_lines(
    desk: Desk,
    planned: Sequence[PlannedLine],
    candidates: Mapping[str, int],
    criteria: Mapping[str, int],
    origin: Mapping[str, object],
) -> None:
    """Write lines in place of those that the same prices had before, inside the edit that is open.

    Args:
        desk: the open file.
        planned: what to write.
        candidates: name of a new candidate, in small letters → its id.
        criteria: name of a new criterion → its id.
        origin: ``import_id`` and ``sheet``.
    """
    rows: list[dict[str, object]] = []
    for line in planned:
        candidate = candidates[line.candidate.casefold()] if isinstance(line.candidate, str) else line.candidate
        criterion = criteria[line.criterion] if isinstance(line.criterion, str) else line.criterion
        rows.append({"candidate_id": candidate, "criterion_id": criterion, **line.fields, **origin})
    for place in dict.fromkeys((row["candidate_id"], row["criterion_id"]) for row in rows):
        delete_rows(desk.db, "price_line", dict(zip(("candidate_id", "criterion_id"), place, strict=True)))
    insert_rows(desk.db, "price_line", rows)
