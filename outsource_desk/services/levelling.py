"""Bid levelling: the lines of all offers side by side, so that what one of them lacks or overprices is seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.domain.price_line import PriceLine
from outsource_desk.domain.ranking import Evaluation

OUTLYING = 2.0  # times the median, or that part of it
_ENOUGH = 3  # amounts that a median needs to say anything


@dataclass(frozen=True)
class LevelledLine:
    """One line with what each candidate asks for it."""

    name: str
    year: int | None
    quantity: float | None
    unit: str
    currency: str  # of all its amounts
    amounts: Mapping[int, float]  # by candidate; those without the line in this currency are missing
    median: float
    outlying: frozenset[int]  # candidates far above or below the median
    lowest: frozenset[int]


@dataclass(frozen=True)
class Levelling:
    """The lines beneath one price."""

    criterion_id: int
    candidates: tuple[int, ...]  # with lines, in the order of the initiative
    lines: tuple[LevelledLine, ...]
    totals: Mapping[int, float]  # by candidate; those that ask in several currencies are missing
    currencies: Mapping[int, str]  # of the totals
    typed_over: Mapping[int, float]  # by candidate: its price, where that is no longer what its lines add up to

    @property
    def is_mixed(self) -> bool:
        """Tell whether the lines are in several currencies."""
        return len({line.currency for line in self.lines}) > 1

    @property
    def gaps(self) -> int:
        """Return how many lines some candidates have that others lack, in whatever currency."""
        having: dict[tuple[str, int | None], set[int]] = {}
        for line in self.lines:
            having.setdefault((line.name.casefold(), line.year), set()).update(line.amounts)
        return sum(len(candidates) < len(self.candidates) for candidates in having.values())

    @property
    def outliers(self) -> int:
        """Return how many amounts lie far from the median of their line."""
        return sum(len(line.outlying) for line in self.lines)


def levelled(evaluation: Evaluation, criterion_id: int) -> Levelling | None:
    """Return the lines of all offers that add up to a price, side by side; nothing where there are none.

    Lines of the same name, year and currency are one; a candidate that has one twice asks for their sum. An amount is
    outlying if it is more than twice the median of its line or less than half of it, where at least three have it.
    """
    lines = [line for line in evaluation.price_lines if line.criterion_id == criterion_id]
    if not lines:
        return None
    alike: dict[tuple[str, int | None], dict[str, list[PriceLine]]] = {}
    offers: dict[int, dict[str, float]] = {}
    for line in lines:
        alike.setdefault((line.name.casefold(), line.year), {}).setdefault(line.currency, []).append(line)
        sums = offers.setdefault(line.candidate_id, {})
        sums[line.currency] = sums.get(line.currency, 0.0) + line.amount
    candidates = tuple(each.id for each in evaluation.candidates if each.id in offers)
    whole = {each: next(iter(offers[each].items())) for each in candidates if len(offers[each]) == 1}
    return Levelling(
        criterion_id,
        candidates,
        tuple(_line(same) for by_currency in alike.values() for same in by_currency.values()),
        {each: amount for each, (_, amount) in whole.items()},
        {each: currency for each, (currency, _) in whole.items()},
        _typed_over(evaluation, criterion_id, lines),
    )


def sum_beside(
    evaluation: Evaluation, criterion: Criterion, amount: float | None, lines: Sequence[PriceLine]
) -> float | None:
    """Return what the lines of a price add up to, where the price was typed over after they had come in; else None.

    Args:
        evaluation: the initiative.
        criterion: the price.
        amount: what it is now, in the currency of the initiative or the criterion's unit.
        lines: of one candidate.
    """
    currency = evaluation.initiative.currency if criterion.measure is Measure.PRICE else criterion.unit
    if amount is None or not lines or {line.currency for line in lines} != {currency}:
        return None
    total = sum(line.amount for line in lines)
    return total if abs(total - amount) > 0.005 * len(lines) else None


def _typed_over(evaluation: Evaluation, criterion_id: int, lines: Sequence[PriceLine]) -> dict[int, float]:
    criterion = next((each for each in evaluation.criteria if each.id == criterion_id), None)
    found: dict[int, float] = {}
    for price in evaluation.measurements:
        if criterion is None or price.criterion_id != criterion_id or price.amount is None:
            continue
        mine = [line for line in lines if line.candidate_id == price.candidate_id]
        if sum_beside(evaluation, criterion, price.amount, mine) is not None:
            found[price.candidate_id] = price.amount
    return found


def _line(alike: list[PriceLine]) -> LevelledLine:
    amounts: dict[int, float] = {}
    for line in alike:
        amounts[line.candidate_id] = amounts.get(line.candidate_id, 0.0) + line.amount
    middle = median(amounts.values())
    outlying = {
        candidate
        for candidate, amount in amounts.items()
        if len(amounts) >= _ENOUGH and middle > 0 and not middle / OUTLYING <= amount <= middle * OUTLYING
    }
    least = min(amounts.values())
    lowest = {candidate for candidate, amount in amounts.items() if amount == least and len(amounts) > 1}
    first = alike[0]
    return LevelledLine(
        first.name, first.year, first.quantity, first.unit, first.currency, amounts, middle, frozenset(outlying),
        frozenset(lowest),
    )  # fmt: skip
