"""One import as it would happen: which table goes where, and what that would change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.checks import checked_name
from outsource_desk.domain.errors import DeskError, NotFoundError
from outsource_desk.services.import_answers import Choices, decided, with_line_answers, with_scales
from outsource_desk.services.import_memory import Memory, layout_of, recall, with_memory
from outsource_desk.services.import_names import match_table, names_here
from outsource_desk.services.import_plan import ImportPlan, Terms, plan_import
from outsource_desk.services.import_scales import certain_scales, notes_of_scales, tops_here
from outsource_desk.services.import_sheets import answers_of, joined, made_joinable
from outsource_desk.services.initiative_list import list_initiatives
from outsource_desk.services.price_import import as_prices, is_price_sheet
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.store.evaluations import load_evaluation as load_evaluation_from
from outsource_desk.store.initiatives import initiative_of_import
from outsource_desk.store.vendors import vendor_names

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
    """Tables with the user's decisions, their target, and the plan to write them."""

    reading: Reading
    indexes: tuple[int, ...]  # of the tables that come in
    reads: tuple[Table, ...]  # as they were read, price sheets with the sums of their lines
    read: Table  # all of them in one
    table: Table  # with what the user decided
    choices: Choices  # with what is remembered of this layout
    memory: Memory | None
    remembered: int  # decisions that are used again
    evaluator: str
    initiative_id: int | None  # None = the initiative is begun
    initiative: str
    now: Evaluation | None
    is_own: bool  # from a workbook that this program made from this very initiative
    plan: ImportPlan
    scaled: frozenset[str]  # criteria, in small letters, whose words become points


def prepare(desk: Desk, reading: Reading, choices: Choices) -> ImportCase:
    """Compare what was read with the file; nothing is written.

    Raises:
        RefusedSpreadsheetError: the spreadsheet could not be read or holds nothing of use.
        DeskError: a decision fits nothing.
    """
    indexes = indexes_of(reading, choices)
    chosen = [reading.tables[index] for index in indexes]
    initiative_id, name = _target(desk, reading, choices.initiative)
    now = None if initiative_id is None else load_evaluation(desk, initiative_id)
    memory = recall(desk, layout_of(reading, chosen[0])) if choices.is_remembering else None
    directory = vendor_names(desk.connection)
    choices, remembered = with_memory(choices, memory, joined(chosen), names_here(now, directory))
    reads = tuple(_as_read(table, reading) for table in chosen)
    tables = [_decided(table, reading, choices, is_one=len(chosen) == 1) for table in chosen]
    if len(tables) == 1 and choices.evaluator:
        tables = [replace(tables[0], evaluator="")]  # who says whose scores these are knows better than the sheet
    parts = made_joinable(tables)
    table = joined(parts)
    office = checked_name("The evaluator", choices.evaluator or table.evaluator or _whose(reading, chosen[0]))
    is_own = initiative_id is not None and _is_of_this(desk, reading, initiative_id)
    base = _base(desk, reading, initiative_id) if initiative_id is not None and is_own else None
    matchings = match_table(
        table,
        now,
        directory,
        (choices.vendors, choices.criteria, choices.evaluators),
        office=office,
        is_own=is_own,
        is_several=len(tables) > 1,
    )
    scales = {} if is_own else certain_scales(table, choices, tops_here(table, matchings.criteria, now))
    table = with_scales(table, {name.casefold(): points for name, points in scales.items()}, choices.answers)
    gates = {criterion.casefold(): least for criterion, least in choices.gates.items()}
    terms = Terms(office, is_own, choices.policy, choices.answers, gates)
    plan = plan_import(table, now, terms, matchings=matchings, base=base, parts=parts)
    plan = replace(plan, notes=(*plan.notes, *notes_of_scales(scales)))
    return ImportCase(
        reading, indexes, reads, joined(reads), table, choices, memory, remembered, office, initiative_id, name, now,
        is_own, plan, frozenset(name.casefold() for name in (*scales, *choices.scales)),
    )  # fmt: skip


def _as_read(table: Table, reading: Reading) -> Table:
    return as_prices(table, reading.tables) if is_price_sheet(table) else table


def _decided(table: Table, reading: Reading, choices: Choices, *, is_one: bool) -> Table:
    """Return one table with what the user decided about it."""
    mine = choices if is_one else replace(choices, **_of_table(choices, table))
    if is_price_sheet(table):
        table = as_prices(with_line_answers(table, mine.answers), reading.tables)
        lines = {line.cell for line in table.lines}
        mine = replace(mine, answers={cell: each for cell, each in mine.answers.items() if cell not in lines})
    return decided(table, mine)


def _of_table(choices: Choices, table: Table) -> dict[str, Any]:
    """Return the decisions that are about one of several tables."""
    known = {column.name.casefold() for column in table.criteria}
    by_name = {
        name: {key: value for key, value in getattr(choices, name).items() if key.casefold() in known}
        for name in ("directions", "weights", "tops", "scales")
    }
    return {**by_name, "answers": answers_of(choices.answers, table.sheet)}


def indexes_of(reading: Reading, choices: Choices) -> tuple[int, ...]:
    """Return which tables come in: those that are wanted, else the best with those of other evaluators beside it.

    Raises:
        RefusedSpreadsheetError: there is none.
        NoSuchTableError: one of them is not there.
    """
    main = main_table(reading)
    wanted = tuple(dict.fromkeys(choices.tables)) or (() if choices.table is None else (choices.table,))
    for index in wanted:
        if not 0 <= index < len(reading.tables):
            raise NoSuchTableError(index, len(reading.tables))
    if wanted:
        return wanted
    first = reading.tables[main]
    others = (at for at, table in enumerate(reading.tables) if table.evaluator and table.kind == first.kind)
    return tuple(dict.fromkeys((main, *others))) if first.evaluator else (main,)


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
