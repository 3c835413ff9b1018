"""Reading back a workbook that this program wrote: by its named ranges, not by guessing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from outsource_desk.importers.files.intake import Intake
from outsource_desk.importers.reading import CriterionCell, NamedCell, Reading, ScoreCell, SheetLeftOut, Table
from outsource_desk.importers.scorecards.scores import read_cell
from outsource_desk.importers.sheets.grid import Area, Grid, Sheet
from outsource_desk.importers.sheets.ledger import Cell, Ledger
from outsource_desk.importers.sheets.picture import picture_of

_FORMAT = "outsource-desk/workbook/"
_NEEDED = ("Cand_Names", "Scores_Criteria", "Scores_Keys", "Scores_Points")
_ORIGIN = ("initiative", "initiative_id", "revision", "fingerprint")


@dataclass(frozen=True)
class _Range:
    """A named range: its sheet and its cells as the file counts them."""

    sheet: str
    area: Area


def is_own_workbook(intake: Intake) -> bool:
    """Tell whether the defined names mark a workbook of ours that still has its ranges."""
    names = intake.own_names
    marked = names.get("desk_workbook", "").strip('"').startswith(_FORMAT)
    ranges = [_range(names.get(name, "")) for name in _NEEDED]
    return marked and all(ranges) and len({found.sheet for found in ranges if found}) == 1


def read_own_workbook(intake: Intake, name: str, sha256: str) -> Reading:
    """Return the candidates, criteria and points of a workbook of ours, and which state of which file it shows."""
    points = _range(intake.own_names["Scores_Points"])
    sheets = {sheet.name: sheet for sheet in intake.sheets}
    if points is None or points.sheet not in sheets:
        left = tuple(SheetLeftOut(sheet.name, sheet.used_cells, "not the sheet of scores") for sheet in intake.sheets)
        return Reading(name, sha256, sheets_left_out=left)
    table = _OwnTable(intake, sheets[points.sheet], points.area).table()
    others = [sheet for sheet in intake.sheets if sheet.name != points.sheet]
    why = "written by Outsource Desk; only its sheet of scores is read back"
    left_out = tuple(SheetLeftOut(sheet.name, sheet.used_cells, why) for sheet in others)
    pictures = (picture_of(sheets[points.sheet], [table]),)
    return Reading(name, sha256, tables=(table,), sheets_left_out=left_out, origin=_origin(intake), pictures=pictures)


def _range(reference: str) -> _Range | None:
    sheet, mark, address = reference.rpartition("!")
    area = Area.from_address(address) if mark else None
    return _Range(sheet.strip("'").replace("''", "'"), area) if area else None


def _origin(intake: Intake) -> dict[str, str]:
    """Return what the workbook says about the file that it came from."""
    found: dict[str, str] = {}
    for key in _ORIGIN:
        text = intake.own_names.get(f"desk_{key}", "")
        if text.startswith('"'):
            text = text[1:-1].replace('""', '"')
        elif place := _range(text):
            text = _text_at(intake, place)
        if text:
            found[key] = text
    return found


def _text_at(intake: Intake, place: _Range) -> str:
    grid = next((Grid(sheet) for sheet in intake.sheets if sheet.name == place.sheet), None)
    return _Lookup(grid).text(place.area.top, place.area.left) if grid else ""


def _rows_within(grid: Grid, area: Area) -> list[int]:
    """Return the used rows of an area; a name that somebody edited may claim ten million."""
    return [row for row in grid.row_numbers if area.top <= row <= area.bottom]


class _Lookup:
    """Finds cells of a grid by the row and column numbers of the file."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid

    def cell(self, row: int, column: int) -> Cell | None:
        """Return where a cell lies in the grid; nothing if its whole row or column is blank."""
        at = self.grid.row_index.get(row), self.grid.column_index.get(column)
        return None if at[0] is None or at[1] is None else (at[0], at[1])

    def text(self, row: int, column: int) -> str:
        """Return a cell's text."""
        cell = self.cell(row, column)
        return self.grid.text(*cell) if cell else ""


class _OwnTable:
    """The block of points with its names and keys."""

    def __init__(self, intake: Intake, sheet: Sheet, points: Area) -> None:
        self._intake, self._points = intake, points
        self._grid = Grid(sheet)
        self._at = _Lookup(self._grid)
        self._ledger = Ledger(self._grid, range(len(self._grid.rows)))
        self._weights = self._weights_by_key()

    def table(self) -> Table:
        """Return the whole table."""
        vendors, criteria = self._vendors(), self._criteria()
        scores = [score for row, criterion in criteria for score in self._scores(row, criterion, vendors)]
        everything = [(row, at) for row in range(len(self._grid.rows)) for at in range(len(self._grid.column_numbers))]
        self._ledger.derived(everything, "titles, groups and results that Outsource Desk wrote")
        header = self._column("Cand_Names").top
        at_header = [row for row in (self._grid.row_index.get(header),) if row is not None]
        return Table(
            self._grid.sheet.name, "scores", "vendors_as_columns", (header,),
            tuple(vendor for _, vendor in vendors), tuple(criterion for _, criterion in criteria),
            self._groups({criterion.key for _, criterion in criteria}), tuple(scores),
            self._ledger.derived_areas(), (), tuple(self._ledger.problems), self._ledger.used, self._ledger.accounted,
            self._ledger.area, self._ledger.account(at_header),
        )  # fmt: skip

    def _column(self, name: str) -> Area:
        found = _range(self._intake.own_names.get(name, ""))
        assert found is not None  # is_own_workbook has seen it
        return found.area

    def _vendors(self) -> list[tuple[int, NamedCell]]:
        names, keys = self._column("Cand_Names"), _range(self._intake.own_names.get("Scores_Candidate_Keys", ""))
        found = []
        for column in range(names.left, names.right + 1):
            cell = self._at.cell(names.top, column)
            name = self._at.text(names.top, column)
            if cell is None or not name:
                continue
            key = self._at.text(keys.area.top, column) if keys else ""
            found.append((column, NamedCell(name, self._grid.address(*cell), key)))
            self._import(names.top, column)
            if keys:
                self._import(keys.area.top, column)
        return found

    def _criteria(self) -> list[tuple[int, CriterionCell]]:
        names, keys = self._column("Scores_Criteria").left, self._column("Scores_Keys").left
        found = []
        taken: set[str] = set()
        for row in _rows_within(self._grid, self._points):
            name, key = self._at.text(row, names), self._at.text(row, keys)
            cell = self._at.cell(row, names)
            if cell is None or not name or not key:
                continue  # the heading of a group
            name = f"{name} ({key})" if name in taken else name  # groups may have parts of the same name
            taken.add(name)
            found.append((row, CriterionCell(name, self._grid.address(*cell), self._weights.get(key), key=key)))
            self._import(row, names)
            self._import(row, keys)
        return found

    def _groups(self, leaves: set[str]) -> tuple[CriterionCell, ...]:
        """Return the groups that have a weight; the sheet of scores shows their names only."""
        groups = {key: weight for key, weight in self._weights.items() if key not in leaves}
        return tuple(CriterionCell("", "", weight, key=key) for key, weight in groups.items())

    def _scores(self, row: int, criterion: CriterionCell, vendors: list[tuple[int, NamedCell]]) -> list[ScoreCell]:
        scores = []
        for column, vendor in vendors:
            cell = self._at.cell(row, column)
            if cell is None or self._grid.kind(*cell) == " ":
                continue
            value, text, flags, raw = read_cell(self._grid.value(*cell), self._grid.decimal, cell, self._ledger)
            scores.append(ScoreCell(vendor.name, criterion.name, self._grid.address(*cell), raw, value, text, flags))
            self._import(row, column)
        return scores

    def _weights_by_key(self) -> dict[str, float]:
        """Return the weights that were typed into the sheet of criteria, by the criterion's key."""
        names = self._intake.own_names
        keys, weights = _range(names.get("Criteria_Keys", "")), _range(names.get("Criteria_Weights", ""))
        sheet = next((sheet for sheet in self._intake.sheets if keys and sheet.name == keys.sheet), None)
        if keys is None or weights is None or sheet is None:
            return {}
        at = _Lookup(Grid(sheet))
        found: dict[str, float] = {}
        for row in _rows_within(at.grid, keys.area):
            key, cell = at.text(row, keys.area.left), at.cell(row, weights.area.left)
            weight = at.grid.number(*cell) if cell else None
            if key and weight is not None and re.fullmatch(r"[\w-]+", key):
                found[key] = weight
        return found

    def _import(self, row: int, column: int) -> None:
        cell = self._at.cell(row, column)
        if cell:
            self._ledger.imported([cell])
