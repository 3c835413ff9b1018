import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.analysis.service_levels import (
    Quotient,
    allowed_downtime_minutes,
    parallel_availability,
    quotient_of,
    repeat_multiplier,
    serial_availability,
    service_credit,
    status_of,
)
from outsource_desk.domain.performance import Direction, Status

AT_RISK = 30_000.0  # 12 % of a monthly charge of 250,000
SHARES = st.floats(0, 1)
MISSED = st.lists(st.tuples(st.floats(0, 50), st.integers(1, 12)), max_size=8)


@pytest.mark.parametrize(
    ("missed", "credit"),
    [([(40, 1)], 12_000.0), ([(40, 1), (30, 2)], 25_500.0), ([(40, 1), (30, 2), (30, 3)], AT_RISK), ([], 0.0)],
)
def test_a_credit_is_the_shares_of_what_was_missed_up_to_the_amount_at_risk(missed, credit):
    assert service_credit(AT_RISK, missed) == pytest.approx(credit)


@given(MISSED, st.tuples(st.floats(0, 50), st.integers(1, 12)))
def test_one_more_miss_never_costs_less_and_never_more_than_what_is_at_risk(missed, one_more):
    before, after = service_credit(AT_RISK, missed), service_credit(AT_RISK, [*missed, one_more])
    assert 0 <= before <= after <= AT_RISK


def test_a_miss_weighs_more_the_second_and_third_time_in_a_row():
    assert [repeat_multiplier(nth) for nth in (1, 2, 3, 4, 12)] == [1.0, 1.5, 2.0, 2.0, 2.0]


@pytest.mark.parametrize(
    ("availability", "minutes"), [(99.0, 432.0), (99.5, 216.0), (99.9, 43.2), (99.95, 21.6), (99.99, 4.32), (100, 0)]
)
def test_minutes_of_downtime_in_a_month(availability, minutes):
    assert allowed_downtime_minutes(availability, 30) == pytest.approx(minutes, abs=1e-9)


def test_a_chain_is_weaker_than_its_weakest_part_and_alternatives_are_stronger_than_the_best():
    assert serial_availability([0.999, 0.995, 0.998]) == pytest.approx(0.992017, abs=5e-7)
    assert parallel_availability([0.98, 0.97]) == pytest.approx(0.9994)


@given(st.lists(SHARES, min_size=1, max_size=6))
def test_bounds_of_chains(parts):
    assert serial_availability(parts) <= min(parts) + 1e-12
    assert parallel_availability(parts) >= max(parts) - 1e-12


@pytest.mark.parametrize(
    ("actual", "direction", "status"),
    [
        (99.9, Direction.UP, Status.GREEN),
        (99.5, Direction.UP, Status.AMBER),
        (99.49, Direction.UP, Status.RED),
        (None, Direction.UP, Status.GREY),
    ],
)
def test_a_status_where_more_is_better(actual, direction, status):
    assert status_of(actual, 99.9, 99.5, direction) is status


@pytest.mark.parametrize(
    ("actual", "status"), [(0.0, Status.GREEN), (4, Status.GREEN), (4.01, Status.AMBER), (8.5, Status.RED)]
)
def test_a_status_where_less_is_better(actual, status):
    assert status_of(actual, 4, 8, Direction.DOWN) is status


def test_one_agreed_level_is_target_and_minimum_and_none_is_no_status():
    assert status_of(95, 95, None, Direction.UP) is Status.GREEN
    assert status_of(94, 95, None, Direction.UP) is Status.RED
    assert status_of(94, None, 95, Direction.UP) is Status.RED
    assert status_of(94, None, None, Direction.UP) is Status.GREY


def test_a_result_that_is_only_a_rounding_error_below_target_meets_it():
    assert status_of(100 * 0.999, 99.9, 99.5, Direction.UP) is Status.GREEN
    assert status_of(1.1 + 2.2, 3.3, 4, Direction.DOWN) is Status.GREEN


def test_how_two_numbers_make_a_result():
    assert quotient_of(Quotient.PLAIN, 3, 4) == 0.75
    assert quotient_of(Quotient.PERCENT, 3, 4) == 75
    assert quotient_of(Quotient.REST, 1, 4) == 75
    assert quotient_of(Quotient.EXCESS, 105, 100) == pytest.approx(5)
