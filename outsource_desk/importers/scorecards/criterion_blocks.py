"""Names over blocks of columns that repeat the same headers, where vendors run down: criteria, or evaluators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from outsource_desk.importers.scorecards.proof import close
from outsource_desk.importers.scorecards.vendor_blocks import cell_over, says_score, sums_up
from outsource_desk.importers.scorecards.view import Line, View, are_evaluators, repeated_blocks
from outsource_desk.importers.sheets.ledger import Cell
from outsource_desk.importers.sheets.periods import is_period
from outsource_desk.importers.sheets.vocabulary import AVERAGE, EVALUATOR, NO_PERSON, RANK, SCORE
from outsource_desk.importers.sheets.words import (
    has,
    is_remark_label,
    is_weight_label,
    is_weighted_label,
    looks_like_measure,
    result_of_label,
    words_of,
)

_SAME = "a second score of the same criterion"
_WEIGHTED = "a weighted score"
_MEAN = "a result of its neighbours"
_PANEL = frozenset(["panel", "member", "members", "committee", "panelist", "panellist", "juror"])
_CALLED = "Score"  # of scores that evaluators give without a criterion


@dataclass
class CriterionBlocks:
    """What the headers of repeated blocks mean; lines are named in place."""

    row: int | None = None  # of the names over the blocks, which are then no groups
    columns: list[int] = field(default_factory=list)  # below these names
    results: dict[int, str] = field(default_factory=dict)  # why a column follows from its neighbours, by its place
    comments: dict[int, Line] = field(default_factory=dict)  # whose comments a column holds
    doubts: list[tuple[Line, str]] = field(default_factory=list)


def name_criterion_blocks(view: View) -> CriterionBlocks:
    """Name the criteria and evaluators of a table whose vendors run down and whose headers repeat in blocks."""
    found = CriterionBlocks()
    if view.is_across and not view.roles:
        _take_rows_of_evaluators(view)
        _take_column_of_evaluators(view)
    if view.is_across or view.roles:
        return found
    row, blocks = repeated_blocks(view)
    lines = {line.at: line for line in view.criterion_lines}
    if row is None:
        _take_columns_of_evaluators(view, list(lines.values()))
        return found
    headers = [view.grid.text(view.block.header, column) for column in blocks[0][1]]
    names = [name for name, _ in blocks]
    if all(says_score(header) or is_remark_label(header) for header in headers):
        for name, columns in blocks:
            _take_kinds_of_score(view, lines, found, (name, cell_over(view, row, columns)), columns)
    elif _are_people(names, headers):
        for name, columns in blocks:
            _take_criteria_of(view, lines, found, name, columns)
        _doubt(found, lines[blocks[0][1][0]], names)
    elif _are_people(headers, names):
        for name, columns in blocks:
            _take_evaluators_of(view, lines, found, (name, cell_over(view, row, columns)), columns)
        _doubt(found, lines[blocks[0][1][0]], headers)
    else:
        return found
    found.row = row
    found.columns = [column for _, columns in blocks for column in columns]
    return found


def _is_of_all(name: str) -> bool:
    """Tell whether a name among those of evaluators is that of their mean or sum."""
    return bool(set(words_of(name)) & AVERAGE) or bool(result_of_label(name))


def _name(line: Line, name: str, cell: Cell, evaluator: str = "") -> None:
    line.name, line.name_cell, line.evaluator = name, cell, evaluator


def _are_people(names: Sequence[str], criteria: Sequence[str]) -> bool:
    """Tell whether names are those of evaluators and the others those of criteria."""
    names = [name for name in names if not _is_of_all(name)]
    if not names or all(has(name, EVALUATOR) for name in names):
        return bool(names)
    if any(looks_like_measure(name) or is_period(name) or has(name, NO_PERSON) or "(" in name for name in names):
        return False
    known = [looks_like_measure(name) for name in criteria if not result_of_label(name)]
    return 2 * sum(known) >= len(known) > 0 and any(letter.isalpha() for name in names for letter in name)


def _doubt(found: CriterionBlocks, line: Line, names: Sequence[str]) -> None:
    is_sure = all(has(name, EVALUATOR) for name in names) or _MEAN in found.results.values()
    if not is_sure and len(names) > 1:
        found.doubts.append((line, f"“{names[0]}” and “{names[1]}” are taken as evaluators; is that so?"))


def _take_kinds_of_score(
    view: View, lines: dict[int, Line], found: CriterionBlocks, named: tuple[str, Cell], columns: Sequence[int]
) -> None:
    """Take the first column of a block for the scores of its criterion; the others are weighted, a rank or comments."""
    headers = {column: view.grid.text(view.block.header, column) for column in columns}
    scores = [at for at in columns if not is_remark_label(headers[at]) and not _is_result(headers[at])]
    if not scores or result_of_label(named[0]):
        return
    owner = lines[scores[0]]
    _name(owner, *named)
    for column in columns:
        if is_remark_label(headers[column]):
            owner.comment = column
            found.comments[column] = owner
        elif column != owner.at:
            found.results[column] = _WEIGHTED if is_weighted_label(headers[column]) else _SAME
    if len(scores) > 1 and not _is_proportional(view, scores[0], scores[1]):
        first, second = (headers[column] for column in scores[:2])
        found.doubts.append((owner, f"“{first}” is taken as the score, and not “{second}”; is that so?"))


def _is_result(header: str) -> bool:
    return is_weighted_label(header) or bool(set(words_of(header)) & (RANK | AVERAGE))


def _is_proportional(view: View, first: int, second: int) -> bool:
    """Tell whether a column is another one times one factor, as where points are weighted."""
    rows = [(view.grid.number(row, first), view.grid.number(row, second)) for row in view.block.body]
    known = [(one, other) for one, other in rows if one and other is not None]
    return len(known) >= 2 and all(close(other / one, (known[0][1] or 0) / (known[0][0] or 1)) for one, other in known)


def _take_criteria_of(
    view: View, lines: dict[int, Line], found: CriterionBlocks, name: str, columns: Sequence[int]
) -> None:
    """Take the columns below a name for the scores that this evaluator gave, or that all gave together."""
    for column in columns:
        header = view.grid.text(view.block.header, column)
        _name(lines[column], header, (view.block.header, column), "" if result_of_label(header) else name)
        if _is_of_all(name):
            found.results[column] = _MEAN


def _take_evaluators_of(
    view: View, lines: dict[int, Line], found: CriterionBlocks, named: tuple[str, Cell], columns: Sequence[int]
) -> None:
    """Take the columns of a criterion for its evaluators' scores, and their mean for a result."""
    for column in columns:
        header = view.grid.text(view.block.header, column)
        if _is_of_all(header) or (column == columns[-1] and sums_up(view, list(columns))):
            found.results[column] = _MEAN
        else:
            _name(lines[column], *named, header)


def _take_columns_of_evaluators(view: View, lines: Sequence[Line]) -> None:
    """Take columns called after evaluators for scores that each of them gave a vendor as a whole."""
    valued = [line for line in lines if line.name and not result_of_label(line.name) and not is_weight_label(line.name)]
    numeric = [line for line in valued if any(view.grid.kind(row, line.at) == "n" for row in view.block.body[:300])]
    if len(numeric) < 2 or not all(_is_one_evaluator(line.name) for line in numeric):
        return
    cell = numeric[0].name_cell
    for line in numeric:
        if cell is not None:
            _name(line, _CALLED, line.name_cell or cell, line.name)


def _take_rows_of_evaluators(view: View) -> None:
    """Take rows called after evaluators, or below the title of such, for scores of the vendors as a whole."""
    rows = [line for line in view.criterion_lines if line.name and not result_of_label(line.name)]
    if len(rows) >= 2 and are_evaluators(view.grid.text(view.block.header, view.label), [row.name for row in rows]):
        for line in rows:
            if line.name_cell is not None:
                _name(line, _CALLED, line.name_cell, line.name)


def _take_column_of_evaluators(view: View) -> None:
    """Take from a column of evaluators whose scores each row holds, where they score the same criteria once each."""
    columns = [line.at for line in map(view.header, view.columns) if _names_people(view, line)]
    if len(columns) != 1:
        return
    found: list[tuple[Line, str, Cell | None, str]] = []
    name, cell = "", None
    for line in view.criterion_lines:
        person = view.grid.text(line.at, columns[0])
        name, cell = (line.name, line.name_cell) if line.name else (name, cell)
        if person and name:
            found.append((line, name, cell, person))
    names = {name.casefold() for _, name, _, _ in found}
    if len(names) == len(found) or len({(name.casefold(), person) for _, name, _, person in found}) < len(found):
        return
    for line, name, cell, person in found:
        if result_of_label(person):  # the mean of all
            _name(line, person, (line.at, columns[0]))
        elif cell is not None:
            _name(line, name, cell, person)


def _names_people(view: View, line: Line) -> bool:
    """Tell whether a column is called after evaluators and holds names."""
    words = set(words_of(line.name))
    is_called = bool(words) and (has(line.name, EVALUATOR) or words <= _PANEL) and len(words) <= 3
    return is_called and {view.grid.kind(row, line.at) for row in view.block.body[:300]} <= {"t", " "}


def _is_one_evaluator(name: str) -> bool:
    """Tell whether a header is “Evaluator 2” or “Reviewer B”, and not a criterion such as “Assessment”."""
    words = words_of(name)
    others = [word for word in words if word not in EVALUATOR and word not in SCORE]
    is_told_apart = any(letter.isdigit() for letter in name) or bool(others)
    return bool(set(words) & EVALUATOR) and is_told_apart and not looks_like_measure(name)
