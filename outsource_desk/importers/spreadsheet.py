"""Reading a stranger's spreadsheet: through the gate, in a limited child process, then table by table."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from outsource_desk.domain.garbage import garbage_left_alone
from outsource_desk.importers.files.child import Limits
from outsource_desk.importers.files.gate import FILE_LIMIT, Admitted, Kind, admit
from outsource_desk.importers.files.intake import Intake, Pulse, check_sheets, has_second_reader, take_in
from outsource_desk.importers.files.refusals import (
    EmptyPasteError,
    NoSuchSheetError,
    SpreadsheetRefusedError,
    TooLargeFileError,
    UnfitDelimiterError,
    UnfitEncodingError,
    VendorCopyFileError,
)
from outsource_desk.importers.files.text_form import TextForm, encoding_named, is_delimiter
from outsource_desk.importers.reading import CellProblem, Reading, SheetLeftOut, SheetPicture, SheetView, Table
from outsource_desk.importers.returned.own_workbook import is_own_workbook, read_own_workbook
from outsource_desk.importers.returned.vendor_copy import is_vendor_copy
from outsource_desk.importers.scorecards.evaluator_sheets import with_evaluators
from outsource_desk.importers.scorecards.weights_elsewhere import with_weights_named
from outsource_desk.importers.sheets.grid import Sheet
from outsource_desk.importers.sheets.picture import picture_of
from outsource_desk.importers.tables import read_sheet

Progress = Callable[[float, str], None]
SECOND_READER_CELLS = 150_000  # above this many used cells the second reader is left out


def read_spreadsheet(
    path: Path | str,
    *,
    sheet: str | None = None,
    second_reader: bool = True,
    encoding: str = "",
    delimiter: str = "",
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    limits: Limits | None = None,
) -> Reading:
    """Return what the file says; bad material comes back as ``refusal`` and as problems, never as an exception.

    Args:
        path: an .xlsx, .ods or .csv file (.xls and .xlsb are read too).
        sheet: the only sheet to read; all visible ones without it.
        second_reader: also let the careful reader check an .xlsx, if it is not too large for it.
        encoding: of a text file, by any of its names; found out without it.
        delimiter: the sign between the fields of a text file; found out without it.
        progress: told a share of 1 and what is being done, at least about twenty times a second while the child
            works; what it raises ends the child at once and passes through.
        cancelled: asked about twenty times a second; the child is then ended.
        limits: what the child process may use.
    """
    path = Path(path)
    asked = _Asked(sheet, second_reader, encoding, delimiter, progress, cancelled, limits or Limits())
    try:
        admitted = admit(path)
    except SpreadsheetRefusedError as refused:
        return Reading(path.name, refusal=f"{refused} {refused.remedy}")
    return _read(admitted, asked)


def read_pasted(
    text: str,
    *,
    name: str = "Pasted cells",
    delimiter: str = "\t",
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    limits: Limits | None = None,
) -> Reading:
    """Return what a block from the clipboard says, read under the same limits as a file.

    Args:
        text: rows of cells as spreadsheets copy them: tabs between the cells, quotes round those with line breaks.
        name: what the block is called where a file's name would stand.
        delimiter: the sign between the cells; found out where the text has no such sign.
        progress: as for `read_spreadsheet`.
        cancelled: as for `read_spreadsheet`.
        limits: what the child process may use.
    """
    content = text.encode("utf-8", "replace")
    try:
        if not text.strip("\0\ufeff \t\r\n"):
            raise EmptyPasteError
        if len(content) > FILE_LIMIT:
            raise TooLargeFileError(name, len(content), FILE_LIMIT)
    except SpreadsheetRefusedError as refused:
        return Reading(name, refusal=f"{refused} {refused.remedy}")
    admitted = Admitted(name, Kind.CSV, hashlib.sha256(content).hexdigest(), content)
    sign = delimiter if delimiter in text else ""
    return _read(admitted, _Asked(None, False, "utf-8", sign, progress, cancelled, limits or Limits()))


@dataclass(frozen=True)
class _Asked:
    """How a file is to be read."""

    sheet: str | None
    second_reader: bool
    encoding: str
    delimiter: str
    progress: Progress | None
    cancelled: Callable[[], bool] | None
    limits: Limits


def _read(admitted: Admitted, asked: _Asked) -> Reading:
    """Read what passed the gate: cells in a child, then tables here."""
    try:
        intake = _take_in(admitted, asked)
        wants_check = asked.second_reader and has_second_reader(admitted.kind)
        is_checked = wants_check and intake.used_cells <= SECOND_READER_CELLS and _check(intake, admitted, asked)
    except SpreadsheetRefusedError as refused:
        return Reading(admitted.name, admitted.sha256, f"{refused} {refused.remedy}", read_on=refused.read_on)
    with garbage_left_alone():
        pulse = Pulse(asked.progress, 0.95, "Looking for tables")
        reading = _read_tables(intake, admitted.name, admitted.sha256, only=asked.sheet, pulse=pulse)
    text = next((sheet for sheet in intake.sheets if sheet.alphabet), None)
    reading = replace(
        reading,
        sheets=tuple(intake.sheets),
        hidden_sheets=frozenset(intake.hidden),
        encoding=text.alphabet if text else "",
        delimiter=text.separator if text else "",
    )
    could_differ = asked.second_reader and admitted.kind != Kind.CSV
    if could_differ and not is_checked and reading.tables:
        return replace(reading, tables=(_unchecked(reading.tables[0]), *reading.tables[1:]))
    return replace(reading, is_checked=is_checked)


def _take_in(admitted: Admitted, asked: _Asked) -> Intake:
    """Let the first reader say all cells."""
    form = _form(admitted.name, asked)
    intake = take_in(admitted, asked.sheet, asked.limits, asked.progress, asked.cancelled, form)
    if asked.sheet is not None and asked.sheet not in intake.names_of_sheets:
        raise NoSuchSheetError(admitted.name, asked.sheet, intake.names_of_sheets)
    if is_vendor_copy(intake):
        raise VendorCopyFileError(admitted.name)
    return intake


def _form(name: str, asked: _Asked) -> TextForm:
    """Return what the user says about a text file."""
    encoding = encoding_named(asked.encoding) if asked.encoding else ""
    if encoding is None:
        raise UnfitEncodingError(name, asked.encoding)
    if asked.delimiter and not is_delimiter(asked.delimiter):
        raise UnfitDelimiterError(name, asked.delimiter)
    return TextForm(encoding, asked.delimiter)


def _check(intake: Intake, admitted: Admitted, asked: _Asked) -> bool:
    return check_sheets(intake, admitted, asked.sheet, asked.limits, asked.progress, asked.cancelled)


def read_again(reading: Reading, views: Mapping[str, SheetView]) -> Reading:
    """Look at the cells of a file once more, as the user says its sheets are to be seen; nothing is opened.

    Args:
        reading: what was read, with its raw sheets.
        views: by the name of a sheet; a sheet that is named here is read even if it is hidden, and no longer when it
            is named no more.
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
        if sheet.name in reading.hidden_sheets and sheet.name not in views:
            left_out.append(_hidden(sheet))
            continue
        found, nothing = read_sheet(sheet, view=views.get(sheet.name))
        tables += found
        pictures += [picture_of(sheet, found)] if found else []
        left_out += [nothing] if nothing else []
    tables, summaries = with_evaluators(tables, views)
    left_out += summaries
    tables = with_weights_named(tables)
    return replace(
        reading, tables=tuple(tables), sheets_left_out=tuple(left_out), pictures=tuple(pictures), views=dict(views)
    )


def _hidden(sheet: Sheet) -> SheetLeftOut:
    return SheetLeftOut(sheet.name, sheet.used_cells, "the sheet is hidden")


def _unchecked(table: Table) -> Table:
    """Say that nobody looked for errors, formulas without values and hidden rows."""
    reason = "the second reader could not check this sheet: errors, missing results and hidden rows are not seen"
    columns = table.register.columns if table.register is not None else ()
    first = next(iter((*table.vendors, *table.criteria, *columns)), None)
    cell = first.cell if first is not None else table.range.partition(":")[0]
    return replace(table, problems=(*table.problems, CellProblem(cell, "note", reason)))


def _read_tables(intake: Intake, name: str, sha256: str, only: str | None, pulse: Pulse) -> Reading:
    if is_own_workbook(intake):
        return read_own_workbook(intake, name, sha256)
    tables: list[Table] = []
    left_out: list[SheetLeftOut] = []
    pictures: list[SheetPicture] = []
    for sheet in intake.sheets:
        pulse.beat()
        if sheet.name in intake.hidden and sheet.name != only:
            left_out.append(_hidden(sheet))
            continue
        found, nothing = read_sheet(sheet, pulse.beat)
        tables += found
        pictures += [picture_of(sheet, found)] if found else []
        left_out += [nothing] if nothing else []
    tables, summaries = with_evaluators(tables, [only] if only else [])
    left_out += summaries
    tables = with_weights_named(tables)
    return Reading(name, sha256, tables=tuple(tables), sheets_left_out=tuple(left_out), pictures=tuple(pictures))
