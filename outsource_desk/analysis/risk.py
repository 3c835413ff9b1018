"""The arithmetic of risks: bands by matrix, what controls take off a rating, and the loss to expect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from outsource_desk.domain.risk import Band, Rating

LOWEST, HIGHEST = 1, 5  # of both scales
MOST_STEPS = 2  # that all controls together take off likelihood, or impact

# Rows: likelihood 1 to 5, columns: impact 1 to 5. Source: product rule. A matrix, because a product would call the rare
# catastrophe (1 × 5) as harmless as the daily nuisance (5 × 1).
MATRIX: tuple[str, ...] = ("LLLMH", "LLMMH", "LMMHC", "LMHHC", "MMHCC")

# Probability that the risk comes true within a contract year, and what it then costs as a share of the function's
# yearly value. Source: product rule; middles of the bands 0–5, 5–20, 20–45, 45–75 and 75–100 %.
PROBABILITY: Mapping[int, float] = {1: 0.03, 2: 0.12, 3: 0.32, 4: 0.60, 5: 0.88}
LOSS_SHARE: Mapping[int, float] = {1: 0.005, 2: 0.02, 3: 0.05, 4: 0.15, 5: 0.40}


def band_of(rating: Rating) -> Band:
    """Return how bad a rating is.

    Source: `MATRIX`.
    """
    return Band(MATRIX[rating.likelihood - 1][rating.impact - 1])


def severity_of(rating: Rating) -> tuple[int, int, int]:
    """Return what ratings are sorted by, larger for worse: the band, then the product, then the impact."""
    return tuple(Band).index(band_of(rating)), rating.likelihood * rating.impact, rating.impact


def residual_of(inherent: Rating, effects: Iterable[tuple[int, int]]) -> Rating:
    """Return the rating that is left after controls.

    Args:
        inherent: before any control.
        effects: what each control that counts takes off likelihood and impact, in steps.

    Source: product rule; at most two steps off each scale, never below 1.
    """
    taken = list(effects)
    likelihood, impact = sum(each[0] for each in taken), sum(each[1] for each in taken)
    return Rating(_lowered(inherent.likelihood, likelihood), _lowered(inherent.impact, impact))


def worse_of(first: Rating, second: Rating) -> Rating:
    """Return the higher likelihood and the higher impact of two ratings."""
    return Rating(max(first.likelihood, second.likelihood), max(first.impact, second.impact))


def expected_loss(rating: Rating, yearly_value: float) -> float:
    """Return what a risk costs in an average year, in the unit of ``yearly_value``.

    Source: probability × share of the function's yearly value, `PROBABILITY` and `LOSS_SHARE`.
    """
    return PROBABILITY[rating.likelihood] * LOSS_SHARE[rating.impact] * yearly_value


def _lowered(level: int, steps: int) -> int:
    return max(LOWEST, level - min(MOST_STEPS, steps))
