"""What tests of the window do again and again, as a user does it."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget

Widget = TypeVar("Widget", bound=QWidget)


def find(parent: QWidget, kind: type[Widget], name: str) -> Widget:
    """Return the widget of a name, which must be there."""
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found


def focused_line() -> QLineEdit:
    """Return the line that has the focus."""
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    return field


def type_over(qtbot, field: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Put another text in the place of all that a field holds."""
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, text)


def undo_from_toast(window: QWidget) -> None:
    """Press the one thing that the toast offers."""
    (link,) = [each for each in window.findChildren(QPushButton, "toast.action") if each.isVisible()]
    link.click()
