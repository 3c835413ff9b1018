"""How two rows of numbers move together."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt


def pearson(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return the correlation of two rows, −1..1; nothing where one of them never changes.

    Args:
        first: shape (N,), any unit.
        second: shape (N,), any unit.

    Source: Pearson (1895), product-moment correlation.
    """
    if len(first) < 2:
        return None
    means = fsum(first) / len(first), fsum(second) / len(second)
    one, other = [each - means[0] for each in first], [each - means[1] for each in second]
    spread = sqrt(fsum(each**2 for each in one)) * sqrt(fsum(each**2 for each in other))
    if spread <= 1e-12 * (1 + abs(means[0]) * (1 + abs(means[1]))):
        return None
    return max(-1.0, min(1.0, fsum(a * b for a, b in zip(one, other, strict=True)) / spread))
