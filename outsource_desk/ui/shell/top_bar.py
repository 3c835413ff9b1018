"""The bar under the menus: back and forward, undo and redo, where one is, search, import and export."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy

from outsource_desk.ui.actions import Actions
from outsource_desk.ui.icons import pixmap
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import L, S, TextStyle, look, scaled, text_font, tokens
from outsource_desk.ui.widgets.layout import Label, picture, row, tool


class TopBar(QFrame):
    """Shows the initiative and the page, and the acts that are wanted everywhere."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._initiative = Elided(style=TextStyle.STRONG)
        self._page = Elided(tone="muted")
        self._initiative.setObjectName("where.initiative")
        self._page.setObjectName("where.page")
        self._arrow = picture("right", size=12)
        self.search = SearchButton(actions)
        line = row(
            tool(actions["view.sidebar"]),
            S,
            tool(actions["go.back"]),
            tool(actions["go.forward"]),
            S,
            tool(actions["edit.undo"]),
            tool(actions["edit.redo"]),
            S,
            self._initiative,
            self._arrow,
            self._page,
            None,
            self.search,
            S,
            tool(actions["file.import"]),
            tool(actions["report.preview"]),
            gap=4,
            margins=(L, 0, L, 0),
        )
        self.setLayout(line)
        self._dress()
        look.changed.connect(self._dress)

    def show_where(self, initiative: str, page: str) -> None:
        """Say which initiative and which page is on screen."""
        for words, text in ((self._initiative, initiative), (self._page, page)):
            words.setText(text)
            words.setToolTip(text)
        self._arrow.setVisible(bool(initiative))

    def _dress(self) -> None:
        self.setFixedHeight(scaled(48))


class Elided(Label):
    """One line of words that gives way where there is no room, from its end."""

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(48), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(QColor(getattr(tokens(), str(self.property("tone")))))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()


class SearchButton(QPushButton):
    """Looks like a field and opens the search over everything."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("search.open")
        self._action = actions["edit.search"]
        self._words = tr("Search everything")
        self.setAccessibleName(self._words)
        self.setAccessibleDescription(self._keys())
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._action.trigger)
        self._dress()
        look.changed.connect(self._dress)

    def _keys(self) -> str:
        return self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        t, painter = tokens(), QPainter(self)
        size, inside = scaled(14), self.rect().adjusted(scaled(10), 0, -scaled(10), 0)
        painter.drawPixmap(inside.left(), (self.height() - size) // 2, pixmap("search", t.muted, size))
        painter.setPen(QColor(t.muted))
        painter.setFont(text_font(TextStyle.BODY))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inside.adjusted(size + 10, 0, 0, 0), middle | Qt.AlignmentFlag.AlignLeft, self._words)
        painter.setFont(text_font(TextStyle.CAPTION))
        keys = self._keys()
        room = inside.width() - size - 10 - self.fontMetrics().horizontalAdvance(self._words)
        if painter.fontMetrics().horizontalAdvance(keys) < room:
            painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, keys)
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(scaled(280), scaled(32))

    def _dress(self) -> None:
        self.setMinimumWidth(scaled(150))
