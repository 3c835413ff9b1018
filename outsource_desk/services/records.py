"""Add, change and delete records: rows that belong to a vendor, an initiative, or to another record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_fields, checked_minor_units
from outsource_desk.domain.errors import EmptyNameError, NotFoundError, OutOfRangeError, UnknownChoiceError
from outsource_desk.domain.formatting import minor_digits
from outsource_desk.services.kinds.kind import RecordKind, Values
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.records import has_position, initiative_of, load_row, next_position_of
from outsource_desk.store.rows import delete_row, has_row, insert_row, update_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

AREAS = ("dossier", "risks", "performance", "contingency", "leaving", "governance")


@cache
def kinds() -> Mapping[str, RecordKind]:
    """Return table → what its records may hold."""
    modules = (import_module(f"outsource_desk.services.kinds.{area}") for area in AREAS)
    return {table: kind for module in modules for table, kind in module.KINDS.items()}


def add_record(desk: Desk, table: str, owner_id: int, **fields: object) -> int:
    """Add a record and return its id.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        table: one of `kinds`; files are attached with `services.evidence.attach_file`.
        owner_id: whose: of the vendor, initiative or record that it belongs to.
        fields: columns of the table. Money is given in its currency's main unit (1250000.5 = EUR 1,250,000.50) and
            kept in its minor units; shares as shares of 1; hours of a shift as 9.5 or “9:30”, or both in one as
            ``hours="9:00–17:30"``; dates as YYYY-MM-DD; several short texts as a sequence or one per line.

    Raises:
        DeskError: a field is not allowed, or a required one is missing; the file is then unchanged.
    """
    kind = _kind(table)
    if not has_row(desk.connection, kind.owner, owner_id):
        raise NotFoundError(_noun(kind.owner), owner_id)
    values = _checked(desk, table, owner_id, {}, fields)
    place: Values = {}
    if has_position(desk.connection, table):
        place = {"position": next_position_of(desk.connection, table, kind.key, owner_id)}
    with desk.edit(kind.labels.add):
        return insert_row(desk.db, table, {kind.key: owner_id, **place, **values})


def checked_values(table: str, row: Mapping[str, object], fields: Mapping[str, object], currency: str) -> Values:
    """Return what would be written of fields of a record, as far as it can be told without the file.

    Args:
        table: one of `kinds`.
        row: the record as it stands; empty for a new one.
        fields: what is to be written of it; see `add_record` for how values are given.
        currency: of the initiative's money; empty for records that have one of their own.

    Raises:
        DeskError: a value is not allowed, or a required one is missing.
    """
    kind = _kind(table)
    values = checked_fields(kind.checks, kind.spread(fields))
    for column, what in kind.required.items():
        if (not row or column in values) and values.get(column) in (None, ""):
            raise EmptyNameError(what)
    return kind.complete(dict(row), _with_money(kind, currency, values))


def update_record(desk: Desk, table: str, record_id: int, field: str, value: object) -> None:
    """Change one field of a record; see `add_record` for how values are given.

    Undoable. Saved when this returns. Money keeps its figures when its currency is corrected.

    Raises:
        DeskError: the value is not allowed; the file is then unchanged.
    """
    kind, row = _kind(table), _row(desk, table, record_id)
    values = _checked(desk, table, row[kind.key], row, {field: value})
    with desk.edit(kind.labels.change, merge_key=(table, record_id, field)):
        update_row(desk.db, table, record_id, values)


def update_fields(desk: Desk, table: str, record_id: int, fields: Mapping[str, object]) -> None:
    """Change several fields of a record in one act, as a dialog does; see `add_record` for how values are given.

    Undoable. Saved when this returns.

    Raises:
        DeskError: one of the values is not allowed; the file is then unchanged.
    """
    with desk.edit(_kind(table).labels.change):
        for field, value in fields.items():
            update_record(desk, table, record_id, field, value)


def paste_records(
    desk: Desk,
    table: str,
    owner_id: int,
    changed: Mapping[int, Mapping[str, object]],
    added: Sequence[Mapping[str, object]],
) -> None:
    """Change and add several records of an owner in one act, as a pasted block does; see `add_record` for the values.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        table: one of `kinds`.
        owner_id: whose records are added.
        changed: id of a record → its fields and their values.
        added: the fields of each record that is new.

    Raises:
        DeskError: one of the values is not allowed; the file is then unchanged.
    """
    with desk.edit("Paste rows"):
        for record_id, fields in changed.items():
            for field, value in fields.items():
                update_record(desk, table, record_id, field, value)
        for fields in added:
            add_record(desk, table, owner_id, **fields)


def delete_record(desk: Desk, table: str, record_id: int) -> None:
    """Delete a record and what belongs to it.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is none with this id.
    """
    kind = _kind(table)
    _row(desk, table, record_id)
    with desk.edit(kind.labels.delete):
        delete_row(desk.db, table, record_id)


def refuse_foreign(desk: Desk, table: str, record_id: object, initiative_id: int) -> None:
    """Refuse a record that is not there or belongs to another initiative; nothing is refused where none is named.

    Raises:
        NotFoundError: so it is.
    """
    if record_id is None:
        return
    assert isinstance(record_id, int)
    if not has_row(desk.connection, table, record_id):
        raise NotFoundError(_noun(table), record_id)
    if initiative_of(desk.connection, table, record_id) != initiative_id:
        raise NotFoundError(_noun(table), record_id)


def _kind(table: str) -> RecordKind:
    if table not in kinds():
        raise UnknownChoiceError("Record", table, list(kinds()))
    return kinds()[table]


def _row(desk: Desk, table: str, record_id: int) -> Values:
    if not has_row(desk.connection, table, record_id):
        raise NotFoundError(_noun(table), record_id)
    return load_row(desk.connection, table, record_id)


def _checked(desk: Desk, table: str, owner_id: int, row: Values, fields: Mapping[str, object]) -> Values:
    """Return what to write, once the record has been checked as it will be with it, also beside others."""
    kind = _kind(table)
    currency = "" if kind.money.keys().isdisjoint(fields) else _currency_of(desk, kind, owner_id)
    return kind.prepare(desk, owner_id, dict(row), checked_values(table, row, fields, currency))


def _currency_of(desk: Desk, kind: RecordKind, owner_id: int) -> str:
    return load_initiative(desk.connection, initiative_of(desk.connection, kind.owner, owner_id)).currency


def _with_money(kind: RecordKind, currency: str, values: Values) -> Values:
    done = dict(values)
    for column, what in kind.money.items():
        if column in values:
            done[column] = checked_minor_units(what, None if values[column] == "" else values[column], currency)
            if done[column] is not None and done[column] < 0:
                raise OutOfRangeError(what, done[column] / 10 ** minor_digits(currency), 0, None)
    return done


def _noun(table: str) -> str:
    return kinds()[table].labels.noun if table in kinds() else table.replace("_", " ")
