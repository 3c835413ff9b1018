"""What keeps an evaluator from giving a score: an interest, another task, or that the scores are handed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Self

from outsource_desk.domain.checks import looked_up
from outsource_desk.domain.criterion import Criterion, Measure, leaves_of
from outsource_desk.domain.errors import DeskError, NotFoundError
from outsource_desk.domain.panel import Assignment, Conflict
from outsource_desk.domain.ranking import Cell, Evaluation
from outsource_desk.domain.score import Evaluator
from outsource_desk.domain.vendor import Candidate
from outsource_desk.store.criteria import load_criteria
from outsource_desk.store.initiatives import load_initiatives
from outsource_desk.store.panel import load_assignments, load_conflicts
from outsource_desk.store.scores import load_evaluators
from outsource_desk.store.vendors import load_candidates

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


class MayNotScoreError(DeskError):
    """An evaluator was to give a score that is not theirs to give."""

    remedy = "Choose another evaluator, or look at the Evaluators tab of Scoring for what keeps this one from it."


class ConflictOfInterestError(MayNotScoreError):
    """An evaluator was to judge a candidate in which they have an interest."""

    remedy = "Have the declared interest ruled on, or let another evaluator score."

    def __init__(self, evaluator: str, candidate: str) -> None:
        super().__init__(f"“{evaluator}” cannot score “{candidate}” because of a declared interest.")


class NotAssignedError(MayNotScoreError):
    """An evaluator was to score what is none of their task."""

    remedy = "Assign it to the evaluator first, or let somebody else score it."

    def __init__(self, evaluator: str, candidate: str, criterion: str) -> None:
        super().__init__(f"“{criterion}” of “{candidate}” is not for “{evaluator}” to score.")


class AlreadyHandedInError(MayNotScoreError):
    """Scores were to be changed that have been handed in."""

    remedy = "Reopen them on the Evaluators tab of Scoring, with a reason, if they must be changed."

    def __init__(self, evaluator: str) -> None:
        super().__init__(f"“{evaluator}” has handed in the scores, so they are locked.")


def evaluator_of(desk: Desk, evaluator_id: int) -> Evaluator:
    """Return an evaluator.

    Raises:
        NotFoundError: there is none with this id.
    """
    for initiative in load_initiatives(desk.connection):
        for evaluator in load_evaluators(desk.connection, initiative.id):
            if evaluator.id == evaluator_id:
                return evaluator
    raise NotFoundError("evaluator", evaluator_id)


def find_evaluator(desk: Desk, initiative_id: int, name: str) -> Evaluator:
    """Return the evaluator of an initiative with this name, whatever the case of its letters.

    Raises:
        NotFoundError: there is none.
    """
    for evaluator in load_evaluators(desk.connection, initiative_id):
        if looked_up(evaluator.name) == looked_up(name):
            return evaluator
    raise NotFoundError("evaluator of this initiative", name)


class PanelRules:
    """Who may score what in one initiative."""

    def __init__(
        self,
        evaluators: Iterable[Evaluator],
        criteria: Sequence[Criterion],
        candidates: Iterable[Candidate],
        assignments: Iterable[Assignment],
        conflicts: Iterable[Conflict],
    ) -> None:
        self._evaluators = {each.id: each for each in evaluators}
        self._criteria = {each.id: each for each in criteria}
        self._candidates = {each.id: each for each in candidates}
        self._judged = [each.id for each in leaves_of(criteria) if each.measure is Measure.JUDGED]
        self._from_vetting = {each.id for each in criteria if each.section_id is not None}
        self._tasks: dict[int, set[tuple[int | None, int | None]]] = defaultdict(set)
        for each in assignments:
            self._tasks[each.evaluator_id].add((each.criterion_id, each.candidate_id))
        self._barred = {(each.evaluator_id, each.candidate_id) for each in conflicts if each.blocks}

    @classmethod
    def of(
        cls,
        desk: Desk,
        initiative_id: int,
        criteria: Sequence[Criterion] | None = None,
        candidates: Iterable[Candidate] | None = None,
    ) -> Self:
        """Read the rules of an initiative; its criteria and candidates may be known already."""
        connection = desk.connection
        return cls(
            load_evaluators(connection, initiative_id),
            load_criteria(connection, initiative_id) if criteria is None else criteria,
            load_candidates(connection, initiative_id) if candidates is None else candidates,
            load_assignments(connection, initiative_id),
            load_conflicts(connection, initiative_id),
        )

    @classmethod
    def within(cls, evaluation: Evaluation) -> Self:
        """Take the rules from what was read already."""
        given = evaluation.assignments, evaluation.conflicts
        return cls(evaluation.evaluators, evaluation.criteria, evaluation.candidates, *given)

    def asked(self, evaluator_id: int) -> list[Cell]:
        """Return the cells that an evaluator is to score and may: candidate by candidate, leaves in tree order."""
        return [
            (candidate_id, leaf_id)
            for candidate_id in self._candidates
            if not self.is_barred(evaluator_id, candidate_id)
            for leaf_id in self._judged
            if self.is_task(evaluator_id, candidate_id, leaf_id)
            if leaf_id not in self._from_vetting or self._candidates[candidate_id].is_in_house
        ]

    def is_barred(self, evaluator_id: int, candidate_id: int) -> bool:
        """Tell whether an interest keeps an evaluator from judging a candidate."""
        return not self._barred.isdisjoint(((evaluator_id, None), (evaluator_id, candidate_id)))

    def is_task(self, evaluator_id: int, candidate_id: int, criterion_id: int) -> bool:
        """Tell whether an evaluator is to score a cell; without any assignment it is everything."""
        tasks = self._tasks.get(evaluator_id)
        if not tasks:
            return True
        place: int | None = criterion_id
        while place is not None:
            if (place, None) in tasks or (place, candidate_id) in tasks:
                return True
            place = self._criteria[place].parent_id if place in self._criteria else None
        return (None, candidate_id) in tasks

    def may_score_all(self, evaluator_id: int) -> bool:
        """Tell whether `refuse` refuses an evaluator nothing, so that many scores need not be asked one by one."""
        evaluator = self._evaluators.get(evaluator_id)
        if evaluator is None or evaluator.submitted_at is not None or self._tasks.get(evaluator_id):
            return False
        return all(barred != evaluator_id for barred, _ in self._barred)

    def refuse(
        self, evaluator_id: int | None, candidate: Candidate, criterion: Criterion, *, is_taken_back: bool = False
    ) -> None:
        """Refuse a score that is not the evaluator's to give.

        Args:
            evaluator_id: who is to give it.
            candidate: who is judged.
            criterion: a judged leaf.
            is_taken_back: the cell is to become open, which only scores that are handed in forbid.

        Raises:
            MayNotScoreError: one of its children names the reason.
            NotFoundError: nobody of this initiative has this id.
        """
        evaluator = self._evaluators.get(evaluator_id or 0)
        if evaluator is None:
            raise NotFoundError("evaluator of this initiative", evaluator_id)
        if evaluator.submitted_at is not None:
            raise AlreadyHandedInError(evaluator.name)
        if is_taken_back:
            return
        if self.is_barred(evaluator.id, candidate.id):
            raise ConflictOfInterestError(evaluator.name, candidate.name)
        if not self.is_task(evaluator.id, candidate.id, criterion.id):
            raise NotAssignedError(evaluator.name, candidate.name, criterion.name)

    def refuse_row(self, key: Mapping[str, object]) -> None:
        """Refuse a row of the table of scores, by its key; see `refuse`."""
        candidate, criterion = self._candidates.get(key["candidate_id"]), self._criteria.get(key["criterion_id"])  # type: ignore[call-overload]  (a key holds numbers)
        evaluator_id = key["evaluator_id"]
        assert isinstance(evaluator_id, int)
        if candidate is not None and criterion is not None:
            self.refuse(evaluator_id, candidate, criterion)
