"""Why one candidate is ahead of another, for any two that are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QSizePolicy

from outsource_desk.services.why_words import why_sentences
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import L, M, S, scaled
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.layout import button, column, heading, label, link, row

if TYPE_CHECKING:
    from outsource_desk.services.case import DecisionCase
    from outsource_desk.ui.pages.page import Page


class WhyCard(QFrame):
    """Two candidates to choose, and two sentences about them."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setObjectName("why")
        self.setProperty("role", "card")
        self._page = page
        self._case: DecisionCase | None = None
        self.one, self.other = Choice(), Choice()
        for field, name, words in (
            (self.one, "why.one", tr("Candidate")),
            (self.other, "why.other", tr("Compared with")),
        ):
            field.setObjectName(name)
            field.setAccessibleName(words)
            field.setMinimumContentsLength(8)
            field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            field.setMaximumWidth(scaled(280))
            field.currentIndexChanged.connect(self._say)
        self._sentences = label("", wrap=True)
        self._sentences.setObjectName("why.sentences")
        self._explain = link(tr("Where do these numbers come from?"), self._on_explain, name="why.explain")
        self._copy = button(tr("Copy sentence"), self._on_copy, icon="copy", name="why.copy")
        title = row(heading(tr("Why is one ahead of the other?")), None, self._copy)
        line = row(self.one, label(tr("and"), tone="muted"), self.other, gap=M)
        self.setLayout(
            column(title, line, self._sentences, row(self._explain, None), gap=S, margins=(L, L - 2, L, L - 2))
        )

    def show_case(self, case: DecisionCase) -> None:
        """Offer the ranked candidates; the two chosen stay chosen while they are ranked."""
        self._case = case
        ids = [candidate.id for candidate in case.candidates]
        kept = self.one.currentData(), self.other.currentData()
        for place, field in enumerate((self.one, self.other)):
            field.blockSignals(True)
            field.clear()
            for candidate in case.candidates:
                field.addItem(candidate.name, candidate.id)
            wanted = ids.index(kept[place]) if kept[place] in ids and len(set(kept)) == 2 else min(place, len(ids) - 1)
            field.setCurrentIndex(wanted)
            field.blockSignals(False)
        self.setVisible(len(ids) > 1)
        self._say()

    def choose(self, one_id: int, other_id: int) -> None:
        """Compare these two."""
        self.one.setCurrentIndex(self.one.findData(one_id))
        self.other.setCurrentIndex(self.other.findData(other_id))

    @property
    def text(self) -> str:
        """Return the two sentences."""
        return self._sentences.text()

    def _say(self) -> None:
        case, one, other = self._case, self.one.currentData(), self.other.currentData()
        if case is None or one is None or other is None:
            return
        said = why_sentences(case.evaluation, case.ranking, one, other, screen_speech())
        self._sentences.setText(" ".join(said) if said else tr("Choose two different candidates."))
        self._copy.setEnabled(bool(said))

    def _on_explain(self) -> None:
        from outsource_desk.ui.analysis.explain_dialog import ExplainDialog

        if self._case is not None:
            chosen = self.one.currentData()
            ExplainDialog(self, self._case.evaluation, self._case.ranking, self._page.go, chosen).open()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
        self._page.window_.toast(tr("Copied."), tone="quiet")
