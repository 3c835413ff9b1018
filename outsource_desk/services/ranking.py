"""Rank the candidates of an initiative, with bounds, gates, contributions and a verdict."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from outsource_desk.domain.criterion import leaves_of
from outsource_desk.domain.ranking import Evaluation, Ranking
from outsource_desk.services.counting import counted_cells, entries_of
from outsource_desk.services.standings import Yardstick, applicable_to_nobody, ranked, standing_of, verdict_of
from outsource_desk.services.warnings import warnings_of
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
    leaves, entries = leaves_of(evaluation.criteria), entries_of(evaluation)
    cells = counted_cells(evaluation, leaves, entries)
    yardstick = Yardstick(evaluation.criteria, applicable_to_nobody(evaluation.candidates, leaves, cells))
    standings = ranked([standing_of(candidate, yardstick, cells) for candidate in evaluation.candidates])
    verdict, margin, threshold = verdict_of(standings, yardstick, entries)
    dropped = tuple(sorted(yardstick.dropped))
    ranking = Ranking(standings, yardstick.weights, cells, dropped, verdict, margin, threshold)
    return replace(ranking, warnings=warnings_of(evaluation, ranking))
