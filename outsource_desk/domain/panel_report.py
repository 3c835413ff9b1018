"""What a panel of evaluators amounts to: how far they agree, who is strict, who would choose whom."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from outsource_desk.domain.frozen import frozen
from outsource_desk.domain.panel import Conflict
from outsource_desk.domain.score import Evaluator


class Declaration(StrEnum):
    """How things stand with an evaluator's interests."""

    MISSING = "missing"  # nothing has been declared, not even that there is nothing
    NONE = "none"  # declared that there is nothing
    OPEN = "open"  # an interest waits for a ruling
    RECUSED = "recused"
    MANAGED = "managed"
    NO_CONFLICT = "no_conflict"


@frozen
class Concordance:
    """How far evaluators put the candidates into the same order, by what all of them scored.

    Without ``coefficient`` there is nothing to compare: fewer than two evaluators or candidates in common, or
    everybody puts all of them level.
    """

    coefficient: float | None = None  # Kendall's W, 0..1
    evaluator_ids: tuple[int, ...] = ()
    candidate_ids: tuple[int, ...] = ()
    criterion_ids: tuple[int, ...] = ()  # the leaves that all of them scored for all of these candidates


@frozen
class Favour:
    """How much better one evaluator rates one candidate than is usual for this evaluator."""

    evaluator_id: int
    candidate_id: int
    deviation: float  # points of a scale of 5
    cells: int
    is_flagged: bool


@frozen
class Halo:
    """How much alike an evaluator's scores of one candidate are."""

    evaluator_id: int
    candidate_id: int
    share_identical: float  # 0..1
    leaves: int
    is_flagged: bool


@frozen
class OwnChoice:
    """Whom an evaluator would choose, by their own scores; what counts stands in where they gave none."""

    evaluator_id: int
    totals: Mapping[int, float]  # candidate id → points of 100; those that are out for a gate are not in it
    leader_ids: tuple[int, ...]  # several where they are level
    has_own_weights: bool


@frozen
class EvaluatorRecord:
    """What one evaluator has done, and how that compares with the others."""

    evaluator: Evaluator
    scored: int  # cells of the task with points or the mark that the criterion does not apply
    asked: int  # cells of the task
    declaration: Declaration
    is_sealed: bool  # scores are hidden and do not count until they are handed in
    severity: float | None  # mean of own minus panel's mean, points of a scale of 5; None without common cells
    common_cells: int  # that at least one other evaluator scored too
    is_severity_flagged: bool
    favours: tuple[Favour, ...] = ()  # one for each candidate, in their order
    halos: tuple[Halo, ...] = ()
    choice: OwnChoice | None = None  # None before anything is scored, or while it is sealed


@frozen
class Camp:
    """The evaluators that would choose the same candidates."""

    leader_ids: tuple[int, ...]
    evaluator_ids: tuple[int, ...]


@frozen
class CellSpread:
    """A cell that at least two evaluators scored."""

    candidate_id: int
    criterion_id: int
    points: tuple[tuple[int, float], ...]  # evaluator id, points on the criterion's scale
    spread: float  # highest minus lowest, points of a scale of 5
    deviation: float  # sample standard deviation, points of a scale of 5
    is_out_of_tolerance: bool
    is_agreed: bool  # moderated


@frozen
class PanelReport:
    """All about the evaluators of an initiative. Scores that are sealed are in none of it."""

    records: tuple[EvaluatorRecord, ...]
    concordance: Concordance
    camps: tuple[Camp, ...]  # the largest first
    spreads: tuple[CellSpread, ...]  # candidates in their order, criteria in tree order
    conflicts: tuple[Conflict, ...]  # declared interests, oldest first

    @property
    def disputed(self) -> tuple[CellSpread, ...]:
        """Return the cells that are out of tolerance and not moderated yet."""
        return tuple(each for each in self.spreads if each.is_out_of_tolerance and not each.is_agreed)

    @property
    def blocking(self) -> tuple[Conflict, ...]:
        """Return the interests that keep somebody from scoring."""
        return tuple(each for each in self.conflicts if each.blocks)


@frozen
class AgendaItem:
    """A cell to moderate: the evaluators are out of tolerance, and what they agree on could change the order."""

    candidate_id: int
    criterion_id: int
    points: tuple[tuple[int, float], ...]  # evaluator id, points on the criterion's scale
    now: float  # the points that count
    low: float  # the lowest that anybody gave
    high: float
    total_at_low: float  # the candidate's total then, points of 100
    total_at_high: float
    changes_leader: bool  # else only the order of the first places behind it
    leaders_at_low: tuple[int, ...]
    leaders_at_high: tuple[int, ...]

    @property
    def power(self) -> float:
        """Return how far the candidate's total moves between the two, points of 100."""
        return abs(self.total_at_high - self.total_at_low)
