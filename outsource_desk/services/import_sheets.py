"""Several sheets of one file brought in together, such as a sheet of each evaluator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from outsource_desk.services.import_answers import Answer

if TYPE_CHECKING:
    from outsource_desk.importers.reading import CellAccount, CriterionCell, NamedCell, Table

Named = TypeVar("Named", "NamedCell", "CriterionCell")


def qualified(sheet: str, cell: str) -> str:
    """Return the address of a cell where several sheets come in."""
    return f"{sheet}!{cell}"


def place_of(cell: str, sheet: str) -> tuple[str, str]:
    """Return sheet and cell of an address that may name its sheet."""
    name, mark, rest = cell.rpartition("!")
    return (name, rest) if mark else (sheet, cell)


def answers_of(answers: Mapping[str, Answer], sheet: str) -> dict[str, Answer]:
    """Return the answers for the cells of one of several sheets."""
    return {rest: each for cell, each in answers.items() for name, rest in (place_of(cell, ""),) if name == sheet}


def made_joinable(tables: Sequence[Table]) -> tuple[Table, ...]:
    """Return tables whose cells say their sheets, and whose scores say whose they are, if there are several."""
    if len(tables) == 1:
        return tuple(tables)
    return tuple(_spelt_alike([_apart(table, overlaps=_overlaps(table, tables)) for table in tables]))


def joined(tables: Sequence[Table]) -> Table:
    """Return several tables as one; see `made_joinable`."""
    first = tables[0]
    if len(tables) == 1:
        return first
    apart = made_joinable(tables) if "!" not in _cells_of(first) else tables
    return replace(
        first,
        vendors=_once([vendor for table in apart for vendor in table.vendors]),
        criteria=_once([column for table in apart for column in table.criteria]),
        groups=_once([group for table in apart for group in table.groups]),
        scores=tuple(score for table in apart for score in table.scores),
        derived=tuple(left for table in apart for left in table.derived),
        skipped=tuple(left for table in apart for left in table.skipped),
        problems=tuple(problem for table in apart for problem in table.problems),
        used_cells=sum(table.used_cells for table in tables),
        accounted_cells=sum(table.accounted_cells for table in tables),
        account=_added([table.account for table in tables]),
        lines=tuple(line for table in apart for line in table.lines),
        evaluator="",
    )


def _cells_of(table: Table) -> str:
    return next((each.cell for each in (*table.vendors, *table.criteria, *table.scores)), "")


def _apart(table: Table, *, overlaps: bool) -> Table:
    sheet = table.sheet
    whose = table.evaluator or (sheet if overlaps else "")
    return replace(
        table,
        vendors=tuple(replace(each, cell=qualified(sheet, each.cell)) for each in table.vendors),
        criteria=tuple(
            replace(
                each,
                cell=qualified(sheet, each.cell),
                weight_cell=each.weight_cell and qualified(sheet, each.weight_cell),
            )
            for each in table.criteria
        ),
        scores=tuple(
            each._replace(cell=qualified(sheet, each.cell), evaluator=each.evaluator or whose) for each in table.scores
        ),
        derived=tuple(replace(each, cells=qualified(sheet, each.cells)) for each in table.derived),
        skipped=tuple(replace(each, cells=qualified(sheet, each.cells)) for each in table.skipped),
        problems=tuple(replace(each, cell=qualified(sheet, each.cell)) for each in table.problems),
        lines=tuple(each._replace(cell=qualified(sheet, each.cell)) for each in table.lines),
    )


def _spelt_alike(tables: Sequence[Table]) -> list[Table]:
    """Return tables whose names differ only by the case of letters with one spelling: the first."""
    spelling: dict[str, str] = {}
    for table in tables:
        for each in (*table.vendors, *table.criteria):
            spelling.setdefault(each.name.casefold(), each.name)

    def first(name: str) -> str:
        return spelling.get(name.casefold(), name)

    return [
        replace(
            table,
            scores=tuple(
                each._replace(vendor=first(each.vendor), criterion=first(each.criterion)) for each in table.scores
            ),
            lines=tuple(each._replace(vendor=first(each.vendor)) for each in table.lines),
        )
        for table in tables
    ]


def _overlaps(table: Table, tables: Sequence[Table]) -> bool:
    """Tell whether another table says something of the same vendors and criteria: then they are two people's."""
    places = {(score.vendor, score.criterion) for score in table.scores}
    others = (score for other in tables if other is not table for score in other.scores)
    return any((score.vendor, score.criterion) in places for score in others)


def _once(named: Sequence[Named]) -> tuple[Named, ...]:
    """Return the first of each name, with a weight where any of them has one."""
    found: dict[str, Named] = {}
    for each in named:
        key = each.name.casefold() if each.name else f"={len(found)}"
        known = found.get(key)
        if known is None or (getattr(known, "weight", 0) is None and getattr(each, "weight", None) is not None):
            found[key] = each
    return tuple(found.values())


def _added(accounts: Sequence[CellAccount]) -> CellAccount:
    return type(accounts[0])(*(sum(parts) for parts in zip(*accounts, strict=True)))
