"""All warnings of an initiative: what stops a recommendation, what is to be weighed, and what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QDialog, QWidget

from outsource_desk.domain.answers import AnswerKind
from outsource_desk.domain.ranking import Severity
from outsource_desk.services.warning_answers import AnsweredWarning, answered, withdraw_answer
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.reports.lines import Line, LineList
from outsource_desk.ui.theme import XL, L, M, S, TextStyle, scaled
from outsource_desk.ui.warnings.answer_dialog import AnswerDialog
from outsource_desk.ui.warnings.closer_look import CloserLook
from outsource_desk.ui.warnings.detail import WarningDetail, severity_word
from outsource_desk.ui.warnings.ways import MARKS, place_of
from outsource_desk.ui.widgets.layout import button, caption, card, column, label, row
from outsource_desk.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Shell

WIDE, HIGH = 900, 560
OPEN, ANSWERED, ALL = "open", "answered", "all"


class WarningsDialog(QDialog):
    """The list on the left, the chosen warning in full on the right; follows every edit while it is open."""

    def __init__(self, window: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("warnings")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Warnings"))
        self._window, self._session = window, window.session
        self._shown: list[AnsweredWarning] = []
        self._sentence = label("", TextStyle.SECTION, wrap=True)
        self._sentence.setObjectName("warnings.sentence")
        self._looking = caption()
        self._looking.setObjectName("warnings.looking")
        self.filter = Segments(self._choices([]), "warnings.filter", tr("Which warnings"))
        self.list = LineList("warnings.list", tr("Warnings"))
        self._nothing = label("", tone="muted", wrap=True)
        self.detail = WarningDetail()
        self._look = CloserLook(window, self)
        self._build()
        self._connect()
        self.load()
        self._look.look()
        self._say_looking()

    def _build(self) -> None:
        left = card(self._nothing, self.list, gap=0, pad=S)
        both = row(left, self.detail, gap=L)
        both.setStretch(0, 10)
        both.setStretch(1, 11)
        close = button(tr("Close"), self.accept, kind="primary", name="warnings.close")
        body = column(
            self._sentence,
            row(self.filter, None),
            both,
            row(self._looking, None, close),
            gap=M,
            margins=(XL, XL, XL, L),
        )
        body.setStretch(2, 1)
        self.setLayout(body)
        around = self.parentWidget()
        room = around.window().size() if around is not None else self.size()
        self.resize(min(scaled(WIDE), room.width() - 2 * XL), min(scaled(HIGH), room.height() - 2 * XL))
        self.list.setFocus()

    def _connect(self) -> None:
        self.filter.chosen.connect(lambda _key: self.load())
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.doubleClicked.connect(lambda _index: self._go())
        self.detail.go_asked.connect(self._go)
        self.detail.answer_asked.connect(self._ask_answer)
        self.detail.withdraw_asked.connect(self._withdraw)
        self._look.found.connect(self._on_found)
        self._session.changed.connect(self._on_change)

    @property
    def current(self) -> AnsweredWarning | None:
        """Return the warning that is chosen."""
        row_number = self.list.currentIndex().row()
        return self._shown[row_number] if 0 <= row_number < len(self._shown) else None

    def load(self) -> None:
        """Show the warnings as they are now; what is chosen stays chosen where it is still there."""
        evaluation, before = self._session.evaluation, self.current
        found = answered(evaluation, self._look.warnings) if evaluation is not None else ()
        self._sentence.setText(_sentence(found))
        self.filter.show_choices(self._choices(found))
        self._shown = [one for one in found if _is_of(one, self.filter.key)]
        self.list.lines.show_lines([_line(one) for one in self._shown])
        self.list.setVisible(bool(self._shown))
        self._nothing.setVisible(not self._shown)
        self._nothing.setText(_nothing(self.filter.key, bool(found)))
        place = next((n for n, one in enumerate(self._shown) if before and _is_same(one, before)), 0)
        if self._shown:
            self.list.setCurrentIndex(self.list.lines.index(place))
        self._show_current()

    def _choices(self, found: list[AnsweredWarning] | tuple[AnsweredWarning, ...]) -> list[tuple[str, str]]:
        count = {key: sum(_is_of(one, key) for one in found) for key in (OPEN, ANSWERED, ALL)}
        return [
            (OPEN, tr("Open ({count})", count=count[OPEN])),
            (ANSWERED, tr("Answered ({count})", count=count[ANSWERED])),
            (ALL, tr("All ({count})", count=count[ALL])),
        ]

    def _show_current(self) -> None:
        self.detail.show_warning(self.current, why_read_only(self._session))

    def _say_looking(self) -> None:
        self._looking.setText(tr("Looking closer at weights, evaluators and history…") if self._look.is_looking else "")

    def _on_current(self, _index: QModelIndex, _before: QModelIndex) -> None:
        self._show_current()

    def _on_found(self) -> None:
        self.load()
        self._say_looking()

    def _on_change(self, _tables: frozenset[str]) -> None:
        self.load()
        self._look.look()
        self._say_looking()

    def _go(self) -> None:
        if self.current is not None:
            place = place_of(self.current.warning)
            self.accept()
            self._window.go(place)

    def _ask_answer(self) -> None:
        if self.current is not None:
            AnswerDialog(self, self._session, self.current).open()

    def _withdraw(self) -> None:
        if self.current is not None and self.current.answer is not None:
            self._session.act(withdraw_answer, self.current.answer.id)


def _is_of(one: AnsweredWarning, key: str) -> bool:
    return key == ALL or one.is_settled == (key == ANSWERED)


def _is_same(one: AnsweredWarning, other: AnsweredWarning) -> bool:
    first, second = one.warning, other.warning
    return (first.id, first.candidate_id, first.criterion_id, first.field) == (
        second.id, second.candidate_id, second.criterion_id, second.field,
    )  # fmt: skip


def _line(one: AnsweredWarning) -> Line:
    icon, tone = MARKS[one.warning.severity]
    words = severity_word(one.warning.severity)
    if one.is_settled and one.answer is not None:
        icon, tone = "done", "good"
        is_waived = one.answer.kind is AnswerKind.WAIVED
        name = one.answer.name
        words = tr("Waived by {name}", name=name) if is_waived else tr("Acknowledged by {name}", name=name)
    elif one.lapsed:
        words = tr("{severity}; the answer has lapsed", severity=words)
    return Line(say(one.warning.text), words, icon, tone)


def _sentence(found: tuple[AnsweredWarning, ...]) -> str:
    """Return in one sentence how things stand."""
    blocks = sum(one.stops for one in found)
    doubts = sum(one.warning.severity is Severity.WARN and not one.is_settled for one in found)
    if blocks:
        return tr_n(blocks, "{count} warning stops a recommendation", "{count} warnings stop a recommendation")
    if doubts:
        return tr_n(doubts, "{count} warning is to be weighed", "{count} warnings are to be weighed")
    return tr("Nothing stands in the way of a recommendation")


def _nothing(key: str, is_any: bool) -> str:
    if not is_any:
        return tr("The checks have found nothing.")
    return tr("Every warning is answered.") if key == OPEN else tr("No warning has been answered yet.")
