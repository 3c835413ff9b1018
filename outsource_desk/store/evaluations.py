"""Read an initiative whole, at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.store.criteria import load_criteria
from outsource_desk.store.initiatives import load_goals, load_initiative
from outsource_desk.store.scores import load_agreed_scores, load_evaluators, load_measurements, load_scores
from outsource_desk.store.vendors import load_candidates

if TYPE_CHECKING:
    import sqlite3


def load_evaluation(connection: sqlite3.Connection, initiative_id: int) -> Evaluation:
    """Return everything that an initiative's ranking depends on.

    Raises:
        NotFoundError: there is no such initiative.
    """
    return Evaluation(
        initiative=load_initiative(connection, initiative_id),
        goals=load_goals(connection, initiative_id),
        candidates=load_candidates(connection, initiative_id),
        criteria=load_criteria(connection, initiative_id),
        evaluators=load_evaluators(connection, initiative_id),
        scores=load_scores(connection, initiative_id),
        agreed=load_agreed_scores(connection, initiative_id),
        measurements=load_measurements(connection, initiative_id),
    )
