import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from outsource_desk.analysis.dominance import dominated_pairs, on_frontier

tables = arrays(np.float64, (5, 3), elements=st.integers(0, 4).map(float))


def test_who_is_at_least_as_good_everywhere_and_better_once_dominates():
    values = np.array([[5.0, 5, 5], [5, 5, 4], [6, 4, 5], [5, 5, 5]])

    assert dominated_pairs(values, np.ones(3)) == [(0, 1), (3, 1)]


def test_criteria_without_weight_count_neither_for_nor_against():
    values = np.array([[5.0, 0], [4, 9]])

    assert dominated_pairs(values, np.array([1.0, 0])) == [(0, 1)]
    assert dominated_pairs(values, np.array([1.0, 1])) == []


def test_an_open_value_must_not_matter_whatever_it_turns_out_to_be():
    assert dominated_pairs(np.array([[np.nan, 9], [0, 5]]), np.ones(2)) == [(0, 1)]
    assert dominated_pairs(np.array([[100, 9], [np.nan, 5]]), np.ones(2)) == [(0, 1)]
    assert dominated_pairs(np.array([[99, 9], [np.nan, 5]]), np.ones(2)) == []
    assert dominated_pairs(np.array([[np.nan, 9], [np.nan, 5]]), np.ones(2)) == []


@given(tables)
def test_nobody_dominates_those_who_dominate_it_and_dominance_carries_over(values):
    pairs = set(dominated_pairs(values, np.ones(3)))

    assert not any((worse, better) in pairs for better, worse in pairs)
    assert all((a, d) in pairs for a, b in pairs for c, d in pairs if b == c)


@given(tables, arrays(np.float64, 3, elements=st.floats(0.01, 1)))
def test_a_dominated_candidate_has_a_smaller_total_whatever_the_weights(values, weights):
    totals = values @ weights

    assert all(totals[better] > totals[worse] for better, worse in dominated_pairs(values, weights))


def test_the_frontier_holds_who_is_neither_dearer_nor_worse_than_another():
    prices, merits = np.array([10.0, 12, 11, 10, np.nan]), np.array([50.0, 60, 50, 50, 90])

    assert on_frontier(prices, merits).tolist() == [True, True, False, True, False]


def test_without_a_price_nobody_is_on_the_frontier():
    assert on_frontier(np.array([np.nan]), np.array([50.0])).tolist() == [False]
