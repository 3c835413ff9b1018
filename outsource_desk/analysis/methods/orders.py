"""Ranks from scores, and how far two orders agree."""

from __future__ import annotations

import numpy as np

from outsource_desk.analysis.methods.normalise import Matrix

SAME = 1e-9  # scores of 0..1; closer than this they share a rank


def ranks_of(scores: Matrix, *, less_is_better: bool = False, same: float = SAME) -> list[int | None]:
    """Return ranks as 1, 1, 3: one more than the number of scores that are clearly better.

    Args:
        scores: shape (C,); NaN = has none, and then no rank.
        less_is_better: whether the least comes first.
        same: scores closer than this share a rank.
    """
    ahead = scores if less_is_better else -scores
    ascending = np.sort(ahead[~np.isnan(ahead)])
    before = np.searchsorted(ascending, ahead - same, side="left")
    return [None if np.isnan(score) else int(number) + 1 for score, number in zip(ahead, before, strict=True)]


def tau_b(first: Matrix, second: Matrix) -> float | None:
    """Return Kendall's tau-b of two rankings, −1..1; None where one of them ties everybody.

    Args:
        first: shape (C,), ranks or scores.
        second: likewise, in the same direction.

    Source: Kendall (1945), Biometrika 33, 239-251.
    """
    one, other = (np.sign(np.subtract.outer(order, order)) for order in (first, second))
    both = np.sqrt((one**2).sum() * (other**2).sum())
    return float(np.clip((one * other).sum() / both, -1, 1)) if both > 0 else None


def spearman(first: Matrix, second: Matrix) -> float | None:
    """Return Spearman's rank correlation, −1..1, ties at their mean rank; None where one of them ties everybody.

    Source: Spearman (1904), American Journal of Psychology 15, 72-101.
    """
    one, other = (mean - mean.mean() for mean in (_mean_ranks(first), _mean_ranks(second)))
    both = np.sqrt((one @ one) * (other @ other))
    return float(np.clip(one @ other / both, -1, 1)) if both > 0 else None


def _mean_ranks(order: Matrix) -> Matrix:
    """Return ranks from 1, with the mean of their places for those that are tied."""
    ascending = np.sort(order)
    before = np.searchsorted(ascending, order, side="left")
    through = np.searchsorted(ascending, order, side="right")
    return (before + through + 1) / 2
