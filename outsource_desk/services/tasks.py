"""What an evaluator is to score, cell by cell, and the same in as few tasks as say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import TypeAlias

from outsource_desk.domain.criterion import Measure, leaves_of
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.evaluators import Task

Cell: TypeAlias = tuple[int, int]  # leaf id, candidate id


def judged_leaves(evaluation: Evaluation, criterion_id: int | None = None) -> list[int]:
    """Return the leaves that evaluators score, of all criteria or within one of them, itself included."""
    parents = {each.id: each.parent_id for each in evaluation.criteria}

    def is_within(place: int | None) -> bool:
        while place is not None and place != criterion_id:
            place = parents[place]
        return place == criterion_id

    judged = [each.id for each in leaves_of(evaluation.criteria) if each.measure is Measure.JUDGED]
    return [each for each in judged if is_within(each)]


def tasks_given(evaluation: Evaluation, evaluator_id: int) -> list[Task]:
    """Return what an evaluator was assigned; where that is nothing, everything is to be scored."""
    mine = (each for each in evaluation.assignments if each.evaluator_id == evaluator_id)
    return [(each.criterion_id, each.candidate_id) for each in mine] or [(None, None)]


def cells_of(evaluation: Evaluation, tasks: Iterable[Task]) -> set[Cell]:
    """Return the judged cells that tasks come to."""
    everybody = [each.id for each in evaluation.candidates]
    return {
        (leaf, candidate)
        for criterion_id, candidate_id in tasks
        for leaf in judged_leaves(evaluation, criterion_id)
        for candidate in (everybody if candidate_id is None else [candidate_id])
    }


def tasks_of(evaluation: Evaluation, cells: Set[Cell]) -> list[Task]:
    """Return the tasks that come to these cells, with whole groups and all candidates where that is so."""
    everybody = [each.id for each in evaluation.candidates]

    def candidates_of(leaf: int) -> list[int]:
        return [each for each in everybody if (leaf, each) in cells]

    def within(criterion_id: int | None) -> Iterator[Task]:
        leaves = judged_leaves(evaluation, criterion_id)
        if not leaves:
            return
        first, *others = map(candidates_of, leaves)
        if all(each == first for each in others):
            for candidate in [None] if first == everybody else first:
                yield criterion_id, candidate
            return
        for part in evaluation.criteria:
            if part.parent_id == criterion_id:
                yield from within(part.id)

    return list(within(None))


@dataclass(frozen=True)
class Ticks:
    """Leaves and candidates that are ticked, and which of them were ticked or cleared by hand."""

    leaves: Set[int]
    candidates: Set[int]
    touched_leaves: Set[int] = frozenset()
    touched_candidates: Set[int] = frozenset()

    def cells(self, before: Set[Cell]) -> set[Cell]:
        """Return the cells of what is ticked; a pair of which neither half was touched stays as it was before."""
        return {
            (leaf, candidate)
            for leaf in self.leaves
            for candidate in self.candidates
            if leaf in self.touched_leaves or candidate in self.touched_candidates or (leaf, candidate) in before
        }
