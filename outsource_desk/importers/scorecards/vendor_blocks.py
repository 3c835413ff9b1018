"""Vendors' names over blocks of columns that repeat the same headers, such as score and weighted score."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from outsource_desk.importers.scorecards.proof import Numbers, close, is_product, is_weighted_copy
from outsource_desk.importers.scorecards.view import Line, View, repeated_blocks
from outsource_desk.importers.sheets.ledger import Cell
from outsource_desk.importers.sheets.vocabulary import AVERAGE, EVALUATOR, FILLER, NORMALISED, QUANTITY, SCORE, WEIGHTED
from outsource_desk.importers.sheets.words import (
    has,
    is_benchmark_label,
    is_remark_label,
    is_weight_label,
    is_weighted_label,
    starts_as_total,
    words_of,
)

_SCALE_BEHIND = re.compile(r"\s*[(\[][^()\[\]]{1,20}[)\]]$")
_OF_NEIGHBOURS = "a result of its neighbours"
_WEIGHTED = "a weighted score"
_NUMBER_BEHIND = re.compile(r"[\s#.]*(?:\d{1,2}|[IVX]{1,4})$")
_ROUNDS_OF_ALL = frozenset(["round", "runde", "tour", "ronda", "rodada", "phase", "fase", "etape", "stage", "stufe"])
_ROUNDS = frozenset(["initial", "final", "raw", "adjusted", "first", "second", "before", "after", "consensus", "r"])


@dataclass
class Pair:
    """A column of a vendor's block: its score, a result of it, or comments."""

    line: Line
    why: str = ""  # left out as a result
    is_weighted: bool = False
    is_comment: bool = False
    doubt: str = ""  # what is to be asked about it

    @property
    def is_mean(self) -> bool:
        """Tell whether it shows the mean or the sum of its neighbours."""
        return self.why == _OF_NEIGHBOURS


def pairs_of(view: View) -> dict[int, Pair]:
    """Return what each column in blocks of vendors is, by its place."""
    row, blocks = repeated_blocks(view)
    found: dict[int, Pair] = {}
    if row is not None and all(says_score(_SCALE_BEHIND.sub("", name)) or _is_round(name) for name, _ in blocks):
        return _vendors_below(view, blocks)
    for name, columns in blocks if row is not None else []:
        found |= _pair_up(view, row or 0, name, columns)
    return found


def _is_round(name: str) -> bool:
    """Tell whether a name is that of a round of scoring, which no vendor is called."""
    return any(word in _ROUNDS_OF_ALL for word in words_of(name)) and bool(_NUMBER_BEHIND.search(name))


def _vendors_below(view: View, blocks: list[tuple[str, list[int]]]) -> dict[int, Pair]:
    """Take the repeated headers for the vendors, where “Score” and “Weighted score” stand over them."""
    header = view.block.header
    first = next((name for name, _ in blocks if not is_weighted_label(name)), blocks[0][0])
    found: dict[int, Pair] = {}
    for name, columns in blocks:
        is_weighted = is_weighted_label(name)
        why = _WEIGHTED if is_weighted else "a second score of the same vendor"
        for column in columns:
            line = Line(column, view.grid.text(header, column), (header, column))
            found[column] = Pair(line, "" if name == first else why, is_weighted)
        if name != first and not is_weighted:
            found[columns[0]].doubt = f"“{first}” is taken as the score, and not “{name}”; is that so?"
    return found


def cell_over(view: View, row: int, columns: Sequence[int]) -> Cell:
    """Return the cell of the name over some columns; it may stand before them, over one that is hidden."""
    before = range(columns[0] - 1, -1, -1)
    return row, next((at for at in (*columns, *before) if view.grid.kind(row, at) != " "), columns[0])


def _pair_up(view: View, row: int, name: str, columns: list[int]) -> dict[int, Pair]:
    name_cell = cell_over(view, row, columns)
    pairs: dict[int, Pair] = {}
    kept = []
    for column in columns:
        header = view.grid.text(view.block.header, column)
        if is_remark_label(header) and len(columns) > 1 and not _is_numeric_line(view, column):
            pairs[column] = Pair(Line(column, header, (view.block.header, column)), is_comment=True)
            continue
        why = _why_follows(view, column, columns, header)
        if not why and is_benchmark_label(name):
            why = "the buyer's own figure, not a vendor"
        is_weighted = is_weight_label(why.partition(" × ")[0])
        is_weighted |= why == _WEIGHTED and _is_in_proportion(view, column, columns)
        pairs[column] = Pair(Line(column, name, name_cell), why, is_weighted)
        kept += [] if why else [column]
    if len(kept) > 1:
        _name_evaluators(view, pairs, kept)
    return pairs


def _name_evaluators(view: View, pairs: dict[int, Pair], kept: list[int]) -> None:
    """Take the headers of several scores of one vendor for evaluators; those that say “score” are a second one."""
    header = view.block.header
    names = {column: view.grid.text(header, column) for column in kept}
    if all(map(says_score, names.values())):
        for column in kept[1:]:
            pairs[column].why = "a second score of the same vendor"
        pairs[kept[0]].doubt = f"“{names[kept[0]]}” is taken as the score, and not “{names[kept[1]]}”; is that so?"
        return
    is_sure = any(pair.is_mean for pair in pairs.values()) or all(has(name, EVALUATOR) for name in names.values())
    for column, name in names.items():
        pairs[column].line.evaluator = name
    if not is_sure:
        pairs[kept[0]].doubt = f"“{names[kept[0]]}” and “{names[kept[1]]}” are taken as evaluators; is that so?"


def says_score(header: str) -> bool:
    """Tell whether a header only says that scores stand below it, in one way or another."""
    words = set(words_of(header))
    return bool(words - FILLER) and words <= SCORE | WEIGHTED | NORMALISED | FILLER | _ROUNDS


def _is_numeric_line(view: View, column: int) -> bool:
    kinds = [view.grid.kind(row, column) for row in view.block.body]
    return kinds.count("n") > kinds.count("t")


def _why_follows(view: View, column: int, group: list[int], header: str) -> str:
    """Return how a column of a vendor's block follows from its neighbours, or nothing."""
    grid, body = view.grid, view.block.body
    numbers = [grid.number(row, column) for row in body]
    for other in [*view.columns]:
        named = is_weight_label(view.header(other).name) or has(view.header(other).name, QUANTITY)
        if other in group or not named:
            continue
        factors = [grid.number(row, other) for row in body]
        for first in group:
            scores = [grid.number(row, first) for row in body]
            if first != column and _is_product(numbers, factors, scores):
                return f"“{view.header(other).name}” × “{view.grid.text(view.block.header, first)}”"
    words = set(words_of(header))
    if column == group[-1] and sums_up(view, group):
        return _OF_NEIGHBOURS
    if len(group) > 1 and is_weighted_label(header):
        return _WEIGHTED
    if len(group) > 1 and (words & AVERAGE or starts_as_total(header)):
        return _OF_NEIGHBOURS
    return ""


def _is_product(results: Numbers, factors: Numbers, scores: Numbers) -> bool:
    """Tell whether results are scores times factors, or the hundredth of that where factors are per cent."""
    rows = [row for row in zip(results, factors, scores, strict=True) if None not in row]
    if len(rows) < 2:
        return False
    known, by, from_ = ([row[at] for row in rows] for at in range(3))
    return is_product(known, by, from_) or is_weighted_copy(known, from_, by)


def _is_in_proportion(view: View, column: int, group: Sequence[int]) -> bool:
    """Tell whether a column is a score of its block times weights and any one factor, as 4 of 5 at 20 % is 16 %."""
    grid, body = view.grid, view.block.body
    weights = [at for at in view.columns if at not in group and is_weight_label(view.header(at).name)]
    for by, first in [(by, first) for by in weights for first in group if first != column]:
        rows = [[grid.number(row, at) for at in (column, by, first)] for row in body]
        parts = [(result, weight * score) for result, weight, score in rows if result and weight and score]
        if len(parts) >= 2 and all(close(result / part, parts[0][0] / parts[0][1]) for result, part in parts):
            return True
    return False


def sums_up(view: View, group: list[int]) -> bool:
    """Tell whether the last column of a block is the mean or the sum of the others, in at least two rows."""
    rows = [[view.grid.number(row, column) for column in group] for row in view.block.body]
    known = [[number for number in row if number is not None] for row in rows if None not in row]
    if len(group) < 3 or len(known) < 2 or all(len(set(row)) == 1 for row in known):
        return False
    sums = [(sum(row[:-1]), row[-1]) for row in known]
    return any(all(close(total / by, result) for total, result in sums) for by in (1, len(group) - 1))
