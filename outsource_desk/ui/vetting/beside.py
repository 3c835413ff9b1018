"""The evidence pane beside the questions: it follows the question that is worked on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Page, Shell
    from outsource_desk.ui.vetting.evidence.panel import EvidencePanel
    from outsource_desk.ui.vetting.reviewing import Reviewing

FOLLOW_AFTER = 40  # milliseconds on a question before its evidence is read


class Beside(QObject):
    """Shows what stands behind the current answer in the window's inspector."""

    def __init__(self, window: Shell, reviewing: Reviewing, page: Page) -> None:
        super().__init__(page)
        self._page, self._window, self._reviewing = page, window, reviewing
        self._made: EvidencePanel | None = None
        self._wait = QTimer(self, singleShot=True, interval=FOLLOW_AFTER)
        self._wait.timeout.connect(self._show_question)

    @property
    def panel(self) -> EvidencePanel:
        """Return the pane, at the question that is worked on."""
        if self._made is None:
            from outsource_desk.ui.vetting.evidence.panel import EvidencePanel

            self._made = EvidencePanel(self._window)
            self._made.closed.connect(self._close)
        self._show_question()
        return self._made

    def follow(self) -> None:
        """Turn to the question that is worked on now, unless another one is in a moment."""
        if self._made is not None and self._made.isVisible():
            self._wait.start()

    def show(self) -> None:
        """Open the pane."""
        if self._reviewing.judged is not None:
            self._window.inspect(self.panel)

    def add_file(self) -> None:
        """Ask for a file and put it behind the answer."""
        self.panel.add_file()

    def note(self) -> None:
        """Note evidence that is no file."""
        self.panel.note()

    def _show_question(self) -> None:
        of = self._reviewing
        if self._made is not None and of.evaluation is not None:
            self._made.show_question(of.evaluation, of.vetted, of.candidate_id, of.question_id)

    def _close(self) -> None:
        self._window.inspect(None)
        if (focus := self._page.first_focus()) is not None:
            focus.setFocus()
