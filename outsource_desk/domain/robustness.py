"""How far a ranking can be trusted and what would turn it: results, in plain numbers and ids.

Weights are shares of the whole (0..1), totals and values are points of 100, candidates and criteria are ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from math import inf

from outsource_desk.domain.frozen import frozen


class Trust(StrEnum):
    """How far the first place can be trusted."""

    ROBUST = "robust"
    SENSITIVE = "sensitive"
    NO_CLEAR_WINNER = "no clear winner"
    NOTHING = "nothing to compare"  # fewer than two candidates are ranked


@frozen
class Reason:
    """One of the rules that gave a verdict, and whether it speaks for the leader."""

    rule: str  # stable: scored, lead, simulation, stability, score, price, open, drop_one, dominance
    speaks_for: bool
    text: str  # a whole sentence


@frozen
class TrustVerdict:
    """How far the first place can be trusted, with the rules that say so."""

    trust: Trust
    leader_id: int | None
    rival_id: int | None
    reasons: tuple[Reason, ...] = ()


@frozen
class Stability:
    """Between which weights of one criterion the first place, and the whole order, stay as they are.

    The other criteria keep their proportions. Exact: the bounds are where two totals are equal.
    """

    criterion_id: int  # leaf or group
    weight: float
    low: float  # of the interval for the first place, 0..1
    high: float
    rival_below: int | None  # who comes first just below ``low``; None where nobody does
    rival_above: int | None
    order_low: float  # of the interval for the whole order
    order_high: float

    @property
    def turning_points(self) -> list[tuple[float, int]]:
        """Return the weights at which the first place changes, and who takes it; the nearest first.

        Of two that are equally near, the higher weight comes first.
        """
        ends = ((self.high, self.rival_above), (self.low, self.rival_below))
        found = [(end, rival) for end, rival in ends if rival is not None]
        return sorted(found, key=lambda end: round(abs(end[0] - self.weight), 12))

    @property
    def distance(self) -> float:
        """Return how far the weight is from turning the first place, as a share of the whole; infinite: it cannot."""
        return min((abs(end - self.weight) for end, _ in self.turning_points), default=inf)


@frozen
class Crossing:
    """A weight at which two candidates have the same total."""

    weight: float
    first_id: int
    second_id: int
    is_lead: bool  # the first place changes here


@frozen
class Crossover:
    """Every candidate's total as one criterion's weight goes from 0 to 1: straight lines and where they cross."""

    criterion_id: int
    weight: float  # as it is
    at_zero: Mapping[int, float]  # candidate id → total
    at_one: Mapping[int, float]
    crossings: tuple[Crossing, ...]  # by weight


@frozen
class TornadoBar:
    """The leader's lead over the second as one criterion's weight is halved and doubled (limited to 0..1)."""

    criterion_id: int
    low_weight: float
    high_weight: float
    lead_at_low: float  # the leader's total minus the best other's; below 0 it has lost the first place
    lead_at_high: float


@frozen
class CriticalAmount:
    """How far one score or amount must move, all else equal, before the first place changes.

    Raised for the rival or lowered for the leader; in the criterion's own unit.
    """

    candidate_id: int
    criterion_id: int
    rival_id: int  # who comes first then
    now: float
    needed: float
    is_price: bool
    share: float | None  # (needed - now) / now; None where now is 0


@frozen
class JointChange:
    """The smallest total weight that must move from some criteria to others for a rival to catch the leader."""

    rival_id: int
    moved: float  # share of the whole that changes hands: half the sum of absolute changes
    weights: Mapping[int, float]  # leaf id → weight after the change; only those that differ


@frozen
class Dominance:
    """One candidate is at least as good as another on every criterion with a weight, and better on one."""

    better_id: int
    worse_id: int


@frozen
class FrontierPoint:
    """Cost against merit: merit is the total without the price, 0..100."""

    candidate_id: int
    price: float | None
    merit: float
    is_on_frontier: bool  # nobody is both cheaper and better


@frozen
class DropOne:
    """What the order of the others becomes when one candidate withdraws."""

    dropped_id: int
    order_before: tuple[int, ...]  # without the dropped one
    order_after: tuple[int, ...]

    @property
    def is_reversal(self) -> bool:
        """Tell whether the order of those that stay changes."""
        return self.order_before != self.order_after


class FlipKind(StrEnum):
    """What would have to change."""

    WEIGHT = "weight"
    LEADER_SCORE = "leader_score"
    RIVAL_SCORE = "rival_score"
    LEADER_PRICE = "leader_price"
    RIVAL_PRICE = "rival_price"


@frozen
class Flip:
    """One change, all else equal, that lets a rival overtake the leader."""

    kind: FlipKind
    rival_id: int
    criterion_id: int
    now: float  # weight share, or amount in the criterion's unit
    needed: float
    effort: float  # how large the change is on its own scale, 0..1; smaller = easier to turn


@frozen
class Robustness:
    """All that is exact about how far a ranking can be trusted."""

    leader_id: int | None
    rival_id: int | None  # the second
    stability: tuple[Stability, ...]  # groups and leaves in tree order
    tornado: tuple[TornadoBar, ...]  # leaves, the longest bar first
    critical: tuple[CriticalAmount, ...]  # possible ones only, the smallest change first
    joint: tuple[JointChange, ...]  # one per rival that weights can carry past the leader, the smallest first
    dominance: tuple[Dominance, ...]
    frontier: tuple[FrontierPoint, ...]
    drop_one: tuple[DropOne, ...]
    flips: tuple[Flip, ...]  # the easiest first


class WeightSpread(StrEnum):
    """How simulated weights lie around the official ones."""

    AROUND = "around"  # Dirichlet(50 W): most weights within a few points of the official ones
    ANY = "any"  # uniform over all weights
    ORDER = "order"  # uniform over all weights that keep the criteria's order of importance


@frozen
class SimulationPlan:
    """What is simulated; the same plan always gives the same result."""

    samples: int = 100_000
    seed: int = 20_250
    spread: WeightSpread = WeightSpread.AROUND
    with_scores: bool = True  # scores vary with the evaluators' spread
    with_open: bool = True  # open values may be anything between 0 and 100; False: they count as nothing


@frozen
class Simulation:
    """How often each candidate reaches each rank, over weights, scores and open values together."""

    plan: SimulationPlan
    acceptability: Mapping[int, tuple[float, ...]]  # candidate id → share of samples at rank 1, 2, ..., C
    central: Mapping[int, Mapping[int, float] | None]  # candidate id → leaf id → mean weight where it is first
    beats: Mapping[tuple[int, int], float]  # (a, b) → share of samples in which a is ahead of b

    def first(self, candidate_id: int) -> float:
        """Return the share of samples in which a candidate comes first."""
        return self.acceptability[candidate_id][0]


@frozen
class Information:
    """What it is worth to settle one open value or one disputed score before deciding."""

    candidate_id: int
    criterion_id: int
    is_open: bool  # else evaluators differ
    can_change_leader: bool  # by itself, some outcome puts another candidate first
    power: float  # share of outcomes, 0..1, that put another candidate first
    gain: float  # expected points of 100 won by deciding after it is known instead of now
