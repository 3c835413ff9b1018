import numpy as np
import pytest

from outsource_desk.analysis.sampled import central_weights


def test_central_weights_are_the_mean_of_those_that_put_a_candidate_first():
    values = np.array([[90.0, 10], [40, 60], [50, 20]])
    weights = np.array([[1.0, 0.8, 0.5, 0.2], [0, 0.2, 0.5, 0.8]])
    found = central_weights(values @ weights, weights)
    assert found[0] == pytest.approx([(1 + 0.8 + 0.5) / 3, 0.7 / 3])  # the third is level and counts for both
    assert found[1] == pytest.approx([0.35, 0.65])
    assert np.isnan(found[2]).all()
