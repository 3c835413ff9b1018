"""Compare what the rows of a list say with the records that the file has; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.checks import looked_up
from outsource_desk.domain.errors import DeskError
from outsource_desk.services.import_policy import Fate, Policy
from outsource_desk.services.import_records.account import account_of
from outsource_desk.services.import_records.book import Book, Found
from outsource_desk.services.import_records.here import RecordsHere
from outsource_desk.services.import_records.kept_rows import read_rows
from outsource_desk.services.import_records.kinds import register_of
from outsource_desk.services.import_records.outcomes import (
    Asks,
    Compared,
    Entry,
    FieldChange,
    Outcome,
    RecordQuestion,
    RowPreview,
)
from outsource_desk.services.import_records.own_registers import own_numbers
from outsource_desk.services.import_records.pace import READ, Progress, paced
from outsource_desk.services.import_records.risk_states import STATE, settled_state
from outsource_desk.services.import_records.row_values import CellValue, Group, RowValues, Surroundings
from outsource_desk.services.import_records.shapes import NEW, ProposedColumn, RecordAct, RecordChoices
from outsource_desk.services.import_records.words import in_words
from outsource_desk.services.likeness import name_key
from outsource_desk.store.record_rows import Row

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading, Table

_OPEN = (None, "", "none", "unknown", ())  # what is on file where nobody has said anything
_TELLING = ("name", "unit")  # columns that may tell which way a metric is better without saying so


@dataclass
class _Planned:
    """A record or a part as it will be, with the rows that wrote into it."""

    row: Row  # as the file has it, and what is planned over it
    is_new: bool
    first: int  # number of the row that begins it
    written: dict[str, int]  # column → number of the row that plans it


def compared_records(
    here: RecordsHere,
    reading: Reading,
    table: Table,
    columns: Sequence[ProposedColumn],
    choices: RecordChoices,
    progress: Progress,
) -> Compared:
    """Compare the rows of a list with the records that the file has."""
    register = register_of(table)
    book = Book(here)
    epoch = next((sheet.epoch for sheet in reading.sheets if sheet.name == table.sheet), 1900)
    around = Surroundings(here.known.candidates, table.decimal, book.currency, epoch)
    read, about_columns = read_rows(here.kind, register, columns, choices, around, progress)
    book.look_for(str(row.own()[book.name_column].value) for row in read if book.name_column in row.own())
    own = own_numbers(table) if here.is_origin else {}
    comparison = Comparison(book, replace(choices, matches={**own, **choices.matches}))
    fates = tuple(comparison.fate_of(row) for row in paced(read, len(read), progress, (READ, 1.0)))
    skipped = {fate.number for fate in fates if fate.outcome is Outcome.SKIPPED}
    asked = [question for row in read if row.number not in skipped for question in row.questions]
    questions = (*about_columns, *sorted([*asked, *comparison.questions], key=lambda each: each.row))
    remarks = [remark for row in read for remark in row.remarks]
    if remarks:
        open_cells = {question.cell for question in questions} | choices.answers.keys()
        written = {change.cell for fate in fates if fate.outcome.is_taken for change in fate.changes
                   if change.is_written}  # fmt: skip
        written -= open_cells
        remarks = [each for each in remarks if each.cell in written]
    return Compared(fates, questions, account_of(register, columns, read, fates, questions), tuple(remarks))


class Comparison:
    """Goes through the rows of a list, one after the other; later ones see what earlier ones will write."""

    def __init__(self, book: Book, choices: RecordChoices) -> None:
        self._book, self._choices = book, choices
        self._records: dict[int | str, _Planned] = {}  # id, or the key of a new one
        self._parts: dict[tuple[int | str, str, tuple[str, ...]], _Planned] = {}
        self._called: dict[int | str, str] = {}  # id, or what like names share → the name that came first
        self.questions: list[RecordQuestion] = []

    def fate_of(self, row: RowValues) -> RowPreview:
        """Return what becomes of a row."""
        own = row_values(row)
        name = str(own.get(self._book.name_column) or "")
        if row.number in self._choices.skipped:
            return RowPreview(row.number, name, Outcome.SKIPPED, why="It is to be skipped.")
        if row.is_blocked:
            why = next(each.reason for each in row.questions if each.is_blocking)
            return RowPreview(row.number, name, Outcome.ASKED, why=why)
        if row.used == row.left_out:
            return RowPreview(row.number, name, Outcome.SKIPPED, why="It holds nothing that is taken.")
        found = self._meant(row, own, name)
        if isinstance(found, RowPreview):
            return found
        if found is None and not name:
            return RowPreview(row.number, name, Outcome.PROBLEM, why="It has no name.")
        if found is None and self._lacks_direction(row):
            return self._ask_direction(row, name)
        return self._beside(row, found, name)

    def _lacks_direction(self, row: RowValues) -> bool:
        """Tell whether a row would begin a metric, and nothing tells which way that is better."""
        is_begun = self._book.key_of(row_values(row)) in self._records
        return self._book.kind.key == "metrics" and "direction" not in row.own() and not is_begun

    def _ask_direction(self, row: RowValues, name: str) -> RowPreview:
        at, reason = row.own()[self._book.name_column], "Nothing tells whether more or less of it is better."
        if all(question.field != "direction" for question in row.questions):
            question = RecordQuestion(Asks.DIRECTION, at.said.cell, row.number, "direction", reason, str(at.value))
            self.questions.append(replace(question, column=at.column.column, is_blocking=True))
        return RowPreview(row.number, name, Outcome.ASKED, why=reason)

    def _meant(self, row: RowValues, own: Mapping[str, Any], name: str) -> int | RowPreview | None:
        """Return the id of the record that a row means, nothing for a new one; or that somebody has to say."""
        if row.number in self._choices.matches:
            wanted = self._choices.matches[row.number]
            if wanted is NEW or wanted in self._book.rows:
                return wanted
        found = self._book.find(own)
        if not found.is_asked:
            found = self._unlike_others(name, found)
        if not found.is_asked and not found.why:
            return found.record_id
        at = row.own().get(self._book.name_column) or next(iter(row.own().values()))
        self.questions.append(
            RecordQuestion(
                Asks.MATCH,
                at.said.cell,
                row.number,
                at.field.key,
                found.why,
                name,
                at.column.column,
                choices=tuple((each, self._book.name_of(each)) for each in found.near),
                is_blocking=True,
            )
        )
        return RowPreview(row.number, name, Outcome.ASKED, why=found.why)

    def _unlike_others(self, name: str, found: Found) -> Found:
        """Return what a row means, but ask where an earlier row of another name would be the same record."""
        if not name:
            return found
        at = found.record_id if found.record_id is not None else name_key(name)
        first = self._called.setdefault(at, looked_up(name))
        if first == looked_up(name) or self._book.kind.key != "vendors":
            return found
        near = (found.record_id,) if found.record_id is not None else ()
        return Found(near=near, why="Another row has a name that may mean the same.")

    def _beside(self, row: RowValues, record_id: int | None, name: str) -> RowPreview:
        key = record_id if record_id is not None else self._book.key_of(row_values(row))
        entries, same = [], 0
        waiting: set[str] = set()
        planned = self._planned_record(key, record_id, row.number)
        order = sorted(row.groups, key=lambda group: group != ("", ""))
        if ("", "") not in row.groups:
            order.insert(0, ("", ""))
        for group in order:
            target = planned if not group[0] else self._planned_part(key, record_id, row, group)
            if target is None:
                waiting |= {each.said.cell for each in row.groups[group].values()}
                continue
            try:
                changes, unchanged = self._changes(row, group, target)
            except DeskError as error:
                if not group[0]:
                    self._forget(key, row.number)
                    return RowPreview(row.number, name, Outcome.PROBLEM, record_id, why=str(error))
                first = next(iter(row.groups[group].values()))
                waiting |= {each.said.cell for each in row.groups[group].values()}
                self._ask(row, first, Asks.CELL, str(error))
                continue
            same += unchanged
            if changes or (target.is_new and target.first == row.number):
                entries.append(self._entry(group, target, changes))
        is_new = planned.is_new and planned.first == row.number
        written = any(change.is_written for entry in entries for change in entry.changes)
        outcome = Outcome.NEW if is_new else Outcome.CHANGED if written else Outcome.SAME
        return RowPreview(
            row.number, name or self._name(record_id), outcome, record_id, tuple(entries), same, "", planned.first,
            frozenset(waiting),
        )  # fmt: skip

    def _name(self, record_id: int | None) -> str:
        return self._book.name_of(record_id) if record_id is not None else ""

    def _entry(self, group: Group, target: _Planned, changes: list[FieldChange]) -> Entry:
        part = next((each for each in self._book.kind.parts if each.name == group[0]), None)
        table = part.table if part else self._book.kind.table
        return Entry(
            group[0], table, target.row.get("id"), tuple(changes), target.first, _identity_of(part, target.row)
        )

    def _forget(self, key: int | str, number: int) -> None:
        """Take back a record that cannot begin with this row, so that a later one may begin it."""
        planned = self._records[key]
        if planned.is_new and planned.first == number:
            del self._records[key]

    def _planned_record(self, key: int | str, record_id: int | None, number: int) -> _Planned:
        if key not in self._records:
            now = dict(self._book.rows[record_id]) if record_id is not None else {}
            self._records[key] = _Planned(now, record_id is None, number, {})
        return self._records[key]

    def _planned_part(self, key: int | str, record_id: int | None, row: RowValues, group: Group) -> _Planned | None:
        """Return the part that a row means; nothing where it does not say which, which is asked."""
        part = next(each for each in self._book.kind.parts if each.name == group[0])
        values = row.groups[group]
        missing = [name for name in part.identity if name not in values]
        if missing and any(question.field == f"{part.name}.{missing[0]}" for question in row.questions):
            return None  # which one it is, is asked already
        if missing:
            first = next(iter(values.values()))
            self._ask(row, first, Asks.CELL, "Nothing says which one it belongs to.")
            return None
        identity = {name: values[name].value for name in part.identity}
        at = (key, part.name, tuple(str(value).casefold() for value in identity.values()))
        if at not in self._parts:
            now = self._book.part_row(part.name, record_id, identity)
            self._parts[at] = _Planned(dict(now or {}), now is None, row.number, {})
        return self._parts[at]

    def _changes(self, row: RowValues, group: Group, target: _Planned) -> tuple[list[FieldChange], int]:
        """Return what a row changes of a record or a part, and how many of its cells say what is there.

        Raises:
            DeskError: the record as a whole would not be allowed.
        """
        table = self._table(group[0])
        values = self._with_state(row, row.groups.get(group, {}), target)
        fields = {name: self._joined(name, each.value, target.row) for name, each in values.items()}
        try:
            stored = self._book.stored(table, target.row, fields) if fields or not target.row else {}
        except DeskError:  # without those that are not allowed by themselves it may be allowed
            values = self._checked(row, table, values)
            fields = {name: fields[name] for name in values}
            stored = self._book.stored(table, target.row, fields)
        changes, same = [], 0
        for name, each in values.items():
            before, after = target.row.get(name), stored[name]
            if target.row and name == "direction" and each.column.field in _TELLING:
                continue  # a name that tells it of a new metric does not change what the file says
            if target.row and (_is_same(before, after) or self._is_called_so(group, name)):
                same += 1
                target.written.setdefault(name, row.number)
                continue
            change = self._change(row, target, each, before, after, stored)
            changes.append(replace(change, value=fields[name], which=group[1]))
        for change in changes:
            if change.is_written:
                column = change.field.rpartition(".")[2]
                target.row[column] = stored[column]
                target.written[column] = row.number
        return changes, same

    def _with_state(self, row: RowValues, values: dict[str, CellValue], target: _Planned) -> dict[str, CellValue]:
        """Return what a row says, with the state that its risk gets; what does not fit is asked about."""
        each = values.get(STATE)
        if each is None or self._book.kind.key != "risks" or each.field.part:
            return values
        said = {name: value.value for name, value in values.items()}
        state, why = settled_state(each.value, target.row, said)
        if state:
            return {**values, STATE: each._replace(value=state)}
        if row.waiting:  # for its levels
            row.waiting.add(each.said.cell)
        else:
            self._ask(row, each, Asks.CELL, why)
        return {name: value for name, value in values.items() if name != STATE}

    def _is_called_so(self, group: Group, name: str) -> bool:
        """Tell whether a value only names the record that is meant: a vendor is not renamed by a list."""
        return not group[0] and name == self._book.name_column and self._book.kind.key == "vendors"

    def _change(
        self, row: RowValues, target: _Planned, each: CellValue, before: Any, after: Any, stored: Row
    ) -> FieldChange:
        name = each.field.column
        shown = FieldChange(
            each.field.key, each.field.label, each.said.cell,
            in_words(each.field, before, target.row, self._book.currency),
            in_words(each.field, after, {**target.row, **stored}, self._book.currency), raw=each.said.text,
        )  # fmt: skip
        if name in target.written and target.written[name] != row.number:
            self._ask(row, each, Asks.CELL, f"Row {target.written[name]} says otherwise.")
            return replace(shown, fate=Fate.KEPT)
        if target.is_new or before in _OPEN or name == "tags":
            is_kept = self._choices.policy is Policy.KEEP and not target.is_new
            return replace(shown, fate=Fate.KEPT if is_kept else None)
        return replace(shown, fate=self._decided(row, each, shown))

    def _decided(self, row: RowValues, each: CellValue, shown: FieldChange) -> Fate:
        answer = self._choices.answers.get(each.said.cell)
        if answer is not None and answer.act in (RecordAct.TAKE, RecordAct.KEEP):
            return Fate.REPLACED if answer.act is RecordAct.TAKE else Fate.KEPT
        match self._choices.policy:
            case Policy.REPLACE:
                return Fate.REPLACED
            case Policy.ASK:
                self._ask(row, each, Asks.CONFLICT, f"The document says “{shown.before}”.")
                return Fate.ASKED
            case _:
                return Fate.KEPT

    def _checked(self, row: RowValues, table: str, values: Mapping[str, CellValue]) -> dict[str, CellValue]:
        """Return the values that are allowed one by one; the others are asked about."""
        kept: dict[str, CellValue] = {}
        for name, each in values.items():
            try:
                self._book.check_of(table, name, each.value)
            except DeskError as error:
                if each.field.is_required:
                    raise
                self._ask(row, each, Asks.CELL, str(error))
            else:
                kept[name] = each
        return kept

    def _joined(self, name: str, value: Any, now: Row) -> Any:
        """Return what a cell comes to beside what is there: tags are added to those that a vendor has."""
        if name != "tags":
            return value
        there = {tag.casefold(): tag for tag in now.get("tags", ())}
        return tuple({**{tag.casefold(): tag for tag in value}, **there}.values())

    def _ask(self, row: RowValues, each: CellValue, asks: Asks, reason: str) -> None:
        self.questions.append(
            RecordQuestion(asks, each.said.cell, row.number, each.field.key, reason, each.said.text, each.column.column)
        )

    def _table(self, part: str) -> str:
        return next((each.table for each in self._book.kind.parts if each.name == part), self._book.kind.table)


def row_values(row: RowValues) -> dict[str, Any]:
    """Return what a row says of the record itself: column → value."""
    return {name: each.value for name, each in row.own().items()}


def _identity_of(part: Any, row: Row) -> tuple[str, ...]:
    return tuple(str(row.get(name, "")).casefold() for name in part.identity) if part else ()


def _is_same(before: Any, after: Any) -> bool:
    if isinstance(before, tuple) and isinstance(after, tuple):
        return sorted(before) == sorted(after)
    if isinstance(before, bool | int) and isinstance(after, bool):
        return bool(before) == after
    return before == after and (before is None) == (after is None)
