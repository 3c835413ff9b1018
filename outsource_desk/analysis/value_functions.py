"""Value functions: points and amounts onto 0..100."""

from __future__ import annotations


def linear_value(amount: float | None, worst: float | None, best: float | None) -> float | None:
    """Return the value of points or an amount between two end points fixed beforehand.

    Points of a scale that begins at 0 run from 0 to its top, so an imported scorecard keeps its own proportions.

    Args:
        amount: in the criterion's unit, None = open.
        worst: the amount worth 0; None = not fixed.
        best: the amount worth 100; below ``worst`` where less is better; None = not fixed.

    Returns:
        0..100, limited to it; None where the amount is open or an end point is not fixed. Where both end points are
        the same, an amount at least as good as them is worth 100; as the direction is unknown, only equality counts.

    Source: absolute linear price function, points = 100 (C - p) / (C - F), limited; it has no rank reversal
    because no other offer enters the formula.
    """
    if amount is None or worst is None or best is None:
        return None
    if worst == best:
        return 100.0 if amount == best else 0.0
    return min(max(0.0, 100.0 * (amount - worst) / (best - worst)), 100.0)
