"""Totals of one table of values under many weights at once, where some of the values vary too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outsource_desk.analysis.variates import BLOCK, Singles
from outsource_desk.domain.ranking import TIE_POINTS

Floats = NDArray[np.float64]

_OFF_THE_EDGE = 0.1337  # round numbers are not to lie where two parts meet


@dataclass(frozen=True, eq=False)
class Doubt:
    """The cells of one candidate whose value varies.

    Attributes:
        columns: shape (U,).
        middles: shape (U,), values 0..100; NaN = open: anything from 0 to 100.
        errors: shape (U,), standard errors, points of 100.
        shifts: shape (U,), what is taken off the values, as off those of all other candidates.
    """

    row: int
    columns: NDArray[np.intp]
    middles: Floats
    errors: Floats
    shifts: Floats

    def sampled(self, random: np.random.Generator) -> Singles:
        """Return one block of values 0..100, less the shifts, shape (U, BLOCK)."""
        values = np.empty((len(self.columns), BLOCK), dtype=np.float32)
        for row, middle, error, shift in zip(values, self.middles, self.errors, self.shifts, strict=True):
            if np.isnan(middle):
                random.random(dtype=np.float32, out=row)
                row *= 100
            else:
                random.standard_normal(dtype=np.float32, out=row)
                row *= np.float32(error)
                row += np.float32(middle)
                np.clip(row, 0, 100, out=row)
            row -= np.float32(shift)
        return values


class ValueTable:
    """Values, with those that vary apart; candidates that no criterion tells apart are one row.

    Rows stand with the highest total first: where single precision takes two totals for equal, the earlier is ahead,
    and so a candidate never passes one that dominates it.

    Attributes:
        alike: for each candidate the first one that no weights tell from it.
        kept: the candidate of each row.
        doubts: what varies.
    """

    def __init__(self, values: Floats, errors: Floats, corners: Floats, weights: Floats) -> None:
        varies = np.isnan(values) | (errors > 0)
        known = (~varies).sum(axis=0)
        middle = np.where(varies, 0.0, values).sum(axis=0) / np.maximum(known, 1)
        middle = np.where(known > 0, middle, 50.0)  # a column moved as a whole changes no order
        self.doubts = [
            Doubt(row, columns, values[row, columns], errors[row, columns], middle[columns])
            for row, columns in enumerate(map(np.flatnonzero, varies))
            if len(columns)
        ]
        fixed = np.where(varies, 0.0, values - middle)
        self.alike = _alike(fixed, varies, corners)
        totals = np.nan_to_num(values) @ weights
        self.kept = sorted(set(self.alike), key=lambda row: -totals[row])
        self._fixed = fixed[self.kept]

    def totals(
        self, raw: Singles, mixings: Sequence[Floats], cells: Iterable[Sequence[Singles]], memory: Singles
    ) -> list[Singles]:
        """Return totals of as many blocks as there are mixings, up to a factor and a constant of each sample.

        Args:
            raw: shape (J, n), n up to BLOCK.
            mixings: each makes unnormalised weights of ``raw``, shape (K, J).
            cells: for each mixing values that vary, one array for each of ``doubts``.
            memory: shape (C for each mixing, BLOCK), to be overwritten: new memory costs as much time as the product.

        Returns:
            Each of shape (rows, n), in that memory.
        """
        factors = np.vstack([self._fixed @ mixing for mixing in mixings]).astype(np.float32)
        found = np.matmul(factors, raw, out=memory[: len(factors), : raw.shape[1]])
        blocks = np.split(found, len(mixings))
        if self.doubts:
            for totals, mixing, sampled in zip(blocks, mixings, cells, strict=True):
                self._add_doubtful(totals, _mixed(raw, mixing), sampled)
        return blocks

    def _add_doubtful(self, totals: Singles, weights: Singles, sampled: Sequence[Singles]) -> None:
        for doubt, values in zip(self.doubts, sampled, strict=True):
            if doubt.row not in self.kept:  # what is open has no weight, and another candidate is its like
                continue
            part = weights if len(doubt.columns) == len(weights) else weights[doubt.columns]
            totals[self.kept.index(doubt.row)] += np.einsum("kn,kn->n", part, values[:, : part.shape[1]])


def _mixed(raw: Singles, mixing: Floats) -> Singles:
    """Return unnormalised weights, shape (K, n)."""
    if mixing.shape[0] == mixing.shape[1] and (mixing == np.eye(len(mixing))).all():
        return raw
    return mixing.astype(np.float32) @ raw


def _alike(fixed: Floats, varies: NDArray[np.bool_], corners: Floats) -> list[int]:
    """Return for each row the first row whose total is the same with all weights; one that varies is its own.

    Args:
        fixed: shape (C, K), values.
        varies: shape (C, K).
        corners: shape (K, J), weights of which all others are mixtures.
    """
    totals = np.floor(fixed @ corners / TIE_POINTS + _OFF_THE_EDGE)
    own: NDArray[np.bool_] = np.max(varies @ corners, axis=1) > 0
    first: dict[tuple[float, ...], int] = {}
    return [row if own[row] else first.setdefault(tuple(each), row) for row, each in enumerate(totals.tolist())]
