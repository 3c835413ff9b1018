"""The records of one kind that the file has, and which of them a row of a list means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.checks import checked_choice, checked_fields, looked_up
from outsource_desk.domain.risk import RiskState
from outsource_desk.services.import_records.here import RecordsHere
from outsource_desk.services.import_records.risk_states import STATE
from outsource_desk.services.likeness import is_same_company, name_key, similar_names
from outsource_desk.services.records import checked_values, kinds
from outsource_desk.services.vendors import CONTACT_FIELDS, VENDOR_FIELDS, checked_tags

if TYPE_CHECKING:
    from outsource_desk.store.record_rows import Row

# kind → the columns by which a record is known for certain, beside its name
_MARKS = {"vendors": ("lei", "registration"), "risks": ("code",), "metrics": ("code",)}
_NAMES = {"vendors": "name", "risks": "title", "metrics": "name"}


@dataclass(frozen=True)
class Found:
    """Which record a row means; where nobody can tell, which it may mean."""

    record_id: int | None = None
    near: tuple[int, ...] = ()
    why: str = ""  # that somebody has to say

    @property
    def is_asked(self) -> bool:
        """Tell whether somebody has to say which record is meant."""
        return bool(self.near)


class Book:
    """What the file has of one kind, by name, code and number.

    Attributes:
        rows: id → the record's row.
        currency: of the initiative; empty where records belong to none.
    """

    def __init__(self, here: RecordsHere) -> None:
        self.kind, self.rows, self.currency = here.kind, here.known.rows, here.known.currency
        self._parts = here.known.parts
        kind = here.kind
        self.name_column = _NAMES[kind.key]
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_mark: dict[tuple[str, str], list[int]] = defaultdict(list)
        for record_id, row in self.rows.items():
            self._by_name[looked_up(row[self.name_column])].append(record_id)
            self._by_key[name_key(row[self.name_column])].append(record_id)
            for column in _MARKS[kind.key]:
                if row[column]:
                    self._by_mark[column, _mark(row[column])].append(record_id)
        self._near: Mapping[str, tuple[int, ...]] = {}

    def look_for(self, names: Iterable[str]) -> None:
        """Compare all names of a list with those of the file at once, before rows are asked for one by one."""
        new = list(dict.fromkeys(name for name in names if not self._certain(name)))
        if not new or not self.rows:
            return
        known = {record_id: str(row[self.name_column]) for record_id, row in self.rows.items()}
        together = {**known, **{-place: name for place, name in enumerate(new, 1)}}
        alike = similar_names(together)
        self._near = {
            name: tuple(each for each in alike.get(-place, ()) if each > 0) for place, name in enumerate(new, 1)
        }

    def find(self, values: Mapping[str, Any]) -> Found:
        """Return which record the values of a row mean."""
        name = str(values.get(self.name_column) or "")
        certain = [each for each in self._certain(name) if self._is_beside(each, values)] if name else []
        marked = self._marked(values)
        if len(certain) == 1 and marked in ([], certain):
            return Found(certain[0])
        if len(marked) == 1 and not certain:
            return self._by_mark_only(marked[0], name)
        if certain or marked:
            return Found(near=tuple(dict.fromkeys([*certain, *marked])), why="It may mean any of several.")
        near = self._near.get(name, ())
        return Found(near=near, why="Its name is like another.") if near else Found()

    def key_of(self, values: Mapping[str, Any]) -> str:
        """Return what rows share that say something of the same new record."""
        name = looked_up(str(values.get(self.name_column) or ""))
        return f"{values.get('candidate_id') or ''} {name}"

    def _is_beside(self, record_id: int, values: Mapping[str, Any]) -> bool:
        """Tell whether a record belongs to the same candidate as a row, where records do."""
        row = self.rows[record_id]
        return "candidate_id" not in row or row["candidate_id"] == values.get("candidate_id")

    def _certain(self, name: str) -> list[int]:
        """Return the records of a name, else those that are called the same but for spelling."""
        alike = self._by_key.get(name_key(name), ())
        return self._by_name.get(looked_up(name)) or [
            each for each in alike if is_same_company(name, self.name_of(each))
        ]

    def _marked(self, values: Mapping[str, Any]) -> list[int]:
        found: dict[int, None] = {}
        for column in _MARKS[self.kind.key]:
            if values.get(column):
                found.update(dict.fromkeys(self._by_mark.get((column, _mark(values[column])), ())))
        return list(found)

    def _by_mark_only(self, record_id: int, name: str) -> Found:
        """Return a record known by its code or number; where it is called otherwise, that may be a chance."""
        if not name:
            return Found(record_id)
        return Found(near=(record_id,), why="Its code or number is that of another name.")

    def name_of(self, record_id: int) -> str:
        """Return what a record is called."""
        return str(self.rows[record_id][self.name_column])

    def part_row(self, part: str, record_id: int | None, identity: Mapping[str, Any]) -> Row | None:
        """Return the row of a part that these values identify."""
        for row in self._parts[part].get(record_id or 0, ()):
            if all(_mark(row[column]) == _mark(value) for column, value in identity.items()):
                return row
        return None

    def check_of(self, table: str, column: str, value: object) -> object:
        """Return one value as its own check leaves it.

        Raises:
            DeskError: it is not allowed.
        """
        if table == "vendor":
            return checked_tags(value) if column == "tags" else VENDOR_FIELDS[column](value)  # type: ignore[arg-type]  # tags were read as texts
        if (table, column) == ("risk", STATE):
            return checked_choice("State", value, RiskState)
        return CONTACT_FIELDS[column](value) if table == "contact" else kinds()[table].checks[column](value)

    def stored(self, table: str, row: Row, fields: Mapping[str, Any]) -> Row:
        """Return what would be written of a record, once it has been checked as it will be.

        Raises:
            DeskError: it is not allowed.
        """
        if table == "vendor":
            tags = {"tags": tuple(sorted(checked_tags(fields["tags"])))} if "tags" in fields else {}
            return checked_fields(VENDOR_FIELDS, {key: value for key, value in fields.items() if key != "tags"}) | tags
        if table == "contact":
            return checked_fields(CONTACT_FIELDS, fields)
        if table == "risk" and STATE in fields:
            rest = {name: value for name, value in fields.items() if name != STATE}
            return {**checked_values(table, row, rest, self.currency), STATE: fields[STATE]}
        return checked_values(table, row, fields, self.currency)


def _mark(value: object) -> str:
    return looked_up(str(value))
