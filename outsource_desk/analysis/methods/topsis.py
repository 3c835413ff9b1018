"""TOPSIS: near the best of everything and far from the worst."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from outsource_desk.analysis.methods.normalise import Matrix, Signs, ideals, lengths, shares

ROWS = 512  # at a time: they stay in the processor's cache
NO_DIFFERENCE = 0.5


@dataclass(frozen=True, eq=False)
class Distances:
    """How far each row lies from the two ideals, shape (C,), >= 0."""

    to_best: Matrix
    to_worst: Matrix

    @property
    def closeness(self) -> Matrix:
        """Return the part of the way from the worst that each row has gone; one half where there is no way to go."""
        both = self.to_best + self.to_worst
        return np.where(both > 0, self.to_worst / np.where(both > 0, both, 1.0), NO_DIFFERENCE)


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
    return distances(matrix, weights, better).closeness


def distances(
    matrix: Matrix,
    weights: Matrix,
    better: Signs = None,
    units: Matrix | None = None,
    ends: tuple[Matrix, Matrix] | None = None,
) -> Distances:
    """Return how far each row lies from the best and the worst of everything, columns weighted.

    Args:
        matrix: shape (C, K).
        weights: shape (K,), >= 0, any unit.
        better: as everywhere.
        units: shape (K,), above 0, what each column is divided by, such as its sum, its maximum or its range; None =
            its Euclidean length. No other difference between linear normalisations matters.
        ends: the best and the worst amounts, each of shape (K,), in the columns' units; None = of those compared.

    Raises:
        NoWeightError: every weight is zero.

    Source: Hwang & Yoon (1981), ch. 3.
    """
    squares = (shares(weights) / (lengths(matrix) if units is None else units)) ** 2
    to_best, to_worst = np.empty(len(matrix)), np.empty(len(matrix))
    for ideal, found in zip(ends or ideals(matrix, better), (to_best, to_worst), strict=True):
        for start in range(0, len(matrix), ROWS):
            away = matrix[start : start + ROWS] - ideal
            np.square(away, out=away)
            found[start : start + ROWS] = away @ squares
    return Distances(np.sqrt(to_best), np.sqrt(to_worst))
