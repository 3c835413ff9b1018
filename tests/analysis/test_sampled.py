import numpy as np
import pytest

from outsource_desk.analysis.sampled import central_weights, confidence_factors, rank_acceptability


def test_central_weights_are_the_mean_of_those_that_put_a_candidate_first():
    values = np.array([[90.0, 10], [40, 60], [50, 20]])
    weights = np.array([[1.0, 0.8, 0.5, 0.2], [0, 0.2, 0.5, 0.8]])
    found = central_weights(values @ weights, weights)
    assert found[0] == pytest.approx([(1 + 0.8 + 0.5) / 3, 0.7 / 3])  # the third is level and counts for both
    assert found[1] == pytest.approx([0.35, 0.65])
    assert np.isnan(found[2]).all()


def test_the_confidence_of_central_weights_is_how_often_they_suffice():
    sampled = np.array([[[90.0, 10], [40, 60]], [[10, 10], [40, 60]], [[60, 70], [60, 60]], [[70, 0], [60, 60]]])
    found = confidence_factors(sampled, np.array([[1.0, 0], [0.5, 0.5]]))
    assert found == pytest.approx([3 / 4, 3 / 4])
    never = confidence_factors(sampled, np.array([[1.0, 0], [np.nan, np.nan]]))
    assert np.isnan(never[1])


def test_equal_totals_have_their_part_of_each_rank_they_take():
    totals = np.array([[3.0, 1, 2, 5], [3, 2, 2, 4], [1, 3, 2, 3]])
    found = rank_acceptability(totals)
    assert found[0] == pytest.approx([(0.5 + 1 / 3 + 1) / 4, (0.5 + 1 / 3) / 4, (1 + 1 / 3) / 4])
    assert found.sum(axis=0) == pytest.approx([1, 1, 1])
    assert found.sum(axis=1) == pytest.approx([1, 1, 1])
