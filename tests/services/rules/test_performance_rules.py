"""Rules about service levels, each with the smallest case that breaks it and one that does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outsource_desk.domain.governance import Contract, Governance
from outsource_desk.domain.initiative import Goal, GoalKind
from outsource_desk.domain.performance import Direction, Metric, MetricKind, Performance, Reading
from outsource_desk.domain.protection import Protection
from outsource_desk.domain.ranking import Severity
from tests.builders import evaluation
from tests.warned import only as one
from tests.warned import warned

BASE = evaluation({"Alder": [90], "Birch": [50]}, [100])
FINE = Metric(1, 1, "Answered in time", unit="%", target=97, minimum=95, source="Our probe")


def metric(**fields):
    return replace(FINE, **fields)


def only(given, rule):
    return one(warned(given, rule))


def given(*metrics, contract=None, goals=()):
    governance = Governance(contracts=(contract,) if contract is not None else ())
    protection = Protection("2026-12-15", performance=Performance(metrics), governance=governance)
    return replace(BASE, protection=protection, goals=tuple(goals))


def monthly(metric_id, *actuals):
    """Return readings of October, November ... 2026."""
    return tuple(
        Reading(10 * metric_id + at, metric_id, f"2026-{at:02}-01", f"2026-{at:02}-28", actual=actual)
        for at, actual in enumerate(actuals, 10)
    )


@pytest.mark.parametrize("rule", ["SL01", "SL02", "SL03", "SL04", "SL05", "SL06"])
def test_nothing_is_said_before_anything_is_agreed(rule):
    assert not warned(BASE, rule)
    goal = Goal(1, 1, GoalKind.CUSTOMER, "Happy callers")
    assert not warned(given(goals=[goal], contract=Contract(1, 1, at_risk=2)), rule)


def test_sl01_a_minimum_stricter_than_its_target_stops_a_recommendation():
    found = only(given(metric(target=95, minimum=97)), "SL01")
    assert found.severity is Severity.BLOCK
    assert found.text == "Answered in time: the minimum of 97 % is stricter than the target of 95 %."
    assert found.field == "metric/1"
    assert warned(given(metric(direction=Direction.DOWN, target=4, minimum=2)), "SL01")


@pytest.mark.parametrize(
    "fine", [FINE, metric(direction=Direction.DOWN, target=4, minimum=8), metric(target=95, minimum=95),
             metric(target=None), metric(minimum=None)]
)  # fmt: skip
def test_sl01_levels_the_right_way_round_are_fine(fine):
    assert not warned(given(fine), "SL01")


def test_sl02_a_target_worse_than_today_is_said():
    found = only(given(metric(baseline=97, target=95, minimum=90)), "SL02")
    assert found.text == "Answered in time: today 97 %, but the target is only 95 %."
    assert not warned(given(metric(baseline=93, target=95)), "SL02")
    assert not warned(given(metric(baseline=None)), "SL02")
    assert warned(given(metric(direction=Direction.DOWN, baseline=2, target=4, minimum=8)), "SL02")


CRITICAL = tuple(replace(FINE, id=at, kind=MetricKind.CSL, allocation=40) for at in range(1, 6))  # a pool of 200


def test_sl03_too_little_at_risk_is_said():
    found = only(given(*CRITICAL, contract=Contract(1, 1, at_risk=2, pool=200)), "SL03")
    assert found.text == "2 % of the monthly charge are at risk; between 5 and 18 % is usual."
    assert not warned(given(*CRITICAL, contract=Contract(1, 1, at_risk=12, pool=200)), "SL03")


def test_sl03_a_pool_out_of_bounds_or_unlike_the_contract_is_said():
    assert only(given(*CRITICAL[:2]), "SL03").text == (
        "80 % of the amount at risk are allocated; between 100 and 300 % is usual."
    )
    assert only(given(*CRITICAL, contract=Contract(1, 1, at_risk=12, pool=150)), "SL03").text == (
        "The contract lets 150 % of the amount at risk be allocated; the service levels share out 200 %."
    )
    assert not warned(given(replace(FINE, kind=MetricKind.CSL)), "SL03")  # no credits were wanted


def test_sl03_one_level_that_carries_too_much_is_said():
    greedy = (replace(CRITICAL[0], allocation=60), *CRITICAL[1:])
    found = only(given(*greedy), "SL03")
    assert found.text.startswith("Answered in time alone carries 60 % of the amount at risk")


def test_sl04_figures_that_nobody_of_us_can_check_are_said():
    assert (
        only(given(metric(source="")), "SL04").text
        == "Nobody has said where the figures of Answered in time come from."
    )
    assert "from the provider alone" in only(given(metric(is_provider_measured=True)), "SL04").text
    assert not warned(given(FINE), "SL04")
    assert not warned(given(metric(is_provider_measured=True, is_recalculated=True)), "SL04")


def unhappy(satisfaction, levels):
    level = replace(FINE, kind=MetricKind.CSL, readings=monthly(1, *levels))
    users = replace(
        FINE, id=2, code="K09", name="Satisfaction", target=85, minimum=78, readings=monthly(2, *satisfaction)
    )
    return given(level, users)


def test_sl05_green_reports_and_unhappy_users_are_said():
    found = only(unhappy([74, 75], [98, 97]), "SL05")
    assert found.text == (
        "All critical levels were met in the last 2 periods, but Satisfaction stayed below its minimum: 74 % and 75 %."
    )
    assert found.field == "metric/2"


@pytest.mark.parametrize(
    ("satisfaction", "levels"),
    [([86, 88], [98, 98]), ([74, 79], [98, 98]), ([74], [98]), ([74, 75], [98, 96]), ([74, 75], [])],
)
def test_sl05_needs_all_green_and_two_bad_periods(satisfaction, levels):
    assert not warned(unhappy(satisfaction, levels), "SL05")


def test_sl06_a_goal_that_cannot_be_proven_is_said():
    goal = Goal(7, 1, GoalKind.CUSTOMER, "Happy callers")
    assert only(given(FINE, goals=[goal]), "SL06").text == (
        "The goal “Happy callers” cannot be proven later: no metric belongs to it."
    )
    assert only(given(metric(goal_id=7), goals=[goal]), "SL06").text == (
        "The goal “Happy callers” cannot be proven later: Answered in time has no figure of today or no target."
    )
    assert not warned(given(metric(goal_id=7, baseline=70), goals=[goal]), "SL06")
