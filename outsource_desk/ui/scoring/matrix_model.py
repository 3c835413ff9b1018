"""The matrix as Qt sees it: a row for each criterion of the tree, a column for each candidate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.ranking import Cell, Evaluation, GateStatus, Ranking
from outsource_desk.domain.vendor import Candidate
from outsource_desk.ui import formats
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.scoring.matrix_contents import MatrixContents
from outsource_desk.ui.scoring.matrix_face import CellFace, Kind
from outsource_desk.ui.scoring.matrix_rows import MatrixRow, MatrixRows, is_same_shape

Index = QModelIndex | QPersistentModelIndex

_DISPLAY = Qt.ItemDataRole.DisplayRole
_TIP = Qt.ItemDataRole.ToolTipRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_HORIZONTAL, _VERTICAL = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
_NONE = Qt.ItemFlag.NoItemFlags
_GROUP_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_LEAF_FLAGS = _GROUP_FLAGS | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemNeverHasChildren
FEW = 64  # cells that are painted one by one rather than all together


class MatrixModel(QAbstractTableModel):
    """Shows an evaluation with its ranking, or one evaluator's own scores.

    The delegate asks `face_at` once for each cell that it paints; faces are made when they are first seen.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.contents: MatrixContents | None = None
        self.candidates: tuple[Candidate, ...] = ()
        self.faces_made = 0  # for tests: how much was worked out
        self._rows = MatrixRows()
        self._column_of: dict[int, int] = {}
        self._faces: dict[Cell, CellFace] = {}
        self._pending: dict[Cell, str] = {}
        self._order: Mapping[int, int] = {}  # candidate → place; those that are not in it come last

    @property
    def evaluation(self) -> Evaluation | None:
        """Return what is shown."""
        return self.contents.evaluation if self.contents else None

    @property
    def rows(self) -> list[MatrixRow]:
        """Return the lines that no closed group hides."""
        return self._rows.visible

    @property
    def top_rows(self) -> list[MatrixRow]:
        """Return the criteria of the top level."""
        return self._rows.top

    @property
    def folded(self) -> list[int]:
        """Return the ids of the closed groups."""
        return sorted(self._rows.folded)

    def show(self, evaluation: Evaluation | None, ranking: Ranking | None, evaluator_id: int | None = None) -> None:
        """Show a state of the file; what has changed since the last one is painted again, no more."""
        contents = MatrixContents(evaluation, ranking, evaluator_id) if evaluation and ranking else None
        if contents is not None and self.contents is not None and _is_same_grid(self.contents, contents):
            self._follow(self.contents, contents)
        else:
            self._begin(contents)

    def forget(self) -> None:
        """Work every cell out again, as after a change of formats."""
        self._faces.clear()
        if self.rows and self.candidates:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.candidates) - 1))

    def face_at(self, row: int, column: int) -> CellFace:
        """Return how a cell is painted."""
        line, candidate_id = self._rows.visible[row], self.candidates[column].id
        key = candidate_id, line.criterion.id
        face = self._faces.get(key)
        if face is None:
            assert self.contents is not None
            pending = self._pending.get(key)
            face = self.contents.face(line, candidate_id) if pending is None else _waiting(pending)
            self._faces[key] = face
            self.faces_made += 1
        return face

    def cell_at(self, index: Index) -> Cell | None:
        """Return the candidate and the criterion of an index."""
        return (self.candidates[index.column()].id, self.rows[index.row()].criterion.id) if index.isValid() else None

    def leaf_at(self, index: Index) -> Criterion | None:
        """Return the criterion that is scored at an index; nothing for a group."""
        if not index.isValid() or self.rows[index.row()].is_group:
            return None
        return self.rows[index.row()].criterion

    def index_of(self, cell: Cell) -> QModelIndex:
        """Return where a cell is, opening the groups that hide it."""
        candidate_id, criterion_id = cell
        self._unfold_to(criterion_id)
        row, column = self._rows.place_of.get(criterion_id), self._column_of.get(candidate_id)
        return QModelIndex() if row is None or column is None else self.index(row, column)

    def leaves_from(self, criterion_id: int) -> list[Criterion]:
        """Return the leaves from a criterion on, those in closed groups among them."""
        return self._rows.leaves_from(criterion_id)

    def value_of(self, cell: Cell) -> tuple[float | None, bool]:
        """Return the points or the amount in a cell as shown now, and whether it does not apply."""
        return self.contents.value(cell) if self.contents else (None, False)

    def set_pending(self, texts: Mapping[Cell, str]) -> None:
        """Show what was typed but waits for a reason; an empty mapping shows the file again."""
        touched = {*self._pending, *texts}
        self._pending = dict(texts)
        self._drop(touched)

    def order(self, candidate_ids: Sequence[int]) -> None:
        """Let the candidates stand in this order; none is the order in which they were entered."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        ids = [self.candidates[index.column()].id for index in held]
        self._order = {candidate_id: place for place, candidate_id in enumerate(candidate_ids)}
        self._take_candidates()
        moved = [self.index(at.row(), self._column_of[who]) for at, who in zip(held, ids, strict=True)]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def is_folded(self, row: int) -> bool:
        """Tell whether a group is closed."""
        return self.rows[row].criterion.id in self._rows.folded

    def fold(self, row: int, is_folded: bool) -> None:
        """Close or open a group."""
        if not self.rows[row].is_group or is_folded == self.is_folded(row):
            return
        if is_folded:
            self.beginRemoveRows(QModelIndex(), row + 1, self._rows.last_inside(row))
            self._rows.close(row)
            self.endRemoveRows()
        else:
            inner = self._rows.hidden_inside(row)
            self.beginInsertRows(QModelIndex(), row + 1, row + len(inner))
            self._rows.open(row, inner)
            self.endInsertRows()
        self.headerDataChanged.emit(_VERTICAL, row, row)

    def fold_these(self, criterion_ids: Iterable[int]) -> None:
        """Close these groups."""
        for criterion_id in criterion_ids:
            if criterion_id in self._rows.place_of:
                self.fold(self._rows.place_of[criterion_id], is_folded=True)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.candidates)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return _NONE
        return _GROUP_FLAGS if self.rows[index.row()].is_group else _LEAF_FLAGS

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or role not in (_DISPLAY, _TIP, _SPOKEN):
            return None
        if role == _DISPLAY:
            face = self.face_at(index.row(), index.column())
            return f"{face.text} {face.unit}".strip()
        return self.spoken(index.row(), index.column())

    def spoken(self, row: int, column: int) -> str:
        """Return a cell in words: whose it is, on what, and what it says."""
        words = self.face_at(row, column).words
        return f"{self.candidates[column].name}, {self.rows[row].criterion.name}: {words}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _TIP, _SPOKEN):
            return None
        if orientation == _HORIZONTAL:
            if section >= len(self.candidates):
                return None
            return self.candidates[section].name if role == _DISPLAY else self._standing_words(section)
        return self.rows[section].criterion.name if section < len(self.rows) else None

    def is_ranked(self, column: int) -> bool:
        """Tell whether a candidate has a rank."""
        assert self.contents is not None
        return self.contents.standings[self.candidates[column].id].rank is not None

    def fails_gate(self, column: int) -> bool:
        """Tell whether a candidate has failed a gate."""
        assert self.contents is not None
        return self.contents.standings[self.candidates[column].id].gate is GateStatus.FAILED

    def weight_text(self, row: int) -> str:
        """Return a criterion's share of the whole: per cent for groups, points of 100 for leaves."""
        assert self.contents is not None
        share = 100 * self.contents.ranking.weights.get(self.rows[row].criterion.id, 0.0)
        if not self.rows[row].is_group:
            return formats.number(share)
        return formats.percent(share / 100, 0 if abs(share - round(share)) < 1e-6 else 1)

    def _standing_words(self, column: int) -> str:
        assert self.contents is not None
        name = self.candidates[column].name
        standing = self.contents.standings[self.candidates[column].id]
        if standing.rank is None:
            reasons = "; ".join(say(each) for each in standing.gate_reasons)
            return tr("{name}: not ranked. {reasons}", name=name, reasons=reasons)
        total = formats.number(standing.total)
        return tr("{name}: rank {rank}, {total} points", name=name, rank=standing.rank, total=total)

    def _begin(self, contents: MatrixContents | None) -> None:
        self.beginResetModel()
        self.contents = contents
        self._rows = MatrixRows(contents.evaluation.criteria if contents else (), self._rows.folded)
        self._faces.clear()
        self._pending.clear()
        self._take_candidates()
        self.endResetModel()

    def _follow(self, before: MatrixContents, now: MatrixContents) -> None:
        """Take up another state of the same rows and columns."""
        self.contents = now
        self._take_candidates()
        if not now.has_same_locks(before):
            self.forget()
        if before.evaluation.criteria != now.evaluation.criteria:
            self._rows = MatrixRows(now.evaluation.criteria, self._rows.folded)
            self.headerDataChanged.emit(_VERTICAL, 0, len(self.rows) - 1)
            self.forget()
            return
        touched = now.differing_cells(before)
        for candidate_id, is_restyled in now.moved(before).items():
            if is_restyled:
                column = self._column_of[candidate_id]
                self.headerDataChanged.emit(_HORIZONTAL, column, column)
            rows = (row for row in self.rows if is_restyled or row.is_group)
            touched.update((candidate_id, row.criterion.id) for row in rows)
            if is_restyled:
                touched.update(key for key in self._faces if key[0] == candidate_id)
        if before.ranking.weights != now.ranking.weights or before.evaluation.initiative != now.evaluation.initiative:
            self.headerDataChanged.emit(_VERTICAL, 0, len(self.rows) - 1)
            self.forget()
        else:
            self._drop(touched)

    def _take_candidates(self) -> None:
        candidates = self.contents.evaluation.candidates if self.contents else ()
        last = len(self._order)
        self.candidates = tuple(sorted(candidates, key=lambda each: self._order.get(each.id, last)))
        self._column_of = {candidate.id: column for column, candidate in enumerate(self.candidates)}

    def _drop(self, touched: Iterable[Cell]) -> None:
        """Work these cells out again and have those in view painted again."""
        indexes = []
        for cell in touched:
            self._faces.pop(cell, None)
            row, column = self._rows.place_of.get(cell[1]), self._column_of.get(cell[0])
            if row is not None and column is not None:
                indexes.append(self.index(row, column))
        if len(indexes) > FEW:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.candidates) - 1))
            return
        for index in indexes:
            self.dataChanged.emit(index, index)

    def _unfold_to(self, criterion_id: int) -> None:
        """Open every group around a criterion, the outermost first."""
        for row in self._rows.around(criterion_id):
            self.fold(self._rows.place_of[row.criterion.id], is_folded=False)


def _is_same_grid(before: MatrixContents, now: MatrixContents) -> bool:
    one, other = before.evaluation, now.evaluation
    if before.evaluator_id != now.evaluator_id or one.initiative.id != other.initiative.id:
        return False
    if one.candidates is not other.candidates and one.candidates != other.candidates:
        return False
    return is_same_shape(one.criteria, other.criteria)


def _waiting(text: str) -> CellFace:
    """Return the face of what was typed and waits for its reason."""
    return CellFace(Kind.VALUE, text, is_pending=True)
