"""A heading, its acts and a short list of rows edited in place: goals, evaluators, contacts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeGuard

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QScrollArea,
    QWidget,
)

from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.errors import explain
from outsource_desk.ui.language import tr
from outsource_desk.ui.models.editable_rows import PROBLEM, EditableRows
from outsource_desk.ui.read_only import allow
from outsource_desk.ui.theme import XS, S, TextStyle, look, scaled
from outsource_desk.ui.widgets.bubble import Bubble
from outsource_desk.ui.widgets.cell_delegate import CellDelegate
from outsource_desk.ui.widgets.layout import caption, column, heading, holder, label, picture, row, small_button, tool
from outsource_desk.ui.widgets.table import DeskTable, wide_enough

NARROWEST = 144  # pixels of a column that takes what is left
ROOM = 48  # pixels that stay free above and below a row that comes into view


def _is_press(event: QKeyEvent) -> bool:
    return event.type() is QEvent.Type.KeyPress


class RowList(QWidget):
    """A list that is as high as its rows. Enter and F2 edit, Insert adds, Delete deletes, Alt+Up and Alt+Down move.

    Ctrl+V pastes a block of cells where the list says how.
    """

    def __init__(
        self,
        name: str,
        title: str,
        model: EditableRows,
        *,
        blank: Callable[[], Any],
        add_text: str,
        delete: Callable[[Any], object],
        move: Callable[[Any, int], object] | None = None,
        paste: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName(f"{name}.list")
        self.model, self._blank, self._delete, self._move, self._paste = model, blank, delete, move, paste
        self._why_read_only = ""
        model.setParent(self)
        self.table = DeskTable(model, name, title)
        self.table.setItemDelegate(CellDelegate(self.table, self._show_echo))
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.installEventFilter(self)
        self.caption = caption()
        self.empty = label("", tone="muted", wrap=True)
        self.empty.hide()
        self.actions_of_list = self._make_actions(name, add_text)
        self._paste_action = self._make_paste(name)
        self._bubble = Bubble(self.table)
        self.table.set_menu([*self.actions_of_list, *([self._paste_action] if self._paste_action else [])])
        self.table.selectionModel().currentChanged.connect(lambda *_: self._look_again())
        self.table.selectionModel().currentChanged.connect(lambda *_: self._bubble.hide())
        self._build(name, title, add_text)
        self._follow(model)

    def show_rows(self, rows: Any) -> None:
        """Show what the file holds; the current row stays the current one."""
        current = self.table.currentIndex()
        held = self.model.row_at(current.row()).id if current.isValid() else 0
        self.model.show_rows(rows)
        if held and self.table.currentIndex().row() != self.model.place_of(held):
            self.select(held, current.column())
        self._fit()
        if self.table.hasFocus():  # what changed above may have pushed the row out of sight
            QTimer.singleShot(0, self, self._come_into_view)

    def set_read_only(self, why: str) -> None:
        """Forbid every change and say why; an empty reason allows them."""
        self._why_read_only = why
        self.model.set_read_only(bool(why))
        allow(why, self._add_button)
        self._look_again()

    def select(self, row_id: int, at_column: int = 0) -> None:
        """Make a row the current one."""
        self.table.setCurrentIndex(self.model.index(self.model.place_of(row_id), at_column))

    def first_focus(self) -> QWidget:
        """Return where work begins: the table, or the button that adds the first row."""
        return self.table if self.model.rowCount() else self._add_button

    def add(self) -> None:
        """Begin a row and type into it."""
        key = next(place for place, each in enumerate(self.model.columns) if each.read and not each.choices)
        index = self.model.index(self.model.begin(self._blank()), key)
        self._fit()
        self.table.setFocus()
        self.table.setCurrentIndex(index)
        self.table.edit(index)
        QTimer.singleShot(0, self, self._come_into_view)  # once everything has its place

    def _come_into_view(self) -> None:
        """Scroll the page to the current row, as far as need be."""
        index, above = self.table.currentIndex(), self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        content = above.widget() if above is not None else None
        if above is not None and content is not None and index.isValid():
            place = self.table.viewport().mapTo(content, self.table.visualRect(index).center())
            above.ensureVisible(0, place.y(), 0, scaled(ROOM))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and event.type() is QEvent.Type.Resize:
            self._spread()
        is_editing = self.table.state() is QAbstractItemView.State.EditingState
        if self._is_paste(event) and not is_editing and self._paste_action is not None:
            event.accept()  # before the page takes the key for itself
            if _is_press(event):
                self._paste_action.trigger()
            return True
        if watched is self.table and not is_editing and isinstance(event, QKeyEvent) and _is_press(event):
            index = self.table.currentIndex()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
                if index.flags() & Qt.ItemFlag.ItemIsEditable:
                    self.table.edit(index)
                return True
            if event.key() == Qt.Key.Key_Escape and index.isValid():
                if self.model.forget(index):
                    return True
                if self.model.row_at(index.row()).id == 0:
                    self.model.give_up()
                    return True
        return super().eventFilter(watched, event)

    @staticmethod
    def _is_paste(event: QEvent) -> TypeGuard[QKeyEvent]:
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if not isinstance(event, QKeyEvent) or event.type() not in kinds:
            return False
        return event.matches(QKeySequence.StandardKey.Paste)

    def _make_paste(self, name: str) -> Action | None:
        if self._paste is None:
            return None
        return make_action(self, f"{name}.paste", tr("&Paste"), self._paste, "", "paste", lambda: self._why_read_only)

    def _build(self, name: str, title: str, add_text: str) -> None:
        self._mark, self._words = picture("stop", "bad", 12), label("", TextStyle.CAPTION, "bad", wrap=True)
        self._words.setObjectName(f"{name}.error")
        line = row(self._mark, self._words, gap=XS)
        line.setStretch(1, 1)
        self._error = holder(line)
        self._error.hide()
        self._echo = caption()
        self._echo.setObjectName(f"{name}.echo")
        self._echo.hide()
        tools = [tool(action) for action in self.actions_of_list[1:]]
        self._add_button = small_button(add_text, self.add, f"{name}.add")
        self._add_button.installEventFilter(self)  # an empty list takes what is pasted, too
        head = row(heading(title), self.caption, None, *tools, self._add_button, gap=S)
        self.setLayout(column(head, self.empty, self.table, self._echo, self._error, gap=S))

    def _make_actions(self, name: str, add_text: str) -> list[Action]:
        actions = [make_action(self, f"{name}.new", add_text, self.add, "Ins", "plus", lambda: self._why_read_only)]
        if self._move is not None:
            up = make_action(self, f"{name}.up", tr("Move up"), lambda: self._shift(-1), "Alt+Up", "up", self._no_up)
            down = make_action(
                self, f"{name}.down", tr("Move down"), lambda: self._shift(1), "Alt+Down", "down", self._no_down
            )
            actions += [up, down]
        actions.append(make_action(self, f"{name}.delete", tr("Delete"), self._remove, "Del", "trash", self._no_row))
        for action in actions:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)
        return actions

    def _follow(self, model: EditableRows) -> None:
        model.problems_changed.connect(self._show_problems)
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._fit)
        self.table.horizontalScrollBar().rangeChanged.connect(self._fit)
        self.table.horizontalHeader().setMinimumSectionSize(scaled(48))
        look.changed.connect(self._spread)
        self._spread()

    def _spread(self) -> None:
        """Give each column its width; those without one share what is left, but never less than can be read."""
        columns = self.model.columns
        header = self.table.horizontalHeader()
        widths = [wide_enough(header, place, each.width) if each.width else 0 for place, each in enumerate(columns)]
        left = self.table.contentsRect().width() - sum(widths)
        share = max(left // (sum(not each.width for each in columns) or 1), scaled(NARROWEST))
        for place, width in enumerate(widths):
            self.table.setColumnWidth(place, width or share)
        self._fit()

    def _fit(self, *_: object) -> None:
        rows, bar = self.model.rowCount(), self.table.horizontalScrollBar()
        high = (
            self.table.horizontalHeader().sizeHint().height() + rows * self.table.verticalHeader().defaultSectionSize()
        )
        high += bar.sizeHint().height() if bar.maximum() > 0 else 0
        self.table.setFixedHeight(max(high + 4, scaled(32)))  # the frame of a field is a little higher than its row
        self.table.setVisible(rows > 0)
        self.empty.setVisible(rows == 0 and bool(self.empty.text()))
        self._look_again()

    def _look_again(self) -> None:
        for action in self.actions_of_list:
            action.look_again()

    def _show_echo(self, text: str) -> None:
        self._echo.setText(text)
        self._echo.setVisible(bool(text))

    def _show_problems(self) -> None:
        problems = self.model.problems()
        self._words.setText("\n".join(f"{where}. {' '.join(explain(error))}" for where, error in problems))
        self._error.setVisible(bool(problems))
        self.table.setProperty("state", "error" if problems else "")
        QTimer.singleShot(0, self, self._tell_beside)  # once the sentence below has its place

    def _tell_beside(self) -> None:
        """Say beside the current cell why it was refused, where the sentence below the list is out of sight."""
        index, seen = self.table.currentIndex(), self._error.visibleRegion().boundingRect().height()
        words = str(index.data(PROBLEM) or "") if index.isValid() else ""
        is_read = self._error.isVisible() and seen >= self._error.height()
        self._bubble.tell("" if is_read else words, self.table.visualRect(index))

    def _place(self) -> int:
        index = self.table.currentIndex()
        return index.row() if index.isValid() else -1

    def _no_row(self) -> str:
        return self._why_read_only or ("" if self._place() >= 0 else tr("Select a row first."))

    def _no_up(self) -> str:
        return self._no_row() or ("" if self._place() > 0 else tr("It is the first."))

    def _no_down(self) -> str:
        return self._no_row() or ("" if self._place() < self.model.rowCount() - 1 else tr("It is the last."))

    def _shift(self, step: int) -> None:
        place, at_column = self._place(), self.table.currentIndex().column()
        moved = self.model.row_at(place)
        if self._move is not None and moved.id:
            self._move(moved, place + step)
            self.select(moved.id, at_column)

    def _remove(self) -> None:
        place, at_column = self._place(), self.table.currentIndex().column()
        doomed = self.model.row_at(place)
        if doomed.id == 0:
            self.model.give_up()
        else:
            self._delete(doomed)
        if left := self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(min(place, left - 1), at_column))
