"""How often each candidate reaches each rank while weights, scores and open values vary together.

Stochastic multicriteria acceptability analysis: Lahdelma, Hokkanen & Salminen (1998), EJOR 106(1), 137-143; Lahdelma
& Salminen (2001), SMAA-2, Operations Research 49(3), 444-454; computed as in Tervonen & Lahdelma (2007), EJOR 178(2),
500-513. A rank does not change when all weights are multiplied, so weights stay unnormalised until means are taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outsource_desk.analysis.variates import BLOCK, GammaBlock, Singles, Stream, negative_exponentials, source
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.ranking import TIE_POINTS
from outsource_desk.domain.robustness import SimulationPlan, WeightSpread

Floats = NDArray[np.float64]
Counts = NDArray[np.uint8 | np.uint16]

_FEW = 24  # ranks; so many are counted one by one, more by their numbers
_OFF_THE_EDGE = 0.1337  # round numbers are not to lie where two parts meet
_LITTLE_WORK = 260_000  # multiplications: libraries divide more among threads, which costs more than it saves here
CONCENTRATION = 50.0  # of the weights around the official ones: a weight of 25 % has a standard deviation of 6 points


class SimulationStoppedError(DeskError):
    """Somebody wished the simulation to stop."""

    remedy = "Start it again to see how often each candidate comes first."

    def __init__(self) -> None:
        super().__init__("The simulation was stopped before it was done.")


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


@dataclass(frozen=True, eq=False)
class Doubt:
    """The cells of one candidate whose value varies.

    Attributes:
        columns: shape (U,).
        middles: shape (U,), values 0..100; NaN = open: anything from 0 to 100.
        errors: shape (U,), standard errors, points of 100.
    """

    row: int
    columns: NDArray[np.intp]
    middles: Floats
    errors: Floats

    def sampled(self, random: np.random.Generator) -> Singles:
        """Return one block of values, shape (U, BLOCK), 0..100."""
        values = np.empty((len(self.columns), BLOCK), dtype=np.float32)
        for row, middle, error in zip(values, self.middles, self.errors, strict=True):
            if np.isnan(middle):
                random.random(dtype=np.float32, out=row)
                row *= 100
            else:
                random.standard_normal(dtype=np.float32, out=row)
                row *= np.float32(error)
                row += np.float32(middle)
                np.clip(row, 0, 100, out=row)
        return values


def rank_acceptability(totals: Singles) -> Floats:
    """Return how often each candidate has each rank, from totals that were drawn elsewhere.

    Args:
        totals: shape (C, S), one column for each sample.

    Returns:
        Shape (C, C), shares of samples; rows and columns add up to 1.
    """
    count = len(totals)
    table = _Table(np.eye(count), np.zeros((count, count)), np.eye(count), np.zeros(count))
    tally = _Tally(table, count, ranks_only=True)
    for block, size in _blocks(totals.shape[1]):
        tally.add(totals[:, block * BLOCK : block * BLOCK + size])
    return tally.outcome(totals.shape[1]).acceptability


class Simulator:
    """Simulates one table of values under any weights, always with the same random numbers.

    Args:
        values: shape (C, K), 0..100, NaN = open.
        errors: shape (C, K), standard errors, points of 100.
        plan: what varies, how many samples and from which seed.
        keeps: remember the random numbers, so that other weights are simulated without drawing again.
    """

    def __init__(self, values: Floats, errors: Floats, plan: SimulationPlan, *, keeps: bool = False) -> None:
        self._plan = plan
        self._values = values if plan.with_open else np.nan_to_num(values, nan=0.0)
        self._errors = errors if plan.with_scores else np.zeros_like(errors)
        self._draws: dict[tuple[int, int], Singles] = {}
        self._gammas: dict[int, GammaBlock] | None = {} if keeps else None
        self._sampled: dict[int, list[Singles]] | None = {} if keeps else None

    def run(self, weights: Floats, cancelled: Callable[[], bool] | None = None, *, ranks_only: bool = False) -> Outcome:
        """Simulate with weights around, or in the order of, the given ones.

        Candidates that no criterion tells apart share their ranks: each has its part of every rank they take.

        Args:
            weights: shape (K,), shares that add up to 1; a criterion without a weight stays without one.
            cancelled: asked before each block of samples.
            ranks_only: leave out who beats whom and the central weights, both NaN then: a third less work.

        Raises:
            SimulationStoppedError: ``cancelled`` said so.
        """
        corners = self._corners(weights)
        table = _Table(self._values, self._errors, corners, weights)
        tally = _Tally(table, len(weights), ranks_only=ranks_only)
        for block, size in _blocks(self._plan.samples):
            if cancelled is not None and cancelled():
                raise SimulationStoppedError
            raw, mixing = self._weights(weights, corners, block)
            totals, sums = table.totals(raw, mixing, self._cells(table, block))
            ahead = tally.add(totals[:, :size])
            if not ranks_only:
                tally.add_central(ahead, sums[:size], raw[:, :size], mixing)
        return tally.outcome(self._plan.samples)

    def _weights(self, weights: Floats, corners: Floats, block: int) -> tuple[Singles, Floats]:
        """Return random numbers (J, BLOCK) and the matrix (K, J) that makes unnormalised weights of them.

        Uniform weights are as likely with their criteria exchanged, so every draw serves twice, the second time with
        the criteria in reverse order: most of the time goes into drawing.
        """
        if self._plan.spread is WeightSpread.AROUND:
            kept = self._gammas
            gamma = GammaBlock(self._plan.seed, block, len(weights)) if kept is None else kept.get(block)
            if gamma is None:
                gamma = GammaBlock(self._plan.seed, block, len(weights))
            if kept is not None:
                kept[block] = gamma
            rows, factors = gamma.variates((CONCENTRATION * weights).tolist())
            return rows, np.diag(factors)
        draw, is_second = divmod(block, 2)
        raw = self._draws.get((draw, corners.shape[1]))
        if raw is None:
            if self._gammas is None:  # the last one serves the next block; more are kept only on request
                self._draws.clear()
            raw = negative_exponentials(self._plan.seed, draw, corners.shape[1])
            self._draws[draw, corners.shape[1]] = raw
        return raw, -corners[:, ::-1] if is_second else -corners

    def _corners(self, weights: Floats) -> Floats:
        """Return the weights of which all that are simulated are mixtures, shape (K, J); columns add up to 1."""
        if self._plan.spread is WeightSpread.ORDER:
            return _corners(weights)
        return np.eye(len(weights))[:, weights > 0]

    def _cells(self, table: _Table, block: int) -> Iterable[Singles]:
        random = source(self._plan.seed, Stream.CELLS, block)
        if self._sampled is None:
            return (doubt.sampled(random) for doubt in table.doubts)
        if block not in self._sampled:
            self._sampled[block] = [doubt.sampled(random) for doubt in table.doubts]
        return self._sampled[block]


def _corners(weights: Floats) -> Floats:
    """Return the corners of all weights that keep an order of importance: equal weights on the first j levels.

    Uniform weights over a simplex are uniform mixtures of its corners. Criteria of the same weight stay equal.

    Args:
        weights: shape (K,), shares that add up to 1.

    Returns:
        Shape (K, J), J levels above 0; columns add up to 1.

    Source: extreme points of ranked weights, Kirkwood & Sarin (1985), Management Science 31(10), 1253-1255.
    """
    levels = sorted({round(float(weight), 12) for weight in weights if weight > 0}, reverse=True)
    reached = weights[:, None] >= np.array(levels) - 1e-12
    return reached / reached.sum(axis=0)


def _blocks(samples: int) -> Iterator[tuple[int, int]]:
    """Yield each block's number and how many of its samples count."""
    for start in range(0, samples, BLOCK):
        yield start // BLOCK, min(BLOCK, samples - start)


def _product(left: Singles, right: Singles, found: Singles) -> Singles:
    """Return a matrix product, part by part: so small ones stay in one thread, and are the same on any number of them.

    Args:
        left: shape (R, J).
        right: shape (J, n).
        found: shape (R, n), to be overwritten: memory that is there already saves more time than the product takes.
    """
    for part in _parts(left.size, right.shape[1]):
        np.matmul(left, right[:, part], out=found[:, part])
    return found


def _parts(area: int, length: int) -> Iterator[slice]:
    """Yield parts of a length so that each times an area is little work."""
    size = max(_LITTLE_WORK // area // 64 * 64, 64)
    return (slice(start, start + size) for start in range(0, length, size))


class _Table:
    """Values, with those that vary apart; candidates that no criterion tells apart are one row.

    Rows stand with the highest total first: where single precision takes two totals for equal, the earlier is ahead,
    and so a candidate never passes one that dominates it.
    """

    def __init__(self, values: Floats, errors: Floats, corners: Floats, weights: Floats) -> None:
        varies = np.isnan(values) | (errors > 0)
        self.doubts = [
            Doubt(row, np.flatnonzero(varies[row]), values[row, varies[row]], errors[row, varies[row]])
            for row in range(len(values))
            if varies[row].any()
        ]
        counts = np.where(varies, 0.0, values)
        known = (~varies).sum(axis=0)
        middle = counts.sum(axis=0) / np.maximum(known, 1)
        self.middle = np.where(known > 0, middle, 50.0)  # a column moved as a whole changes no order
        fixed = np.where(varies, 0.0, values - self.middle)
        self.alike = _alike(fixed, varies, corners)
        totals = np.nan_to_num(values) @ weights
        self.kept = sorted(set(self.alike), key=lambda row: -totals[row])
        self._fixed = np.vstack([fixed[self.kept], np.ones(len(weights))])
        self._found = np.empty((len(self._fixed), BLOCK), dtype=np.float32)
        self._weights = np.empty((len(weights), BLOCK if self.doubts else 0), dtype=np.float32)

    def totals(self, raw: Singles, mixing: Floats, cells: Iterable[Singles]) -> tuple[Singles, Singles]:
        """Return totals and sums of weights of one block.

        Args:
            raw: shape (J, BLOCK).
            mixing: shape (K, J), makes unnormalised weights of them.
            cells: values that vary, one array for each of ``doubts``.

        Returns:
            Totals up to a factor and a constant of each sample, shape (rows, BLOCK); sums, shape (BLOCK,).
        """
        found = _product((self._fixed @ mixing).astype(np.float32), raw, self._found)
        totals, sums = found[:-1], found[-1]
        if self.doubts:
            weights = _product(mixing.astype(np.float32), raw, self._weights)
            shift = self.middle.astype(np.float32)
            for doubt, sampled in zip(self.doubts, cells, strict=True):
                if doubt.row not in self.kept:  # what is open has no weight, and another candidate is its like
                    continue
                part = weights[doubt.columns]
                totals[self.kept.index(doubt.row)] += np.einsum("kn,kn->n", part, sampled) - shift[doubt.columns] @ part
        return totals, sums


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


class _Tally:
    """Counts ranks, who beats whom, and the weights of those that come first."""

    def __init__(self, table: _Table, criteria: int, *, ranks_only: bool) -> None:
        self._ranks_only = ranks_only
        self._alike, self._kept = table.alike, table.kept
        self._sizes = [table.alike.count(row) for row in table.kept]
        rows = len(table.kept)
        self._places = sum(self._sizes)
        self._ranks = np.zeros((rows, self._places), dtype=np.int64)  # by how many are ahead
        self._wins = np.zeros((rows, rows), dtype=np.int64)
        self._central = np.zeros((rows, criteria))
        self._count = np.dtype(np.uint8 if self._places < 256 else np.uint16)
        self._flags = np.empty((rows, BLOCK), dtype=np.bool_)
        self._ahead = np.empty((rows, BLOCK), dtype=self._count)

    def add(self, totals: Singles) -> Counts:
        """Count the ranks of one block, shape (rows, n), and return how many are ahead of each, same shape."""
        ahead = self._count_pairs(totals)
        self._count_ranks(ahead)
        return ahead

    def add_central(self, ahead: Counts, sums: Singles, raw: Singles, mixing: Floats) -> None:
        """Add up the weights with which each row came first: sums of weights (n,), made of (J, n) by (K, J)."""
        flags = self._flags[:, : ahead.shape[1]]
        np.equal(ahead, 0, out=flags)
        first = np.multiply(flags, np.reciprocal(sums), dtype=np.float32)
        central = np.zeros((len(first), len(raw)))
        for part in _parts(len(first) * len(raw), first.shape[1]):
            central += first[:, part] @ raw[:, part].T
        self._central += central @ mixing.T

    def _count_pairs(self, totals: Singles) -> Counts:
        """Count who beats whom and return how many candidates are ahead of each, shape as ``totals``."""
        rows, size = totals.shape
        ahead = self._ahead[:, :size]
        ahead[:] = 0
        is_single = max(self._sizes) == 1
        for one in range(rows - 1):
            wins = self._flags[: rows - 1 - one, :size]
            np.greater_equal(totals[one], totals[one + 1 :], out=wins)
            if not self._ranks_only:
                self._wins[one, one + 1 :] += np.fromiter(map(np.count_nonzero, wins), np.int64, len(wins))
            if is_single:
                ahead[one + 1 :] += wins.view(np.uint8)
                ahead[one] += self._count.type(rows - 1 - one) - np.add.reduce(
                    wins.view(np.uint8), axis=0, dtype=self._count
                )
                continue
            for other, each in enumerate(wins, start=one + 1):
                ahead[other] += each * self._count.type(self._sizes[one])
                ahead[one] += ~each * self._count.type(self._sizes[other])
        return ahead

    def _count_ranks(self, ahead: Counts) -> None:
        """Count how often each row has each rank."""
        if self._places > _FEW:
            for row, each in enumerate(ahead):
                self._ranks[row] += np.bincount(each, minlength=self._places)
            return
        size = ahead.shape[1]
        left = np.full(len(ahead), size)
        counted = len(ahead) - (max(self._sizes) == 1)  # where no rank is shared, the last row has what is left
        for place in range(self._places - 1):
            flags = self._flags[:counted, :size]
            np.equal(ahead[:counted], place, out=flags)
            found = np.fromiter(map(np.count_nonzero, flags), dtype=np.int64, count=counted)
            self._ranks[:counted, place] += found
            left[:counted] -= found
            if counted < len(ahead):
                rest = size - found.sum()
                self._ranks[-1, place] += rest
                left[-1] -= rest
        self._ranks[:, -1] += left

    def outcome(self, samples: int) -> Outcome:
        """Return the shares, with candidates that were one row apart again."""
        rows, places = len(self._kept), self._places
        shares = self._ranks / samples
        taken = np.zeros((rows, places))
        for row, size in enumerate(self._sizes):
            for step in range(size):  # the candidates of a row take this many ranks from the one they reach
                taken[row, step:] += shares[row, : places - step] / size
        wins = self._wins / samples
        wins = np.triu(wins, 1) + np.tril(1 - wins.T, -1)
        np.fill_diagonal(wins, 0.5)
        at = [self._kept.index(row) for row in self._alike]
        firsts = self._ranks[:, :1]
        if self._ranks_only:
            return Outcome(
                taken[at], np.full((places, self._central.shape[1]), np.nan), np.full((places, places), np.nan)
            )
        central = np.divide(self._central, firsts, out=np.full_like(self._central, np.nan), where=firsts > 0)
        central /= central.sum(axis=1, keepdims=True)  # single precision adds up to almost 1
        return Outcome(taken[at], central[at], wins[np.ix_(at, at)])
