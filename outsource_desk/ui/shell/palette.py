"""The command palette and the search over everything: one field, one list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from outsource_desk.services.search import Hit, search
from outsource_desk.ui.actions import Actions
from outsource_desk.ui.icons import pixmap
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.places import Place
from outsource_desk.ui.session import Session
from outsource_desk.ui.theme import L, M, S, TextStyle, scaled, text_font, tokens
from outsource_desk.ui.widgets.layout import caption, column, frame

Index = QModelIndex | QPersistentModelIndex
WIDTH, ROWS = 620, 10
ENTRY = int(Qt.ItemDataRole.UserRole)
TEXT = int(Qt.ItemDataRole.DisplayRole)
TIP = int(Qt.ItemDataRole.ToolTipRole)
SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
ICONS = {"home": "home", "initiative": "initiative", "vendors": "vendors", "scoring": "scoring", "history": "history"}
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True)
class Entry:
    """One line of the list: an act or a thing in the file."""

    text: str
    detail: str
    icon: str
    run: Callable[[], object]
    keys: str = ""
    why_not: str = ""


class Palette(QDialog):
    """Find an act or anything in the file by a few letters. Enter does it or goes there."""

    def __init__(self, parent: QWidget, session: Session, actions: Actions, go: Callable[[Place], None]) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self._window, self._session, self._actions, self._go = parent, session, actions, go
        self._with_actions = True
        self.field = QLineEdit()
        self.field.setObjectName("palette.field")
        self.field.textChanged.connect(lambda _text: self._wait.start())
        self._list = QListView()
        self._list.setObjectName("palette.list")
        self._list.setAccessibleName(tr("What was found"))
        self._entries = _Entries(self)
        self._list.setModel(self._entries)
        self._list.setItemDelegate(_EntryRow(self._list))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.clicked.connect(self._run)
        self._note = caption()
        self._note.setObjectName("palette.note")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(60)
        self._wait.timeout.connect(self._find)
        body = column(self.field, self._list, self._note, gap=S, margins=(M, M, M, M))
        self.setLayout(column(frame("popup", body), gap=0))

    def open_for(self, with_actions: bool) -> None:
        """Open with acts and things, or with things alone."""
        self._with_actions = with_actions
        words = tr("Type a command or a name") if with_actions else tr("Search everything in this file")
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(words)
        self.field.clear()
        self._find()
        window = self._window
        wide = min(scaled(WIDTH), window.width() - 2 * L)
        high = scaled(32) + ROWS * scaled(36) + scaled(30) + 4 * M
        self.resize(wide, min(high, window.height() - 4 * L))
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - wide) // 2, corner.y() + scaled(72))
        self.show()
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS, Qt.Key.Key_PageUp: -ROWS}
        step = steps.get(Qt.Key(event.key()))
        if step:
            row = min(max(self._list.currentIndex().row() + step, 0), self._entries.rowCount() - 1)
            self._list.setCurrentIndex(self._entries.index(row, 0))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._wait.stop()
            self._find()
            self._run(self._list.currentIndex())
        else:
            super().keyPressEvent(event)

    def _find(self) -> None:
        text = self.field.text().strip()
        found = [*(self._acts(text) if self._with_actions else ()), *self._things(text)]
        self._entries.show_entries(found)
        self._list.setCurrentIndex(self._entries.index(0, 0))
        current = f"{found[0].text}. {found[0].detail or found[0].why_not}" if found else tr("Nothing was found.")
        self.field.setAccessibleDescription(current)
        if found:
            self._note.setText(tr("Up and Down choose, Enter goes there, Esc closes"))
        else:
            self._note.setText(tr("Nothing in this file matches “{text}”.", text=text) if text else tr("Type a name."))

    def _acts(self, text: str) -> Iterator[Entry]:
        acts = [action for action in self._actions if action.isVisible()]
        for action in _best(text, acts, lambda action: action.words):
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            yield Entry(
                action.words, "", str(action.property("icon_name") or "arrow"), action.trigger, keys, action.why_not
            )

    def _things(self, text: str) -> Iterator[Entry]:
        if len(text) < 2:
            return
        for hit in search(self._session.desk, text):
            yield Entry(
                say(hit.title) if hit.kind == "edit" else hit.title,
                f"{say(hit.kind)} · {hit.detail}".strip(" ·"),
                ICONS.get(hit.page, "right"),
                self._opener(hit),
            )

    def _opener(self, hit: Hit) -> Callable[[], object]:
        place = Place(hit.page, hit.thing, hit.id, hit.candidate_id, hit.criterion_id, "", hit.initiative_id)
        return lambda: self._go(place)

    def _run(self, index: QModelIndex) -> None:
        entry: Entry | None = index.data(ENTRY)
        if entry is None or entry.why_not:
            return
        self.close()
        entry.run()


def _best(text: str, acts: list, words: Callable) -> list:
    """Return what fits the letters typed, best first; everything if nothing was typed."""
    if not text:
        return acts
    wanted = text.casefold()
    exact = [act for act in acts if all(part in words(act).casefold() for part in wanted.split())]
    exact.sort(key=lambda act: not words(act).casefold().startswith(wanted))
    if exact or len(wanted) < 3:
        return exact
    from rapidfuzz import fuzz, process

    found = process.extract(wanted, [words(act).casefold() for act in acts], scorer=fuzz.WRatio, score_cutoff=70)
    return [acts[place] for _, _, place in found]


class _Entries(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: list[Entry] = []

    def show_entries(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self._shown = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = TEXT):
        if not index.isValid():
            return None
        entry = self._shown[index.row()]
        if role == ENTRY:
            return entry
        if role == TEXT:
            return entry.text
        if role == SPOKEN:
            return ", ".join(filter(None, (entry.text, entry.detail, entry.keys, entry.why_not)))
        return entry.why_not or entry.detail if role == TIP else None


class _EntryRow(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, scaled(36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, entry, box = tokens(), index.data(ENTRY), QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(t.accent_soft))
            painter.fillRect(option.rect.left(), option.rect.top(), 3, option.rect.height(), QColor(t.accent))
        size = scaled(16)
        tone = t.field if entry.why_not else t.muted
        painter.drawPixmap(option.rect.left() + M, round(box.center().y() - size / 2), pixmap(entry.icon, tone, size))
        inside = box.adjusted(M + size + M, 0, -M, 0)
        painter.setFont(text_font(TextStyle.CAPTION))
        painter.setPen(QColor(t.muted))
        keys = painter.fontMetrics().horizontalAdvance(entry.keys)
        painter.drawText(inside, _RIGHT, entry.keys)
        inside.setRight(inside.right() - keys - (S if keys else 0))
        painter.setFont(text_font(TextStyle.BODY))
        painter.setPen(QColor(t.muted if entry.why_not else t.text))
        metrics = painter.fontMetrics()
        title = metrics.elidedText(entry.text, Qt.TextElideMode.ElideRight, round(inside.width() * 0.7))
        painter.drawText(inside, _LEFT, title)
        inside.setLeft(inside.left() + metrics.horizontalAdvance(title) + M)
        painter.setFont(text_font(TextStyle.CAPTION))
        painter.setPen(QColor(t.muted))
        more = painter.fontMetrics().elidedText(
            entry.why_not or entry.detail, Qt.TextElideMode.ElideRight, round(inside.width())
        )
        painter.drawText(inside, _LEFT, more)
