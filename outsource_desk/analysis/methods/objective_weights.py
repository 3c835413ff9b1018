"""Weights that the spread of the data alone would give: a diagnosis, never a valuation."""

from __future__ import annotations

import numpy as np

from outsource_desk.analysis.methods.normalise import Matrix, Signs, by_range


def entropy_weights(matrix: Matrix) -> Matrix | None:
    """Return more weight for criteria on which the rows differ more in proportion.

    A zero adds nothing to the entropy; a column of zeros, like one on which all are alike, has no weight.

    Args:
        matrix: shape (C, K), >= 0.

    Returns:
        Shape (K,), adding up to 1; None where the data tell nothing: one row, all alike, or an amount below zero,
        for which no proportion exists.

    Source: Shannon entropy, Hwang & Yoon (1981), ch. 3.
    """
    if len(matrix) < 2 or (matrix < 0).any():
        return None
    total = matrix.sum(axis=0)
    parts = matrix / np.where(total == 0, 1.0, total)
    logarithms = np.log(np.where(parts > 0, parts, 1.0))
    entropy = -(parts * logarithms).sum(axis=0) / np.log(len(matrix))
    return _shares_of(np.where(total == 0, 0.0, 1 - entropy))


def critic_weights(matrix: Matrix, better: Signs = None) -> Matrix | None:
    """Return more weight for criteria that differ much and say something else than the others.

    A criterion on which all are alike has no weight and contradicts nobody.

    Returns:
        Shape (K,), adding up to 1; None where the data tell nothing: one row, all alike, or all criteria
        saying the same.

    Source: Diakoulaki, Mavrotas & Papayannakis (1995), Computers & Operations Research 22, 763-770.
    """
    if len(matrix) < 2:
        return None
    away = by_range(matrix, better)
    away -= away.mean(axis=0)
    deviation = np.sqrt((away**2).mean(axis=0))
    differs = deviation > 1e-12
    unit = np.where(differs, away / np.where(differs, deviation, 1.0), 0.0)
    correlation = np.clip(unit.T @ unit / len(matrix), -1.0, 1.0)
    conflict = np.where(differs[:, None] & differs[None, :], 1 - correlation, 0.0).sum(axis=1)
    return _shares_of(deviation * conflict)


def _shares_of(amounts: Matrix) -> Matrix | None:
    amounts = np.where(amounts > 1e-12, amounts, 0.0)
    total = amounts.sum()
    return amounts / total if total > 0 else None
