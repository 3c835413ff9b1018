"""Who is beaten whatever the weights, and who is beaten on cost and merit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from outsource_desk.domain.ranking import TIE_POINTS

Floats = NDArray[np.float64]


def dominated_pairs(values: Floats, weights: Floats) -> list[tuple[int, int]]:
    """Return who is at least as good as whom on every criterion with a weight, and better on one.

    Open values count against dominance: it must hold whatever they turn out to be.

    Args:
        values: shape (C, K), 0..100, NaN = open.
        weights: shape (K,), >= 0.

    Returns:
        (better, worse) rows, by row.

    Source: Pareto dominance, Keeney & Raiffa (1976), ch. 3.
    """
    counted = values[:, weights > 0]
    at_least, at_most = np.nan_to_num(counted, nan=0.0), np.nan_to_num(counted, nan=100.0)
    pairs = []
    for better in range(len(counted)):
        ahead = at_least[better] - at_most
        dominates = (ahead >= -TIE_POINTS).all(axis=1) & (ahead > TIE_POINTS).any(axis=1)
        pairs += [(better, int(worse)) for worse in np.flatnonzero(dominates) if worse != better]
    return pairs


def on_frontier(prices: Floats, merits: Floats) -> NDArray[np.bool_]:
    """Tell of each candidate whether nobody is cheaper and at least as good, or better and no dearer.

    Args:
        prices: shape (C,), any currency, NaN = not known.
        merits: shape (C,), 0..100.

    Returns:
        Shape (C,); False for a candidate without a price.

    Source: efficient frontier of cost and merit, Keeney & Raiffa (1976), ch. 3.
    """
    cheaper = prices[:, None] <= prices[None, :]
    better = merits[:, None] >= merits[None, :] - TIE_POINTS
    strictly = (prices[:, None] < prices[None, :]) | (merits[:, None] > merits[None, :] + TIE_POINTS)
    beaten = (cheaper & better & strictly).any(axis=0)
    return ~beaten & ~np.isnan(prices)
