"""Reading somebody else's questionnaire with its answers: rows of cells through the gate and in limited children."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from outsource_desk.importers.files.child import Limits
from outsource_desk.importers.files.gate import Kind, admit
from outsource_desk.importers.files.intake import check_sheets, take_in
from outsource_desk.importers.files.refusals import SpreadsheetRefusedError
from outsource_desk.importers.sheets.grid import Sheet
from outsource_desk.importers.sheets.said import Said, SheetCells

MOST_ROWS, MOST_COLUMNS = 3_000, 60  # of one sheet; questionnaires are smaller

Progress = Callable[[float, str], None]


class NoQuestionnaireError(SpreadsheetRefusedError):
    """A file was given as a questionnaire that holds no table that could be one."""

    remedy = "Choose the spreadsheet that holds questions and answers side by side, one question to a row."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” holds no sheet with questions and answers.")


@dataclass(frozen=True)
class ForeignSheet:
    """The used rows of one visible sheet: number and cells from column A on."""

    name: str
    rows: tuple[tuple[int, tuple[Said, ...]], ...]
    is_cut: bool = False  # it has more rows than are read


@dataclass(frozen=True)
class ReadForeign:
    """One file as it was read; with a refusal there are no sheets."""

    name: str
    sha256: str = ""
    sheets: tuple[ForeignSheet, ...] = ()
    is_checked: bool = True  # by the second reader
    refusal: str = ""
    remedy: str = ""


def read_foreign(
    path: Path, progress: Progress | None = None, nothing: type[NoQuestionnaireError] = NoQuestionnaireError
) -> ReadForeign:
    """Return what a spreadsheet says; whatever is wrong with it comes back as a refusal, never as an exception.

    Args:
        path: of the file.
        progress: told how far the work is.
        nothing: how a file without any table is refused.
    """
    name = path.name.encode("utf-8", "replace").decode() or str(path)
    try:
        return _read(path, name, progress, nothing)
    except SpreadsheetRefusedError as refused:
        return ReadForeign(name, refusal=str(refused), remedy=refused.remedy)


def _read(path: Path, name: str, progress: Progress | None, nothing: type[NoQuestionnaireError]) -> ReadForeign:
    admitted = admit(path)
    intake = take_in(admitted, None, Limits(), progress, None)
    is_xlsx = admitted.kind is Kind.XLSX
    is_checked = is_xlsx and check_sheets(intake, admitted, None, Limits(), progress, None)
    sheets = [_sheet(sheet, is_checked) for sheet in intake.sheets if sheet.name not in intake.hidden]
    used = tuple(sheet for sheet in sheets if len(sheet.rows) > 1)
    if not used:
        raise nothing(name)
    return ReadForeign(name, admitted.sha256, used, is_checked or admitted.kind is Kind.CSV)


def _sheet(sheet: Sheet, is_checked: bool) -> ForeignSheet:
    cells = SheetCells(sheet, is_checked)
    rows = tuple(_rows(cells))
    return ForeignSheet(sheet.name, rows[:MOST_ROWS], len(rows) > MOST_ROWS)


def _rows(cells: SheetCells) -> Iterator[tuple[int, tuple[Said, ...]]]:
    """Yield the rows in which anything stands, one more than are read."""
    wide, found = min(cells.width(), MOST_COLUMNS), 0
    for number in cells.numbers():
        row = tuple(cells.said(number, column) for column in range(1, wide + 1))
        if any(not said.is_empty for said in row):
            found += 1
            yield number, row
        if found > MOST_ROWS:
            return
