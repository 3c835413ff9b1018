import pytest

from outsource_desk.analysis.price import (
    about_mean,
    linear_multiple,
    linear_to_ceiling,
    min_max,
    money_per_quality_point,
    quality_adjusted_price,
    quality_per_price,
    relative_lowest,
)
from outsource_desk.domain.errors import OutOfRangeError

PRICES = (100, 120, 150, 300)
QUALITY = {"A": 80, "B": 70, "C": 20}
BIDS = {"A": 100, "B": 80, "C": 40}


def near(expected):
    return pytest.approx(expected, abs=1e-6)


def test_four_bids_under_every_function():
    assert linear_to_ceiling(PRICES, 90, 200) == near([90.909091, 72.727273, 45.454545, 0])
    assert relative_lowest(PRICES) == near([100, 83.333333, 66.666667, 33.333333])
    assert linear_multiple(PRICES, 2) == near([100, 80, 50, 0])
    assert min_max(PRICES) == near([100, 90, 75, 0])


def test_min_max_of_two_bids_is_all_or_nothing():
    assert min_max([100, 101]) == [100, 0]


def test_equal_bids_are_worth_the_same_and_unusable_ones_nothing_known():
    assert min_max([100, 100]) == linear_multiple([100, 100]) == relative_lowest([100, 100]) == [100, 100]
    assert relative_lowest([0, 80, -5]) == [None, 100, None]
    assert relative_lowest([]) == []


def test_low_bid_formula_of_a_tender_platform():
    # Negometrix support, "Low bid scoring formula": experience 60, quality 40, time 30, price 70 points
    quality, prices = [40 + 30 + 20, 32 + 20 + 22], [10_000, 8_000]
    points = [0.7 * value for value in relative_lowest(prices) if value is not None]
    assert points == pytest.approx([56, 70], abs=1e-9)
    assert [one + other for one, other in zip(quality, points, strict=True)] == pytest.approx([146, 144], abs=1e-9)


def test_financial_scores_of_three_bids_in_a_quality_and_cost_based_selection():
    assert relative_lowest([20, 40, 60]) == pytest.approx([100, 50, 33.3], abs=0.06)  # printed with one decimal


def totals(names, function):
    values = function([BIDS[name] for name in names])
    return {name: 0.6 * QUALITY[name] + 0.4 * value for name, value in zip(names, values, strict=True)}


def test_a_loser_decides_the_winner_under_lowest_over_price_but_not_under_floor_and_ceiling():
    assert totals("ABC", relative_lowest) == near({"A": 64, "B": 62, "C": 52})
    assert totals("AB", relative_lowest) == near({"A": 80, "B": 82})
    assert totals("ABC", lambda bids: linear_to_ceiling(bids, 40, 120)) == near(
        {"A": 48 + 10, "B": 42 + 20, "C": 12 + 40}
    )
    assert totals("AB", lambda bids: linear_to_ceiling(bids, 40, 120)) == near({"A": 58, "B": 62})


def test_a_point_of_quality_has_its_price():
    assert money_per_quality_point(0.6, 0.4, 800_000, 1_200_000) == near(6000)
    assert money_per_quality_point(60, 40, 800_000, 1_200_000) == near(6000)
    with pytest.raises(OutOfRangeError):
        money_per_quality_point(1, 0, 800_000, 1_200_000)


def test_paying_just_what_better_quality_is_worth_leaves_the_adjusted_prices_equal():
    cheap = quality_adjusted_price(900_000, 70, 6000, reference=70)
    assert cheap == 900_000
    assert quality_adjusted_price(960_000, 80, 6000, reference=70) == cheap


def test_the_mean_price_is_worth_half_and_half_as_much_more_costs_a_quarter():
    assert about_mean([100, 50, 150]) == near([50, 75, 25])
    assert about_mean([10, 10, 10, 170]) == near([90, 90, 90, 0])
    assert about_mean([0, 100]) == [None, 50]
    assert about_mean([]) == []


def test_quality_per_price_puts_the_best_value_for_money_first():
    assert quality_per_price(80, 40_000, unit=1000) == near(2)
    assert quality_per_price(80, 0) is None
