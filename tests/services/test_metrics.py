from dataclasses import replace

import pytest

from outsource_desk.domain.errors import NotFoundError, UnknownChoiceError
from outsource_desk.domain.performance import Metric, MetricKind, Performance, Period, Reading, Status
from outsource_desk.domain.protection import Protection
from outsource_desk.domain.risk import Risk, RiskRegister
from outsource_desk.services.history import undo
from outsource_desk.services.initiatives import add_goal, add_initiative
from outsource_desk.services.metrics import (
    breaches,
    headline_of,
    judged_metrics,
    latest,
    periods_of,
    proposed_metrics,
    status_of_metric,
    take_metrics,
)
from outsource_desk.services.ranking import load_evaluation
from tests.scene import refused

LEVEL = Metric(1, 1, "Answered in time", kind=MetricKind.CSL, unit="%", target=97, minimum=95)
AS_OF = "2026-12-15"  # the report of November may still come


def measured(*actuals, metric=LEVEL, first=8):
    """Return a metric with readings of August, September ... 2026; None: nothing was measured."""
    readings = [
        Reading(100 * metric.id + at, metric.id, f"2026-{at:02}-01", f"2026-{at:02}-28", actual=actual)
        for at, actual in enumerate(actuals, first)
    ]
    return replace(metric, readings=tuple(readings))


def row(metric, as_of=AS_OF):
    return [(each.month[5:7], each.status.value, each.nth) for each in periods_of(metric, as_of)]


def test_misses_are_counted_in_a_row_and_start_again():
    assert row(measured(94, 90, 96, 94)) == [("08", "red", 1), ("09", "red", 2), ("10", "amber", 0), ("11", "red", 1)]


def test_a_critical_level_that_is_not_measured_is_missed_after_a_month_of_grace():
    silent = measured(94, None, None, None)
    assert row(silent) == [("08", "red", 1), ("09", "grey", 2), ("10", "grey", 3), ("11", "grey", 0)]
    assert row(silent, "2027-01-01")[-1] == ("11", "grey", 4)


def test_a_period_without_any_report_is_the_same_as_one_without_a_figure():
    assert row(measured(98)) == [("08", "green", 0), ("09", "grey", 1), ("10", "grey", 2)]
    gap = replace(LEVEL, readings=(*measured(98).readings, *measured(98, first=10).readings))
    assert row(gap) == [("08", "green", 0), ("09", "grey", 1), ("10", "green", 0)]


def test_a_kpi_that_is_not_measured_is_grey_but_not_missed():
    assert row(measured(94, None, metric=replace(LEVEL, kind=MetricKind.KPI)))[:2] == [
        ("08", "red", 1), ("09", "grey", 0),
    ]  # fmt: skip


def test_what_is_measured_by_quarter_or_release_is_expected_then_or_never():
    quarterly = replace(LEVEL, period=Period.QUARTER, readings=(Reading(1, 1, "2026-04-01", "2026-06-30", actual=98),))
    assert row(quarterly) == [("06", "green", 0), ("09", "grey", 1)]
    assert row(quarterly, "2026-10-31") == [("06", "green", 0)]
    release = replace(LEVEL, period=Period.RELEASE, readings=(Reading(1, 1, "2026-04-02", "2026-04-02", actual=98),))
    assert row(release, "2027-12-01") == [("04", "green", 0)]


def test_status_is_that_of_the_last_period_and_grey_once_its_report_is_late():
    assert status_of_metric(measured(98, 98, 96), "2026-11-30") is Status.AMBER
    assert status_of_metric(measured(98, 98, 96), "2027-01-01") is Status.GREY
    assert status_of_metric(LEVEL, AS_OF) is Status.GREY
    last = latest(measured(98, 96, None))
    assert last is not None
    assert last.actual == 96
    assert latest(LEVEL) is None


def test_a_year_typed_wrongly_takes_no_time_and_invents_no_centuries():
    old = replace(LEVEL, readings=(Reading(1, 1, "0026-01-01", "0026-01-31", actual=98),))
    assert len(periods_of(old, AS_OF)) < 200
    last = replace(LEVEL, readings=(Reading(1, 1, "9999-12-01", "9999-12-31", actual=98),))
    assert len(periods_of(last, "9999-12-31")) == 1


def judged(*metrics, as_of="2026-11-30"):
    return headline_of(Performance(metrics), as_of)


def test_the_headline_counts_the_critical_levels_of_the_last_month():
    others = [replace(LEVEL, id=at, name=f"Level {at}") for at in range(2, 9)]
    levels = [measured(94, 93, 92), *(measured(98, 98, 94 if each.id == 2 else 98, metric=each) for each in others)]
    found = judged(*levels, measured(90, 90, 90, metric=replace(LEVEL, id=9, kind=MetricKind.KPI)))
    assert (found.month, found.missed, found.critical, found.other_missed) == ("2026-10-01", 2, 8, 1)
    assert found.worst is not None
    assert (found.worst.metric.id, found.worst.nth, found.unmeasured) == (1, 3, 0)


def test_a_level_that_was_never_measured_counts_once_others_are():
    never = replace(LEVEL, id=2, name="Forgotten")
    found = judged(measured(98, 98, 98, first=7), never)
    assert (found.month, found.missed, found.unmeasured) == ("2026-09-01", 1, 1)
    assert judged(never).month is None


def protection_of(desk, initiative) -> Protection:
    found = load_evaluation(desk, initiative).protection
    assert found is not None
    return found


def scene(desk, kind="ITO"):
    initiative = add_initiative(desk, "Service desk", outsourcing_type=kind)
    goals = {each: add_goal(desk, initiative, kind=each, statement=f"Better {each}") for each in ("customer", "cost")}
    return initiative, goals


def test_metrics_are_proposed_with_reasons_of_this_initiative(desk):
    initiative, goals = scene(desk)
    evaluation = load_evaluation(desk, initiative)
    register = RiskRegister(risks=(Risk(1, initiative, "Data breach at the provider", code="R05"),))
    evaluation = replace(evaluation, protection=replace(protection_of(desk, initiative), register=register))
    proposed = {each.metric.code: each for each in proposed_metrics(evaluation)}
    assert "K11" not in proposed  # payroll is no metric of IT
    assert proposed["K09"].goal is not None
    assert proposed["K09"].goal.id == goals["customer"]
    assert proposed["K09"].reasons[0] == "Shows whether the goal “Better customer” is reached."
    assert "Early sign of the risk “Data breach at the provider”." in proposed["K18"].reasons
    assert proposed["K26"].is_suggested  # the only proof that the goal of cost is reached
    suggested = [each for each in proposed.values() if each.is_suggested]
    assert 5 <= len(suggested) <= 10
    assert all(each.reasons for each in suggested)


def test_without_goals_and_risks_what_may_cost_the_provider_money_is_suggested(desk):
    initiative = add_initiative(desk, "Payroll", outsourcing_type="BPO")
    suggested = [each for each in proposed_metrics(load_evaluation(desk, initiative)) if each.is_suggested]
    assert {each.metric.kind for each in suggested} == {MetricKind.CSL}
    assert "K11" in {each.metric.code for each in suggested}


def test_metrics_are_taken_in_one_act_once_and_tied_to_their_goal(desk):
    initiative, goals = scene(desk)
    before = desk.journal.revision
    assert len(take_metrics(desk, initiative, ["K09", "K01", "K09"])) == 2
    assert desk.journal.revision == before + 1
    k09, k01 = protection_of(desk, initiative).performance.metrics
    assert (k09.code, k09.goal_id, k09.target, k09.minimum) == ("K09", goals["customer"], 85, 78)
    assert (k01.code, k01.goal_id, k01.allocation, k01.exclusions[0]) == (
        "K01", None, 40, "Agreed maintenance, max 4 h a month",
    )  # fmt: skip
    assert take_metrics(desk, initiative, ["K01"]) == []
    undo(desk)
    assert not protection_of(desk, initiative).performance.metrics


def test_metrics_that_are_not_there_are_refused(desk):
    initiative, _ = scene(desk)
    with refused(desk, UnknownChoiceError):
        take_metrics(desk, initiative, ["K01", "K99"])
    with refused(desk, NotFoundError):
        take_metrics(desk, 99, ["K01"])


def test_breaches_are_told_newest_first(desk):
    initiative, _ = scene(desk)
    evaluation = load_evaluation(desk, initiative)
    performance = Performance((measured(94, 98, 92),))
    evaluation = replace(
        evaluation, protection=replace(protection_of(desk, initiative), performance=performance, as_of=AS_OF)
    )
    assert [each.month for each in breaches(evaluation)] == ["2026-10-01", "2026-08-01"]


def test_nothing_was_read_of_what_protects(desk):
    initiative, _ = scene(desk)
    evaluation = replace(load_evaluation(desk, initiative), protection=None)
    assert breaches(evaluation) == ()
    assert proposed_metrics(evaluation)


@pytest.mark.parametrize("kind", ["ITO", "BPO", "KPO"])
def test_every_kind_of_outsourcing_has_metrics(desk, kind):
    initiative = add_initiative(desk, "Any", outsourcing_type=kind)
    assert len(proposed_metrics(load_evaluation(desk, initiative))) > 12


def test_readings_are_judged_once_for_a_day_and_anew_for_another():
    performance = Performance((measured(94, None),))
    assert judged_metrics(performance, AS_OF) is judged_metrics(performance, AS_OF)
    now, later = (judged_metrics(performance, day)[1] for day in (AS_OF, "2027-01-15"))
    assert [each.month for each in now] == [each.month for each in later][: len(now)]
    assert len(later) == len(now) + 1
