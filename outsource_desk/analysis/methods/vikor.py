"""VIKOR: a compromise between what most criteria say and the one on which most is lost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from outsource_desk.analysis.methods.normalise import Matrix, Signs, ideals, shares, spans

STRATEGY = 0.5  # how much the sum counts against the largest loss
ROWS = 512  # at a time: they stay in the processor's cache
SAME = 1e-9


@dataclass(frozen=True, eq=False)
class Vikor:
    """The two measures and the index made of them, all of shape (C,), 0..1; less is better."""

    utility: Matrix  # S
    regret: Matrix  # R
    index: Matrix  # Q


@dataclass(frozen=True)
class Acceptance:
    """Whether the first place by the index can be accepted, and who cannot be told from it.

    Attributes:
        advantage: Q of the second minus Q of the first; None for one row.
        needed: 1 / (C − 1); None for one row.
        has_advantage: condition 1.
        is_stable: condition 2, the first is also best by S or by R.
        rows: the compromise set, the best first.
    """

    advantage: float | None
    needed: float | None
    has_advantage: bool
    is_stable: bool
    rows: tuple[int, ...]


def vikor(matrix: Matrix, weights: Matrix, better: Signs = None, strategy: float = STRATEGY) -> Vikor:
    """Return S, R and Q of each row.

    A criterion on which all are alike is lost by nobody. Where S, or R, is the same for all, it adds nothing to Q.

    Args:
        matrix: shape (C, K).
        weights: shape (K,), >= 0, any unit.
        better: as everywhere.
        strategy: v, 0..1: 1 counts the sum only, 0 the largest loss only.

    Raises:
        NoWeightError: every weight is zero.

    Source: Opricovic & Tzeng (2004), EJOR 156, 445-455; their example and that of (2007), EJOR 178, in the tests.
    """
    share = shares(weights)
    best, worst = ideals(matrix, better)
    span = spans(best, worst)
    slope = np.where(span == 0, 0.0, share / np.where(span == 0, 1.0, span))
    utility, regret = np.empty(len(matrix)), np.empty(len(matrix))
    for start in range(0, len(matrix), ROWS):
        lost = best - matrix[start : start + ROWS]
        utility[start : start + ROWS] = lost @ slope
        lost *= slope
        lost.max(axis=1, out=regret[start : start + ROWS])
    index = strategy * _stretched(utility) + (1 - strategy) * _stretched(regret)
    return Vikor(utility, regret, index)


def accepted(result: Vikor) -> Acceptance:
    """Return whether both conditions hold for the first by Q, and the compromise set.

    Both hold: the first alone. Only the second fails: the first two. The first fails: all whose Q is less than the
    needed advantage behind the first. Equal Q are ordered by S, then R.

    Source: Opricovic & Tzeng (2004), section 2.
    """
    index, utility, regret = result.index, result.utility, result.regret
    order = np.lexsort((regret, utility, np.round(index / SAME)))
    first = order[0]
    is_stable = bool(utility[first] <= utility.min() + SAME or regret[first] <= regret.min() + SAME)
    if len(order) == 1:
        return Acceptance(None, None, True, is_stable, (int(first),))
    advantage, needed = float(index[order[1]] - index[first]), 1 / (len(order) - 1)
    has_advantage = advantage >= needed - SAME
    if has_advantage:
        chosen = order[:1] if is_stable else order[:2]
    else:
        chosen = order[index[order] - index[first] < needed - SAME]
    return Acceptance(advantage, needed, has_advantage, is_stable, tuple(int(row) for row in chosen))


def _stretched(measure: Matrix) -> Matrix:
    low, high = measure.min(), measure.max()
    return (measure - low) / (high - low) if high - low > SAME else np.zeros_like(measure)
