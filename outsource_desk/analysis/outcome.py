"""What a simulation finds, added up block by block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outsource_desk.analysis.ranks import RankTally
from outsource_desk.analysis.variates import BLOCK, Singles

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a simulation found.

    Attributes:
        acceptability: shape (C, C), share of samples in which a candidate (row) has rank 1, 2, ... C (column).
        central: shape (C, K), mean weights of the samples in which a candidate is first; NaN where it never is.
        beats: shape (C, C), share of samples in which the row is ahead of the column; ties count half for each.
    """

    acceptability: Floats
    central: Floats
    beats: Floats


class Tally:
    """Adds up ranks, who beats whom, and the weights of those that come first.

    Args:
        alike: for each candidate the first one that no weights tell from it.
        kept: the candidate of each row of totals.
        criteria: how many there are.
        ranks_only: leave out the central weights.
    """

    def __init__(self, alike: Sequence[int], kept: Sequence[int], criteria: int, *, ranks_only: bool) -> None:
        self._alike, self._kept = alike, kept
        self._sizes = [alike.count(row) for row in kept]
        self._counted = RankTally(self._sizes)
        self._ranks_only = ranks_only
        self._central = np.zeros((len(kept), criteria))
        self._is_first = np.zeros((0 if ranks_only else 2 * len(kept), BLOCK), dtype=np.float32)

    def add(self, blocks: Sequence[Singles], raw: Singles, mixings: Sequence[Floats]) -> None:
        """Count one or two blocks whose weights were made of the same random numbers.

        Weights are added up as they are, not divided by their sum: shares do not depend on the sum of the gamma
        variates they are made of, so their mean stays the same up to a factor (Lukacs, 1955, Annals of Mathematical
        Statistics 26(2), 319-324).

        Args:
            blocks: totals, each of shape (rows, n) or less.
            raw: shape (J, n), n up to BLOCK.
            mixings: of each block, shape (K, J), with columns that add up to the same.
        """
        if self._ranks_only:
            for totals in blocks:
                self._counted.add(totals)
            return
        rows = len(self._kept)
        for place, totals in enumerate(blocks):
            is_first = self._is_first[place * rows : (place + 1) * rows]
            self._counted.add(totals, is_first[:, : totals.shape[1]])
            is_first[:, totals.shape[1] : raw.shape[1]] = 0
        sums = (self._is_first[: rows * len(blocks), : raw.shape[1]] @ raw.T).astype(np.float64)
        for place, mixing in enumerate(mixings):
            self._central += sums[place * rows : (place + 1) * rows] @ mixing.T

    def outcome(self, samples: int) -> Outcome:
        """Return the shares, with candidates that were one row apart again."""
        ranks = self._counted.ranks
        rows, places = ranks.shape
        shares = ranks / samples
        taken = np.zeros((rows, places))
        for row, size in enumerate(self._sizes):
            for step in range(size):  # the candidates of a row take this many ranks from the one they reach
                taken[row, step:] += shares[row, : places - step] / size
        wins = self._counted.wins / samples
        wins = np.triu(wins, 1) + np.tril(1 - wins.T, -1)
        np.fill_diagonal(wins, 0.5)
        at = [self._kept.index(row) for row in self._alike]
        is_ever = (ranks[:, :1] > 0) & (not self._ranks_only)
        sums = self._central.sum(axis=1, keepdims=True)
        central = np.divide(self._central, sums, out=np.full_like(self._central, np.nan), where=is_ever)
        return Outcome(taken[at], central[at], wins[np.ix_(at, at)])
