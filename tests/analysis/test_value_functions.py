import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.analysis.value_functions import linear_value

amounts = st.floats(-1e15, 1e15)


@pytest.mark.parametrize(("points", "maximum", "value"), [(0, 5, 0), (5, 5, 100), (2.5, 10, 25), (3, 4, 75)])
def test_points_keep_the_proportions_of_their_own_scale(points, maximum, value):
    assert linear_value(points, 0.0, maximum) == pytest.approx(value)


def test_prices_between_a_floor_of_90_and_a_ceiling_of_200():
    values = [linear_value(price, 200, 90) for price in (100, 120, 150, 300)]
    assert values == pytest.approx([90.909091, 72.727273, 45.454545, 0], abs=1e-6)


def test_more_is_better_where_the_best_amount_is_the_larger():
    assert [linear_value(amount, 10, 20) for amount in (5, 10, 15, 20, 99)] == [0, 0, 50, 100, 100]


@pytest.mark.parametrize(
    ("amount", "worst", "best"), [(None, 0, 1), (5, None, 1), (5, 0, None), (5, None, None), (None, 7, 7)]
)
def test_what_is_not_known_stays_open(amount, worst, best):
    assert linear_value(amount, worst, best) is None


def test_end_points_that_are_the_same_count_equality_only():
    assert [linear_value(amount, 7, 7) for amount in (6, 7, 8)] == [0, 100, 0]


def test_end_points_so_close_that_the_quotient_leaves_all_bounds_still_limit_the_value():
    assert [linear_value(amount, 0.0, 5e-324) for amount in (-1e15, 0.0, 1e15)] == [0, 0, 100]


@given(amounts, amounts, amounts)
def test_values_never_leave_their_range(amount, worst, best):
    value = linear_value(amount, worst, best)
    assert value is not None
    assert 0 <= value <= 100
    assert str(value) != "-0.0"


@given(amounts, amounts, amounts, amounts)
def test_a_better_amount_is_never_worth_less(first, second, worst, best):
    nearer, farther = sorted((first, second), reverse=best > worst)
    better, worse = linear_value(nearer, worst, best), linear_value(farther, worst, best)
    assert better is not None
    assert worse is not None
    assert worst == best or better >= worse
