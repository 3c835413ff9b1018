import pytest

from outsource_desk.domain.errors import (
    BadDateError,
    EmptyNameError,
    NotANumberError,
    NotFoundError,
    OutOfRangeError,
    UnknownChoiceError,
)
from outsource_desk.domain.performance import Direction, Metric, Period, Reading
from outsource_desk.domain.performance_errors import (
    DoubtfulReadingError,
    NotARatioError,
    NothingToDivideByError,
    ReadingOrderError,
    TwoClaimsError,
    TwoReadingsError,
)
from outsource_desk.services.history import undo
from outsource_desk.services.initiatives import add_goal, add_initiative
from outsource_desk.services.records import add_record, delete_record, update_record
from outsource_desk.store.protection import load_performance
from tests.scene import refused


@pytest.fixture
def initiative(desk):
    return add_initiative(desk, "Service desk", outsourcing_type="ITO", currency="EUR")


@pytest.fixture
def metric(desk, initiative):
    return add_record(desk, "metric", initiative, name="Solved at once", unit="%", target=75, minimum=68)


def only(desk, initiative) -> Metric:
    (metric,) = load_performance(desk.connection, initiative).metrics
    return metric


def readings(desk, initiative) -> tuple[Reading, ...]:
    return only(desk, initiative).readings


def test_a_metric_keeps_what_was_typed(desk, initiative):
    goal = add_goal(desk, initiative, kind="quality", statement="Fewer faults")
    add_record(
        desk, "metric", initiative, name=" Faults ", kind="csl", goal_id=goal, direction="down", period="quarter",
        exclusions=["Ours", " Agreed "], allocation=30, baseline=5, target=0, minimum=2.5, is_recalculated=True,
    )  # fmt: skip
    metric = only(desk, initiative)
    assert (metric.name, metric.goal_id, metric.direction, metric.period) == (
        "Faults", goal, Direction.DOWN, Period.QUARTER,
    )  # fmt: skip
    assert (metric.exclusions, metric.allocation, metric.target, metric.is_recalculated) == (
        ("Ours", "Agreed"), 30, 0, True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"name": " "}, EmptyNameError),
        ({"target": float("nan")}, NotANumberError),
        ({"target": 1e16}, OutOfRangeError),
        ({"allocation": -1}, OutOfRangeError),
        ({"kind": "sla"}, UnknownChoiceError),
        ({"goal_id": 99}, NotFoundError),
    ],
)
def test_what_makes_no_sense_of_a_metric_is_refused(desk, initiative, fields, error):
    with refused(desk, error):
        add_record(desk, "metric", initiative, **{"name": "Faults", **fields})


def test_a_goal_of_another_initiative_is_refused(desk, initiative):
    other = add_initiative(desk, "Payroll", outsourcing_type="BPO")
    goal = add_goal(desk, other, kind="cost", statement="Save")
    with refused(desk, NotFoundError):
        add_record(desk, "metric", initiative, name="Faults", goal_id=goal)


@pytest.mark.parametrize(
    ("period", "starts_on", "ends_on"),
    [
        ("month", "2026-02-01", "2026-02-28"),
        ("quarter", "2026-01-01", "2026-03-31"),
        ("half_year", "2026-01-01", "2026-06-30"),
        ("year", "2026-01-01", "2026-12-31"),
        ("rolling_12_months", "2026-02-01", "2026-02-28"),
        ("release", "2026-02-17", "2026-02-17"),
    ],
)
def test_any_day_of_a_period_means_the_period(desk, initiative, metric, period, starts_on, ends_on):
    update_record(desk, "metric", metric, "period", period)
    add_record(desk, "metric_reading", metric, starts_on="2026-02-17", actual=80)
    (reading,) = readings(desk, initiative)
    assert (reading.starts_on, reading.ends_on) == (starts_on, ends_on)


def test_periods_that_are_no_calendar_months_keep_their_own_dates(desk, initiative, metric):
    add_record(desk, "metric_reading", metric, starts_on="2026-02-17", ends_on="2026-03-16", actual=80)
    assert (readings(desk, initiative)[0].starts_on, readings(desk, initiative)[0].ends_on) == (
        "2026-02-17", "2026-03-16",
    )  # fmt: skip
    with refused(desk, ReadingOrderError):
        update_record(desk, "metric_reading", readings(desk, initiative)[0].id, "ends_on", "2026-02-16")


def test_a_result_follows_from_its_two_numbers_and_changes_with_them(desk, initiative, metric):
    reading = add_record(desk, "metric_reading", metric, starts_on="2026-02-01", numerator=3, denominator=4)
    assert readings(desk, initiative)[0].actual == 75
    update_record(desk, "metric_reading", reading, "denominator", 5)
    assert readings(desk, initiative)[0].actual == 60
    with refused(desk, DoubtfulReadingError):
        update_record(desk, "metric_reading", reading, "actual", 75)


def test_a_rounded_result_fits_to_its_numbers_and_another_does_not(desk, initiative, metric):
    add_record(desk, "metric_reading", metric, starts_on="2026-02-01", numerator=2, denominator=3, actual=66.7)
    assert readings(desk, initiative)[0].actual == 66.7
    with refused(desk, DoubtfulReadingError):
        add_record(desk, "metric_reading", metric, starts_on="2026-03-01", numerator=2, denominator=3, actual=67.7)


def test_numbers_are_typed_one_after_the_other(desk, initiative, metric):
    reading = add_record(desk, "metric_reading", metric, starts_on="2026-02-01")
    assert readings(desk, initiative)[0].actual is None
    update_record(desk, "metric_reading", reading, "numerator", 8)
    assert readings(desk, initiative)[0].actual is None
    update_record(desk, "metric_reading", reading, "denominator", 10)
    assert readings(desk, initiative)[0].actual == 80


def test_nothing_is_divided_by_nothing_and_no_quotient_is_invented(desk, initiative, metric):
    with refused(desk, NothingToDivideByError):
        add_record(desk, "metric_reading", metric, starts_on="2026-02-01", numerator=0, denominator=0)
    update_record(desk, "metric", metric, "unit", "hours")
    with refused(desk, NotARatioError):
        add_record(desk, "metric_reading", metric, starts_on="2026-02-01", numerator=3, denominator=4)


def test_the_library_knows_that_availability_is_what_downtime_leaves(desk, initiative):
    formula = "100 * (1 - unplanned down minutes / agreed minutes)"
    metric = add_record(desk, "metric", initiative, name="Availability", code="K01", formula=formula, unit="%")
    add_record(desk, "metric_reading", metric, starts_on="2026-02-01", numerator=43.2, denominator=43200)
    assert readings(desk, initiative)[0].actual == 99.9


def test_a_period_has_one_reading(desk, metric):
    add_record(desk, "metric_reading", metric, starts_on="2026-02-01", actual=80)
    with refused(desk, TwoReadingsError):
        add_record(desk, "metric_reading", metric, starts_on="2026-02-20", actual=81)
    other = add_record(desk, "metric_reading", metric, starts_on="2026-03-01", actual=81)
    with refused(desk, TwoReadingsError):
        update_record(desk, "metric_reading", other, "starts_on", "2026-02-03")


@pytest.mark.parametrize("starts_on", ["", None])
def test_a_reading_without_its_period_is_refused(desk, metric, starts_on):
    with refused(desk, EmptyNameError):
        add_record(desk, "metric_reading", metric, starts_on=starts_on, actual=80)


def test_a_period_that_is_no_date_is_refused(desk, metric):
    with refused(desk, BadDateError):
        add_record(desk, "metric_reading", metric, starts_on="October", actual=80)


def test_a_claim_is_for_a_month_in_the_currency_of_the_initiative(desk, initiative):
    claim = add_record(desk, "credit_claim", initiative, month="2026-10-15", amount=12_000, state="claimed")
    (kept,) = load_performance(desk.connection, initiative).claims
    assert (kept.month, kept.amount, kept.state) == ("2026-10-01", 1_200_000, "claimed")
    with refused(desk, TwoClaimsError):
        add_record(desk, "credit_claim", initiative, month="2026-10-01", amount=1)
    with refused(desk, EmptyNameError):
        add_record(desk, "credit_claim", initiative, month="2026-11-01")
    with refused(desk, EmptyNameError):
        update_record(desk, "credit_claim", claim, "amount", None)


def test_deleting_a_metric_takes_its_readings_and_undo_brings_them_back(desk, initiative, metric):
    add_record(desk, "metric_reading", metric, starts_on="2026-02-01", actual=80)
    before = only(desk, initiative)
    delete_record(desk, "metric", metric)
    assert not load_performance(desk.connection, initiative).metrics
    undo(desk)
    assert only(desk, initiative) == before
