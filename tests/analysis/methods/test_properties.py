"""What must hold for every method, whatever the data."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from outsource_desk.analysis.methods.orders import ranks_of
from outsource_desk.analysis.methods.products import geometric_values
from outsource_desk.analysis.methods.promethee import flows
from outsource_desk.analysis.methods.sums import range_sum
from outsource_desk.analysis.methods.topsis import closeness
from outsource_desk.analysis.methods.vikor import accepted, vikor
from outsource_desk.domain.preference import Shape


def net(matrix, weights, shape=Shape.LINEAR):
    return flows(matrix, weights, [(shape, 5.0, 20.0)] * len(weights)).net


# each with more = better
METHODS = {
    "range sum": range_sum,
    "product": geometric_values,
    "TOPSIS": closeness,
    "VIKOR": lambda matrix, weights: -vikor(matrix, weights).index,
    **{f"PROMETHEE {shape}": lambda m, w, shape=shape: net(m, w, shape) for shape in Shape},
}
every_method = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
few = settings(max_examples=30)  # for each of the ten

values = st.integers(2, 6).flatmap(
    lambda criteria: arrays(
        float, st.tuples(st.integers(1, 7), st.just(criteria)), elements=st.integers(0, 20).map(lambda each: 5.0 * each)
    )
)


def weights_for(matrix):
    return np.arange(1.0, matrix.shape[1] + 1)


@every_method
@few
@given(matrix=values, factor=st.sampled_from([0.01, 7.0, 1e6]))
def test_only_relative_weights_matter(method, matrix, factor):
    weights = weights_for(matrix)
    assert method(matrix, factor * weights) == pytest.approx(method(matrix, weights), abs=1e-9)


@every_method
@few
@given(matrix=values, seed=st.integers(0, 99))
def test_the_order_of_candidates_and_criteria_never_shows(method, matrix, seed):
    source = np.random.default_rng(seed)
    rows, columns = source.permutation(len(matrix)), source.permutation(matrix.shape[1])
    weights = weights_for(matrix)
    mixed = method(matrix[rows][:, columns], weights[columns])
    assert mixed == pytest.approx(method(matrix, weights)[rows], abs=1e-9)


@every_method
@few
@given(matrix=values)
def test_every_candidate_has_a_finite_score_and_a_rank(method, matrix):
    scores = method(matrix, weights_for(matrix))
    assert np.isfinite(scores).all()
    ranks = set(ranks_of(scores))
    assert 1 in ranks
    assert ranks <= set(range(1, len(matrix) + 1))


@every_method
@few
@given(matrix=values)
def test_who_is_worse_on_everything_never_stands_before_its_better(method, matrix):
    worse = np.maximum(matrix[0] - 5.0, 0.0)
    scores = method(np.vstack([matrix, worse]), weights_for(matrix))
    assert scores[-1] <= scores[0] + 1e-9


@every_method
@few
@given(matrix=values)
def test_a_copy_stands_exactly_beside_its_original(method, matrix):
    scores = method(np.vstack([matrix, matrix[0]]), weights_for(matrix))
    assert ranks_of(scores)[-1] == ranks_of(scores)[0]


@every_method
@few
@given(matrix=values, seed=st.integers(0, 99))
def test_a_criterion_without_weight_changes_nothing(method, matrix, seed):
    extra = np.random.default_rng(seed).random((len(matrix), 1)) * 100
    weights = weights_for(matrix)
    with_it = method(np.hstack([matrix, extra]), np.append(weights, 0.0))
    assert with_it == pytest.approx(method(matrix, weights), abs=1e-9)


@given(matrix=values)
def test_the_first_by_vikor_is_in_its_compromise_set(matrix):
    result = vikor(matrix, weights_for(matrix))
    found = accepted(result)
    assert result.index[found.rows[0]] == pytest.approx(result.index.min(), abs=1e-8)
    assert (len(found.rows) == 1) == (found.has_advantage and found.is_stable)


@given(matrix=values, shape=st.sampled_from(list(Shape)), low=st.sampled_from([0, 5, 12.5]), width=st.integers(0, 30))
def test_flows_by_sorting_are_those_of_all_pairs(matrix, shape, low, width):
    weights, high = weights_for(matrix), low + width
    ahead = matrix[:, None, :] - matrix[None, :, :]
    pairs = _preference(ahead, shape, low, high) @ (weights / weights.sum())
    others = max(1, len(matrix) - 1)
    found = flows(matrix, weights, [(shape, low, high)] * len(weights))
    assert found.positive == pytest.approx(pairs.sum(axis=1) / others, abs=1e-9)
    assert found.negative == pytest.approx(pairs.sum(axis=0) / others, abs=1e-9)
    assert found.net.sum() == pytest.approx(0, abs=1e-9)


def _preference(ahead, shape, low, high):
    """The six functions as they are printed, one pair at a time; without a width the steps remain."""
    over = (ahead > low).astype(float)
    match shape:
        case Shape.USUAL:
            return (ahead > 0).astype(float)
        case Shape.U_SHAPE:
            return over
        case Shape.V_SHAPE:
            return np.clip(ahead / high, 0, 1) if high else (ahead > 0).astype(float)
        case Shape.LEVEL:
            return (over + (ahead > high)) / 2
        case Shape.LINEAR:
            return np.clip((ahead - low) / (high - low), 0, 1) if high > low else over
        case _:
            up = np.maximum(ahead, 0)
            return 1 - np.exp(-(up**2) / (2 * high**2)) if high else (ahead > 0).astype(float)
