"""Lists with one score to a line: vendor, criterion, perhaps evaluator, score."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import repeat
from typing import Any, NamedTuple

from outsource_desk.domain.spreadsheets import column_letters
from outsource_desk.importers.cells import raw_text
from outsource_desk.importers.reading import CellProblem, CriterionCell, NamedCell, ScoreCell, Table
from outsource_desk.importers.registers.kinds import SAMPLE
from outsource_desk.importers.registers.lists import account_for_surroundings
from outsource_desk.importers.registers.words import FIELDS
from outsource_desk.importers.scorecards.directions import direction_of, is_judged, scale_of
from outsource_desk.importers.scorecards.long_weights import ask_about_weights_of_list, said_of_criteria
from outsource_desk.importers.scorecards.scores import ask_shares, tell
from outsource_desk.importers.scorecards.values_together import ValuesTogether
from outsource_desk.importers.sheets.grid import Grid
from outsource_desk.importers.sheets.layout import Block
from outsource_desk.importers.sheets.ledger import Cell, Ledger
from outsource_desk.importers.sheets.periods import is_period
from outsource_desk.importers.sheets.vocabulary import (
    COMMENT,
    CRITERION,
    EVALUATOR,
    SCORE,
    VENDOR,
)
from outsource_desk.importers.sheets.words import (
    has,
    is_maximum_label,
    is_weight_label,
    words_of,
)

_PERSON = EVALUATOR - {"assessment", "assessed", "rated", "scored"}
_DAY = re.compile(r"\d{4}-\d{2}-(\d{2})\b")
_TOPIC = frozenset(
    ["item", "topic", "area", "category", "question", "subject", "thema", "frage", "bereich", "kategorie"]
)
_MOST_ASKED = 20  # places with several scores that are asked about
_TOGETHER = 512  # lines that are read in one go


def read_long_list(grid: Grid, block: Block) -> Table | None:
    """Read a table that has one score to a line: vendor, criterion, perhaps evaluator, score."""
    vendor = _column(grid, block, lambda words: _is_one_of(words, VENDOR))
    criterion = _column(grid, block, lambda words: _is_one_of(words, CRITERION))
    if criterion is None and vendor is not None and _repeats(grid, block, vendor):
        criterion = _column(grid, block, lambda words: _is_one_of(words, _TOPIC))
    score = _column(grid, block, lambda words: bool(words) and set(words) <= SCORE)
    if vendor is None or criterion is None or score is None or _has_months(grid, block):
        return None
    kinds = [grid.kinds[row] for row in block.body]
    texts = sum([(each[vendor] == "t") + (each[criterion] == "t") for each in kinds])
    if texts < 1.2 * len(block.body):
        return None
    return _LongReading(grid, block, vendor, criterion, score).table()


def _repeats(grid: Grid, block: Block, column: int) -> bool:
    """Tell whether some name stands in several rows."""
    names = [text for row in block.body[:SAMPLE] if (text := grid.text(row, column))]
    return len(set(names)) < len(names)


def _has_months(grid: Grid, block: Block) -> bool:
    """Tell whether each line also says a month, so that it is a reading and no score; the day of a survey is none."""
    period = _column(grid, block, lambda words: bool(set(words) & FIELDS["period"]))
    texts = [] if period is None else [grid.text(row, period) for row in block.body[:60]]
    days = {match[1] for text in texts if (match := _DAY.match(text))}
    return len(days) < 2 and sum(map(is_period, texts)) > 0.6 * len(texts) if texts else False


def _is_one_of(words: tuple[str, ...], vocabulary: frozenset[str]) -> bool:
    rest = set(words) - {"name", "names"}
    return len(rest) == 1 and has(next(iter(rest)), vocabulary)


def _column(grid: Grid, block: Block, test: Callable[[tuple[str, ...]], bool]) -> int | None:
    columns = range(len(grid.column_numbers))
    return next((column for column in columns if test(words_of(grid.text(block.header, column)))), None)


class _Lines(NamedTuple):
    """Some lines of a long list, column by column."""

    rows: list[int]
    vendors: list[str]
    criteria: list[str]
    evaluators: list[str]
    comments: list[str]


class _RawTexts(dict[float, str]):
    """Keeps the text of each number: the same few stand in most lines."""

    def __missing__(self, number: float) -> str:
        text = self[number] = raw_text(number)
        return text


class _LongReading:
    """Reads the lines of a long list."""

    def __init__(self, grid: Grid, block: Block, vendor: int, criterion: int, score: int) -> None:
        self._grid, self._block, self._ledger = grid, block, Ledger(grid, block.rows)
        self._vendor, self._criterion, self._score = vendor, criterion, score
        self._evaluator = _column(grid, block, lambda words: len(words) == 1 and words[0].removesuffix("s") in _PERSON)
        self._comment = _column(grid, block, lambda words: bool(set(words) & COMMENT))
        self._weight = _column(grid, block, lambda words: is_weight_label(" ".join(words)))
        self._top = _column(grid, block, lambda words: is_maximum_label(" ".join(words)))
        self._vendors, self._criteria = grid.texts(block.body, vendor), grid.texts(block.body, criterion)

    def table(self) -> Table:
        """Return the whole table."""
        grid, block, ledger = self._grid, self._block, self._ledger
        columns = [self._vendor, self._criterion, self._score, self._evaluator, self._comment, self._weight, self._top]
        ledger.imported((block.header, column) for column in columns if column is not None)
        values = self._values()
        scores = self._scores(values)
        self._ask_about_second_scores(scores)
        weights = said_of_criteria(grid, block, self._weight, self._criteria, ledger)
        tops = said_of_criteria(grid, block, self._top, self._criteria, ledger)
        shares = [name for name, each in values.items() if name and each.are_shares]
        if shares:
            ask_shares(shares, (block.body[0], self._score), ledger)
        _account_rest(grid, block, ledger, "not part of the list of scores")
        numbers = {score.value for score in scores if score.value is not None}
        names = self._first(self._criterion, self._criteria)
        if self._weight is not None:
            ask_about_weights_of_list(weights, list(names), (block.header, self._weight), ledger)
        judged = is_judged(list(names), numbers, has_weights=bool(weights.numbers), has_proven_total=False)
        top = scale_of(numbers) if judged else None
        criteria = [
            CriterionCell(
                name, cell, weights.of(name),
                direction_of(name, judged=judged or tops.of(name) is not None, has_proven_total=False),
                maximum=top if tops.of(name) is None else tops.of(name),
                weight_cell="" if weights.of(name) is None else grid.address(*weights.cells[name]),
            )
            for name, cell in grid.paced(names.items())
        ]  # fmt: skip
        return Table(
            grid.sheet.name, "scores", "long", (grid.row_numbers[block.header],),
            vendors=tuple(NamedCell(name, cell) for name, cell in self._first(self._vendor, self._vendors).items()),
            criteria=tuple(criteria),
            scores=tuple(scores), derived=ledger.derived_areas(), skipped=ledger.skipped_areas(),
            problems=tuple(ledger.problems), used_cells=ledger.used, accounted_cells=ledger.accounted,
            range=ledger.area, account=ledger.account([block.header]),
        )  # fmt: skip

    def _ask_about_second_scores(self, scores: list[ScoreCell]) -> None:
        """Ask which score counts where the list has several of one vendor for one criterion by the same person."""
        seen: set[tuple[str, str, str]] = set()
        asked: set[tuple[str, str, str]] = set()
        for score in self._grid.paced(scores):
            place = (score.vendor, score.criterion, score.evaluator)
            if place in seen and place not in asked and len(asked) < _MOST_ASKED:
                asked.add(place)
                said = f"“{score.vendor}” has more than one score for “{score.criterion}” here; which one counts?"
                self._ledger.problems.append(CellProblem(score.cell, "ask", said))
            seen.add(place)

    def _values(self) -> dict[str, ValuesTogether]:
        """Return criterion → what its values settle together."""
        cells: dict[str, list[Cell]] = {}
        kinds, score = self._grid.kinds, self._score
        for row, name in zip(self._block.body, self._criteria, strict=True):
            if kinds[row][score] != " ":
                cells.setdefault(name, []).append((row, score))
        return {name: ValuesTogether.of(self._grid, name, each) for name, each in cells.items()}

    def _scores(self, values: dict[str, ValuesTogether]) -> list[ScoreCell]:
        """Return the score of each line that names a vendor and a criterion."""
        grid, body = self._grid, self._block.body
        blank = [""] * len(body)
        evaluators = blank if self._evaluator is None else grid.texts(body, self._evaluator)
        comments = blank if self._comment is None else grid.texts(body, self._comment)
        asked = {name for name, each in values.items() if each.is_asked or grid.sheet.percents}
        raws = _RawTexts()
        scores: list[ScoreCell] = []
        rows: list[int] = []
        for start in range(0, len(body), _TOGETHER):
            part = slice(start, start + _TOGETHER)
            lines = _Lines(body[part], self._vendors[part], self._criteria[part], evaluators[part], comments[part])
            grid.step(len(lines.rows))
            plain = self._plain_scores(lines, asked, raws)
            if plain is not None:
                rows += lines.rows
                scores += plain
                continue
            for row, vendor, criterion, evaluator, comment in zip(*lines, strict=True):
                if vendor and criterion and grid.kinds[row][self._score] != " ":
                    rows.append(row)
                    number, text, flags, raw = self._told(row, values[criterion])
                    address = grid.address(row, self._score)
                    scores.append(ScoreCell(vendor, criterion, address, raw, number, text, flags, evaluator, comment))
        used = [self._vendor, self._criterion, self._score, self._evaluator, self._comment]
        self._ledger.imported_block(rows, [each for each in used if each is not None])
        return scores

    def _plain_scores(self, lines: _Lines, asked: set[str], raws: _RawTexts) -> list[ScoreCell] | None:
        """Return the scores of some lines that hold nothing but plain numbers, as nearly all do; else nothing."""
        column, numbers = self._grid.columns[self._score], self._grid.row_numbers
        values: list[Any] = [column[row] for row in lines.rows]
        if set(map(type, values)) != {float} or not asked.isdisjoint(lines.criteria):
            return None
        if not all(lines.vendors) or not all(lines.criteria):
            return None
        letters = column_letters(self._grid.column_numbers[self._score])
        addresses = (f"{letters}{numbers[row]}" for row in lines.rows)
        fields = zip(
            lines.vendors, lines.criteria, addresses, map(raws.__getitem__, values), values,
            repeat(""), repeat(()), lines.evaluators, lines.comments, strict=False,
        )  # fmt: skip
        return [tuple.__new__(ScoreCell, each) for each in fields]

    def _told(self, row: int, values: ValuesTogether) -> tuple[float | None, str, tuple[str, ...], str]:
        """Return number, text, flags and raw text of one cell."""
        grid, cell = self._grid, (row, self._score)
        value = grid.value(*cell)
        if type(value) is float and not values.is_asked and not grid.sheet.percents:
            return value, "", (), raw_text(value)
        grid.step(4)
        return tell(values.read(grid, cell), value, cell, self._ledger)

    def _first(self, column: int, texts: list[str]) -> dict[str, str]:
        """Return each different name of a column with the cell where it stands first."""
        names: dict[str, str] = {}
        lines = zip(self._block.body, self._vendors, self._criteria, texts, strict=True)
        for row, vendor, criterion, text in lines:
            if text not in names and text and vendor and criterion:
                names[text] = self._grid.address(row, column)
        return names


def _account_rest(grid: Grid, block: Block, ledger: Ledger, why: str) -> None:
    """Account for what stands in and around a list."""
    account_for_surroundings(grid, block, ledger)
    width = range(len(grid.column_numbers))
    ledger.skipped(((row, column) for row in block.upper for column in width), "title or note above the list")
    ledger.skipped_block([block.header, *block.lower, *block.body], width, why)
    ledger.close()
