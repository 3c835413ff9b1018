"""One question with its answer: what was said, by whom, what it is worth by its proof, and how far it has come."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QBoxLayout, QFrame, QMenu, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.vetted import Judged
from outsource_desk.domain.vetting import AnswerState, Gate, Question
from outsource_desk.services.vetted import is_answered
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import RADIUS, XS, L, M, S, TextStyle, look, scaled, tokens
from outsource_desk.ui.vetting.answered_part import AnsweredPart
from outsource_desk.ui.vetting.replies import Given, make_reply
from outsource_desk.ui.vetting.reviewing import Reviewing
from outsource_desk.ui.vetting.setup.rule_words import echo_rule
from outsource_desk.ui.vetting.words import gate_in_words, gate_told, reply_told, state_told, worth_told
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.layout import Label, column, label, link, row
from outsource_desk.ui.widgets.table import colour

CODE, NARROW = 64, 560  # pixels of the column of codes, and of a card without room for chips beside the wording


class QuestionCard(QFrame):
    """A question of one section; shows one candidate's answer at a time.

    Keys where the card itself has the focus: digits choose an answer, Delete takes it out, Enter goes inside, Escape
    comes out again, the arrows go to the next card.
    """

    stepped = Signal(int)  # go so many cards further

    def __init__(self, question: Question, reviewing: Reviewing) -> None:
        super().__init__()
        self.question, self._reviewing = question, reviewing
        self.judged: Judged | None = None
        self.candidate_id = 0
        self._answered: AnsweredPart | None = None  # made with the first answer
        self.setObjectName(f"card.{question.code}")
        self.setProperty("role", "card")
        self.setProperty("stays_clear", True)  # its buttons are pressed one after the other
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.reply = make_reply(question)
        self.reply.given.connect(self._on_given)
        self._ours, self._gate, self._state = Chip(), Chip(), Chip()
        self._gate.setObjectName(f"gate.{question.code}")
        self._not_asked = link(tr("Not applicable…"), self._on_not_applicable, f"not_applicable.{question.code}")
        self._not_asked.setAccessibleName(f"{question.code}: {tr('Not applicable…')}")
        self._build()
        look.changed.connect(self._dress)

    def _build(self) -> None:
        self._code = label(self.question.code, TextStyle.STRONG, "muted")
        self._wording = _wide(label(self.question.wording, TextStyle.STRONG, wrap=True))
        self._wording.setToolTip(self.question.good)
        self._wording.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._ours.setToolTip(tr("It is never sent to a vendor."))
        chips = Flow((self._ours, self._gate, self._state), S, XS, is_one_line=True)
        self._heads = row(self._wording, chips, gap=S)
        self._heads.setStretch(0, 1)
        head = row(self._code, self._heads, gap=S)
        head.setStretch(1, 1)
        head.setAlignment(self._code, Qt.AlignmentFlag.AlignTop)
        reply = row(self.reply, self._not_asked, gap=L)
        reply.setStretch(0, 1)
        reply.setAlignment(self._not_asked, Qt.AlignmentFlag.AlignTop)
        self._worth = _wide(label("", TextStyle.CAPTION, "muted", wrap=True))
        self._body = column(reply, self._worth, gap=S)
        self.setLayout(column(head, self._body, gap=M, margins=(L, L, L, L)))
        self._ours.show_state(tr("ours to answer") if self.question.is_ours else "", "quiet", "check")
        self._dress()

    def show_judged(self, judged: Judged, candidate_id: int) -> None:
        """Show how the question stands for a candidate."""
        is_other = candidate_id != self.candidate_id
        if judged is self.judged and not is_other:
            return
        self.judged, self.candidate_id = judged, candidate_id
        self.reply.show_reply((candidate_id, self.question.id), judged)
        self.reply.set_read_only(bool(self._reviewing.why_read_only()) or judged.state is AnswerState.NOT_APPLICABLE)
        self._state.show_state(*state_told(judged))
        self._show_gate(judged)
        worth, tone = worth_told(judged)
        if judged.state is AnswerState.NOT_APPLICABLE and judged.answer is not None:
            worth, tone = tr("Not applicable: {reason}", reason=judged.answer.reason), "muted"
        self._worth.setText(worth)
        self._worth.set_tone(tone)
        self._worth.setVisible(bool(worth))
        answered = is_answered(self.question, judged.answer)
        self._not_asked.setVisible(
            not answered
            and judged.state is not AnswerState.NOT_APPLICABLE
            and self.question.gate is not Gate.KNOCK_OUT
            and not self._reviewing.why_read_only()
        )
        self._show_answered(judged)
        self._say(judged)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if plain and self._on_key(Qt.Key(event.key()), event.text()):
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.setFocus()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self._reviewing.acts)
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit(event.size().width())

    def fit(self, width: int) -> None:
        """Set chips below the wording where a width has no room for both; asked before, heights are right at once."""
        is_narrow, ways = width < scaled(NARROW), QBoxLayout.Direction
        way = ways.TopToBottom if is_narrow else ways.LeftToRight
        if way != self._heads.direction():
            self._heads.setDirection(way)
            self._heads.activate()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(tokens().accent), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._reviewing.dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._reviewing.drop(self.candidate_id, self.question.id, event):
            event.acceptProposedAction()

    def _on_key(self, key: Qt.Key, text: str) -> bool:
        is_own = self.hasFocus()
        if key is Qt.Key.Key_Escape and not is_own:
            self.setFocus()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and is_own:
            self.stepped.emit(-1 if key is Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_own:
            self.reply.target().setFocus()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and is_own and self.reply.isEnabled():
            self._on_given(None)
        elif text.isdecimal() and self.reply.isEnabled():
            return self.reply.press(text) or (self._answered is not None and self._answered.rate(text))
        else:
            return False
        return True

    def _show_gate(self, judged: Judged) -> None:
        told = gate_in_words(self.question, judged.gate)
        tone, icon = gate_told(judged.gate)[1:] if judged.gate is not None else ("quiet", "lock")
        self._gate.show_state(told, tone, "lock" if tone == "quiet" else icon)
        self._gate.setToolTip(self._rule())

    def _rule(self) -> str:
        """Return in words when the gate is passed."""
        evaluation = self._reviewing.evaluation
        if not self.question.pass_when or evaluation is None or evaluation.vetting is None:
            return ""
        sections = evaluation.vetting.questionnaire.sections
        known = {each.code: each for section in sections for each in section.questions}
        return echo_rule(self.question, "pass_when", self.question.pass_when, known)

    def _show_answered(self, judged: Judged) -> None:
        answer = judged.answer
        has_more = answer is not None and (
            is_answered(self.question, answer)
            or judged.state is not AnswerState.UNANSWERED
            or bool(answer.comment or answer.stated_by or answer.evidence)
        )
        if has_more and self._answered is None:
            self._answered = AnsweredPart(self.question, self._reviewing)
            self._body.addWidget(self._answered)
        if self._answered is not None:
            self._answered.setVisible(has_more)
            if has_more:
                self._answered.show_answer(judged, self.candidate_id)

    def _on_given(self, reply: Given) -> None:
        if self.judged is None:
            return
        try:
            self._reviewing.answer(self.candidate_id, self.question.id, reply)
        except DeskError as error:
            self._on_refused(error)

    def _on_refused(self, error: DeskError) -> None:
        if not self.reply.refuse(error):
            self._reviewing.refused(error)
            if self.judged is not None:
                self.reply.show_reply((self.candidate_id, self.question.id), self.judged)

    def _on_not_applicable(self) -> None:
        self.setFocus()
        self._reviewing.not_applicable()

    def _say(self, judged: Judged) -> None:
        said = [self.question.code, self.question.wording]
        told = [self._ours.accessibleName(), reply_told(judged), state_told(judged)[0], self._worth.text()]
        if judged.gate is not None:
            told.append(gate_in_words(self.question, judged.gate))
        self.setAccessibleName(". ".join(said))
        self.setAccessibleDescription("; ".join(filter(None, told)))

    def _dress(self) -> None:
        self._code.setFixedWidth(scaled(CODE))
        self._body.setContentsMargins(scaled(CODE) + S, 0, 0, 0)


def _wide(words: Label) -> Label:
    """Let a long word make nothing wider than the card."""
    words.setMinimumWidth(1)
    return words


def card_around(widget: QWidget | None) -> QuestionCard | None:
    """Return the card that a widget stands in, or is."""
    while widget is not None and not isinstance(widget, QuestionCard):
        widget = widget.parentWidget()
    return widget
