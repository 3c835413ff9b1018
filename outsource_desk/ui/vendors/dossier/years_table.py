"""The table of a vendor's accounts: typed into cell by cell, as high as its rows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyleOptionViewItem, QWidget

from outsource_desk.ui.errors import explain
from outsource_desk.ui.theme import XS, S, TextStyle, look, scaled
from outsource_desk.ui.vendors.dossier.years_model import OPINION, YearsModel, opinion_choices
from outsource_desk.ui.widgets.cell_delegate import CellDelegate
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.layout import column, holder, label, picture, row
from outsource_desk.ui.widgets.table import PADDING, DeskTable, Index

NAMES, YEAR = 150, 84  # pixels of the columns, at least


class YearsDelegate(CellDelegate):
    """Edits a figure with a line, and the auditor's opinion with a choice."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, YearsModel)
        is_opinion = model.fields[index.row()] == OPINION
        editor = choice(opinion_choices()) if is_opinion else QLineEdit()
        editor.setParent(parent)
        editor.setObjectName("finance.years.editor")
        named = model.index(index.row(), 0).data(), model.headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(" ".join(map(str, named)))
        editor.setProperty("compact", True)
        if isinstance(editor, QLineEdit):
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        else:
            editor.activated.connect(lambda _place: self._take(editor))
        return editor


class YearsTable(QWidget):
    """The table with what was refused below it. Enter, F2 or typing edits a cell; Escape brings back what is kept."""

    def __init__(self, model: YearsModel, accessible_name: str) -> None:
        super().__init__()
        self.model = model
        model.setParent(self)
        self.table = DeskTable(model, "finance.years", accessible_name)
        self.table.setItemDelegate(YearsDelegate(self.table, lambda _text: None))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.installEventFilter(self)
        self._words = label("", TextStyle.CAPTION, "bad", wrap=True)
        self._words.setObjectName("finance.years.error")
        line = row(picture("stop", "bad", 12), self._words, gap=XS)
        line.setStretch(1, 1)
        self._error = holder(line)
        self._error.hide()
        self.setLayout(column(self.table, self._error, gap=S))
        model.problems_changed.connect(self._show_problems)
        model.modelReset.connect(self._fit)
        model.dataChanged.connect(self._fit)
        self.table.horizontalScrollBar().rangeChanged.connect(self._fit)
        look.changed.connect(self._fit)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_editing = self.table.state() is QAbstractItemView.State.EditingState
        if not is_editing and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            index = self.table.currentIndex()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
                if index.flags() & Qt.ItemFlag.ItemIsEditable:
                    self.table.edit(index)
                return True
            if event.key() == Qt.Key.Key_Escape and index.isValid() and self.model.forget(index):
                return True
        return super().eventFilter(watched, event)

    def select_year(self, year: int) -> None:
        """Make the revenue of a year the current cell."""
        places = [place for place, each in enumerate(self.model.years, start=1) if each.year == year]
        if places:
            index = self.model.index(self.model.fields.index("revenue"), places[0])
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    def _show_problems(self) -> None:
        problems = self.model.problems()
        self._words.setText("\n".join(f"{where}. {' '.join(explain(error))}" for where, error in problems))
        self._error.setVisible(bool(problems))
        self.table.setProperty("state", "error" if problems else "")

    def _width(self, place: int) -> int:
        """Return how wide a column must be for its longest text."""
        texts = (str(self.model.index(each, place).data() or "") for each in range(self.model.rowCount()))
        longest = max(map(self.table.fontMetrics().horizontalAdvance, texts), default=0)
        return max(scaled(YEAR if place else NAMES), longest + 2 * PADDING + 4)

    def _fit(self, *_: object) -> None:
        header, bar = self.table.horizontalHeader(), self.table.horizontalScrollBar()
        for place in range(self.model.columnCount()):
            self.table.setColumnWidth(place, self._width(place))
        high = (
            header.sizeHint().height()
            + self.model.rowCount() * self.table.verticalHeader().defaultSectionSize()
            + (bar.sizeHint().height() if bar.maximum() > 0 else 0)
        )
        self.table.setFixedHeight(max(high, scaled(32)))
