"""How a cell of a short list is painted and edited: a line, with texts to choose from while typing, or a choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QStyleOptionViewItem, QTableView, QWidget

from outsource_desk.ui.models.editable_rows import PROBLEM, STATE, EditableRows
from outsource_desk.ui.theme import tokens
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.state_mark import draw_state
from outsource_desk.ui.widgets.table import Index, RowDelegate


class CellDelegate(RowDelegate):
    """Edits cells with a line or a choice, and marks the current cell and what was refused."""

    def __init__(self, view: QTableView, echo: Callable[[str], None]) -> None:
        super().__init__(view)
        self._view, self._echo = view, echo

    def words(self, index: Index) -> tuple[str, int]:
        """Return what is written in a cell, and its alignment; a state is drawn as a chip."""
        text, place = super().words(index)
        return ("" if index.data(STATE) else text), place

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        super().paint(painter, option, index)
        if state := index.data(STATE):
            draw_state(painter, QRectF(option.rect), str(index.data() or ""), *state)
        t = tokens()
        if index.data(PROBLEM):
            painter.setPen(QPen(QColor(t.bad), 2))
        elif self._view.hasFocus() and self._view.currentIndex() == index:
            painter.setPen(QPen(QColor(t.accent), 2))
        else:
            return
        painter.drawRect(option.rect.adjusted(1, 1, -1, -1))

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._rows(index).columns[index.column()]
        editor = choice(list(column.choices)) if column.choices else QLineEdit()
        editor.setParent(parent)
        editor.setObjectName(f"{self._view.objectName()}.editor")
        editor.setAccessibleName(column.heading)
        editor.setProperty("compact", True)
        if isinstance(editor, QLineEdit):
            editor.setAlignment(Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft)
            if column.offers:
                self._offer(editor, column.offers())
            if column.echo:
                editor.textChanged.connect(lambda text, say=column.echo: self._echo(say(text) if text.strip() else ""))
        else:
            editor.activated.connect(lambda _place: self._take(editor))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if editor.property("is_filled"):
            return  # Qt asks again after each edit elsewhere; what is being typed stays
        editor.setProperty("is_filled", True)
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(text)))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self._echo("")
        editor.setProperty("is_taken", True)
        if isinstance(editor, QLineEdit) and (completer := editor.completer()) and (popup := completer.popup()):
            popup.hide()
        super().destroyEditor(editor, index)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        editor.setGeometry(option.rect)

    def _offer(self, editor: QLineEdit, offers: Sequence[str]) -> None:
        """Offer the texts that hold what is being typed; choosing one, or Enter, ends the typing."""
        completer = QCompleter(list(offers), editor)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        editor.setCompleter(completer)

        def has_offers() -> bool:
            popup = completer.popup()
            return popup is not None and popup.isVisible()

        def end() -> None:
            QTimer.singleShot(0, editor, lambda: self._take(editor))

        # while the offers are open, Enter reaches the line without passing by the table
        editor.returnPressed.connect(lambda: end() if has_offers() else None)
        completer.activated.connect(lambda *_: end())

    def _take(self, editor: QWidget) -> None:
        if editor.property("is_taken"):
            return
        editor.setProperty("is_taken", True)
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)

    @staticmethod
    def _rows(index: Index) -> EditableRows:
        model = index.model()
        assert isinstance(model, EditableRows)
        return model
