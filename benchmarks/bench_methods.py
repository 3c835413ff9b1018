"""Second opinions: each method on one matrix against numpy's floor and against two libraries."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.material import SEED
from benchmarks.pairing import Contender, Spread
from benchmarks.table import Row, compared
from outsource_desk.analysis.methods.normalise import Matrix
from outsource_desk.analysis.methods.promethee import Rule, flows
from outsource_desk.analysis.methods.sums import range_sum
from outsource_desk.analysis.methods.topsis import closeness
from outsource_desk.analysis.methods.vikor import vikor
from outsource_desk.domain.preference import Shape

SIZES = ((10, 10), (100, 30), (1000, 50), (10_000, 50))
GOALS_AT, MANY = (1000, 50), (10_000, 50)
CLOSE = 1e-12
USUAL: Rule = (Shape.USUAL, 0.0, 0.0)
LINEAR: Rule = (Shape.LINEAR, 5.0, 20.0)
MEMORY = 300.0  # MB, of the whole process
_CHILD = """
import resource
import numpy as np
from outsource_desk.analysis.methods.promethee import flows
from outsource_desk.domain.preference import Shape
source = np.random.default_rng(1)
flows(100 * source.random({size}), source.random({size}[1]), [(Shape.LINEAR, 5.0, 20.0)] * {size}[1])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""

Score = Callable[[], Matrix]


def rows(rounds: int) -> list[Row]:
    """Measure every method at each size, then its peers where the goals are set."""
    warnings.filterwarnings("ignore", module="skcriteria|pymcdm")
    memory = _memory()  # first: a child begins with the peak of its parent
    return [
        *(row for size in SIZES for row in _against_floor(*size, rounds)),
        *_against_peers(*GOALS_AT, rounds),
        *_outranking(rounds),
        memory,
    ]


def _drawn(candidates: int, criteria: int) -> tuple[Matrix, Matrix, Matrix]:
    """Return a matrix, weights, and which way is better."""
    source = np.random.default_rng(SEED)
    weights = source.dirichlet(np.ones(criteria))
    better = np.where(source.random(criteria) < 0.4, -1.0, 1.0)
    return 1 + 99 * source.random((candidates, criteria)), weights, better


def _against_floor(candidates: int, criteria: int, rounds: int) -> list[Row]:
    matrix, weights, better = _drawn(candidates, criteria)

    def floor() -> Matrix:
        matrix.min(0)
        matrix.max(0)
        return matrix @ weights

    limits = (1.5, 3.0, 3.5) if (candidates, criteria) == GOALS_AT else (None, None, None)
    own = (
        Contender("weighted sum over the range", lambda: range_sum(matrix, weights, better)),
        Contender("TOPSIS", lambda: closeness(matrix, weights, better)),
        Contender("VIKOR", lambda: vikor(matrix, weights, better)),
    )
    goals = [("G1" if limit else "", each, limit) for each, limit in zip(own, limits, strict=True)]
    extra = Contender("PROMETHEE II, linear", lambda: flows(matrix, weights, [LINEAR] * criteria, better))
    what = f"one evaluation of {candidates:,} × {criteria}"
    return compared(what, Contender("numpy: min, max, X @ w", floor), [*goals, ("", extra, None)], rounds)


def _against_peers(candidates: int, criteria: int, rounds: int) -> list[Row]:
    matrix, weights, better = _drawn(candidates, criteria)
    what = f"one evaluation of {candidates:,} × {criteria}"
    own: dict[str, Score] = {
        "weighted sum over the range": lambda: range_sum(matrix, weights, better),
        "TOPSIS": lambda: closeness(matrix, weights, better),
        "VIKOR": lambda: vikor(matrix, weights, better).index,
    }
    found: list[Row] = []
    for library, limit, peers in (
        ("pymcdm, as it is called", round(1 / 30, 4), _pymcdm(matrix, weights, better, is_validated=True)),
        ("pymcdm, its checks left out", None, _pymcdm(matrix, weights, better, is_validated=False)),
        ("scikit-criteria", round(1 / 3, 3), _scikit(matrix, weights, better)),
    ):
        goal = "G1" if limit else ""
        for name, score in own.items():
            if peers is None:
                why = "it is missing; run with `uv run --extra bench`"
                found.append(Row(goal, what, name, library, None, limit, why_skipped=why))
            elif name in peers:
                peer = peers[name]
                assert np.allclose(score(), peer(), rtol=0, atol=CLOSE), (library, name)
                found += compared(what, Contender(library, peer), [(goal, Contender(name, score), limit)], rounds)
    return found


def _pymcdm(matrix: Matrix, weights: Matrix, better: Matrix, *, is_validated: bool) -> dict[str, Score] | None:
    if importlib.util.find_spec("pymcdm") is None:
        return None
    from pymcdm import methods
    from pymcdm.normalizations import minmax_normalization, vector_normalization

    bodies: dict[str, Any] = {
        "weighted sum over the range": methods.WSM(minmax_normalization),
        "TOPSIS": methods.TOPSIS(vector_normalization),
        "VIKOR": methods.VIKOR(),
    }
    return {
        name: lambda body=body: body(matrix, weights, better, validation=is_validated)
        for name, body in bodies.items()
    }  # fmt: skip


def _scikit(matrix: Matrix, weights: Matrix, better: Matrix) -> dict[str, Score] | None:
    if importlib.util.find_spec("skcriteria") is None:
        return None
    from skcriteria import mkdm
    from skcriteria.agg.topsis import TOPSIS
    from skcriteria.agg.vikor import VIKOR
    from skcriteria.preprocessing.scalers import VectorScaler

    given = mkdm(matrix, better.astype(int), weights=weights)
    scaled = VectorScaler(target="matrix").transform(given)
    near, compromise = TOPSIS(), VIKOR()
    return {
        "TOPSIS": lambda: near.evaluate(scaled).e_.similarity,
        "VIKOR": lambda: compromise.evaluate(given).e_.q_k,
    }


def _outranking(rounds: int) -> list[Row]:
    candidates, criteria = GOALS_AT
    matrix, weights, better = _drawn(candidates, criteria)
    what = f"PROMETHEE II of {candidates:,} × {criteria}"
    found: list[Row] = []
    for name, peer_name, rule in (("usual", "usual", USUAL), ("linear", "vshape_2", LINEAR)):
        own = Contender(f"flows, {name}", lambda rule=rule: flows(matrix, weights, [rule] * criteria, better).net)
        if importlib.util.find_spec("pymcdm") is None:
            why = "it is missing; run with `uv run --extra bench`"
            found.append(Row("G5", what, own.name, "pymcdm", None, 1 / 25, why_skipped=why))
            continue
        from pymcdm.methods import PROMETHEE_II

        _, low, high = rule

        def peer(name: str = peer_name, low: float = low, high: float = high) -> Matrix:
            """Make it anew: it holds what a second call would find used up."""
            thresholds = {} if name == "usual" else {"q": [low] * criteria, "p": [high] * criteria}
            body: Any = PROMETHEE_II(name, **thresholds)
            return body(matrix, weights, better, validation=False)

        score: Any = own.run()
        assert np.allclose(score, peer(), rtol=0, atol=CLOSE)
        found += compared(what, Contender("pymcdm", peer), [("G5", own, 1 / 25)], min(rounds, 5))
    return found


def _memory() -> Row:
    """Measure the whole memory of a process that ranks ten thousand by outranking."""
    what = f"PROMETHEE II of {MANY[0]:,} × {MANY[1]}, memory of the process"
    if importlib.util.find_spec("resource") is None:
        return Row("G5", what, "flows, linear", "", None, MEMORY, "MB", "this system does not tell")
    words = [sys.executable, "-c", _CHILD.format(size=MANY)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return Row("G5", what, "flows, linear", "", Spread((float(done.stdout),)), MEMORY, "MB")
