"""Robustness: simulated weightings, intervals of weights and a dragged weight against plain numpy and a library."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.material import SEED, evaluation
from benchmarks.pairing import Contender, Spread, cpu, seconds_in_turn
from benchmarks.table import Row, compared
from outsource_desk.analysis.sensitivity import Bounds, stability_bounds
from outsource_desk.analysis.simulation import Simulator
from outsource_desk.analysis.variates import BLOCK, negative_exponentials
from outsource_desk.domain.robustness import SimulationPlan, WeightSpread
from outsource_desk.services.case import case_of
from outsource_desk.services.ranking import ranking_of
from outsource_desk.services.robustness import LiveRobustness

CANDIDATES, CRITERIA, SAMPLES = 10, 20, 1_000_000
WHAT = f"ranks of {CANDIDATES} × {CRITERIA} under a million weightings"
ANY = SimulationPlan(samples=SAMPLES, spread=WeightSpread.ANY)
AROUND = SimulationPlan(samples=SAMPLES)
SLIDER = SimulationPlan()
LOOPED = 200  # weightings that the library's loop is measured with
STEPS = 1_001
SIZES = ((10, 20), (30, 50), (100, 50))
_CHILD = """
import resource
from benchmarks.bench_robustness import ANY, CANDIDATES, CRITERIA, drawn, simulator
_, weights = drawn(CANDIDATES, CRITERIA)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
simulator(ANY).run(weights)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""

Floats = NDArray[np.float64]


def rows(rounds: int) -> list[Row]:
    """Measure simulations, then intervals at each size, then a move of the slider."""
    memory = _memory()  # first: a child begins with the peak of its parent
    values, weights = drawn(CANDIDATES, CRITERIA)
    return [
        *_simulated(values, weights, rounds),
        *_around(values, weights, rounds),
        *_looped(values, weights, rounds),
        memory,
        *_remembered(values, weights, rounds),
        *(row for size in SIZES for row in _intervals(*size, rounds)),
        *_slider(rounds),
    ]


def drawn(candidates: int, criteria: int) -> tuple[Floats, Floats]:
    """Return values and weights."""
    source = np.random.default_rng(SEED)
    return 100 * source.random((candidates, criteria)), source.dirichlet(np.ones(criteria))


def simulator(plan: SimulationPlan, *, keeps: bool = False) -> Simulator:
    """Return what simulates values that are certain."""
    values, _ = drawn(CANDIDATES, CRITERIA)
    return Simulator(values, np.zeros_like(values), plan, keeps=keeps)


def _simulated(values: Floats, weights: Floats, rounds: int) -> list[Row]:
    """Compare all ranks with the winner alone as one would write it, and with its two unavoidable steps."""
    whole = Contender("Simulator.run: every rank, who beats whom", lambda: simulator(ANY).run(weights, ranks_only=True))
    more = Contender("Simulator.run: and central weights", lambda: simulator(ANY).run(weights))
    single = values.astype(np.float32)
    parts = [min(BLOCK, SAMPLES - start) for start in range(0, SAMPLES, BLOCK)]

    def naive() -> NDArray[np.intp]:
        return (np.random.default_rng(1).dirichlet(np.ones(CRITERIA), SAMPLES) @ values.T).argmax(axis=1)

    def floor() -> None:
        source = np.random.default_rng(1)
        for size in parts:
            _ = single @ source.standard_exponential((CRITERIA, size), dtype=np.float32)

    def own_floor() -> None:
        for block in range(len(parts)):
            _ = single @ negative_exponentials(1, block, CRITERIA)

    found = simulator(ANY).run(weights).acceptability[:, 0]
    assert np.allclose(found, np.bincount(naive(), minlength=CANDIDATES) / SAMPLES, rtol=0, atol=0.004)
    return [
        *compared(WHAT, Contender("numpy: dirichlet, W @ X, argmax (winner only)", naive),
                  [("G2", whole, 0.25), ("G2", more, 0.25)], rounds),
        *compared(WHAT, Contender("numpy: exponentials and X @ W, single precision", floor),
                  [("G2", whole, 1.5), ("G2", more, 1.5)], rounds),
        *compared(WHAT, Contender("its own exponentials and X @ W", own_floor), [("", whole, None)], rounds),
    ]  # fmt: skip


def _around(values: Floats, weights: Floats, rounds: int) -> list[Row]:
    """Compare weights around the official ones with the same chain."""

    def naive() -> NDArray[np.intp]:
        return (np.random.default_rng(1).dirichlet(50 * weights, SAMPLES) @ values.T).argmax(axis=1)

    found = simulator(AROUND).run(weights).acceptability[:, 0]
    assert np.allclose(found, np.bincount(naive(), minlength=CANDIDATES) / SAMPLES, rtol=0, atol=0.004)
    own = Contender("Simulator.run: everything, around the weights", lambda: simulator(AROUND).run(weights))
    return compared(WHAT, Contender("numpy: dirichlet(50 W), W @ X, argmax", naive), [("", own, None)], min(rounds, 5))


def _looped(values: Floats, weights: Floats, rounds: int) -> list[Row]:
    """Compare with a library that evaluates one weighting at a time: some of them, times how many there are."""
    limit, own = (
        1 / 3000,
        Contender("Simulator.run: every rank, who beats whom", lambda: simulator(ANY).run(weights, ranks_only=True)),
    )
    name = f"pymcdm, one by one ({LOOPED}, times {SAMPLES // LOOPED:,})"
    if importlib.util.find_spec("pymcdm") is None:
        return [
            Row("G2", WHAT, own.name, name, None, limit, why_skipped="it is missing; run with `uv run --extra bench`")
        ]
    from pymcdm.helpers import rrankdata
    from pymcdm.methods import WSM

    samples, kinds = np.random.default_rng(1).dirichlet(np.ones(CRITERIA), LOOPED), np.ones(CRITERIA)
    shares = values / values.sum(axis=0)  # as the library makes them before it weighs
    body: Any = WSM()

    def loop() -> Any:
        return [rrankdata(body(values, each, kinds)) for each in samples]

    assert [int(np.argmin(each)) for each in loop()] == (samples @ shares.T).argmax(axis=1).tolist()
    base, mine = seconds_in_turn([Contender(name, loop), own], rounds, cpu)
    whole = [each * SAMPLES / LOOPED for each in base]
    return [Row("G2", WHAT, own.name, name, Spread.of_ratios(mine, whole), limit)]


def _remembered(values: Floats, weights: Floats, rounds: int) -> list[Row]:
    """Compare a simulation whose random numbers are there with the matrix product alone."""
    plan = replace(ANY, samples=100_000)
    kept = simulator(plan, keeps=True)
    kept.run(weights)
    raw = np.hstack([negative_exponentials(1, block, CRITERIA) for block in range(7)])[:, : plan.samples]
    single, out = values.astype(np.float32), np.empty((CANDIDATES, plan.samples), dtype=np.float32)
    own = Contender(
        "Simulator.run, numbers remembered, as the slider runs it", lambda: kept.run(weights, ranks_only=True)
    )
    base = Contender("numpy: X @ W, single precision", lambda: np.matmul(single, raw, out=out))
    what = f"ranks of {CANDIDATES} × {CRITERIA} under 100,000 weightings"
    return compared(what, base, [("G3", own, 4.0)], rounds)


def _intervals(candidates: int, criteria: int, rounds: int) -> list[Row]:
    """Compare exact intervals with a fine grid, written with whole arrays."""
    values, weights = drawn(candidates, criteria)
    grid = np.linspace(0, 1, STEPS)

    at = np.searchsorted(grid, weights)

    def totals() -> Floats:
        tables = np.empty((criteria, STEPS, criteria))
        tables[:] = ((1 - grid) / (1 - weights[:, None]))[:, :, None] * weights
        every = np.arange(criteria)
        tables[every, :, every] = grid
        return tables @ values.T

    def edges(same: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """Return the last steps on both sides of each weight at which nothing has changed."""
        lows = [0 if row[:k].all() else k - row[:k][::-1].argmin() for row, k in zip(same, at, strict=True)]
        highs = [STEPS - 1 if row[k:].all() else k + row[k:].argmin() - 1 for row, k in zip(same, at, strict=True)]
        return grid[lows], grid[highs]

    def winners() -> tuple[Floats, Floats]:
        return edges(totals().argmax(axis=2) == (values @ weights).argmax())

    def orders() -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
        found = (-totals()).argsort(axis=2)
        now = (-(values @ weights)).argsort()
        return edges(found[:, :, 0] == now[0]), edges((found == now).all(axis=2))

    def exact() -> Bounds:
        return stability_bounds(values, weights)

    step, bounds = 1.001 / (STEPS - 1), exact()
    for found, low, high in zip(
        orders(), (bounds.low, bounds.order_low), (bounds.high, bounds.order_high), strict=True
    ):
        assert np.allclose(found, (low, high), rtol=0, atol=step)
    own = Contender("stability_bounds: first place and order", exact)
    what = f"intervals of all weights, {candidates} × {criteria}"
    base = Contender(f"numpy: grid of {STEPS:,} weights, first place and order", orders)
    less = Contender(f"numpy: grid of {STEPS:,} weights, first place only", winners)
    return [*compared(what, base, [("G4", own, 1 / 80)], rounds), *compared(what, less, [("", own, None)], rounds)]


def _slider(rounds: int) -> list[Row]:
    """Time a move of the slider: ranking, intervals, flips, 100,000 samples and the verdict."""
    found = []
    for name, evaluators in (("scores agreed", 1), ("three evaluators differ on every score", 3)):
        whole = evaluation(CANDIDATES, CRITERIA, evaluators)
        case = case_of(whole, ranking_of(whole))
        assert case is not None
        mover = Contender("LiveRobustness.move", _moving(LiveRobustness(case, SLIDER)))
        what = f"a weight dragged, {CANDIDATES} × {CRITERIA}, {SLIDER.samples:,} samples, {name}, CPU"
        (seconds,) = seconds_in_turn([mover], rounds, cpu)
        found.append(Row("G4", what, mover.name, "", Spread(tuple(1000 * each for each in seconds)), 50.0, "ms"))
    return found


def _moving(live: LiveRobustness) -> Callable[[], object]:
    turn = count()
    return lambda: live.move(1, (next(turn) % 90 + 5) / 100)


def _memory() -> Row:
    """Measure what a million samples add to the memory of a process that has loaded what it needs."""
    what, limit = f"{WHAT}, memory", 32.0
    if importlib.util.find_spec("resource") is None:
        return Row("G2", what, "Simulator.run", "", None, limit, "MiB", "this system does not tell")
    words = [sys.executable, "-c", _CHILD]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return Row("G2", what, "Simulator.run", "", Spread((float(done.stdout),)), limit, "MiB")
