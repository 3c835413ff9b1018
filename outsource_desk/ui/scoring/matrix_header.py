"""The frozen part of the matrix: criteria and weights on the left, candidates on top."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from outsource_desk.domain.criterion import Measure
from outsource_desk.ui.icons import draw
from outsource_desk.ui.language import tr
from outsource_desk.ui.scoring.matrix_delegate import INSET, advance
from outsource_desk.ui.scoring.matrix_model import MatrixModel
from outsource_desk.ui.scoring.matrix_rows import MatrixRow
from outsource_desk.ui.theme import ROW, TextStyle, look, scaled, text_font, tokens
from outsource_desk.ui.widgets.table import colour

INDENT, WEIGHT = 16, 56
NARROWEST, WIDEST = 140, 480  # of the criteria
SLIM, ROOMY, BROAD = 60, 76, 168  # of a candidate's column, unless it was dragged
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CriterionHeader(QHeaderView):
    """The criteria with their weights; `turned` names the row of a group that is to open or close."""

    turned = Signal(int)

    def __init__(self, model: MatrixModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._model = model
        self.setObjectName("matrix.criteria")
        self.setAccessibleName(tr("Criteria and weights"))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self._wide = 0
        self.was_dragged = False
        self.show_width(236 + WEIGHT)

    def show_width(self, wide: int, *, is_dragged: bool = False) -> None:
        """Give the criteria this width, in pixels of a font of 100 per cent; one that was dragged is kept."""
        self.was_dragged = self.was_dragged or is_dragged
        self._wide = min(max(wide, NARROWEST), WIDEST)
        self.setFixedWidth(scaled(self._wide))

    @property
    def wide(self) -> int:
        """Return the width, in pixels of a font of 100 per cent."""
        return self._wide

    def sizeHint(self) -> QSize:
        return QSize(scaled(self._wide), super().sizeHint().height())

    def sectionSizeFromContents(self, _section: int) -> QSize:
        return QSize(scaled(self._wide), scaled(ROW))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if not 0 <= section < len(self._model.rows):
            return
        painter.save()
        t, row = tokens(), self._model.rows[section]
        painter.fillRect(rect, colour(t.window if row.is_group else t.surface))
        is_current = self._view_row() == section
        style = TextStyle.STRONG if row.is_group or is_current else TextStyle.BODY
        left = rect.left() + scaled(12 + INDENT * row.depth)
        if row.is_group:
            size = scaled(12)
            spot = QRectF(left, rect.center().y() - size / 2 + 1, size, size)
            draw(painter, "right" if self._model.is_folded(section) else "down", spot, t.muted)
        left += scaled(20) if row.is_group else scaled(10)
        right = rect.right() - scaled(WEIGHT)
        tag, icon = _tag(row)
        room = right - left - scaled(4)
        tag_wide = advance(TextStyle.CAPTION, tag) + scaled(18 if icon else 6) if tag else 0
        painter.setFont(text_font(style))
        name_wide = advance(style, row.criterion.name)
        if name_wide + tag_wide > room and tag_wide < room / 3:
            name_wide = room - tag_wide
        elif name_wide + tag_wide > room:
            tag, name_wide = "", min(name_wide, room)
        name = QFontMetrics(painter.font()).elidedText(row.criterion.name, Qt.TextElideMode.ElideRight, name_wide + 1)
        painter.setPen(colour(t.text))
        painter.drawText(QRectF(left, rect.top(), name_wide + 2, rect.height()), _LEFT, name)
        if tag:
            self._paint_tag(
                painter, QRectF(left + name_wide + scaled(8), rect.top(), tag_wide, rect.height()), tag, icon
            )
        painter.setFont(text_font(TextStyle.STRONG if row.is_group else TextStyle.BODY))
        painter.setPen(colour(t.text if row.is_group else t.muted))
        weight = QRectF(right, rect.top(), scaled(WEIGHT) - scaled(INSET), rect.height())
        painter.drawText(weight, _RIGHT, self._model.weight_text(section))
        painter.restore()

    def _paint_tag(self, painter: QPainter, box: QRectF, tag: str, icon: str) -> None:
        t = tokens()
        if icon:
            size = scaled(11)
            draw(painter, icon, QRectF(box.left(), box.center().y() - size / 2, size, size), t.muted)
            box = box.adjusted(scaled(15), 0, 0, 0)
        painter.setFont(text_font(TextStyle.CAPTION))
        painter.setPen(colour(t.muted))
        painter.drawText(box, _LEFT, tag)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.logicalIndexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and self._is_arrow(row, event.position().toPoint()):
            self.turned.emit(row)
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.logicalIndexAt(event.position().toPoint())
        if 0 <= row < len(self._model.rows) and not self._is_arrow(row, event.position().toPoint()):
            self.turned.emit(row)

    def _is_arrow(self, row: int, at: QPoint) -> bool:
        if not 0 <= row < len(self._model.rows) or not self._model.rows[row].is_group:
            return False
        left = scaled(12 + INDENT * self._model.rows[row].depth)
        return left - scaled(6) <= at.x() <= left + scaled(18)

    def _view_row(self) -> int:
        view = self.parent()
        return view.currentIndex().row() if hasattr(view, "currentIndex") else -1  # type: ignore[union-attr]


class CandidateHeader(QHeaderView):
    """The candidates; one that is not ranked is muted and has the stop sign."""

    def __init__(self, model: MatrixModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setObjectName("matrix.candidates")
        self.setAccessibleName(tr("Candidates"))
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(scaled(40))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._was_dragged, self._shared = False, 0
        self.sectionResized.connect(self._on_resized)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), scaled(40))

    def widths(self) -> list[int]:
        """Return the widths that the user has dragged; empty if the columns share what room there is."""
        return [self.sectionSize(column) for column in range(self.count())] if self._was_dragged else []

    def take_widths(self, widths: Sequence[int]) -> None:
        """Take up dragged widths again, if there are as many candidates as then."""
        if widths and len(widths) == self.count():
            self._was_dragged = True
            for column, width in enumerate(widths):
                self.resizeSection(column, max(24, int(width)))

    def share(self, room: int) -> None:
        """Share the room among the columns unless one was dragged; no narrower than the longest word of a name."""
        count = self.count()
        if not count or (self._was_dragged and count == self._shared):
            return
        self._was_dragged, self._shared = False, count
        words = {word for candidate in self._model.candidates for word in candidate.name.split()}
        longest = max(advance(TextStyle.LABEL, word) for word in words) + scaled(INSET) + scaled(6)
        least = min(max(longest, scaled(SLIM)), scaled(ROOMY))
        wide = min(max(room // count, least), scaled(BROAD))
        self.setDefaultSectionSize(wide)
        for column in range(count):
            self.resizeSection(column, wide)

    def _on_resized(self, _column: int, _old: int, _new: int) -> None:
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton and self.underMouse():
            self._was_dragged = True

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if not 0 <= section < len(self._model.candidates):
            return
        painter.save()
        t = tokens()
        painter.fillRect(rect, colour(t.surface))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour(t.line))
        view = self.parent()
        is_current = hasattr(view, "currentIndex") and view.currentIndex().column() == section  # type: ignore[union-attr]
        is_ranked = self._model.is_ranked(section)
        painter.setFont(text_font(TextStyle.LABEL))
        painter.setPen(colour(t.text if is_current else t.muted))
        box = rect.adjusted(scaled(4), 2, -scaled(INSET) - 2, -2)
        if not is_ranked:
            size = scaled(11)
            spot = QRectF(rect.left() + scaled(6), rect.center().y() - size / 2, size, size)
            is_failed = self._model.fails_gate(section)
            draw(painter, "stop" if is_failed else "open", spot, t.bad if is_failed else t.muted)
            box.setLeft(rect.left() + scaled(20))
        painter.drawText(box, _RIGHT | Qt.TextFlag.TextWordWrap, _two_lines(self._model.candidates[section].name, box))
        painter.restore()


class CornerTitles(QWidget):
    """The headings above the frozen part; its right edge can be dragged."""

    def __init__(self, header: CriterionHeader, parent: QWidget) -> None:
        super().__init__(parent)
        self._header = header
        self._drag: float | None = None
        self.setMouseTracking(True)
        self.setToolTip(tr("Drag the right edge to give the criteria more or less room."))
        look.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.fillRect(self.rect(), colour(t.surface))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour(t.line))
        painter.setFont(text_font(TextStyle.LABEL))
        painter.setPen(colour(t.muted))
        box = self.rect().adjusted(scaled(12), 0, -scaled(INSET), 0)
        painter.drawText(box, _LEFT, tr("Criterion"))
        painter.drawText(box, _RIGHT, tr("Weight"))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._is_edge(event):
            self._drag = event.position().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.setCursor(
            Qt.CursorShape.SplitHCursor
            if self._is_edge(event) or self._drag is not None
            else Qt.CursorShape.ArrowCursor
        )
        if self._drag is not None:
            self._header.show_width(
                round(self._header.wide * event.position().x() / max(1, self.width())), is_dragged=True
            )

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._drag = None

    def _is_edge(self, event: QMouseEvent) -> bool:
        return self.width() - event.position().x() <= 8


def _tag(row: MatrixRow) -> tuple[str, str]:
    """Return what stands small behind a leaf's name, with its icon: gate, price, or the unit of an amount."""
    criterion = row.criterion
    if row.is_group:
        return "", ""
    if criterion.is_gate:
        return tr("Gate"), "lock"
    if criterion.measure is Measure.PRICE:
        return tr("Price"), "money"
    return (criterion.unit, "") if criterion.measure is Measure.MEASURED else ("", "")


def _two_lines(name: str, box: QRect) -> str:
    """Return a name that fits into two lines; the break comes between two words if it can."""
    metrics = QFontMetrics(text_font(TextStyle.LABEL))
    if metrics.horizontalAdvance(name) <= box.width():
        return name
    words = name.split()
    for split in range(len(words) - 1, 0, -1):
        first, second = " ".join(words[:split]), " ".join(words[split:])
        if metrics.horizontalAdvance(first) <= box.width():
            return f"{first}\n{metrics.elidedText(second, Qt.TextElideMode.ElideRight, box.width())}"
    return metrics.elidedText(name, Qt.TextElideMode.ElideRight, box.width())
