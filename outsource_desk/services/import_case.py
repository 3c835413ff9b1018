"""One import as it would happen: which table goes where, and what that would change."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_name
from outsource_desk.domain.errors import DeskError, NotFoundError
from outsource_desk.services.import_answers import Choices, decided
from outsource_desk.services.import_plan import ImportPlan, plan_import
from outsource_desk.services.initiative_list import list_initiatives
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.store.evaluations import load_evaluation as load_evaluation_from
from outsource_desk.store.initiatives import initiative_of_import

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.importers.reading import Reading, Table
    from outsource_desk.services.desk import Desk

# of several tables in a file the first of the best kind is brought in
_KINDS = ("scores", "prices", "risks", "answers", "criteria", "vendors")


class RefusedSpreadsheetError(DeskError):
    """A spreadsheet cannot be read, or holds nothing that can be brought in."""

    remedy = "Do as the message says."


class NoSuchTableError(DeskError):
    """A table is wanted that the reading does not have."""

    remedy = "Choose one of the tables that were found."

    def __init__(self, index: int, count: int) -> None:
        super().__init__(f"The file has no table number {index + 1}; {count} were found.")


@dataclass(frozen=True)
class ImportCase:
    """A table with the user's decisions, its target, and the plan to write it."""

    reading: Reading
    read: Table  # as it was read
    table: Table  # with what the user decided
    evaluator: str
    initiative_id: int | None  # None = the initiative is begun
    initiative: str
    now: Evaluation | None
    is_own: bool  # from a workbook that this program made from this very initiative
    plan: ImportPlan


def prepare(desk: Desk, reading: Reading, choices: Choices) -> ImportCase:
    """Compare what was read with the file; nothing is written.

    Raises:
        RefusedSpreadsheetError: the spreadsheet could not be read or holds nothing of use.
        DeskError: a decision fits nothing.
    """
    main = table_of(reading, choices.table)
    table = decided(main, choices)
    office = checked_name("The evaluator", choices.evaluator or _whose(reading, main))
    initiative_id, name = _target(desk, reading, choices.initiative)
    now = None if initiative_id is None else load_evaluation(desk, initiative_id)
    is_own = initiative_id is not None and _is_of_this(desk, reading, initiative_id)
    base = _base(desk, reading, initiative_id) if initiative_id is not None and is_own else None
    plan = plan_import(table, now, evaluator=office, is_own=is_own, base=base)
    return ImportCase(reading, main, table, office, initiative_id, name, now, is_own, plan)


def main_table(reading: Reading) -> int:
    """Return which table is brought in where nobody says: the first of the best kind.

    Raises:
        RefusedSpreadsheetError: there is none.
    """
    if reading.refusal:
        raise RefusedSpreadsheetError(reading.refusal)
    found = [at for kind in _KINDS for at, table in enumerate(reading.tables) if table.kind == kind]
    if not found:
        raise RefusedSpreadsheetError(f"“{reading.file}” holds no table of vendors, criteria or scores.")
    return found[0]


def table_of(reading: Reading, index: int | None) -> Table:
    """Return the wanted table, or the one that is brought in where nobody says."""
    main = main_table(reading)
    if index is not None and not 0 <= index < len(reading.tables):
        raise NoSuchTableError(index, len(reading.tables))
    return reading.tables[main if index is None else index]


def _whose(reading: Reading, table: Table) -> str:
    """Return whose scores these are where nobody says: the sheet where several have scores, else the file."""
    sheets = {each.sheet for each in reading.tables if each.kind == "scores"}
    return table.sheet if len(sheets) > 1 and table.sheet else Path(reading.file).stem[:400] or reading.file


def _is_of_this(desk: Desk, reading: Reading, initiative_id: int) -> bool:
    """Tell whether a workbook of ours was made from this initiative of this very file, so that its keys are ours."""
    origin = reading.origin or {}
    is_here = bool(origin) and desk.journal.has_fingerprint(origin.get("fingerprint", ""))
    return is_here and origin.get("initiative_id") == str(initiative_id)


def _base(desk: Desk, reading: Reading, initiative_id: int) -> Evaluation | None:
    """Return the initiative as it stood when a workbook of ours was made from this very file, if that can be told."""
    origin = reading.origin or {}
    revision = origin.get("revision", "")
    if not revision.isdecimal() or desk.journal.fingerprint_at(int(revision)) != origin.get("fingerprint"):
        return None
    try:
        past = desk.journal.at_revision(int(revision))
    except DeskError:  # it lies before the file was updated or stripped of its history
        return None
    try:
        return load_evaluation_from(past, initiative_id)
    except NotFoundError:
        return None
    finally:
        past.close()


def _target(desk: Desk, reading: Reading, wanted: str | None) -> tuple[int | None, str]:
    """Return the initiative to bring values into, and its name; None = to be begun."""
    origin = (reading.origin or {}).get("initiative")
    named = {initiative.name.casefold(): initiative for initiative in list_initiatives(desk)}
    for name in (wanted,) if wanted else (origin,):
        if name and (known := named.get(" ".join(name.split()).casefold())):
            return known.id, known.name
    if wanted:
        return None, checked_name("The initiative", wanted)
    known_id = initiative_of_import(desk.connection, reading.sha256)
    if known_id is not None:
        return known_id, next(initiative.name for initiative in named.values() if initiative.id == known_id)
    stem = checked_name("The initiative", Path(reading.file).stem[:400] or reading.file)
    name, number = stem, 1
    while name.casefold() in named:
        number += 1
        name = f"{stem} ({number})"
    return None, name
