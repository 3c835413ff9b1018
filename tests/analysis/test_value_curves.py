"""Curves of every kind, and the way back from a value to the amount that has it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.analysis.value_functions import Offers, column_values, inverse_value, offers_of, value_of
from outsource_desk.domain.criterion import Criterion, Curve, Direction, Measure

TURNOVER = ((8, 100), (15, 80), (25, 50), (40, 20), (60, 0))  # per cent of staff a year
PRICES = (100, 120, 150, 300)


def leaf(curve=Curve.LINEAR, points=(), measure=Measure.MEASURED, **fields):
    return Criterion(1, 1, None, "Leaf", measure=measure, curve=curve, points=tuple(points), **fields)


def price(curve, **fields):
    return leaf(curve, measure=Measure.PRICE, **fields)


def test_between_its_points_a_piecewise_curve_is_straight_and_beyond_them_it_stays():
    amounts = (5, 8, 12, 20, 40, 50, 80)
    values = [value_of(leaf(Curve.PIECEWISE, TURNOVER), amount) for amount in amounts]
    assert values == pytest.approx([100, 100, 88.571429, 65, 20, 10, 0], abs=1e-6)


@pytest.mark.parametrize(
    ("points", "amounts", "values"),
    [
        (((2, 40), (5, 100)), (1, 2, 4.9, 5, 9), [0, 40, 40, 100, 100]),
        (((4, 100), (8, 50), (24, 10)), (3, 4, 6, 8, 24, 25), [100, 100, 50, 50, 10, 0]),
    ],
)
def test_a_threshold_reached_is_worth_its_step_and_none_is_worth_nothing(points, amounts, values):
    assert [value_of(leaf(Curve.THRESHOLD, points), amount) for amount in amounts] == values


def test_a_single_threshold_goes_by_the_direction():
    points = ((10, 100),)
    most = leaf(Curve.THRESHOLD, points, direction=Direction.MIN)
    assert [value_of(most, amount) for amount in (9, 10, 11)] == [100, 100, 0]
    least = replace(most, direction=Direction.MAX)
    assert [value_of(least, amount) for amount in (9, 10, 11)] == [0, 100, 100]
    unknown = replace(most, direction=Direction.UNKNOWN)
    assert unknown.lacking == "direction"
    assert value_of(unknown, 9) is None


def test_a_target_falls_to_both_sides():
    target = leaf(Curve.TARGET, ((10, 0), (20, 100), (40, 0)), direction=Direction.UNKNOWN)
    assert target.lacking == ""
    assert [value_of(target, amount) for amount in (5, 15, 20, 30, 50)] == [0, 50, 100, 50, 0]


def test_of_a_discrete_curve_only_its_amounts_have_a_value():
    tiers = leaf(Curve.DISCRETE, ((1, 100), (2, 60), (4, 0)))
    assert [value_of(tiers, amount) for amount in (1, 2, 3, 4)] == [100, 60, None, 0]


@pytest.mark.parametrize("curve", [curve for curve in Curve if curve.has_points])
def test_a_curve_without_enough_points_says_so_and_leaves_its_values_open(curve):
    poor = leaf(curve, TURNOVER[: curve.fewest_points - 1])
    assert poor.lacking == "points"
    assert value_of(poor, 10) is None


@pytest.mark.parametrize(
    ("curve", "values"),
    [
        (Curve.LOWEST, [100, 83.333333, 66.666667, 33.333333]),
        (Curve.MULTIPLE, [100, 80, 50, 0]),
        (Curve.MIN_MAX, [100, 90, 75, 0]),
    ],
)
def test_relative_price_functions_compare_with_the_offers(curve, values):
    assert column_values(price(curve), PRICES) == pytest.approx(values, abs=1e-6)


def test_two_bids_under_min_max_are_worth_all_and_nothing():
    assert column_values(price(Curve.MIN_MAX), (100, 101)) == [100, 0]


@pytest.mark.parametrize("curve", [Curve.LOWEST, Curve.MULTIPLE, Curve.MIN_MAX])
def test_only_eligible_offers_above_zero_are_compared_with(curve):
    values = column_values(price(curve), (50, 100, 150, 0, None), [False, True, True, True, True])
    assert values[:2] == [100, 100]  # the cheaper one is out, and worth no more than all
    assert values[3:] == [None, None]
    assert column_values(price(curve), (70, 70)) == [100, 100]
    assert column_values(price(curve), (70, 80), [False, False]) == [None, None]
    assert offers_of([None, 0, -1]) is None
    assert offers_of([3, 1, 2]) == Offers(1, 3)


def test_a_drawn_curve_tells_by_itself_which_way_is_better():
    falling = leaf(Curve.PIECEWISE, TURNOVER, direction=Direction.MAX, worst=0, best=9)
    assert falling.less_is_better
    assert falling.has_direction
    assert falling.end_points == (60, 8)
    assert not replace(falling, points=((0, 0), (9, 100))).less_is_better
    assert price(Curve.LOWEST, worst=1, best=2).less_is_better
    assert price(Curve.LOWEST).end_points == (None, None)


@pytest.mark.parametrize(
    ("one", "value", "amount", "found"),
    [
        (leaf(worst=200, best=90), 50, 180, 145),
        (leaf(worst=200, best=90), 50, 90, 145),
        (leaf(worst=200, best=90), 0, 500, 500),
        (leaf(worst=200, best=90), 101, 100, None),
        (leaf(worst=200), 50, 100, None),
        (leaf(measure=Measure.JUDGED), 60, 4, 3),
        (leaf(Curve.PIECEWISE, TURNOVER), 65, 40, 20),
        (leaf(Curve.TARGET, ((10, 0), (20, 100), (40, 0))), 50, 38, 30),
        (leaf(Curve.TARGET, ((10, 0), (20, 100), (40, 0))), 50, 11, 15),
        (leaf(Curve.TARGET, ((10, 0), (20, 90), (40, 0))), 95, 11, None),
        (leaf(Curve.THRESHOLD, ((2, 40), (5, 100))), 41, 1, 5),
        (leaf(Curve.THRESHOLD, ((2, 40), (5, 100))), 40, 6, pytest.approx(5)),
        (leaf(Curve.DISCRETE, ((1, 100), (2, 60), (4, 0))), 50, 4, 2),
        (leaf(Curve.DISCRETE, ((1, 100), (2, 60), (4, 0))), 50, 3, None),
        (leaf(worst=7, best=7), 100, 8, 7),
    ],
)
def test_the_smallest_change_of_an_amount_that_reaches_a_value(one, value, amount, found):
    assert inverse_value(one, value, amount) == found


@pytest.mark.parametrize(
    ("curve", "value", "amount", "found"),
    [
        (Curve.LOWEST, 80, 200, 125),
        (Curve.LOWEST, 100, 200, 100),
        (Curve.LOWEST, 0, 200, None),
        (Curve.MULTIPLE, 25, 300, 175),
        (Curve.MIN_MAX, 90, 150, 120),
    ],
)
def test_the_price_that_reaches_a_value_beside_other_offers(curve, value, amount, found):
    assert inverse_value(price(curve), value, amount, others=(100, 300)) == pytest.approx(found)


def test_the_only_offer_is_the_lowest_whatever_it_asks():
    assert inverse_value(price(Curve.LOWEST), 50, 200) is None
    assert inverse_value(price(Curve.LOWEST), 100, 200) == 200


curves = st.lists(
    st.tuples(st.floats(-1e6, 1e6), st.floats(0, 100)), min_size=2, max_size=6, unique_by=lambda point: point[0]
).map(lambda points: tuple(sorted(points)))


@given(st.sampled_from([curve for curve in Curve if curve.has_points]), curves, st.floats(-2e6, 2e6))
def test_values_of_curves_never_leave_their_range(curve, points, amount):
    value = value_of(leaf(curve, points), amount)
    assert value is None or 0 <= value <= 100


@given(st.sampled_from([Curve.PIECEWISE, Curve.THRESHOLD, Curve.TARGET]), curves, st.floats(-2e6, 2e6), st.data())
def test_the_way_back_reaches_the_value_from_either_side(curve, points, amount, data):
    one = leaf(curve, points)
    value = data.draw(st.floats(0, 100))
    now, found = value_of(one, amount), inverse_value(one, value, amount)
    if found is None:
        assert not min(worth for _, worth in points) <= value <= max(worth for _, worth in points)
    else:
        then = value_of(one, found)
        assert then >= value - 1e-6 if now < value else then <= value + 1e-6
