"""What can be done with the selected cells of the matrix: clear, mark, fill, copy and paste."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtGui import QGuiApplication

from outsource_desk.domain.criterion import Criterion
from outsource_desk.ui.language import tr
from outsource_desk.ui.scoring.matrix_clipboard import block_of, filled, pasted, table_of
from outsource_desk.ui.scoring.score_entry import Refusal, ScoreWriter, TypedCell, label_for
from outsource_desk.ui.widgets.table import copy_grid, read_block

if TYPE_CHECKING:
    from outsource_desk.ui.scoring.matrix_model import MatrixModel
    from outsource_desk.ui.scoring.matrix_view import MatrixView


class MatrixActs(QObject):
    """Acts on the selection of one view; each is one step to undo."""

    refused = Signal(list, int)  # Refusals, and how many values were taken

    def __init__(self, view: MatrixView, model: MatrixModel, writer: ScoreWriter) -> None:
        super().__init__(view)
        self._view, self._model, self._writer = view, model, writer

    def clear_cells(self) -> None:
        """Make the selected cells open."""
        self._write([TypedCell(*each, None) for each in self._leaves()], "clear")

    def mark_not_applicable(self) -> None:
        """Say that the criterion does not apply in the selected cells."""
        self._write([TypedCell(*each, tr("n/a")) for each in self._leaves()], "n/a")

    def fill_down(self) -> None:
        """Write the first of the selected values into all below it."""
        self._write(filled(self._model, self._chosen(), is_down=True), "fill")

    def fill_right(self) -> None:
        """Write the first of the selected values into all to its right."""
        self._write(filled(self._model, self._chosen(), is_down=False), "fill")

    def copy(self) -> None:
        """Copy the selected values as they would be typed."""
        copy_grid(block_of(self._model, self._chosen()))

    def copy_with_headings(self) -> None:
        """Copy the selected cells as they are read, with the names of candidates and criteria."""
        copy_grid(table_of(self._model, self._chosen()))

    def paste(self) -> None:
        """Write what a spreadsheet has put on the clipboard, from the selected cell on."""
        cells, lost = pasted(self._model, read_block(QGuiApplication.clipboard().text()), self._chosen())
        if cells or lost:
            self._write(cells, "paste", lost)

    def why_not(self, index: QModelIndex) -> str:
        """Return why nothing can be typed into a cell; empty if it can."""
        if not index.isValid():
            return ""
        row = self._model.rows[index.row()]
        if row.is_group:
            return tr("“{group}” is a group: score its parts, and its value follows.", group=row.criterion.name)
        return self._writer.why_read_only()

    def _write(self, cells: Sequence[TypedCell], verb: str, lost: Sequence[Refusal] = ()) -> None:
        index = self._view.currentIndex()
        why = self._writer.why_read_only() or ("" if cells or lost else self.why_not(index))
        if why:
            self._view.bubble.tell(why, self._view.visualRect(index))
            return
        refusals = [*(self._writer.write(cells, label_for(cells, verb)) if cells else []), *lost]
        if refusals or verb == "paste":
            self.refused.emit(refusals, len(cells) + len(lost) - len(refusals))

    def _chosen(self) -> list[QModelIndex]:
        current = self._view.currentIndex()
        return self._view.selectionModel().selectedIndexes() or ([current] if current.isValid() else [])

    def _leaves(self) -> Iterator[tuple[int, Criterion]]:
        for index in self._chosen():
            leaf = self._model.leaf_at(index)
            if leaf is not None:
                yield self._model.candidates[index.column()].id, leaf
