"""Workbooks with a sheet for each evaluator: whose scores each sheet holds, and which sheet only sums them up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from statistics import fmean, median

from outsource_desk.domain.formatting import in_words
from outsource_desk.importers.reading import CellProblem, ScoreCell, SheetLeftOut, Table
from outsource_desk.importers.scorecards.proof import close, prove_results
from outsource_desk.importers.sheets.grid import Grid
from outsource_desk.importers.sheets.layout import Block
from outsource_desk.importers.sheets.ledger import Cell
from outsource_desk.importers.sheets.vocabulary import AVERAGE, EVALUATOR, NO_PERSON, SUMMARY, TOTAL
from outsource_desk.importers.sheets.words import has, words_of

_LONGEST = 60  # letters of a person's name
_DEFAULT = re.compile(r"(?:sheet|tabelle|feuil|feuille|hoja|planilha|plan|foglio|arkusz)\s*\d+", re.IGNORECASE)
_ROWS, _NAMED = 20, 6
Values = dict[tuple[str, str], float]
_WAYS: tuple[tuple[str, Callable[[list[float]], float]], ...] = (("average", fmean), ("sum", sum), ("median", median))


def evaluator_in(grid: Grid, block: Block) -> str:
    """Return the name behind “Evaluator:” above a table, in one cell or in the next; or nothing."""
    name, _ = said_above(grid, block, _is_evaluator_label)
    return "" if any(letter.isdigit() for letter in name) else name


def said_above(grid: Grid, block: Block, is_label: Callable[[str], bool]) -> tuple[str, Cell | None]:
    """Return what stands above a table behind a label such as “Vendor:”, in one cell or in the next, and where."""
    for row in block.above[-_ROWS:]:
        for column, kind in enumerate(grid.kinds[row]):
            label, _, name = grid.text(row, column).partition(":") if kind == "t" else ("", "", "")
            if not label or not is_label(label):
                continue
            beside = [at for at in range(column + 1, len(grid.kinds[row])) if grid.kind(row, at) != " "]
            found = name.strip() or (grid.text(row, beside[0]) if beside else "")
            if 1 < len(found) <= _LONGEST:
                return found, (row, column if name.strip() else beside[0])
    return "", None


def _is_evaluator_label(label: str) -> bool:
    words = words_of(label)
    return 1 <= len(words) <= 4 and any(word.removesuffix("s") in EVALUATOR for word in words)


def with_evaluators(tables: Sequence[Table], wanted: Collection[str]) -> tuple[list[Table], list[SheetLeftOut]]:
    """Return the tables with whose scores they are, without sheets that only sum the others up; and those sheets.

    Args:
        tables: of all sheets of one file.
        wanted: sheets that the user looked at, which are kept.
    """
    kept = list(tables)
    left_out: list[SheetLeftOut] = []
    for alike in _alike(tables):
        summaries = [(table, how) for table in alike if (how := _summary_of(table, alike))]
        people = [table for table in alike if table not in [summary for summary, _ in summaries]]
        if len(people) < 2 or not all(map(_may_be_person, people)):
            continue
        for table in people:
            kept[kept.index(table)] = _with_evaluator(table, is_sure=bool(summaries))
        names = in_words([f"“{table.sheet}”" for table in people[:_NAMED]]) + " …" * (len(people) > _NAMED)
        for table, how in summaries:
            if table.sheet not in wanted:
                kept.remove(table)
                left_out.append(SheetLeftOut(table.sheet, table.used_cells, f"the {how} of {names}, sheet by sheet"))
    for table in [table for table in kept if table.sheet not in wanted]:
        if people := _people_summed_up(table, kept):
            names = in_words([f"“{each.sheet}”" for each in people[:_NAMED]]) + " …" * (len(people) > _NAMED)
            kept.remove(table)
            left_out.append(SheetLeftOut(table.sheet, table.used_cells, f"the sum of {names}, sheet by sheet"))
    return kept, left_out


def _people_summed_up(table: Table, tables: Sequence[Table]) -> list[Table]:
    """Return the sheets of those whose totals a sheet shows by their names, vendor by vendor; else nothing."""
    if len(table.criteria) != 1 or not table.scores or sum(each.sheet == table.sheet for each in tables) > 1:
        return []
    sheets = {(each.evaluator or each.sheet).casefold(): each for each in tables if each is not table}
    for score in table.scores:
        sheet = sheets.get(score.evaluator.casefold()) if score.evaluator else None
        if sheet is None or not _is_total_of(score, sheet):
            return []
    return [sheets[name] for name in dict.fromkeys(score.evaluator.casefold() for score in table.scores)]


def _is_total_of(score: ScoreCell, sheet: Table) -> bool:
    """Tell whether a score is the total of what a sheet says of the same vendor."""
    weights = {criterion.name: criterion.weight for criterion in sheet.criteria}
    parts = [each for each in sheet.scores if each.vendor.casefold() == score.vendor.casefold()]
    by = [weights.get(each.criterion) for each in parts]
    values = [each.value for each in parts]
    return bool(parts) and prove_results([score.value], [values], by) is not None


def _alike(tables: Sequence[Table]) -> list[list[Table]]:
    """Return tables of scores that compare the same vendors by the same criteria, one to each sheet."""
    found: dict[tuple[frozenset[str], frozenset[str]], list[Table]] = {}
    counts = Counter(table.sheet for table in tables)
    for table in tables:
        is_one = counts[table.sheet] == 1
        if table.kind != "scores" or not table.sheet or not is_one or len(tables) < 2:
            continue
        if not any(score.evaluator for score in table.scores):
            vendors = frozenset(vendor.name.casefold() for vendor in table.vendors)
            criteria = frozenset(criterion.name.casefold() for criterion in table.criteria)
            found.setdefault((vendors, criteria), []).append(table)
    return [alike for alike in found.values() if len(alike) > 1]


def _summary_of(table: Table, alike: list[Table]) -> str:
    """Return what a table is of the others alike, cell by cell: their average, sum or median; or nothing."""
    others = [_values(other) for other in alike if other is not table and not _is_summary_name(other.sheet)]
    own = _values(table)
    if len(others) < 2 or not own or (all(other == own for other in others) and not _is_summary_name(table.sheet)):
        return ""
    for how, formula in _WAYS:
        if all((found := [o[at] for o in others if at in o]) and close(formula(found), own[at]) for at in own):
            return how
    return ""


def _values(table: Table) -> Values:
    return {
        (score.vendor.casefold(), score.criterion.casefold()): score.value
        for score in table.scores
        if score.value is not None
    }


def _is_summary_name(name: str) -> bool:
    return has(name, SUMMARY | TOTAL | AVERAGE)


def _may_be_person(table: Table) -> bool:
    """Tell whether a sheet may be one evaluator's: not a year, a lot, a round or a sheet that nobody named."""
    name = table.sheet
    if table.evaluator:
        return True
    is_number = not any(letter.isalpha() for letter in name) or bool(re.search(r"\d{3,}", name))
    return not (is_number or _DEFAULT.fullmatch(name) or has(name, NO_PERSON) or _is_summary_name(name))


def _with_evaluator(table: Table, *, is_sure: bool) -> Table:
    if table.evaluator:
        return table
    said = replace(table, evaluator=table.sheet[:_LONGEST])
    if is_sure or has(table.sheet, EVALUATOR):
        return said
    doubt = CellProblem(
        table.vendors[0].cell, "ask", f"the sheet is taken for the scores of “{table.sheet}”; is that so?"
    )
    return replace(said, problems=(*said.problems, doubt))
