"""One warning in full: what it says, what to do, what was answered, and the acts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from outsource_desk.domain.answers import AnswerKind
from outsource_desk.domain.ranking import Severity
from outsource_desk.services.rules.rulebook import rulebook
from outsource_desk.services.warning_answers import AnsweredWarning
from outsource_desk.ui.formats import moment
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.read_only import allow
from outsource_desk.ui.theme import L, S, TextStyle
from outsource_desk.ui.warnings.ways import MARKS
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.layout import button, caption, card, column, label, row
from outsource_desk.ui.widgets.scroll import Scroll


class WarningDetail(QWidget):
    """What is chosen in the list, with the way to its place and the acts that answer it."""

    go_asked = Signal()
    answer_asked = Signal()
    withdraw_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._severity = Chip()
        self._rule = caption()
        self._title = label("", TextStyle.SECTION, wrap=True)
        self._text = label("", wrap=True)
        self._text.setObjectName("warnings.text")
        self._fix = label("", wrap=True)
        self._fix.setObjectName("warnings.fix")
        self._answer = label("", wrap=True)
        self._answer.setObjectName("warnings.answer")
        self._answer_head = caption(tr("What was answered"))
        self.go = button(tr("Go there"), self.go_asked.emit, icon="arrow", name="warnings.go")
        self.answer = button("", self.answer_asked.emit, name="warnings.act")
        self.withdraw = button(tr("Withdraw the answer"), self.withdraw_asked.emit, name="warnings.withdraw")
        words = column(
            self._title,
            self._text,
            S,
            caption(tr("What to do")),
            self._fix,
            S,
            self._answer_head,
            self._answer,
            None,
            gap=S,
        )
        self._area = area = Scroll(words)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that keys scroll it, too
        area.setObjectName("warnings.whole")
        area.setAccessibleName(tr("The warning in full"))
        content = area.widget()
        assert content is not None
        content.setProperty("role", "page")  # so that the card's ground shows through
        acts = row(self.go, self.answer, self.withdraw, None, gap=S)
        body = card(row(self._severity, None, self._rule), area, acts, gap=S, pad=L)
        self.setLayout(column(body, gap=0))

    def show_warning(self, answered: AnsweredWarning | None, why_read_only: str) -> None:
        """Show a warning; nothing where none is chosen."""
        self.setVisible(answered is not None)
        if answered is None:
            return
        warning = answered.warning
        known = rulebook().rules.get(warning.id)
        self._show_severity(answered)
        self._rule.setText(tr("Rule {id}", id=warning.id))
        self._title.setText(say(known.title) if known else "")
        self._text.setText(say(warning.text))
        self._fix.setText(say(warning.fix))
        self._answer.setText(answer_words(answered))
        told = (self._text.text(), self._fix.text(), self._answer.text())
        self._area.setAccessibleDescription(" ".join(filter(None, told)))
        for each in (self._answer_head, self._answer):
            each.setVisible(bool(self._answer.text()))
        is_block = warning.severity is Severity.BLOCK
        self.answer.setText(tr("Waive…") if is_block else tr("Acknowledge…"))
        self.answer.setAccessibleName(self.answer.text())
        self.answer.setVisible(not answered.is_settled)
        self.withdraw.setVisible(answered.is_settled)
        allow(why_read_only, self.answer, self.withdraw)

    def _show_severity(self, answered: AnsweredWarning) -> None:
        severity, answer = answered.warning.severity, answered.answer
        if answer is None or not answered.is_settled:
            self._severity.show_state(severity_word(severity), _TONES[severity], MARKS[severity][0])
        else:
            words = tr("Waived") if answer.kind is AnswerKind.WAIVED else tr("Acknowledged")
            self._severity.show_state(words, "good", "done")


_TONES = {Severity.BLOCK: "bad", Severity.WARN: "warn", Severity.INFO: "quiet"}


def severity_word(severity: Severity) -> str:
    """Return in a few words what a warning asks for."""
    match severity:
        case Severity.BLOCK:
            return tr("Stops a recommendation")
        case Severity.WARN:
            return tr("To be weighed")
        case Severity.INFO:
            return tr("Good to know")


def answer_words(answered: AnsweredWarning) -> str:
    """Return what was answered, by whom, when and why; nothing where nobody has answered."""
    answer = answered.answer
    if answer is None:
        return ""
    fields = {"name": answer.name, "when": moment(answer.at), "reason": answer.reason}
    if answered.lapsed:
        return tr("No longer holds, because the warning has changed. {name}, {when}: {reason}", **fields)
    if answer.kind is AnswerKind.WAIVED:
        return tr("Waived by {name}, {when}: {reason}", **fields)
    return tr("Acknowledged by {name}, {when}: {reason}", **fields)
