import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from outsource_desk.analysis.aggregation import competition_ranks, contributions, weighted_total_bounds
from outsource_desk.domain.errors import NoWeightError

nan = np.nan
WEIGHTS = np.array([0.25, 0.2, 0.15, 0.2, 0.1, 0.1])
ALDER, BIRCH, CEDAR = (
    [80, 60, 70, 64, 60, 60],
    [66, 76, 70, 70, 70, 66],
    [90, 20, 80, 88, 80, 70],
)


def test_totals_and_contributions_of_three_vendors_worked_by_hand():
    parts = contributions(np.array([ALDER, BIRCH, CEDAR], dtype=float), WEIGHTS)
    assert parts == pytest.approx(
        np.array([[20, 12, 10.5, 12.8, 6, 6], [16.5, 15.2, 10.5, 14, 7, 6.6], [22.5, 4, 12, 17.6, 8, 7]])
    )
    assert parts.sum(axis=1) == pytest.approx([67.3, 69.8, 71.1])


def test_totals_of_a_published_weighted_scoring_model():
    # "Weighted Scoring Model.xlsx", student project CSIT214: three projects, six criteria, per cent weights
    values = np.array([[90, 95, 70, 80, 75, 90], [75, 85, 70, 75, 60, 80], [60, 50, 80, 85, 75, 70]], dtype=float)
    low, high = weighted_total_bounds(values, np.array([30, 20, 15, 5, 10, 20]))
    assert low == pytest.approx([86, 75.75, 65.75], abs=1e-9)
    assert high == pytest.approx(low)


def test_an_open_value_widens_the_total_to_what_it_could_become():
    low, high = weighted_total_bounds(np.array([[80, nan, 70, 64, 60, 60]]), WEIGHTS)
    assert (low[0], high[0]) == pytest.approx((55.3, 75.3))
    assert contributions(np.array([[80, nan]]), np.array([1, 1])).tolist() == [[40, 0]]


def test_an_open_value_without_a_weight_changes_nothing():
    low, high = weighted_total_bounds(np.array([[80, nan]]), np.array([5.0, 0.0]))
    assert (low[0], high[0]) == (80, 80)


@pytest.mark.parametrize("act", [contributions, weighted_total_bounds])
def test_weights_that_are_all_zero_are_refused(act):
    with pytest.raises(NoWeightError, match="All weights are zero") as caught:
        act(np.array([[50.0, 50.0]]), np.zeros(2))
    assert "weight above zero" in caught.value.remedy


values = arrays(np.float64, st.tuples(st.integers(1, 5), st.just(4)), elements=st.floats(0, 100) | st.just(nan))
weights = arrays(np.float64, 4, elements=st.floats(1e-6, 1e15))


@given(values, weights)
def test_totals_stay_between_nothing_and_a_hundred_and_low_never_exceeds_high(values, weights):
    low, high = weighted_total_bounds(values, weights)
    assert (low >= 0).all()
    assert (high <= 100 + 1e-9).all()
    assert (low <= high + 1e-9).all()
    assert contributions(values, weights).sum(axis=1) == pytest.approx(low)


@given(values, weights, st.floats(1e-3, 1e3))
def test_only_relative_weights_matter(values, weights, factor):
    assert weighted_total_bounds(values, weights * factor)[0] == pytest.approx(
        weighted_total_bounds(values, weights)[0]
    )


@given(values, weights, st.floats(0, 100))
def test_whatever_an_open_value_turns_out_to_be_lies_inside_the_bounds(values, weights, truth):
    low, high = weighted_total_bounds(values, weights)
    told, _ = weighted_total_bounds(np.where(np.isnan(values), truth, values), weights)
    assert (told >= low - 1e-9).all()
    assert (told <= high + 1e-9).all()


@pytest.mark.parametrize(
    ("totals", "ranks"),
    [
        ([67.3, 69.8, 71.1], [3, 2, 1]),
        ([50, 70, 70], [3, 1, 1]),
        ([70, 70 + 5e-7, 69], [1, 1, 3]),
        ([70, 70 + 2e-6], [2, 1]),
        ([5], [1]),
        ([], []),
    ],
)
def test_equal_totals_share_a_rank_and_the_next_is_skipped(totals, ranks):
    assert competition_ranks(np.array(totals)).tolist() == ranks


@given(arrays(np.float64, st.integers(1, 8), elements=st.floats(0, 100)))
def test_somebody_is_always_first_and_a_higher_total_never_ranks_lower(totals):
    ranks = competition_ranks(totals)
    assert ranks.min() == 1
    order = np.argsort(-totals, kind="stable")
    assert (np.diff(ranks[order]) >= 0).all()
