"""How critical the function is: eight questions, the tier at once, and a tier set by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLineEdit, QPushButton, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.tier import Tier
from outsource_desk.services.tiering import TieringQuestion, answer_tiering, override_tier, tier_of, tiering_scheme
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.pages.page import Shell
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.theme import XL, XS, L, M, S, TextStyle, scaled
from outsource_desk.ui.vetting.setup.words import depth_name, tier_name, tier_told
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.choice import Choice, choice
from outsource_desk.ui.widgets.layout import button, caption, card, column, heading, holder, label, row
from outsource_desk.ui.widgets.scroll import Scroll

WIDE, HIGH = 780, 720
ANSWER = 300  # pixels of an answer
OPEN = "open"  # no answer yet


class TierLine(QWidget):
    """The tier as a chip, why, and the depth of vetting that follows."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._chip = Chip()
        self._chip.setObjectName(f"{name}.tier")
        self._why = label("", tone="muted", wrap=True)
        self._why.setObjectName(f"{name}.why")
        line = row(self._chip, self._why, gap=M)
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Show what the answers come to."""
        finding = tier_of(evaluation.initiative, evaluation.tiering)
        self._chip.show_state(*tier_told(finding))
        depth = tr("Vetting goes to depth “{depth}”.", depth=depth_name(finding.tier.depth)) if finding.tier else ""
        self._why.setText(" ".join(filter(None, (say(finding.why), depth))))


class CriticalityDialog(QDialog):
    """Eight questions side by side with their answers; each answer is saved at once, and the tier follows it."""

    def __init__(self, parent: QWidget, window: Shell) -> None:
        super().__init__(parent)
        self.setObjectName("criticality")
        self.setWindowTitle(tr("How critical is the function?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._session = window.session
        self._answers: dict[str, Choice] = {}
        self._result = TierLine("criticality")
        self._build()
        self.load()
        self._session.changed.connect(self._on_change)
        room = parent.window().size()
        self.resize(min(scaled(WIDE), room.width() - L), min(scaled(HIGH), room.height() - L))

    def load(self) -> None:
        """Show what the file holds."""
        evaluation = self._session.evaluation
        if evaluation is None:
            self.reject()
            return
        is_read_only = bool(why_read_only(self._session))
        for code, field in self._answers.items():
            points = evaluation.tiering.get(code)
            field.setCurrentIndex(field.findData(OPEN if points is None else str(points)))
            field.setEnabled(not is_read_only)
        initiative = evaluation.initiative
        if not self.reason.hasFocus() or initiative.tier_override is not None:
            self.by_hand.setCurrentIndex(self.by_hand.findData(str(initiative.tier_override or "")))
            self.reason.setText(initiative.tier_reason)
        self.by_hand.setEnabled(not is_read_only)
        self.reason.setReadOnly(is_read_only)
        self._show_hand()
        self._result.show_evaluation(evaluation)

    def _build(self) -> None:
        head = column(
            heading(tr("How critical is the function?")),
            label(tr("The more critical it is, the deeper its vendors are vetted."), tone="muted", wrap=True),
            gap=XS,
        )
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(M)
        grid.setColumnStretch(0, 1)
        for place, question in enumerate(tiering_scheme().questions):
            grid.addWidget(_asked(question), place, 0)
            grid.addWidget(self._answer(question), place, 1, Qt.AlignmentFlag.AlignVCenter)
        scroll = Scroll(column(card(holder(grid), gap=M), self._build_hand(), None, gap=L))
        foot = row(None, button(tr("Close"), self.accept, kind="primary", name="criticality.close"))
        body = column(head, self._result, scroll, foot, gap=L, margins=(XL, XL, XL, L))
        body.setStretch(2, 1)
        self.setLayout(body)

    def _answer(self, question: TieringQuestion) -> Choice:
        options = [(str(points), words) for points, words in enumerate(question.answers)]
        field = choice([(OPEN, tr("Not answered yet")), *options])
        field.setObjectName(f"criticality.{question.code}")
        field.setAccessibleName(question.ask)
        field.setFixedWidth(scaled(ANSWER))
        field.activated.connect(lambda _place: self._on_answer(question.code))
        self._answers[question.code] = field
        return field

    def _build_hand(self) -> QWidget:
        self.by_hand = choice([("", tr("As the answers say")), *((str(tier), tier_name(tier)) for tier in Tier)])
        self.by_hand.setObjectName("criticality.by_hand")
        self.by_hand.setAccessibleName(tr("Set by hand"))
        self.by_hand.setFixedWidth(scaled(ANSWER))
        self.by_hand.activated.connect(self._on_hand)
        self.reason = QLineEdit()
        self.reason.setObjectName("criticality.reason")
        self.reason.setAccessibleName(tr("Reason for another tier"))
        self.reason.returnPressed.connect(self._set)
        self._set_button: QPushButton = button(tr("Set"), self._set, name="criticality.set")
        self._error = label("", TextStyle.CAPTION, "bad", wrap=True)
        self._error.setObjectName("criticality.error")
        self._error.hide()
        line = row(self.reason, self._set_button, gap=S)
        line.setStretch(0, 1)
        self._reason_row = holder(column(caption(tr("Why it differs from the answers")), line, self._error, gap=XS))
        first = row(label(tr("Set by hand")), None, self.by_hand, gap=L)
        return card(first, self._reason_row, gap=M)

    def _on_answer(self, code: str) -> None:
        points = str(self._answers[code].currentData())
        initiative_id = self._session.initiative_id
        if initiative_id is not None:
            self._session.act(answer_tiering, initiative_id, code, None if points == OPEN else int(points))

    def _on_hand(self, _place: int) -> None:
        initiative = self._session.initiative
        if initiative is None:
            return
        if self.by_hand.currentData():
            self._show_hand()
            self.reason.setFocus()
        elif initiative.tier_override is not None:
            self._session.act(override_tier, initiative.id, None)
        else:
            self._show_hand()

    def _set(self) -> None:
        initiative_id = self._session.initiative_id
        if initiative_id is None or why_read_only(self._session):
            return
        try:
            self._session.try_act(override_tier, initiative_id, str(self.by_hand.currentData()), self.reason.text())
        except DeskError as error:
            self._error.setText(f"{say(str(error))} {say(error.remedy)}")
            self._error.show()
            self.reason.setFocus()

    def _show_hand(self) -> None:
        is_by_hand = bool(self.by_hand.currentData())
        self._reason_row.setVisible(is_by_hand)
        self._set_button.setEnabled(not why_read_only(self._session))
        self._error.hide()

    def _on_change(self, topics: frozenset[str]) -> None:
        if topics & {"tiering_answer", "initiative"}:
            self.load()


def _asked(question: TieringQuestion) -> QWidget:
    words = label(question.ask, wrap=True)
    if not question.decides:
        return words
    return holder(column(words, caption(tr("Its last answer alone makes the function critical."), wrap=True), gap=XS))


def ask_criticality(window: Shell) -> CriticalityDialog:
    """Ask how critical the function of the initiative is."""
    assert isinstance(window, QWidget)
    dialog = CriticalityDialog(window, window)
    dialog.open()
    return dialog
