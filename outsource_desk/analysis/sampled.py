"""What samples that were drawn elsewhere say: how often each has each rank, central weights, how sure they are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def rank_acceptability(totals: Floats) -> Floats:
    """Return how often each candidate has each rank; those who are equal have their part of every rank they take.

    Args:
        totals: shape (C, S), one column for each sample.

    Returns:
        Shape (C, C), shares of samples; rows and columns add up to 1.

    Source: Lahdelma & Salminen (2001), SMAA-2, Operations Research 49(3), 444-454.
    """
    count = len(totals)
    found = np.zeros((count, count))
    for row, own in enumerate(totals):
        ahead, alike = (totals > own).sum(axis=0), (totals == own).sum(axis=0)
        for step in range(count):
            takes = alike > step
            found[row] += np.bincount(ahead[takes] + step, 1 / alike[takes], minlength=count)
    return found / totals.shape[1]


def central_weights(totals: Floats, weights: Floats) -> Floats:
    """Return the mean weights of the samples in which each candidate is first; those who share it all count.

    Args:
        totals: shape (C, S), one column for each sample.
        weights: shape (K, S), likewise.

    Returns:
        Shape (C, K); NaN for a candidate that is never first, for whom no weights speak.

    Source: Lahdelma & Salminen (2001), SMAA-2, Operations Research 49(3), 444-454.
    """
    is_first = (totals >= totals.max(axis=0)).astype(np.float64)
    firsts = is_first.sum(axis=1, keepdims=True)
    sums = is_first @ weights.T
    return np.divide(sums, firsts, out=np.full_like(sums, np.nan), where=firsts > 0)


def confidence_factors(values: Floats, central: Floats) -> Floats:
    """Return in which share of samples each candidate is first with its own central weights.

    Args:
        values: shape (S, C, K), sampled values.
        central: shape (C, K), from `central_weights`.

    Returns:
        Shape (C,), 0..1; NaN where there are no central weights.

    Source: Lahdelma & Salminen (2001), as above.
    """
    found = np.full(len(central), np.nan)
    for row, weights in enumerate(central):
        if not np.isnan(weights).any():
            totals = values @ weights
            found[row] = np.mean(totals[:, row] >= totals.max(axis=1))
    return found
