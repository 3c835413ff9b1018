"""Readiness, against two plans worked out by hand, and what must hold for every plan."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.analysis.readiness import (
    MOST,
    Carrier,
    Process,
    ReadinessFacts,
    Trial,
    readiness_score,
    trial_share,
)
from outsource_desk.domain.contingency import ExerciseKind, FallbackStatus
from outsource_desk.domain.days import months_between
from outsource_desk.domain.tier import Tier

PREPARED = ReadinessFacts(
    scenarios=1,
    triggers=1,
    steps=0.9,
    fallbacks=(Carrier(FallbackStatus.TERMS_AGREED, 72),),
    processes=(Process(96, workaround_hours=4),),
    recovery=3 / 3,
    exit_items=0.8,
    trials=(Trial(ExerciseKind.TABLETOP, 8),),
    has_owner_and_deputy=True,
    has_budget=True,
    is_draft=False,
    tier=Tier.T1,
    exit_days=6 * 30,
    assured_days=max(180, 6 * 30),
    is_scenario_unowned=False,
)
HALF_DONE = ReadinessFacts(
    scenarios=0.75,
    triggers=0.5,
    steps=0.6,
    fallbacks=(Carrier(FallbackStatus.IDENTIFIED, 400),),
    processes=(Process(96),),
    recovery=2 / 3,
    exit_items=0.5,
    has_owner_and_deputy=True,
    tier=Tier.T1,
    exit_days=9 * 30,
    assured_days=max(90, 3 * 30),
)


def test_a_prepared_plan_earns_the_sum_of_its_parts():
    score = readiness_score(PREPARED)
    earned = [15, 10, 15 * 0.9, 20 * 0.7, 15, 10 * 0.8, 10 * 0.6, 5]
    assert [each.earned for each in score.parts] == pytest.approx(earned)
    assert (score.raw, score.score) == (pytest.approx(86.5), pytest.approx(86.5))
    assert score.caps == ()


def test_a_half_done_draft_hits_every_cap_and_the_lowest_holds():
    score = readiness_score(HALF_DONE)
    assert score.raw == pytest.approx(46.75)
    assert [each.code for each in score.caps] == ["CAP1", "CAP2", "CAP3", "CAP4", "CAP5"]
    assert score.score == 40


def test_the_parts_add_up_to_a_hundred():
    assert sum(MOST.values()) == 100


def test_nothing_prepared_is_worth_nothing():
    assert readiness_score(ReadinessFacts()).score == 0


PERFECT = replace(
    PREPARED,
    steps=1,
    exit_items=1,
    fallbacks=(Carrier(FallbackStatus.TESTED, 72),),
    trials=(Trial(ExerciseKind.FULL_TEST, 1),),
)


@pytest.mark.parametrize(
    ("code", "limit", "spoilt"),
    [
        ("CAP1", 50, {"is_draft": True}),
        ("CAP2", 40, {"processes": (Process(71),)}),
        ("CAP2", 40, {"processes": ()}),
        ("CAP2", 40, {"processes": (Process(96), Process(None))}),
        ("CAP3", 60, {"trials": (Trial(ExerciseKind.FULL_TEST, 13),)}),
        ("CAP4", 55, {"exit_days": 181}),
        ("CAP4", 55, {"exit_days": None}),
        ("CAP4", 55, {"assured_days": None}),
        ("CAP5", 60, {"is_scenario_unowned": True}),
    ],
)
def test_each_cap_binds_alone_however_good_the_rest_is(code, limit, spoilt):
    assert readiness_score(PERFECT).score == 100
    score = readiness_score(replace(PERFECT, **spoilt))
    assert [each.code for each in score.caps] == [code]
    assert (score.raw > limit, score.score) == (True, limit)


def test_only_critical_functions_are_capped_for_want_of_an_exercise():
    assert readiness_score(replace(PERFECT, trials=(), tier=Tier.T2)).score == 90


def test_an_idea_carries_nothing_but_a_workaround_does():
    idea = replace(PERFECT, fallbacks=(Carrier(FallbackStatus.IDEA, 1),), processes=(Process(96),))
    assert [each.code for each in readiness_score(idea).caps] == ["CAP2"]
    assert readiness_score(replace(idea, processes=(Process(96, 96),))).caps == ()


@pytest.mark.parametrize(
    ("trials", "share"),
    [
        ([(ExerciseKind.TABLETOP, 12, False)], 0.6),
        ([(ExerciseKind.TABLETOP, 13, False)], 0.3),
        ([(ExerciseKind.TABLETOP, 25, False)], 0.0),
        ([(ExerciseKind.TABLETOP, 3, True)], 0.3),
        ([(ExerciseKind.FULL_TEST, 9, False), (ExerciseKind.CHECKLIST_REVIEW, 1, False)], 1.0),
        ([(ExerciseKind.FULL_TEST, 9, False), (ExerciseKind.CHECKLIST_REVIEW, 1, True)], 0.5),
        ([(ExerciseKind.FULL_TEST, 9, True), (ExerciseKind.TABLETOP, 1, False)], 0.6),
        ([], 0.0),
    ],
)
def test_the_best_exercise_counts_by_age_and_the_last_failure_halves_all(trials, share):
    assert trial_share(Trial(*each) for each in trials) == pytest.approx(share)


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [
        ("2026-03-10", "2026-03-10", 0),
        ("2026-03-10", "2026-03-11", 1),
        ("2025-03-10", "2026-03-10", 12),
        ("2025-03-10", "2026-03-11", 13),
        ("2026-03-31", "2026-04-30", 1),
    ],
)
def test_months_count_from_the_day_after(earlier, later, months):
    assert months_between(earlier, later) == months


SHARES = st.floats(0, 1)
HOURS = st.none() | st.floats(0, 500)
CARRIERS = st.builds(Carrier, st.sampled_from(FallbackStatus), HOURS)
TRIALS = st.builds(Trial, st.sampled_from(ExerciseKind), st.integers(0, 40), st.booleans())
FACTS = st.builds(
    ReadinessFacts,
    scenarios=SHARES,
    triggers=SHARES,
    steps=SHARES,
    fallbacks=st.lists(CARRIERS, max_size=3).map(tuple),
    processes=st.lists(st.builds(Process, HOURS, HOURS), max_size=3).map(tuple),
    recovery=SHARES,
    exit_items=SHARES,
    trials=st.lists(TRIALS, max_size=3).map(tuple),
    has_owner_and_deputy=st.booleans(),
    has_budget=st.booleans(),
    is_draft=st.booleans(),
    tier=st.none() | st.sampled_from(Tier),
    exit_days=HOURS,
    assured_days=HOURS,
    is_scenario_unowned=st.booleans(),
)
PREPARATIONS = st.one_of(
    st.tuples(st.sampled_from(["scenarios", "triggers", "steps", "recovery", "exit_items"]), SHARES),
    st.tuples(st.sampled_from(["has_owner_and_deputy", "has_budget"]), st.just(True)),
    st.tuples(st.sampled_from(["is_draft", "is_scenario_unowned"]), st.just(False)),
    st.tuples(st.just("fallbacks"), CARRIERS),
    st.tuples(st.just("trials"), TRIALS.filter(lambda each: not each.is_failed)),
    st.tuples(st.sampled_from(["exit_days", "assured_days"]), st.floats(0, 500)),
)


@given(FACTS, PREPARATIONS)
def test_adding_preparation_never_lowers_the_score(facts, preparation):
    field, value = preparation
    before = getattr(facts, field)
    if isinstance(before, tuple):
        after = (*before, value)
    elif field == "exit_days":
        after = value if before is None else min(before, value)
    else:
        after = value if before is None else max(before, value) if not isinstance(value, bool) else value
    prepared = readiness_score(replace(facts, **{field: after}))
    assert prepared.score >= readiness_score(facts).score - 1e-9


@given(FACTS)
def test_every_cap_that_is_hit_binds_and_no_score_leaves_its_range(facts):
    score = readiness_score(facts)
    assert 0 <= score.score <= score.raw <= 100 + 1e-9
    assert all(score.score <= each.limit for each in score.caps)
    assert all(0 <= each.earned <= each.most + 1e-9 for each in score.parts)
