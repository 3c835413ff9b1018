"""Ratios of a vendor's accounts and the bands into which they fall; a missing figure leaves a ratio unknown."""

from __future__ import annotations

import math
from collections.abc import Sequence

from outsource_desk.domain.financial import Band, BandEdges, Trend

Figure = float | int | None  # in any unit of money, all figures of a ratio in the same; None = not known


def operating_margin(operating_profit: Figure, revenue: Figure) -> float | None:
    """Return operating profit as a share of revenue; None where either is not known, or there is no revenue."""
    if operating_profit is None or revenue is None or revenue <= 0:
        return None
    return operating_profit / revenue


def quick_ratio(current_assets: Figure, inventory: Figure, current_liabilities: Figure) -> float | None:
    """Return how often assets that are quickly money pay what is soon due; infinite where nothing is due.

    Source: acid test, (current assets - inventory) / current liabilities.
    """
    if current_assets is None or inventory is None or current_liabilities is None or current_liabilities < 0:
        return None
    return _over(current_assets - inventory, current_liabilities)


def net_debt_to_ebitda(net_debt: Figure, ebitda: Figure) -> float | None:
    """Return how many years' earnings would repay the net debt; below zero is net cash.

    Without earnings (EBITDA of zero or less) it is infinite, whatever the debt: nothing could repay it, and net cash is
    being used up.
    """
    if net_debt is None or ebitda is None:
        return None
    return net_debt / ebitda if ebitda > 0 else math.inf


def interest_cover(operating_profit: Figure, interest: Figure) -> float | None:
    """Return how often the operating profit pays the interest; infinite where none is due.

    A loss with no interest due is infinitely far from covering any. Interest below zero is not understood: None.
    """
    if operating_profit is None or interest is None or interest < 0:
        return None
    return _over(operating_profit, interest)


def equity_share(equity: Figure, net_debt: Figure) -> float | None:
    """Return the owners' part of the capital that works in the business, equity / (equity + net debt).

    Net cash counts as no debt. Without equity it is zero or less, whatever the debt.

    Source: one minus gearing, net debt / (net debt + equity).
    """
    if equity is None or net_debt is None:
        return None
    if equity <= 0:
        return 0.0 if equity == 0 else -math.inf
    return equity / (equity + max(net_debt, 0))


def growth(revenue: Figure, revenue_before: Figure) -> float | None:
    """Return by which share revenue grew; None where either is not known, or there was none before."""
    if revenue is None or revenue_before is None or revenue_before <= 0:
        return None
    return revenue / revenue_before - 1


def share_of_revenue(amount: Figure, revenue: Figure) -> float | None:
    """Return an amount as a share of revenue; more than 1 where it is more than all of it."""
    if amount is None or revenue is None or revenue <= 0:
        return None
    return amount / revenue


def average(values: Sequence[float | None]) -> float | None:
    """Return the mean of the values that are known; None if there are none."""
    known = [value for value in values if value is not None]
    if math.inf in known and -math.inf in known:
        return None
    return sum(known) / len(known) if known else None


def band_of(value: float | None, edges: BandEdges) -> Band | None:
    """Return the band of a ratio; nothing for one that is not known."""
    if value is None:
        return None
    for band, edge in edges.edges:
        if value >= edge if edges.is_higher_better else value <= edge:
            return band
    return Band.CRITICAL


def trend_of(value: float | None, before: float | None, edges: BandEdges) -> Trend | None:
    """Return how a ratio moved against the year before; nothing if either is not known."""
    if value is None or before is None:
        return None
    if value == before or abs(value - before) < edges.steady:
        return Trend.STEADY
    return Trend.BETTER if (value > before) is edges.is_higher_better else Trend.WORSE


def _over(amount: float, due: float) -> float:
    """Return how often an amount pays what is due; infinite, with the amount's sign, where nothing is due."""
    if due == 0:
        return -math.inf if amount < 0 else math.inf
    return amount / due
