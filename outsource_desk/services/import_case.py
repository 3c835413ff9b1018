"""One import as it would happen: which table goes where, and what that would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.checks import checked_name
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.garbage import garbage_left_alone
from outsource_desk.services.import_answers import Choices, decided, with_line_answers, with_scales
from outsource_desk.services.import_here import Here, read_here
from outsource_desk.services.import_memory import with_memory
from outsource_desk.services.import_names import match_table, names_here
from outsource_desk.services.import_people import with_people
from outsource_desk.services.import_plan import ImportPlan, Terms, plan_import
from outsource_desk.services.import_scales import certain_scales, notes_of_scales, tops_here
from outsource_desk.services.import_sheets import answers_of, joined, made_joinable
from outsource_desk.services.import_weights import WeightsElsewhere, weights_elsewhere
from outsource_desk.services.price_import import as_prices, is_price_sheet

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.importers.reading import Reading, Table
    from outsource_desk.services.desk import Desk
    from outsource_desk.services.import_matching import Matchings
    from outsource_desk.services.import_policy import Policy

# of several tables in a file the first of the best kind is brought in
_KINDS = ("scores", "prices", "risks", "answers", "criteria", "metrics", "readings", "vendors")

_OF_VALUES = ("scores", "prices")


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
    """Tables with the user's decisions, their target, and the plan to write them: values, bound to no file."""

    reading: Reading
    here: Here  # what the file said when this was worked out
    indexes: tuple[int, ...]  # of the tables that come in
    reads: tuple[Table, ...]  # as they were read, price sheets with the sums of their lines
    read: Table  # all of them in one
    table: Table  # with what the user decided
    choices: Choices  # with what is remembered of this layout
    remembered: int  # decisions that are used again
    evaluator: str
    plan: ImportPlan
    scaled: frozenset[str]  # criteria, in small letters, whose words become points
    elsewhere: WeightsElsewhere | None = None  # weights that the tables lack

    @property
    def policy(self) -> Policy:
        """Return what becomes of values that differ."""
        return self.choices.policy or self.choices.usual_policy

    @property
    def initiative_id(self) -> int | None:
        """Return the initiative that it goes into; None = it is begun."""
        return self.here.initiative_id

    @property
    def initiative(self) -> str:
        """Return the name of that initiative."""
        return self.here.initiative

    @property
    def now(self) -> Evaluation | None:
        """Return that initiative as it stands; None = it is begun."""
        return self.here.now


def prepare(desk: Desk, reading: Reading, choices: Choices) -> ImportCase:
    """Compare what was read with the file; nothing is written.

    Raises:
        RefusedSpreadsheetError: the spreadsheet could not be read or holds nothing of use.
        DeskError: a decision fits nothing.
    """
    return case_of(what_is_here(desk, reading, choices), reading, choices)


def what_is_here(desk: Desk, reading: Reading, choices: Choices, before: Here | None = None) -> Here:
    """Read all that `case_of` needs of the file; see `read_here`.

    Raises:
        RefusedSpreadsheetError: the spreadsheet could not be read or holds nothing of use.
        DeskError: a decision fits nothing.
    """
    tables = [reading.tables[index] for index in indexes_of(reading, choices)]
    return read_here(desk, reading, tables, choices, before)


@garbage_left_alone()
def case_of(here: Here, reading: Reading, choices: Choices) -> ImportCase:
    """Compare what was read with what the file says: a pure function of values, for any thread.

    Raises:
        DeskError: a decision fits nothing.
    """
    indexes = indexes_of(reading, choices)
    chosen = [reading.tables[index] for index in indexes]
    given = choices.weights
    choices, remembered = with_memory(choices, here.memory, joined(chosen), names_here(here.now, here.directory))
    reads = tuple(_as_read(table, reading) for table in chosen)
    elsewhere = weights_elsewhere(reading, indexes)
    taken = elsewhere.weights if elsewhere is not None and choices.takes_weights else {}
    parts = _decided_parts(chosen, reading, replace(choices, weights={**taken, **choices.weights}))
    table = joined(parts)
    office = checked_name("The evaluator", choices.evaluator or table.evaluator or _whose(reading, chosen[0]))
    matchings = _matched(table, here, choices, office, is_several=len(parts) > 1)
    scales = {} if here.is_own else certain_scales(table, choices, tops_here(table, matchings.criteria, here.now))
    table = with_scales(table, {name.casefold(): points for name, points in scales.items()}, choices.answers)
    terms = _terms(choices, office, frozenset(map(str.casefold, (*taken, *given))), is_own=here.is_own)
    plan = plan_import(table, here.now, terms, matchings=matchings, base=here.base, parts=parts)
    plan = replace(plan, notes=(*plan.notes, *notes_of_scales(scales)))
    scaled = frozenset(name.casefold() for name in (*scales, *choices.scales))
    return ImportCase(
        reading, here, indexes, reads, joined(reads), table, choices, remembered, office, plan, scaled, elsewhere
    )  # fmt: skip


def _decided_parts(chosen: Sequence[Table], reading: Reading, choices: Choices) -> tuple[Table, ...]:
    """Return the tables with what the user decided, so that they can be joined."""
    tables = [_decided(table, reading, choices, is_one=len(chosen) == 1) for table in chosen]
    if len(tables) == 1 and choices.evaluator:
        tables = [replace(tables[0], evaluator="")]  # who says whose scores these are knows better than the sheet
    return made_joinable(tables)


def _matched(table: Table, here: Here, choices: Choices, office: str, *, is_several: bool) -> Matchings:
    """Return what the names of the table mean here."""
    wanted = choices.vendors, choices.criteria, choices.evaluators
    return match_table(
        table, here.now, here.directory, wanted, office=office, is_own=here.is_own, is_several=is_several
    )


def _terms(choices: Choices, office: str, weighed: frozenset[str], *, is_own: bool) -> Terms:
    gates = {criterion.casefold(): least for criterion, least in choices.gates.items()}
    return Terms(office, is_own, choices.policy or choices.usual_policy, choices.answers, gates, weighed)


def _as_read(table: Table, reading: Reading) -> Table:
    return as_prices(table, reading.tables) if is_price_sheet(table) else table


def _decided(table: Table, reading: Reading, choices: Choices, *, is_one: bool) -> Table:
    """Return one table with what the user decided about it."""
    mine = choices if is_one else replace(choices, **_of_table(choices, table))
    table = with_people(table) if choices.has_people else table
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


def fuller_table(reading: Reading, indexes: Sequence[int]) -> int | None:
    """Return the table of another sheet that has more scores or prices than the tables that come in, if one does.

    A workbook often opens with a summary of the sheets behind it.
    """
    chosen = [reading.tables[index] for index in indexes]
    sheets = {table.sheet for table in chosen}
    if chosen[0].kind not in _OF_VALUES:
        return None
    others = [at for at, each in enumerate(reading.tables) if each.kind in _OF_VALUES and each.sheet not in sheets]
    most = max(others, key=lambda at: _values_of(reading.tables[at]), default=None)
    return most if most is not None and _values_of(reading.tables[most]) > sum(map(_values_of, chosen)) else None


def _values_of(table: Table) -> int:
    return max(len(table.scores), len(table.lines))


def _whose(reading: Reading, table: Table) -> str:
    """Return whose scores these are where nobody says: the sheet where several have scores, else the file."""
    sheets = {each.sheet for each in reading.tables if each.kind == "scores"}
    return table.sheet if len(sheets) > 1 and table.sheet else Path(reading.file).stem[:400] or reading.file
