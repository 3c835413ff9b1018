"""Every shortcut on one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QScrollArea

from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import XL, L, M, TextStyle
from outsource_desk.ui.widgets.layout import button, caption, column, holder, label, row

if TYPE_CHECKING:
    from outsource_desk.ui.window import MainWindow


def show_shortcuts(window: MainWindow) -> QDialog:
    """List the shortcuts of the window and of the page that is on screen, and the keys of tables."""
    dialog = QDialog(window)
    dialog.setObjectName("shortcuts")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(tr("Keyboard shortcuts"))
    dialog.resize(992, 600)
    lines = [(action.words.rstrip("…"), _keys(action.shortcuts())) for action in window.actions_of_window]
    lines = [(words, keys) for words, keys in lines if keys] + _table_keys()
    grid = QGridLayout()
    grid.setHorizontalSpacing(XL)
    grid.setVerticalSpacing(4)
    half = (len(lines) + 1) // 2
    for place, (words, keys) in enumerate(lines):
        line, side = place % half, 2 * (place // half)
        grid.addWidget(label(words), line, side)
        grid.addWidget(caption(keys), line, side + 1)
    area = QScrollArea()
    area.setObjectName("shortcuts.list")
    area.setAccessibleName(tr("Keyboard shortcuts"))
    area.setAccessibleDescription("; ".join(f"{words}: {keys}" for words, keys in lines))
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(holder(grid))
    close = button(tr("Close"), dialog.accept, name="shortcuts.close")
    heads = label(tr("Keyboard shortcuts"), TextStyle.SECTION)
    dialog.setLayout(column(heads, area, row(None, close), gap=M, margins=(XL, XL, XL, L)))
    dialog.open()
    close.setFocus()
    return dialog


def _keys(shortcuts: list[QKeySequence]) -> str:
    names = [keys.toString(QKeySequence.SequenceFormat.NativeText) for keys in shortcuts]
    if len(names) < 2:
        return "".join(names)
    return tr("{keys} or {last}", keys=", ".join(names[:-1]), last=names[-1])


def _table_keys() -> list[tuple[str, str]]:
    return [
        (tr("Score: type it in the cell"), "0–9"),
        (tr("Score: not applicable"), "N"),
        (tr("Score: open"), _native("Del")),
        (tr("Question: choose an answer"), "1–9"),
        (tr("Question: take the answer out"), f"0, {_native('Del')}"),
        (tr("Question: go inside, come out"), _native("Enter", "Esc")),
        (tr("Edit the cell"), "F2"),
        (tr("Down, right, back"), _native("Enter", "Tab", "Shift+Tab")),
        (tr("Copy and paste a block"), _native("Ctrl+C", "Ctrl+V")),
        (tr("Bring back what the file holds, in a field"), _native("Esc")),
    ]


def _native(*keys: str) -> str:
    """Return keys by the names that they have on this keyboard, in the user's language."""
    return ", ".join(QKeySequence(each).toString(QKeySequence.SequenceFormat.NativeText) for each in keys)
