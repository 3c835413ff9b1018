"""What needs attention: steps and warnings, most pressing first, each leading to its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from outsource_desk.domain.ranking import Evaluation, GateStatus, Ranking, RuleWarning, Severity
from outsource_desk.services.progress import NextStep, Progress, next_steps
from outsource_desk.services.warning_answers import unanswered
from outsource_desk.ui.icons import pixmap
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import TextStyle, look, scaled, text_font, tokens
from outsource_desk.ui.warnings.ways import place_of, place_of_gates, place_of_step
from outsource_desk.ui.widgets.hover import HoverList

Index = QModelIndex | QPersistentModelIndex
_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_FINDING = int(Qt.ItemDataRole.UserRole)
_ICONS = {"bad": "stop", "warn": "risk", "muted": "open"}
_TONES = {Severity.BLOCK: "bad", Severity.WARN: "warn", Severity.INFO: "muted"}
LINES = 3  # of a text, at most
FEW = 5
EDGE = 4  # pixels beside a row, for its focus ring


@dataclass(frozen=True)
class Finding:
    """One thing that needs attention."""

    tone: str  # bad, warn or muted
    text: str
    where: str
    place: Place

    @property
    def words(self) -> str:
        """Return all of it as a sentence."""
        return f"{self.text}. {self.where}" if self.where else self.text


def findings_of(evaluation: Evaluation, ranking: Ranking, progress: Progress) -> tuple[Finding, ...]:
    """Return what stops a recommendation, what fails, what is open, and what a careful reader should know."""
    steps = [step for step in next_steps(progress, evaluation, ranking)[:-1] if step.page != "home"]
    found = [_step(step) for step in steps if step.severity is Severity.BLOCK]
    found += _failed(evaluation, ranking)
    found += [_step(step) for step in steps if step.severity is not Severity.BLOCK]
    pressing = unanswered(evaluation, ranking.warnings)
    found += [_warning(warning) for warning in pressing if warning.severity is Severity.WARN]
    return tuple(found)


def _step(step: NextStep) -> Finding:
    return Finding(_TONES[step.severity], say(step.text), say(step.detail), place_of_step(step))


def _failed(evaluation: Evaluation, ranking: Ranking) -> Iterator[Finding]:
    gates = {criterion.id for criterion in evaluation.criteria if criterion.is_gate}
    for one in ranking.standings:
        if one.gate is GateStatus.FAILED:
            place = place_of_gates(ranking, one, gates)
            text = tr("{name} failed a gate", name=one.candidate.name)
            yield Finding("bad", text, "; ".join(say(reason) for reason in one.gate_reasons), place)


def _warning(warning: RuleWarning) -> Finding:
    return Finding("warn", say(warning.text), "", place_of(warning))


class Findings(QAbstractListModel):
    """Findings as rows of a list."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: tuple[Finding, ...] = ()

    def show_rows(self, rows: tuple[Finding, ...]) -> None:
        """Show other findings."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid():
            return None
        finding = self._rows[index.row()]
        if role == _DISPLAY:
            return finding.text
        if role in (_TIP, _ACCESSIBLE):
            return finding.words
        return finding if role == _FINDING else None


class FindingDelegate(QStyledItemDelegate):
    """Paints an icon, a text of up to three lines, where it is, and a chevron."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        wide = view.contentsRect().width() if isinstance(view, QListView) else scaled(234)
        finding: Finding = index.data(_FINDING)
        lines = len(_lines(finding.text, wide - 2 * EDGE - scaled(28 + 20)))
        return QSize(wide, scaled(7 + 17 * lines + (15 if finding.where else 0) + 7))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one finding."""
        t, frame, finding = tokens(), QRectF(option.rect), index.data(_FINDING)
        box = frame.adjusted(EDGE, 0, -EDGE, 0)
        painter.save()
        view = option.widget
        assert isinstance(view, FindingList)
        if view.is_under_mouse(index):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.sunken))
            painter.drawRect(frame)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(t.line))
        painter.drawLine(QPointF(box.x(), box.y()), QPointF(box.right(), box.y()))
        size = scaled(16)
        colour = getattr(t, finding.tone)
        painter.drawPixmap(QPointF(box.x(), box.y() + scaled(8)), pixmap(_ICONS[finding.tone], colour, size))
        chevron = scaled(14)
        middle = box.center().y() - chevron / 2
        painter.drawPixmap(QPointF(box.right() - chevron, middle), pixmap("right", t.muted, chevron))
        left, wide = box.x() + scaled(28), box.width() - scaled(28 + 20)
        base = box.y() + scaled(7)
        painter.setFont(text_font(TextStyle.BODY))
        painter.setPen(QColor(t.text))
        for line in _lines(finding.text, int(wide)):
            painter.drawText(QRectF(left, base, wide, scaled(17)), Qt.AlignmentFlag.AlignVCenter, line)
            base += scaled(17)
        if finding.where:
            metrics = QFontMetrics(text_font(TextStyle.CAPTION))
            where = metrics.elidedText(finding.where, Qt.TextElideMode.ElideRight, int(wide))
            painter.setFont(text_font(TextStyle.CAPTION))
            painter.setPen(QColor(t.muted))
            painter.drawText(QRectF(left, base, wide, scaled(15)), Qt.AlignmentFlag.AlignVCenter, where)
        if view.is_ringed(index):
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.drawRect(frame.adjusted(1, 1, -1, -1))
        painter.restore()


class FindingList(HoverList):
    """Shows findings as high as they are; a click or Enter asks for the place of one."""

    asked = Signal(Place)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("home.findings")
        self.setAccessibleName(tr("Needs attention"))
        self.rows = Findings(self)
        self.setModel(self.rows)
        self.setItemDelegate(FindingDelegate(self))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.clicked.connect(self._on_choice)
        self.activated.connect(self._on_choice)
        look.changed.connect(self._fit)

    def show_rows(self, rows: tuple[Finding, ...]) -> None:
        """Show findings."""
        self.rows.show_rows(rows)
        if rows:
            self.setCurrentIndex(self.rows.index(0))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn and not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0))
        return super().event(event)

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        high = sum(self.sizeHintForRow(row) for row in range(self.rows.rowCount()))
        self.setFixedHeight(max(high, 1))

    def _on_choice(self, index: QModelIndex) -> None:
        self.asked.emit(index.data(_FINDING).place)


def _lines(text: str, width: int) -> list[str]:
    """Return a text in lines of a width, the last one with an ellipsis if there is more."""
    metrics = QFontMetrics(text_font(TextStyle.BODY))
    if metrics.horizontalAdvance(text) <= width:
        return [text]
    lines, words = [], text.split()
    while words and len(lines) < LINES - 1:
        count = 1
        while count < len(words) and metrics.horizontalAdvance(" ".join(words[: count + 1])) <= width:
            count += 1
        lines.append(metrics.elidedText(" ".join(words[:count]), Qt.TextElideMode.ElideRight, width))
        words = words[count:]
    if words:
        lines.append(metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width))
    return lines
