"""The ranking of one initiative, kept in step with the edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.ranking import Evaluation, Ranking
from outsource_desk.services.ranking import load_evaluation, ranking_of

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


class LiveRanking:
    """An initiative's evaluation and ranking as of the last edit."""

    def __init__(self, desk: Desk, initiative_id: int) -> None:
        self._desk, self._initiative_id = desk, initiative_id
        self.evaluation: Evaluation = load_evaluation(desk, initiative_id)
        self.ranking: Ranking = ranking_of(self.evaluation)

    def follow(self, tables: frozenset[str]) -> None:
        """Take up what an edit has changed."""
        if tables:
            self.evaluation = load_evaluation(self._desk, self._initiative_id)
            self.ranking = ranking_of(self.evaluation)
