"""Amounts of a sheet in the units of the criteria here: thousands are multiplied out, other currencies stay out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.domain.formatting import plain

if TYPE_CHECKING:
    from outsource_desk.importers.reading import CriterionCell, Table
    from outsource_desk.importers.sheets.money import Money


@dataclass(frozen=True)
class InOurUnits:
    """A table whose amounts can stand beside those of the file."""

    table: Table
    strange: frozenset[str] = frozenset()  # criteria of the sheet whose amounts are in a unit that is not ours
    notes: tuple[str, ...] = ()


def in_our_units(table: Table, criteria: Mapping[str, Criterion | str], currency: str) -> InOurUnits:
    """Return the table with its amounts as the criteria here are measured, and what is to be said of it.

    Args:
        table: what was read.
        criteria: criterion of the sheet → the one here that it means, or the name of a new one.
        currency: of the initiative's prices.
    """
    factors: dict[str, Decimal] = {}
    strange: set[str] = set()
    notes: list[str] = []
    for column in table.criteria:
        here = criteria.get(column.name)
        if not column.unit or not isinstance(here, Criterion):
            continue
        said, factor = _compared(column, here, currency)
        if factor is None:
            strange.add(column.name)
        elif factor != 1:
            factors[column.name] = factor
        notes += [said] if said else []
    if not factors and not strange:
        return InOurUnits(table)
    scores = tuple(
        score._replace(value=float(Decimal(repr(score.value)) * factors[score.criterion]))
        if score.criterion in factors and score.value is not None
        else score
        for score in table.scores
        if score.criterion not in strange
    )
    return InOurUnits(replace(table, scores=scores), frozenset(strange), tuple(notes))


def _compared(column: CriterionCell, here: Criterion, currency: str) -> tuple[str, Decimal | None]:
    """Return what is to be said, and by what an amount of the sheet is multiplied; nothing = it cannot stand here."""
    theirs, ours = _money(column.unit), _money(here.unit)
    if here.measure is Measure.PRICE:
        ours = _money(currency)
    place = f"{column.cell}: {column.name}"
    strange = f"{place} is in {column.unit}, and here "
    if here.measure is Measure.JUDGED:
        is_amount = theirs is not None and column.maximum is None
        return (f"{strange}it is judged in points; left out.", None) if is_amount else _SAME
    if theirs is None or ours is None:
        return _SAME if _are_alike(column.unit, here.unit) else (f"{strange}in {here.unit}; left out.", None)
    if theirs.currency != ours.currency:
        return f"{place} is in {theirs.currency}, and here in {ours.currency}; left out.", None
    factor = _exact(theirs.multiplier) / _exact(ours.multiplier)
    if factor == 1:
        return _SAME
    return f"{place} is in {column.unit}; its amounts were taken times {plain(float(factor))}.", factor


def _money(unit: str) -> Money | None:
    """Return the money that a unit is, such as ``EUR`` or ``k€``; nothing where it names no currency."""
    from outsource_desk.importers.sheets.money import money_in

    money = money_in(unit, is_title=True) if unit else None
    return money if money is not None and money.currency else None


def _are_alike(theirs: str, ours: str) -> bool:
    """Tell whether two units may be the same: only where both are known is it certain that they are not."""
    from outsource_desk.importers.sheets.words import unit_in

    first, second = (unit_in(f"of_{unit}") for unit in (theirs, ours))
    return not (first and second) or first == second


def _exact(number: float) -> Decimal:
    return Decimal(repr(number))


_SAME = "", Decimal(1)
