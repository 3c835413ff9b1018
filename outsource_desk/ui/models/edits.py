"""The history as a table: one edit a row, the newest first, filtered and sorted without copying it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from outsource_desk.ui.formats import moment
from outsource_desk.ui.language import say, tr

if TYPE_CHECKING:
    from outsource_desk.services.history import Edit

Index = QModelIndex | QPersistentModelIndex
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
REVISION, TIME, WHAT, NAME, AUTHOR = range(5)


class EditsModel(QAbstractTableModel):
    """Holds every edit once; the rows are numbers into them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._edits: list[Edit] = []  # oldest first
        self._names: dict[int, str] = {}
        self._rows: list[int] = []  # places in _edits, as shown
        self._told: dict[int, tuple[str, int]] = {}  # revision → first change in words, rows changed
        self._wanted: list[str] = []  # words to filter by
        self._column, self._descending = REVISION, True

    @property
    def newest(self) -> int:
        """Return the newest revision that is known."""
        return self._edits[-1].id if self._edits else 0

    def add(self, edits: Sequence[Edit]) -> None:
        """Take in what has been done since."""
        first = len(self._edits)
        fresh = [place for place in range(first, first + len(edits)) if self._matches(edits[place - first])]
        if (self._column, self._descending) != (REVISION, True) or len(fresh) > 100:
            self._edits.extend(edits)
            self.filter(" ".join(self._wanted))
            return
        if fresh:
            self.beginInsertRows(QModelIndex(), 0, len(fresh) - 1)
        self._edits.extend(edits)
        self._rows[:0] = reversed(fresh)
        if fresh:
            self.endInsertRows()

    def show_names(self, named: Mapping[str, int]) -> None:
        """Show what revisions are called; one may have several names."""
        names: dict[int, str] = {}
        for name, revision in named.items():
            names[revision] = f"{names[revision]}, {name}" if revision in names else name
        if names != self._names:
            self._names = names
            if self._rows:
                self.dataChanged.emit(self.index(0, NAME), self.index(len(self._rows) - 1, NAME), [DISPLAY, TOOLTIP])

    def show_words(self, told: Mapping[int, tuple[str, int]]) -> None:
        """Show what edits changed, in words."""
        self._told.update(told)
        rows = [row for row in map(self.row_of, (min(told), max(told))) if row is not None] if told else []
        if rows:
            self.dataChanged.emit(self.index(min(rows), WHAT), self.index(max(rows), WHAT), [DISPLAY, TOOLTIP])

    def filter(self, text: str) -> None:
        """Show only the edits in which every word of a text occurs."""
        self.beginResetModel()
        self._wanted = text.casefold().split()
        self._rows = [place for place, edit in enumerate(self._edits) if self._matches(edit)]
        self._order()
        self.endResetModel()

    def edit_at(self, row: int) -> Edit:
        """Return the edit of a row."""
        return self._edits[self._rows[row]]

    def name_of(self, revision: int) -> str:
        """Return what a revision is called, or nothing."""
        return self._names.get(revision, "")

    def row_of(self, revision: int) -> int | None:
        """Return the row of a revision, if it is shown."""
        place = bisect_left(self._edits, revision, key=lambda edit: edit.id)
        if place < len(self._edits) and self._edits[place].id == revision and place in self._rows:
            return self._rows.index(place)
        return None

    def text_rows(self) -> list[list[str]]:
        """Return everything shown as texts, headings first, as for a spreadsheet."""
        heads = [str(self.headerData(column, Qt.Orientation.Horizontal)) for column in range(5)]
        return [
            heads,
            *([self._text(edit, column) for column in range(5)] for edit in map(self.edit_at, self._shown())),
        ]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 5

    def data(self, index: Index, role: int = DISPLAY) -> object:
        if not index.isValid():
            return None
        if role == DISPLAY or (role == TOOLTIP and index.column() in (WHAT, NAME)):
            return self._text(self.edit_at(index.row()), index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role != DISPLAY:
            return None
        return (tr("Revision"), tr("When"), tr("What was done"), tr("Name"), tr("Who"))[section]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; edits that are alike stay in the order of their doing."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = [self._rows[index.row()] for index in before]
        self._column, self._descending = column, order is Qt.SortOrder.DescendingOrder
        self._order()
        rows = {place: row for row, place in enumerate(self._rows)}
        after = [self.index(rows[place], index.column()) for place, index in zip(places, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _shown(self) -> range:
        return range(len(self._rows))

    def _order(self) -> None:
        keys: dict[int, Callable[[int], str]] = {
            WHAT: lambda place: self._what(self._edits[place]).casefold(),
            NAME: lambda place: self.name_of(self._edits[place].id).casefold(),
            AUTHOR: lambda place: self._edits[place].author.casefold(),
        }
        self._rows.sort(reverse=self._descending)
        if key := keys.get(self._column):
            self._rows.sort(key=key, reverse=self._descending)

    def _matches(self, edit: Edit) -> bool:
        if not self._wanted:
            return True
        text = f"{edit.id} {edit.at[:10]} {edit.author} {self._what(edit)} {self.name_of(edit.id)}".casefold()
        return all(word in text for word in self._wanted)

    def _text(self, edit: Edit, column: int) -> str:
        match column:
            case 0:
                return str(edit.id)
            case 1:
                return moment(edit.at)
            case 2:
                return self._what(edit)
            case 3:
                return self.name_of(edit.id)
            case _:
                return edit.author

    def _what(self, edit: Edit) -> str:
        """Return what the user did and, once it has been told, what that changed first."""
        label = say(edit.label)
        if edit.id not in self._told:
            return label
        first, count = self._told[edit.id]
        first = say(first)
        text = first if first.casefold().startswith(label.casefold()) else f"{label}: {first}"
        return text if count == 1 else tr("{text}, and {count} more", text=text, count=count - 1)
