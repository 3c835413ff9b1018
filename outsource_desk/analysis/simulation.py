"""How often each candidate reaches each rank while weights, scores and open values vary together.

Stochastic multicriteria acceptability analysis: Lahdelma, Hokkanen & Salminen (1998), EJOR 106(1), 137-143; Lahdelma
& Salminen (2001), SMAA-2, Operations Research 49(3), 444-454; computed as in Tervonen & Lahdelma (2007), EJOR 178(2),
500-513. A rank does not change when all weights are multiplied, so weights stay unnormalised until means are taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from outsource_desk.analysis.outcome import Outcome, Tally
from outsource_desk.analysis.value_table import ValueTable
from outsource_desk.analysis.variates import BLOCK, GammaBlock, Singles, Stream, negative_exponentials, source
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.robustness import SimulationPlan, WeightSpread

Floats = NDArray[np.float64]

CONCENTRATION = 50.0  # of the weights around the official ones: a weight of 25 % has a standard deviation of 6 points


class SimulationStoppedError(DeskError):
    """Somebody wished the simulation to stop."""

    remedy = "Start it again to see how often each candidate comes first."

    def __init__(self) -> None:
        super().__init__("The simulation was stopped before it was done.")


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
        self._memory = np.empty((2 * len(values), BLOCK), dtype=np.float32)
        self._keeps = keeps
        self._raw: dict[tuple[int, int], Singles] = {}
        self._gammas: dict[int, GammaBlock] = {}
        self._sampled: dict[int, list[Singles]] = {}

    def run(self, weights: Floats, cancelled: Callable[[], bool] | None = None, *, ranks_only: bool = False) -> Outcome:
        """Simulate with weights around, or in the order of, the given ones.

        Candidates that no criterion tells apart share their ranks: each has its part of every rank they take.

        Args:
            weights: shape (K,), shares that add up to 1; a criterion without a weight stays without one.
            cancelled: asked before each block of samples.
            ranks_only: leave out the central weights, which are NaN then.

        Raises:
            SimulationStoppedError: ``cancelled`` said so.
        """
        corners = self._corners(weights)
        table = ValueTable(self._values, self._errors, corners, weights)
        tally = Tally(table.alike, table.kept, len(weights), ranks_only=ranks_only)
        for draw, sizes in self._draws(self._plan.samples):
            if cancelled is not None and cancelled():
                raise SimulationStoppedError
            raw, mixings = self._weights(weights, corners, draw)
            raw, mixings = raw[:, : sizes[0]], mixings[: len(sizes)]
            cells = (self._cells(table, draw * self._uses + place) for place in range(len(sizes)))
            totals = table.totals(raw, mixings, cells, self._memory)
            tally.add([each[:, :size] for each, size in zip(totals, sizes, strict=True)], raw, mixings)
        return tally.outcome(self._plan.samples)

    @property
    def _uses(self) -> int:
        """How many blocks of samples the same random numbers serve.

        Uniform weights are as likely with their criteria exchanged, so every draw serves twice, the second time with
        the criteria in reverse order: most of the time goes into drawing.
        """
        return 1 if self._plan.spread is WeightSpread.AROUND else 2

    def _draws(self, samples: int) -> Iterator[tuple[int, list[int]]]:
        """Yield each draw's number and how many samples of its blocks count."""
        length = self._uses * BLOCK
        for start in range(0, samples, length):
            blocks = range(start, min(start + length, samples), BLOCK)
            yield start // length, [min(BLOCK, samples - each) for each in blocks]

    def _weights(self, weights: Floats, corners: Floats, draw: int) -> tuple[Singles, Sequence[Floats]]:
        """Return random numbers (J, BLOCK) and the matrices (K, J) that make unnormalised weights of them."""
        if self._plan.spread is WeightSpread.AROUND:
            gamma = self._gammas.get(draw)
            if gamma is None:
                gamma = GammaBlock(self._plan.seed, draw, len(weights))
            if self._keeps:
                self._gammas[draw] = gamma
            return gamma.variates((CONCENTRATION * weights).tolist()), [np.eye(len(weights))]
        count = corners.shape[1]
        raw = self._raw.get((draw, count))
        if raw is None:
            raw = negative_exponentials(self._plan.seed, draw, count)
            if self._keeps:
                self._raw[draw, count] = raw
        return raw, [-corners, -corners[:, ::-1]]

    def _corners(self, weights: Floats) -> Floats:
        """Return the weights of which all that are simulated are mixtures, shape (K, J); columns add up to 1."""
        if self._plan.spread is WeightSpread.ORDER:
            return _corners(weights)
        return np.eye(len(weights))[:, weights > 0]

    def _cells(self, table: ValueTable, block: int) -> list[Singles]:
        sampled = self._sampled.get(block)
        if sampled is None:
            random = source(self._plan.seed, Stream.CELLS, block)
            sampled = [doubt.sampled(random) for doubt in table.doubts]
            if self._keeps:
                self._sampled[block] = sampled
        return sampled


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
