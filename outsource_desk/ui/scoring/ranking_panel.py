"""The live ranking beside the matrix: the verdict in a word and a sentence, and the rows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from outsource_desk.domain.ranking import Evaluation, Ranking
from outsource_desk.domain.robustness import Trust
from outsource_desk.ui.language import tr
from outsource_desk.ui.scoring.ranking_board import TIGHT, RankingBoard
from outsource_desk.ui.scoring.ranking_words import verdict_sentence, verdict_words
from outsource_desk.ui.theme import L, S, TextStyle, scaled
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.layout import column, heading, label, link, row


class RankingPanel(QFrame):
    """The ranking with its verdict; `chosen` names a candidate that was clicked or entered."""

    chosen = Signal(int)
    why_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ranking")
        self.setProperty("role", "card")
        self.chip = Chip("", "quiet")
        self.sentence = label("", TextStyle.CAPTION, "muted", wrap=True)
        self.sentence.setObjectName("ranking.sentence")
        self.board = RankingBoard()
        self.board.chosen.connect(self.chosen)
        self.key = label("", TextStyle.CAPTION, "muted", wrap=True)
        self.key.hide()
        self.why = link(tr("Wh&y?"), self.why_asked.emit, name="ranking.why")
        inner = (L, 0, L, 0)
        said = row(self.sentence, self.why, gap=S)
        said.setStretch(0, 1)
        said.setAlignment(self.why, Qt.AlignmentFlag.AlignTop)
        head = column(row(heading(tr("Ranking")), None, self.chip), said, gap=S, margins=inner)
        body = column(head, self.board, row(self.key, margins=inner), gap=S, margins=(0, L, 0, L))
        body.setStretch(1, 1)
        self._body = body
        self.setLayout(body)

    def show_ranking(
        self, evaluation: Evaluation, ranking: Ranking, before: Ranking | None, trust: Trust | None = None
    ) -> None:
        """Show a ranking, how it has moved since the one before the last edit, and how far it can be trusted."""
        tone, words = verdict_words(ranking, trust)
        if words != self.chip.accessibleName():
            self.chip.show_state(words, tone)
        self.sentence.setText(verdict_sentence(ranking))
        self.why.setEnabled(bool(ranking.ranked))
        self.board.show_ranking(evaluation, ranking, before)

    @property
    def natural_height(self) -> int:
        """Return the height at which the candidates are in view, those of a long list after scrolling."""
        return self._around + self.board.natural_height

    @property
    def least_height(self) -> int:
        """Return the height at which the verdict has room, and two candidates are in view."""
        return self._around + 2 * scaled(TIGHT)

    @property
    def _around(self) -> int:
        return self._body.totalHeightForWidth(self.width()) - self.board.sizeHint().height()

    def emphasise(self, group_id: int | None, name: str) -> None:
        """Set the part of each bar off that comes from one group."""
        self.key.setText(tr("■ {group}, as selected", group=name) if group_id is not None else "")
        self.key.setVisible(group_id is not None)
        self.board.emphasise(group_id)
