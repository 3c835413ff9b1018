"""A pasted block, read as changes of the rows that a list shows and as new ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from outsource_desk.domain.errors import NoRoomError
from outsource_desk.ui.models.editable_rows import Column, EditableRows


@dataclass
class PastedRows:
    """What a block says: fields of rows that are there, by their id, and fields of rows that are not."""

    changed: dict[int, dict[str, object]] = field(default_factory=dict)
    added: list[dict[str, object]] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Return of how many rows it says something."""
        return len(self.changed) + len(self.added)


def read_rows(model: EditableRows, block: Sequence[Sequence[str]], at_row: int, at_column: int) -> PastedRows:
    """Read a block whose first cell belongs into a cell of a list; empty cells say nothing.

    A block with the column that names the rows finds them by their names and adds those that are not there; any other
    goes down row by row. A first line with the headings is left out.

    Raises:
        DeskError: a cell cannot be read, or the block is longer than the list.
    """
    columns = model.columns[at_column:]
    if (
        block
        and [cell.casefold() for cell in block[0]] == [each.heading.casefold() for each in columns][: len(block[0])]
    ):
        block = block[1:]
    found = PastedRows()
    for place, cells in enumerate(block, at_row):
        fields = _fields(columns, cells)
        row = _named(model, fields[model.key]) if model.key in fields else _at(model, place)
        if row is not None:
            found.changed.setdefault(row.id, {}).update(fields)
        elif model.key in fields:
            found.added.append(fields)
        elif fields:
            raise NoRoomError
    return found


def _fields(columns: Sequence[Column], cells: Sequence[str]) -> dict[str, object]:
    read: dict[str, object] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column.read is None or not cell.strip():
            continue
        words = {said.casefold(): value for value, said in column.choices}
        read[column.field] = column.read(words.get(cell.strip().casefold(), cell.strip()))
    return read


def _named(model: EditableRows, name: object) -> Any:
    rows = [model.row_at(place) for place in range(model.rowCount())]
    return next((each for each in rows if each.id and _same(getattr(each, model.key), name)), None)


def _at(model: EditableRows, place: int) -> Any:
    row = model.row_at(place) if place < model.rowCount() else None
    return row if row is not None and row.id else None


def _same(one: object, other: object) -> bool:
    return str(one).casefold() == str(other).casefold()
