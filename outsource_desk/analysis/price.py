"""What quality costs."""

from __future__ import annotations

from outsource_desk.domain.errors import OutOfRangeError


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
