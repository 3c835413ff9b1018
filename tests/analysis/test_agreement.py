import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.analysis.agreement import (
    NoRanksError,
    deviation_of,
    favours,
    is_favour,
    is_halo,
    is_severe,
    kendall_w,
    mean_deviation,
    mean_ranks,
    median,
    needs_moderation,
    share_identical,
    standard_error_of_gap,
    variance_of_mean,
)

SEVERE = {"least": 0.75, "least_cells": 8}


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


# ten projects ranked by four judges; sum of squared deviations of rank sums 1048 (scribd.com/document/659863121)
PROJECTS = [
    [1, 3, 4, 5, 2, 8, 6, 7, 10, 9],
    [2, 1, 4, 5, 6, 3, 8, 7, 10, 9],
    [3, 2, 1, 5, 7, 4, 6, 8, 9, 10],
    [4, 2, 3, 1, 6, 7, 5, 9, 8, 10],
]


def test_kendalls_w_of_a_published_table_of_ranks():
    assert kendall_w(PROJECTS) == pytest.approx(12 * 1048 / (16 * 990))


def test_kendalls_w_corrects_for_ties():
    # rank sums 3, 5, 4: S = 2; then 2.5, 3.5, 6: S = 6.5, and the one tie of two takes 2 · (2³ - 2) from the divisor
    assert kendall_w([[1, 2, 3], [2, 3, 1]]) == pytest.approx(12 * 2 / (4 * 24))
    assert kendall_w([[1.5, 1.5, 3], [1, 2, 3]]) == pytest.approx(12 * 6.5 / (4 * 24 - 2 * 6))


def test_judges_who_agree_have_1_and_those_who_contradict_each_other_0():
    assert kendall_w([[1, 2, 3], [1, 2, 3], [1, 2, 3]]) == 1
    assert kendall_w([[1, 2, 3], [3, 2, 1]]) == 0
    assert kendall_w([[1.5, 1.5, 3], [1.5, 1.5, 3]]) == pytest.approx(1)


@pytest.mark.parametrize("ranks", [[], [[1, 2, 3]], [[1], [1]], [[2, 2, 2], [2, 2, 2]]])
def test_where_nothing_can_be_compared_there_is_no_w(ranks):
    assert kendall_w(ranks) is None


@pytest.mark.parametrize(
    "ratings",
    [
        [[4, 5, 3], [5, 5, 4]],  # ratings: the formula for ranks would give more than 1 for some of them
        [[0, 1, 2], [1, 2, 3]],
        [[1, 1, 3], [1, 2, 3]],  # tied, but not by the mean of the ranks
        [[1, 2, 3], [1, 2]],
        [[1, 2, float("nan")], [1, 2, 3]],
        [[1, 9, 50, 100], [1, 8, 40, 90]],
    ],
)
def test_numbers_that_are_no_ranks_are_refused_instead_of_giving_a_w_outside_0_to_1(ratings):
    with pytest.raises(NoRanksError) as caught:
        kendall_w(ratings)
    assert "ranks" in caught.value.remedy


@given(st.lists(st.lists(st.integers(0, 4), min_size=4, max_size=4), min_size=2, max_size=6))
def test_whatever_evaluators_give_w_lies_between_0_and_1(scores):
    found = kendall_w([mean_ranks(row) for row in scores])
    assert found is None or 0 <= found <= 1


def test_equal_values_share_the_mean_of_their_ranks():
    assert mean_ranks([70, 90, 70, 50]) == [2.5, 1, 2.5, 4]
    assert mean_ranks([]) == []


# eight common cells on a scale of 5; severity is the mean of own points minus the panel's mean
CALM = {
    "E1": [4, 4, 3, 5, 4, 3, 4, 4],
    "E2": [3, 3, 2, 4, 3, 2, 3, 3],
    "E3": [3.5, 4, 3, 4, 3.5, 3, 4, 3.5],
}
APART = {**CALM, "E1": [5, 5, 4, 5, 5, 4, 5, 5]}


@pytest.mark.parametrize(
    ("cells", "expected", "flagged"),
    [
        (CALM, {"E1": 0.4375, "E2": -0.5625, "E3": 0.125}, []),
        (APART, {"E1": 1.020833, "E2": -0.854167, "E3": -0.166667}, ["E1", "E2"]),
    ],
)
def test_severity_is_the_mean_deviation_from_the_panel(cells, expected, flagged):
    panel = [statistics.fmean(column) for column in zip(*cells.values(), strict=True)]
    found = {name: mean_deviation(own, panel) for name, own in cells.items()}
    assert found == pytest.approx(expected, abs=1e-6)
    assert [name for name, each in found.items() if is_severe(each, len(panel), **SEVERE)] == flagged


def test_seven_common_cells_are_too_few_to_call_somebody_strict():
    assert is_severe(-0.75, 8, **SEVERE)
    assert not is_severe(-3, 7, **SEVERE)


def test_a_favour_is_measured_against_what_is_usual_for_the_same_evaluator():
    # usual: mean of 1, 1, 1, 0, 0, 0 = 0.5
    assert favours({1: [1, 1, 1], 2: [0, 0, 0], 3: []}) == pytest.approx({1: 0.5, 2: -0.5})
    assert favours({}) == {}
    assert is_favour(1.2, 6, least=1, least_cells=5)
    assert not is_favour(0.2, 6, least=1, least_cells=5)
    assert not is_favour(1.2, 4, least=1, least_cells=5)


def test_a_halo_is_nine_tenths_of_equal_scores():
    assert share_identical([4] * 9 + [3.5]) == 0.9
    assert is_halo(0.9, 10, least=0.9, least_leaves=8)
    assert not is_halo(1.0, 7, least=0.9, least_leaves=8)
    assert not is_halo(0.8, 10, least=0.9, least_leaves=8)


@pytest.mark.parametrize(
    ("scores", "expected"), [([1, 3, 5], 2.0), ([2.5, 3.5, 4], 0.763763), ([2, 4], 1.414214), ([3], 0)]
)
def test_the_deviation_of_scores_is_that_of_a_sample(scores, expected):
    assert deviation_of(scores) == pytest.approx(expected, abs=1e-6)
