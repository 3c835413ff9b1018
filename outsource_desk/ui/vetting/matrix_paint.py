"""Paints the overview of all candidates: cells, questions to the left, candidates above."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from outsource_desk.domain.vetting import Gate, GateResult
from outsource_desk.ui import formats
from outsource_desk.ui.icons import pixmap
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import ROW, S, TextStyle, scaled, text_font, tokens
from outsource_desk.ui.theme import tone as tone_of
from outsource_desk.ui.vetting.matrix_model import Index, VettingFace, VettingMatrix
from outsource_desk.ui.vetting.words import verdict_told
from outsource_desk.ui.widgets.table import colour

QUESTIONS, CODE = 360, 64  # pixels: the questions at the least, and their codes
COLUMN, ROOMY = 104, 176  # a candidate at the least, and with room to spare
HEAD = 48
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_ELIDE = Qt.TextElideMode.ElideRight


class CellPainter(QStyledItemDelegate):
    """A cell: the sign of its state to the left, points to the right, a corner where proof is missing."""

    def __init__(self, view: QTableView, model: VettingMatrix) -> None:
        super().__init__(view)
        self._view, self._model = view, model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        face, t, rect = self._model.face_at(index.row(), index.column()), tokens(), option.rect
        is_group = self._model.rows[index.row()].question is None
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, colour(t.window if is_group else t.surface))
        box = QRectF(rect).adjusted(2, 2, -2, -2)
        if face.gate in (GateResult.FAILED, GateResult.CONDITION, GateResult.WAIVED):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(t.bad_soft if face.gate is GateResult.FAILED else t.warn_soft))
            painter.drawRoundedRect(box, 3, 3)
        self._paint_face(painter, box, face, is_group=is_group)
        if self._view.currentIndex() == index:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            has_focus = self._view.hasFocus()
            painter.setPen(QPen(colour(t.accent if has_focus else t.line), 2 if has_focus else 1))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 3, 3)
        painter.restore()

    def _paint_face(self, painter: QPainter, box: QRectF, face: VettingFace, *, is_group: bool) -> None:
        t, size = tokens(), scaled(14)
        inside = box.adjusted(scaled(10), 0, -scaled(14), 0)
        if face.icon:
            spot = QPointF(inside.left(), box.center().y() - size / 2)
            painter.drawPixmap(spot, pixmap(face.icon, tone_of(face.tone)[0], size))
        painter.setFont(text_font(TextStyle.STRONG if is_group else TextStyle.BODY))
        painter.setPen(colour(t.muted if is_group else t.text))
        painter.drawText(inside, _RIGHT, face.text)
        if face.is_held_back:
            corner, side = box.topRight(), scaled(7)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(t.warn))
            painter.drawPolygon(QPolygonF([corner, corner - QPointF(side, 0), corner + QPointF(0, side)]))


class QuestionHeader(QHeaderView):
    """Sections and questions, gates with a lock."""

    def __init__(self, model: VettingMatrix, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._view, self._model = view, model
        self.setObjectName("vetting.matrix.questions")
        self.setAccessibleName(tr("Questions"))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        wide = self._view.width()
        left = wide - len(self._model.candidates) * scaled(ROOMY)
        return QSize(max(left, min(scaled(QUESTIONS), round(wide * 0.45))), super().sizeHint().height())

    def sectionSizeFromContents(self, _section: int) -> QSize:
        return QSize(self.sizeHint().width(), scaled(ROW))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if not 0 <= section < len(self._model.rows):
            return
        painter.save()
        t, line = tokens(), self._model.rows[section]
        painter.fillRect(rect, colour(t.surface if line.question else t.window))
        box = QRectF(rect).adjusted(scaled(12), 0, -scaled(S), 0)
        is_current = self._view.currentIndex().row() == section
        style = TextStyle.STRONG if line.question is None or is_current else TextStyle.BODY
        painter.setFont(text_font(style))
        if line.question is None:
            painter.setPen(colour(t.text))
            painter.drawText(box, _LEFT, _fitted(painter, line.name, box.width()))
        else:
            painter.setPen(colour(t.muted))
            painter.drawText(box, _LEFT, line.question.code)
            box.setLeft(box.left() + scaled(CODE) + scaled(S))
            if line.question.gate is not Gate.NONE:
                size = scaled(13)
                hue = t.accent if line.question.gate is Gate.KNOCK_OUT else t.muted
                painter.drawPixmap(QPointF(box.left(), box.center().y() - size / 2), pixmap("lock", hue, size))
            box.setLeft(box.left() + scaled(20))
            painter.setPen(colour(t.text))
            painter.drawText(box, _LEFT, _fitted(painter, line.question.wording, box.width()))
        painter.restore()


class CandidateHeads(QHeaderView):
    """The candidates with what they have secured and how they stand at the gates."""

    def __init__(self, model: VettingMatrix, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view, self._model = view, model
        self.setObjectName("vetting.matrix.candidates")
        self.setAccessibleName(tr("Candidates"))
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), scaled(HEAD))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if not 0 <= section < len(self._model.candidates) or self._model.vetted is None:
            return
        painter.save()
        t, (candidate_id, name) = tokens(), self._model.candidates[section]
        found = self._model.vetted.candidates[candidate_id]
        painter.fillRect(rect, colour(t.surface))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour(t.line))
        box = QRectF(rect).adjusted(scaled(10), scaled(4), -scaled(10), -scaled(5))
        half = box.height() / 2
        is_current = self._view.currentIndex().column() == section
        painter.setFont(text_font(TextStyle.LABEL))
        painter.setPen(colour(t.accent if is_current else t.text))
        painter.drawText(QRectF(box.left(), box.top(), box.width(), half), _LEFT, _fitted(painter, name, box.width()))
        _, tone, icon = verdict_told(found)
        size = scaled(13)
        low = QRectF(box.left(), box.top() + half, box.width(), half)
        painter.drawPixmap(QPointF(low.left(), low.center().y() - size / 2), pixmap(icon, tone_of(tone)[0], size))
        secured = found.overall.secured
        if secured is not None:
            painter.setFont(text_font(TextStyle.CAPTION))
            painter.setPen(colour(t.muted))
            words = tr("{points} secured", points=formats.number(secured, 0))
            room = low.width() - size - scaled(6)
            painter.drawText(low, _RIGHT, words if _wide(painter, words) <= room else formats.number(secured, 0))
        painter.restore()


def _fitted(painter: QPainter, text: str, room: float) -> str:
    return QFontMetrics(painter.font()).elidedText(text, _ELIDE, round(room))


def _wide(painter: QPainter, text: str) -> int:
    return QFontMetrics(painter.font()).horizontalAdvance(text)
