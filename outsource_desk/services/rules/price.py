"""Rules about prices: whether they are there, fit to be compared, and count for what they should."""

from __future__ import annotations

from collections.abc import Iterator

from outsource_desk.analysis.agreement import median
from outsource_desk.analysis.price import money_per_quality_point
from outsource_desk.domain.criterion import Criterion, Curve, Measure
from outsource_desk.domain.formatting import money, number, percent, plain
from outsource_desk.domain.ranking import Standing
from outsource_desk.services.rules.rulebook import Finding, Subject, check
from outsource_desk.services.rules.scene import Column, Scene


@check("W41", Subject.LEAF, "criterion", "name", "amount")
def benchmark_of_somebody_out(column: Column) -> Iterator[Finding]:
    """Find an end point of a price that is just the offer of a candidate that failed a gate."""
    leaf = column.leaf
    if leaf.measure is not Measure.PRICE or leaf.lacking or leaf.curve.is_relative:
        return
    eligible = {amount for amount, _ in column.offers}
    out = [candidate for candidate in column.candidates if candidate not in column.eligible]
    for candidate in out:
        amount = column.value(candidate).points
        if amount is not None and amount in (leaf.worst, leaf.best) and amount not in eligible:
            field = "best" if amount == leaf.best else "worst"
            yield column.finding(field, at=field, name=candidate.name, amount=plain(amount))


@check("W42", Subject.LEAF, "criterion", "weight", "points")
def price_without_influence(column: Column, *, spread: float) -> Iterator[Finding]:
    """Find a price on which all candidates are worth about the same, or all nothing, or all everything."""
    if column.leaf.measure is not Measure.PRICE or column.weight <= 0 or len(column.values) < 2:
        return
    apart = max(column.values) - min(column.values)
    if apart < spread:
        yield column.finding(weight=percent(column.weight), points=number(column.weight * apart))


@check("W43", Subject.LEAF, "criterion", "name", "times")
def one_offer_crushes_the_others(column: Column, *, times: float) -> Iterator[Finding]:
    """Find a lowest price, under “lowest / price”, that leaves half the points or less to everybody else."""
    if column.leaf.measure is not Measure.PRICE or column.leaf.curve is not Curve.LOWEST or len(column.offers) < 2:
        return
    (lowest, candidate), (second, _) = column.offers[:2]
    if second >= times * lowest - 1e-9:
        found = column.finding(name=candidate.name, times=number(second / lowest))
        yield found._replace(candidate_id=candidate.id)


@check("W44", Subject.LEAF, "criterion", "gap")
def all_or_nothing_of_two(column: Column, *, gap: float) -> Iterator[Finding]:
    """Find two near prices, under “lowest to highest”, of which one gets everything and the other nothing."""
    if column.leaf.measure is not Measure.PRICE or column.leaf.curve is not Curve.MIN_MAX or len(column.offers) != 2:
        return
    low, high = (amount for amount, _ in column.offers)
    if 0 < (high - low) / low < gap - 1e-9:
        yield column.finding(gap=percent((high - low) / low, 1))


@check("W45", Subject.LEAF, "name", "criterion", "share")
def suspiciously_low(column: Column, *, share: float, least_candidates: float) -> Iterator[Finding]:
    """Find an offer far below what the others ask."""
    if column.leaf.measure is not Measure.PRICE or len(column.offers) < least_candidates:
        return
    for amount, candidate in column.offers:
        middle = median([other for other, each in column.offers if each is not candidate])
        if amount < share * middle - 1e-9:
            yield column.cell_finding(candidate, share=percent(1 - amount / middle))


@check("W47", Subject.RESULT, "money", "criterion", "gap", "dearer", "cheaper", "points")
def what_a_point_costs(scene: Scene) -> Iterator[Finding]:
    """Say what one point of everything else is worth in money, and what the dearer of the first two asks for it.

    Source: with a linear price, ``(W_q / W_p) (ceiling − floor) / 100`` money for each quality point.
    """
    prices = [leaf for leaf in scene.leaves if leaf.measure is Measure.PRICE]
    if len(prices) != 1 or prices[0].curve is not Curve.LINEAR or prices[0].lacking:
        return
    (leaf,) = prices
    share = scene.ranking.weights[leaf.id]
    if not 0 < share < 1 or leaf.worst is None or leaf.best is None or leaf.worst <= leaf.best:
        return
    name, currency = scene.name_of[leaf.id], scene.evaluation.initiative.currency
    worth = money_per_quality_point(1 - share, share, leaf.best, leaf.worst)
    fields = {"criterion": name, "money": money(worth, currency)}
    gap = _paid_for(scene, leaf, share)
    yield Finding(fields | gap, name, None, leaf.id, "gap" if gap else "")


def _paid_for(scene: Scene, leaf: Criterion, share: float) -> dict[str, str]:
    """Return how much more the dearer of the first two asks, and how many points of everything else it has more."""
    first_two = scene.ranking.ranked[:2]
    offers = [(scene.ranking.cells[one.candidate.id, leaf.id].points, one) for one in first_two]
    known = sorted(((amount, one) for amount, one in offers if amount is not None), key=lambda offer: offer[0])
    if len(known) < 2 or known[0][0] == known[1][0]:
        return {}
    (low, cheaper), (high, dearer) = known
    points = (_merit(dearer, leaf) - _merit(cheaper, leaf)) / (1 - share)
    if points <= 0:
        return {}
    return {
        "gap": money(high - low, scene.evaluation.initiative.currency),
        "dearer": dearer.candidate.name,
        "cheaper": cheaper.candidate.name,
        "points": number(points),
    }


def _merit(standing: Standing, leaf: Criterion) -> float:
    """Return a candidate's points without those for the price."""
    return standing.total - standing.contributions[leaf.id]


@check("W48", Subject.LEAF, "name", "criterion")
def no_usable_price(column: Column) -> Iterator[Finding]:
    """Find candidates without a price above 0."""
    if column.leaf.measure is not Measure.PRICE:
        return
    for candidate in column.eligible:
        amount = column.value(candidate).points
        if amount is None or amount <= 0:
            yield column.cell_finding(candidate)
