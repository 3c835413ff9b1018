from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.analysis.pairwise import (
    ACCEPTABLE,
    CONTRADICTORY,
    DONEGAN_DODD_1991,
    SAATY_1980,
    SAATY_2005,
    SCALE,
    consistency,
    hardest_judgements,
    on_scale,
    pairwise_weights,
    parts,
    row_geometric_means,
)
from outsource_desk.domain.errors import OutOfRangeError

THIRD, NINTH = 1 / 3, 1 / 9


def ratios(*rows):
    """Return the judgements above the diagonal: ``ratios([3, 5], [3])`` of three criteria."""
    return {(first, first + 1 + step): ratio for first, row in enumerate(rows) for step, ratio in enumerate(row)}


def test_three_criteria_worked_by_hand():
    judged = ratios([3, 5], [3])
    found = consistency(3, judged)
    assert pairwise_weights(3, judged) == pytest.approx([0.636986, 0.258285, 0.104729], abs=1e-6)
    assert (found.eigenvalue, found.index, found.ratio) == pytest.approx((3.038511, 0.019256, 0.033199), abs=1e-6)
    assert found.table == "Saaty 1980"


def test_a_circle_of_preferences_is_told_from_a_judgement():
    judged = ratios([3, 0.2], [3])  # first over second over third over first
    found = consistency(3, judged)
    assert pairwise_weights(3, judged) == pytest.approx([0.278447, 0.330135, 0.391418], abs=1e-6)
    assert (found.eigenvalue, found.index, found.ratio) == pytest.approx((4.838038, 0.919019, 1.584515), abs=1e-6)
    hard = hardest_judgements(3, judged)
    assert {each.pair for each in hard} == {(0, 1), (0, 2), (1, 2)}  # of a triad none is the culprit
    assert hard[0].deviation == pytest.approx(hard[2].deviation)
    assert {each.pair: each.suggestion for each in hard}[0, 2] == 9  # 3 times 3


def test_four_criteria_worked_by_hand_with_geometric_means():
    judged = ratios([2, 4, 3], [3, 2], [0.5])
    weights = row_geometric_means(4, judged)
    found = consistency(4, judged, weights=weights)
    assert weights == pytest.approx([0.466849, 0.27759, 0.095295, 0.160267], abs=1e-6)
    assert (found.eigenvalue, found.index, found.ratio) == pytest.approx((4.030977, 0.010326, 0.011473), abs=1e-6)
    assert pairwise_weights(4, judged) == pytest.approx(weights, abs=5e-4)  # the eigenvector is near
    assert hardest_judgements(4, judged)[0].pair == (0, 2)


def test_consumption_of_drinks_by_saaty():
    # Saaty (2008), Decision making with the analytic hierarchy process; CR with the table of 2005
    judged = ratios(
        [9, 5, 2, 1, 1, 0.5], [THIRD, NINTH, NINTH, NINTH, NINTH], [THIRD, 0.25, THIRD, NINTH], [0.5, 1, THIRD],
        [2, 0.5], [THIRD],
    )  # fmt: skip
    expected = [0.177, 0.019, 0.042, 0.116, 0.19, 0.129, 0.327]
    assert pairwise_weights(7, judged) == pytest.approx(expected, abs=0.0006)
    assert consistency(7, judged, SAATY_2005).ratio == pytest.approx(0.022, abs=0.0006)
    assert consistency(7, judged, SAATY_1980).ratio == pytest.approx(0.0223, abs=0.0001)
    assert consistency(7, judged, DONEGAN_DODD_1991).ratio == pytest.approx(0.0235, abs=0.0001)


def test_choosing_a_leader():
    # "Analytic hierarchy process - leader example", Wikipedia 2024, recomputed by AHPy; tables of 2005 and 1980
    judged = ratios([4, 3, 7], [THIRD, 3], [5])
    criteria = pairwise_weights(4, judged)
    assert criteria == pytest.approx([0.548, 0.127, 0.27, 0.056], abs=0.0006)
    assert consistency(4, judged, SAATY_2005).ratio == pytest.approx(0.044, abs=0.0006)
    assert consistency(4, judged).ratio == pytest.approx(0.0439, abs=0.0006)
    people = [ratios([0.25, 4], [9]), ratios([3, 0.2], [1 / 7]), ratios([5, 9], [4]), ratios([THIRD, 5], [9])]
    inside = [pairwise_weights(3, each) for each in people]
    assert inside[0] == pytest.approx([0.217, 0.717, 0.066], abs=0.0006)
    assert consistency(3, people[0], SAATY_2005).ratio == pytest.approx(0.035, abs=0.0006)
    assert consistency(3, people[1], SAATY_2005).ratio == pytest.approx(0.062, abs=0.0006)
    totals = [sum(weight * local[who] for weight, local in zip(criteria, inside, strict=True)) for who in range(3)]
    assert totals == pytest.approx([0.358, 0.493, 0.15], abs=0.0011)  # printed with three digits at every level


def test_a_strongly_contradictory_matrix():
    # Wang and Chin (2011), Information Sciences 181(23): school selection, six criteria
    judged = ratios([4, 3, 1, 3, 4], [7, 3, 0.2, 1], [0.2, 0.2, 1 / 6], [1, THIRD], [3])
    found = consistency(6, judged)
    assert pairwise_weights(6, judged) == pytest.approx([0.3208, 0.1395, 0.0348, 0.1285, 0.2374, 0.1391], abs=6e-5)
    assert (found.eigenvalue, found.index, found.ratio) == pytest.approx((7.4199, 0.284, 0.229), abs=6e-5 * 8)
    assert found.ratio is not None
    assert found.ratio > CONTRADICTORY
    hard = hardest_judgements(6, judged)
    assert len(hard) == 3
    assert hard[0].ratio_after is not None
    assert hard[0].ratio_after < found.ratio


def test_the_tables_of_random_indices_are_those_that_were_printed():
    assert SAATY_1980.by_count == (0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
    assert SAATY_2005.by_count == (
        0, 0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59,
    )  # fmt: skip
    assert DONEGAN_DODD_1991.by_count[2:] == (0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055)
    assert SAATY_1980.of(11) is None
    eleven = dict.fromkeys(combinations(range(11), 2), 1.0)
    assert consistency(11, eleven).ratio is None


def test_one_criterion_weighs_all_and_two_cannot_contradict_each_other():
    assert pairwise_weights(1, {}) == [1]
    assert pairwise_weights(2, {(0, 1): 4}) == pytest.approx([0.8, 0.2])
    assert consistency(2, {(0, 1): 4}).ratio == 0


def test_a_judgement_less_is_made_up_for_by_the_others():
    whole = {(0, 1): 2.0, (0, 2): 4.0, (1, 2): 2.0}
    for pair in whole:
        some = {each: ratio for each, ratio in whole.items() if each != pair}
        assert pairwise_weights(3, some) == pytest.approx([4 / 7, 2 / 7, 1 / 7])
        assert consistency(3, some).ratio == 0


def test_partial_judgements_of_four_criteria_solved_by_hand():
    # a circle of four with 2 2 2 2: by symmetry of logarithms nothing but contradiction is left over
    judged = {(0, 1): 2.0, (1, 2): 2.0, (2, 3): 2.0, (0, 3): 0.5}
    assert pairwise_weights(4, judged) == pytest.approx([0.25] * 4)
    found = consistency(4, judged)
    assert found.eigenvalue == pytest.approx(4.5)  # 2 + 2 + 1/2 in each row
    assert found.ratio == pytest.approx((0.5 / 3) / (0.9 * (1 - 2 * 2 / 6)))


def test_judgements_that_do_not_connect_all_criteria_are_refused_and_the_parts_named():
    judged = {(0, 2): 3.0, (1, 3): 2.0}
    assert parts(5, judged) == [[0, 2], [1, 3], [4]]
    for act in (pairwise_weights, consistency, hardest_judgements):
        with pytest.raises(OutOfRangeError):
            act(5, judged)
    with pytest.raises(OutOfRangeError):
        row_geometric_means(3, {(0, 1): 1.0, (1, 2): 1.0})


def test_a_judgement_that_nothing_else_speaks_about_is_never_blamed():
    circle = {(0, 1): 3.0, (1, 2): 3.0, (0, 2): 0.2}
    hard = hardest_judgements(4, {**circle, (0, 3): 9.0}, most=6)
    assert {each.pair for each in hard} == circle.keys()


def test_a_ratio_is_brought_to_the_scale_by_proportion():
    assert on_scale(2.9) == 3
    assert on_scale(100) == 9
    assert on_scale(1 / 2.4) == 1 / 2
    assert on_scale(1.0) == 1


@given(weights=st.lists(st.floats(0.2, 5), min_size=2, max_size=7), order=st.randoms())
def test_judgements_that_follow_weights_give_them_back_from_any_tree_of_pairs(weights, order):
    total = sum(weights)
    whole = {pair: weights[pair[0]] / weights[pair[1]] for pair in combinations(range(len(weights)), 2)}
    shares = [weight / total for weight in weights]
    assert pairwise_weights(len(weights), whole) == pytest.approx(shares)
    assert consistency(len(weights), whole).ratio == pytest.approx(0, abs=1e-9)
    assert hardest_judgements(len(weights), whole) == ()
    tree = {}
    for place in range(1, len(weights)):
        other = order.randrange(place)
        tree[other, place] = whole[other, place]
    assert pairwise_weights(len(weights), tree) == pytest.approx(shares)


@given(
    judged=st.lists(st.sampled_from(SCALE), min_size=10, max_size=10),
    order=st.permutations(range(5)),
)
def test_the_order_of_the_criteria_does_not_matter(judged, order):
    whole = dict(zip(combinations(range(5), 2), judged, strict=True))
    weights = pairwise_weights(5, whole)
    moved = {}
    for (first, second), ratio in whole.items():
        a, b = order.index(first), order.index(second)
        moved[min(a, b), max(a, b)] = ratio if a < b else 1 / ratio
    assert pairwise_weights(5, moved) == pytest.approx([weights[each] for each in order])
    assert consistency(5, moved).ratio == pytest.approx(consistency(5, whole).ratio)


def test_what_is_acceptable_is_a_tenth():
    assert (ACCEPTABLE, CONTRADICTORY) == (0.10, 0.20)
