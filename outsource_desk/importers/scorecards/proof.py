"""Proving by arithmetic that some cells follow from others: totals, means and weighted copies."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

TOLERANCE = 0.005  # half a per cent
_WHOLES = (1.0, 10.0, 100.0, 1000.0)
Numbers = Sequence[float | None]


@dataclass(frozen=True)
class Proof:
    """How results follow from the scores, and what we get ourselves."""

    how: str
    recomputed: tuple[float, ...]

    def distance(self, given: Numbers) -> float:
        """Return how far the results are from what we get, at most."""
        return max((abs(a - b) for a, b in zip(given, self.recomputed, strict=True) if a is not None), default=0.0)


def close(first: float, second: float) -> bool:
    """Tell whether two numbers are the same within half a per cent."""
    difference = abs(first - second)  # infinite where products outgrow what numbers hold
    return difference < math.inf and difference <= TOLERANCE * max(abs(first), abs(second)) + 1e-9


def is_whole(total: float) -> bool:
    """Tell whether weights add up to all: 1, 10, 100 or 1000, within one per cent."""
    return any(abs(total - whole) <= 0.01 * whole for whole in _WHOLES)


def prove_results(
    results: Numbers, scores: Sequence[Numbers], weights: Numbers | None, *, in_proportion: bool = False
) -> Proof | None:
    """Find the arithmetic by which one result per vendor follows from that vendor's scores.

    Args:
        results: one per vendor; nothing where the sheet has none.
        scores: for each vendor one value per criterion, nothing where it is open.
        weights: one per criterion, or nothing if the table has none.
        in_proportion: a weighted sum times any one factor will do too, as where totals are brought to 100.
    """
    known = [at for at, result in enumerate(results) if result is not None]
    if not known:
        return None
    for how, formula in _formulas(weights):
        recomputed = [formula(line) for line in scores]
        if all(_agrees(results[at], recomputed[at]) for at in known):
            return Proof(how, tuple(value if value is not None else 0.0 for value in recomputed))
    return _prove_proportion(results, scores, weights, known) if in_proportion else None


def _prove_proportion(
    results: Numbers, scores: Sequence[Numbers], weights: Numbers | None, known: list[int]
) -> Proof | None:
    """Prove that results are the weighted sums times one factor, for at least two vendors."""
    if weights is None or not any(weights) or len(known) < 2:
        return None
    formula = _formulas(weights)[0][1]
    sums = [formula(line) for line in scores]
    pairs = [(result, own) for at in known if (result := results[at]) and (own := sums[at])]
    if len(pairs) < len(known):
        return None
    factor = sum(result for result, _ in pairs) / sum(own for _, own in pairs)
    recomputed = tuple((own or 0.0) * factor for own in sums)
    if not all(_agrees(results[at], recomputed[at]) for at in known):
        return None
    return Proof(f"Σ weight × score {_in_words(factor)}", recomputed)


def _in_words(factor: float) -> str:
    """Return “÷ 5” or “× 20”, rounded if the factor is nearly whole."""
    sign, size = ("×", factor) if factor >= 1 else ("÷", 1 / factor)
    return f"{sign} {round(size) if close(size, round(size)) else float(f'{size:.4g}')}"


def _agrees(result: float | None, recomputed: float | None) -> bool:
    return result is not None and recomputed is not None and close(result, recomputed)


def nearest_arithmetic(results: Numbers, scores: Sequence[Numbers], weights: Numbers | None) -> Proof:
    """Return the arithmetic that explains most of the results; the weighted sum if it explains as many as others."""
    best: tuple[int, Proof] | None = None
    for how, formula in _formulas(weights):
        recomputed = [formula(line) for line in scores]
        count = sum(_agrees(result, value) for result, value in zip(results, recomputed, strict=True))
        if best is None or count > best[0]:
            best = count, Proof(how, tuple(value if value is not None else 0.0 for value in recomputed))
    assert best is not None
    return best[1]


def _formulas(weights: Numbers | None) -> list[tuple[str, Callable[[Numbers], float | None]]]:
    formulas: list[tuple[str, Callable[[Numbers], float | None]]] = []
    if weights is not None and any(weights):
        whole = sum(weight for weight in weights if weight)

        def weighted(line: Numbers) -> float | None:
            pairs = [(w, s) for w, s in zip(weights, line, strict=True) if w is not None and s is not None]
            return sum(w * s for w, s in pairs) if pairs else None

        formulas.append(("Σ weight × score", weighted))
        if whole:  # weights of both signs may make up for each other
            formulas.append(("Σ weight × score ÷ Σ weight", _divided(weighted, whole)))
        if not close(whole, 100):
            formulas.append(("Σ weight × score ÷ 100", _divided(weighted, 100)))
    formulas += [("sum", _sum), ("mean", _mean)]
    return formulas


def _divided(formula: Callable[[Numbers], float | None], by: float) -> Callable[[Numbers], float | None]:
    def divided(line: Numbers) -> float | None:
        value = formula(line)
        return None if value is None else value / by

    return divided


def _sum(line: Numbers) -> float | None:
    values = [value for value in line if value is not None]
    return sum(values) if values else None


def _mean(line: Numbers) -> float | None:
    values = [value for value in line if value is not None]
    return sum(values) / len(values) if values else None


def is_product(results: Numbers, first: Numbers, second: Numbers) -> bool:
    """Tell whether each result is the product of two others, in at least two telling places."""
    pairs = [(r, a, b) for r, a, b in zip(results, first, second, strict=True) if r is not None]
    if any(a is None or b is None for _, a, b in pairs):
        return False
    telling = sum(1 for r, _, _ in pairs if r)
    return telling >= 2 and all(close(r, (a or 0) * (b or 0)) for r, a, b in pairs)


def is_weighted_copy(results: Numbers, scores: Numbers, weights: Numbers) -> bool:
    """Tell whether a line repeats a vendor's scores times the weights (also as shares of 100)."""
    known = [at for at, result in enumerate(results) if result is not None]
    if len(known) < 2 or any(scores[at] is None or weights[at] is None for at in known):
        return False
    for factor in (1.0, 0.01):
        if all(close(results[at] or 0, factor * (scores[at] or 0) * (weights[at] or 0)) for at in known):
            return any(results[at] for at in known)
    return False


def are_normalised(results: Numbers, weights: Numbers) -> bool:
    """Tell whether numbers are the weights divided by their sum."""
    whole = sum(weight for weight in weights if weight is not None)
    known = [(r, w) for r, w in zip(results, weights, strict=True) if r is not None]
    return (
        bool(known)
        and whole > 0
        and all(w is not None and (close(r, w / whole) or close(r, 100 * w / whole)) for r, w in known)
    )
