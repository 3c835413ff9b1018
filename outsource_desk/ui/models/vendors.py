"""The vendor directory as a table: sorted and filtered by permutation, quick for a hundred thousand vendors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from outsource_desk.domain.ranking import GateStatus
from outsource_desk.domain.vendor import VendorKind, VendorStatus
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.scoring.ranking_words import range_text

Index = QModelIndex | QPersistentModelIndex
Key = tuple[str, int]  # vendor or candidate, and its id

_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_ALIGN, _SPOKEN = int(Qt.ItemDataRole.TextAlignmentRole), int(Qt.ItemDataRole.AccessibleTextRole)
STATE = int(Qt.ItemDataRole.UserRole)  # tone and icon of a cell that shows a state; nothing otherwise
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

NAME, COUNTRY, STATUS, RANK, TOTAL, GATES, TAGS, COMPETES, LIKE = range(9)
STATES = (STATUS, GATES)  # columns that show a state
_NUMBERS = (RANK, TOTAL)
FEW = 2_000  # rows that are sorted without numpy
_TONES = {
    VendorStatus.ACTIVE: ("quiet", "check"),
    VendorStatus.WATCH: ("warn", "risk"),
    VendorStatus.BLOCKED: ("bad", "stop"),
    VendorStatus.ARCHIVED: ("quiet", "folder"),
}
_GATE_TONES = {
    GateStatus.PASSED: ("plain", "check"),
    GateStatus.OPEN: ("plain", "open"),
    GateStatus.FAILED: ("bad", "stop"),
}


@dataclass(frozen=True, slots=True)
class VendorRow:
    """A vendor as the directory shows it, or an in-house option of the present initiative."""

    key: Key
    name: str
    kind: VendorKind | None  # None: in-house
    country: str = ""
    status: VendorStatus | None = None
    tags: tuple[str, ...] = ()
    competes_in: tuple[str, ...] = ()  # names of initiatives
    candidate_id: int | None = None  # in the present initiative
    rank: int | None = None
    total: float | None = None
    gate: GateStatus | None = None
    low: float | None = None  # the ends between which the total may still fall
    high: float | None = None
    has_gates: bool = True  # whether the present initiative has any
    alerts: int = 0  # open observations that are alerts
    watches: int = 0  # open observations to keep an eye on
    is_bound: bool = False  # passes the gates only with conditions


class VendorTable(QAbstractTableModel):
    """Shows rows in an order, those that a filter lets pass."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[VendorRow] = []
        self._like: Mapping[int, tuple[int, ...]] = {}
        self._names: dict[int, str] = {}
        self._shown: list[int] = []  # places in ``_rows``, as shown
        self._places: dict[Key, int] | None = None  # key → row as shown
        self._orders: dict[int, tuple[list[int], list[int]]] = {}  # column → all places, ascending; empty ones
        self._texts: list[str] | None = None  # what the filter searches
        self._column, self._is_falling = NAME, False
        self._words: tuple[str, ...] = ()
        self._status: VendorStatus | None = None
        self._headings = (
            tr("Name"),
            tr("Country"),
            tr("Status"),
            tr("Rank"),
            tr("Total"),
            tr("Gates"),
            tr("Tags"),
            tr("Candidate in"),
            tr("Looks like"),
        )

    def show_rows(self, rows: Sequence[VendorRow]) -> None:
        """Show these rows; the order and the filter stay."""
        old, before = self._rows, self._shown
        self._rows = list(rows)
        self._names = {row.key[1]: row.name for row in rows if row.key[0] == "vendor"}
        self._orders, self._texts = {}, None
        shown = self._arranged()
        if len(old) == len(rows) and shown == before and all(a.key == b.key for a, b in zip(old, rows, strict=True)):
            self._tell_all()
            return
        self._reset(shown)

    def show_likeness(self, like: Mapping[int, tuple[int, ...]]) -> None:
        """Say which vendors may be the same."""
        self._like = like
        self._orders.pop(LIKE, None)
        if self._column == LIKE:
            self._reset(self._arranged())
        else:
            self._tell_all()

    def filter(self, text: str, status: VendorStatus | None) -> None:
        """Show only what holds every word, in any case of letters, and has a status; None is any."""
        self._words, self._status = tuple(text.casefold().split()), status
        self._reset(self._arranged())

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; what is empty stays last either way."""
        is_falling = order is Qt.SortOrder.DescendingOrder
        if not 0 <= column < len(self._headings) or (column, is_falling) == (self._column, self._is_falling):
            return
        self.layoutAboutToBeChanged.emit()
        held = [(index, self._shown[index.row()]) for index in self.persistentIndexList()]
        self._column, self._is_falling = column, is_falling
        self._shown, self._places = self._arranged(), None
        if held:
            where = {place: at for at, place in enumerate(self._shown)}
            for index, place in held:
                self.changePersistentIndex(index, self.index(where[place], index.column()))
        self.layoutChanged.emit()

    @property
    def counts(self) -> tuple[int, int]:
        """Return how many are shown, and how many there are."""
        return len(self._shown), len(self._rows)

    def row_at(self, place: int) -> VendorRow | None:
        """Return what stands in a row of the table."""
        return self._rows[self._shown[place]] if 0 <= place < len(self._shown) else None

    def place_of(self, key: Key) -> int:
        """Return the row of the table in which something stands, or -1."""
        if self._places is None:
            self._places = {self._rows[place].key: at for at, place in enumerate(self._shown)}
        return self._places.get(key, -1)

    def words_at(self, place: int, column: int) -> tuple[str, int]:
        """Return what is written in a cell and its alignment, in one step: painting asks for thousands of cells."""
        text = self._text(self._rows[self._shown[place]], column)
        return text, _RIGHT if column in _NUMBERS else _LEFT

    def state_at(self, place: int, column: int) -> tuple[str, str] | None:
        """Return tone and icon of a cell that shows a state; nothing for another."""
        return _state(self._rows[self._shown[place]], column)

    def find(self, key: Key) -> VendorRow | None:
        """Return a row, whether the filter lets it pass or not."""
        return next((row for row in self._rows if row.key == key), None)

    def named(self, name: str) -> VendorRow | None:
        """Return the vendor with a name, in any case of letters."""
        wanted = name.casefold()
        return next((row for row in self._rows if row.kind and row.name.casefold() == wanted), None)

    def like(self, row: VendorRow) -> list[tuple[int, str]]:
        """Return id and name of the vendors that a vendor may be the same as."""
        others = self._like.get(row.key[1], ()) if row.key[0] == "vendor" else ()
        return [(other, self._names[other]) for other in others if other in self._names]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self._headings):
            if role == _DISPLAY:
                return self._headings[section]
            if role == _ALIGN:
                return _RIGHT if section in _NUMBERS else _LEFT
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or role not in (_DISPLAY, _TIP, _ALIGN, _SPOKEN, STATE):
            return None
        row, column = self._rows[self._shown[index.row()]], index.column()
        if role == _ALIGN:
            return _RIGHT if column in _NUMBERS else _LEFT
        if role == STATE:
            return _state(row, column)
        text = self._text(row, column)
        if column == GATES and role != _DISPLAY and row.has_gates and row.gate is not None:
            text = gate_words(row.gate, is_bound=row.is_bound)
        return f"{self._headings[column]}: {text}" if role == _SPOKEN and text else text

    def _text(self, row: VendorRow, column: int) -> str:
        if column == NAME:
            return row.name
        if column == STATUS:
            return _standing(row)
        if column == RANK:
            return str(row.rank) if row.rank is not None else ""
        if column == TOTAL:
            return _total(row)
        if column == GATES:
            return _gates(row)
        if column == LIKE:
            return _first_of([name for _, name in self.like(row)])
        return row.country if column == COUNTRY else ", ".join(row.tags if column == TAGS else row.competes_in)

    def _arranged(self) -> list[int]:
        """Return the places of what is shown, in order."""
        if self._column not in self._orders:
            self._orders[self._column] = self._ordered(self._column)
        full, empty = self._orders[self._column]
        order = [*(reversed(full) if self._is_falling else full), *empty]
        if self._status is not None:
            order = [place for place in order if self._rows[place].status is self._status]
        if self._words:
            texts = self._searched()
            order = [place for place in order if all(word in texts[place] for word in self._words)]
        return order

    def _ordered(self, column: int) -> tuple[list[int], list[int]]:
        """Return the places that have something in a column, ascending and then by name, and the others."""
        places = self._by_name()
        if column == NAME:
            return places, []
        keys = self._keys(column)
        if column in _NUMBERS and len(places) > FEW:
            return _ordered_numbers(keys, places)
        full = [place for place in places if keys[place] not in ("", None)]
        return sorted(full, key=keys.__getitem__), [place for place in places if keys[place] in ("", None)]

    def _by_name(self) -> list[int]:
        if NAME not in self._orders:
            names = [row.name.casefold() for row in self._rows]
            self._orders[NAME] = sorted(range(len(names)), key=names.__getitem__), []
        return self._orders[NAME][0]

    def _keys(self, column: int) -> list[Any]:
        """Return what each row is sorted by in a column; nothing or an empty text where it is empty."""
        if column == STATUS:
            words: dict[VendorStatus | None, str] = {each: status_words(each).casefold() for each in VendorStatus}
            words[None] = tr("In-house").casefold()
            return [words[row.status] for row in self._rows]
        if column == RANK:
            return [row.rank for row in self._rows]
        if column == TOTAL:
            return [row.total if row.rank is not None else None for row in self._rows]
        return [self._text(row, column).casefold() for row in self._rows]

    def _searched(self) -> list[str]:
        if self._texts is None:
            self._texts = [
                " ".join((row.name, row.country, *row.tags, *row.competes_in)).casefold() for row in self._rows
            ]
        return self._texts

    def _reset(self, shown: list[int]) -> None:
        self.beginResetModel()
        self._shown, self._places = shown, None
        self.endResetModel()

    def _tell_all(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, len(self._headings) - 1))


def _ordered_numbers(keys: list[float | None], places: list[int]) -> tuple[list[int], list[int]]:
    """Return the places with a number, ascending and else as they were, and those without one."""
    import numpy as np  # only for many rows: loading it takes longer than sorting a few

    numbers, given = np.array(keys, dtype=np.float64), np.array(places)
    numbers = numbers[given]  # an empty one is NaN, which sorts last
    order = given[np.argsort(numbers, kind="stable")].tolist()
    full = len(order) - int(np.isnan(numbers).sum())
    return order[:full], order[full:]


def _standing(row: VendorRow) -> str:
    """Return a vendor's status, or what is open on its watch list while it may be chosen."""
    if row.status is None:
        return tr("In-house")
    if row.status not in (VendorStatus.ACTIVE, VendorStatus.WATCH):
        return status_words(row.status)
    if row.alerts:
        return tr_n(row.alerts, "{count} alert", "{count} alerts")
    return tr("{count} to watch", count=row.watches) if row.watches else status_words(row.status)


def status_words(status: VendorStatus) -> str:
    """Return a status in words."""
    return {
        VendorStatus.ACTIVE: tr("Active"),
        VendorStatus.WATCH: tr("On watch"),
        VendorStatus.BLOCKED: tr("Blocked"),
        VendorStatus.ARCHIVED: tr("Archived"),
    }[status]


def status_tone(status: VendorStatus) -> tuple[str, str]:
    """Return the tone and the icon of a status."""
    return _TONES[status]


def gate_words(gate: GateStatus, *, is_bound: bool = False) -> str:
    """Return how a candidate stands at the gates, in words; `is_bound` tells that conditions come with it."""
    if is_bound and gate is GateStatus.PASSED:
        return tr("passed with conditions")
    return {
        GateStatus.PASSED: tr("passed"),
        GateStatus.OPEN: tr("open"),
        GateStatus.FAILED: tr("failed"),
    }[gate]


def _gates(row: VendorRow) -> str:
    """Return how a candidate stands at the gates in the few letters of its column."""
    if row.gate is None or not row.has_gates:
        return "" if row.gate is None else "–"
    return tr("conditions") if row.is_bound and row.gate is GateStatus.PASSED else gate_words(row.gate)


def _state(row: VendorRow, column: int) -> tuple[str, str] | None:
    if column == STATUS:
        if row.status in (VendorStatus.ACTIVE, VendorStatus.WATCH) and (row.alerts or row.watches):
            return ("bad", "flag") if row.alerts else ("warn", "flag")
        return _TONES[row.status] if row.status else ("quiet", "home")
    if column != GATES or not row.gate or not row.has_gates:
        return None
    return ("warn", "risk") if row.is_bound and row.gate is GateStatus.PASSED else _GATE_TONES[row.gate]


def _total(row: VendorRow) -> str:
    """Return a total as the ranking has it: a range while scores are open; nothing without a rank."""
    if row.total is None or row.rank is None:
        return ""
    low, high = (row.total if each is None else each for each in (row.low, row.high))
    return range_text(row.total, low, high)


def _first_of(names: list[str]) -> str:
    more = len(names) - 1
    return (
        tr_n(more, "{name} and {count} more", "{name} and {count} more", name=names[0]) if more > 0 else "".join(names)
    )
