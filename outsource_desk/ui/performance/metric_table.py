"""The table of metrics: target, minimum, the last figure, how it stands, and which way it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from outsource_desk.domain.performance import Metric, MetricKind
from outsource_desk.services.metrics import JudgedPeriod
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.performance import words
from outsource_desk.ui.theme import look, scaled, tokens
from outsource_desk.ui.widgets.state_mark import draw_state
from outsource_desk.ui.widgets.table import DeskTable, RowDelegate, wide_enough

Index = QModelIndex | QPersistentModelIndex
TEXT, ALIGN, TIP = (
    int(Qt.ItemDataRole.DisplayRole),
    int(Qt.ItemDataRole.TextAlignmentRole),
    int(Qt.ItemDataRole.ToolTipRole),
)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
NAME, KIND, TARGET, MINIMUM, LAST, STATUS, IN_A_ROW, TREND = range(8)
NUMBERS = {TARGET, MINIMUM, LAST, IN_A_ROW}
WIDTHS = {KIND: 76, TARGET: 112, MINIMUM: 112, LAST: 112, STATUS: 136, IN_A_ROW: 92, TREND: 128}
LEAST = 168  # pixels of the names
GOING = (TREND, IN_A_ROW, KIND, MINIMUM, TARGET)  # which columns go where there is no room, first to last
SHOWN = 12  # periods of the small line
MOST = 14  # rows before the table scrolls


@dataclass(frozen=True)
class MetricRow:
    """A metric with its periods, oldest first."""

    metric: Metric
    periods: tuple[JudgedPeriod, ...]

    @property
    def last(self) -> JudgedPeriod | None:
        """Return the period that the status is of."""
        return self.periods[-1] if self.periods else None


class MetricRows(QAbstractTableModel):
    """One metric to a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[MetricRow, ...] = ()
        self._heads = (
            tr("Service level"), tr("Kind"), tr("Target"), tr("Minimum"), tr("Last"), tr("Status"), tr("In a row"),
            tr("Trend"),
        )  # fmt: skip

    def show(self, rows: Sequence[MetricRow]) -> None:
        """Show these metrics."""
        if [each.metric.id for each in rows] == [each.metric.id for each in self.rows] and rows:
            self.rows = tuple(rows)
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, TREND))
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = TEXT) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == TEXT:
            return self._heads[section]
        return RIGHT if role == ALIGN and section in NUMBERS else None

    def data(self, index: Index, role: int = TEXT) -> object:
        if not index.isValid():
            return None
        if role == ALIGN:
            return RIGHT if index.column() in NUMBERS else None
        return self._text(self.rows[index.row()], index.column()) if role in (TEXT, TIP) else None

    def _text(self, row: MetricRow, column: int) -> str:
        metric, last = row.metric, row.last
        match column:
            case 0:
                return metric.name
            case 1:
                return tr("Critical") if metric.kind is MetricKind.CSL else tr("KPI")
            case 2:
                return words.level(metric.target, metric.unit, metric.direction)
            case 3:
                return words.level(metric.minimum, metric.unit, metric.direction)
            case 4:
                return "" if last is None else words.figure(last.actual, metric.unit) or "–"
            case 5:
                return words.statuses()[last.status] if last is not None else tr("Not measured")
            case 6:
                return "" if last is None or not last.nth else tr_n(last.nth, "{count} missed", "{count} missed")
            case _:
                return trend_told(row)


def trend_told(row: MetricRow) -> str:
    """Return the last figures in words."""
    known = [each for each in row.periods if each.actual is not None][-SHOWN:]
    return ", ".join(
        f"{words.period(each.starts_on, row.metric.period)}: {words.figure(each.actual, row.metric.unit)}"
        for each in known
    )


class MetricDelegate(RowDelegate):
    """Paints the status as shape and word, and the last figures as a small line with the minimum across."""

    def words(self, index: Index) -> tuple[str, int]:
        text, place = super().words(index)
        return ("" if index.column() in (STATUS, TREND) else text), place

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        super().paint(painter, option, index)
        model = index.model()
        assert isinstance(model, MetricRows)
        row = model.rows[index.row()]
        if index.column() == STATUS:
            status = row.last.status if row.last is not None else None
            tone, icon = words.TONES[status] if status is not None else ("quiet", "open")
            draw_state(painter, QRectF(option.rect), str(index.data()), tone, icon)
        elif index.column() == TREND:
            _draw_line(painter, QRectF(option.rect).adjusted(12, 7, -14, -7), row)


def _draw_line(painter: QPainter, box: QRectF, row: MetricRow) -> None:
    periods = row.periods[-SHOWN:]
    known = [each.actual for each in periods if each.actual is not None]
    if not known:
        return
    t, metric = tokens(), row.metric
    least = metric.target if metric.minimum is None else metric.minimum
    levels = [*known, *([least] if least is not None else [])]
    low, high = min(levels), max(levels)
    span = high - low or 1.0

    def y(value: float) -> float:
        return box.bottom() - (value - low) / span * box.height()

    step = box.width() / max(1, len(periods) - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if least is not None:
        painter.setPen(QPen(QColor(t.muted), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(box.left(), y(least)), QPointF(box.right(), y(least)))
    painter.setPen(QPen(QColor(t.accent), 1.6))
    piece: list[QPointF] = []
    for place, each in enumerate(periods):
        if each.actual is not None:
            piece.append(QPointF(box.left() + place * step, y(each.actual)))
        else:
            painter.drawPolyline(QPolygonF(piece))
            piece = []
    painter.drawPolyline(QPolygonF(piece))
    last = next(place for place in range(len(periods) - 1, -1, -1) if periods[place].actual is not None)
    value = periods[last].actual
    assert value is not None
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(t.bad if periods[last].is_missed else t.accent))
    painter.drawEllipse(QPointF(box.left() + last * step, y(value)), 3, 3)
    painter.restore()


class MetricTable(DeskTable):
    """As high as its rows; columns that say the least go where there is no room."""

    chosen = Signal(int)  # id of the metric

    def __init__(self) -> None:
        self.metrics = MetricRows()
        super().__init__(self.metrics, "performance.metrics", tr("Service levels"))
        self.metrics.setParent(self)
        self.setItemDelegate(MetricDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self._on_row(now.row()))
        look.changed.connect(self._spread)

    @property
    def metric_id(self) -> int:
        """Return the current metric; 0 without one."""
        place = self.currentIndex().row() if self.currentIndex().isValid() else -1
        return self.metrics.rows[place].metric.id if 0 <= place < len(self.metrics.rows) else 0

    def show_metrics(self, metrics: Sequence[Metric], judged: Mapping[int, tuple[JudgedPeriod, ...]]) -> None:
        """Show metrics as they stand; the current one stays, else the first that was missed is taken."""
        held = self.metric_id
        self.metrics.show([MetricRow(each, judged[each.id]) for each in metrics])
        self._spread()
        if metrics and held not in [each.id for each in metrics]:
            missed = [each for each in metrics if judged[each.id] and judged[each.id][-1].is_missed]
            held = (missed or metrics)[0].id
        if metrics and held != self.metric_id:
            self.select(held)

    def select(self, metric_id: int) -> None:
        """Make a metric the current one."""
        ids = [each.metric.id for each in self.metrics.rows]
        if metric_id in ids:
            self.setCurrentIndex(self.metrics.index(ids.index(metric_id), NAME))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _on_row(self, place: int) -> None:
        if 0 <= place < len(self.metrics.rows):
            self.chosen.emit(self.metrics.rows[place].metric.id)

    def _spread(self) -> None:
        header, room = self.horizontalHeader(), self.viewport().width()
        widths = {column: wide_enough(header, column, width) for column, width in WIDTHS.items()}
        gone: set[int] = set()
        for column in GOING:
            if sum(width for each, width in widths.items() if each not in gone) + scaled(LEAST) > room:
                gone.add(column)
        for column, width in widths.items():
            self.setColumnHidden(column, column in gone)
            self.setColumnWidth(column, width)
        left = room - sum(width for each, width in widths.items() if each not in gone)
        self.setColumnWidth(NAME, max(left, scaled(LEAST)))
        rows = min(MOST, max(1, len(self.metrics.rows)))
        high = self.horizontalHeader().sizeHint().height() + rows * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(high + 2)
