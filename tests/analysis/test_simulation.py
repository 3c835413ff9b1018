from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outsource_desk.analysis.simulation import SimulationStoppedError, Simulator
from outsource_desk.analysis.variates import BLOCK, GammaBlock, negative_exponentials
from outsource_desk.domain.robustness import SimulationPlan, WeightSpread

WEIGHTS = np.array([0.25, 0.20, 0.15, 0.20, 0.10, 0.10])
VALUES = np.array([[80.0, 60, 70, 64, 60, 60], [66, 76, 70, 70, 70, 66]])
AROUND = SimulationPlan(samples=200_000)
ANY, ORDER = (replace(AROUND, spread=spread) for spread in (WeightSpread.ANY, WeightSpread.ORDER))


def run(values, weights, plan=AROUND, errors=None):
    values, weights = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    return Simulator(values, np.zeros_like(values) if errors is None else np.asarray(errors), plan).run(weights)


def test_first_places_around_the_weights_of_a_case_that_was_simulated_elsewhere():
    # 0.949 in 200,000 draws of another program; weights from a Dirichlet distribution with 50 times the weights
    assert run(VALUES, WEIGHTS).acceptability[1, 0] == pytest.approx(0.949, abs=0.005)


@pytest.mark.parametrize("plan", [AROUND, ANY, ORDER])
def test_ranks_and_central_weights_agree_with_plain_numpy(plan):
    random = np.random.default_rng(3)
    values, weights = random.integers(0, 101, (6, 5)).astype(float), np.array([0.35, 0.3, 0.2, 0.1, 0.05])
    drawn = random.dirichlet(50 * weights if plan is AROUND else np.ones(5), 200_000)
    if plan is ORDER:
        drawn = -np.sort(-drawn, axis=1)
    totals = drawn @ values.T
    ranks = (-totals).argsort(axis=1).argsort(axis=1)

    outcome = run(values, weights, plan)

    expected = np.array([[(ranks[:, row] == rank).mean() for rank in range(6)] for row in range(6)])
    assert outcome.acceptability == pytest.approx(expected, abs=0.006)
    for row in np.flatnonzero(expected[:, 0] > 0.02):
        assert outcome.central[row] == pytest.approx(drawn[ranks[:, row] == 0].mean(axis=0), abs=0.006)
    for one in range(6):
        for other in range(6):
            expected_wins = (totals[:, one] > totals[:, other]).mean() if one != other else 0.5
            assert outcome.beats[one, other] == pytest.approx(expected_wins, abs=0.006)


def test_with_any_weights_on_two_criteria_the_share_is_the_length_of_the_interval():
    # first while 90 w + 20 (1 - w) > 50 w + 60 (1 - w), from w = 1/2 on; the second cut is at 60 / 110
    outcome = run([[90.0, 20], [30, 80]], [0.5, 0.5], ANY)

    assert outcome.acceptability[0, 0] == pytest.approx(0.5, abs=0.004)
    assert run([[90.0, 20], [40, 80]], [0.5, 0.5], ANY).acceptability[0, 0] == pytest.approx(50 / 110, abs=0.004)


def test_weights_that_keep_an_order_are_even_between_the_corners_of_that_order():
    # two criteria in order: the first one's weight is even between 1/2 and 1, its mean 3/4
    outcome = run([[60.0, 50]], [0.7, 0.3], ORDER)

    assert outcome.central[0] == pytest.approx([0.75, 0.25], abs=0.003)
    # rank-order centroid of four, Barron & Barrett (1996): 0.5208, 0.2708, 0.1458, 0.0625
    assert run([[60.0] * 4], [0.4, 0.3, 0.2, 0.1], ORDER).central[0] == pytest.approx(
        [0.5208, 0.2708, 0.1458, 0.0625], abs=0.003
    )


def test_criteria_of_the_same_weight_stay_equal_when_the_order_is_kept():
    assert run([[60.0] * 3], [0.4, 0.4, 0.2], ORDER).central[0] == pytest.approx([5 / 12, 5 / 12, 2 / 12], abs=0.003)


def test_an_evaluators_spread_of_two_agreed_weights_gives_the_normal_distribution():
    # one criterion: the difference of two scores is normal with a mean of 4 and a deviation of sqrt(3² + 4²) = 5
    outcome = run([[52.0], [48.0]], [1.0], errors=[[3.0], [4.0]])

    assert outcome.acceptability[0, 0] == pytest.approx(NormalDist().cdf(4 / 5), abs=0.004)


def test_scores_stay_on_their_scale_and_are_sure_where_the_plan_says_so():
    values, errors = [[100.0], [99.0]], [[30.0], [0.0]]

    # half of all draws lie at 100, limited; of the others those above 99 are 1/30 of a deviation below the mean
    share = 0.5 + NormalDist().cdf(0) - NormalDist().cdf(-1 / 30)
    assert run(values, [1.0], errors=errors).acceptability[0, 0] == pytest.approx(share, abs=0.004)
    sure = run(values, [1.0], replace(AROUND, with_scores=False), errors)
    assert sure.acceptability.tolist() == [[1, 0], [0, 1]]


def test_an_open_value_may_be_anything_or_counts_as_nothing():
    values = [[np.nan], [30.0]]

    assert run(values, [1.0]).acceptability[0, 0] == pytest.approx(0.7, abs=0.004)
    assert run(values, [1.0], replace(AROUND, with_open=False)).acceptability[0, 0] == 0


def test_everything_open_leaves_all_ranks_equally_likely():
    assert run(np.full((4, 3), np.nan), [0.5, 0.3, 0.2]).acceptability == pytest.approx(
        np.full((4, 4), 0.25), abs=0.005
    )


@pytest.mark.parametrize("plan", [AROUND, ANY, ORDER])
def test_candidates_alike_share_every_rank_they_take(plan):
    outcome = run([[80.0, 20], [80, 20], [50, 50]], [0.6, 0.4], plan)
    shares = outcome.acceptability

    assert shares[0] == pytest.approx(shares[1])
    assert shares[0, 0] == pytest.approx(shares[0, 1] - shares[2, 1], abs=1e-12) or shares[2, 1] == 0
    assert shares.sum(axis=0) == pytest.approx([1, 1, 1])
    assert shares[2, 1] == 0  # never between the two
    assert (outcome.beats[0, 1], outcome.beats[1, 0]) == (0.5, 0.5)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=15, deadline=None)
def test_a_dominated_candidate_is_never_first_and_shares_add_up(seed):
    random = np.random.default_rng(seed)
    values = random.integers(0, 100, (5, 4)).astype(float)
    values[1] = values[0] - random.integers(0, 2, 4)
    values[1, 0] = values[0, 0] - 1
    for plan in (AROUND, ANY, ORDER):
        outcome = run(values, random.dirichlet(np.ones(4)), replace(plan, samples=3_000))
        assert outcome.acceptability[1, 0] == 0
        assert np.isnan(outcome.central[1]).all()
        assert outcome.beats[0, 1] == 1
        assert outcome.acceptability.sum(axis=0) == pytest.approx(np.ones(5))
        assert outcome.acceptability.sum(axis=1) == pytest.approx(np.ones(5))
        assert np.nansum(outcome.central, axis=1).max() == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("plan", [AROUND, ANY, ORDER])
def test_the_order_of_candidates_changes_no_share_where_only_weights_vary(plan):
    values = np.random.default_rng(5).integers(0, 100, (7, 5)).astype(float)
    one, other = run(values, np.full(5, 0.2), plan), run(values[::-1], np.full(5, 0.2), plan)

    assert other.acceptability == pytest.approx(one.acceptability[::-1])


def test_a_copy_of_a_candidate_takes_first_places_from_its_original_only():
    values = np.random.default_rng(5).integers(0, 100, (4, 5)).astype(float)
    before = run(values, np.full(5, 0.2), ANY).acceptability[:, 0]
    after = run(np.vstack([values, values[:1]]), np.full(5, 0.2), ANY).acceptability[:, 0]

    assert after[1:4] == pytest.approx(before[1:])
    assert after[0] == after[4] == pytest.approx(before[0] / 2)


def test_the_same_plan_gives_the_same_result_and_another_seed_another_one():
    one, again = (run(VALUES, WEIGHTS).acceptability.tolist() for _ in range(2))

    assert one == again
    assert run(VALUES, WEIGHTS, replace(AROUND, seed=7)).acceptability.tolist() != one


def test_random_numbers_that_are_kept_give_what_new_ones_give():
    values, errors = np.where(VALUES == 76, np.nan, VALUES), np.full(VALUES.shape, 5.0)
    kept = Simulator(values, errors, replace(AROUND, samples=40_000), keeps=True)
    kept.run(np.full(6, 1 / 6))

    again = kept.run(WEIGHTS)

    new = run(values, WEIGHTS, replace(AROUND, samples=40_000), errors)
    assert again.acceptability.tolist() == new.acceptability.tolist()
    assert again.central == pytest.approx(new.central)


def test_a_long_simulation_begins_with_the_samples_of_a_short_one():
    counts = [
        run(VALUES, WEIGHTS, replace(AROUND, samples=count)).acceptability * count for count in (BLOCK, BLOCK + 9)
    ]

    assert 0 <= (counts[1] - counts[0])[1, 0] <= 9 + 1e-6


def test_a_criterion_without_weight_decides_nothing():
    values = [[60.0, 0], [50, 100]]

    for plan in (AROUND, ANY, ORDER):
        outcome = run(values, [1.0, 0.0], plan)
        assert outcome.acceptability.tolist() == [[1, 0], [0, 1]]
        assert outcome.central[0].tolist() == pytest.approx([1, 0])


def test_an_open_value_without_weight_keeps_nobody_from_sharing_a_rank():
    shares = run([[60.0, np.nan], [60, 10]], [1.0, 0.0]).acceptability

    assert shares.tolist() == [[0.5, 0.5], [0.5, 0.5]]


def test_one_candidate_is_always_first():
    outcome = run([[60.0, 30]], [0.5, 0.5])

    assert outcome.acceptability.tolist() == [[1]]
    assert outcome.central[0] == pytest.approx([0.5, 0.5], abs=0.001)


def test_many_candidates_are_counted_like_few():
    values = np.random.default_rng(2).random((40, 5)) * 100
    few = np.vstack([values, -np.ones((260, 5))])  # all of these share the last places

    shares = run(values, np.full(5, 0.2), replace(ANY, samples=5_000)).acceptability
    more = run(few, np.full(5, 0.2), replace(ANY, samples=5_000)).acceptability

    assert more[:40, :40] == pytest.approx(shares)
    assert more[40, 40:] == pytest.approx(np.full(260, 1 / 260))


def test_a_simulation_stops_when_it_is_told_to():
    asked = []

    def is_enough():
        asked.append(True)
        return len(asked) > 2

    with pytest.raises(SimulationStoppedError):
        Simulator(VALUES, np.zeros_like(VALUES), AROUND).run(WEIGHTS, is_enough)
    assert len(asked) == 3


def test_memory_does_not_grow_with_the_samples():
    import tracemalloc

    values = np.random.default_rng(2).random((10, 20)) * 100
    peaks = []
    for samples in (50_000, 400_000):
        tracemalloc.start()
        run(values, np.full(20, 0.05), replace(ANY, samples=samples))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] < 1.05 * peaks[0]
    assert peaks[1] < 32 * 2**20


def test_exponentials_have_their_distribution():
    drawn = -np.concatenate([negative_exponentials(1, block, 5).ravel() for block in range(10)])

    assert drawn.min() > 0
    assert drawn.mean() == pytest.approx(1, abs=0.005)
    assert drawn.var() == pytest.approx(1, abs=0.01)
    assert (drawn > 3).mean() == pytest.approx(np.exp(-3), abs=0.001)


@pytest.mark.parametrize("shape", [0.02, 0.4, 1.0, 1.7, 5.0, 40.0])
def test_gamma_variates_have_their_distribution(shape):
    drawn = []
    for block in range(12):
        rows = GammaBlock(9, block, 2).variates([shape, 0.0])
        assert not rows[1].any()
        drawn.append(rows[0].astype(float))
    drawn = np.concatenate(drawn)
    reference = np.random.default_rng(1).standard_gamma(shape, 1_000_000)

    assert drawn.mean() == pytest.approx(shape, rel=0.02)
    assert drawn.var() == pytest.approx(shape, rel=0.04)
    for share in (0.01, 0.1, 0.5, 0.9, 0.99):
        quantile = np.quantile(reference, share)
        if quantile > 1e-30:  # smaller ones are nothing in single precision, and as a weight
            assert (drawn < quantile).mean() == pytest.approx(share, abs=0.004)


def test_a_weight_too_small_to_be_told_from_nothing_puts_nobody_past_its_dominator():
    values = np.array([[50.0, 50, 50], [49, 50, 50]])

    for rows in ([0, 1], [1, 0]):
        outcome = run(values[rows], [1e-4, 0.5, 0.4999])
        assert outcome.acceptability[rows.index(1), 0] == 0
