"""What samples that were drawn elsewhere say."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


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
