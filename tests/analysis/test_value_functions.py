import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.analysis.value_functions import linear_values

nan = np.nan
amounts = st.floats(-1e15, 1e15)


def linear(amount, worst, best):
    return float(linear_values(np.array([[amount]]), np.array([worst]), np.array([best]))[0, 0])


def test_points_keep_the_proportions_of_their_own_scale():
    values = linear_values(np.array([[0, 2.5, nan], [5, 10, 3]]), np.zeros(3), np.array([5, 10, 4]))
    assert values == pytest.approx(np.array([[0, 25, nan], [100, 100, 75]]), nan_ok=True)


def test_prices_between_a_floor_of_90_and_a_ceiling_of_200():
    values = linear_values(np.array([[100.0], [120], [150], [300]]), np.array([200.0]), np.array([90.0]))
    assert values[:, 0] == pytest.approx([90.909091, 72.727273, 45.454545, 0], abs=1e-6)


def test_more_is_better_where_the_best_amount_is_the_larger():
    assert [linear(amount, 10, 20) for amount in (5, 10, 15, 20, 99)] == [0, 0, 50, 100, 100]


@pytest.mark.parametrize(("amount", "worst", "best"), [(nan, 0, 1), (5, nan, 1), (5, 0, nan), (5, nan, nan)])
def test_what_is_not_known_stays_open(amount, worst, best):
    assert np.isnan(linear(amount, worst, best))


def test_end_points_that_are_the_same_count_equality_only():
    assert [linear(amount, 7, 7) for amount in (6, 7, 8)] == [0, 100, 0]
    assert np.isnan(linear(nan, 7, 7))


@given(amounts, amounts, amounts)
def test_values_never_leave_their_range_and_never_warn(amount, worst, best):
    assert 0 <= linear(amount, worst, best) <= 100


@given(amounts, amounts, amounts, amounts)
def test_a_better_amount_is_never_worth_less(first, second, worst, best):
    nearer, farther = sorted((first, second), reverse=best > worst)
    if worst != best:
        assert linear(nearer, worst, best) >= linear(farther, worst, best)


def test_an_offer_of_another_never_changes_a_value():
    alone = linear_values(np.array([[120.0]]), np.array([200.0]), np.array([90.0]))
    among = linear_values(np.array([[120.0], [1.0], [1e9]]), np.array([200.0]), np.array([90.0]))
    assert alone[0, 0] == among[0, 0]
