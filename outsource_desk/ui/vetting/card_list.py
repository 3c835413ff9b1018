"""The cards of one section below each other; those of a section are made when it is first shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from outsource_desk.domain.vetted import VettedCandidate
from outsource_desk.domain.vetting import Question, VettingSection
from outsource_desk.ui.theme import M, S
from outsource_desk.ui.vetting.card import QuestionCard, card_around
from outsource_desk.ui.vetting.reviewing import Reviewing
from outsource_desk.ui.widgets.layout import column, holder
from outsource_desk.ui.widgets.scroll import Scroll


class CardList(Scroll):
    """Shows the questions of one section that are put to one candidate."""

    entered = Signal(int)  # id of the question that is worked on now

    def __init__(self, reviewing: Reviewing) -> None:
        self._sections = column(gap=0, margins=(0, 0, S, S))
        self._above = column(gap=M, margins=(0, 0, S, 0))
        super().__init__(column(self._above, self._sections, None, gap=M))
        content = self.widget()
        assert content is not None
        content.setProperty("role", "page")
        content.setMinimumWidth(1)
        self.setObjectName("vetting.cards")
        self._reviewing = reviewing
        self._made: dict[int, _Section] = {}
        self._section_id = 0
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        self.verticalScrollBar().rangeChanged.connect(self._follow)

    @property
    def cards(self) -> Sequence[QuestionCard]:
        """Return the cards on screen, in order."""
        made = self._made.get(self._section_id)
        return [card for card in made.cards if not card.isHidden()] if made else []

    def show_section(self, section: VettingSection, found: VettedCandidate) -> None:
        """Show a section as it stands for a candidate."""
        made = self._made.get(section.id)
        if made is None or made.questions != section.questions:
            made = self._make(section)
        is_other = section.id != self._section_id
        made.show_judged(found)
        if is_other:
            before, self._section_id = self._made.get(self._section_id), section.id
            made.box.show()
            if before is not None:
                before.box.hide()
            self.go_to(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        for card in self.cards:
            card.fit(event.size().width() - S)
        super().resizeEvent(event)

    def hold_above(self, *widgets: QWidget) -> None:
        """Let these scroll above the cards, as where the window is too low for both."""
        for each in widgets:
            self._above.addWidget(each)

    def card_of(self, question_id: int) -> QuestionCard | None:
        """Return the card of a question, if it is on screen."""
        return next((card for card in self.cards if card.question.id == question_id), None)

    def enter(self, question_id: int) -> bool:
        """Put the keys on a card and bring it into view; return whether it is there."""
        card = self.card_of(question_id)
        if card is None:
            return False
        card.setFocus()
        self.entered.emit(question_id)  # also where the window does not have the keys
        QTimer.singleShot(0, card, lambda: self._bring(card))  # once it stands where it belongs
        return True

    def forget(self) -> None:
        """Let all cards go, as when another initiative is shown."""
        for made in self._made.values():
            made.box.hide()
            made.box.deleteLater()
        self._made.clear()
        self._section_id = 0

    def _make(self, section: VettingSection) -> _Section:
        old = self._made.pop(section.id, None)
        if old is not None:
            old.box.hide()
            old.box.deleteLater()
        cards = [QuestionCard(question, self._reviewing) for question in section.questions]
        for card in cards:
            card.stepped.connect(lambda step, card=card: self._step(card, step))
        made = _Section(section.questions, cards, holder(column(*cards, gap=M)))
        for each in (made.box, *cards):
            each.setMinimumWidth(1)  # else Qt takes the height at the least width, and the cards are too low for theirs
        made.box.setVisible(section.id == self._section_id)
        self._sections.addWidget(made.box)
        self._made[section.id] = made
        return made

    def _step(self, card: QuestionCard, step: int) -> None:
        cards = list(self.cards)
        place = cards.index(card) + step
        if 0 <= place < len(cards):
            self.enter(cards[place].question.id)

    def _follow(self, *_: object) -> None:
        """Keep the card that has the keys in view when cards grow, or when something opens beside them."""
        card = card_around(QApplication.focusWidget())
        if card is not None and card in self.cards:
            QTimer.singleShot(0, card, lambda: self._bring(card))

    def _bring(self, card: QuestionCard) -> None:
        content = self.widget()
        assert content is not None
        top = card.mapTo(content, card.rect().topLeft()).y()
        low, high = self.place(), self.place() + self.viewport().height()
        if top < low or top + card.height() > high:
            self.go_to(
                max(0, top - M if card.height() > high - low else min(top - M, top + card.height() - (high - low) + M))
            )

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        card = card_around(now)
        if card is not None and self.isAncestorOf(card):
            self.entered.emit(card.question.id)


class _Section:
    """The cards of one section."""

    def __init__(self, questions: Sequence[Question], cards: Sequence[QuestionCard], box: QWidget) -> None:
        self.questions, self.cards, self.box = questions, cards, box

    def show_judged(self, found: VettedCandidate) -> None:
        for card in self.cards:
            judged = found.judged[card.question.id]
            card.setVisible(judged.is_asked)
            if judged.is_asked:
                card.show_judged(judged, found.candidate_id)
