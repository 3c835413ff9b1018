"""Reading a stranger's spreadsheet: through the gate, in a limited child process, then table by table."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from outsource_desk.importers.child import Limits
from outsource_desk.importers.gate import Admitted, Kind, admit
from outsource_desk.importers.intake import Intake, Pulse, check_sheets, take_in
from outsource_desk.importers.own_workbook import is_own_workbook, read_own_workbook
from outsource_desk.importers.picture import picture_of
from outsource_desk.importers.reading import CellProblem, Reading, SheetLeftOut, SheetPicture, SheetView, Table
from outsource_desk.importers.refusals import NoSuchSheetError, SpreadsheetRefusedError, VendorCopyFileError
from outsource_desk.importers.tables import read_sheet
from outsource_desk.importers.vendor_copy import is_vendor_copy

Progress = Callable[[float, str], None]
SECOND_READER_CELLS = 150_000  # above this many used cells the second reader is left out


def read_spreadsheet(
    path: Path | str,
    *,
    sheet: str | None = None,
    second_reader: bool = True,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    limits: Limits | None = None,
) -> Reading:
    """Return what the file says; bad material comes back as ``refusal`` and as problems, never as an exception.

    Args:
        path: an .xlsx, .ods or .csv file (.xls and .xlsb are read too).
        sheet: the only sheet to read; all visible ones without it.
        second_reader: also let the careful reader check an .xlsx, if it is not too large for it.
        progress: told a share of 1 and what is being done, at least about twenty times a second while the child
            works; what it raises ends the child at once and passes through.
        cancelled: asked about twenty times a second; the child is then ended.
        limits: what the child process may use.
    """
    path = Path(path)
    admitted: Admitted | None = None
    try:
        admitted = admit(path)
        intake = take_in(admitted, sheet, limits or Limits(), progress, cancelled)
        if sheet is not None and sheet not in intake.names_of_sheets:
            raise NoSuchSheetError(path.name, sheet, intake.names_of_sheets)
        if is_vendor_copy(intake):
            raise VendorCopyFileError(path.name)
        is_checked = False
        wants_check = second_reader and admitted.kind == Kind.XLSX
        if wants_check and intake.used_cells <= SECOND_READER_CELLS:
            is_checked = check_sheets(intake, admitted, sheet, limits or Limits(), progress, cancelled)
    except SpreadsheetRefusedError as refused:
        sha256 = admitted.sha256 if admitted else ""
        return Reading(path.name, sha256, f"{refused} {refused.remedy}")
    with _garbage_left_alone():
        reading = _read_tables(
            intake, path.name, admitted.sha256, only=sheet, pulse=Pulse(progress, 0.95, "Looking for tables")
        )
    reading = replace(reading, sheets=tuple(intake.sheets), hidden_sheets=frozenset(intake.hidden))
    if wants_check and not is_checked and reading.tables:
        return replace(reading, tables=(_unchecked(reading.tables[0]), *reading.tables[1:]))
    return replace(reading, is_checked=is_checked)


def read_again(reading: Reading, views: Mapping[str, SheetView]) -> Reading:
    """Look at the cells of a file once more, as the user says its sheets are to be seen; nothing is opened.

    Args:
        reading: what was read, with its raw sheets.
        views: by the name of a sheet; a sheet that is named here is read even if it is hidden.
    """
    read = {picture.sheet: picture for picture in reading.pictures}
    tables: list[Table] = []
    left_out: list[SheetLeftOut] = []
    pictures: list[SheetPicture] = []
    for sheet in reading.sheets:
        if sheet.name not in views and sheet.name not in reading.views:
            tables += [table for table in reading.tables if table.sheet == sheet.name]
            pictures += [read[sheet.name]] if sheet.name in read else []
            left_out += [left for left in reading.sheets_left_out if left.sheet == sheet.name]
            continue
        found, nothing = read_sheet(sheet, view=views.get(sheet.name))
        tables += found
        pictures += [picture_of(sheet, found)] if found else []
        left_out += [nothing] if nothing else []
    return replace(
        reading, tables=tuple(tables), sheets_left_out=tuple(left_out), pictures=tuple(pictures), views=dict(views)
    )


def _unchecked(table: Table) -> Table:
    """Say that nobody looked for errors, formulas without values and hidden rows."""
    reason = "the second reader could not check this sheet: errors, missing results and hidden rows are not seen"
    cell = table.vendors[0].cell if table.vendors else table.criteria[0].cell
    return replace(table, problems=(*table.problems, CellProblem(cell, "note", reason)))


@contextmanager
def _garbage_left_alone() -> Iterator[None]:
    """Pause the collector, which would walk through a hundred thousand new values again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read_tables(intake: Intake, name: str, sha256: str, only: str | None, pulse: Pulse) -> Reading:
    if is_own_workbook(intake):
        return read_own_workbook(intake, name, sha256)
    tables: list[Table] = []
    left_out: list[SheetLeftOut] = []
    pictures: list[SheetPicture] = []
    for sheet in intake.sheets:
        pulse.beat()
        if sheet.name in intake.hidden and sheet.name != only:
            left_out.append(SheetLeftOut(sheet.name, sheet.used_cells, "the sheet is hidden"))
            continue
        found, nothing = read_sheet(sheet, pulse.beat)
        tables += found
        pictures += [picture_of(sheet, found)] if found else []
        left_out += [nothing] if nothing else []
    return Reading(name, sha256, tables=tuple(tables), sheets_left_out=tuple(left_out), pictures=tuple(pictures))
