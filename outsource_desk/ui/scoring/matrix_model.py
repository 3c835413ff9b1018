"""The matrix as Qt sees it: a row for each criterion of the tree, a column for each candidate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.domain.ranking import Cell, Evaluation, Ranking, Standing
from outsource_desk.domain.score import Score
from outsource_desk.domain.vendor import Candidate
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr
from outsource_desk.ui.scoring.matrix_face import BLANK, CellFace, Kind, evaluator_face, face_of, group_face

Index = QModelIndex | QPersistentModelIndex

_DISPLAY = Qt.ItemDataRole.DisplayRole
_TIP = Qt.ItemDataRole.ToolTipRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_HORIZONTAL = Qt.Orientation.Horizontal
_NONE = Qt.ItemFlag.NoItemFlags
_GROUP_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_LEAF_FLAGS = _GROUP_FLAGS | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemNeverHasChildren
FEW = 64  # cells that are painted one by one rather than as a block


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One line of the tree that is in view."""

    criterion: Criterion
    depth: int
    leaves: frozenset[int]  # of a group; empty for a leaf

    @property
    def is_group(self) -> bool:
        """Tell whether the criterion has parts."""
        return bool(self.leaves)


class MatrixModel(QAbstractTableModel):
    """Shows an evaluation with its ranking, or one evaluator's own scores.

    The delegate asks `face_at` once for each cell that it paints; faces are made when they are first seen.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.evaluation: Evaluation | None = None
        self.ranking: Ranking | None = None
        self.evaluator_id: int | None = None  # None = what counts
        self.candidates: tuple[Candidate, ...] = ()
        self.rows: list[MatrixRow] = []
        self.faces_made = 0  # for tests: how much was worked out
        self._tree: list[MatrixRow] = []
        self._folded: set[int] = set()
        self._faces: dict[Cell, CellFace] = {}
        self._row_of: dict[int, int] = {}
        self._column_of: dict[int, int] = {}
        self._standings: dict[int, Standing] = {}
        self._own: dict[Cell, Score] = {}
        self._moderated: set[Cell] = set()
        self._pending: dict[Cell, str] = {}

    def show(self, evaluation: Evaluation | None, ranking: Ranking | None, evaluator_id: int | None = None) -> None:
        """Show a state of the file; what has changed since the last one is repainted, no more."""
        if evaluation is None or ranking is None:
            self._reset(None, None, None)
        elif self._is_same_shape(evaluation, evaluator_id):
            self._follow(evaluation, ranking)
        else:
            self._reset(evaluation, ranking, evaluator_id)

    def forget(self) -> None:
        """Work every cell out again, as after a change of language or formats."""
        self._faces.clear()
        self._tell_all()

    def face_at(self, row: int, column: int) -> CellFace:
        """Return how a cell is painted."""
        key = self.candidates[column].id, self.rows[row].criterion.id
        face = self._faces.get(key)
        if face is None:
            self._faces[key] = face = self._made(self.rows[row], key)
        return face

    def cell_at(self, index: Index) -> Cell | None:
        """Return the candidate and the criterion of an index."""
        if not index.isValid():
            return None
        return self.candidates[index.column()].id, self.rows[index.row()].criterion.id

    def leaf_at(self, index: Index) -> Criterion | None:
        """Return the criterion that is scored at an index; nothing for a group."""
        if not index.isValid() or self.rows[index.row()].is_group:
            return None
        return self.rows[index.row()].criterion

    def index_of(self, cell: Cell) -> QModelIndex:
        """Return where a cell is, opening the groups that hide it."""
        candidate_id, criterion_id = cell
        if criterion_id not in self._row_of:
            self.unfold_to(criterion_id)
        if criterion_id not in self._row_of or candidate_id not in self._column_of:
            return QModelIndex()
        return self.index(self._row_of[criterion_id], self._column_of[candidate_id])

    def leaves_from(self, criterion_id: int) -> list[Criterion]:
        """Return the leaves from a criterion on, those in closed groups among them."""
        tree = [row.criterion.id for row in self._tree]
        start = tree.index(criterion_id)
        return [row.criterion for row in self._tree[start:] if not row.is_group]

    def value_text(self, cell: Cell) -> tuple[float | None, bool]:
        """Return the points or the amount in a cell as shown now, and whether it does not apply."""
        if self.evaluator_id is not None and self._is_judged(cell[1]):
            score = self._own.get(cell)
            return (score.points, score.not_applicable) if score else (None, False)
        assert self.ranking is not None
        value = self.ranking.cells[cell]
        return value.points, value.not_applicable

    def set_pending(self, texts: Mapping[Cell, str]) -> None:
        """Show what was typed but waits for a reason; an empty mapping shows the file again."""
        touched = {*self._pending, *texts}
        self._pending = dict(texts)
        self._drop(touched)

    def is_folded(self, row: int) -> bool:
        """Tell whether a group is closed."""
        return self.rows[row].criterion.id in self._folded

    @property
    def folded(self) -> list[int]:
        """Return the ids of the closed groups, to be restored next time."""
        return sorted(self._folded)

    @property
    def top_groups(self) -> list[MatrixRow]:
        """Return the criteria of the top level."""
        return [row for row in self._tree if row.depth == 0]

    def fold(self, row: int, is_folded: bool) -> None:
        """Close or open a group."""
        group = self.rows[row]
        if not group.is_group or is_folded == (group.criterion.id in self._folded):
            return
        if is_folded:
            end = next((i for i in range(row + 1, len(self.rows)) if self.rows[i].depth <= group.depth), len(self.rows))
            self.beginRemoveRows(QModelIndex(), row + 1, end - 1)
            self._folded.add(group.criterion.id)
            del self.rows[row + 1 : end]
            self._map_rows()
            self.endRemoveRows()
        else:
            self._folded.discard(group.criterion.id)
            place = next(i for i, each in enumerate(self._tree) if each is group)
            inner = self._visible(self._tree[place + 1 :], group.depth)
            self.beginInsertRows(QModelIndex(), row + 1, row + len(inner))
            self.rows[row + 1 : row + 1] = inner
            self._map_rows()
            self.endInsertRows()
        self.headerDataChanged.emit(Qt.Orientation.Vertical, row, row)

    def fold_these(self, criterion_ids: Iterable[int]) -> None:
        """Close these groups."""
        for criterion_id in criterion_ids:
            if criterion_id in self._row_of:
                self.fold(self._row_of[criterion_id], is_folded=True)

    def unfold_to(self, criterion_id: int) -> None:
        """Open every group around a criterion, the outermost first."""
        for row in self._tree:
            if criterion_id in row.leaves and row.criterion.id in self._folded:
                self.fold(self._row_of[row.criterion.id], is_folded=False)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
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
        face = self.face_at(index.row(), index.column())
        if role == _DISPLAY:
            return f"{face.text} {face.unit}".strip()
        return self.spoken(index.row(), index.column())

    def spoken(self, row: int, column: int) -> str:
        """Return a cell in words: whose it is, on what, and what it says."""
        face = self.face_at(row, column)
        return f"{self.candidates[column].name}, {self.rows[row].criterion.name}: {face.words}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _TIP, _SPOKEN):
            return None
        if orientation == _HORIZONTAL:
            return self.candidate_words(section, role) if section < len(self.candidates) else None
        return self.rows[section].criterion.name if section < len(self.rows) else None

    def candidate_words(self, column: int, role: int) -> str:
        """Return a candidate's name; for a tip and a screen reader with where it stands."""
        candidate = self.candidates[column]
        standing = self._standings[candidate.id]
        if role == _DISPLAY:
            return candidate.name
        if standing.rank is None:
            return tr("{name}: not ranked. {reasons}", name=candidate.name, reasons="; ".join(standing.gate_reasons))
        return tr(
            "{name}: rank {rank}, {total} points",
            name=candidate.name,
            rank=standing.rank,
            total=formats.number(standing.total),
        )

    def is_ranked(self, column: int) -> bool:
        """Tell whether a candidate has a rank."""
        return self._standings[self.candidates[column].id].rank is not None

    def weight_text(self, row: int) -> str:
        """Return a criterion's share of the whole: per cent for groups, points of 100 for leaves."""
        assert self.ranking is not None
        share = self.ranking.weights.get(self.rows[row].criterion.id, 0.0)
        if not self.rows[row].is_group:
            return formats.number(100 * share)
        return formats.percent(share, 0 if abs(100 * share - round(100 * share)) < 1e-6 else 1)

    def _made(self, row: MatrixRow, key: Cell) -> CellFace:
        self.faces_made += 1
        assert self.ranking is not None
        assert self.evaluation is not None
        standing = self._standings[key[0]]
        if key in self._pending:
            return CellFace(Kind.VALUE, self._pending[key], is_pending=True)
        if row.is_group:
            return self._group(row, standing)
        if self.evaluator_id is not None and row.criterion.measure is Measure.JUDGED:
            return evaluator_face(row.criterion, self._own.get(key), standing.rank is None)
        currency = self.evaluation.initiative.currency
        return face_of(row.criterion, self.ranking.cells[key], standing, currency, key in self._moderated)

    def _group(self, row: MatrixRow, standing: Standing) -> CellFace:
        assert self.ranking is not None
        if self.evaluator_id is not None:
            return BLANK
        still_open = row.leaves.intersection(standing.open_leaves)
        weights = self.ranking.weights
        counting = {leaf for leaf in row.leaves if weights.get(leaf, 0.0) > 0}
        weight = weights.get(row.criterion.id, 0.0)
        return group_face(row.criterion, standing, weight, bool(still_open), bool(counting - still_open))

    def _reset(self, evaluation: Evaluation | None, ranking: Ranking | None, evaluator_id: int | None) -> None:
        self.beginResetModel()
        self.evaluator_id = evaluator_id
        self._take(evaluation, ranking)
        self._tree = tree_rows(evaluation.criteria) if evaluation else []
        self._folded &= {row.criterion.id for row in self._tree if row.is_group}
        self.rows = self._visible(self._tree, -1)
        self._faces.clear()
        self._pending.clear()
        self._map_rows()
        self.endResetModel()

    def _take(self, evaluation: Evaluation | None, ranking: Ranking | None) -> None:
        self.evaluation, self.ranking = evaluation, ranking
        self.candidates = evaluation.candidates if evaluation else ()
        self._column_of = {candidate.id: column for column, candidate in enumerate(self.candidates)}
        self._standings = {each.candidate.id: each for each in ranking.standings} if ranking else {}
        self._own = _own_scores(evaluation, self.evaluator_id)
        self._moderated = {(row.candidate_id, row.criterion_id) for row in evaluation.agreed} if evaluation else set()

    def _follow(self, evaluation: Evaluation, ranking: Ranking) -> None:
        """Take up another state of the same rows and columns."""
        before, own, standings, moderated = self.ranking, self._own, self._standings, self._moderated
        criteria_changed = self.evaluation is None or self.evaluation.criteria is not evaluation.criteria
        self._take(evaluation, ranking)
        if criteria_changed:
            self._renew_rows(evaluation)
        if before is None or (criteria_changed and before.weights != ranking.weights):
            self.forget()
            return
        touched = {cell for cell, value in ranking.cells.items() if _is_other(before.cells.get(cell), value)}
        if self.evaluator_id is not None:
            touched |= {cell for cell in {*own, *self._own} if own.get(cell) != self._own.get(cell)}
        touched |= moderated ^ self._moderated
        self._drop(touched | self._touched_columns(standings) if not criteria_changed else set(self._faces))

    def _touched_columns(self, before: Mapping[int, Standing]) -> set[Cell]:
        """Return the groups of candidates whose total moved; all cells of those that gained or lost their rank."""
        touched: set[Cell] = set()
        for candidate_id, standing in self._standings.items():
            old = before.get(candidate_id)
            if old is standing or old is None:
                continue
            is_restyled = (old.rank is None) != (standing.rank is None) or old.below_minimum != standing.below_minimum
            has_moved = old.contributions != standing.contributions or old.open_leaves != standing.open_leaves
            if is_restyled:
                self.headerDataChanged.emit(_HORIZONTAL, self._column_of[candidate_id], self._column_of[candidate_id])
            if is_restyled or has_moved:
                rows = self._tree if is_restyled else [row for row in self._tree if row.is_group]
                touched.update((candidate_id, row.criterion.id) for row in rows)
        return touched

    def _drop(self, touched: Iterable[Cell]) -> None:
        """Work these cells out again and have those in view repainted."""
        indexes = []
        for cell in touched:
            self._faces.pop(cell, None)
            row, column = self._row_of.get(cell[1]), self._column_of.get(cell[0])
            if row is not None and column is not None:
                indexes.append(self.index(row, column))
        if len(indexes) > FEW:
            self._tell_all()
            return
        for index in indexes:
            self.dataChanged.emit(index, index)

    def _renew_rows(self, evaluation: Evaluation) -> None:
        self._tree = tree_rows(evaluation.criteria)
        self.rows = self._visible(self._tree, -1)
        self._map_rows()
        if self.rows:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.rows) - 1)

    def _tell_all(self) -> None:
        if self.rows and self.candidates:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.candidates) - 1))

    def _is_same_shape(self, evaluation: Evaluation, evaluator_id: int | None) -> bool:
        now = self.evaluation
        if now is None or evaluator_id != self.evaluator_id or now.initiative.id != evaluation.initiative.id:
            return False
        if now.candidates is not evaluation.candidates and now.candidates != evaluation.candidates:
            return False
        return now.criteria is evaluation.criteria or _shape(now.criteria) == _shape(evaluation.criteria)

    def _is_judged(self, criterion_id: int) -> bool:
        return any(row.criterion.id == criterion_id and row.criterion.measure is Measure.JUDGED for row in self._tree)

    def _map_rows(self) -> None:
        self._row_of = {row.criterion.id: place for place, row in enumerate(self.rows)}

    def _visible(self, rows: Sequence[MatrixRow], above: int) -> list[MatrixRow]:
        """Return the rows below a depth that no closed group hides, up to the end of that branch."""
        result: list[MatrixRow] = []
        hidden_below: int | None = None
        for row in rows:
            if row.depth <= above:
                break
            if hidden_below is not None and row.depth > hidden_below:
                continue
            hidden_below = row.depth if row.criterion.id in self._folded else None
            result.append(row)
        return result


def tree_rows(criteria: Sequence[Criterion]) -> list[MatrixRow]:
    """Return the tree line by line, each group with the leaves below it."""
    parts: dict[int | None, list[Criterion]] = {}
    for criterion in criteria:
        parts.setdefault(criterion.parent_id, []).append(criterion)
    depth: dict[int | None, int] = {None: -1}
    leaves: dict[int, set[int]] = {}
    for criterion in reversed(criteria):
        own = leaves.setdefault(criterion.id, set())
        leaf = set() if criterion.id in parts else {criterion.id}
        if criterion.parent_id is not None:
            leaves.setdefault(criterion.parent_id, set()).update(own | leaf)
    rows = []
    for criterion in criteria:
        depth[criterion.id] = depth[criterion.parent_id] + 1
        rows.append(MatrixRow(criterion, depth[criterion.id], frozenset(leaves[criterion.id])))
    return rows


def _shape(criteria: Sequence[Criterion]) -> list[tuple[int, int | None]]:
    return [(criterion.id, criterion.parent_id) for criterion in criteria]


def _own_scores(evaluation: Evaluation | None, evaluator_id: int | None) -> dict[Cell, Score]:
    if evaluation is None or evaluator_id is None:
        return {}
    return {(row.candidate_id, row.criterion_id): row for row in evaluation.scores if row.evaluator_id == evaluator_id}


def _is_other(old: object, new: object) -> bool:
    return old is not new and old != new
