"""How much of an evaluation's matrix counts, so that screen and paper name one figure."""

from __future__ import annotations

from outsource_desk.domain.criterion import Criterion, leaves_of
from outsource_desk.domain.frozen import frozen
from outsource_desk.domain.ranking import Evaluation, Ranking


@frozen
class Coverage:
    """The cells that matter: of criteria that carry weight or are a gate, and that apply to somebody."""

    leaves: tuple[Criterion, ...]  # that matter
    unsaid: dict[int, list[Criterion]]  # candidate id → where nobody has said anything
    idle: tuple[Criterion, ...]  # were given points that cannot count yet
    done: int  # cells that count, or are said not to apply
    all: int


def coverage_of(evaluation: Evaluation, ranking: Ranking) -> Coverage:
    """Count the cells; points of a criterion without a direction or end points are there, but not done."""
    leaves = tuple(
        leaf
        for leaf in leaves_of(evaluation.criteria)
        if leaf.id not in ranking.dropped and (ranking.weights[leaf.id] > 0 or leaf.is_gate)
    )
    unsaid: dict[int, list[Criterion]] = {candidate.id: [] for candidate in evaluation.candidates}
    idle: set[int] = set()
    done = 0
    for candidate in evaluation.candidates:
        for leaf in leaves:
            cell = ranking.cells[candidate.id, leaf.id]
            if cell.value is not None or cell.not_applicable:
                done += 1
            elif cell.is_from_vetting:
                continue  # nobody scores it; its answers are not accepted yet
            elif cell.points is None:
                unsaid[candidate.id].append(leaf)
            else:
                idle.add(leaf.id)
    named = tuple(leaf for leaf in leaves if leaf.id in idle)
    return Coverage(leaves, unsaid, named, done, len(leaves) * len(evaluation.candidates))
