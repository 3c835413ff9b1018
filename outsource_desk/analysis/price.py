"""Price functions over the offers of one tender, and what quality costs under them."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from outsource_desk.analysis.value_functions import linear_value, offers_of, relative_price_value
from outsource_desk.domain.criterion import Curve
from outsource_desk.domain.errors import OutOfRangeError

Values = list[float | None]


def linear_to_ceiling(prices: Sequence[float], floor: float, ceiling: float) -> Values:
    """Return 100 at the floor, 0 at the ceiling, straight between them, whatever the others ask.

    Args:
        prices: shape (C,), money.
        floor: the price worth 100, fixed before offers are opened.
        ceiling: the price worth 0, above the floor.

    Source: absolute linear price function ``100 · (C - p) / (C - F)``, limited to 0..100; without rank reversal, as no
    other offer enters it.
    """
    return [linear_value(price, ceiling, floor) for price in prices]


def relative_lowest(prices: Sequence[float]) -> Values:
    """Return ``100 · lowest / price``.

    Args:
        prices: shape (C,), money, of the eligible candidates.

    Returns:
        Shape (C,); None where a price is not above zero, which is not compared with either.

    Source: quality- and cost-based selection, World Bank, Procurement Regulations (2016).
    """
    return _relative(Curve.LOWEST, prices)


def linear_multiple(prices: Sequence[float], multiple: float = 2.0) -> Values:
    """Return 100 at the lowest price, 0 at a multiple of it, straight between them.

    Args:
        prices: shape (C,), money, of the eligible candidates.
        multiple: of the lowest price, above 1.

    Returns:
        Shape (C,); None where a price is not above zero.

    Source: ``100 · max(0, 1 - (p - p_min) / ((k - 1) · p_min))``, common in German and Nordic tenders with k = 2.
    """
    return _relative(Curve.MULTIPLE, prices, multiple)


def min_max(prices: Sequence[float]) -> Values:
    """Return 100 at the lowest price, 0 at the highest, straight between them; all 100 where they are equal.

    Two offers are always worth 100 and 0, however near they are.

    Args:
        prices: shape (C,), money, of the eligible candidates.

    Returns:
        Shape (C,); None where a price is not above zero.

    Source: ``100 · (p_max - p) / (p_max - p_min)``.
    """
    return _relative(Curve.MIN_MAX, prices)


def about_mean(prices: Sequence[float]) -> Values:
    """Return 50 at the mean price, and as many points less as half the per cent that a price lies above it.

    Args:
        prices: shape (C,), money, of the eligible candidates.

    Returns:
        Shape (C,), limited to 0..100; None where a price is not above zero.

    Source: mean price scoring, ``50 - 50 · (p - mean) / mean``, in use by British authorities.
    """
    usable = [price for price in prices if price > 0]
    mean = fsum(usable) / len(usable) if usable else 0.0
    return [linear_value(price, 2 * mean, 0.0) if price > 0 else None for price in prices]


def quality_per_price(quality: float, price: float, unit: float = 1.0) -> float | None:
    """Return the quality that a unit of money buys; the highest one is best.

    Args:
        quality: points of any scale.
        price: money.
        unit: of money, such as 1000.

    Returns:
        Nothing where the price is not above zero.

    Source: simple benchmark method ``Z = L / P``, UfAB 2018, German Federal Procurement Office.
    """
    return quality * unit / price if price > 0 else None


def quality_adjusted_price(price: float, quality: float, point_price: float, reference: float = 0.0) -> float:
    """Return a price less what the quality above a reference is worth; the lowest one is best.

    Args:
        price: money.
        quality: the value of everything but price, 0..100.
        point_price: money for one point of quality, from `money_per_quality_point`.
        reference: the quality that a price is compared at.

    Source: monetised quality, ``p_adj = p - v · (Q - Q_ref)``.
    """
    return price - point_price * (quality - reference)


def money_per_quality_point(quality_weight: float, price_weight: float, floor: float, ceiling: float) -> float:
    """Return the money that one point of quality (of 100) is worth under floor and ceiling.

    Args:
        quality_weight: weight of everything but price, any unit.
        price_weight: weight of price in the same unit, above 0.
        floor: the price worth 100.
        ceiling: the price worth 0.

    Raises:
        OutOfRangeError: price has no weight, so no money buys a point.

    Source: ``(Wq / Wp) · (C - F) / 100``, the rate at which the total stays the same.
    """
    if price_weight <= 0:
        raise OutOfRangeError("The weight of the price", price_weight, 1e-12, None)
    return quality_weight / price_weight * (ceiling - floor) / 100


def _relative(curve: Curve, prices: Sequence[float], multiple: float = 2.0) -> Values:
    offers = offers_of(prices)
    return [relative_price_value(curve, price, offers, multiple) for price in prices]
