import pytest

from outsource_desk.domain.errors import EmptyNameError, NotFoundError, UnknownChoiceError
from outsource_desk.domain.performance_errors import DoubtfulReadingError, TwoReadingsError
from outsource_desk.services.history import undo
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.records import add_record, update_record
from outsource_desk.store.protection import load_performance
from tests.scene import refused


@pytest.fixture
def initiative(desk):
    return add_initiative(desk, "Service desk", outsourcing_type="ITO")


@pytest.fixture
def metric(desk, initiative):
    return add_record(desk, "metric", initiative, name="Solved at once", unit="%", target=75, minimum=68)


def kept(desk, initiative):
    (metric,) = load_performance(desk.connection, initiative).metrics
    return [(each.starts_on, each.actual, each.numerator, each.note) for each in metric.readings]


def record(desk, metric, starts_on, **fields):
    return add_record(desk, "metric_reading", metric, starts_on=starts_on, **fields)


def test_a_reading_begins_with_its_period_and_is_corrected_in_place(desk, initiative, metric):
    first = record(desk, metric, "2026-10-17", actual=76, note="Report 10")
    assert kept(desk, initiative) == [("2026-10-01", 76, None, "Report 10")]
    update_record(desk, "metric_reading", first, "actual", 75)
    assert kept(desk, initiative) == [("2026-10-01", 75, None, "Report 10")]
    undo(desk)
    assert kept(desk, initiative) == [("2026-10-01", 76, None, "Report 10")]


def test_two_numbers_make_the_result(desk, initiative, metric):
    record(desk, metric, "2026-10-01", numerator=3, denominator=4)
    assert kept(desk, initiative) == [("2026-10-01", 75, 3, "")]


def test_a_month_without_a_measurement_is_no_zero(desk, initiative, metric):
    record(desk, metric, "2026-10-01")
    record(desk, metric, "2026-11-01", actual=0)
    assert [each[1] for each in kept(desk, initiative)] == [None, 0]


def test_what_is_doubtful_is_refused(desk, metric):
    with refused(desk, DoubtfulReadingError):
        record(desk, metric, "2026-10-01", actual=80, numerator=3, denominator=4)
    with refused(desk, EmptyNameError):
        record(desk, metric, "", actual=80)
    with refused(desk, NotFoundError):
        record(desk, 99, "2026-10-01", actual=80)
    record(desk, metric, "2026-10-01", actual=80)
    with refused(desk, TwoReadingsError):
        record(desk, metric, "2026-10-17", actual=81)
    with refused(desk, UnknownChoiceError):
        record(desk, metric, "2026-11-01", actual=80, reported_by="nobody")
