"""All questions against all candidates: where they stand, where they differ, what is still missing."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.vetted import Vetted
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.theme import ROW, XS, L, M, S, look, scaled
from outsource_desk.ui.vetting.matrix_model import Index, VettingMatrix
from outsource_desk.ui.vetting.matrix_paint import COLUMN, ROOMY, CandidateHeads, CellPainter, QuestionHeader
from outsource_desk.ui.vetting.matrix_rows import filters
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.find_field import FindField
from outsource_desk.ui.widgets.layout import caption, column, frame, holder, picture, row
from outsource_desk.ui.widgets.table import copy_cells

LOW = 300  # pixels of a pane that has no room for what the signs mean


class MatrixPane(QWidget):
    """`opened` asks for a question of a candidate, or for a section if it tells no question."""

    opened = Signal(int, int, int)  # candidate, section, question or 0
    moved = Signal(str)  # what the current cell says

    def __init__(self) -> None:
        super().__init__()
        self.model = VettingMatrix()
        self.view = _View(self.model)
        self.filter = choice(filters())
        self.filter.setObjectName("vetting.filter")
        self.filter.setAccessibleName(tr("Which questions"))
        self.filter.setMinimumContentsLength(20)
        self.search = FindField("vetting.find", tr("Find a question"))
        self.search.setMaximumWidth(scaled(240))
        self._counted = caption()
        self._nothing = caption(tr("No question is like that."))
        self._build()
        self.filter.activated.connect(self._pick)
        self.search.textChanged.connect(self._pick)
        self.search.stepped.connect(lambda _step: self.view.setFocus())
        self.view.entered_by_key.connect(self._open)
        self.view.doubleClicked.connect(self._open)
        self.view.moved.connect(self._tell)
        look.changed.connect(self._dress)

    def _build(self) -> None:
        head = row(self.filter, self.search, self._counted, None, gap=M)
        self._legend = _legend()
        parts = column(self.view, self._nothing, self._legend, gap=0, margins=(1, 1, 1, 1))
        parts.setStretch(0, 1)
        whole = column(head, frame("card", parts), gap=M)
        whole.setStretch(1, 1)
        self._nothing.setContentsMargins(L, L, L, L)
        self.setLayout(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._legend.setVisible(event.size().height() >= scaled(LOW))  # each cell says in words what its sign means

    def show_vetted(self, evaluation: Evaluation, vetted: Vetted) -> None:
        """Show what was found about everybody."""
        self.model.show_vetted(evaluation, vetted)
        self._count()
        if self.isVisible():
            self._tell(self.view.currentIndex())  # the cell may say something else now

    def reveal(self, candidate_id: int, question_id: int) -> None:
        """Make a cell the current one."""
        index = self.model.index_of(candidate_id, question_id)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def pick(self, key: str) -> None:
        """Show the questions that a filter picks out."""
        place = self.filter.findData(key)
        if place >= 0:
            self.filter.setCurrentIndex(place)
            self._pick()

    def _pick(self, *_: object) -> None:
        cell = self.model.cell_at(self.view.currentIndex())
        self.model.pick(str(self.filter.currentData()), self.search.text())
        if cell is not None and cell[1].question is not None:
            self.reveal(cell[0], cell[1].question.id)
        self._count()

    def _count(self) -> None:
        count = self.model.questions
        self._counted.setText(tr_n(count, "{count} question", "{count} questions"))
        self._nothing.setVisible(count == 0)
        self.view.setVisible(count > 0)
        self.view.share_room()

    def _open(self, index: QModelIndex) -> None:
        cell = self.model.cell_at(index)
        if cell is not None:
            candidate_id, line = cell
            self.opened.emit(candidate_id, line.section.id, line.question.id if line.question else 0)

    def _tell(self, index: QModelIndex) -> None:
        self.moved.emit(self.model.face_at(index.row(), index.column()).words if index.isValid() else "")

    def _dress(self) -> None:
        self.search.setMaximumWidth(scaled(240))
        self.model.layoutChanged.emit()


def _legend() -> QWidget:
    """Return what the signs in the cells mean."""
    signs = (
        ("done", "good", tr("accepted")),
        ("flag", "warn", tr("with a gap")),
        ("info", "accent", tr("in review")),
        ("swap", "warn", tr("asked back")),
        ("stop", "bad", tr("rejected")),
        ("open", "muted", tr("not answered")),
        ("minus", "muted", tr("not applicable")),
        ("lock", "muted", tr("gate")),
    )
    items = [holder(row(picture(icon, tone, 12), caption(words), gap=XS)) for icon, tone, words in signs]
    items.append(caption(tr("◥ held back by missing proof")))
    legend = holder(Flow(items, M))
    legend.setContentsMargins(M, S, M, S)
    return legend


class _View(QTableView):
    entered_by_key = Signal(QModelIndex)
    moved = Signal(QModelIndex)

    def __init__(self, model: VettingMatrix) -> None:
        super().__init__()
        self._matrix = model
        self.setObjectName("vetting.matrix")
        self.setAccessibleName(tr("Questions and candidates"))
        self.setAccessibleDescription(tr("Enter opens the question of the candidate."))
        self.setVerticalHeader(QuestionHeader(model, self))
        self.setHorizontalHeader(CandidateHeads(model, self))
        self.setItemDelegate(CellPainter(self, model))
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        look.changed.connect(self._dress)
        self._dress()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        for header in (self.verticalHeader(), self.horizontalHeader()):
            header.viewport().update()
        self.moved.emit(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.entered_by_key.emit(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy_cells(self)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_room()

    def share_room(self) -> None:
        """Give every candidate the same width, and never less than can be read."""
        count = self._matrix.columnCount()
        if count:
            room = self.viewport().width() // count
            self.horizontalHeader().setDefaultSectionSize(min(max(scaled(COLUMN), room), scaled(ROOMY)))

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(scaled(ROW))
        self.share_room()
        self.updateGeometries()
