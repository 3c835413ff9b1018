"""TOPSIS: near the best of everything and far from the worst."""

from __future__ import annotations

import numpy as np

from outsource_desk.analysis.methods.normalise import Matrix, Signs, ideals, lengths, shares

ROWS = 512  # at a time: they stay in the processor's cache
NO_DIFFERENCE = 0.5


def closeness(matrix: Matrix, weights: Matrix, better: Signs = None) -> Matrix:
    """Return how near each row lies to the ideal, as a part of its way from the opposite.

    Columns are divided by their Euclidean length; distances are Euclidean. A column of zeros, or one on which all are
    alike, adds to no distance. Where all rows are alike there is no way to go, and each has one half.

    Returns:
        Shape (C,), 0..1, more is better.

    Raises:
        NoWeightError: every weight is zero.

    Source: Hwang & Yoon (1981), ch. 3; example in Tzeng & Huang (2011), in the tests.
    """
    squares = (shares(weights) / lengths(matrix)) ** 2
    to_best, to_worst = np.empty(len(matrix)), np.empty(len(matrix))
    for ideal, distances in zip(ideals(matrix, better), (to_best, to_worst), strict=True):
        for start in range(0, len(matrix), ROWS):
            away = matrix[start : start + ROWS] - ideal
            np.square(away, out=away)
            distances[start : start + ROWS] = away @ squares
    to_best, to_worst = np.sqrt(to_best), np.sqrt(to_worst)
    both = to_best + to_worst
    return np.where(both > 0, to_worst / np.where(both > 0, both, 1.0), NO_DIFFERENCE)
