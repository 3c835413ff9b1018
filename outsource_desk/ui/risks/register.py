"""The register: filters above the table of risks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QStyleOptionViewItem, QWidget

from outsource_desk.domain.risk import Rating, RiskState
from outsource_desk.services.risks import JudgedRisk
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.risks.model import ANY, CODE, NOW, OWNER, REVIEW, TITLE, WHOEVER, Filters, RiskTable
from outsource_desk.ui.risks.words import rating_words, state_name
from outsource_desk.ui.theme import FIELD, M, S, look, scaled
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.find_field import FindField
from outsource_desk.ui.widgets.layout import caption, column, frame, holder, label, link, row
from outsource_desk.ui.widgets.state_mark import draw_state
from outsource_desk.ui.widgets.table import DeskTable, Index, RowDelegate, wide_enough

WIDTHS = (56, 184, 92, 128, 124, 116, 80, 80, 144)
FEWEST = 3  # columns that stay whatever the room
STATES = frozenset({NOW, OWNER, REVIEW})


class _Delegate(RowDelegate):
    """Paints ratings, missing owners and overdue reviews as chips."""

    def __init__(self, view: DeskTable, risks: RiskTable) -> None:
        super().__init__(view)
        self._risks = risks

    def words(self, index: Index) -> tuple[str, int]:
        """Return what is written in a cell, and its alignment; a state is drawn as a chip."""
        text, place = super().words(index)
        return ("" if self._state(index) else text), place

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        super().paint(painter, option, index)
        if state := self._state(index):
            text = self._risks.text_at(index.row(), index.column())
            draw_state(painter, QRectF(option.rect), text, *state)

    def _state(self, index: Index) -> tuple[str, str] | None:
        return self._risks.tone_at(index.row(), index.column()) if index.column() in STATES else None


class Register(QWidget):
    """Shows the risks that the filters let pass; `chosen` tells which one is current."""

    chosen = Signal(int)  # id; 0: none
    opened = Signal()
    cell_cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._risk_id = 0
        self._offered: list[tuple[str, str]] = []  # candidates to filter by
        self.model = RiskTable(self)
        self.table = DeskTable(self.model, "risks.table", tr("Risks"))
        self.table.setItemDelegate(_Delegate(self.table, self.model))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.let_choose_columns(always=TITLE)
        self.table.horizontalHeader().sectionClicked.connect(self._on_heading)
        self.table.let_columns_give_way(fewest=FEWEST)
        self.table.installEventFilter(self)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.doubleClicked.connect(lambda _index: self.opened.emit())
        self.model.modelReset.connect(self._on_reset)
        self._sorted = (-1, False)
        self._build()
        self._widen()
        look.changed.connect(self._widen)

    @property
    def risk_id(self) -> int:
        """Return which risk is current; 0 if none is."""
        return self._risk_id

    def show_risks(self, risks: Sequence[JudgedRisk], names: Mapping[int, str]) -> None:
        """Show a register; filters and current risk stay."""
        self._show_candidates(names)
        self.model.show_risks(risks, names)
        self._tell_counts()

    def select(self, risk_id: int) -> None:
        """Make a risk the current one; filters that hide it go."""
        if self.model.find(risk_id) is None:
            return
        if self.model.place_of(risk_id) < 0:
            self.clear_filters()
        place = self.model.place_of(risk_id)
        if self.table.currentIndex().row() != place:
            self.table.setCurrentIndex(self.model.index(place, TITLE))
        self._set_current(risk_id)

    def filter_cell(self, cell: Rating | None) -> None:
        """Show only what stands in a cell of the heat map."""
        self._filter(cell=cell)
        self.cell_chip.setVisible(cell is not None)
        if cell is not None:
            self.cell_words.setText(tr("Only {rating}", rating=rating_words(cell)))

    def clear_filters(self) -> None:
        """Show all risks."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.candidates.setCurrentIndex(0)
        self.states.setCurrentIndex(0)
        self.above.setChecked(False)
        self.cell_chip.hide()
        self.model.filter(Filters())
        self._tell_counts()
        self.cell_cleared.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self.table:
            self._widen()
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.table and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.opened.emit()
                return True
            if watched is self.search and event.key() == Qt.Key.Key_Down:
                self.table.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self.search = FindField("risks.find", tr("Filter risks"))
        self.search.setProperty("asks", True)  # it saves nothing
        self.search.textChanged.connect(lambda text: self._filter(words=tuple(text.casefold().split())))
        self.search.stepped.connect(lambda _step: self.table.setFocus())
        self.search.installEventFilter(self)
        self.candidates = choice([(str(ANY), tr("Any candidate"))])
        self.states = choice([("", tr("Any state")), *((str(each), state_name(each)) for each in RiskState)])
        self.above = QCheckBox(tr("Above appetite"))
        self.above.setToolTip(tr("Only risks that are worse than what we can live with"))
        self.above.toggled.connect(lambda on: self._filter(is_above=on))
        for field, name, words, slot in (
            (self.candidates, "risks.candidate_filter", tr("Show risks of a candidate"), self._on_candidate),
            (self.states, "risks.state_filter", tr("Show risks in a state"), self._on_state),
        ):
            field.setObjectName(name)
            field.setAccessibleName(words)
            field.activated.connect(slot)
        self.above.setObjectName("risks.above_filter")
        self.cell_words = label("", tone="accent")
        clear = link(tr("Show all"), self.clear_filters, name="risks.clear_filter")
        self.cell_chip = holder(row(self.cell_words, clear, None, gap=S))
        self.cell_chip.hide()
        self.count = caption()
        self.count.setObjectName("risks.count")
        filters = holder(Flow((self.candidates, self.states, self.above), S))
        head = column(self.search, filters, self.cell_chip, gap=S, margins=(M, M, M, M))
        foot = row(self.count, None, margins=(M, S, M, S))
        body = column(head, self.table, foot, gap=0, margins=(1, 1, 1, 1))
        body.setStretch(1, 1)
        self.setLayout(column(frame("card", body), gap=0))

    def _show_candidates(self, names: Mapping[int, str]) -> None:
        wanted = [(str(ANY), tr("Any candidate")), (str(WHOEVER), tr("Whoever is chosen"))]
        wanted += [(str(each), name) for each, name in names.items()]
        if [
            (self.candidates.itemData(at), self.candidates.itemText(at)) for at in range(self.candidates.count())
        ] == wanted:
            return
        held = self.candidates.currentData()
        self.candidates.clear()
        for value, words in wanted:
            self.candidates.addItem(words, value)
        self.candidates.setCurrentIndex(max(0, self.candidates.findData(held)))
        self._on_candidate()

    def _widen(self) -> None:
        """Give each column its width, and what is left of the visible ones to the names of the risks."""
        header, bar = self.table.horizontalHeader(), self.table.verticalScrollBar()
        left = self.table.contentsRect().width() - bar.sizeHint().width() - 1
        widths = [wide_enough(header, place, width) for place, width in enumerate(WIDTHS)]
        for place, width in enumerate(widths):
            if left < width and place >= FEWEST:
                break
            left -= width
        widths[TITLE] += max(0, left)
        self.table.widen(widths)
        self.above.setFixedHeight(scaled(FIELD))

    def _filter(self, **changes: object) -> None:
        self.model.filter(replace(self.model.filters, **changes))
        self._tell_counts()

    def _on_candidate(self, *_: object) -> None:
        self._filter(candidate_id=int(str(self.candidates.currentData() or ANY)))

    def _on_state(self, *_: object) -> None:
        state = str(self.states.currentData() or "")
        self._filter(state=RiskState(state) if state else None)

    def _on_heading(self, column_: int) -> None:
        """Order by a column, then the other way round, then again the worst first."""
        at, falling = self._sorted
        self._sorted = (column_, False) if at != column_ else (-1, False) if falling else (column_, True)
        at, falling = self._sorted
        order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
        header = self.table.horizontalHeader()
        header.setSortIndicatorShown(at >= 0)
        header.setSortIndicator(max(at, CODE), order)
        self.model.sort(at, order)

    def _on_current(self, current: QPersistentModelIndex, _before: object) -> None:
        found = self.model.row_at(current.row()) if current.isValid() else None
        if found is not None:
            self._set_current(found.risk.id)

    def _on_reset(self) -> None:
        """Take up the current risk, or the first in the list."""
        place = self.model.place_of(self._risk_id)
        found = self.model.row_at(max(place, 0))
        if found is not None:
            self.table.setCurrentIndex(self.model.index(max(place, 0), TITLE))
        elif self.model.counts[1] == 0 or self.model.find(self._risk_id) is None:
            self._set_current(0)

    def _set_current(self, risk_id: int) -> None:
        if risk_id != self._risk_id:
            self._risk_id = risk_id
            self.chosen.emit(risk_id)

    def _tell_counts(self) -> None:
        shown, every = self.model.counts
        said = tr_n(every, "{count} risk", "{count} risks")
        self.count.setText(said if shown == every else tr("{shown} of {every} shown", shown=shown, every=every))
