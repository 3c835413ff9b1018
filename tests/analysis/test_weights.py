import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.analysis.aggregation import competition_ranks, shares_of
from outsource_desk.analysis.weights import (
    geometric_weights,
    median_weights,
    rank_order_centroid,
    rank_reciprocal,
    rank_sum,
    spread_of_weights,
    swing_weights,
)
from outsource_desk.domain.errors import NoWeightError
from outsource_desk.domain.weighting_errors import NothingInCommonError

BY_ORDER = [rank_order_centroid, rank_sum, rank_reciprocal]


def test_swings_worked_by_hand():
    assert swing_weights([100, 80, 40, 20]) == pytest.approx([0.416667, 0.333333, 0.166667, 0.083333], abs=1e-6)


def test_equal_swings_on_steps_of_different_size_weigh_in_inverse_proportion_to_the_steps():
    assert swing_weights([100, 100], [80, 20]) == pytest.approx([0.2, 0.8])
    assert swing_weights([100, 50, 50], [50, 25, 100]) == pytest.approx([4 / 9, 4 / 9, 1 / 9])  # 2 : 2 : 0.5
    swings, steps = [100, 70, 30], [16.7, 62.5, 40]
    weights = swing_weights(swings, steps)
    assert shares_of([each * step for each, step in zip(weights, steps, strict=True)]) == pytest.approx(
        shares_of(swings)
    )


def test_a_step_that_is_none_or_not_known_is_the_whole_scale():
    assert swing_weights([100, 100, 100], [50, None, 0]) == pytest.approx([0.5, 0.25, 0.25])
    assert swing_weights([100, 80, 40, 20], [None] * 4) == pytest.approx(swing_weights([100, 80, 40, 20]))


def test_weights_by_order_worked_by_hand():
    order = [1, 2, 3, 4]
    assert rank_order_centroid(order) == pytest.approx([0.520833, 0.270833, 0.145833, 0.0625], abs=1e-6)
    assert rank_sum(order) == pytest.approx([0.4, 0.3, 0.2, 0.1])
    assert rank_reciprocal(order) == pytest.approx([0.48, 0.24, 0.16, 0.12])


def test_rank_order_centroid_as_printed_in_a_tutorial():
    # "Rank Order Centroid Method", two decimals; exactly 25/48, 13/48, 7/48, 1/16
    assert rank_order_centroid([1, 2, 3, 4]) == pytest.approx([0.52, 0.27, 0.15, 0.06], abs=0.0051)


def test_points_and_ratings_of_a_course_workbook():
    # "Exemplo aula 4.xlsx", sheets "Point Allocation" (50 points) and "Direct Ranking Method"
    assert shares_of([20, 15, 5, 5, 5]) == pytest.approx([0.4, 0.3, 0.1, 0.1, 0.1])
    assert shares_of([7, 5, 6, 4, 3]) == pytest.approx([0.28, 0.2, 0.24, 0.16, 0.12])


def test_swings_on_two_levels_and_the_ratings_that_follow():
    # Decision Mechanics, course 1255, decision_matrix.xlsx, sheet "solution": four cars
    top = swing_weights([33, 33, 100])
    inside = [swing_weights(level) for level in ([100, 67], [43, 100], [100, 100])]
    weights = [group * part for group, level in zip(top, inside, strict=True) for part in level]
    assert weights == pytest.approx(
        [
            0.11903903037298895, 0.0797561503499026, 0.05977757182576459,
            0.13901760889712697, 0.30120481927710846, 0.30120481927710846,
        ]
    )  # fmt: skip
    scores = [
        [30, 30, 50, 25, 50, 100], [100, 10, 60, 20, 35, 40], [100, 50, 80, 100, 100, 15], [80, 100, 100, 70, 10, 5],
    ]  # fmt: skip
    totals = [sum(weight * score for weight, score in zip(weights, row, strict=True)) for row in scores]
    assert totals == pytest.approx([57.60889712696942, 41.65883246407469, 69.21423140743535, 37.725799559361356])
    assert competition_ranks(totals) == [2, 3, 1, 4]


@pytest.mark.parametrize("weigh", BY_ORDER)
def test_those_that_are_tied_share_the_weight_of_their_places(weigh):
    apart = weigh([1, 2, 3, 4])
    tied = weigh([1, 2, 2, 4])
    assert tied[1] == tied[2] == pytest.approx((apart[1] + apart[2]) / 2)
    assert (tied[0], tied[3]) == pytest.approx((apart[0], apart[3]))
    assert weigh([1, 1, 1]) == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize("weigh", BY_ORDER)
@given(ranks=st.lists(st.integers(1, 6), min_size=1, max_size=8), order=st.randoms())
def test_an_order_gives_weights_that_add_up_follow_it_and_do_not_depend_on_who_comes_first(weigh, ranks, order):
    weights = weigh(ranks)
    assert sum(weights) == pytest.approx(1)
    for rank, weight in zip(ranks, weights, strict=True):
        for other, lighter in zip(ranks, weights, strict=True):
            assert (rank < other) == (weight > lighter)
    places = list(range(len(ranks)))
    order.shuffle(places)
    assert weigh([ranks[place] for place in places]) == pytest.approx([weights[place] for place in places])
    assert weigh([10 * rank for rank in ranks]) == pytest.approx(weights)


def test_nothing_weighs_nothing():
    for weigh in BY_ORDER:
        assert weigh([]) == []
    with pytest.raises(NoWeightError):
        swing_weights([0, 0])


def test_the_middle_of_several_peoples_weights_by_hand():
    people = [[50, 30, 20], [40, 40, 20], [6, 3, 1]]  # medians 0.5, 0.3, 0.2
    assert median_weights(people) == pytest.approx([0.5, 0.3, 0.2])
    assert geometric_weights([[8, 2], [2, 8]]) == pytest.approx([0.5, 0.5])
    assert geometric_weights([[8, 2], [5, 5]]) == pytest.approx([2 / 3, 1 / 3])  # sqrt(0.4) : sqrt(0.1)
    assert spread_of_weights(people) == [(0.4, 0.6), (0.3, 0.4), (0.1, 0.2)]


def test_medians_that_do_not_add_up_are_brought_to_a_sum_of_one():
    assert median_weights([[1, 0, 1], [0, 1, 1], [1, 1, 0]]) == pytest.approx([1 / 3] * 3)


def test_people_who_have_nothing_in_common_are_refused():
    with pytest.raises(NothingInCommonError):
        median_weights([[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    with pytest.raises(NothingInCommonError):
        geometric_weights([[1, 0], [0, 1]])
    with pytest.raises(NoWeightError):
        median_weights([[0, 0], [0, 1]])


@pytest.mark.parametrize("combine", [median_weights, geometric_weights])
@given(
    people=st.lists(st.lists(st.floats(0.1, 100), min_size=3, max_size=3), min_size=1, max_size=5),
    factor=st.floats(0.01, 1000),
)
def test_the_unit_in_which_somebody_gives_weights_does_not_matter(combine, people, factor):
    weights = combine(people)
    assert sum(weights) == pytest.approx(1)
    assert combine([[factor * weight for weight in people[0]], *people[1:]]) == pytest.approx(weights)
    assert combine(people[::-1]) == pytest.approx(weights)
    assert combine([row[::-1] for row in people]) == pytest.approx(weights[::-1])
