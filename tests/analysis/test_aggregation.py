import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.analysis.aggregation import (
    competition_ranks,
    contributions,
    dense_ranks,
    shares_of,
    weighted_total_bounds,
)
from outsource_desk.domain.errors import NoWeightError

WEIGHTS = [0.25, 0.2, 0.15, 0.2, 0.1, 0.1]
ALDER, BIRCH, CEDAR = (
    [80, 60, 70, 64, 60, 60],
    [66, 76, 70, 70, 70, 66],
    [90, 20, 80, 88, 80, 70],
)


@pytest.mark.parametrize(
    ("values", "parts", "total"),
    [
        (ALDER, [20, 12, 10.5, 12.8, 6, 6], 67.3),
        (BIRCH, [16.5, 15.2, 10.5, 14, 7, 6.6], 69.8),
        (CEDAR, [22.5, 4, 12, 17.6, 8, 7], 71.1),
    ],
)
def test_totals_and_contributions_of_three_vendors_worked_by_hand(values, parts, total):
    assert contributions(values, WEIGHTS) == pytest.approx(parts)
    assert weighted_total_bounds(values, WEIGHTS) == pytest.approx((total, total))


@pytest.mark.parametrize(
    ("values", "total"),
    [
        ([90, 95, 70, 80, 75, 90], 86),
        ([75, 85, 70, 75, 60, 80], 75.75),
        ([60, 50, 80, 85, 75, 70], 65.75),
    ],
)
def test_totals_of_a_published_weighted_scoring_model(values, total):
    # "Weighted Scoring Model.xlsx", student project CSIT214: three projects, six criteria, per cent weights
    low, high = weighted_total_bounds(values, shares_of([30, 20, 15, 5, 10, 20]))
    assert low == pytest.approx(total, abs=1e-9)
    assert high == low


def test_totals_of_a_scale_of_two_with_whole_number_weights():
    # decision_matrix.ods of a student's circuit board mill: points 0 to 2, weights 1 to 3, totals not normalised
    weights = [3, 2, 2, 3, 1, 1, 2, 2, 1]
    designs = (
        ([1, 0, 1, 2, 1, 1, 2, 1, 1], 20),
        ([2, 2, 0, 1, 2, 2, 1, 1, 2], 23),
        ([1, 1, 1, 2, 0, 0, 1, 0, 1], 16),
    )
    for points, total in designs:
        parts = contributions([50.0 * one for one in points], shares_of(weights))
        assert sum(parts) == pytest.approx(total * 50 / sum(weights), abs=1e-9)


def test_ranks_of_a_public_tender_count_how_many_are_better():
    # Crown Commercial Service, suppliers.xlsx, "Scores": the file prints the dense ranks 1, 2, 2, 3, 3, 4
    suppliers = (
        [8.05, 6.4, 10.4, 40, 13.5],
        [18.4, 19.4, 15.4, 0, 24.98],
        [17.4, 19.4, 15.4, 0, 25.98],
        [18.4, 18.4, 15.4, 0, 24.98],
        [18.4, 18.4, 15.4, 0, 24.98],
        [12.65, 9.4, 20.4, 20, 13.5],
    )
    totals = [sum(points) for points in suppliers]
    assert totals == pytest.approx([78.35, 78.18, 78.18, 77.18, 77.18, 75.95], abs=1e-6)
    assert competition_ranks(totals) == [1, 2, 2, 4, 4, 6]
    assert dense_ranks(totals) == [1, 2, 2, 3, 3, 4]


def test_an_open_value_widens_the_total_to_what_it_could_become():
    assert weighted_total_bounds([80, None, 70, 64, 60, 60], WEIGHTS) == pytest.approx((55.3, 75.3))
    assert contributions([80, None], shares_of([1, 1])) == [40, 0]


def test_an_open_value_without_a_weight_changes_nothing():
    assert weighted_total_bounds([80, None], shares_of([5, 0])) == (80, 80)


def test_weights_that_are_all_zero_are_refused():
    with pytest.raises(NoWeightError, match="All weights are zero") as caught:
        shares_of([0.0, 0.0])
    assert "weight above zero" in caught.value.remedy


values = st.lists(st.floats(0, 100) | st.none(), min_size=4, max_size=4)
weights = st.lists(st.floats(1e-6, 1e15), min_size=4, max_size=4)


@given(values, weights)
def test_totals_stay_between_nothing_and_a_hundred_and_low_never_exceeds_high(values, weights):
    shares = shares_of(weights)
    low, high = weighted_total_bounds(values, shares)
    assert 0 <= low <= high <= 100 + 1e-9
    assert sum(contributions(values, shares)) == pytest.approx(low)
    assert None in values or low == high


@given(values, weights, st.floats(1e-3, 1e3))
def test_only_relative_weights_matter(values, weights, factor):
    scaled = [weight * factor for weight in weights]
    assert weighted_total_bounds(values, shares_of(scaled)) == pytest.approx(
        weighted_total_bounds(values, shares_of(weights))
    )


@given(st.permutations(list(zip([80, None, 70, 64, 60.1, 60.7], WEIGHTS, strict=True))))
def test_the_order_of_the_criteria_never_shows(pairs):
    values, shares = zip(*pairs, strict=True)
    assert weighted_total_bounds(values, shares) == weighted_total_bounds([80, None, 70, 64, 60.1, 60.7], WEIGHTS)


@given(values, weights, st.floats(0, 100))
def test_whatever_an_open_value_turns_out_to_be_lies_inside_the_bounds(values, weights, truth):
    shares = shares_of(weights)
    low, high = weighted_total_bounds(values, shares)
    told, _ = weighted_total_bounds([truth if value is None else value for value in values], shares)
    assert low - 1e-9 <= told <= high + 1e-9


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
    assert competition_ranks(totals) == ranks


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8))
def test_somebody_is_always_first_and_a_higher_total_never_ranks_lower(totals):
    ranks = competition_ranks(totals)
    assert min(ranks) == 1
    by_total = [rank for _, rank in sorted(zip(totals, ranks, strict=True), key=lambda pair: -pair[0])]
    assert by_total == sorted(by_total)


@given(st.lists(st.integers(0, 4), max_size=8))
def test_dense_ranks_count_the_different_totals_that_are_higher(totals):
    assert dense_ranks(totals) == [1 + len({other for other in totals if other > total}) for total in totals]
