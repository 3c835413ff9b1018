"""The head of Vetting: whose answers are shown, what they have earned, and whether all gates are passed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from outsource_desk.domain.vetted import VettedCandidate
from outsource_desk.ui.actions import Action
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import XS, L, M, S, TextStyle, scaled
from outsource_desk.ui.vetting.words import scores_told, verdict_told
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.layout import button, column, heading, holder, label, row, tool
from outsource_desk.ui.widgets.segments import Segments

WIDEST = 320  # pixels of the choice of a candidate


class VettingHead(QWidget):
    """Title and scores to the left; views, candidates and the next open question to the right, or below."""

    candidate_chosen = Signal(int)

    def __init__(self, views: Sequence[tuple[str, str]], acts: Mapping[str, Action]) -> None:
        super().__init__()
        self.views = Segments(views, "vetting.views", tr("Part of Vetting"))
        self.candidates = Choice()
        self.candidates.setObjectName("vetting.candidate")
        self.candidates.setAccessibleName(tr("Candidate"))
        self.candidates.setMinimumContentsLength(14)
        self.candidates.setMaximumWidth(scaled(WIDEST))
        self.candidates.activated.connect(self._on_candidate)
        self.scores = label("", tone="muted")
        self.scores.setObjectName("vetting.scores")
        self.verdict = Chip()
        self.verdict.setObjectName("vetting.verdict")
        self._shown: Sequence[tuple[int, str]] = ()
        self._following = button(tr("Next open (F8)"), acts["next"].trigger, name="vetting.next_button")
        before, after = tool(acts["previous_candidate"]), tool(acts["next_candidate"])
        told = holder(Flow((self.scores, self.verdict), M, XS))
        self._titles = holder(column(heading(tr("Vetting"), TextStyle.TITLE), told, gap=XS))
        self._tools = holder(row(before, self.candidates, after, None, self._following, self.views, gap=S))
        self._lay = row(self._titles, self._tools, gap=S)
        self._lay.setStretch(0, 1)
        self.setLayout(self._lay)

    @property
    def candidate_name(self) -> str:
        """Return whose answers are shown."""
        return self.candidates.currentText()

    def set_ready(self, *, is_ready: bool) -> None:
        """Show or hide all that needs answers."""
        for each in (self._tools, self.scores, self.verdict):
            each.setVisible(is_ready)

    def show_found(self, found: VettedCandidate, names: Sequence[tuple[int, str]]) -> None:
        """Show how a candidate stands, and offer the others."""
        if list(names) != list(self._shown):
            self._shown = tuple(names)
            self.candidates.clear()
            for candidate_id, name in names:
                self.candidates.addItem(name, candidate_id)
        self.candidates.setCurrentIndex(self.candidates.findData(found.candidate_id))
        self.scores.setText(scores_told(found.overall))
        self.scores.setMinimumHeight(self.verdict.sizeHint().height())
        self.verdict.show_state(*verdict_told(found))

    def minimumSizeHint(self) -> QSize:
        without = self._tools.minimumSizeHint().width() - self._following.sizeHint().width()
        return QSize(without, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        told = self.scores.fontMetrics().horizontalAdvance(self.scores.text()) + self.verdict.sizeHint().width()
        is_narrow = event.size().width() < told + self._tools.sizeHint().width() + 2 * L
        ways = QBoxLayout.Direction
        self._lay.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
        self._lay.setStretch(0, 0 if is_narrow else 1)
        if is_narrow:  # F8 and the menu do the same
            self._following.setVisible(self._needed() <= event.size().width())

    def _needed(self) -> int:
        """Return how wide the tools are with all their buttons."""
        hidden = self._following.isHidden()
        return self._tools.sizeHint().width() + (self._following.sizeHint().width() + S if hidden else 0)

    def _on_candidate(self, _place: int) -> None:
        self.candidate_chosen.emit(int(self.candidates.currentData()))
