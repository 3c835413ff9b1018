"""A row of the tree of criteria: hairlines, the ring of the current cell, and an arrow that opens a group."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from outsource_desk.ui.icons import draw
from outsource_desk.ui.theme import ROW, scaled, tokens

Index = QModelIndex | QPersistentModelIndex


class TreeRow(QStyledItemDelegate):
    """Paints one cell of a tree."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, view = tokens(), option.widget
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
        rect = option.rect
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(t.line))
        if isinstance(view, QTreeView) and index.column() == 0 and view.model().hasChildren(index):
            size = scaled(12)
            box = QRectF(rect.left() - size - 2, rect.center().y() - size / 2, size, size)
            draw(painter, "down" if view.isExpanded(index) else "right", box, t.muted)
        if has_focus and isinstance(view, QTreeView) and view.hasFocus():
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -1))

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("criteria.editor")
        editor.setStyleSheet("QLineEdit { min-height: 0; border-radius: 0; padding: 0 4px; }")
        return editor
