"""Taking the row of headers with the mouse and putting it down on another row of the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication

from outsource_desk.ui.importing.sheet_model import SheetModel
from outsource_desk.ui.theme import tokens

if TYPE_CHECKING:
    from outsource_desk.ui.importing.sheet_view import SheetView


class HeaderDrag(QObject):
    """Watches the cells and the row numbers of a picture; the row is told when it is put down elsewhere."""

    def __init__(self, view: SheetView) -> None:
        super().__init__(view)
        self._view = view
        self._from: int | None = None  # where the pointer went down, in pixels from the top of the cells
        self._over = 0  # number of the row under the pointer, once it has moved; 0 = not yet
        self._cells = view.viewport()  # the only one with a hand: a header has a pointer of its own
        self._watched = (self._cells, view.verticalHeader().viewport())
        for each in self._watched:
            each.setMouseTracking(True)
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched not in self._watched or not isinstance(event, QMouseEvent):
            return False
        at = round(event.position().y())
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() is Qt.MouseButton.LeftButton and self._is_header(at):
                self._from = at
            case QEvent.Type.MouseMove if self._from is not None:
                return self._move(at)
            case QEvent.Type.MouseMove:
                shape = Qt.CursorShape.OpenHandCursor if self._is_header(at) else Qt.CursorShape.ArrowCursor
                self._cells.setCursor(shape)
            case QEvent.Type.MouseButtonRelease if self._from is not None:
                return self._put_down()
        return False

    def paint(self) -> None:
        """Show where the row would be put down."""
        row = self._view.model().row_of(self._over) if self._over else None  # type: ignore[attr-defined] (its own)
        if row is None:
            return
        view, t = self._view, tokens()
        box = QRect(0, view.rowViewportPosition(row), view.viewport().width(), view.rowHeight(row))
        painter = QPainter(view.viewport())
        ground = QColor(t.accent)
        ground.setAlpha(48)
        painter.fillRect(box, ground)
        painter.setPen(QPen(QColor(t.accent), 2, Qt.PenStyle.DashLine))
        painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.end()

    def _number_at(self, at: int) -> int:
        model, row = self._view.model(), self._view.rowAt(at)
        return model.number(row) if row >= 0 and isinstance(model, SheetModel) else 0

    def _is_header(self, at: int) -> bool:
        return bool(self._view.header) and self._number_at(at) == self._view.header

    def _move(self, at: int) -> bool:
        assert self._from is not None
        if not self._over and abs(at - self._from) < QApplication.startDragDistance() // 2:
            return False
        over = self._number_at(max(0, min(at, self._view.viewport().height() - 1))) or self._over
        if over != self._over:
            self._over = over
            self._view.viewport().update()
        self._cells.setCursor(Qt.CursorShape.ClosedHandCursor)
        return True  # the present cell stays where it is

    def _put_down(self) -> bool:
        over, self._from, self._over = self._over, None, 0
        self._view.viewport().update()
        self._cells.setCursor(Qt.CursorShape.ArrowCursor)
        if over and over != self._view.header:
            self._view.header_moved.emit(over)
        return bool(over)
