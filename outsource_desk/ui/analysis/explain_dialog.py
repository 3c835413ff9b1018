"""Where every number of a candidate comes from, as a tree from the total down to a cell of the imported file."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QTreeView, QWidget

from outsource_desk.domain.ranking import Evaluation, Ranking
from outsource_desk.services.explaining import Step, explain_total
from outsource_desk.ui.icons import draw
from outsource_desk.ui.language import tr
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import XL, L, M, S, TextStyle, scaled, text_font, tokens
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.layout import button, column, frame, heading, label, row

CRITERION = int(Qt.ItemDataRole.UserRole) + 1
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ExplainDialog(QDialog):
    """Explains the present numbers; it does not change while it is open."""

    def __init__(
        self,
        parent: QWidget,
        evaluation: Evaluation,
        ranking: Ranking,
        go: Callable[[Place], object],
        candidate_id: int | None = None,
        criterion_id: int | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("explain")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Where does this number come from?"))
        room = parent.window().size()
        self.resize(min(scaled(960), room.width() - L), min(scaled(600), room.height() - L))
        self._evaluation, self._ranking, self._go = evaluation, ranking, go
        self._build()
        for standing in ranking.standings:
            self.candidate.addItem(standing.candidate.name, standing.candidate.id)
        self.candidate.setCurrentIndex(max(0, self.candidate.findData(candidate_id)))
        self.candidate.currentIndexChanged.connect(lambda _place: self._show(None))
        self._show(criterion_id)
        self.tree.setFocus()

    def _build(self) -> None:
        self.candidate = Choice()
        self.candidate.setObjectName("explain.candidate")
        self.candidate.setAccessibleName(tr("Candidate"))
        self.candidate.setMinimumContentsLength(24)
        self._model = QStandardItemModel(self)
        self.tree = _Tree()
        self.tree.setObjectName("explain.tree")
        self.tree.setAccessibleName(tr("Numbers and what they are made of"))
        self.tree.setModel(self._model)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setUniformRowHeights(True)
        self.tree.selectionModel().selectionChanged.connect(self._on_selection)
        self.tree.activated.connect(lambda _index: self._on_go())
        self._words = label("", tone="muted", wrap=True)
        self._words.setObjectName("explain.words")
        self._words.setMinimumHeight(scaled(34))
        self.cell = button(tr("Go to the cell"), self._on_go, icon="arrow", name="explain.go")
        close = button(tr("Close"), self.reject, kind="primary", name="explain.close")
        head = row(heading(tr("Where does this number come from?")), None, self.candidate, gap=M)
        said = label(
            tr(
                "Open a line to see what it is made of. Figures are rounded: parts may add up to a little more or less."
            ),
            tone="muted",
            wrap=True,
        )
        shown = frame("card", column(self.tree, margins=(1, S, 1, S)))
        body = column(head, said, shown, self._words, row(self.cell, None, close), gap=S, margins=(XL, XL, XL, L))
        body.setStretch(2, 1)
        self.setLayout(body)

    def _show(self, criterion_id: int | None) -> None:
        """Show the numbers of the candidate that is chosen; a criterion that was asked for is opened."""
        self._model.clear()
        self._model.setHorizontalHeaderLabels([tr("Number of"), tr("Points"), tr("How it comes about")])
        self._model.horizontalHeaderItem(1).setTextAlignment(_RIGHT)
        step = explain_total(self._evaluation, self._ranking, self.candidate.currentData(), screen_speech())
        root = self._add(self._model.invisibleRootItem(), step, is_strong=True)
        header = self.tree.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.tree.setColumnWidth(0, scaled(330))
        self.tree.setColumnWidth(1, scaled(130))
        self.tree.expand(root.index())
        wanted = self._find(root, criterion_id) if criterion_id is not None else None
        if wanted is not None:
            above: QStandardItem | None = wanted
            while above is not None:
                self.tree.expand(above.index())
                above = above.parent()
        self.tree.setCurrentIndex((wanted or root).index())

    def _add(self, parent: QStandardItem, step: Step, *, is_strong: bool = False) -> QStandardItem:
        items = [QStandardItem(step.name), QStandardItem(step.number), QStandardItem(step.how)]
        items[1].setTextAlignment(_RIGHT)
        items[0].setData(step.criterion_id, CRITERION)
        for item in items:
            item.setToolTip(step.how)
            if is_strong:
                item.setFont(text_font(TextStyle.STRONG))
        spoken = f"{step.name}: {step.number}. {step.how}"
        items[0].setData(spoken, int(Qt.ItemDataRole.AccessibleTextRole))
        parent.appendRow(items)
        for part in step.parts:
            self._add(items[0], part)
        return items[0]

    def _find(self, item: QStandardItem, criterion_id: int) -> QStandardItem | None:
        if item.data(CRITERION) == criterion_id:
            return item
        for place in range(item.rowCount()):
            found = self._find(item.child(place), criterion_id)
            if found is not None:
                return found
        return None

    def _criterion(self) -> int | None:
        index = self.tree.currentIndex()
        return index.sibling(index.row(), 0).data(CRITERION) if index.isValid() else None

    def _on_selection(self, _chosen: QItemSelection, _before: QItemSelection) -> None:
        index = self.tree.currentIndex()
        self._words.setText(str(index.sibling(index.row(), 2).data() or ""))
        self.cell.setEnabled(self._criterion() is not None)

    def _on_go(self) -> None:
        criterion_id = self._criterion()
        if criterion_id is not None:
            candidate_id = self.candidate.currentData()
            self.accept()
            self._go(Place("scoring", candidate_id=candidate_id, criterion_id=criterion_id))


class _Tree(QTreeView):
    """Draws the marks of what can be opened in the colours of the theme."""

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        if self.model().hasChildren(index):
            size = scaled(14)
            left = rect.right() - (self.indentation() + size) / 2
            box = QRectF(left, rect.center().y() - size / 2 + 0.5, size, size)
            draw(painter, "down" if self.isExpanded(index) else "right", box, tokens().muted)
