"""Below the evidence: what the vendor was asked back, what must still be put right, and who waived the gate."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.vetted import Judged
from outsource_desk.domain.vetting import Clarification, Gap, Vetting, Waiver
from outsource_desk.services.waivers import revoke_waiver
from outsource_desk.ui import formats
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.session import Session
from outsource_desk.ui.theme import XS, M, S, TextStyle, scaled
from outsource_desk.ui.vetting.evidence.review_dialogs import ReplyDialog, waiver_told
from outsource_desk.ui.vetting.evidence.words import gap_told
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.layout import Label, caption, clear, column, holder, label, link, row, rule

CHIP = 24  # pixels


class AskedPart(QWidget):
    """Lists that are shown only where there is something in them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._lines = column(gap=M)
        self.setLayout(column(rule(), self._lines, gap=M))

    def show_asked(self, evaluation: Evaluation, judged: Judged, candidate_id: int) -> None:
        """Show what belongs to one question of one candidate."""
        clear(self._lines)
        vetting = evaluation.vetting
        if vetting is None:
            return
        ours = candidate_id, judged.question.id
        for asked in judged.answer.clarifications if judged.answer else ():
            self._lines.addWidget(self._asked(asked, vetting.as_of))
        for gap in vetting.gaps:
            if (gap.candidate_id, gap.question_id) == ours:
                self._lines.addWidget(self._gap(gap, vetting))
        for waiver in vetting.waivers:
            if (waiver.candidate_id, waiver.question_id) == ours:
                self._lines.addWidget(self._waiver(waiver, vetting.as_of))
        self.setVisible(self._lines.count() > 0)

    def _asked(self, asked: Clarification, as_of: str) -> QWidget:
        when = tr("Asked back on {day}", day=formats.day(asked.asked_on))
        head: list[QWidget] = [caption(when)]
        if not asked.replied_on and asked.due_on:
            day = formats.day(asked.due_on)
            if asked.due_on < as_of:
                head.append(Chip(tr("overdue since {day}", day=day), "bad", "clock"))
            else:
                head.append(Chip(tr("reply by {day}", day=day), "warn", "clock"))
        parts: list[QWidget] = [_heading(*head), _words(say(asked.wording))]
        if asked.replied_on:
            parts += [caption(tr("Reply of {day}", day=formats.day(asked.replied_on))), _words(say(asked.reply))]
        elif not why_read_only(self._session):
            parts.append(self._link(tr("Enter the reply…"), partial(self._on_reply, asked), f"reply.{asked.id}"))
        return holder(column(*parts, gap=XS))

    def _gap(self, gap: Gap, vetting: Vetting) -> QWidget:
        state, tone = gap_told(gap, vetting.as_of)
        head = _heading(caption(tr("Gap")), Chip(state, tone))
        owner = caption(tr("Owner: {name}", name=gap.owner), wrap=True)
        closing = [caption(gap.closing, wrap=True)] if gap.closing else []
        return holder(column(head, _words(gap.wording), owner, *closing, gap=XS))

    def _waiver(self, waiver: Waiver, as_of: str) -> QWidget:
        if waiver.is_active(as_of):
            chip = Chip(tr("counts"), "warn", "unlock")
        elif waiver.revoked_on:
            chip = Chip(tr("revoked on {day}", day=formats.day(waiver.revoked_on)), "quiet")
        else:
            chip = Chip(tr("has ended"), "bad", "clock")
        told = waiver_told(waiver.approved_by, waiver.approver_role, waiver.expires_on)
        parts: list[QWidget] = [_heading(caption(tr("Waiver")), chip), _words(told), _words(waiver.reason)]
        parts.append(_words(tr("Meanwhile: {control}", control=waiver.control), "muted"))
        if waiver.is_active(as_of) and not why_read_only(self._session):
            parts.append(self._link(tr("Revoke"), partial(self._on_revoke, waiver.id), f"revoke.{waiver.id}"))
        return holder(column(*parts, gap=XS))

    def _link(self, text: str, slot, name: str) -> QWidget:
        return holder(row(link(text, slot, name), None))

    def _on_reply(self, asked: Clarification) -> None:
        ReplyDialog(self.window(), self._session, asked).open()

    def _on_revoke(self, waiver_id: int) -> None:
        self._session.act(revoke_waiver, waiver_id)


def _heading(*parts: QWidget) -> QWidget:
    """Return what a line is about, and its state, below each other where there is no room beside."""
    for each in parts:
        each.setMinimumHeight(scaled(CHIP))
    return holder(Flow(parts, S))


def _words(text: str, tone: str = "text") -> Label:
    words = label(text, TextStyle.BODY, tone, wrap=True)
    words.setMinimumWidth(1)
    return words
