"""All about one cell: points and what they mean, who gave them, why, where from, and what became of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from outsource_desk.domain.criterion import Measure
from outsource_desk.domain.score import Source
from outsource_desk.services.cells import CellDetail, cell_detail, evaluation_of
from outsource_desk.services.scoring import agree_score, record_amount, record_score, withdraw_agreed_score
from outsource_desk.ui import formats
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.places import Place
from outsource_desk.ui.scoring.cell_reading import (
    Subject,
    entry_of,
    is_blind_for,
    meanings,
    offered_points,
    reason_of,
    source_of,
    subject_of,
    value_of,
    whole_value,
)
from outsource_desk.ui.scoring.evaluator_dots import EvaluatorDots, short_day
from outsource_desk.ui.scoring.matrix_face import TORN, exact, shown
from outsource_desk.ui.scoring.proof_part import ProofPart
from outsource_desk.ui.scoring.rationale_field import RationaleField
from outsource_desk.ui.theme import XS, L, M, S, TextStyle, scaled
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.layout import Label, caption, clear, column, frame, holder, label, link, picture, row
from outsource_desk.ui.widgets.scroll import Scroll
from outsource_desk.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Shell

EVENTS = 12  # of the history that are shown
ROOMY = 290  # from here on there is room for more points to choose from


class CellInspector(QWidget):
    """Follows the current cell of the matrix. `typed` asks the page to write points as if they were typed."""

    typed = Signal(int, int, str)
    closed = Signal()

    def __init__(self, window: Shell) -> None:
        super().__init__()
        self.setObjectName("cell")
        self._session, self._go = window.session, window.go
        self._detail: CellDetail | None = None
        self._build_head()
        self._build_reason()
        self._anchors, self._source, self._events = column(gap=XS), column(gap=XS), column(gap=XS)
        self.dots, self.proof = EvaluatorDots(), ProofPart(self._go)
        self.spread = Chip("", "warn")
        self._agreed = caption("", wrap=True)
        self._withdraw = link(tr("Withdraw the agreed score"), self._on_withdraw, name="cell.withdraw")
        self._parts = {
            "points": column(self._points_row, self._meaning_title, self._anchors, gap=S),
            "evaluators": column(
                row(label(tr("Evaluators"), TextStyle.LABEL, "muted"), None, self.spread),
                self.dots,
                self._agreed,
                row(self._withdraw, None),
                gap=XS,
            ),
            "proof": column(self.proof),
            "reason": column(self._reason_title, self.reason, self._reasons, gap=XS),
            "source": column(label(tr("Source"), TextStyle.LABEL, "muted"), self._source, gap=XS),
            "history": column(label(tr("History"), TextStyle.LABEL, "muted"), self._events, gap=XS),
        }
        self._holders = {name: holder(part) for name, part in self._parts.items()}
        body = column(*self._holders.values(), None, gap=L, margins=(L, S, M, L))
        scroll = Scroll(body)
        content = scroll.widget()
        if content is not None:
            content.setProperty("role", "page")  # without a ground of its own
            content.setMinimumWidth(1)  # a long word in a reason makes nothing wider than the pane
        whole = column(self._head, scroll, gap=S)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _build_head(self) -> None:
        self.title = label("", TextStyle.SECTION, wrap=True)
        self.subtitle = caption("", wrap=True)
        close = link(tr("Close"), self.closed.emit, name="cell.close")
        line = row(self.title, close, gap=S)
        line.setStretch(0, 1)
        line.setAlignment(close, Qt.AlignmentFlag.AlignTop)
        self._head = holder(column(line, self.subtitle, gap=XS, margins=(L, L, L, 0)))
        self.points = Segments([("", tr("open"))], "cell.points", tr("Points"))
        self.points.chosen.connect(self._on_points)
        self.big = label("", TextStyle.TITLE)
        self.big.setObjectName("cell.value")
        self._points_row = row(self.points, None, self.big, gap=S)
        self._meaning_title = label(tr("What the points mean"), TextStyle.LABEL, "muted")

    def _build_reason(self) -> None:
        self._reason_title = label(tr("Rationale"), TextStyle.LABEL, "muted")
        self.reason = RationaleField()
        self.reason.setAccessibleName(tr("Rationale"))
        self.reason.left.connect(self._on_reason)
        self._reasons = column(gap=XS)

    def show_cell(self, cell: tuple[int, int] | None, evaluator_id: int | None) -> None:
        """Read a cell and show it as the view does: what counts, or one evaluator's score."""
        evaluation, ranking = self._session.evaluation, self._session.ranking
        if cell is None or evaluation is None or ranking is None:
            return
        detail = self._session.act(cell_detail, evaluation, ranking, *cell, seen_by=evaluator_id)
        if detail is None:
            return
        self._detail = detail
        is_group = any(each.parent_id == detail.criterion.id for each in evaluation.criteria)
        self._show_head(detail, is_group)
        self._show_points(detail, is_group, evaluator_id, evaluation.initiative.currency)
        self._show_anchors(detail, is_group, evaluation.initiative.currency)
        self.proof.show_cell(evaluation, ranking, detail.criterion, detail.candidate.id)
        self._holders["proof"].setVisible(not self.proof.isHidden())
        is_blind = is_blind_for(detail, evaluation, evaluator_id)
        self._show_evaluators(detail, is_blind=is_blind)
        self._show_reason(detail, is_group, evaluator_id, is_blind=is_blind)
        self._show_source(detail, source_of(detail, evaluator_id))
        self._show_events(detail, is_blind=is_blind)

    def put_away(self) -> None:
        """Save what is being typed."""
        self.reason.save()

    def _show_head(self, detail: CellDetail, is_group: bool) -> None:
        self.title.setText(detail.criterion.name)
        adds = formats.number(detail.contribution)
        weight = formats.number(100 * detail.weight)
        text = tr(
            "{candidate} · weight {weight} · adds {adds} points",
            candidate=detail.candidate.name,
            weight=weight,
            adds=adds,
        )
        self.subtitle.setText(text)
        self.setAccessibleName(f"{detail.criterion.name}, {text}")
        self._holders["points"].setVisible(not is_group)
        self._holders["reason"].setVisible(not is_group and not detail.cell.is_from_vetting)

    def _show_points(self, detail: CellDetail, is_group: bool, evaluator_id: int | None, currency: str) -> None:
        leaf = detail.criterion
        points, not_applicable = value_of(detail, evaluator_id)
        self.big.setText("" if is_group else whole_value(leaf, points, not_applicable, currency))
        is_judged = leaf.measure is Measure.JUDGED and not is_group and not detail.cell.is_from_vetting
        self.big.setVisible(not is_judged or self.width() >= scaled(ROOMY))  # the points say it too
        self.points.setVisible(is_judged)
        if is_judged:
            key = "n/a" if not_applicable else "" if points is None else exact(points)
            self.points.blockSignals(True)
            around = 2 if self.width() >= scaled(ROOMY) else 1
            self.points.show_choices(offered_points(leaf, points, not_applicable, around))
            self.points.choose(key)
            self.points.blockSignals(False)
        self.points.setEnabled(not self._session.desk.is_read_only)

    def _show_anchors(self, detail: CellDetail, is_group: bool, currency: str) -> None:
        clear(self._anchors)
        leaf, points = detail.criterion, detail.cell.points
        lines = [] if is_group or detail.cell.is_from_vetting else meanings(leaf, currency)
        self._meaning_title.setText(
            tr("What the points mean") if leaf.measure is Measure.JUDGED else tr("What the amount is worth")
        )
        self._meaning_title.setVisible(bool(lines))
        below = [each for each, _, _ in lines if each is not None and points is not None and each <= points + 1e-9]
        current = max(below, default=None) if leaf.measure is Measure.JUDGED else None
        for value, name, wording in reversed(lines):
            is_current = value is not None and value == current
            style = TextStyle.STRONG if is_current else TextStyle.BODY
            number = label(name, TextStyle.STRONG, "accent" if is_current else "muted")
            number.setMinimumWidth(scaled(24))
            words = _wrapped(wording, style, "text" if is_current else "muted")
            line = row(number, words, gap=S)
            line.setStretch(1, 1)
            line.setAlignment(number, Qt.AlignmentFlag.AlignTop)
            self._anchors.addLayout(line)

    def _show_evaluators(self, detail: CellDetail, *, is_blind: bool) -> None:
        is_scored = not detail.cell.is_from_vetting
        self._holders["evaluators"].setVisible(bool(detail.scores) and is_scored)
        self.dots.setVisible(not is_blind)
        if is_blind:
            self.spread.hide()
            self._withdraw.hide()
            self._agreed.setText(self._blind_words())
            self._agreed.show()
        if not detail.scores or is_blind:
            return
        leaf, spread = detail.criterion, detail.cell.spread
        self.dots.show_scores(leaf, detail.scores)
        is_torn = spread > 0 and spread >= TORN * leaf.maximum - 1e-9
        words = tr("Spread {points}", points=formats.points(spread)) if spread > 0 else ""
        self.spread.show_state(words, "warn" if is_torn else "quiet", None if is_torn else "")
        self.spread.setVisible(bool(words))
        agreed = detail.agreed
        if agreed is not None:
            value = shown(leaf, agreed.points, agreed.not_applicable, "")[0]
            self._agreed.setText(tr("Agreed in moderation: {points}. The single scores are kept.", points=value))
        elif len([each for each in detail.scores if each.points is not None]) > 1:
            self._agreed.setText(tr("Nothing is agreed yet: the median counts."))
        else:
            self._agreed.setText("")
        self._agreed.setVisible(bool(self._agreed.text()))
        self._withdraw.setVisible(agreed is not None and not self._session.desk.is_read_only)

    def _blind_words(self) -> str:
        """Return when the others' scores are shown."""
        if self._session.initiative is not None and self._session.initiative.is_blind:
            return tr("What the others gave is shown once these scores are handed in.")
        return tr("What the others gave is shown once this score is given.")

    def _show_reason(self, detail: CellDetail, is_group: bool, evaluator_id: int | None, *, is_blind: bool) -> None:
        if is_group:
            return
        clear(self._reasons)
        subject = subject_of(detail, evaluator_id)
        self.reason.setVisible(subject is not None)
        self.reason.setReadOnly(self._session.desk.is_read_only)
        if subject is not None:
            self.reason.show_text(subject, reason_of(detail, subject))
        others = [] if is_blind else detail.scores
        said = [each for each in others if each.rationale and (subject is None or each.evaluator.id != subject[3])]
        for each in said:
            self._reasons.addWidget(_wrapped(each.evaluator.name, TextStyle.CAPTION, "muted"))
            self._reasons.addWidget(_wrapped(each.rationale))
        if subject is None and not said:
            self._reasons.addWidget(
                caption(tr("Agree on a score to say why, or choose an evaluator above."), wrap=True)
            )

    def _show_source(self, detail: CellDetail, source: Source | None) -> None:
        self._holders["source"].setVisible(source is not None)
        clear(self._source)
        if source is not None:
            place = source.cell
            if source.sheet and ":" in source.cell:
                place = tr("Sheet {sheet}, cells {cell}", sheet=source.sheet, cell=source.cell)
            elif source.sheet:
                place = tr("Sheet {sheet}, cell {cell}", sheet=source.sheet, cell=source.cell)
            words = column(_wrapped(source.file_name), _wrapped(place, TextStyle.CAPTION, "muted"), gap=0)
            line = row(picture("sheet"), words, gap=M, margins=(M, S, M, S))
            line.setStretch(1, 1)
            revision = next((event.revision for event in detail.events if event.source == source), None)
            if revision is not None:
                show = link(tr("Show"), partial(self._go, Place("history", "edit", revision)), name="cell.show_import")
                show.setAccessibleName(tr("Show the import in the history"))
                line.addWidget(show)
            self._source.addWidget(frame("well", line))

    def _show_events(self, detail: CellDetail, *, is_blind: bool) -> None:
        clear(self._events)
        self._holders["history"].setVisible(bool(detail.events) and not is_blind)
        for event in detail.events[:EVENTS]:
            words = _wrapped(say(event.text))
            words.setToolTip(tr("{author}, revision {revision}", author=event.author, revision=event.revision))
            when = caption(short_day(event.at))
            line = row(words, when, gap=S)
            line.setStretch(0, 1)
            line.setAlignment(when, Qt.AlignmentFlag.AlignTop)
            self._events.addLayout(line)

    def _on_points(self, key: str) -> None:
        if self._detail is not None:
            self.typed.emit(self._detail.candidate.id, self._detail.criterion.id, key)

    def _on_withdraw(self) -> None:
        if self._detail is not None:
            self._session.act(withdraw_agreed_score, self._detail.candidate.id, self._detail.criterion.id)

    def _on_reason(self, subject: Subject, text: str) -> None:
        evaluation = self._session.evaluation
        if evaluation is None or all(each.id != subject.criterion_id for each in evaluation.criteria):
            evaluation = self._session.act(evaluation_of, subject.criterion_id)  # the initiative has changed since
        if evaluation is None:
            return  # the criterion is gone, which has been said
        cell = subject.candidate_id, subject.criterion_id
        value, is_na = entry_of(evaluation, subject)
        if subject.kind == "score":
            self._session.act(record_score, *cell, subject.evaluator_id, value, not_applicable=is_na, rationale=text)
        elif subject.kind == "agreed":
            self._session.act(agree_score, *cell, value, not_applicable=is_na, rationale=text)
        else:
            self._session.act(record_amount, *cell, value, not_applicable=is_na, rationale=text)


def _wrapped(text: str, style: TextStyle = TextStyle.BODY, tone: str = "text") -> Label:
    """Return words that wrap; one that is longer than the line makes nothing wider."""
    words = label(text, style, tone, wrap=True)
    words.setMinimumWidth(1)
    return words
