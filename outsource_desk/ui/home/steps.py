"""The way to the decision: steps on a line, done, current or still to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from outsource_desk.domain.criterion import leaves_of
from outsource_desk.domain.ranking import Evaluation, Ranking, Severity
from outsource_desk.services.completeness import totals_of
from outsource_desk.services.progress import Progress
from outsource_desk.ui import formats
from outsource_desk.ui.home.figures import idle_in_words
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import RADIUS, S, TextStyle, look, scaled, text_font, tokens

HIGH, DISC = 62, 8
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Stage(Enum):
    """How far a step is."""

    DONE = "done"
    CURRENT = "current"
    OPEN = "open"


@dataclass(frozen=True)
class Step:
    """One step on the way to the decision."""

    name: str
    detail: str
    stage: Stage
    place: Place

    @property
    def words(self) -> str:
        """Return the step as a sentence."""
        stage = {Stage.DONE: tr("done"), Stage.CURRENT: tr("next"), Stage.OPEN: tr("open")}[self.stage]
        return f"{self.name}, {stage}. {self.detail}"


def steps_of(evaluation: Evaluation, ranking: Ranking, progress: Progress) -> tuple[Step, ...]:
    """Return brief, candidates, criteria, vetting, scores, plan B and board paper; the first not done is current."""
    found: list[Step] = []
    is_past = False
    for name, detail, is_done, place in _parts(evaluation, ranking, progress):
        stage = Stage.DONE if is_done else Stage.OPEN if is_past else Stage.CURRENT
        is_past = is_past or not is_done
        found.append(Step(name, detail, stage, place))
    return tuple(found)


def _parts(evaluation: Evaluation, ranking: Ranking, progress: Progress) -> Iterator[tuple[str, str, bool, Place]]:
    leaves = leaves_of(evaluation.criteria)
    weights_block = any(warning.id == "W01" and warning.severity is Severity.BLOCK for warning in ranking.warnings)
    fields = tr("{done} of {all} fields", done=progress.fields_done, all=progress.fields_all)
    missing = progress.missing_fields[0] if progress.missing_fields else ""
    yield tr("Brief"), fields, not missing, Place("initiative", field=missing)
    count = tr_n(progress.candidates, "{count} candidate", "{count} candidates")
    yield tr("Candidates"), count, progress.candidates > 1, Place("vendors")
    criteria = tr_n(len(leaves), "{count} criterion", "{count} criteria")
    ready, place = bool(leaves) and not weights_block, Place("scoring")
    if progress.idle:
        first = progress.idle[0]
        criteria, ready = idle_in_words(progress), False
        place = Place("scoring", criterion_id=first.id, field=first.lacking)
    yield tr("Criteria"), criteria, ready, place
    if ranking.vetted is not None:
        totals = totals_of(ranking.vetted)
        done = tr("{done} of {all}", done=totals.complete, all=totals.asked)
        yield tr("Vetting"), done, totals.complete == totals.asked, Place("vetting")
    scores = tr("{done} of {all}", done=progress.cells_done, all=progress.cells_all)
    is_scored = 0 < progress.cells_all == progress.cells_done
    yield tr("Scores"), scores, is_scored, Place("scoring")
    yield from _protection(evaluation, ranking)
    due = evaluation.initiative.decision_date
    yield (
        tr("Board paper"),
        tr("due {day}", day=formats.day(due)) if due else tr("no date yet"),
        False,
        Place("reports"),
    )


def _protection(evaluation: Evaluation, ranking: Ranking) -> Iterator[tuple[str, str, bool, Place]]:
    """Yield how ready we are for a failure, once somebody is ranked who may fail."""
    if evaluation.protection is None or not ranking.ranked:
        return
    if not evaluation.protection.contingency.is_begun:
        yield tr("Plan B"), tr("not begun"), False, Place("contingency")
        return
    from outsource_desk.services.readiness import readiness_of

    found = readiness_of(evaluation, ranking)
    yield tr("Plan B"), tr("ready {points} of 100", points=found.points), bool(found.is_enough), Place("contingency")


def days_left(decision_date: str | None, today: date | None = None) -> tuple[str, str]:
    """Return how long it is to the decision, as words and tone of a chip; nothing without a date."""
    if not decision_date:
        return "", "quiet"
    left = (date.fromisoformat(decision_date) - (today or datetime.now(UTC).astimezone().date())).days
    if left == 0:
        return tr("Due today"), "warn"
    if left < 0:
        return tr_n(-left, "{count} day late", "{count} days late"), "bad"
    return tr_n(left, "{count} day left", "{count} days left"), "accent"


class StepLine(QWidget):
    """Steps on a line. Arrow keys choose one, Enter or a click asks for its place."""

    asked = Signal(Place)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("home.steps")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._steps: tuple[Step, ...] = ()
        self._at = 0
        look.changed.connect(self._dress)

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """Show steps; the current one is chosen."""
        self._steps = steps
        self._at = next((place for place, step in enumerate(steps) if step.stage is Stage.CURRENT), 0)
        self.setAccessibleName(tr("On the way to the decision"))
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(480), scaled(HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(300), scaled(HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self._steps:
            self._at = min(max(self._at + step, 0), len(self._steps) - 1)
            self._tell()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._steps:
            self.asked.emit(self._steps[self._at].place)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if (
            event.button() is Qt.MouseButton.LeftButton
            and self._steps
            and self.rect().contains(event.position().toPoint())
        ):
            self._at = min(int(event.position().x() / self._pitch()), len(self._steps) - 1)
            self._tell()
            self.update()
            self.asked.emit(self._steps[self._at].place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t, radius = tokens(), scaled(DISC)
        middle = scaled(12) + 0.0
        for place, step in enumerate(self._steps[:-1]):
            left = self._pitch() * place + 4 + radius
            painter.setPen(QPen(QColor(t.accent if step.stage is Stage.DONE else t.line), 2))
            painter.drawLine(QPointF(left, middle), QPointF(left + self._pitch(), middle))
        for place, step in enumerate(self._steps):
            self._paint_step(painter, step, QPointF(self._pitch() * place + 4 + radius, middle))
        if self.hasFocus() and self._steps:
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            box = QRectF(self._pitch() * self._at + 1, 1, self._pitch() - S, self.height() - 2)
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.end()

    def _paint_step(self, painter: QPainter, step: Step, centre: QPointF) -> None:
        t, radius = tokens(), scaled(DISC)
        painter.setPen(QPen(QColor(t.mark if step.stage is Stage.OPEN else t.accent), 1.5))
        painter.setBrush(QColor(t.accent if step.stage is Stage.DONE else t.surface))
        painter.drawEllipse(centre, radius - 0.75, radius - 0.75)
        if step.stage is Stage.DONE:
            tick = [centre + QPointF(x, y) * radius for x, y in ((-0.4, 0.05), (-0.1, 0.35), (0.42, -0.3))]
            painter.setPen(QPen(QColor(t.on_accent), 1.75, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
            painter.drawPolyline(tick)
        elif step.stage is Stage.CURRENT:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent))
            painter.drawEllipse(centre, radius * 0.38, radius * 0.38)
        left, wide = centre.x() - radius, self._pitch() - S - 4
        style = TextStyle.STRONG if step.stage is Stage.CURRENT else TextStyle.BODY
        self._words(painter, QRectF(left, scaled(27), wide, scaled(18)), step.name, style, t.text)
        self._words(painter, QRectF(left, scaled(45), wide, scaled(16)), step.detail, TextStyle.CAPTION, t.muted)

    @staticmethod
    def _words(painter: QPainter, box: QRectF, text: str, style: TextStyle, colour: str) -> None:
        font = text_font(style)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        fitting = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, _LEFT, fitting)

    def _pitch(self) -> float:
        return self.width() / max(1, len(self._steps))

    def _tell(self) -> None:
        if self._steps:
            rest = "; ".join(step.words for step in self._steps)
            self.setAccessibleDescription(f"{self._steps[self._at].words} ({rest})")
            self.setToolTip("\n".join(step.words for step in self._steps))

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()
