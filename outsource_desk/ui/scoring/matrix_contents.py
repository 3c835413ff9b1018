"""What stands in the cells of the matrix at one moment, and what has become different since another."""

from __future__ import annotations

from collections.abc import Mapping

from outsource_desk.domain.criterion import Measure
from outsource_desk.domain.ranking import Cell, Evaluation, Ranking, Standing
from outsource_desk.domain.score import Score
from outsource_desk.services.panel_rules import PanelRules
from outsource_desk.ui.language import tr
from outsource_desk.ui.scoring.matrix_face import BLANK, CellFace, evaluator_face, face_of, group_face
from outsource_desk.ui.scoring.matrix_rows import MatrixRow


class MatrixContents:
    """An evaluation with its ranking, seen as what counts or as one evaluator's own scores."""

    def __init__(self, evaluation: Evaluation, ranking: Ranking, evaluator_id: int | None) -> None:
        self.evaluation, self.ranking, self.evaluator_id = evaluation, ranking, evaluator_id
        self.standings: Mapping[int, Standing] = {each.candidate.id: each for each in ranking.standings}
        self.moderated = {(each.candidate_id, each.criterion_id) for each in evaluation.agreed}
        self.own: Mapping[Cell, Score] = _own_scores(evaluation, evaluator_id)
        self._from_vetting = evaluation.cells_from_vetting
        self._rules = PanelRules.within(evaluation)
        self._is_handed_in = any(each.id == evaluator_id and each.submitted_at for each in evaluation.evaluators)
        self._judged = {each.id for each in evaluation.criteria if each.measure is Measure.JUDGED}

    def face(self, row: MatrixRow, candidate_id: int) -> CellFace:
        """Return how a cell is painted."""
        standing, key = self.standings[candidate_id], (candidate_id, row.criterion.id)
        if row.is_group:
            return self._group(row, standing)
        is_own = self.evaluator_id is not None and not self.ranking.cells[key].is_from_vetting
        if is_own and row.criterion.measure is Measure.JUDGED:
            return evaluator_face(row.criterion, self.own.get(key), standing.rank is None, self.why_locked(key))
        currency = self.evaluation.initiative.currency
        value, locked = self.ranking.cells[key], self.why_locked(key)
        return face_of(row.criterion, value, standing, currency, key in self.moderated, locked)

    def why_locked(self, cell: Cell) -> str:
        """Return why nothing can be given in a cell, by the evaluator who is shown or by anybody; empty if it can."""
        if cell in self._from_vetting:
            return tr("its value comes from the vetting")
        if self.evaluator_id is None or cell[1] not in self._judged:
            return ""
        if self._rules.is_barred(self.evaluator_id, cell[0]):
            return tr("a declared interest")
        if self._is_handed_in:
            return tr("handed in")
        return "" if self._rules.is_task(self.evaluator_id, *cell) else tr("not this evaluator’s task")

    def has_same_locks(self, before: MatrixContents) -> bool:
        """Tell whether nobody's tasks, interests or handing in have changed."""
        one, other = before.evaluation, self.evaluation
        given = one.evaluators, one.assignments, one.conflicts
        return self.evaluator_id is None or given == (other.evaluators, other.assignments, other.conflicts)

    def value(self, cell: Cell) -> tuple[float | None, bool]:
        """Return the points or the amount in a cell, and whether the criterion does not apply."""
        if self.evaluator_id is not None and cell[1] in self._judged and cell not in self._from_vetting:
            score = self.own.get(cell)
            return (score.points, score.not_applicable) if score else (None, False)
        value = self.ranking.cells[cell]
        return value.points, value.not_applicable

    def differing_cells(self, before: MatrixContents) -> set[Cell]:
        """Return the cells of leaves that say something else than before."""
        old = before.ranking.cells
        differing = {cell for cell, value in self.ranking.cells.items() if _is_other(old.get(cell), value)}
        if self.evaluator_id is not None:
            keys = {*before.own, *self.own}
            differing |= {cell for cell in keys if _is_other(before.own.get(cell), self.own.get(cell))}
        return differing | (self.moderated ^ before.moderated)

    def moved(self, before: MatrixContents) -> dict[int, bool]:
        """Return the candidates whose totals moved; true where all their cells look different, as without a rank."""
        moved = {}
        for candidate_id, standing in self.standings.items():
            old = before.standings.get(candidate_id)
            if old is None or old is standing:
                continue
            is_restyled = (old.rank is None, old.below_minimum) != (standing.rank is None, standing.below_minimum)
            if is_restyled or (old.contributions, old.open_leaves) != (standing.contributions, standing.open_leaves):
                moved[candidate_id] = is_restyled
        return moved

    def _group(self, row: MatrixRow, standing: Standing) -> CellFace:
        if self.evaluator_id is not None:
            return BLANK
        weights = self.ranking.weights
        still_open = row.leaves.intersection(standing.open_leaves)
        has_value = any(weights.get(leaf, 0.0) > 0 and leaf not in still_open for leaf in row.leaves)
        return group_face(row.criterion, standing, weights.get(row.criterion.id, 0.0), bool(still_open), has_value)


def _own_scores(evaluation: Evaluation, evaluator_id: int | None) -> dict[Cell, Score]:
    if evaluator_id is None:
        return {}
    return {
        (each.candidate_id, each.criterion_id): each for each in evaluation.scores if each.evaluator_id == evaluator_id
    }


def _is_other(old: object, new: object) -> bool:
    return old is not new and old != new
