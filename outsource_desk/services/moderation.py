"""What evaluators should talk about: the cells where they differ and that could change the order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from outsource_desk.domain.criterion import Criterion, leaves_of
from outsource_desk.domain.panel_report import AgendaItem, CellSpread
from outsource_desk.domain.ranking import Cell, CellValue, Evaluation, Ranking, Standing
from outsource_desk.domain.score import AgreedScore
from outsource_desk.services.counting import Entry, counted
from outsource_desk.services.panel import panel_report
from outsource_desk.services.ranking import ranking_of
from outsource_desk.services.standings import Yardstick, ranked, standing_of

FIRST_PLACES = 3  # whose order a board looks at

Order = tuple[tuple[int, int], ...]  # rank, candidate id


def moderation_agenda(
    evaluation: Evaluation, ranking: Ranking, *, disputed: Sequence[CellSpread] | None = None
) -> tuple[AgendaItem, ...]:
    """Return the cells to moderate, those that could change the leader first, then by their power.

    A cell is on the agenda if its evaluators are out of tolerance, nothing is agreed on it yet, and the first places
    would be others, or in another order, if the lowest or the highest of the given points counted there.

    Args:
        evaluation: what was read of the initiative.
        ranking: who stands where.
        disputed: the cells out of tolerance, if they are known from `panel_report` already.
    """
    cells = panel_report(evaluation, ranking).disputed if disputed is None else disputed
    trial = _Trial(evaluation, ranking)
    items = [item for cell in cells for item in trial.items(cell)]
    return tuple(sorted(items, key=lambda each: (not each.changes_leader, -each.power)))


@dataclass(frozen=True)
class _Trial:
    """Puts other points into one cell and looks who stands where then."""

    evaluation: Evaluation
    ranking: Ranking

    def items(self, spread: CellSpread) -> Iterator[AgendaItem]:
        """Yield the cell as an item of the agenda, if it could change the first places."""
        cell = spread.candidate_id, spread.criterion_id
        leaf = next(each for each in leaves_of(self.evaluation.criteria) if each.id == cell[1])
        points = [each for _, each in spread.points]
        now, low, high = (
            self.ranking.standings,
            self._with(cell, leaf, min(points)),
            self._with(cell, leaf, max(points)),
        )
        if _first_places(low) == _first_places(now) == _first_places(high):
            return
        counting = self.ranking.cells[cell].points
        yield AgendaItem(
            *cell,
            points=spread.points,
            now=points[0] if counting is None else counting,
            low=min(points),
            high=max(points),
            total_at_low=_total(low, cell[0]),
            total_at_high=_total(high, cell[0]),
            changes_leader=not _leaders(now) == _leaders(low) == _leaders(high),
            leaders_at_low=_leaders(low),
            leaders_at_high=_leaders(high),
        )

    def _with(self, cell: Cell, leaf: Criterion, points: float) -> tuple[Standing, ...]:
        """Return who stands where if these points counted in a cell.

        Where a gate decides who is compared at all, everything is counted again; else only this candidate.
        """
        if leaf.is_gate:
            others = tuple(each for each in self.evaluation.agreed if (each.candidate_id, each.criterion_id) != cell)
            agreed = (*others, AgreedScore(0, *cell, points))
            return ranking_of(replace(self.evaluation, agreed=agreed)).standings
        value = counted(leaf, Entry(agreed=AgreedScore(0, *cell, points)))
        cells: dict[Cell, CellValue] = {**self.ranking.cells, cell: value}
        yardstick = Yardstick(self.evaluation.criteria, frozenset(self.ranking.dropped))
        standings = {each.candidate.id: each for each in self.ranking.standings}
        vetted = self.ranking.vetted.candidates.get(cell[0]) if self.ranking.vetted else None
        standings[cell[0]] = standing_of(standings[cell[0]].candidate, yardstick, cells, vetted)
        return ranked([standings[candidate.id] for candidate in self.evaluation.candidates])


def _first_places(standings: Sequence[Standing]) -> Order:
    return tuple(
        sorted(
            (each.rank, each.candidate.id) for each in standings if each.rank is not None and each.rank <= FIRST_PLACES
        )
    )


def _leaders(standings: Sequence[Standing]) -> tuple[int, ...]:
    return tuple(each.candidate.id for each in standings if each.rank == 1)


def _total(standings: Sequence[Standing], candidate_id: int) -> float:
    return next(each.total for each in standings if each.candidate.id == candidate_id)
