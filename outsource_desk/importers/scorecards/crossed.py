"""Columns that name vendor and criterion in one: ``Alder_price``, ``quality – Birch``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from outsource_desk.importers.reading import CriterionCell, NamedCell, ScoreCell, Table
from outsource_desk.importers.registers.lists import account_for_surroundings
from outsource_desk.importers.scorecards.directions import direction_of, is_judged, scale_of
from outsource_desk.importers.scorecards.scores import read_cell
from outsource_desk.importers.sheets.grid import Grid
from outsource_desk.importers.sheets.layout import Block
from outsource_desk.importers.sheets.ledger import Ledger
from outsource_desk.importers.sheets.vocabulary import COMMENT, CRITERION, EVALUATOR, QUANTITY, SCORE, WEIGHT
from outsource_desk.importers.sheets.words import has, is_vendor_title, looks_like_measure, looks_like_vendor, words_of

_SIGNS = ("_", " - ", " – ", " — ", ": ", " / ", " | ", "/", ".")
_KINDS_OF_VALUE = SCORE | COMMENT | WEIGHT | QUANTITY | {"price", "amount", "unit", "total", "rank"}
_MANY_ROWS = 60  # evaluators; more rows are records of something else
_BRACKETED = re.compile(r"([^()]{1,60}?)\s?\(([^()]{1,60})\)")
_PLAIN_NAME = re.compile(r"[^\W_][\w .&'’+-]{0,60}")


@dataclass(frozen=True)
class Crossed:
    """What columns mean whose headers name a vendor and a criterion."""

    columns: dict[int, tuple[str, str]]  # vendor and criterion of a column
    is_doubtful: bool  # which of both comes first cannot be told


def crossed_columns(grid: Grid, block: Block) -> Crossed | None:
    """Return which vendor and criterion each column is about, if the headers cross at least two of both."""
    headers = {at: grid.text(block.header, at) for at, kind in enumerate(grid.kinds[block.header]) if kind == "t"}
    if len(headers) < 4:
        return None
    for sign in _SIGNS:
        parts = {at: _parted(text, sign) for at, text in headers.items() if sign in text}
        if len(parts) >= 4 and (found := _crossed({at: part for at, part in parts.items() if part})):
            return found
    return None


def _parted(text: str, sign: str) -> tuple[str, str] | None:
    first, _, second = (part.strip() for part in text.partition(sign))
    return (first, second) if _PLAIN_NAME.fullmatch(first) and _PLAIN_NAME.fullmatch(second) else None


def _crossed(parts: dict[int, tuple[str, str]]) -> Crossed | None:
    """Return the columns if every first part stands before every second one, just once."""
    firsts = list(dict.fromkeys(first.casefold() for first, _ in parts.values()))
    seconds = list(dict.fromkeys(second.casefold() for _, second in parts.values()))
    pairs = {(first.casefold(), second.casefold()) for first, second in parts.values()}
    if len(firsts) < 2 or len(seconds) < 2 or len(pairs) != len(parts) or len(pairs) != len(firsts) * len(seconds):
        return None
    first, second = _likeness(firsts), _likeness(seconds)
    if max(first, second) <= 0 or any(map(_is_kind_of_value, (*firsts, *seconds))):
        return None
    turned = first > second
    columns = {at: (b, a) if turned else (a, b) for at, (a, b) in parts.items()}
    return Crossed(_spelt_alike(columns), first == second)


def parted_names(names: Sequence[str]) -> list[tuple[str, str]]:
    """Return both parts of names that cross at least two first parts with two second ones; nothing if they do not.

    The second part may stand in brackets, as in “Alder (Kim)”.
    """
    names = [f"{match[1]} - {match[2]}" if (match := _BRACKETED.fullmatch(name)) else name for name in names]
    for sign in _SIGNS:
        parts = [_parted(name, sign) if sign in name else None for name in names]
        known = [part for part in parts if part is not None]
        firsts = {first.casefold() for first, _ in known}
        seconds = {second.casefold() for _, second in known}
        pairs = {(first.casefold(), second.casefold()) for first, second in known}
        is_whole = len(known) == len(names) == len(pairs) == len(firsts) * len(seconds)
        if is_whole and len(firsts) >= 2 and len(seconds) >= 2:
            return known
    return []


def _likeness(names: Sequence[str]) -> float:
    """Return how much names are like criteria, less how much they are like vendors."""
    return sum(looks_like_measure(name) for name in names) / len(names) - sum(map(looks_like_vendor, names))


def _is_kind_of_value(name: str) -> bool:
    """Tell whether a name says in what way one vendor's value is told, as in “Alder – weighted”."""
    words = set(words_of(name)) - {"price", "quality"}
    return bool(words) and words <= _KINDS_OF_VALUE


def _spelt_alike(columns: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """Spell each name as it stands first: “Alder” and “alder” are one."""
    known: dict[str, str] = {}
    return {
        at: (known.setdefault("v" + vendor.casefold(), vendor), known.setdefault("c" + name.casefold(), name))
        for at, (vendor, name) in columns.items()
    }


def read_crossed(grid: Grid, block: Block) -> Table | None:
    """Read a table whose columns cross vendors and criteria, with a row of values or one for each evaluator."""
    crossed = crossed_columns(grid, block)
    if crossed is None:
        return None
    rows = [row for row in block.body if any(grid.kind(row, at) != " " for at in crossed.columns)]
    label = next((at for at in range(len(grid.column_numbers)) if at not in crossed.columns), None)
    title = grid.text(block.header, label) if label is not None else ""
    is_person = label is not None and (has(title, EVALUATOR) or words_of(title) in ((), ("name",)))
    if not rows or len(rows) > _MANY_ROWS or (len(rows) > 1 and not is_person):
        return None
    if has(title, CRITERION) or is_vendor_title(title):
        return None
    return _CrossedReading(grid, block, crossed, rows, label if is_person else None).table()


class _CrossedReading:
    """Reads the values and accounts for the cells."""

    def __init__(self, grid: Grid, block: Block, crossed: Crossed, rows: list[int], label: int | None) -> None:
        self._grid, self._block, self._crossed, self._rows, self._label = grid, block, crossed, rows, label
        self._ledger = Ledger(grid, block.rows)

    def table(self) -> Table:
        """Return the whole table."""
        grid, block, ledger = self._grid, self._block, self._ledger
        columns = self._crossed.columns
        ledger.imported((block.header, at) for at in columns)
        if self._label is not None:
            ledger.imported([(block.header, self._label), *((row, self._label) for row in self._rows)])
        scores = tuple(score for row in self._rows for score in self._scores(row))
        vendors, criteria = self._names(0), self._names(1)
        if self._crossed.is_doubtful:
            names = f"“{next(iter(vendors))}” and “{next(iter(criteria))}”"
            said = f"the headers name vendor and criterion: {names}; is that so?"
            ledger.remark((block.header, min(columns)), "ask", said)
        if len(criteria) > 1:
            ledger.remark(
                (block.header, min(columns)), "ask", "the sheet has no weights; should all criteria weigh the same?"
            )
        account_for_surroundings(grid, block, ledger)
        ledger.close()
        headers = sorted({*block.upper, block.header, *block.lower})
        return Table(
            grid.sheet.name, "scores", "vendors_as_columns", tuple(grid.row_numbers[row] for row in headers),
            vendors=tuple(NamedCell(name, cell) for name, cell in vendors.items()),
            criteria=tuple(self._criterion(name, cell, scores) for name, cell in criteria.items()),
            scores=scores, derived=ledger.derived_areas(), skipped=ledger.skipped_areas(),
            problems=tuple(ledger.problems), used_cells=ledger.used, accounted_cells=ledger.accounted,
            range=ledger.area, account=ledger.account(headers),
        )  # fmt: skip

    def _scores(self, row: int) -> list[ScoreCell]:
        grid, found = self._grid, []
        evaluator = grid.text(row, self._label) if self._label is not None else ""
        for at, (vendor, criterion) in self._crossed.columns.items():
            cell = (row, at)
            if grid.kind(*cell) != " ":
                number, text, flags, raw = read_cell(grid.value(*cell), grid.decimal, cell, self._ledger)
                found.append(ScoreCell(vendor, criterion, grid.address(*cell), raw, number, text, flags, evaluator))
                self._ledger.imported([cell])
        return found

    def _names(self, side: int) -> dict[str, str]:
        names: dict[str, str] = {}
        for at, both in self._crossed.columns.items():
            names.setdefault(both[side], self._grid.address(self._block.header, at))
        return names

    def _criterion(self, name: str, cell: str, scores: tuple[ScoreCell, ...]) -> CriterionCell:
        numbers = [score.value for score in scores if score.criterion == name and score.value is not None]
        judged = is_judged([name], numbers, has_weights=False, has_proven_total=False)
        direction = direction_of(name, judged=judged, has_proven_total=False) if numbers else None
        if direction is None and numbers:
            at = next(at for at, both in self._crossed.columns.items() if both[1] == name)
            self._ledger.remark((self._block.header, at), "ask", f"is more or less of “{name}” better?")
        return CriterionCell(name, cell, direction=direction, maximum=scale_of(numbers) if judged else None)
