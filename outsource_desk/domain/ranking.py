"""The result of an evaluation: who stands where, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from outsource_desk.domain.answers import WarningAnswer
from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.formatting import shown_difference
from outsource_desk.domain.frozen import frozen
from outsource_desk.domain.initiative import Goal, Initiative
from outsource_desk.domain.panel import Assignment, Conflict
from outsource_desk.domain.preference import Preference
from outsource_desk.domain.protection import Protection
from outsource_desk.domain.score import AgreedScore, Evaluator, Measurement, Score
from outsource_desk.domain.vendor import Candidate
from outsource_desk.domain.vetted import Vetted
from outsource_desk.domain.vetting import Vetting
from outsource_desk.domain.weighting import FrozenWeight, WeightSet

if TYPE_CHECKING:
    from outsource_desk.domain.price_line import PriceLine

Cell = tuple[int, int]  # candidate id, criterion id

TIE_POINTS = 1e-6  # points of 100; totals closer than this share a rank


class GateStatus(StrEnum):
    """Whether a candidate may be chosen at all: by the minimums of its scores and by the gates of its vetting."""

    PASSED = "passed"
    OPEN = "open"  # a gate cannot be judged yet
    FAILED = "failed"


class Verdict(StrEnum):
    """How far the first place can be trusted."""

    CLEAR = "clear lead"
    TOO_CLOSE = "too close to call"
    OPEN = "open scores could change the leader"
    SINGLE = "only one candidate is ranked"
    NONE = "no candidate is ranked"


class Severity(StrEnum):
    """What a warning asks for: block stops a recommendation, warn must be acknowledged, info is shown."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@frozen
class RuleWarning:
    """Something in the evaluation that a careful reader should know."""

    id: str  # of the rule, stable
    severity: Severity
    text: str
    where: str  # the criterion, candidate or field that cures it
    candidate_id: int | None = None  # whom or what to go to, where there is one
    criterion_id: int | None = None
    field: str = ""
    fix: str = ""  # what to do about it, a whole sentence


@frozen
class Evaluation:
    """Everything of one initiative that its ranking depends on, read at one moment."""

    initiative: Initiative
    goals: tuple[Goal, ...]
    candidates: tuple[Candidate, ...]
    criteria: tuple[Criterion, ...]  # in tree order: each group right before its parts
    evaluators: tuple[Evaluator, ...]
    scores: tuple[Score, ...]
    agreed: tuple[AgreedScore, ...]
    measurements: tuple[Measurement, ...]
    assignments: tuple[Assignment, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    frozen: tuple[FrozenWeight, ...] = ()
    weight_sets: tuple[WeightSet, ...] = ()
    preferences: tuple[Preference, ...] = ()
    answers: tuple[WarningAnswer, ...] = ()
    tiering: Mapping[str, int] = field(default_factory=dict)  # question on criticality → points 0..3
    price_lines: tuple[PriceLine, ...] = ()  # of all offers
    vetting: Vetting | None = None  # None: no questionnaire yet
    protection: Protection | None = None  # None: not read

    @property
    def sealed_ids(self) -> frozenset[int]:
        """Return the evaluators whose scores are hidden, and do not count, until they hand them in."""
        if not self.initiative.is_blind:
            return frozenset()
        return frozenset(each.id for each in self.evaluators if each.submitted_at is None)

    def seen_by(self, evaluator_id: int | None = None) -> Evaluation:
        """Return this evaluation without the scores that are hidden from somebody; from None every sealed one is."""
        hidden = self.sealed_ids - {evaluator_id}
        if not hidden:
            return self
        return replace(self, scores=tuple(each for each in self.scores if each.evaluator_id not in hidden))

    @property
    def barred(self) -> frozenset[tuple[int, int | None]]:
        """Return (evaluator id, candidate id) where an interest keeps somebody from judging; None = any candidate."""
        return frozenset((each.evaluator_id, each.candidate_id) for each in self.conflicts if each.blocks)

    @property
    def cells_from_vetting(self) -> frozenset[Cell]:
        """Return the cells that take their value from a section of the vetting; nothing typed there counts.

        The in-house option is not vetted, so its cells are scored.
        """
        leaves = [each.id for each in self.criteria if each.section_id is not None]
        if self.vetting is None or not leaves:
            return frozenset()
        return frozenset((candidate, leaf) for candidate in self.vetting.kinds for leaf in leaves)

    @property
    def counting_scores(self) -> tuple[Score, ...]:
        """Return the single scores that count.

        Those are neither sealed, nor of somebody whom an interest keeps from judging, nor where a section of the
        vetting counts instead.
        """
        sealed, barred, from_vetting = self.sealed_ids, self.barred, self.cells_from_vetting
        if not sealed and not barred and not from_vetting:
            return self.scores
        return tuple(
            each
            for each in self.scores
            if each.evaluator_id not in sealed
            and (each.candidate_id, each.criterion_id) not in from_vetting
            and barred.isdisjoint(((each.evaluator_id, None), (each.evaluator_id, each.candidate_id)))
        )


@frozen
class CellValue:
    """What counts for one candidate on one leaf."""

    value: float | None  # 0..100; None = open or not applicable
    points: float | None = None  # agreed points, else the median of the evaluators'; or the measured amount
    is_agreed: bool = False  # moderated, or only one evaluator
    not_applicable: bool = False
    spread: float = 0.0  # highest minus lowest single score
    is_from_vetting: bool = False  # the secured score of a section; ``points`` is that on the leaf's scale


@frozen
class Standing:
    """One candidate's place in the ranking.

    ``total`` counts open values as nothing, so silence never helps; it equals ``low``.
    """

    candidate: Candidate
    rank: int | None  # 1, 1, 3; None = not ranked
    total: float  # 0..100
    low: float  # every open value turns out 0
    high: float  # every open value turns out 100
    gate: GateStatus
    gate_reasons: tuple[str, ...] = ()  # also of passed gates, where a waiver or a condition comes with them
    contributions: Mapping[int, float] = field(default_factory=dict)  # criterion id of leaf or group → points
    open_leaves: tuple[int, ...] = ()
    below_minimum: tuple[int, ...] = ()  # leaves, gates or not


@frozen
class Ranking:
    """Who stands where, how sure that is, and why."""

    standings: tuple[Standing, ...]  # best first; those not ranked last
    weights: Mapping[int, float]  # criterion id of leaf or group → share of the whole, 0..1
    cells: Mapping[Cell, CellValue]  # for every candidate and leaf
    dropped: tuple[int, ...]  # leaves that apply to no candidate and are left out for all
    verdict: Verdict
    margin: float | None  # first minus second, points of 100
    threshold: float  # a margin inside it is too close to call
    warnings: tuple[RuleWarning, ...] = ()
    vetted: Vetted | None = None  # None: no questionnaire yet

    @property
    def ranked(self) -> tuple[Standing, ...]:
        """Return the standings that have a rank, best first."""
        return tuple(standing for standing in self.standings if standing.rank is not None)

    @property
    def possible(self) -> tuple[Standing, ...]:
        """Return who may still come first: the ranked, best first, then those that nobody has scored yet."""
        return tuple(standing for standing in self.standings if standing.gate is not GateStatus.FAILED)

    @property
    def leaders(self) -> tuple[Standing, ...]:
        """Return all that share the first rank."""
        return tuple(standing for standing in self.standings if standing.rank == 1)

    @property
    def lead(self) -> float:
        """Return how far the first is ahead of the second by their printed totals; 0 where two are not ranked."""
        first, second = (*self.ranked, None, None)[:2]
        return shown_difference(first.total, second.total) if first and second else 0.0

    @property
    def is_lead_rounded_over(self) -> bool:
        """Tell whether the printed lead and the printed threshold would suggest another verdict than the exact ones."""
        if self.margin is None:
            return False
        is_enough = shown_difference(self.lead, self.threshold) >= 0
        return is_enough == (self.margin < self.threshold - TIE_POINTS)

    @property
    def challengers(self) -> tuple[Standing, ...]:
        """Return whom open scores can still carry past the first, the one that can reach most in front."""
        if not self.leaders:
            return ()
        top = self.leaders[0].total
        others = (one for one in self.possible if one.rank != 1 and one.high > top + TIE_POINTS)
        return tuple(sorted(others, key=lambda one: -one.high))
