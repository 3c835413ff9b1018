"""What a choice is expected to cost once the chance that it fails, and must be reversed, is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.criterion import Measure
from outsource_desk.domain.exit_clock import Reversal
from outsource_desk.domain.formatting import minor_digits
from outsource_desk.domain.leaving import ExitCost, Payer
from outsource_desk.services.standings import Yardstick

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outsource_desk.domain.ranking import Evaluation, Ranking, Standing


@dataclass(frozen=True)
class ExitCosts:
    """What leaving costs us, in minor units; ``None`` where no line says so.

    Attributes:
        low, expected, high: sums of the lines; one that states a single figure counts with it in all three.
        unknown: lines without any figure.
    """

    low: int | None
    expected: int | None
    high: int | None
    unknown: int


def exit_costs(costs: Iterable[ExitCost], *, is_planned: bool) -> ExitCosts:
    """Return what leaving costs us.

    In a planned exit we pay our own lines and half of the shared ones. In an unplanned one we pay them all: a
    provider that has failed pays nothing.
    """
    lines = list(costs)
    figures = [_figures(each) for each in lines]
    known = [
        tuple(figure * _our_share(each, is_planned=is_planned) for figure in given)
        for each, given in zip(lines, figures, strict=True)
        if given is not None
    ]
    unknown = sum(given is None for given in figures)
    if not known:
        return ExitCosts(None, None, None, unknown)
    low, expected, high = (round(sum(each)) for each in zip(*known, strict=True))
    return ExitCosts(low, expected, high, unknown)


def cost_of_reversal(evaluation: Evaluation, ranking: Ranking, speech: Speech = ENGLISH) -> tuple[Reversal, ...]:
    """Return what each candidate is expected to cost, the ranking's order.

    Expected cost = (1 − p) × cost + p × (cost until failure + exit + plan B). Cost is what the candidate asks in all.
    Leaving in-house is nobody's failure to guard against, so that option is expected to cost what it costs. What is
    not known stays unknown and is named.

    Args:
        evaluation: of the initiative, with its protection.
        ranking: its ranking.
        speech: how what is missing is said.

    Source: expected value over two outcomes; see Raiffa, Decision Analysis (1968), ch. 2.
    """
    protection = evaluation.protection
    leaving = protection.leaving if protection else None
    facts = leaving.facts if leaving else None
    exit_cost = exit_costs(leaving.costs, is_planned=False).expected if leaving else None
    until_failure, plan_b = (facts.cost_to_failure, facts.plan_b_cost) if facts else (None, None)
    chance = facts.failure_probability if facts else None
    parts = (until_failure, exit_cost, plan_b)
    known = [each for each in parts if each is not None]
    failed = sum(known) if len(known) == len(parts) else None
    given = _Given(chance, parts, failed, speech)
    return tuple(given.reversal(each, _cost(evaluation, ranking, each)) for each in ranking.standings)


def turning_chance(reversals: Iterable[Reversal]) -> tuple[Reversal, float] | None:
    """Return who is ranked first of the vendors, and from which chance of failure on in-house is expected to cost less.

    The chance is 0..1; 0 = in-house costs less already, 1 = even certain failure would not turn it. Nothing where a
    figure is not known.
    """
    found = list(reversals)
    home = next((each.cost for each in found if each.candidate.is_in_house and each.is_ranked), None)
    first = next((each for each in found if not each.candidate.is_in_house and each.is_ranked), None)
    if home is None or first is None or first.cost is None or first.failed_cost is None:
        return None
    if first.failed_cost <= first.cost:  # failing is no dearer, so the chance of it changes nothing for the worse
        return first, 1.0 if first.cost <= home else 0.0
    return first, min(max((home - first.cost) / (first.failed_cost - first.cost), 0.0), 1.0)


@dataclass(frozen=True)
class _Given:
    """What is the same for every candidate."""

    chance: float | None
    parts: tuple[int | None, ...]
    failed: int | None
    speech: Speech

    def reversal(self, standing: Standing, cost: int | None) -> Reversal:
        """Return what one candidate is expected to cost."""
        candidate, is_ranked = standing.candidate, standing.rank is not None
        missing = self._missing(cost, is_in_house=candidate.is_in_house)
        if candidate.is_in_house:
            return Reversal(candidate, cost, expected=cost, missing=missing, is_ranked=is_ranked)
        expected = None
        if cost is not None and self.chance is not None and self.failed is not None:
            expected = round((1 - self.chance) * cost + self.chance * self.failed)
        return Reversal(
            candidate, cost, self.failed, self.parts[1], self.chance, expected, self.parts, missing, is_ranked
        )

    def _missing(self, cost: int | None, *, is_in_house: bool) -> tuple[str, ...]:
        tr = self.speech.tr
        names = tr("the cost until it fails"), tr("the cost of leaving"), tr("the cost of plan B")
        missing = [tr("what it costs")] if cost is None else []
        if is_in_house:
            return tuple(missing)
        if self.chance is None:
            missing.append(tr("the chance of failure"))
        return (*missing, *(name for name, part in zip(names, self.parts, strict=True) if part is None))


def _figures(cost: ExitCost) -> tuple[int, int, int] | None:
    """Return low, expected and high of a line, those that are not stated from those that are."""
    stated = [each for each in (cost.expected, cost.high, cost.low) if each is not None]
    if not stated:
        return None
    expected = stated[0]
    return (
        expected if cost.low is None else cost.low,
        expected,
        expected if cost.high is None else cost.high,
    )


def _our_share(cost: ExitCost, *, is_planned: bool) -> float:
    if not is_planned or cost.payer is Payer.US:
        return 1.0
    return 0.5 if cost.payer is Payer.SHARED else 0.0


def _cost(evaluation: Evaluation, ranking: Ranking, standing: Standing) -> int | None:
    """Return what a candidate asks in all, in minor units; None while one of its prices is open, or there is none."""
    leaves = Yardstick(evaluation.criteria, frozenset(ranking.dropped)).leaves
    prices = [leaf.id for leaf in leaves if leaf.measure is Measure.PRICE]
    amounts = [ranking.cells[standing.candidate.id, price].points for price in prices]
    known = [each for each in amounts if each is not None]
    if not known or len(known) < len(amounts):
        return None
    return round(sum(known) * 10 ** minor_digits(evaluation.initiative.currency))
