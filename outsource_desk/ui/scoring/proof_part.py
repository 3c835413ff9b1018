"""The answers of the vetting beside a score: what was replied, what it is worth, what stands behind it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.ranking import Evaluation, Ranking
from outsource_desk.domain.vetted import Judged, VettedCandidate
from outsource_desk.domain.vetting import Questionnaire
from outsource_desk.services.rules.feeds import questions_behind
from outsource_desk.ui.language import tr
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import XS, S, TextStyle
from outsource_desk.ui.vetting.words import reply_told, scores_told, state_told, worth_told
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.layout import Label, clear, column, label, link, row

MOST = 6  # answers of a section that are shown
LONGEST = 120  # characters of a reply


class ProofPart(QWidget):
    """Answers of one candidate to the questions that a criterion is judged by; empty where there are none."""

    def __init__(self, go: Callable[[Place], object]) -> None:
        super().__init__()
        self.setObjectName("cell.proof")
        self._go = go
        self._lines = column(gap=S)
        self.setLayout(column(label(tr("From the vetting"), TextStyle.LABEL, "muted"), self._lines, gap=XS))

    def show_cell(self, evaluation: Evaluation, ranking: Ranking, criterion: Criterion, candidate_id: int) -> None:
        """Show the answers of a candidate that count as evidence on a criterion."""
        clear(self._lines)
        found = ranking.vetted.candidates.get(candidate_id) if ranking.vetted else None
        questions = questions_behind([criterion], evaluation.vetting).get(criterion, ()) if evaluation.vetting else ()
        self.setVisible(found is not None and bool(questions))
        if found is None or evaluation.vetting is None:
            return
        if criterion.section_id is not None:
            self._show_section(evaluation.vetting.questionnaire, found, criterion.section_id)
        judged = [found.judged[each.id] for each in questions if found.judged[each.id].is_asked]
        for each in judged[:MOST]:
            self._show_answer(each, candidate_id)
        if len(judged) > MOST:
            self._lines.addWidget(_small(tr("{count} more on Vetting", count=len(judged) - MOST)))
        if not judged:
            self._lines.addWidget(_small(tr("None of the questions is put to this candidate.")))

    def _show_section(self, questionnaire: Questionnaire, found: VettedCandidate, section_id: int) -> None:
        section = next(each for each in questionnaire.sections if each.id == section_id)
        words = label(
            tr("Takes its value from {code} {title}", code=section.code, title=section.title),
            TextStyle.STRONG,
            wrap=True,
        )
        place = Place("vetting", "section", section_id, candidate_id=found.candidate_id)
        show = link(tr("Show"), partial(self._go, place), name="cell.section")
        show.setAccessibleName(tr("Show the section on Vetting"))
        line = row(words, show, gap=S)
        line.setStretch(0, 1)
        self._lines.addLayout(column(line, _small(scores_told(found.sections[section_id])), gap=0))

    def _show_answer(self, judged: Judged, candidate_id: int) -> None:
        place = Place("vetting", "question", judged.question.id, candidate_id=candidate_id)
        code = link(judged.question.code, partial(self._go, place), name=f"cell.{judged.question.code}")
        code.setAccessibleName(tr("Show {code} on Vetting", code=judged.question.code))
        code.setToolTip(judged.question.wording)
        words, tone, icon = state_told(judged)
        state = Chip(words, tone, icon)
        reply = reply_told(judged)
        worth, worth_tone = worth_told(judged)
        parts = [row(code, None, state, gap=S), _wrapped(reply if len(reply) <= LONGEST else f"{reply[:LONGEST]}…")]
        self._lines.addLayout(column(*parts, *([_small(worth, worth_tone)] if worth else []), gap=2))


def _wrapped(text: str, style: TextStyle = TextStyle.BODY, tone: str = "text") -> Label:
    words = label(text, style, tone, wrap=True)
    words.setMinimumWidth(1)  # a long word makes nothing wider than the pane
    return words


def _small(text: str, tone: str = "muted") -> Label:
    return _wrapped(text, TextStyle.CAPTION, tone)
