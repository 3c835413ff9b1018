"""Service levels: how a measurement stands, what misses cost the provider, and what availability means in minutes."""

from __future__ import annotations

import math
from collections.abc import Iterable
from enum import StrEnum

from outsource_desk.domain.performance import Direction, Status

MINUTES_OF_DAY = 24 * 60
_MULTIPLIERS = (1.0, 1.5, 2.0)


class Quotient(StrEnum):
    """How a result follows from numerator and denominator."""

    PLAIN = "plain"  # n / d
    PERCENT = "percent"  # 100 · n / d
    REST = "rest"  # 100 · (1 - n / d)
    EXCESS = "excess"  # 100 · (n / d - 1)


def quotient_of(kind: Quotient, numerator: float, denominator: float) -> float:
    """Return a result in the metric's unit; the denominator is above zero."""
    ratio = numerator / denominator
    match kind:
        case Quotient.PLAIN:
            return ratio
        case Quotient.PERCENT:
            return 100 * ratio
        case Quotient.REST:
            return 100 * (1 - ratio)
        case Quotient.EXCESS:
            return 100 * (ratio - 1)


def status_of(actual: float | None, target: float | None, minimum: float | None, direction: Direction) -> Status:
    """Return how a measurement stands: green meets the target, amber only the minimum, red misses the minimum.

    All in the metric's unit. Where only one of target and minimum is agreed, it is both; a number that was not
    measured, or to which nothing is agreed, is grey.
    """
    aim = minimum if target is None else target
    least = target if minimum is None else minimum
    if actual is None or aim is None or least is None:
        return Status.GREY
    if not _meets(actual, least, direction):
        return Status.RED
    return Status.GREEN if _meets(actual, aim, direction) else Status.AMBER


def _meets(actual: float, level: float, direction: Direction) -> bool:
    if math.isclose(actual, level, rel_tol=1e-12, abs_tol=1e-12):  # 100 · 999 / 1000 is 99.9
        return True
    return direction.is_better(actual, level)


def repeat_multiplier(nth: int) -> float:
    """Return how much more the n-th consecutive miss weighs: 1, 1.5, then 2."""
    return _MULTIPLIERS[min(nth, len(_MULTIPLIERS)) - 1]


def service_credit(at_risk_amount: float, missed: Iterable[tuple[float, int]]) -> float:
    """Return a month's credit, at most the amount at risk and in the same unit of money.

    Args:
        at_risk_amount: what the provider can lose in a month, >= 0.
        missed: for each critical service level that was missed its share of the amount at risk in percentage
            points, and the how-many-th consecutive miss it is, from 1.

    Source: credit = min(at risk, Σ at risk · share · multiplier), the usual scheme of an at-risk amount with a pool.
    """
    credit = sum(at_risk_amount * share / 100 * repeat_multiplier(nth) for share, nth in missed)
    return min(at_risk_amount, credit)


def allowed_downtime_minutes(availability: float, days: float = 30) -> float:
    """Return how many minutes a service may be down in some days.

    Args:
        availability: per cent of the time, 0..100.
        days: of a service that is promised around the clock.
    """
    return days * MINUTES_OF_DAY * (100 - availability) / 100


def serial_availability(parts: Iterable[float]) -> float:
    """Return the availability of a chain that fails with any of its parts; all as shares of 1."""
    return math.prod(parts)


def parallel_availability(parts: Iterable[float]) -> float:
    """Return the availability of alternatives that fail only together; all as shares of 1, independent of each other.

    Source: reliability block diagrams, IEC 61078.
    """
    return 1 - math.prod(1 - part for part in parts)
