import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.analysis.agreement import median, needs_moderation, standard_error_of_gap, variance_of_mean


@given(st.lists(st.floats(0, 1e12), min_size=1, max_size=9))
def test_the_median_is_that_of_the_standard_library(scores):
    assert median(scores) == statistics.median(scores)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([1, 3, 5], True),  # range 4, sd 2
        ([3, 3, 3], False),
        ([2.5, 3.5, 4], False),  # range 1.5, sd 0.76
        ([2, 4], True),  # range 2
        ([2, 2, 3.9, 3.9], True),  # range 1.9 but sd 1.097
        ([4], False),
        ([], False),
    ],
)
def test_two_points_of_range_or_one_of_deviation_call_for_moderation(scores, expected):
    assert needs_moderation(scores, 5) is expected


@given(st.lists(st.integers(0, 10), min_size=2, max_size=5), st.sampled_from([1, 10, 100, 1e-6, 1e12]))
def test_moderation_depends_on_the_share_of_the_scale_only(halves, maximum):
    on_five = [half / 2 for half in halves]
    assert needs_moderation([score * maximum / 5 for score in on_five], maximum) == needs_moderation(on_five, 5)


def test_the_variance_of_a_mean_is_the_sample_variance_over_the_number_of_evaluators():
    # scores 20, 60, 100: sample variance 1600, of the mean 533.3; 40 and 80: 800, of the mean 400
    assert variance_of_mean([20, 60, 100]) == pytest.approx(1600 / 3)
    assert variance_of_mean([40, 80]) == pytest.approx(400)


@given(st.lists(st.floats(0, 100), min_size=2, max_size=9))
def test_the_variance_of_a_mean_follows_the_standard_library(scores):
    assert variance_of_mean(scores) == pytest.approx(statistics.variance(scores) / len(scores), abs=1e-9)


@pytest.mark.parametrize("scores", [[20.0], []])
def test_one_opinion_or_none_says_nothing_about_its_spread(scores):
    assert variance_of_mean(scores) == 0


def test_the_standard_error_of_a_near_tie_worked_by_an_independent_script():
    weights = [0.25, 0.2, 0.15, 0.2, 0.1, 0.1]
    # standard deviations in points of 5 → of 100, three evaluators each
    leader = [(20 * deviation) ** 2 / 3 for deviation in (0.8, 0.5, 0.4, 0.6, 0.5, 0.5)]
    second = [(20 * deviation) ** 2 / 3 for deviation in (0.6, 0.7, 0.4, 0.4, 0.5, 0.6)]
    assert standard_error_of_gap(leader, second, weights) == pytest.approx(4.182503, abs=1e-6)
    assert standard_error_of_gap(second, leader, weights) == standard_error_of_gap(leader, second, weights)


def test_evaluators_who_agree_leave_no_error():
    assert standard_error_of_gap([0, 0, 0], [0, 0, 0], [0.5, 0.3, 0.2]) == 0
