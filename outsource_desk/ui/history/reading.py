"""The pane beside the edits: what one edit changed, or what is different between two revisions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QCompleter, QFrame, QGridLayout, QLineEdit, QStackedWidget, QTextBrowser, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.services import history
from outsource_desk.ui.errors import explain
from outsource_desk.ui.formats import moment
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.theme import XS, L, M, S, TextStyle, scaled
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.layout import caption, column, holder, label, repolish, row
from outsource_desk.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from outsource_desk.services.history import Edit
    from outsource_desk.ui.session import Session

LINES = 5000  # more changes than these are counted, not listed


class Changes(QTextBrowser):
    """Changes in words, one a line; can be selected and copied."""

    def __init__(self, name: str, accessible_name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setTabChangesFocus(True)

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), scaled(80))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(120), scaled(64))

    def show_lines(self, lines: Sequence[str], nothing: str) -> None:
        """Show changes, or a word that there are none."""
        shown = [say(line) for line in lines[:LINES]]
        if len(lines) > LINES:
            shown.append(tr_n(len(lines) - LINES, "… and {count} more", "… and {count} more"))
        self.setPlainText("\n".join(shown) if shown else nothing)
        gap = QTextBlockFormat()
        gap.setBottomMargin(S)
        whole = QTextCursor(self.document())
        whole.select(QTextCursor.SelectionType.Document)
        whole.mergeBlockFormat(gap)
        self.setAccessibleDescription("\n".join(shown[:20]) if shown else nothing)


class EditReading(QWidget):
    """One edit: what, who, when, and each change in words."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._title = label("", TextStyle.SECTION, wrap=True)
        self._title.setObjectName("history.title")
        self._when = caption(wrap=True)
        self._name = Chip()
        self._name_line = holder(row(self._name, None))
        self._count = label("", TextStyle.LABEL, "muted")
        self._changes = Changes("history.changes", tr("What this edit changed"))
        self.setLayout(column(self._title, self._when, self._name_line, S, self._count, self._changes, gap=XS))

    def show_edit(self, edit: Edit | None, name: str) -> None:
        """Read an edit from the file and show it."""
        if edit is None:
            self._title.setText(tr("Select an edit to read what it changed"))
            self._show(tr("Two edits selected with Ctrl are compared."), "", [])
            return
        try:
            lines = self._session.try_act(history.describe_edit, edit.id)
        except (DeskError, OSError) as error:
            lines = list(explain(error))
        self._title.setText(say(edit.label))
        when = tr("Revision {number} · {moment} · {author}", number=edit.id, moment=moment(edit.at), author=edit.author)
        self._show(when, name, lines)
        self._count.setText(tr_n(len(lines), "{count} change", "{count} changes"))

    def _show(self, when: str, name: str, lines: Sequence[str]) -> None:
        self._when.setText(when)
        self._name.show_state(name, "accent", "flag")
        self._name_line.setVisible(bool(name))
        self._count.setText("")
        self._changes.show_lines(lines, "")


class Comparison(QWidget):
    """Two revisions, by number or name, and what is different in words."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._fields = {"from": QLineEdit(), "to": QLineEdit()}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(S)
        names = {"from": tr("From revision"), "to": tr("To revision")}
        for place, (key, field) in enumerate(self._fields.items()):
            field.setObjectName(f"history.{key}")
            field.setAccessibleName(names[key])
            field.setPlaceholderText(tr("Number or name"))
            field.setProperty("asks", True)  # it saves nothing, so nothing is lost with what it says
            field.editingFinished.connect(self.compare)
            words = caption(names[key])
            words.setBuddy(field)
            grid.addWidget(words, place, 0)
            grid.addWidget(field, place, 1)
        self._error = label("", TextStyle.CAPTION, "bad", wrap=True)
        self._error.setObjectName("history.compare.error")
        self._error.hide()
        self._count = label("", TextStyle.LABEL, "muted", wrap=True)
        self._count.setObjectName("history.compare.count")
        self._changes = Changes("history.difference", tr("What is different"))
        self.setLayout(column(holder(grid), self._error, S, self._count, self._changes, gap=XS))

    def offer(self, names: Sequence[str]) -> None:
        """Offer the named revisions while one is typed."""
        for field in self._fields.values():
            completer = QCompleter(list(names), field)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            field.setCompleter(completer)

    def show_pair(self, first: str, last: str) -> None:
        """Compare two revisions."""
        self._fields["from"].setText(first)
        self._fields["to"].setText(last)
        self.compare()

    @property
    def first_field(self) -> QLineEdit:
        """Return where a revision is typed first."""
        return self._fields["from"]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing has been chosen yet."""
        return not any(field.text().strip() for field in self._fields.values())

    def compare(self) -> None:
        """Show what is different between what the two fields name."""
        numbers: list[int] = []
        problem = ""
        for field in self._fields.values():
            text = field.text().strip()
            is_wrong = False
            try:
                if text:
                    numbers.append(self._session.try_act(history.find_revision, text))
            except DeskError as error:
                is_wrong, problem = True, tr("There is no revision “{text}”.", text=text)
                field.setAccessibleDescription(" ".join(explain(error)))
            field.setProperty("state", "error" if is_wrong else "")
            repolish(field)
        self._error.setText(problem)
        self._error.setVisible(bool(problem))
        if len(numbers) == 2:
            self._show(*numbers)
        else:
            self._count.setText("")
            self._changes.show_lines([], "")

    def _show(self, first: int, last: int) -> None:
        try:
            lines = self._session.try_act(history.diff, first, last)
        except (DeskError, OSError) as error:
            lines = list(explain(error))
        said = tr_n(
            len(lines),
            "{count} difference from {first} to {last}",
            "{count} differences from {first} to {last}",
            first=first,
            last=last,
        )
        self._count.setText(said)
        self._changes.show_lines(lines, tr("Nothing is different between these two revisions."))


class Reading(QFrame):
    """The card with both, and the buttons for what can be done with the selected edit."""

    mode_changed = Signal(str)

    def __init__(self, session: Session, buttons: Sequence[QWidget]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        choices = [("edit", tr("Changes")), ("compare", tr("Compare"))]
        self._modes = Segments(choices, "history.mode", tr("What to show"))
        self.edit = EditReading(session)
        self.comparison = Comparison(session)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.edit)
        self._stack.addWidget(self.comparison)
        self._buttons = holder(row(None, *buttons))
        self._modes.chosen.connect(self._on_mode)
        self.setLayout(column(row(self._modes, None), self._stack, self._buttons, gap=M, margins=(L, L, L, L)))

    def show_mode(self, mode: str) -> None:
        """Turn to ``edit`` or ``compare``."""
        self._modes.choose(mode)

    @property
    def mode(self) -> str:
        """Return what is shown, ``edit`` or ``compare``."""
        return self._modes.key

    def _on_mode(self, mode: str) -> None:
        self._stack.setCurrentIndex(0 if mode == "edit" else 1)
        self._buttons.setVisible(mode == "edit")
        self.mode_changed.emit(mode)
