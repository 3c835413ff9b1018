"""Rank the candidates of an initiative, with bounds, gates, contributions and a verdict."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from outsource_desk.analysis.value_functions import Offers, offers_of
from outsource_desk.domain.criterion import leaves_of
from outsource_desk.domain.ranking import Cell, CellValue, Evaluation, Ranking, Standing
from outsource_desk.domain.vendor import Candidate
from outsource_desk.domain.vetted import VettedCandidate
from outsource_desk.services.counting import NOTHING, Entry, counted, entries_of, secured_by
from outsource_desk.services.gate_reasons import gate_reasons
from outsource_desk.services.standings import (
    Yardstick,
    applicable_to_nobody,
    fails_gate,
    ranked,
    standing_of,
    verdict_of,
)
from outsource_desk.services.vetted import vetted_of
from outsource_desk.services.warnings import Notes, warnings_of
from outsource_desk.store import evaluations

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


def load_evaluation(desk: Desk, initiative_id: int) -> Evaluation:
    """Read everything that an initiative's ranking depends on.

    Raises:
        NotFoundError: there is no such initiative.
    """
    return evaluations.load_evaluation(desk.connection, initiative_id)


def rank_initiative(desk: Desk, initiative_id: int) -> Ranking:
    """Rank the candidates of an initiative as the file stands now.

    Raises:
        NotFoundError: there is no such initiative.
    """
    return ranking_of(load_evaluation(desk, initiative_id))


def ranking_of(evaluation: Evaluation) -> Ranking:
    """Rank candidates by their secured weighted total: a pure function of what was read.

    Open values count as nothing in the total and as 100 in ``high``. A leaf that applies to no candidate is left
    out for all; one that does not apply to some only stays open for them. A candidate that misses a gate, or that
    has no value at all, is not ranked.

    Source: additive value model, Keeney & Raiffa (1976), ch. 3; a lead inside 2 points or two standard errors is
    too close to call.
    """
    return Tally(evaluation, entries_of(evaluation)).ranking


class Tally:
    """A ranking with all that it was counted from, so that an edit is counted without counting the rest again.

    Attributes:
        evaluation: what is ranked.
        ranking: who stands where.
    """

    evaluation: Evaluation
    ranking: Ranking

    def __init__(self, evaluation: Evaluation, entries: Mapping[Cell, Entry]) -> None:
        self._leaves = {leaf.id: leaf for leaf in leaves_of(evaluation.criteria)}
        self._relative = [leaf for leaf in self._leaves.values() if leaf.curve.is_relative]
        self._from_vetting = [leaf for leaf in self._leaves.values() if leaf.section_id is not None]
        self._offers: dict[int, Offers | None] = {}  # leaf id → what its prices are compared with
        self._cells: dict[Cell, CellValue] = {}
        self._yardstick: Yardstick | None = None
        self._standings: dict[int, Standing] = {}  # candidate id → standing without its rank
        self._notes = Notes()
        self._vetted, self.evaluation = vetted_of(evaluation), evaluation
        self.recount(evaluation, entries, [(each.id, leaf) for each in evaluation.candidates for leaf in self._leaves])

    @property
    def cells(self) -> Set[Cell]:
        """The cells that are counted: every candidate on every leaf."""
        return self._cells.keys()

    def recount(
        self, evaluation: Evaluation, entries: Mapping[Cell, Entry], touched: Collection[Cell]
    ) -> frozenset[Cell]:
        """Rank the evaluation as it is now, and return the cells that were counted.

        Args:
            evaluation: unlike the last one at most in what was given, in vetting, in weights and in what no ranking
                depends on.
            entries: all that was given, cell by cell.
            touched: the cells for which something else was given than the last time.
        """
        vetted = self._vet_again(evaluation)
        touched = [*touched, *((each, leaf.id) for each in vetted for leaf in self._from_vetting)]
        self._count(touched, entries)
        yardstick = self._renewed_yardstick(evaluation, {leaf_id for _, leaf_id in touched})
        touched = frozenset((*touched, *self._count_compared(evaluation, entries, yardstick)))
        self._notes.forget(touched)
        stale = vetted.union(candidate_id for candidate_id, _ in touched)
        if yardstick is not self._yardstick:
            self._yardstick = yardstick
            stale = frozenset(candidate.id for candidate in evaluation.candidates)
        for candidate in evaluation.candidates:
            if candidate.id in stale:
                self._standings[candidate.id] = standing_of(candidate, yardstick, self._cells, self._found(candidate))
        self.evaluation, self.ranking = evaluation, self._conclusion(evaluation, entries, yardstick)
        return touched

    def _found(self, candidate: Candidate) -> VettedCandidate | None:
        return self._vetted.candidates.get(candidate.id) if self._vetted else None

    def _vet_again(self, evaluation: Evaluation) -> frozenset[int]:
        """Judge the vetting again where it, or what it is compared with, has changed; return whom that concerns."""
        before, self._vetted = self._vetted, vetted_of(evaluation, self.evaluation)
        then, now = (each.candidates if each else {} for each in (before, self._vetted))
        ids = {each.id for each in evaluation.candidates} & (then.keys() | now.keys())
        return frozenset(each for each in ids if not _stand_alike(then.get(each), now.get(each)))

    def _count(self, cells: Iterable[Cell], entries: Mapping[Cell, Entry]) -> None:
        leaves, offers = self._leaves, self._offers
        found = self._vetted.candidates if self._vetted else {}
        for cell in cells:
            candidate_id, leaf_id = cell
            leaf = leaves[leaf_id]
            if leaf.section_id is not None and candidate_id in found:
                self._cells[cell] = secured_by(leaf, found[candidate_id])
            else:
                self._cells[cell] = counted(leaf, entries.get(cell, NOTHING), offers.get(leaf_id))

    def _count_compared(
        self, evaluation: Evaluation, entries: Mapping[Cell, Entry], yardstick: Yardstick
    ) -> frozenset[Cell]:
        """Count prices again that are compared with other offers, where these are others now; return their cells."""
        relative = [leaf for leaf in self._relative if leaf.id not in yardstick.dropped]
        if not relative:
            return frozenset()
        eligible = [
            each.id for each in evaluation.candidates if not fails_gate(each, yardstick, self._cells, self._found(each))
        ]
        now = {leaf.id: offers_of(self._cells[each, leaf.id].points for each in eligible) for leaf in relative}
        moved = [leaf_id for leaf_id, offers in now.items() if offers != self._offers.get(leaf_id)]
        self._offers.update(now)
        cells = frozenset((each.id, leaf_id) for each in evaluation.candidates for leaf_id in moved)
        self._count(cells, entries)
        return cells

    def _renewed_yardstick(self, evaluation: Evaluation, touched_leaves: Collection[int]) -> Yardstick:
        """Return what candidates are measured with now: the same object if nothing about it has changed."""
        leaves = [self._leaves[leaf_id] for leaf_id in touched_leaves]
        dropped, known = applicable_to_nobody(evaluation.candidates, leaves, self._cells), self._yardstick
        if known is None:
            return Yardstick(evaluation.criteria, dropped)
        yardstick = Yardstick(evaluation.criteria, dropped | known.dropped.difference(touched_leaves))
        return known if yardstick == known else yardstick

    def _conclusion(self, evaluation: Evaluation, entries: Mapping[Cell, Entry], yardstick: Yardstick) -> Ranking:
        standings = ranked([self._standings[candidate.id] for candidate in evaluation.candidates])
        verdict, margin, threshold = verdict_of(standings, yardstick, entries)
        dropped = tuple(sorted(yardstick.dropped))
        ranking = Ranking(
            standings, yardstick.weights, dict(self._cells), dropped, verdict, margin, threshold, vetted=self._vetted
        )
        return replace(ranking, warnings=warnings_of(evaluation, entries, ranking, self._notes))


def _stand_alike(one: VettedCandidate | None, other: VettedCandidate | None) -> bool:
    """Tell whether two findings mean the same to a ranking."""
    if one is None or other is None or one is other:
        return one is other
    return one.sections == other.sections and one.gate is other.gate and gate_reasons(one) == gate_reasons(other)
