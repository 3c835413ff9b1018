"""Amounts of vendors in rows of which each names a currency of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from outsource_desk.importers.cells.values import with_flags
from outsource_desk.importers.prices.words import CURRENCY
from outsource_desk.importers.reading import CellProblem, Table
from outsource_desk.importers.sheets.grid import Grid
from outsource_desk.importers.sheets.layout import Block
from outsource_desk.importers.sheets.money import money_in
from outsource_desk.importers.sheets.words import words_of


def with_currencies_asked(grid: Grid, block: Block, table: Table) -> Table:
    """Leave every amount in another currency than most open until answered; all of them where none has the most."""
    at = next((at for at in range(len(grid.column_numbers)) if _names_currencies(grid, block, at)), None)
    if table.kind != "scores" or table.orientation != "vendors_as_rows" or at is None:
        return table
    own = {
        grid.row_numbers[row]: money.currency
        for row in block.body
        if (money := money_in(grid.text(row, at))) is not None and money.currency
    }
    said = sorted(set(own.values()))
    if len(said) < 2:
        return table
    overall = f"the amounts are in several currencies: {', '.join(said)}"
    strange = dict(_strange(table, own))
    doubts = [CellProblem(cell, "ask", reason) for cell, reason in strange.items()]
    scores = tuple(
        score._replace(flags=with_flags(*score.flags, "mixed_currencies", "ask")) if score.cell in strange else score
        for score in table.scores
    )
    problems = (*table.problems, CellProblem(grid.address(block.header, at), "ask", overall), *doubts)
    return replace(table, scores=scores, problems=problems)


def _names_currencies(grid: Grid, block: Block, at: int) -> bool:
    words = set(words_of(grid.text(block.header, at)))
    return bool(words) and words <= CURRENCY


def _strange(table: Table, own: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    """Yield the cell of each amount that cannot stand beside most others, and why.

    Args:
        table: with vendors in rows.
        own: number of a row → the currency that it names.
    """
    (usual, most), second = Counter(own.values()).most_common(2)
    others = "others are in another currency" if second[1] == most else f"most others are in {usual}"
    amounts = {each.name for each in table.criteria if each.maximum is None and each.unit in ("", "money")}
    for score in table.scores:
        currency = own.get(int("".join(filter(str.isdecimal, score.cell)) or 0), "")
        is_strange = bool(currency) and (currency != usual or second[1] == most)
        if is_strange and score.criterion in amounts and score.value is not None:
            yield score.cell, f"“{score.raw}” is in {currency}, and {others}"
