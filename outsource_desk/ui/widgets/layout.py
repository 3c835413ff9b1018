"""Rows, columns, cards, words and buttons: what every page is put together from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from outsource_desk.ui.icons import GRID, pixmap, set_icon
from outsource_desk.ui.theme import L, S, TextStyle, look, scaled, text_font, tokens

Item = QWidget | QLayout | int | None  # a number is a gap, None is a stretch
Margins = tuple[int, int, int, int]


def row(*items: Item, gap: int = S, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """Return items side by side."""
    return _filled(QHBoxLayout(), items, gap, margins)


def column(*items: Item, gap: int = S, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """Return items below each other."""
    return _filled(QVBoxLayout(), items, gap, margins)


def _filled(layout, items: tuple[Item, ...], gap: int, margins: Margins):
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    for item in items:
        add(layout, item)
    return layout


def add(layout: QBoxLayout, item: Item) -> None:
    """Add an item at the end of a row or a column."""
    if item is None:
        layout.addStretch(1)
    elif isinstance(item, int):
        layout.addSpacing(item)
    elif isinstance(item, QWidget):
        layout.addWidget(item)
    else:
        layout.addLayout(item)


def holder(layout: QLayout) -> QWidget:
    """Return a widget that holds a layout."""
    widget = QWidget()
    widget.setLayout(layout)
    return widget


def frame(role: str, layout: QLayout) -> QFrame:
    """Return a frame with a role of the style sheet: card, well, bar, foot, side, inspector, popup."""
    result = QFrame()
    result.setProperty("role", role)
    result.setLayout(layout)
    return result


def card(*items: Item, gap: int = S, pad: int = L) -> QFrame:
    """Return a card with items below each other."""
    return frame("card", column(*items, gap=gap, margins=(pad, pad, pad, pad)))


def rule() -> QFrame:
    """Return a hairline."""
    return frame("rule", row())


class Label(QLabel):
    """Words in a text style and a tone; both follow the theme and the font size. Shows plain text only."""

    def __init__(self, text: str = "", style: TextStyle = TextStyle.BODY, tone: str = "text", wrap: bool = False):
        super().__init__(text)
        self._style = style
        self.setTextFormat(Qt.TextFormat.PlainText)  # a vendor's name is no markup
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self._dress()
        look.changed.connect(self._dress)

    def set_tone(self, tone: str) -> None:
        """Change the tone: text, muted, accent, good, warn or bad."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            repolish(self)

    def _dress(self) -> None:
        self.setFont(text_font(self._style))


class Picture(QLabel):
    """A line icon among words."""

    def __init__(self, name: str, tone: str = "muted", size: int = GRID) -> None:
        super().__init__()
        self._name, self._tone, self._size = name, tone, size
        self._dress()
        look.changed.connect(self._dress)

    def show_icon(self, name: str, tone: str) -> None:
        """Show another icon."""
        self._name, self._tone = name, tone
        self._dress()

    def _dress(self) -> None:
        size = scaled(self._size)
        self.setPixmap(pixmap(self._name, getattr(tokens(), self._tone), size))
        self.setFixedSize(size, size)


def label(text: str = "", style: TextStyle = TextStyle.BODY, tone: str = "text", wrap: bool = False) -> Label:
    """Return words in a text style."""
    return Label(text, style, tone, wrap)


def caption(text: str = "", wrap: bool = False) -> Label:
    """Return small quiet words."""
    return Label(text, TextStyle.CAPTION, "muted", wrap)


def heading(text: str, style: TextStyle = TextStyle.SECTION) -> Label:
    """Return a heading."""
    return Label(text, style)


def picture(name: str, tone: str = "muted", size: int = GRID) -> Picture:
    """Return an icon."""
    return Picture(name, tone, size)


class Button(QPushButton):
    """A button that Enter presses as well as the space bar, in a window as in a dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, slot: Callable[[], object], kind: str = "", icon: str = "", name: str = "") -> QPushButton:
    """Return a button; ``kind`` is primary for the one that goes on, else empty."""
    result = Button(f" {text}" if icon else text)  # the style sheet knows no gap after an icon
    result.setAccessibleName(text.replace("&", ""))
    result.setProperty("kind", kind)
    result.setObjectName(name)
    if icon:
        set_icon(result, icon, "on_accent" if kind == "primary" else "accent" if kind == "link" else "text")
    result.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    result.setAutoDefault(False)
    result.clicked.connect(lambda: slot())
    return result


def small_button(text: str, slot: Callable[[], object], name: str = "") -> QPushButton:
    """Return a button of 24 pixels, as for the answers to a question in a list."""
    result = button(text, slot, name=name)
    result.setProperty("compact", True)
    return result


def link(text: str, slot: Callable[[], object], name: str = "") -> QPushButton:
    """Return a button that looks like a link."""
    result = button(text, slot, kind="link", name=name)
    result.setCursor(Qt.CursorShape.PointingHandCursor)
    return result


def tool(action: QAction, name: str = "") -> QToolButton:
    """Return a button that shows an action's icon alone."""
    result = QToolButton()
    result.setDefaultAction(action)
    result.setObjectName(name or f"tool.{action.objectName()}")
    result.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    result.setIconSize(QSize(scaled(GRID), scaled(GRID)))
    result.setFixedSize(scaled(28), scaled(28))
    result.setAccessibleName(action.text().replace("&", "").rstrip("…"))
    result.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return result


def repolish(widget: QWidget) -> None:
    """Apply the style sheet again, as after a property of its selectors has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while item := layout.takeAt(0):
        if inner := item.layout():
            clear(inner)
        elif widget := item.widget():
            widget.hide()
            widget.deleteLater()


def titled(text: str, field: QWidget, name: str) -> QWidget:
    """Return a field below its title, by which it is read out and whose marked letter leads to it."""
    title = label(text, wrap=True)
    title.setBuddy(field)
    field.setObjectName(name)
    field.setAccessibleName(text.replace("&", ""))
    return holder(column(title, field, gap=4))
