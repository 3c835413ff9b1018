"""Where to begin: a new file, a spreadsheet, a file opened before, or the sample."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QMainWindow, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from outsource_desk.domain.spreadsheets import READABLE
from outsource_desk.ui.actions import Action, Actions, make_action
from outsource_desk.ui.formats import moment
from outsource_desk.ui.icons import pixmap
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import XL, XXL, L, M, S, TextStyle, look, scaled, text_font, tokens
from outsource_desk.ui.widgets.layout import button, caption, card, column, heading, holder, label, link, row

if TYPE_CHECKING:
    from outsource_desk.ui.desktop import Desktop

Index = QModelIndex | QPersistentModelIndex
PATH = int(Qt.ItemDataRole.UserRole)
OPENED, PINNED, MISSING = PATH + 1, PATH + 2, PATH + 3
TEXT = int(Qt.ItemDataRole.DisplayRole)


class Welcome(QMainWindow):
    """The first window: usable in a minute, and out of the way as soon as a file is open."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self.setObjectName("welcome")
        self.setWindowTitle("Outsource Desk")
        self.setAcceptDrops(True)
        self.resize(scaled(920), scaled(600))
        self._desktop = desktop
        self._actions = Actions()
        self._build_menu()
        start, recent = self._build_start(), self._build_recent()
        both = row(start, recent, gap=L)
        both.setStretch(1, 1)
        self.setCentralWidget(
            holder(
                column(
                    label("Outsource Desk", TextStyle.TITLE),
                    label(tr("Should we outsource this, to whom, and what if it fails?"), tone="muted"),
                    S,
                    both,
                    caption(tr("Everything stays in one file on this computer. Nothing is sent anywhere.")),
                    gap=S,
                    margins=(XXL, XL, XXL, XL),
                )
            )
        )
        look.changed.connect(self.refresh)
        self.refresh()
        self.first.setFocus()

    def refresh(self) -> None:
        """Read the recent files again."""
        self._items.clear()
        for recent in self._desktop.preferences.recent():
            item = QStandardItem(recent.path.stem)
            item.setData(str(recent.path), PATH)
            item.setData(moment(recent.opened_at), OPENED)
            item.setData(recent.is_pinned, PINNED)
            is_missing = not recent.path.exists()
            item.setData(is_missing, MISSING)
            words = [recent.path.stem, tr("missing") if is_missing else "", str(recent.path.parent)]
            item.setData(", ".join(filter(None, words)), int(Qt.ItemDataRole.AccessibleTextRole))
            item.setToolTip(str(recent.path))
            self._items.appendRow(item)
        has_files = self._items.rowCount() > 0
        self._list.setVisible(has_files)
        self._none.setVisible(not has_files)

    def showEvent(self, event) -> None:
        self.refresh()
        super().showEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            path = Path(url.toLocalFile())
            if path.suffix.casefold() in READABLE:
                self._desktop.begin_from(path)
            elif path.suffix.casefold() == ".odesk":
                self._desktop.open(path)

    def _build_menu(self) -> None:
        d = self._desktop
        menu = self.menuBar().addMenu(tr("&File"))
        for name, text, slot, keys in (
            ("file.new", tr("&New file…"), d.ask_new, "Ctrl+N"),
            ("file.open", tr("&Open…"), d.ask_open, "Ctrl+O"),
            ("file.from_sheet", tr("New from a s&preadsheet…"), d.ask_new_from_spreadsheet, "Ctrl+I"),
            ("file.sample", tr("Open the s&ample"), d.open_sample, ""),
            ("file.quit", tr("&Quit"), d.quit, "Ctrl+Q"),
        ):
            menu.addAction(self._actions.add(make_action(self, name, text, slot, keys)))
        list_menu: list[Action] = [
            make_action(self, "recent.open", tr("&Open"), self._open_current),
            make_action(self, "recent.pin", tr("&Pin or unpin"), self._pin_current),
            make_action(self, "recent.locate", tr("&Locate…"), self._locate_current),
            make_action(self, "recent.forget", tr("&Remove from this list"), self._forget_current),
        ]
        self._list_acts = list_menu

    def _build_start(self) -> QFrame:
        d = self._desktop
        self.first = button(tr("New file…"), d.ask_new, kind="primary", icon="plus", name="welcome.new")
        items = [
            self.first,
            button(tr("New from a spreadsheet…"), d.ask_new_from_spreadsheet, icon="sheet", name="welcome.sheet"),
            button(tr("Open…"), d.ask_open, icon="folder", name="welcome.open"),
            button(tr("Open the sample"), d.open_sample, icon="star", name="welcome.sample"),
        ]
        templates = [
            link(tr("IT outsourcing (ITO)"), lambda: d.ask_new("ito"), name="welcome.ito"),
            link(tr("Business processes (BPO)"), lambda: d.ask_new("bpo"), name="welcome.bpo"),
            link(tr("Knowledge work (KPO)"), lambda: d.ask_new("kpo"), name="welcome.kpo"),
        ]
        for each in items:
            each.setMinimumWidth(scaled(240))
        return card(heading(tr("Start")), *items, S, heading(tr("New with criteria for")), *templates, None, gap=M)

    def _build_recent(self) -> QFrame:
        self._items = QStandardItemModel(self)
        self._list = _RecentList(self._open_current, self._forget_current)
        self._list.setModel(self._items)
        self._list.setObjectName("welcome.recent")
        self._list.setAccessibleName(tr("Recent files"))
        self._list.setItemDelegate(_RecentRow(self._list))
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._list.addActions(self._list_acts)
        self._none = label(tr("No file was opened yet. The sample shows a finished case."), tone="muted", wrap=True)
        return card(heading(tr("Recent")), self._list, self._none, None, gap=M)

    def _current(self) -> Path | None:
        path = self._list.currentIndex().data(PATH)
        return Path(path) if path else None

    def _open_current(self) -> None:
        path = self._current()
        if path is None:
            return
        if path.exists():
            self._desktop.open(path)
        else:
            self._locate_current()

    def _locate_current(self) -> None:
        """Ask where a file that is missing has gone, and open it there."""
        path = self._current()
        found = self._desktop.choose_open(self, tr("Where is it now?"), "Outsource Desk (*.odesk)", None)
        if path is not None and found is not None:
            self._desktop.preferences.forget(path)
            self._desktop.open(found)

    def _pin_current(self) -> None:
        path = self._current()
        if path is not None:
            self._desktop.preferences.pin(path, not self._list.currentIndex().data(PINNED))
            self.refresh()

    def _forget_current(self) -> None:
        path = self._current()
        if path is not None:
            self._desktop.preferences.forget(path)
            self.refresh()


class _RecentList(QListView):
    def __init__(self, open_current, forget_current) -> None:
        super().__init__()
        self._open, self._forget = open_current, forget_current
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.clicked.connect(lambda _index: self._open())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() == Qt.Key.Key_Delete:
            self._forget()
        else:
            super().keyPressEvent(event)


class _RecentRow(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, scaled(44))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, box = tokens(), QRectF(option.rect)
        view = option.widget
        has_focus = isinstance(view, QListView) and view.hasFocus() and view.currentIndex() == index
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(t.sunken))
        painter.fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1, QColor(t.line))
        if has_focus:
            painter.setPen(QColor(t.accent))
            painter.drawRect(box.adjusted(0.5, 0.5, -1.5, -1.5))
            painter.drawRect(box.adjusted(1.5, 1.5, -2.5, -2.5))
        is_missing = bool(index.data(MISSING))
        size = scaled(16)
        name = "pin" if index.data(PINNED) else "open" if is_missing else "report"
        painter.drawPixmap(option.rect.left() + S, round(box.center().y() - size / 2), pixmap(name, t.muted, size))
        inside = box.adjusted(S + size + M, scaled(5), -S, -scaled(5))
        painter.setFont(text_font(TextStyle.CAPTION))
        painter.setPen(QColor(t.muted))
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        painter.drawText(inside, top | Qt.AlignmentFlag.AlignRight, index.data(OPENED))
        folder = str(Path(index.data(PATH)).parent)
        shown = painter.fontMetrics().elidedText(folder, Qt.TextElideMode.ElideMiddle, round(inside.width()))
        painter.drawText(
            inside,
            bottom | Qt.AlignmentFlag.AlignLeft,
            tr("Missing. Choose it to say where it is now.") if is_missing else shown,
        )
        painter.setFont(text_font(TextStyle.BODY))
        painter.setPen(QColor(t.muted if is_missing else t.text))
        room = round(inside.width()) - scaled(110)
        title = painter.fontMetrics().elidedText(index.data(TEXT), Qt.TextElideMode.ElideRight, room)
        painter.drawText(inside, top | Qt.AlignmentFlag.AlignLeft, title)
