"""What it is worth to know an uncertain value before deciding."""

from __future__ import annotations

from typing import NamedTuple


class Prospect(NamedTuple):
    """What settling one value may bring."""

    power: float  # share of outcomes, 0..1, that put another candidate first
    gain: float  # expected points of 100 won by deciding after it is known instead of now


def prospect_of_rival(total: float, low: float, high: float, best: float) -> Prospect:
    """Return what it is worth to settle a value of a candidate that is not first.

    Args:
        total: of the candidate without the value's own contribution, points of 100.
        low: what the value adds at least.
        high: what it adds at most; everything between is equally likely.
        best: the leader's total, which the candidate must exceed.

    Source: expected value of perfect information, Howard (1966), Information value theory, IEEE Transactions on
    Systems Science and Cybernetics 2(1), 22-26: the mean of the best after minus the best before.
    """
    return _excess(total + low, total + high, best)


def prospect_of_leader(total: float, low: float, high: float, second: float) -> Prospect:
    """Return what it is worth to settle a value of the leader, who may fall behind the second.

    Args:
        total: of the leader without the value's own contribution, points of 100.
        low: what the value adds at least.
        high: what it adds at most; everything between is equally likely.
        second: the best other total.

    Source: as for `prospect_of_rival`, mirrored.
    """
    return _excess(-(total + high), -(total + low), -second)


def _excess(low: float, high: float, limit: float) -> Prospect:
    """Return how often a uniform number exceeds a limit, and by how much on average over all outcomes."""
    if high <= limit:
        return Prospect(0.0, 0.0)
    if low >= high:
        return Prospect(1.0, low - limit)
    least = max(low, limit)
    share = (high - least) / (high - low)
    return Prospect(share, share * ((high + least) / 2 - limit))
