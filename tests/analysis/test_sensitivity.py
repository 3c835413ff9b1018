import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from outsource_desk.analysis.sensitivity import (
    NOBODY,
    block_bounds,
    criterion_lines,
    critical_values,
    crossings_of,
    leads_at,
    secured,
    smallest_joint_change,
    stability_bounds,
)

# Two candidates, six criteria; the arithmetic was done by hand in a spreadsheet.
WEIGHTS = np.array([0.25, 0.20, 0.15, 0.20, 0.10, 0.10])
ALDER = [80.0, 60, 70, 64, 60, 60]
BIRCH = [66.0, 76, 70, 70, 70, 66]
VALUES = np.array([ALDER, BIRCH])
STEPS = np.linspace(0, 1, 2001)

tables = arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(2, 5)), elements=st.integers(0, 20).map(float))


@st.composite
def decisions(draw):
    """Return values of whole points, so that ties are common, and weights of which some may be zero."""
    values = draw(tables)
    weights = draw(arrays(np.float64, values.shape[1], elements=st.integers(0, 5).map(float)))
    weights[draw(st.integers(0, len(weights) - 1))] += 1
    return values * 5, weights / weights.sum()


def totals_with(values, weights, criterion, weight):
    """Return totals by the definition: one weight is set, the others keep their proportions."""
    others = weights.copy()
    others[criterion] = 0
    if others.sum() == 0:
        others = np.ones(len(weights))
        others[criterion] = 0
    changed = others / others.sum() * (1 - weight)
    changed[criterion] = weight
    return values @ changed


def leaders(totals):
    return frozenset(np.flatnonzero(totals > totals.max() - 1e-6).tolist())


def order(totals):
    return tuple(tuple(np.sign(np.round(one - totals, 6)).tolist()) for one in totals)


def test_critical_weights_of_a_case_worked_by_hand():
    bounds = stability_bounds(VALUES, WEIGHTS)

    assert bounds.high == pytest.approx([0.363636, 1, 1, 1, 1, 1], abs=1e-6)
    assert bounds.low == pytest.approx([0, 0.051852, 0, 0, 0, 0], abs=1e-6)
    assert bounds.above.tolist() == [0, *[NOBODY] * 5]
    assert bounds.below.tolist() == [NOBODY, 0, *[NOBODY] * 4]


@given(decisions())
@settings(max_examples=150)
def test_the_first_place_and_the_order_stay_inside_the_bounds_and_turn_just_outside(decision):
    values, weights = decision
    bounds = stability_bounds(values, weights)
    now = values @ weights
    for k in range(len(weights)):
        low, high, order_low, order_high = (
            each[k] for each in (bounds.low, bounds.high, bounds.order_low, bounds.order_high)
        )
        assert low <= weights[k] + 1e-9
        assert weights[k] <= high + 1e-9
        for step in STEPS[::50]:
            totals = totals_with(values, weights, k, step)
            if low + 1e-5 < step < high - 1e-5:
                assert leaders(totals) == leaders(now)
            if order_low + 1e-5 < step < order_high - 1e-5:
                assert order(totals) == order(now)
        for edge, rival, side in ((low, bounds.below[k], -1e-4), (high, bounds.above[k], 1e-4)):
            if rival == NOBODY:
                continue
            beyond = totals_with(values, weights, k, edge + side)
            assert leaders(beyond) != leaders(now)
            assert rival in leaders(beyond) or abs(beyond.max() - beyond[rival]) < 0.05


@given(decisions())
@settings(max_examples=60)
def test_nobody_else_is_named_where_a_fine_grid_finds_no_other_leader(decision):
    values, weights = decision
    bounds = stability_bounds(values, weights)
    now = leaders(values @ weights)
    for k in range(len(weights)):
        grid = [leaders(totals_with(values, weights, k, step)) for step in STEPS[::20]]
        inner = [found for found, step in zip(grid, STEPS[::20], strict=True) if 0 < step < 1]
        if bounds.below[k] == NOBODY and bounds.above[k] == NOBODY:
            assert set(inner) <= {now}


@given(decisions(), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_in_which_candidates_are_listed_never_shows(decision, random):
    values, weights = decision
    rows = list(range(len(values)))
    random.shuffle(rows)
    one, other = stability_bounds(values, weights), stability_bounds(values[rows], weights)

    assert other.low == pytest.approx(one.low, abs=1e-7)
    assert other.high == pytest.approx(one.high, abs=1e-7)
    assert other.order_low == pytest.approx(one.order_low, abs=1e-7)
    assert other.order_high == pytest.approx(one.order_high, abs=1e-7)


@given(decisions())
@settings(max_examples=60)
def test_a_copy_of_a_candidate_changes_no_bound_of_the_first_place(decision):
    values, weights = decision
    one, other = stability_bounds(values, weights), stability_bounds(np.vstack([values, values[:1]]), weights)

    assert other.low == pytest.approx(one.low, abs=1e-7)
    assert other.high == pytest.approx(one.high, abs=1e-7)


def test_a_first_place_shared_by_candidates_who_differ_has_no_room():
    bounds = stability_bounds(np.array([[100.0, 0, 50], [0, 100, 50]]), np.array([0.4, 0.4, 0.2]))

    assert bounds.low.tolist() == pytest.approx([0.4, 0.4, 0])
    assert bounds.high.tolist() == pytest.approx([0.4, 0.4, 1])
    assert bounds.below.tolist() == [1, 0, NOBODY]
    assert bounds.above.tolist() == [0, 1, NOBODY]


def test_two_candidates_alike_stay_first_together_whatever_the_weights():
    bounds = stability_bounds(np.array([[80.0, 60], [80, 60], [10, 10]]), np.array([0.5, 0.5]))

    assert (bounds.low.tolist(), bounds.high.tolist()) == ([0, 0], [1, 1])
    assert (bounds.order_low.tolist(), bounds.order_high.tolist()) == ([0, 0], [1, 1])


def test_one_candidate_stays_first():
    bounds = stability_bounds(np.array([[80.0, 60]]), np.array([0.5, 0.5]))

    assert (bounds.low.tolist(), bounds.high.tolist()) == ([0, 0], [1, 1])
    assert bounds.below.tolist() == bounds.above.tolist() == [NOBODY, NOBODY]


def test_a_criterion_with_all_the_weight_gives_to_the_others_in_equal_parts():
    # at weight t: 90 t + (1 - t) 20 against 60 t + (1 - t) 70, level at t = 5/8
    bounds = stability_bounds(np.array([[90.0, 10, 30], [60, 80, 60]]), np.array([1.0, 0, 0]))

    assert bounds.low[0] == pytest.approx(0.625)
    assert bounds.below[0] == 1
    assert bounds.high[0] == 1


def test_a_criterion_without_weight_is_bounded_above_only():
    # at weight t: (1 - t) 80 against 60 (1 - t) + 100 t, level at t = 1/6
    bounds = stability_bounds(np.array([[80.0, 0], [60, 100]]), np.array([1.0, 0]))

    assert (bounds.low[1], bounds.high[1]) == pytest.approx((0, 1 / 6))
    assert bounds.above[1] == 1


def test_a_group_moves_with_its_parts_in_their_proportions():
    inside = np.array([[0.25 / 0.45, 0.20 / 0.45, 0, 0, 0, 0], [0, 0, 1, 0, 0, 0]])
    lines = criterion_lines(VALUES, WEIGHTS, inside)
    bounds = block_bounds(lines, np.array([0.45, 0.15]), VALUES @ WEIGHTS)

    # worth of the group: Alder (20 + 12) / 0.45 = 71.111, Birch (16.5 + 15.2) / 0.45 = 70.444
    assert lines.at_one[0] == pytest.approx([71.1111, 70.4444], abs=1e-4)
    assert lines.at_zero[0] == pytest.approx([35.3 / 0.55, 38.1 / 0.55])
    level = (2.8 / 0.55) / (2.8 / 0.55 + 0.3 / 0.45)
    assert bounds.high[0] == pytest.approx(level)
    assert (bounds.low[1], bounds.high[1]) == (0, 1)


def test_lines_cross_where_totals_are_equal_and_only_the_upper_ones_change_the_lead():
    lines = criterion_lines(np.array([[90.0, 20], [20, 80], [0, 60]]), np.array([0.5, 0.5]), np.eye(2))
    crossings = crossings_of(lines.at_zero[0], lines.at_one[0])

    # first and second: 20 + 70 t = 80 - 60 t; first and third: 20 + 70 t = 60 - 60 t
    assert [(each.first, each.second, each.is_lead) for each in crossings] == [(2, 0, False), (1, 0, True)]
    assert [each.weight for each in crossings] == pytest.approx([40 / 130, 60 / 130])


def test_the_lead_at_other_weights_is_that_over_the_best_other():
    lines = criterion_lines(VALUES, WEIGHTS, np.eye(6))

    assert leads_at(lines, WEIGHTS / 2, 1)[0] == pytest.approx(5.25)
    assert leads_at(lines, WEIGHTS * 2, 1)[0] == pytest.approx(-3)


def test_a_critical_value_closes_the_gap_alone_and_stays_on_the_scale():
    needed = critical_values(VALUES, WEIGHTS, 0, 2.5)

    assert needed == pytest.approx([90, 72.5, 70 + 2.5 / 0.15, 76.5, 85, 85])
    assert np.isnan(critical_values(VALUES, WEIGHTS, 0, 9.5)[5])  # 155 of 100
    assert critical_values(VALUES, WEIGHTS, 1, -2.5)[1] == pytest.approx(63.5)
    assert np.isnan(critical_values(np.array([[np.nan, 5.0]]), np.array([1.0, 0]), 0, 1)).all()


@given(decisions())
@settings(max_examples=80, deadline=None)
def test_the_smallest_joint_change_is_what_linear_programming_finds(decision):
    optimize = pytest.importorskip("scipy.optimize")
    values, weights = decision
    if len(values) < 2:
        return
    first, *others = np.argsort(-(values @ weights), kind="stable")
    for rival in others:
        found = smallest_joint_change(values[first], values[rival], weights)
        apart, count = values[first] - values[rival], len(weights)
        # change = up - down, both >= 0, adding up to nothing; no weight below nothing; no lead left
        programme = optimize.linprog(
            np.ones(2 * count) / 2,
            A_ub=np.vstack([np.hstack([apart, -apart]), np.hstack([-np.eye(count), np.eye(count)])]),
            b_ub=[-apart @ weights, *weights],
            A_eq=[np.hstack([np.ones(count), -np.ones(count)])],
            b_eq=[0],
        )
        if found is None:
            assert apart.min() >= 0
            continue
        moved, after = found
        assert moved == pytest.approx(programme.fun, abs=1e-7)
        assert after.sum() == pytest.approx(1)
        assert after.min() >= -1e-12
        assert np.abs(after - weights).sum() / 2 == pytest.approx(moved)
        assert after @ apart <= 1e-7


def test_no_weights_let_a_dominated_rival_catch_up():
    assert smallest_joint_change(np.array([5.0, 5]), np.array([5.0, 4]), np.array([0.5, 0.5])) is None


@given(decisions(), st.floats(0.1, 1000))
@settings(max_examples=40)
def test_only_relative_weights_matter(decision, factor):
    values, weights = decision
    scaled = weights * factor
    one, other = stability_bounds(values, weights), stability_bounds(values, scaled / scaled.sum())

    assert other.low == pytest.approx(one.low, abs=1e-6)
    assert other.high == pytest.approx(one.high, abs=1e-6)


def test_open_values_count_as_nothing():
    assert secured(np.array([[np.nan, 40.0]])).tolist() == [[0, 40]]


def test_where_three_lines_cross_at_one_weight_the_steepest_leads_beyond_it():
    values = np.array([[60.0, 40], [50, 60], [40, 80]])  # all worth 53 1/3 where the second weighs a third
    bounds = stability_bounds(values, np.array([0.8, 0.2]))

    assert bounds.high[1] == pytest.approx(1 / 3)
    assert (bounds.above[1], bounds.below[0]) == (2, 2)
