"""The list of vendors: filter, order, add and delete."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QVBoxLayout, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.vendor import VendorStatus
from outsource_desk.ui.errors import explain
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.models.vendors import (
    COMPETES,
    COUNTRY,
    GATES,
    NAME,
    RANK,
    STATUS,
    TOTAL,
    Key,
    VendorRow,
    VendorTable,
    status_words,
)
from outsource_desk.ui.theme import M, S, look, scaled
from outsource_desk.ui.vendors.delegate import VendorDelegate
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import caption, clear, column, frame, row
from outsource_desk.ui.widgets.notice import Notice
from outsource_desk.ui.widgets.refusals import Line, RefusedList
from outsource_desk.ui.widgets.table import DeskTable, wide_enough

WIDTHS = (150, 72, 108, 48, 96, 104, 144, 136, 160)
ORDER = (NAME, STATUS, RANK, TOTAL, GATES, COMPETES)  # what comes first on a small screen; the others follow
ADD = "vendors.new_name"


class Directory(QWidget):
    """Shows the table of vendors; `chosen` tells which one is current."""

    chosen = Signal(object)  # Key, or None

    def __init__(self, add: Callable[[str], Key], open_: Callable[[], object]) -> None:
        super().__init__()
        self._add, self._open = add, open_
        self._key: Key | None = None
        self._refused: RefusedList | None = None
        self._refused_names: list[str] = []
        self.model = VendorTable(self)
        self.table = DeskTable(self.model, "vendors.table", tr("Vendors"))
        self.table.setItemDelegate(VendorDelegate(self.table, self.model))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
        self.table.let_choose_columns(always=NAME)
        header = self.table.horizontalHeader()
        for place, each in enumerate(ORDER):
            header.moveSection(header.visualIndex(each), place)
        self.table.let_columns_give_way(fewest=1)
        self.table.installEventFilter(self)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.model.modelReset.connect(self._on_reset)
        self._build()
        self._widen()
        look.changed.connect(self._widen)

    @property
    def key(self) -> Key | None:
        """Return which vendor is current."""
        return self._key

    @property
    def told(self) -> str:
        """Return what is selected, in words: a name, or how many."""
        count = sum(block.height() for block in self.table.selectionModel().selection().toList())
        found = self.model.find(self._key) if self._key else None
        several = tr_n(count, "{count} selected", "{count} selected") if count > 1 else ""
        return several or (found.name if found else "")

    def show_rows(self, rows: list[VendorRow]) -> None:
        """Show what the file holds; who was current stays so."""
        self.model.show_rows(rows)
        if self._key is None or self.model.find(self._key) is None:
            self._on_reset()
        self._tell_counts()

    def select(self, key: Key | None) -> None:
        """Make a vendor current; a filter that hides it is taken away."""
        if key is not None and self.model.place_of(key) < 0:
            self.filter.clear()
            self.status.setCurrentIndex(0)
            self._on_filter()
        place = self.model.place_of(key) if key is not None else -1
        self.table.clearSelection()
        self.table.setCurrentIndex(self.model.index(place, 0))
        self._set_key(key if place >= 0 else None)

    def selected(self) -> list[VendorRow]:
        """Return what is selected, in the order of the table."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [found for place in rows if (found := self.model.row_at(place)) is not None]

    def ask_name(self) -> None:
        """Show the line for a new vendor's name."""
        self.new.show()
        self.new.field(ADD).setFocus()

    def refuse(self, error: DeskError | None, deed: str = "", slot: Callable[[], object] | None = None) -> None:
        """Say above the table what was refused, and offer another way; None takes the word away."""
        clear(self._refusal)
        if error is not None:
            notice = Notice("warn", " ".join(explain(error)), deed, slot, can_be_closed=True)
            notice.setObjectName("vendors.refusal")
            self._refusal.addWidget(notice)

    def show_refusals(self, lines: Sequence[Line], taken: int) -> None:
        """List below the table what of a pasted list was not taken; nothing takes the list away."""
        if not lines:
            if self._refused is not None:
                self._refused.hide()
            return
        if self._refused is None:
            self._refused = RefusedList("vendors.refused", tr("Vendor"), tr("What was not taken"))
            self._refused.reached.connect(self._on_refused_row)
            self._below.addWidget(self._refused)
        left = tr_n(len(lines), "{count} value was not taken", "{count} values were not taken")
        added = tr_n(taken, "{count} vendor was added", "{count} vendors were added")
        self._refused_names = [line[0] for line in lines]
        self._refused.show_lines(tr("{left}; {added}.", left=left, added=added), lines, (150, 110))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if watched is self.filter and key == Qt.Key.Key_Escape and self.filter.text():
                self.filter.clear()
                return True
            if watched is self.filter and key in (Qt.Key.Key_Down, Qt.Key.Key_Escape, Qt.Key.Key_Return):
                self.table.setFocus()
                return True
            if watched is self.new.field(ADD) and key == Qt.Key.Key_Escape:
                self._put_line_away()
                self.table.setFocus()
                return True
            if watched is self.table and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
                self._open()
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self.filter = QLineEdit()
        self.filter.setProperty("asks", True)  # it saves nothing
        self.filter.setObjectName("vendors.filter")
        self.filter.setAccessibleName(tr("Filter vendors"))
        self.filter.setPlaceholderText(tr("Filter by name, country, tag"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._on_filter)
        self.status = choice([("", tr("Any status")), *((str(each), status_words(each)) for each in VendorStatus)])
        self.status.setObjectName("vendors.status_filter")
        self.status.setAccessibleName(tr("Show vendors of a status"))
        self.status.activated.connect(self._on_filter)
        self.new = Form(self._on_add, label_width=96)
        self.new.add_row(
            tr("New vendor"), QLineEdit(), name=ADD, help_text=tr("Its name; Enter adds it, Esc does not.")
        )
        self.new.hide()
        for field in (self.filter, self.new.field(ADD)):
            field.installEventFilter(self)
        self.count = caption()
        self.count.setObjectName("vendors.count")
        self._refusal: QVBoxLayout = column(gap=0)
        top = row(self.filter, self.status, gap=S)
        top.setStretch(0, 1)
        head = column(top, self.new, gap=S, margins=(M, M, M, M))
        self._below: QVBoxLayout = column(gap=0)
        self.foot = foot = row(self.count, None, margins=(M, S, M, S))
        body = column(head, self._refusal, self.table, self._below, foot, gap=0, margins=(1, 1, 1, 1))
        self.setLayout(column(frame("card", body), gap=0))

    def _widen(self) -> None:
        header = self.table.horizontalHeader()
        header.setMinimumSectionSize(scaled(WIDTHS[COUNTRY] // 2))
        self.table.widen([wide_enough(header, place, width) for place, width in enumerate(WIDTHS)])

    def _on_current(self, current: QPersistentModelIndex, _before: object) -> None:
        found = self.model.row_at(current.row()) if current.isValid() else None
        if found is not None:
            self._set_key(found.key)

    def _on_reset(self) -> None:
        """Take up who was current, or the first in the list."""
        place = self.model.place_of(self._key) if self._key else -1
        found = self.model.row_at(max(place, 0))
        if place >= 0 or (found is not None and (self._key is None or self.model.find(self._key) is None)):
            self.table.setCurrentIndex(self.model.index(max(place, 0), 0))
        elif found is None and self.model.counts[1] == 0:
            self._set_key(None)

    def _set_key(self, key: Key | None) -> None:
        if key != self._key:
            self._key = key
            self.refuse(None)
            self.chosen.emit(key)

    def _on_refused_row(self, place: int) -> None:
        """Go to the vendor that has the name already, or whose country was not taken."""
        found = self.model.named(self._refused_names[place])
        if found is not None:
            self.select(found.key)
            self.table.setFocus()

    def _on_filter(self, *_: object) -> None:
        status = str(self.status.currentData() or "")
        self.model.filter(self.filter.text(), VendorStatus(status) if status else None)
        self._tell_counts()

    def _on_add(self, _name: str, text: str) -> None:
        key = self._add(text)
        self._put_line_away()
        self.select(key)
        self.table.setFocus()

    def _put_line_away(self) -> None:
        field = self.new.field(ADD)
        assert isinstance(field, QLineEdit)
        field.clear()
        self.new.show_value(ADD, "")
        self.new.hide()

    def _tell_counts(self) -> None:
        shown, every = self.model.counts
        said = tr_n(every, "{count} in the list", "{count} in the list")
        self.count.setText(said if shown == every else tr("{shown} of {every} shown", shown=shown, every=every))
