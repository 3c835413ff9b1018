"""Reading a vendor's copy that came back: through the gate, in limited children, row by row with its address."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from outsource_desk.domain.vendor_copy import (
    COPY_FAMILY,
    FORM_SHEET,
    QUESTIONS_SHEET,
    SIGN_SHEET,
    NoVendorCopyError,
    Seal,
    read_seal,
    shown,
)
from outsource_desk.importers.cells import Value, raw_text
from outsource_desk.importers.files.child import Limits
from outsource_desk.importers.files.gate import Kind, admit
from outsource_desk.importers.files.intake import Intake, check_sheets, take_in
from outsource_desk.importers.files.refusals import SpreadsheetRefusedError
from outsource_desk.importers.returned.own_files import hidden_number, shown_name
from outsource_desk.importers.sheets.said import NOTHING, Said, SheetCells

ID, OPTION, CODE, QUESTION, ANSWER, COMMENT, FILES = 1, 2, 3, 4, 5, 7, 9  # columns of the sheet of questions
SIGN_LABELS = ("Name", "Role", "Date")
MOST_FAULTS = 50

Progress = Callable[[float, str], None]


class NotAVendorCopyError(SpreadsheetRefusedError):
    """A file was given as a vendor's copy that is none, or one that cannot be used any more."""

    remedy = "Choose the workbook that was sent to the vendor, as it came back; or send it once more."

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"“{name}” cannot be used as a vendor's copy: {why}.")


class NoCopyOfOursError(NotAVendorCopyError):
    """A file was given as a vendor's copy that this program never made."""

    remedy = (
        "Choose the workbook that was sent to the vendor, as it came back. "
        "If it is a questionnaire of somebody else's, “Take answers from another questionnaire…” on the Vetting page "
        "and “Take a questionnaire's answers…” on the Import page read it."
    )


class ChangedCopyError(NotAVendorCopyError):
    """A copy came back with something changed that is not to be filled in."""

    remedy = (
        "Nothing of it is read. Ask the vendor for the workbook as it was filled in, "
        "or send a fresh copy and have the answers typed into that."
    )

    def __init__(self, name: str, why: str, faults: tuple[str, ...] = ()) -> None:
        super().__init__(name, why)
        self.faults = faults


@dataclass(frozen=True)
class SaidRow:
    """One row of the sheet of questions; ``option`` is empty but on the lines of a list of several."""

    number: int
    question_id: int
    option: str
    answer: Said
    comment: Said
    files: Said
    looks: str  # fingerprint of the code and the wording that it shows


@dataclass(frozen=True)
class Signature:
    """Who stands by the answers, as it stands in the cells."""

    name: Said = NOTHING
    role: Said = NOTHING
    date: Said = NOTHING


@dataclass(frozen=True)
class ReadVendorCopy:
    """One file as it was read; with a refusal there is no seal."""

    name: str
    sha256: str = ""
    seal: Seal | None = None
    rows: tuple[SaidRow, ...] = ()
    signature: Signature = Signature()
    is_checked: bool = True  # by the second reader
    refusal: str = ""
    remedy: str = ""
    faults: tuple[str, ...] = ()  # for which it is refused


def read_vendor_copy(path: Path, progress: Progress | None = None) -> ReadVendorCopy:
    """Return what a file says; whatever is wrong with it comes back as a refusal, never as an exception."""
    name = shown_name(path)
    try:
        return _read(path, name, progress)
    except ChangedCopyError as changed:
        return ReadVendorCopy(name, refusal=str(changed), remedy=changed.remedy, faults=changed.faults)
    except SpreadsheetRefusedError as refused:
        return ReadVendorCopy(name, refusal=str(refused), remedy=refused.remedy)


def is_vendor_copy(intake: Intake) -> bool:
    """Tell whether a workbook is a vendor's copy: by its hidden sheet, or its sheets where that was not read."""
    form = next((sheet for sheet in intake.sheets if sheet.name == FORM_SHEET), None)
    if form is not None:
        return any(COPY_FAMILY in str(value) for _, row in form.rows[:1] for value in row[:1])
    return FORM_SHEET in intake.hidden and {QUESTIONS_SHEET, SIGN_SHEET} <= {*intake.names_of_sheets}


def _read(path: Path, name: str, progress: Progress | None) -> ReadVendorCopy:
    admitted = admit(path)
    if admitted.kind not in (Kind.XLSX, Kind.ODS):
        raise NoCopyOfOursError(name, "it is neither an Excel nor a LibreOffice workbook (.xlsx or .ods)")
    intake = take_in(admitted, None, Limits(), progress, None)
    sheets = {sheet.name: sheet for sheet in intake.sheets}
    if FORM_SHEET not in sheets:
        raise NoCopyOfOursError(name, "it has no hidden sheet that says what was asked")
    for needed in (QUESTIONS_SHEET, SIGN_SHEET):
        if needed not in sheets:
            raise ChangedCopyError(name, f"its sheet “{needed}” is missing")
    try:
        seal = read_seal([_parsed(row) for _, row in sheets[FORM_SHEET].rows])
    except NoVendorCopyError as error:
        raise ChangedCopyError(name, str(error)) from error
    can_check = admitted.kind is Kind.XLSX
    is_checked = can_check and check_sheets(intake, admitted, None, Limits(), progress, None)
    reader = SheetCells(sheets[QUESTIONS_SHEET], is_checked)
    rows = tuple(_rows(reader))
    faults = tuple(row_faults(seal, rows))
    if faults:
        raise ChangedCopyError(name, "its rows are not those that were sent", faults[:MOST_FAULTS])
    signature = _signature(SheetCells(sheets[SIGN_SHEET], is_checked))
    return ReadVendorCopy(name, admitted.sha256, seal, rows, signature, is_checked)


def _parsed(row: list[Value]) -> object:
    try:
        return json.loads("".join(map(str, row[:1])), parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise NoVendorCopyError("its hidden sheet was changed") from error


def row_faults(seal: Seal, rows: Iterable[SaidRow]) -> Iterator[str]:
    """Yield what is wrong with the rows of a sheet; what was filled in does not matter."""
    looks = {(number, option): fingerprint for number, option, fingerprint in seal.rows}
    codes = {number: code for number, code, _ in seal.meanings}
    first: dict[tuple[int, str], str] = {}
    for row in rows:
        key, code = (row.question_id, row.option), codes.get(row.question_id, "")
        if key not in looks:
            yield f"Row {row.number}: its hidden numbers mean nothing that was asked."
        elif key in first:
            yield f"Row {row.number}: {code} stands there twice, first in {first[key]}."
        elif looks[key] != row.looks:
            yield f"Row {row.number}: the wording of {code} is not the one that was sent."
        first.setdefault(key, row.answer.cell)
    for number, option, _ in seal.rows:
        if (number, option) not in first:
            yield f"The row of {codes.get(number, number)} is missing."


def _rows(cells: SheetCells) -> Iterator[SaidRow]:
    """Yield the rows that carry the number of a question."""
    for row in cells.numbers():
        number = hidden_number(cells.value(row, ID))
        if number is not None:
            code, wording = (raw_text(cells.value(row, column)) for column in (CODE, QUESTION))
            option = raw_text(cells.value(row, OPTION)).strip()
            said = (cells.said(row, column) for column in (ANSWER, COMMENT, FILES))
            yield SaidRow(row, number, option, *said, looks=shown(code, wording))


def _signature(cells: SheetCells) -> Signature:
    """Return what stands beside the words of the signature."""
    found: dict[str, Said] = {}
    for row in cells.numbers():
        label = raw_text(cells.value(row, 2)).strip()
        if label in SIGN_LABELS:
            found.setdefault(label, cells.said(row, 3))
    return Signature(*(found.get(label, NOTHING) for label in SIGN_LABELS))
