"""Whether to outsource at all: the first of the vendors beside the in-house option."""

from __future__ import annotations

from dataclasses import dataclass, replace

from outsource_desk.domain.criterion import Measure
from outsource_desk.domain.ranking import Evaluation, Ranking, Standing, Verdict
from outsource_desk.services.counting import entries_of
from outsource_desk.services.standings import Yardstick, verdict_of


@dataclass(frozen=True)
class AgainstInHouse:
    """The first of the vendors and the in-house option, both ranked."""

    vendor: Standing
    in_house: Standing
    verdict: Verdict  # between the two alone: clear lead, too close to call, or open
    vendor_price: float | None  # None where a price is open or there is none
    in_house_price: float | None


def against_in_house(evaluation: Evaluation, ranking: Ranking) -> AgainstInHouse | None:
    """Compare the first of the vendors with in-house by the rule of the ranking; nothing unless both are ranked."""
    home = next((one for one in ranking.ranked if one.candidate.is_in_house), None)
    vendor = next((one for one in ranking.ranked if not one.candidate.is_in_house), None)
    if home is None or vendor is None:
        return None
    pair = {home.candidate.id, vendor.candidate.id}
    given = replace(
        evaluation,
        scores=tuple(score for score in evaluation.scores if score.candidate_id in pair),
        agreed=tuple(score for score in evaluation.agreed if score.candidate_id in pair),
        measurements=tuple(row for row in evaluation.measurements if row.candidate_id in pair),
    )
    yardstick = Yardstick(evaluation.criteria, frozenset(ranking.dropped))
    best_first = [one for one in ranking.ranked if one in (home, vendor)]
    verdict, _, _ = verdict_of(best_first, yardstick, entries_of(given))
    prices = [leaf.id for leaf in yardstick.leaves if leaf.measure is Measure.PRICE]
    asked = [_price(ranking, one, prices) for one in (vendor, home)]
    return AgainstInHouse(vendor, home, verdict, *asked)


def _price(ranking: Ranking, standing: Standing, prices: list[int]) -> float | None:
    """Return what a candidate asks in all; None while one of its prices is open."""
    amounts = [ranking.cells[standing.candidate.id, price].points for price in prices]
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known and len(known) == len(amounts) else None
