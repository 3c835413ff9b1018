"""What is defined where a formula as printed is not."""

import numpy as np
import pytest

from outsource_desk.analysis.methods.normalise import by_length, by_range, by_sum, shares
from outsource_desk.analysis.methods.objective_weights import critic_weights, entropy_weights
from outsource_desk.analysis.methods.orders import ranks_of, spearman, tau_b
from outsource_desk.analysis.methods.products import geometric_values, weighted_product
from outsource_desk.analysis.methods.promethee import flows, partial_order
from outsource_desk.analysis.methods.sums import range_sum
from outsource_desk.analysis.methods.topsis import closeness
from outsource_desk.analysis.methods.vikor import Vikor, accepted, vikor
from outsource_desk.domain.errors import NoWeightError
from outsource_desk.domain.preference import Shape

TWO = np.array([1.0, 3.0])
RULES = [(Shape.LINEAR, 5.0, 20.0)] * 2


def test_one_candidate_is_compared_with_nobody():
    alone = np.array([[40.0, 0.0]])
    assert range_sum(alone, TWO).tolist() == [1.0]
    assert closeness(alone, TWO).tolist() == [0.5]
    assert vikor(alone, TWO).index.tolist() == [0.0]
    found = accepted(vikor(alone, TWO))
    assert (found.advantage, found.needed, found.rows) == (None, None, (0,))
    assert flows(alone, TWO, RULES).net.tolist() == [0.0]
    assert entropy_weights(alone) is None
    assert critic_weights(alone) is None
    assert tau_b(np.ones(1), np.ones(1)) is None


def test_candidates_that_are_alike_share_the_first_rank_in_every_method():
    alike = np.array([[40.0, 0.0]] * 3)
    for scores in (range_sum(alike, TWO), closeness(alike, TWO), vikor(alike, TWO).index, flows(alike, TWO, RULES).net):
        assert ranks_of(scores) == [1, 1, 1]
    assert set(accepted(vikor(alike, TWO)).rows) == {0, 1, 2}
    assert entropy_weights(alike) is None
    assert critic_weights(alike) is None
    _, is_alike = partial_order(flows(alike, TWO, RULES))
    assert is_alike.all()


def test_a_criterion_on_which_all_are_alike_decides_nothing():
    matrix = np.array([[40.0, 7.0], [60.0, 7.0]])
    assert vikor(matrix, TWO).utility.tolist() == [0.25, 0.0]
    assert range_sum(matrix, TWO).tolist() == [0.75, 1.0]
    assert closeness(matrix, TWO).tolist() == [0.0, 1.0]
    assert entropy_weights(matrix) == pytest.approx([1.0, 0.0])
    assert critic_weights(np.hstack([matrix, matrix[::-1, :1]])) == pytest.approx([0.5, 0.0, 0.5])


def test_a_difference_that_only_rounding_makes_is_none():
    close = 100 / 3
    matrix = np.array([[close, 10.0], [np.nextafter(close, 99), 0.0]])
    assert vikor(matrix, TWO).utility.tolist() == [0.0, 0.75]
    assert by_range(matrix)[:, 0].tolist() == [1.0, 1.0]
    usual = flows(matrix, TWO, [(Shape.USUAL, 0.0, 0.0)] * 2)
    assert usual.net.tolist() == [0.75, -0.75]


def test_a_zero_ends_a_product_but_not_the_mean_with_a_floor():
    matrix = np.array([[0.0, 80.0], [20.0, 20.0]])
    assert weighted_product(matrix, TWO).tolist() == [0.0, pytest.approx(20.0)]
    assert geometric_values(matrix, TWO) == pytest.approx([80**0.75, 20.0])
    assert weighted_product(matrix, np.array([0.0, 1.0])).tolist() == pytest.approx([80.0, 20.0])


def test_an_amount_below_zero_has_no_product_and_therefore_no_rank():
    matrix = np.array([[-4.0, 80.0], [20.0, 20.0], [0.0, 10.0]])
    products = weighted_product(matrix, TWO, np.array([-1.0, 1.0]))
    assert np.isnan(products[[0, 2]]).all()
    assert ranks_of(products) == [None, 1, None]
    assert entropy_weights(matrix) is None
    assert np.isfinite(closeness(matrix, TWO)).all()
    assert np.isfinite(vikor(matrix, TWO).index).all()
    assert critic_weights(matrix) is not None


def test_columns_of_zeros_stay_zeros():
    matrix = np.array([[0.0, 3.0], [0.0, 4.0]])
    assert by_length(matrix).tolist() == [[0.0, 0.6], [0.0, 0.8]]
    assert by_sum(matrix).tolist() == [[0.0, 3 / 7], [0.0, 4 / 7]]
    assert entropy_weights(matrix) == pytest.approx([0.0, 1.0])


def test_criteria_that_all_say_the_same_leave_critic_without_an_answer():
    assert critic_weights(np.array([[1.0, 10.0], [2.0, 20.0], [4.0, 40.0]])) is None


def test_without_any_weight_every_method_refuses():
    for method in (range_sum, geometric_values, weighted_product, closeness, vikor):
        with pytest.raises(NoWeightError):
            method(np.ones((2, 2)), np.zeros(2))
    with pytest.raises(NoWeightError):
        shares(np.zeros(3))


def test_vikor_names_two_where_the_first_is_far_ahead_but_first_in_nothing():
    # S and R are given: the second row is first by Q, the third by S and the fourth by R; needed are 1/3
    utility, regret = np.array([1.0, 0.3, 0.0, 0.9]), np.array([1.0, 0.1, 1.0, 0.0])
    found = accepted(Vikor(utility, regret, np.array([1.0, 0.2, 0.6, 0.7])))
    assert (found.advantage, found.has_advantage, found.is_stable) == (pytest.approx(0.4), True, False)
    assert found.rows == (1, 2)


def test_orders_agree_turn_round_or_say_nothing():
    one = np.array([1.0, 2.0, 3.0])
    assert (tau_b(one, one), spearman(one, one)) == (pytest.approx(1), pytest.approx(1))
    assert (tau_b(one, -one), spearman(one, -one)) == (pytest.approx(-1), pytest.approx(-1))
    assert (tau_b(one, np.ones(3)), spearman(one, np.ones(3))) == (None, None)
    assert ranks_of(np.array([0.5, 0.7, 0.7 + 1e-12, np.nan])) == [3, 1, 1, None]
