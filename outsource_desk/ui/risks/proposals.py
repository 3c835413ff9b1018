"""The risks of the library that fit the initiative, with reasons: tick and take them in one act, or dismiss them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.risk import DismissedRisk
from outsource_desk.services.records import delete_record
from outsource_desk.services.risk_proposals import BASIC
from outsource_desk.services.risks import ProposedRisk, proposed_risks, risk_library, take_risks
from outsource_desk.ui import formats
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.risks.dialogs import ask_to_dismiss
from outsource_desk.ui.risks.words import joined, rating_text
from outsource_desk.ui.theme import XS, L, M, S
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.layout import (
    button,
    caption,
    card,
    clear,
    column,
    frame,
    heading,
    holder,
    label,
    link,
    row,
    rule,
)  # fmt: skip
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Page

_KEYS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class _Row(QWidget):
    """One proposal: its box, why, how bad at first, and the way to dismiss it."""

    def __init__(self, name: str, proposed: ProposedRisk, dismiss: QWidget) -> None:
        super().__init__()
        risk = proposed.risk
        self.code = risk.code
        self.box = QCheckBox(risk.code.replace("&", "&&"))
        self.box.setObjectName(f"{name}.take_{risk.code}")
        self.box.setChecked(proposed.is_suggested)
        why = tr("{reasons} At first {rating}.", reasons=say_reasons(proposed), rating=rating_text(risk.rating))
        self.box.setAccessibleName(f"{risk.code} {risk.title}")
        self.box.setAccessibleDescription(why)
        self.box.setToolTip(f"{risk.event}. {risk.consequence}.")
        words = column(label(risk.title, wrap=True), caption(why, wrap=True), gap=2, margins=(0, 3, 0, 0))
        line = row(gap=M)
        for part in (self.box, dismiss):
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        line.insertLayout(1, words, 1)
        line.setContentsMargins(0, XS, 0, XS)
        self.setLayout(line)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick it by its words as well."""
        if event.button() is Qt.MouseButton.LeftButton and self.box.isEnabled():
            self.box.toggle()


class Proposals(QWidget):
    """What the library proposes for this initiative; what was dismissed stands below."""

    def __init__(self, page: Page, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._page, self._session = page, page.session
        self._shown: tuple[object, ...] = ()
        self._rows: list[_Row] = []
        self.title = heading("")
        self.words = label("", tone="muted", wrap=True)
        self.take = button("", self.take_ticked, kind="primary", name=f"{name}.take")
        self.none = link(tr("Untick all"), partial(self._tick, is_on=False), name=f"{name}.untick")
        self.all = link(tr("Tick all"), partial(self._tick, is_on=True), name=f"{name}.tick")
        self.own = link(tr("Add an own risk"), self._on_own, name=f"{name}.add_own")
        self.whom = choice([])
        self.whom.setMinimumContentsLength(16)
        self.whom.setObjectName(f"{name}.take_for")
        self.whom.setAccessibleName(tr("Take them for"))
        self._list, self._gone = column(gap=0), column(gap=XS)
        acts = Flow((self.take, self.whom, self.all, self.none, self.own), L, S)
        self._gone_card = card(heading(tr("Dismissed")), holder(self._gone), gap=M)
        head = column(self.title, self.words, gap=XS)
        inside = column(head, acts, rule(), holder(self._list), gap=M, margins=(L, L, L, L))
        self.pane = Scroll(column(frame("card", inside), self._gone_card, None, gap=L))
        self.setLayout(column(self.pane, gap=0))

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Show what is proposed now; ticks stay as long as the same risks are proposed."""
        assert evaluation.protection is not None
        found, register = proposed_risks(evaluation), evaluation.protection.register
        why = why_read_only(self._session)
        shown = (evaluation.initiative.id, found, register.dismissed, evaluation.candidates, why)
        if shown == self._shown:
            return
        self._shown = shown
        ticked = {each.code: each.box.isChecked() for each in self._rows}
        self._show_rows(found, why, ticked)
        self._show_gone(register.dismissed, why)
        held = self.whom.currentData()
        self.whom.clear()
        self.whom.addItem(tr("for whoever is chosen"), "")
        for each in evaluation.candidates:
            self.whom.addItem(tr("for {candidate}", candidate=each.name), str(each.id))
        self.whom.setCurrentIndex(max(0, self.whom.findData(held)))
        self._say(found, is_begun=bool(register.risks))
        self._count()
        allow(why, self.own, self.whom)
        for each in (self.all, self.none, self.own):
            each.setFixedHeight(self.take.sizeHint().height())

    def take_ticked(self) -> None:
        """Take all ticked risks into the register in one act."""
        codes, initiative_id = self.ticked, self._session.initiative_id
        if initiative_id is None:
            return
        candidate = str(self.whom.currentData() or "")
        taken = self._session.act(take_risks, initiative_id, codes, int(candidate) if candidate else None)
        if taken:
            self._page.toast_done(tr_n(len(taken), "{count} risk taken.", "{count} risks taken."))

    @property
    def codes(self) -> list[str]:
        """Return the codes of what is proposed."""
        return [each.code for each in self._rows]

    @property
    def ticked(self) -> list[str]:
        """Return the codes of what is ticked."""
        return [each.code for each in self._rows if each.box.isChecked()]

    def first_focus(self) -> QWidget:
        """Return where work begins."""
        return self._rows[0].box if self._rows else self.own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _KEYS:
            boxes: list[QWidget] = [each.box for each in self._rows]
            if isinstance(watched, QCheckBox) and watched in boxes:
                place = boxes.index(watched) + _KEYS[Qt.Key(event.key())]
                if 0 <= place < len(boxes):
                    boxes[place].setFocus()
                    self.pane.ensureWidgetVisible(boxes[place])
                return True
        return super().eventFilter(watched, event)

    def _show_rows(self, found: Sequence[ProposedRisk], why: str, ticked: dict[str, bool]) -> None:
        clear(self._list)
        self._rows = []
        for proposed in found:
            dismiss = link(
                tr("Dismiss…"), partial(self._dismiss, proposed), f"{self.objectName()}.dismiss_{proposed.risk.code}"
            )
            dismiss.setAccessibleName(tr("Dismiss {risk}", risk=proposed.risk.title))
            each = _Row(self.objectName(), proposed, dismiss)
            each.box.setChecked(ticked.get(each.code, proposed.is_suggested))
            each.box.toggled.connect(self._count)
            each.box.installEventFilter(self)
            if why:
                allow(why, each.box, dismiss)
            self._rows.append(each)
            self._list.addWidget(each)

    def _show_gone(self, dismissed: Sequence[DismissedRisk], why: str) -> None:
        clear(self._gone)
        self._gone_card.setVisible(bool(dismissed))
        for each in dismissed:
            known = risk_library().risk(each.code)
            name = f"{each.code} {known.title if known else ''}".strip()
            said = joined((each.reason, each.dismissed_by, formats.day(each.dismissed_on)))
            back = link(
                tr("Consider again"), partial(self._consider, each.id), f"{self.objectName()}.consider_{each.code}"
            )
            back.setAccessibleName(tr("Consider {risk} again", risk=name))
            back.setEnabled(not why)
            words = column(label(name, wrap=True), caption(said, wrap=True), gap=2)
            line = row(words, back, gap=S)
            line.setStretch(0, 1)
            self._gone.addWidget(holder(line))

    def _say(self, found: Sequence[ProposedRisk], *, is_begun: bool) -> None:
        suggested = sum(each.is_suggested for each in found)
        if not found:
            self.title.setText(tr("Every risk of the library has been considered"))
            self.words.setText(tr("Add what is particular to your situation as an own risk."))
        else:
            self.title.setText(tr("More risks of the library") if is_begun else tr("What could go wrong here?"))
            self.words.setText(
                joined_sentences(
                    tr_n(len(found), "{count} risk fits this initiative.", "{count} risks fit this initiative."),
                    tr("Those with particular reasons are ticked.") if suggested else "",
                    tr("Likelihood and impact are starting points that somebody must confirm."),
                )
            )
        for each in (self.take, self.whom, self.all, self.none):
            each.setVisible(bool(found))

    def _count(self, *_: object) -> None:
        count = len(self.ticked)
        words = tr_n(count, "Take {count} risk", "Take {count} risks")
        self.take.setText(words)
        self.take.setAccessibleName(words)
        why = why_read_only(self._session) or ("" if count else tr("Tick a risk first."))
        allow(why, self.take)

    def _tick(self, *, is_on: bool) -> None:
        for each in self._rows:
            each.box.setChecked(is_on)

    def _dismiss(self, proposed: ProposedRisk) -> None:
        initiative_id = self._session.initiative_id
        if initiative_id is not None:
            ask_to_dismiss(self, self._session, initiative_id, proposed.risk).open()

    def _consider(self, dismissed_id: int) -> None:
        if self._session.did(delete_record, "dismissed_risk", dismissed_id):
            self._page.toast_done(tr("It is proposed again."))

    def _on_own(self) -> None:
        next(each for each in self._page.page_actions() if each.objectName() == "risks.add").trigger()


def joined_sentences(*sentences: str) -> str:
    """Return sentences in one paragraph."""
    return " ".join(filter(None, sentences))


def say_reasons(proposed: ProposedRisk) -> str:
    """Return why a risk is proposed, in the user's language."""
    basic = [say(BASIC)] if proposed.is_core else []
    return " ".join([*basic, *map(say, proposed.reasons)]) or say(proposed.usual)
