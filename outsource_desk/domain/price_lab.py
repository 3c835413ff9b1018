"""The same bids under every price function: what each does to the order, and where a loser decides it."""

from __future__ import annotations

from collections.abc import Mapping

from outsource_desk.domain.criterion import Curve
from outsource_desk.domain.frozen import frozen


@frozen
class Bid:
    """What one eligible candidate asks, whole-life, and how good it is without its price."""

    candidate_id: int
    name: str
    price: float  # in money, above zero
    quality: float  # value of everything but this price, 0..100; open scores count nothing
    rest: float  # what everything but this price adds to the total, points of 100


@frozen
class Outcome:
    """All bids under one price function."""

    curve: Curve
    values: Mapping[int, float]  # candidate id → value of the price, 0..100
    totals: Mapping[int, float]  # candidate id → total, 0..100
    ranks: Mapping[int, int]  # candidate id → 1, 1, 3

    @property
    def order(self) -> tuple[int, ...]:
        """Return the candidates' ids, best first; ties by their lower id."""
        return tuple(sorted(self.ranks, key=lambda each: (self.ranks[each], each)))

    @property
    def leaders(self) -> frozenset[int]:
        """Return all that share the first rank."""
        return frozenset(each for each, rank in self.ranks.items() if rank == 1)


@frozen
class Paradox:
    """One candidate passes another because of an offer that is neither of theirs."""

    curve: Curve
    removed_id: int | None  # whose offer is taken away; None = the dummy is added
    before_id: int  # who is ahead with the offers as they are
    after_id: int  # who is ahead then
    is_for_first_place: bool


@frozen
class PriceLab:
    """One price criterion under every price function.

    Attributes:
        current: the function that counts.
        floor: the price worth 100 under the straight line, fixed or, if ``is_range_suggested``, only proposed.
        price_weight: share of this price in the whole, 0..1.
        bids: cheapest first.
        without_price: candidates that are eligible but have no price above zero.
        outcomes: the straight line between floor and ceiling first.
        dummy: the made-up offer that is added, in money.
        with_dummy: the same bids, valued as if the dummy were one of the offers.
        point_prices: the money that one point of quality (of 100) is worth; for lowest / price, at the lowest offer.
        adjusted: candidate id → price less what its quality is worth, compared at the lowest quality.
    """

    criterion_id: int
    criterion: str
    currency: str
    current: Curve
    floor: float
    ceiling: float
    is_range_suggested: bool
    multiple: float
    price_weight: float
    bids: tuple[Bid, ...]
    without_price: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    dummy: float
    with_dummy: tuple[Outcome, ...]
    paradoxes: tuple[Paradox, ...]
    point_prices: Mapping[Curve, float]
    adjusted: Mapping[int, float]

    def outcome(self, curve: Curve) -> Outcome:
        """Return the bids under one function; a curve drawn by points stands for the straight line."""
        return next((each for each in self.outcomes if each.curve is curve), self.outcomes[0])

    def name_of(self, candidate_id: int) -> str:
        """Return a bidder's name."""
        return next(bid.name for bid in self.bids if bid.candidate_id == candidate_id)

    @property
    def agrees(self) -> bool:
        """Tell whether every function puts the same candidates first."""
        return len({each.leaders for each in self.outcomes}) <= 1
