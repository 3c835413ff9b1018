"""How long leaving takes against notice, assistance and tolerance."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.charts.times import days_words, hours_words
from outsource_desk.domain.contingency import Contingency, Fallback, FallbackKind, FallbackStatus
from outsource_desk.domain.exit_clock import ClockSource, SpanKind
from outsource_desk.domain.governance import Contract, Decision, Governance
from outsource_desk.domain.leaving import ExitFacts, ExitPlan, ExitTask
from outsource_desk.domain.protection import Protection
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.exit_clock import exit_clock
from outsource_desk.services.exit_words import exit_headline
from outsource_desk.services.failure_clock import failure_clock
from outsource_desk.services.leaving import item_progress
from outsource_desk.services.ranking import ranking_of
from tests.builders import evaluation

TODAY = "2026-11-03"


def task(number: int, days: float | None, *needs: int, **fields: Any) -> ExitTask:
    return ExitTask(number, 1, f"Task {number}", days=days, needs=needs, **fields)


def scene(
    *tasks: ExitTask,
    months: float | None = None,
    facts: ExitFacts | None = None,
    contract: Contract | None = None,
    fallbacks: tuple[Fallback, ...] = (),
    mtpd: float | None = None,
) -> Evaluation:
    """Return Alder ahead of Birch, and what is prepared for leaving Alder."""
    plain = evaluation({"Alder": [80], "Birch": [60]}, [100])
    protection = Protection(
        TODAY,
        leaving=ExitPlan(facts, tasks=tasks),
        governance=Governance(contracts=(contract,) if contract else ()),
        contingency=Contingency(fallbacks=fallbacks),
    )
    initiative = replace(plain.initiative, exit_months=months, mtpd_hours=mtpd)
    return replace(plain, initiative=initiative, protection=protection)


def clock_of(given: Evaluation):
    return exit_clock(given, ranking_of(given))


def failure_of(given: Evaluation):
    return failure_clock(given, ranking_of(given))


def test_the_longest_chain_of_the_runbook_is_the_length():
    facts = ExitFacts(1, 1, stress_factor=1.5)
    clock = clock_of(scene(task(1, 10), task(2, 60, 1), task(3, 40, 1), task(4, 30, 2, 3), facts=facts, months=9))
    assert clock.source is ClockSource.RUNBOOK
    assert clock.planned_days == 10 + 60 + 30
    assert clock.stressed_days == 150
    assert clock.planned is not None
    assert clock.planned.critical == (1, 2, 4)
    assert clock.planned.slack[3] == 20


def test_a_task_may_take_its_own_time_in_an_unplanned_exit():
    facts = ExitFacts(1, 1, stress_factor=2)
    clock = clock_of(scene(task(1, 10), task(2, 60, 1, stressed_days=20), facts=facts))
    assert clock.stressed_days == 10 * 2 + 20


def test_without_a_runbook_the_stated_months_count():
    clock = clock_of(scene(months=6))
    assert (clock.source, clock.planned_days, clock.stressed_days) == (ClockSource.STATED, 180, 270)


def test_nothing_known_is_not_zero():
    clock = clock_of(scene())
    assert (clock.planned_days, clock.planned_gap_days, clock.gap_days) == (None, None, None)
    assert clock.findings[0] == "How long leaving takes is not known."
    assert not clock.planned_gap_days


@pytest.mark.parametrize(
    ("months", "notice", "assistance", "gap"),
    [(9, 90, 3, 180), (6, 180, 6, 0), (6, None, 6, 0), (6, 60, None, 120), (6, None, None, None), (None, 90, 3, None)],
)
def test_the_gap_is_what_neither_notice_nor_assistance_covers(months, notice, assistance, gap):
    contract = Contract(1, 1, notice_vendor_days=notice, assistance_months=assistance)
    clock = clock_of(scene(months=months, contract=contract))
    assert clock.planned_gap_days == gap


def test_only_the_contract_with_whom_we_would_leave_counts():
    clock = clock_of(scene(months=6, contract=Contract(1, 2, notice_vendor_days=365)))
    assert clock.candidate is not None
    assert clock.candidate.name == "Alder"
    assert clock.assured_days is None


def test_the_worst_finding_comes_first_and_says_the_days():
    contract = Contract(1, 1, notice_vendor_days=90, assistance_months=3)
    facts = ExitFacts(1, 1, tolerance_days=120, transition_days=300)
    clock = clock_of(scene(months=9, contract=contract, facts=facts))
    assert clock.findings == (
        "Leaving takes 9 months, but service is assured for 3 months: 6 months are covered by nothing.",
        "Unplanned, leaving takes 13.5 months; we can bear 4 months, which is 9.5 months less.",
        "A planned exit of 9 months would be faster than the transition in of 10 months; nobody has shown how.",
    )
    assert clock.gap_days == 405 - 120


def test_a_longer_runbook_than_is_stated_and_tasks_without_days_are_told():
    clock = clock_of(scene(task(1, 200, needs_vendor=True), task(2, None, 1), months=6))
    assert "The runbook takes 6.7 months, but the initiative states 6 months." in clock.findings
    assert "One task of the runbook has no duration, so leaving takes longer than is shown." in clock.findings
    assert "2 tasks on the critical path need" not in " ".join(clock.findings)
    assert any(each.startswith("One task on the critical path needs the help") for each in clock.findings)


def test_a_loop_in_a_damaged_file_is_named_and_the_stated_months_count():
    clock = clock_of(scene(task(1, 5, 2), task(2, 5, 1), months=2))
    assert clock.source is ClockSource.STATED
    assert clock.loop == ("Task 1", "Task 2")
    assert "“Task 1” → “Task 2”" in clock.findings[0]


@given(st.lists(st.floats(1, 100), min_size=1, max_size=5), st.floats(1, 100))
def test_another_task_never_shortens_the_exit(days, more):
    tasks = [task(number, each, *range(1, number)) for number, each in enumerate(days, 1)]
    before, after = clock_of(scene(*tasks)), clock_of(scene(*tasks, task(99, more, 1)))
    assert (after.planned_days or 0) >= (before.planned_days or 0)
    assert (after.stressed_days or 0) >= (before.stressed_days or 0)


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 day"), (45, "45 days"), (0.5, "0.5 days"), (210, "7 months"), (225, "7.5 months")],
)
def test_days_are_said_as_people_say_them(days, words):
    assert days_words(days) == words


def test_hours_are_said_as_hours_only_up_to_three_days():
    assert [hours_words(each) for each in (4, 72, 264, 5040)] == ["4 h", "72 h", "11 days", "7 months"]


def manual(**fields: Any) -> Fallback:
    given = {"status": FallbackStatus.TESTED, "activation_hours": 4.0, **fields}
    return Fallback(1, 1, FallbackKind.MANUAL, "By hand", **given)


def backup(**fields: Any) -> Fallback:
    given = {"status": FallbackStatus.TERMS_AGREED, "activation_hours": 336.0, **fields}
    return Fallback(2, 1, FallbackKind.BACKUP_VENDOR, "Dogwood", **given)


def spans_of(given: Evaluation) -> list[tuple[str, float, float]]:
    return [(each.name or each.kind.value, each.from_hours, each.to_hours) for each in failure_of(given).spans]


def test_between_a_workaround_and_the_backup_nothing_covers():
    given = scene(months=7, mtpd=72, fallbacks=(manual(), backup()), facts=ExitFacts(1, 1, stress_factor=1))
    assert spans_of(given) == [("bearable", 0, 4), ("By hand", 4, 72), ("bare", 72, 336), ("Dogwood", 336, 5040)]
    clock = failure_of(given)
    assert clock.bare_hours == 264
    assert clock.findings[0] == "If Alder fails, nothing covers the service for 11 days."


def test_ideas_and_suspending_cover_nothing():
    given = scene(
        months=1, mtpd=24, facts=ExitFacts(1, 1, stress_factor=1),
        fallbacks=(manual(status=FallbackStatus.IDEA), replace(backup(), kind=FallbackKind.SUSPEND)),
    )  # fmt: skip
    assert spans_of(given) == [("bearable", 0, 24), ("bare", 24, 720)]
    assert failure_of(given).ideas == ("By hand",)


def test_a_gap_after_a_fallback_ended_cannot_be_borne_again():
    given = scene(
        months=1, mtpd=72, fallbacks=(manual(sustain_days=1),), facts=ExitFacts(1, 1, stress_factor=1)
    )  # fmt: skip
    assert spans_of(given) == [("bearable", 0, 4), ("By hand", 4, 28), ("bare", 28, 720)]


def test_whoever_fails_carries_nothing_afterwards():
    given = scene(mtpd=24)
    alder, birch = (each.id for each in given.candidates)
    found = [
        Fallback(each, 1, FallbackKind.BACKUP_VENDOR, "Backup", each, FallbackStatus.TESTED, 4, 30)
        for each in (alder, birch)
    ]
    clock = failure_of(scene(mtpd=24, fallbacks=tuple(found)))
    assert {each.fallback_id for each in clock.spans} == {None, birch}


def test_a_failure_clock_without_anything_known_shows_nothing_and_says_so():
    clock = failure_of(scene())
    assert clock.spans == ()
    assert clock.findings[0] == "How long an outage we can bear is not stated."


def test_spans_have_kinds_that_are_told_apart():
    assert {each.kind for each in failure_of(scene(months=1, mtpd=72)).spans} == {SpanKind.BEARABLE, SpanKind.BARE}


def headline_of(given: Evaluation) -> str:
    return exit_headline(clock_of(given), item_progress(given))


def test_the_headline_is_the_worst_that_is_true():
    short = Contract(1, 1, notice_vendor_days=90)
    enough = Contract(1, 1, notice_vendor_days=365)
    slow, calm = ExitFacts(1, 1, tolerance_days=30), ExitFacts(1, 1, tolerance_days=400)
    assert headline_of(scene()) == "Nobody knows how long leaving Alder would take"
    assert headline_of(scene(months=6)) == "Leaving takes 6 months, and no contract says how long Alder must go on"
    assert headline_of(scene(months=6, contract=short, facts=slow)).endswith("service is assured for 3 months")
    assert headline_of(scene(months=6, contract=enough, facts=slow)).startswith(
        "If Alder fails, leaving takes 9 months"
    )
    assert headline_of(scene(months=6, contract=enough, facts=calm)).startswith(
        "We can leave Alder in 6 months; service"
    )


def test_nobody_is_left_where_it_was_decided_to_stay_in_house():
    given = scene(months=6)
    home = replace(given.candidates[1], vendor_id=None, name="In-house")
    given = replace(given, candidates=(given.candidates[0], home))
    assert given.protection is not None
    decision = Decision(1, 1, candidate_id=home.id)
    given = replace(given, protection=replace(given.protection, governance=Governance(decision=decision)))
    assert headline_of(given) == "It was decided to stay in-house, so there is nobody to leave"
