"""On what a letter to a vendor can rest: how much of its offer was judged, and what kept it out of the ranking."""

from __future__ import annotations

from dataclasses import dataclass

from outsource_desk.domain.criterion import Criterion, leaves_of
from outsource_desk.domain.ranking import Evaluation, GateStatus, Ranking
from outsource_desk.domain.vendor import Candidate


@dataclass(frozen=True)
class Extent:
    """How much of one vendor's offer somebody has judged."""

    judged: int  # of the criteria
    criteria: int  # that count and apply
    reviewed: int  # of the answers, accepted or rejected
    asked: int  # questions that are put to it; 0 = not vetted

    @property
    def is_careful(self) -> bool:
        """Tell whether a letter may speak of a careful evaluation: of nine criteria in ten and half of the answers."""
        return 10 * self.judged >= 9 * self.criteria > 0 and 2 * self.reviewed >= self.asked


def extent_of(evaluation: Evaluation, ranking: Ranking, candidate: Candidate) -> Extent:
    """Return how much of a vendor's offer was judged."""
    leaves = [each for each in leaves_of(evaluation.criteria) if ranking.weights.get(each.id, 0.0) > 0 or each.is_gate]
    cells = [
        cell for each in leaves if (cell := ranking.cells.get((candidate.id, each.id))) and not cell.not_applicable
    ]
    found = ranking.vetted.candidates.get(candidate.id) if ranking.vetted else None
    asked = [each for each in found.judged.values() if each.is_asked] if found else []
    return Extent(
        sum(each.points is not None for each in cells),
        len(cells),
        sum(each.state.is_judged for each in asked),
        len(asked),
    )


def missed_gates(evaluation: Evaluation, ranking: Ranking, candidate: Candidate) -> tuple[Criterion, ...]:
    """Return the criteria whose minimum decides who is ranked, and which a candidate did not reach."""
    standing = next((each for each in ranking.standings if each.candidate.id == candidate.id), None)
    if standing is None or standing.gate is not GateStatus.FAILED:
        return ()
    return tuple(each for each in leaves_of(evaluation.criteria) if each.is_gate and each.id in standing.below_minimum)
