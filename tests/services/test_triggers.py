"""The signs of a plan: checks by people, readings of metrics, what is raised and what nobody looks at."""

from __future__ import annotations

import pytest

from outsource_desk.domain.contingency_errors import NothingSeenError
from outsource_desk.domain.errors import BadDateError, NotFoundError
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.records import add_record, update_record
from outsource_desk.services.scenario_taking import start_plan
from outsource_desk.services.triggers import (
    MISSES_IN_A_ROW,
    MISSES_IN_SIX_MONTHS,
    NotYetError,
    check_trigger,
    last_seen,
    next_check,
    raised_triggers,
    stale_triggers,
)
from tests.scene import refused, there
from tests.vetting_desk import day


@pytest.fixture
def initiative(desk):
    found = add_initiative(desk, "Service desk", currency="EUR")
    start_plan(desk, found, ["C01"])
    return found


def read(desk, initiative):
    return load_evaluation(desk, initiative)


def trigger(desk, initiative, code):
    scenarios = there(read(desk, initiative).protection).contingency.scenarios
    return next(each for scenario in scenarios for each in scenario.triggers if each.code == code)


def seen(desk, initiative, code):
    return last_seen(there(read(desk, initiative).protection), trigger(desk, initiative, code))


def add_metric(desk, initiative, actuals, **fields):
    """Add a metric with one reading a month, the last of which has just ended."""
    given = {"name": "Availability", "kind": "csl", "unit": "%", "direction": "up", "target": 99.9, "minimum": 99.5}
    metric = add_record(desk, "metric", initiative, **{**given, **fields})
    for back, actual in enumerate(reversed(actuals)):
        begin, end = day(-30 * back - 30), day(-30 * back - 1)
        add_record(desk, "metric_reading", metric, starts_on=begin, ends_on=end, actual=actual)
    return metric


@pytest.mark.parametrize(("value", "is_raised"), [(59, False), (60, True), (61, True)])
def test_a_value_raises_a_sign_from_its_limit_on(desk, initiative, value, is_raised):
    check_trigger(desk, trigger(desk, initiative, "C01-T1").id, day(0), value, by="Ann")
    found = there(seen(desk, initiative, "C01-T1"))
    assert (found.is_raised, found.value, found.is_read) == (is_raised, value, False)
    assert "by Ann" in found.words
    assert f"Found: {value} days late." in found.words


def test_a_falling_value_raises_a_sign_from_its_limit_down(desk, initiative):
    sign = trigger(desk, initiative, "C01-T1")
    update_record(desk, "scenario_trigger", sign.id, "comparison", "<=")
    for value, is_raised in ((61, False), (60, True), (0, True)):
        check_trigger(desk, sign.id, day(0), value)
        assert there(seen(desk, initiative, "C01-T1")).is_raised is is_raised


def test_a_limit_decides_over_what_is_said_and_an_event_is_what_is_said(desk, initiative):
    check_trigger(desk, trigger(desk, initiative, "C01-T1").id, day(0), 3, is_raised=True)
    check_trigger(desk, trigger(desk, initiative, "C01-T4").id, day(0), is_raised=True, note="Letter of the court")
    assert not there(seen(desk, initiative, "C01-T1")).is_raised
    raised = raised_triggers(read(desk, initiative))
    assert [(each.trigger.code, each.asks_to_declare) for each in raised] == [("C01-T4", True)]
    check_trigger(desk, trigger(desk, initiative, "C01-T4").id, day(0), is_raised=False)
    assert raised_triggers(read(desk, initiative)) == ()


def test_what_asks_to_declare_comes_first(desk, initiative):
    check_trigger(desk, trigger(desk, initiative, "C01-T1").id, day(0), 90)
    check_trigger(desk, trigger(desk, initiative, "C01-T4").id, day(-3), is_raised=True)
    assert [each.trigger.code for each in raised_triggers(read(desk, initiative))] == ["C01-T4", "C01-T1"]


def test_a_check_says_something_and_is_not_of_tomorrow(desk, initiative):
    sign = trigger(desk, initiative, "C01-T4").id
    with refused(desk, NothingSeenError, "administrator"):
        check_trigger(desk, sign, day(0))
    with refused(desk, NotYetError):
        check_trigger(desk, sign, day(1), is_raised=False)
    with refused(desk, BadDateError):
        check_trigger(desk, sign, "soon", is_raised=False)
    with refused(desk, NotFoundError):
        check_trigger(desk, 999, day(0), is_raised=False)


def test_signs_that_nobody_looked_at_for_long_are_told_those_never_looked_at_first(desk, initiative):
    check_trigger(desk, trigger(desk, initiative, "C01-T1").id, day(-40), 0)
    check_trigger(desk, trigger(desk, initiative, "C01-T2").id, day(-31), 0)
    stale = stale_triggers(read(desk, initiative))
    assert [(each.trigger.code, each.last_on) for each in stale] == [
        ("C01-T3", None), ("C01-T4", None), ("C01-T1", day(-40)),
    ]  # fmt: skip
    protection = there(read(desk, initiative).protection)
    assert next_check(protection, trigger(desk, initiative, "C01-T2")) == day(0)
    assert next_check(protection, trigger(desk, initiative, "C01-T4")) is None


def test_a_sign_reads_the_metric_that_it_watches(desk, initiative):
    sign = trigger(desk, initiative, "C01-T1")
    metric = add_metric(desk, initiative, [99.9, 98.0], name="Benefits")
    update_record(desk, "scenario_trigger", sign.id, "metric_id", metric)
    update_record(desk, "scenario_trigger", sign.id, "comparison", "<=")
    update_record(desk, "scenario_trigger", sign.id, "threshold", 98.5)
    found = there(seen(desk, initiative, "C01-T1"))
    assert (found.is_raised, found.value, found.on, found.is_read) == (True, 98.0, day(-1), True)
    check_trigger(desk, sign.id, day(0), 99)  # a later look by a person counts
    assert not there(seen(desk, initiative, "C01-T1")).is_raised
    check_trigger(desk, sign.id, day(-3), 99)
    assert not there(seen(desk, initiative, "C01-T1")).is_read


def test_without_a_limit_a_watched_metric_raises_a_sign_below_its_minimum(desk, initiative):
    sign = trigger(desk, initiative, "C01-T4")
    update_record(desk, "scenario_trigger", sign.id, "metric_id", add_metric(desk, initiative, [99.4]))
    update_record(desk, "scenario_trigger", sign.id, "threshold", None)
    assert there(seen(desk, initiative, "C01-T4")).is_raised


@pytest.mark.parametrize(
    ("measure", "actuals", "count", "is_raised"),
    [
        (MISSES_IN_A_ROW, [99.0, 99.0, 99.9], 0, False),
        (MISSES_IN_A_ROW, [99.9, 99.0, 99.0], 2, True),
        (MISSES_IN_A_ROW, [99.9, 99.6, 99.0], 1, False),  # amber is no miss
        (MISSES_IN_SIX_MONTHS, [99.0, 99.9, 99.0, 99.9, 99.9, 99.9], 2, True),
        (MISSES_IN_SIX_MONTHS, [99.0, 99.0, 99.9, 99.9, 99.9, 99.9, 99.9, 99.9, 99.0], 1, False),
    ],
)
def test_misses_are_counted_over_every_critical_service_level(desk, initiative, measure, actuals, count, is_raised):
    sign = trigger(desk, initiative, "C01-T1")
    update_record(desk, "scenario_trigger", sign.id, "measure", measure)
    update_record(desk, "scenario_trigger", sign.id, "threshold", 2)
    assert seen(desk, initiative, "C01-T1") is None  # nothing is measured yet
    add_metric(desk, initiative, [90, 90, 90], kind="kpi", name="No critical level")
    assert seen(desk, initiative, "C01-T1") is None
    add_metric(desk, initiative, [99.9])
    add_metric(desk, initiative, actuals, name="Restore")
    found = there(seen(desk, initiative, "C01-T1"))
    assert (found.value, found.is_raised) == (count, is_raised)
