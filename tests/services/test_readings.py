import pytest

from outsource_desk.domain.errors import EmptyNameError, NotFoundError, UnknownChoiceError
from outsource_desk.domain.performance_errors import DoubtfulReadingError, HalfAReadingError
from outsource_desk.services.history import undo
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.readings import record_reading
from outsource_desk.services.records import add_record
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


def test_a_reading_is_recorded_and_recorded_again_corrects_it(desk, initiative, metric):
    first = record_reading(desk, metric, "2026-10-17", 76, note="Report 10")
    assert record_reading(desk, metric, "2026-10-01", numerator=3, denominator=4) == first
    assert kept(desk, initiative) == [("2026-10-01", 75, 3, "Report 10")]
    undo(desk)
    assert kept(desk, initiative) == [("2026-10-01", 76, None, "Report 10")]


def test_a_month_without_a_measurement_is_no_zero(desk, initiative, metric):
    record_reading(desk, metric, "2026-10-01")
    record_reading(desk, metric, "2026-11-01", 0)
    assert [each[1] for each in kept(desk, initiative)] == [None, 0]


def test_what_is_doubtful_is_refused(desk, metric):
    with refused(desk, HalfAReadingError):
        record_reading(desk, metric, "2026-10-01", numerator=3)
    with refused(desk, DoubtfulReadingError):
        record_reading(desk, metric, "2026-10-01", 80, numerator=3, denominator=4)
    with refused(desk, EmptyNameError):
        record_reading(desk, metric, "", 80)
    with refused(desk, NotFoundError):
        record_reading(desk, 99, "2026-10-01", 80)
    record_reading(desk, metric, "2026-10-01", 80)
    with refused(desk, UnknownChoiceError):
        record_reading(desk, metric, "2026-10-01", 80, reported_by="nobody")
