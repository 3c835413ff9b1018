"""The part of a card that an answer brings: who stands by it, comment, proof, source, and what to do about it."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from outsource_desk.domain.kept import open_kept
from outsource_desk.domain.vetted import Judged
from outsource_desk.domain.vetting import Answer, AnswerState, Evidence, EvidenceLevel, Question, is_only_named
from outsource_desk.services.reviewing import is_rated
from outsource_desk.services.vetted import is_answered
from outsource_desk.ui import formats
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.theme import XS, L, S, TextStyle
from outsource_desk.ui.vetting.current import may_waive
from outsource_desk.ui.vetting.reviewing import Reviewing
from outsource_desk.ui.vetting.saved_field import SavedField
from outsource_desk.ui.vetting.words import level_told
from outsource_desk.ui.widgets.layout import Label, button, caption, clear, column, holder, label, link, picture, row
from outsource_desk.ui.widgets.segments import Segments

NO_POINTS = ""


class AnsweredPart(QWidget):
    """Below the reply of a question that was answered, asked back or left out."""

    def __init__(self, question: Question, reviewing: Reviewing) -> None:
        super().__init__()
        self._question, self._reviewing = question, reviewing
        self._evidence_shown: tuple[object, ...] | None = None
        self._candidate_id = 0
        self._subject: object = None
        code = question.code
        self.stated_by = SavedField(f"stated_by.{code}", tr("Who stands by it"), width=200)
        if question.is_ours:
            self.stated_by.hide()
        said = tr("What we checked") if question.is_ours else tr("Comment of the vendor")
        self.comment = SavedField(f"comment.{code}", said)
        self.stated_by.left.connect(lambda text: self._save(self.stated_by, stated_by=text))
        self.comment.left.connect(lambda text: self._save(self.comment, comment=text))
        self._points = self._make_points() if is_rated(question) else None
        self._chips = Flow((), S)
        self._warning = _line("risk", "warn")
        self._source = caption("", wrap=True)
        self._reason = _line("info", "muted")
        self._later = _line("risk", "warn")  # a later statement that was not taken
        self._build()

    def _make_points(self) -> Segments:
        """Return where the reviewer says what a text is worth, which nothing else can say."""
        choices = [(NO_POINTS, "–"), *((str(each), str(each)) for each in range(6))]
        name = f"{self._question.code}: {tr('Points of the reviewer')}"
        points = Segments(choices, f"points.{self._question.code}", name)
        points.chosen.connect(lambda key: self._reviewing.give_points(float(key) if key else None))
        return points

    def _build(self) -> None:
        said = self._said_lay = row(self.stated_by, self.comment, gap=L)
        said.setStretch(1, 1)
        items: list[QWidget] = []
        if self._points is not None:
            good = caption(self._question.good, wrap=True)
            good.setMinimumWidth(1)
            if not self._question.good:
                good.hide()
            items.append(holder(column(caption(tr("Points of the reviewer")), self._points, good, gap=XS)))
        code = self._question.code
        self._accept = button(tr("Accept"), self._reviewing.accept, name=f"accept.{code}")
        self._gap = button(tr("Accept with a gap…"), self._reviewing.accept_with_gap, name=f"gap.{code}")
        self._back = button(tr("Ask back…"), self._reviewing.ask_back, name=f"ask_back.{code}")
        self._reject = button(tr("Reject…"), self._reviewing.reject, name=f"reject.{code}")
        self._waive = button(tr("Waive…"), self._reviewing.waive, name=f"waive.{code}")
        self._again = button(tr("Review again"), self._reviewing.review_again, name=f"again.{code}")
        self._buttons = (self._accept, self._gap, self._back, self._reject, self._waive, self._again)
        for each in self._buttons:
            each.setProperty("compact", True)
            each.setAccessibleName(f"{code}: {each.text()}")
        self._said = holder(said)
        self._is_said_open = False  # whether the user asked for the fields although they are empty
        self._proof = holder(self._chips)
        acts = holder(Flow(self._buttons, S))
        parts = (self._said, *items, self._proof, self._warning, self._later, self._reason, self._source, acts)
        self.setLayout(column(*parts, gap=S))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fields = [each.sizeHint().width() for each in (self.stated_by, self.comment) if not each.isHidden()]
        is_narrow, ways = sum(fields) + L > event.size().width(), QBoxLayout.Direction
        self._said_lay.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
        self._said_lay.setStretch(1, 0 if is_narrow else 1)

    def show_answer(self, judged: Judged, candidate_id: int) -> None:
        """Show the answer of a candidate."""
        answer, self._candidate_id = judged.answer, candidate_id
        assert answer is not None
        subject = candidate_id, self._question.id
        if subject != self._subject:
            self._subject, self._is_said_open = subject, False
        self.stated_by.show_text(subject, answer.stated_by)
        self.comment.show_text(subject, answer.comment)
        is_read_only = bool(self._reviewing.why_read_only())
        for each in (self.stated_by, self.comment):
            each.set_read_only(is_read_only)
        if self._points is not None:
            self._points.setEnabled(not is_read_only)
            self._points.blockSignals(True)
            self._points.choose(NO_POINTS if answer.given_points is None else f"{round(answer.given_points)}")
            self._points.blockSignals(False)
        is_given = is_answered(self._question, answer)
        has_said = bool(answer.comment or (answer.stated_by and not self._question.is_ours))
        self._said.setVisible(has_said or self._is_said_open)
        self._show_evidence(judged, answer, is_given=is_given, has_said=has_said)
        self._show_reason(judged, answer)
        self._source.setText(tr("Read from {source}", source=answer.source) if answer.source else "")
        self._source.setVisible(bool(answer.source))
        self._show_buttons(judged, is_given=is_given, is_read_only=is_read_only)

    def rate(self, key: str) -> bool:
        """Give the points that a digit means; return whether it means any."""
        if self._points is None or key not in "012345" or not self._points.isEnabled():
            return False
        self._points.choose(key)
        return True

    def _show_evidence(self, judged: Judged, answer: Answer, *, is_given: bool, has_said: bool) -> None:
        as_of = self._reviewing.as_of
        key = (answer.id, answer.evidence, judged.question.needs_evidence, is_given, has_said, as_of)
        if key != self._evidence_shown:
            self._evidence_shown = key
            clear(self._chips)
            for each in answer.evidence:
                self._chips.addWidget(self._chip(each, as_of))
            if is_given and not self._reviewing.why_read_only():
                words = tr("Add proof…") if self._question.needs_evidence else tr("Add a file…")
                add = link(words, self._on_evidence, f"evidence.{self._question.code}")
                add.setAccessibleName(f"{self._question.code}: {words}")
                self._chips.addWidget(add)
                if not has_said:
                    is_ours = self._question.is_ours
                    words = tr("Say what we checked…") if is_ours else tr("Name who stands by it…")
                    name = link(words, self._open_said, f"say.{self._question.code}")
                    name.setAccessibleName(f"{self._question.code}: {words}")
                    self._chips.addWidget(name)
            self._chips.invalidate()
        self._proof.setVisible(self._chips.count() > 0)
        over = [each for each in answer.evidence if each.ends is not None and each.ends < as_of]
        soon = [each for each in answer.evidence if each.ends is not None and as_of <= each.ends <= self._reviewing.by]
        words = ""
        if over:
            words = tr("Out of date since {day}.", day=formats.day(max(each.ends or "" for each in over)))
        elif soon:
            words = tr(
                "Ends on {day}. Ask for a new one in time.", day=formats.day(min(each.ends or "" for each in soon))
            )
        _tell(self._warning, words)

    def _chip(self, evidence: Evidence, as_of: str) -> QWidget:
        name = evidence.attachment.file_name if evidence.attachment else evidence.wording or evidence.address
        is_over = evidence.ends is not None and evidence.ends < as_of
        level = level_told(EvidenceLevel.EXPIRED if is_over else evidence.level)
        if is_only_named(evidence):
            name, level = evidence.address, say(evidence.wording)
        chip = button(_short(name), self._on_evidence, icon="clip", name=f"proof.{evidence.id}")
        chip.setProperty("compact", True)
        chip.setToolTip(f"{name}: {level}")
        chip.setAccessibleName(f"{self._question.code}: {name}, {level}")
        return chip

    def _show_reason(self, judged: Judged, answer: Answer) -> None:
        words = ""
        open_ones = [each for each in answer.clarifications if not each.replied_on]
        kept = [asked for asked, _ in open_kept(answer)] if answer.state.is_judged else []
        _tell(self._later, say(kept[-1].wording) if kept else "")
        if answer.state is AnswerState.REJECTED and answer.reason:
            words = tr("Rejected: {reason}", reason=answer.reason)
        elif answer.state is AnswerState.CLARIFICATION and open_ones:
            words = tr("Asked back: {question}", question=open_ones[-1].wording)
        elif answer.state is AnswerState.ACCEPTED_WITH_GAP:
            words = self._reviewing.gap_of(self._candidate_id, self._question.id)
        elif judged.waiver is not None:
            day = formats.day(judged.waiver.expires_on)
            who, role = judged.waiver.approved_by, judged.waiver.approver_role
            words = tr("Waived by {name} ({role}) until {day}.", name=who, role=role, day=day)
        elif answer.state.is_accepted and answer.reviewer:
            day = formats.day(answer.reviewed_on)
            words = tr("Accepted by {name} on {day}.", name=answer.reviewer, day=day)
        _tell(self._reason, words)

    def _show_buttons(self, judged: Judged, *, is_given: bool, is_read_only: bool) -> None:
        state = judged.state
        is_open = is_given and not state.is_complete and not is_read_only
        self._accept.setVisible(is_open and state is not AnswerState.REJECTED)
        self._gap.setVisible(is_open and state is not AnswerState.REJECTED)
        self._back.setVisible(is_open and state is not AnswerState.CLARIFICATION)
        self._reject.setVisible(is_open and state is not AnswerState.REJECTED)
        self._waive.setVisible(may_waive(judged) and not is_read_only)
        self._again.setVisible(state.is_judged and not is_read_only)

    def _save(self, field: SavedField, **what: str) -> None:
        self._reviewing.annotate(self._candidate_id, self._question.id, field, **what)

    def _open_said(self) -> None:
        self._is_said_open = True
        self._said.show()
        (self.comment if self._question.is_ours else self.stated_by).field.setFocus()

    def _on_evidence(self) -> None:
        self._reviewing.evidence_asked.emit()


def _line(icon: str, tone: str) -> QWidget:
    """Return a sentence with an icon in front; `_tell` fills it."""
    words = label("", TextStyle.CAPTION, tone, wrap=True)
    words.setMinimumWidth(1)
    line = row(picture(icon, tone, 12), words, gap=XS)
    line.setStretch(1, 1)
    return holder(line)


def _tell(line: QWidget, text: str) -> None:
    words = line.findChild(Label)
    assert words is not None
    words.setText(text)
    line.setVisible(bool(text))


def _short(name: str, most: int = 32) -> str:
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"
