"""The score matrix on screen: typing, moving, selecting, copying and pasting as in a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView

from outsource_desk.ui.language import tr
from outsource_desk.ui.scoring.matrix_acts import MatrixActs
from outsource_desk.ui.scoring.matrix_delegate import MatrixDelegate
from outsource_desk.ui.scoring.matrix_face import typed_text
from outsource_desk.ui.scoring.matrix_header import CandidateHeader, CornerTitles, CriterionHeader
from outsource_desk.ui.scoring.matrix_model import Index, MatrixModel
from outsource_desk.ui.scoring.score_entry import Refusal, ScoreWriter, TypedCell, label_for
from outsource_desk.ui.theme import ROW, look, scaled
from outsource_desk.ui.widgets.bubble import Bubble
from outsource_desk.ui.widgets.layout import repolish

CRITERIA = (264, 400)  # of the criteria, unless they were dragged
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_EDGES = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
_OWN = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Paste, QKeySequence.StandardKey.Delete)


class MatrixView(QTableView):
    """A row for each criterion, a column for each candidate. Criteria and weights stay in view."""

    inspect_asked = Signal()
    moved = Signal()  # another cell is current

    def __init__(self, model: MatrixModel, writer: ScoreWriter) -> None:
        super().__init__()
        self.current = (-1, -1)
        self._refusals: list[Refusal] = []
        self._writer, self._matrix = writer, model
        self.setObjectName("matrix")
        self.setAccessibleName(tr("Score matrix"))
        self.setAccessibleDescription(
            tr("Type points to score, N for not applicable, Delete for open. Enter shows all about a cell.")
        )
        self.bubble = Bubble(self)
        self.criteria = CriterionHeader(model, self)
        self.candidates = CandidateHeader(model, self)
        self.corner = CornerTitles(self.criteria, self)
        self.delegate = MatrixDelegate(self, model)
        self.acts = MatrixActs(self, model, writer)
        self.setVerticalHeader(self.criteria)
        self.setHorizontalHeader(self.candidates)
        self.setItemDelegate(self.delegate)
        self.setModel(model)
        self._build()
        model.modelReset.connect(self._on_reset)
        look.changed.connect(self._dress)
        self._dress()

    def _build(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.candidates.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.criteria.turned.connect(self._turn)
        self.doubleClicked.connect(self._on_double_click)

    @property
    def cell(self) -> tuple[int, int] | None:
        """Return the current cell: the ids of its candidate and criterion."""
        return self._matrix.cell_at(self.currentIndex())

    def show_cell(self, cell: tuple[int, int]) -> bool:
        """Make a cell current, opening the groups around it; return whether it exists."""
        index = self._matrix.index_of(cell)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def begin(self, text: str | None = None) -> None:
        """Open the field of the current cell, with a text that was typed or with what the cell holds."""
        index, field = self.currentIndex(), self.delegate.field
        if why := self.acts.why_not(index):
            self.bubble.tell(why, self.visualRect(index))
            return
        if field is not None and self.state() is self.State.EditingState:
            field.setFocus()  # what was refused there comes first
            return
        cell = self._matrix.cell_at(index)
        if cell is None:  # no cell is current
            return
        self.scrollTo(index)
        now = typed_text(*self._matrix.value_of(cell))
        self.delegate.begin_with(now if text is None else text, is_typed=text is not None)
        self.edit(index)
        field = self.delegate.field
        if field is not None and text is not None:
            field.setCursorPosition(len(text))  # Qt has selected it all; the next digit goes behind this one

    def take(self, field: QLineEdit, step: tuple[int, int]) -> bool:
        """Write what stands in the field; a refusal stays in place. Then move on."""
        index = self.currentIndex()
        if not self._save(field, index):
            return False
        self.setFocus()
        self._step(index, step)
        if self._writer.waiting:
            self._writer.reason_needed.emit()  # the field has just given its focus back
        return True

    def leave_field(self, field: QLineEdit) -> None:
        """Write what stands in a field that loses the focus; a refusal keeps it open with what was typed."""
        if self.delegate.field is field:
            self._save(field, self.currentIndex())

    def put_away(self) -> None:
        """Close the field: what fits is written, what does not is let go."""
        field = self.delegate.field
        if field is not None and not self._save(field, self.currentIndex()):
            self.delegate.close(field)
            self.acts.refused.emit(self._refusals, 0)  # listed, so that nothing typed is lost without a word
        self.bubble.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.bubble.hide()
        if not self._on_standard_key(event) and not self._on_own_key(event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        is_shortcut = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_shortcut and any(event.matches(key) for key in _OWN):  # type: ignore[attr-defined]
            event.accept()  # the matrix's own, wherever else the keys may have a meaning
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was_in_view = QRect(QPoint(0, 0), event.oldSize()).contains(self.visualRect(self.currentIndex()).center())
        self._share_room()
        if was_in_view and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self._place_corner()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_corner()

    def keyboardSearch(self, search: str) -> None:
        """Look for nothing: letters have a meaning of their own here."""

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current = current.row(), current.column()
        self.bubble.hide()
        self.criteria.viewport().update()
        self.candidates.viewport().update()
        self.moved.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._matrix.rows and self._matrix.candidates:
            self.setCurrentIndex(self._matrix.index(self._first_leaf(), 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        field = self.delegate.field
        if field is not None and not self._save(field, self.currentIndex()):
            return
        super().mousePressEvent(event)

    def _on_standard_key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.acts.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.acts.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers() & _CONTROL:
            self.acts.clear_cells()
        elif event.modifiers() & _CONTROL and Qt.Key(event.key()) in _EDGES:
            self._to_edge(_EDGES[Qt.Key(event.key())], extends=bool(event.modifiers() & _SHIFT))
        else:
            return False
        return True

    def _on_own_key(self, event: QKeyEvent) -> bool:
        key, text = Qt.Key(event.key()), event.text()
        if event.modifiers() & (_CONTROL | Qt.KeyboardModifier.AltModifier):
            return False
        is_group = self._is_group()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and is_group:
            self._turn(self.current[0])
        elif is_group and text in ("+", "-"):
            self._turn(self.current[0], is_folded=text == "-")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.inspect_asked.emit()
        elif key is Qt.Key.Key_F2:
            self.begin()
        elif text.casefold() == "n":
            self.acts.mark_not_applicable()
        elif text and (text.isdecimal() or text in ".,-\N{MINUS SIGN}"):
            self.begin(text)
        else:
            return False
        return True

    def _save(self, field: QLineEdit, index: QModelIndex) -> bool:
        """Write a field's text and close it; return whether it was taken."""
        leaf, cell, text = self._matrix.leaf_at(index), self._matrix.cell_at(index), field.text().strip()
        if leaf is None or cell is None or text == typed_text(*self._matrix.value_of(cell)):
            self.delegate.close(field)
            return True
        typed = TypedCell(cell[0], leaf, text or None)
        self._refusals = refusals = self._writer.write([typed], label_for([typed], "score"))
        if refusals:
            field.setProperty("state", "error")
            field.setAccessibleDescription(refusals[0].reason)
            repolish(field)
            self.bubble.tell(refusals[0].reason, field.geometry())
            return False
        self.bubble.hide()
        self.delegate.close(field)
        return True

    def _step(self, index: QModelIndex, step: tuple[int, int]) -> None:
        """Move on to the next leaf or candidate; at the edge stay."""
        row, column = index.row() + step[0], index.column() + step[1]
        while step[0] and 0 <= row < len(self._matrix.rows) and self._matrix.rows[row].is_group:
            row += step[0]
        if 0 <= row < len(self._matrix.rows) and 0 <= column < len(self._matrix.candidates):
            self.setCurrentIndex(self._matrix.index(row, column))

    def _to_edge(self, step: tuple[int, int], *, extends: bool) -> None:
        row, column = self.current
        last_row, last_column = len(self._matrix.rows) - 1, len(self._matrix.candidates) - 1
        if last_row < 0 or last_column < 0:
            return
        target = self._matrix.index(
            row if not step[0] else 0 if step[0] < 0 else last_row,
            column if not step[1] else 0 if step[1] < 0 else last_column,
        )
        if extends:
            self._extend_to(target)
        else:
            self.setCurrentIndex(target)

    def _extend_to(self, target: QModelIndex) -> None:
        """Select from where the selection began to a cell."""
        chosen, (row, column) = self.selectionModel().selectedIndexes() or [self.currentIndex()], self.current
        rows, columns = [each.row() for each in chosen], [each.column() for each in chosen]
        anchor_row = min(rows) if row == max(rows) else max(rows)
        anchor_column = min(columns) if column == max(columns) else max(columns)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(target, flags.NoUpdate)
        anchor = self._matrix.index(anchor_row, anchor_column)
        self.selectionModel().select(QItemSelection(anchor, target), flags.ClearAndSelect)

    def _is_group(self) -> bool:
        row = self.currentIndex().row()
        return row >= 0 and self._matrix.rows[row].is_group

    def _turn(self, row: int, *, is_folded: bool | None = None) -> None:
        """Open or close a group."""
        self.put_away()
        self._matrix.fold(row, not self._matrix.is_folded(row) if is_folded is None else is_folded)

    def _first_leaf(self) -> int:
        return next((place for place, row in enumerate(self._matrix.rows) if not row.is_group), 0)

    def _on_double_click(self, index: QModelIndex) -> None:
        if self._matrix.rows[index.row()].is_group:
            self._turn(index.row())
        else:
            self.begin()

    def _on_reset(self) -> None:
        self.current, self.delegate.field = (-1, -1), None
        self._share_room()

    def _share_room(self) -> None:
        """Let criteria and candidates share what room there is, as long as none was dragged."""
        if not self.criteria.was_dragged:
            unit = scaled(1000) / 1000
            share = min(max(0.34 * self.width() / unit, CRITERIA[0]), CRITERIA[1], 0.55 * self.width() / unit)
            self.criteria.show_width(int(share))
        bar = self.verticalScrollBar().sizeHint().width()
        self.candidates.share(self.width() - self.criteria.width() - bar - 2)

    def _place_corner(self) -> None:
        top = self.candidates.height()
        self.corner.setGeometry(0, 0, self.criteria.width(), top)
        self.corner.setVisible(top > 0)
        self.corner.raise_()

    def _dress(self) -> None:
        self.criteria.setDefaultSectionSize(scaled(ROW))
        self.criteria.show_width(self.criteria.wide)
        self.candidates.setFixedHeight(scaled(40))
        self._share_room()
        self._place_corner()
        self.viewport().update()
