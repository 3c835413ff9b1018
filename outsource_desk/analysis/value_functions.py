"""Value functions: points and amounts onto 0..100."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def linear_values(amounts: Array, worst: Array, best: Array) -> Array:
    """Return the values of points or amounts between two end points fixed beforehand.

    Points of a scale that begins at 0 run from 0 to its top, so an imported scorecard keeps its own proportions.

    Args:
        amounts: shape (C, K), in each criterion's unit, NaN = open.
        worst: shape (K,), the amount worth 0; NaN = not fixed.
        best: shape (K,), the amount worth 100; below ``worst`` where less is better; NaN = not fixed.

    Returns:
        Shape (C, K), limited to 0..100; NaN where the amount is open or an end point is not fixed. Where both end
        points are the same, an amount at least as good as them is worth 100; as the direction is unknown, only
        equality counts.

    Source: absolute linear price function, points = 100 (C - p) / (C - F), limited; it has no rank reversal
    because no other offer enters the formula.
    """
    span = best - worst
    flat = span == 0
    with np.errstate(over="ignore"):  # amounts far outside end points that lie close together: limited below
        values = 100.0 * (amounts - worst) / np.where(flat, 1.0, span)
    values = np.where(flat, np.where(np.isnan(amounts), np.nan, 100.0 * (amounts == best)), values)
    return np.clip(values, 0.0, 100.0)
