"""What other methods make of the same data: second opinions on a ranking, in plain numbers and ids."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from outsource_desk.domain.frozen import frozen
from outsource_desk.domain.preference import Preference


class Method(StrEnum):
    """A way to bring many criteria together; the first is the official one."""

    SUM = "weighted_sum"  # the total
    RANGE_SUM = "range_sum"  # the weighted sum, each criterion stretched from the worst to the best of those compared
    PRODUCT = "weighted_product"  # weighted geometric mean
    TOPSIS = "topsis"  # near the best and far from the worst
    VIKOR = "vikor"  # a compromise between the most and the one that loses most
    PROMETHEE = "promethee"  # who outranks whom


LESS_IS_BETTER = frozenset({Method.VIKOR})


class Caveat(StrEnum):
    """What a careful reader should know of one method's result."""

    OPEN = "open"  # open values count as nothing, as in the total
    SINGLE = "single"  # one candidate has nothing to be compared with
    ALIKE = "alike"  # the method cannot tell the candidates apart
    CONSTANT = "constant"  # criteria on which all are alike count nothing
    FLOOR = "floor"  # values below 1 count as 1, or one zero would decide alone


@frozen
class Opinion:
    """One method's scores and ranks of the ranked candidates.

    Attributes:
        method: which.
        scores: candidate id → score, in the method's own unit.
        ranks: candidate id → rank: 1, 1, 3.
        caveats: what should be known when reading it.
    """

    method: Method
    scores: Mapping[int, float]
    ranks: Mapping[int, int]
    caveats: tuple[Caveat, ...] = ()

    @property
    def leader_ids(self) -> tuple[int, ...]:
        """Return who is first."""
        return tuple(candidate_id for candidate_id, rank in self.ranks.items() if rank == 1)


@frozen
class Compromise:
    """VIKOR in full: both measures, the index made of them, and whether its first place can be accepted.

    Attributes:
        utility: candidate id → S, 0..1: what is missing to the best on all criteria together; less is better.
        regret: candidate id → R, 0..1: what is missing on the criterion where most is missing.
        index: candidate id → Q, 0..1: half of each, from the best to the worst of those compared.
        advantage: how far the second is behind in Q; None where there is no second.
        needed: the advantage that the first condition asks for; None likewise.
        has_advantage: condition 1, the first is far enough ahead.
        is_stable: condition 2, it is also first by S or by R.
        candidate_ids: the compromise set: one candidate where both conditions hold, else all that come near it.
    """

    utility: Mapping[int, float]
    regret: Mapping[int, float]
    index: Mapping[int, float]
    advantage: float | None
    needed: float | None
    has_advantage: bool
    is_stable: bool
    candidate_ids: tuple[int, ...]


@frozen
class Outranking:
    """PROMETHEE in full: how strongly each outranks the others and is outranked, and the order that follows.

    Attributes:
        positive: candidate id → how strongly it is preferred to the others, 0..1.
        negative: candidate id → how strongly others are preferred to it, 0..1.
        better: (a, b) where a outranks b by both flows.
        alike: (a, b) with the same flows.
        incomparable: (a, b) where one flow speaks for a and the other for b.
        top_ids: whom nobody outranks.
    """

    positive: Mapping[int, float]
    negative: Mapping[int, float]
    better: tuple[tuple[int, int], ...]
    alike: tuple[tuple[int, int], ...]
    incomparable: tuple[tuple[int, int], ...]
    top_ids: tuple[int, ...]


@frozen
class Concordance:
    """How far two methods agree on the order: 1 = the same, −1 = the reverse; None where one of them ties all."""

    first: Method
    second: Method
    tau: float | None  # Kendall's tau-b
    rho: float | None  # Spearman's


@frozen
class DiagnosedWeight:
    """A leaf's official weight beside what the data's spread alone would give it; for diagnosis, never for a total.

    None where the data tell nothing: one candidate, or all alike on every criterion.
    """

    criterion_id: int
    official: float  # share of the whole, 0..1
    entropy: float | None
    critic: float | None


@frozen
class Opinions:
    """All methods side by side, with what is behind them."""

    opinions: tuple[Opinion, ...]  # one for each `Method`, in its order
    compromise: Compromise
    outranking: Outranking
    concordance: tuple[Concordance, ...]  # every pair of methods
    weights: tuple[DiagnosedWeight, ...]  # leaves in tree order
    preferences: Mapping[int, Preference]  # leaf id → the preference function used
    open_cells: int  # values that counted as nothing
    constant_ids: tuple[int, ...]  # leaves with a weight on which all are alike

    def of(self, method: Method) -> Opinion:
        """Return what one method says."""
        return next(opinion for opinion in self.opinions if opinion.method is method)

    @property
    def is_unanimous(self) -> bool:
        """Tell whether every method puts the same first."""
        return len({opinion.leader_ids for opinion in self.opinions}) == 1

    @property
    def dissenters(self) -> tuple[Opinion, ...]:
        """Return the methods that put somebody else first, or somebody beside, than the official one."""
        official = self.of(Method.SUM)
        return tuple(each for each in self.opinions if each.leader_ids != official.leader_ids)
