"""Try every price function on the bids as they are, with a made-up offer and without each loser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from math import floor as whole_below
from math import log10
from typing import TYPE_CHECKING

from outsource_desk.analysis.aggregation import competition_ranks
from outsource_desk.analysis.price import money_per_quality_point, quality_adjusted_price
from outsource_desk.analysis.value_functions import Offers, linear_value, offers_of, relative_price_value
from outsource_desk.domain.checks import checked_fields
from outsource_desk.domain.criterion import Criterion, Curve, Measure, leaves_of
from outsource_desk.domain.curve_errors import FloorAboveCeilingError, OnlyForPricesError
from outsource_desk.domain.price_lab import Bid, Outcome, Paradox, PriceLab
from outsource_desk.domain.ranking import TIE_POINTS, Evaluation, GateStatus, Ranking, Standing
from outsource_desk.services.criteria import load_criterion
from outsource_desk.services.criterion_checks import CRITERION_FIELDS
from outsource_desk.store.rows import update_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

TRIED = (Curve.LINEAR, Curve.LOWEST, Curve.MULTIPLE, Curve.MIN_MAX)
FLOOR_BELOW, CEILING_ABOVE = 0.8, 1.2  # of the lowest and the highest offer, where nobody has fixed a range


def fix_price_range(desk: Desk, criterion_id: int, floor: float, ceiling: float) -> None:
    """Value a price straight between a floor, worth 100, and a ceiling, worth 0, whatever others ask.

    Undoable. Saved when this returns.

    Raises:
        OnlyForPricesError: the criterion is no price.
        FloorAboveCeilingError: the floor is not below the ceiling.
        DeskError: an amount is not allowed; the file is then unchanged.
    """
    criterion = load_criterion(desk, criterion_id)
    if criterion.measure is not Measure.PRICE:
        raise OnlyForPricesError(criterion.name)
    ends = checked_fields(CRITERION_FIELDS, {"worst": ceiling, "best": floor})
    if not floor < ceiling:
        raise FloorAboveCeilingError
    with desk.edit("Use floor and ceiling"):
        update_row(desk.db, "criterion", criterion_id, {**ends, "curve": Curve.LINEAR})


def priced_leaves(evaluation: Evaluation, ranking: Ranking) -> tuple[Criterion, ...]:
    """Return the prices that count, the heaviest first."""
    counting = [leaf for leaf in leaves_of(evaluation.criteria) if leaf.id not in ranking.dropped]
    prices = [leaf for leaf in counting if leaf.measure is Measure.PRICE and ranking.weights[leaf.id] > 0]
    return tuple(sorted(prices, key=lambda leaf: -ranking.weights[leaf.id]))


def price_lab(
    evaluation: Evaluation, ranking: Ranking, criterion_id: int | None = None, dummy: float | None = None
) -> PriceLab | None:
    """Put the eligible bids under every price function; nothing where no price counts or nobody has one.

    Everything but the one price keeps what it adds to the totals, other prices included. An offer is eligible unless
    it misses a gate.

    Args:
        evaluation: what was read.
        ranking: what came out.
        criterion_id: the price to try; None = the heaviest.
        dummy: the made-up offer, above zero; None = one at the ceiling.
    """
    prices = priced_leaves(evaluation, ranking)
    leaf = next((each for each in prices if criterion_id in (each.id, None)), None)
    if leaf is None:
        return None
    eligible = [each for each in ranking.standings if each.gate is not GateStatus.FAILED]
    bids = tuple(sorted(_bids(leaf, eligible, ranking), key=lambda bid: (bid.price, bid.candidate_id)))
    if not bids:
        return None
    known = {bid.candidate_id for bid in bids}
    floor, ceiling = _range(leaf, bids)
    trial = _Trial(leaf, floor, ceiling, ranking.weights[leaf.id])
    added = dummy if dummy is not None and dummy > 0 else ceiling
    offers = [bid.price for bid in bids]
    outcomes = tuple(trial.outcome(curve, bids, offers) for curve in TRIED)
    with_dummy = tuple(trial.outcome(curve, bids, [*offers, added]) for curve in TRIED)
    return PriceLab(
        criterion_id=leaf.id,
        criterion=leaf.name,
        currency=evaluation.initiative.currency or leaf.unit,
        current=leaf.curve,
        floor=floor,
        ceiling=ceiling,
        is_range_suggested=_is_range_suggested(leaf),
        multiple=leaf.multiple,
        price_weight=trial.weight,
        bids=bids,
        without_price=tuple(each.candidate.name for each in eligible if each.candidate.id not in known),
        outcomes=outcomes,
        dummy=added,
        with_dummy=with_dummy,
        paradoxes=tuple(_paradoxes(trial, bids, outcomes, with_dummy)),
        point_prices=trial.point_prices(bids),
        adjusted=trial.adjusted(bids),
    )


def _bids(leaf: Criterion, eligible: Sequence[Standing], ranking: Ranking) -> Iterator[Bid]:
    weight = ranking.weights[leaf.id]
    for standing in eligible:
        price = ranking.cells[standing.candidate.id, leaf.id].points
        if price is not None and price > 0:
            rest = standing.total - standing.contributions.get(leaf.id, 0.0)
            quality = rest / (1 - weight) if weight < 1 else 0.0
            yield Bid(standing.candidate.id, standing.candidate.name, price, quality, rest)


def _is_range_suggested(leaf: Criterion) -> bool:
    return leaf.worst is None or leaf.best is None or not leaf.best < leaf.worst


def _range(leaf: Criterion, bids: Sequence[Bid]) -> tuple[float, float]:
    """Return floor and ceiling as they were fixed, else round amounts around the offers."""
    if leaf.worst is not None and leaf.best is not None and leaf.best < leaf.worst:
        return leaf.best, leaf.worst
    lowest, highest = bids[0].price, bids[-1].price
    step = 10.0 ** (whole_below(log10(highest)) - 1)
    low = max(0.0, whole_below(FLOOR_BELOW * lowest / step) * step)
    return low, -whole_below(-CEILING_ABOVE * highest / step) * step


class _Trial:
    """One price criterion, ready to be valued by every function."""

    def __init__(self, leaf: Criterion, floor: float, ceiling: float, weight: float) -> None:
        self.weight = weight
        self._floor, self._ceiling, self._multiple = floor, ceiling, leaf.multiple

    def outcome(self, curve: Curve, bids: Sequence[Bid], pool: Sequence[float]) -> Outcome:
        """Value bids beside a pool of offers and rank them."""
        offers = offers_of(pool)
        values = {bid.candidate_id: self._value(curve, bid.price, offers) for bid in bids}
        totals = {bid.candidate_id: bid.rest + self.weight * values[bid.candidate_id] for bid in bids}
        ranks = dict(zip(totals, competition_ranks(list(totals.values())), strict=True))
        return Outcome(curve, values, totals, ranks)

    def _value(self, curve: Curve, price: float, offers: Offers | None) -> float:
        value = (
            linear_value(price, self._ceiling, self._floor)
            if curve is Curve.LINEAR
            else relative_price_value(curve, price, offers, self._multiple)
        )
        return value or 0.0  # a bid has a price above zero and is among the offers, so nothing is open

    def point_prices(self, bids: Sequence[Bid]) -> dict[Curve, float]:
        """Return the money that one point of quality is worth under each function."""
        lowest, highest = bids[0].price, bids[-1].price
        ends = {
            Curve.LINEAR: (self._floor, self._ceiling),
            Curve.LOWEST: (lowest, 2 * lowest),  # as steep as 100 · lowest / price begins
            Curve.MULTIPLE: (lowest, self._multiple * lowest),
            Curve.MIN_MAX: (lowest, highest),
        }
        return {curve: money_per_quality_point(1 - self.weight, self.weight, *ends[curve]) for curve in TRIED}

    def adjusted(self, bids: Sequence[Bid]) -> dict[int, float]:
        """Return each price less what its quality is worth between floor and ceiling."""
        point, reference = self.point_prices(bids)[Curve.LINEAR], min(bid.quality for bid in bids)
        return {bid.candidate_id: quality_adjusted_price(bid.price, bid.quality, point, reference) for bid in bids}


def _paradoxes(
    trial: _Trial, bids: Sequence[Bid], outcomes: Sequence[Outcome], with_dummy: Sequence[Outcome]
) -> Iterator[Paradox]:
    """Yield, for each function, the losers and the dummy that decide between two others."""
    for before, dummied in zip(outcomes, with_dummy, strict=True):
        for loser in bids:
            others = [bid for bid in bids if bid is not loser]
            if before.ranks[loser.candidate_id] > 1 and len(others) > 1:
                after = trial.outcome(before.curve, others, [bid.price for bid in others])
                yield from _turned(before, after, loser.candidate_id)
        yield from _turned(before, dummied, None)


def _turned(before: Outcome, after: Outcome, removed_id: int | None) -> Iterator[Paradox]:
    """Yield the best placed pair that changes places, if any does."""
    order = [each for each in before.order if each in after.ranks]
    if all(_lead(after.totals, behind, ahead) <= TIE_POINTS for ahead, behind in pairwise(order)):
        return  # still in the same order, which is quicker seen than in all pairs
    for ahead, behind in combinations(order, 2):
        if _lead(before.totals, ahead, behind) > TIE_POINTS and _lead(after.totals, behind, ahead) > TIE_POINTS:
            yield Paradox(before.curve, removed_id, ahead, behind, before.ranks[ahead] == 1)
            return


def _lead(totals: Mapping[int, float], first: int, second: int) -> float:
    return totals[first] - totals[second]
