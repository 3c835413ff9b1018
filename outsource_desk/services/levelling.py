"""Bid levelling: the lines of all offers side by side, so that what one of them lacks or overprices is seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

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
    amounts: Mapping[int, float]  # by candidate; those without the line are missing
    median: float
    outlying: frozenset[int]  # candidates far above or below the median
    lowest: frozenset[int]


@dataclass(frozen=True)
class Levelling:
    """The lines beneath one price."""

    criterion_id: int
    currency: str
    candidates: tuple[int, ...]  # with lines, in the order of the initiative
    lines: tuple[LevelledLine, ...]
    totals: Mapping[int, float]

    @property
    def gaps(self) -> int:
        """Return how many lines some candidates have that others lack."""
        return sum(len(line.amounts) < len(self.candidates) for line in self.lines)

    @property
    def outliers(self) -> int:
        """Return how many amounts lie far from the median of their line."""
        return sum(len(line.outlying) for line in self.lines)


def levelled(evaluation: Evaluation, criterion_id: int) -> Levelling | None:
    """Return the lines of all offers that add up to a price, side by side; nothing where there are none.

    Lines of the same name and year are one; a candidate that has one twice asks for their sum. An amount is outlying
    if it is more than twice the median of its line or less than half of it, where at least three have the line.
    """
    lines = [line for line in evaluation.price_lines if line.criterion_id == criterion_id]
    if not lines:
        return None
    groups: dict[tuple[str, int | None], list[PriceLine]] = {}
    for line in lines:
        groups.setdefault((line.name.casefold(), line.year), []).append(line)
    present = {line.candidate_id for line in lines}
    candidates = tuple(each.id for each in evaluation.candidates if each.id in present)
    totals = {each: sum(line.amount for line in lines if line.candidate_id == each) for each in candidates}
    return Levelling(criterion_id, lines[0].currency, candidates, tuple(map(_line, groups.values())), totals)


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
        first.name, first.year, first.quantity, first.unit, amounts, middle, frozenset(outlying), frozenset(lowest)
    )
