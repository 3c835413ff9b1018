"""Sections to the left, gates above, cards below: the questions of one candidate."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from outsource_desk.domain.vetted import VettedCandidate
from outsource_desk.domain.vetting import GateResult, Questionnaire, VettingSection
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import L, M, look, scaled
from outsource_desk.ui.vetting.card_list import CardList
from outsource_desk.ui.vetting.gate_strip import GateStrip
from outsource_desk.ui.vetting.reviewing import Reviewing
from outsource_desk.ui.vetting.section_list import SectionList, SectionRow
from outsource_desk.ui.vetting.words import scores_told
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.layout import column, holder, row

NARROW, WIDE = 232, 304  # pixels of the list of sections
SHARE, ROOMY = 0.27, 640  # of the pane that the list takes, and pixels from which there is room for it
LOW = 400  # pixels of a pane in which gates and cards have no room below each other


class QuestionsPane(QWidget):
    """Keeps section and question while the candidate changes."""

    went = Signal()  # another question is worked on

    def __init__(self, reviewing: Reviewing) -> None:
        super().__init__()
        self._reviewing = reviewing
        self._questionnaire: Questionnaire | None = None
        self._found: VettedCandidate | None = None
        self._is_low = False
        self.section_id = 0
        self.sections = SectionList()
        self.gates = GateStrip()
        self.cards = CardList(reviewing)
        self._chooser = Choice()
        self._chooser.setObjectName("vetting.section")
        self._chooser.setAccessibleName(tr("Section"))
        self._build()
        self.sections.chosen.connect(self.show_section)
        self._chooser.activated.connect(lambda _place: self.show_section(int(self._chooser.currentData())))
        self.gates.chosen.connect(self.go_to)
        self.cards.entered.connect(self._on_entered)
        look.changed.connect(self._fold)

    def _build(self) -> None:
        self._above = column(self.gates, self._chooser, gap=M)
        right = column(self._above, self.cards, gap=M)
        right.setStretch(1, 1)
        line = row(self.sections, holder(right), gap=L)
        line.setStretch(1, 1)
        self.setLayout(line)

    @property
    def section(self) -> VettingSection | None:
        """Return the section that is shown."""
        sections = self._questionnaire.sections if self._questionnaire else ()
        return next((each for each in sections if each.id == self.section_id), None)

    def show_found(self, questionnaire: Questionnaire, found: VettedCandidate) -> None:
        """Show how a candidate stands."""
        if self._questionnaire is not None and questionnaire.id != self._questionnaire.id:
            self.cards.forget()
        self._questionnaire, self._found = questionnaire, found
        rows = self._rows(questionnaire, found)
        if rows and self.section_id not in {each.id for each in rows}:
            self.section_id = rows[0].id
        self.sections.show_sections(rows, self.section_id, found.overall.complete, found.overall.asked)
        self._fill_chooser(rows)
        self.gates.show_gates(found)
        self._show_section()

    def show_section(self, section_id: int) -> None:
        """Turn to another section; its first question that is not complete becomes the current one."""
        if section_id == self.section_id or section_id not in {each.id for each in self.sections.rows}:
            return
        self.section_id = section_id
        self.sections.mark(section_id)
        self._chooser.setCurrentIndex(self._chooser.findData(section_id))
        self._show_section()

    def step(self, step: int) -> None:
        """Go to the section before or after, with the keys on its first card."""
        ids = [each.id for each in self.sections.rows]
        place = ids.index(self.section_id) + step if self.section_id in ids else -1
        if 0 <= place < len(ids):
            self.show_section(ids[place])
            if self.cards.cards:
                self.cards.enter(self.cards.cards[0].question.id)

    def go_to(self, question_id: int) -> None:
        """Go to a question, whatever its section."""
        for section in self._questionnaire.sections if self._questionnaire else ():
            if any(each.id == question_id for each in section.questions):
                self.show_section(section.id)
                self.cards.enter(question_id)

    def remember(self, question_id: int) -> None:
        """Make a question of this section the current one, without taking the keys there."""
        if self.cards.card_of(question_id) is not None:
            self._reviewing.question_id = question_id

    def first_focus(self) -> QWidget:
        """Return the current card, or the first."""
        card = self.cards.card_of(self._reviewing.question_id)
        cards = self.cards.cards
        return card or (cards[0] if cards else self.sections.list)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Show the sections as a list to choose from where there is no room beside the cards."""
        has_room = self.width() >= scaled(ROOMY)
        self.sections.setVisible(has_room)
        self.sections.setFixedWidth(min(scaled(WIDE), max(scaled(NARROW), round(SHARE * self.width()))))
        self._chooser.setVisible(not has_room)
        is_low = self.height() < scaled(LOW)
        if is_low != self._is_low:
            self._is_low = is_low
            if is_low:
                self.cards.hold_above(self.gates, self._chooser)
            else:
                self._above.addWidget(self.gates)
                self._above.addWidget(self._chooser)

    def _rows(self, questionnaire: Questionnaire, found: VettedCandidate) -> list[SectionRow]:
        rows = []
        for number, section in enumerate(questionnaire.sections, start=1):
            vetted = found.sections[section.id]
            failed = any(found.judged[each.id].gate is GateResult.FAILED for each in section.questions)
            if vetted.asked:
                rows.append(
                    SectionRow(
                        section.id, number, section.title, vetted.complete, vetted.asked, failed, scores_told(vetted)
                    )
                )
        return rows

    def _fill_chooser(self, rows: list[SectionRow]) -> None:
        self._chooser.clear()
        for each in rows:
            self._chooser.addItem(f"{each.number} {each.title} ({each.complete} / {each.asked})", each.id)
        self._chooser.setCurrentIndex(self._chooser.findData(self.section_id))

    def _show_section(self) -> None:
        if self.section is None or self._found is None:
            return
        self.cards.show_section(self.section, self._found)
        if self.cards.card_of(self._reviewing.question_id) is None and self.cards.cards:
            self._reviewing.question_id = self.cards.cards[0].question.id

    def _on_entered(self, question_id: int) -> None:
        self._reviewing.question_id = question_id
        self.went.emit()
