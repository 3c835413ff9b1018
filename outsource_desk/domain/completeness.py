"""How far vetting has come, and what about it does not hold together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from outsource_desk.domain.frozen import frozen


@frozen
class Progress:
    """How far the vetting of one candidate has come; counts are of questions that are asked of it."""

    candidate_id: int
    asked: int
    answered: int
    complete: int  # accepted, accepted with a gap, or not applicable
    to_review: int  # answered, and waiting for the reviewer
    coverage: float | None  # share of the weight that is accepted, 0..1
    secured: float | None  # 0..100
    so_far: float | None  # 0..100; never without ``coverage``
    failed: int  # knock-outs that are failed and not waived
    open_knock_outs: int
    waived: int
    conditions: int  # conditional gates that are missed

    @property
    def share(self) -> float:
        """Return the share of questions that are complete, 0..1; all of none is 1."""
        return self.complete / self.asked if self.asked else 1.0

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is left to do."""
        return self.complete == self.asked


@frozen
class VettingTotals:
    """How far the vetting of all candidates together has come; those that failed a knock-out are left out of counts."""

    complete: int  # questions
    asked: int
    to_review: int
    failed: int  # candidates that failed a knock-out
    open_knock_outs: int

    @property
    def percent_done(self) -> int:
        """Return how many of a hundred questions are complete, rounded down."""
        return 100 * self.complete // self.asked if self.asked else 0


@frozen
class Contradiction:
    """Two things that a candidate, or its dossier, says and that cannot both be so.

    Attributes:
        kind: which pair; the rule that warns has a text for each.
        question_id: where to go to clear it up.
        other_id: the other question, where the other thing is an answer.
        facts: what the rule's text is filled with.
    """

    kind: str
    candidate_id: int
    question_id: int
    other_id: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
