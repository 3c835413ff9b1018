import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.analysis.ratios import (
    average,
    band_of,
    equity_share,
    growth,
    interest_cover,
    net_debt_to_ebitda,
    operating_margin,
    quick_ratio,
    share_of_revenue,
    trend_of,
)
from outsource_desk.domain.financial import Band, BandEdges, RatioKind, Trend

AMOUNTS = st.integers(-(10**12), 10**12)
POSITIVE = st.integers(1, 10**12)
HIGHER = BandEdges(RatioKind.QUICK_RATIO, True, 1.5, 1.0, 0.8, steady=0.05)
LOWER = BandEdges(RatioKind.NET_DEBT_TO_EBITDA, False, 1.5, 2.5, 4.5)


def test_an_example_worked_by_hand():
    assert operating_margin(81, 1000) == pytest.approx(0.081)
    assert quick_ratio(500, 20, 400) == pytest.approx(1.2)
    assert net_debt_to_ebitda(240, 120) == 2
    assert interest_cover(81, 18) == 4.5
    assert equity_share(300, 100) == 0.75
    assert growth(1040, 1000) == pytest.approx(0.04)
    assert share_of_revenue(150, 1000) == 0.15


@pytest.mark.parametrize(
    "ratio", [operating_margin, net_debt_to_ebitda, interest_cover, equity_share, growth, share_of_revenue]
)
def test_a_missing_figure_leaves_a_ratio_unknown_never_zero(ratio):
    assert ratio(None, 5) is None
    assert ratio(5, None) is None
    assert quick_ratio(5, None, 5) is None
    assert quick_ratio(5, 0, None) is None


def test_without_revenue_there_is_no_margin():
    assert operating_margin(5, 0) is None
    assert operating_margin(5, -1) is None
    assert growth(5, 0) is None
    assert share_of_revenue(5, 0) is None


@given(AMOUNTS, st.integers(-(10**12), 0))
def test_without_earnings_debt_is_in_the_worst_band_whatever_the_debt(net_debt, ebitda):
    assert band_of(net_debt_to_ebitda(net_debt, ebitda), LOWER) is Band.CRITICAL


@given(st.integers(-(10**12), 0), POSITIVE)
def test_net_cash_with_earnings_is_in_the_best_band(net_debt, ebitda):
    assert band_of(net_debt_to_ebitda(net_debt, ebitda), LOWER) is Band.STRONG


@given(POSITIVE, AMOUNTS, AMOUNTS)
def test_more_debt_never_looks_better(ebitda, less, more):
    less, more = sorted((less, more))
    first, second = net_debt_to_ebitda(less, ebitda), net_debt_to_ebitda(more, ebitda)
    assert first is not None
    assert second is not None
    assert first <= second


@given(AMOUNTS, AMOUNTS, POSITIVE)
def test_more_profit_never_looks_worse(less, more, interest):
    less, more = sorted((less, more))
    for ratio in (operating_margin, interest_cover):
        for base in (interest, 0):
            first, second = ratio(less, base), ratio(more, base)
            assert (first is None) == (second is None)
            assert first is None or second is None or first <= second


@given(AMOUNTS, AMOUNTS, POSITIVE, st.integers(2, 1000))
def test_the_unit_of_money_changes_no_ratio(first, second, third, factor):
    for ratio in (operating_margin, net_debt_to_ebitda, interest_cover, equity_share, growth, share_of_revenue):
        before, after = ratio(first, second), ratio(first * factor, second * factor)
        assert after == (before if before is None else pytest.approx(before))
    quick, scaled = quick_ratio(first, second, third), quick_ratio(first * factor, second * factor, third * factor)
    assert quick is not None
    assert scaled == pytest.approx(quick)


def test_what_cannot_be_divided_by_is_infinite_with_the_sign_of_what_there_is():
    assert quick_ratio(5, 0, 0) == math.inf
    assert interest_cover(5, 0) == math.inf
    assert interest_cover(-5, 0) == -math.inf
    assert equity_share(-5, 10) == -math.inf
    assert equity_share(0, 10) == 0
    assert equity_share(5, -100) == 1  # net cash counts as no debt


def test_interest_below_zero_is_not_taken_for_income():
    assert interest_cover(5, -5) is None
    assert quick_ratio(5, 0, -5) is None


def test_an_edge_belongs_to_the_better_band():
    found = [band_of(value, HIGHER) for value in (1.5, 1.4999, 1.0, 0.999, 0.8, 0.799, -1)]
    strong, adequate, weak, critical = Band
    assert found == [strong, adequate, adequate, weak, weak, critical, critical]
    assert [band_of(value, LOWER) for value in (1.5, 2.5, 4.5, 4.6, -3)] == [strong, adequate, weak, critical, strong]
    assert band_of(None, LOWER) is None


@given(st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_a_better_value_never_falls_into_a_worse_band(one, other):
    low, high = sorted((one, other))
    order = list(Band)
    for edges, better, worse in ((HIGHER, high, low), (LOWER, low, high)):
        first, second = band_of(better, edges), band_of(worse, edges)
        assert first is not None
        assert second is not None
        assert order.index(first) <= order.index(second)


def test_a_trend_knows_which_way_is_better_and_calls_a_small_move_steady():
    assert trend_of(1.2, 1.0, HIGHER) is Trend.BETTER
    assert trend_of(1.2, 1.0, LOWER) is Trend.WORSE
    assert trend_of(1.04, 1.0, HIGHER) is Trend.STEADY
    assert trend_of(math.inf, math.inf, HIGHER) is Trend.STEADY
    assert trend_of(math.inf, 2.0, LOWER) is Trend.WORSE
    assert trend_of(None, 2.0, LOWER) is None
    assert trend_of(2.0, None, LOWER) is None


def test_an_average_is_over_what_is_known():
    assert average([0.1, 0.2]) == pytest.approx(0.15)
    assert average([None, 0.2]) == 0.2
    assert average([None]) is None
    assert average([math.inf, -math.inf]) is None
    assert average([math.inf, 1]) == math.inf
