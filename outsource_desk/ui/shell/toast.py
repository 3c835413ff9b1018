"""A short word over the window that something was done; refusals stay until they are closed or overtaken."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from outsource_desk.ui.language import tr
from outsource_desk.ui.session import OfNewestEdit
from outsource_desk.ui.theme import L, M, S, TextStyle
from outsource_desk.ui.widgets.layout import column, holder, label, link, picture, row, small_button

SHOWN_FOR = 8_000  # milliseconds
WIDEST = 560


class Toasts(QObject):
    """Shows one word at a time at the bottom of a widget."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._shown: QFrame | None = None
        self.tone = "good"  # of the last word that was no error
        self._slot: Callable[[], object] | None = None  # what is offered
        self._refused: QFrame | None = None  # a refusal of the act that is still going on
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close)
        over.installEventFilter(self)

    def show(
        self, text: str, action_text: str = "", slot: Callable[[], object] | None = None, *, tone: str = "good"
    ) -> None:
        """Say that something was done, with at most one thing to do about it; goes by itself.

        A word whose act is for the newest edit alone goes with the next edit. "quiet" is the tone of a mere word.
        """
        mark = picture("done", "good") if tone == "good" else picture("info", "muted")
        items: list[QWidget | None] = [mark, label(text, wrap=len(text) > 70)]
        if action_text and slot is not None:
            items.append(link(action_text, lambda: self._answer(slot), name="toast.action"))
        self._show("toast", text, row(*items, gap=M, margins=(L, M, L, M)))
        self._slot, self.tone = slot, tone
        self._timer.start(SHOWN_FOR)

    def show_error(self, what: str, remedy: str) -> None:
        """Say what was refused and what to do; stays until it is closed, or a later act succeeds."""
        words = label(what, TextStyle.STRONG, wrap=True)
        todo = label(remedy, tone="muted", wrap=True)
        for each in (words, todo):
            each.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            each.setMinimumWidth(360)
        close = small_button(tr("Close"), self.close, name="toast.close")
        line = row(picture("stop", "bad"), holder(column(words, todo, gap=4)), close, gap=M, margins=(L, M, L, M))
        line.setStretch(1, 1)
        self._timer.stop()
        self._show("toast.error", f"{what} {remedy}", line)
        self._refused = self._shown
        QTimer.singleShot(0, self, self._settle)

    def close(self) -> None:
        """Put the word away."""
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = self._slot = None

    def look_again(self) -> None:
        """Put the word away if an edit has overtaken what it offers, or what it refused.

        Edits of the act that was refused in part, as one of several files, leave the refusal where it is.
        """
        is_refusal = self._shown is not None and self._shown.objectName() == "toast.error"
        if is_refusal and self._refused is None:
            self.close()
        if isinstance(self._slot, OfNewestEdit) and not self._slot.is_open:
            self.close()

    def lift(self) -> None:
        """Come to the top again, as after a page was put there."""
        if self._shown is not None:
            self._shown.raise_()

    @property
    def text(self) -> str:
        """Return what is being said; nothing if nothing is."""
        return self._shown.accessibleName() if self._shown else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _show(self, name: str, text: str, layout) -> None:
        self.close()
        self._shown = QFrame(self._over)
        self._shown.setObjectName(name)
        self._shown.setAccessibleName(text)
        self._shown.setProperty("role", "popup")
        self._shown.setLayout(layout)
        self._shown.setMaximumWidth(WIDEST)
        self._shown.show()
        self._place()

    def _answer(self, slot: Callable[[], object]) -> None:
        self.close()
        slot()

    def _settle(self) -> None:
        self._refused = None

    def _place(self) -> None:
        """Stand at the bottom, or at the top where the bottom belongs to what is being worked on."""
        if self._shown is not None:
            self._shown.adjustSize()
            left = (self._over.width() - self._shown.width()) // 2
            self._shown.move(max(S, left), self._over.height() - self._shown.height() - 2 * L)
            worked_on = self._worked_on()
            if worked_on is not None and worked_on.intersects(self._shown.geometry()):
                self._shown.move(max(S, left), S)
            self._shown.raise_()

    def _worked_on(self) -> QRect | None:
        """Return where the widget lies that has the focus and stays clear of words over it; nothing without one."""
        widget = QApplication.focusWidget()
        if widget is None or not self._over.isAncestorOf(widget):
            return None
        while widget is not None and widget is not self._over and not widget.property("stays_clear"):
            widget = widget.parentWidget()
        if widget is None or widget is self._over:
            return None
        return QRect(widget.mapTo(self._over, QPoint(0, 0)), widget.size())
