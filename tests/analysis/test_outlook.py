import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.analysis.outlook import prospect_of_leader, prospect_of_rival

points = st.floats(0, 100)


def test_an_open_value_worth_up_to_20_points_with_10_to_make_up_for():
    # half of all outcomes exceed the gap, by 5 points on average
    assert prospect_of_rival(total=50, low=0, high=20, best=60) == pytest.approx((0.5, 2.5))


def test_a_leader_may_lose_what_a_disputed_value_adds():
    # between 0 and 20 points on top of 50 against 60: the same, mirrored
    assert prospect_of_leader(total=50, low=0, high=20, second=60) == pytest.approx((0.5, 2.5))


@pytest.mark.parametrize(("best", "expected"), [(71, (0, 0)), (70, (0, 0)), (40, (1, 20))])
def test_outcomes_that_all_lie_on_one_side_are_certain(best, expected):
    assert prospect_of_rival(total=50, low=0, high=20, best=best) == pytest.approx(expected)


@given(points, points, points, points)
def test_power_and_gain_are_what_many_outcomes_give(total, low, more, limit):
    high = low + more
    outcomes = total + np.linspace(low, high, 20_001)

    rival, leader = prospect_of_rival(total, low, high, limit), prospect_of_leader(total, low, high, limit)

    assert rival.gain == pytest.approx(np.maximum(outcomes - limit, 0).mean(), abs=0.01)
    assert leader.gain == pytest.approx(np.maximum(limit - outcomes, 0).mean(), abs=0.01)
    if more > 1:
        assert rival.power == pytest.approx((outcomes > limit).mean(), abs=0.001)
        assert rival.power + leader.power == pytest.approx(1, abs=1e-9)
