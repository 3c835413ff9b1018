"""A short list of rows that is edited in place; a value that was refused stays where it was typed, with its error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from outsource_desk.domain.errors import DeskError
from outsource_desk.ui.errors import explain

Index = QModelIndex | QPersistentModelIndex

_DISPLAY, _EDIT = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.EditRole)
_TIP, _ALIGN = int(Qt.ItemDataRole.ToolTipRole), int(Qt.ItemDataRole.TextAlignmentRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
PROBLEM = int(Qt.ItemDataRole.UserRole)  # what was refused, in words; empty if all is well
STATE = PROBLEM + 1  # tone and icon of a cell that shows a state; nothing otherwise
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class Column:
    """One column: how a row's field is shown and how it is read."""

    field: str
    heading: str
    show: Callable[[Any], str]  # row → text
    read: Callable[[str], object] | None = str  # None: it is computed and cannot be edited
    choices: tuple[tuple[str, str], ...] = ()  # value and words
    is_number: bool = False
    echo: Callable[[str], str] | None = None  # says how what is being typed is understood
    width: int = 0  # pixels at the ordinary font size; 0 takes what is left
    offers: Callable[[], Sequence[str]] | None = None  # what can be chosen while typing; other texts are allowed too
    tone: Callable[[Any], tuple[str, str] | None] | None = None  # row → tone and icon of a cell that shows a state


@dataclass(frozen=True)
class Verbs:
    """What is done to rows; each raises a `DeskError` if it refuses."""

    add: Callable[[dict[str, object]], object]
    update: Callable[[int, str, object], object]


class EditableRows(QAbstractTableModel):
    """Shows rows that have an ``id``; a row that is being added stands last until its ``key`` column is filled."""

    problems_changed = Signal()

    def __init__(self, columns: Sequence[Column], key: str, verbs: Verbs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.key, self._verbs = key, verbs
        self._rows: list[Any] = []
        self._new: Any = None  # the row that is being added, with id 0
        self._given: dict[str, object] = {}  # its fields so far
        self._is_adding = False
        self._is_read_only = False
        self._refused: dict[tuple[int, str], tuple[str, DeskError]] = {}

    def set_read_only(self, is_read_only: bool) -> None:
        """Allow or forbid typing; a row that was begun goes."""
        self._is_read_only = is_read_only
        if is_read_only:
            self.give_up()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows; a row that is being added stays."""
        old, new = [row.id for row in self._rows], [row.id for row in rows]
        if self._is_adding and new[:-1] == old:
            self._refused = {(new[-1] if at == 0 else at, field): what for (at, field), what in self._refused.items()}
            self._new = None
        elif old != new:
            self.beginResetModel()
            self._rows = list(rows)
            self._refused = {key: what for key, what in self._refused.items() if key[0] in (0, *new)}
            self.endResetModel()
            self.problems_changed.emit()
            return
        self._rows = list(rows)
        self._tell_all()

    def begin(self, blank: Any) -> int:
        """Begin a row at the end, or go on with the one that was begun; return its place."""
        if self._new is None:
            place = len(self._rows)
            self.beginInsertRows(QModelIndex(), place, place)
            self._new, self._given = blank, {}
            self.endInsertRows()
        return len(self._rows)

    def give_up(self) -> None:
        """Take away the row that was begun."""
        if self._new is not None:
            place = len(self._rows)
            self.beginRemoveRows(QModelIndex(), place, place)
            self._new = None
            self._refused = {key: what for key, what in self._refused.items() if key[0]}
            self.endRemoveRows()
            self.problems_changed.emit()

    def row_at(self, place: int) -> Any:
        """Return the row at a place; its id is 0 if it is being added."""
        return self._rows[place] if place < len(self._rows) else self._new

    def place_of(self, row_id: int) -> int:
        """Return where a row stands, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.id == row_id), -1)

    def problems(self) -> list[tuple[str, DeskError]]:
        """Return what was refused and is still to be put right, each with its heading."""
        headings = {column.field: column.heading for column in self.columns}
        return [(headings[field], error) for (_, field), (_, error) in self._refused.items()]

    def forget(self, index: Index) -> bool:
        """Show again what the file holds in a cell; return whether something else was there."""
        key = self._cell(index)
        if self._refused.pop(key, None) is None:
            return False
        self._tell_all()
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._rows) + (self._new is not None)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == _DISPLAY:
                return self.columns[section].heading
            if role == _ALIGN:
                return _RIGHT if self.columns[section].is_number else _LEFT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_open = self.columns[index.column()].read is not None and not self._is_read_only
        return plain | Qt.ItemFlag.ItemIsEditable if is_open else plain

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or role not in (_DISPLAY, _EDIT, _TIP, _ALIGN, _SPOKEN, PROBLEM, STATE):
            return None
        column = self.columns[index.column()]
        if role == STATE:
            return column.tone(self.row_at(index.row())) if column.tone else None
        if role == _ALIGN:
            return _RIGHT if column.is_number else _LEFT
        text, error = self._refused.get(self._cell(index), (None, None))
        if role == PROBLEM or (role == _TIP and error):
            return " ".join(explain(error)) if error else ""
        text = column.show(self.row_at(index.row())) if text is None else text
        if role == _SPOKEN:
            return " ".join(filter(None, (f"{column.heading}: {text}", " ".join(explain(error)) if error else "")))
        return text if role == _EDIT else dict(column.choices).get(text, text)

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        column = self.columns[index.column()] if index.isValid() else None
        if column is None or column.read is None or role != _EDIT:
            return False
        text = str(value)
        if text == index.data(_EDIT):
            return True
        try:
            self._write(self.row_at(index.row()), column.field, column.read(text))
        except DeskError as error:
            self._refused[self._cell(index)] = (text, error)
            self._tell_all()
            return False
        self._refused.pop(self._cell(index), None)
        self._tell_all()
        return True

    def _write(self, row: Any, field: str, value: object) -> None:
        if row.id:
            self._verbs.update(row.id, field, value)
            return
        self._given[field] = value
        self._new = replace(row, **{field: value})
        if getattr(self._new, self.key):
            self._is_adding = True
            try:
                self._verbs.add({**self._given})
            finally:
                self._is_adding = False

    def _cell(self, index: Index) -> tuple[int, str]:
        return self.row_at(index.row()).id, self.columns[index.column()].field

    def _tell_all(self) -> None:
        if count := self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, len(self.columns) - 1))
        self.problems_changed.emit()
