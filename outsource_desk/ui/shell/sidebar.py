"""The sidebar: the pages in the order of the work, each with how far it has come."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from outsource_desk.ui.icons import pixmap
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import L, M, S, TextStyle, look, scaled, text_font, tokens
from outsource_desk.ui.widgets.hover import HoverList
from outsource_desk.ui.widgets.layout import column

WIDE, NARROW = 208, 56
KEY = int(Qt.ItemDataRole.UserRole)
BADGE, MARK, ICON = KEY + 1, KEY + 2, KEY + 3
TEXT = int(Qt.ItemDataRole.DisplayRole)
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True)
class Badge:
    """How far a page has come: a few words, and done, risk or stop as a shape."""

    text: str = ""
    mark: str = ""  # icon
    meaning: str = ""  # for those who do not see it


def sections() -> tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]:
    """Return the headings with their pages: key, icon and words."""
    return (
        (tr("DECIDE"), (("home", "home", tr("Home")),)),
        (tr("FRAME"), (("initiative", "initiative", tr("Initiative")),)),
        (tr("CANDIDATES"), (("vendors", "vendors", tr("Vendors")), ("vetting", "vetting", tr("Vetting")))),
        (tr("SCORE"), (("scoring", "scoring", tr("Scoring")), ("analysis", "analysis", tr("Analysis")))),
        (
            tr("PROTECT"),
            (
                ("risks", "risk", tr("Risks")),
                ("contingency", "shield", tr("Contingency")),
                ("exit", "exit", tr("Exit")),
                ("performance", "performance", tr("Performance")),
                ("governance", "governance", tr("Governance")),
            ),
        ),
        (tr("SHARE"), (("reports", "report", tr("Reports")), ("history", "history", tr("History")))),
    )


class Sidebar(QFrame):
    """Tells which page was chosen."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self._main = _Pages("sidebar", tr("Pages"))
        self._tools = _Pages("sidebar.tools", tr("Import and settings"))
        for heading, pages in sections():
            self._main.add_heading(heading)
            for page in pages:
                self._main.add_page(*page)
        self._tools.add_page("import", "import", tr("Import"))
        self._tools.add_page("settings", "settings", tr("Settings"))
        for pages in (self._main, self._tools):
            pages.chosen.connect(self.chosen)
        layout = column(self._main, self._tools, gap=S, margins=(0, M, 1, M))
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.is_narrow = False
        self._dress()
        look.changed.connect(self._dress)

    def show_page(self, key: str) -> None:
        """Mark the page that is on screen."""
        self._main.mark(key)
        self._tools.mark(key)

    def show_badges(self, badges: dict[str, Badge]) -> None:
        """Show how far each page has come."""
        self._main.show_badges(badges)

    def focus_target(self) -> QListView:
        """Return the list that takes the focus for the sidebar."""
        return self._main

    def set_narrow(self, is_narrow: bool) -> None:
        """Show icons alone, or icons with words."""
        self.is_narrow = is_narrow
        self._dress()

    def _dress(self) -> None:
        self.setFixedWidth(NARROW if self.is_narrow else scaled(WIDE))
        for pages in (self._main, self._tools):
            pages.set_narrow(self.is_narrow)


class _Pages(HoverList):
    chosen = Signal(str)

    def __init__(self, name: str, accessible_name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self._painter = _Row(self)
        self.setItemDelegate(self._painter)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "pages")
        self.clicked.connect(self._choose)

    def add_heading(self, text: str) -> None:
        item = QStandardItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._items.appendRow(item)

    def add_page(self, key: str, icon: str, text: str) -> None:
        item = QStandardItem(text)
        item.setData(key, KEY)
        item.setData(icon, ICON)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        item.setToolTip(text)
        self._items.appendRow(item)

    def mark(self, key: str) -> None:
        for item in self._rows():
            if item.data(KEY) == key:
                self.setCurrentIndex(item.index())
                return
        self.selectionModel().clear()

    def show_badges(self, badges: dict[str, Badge]) -> None:
        for item in self._rows():
            badge = badges.get(item.data(KEY), Badge())
            if (item.data(BADGE) or "", item.data(MARK) or "") != (badge.text, badge.mark):
                item.setData(badge.text, BADGE)
                item.setData(badge.mark, MARK)
            words = ", ".join(filter(None, (item.text(), badge.text, badge.meaning)))
            item.setData(words, int(Qt.ItemDataRole.AccessibleTextRole))
            item.setToolTip(words)

    def set_narrow(self, is_narrow: bool) -> None:
        self._painter.is_narrow = is_narrow
        rows = [self._painter.height(item.index()) for item in self._rows()]
        if self.objectName() == "sidebar.tools":
            self.setFixedHeight(sum(rows) + 4)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _rows(self) -> list[QStandardItem]:
        return [self._items.item(row) for row in range(self._items.rowCount())]

    def _choose(self, index: QModelIndex) -> None:
        key = index.data(KEY)
        if key:
            self.chosen.emit(key)


class _Row(QStyledItemDelegate):
    is_narrow = False

    def height(self, index: QModelIndex | QPersistentModelIndex) -> int:
        if index.data(KEY):
            return scaled(34) if self.is_narrow else scaled(30)
        return scaled(10) if self.is_narrow else scaled(24)

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(NARROW - 8, self.height(index))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        t, box = tokens(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(KEY):
            self._paint_page(painter, box, option, index)
        elif not self.is_narrow:
            painter.setPen(QColor(t.muted))
            painter.setFont(text_font(TextStyle.LABEL))
            painter.drawText(box.adjusted(scaled(20), scaled(6), 0, 0), _LEFT, index.data(TEXT))
        painter.restore()

    def _paint_page(
        self,
        painter: QPainter,
        box: QRectF,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        t = tokens()
        view = option.widget
        assert isinstance(view, _Pages)
        is_on = view.currentIndex() == index
        ground = box.adjusted(8, 1, -8, -1)
        if is_on or view.is_under_mouse(index):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent_soft if is_on else t.sunken))
            painter.drawRoundedRect(ground, 4, 4)
        if is_on:
            painter.setBrush(QColor(t.accent))
            painter.drawRoundedRect(QRectF(ground.left(), ground.top() + 6, 3, ground.height() - 12), 1.5, 1.5)
        if view.is_ringed(index):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(t.accent))
            painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.drawRoundedRect(ground.adjusted(1.5, 1.5, -1.5, -1.5), 3, 3)
        size = scaled(16)
        colour = t.accent if is_on else t.muted
        left = box.left() + ((box.width() - size) / 2 if self.is_narrow else scaled(20))
        painter.drawPixmap(QPointF(left, box.center().y() - size / 2), pixmap(index.data(ICON), colour, size))
        mark, badge = index.data(MARK), index.data(BADGE)
        if self.is_narrow:
            if mark in ("risk", "stop"):
                tone = t.warn if mark == "risk" else t.bad
                painter.drawPixmap(QPointF(left + size - 4, box.top() + 4), pixmap(mark, tone, scaled(10)))
            return
        painter.setPen(QColor(t.accent if is_on else t.text))
        painter.setFont(text_font(TextStyle.STRONG if is_on else TextStyle.BODY))
        painter.drawText(box.adjusted(scaled(46), 0, 0, 0), _LEFT, index.data(TEXT))
        right = box.right() - scaled(L)
        if badge:
            painter.setPen(QColor(t.muted))
            painter.setFont(text_font(TextStyle.CAPTION))
            painter.drawText(QRectF(box.left(), box.top(), right - box.left(), box.height()), _RIGHT, badge)
            right -= painter.fontMetrics().horizontalAdvance(badge) + 6
        if mark:
            tone = {"done": t.good, "check": t.good, "risk": t.warn, "stop": t.bad}[mark]
            small = scaled(14)
            painter.drawPixmap(QPointF(right - small, box.center().y() - small / 2), pixmap(mark, tone, small))
