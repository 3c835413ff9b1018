"""Rules about contingency and exit, each with the smallest case that breaks it and one that does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from outsource_desk.domain.contingency import (
    Activation,
    Commitment,
    Contingency,
    Exercise,
    ExerciseKind,
    ExerciseResult,
    Fallback,
    FallbackKind,
    Plan,
    RecoveryObjective,
    Scenario,
    Trigger,
    TriggerCheck,
    TriggerLevel,
)
from outsource_desk.domain.dossier import Dossier, Purpose, Site, Subcontractor
from outsource_desk.domain.governance import Contract, Governance
from outsource_desk.domain.leaving import ExitFacts, ExitPlan
from outsource_desk.domain.protection import Protection
from outsource_desk.domain.ranking import Evaluation, Severity
from outsource_desk.domain.tier import Tier
from outsource_desk.domain.times import Burden, Times
from outsource_desk.services.candidates import add_candidate
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.rule_times import times_of
from outsource_desk.services.tiering import override_tier
from outsource_desk.services.vendors import update_vendor
from tests.builders import evaluation
from tests.protection_desk import decided_case
from tests.warned import only, said, warned, warned_later

TODAY = "2026-06-01"
ALDER, BIRCH = 1, 2
BASE = evaluation({"Alder": [90], "Birch": [50]}, [100])
PLAN = Plan(1, 1)


def given(tier: Tier | None = None, *, exit_months: float | None = None, **parts: Any) -> Evaluation:
    """Return an evaluation that Alder leads; ``parts`` are those of the protection."""
    initiative = replace(BASE.initiative, tier_override=tier, tier_reason="So it is", exit_months=exit_months)
    return replace(BASE, initiative=initiative, protection=Protection(TODAY, **parts))


def planned(tier: Tier | None = None, **fields: Any) -> Evaluation:
    """Return an evaluation with a contingency plan."""
    return given(tier, contingency=Contingency(PLAN, **fields))


def objective(offer: Commitment | None = None, **hours: Any) -> RecoveryObjective:
    return RecoveryObjective(7, 1, "Order entry", **hours, commitments=(offer,) if offer else ())


def test_cp01_a_target_later_than_a_process_can_be_missed_stops_a_recommendation():
    warning = only(warned(planned(objectives=(objective(rto_hours=96, mtpd_hours=72),)), "CP01"))
    assert warning.severity is Severity.BLOCK
    assert warning.text == "Order entry: we plan to recover in 96 h, but can bear 72 h only."
    assert (warning.field, warning.candidate_id) == ("recovery_objective/7/target", None)
    assert not warned(planned(objectives=(objective(rto_hours=48, mtpd_hours=72),)), "CP01")
    unplanned = given(contingency=Contingency(objectives=(objective(rto_hours=96, mtpd_hours=72),)))
    assert not warned(unplanned, "CP01")


def test_cp01_what_the_preferred_vendor_offers_is_held_against_what_is_needed():
    offer = Commitment(1, 7, ALDER, rto_hours=36, backup_hours=6)
    target, backup = warned(planned(objectives=(objective(offer, rto_hours=24, rpo_hours=4),)), "CP01")
    assert target.text == "Order entry: Alder recovers in 36 h, but 24 h are needed."
    assert backup.text == "Order entry: backups of Alder are 6 h apart, but work of 4 h may be lost at most."
    assert target.candidate_id == backup.candidate_id == ALDER
    others = replace(offer, candidate_id=BIRCH)
    assert not warned(planned(objectives=(objective(others, rto_hours=24, rpo_hours=4),)), "CP01")


def leaving(months: float, notice: int, assistance: float) -> Evaluation:
    contract = Contract(1, ALDER, notice_vendor_days=notice, assistance_months=assistance)
    plan = ExitPlan(ExitFacts(1, 1))
    return given(exit_months=months, leaving=plan, governance=Governance(contracts=(contract,)))


def test_cp02_leaving_may_not_take_longer_than_service_is_assured():
    warning = only(warned(leaving(9, 90, 3), "CP02"))
    assert warning.severity is Severity.BLOCK
    assert said(warning) == "Leaving Alder takes 9 months, but service is assured for 3 months only."
    assert not warned(leaving(6, 180, 6), "CP02")


def test_cp03_is_told_without_a_plan_once_the_tier_is_known():
    warning = only(warned(given(Tier.T1), "CP03"))
    assert warning.text == "There is no contingency plan; so critical a function asks for a readiness of 70 of 100."
    assert (warning.severity, warning.field) == (Severity.WARN, "readiness")
    assert not warned(given(), "CP03")
    nobody = evaluation({"Alder": [None], "Birch": [None]}, [100])
    unranked = replace(nobody, initiative=given(Tier.T1).initiative, protection=Protection(TODAY))
    assert not warned(unranked, "CP03")


def test_cp03_a_plan_that_merely_exists_is_not_enough():
    warning = only(warned(planned(Tier.T2), "CP03"))
    assert warning.text == "Readiness is 0 of 100; so critical a function asks for 55."


def exercised(on: str, result: ExerciseResult = ExerciseResult.PASSED, tier: Tier | None = Tier.T1) -> Evaluation:
    exercise = Exercise(4, 1, ExerciseKind.TABLETOP, held_on=on, result=result)
    return planned(tier, exercises=(exercise,))


def test_cp04_a_plan_must_be_exercised_as_often_as_the_tier_asks():
    assert only(warned(planned(Tier.T1), "CP04")).text == "The contingency plan was never exercised."
    assert not warned(exercised("2026-01-10"), "CP04")
    old = only(warned(exercised("2025-05-31"), "CP04"))
    assert said(old) == "The contingency plan was last exercised on 31 May 2025, more than 12 months ago."
    assert old.field == "exercise/4"
    assert not warned(exercised("2025-05-31", tier=Tier.T2), "CP04")
    assert warned(exercised("2024-05-31", tier=Tier.T2), "CP04")
    assert not warned(planned(Tier.T3), "CP04")
    assert not warned(given(Tier.T1), "CP04")


def test_cp04_a_failed_exercise_is_told_whatever_the_tier():
    failed = only(warned(exercised("2026-01-10", ExerciseResult.FAILED, None), "CP04"))
    assert said(failed) == "The last exercise, on 10 January 2026, failed."


def backed(group: str, *, dossiers: dict[int, Dossier] | None = None) -> Evaluation:
    alder, birch = BASE.candidates
    fallback = Fallback(3, 1, FallbackKind.BACKUP_VENDOR, "Birch stands in", candidate_id=BIRCH)
    found = given(contingency=Contingency(PLAN, fallbacks=(fallback,)), dossiers=dossiers or {})
    return replace(found, candidates=(replace(alder, group="Arbor Holding"), replace(birch, group=group)))


def test_cp05_a_backup_of_the_same_parent_is_no_backup():
    warning = only(warned(backed("Arbor Holding"), "CP05"))
    assert warning.text == "Birch is to stand in for Alder, but both belong to Arbor Holding."
    assert (warning.field, warning.candidate_id) == ("fallback/3", BIRCH)
    assert not warned(backed("Betula Group"), "CP05")


def test_cp05_a_vendor_is_no_backup_of_its_own():
    found = backed("Betula Group")
    assert found.protection is not None
    fallback = replace(found.protection.contingency.fallbacks[0], candidate_id=ALDER)
    plan = replace(found.protection.contingency, fallbacks=(fallback,))
    found = replace(found, protection=replace(found.protection, contingency=plan))
    assert said(only(warned(found, "CP05"))) == "Alder is planned as its own backup."


def dossier(vendor: int, *, site: str = "", helper: str = "", country: str = "PL") -> Dossier:
    """Return what is known of a vendor's places and of who works for it."""
    place = Site(vendor, vendor, site or f"Site {vendor}", country, "Warsaw", purposes=(Purpose.DELIVERY,))
    links = (Subcontractor(vendor, vendor, None, helper),) if helper else ()
    return Dossier(vendor, sites=(place,), subcontractors=links)


@pytest.mark.parametrize(
    ("alder", "birch", "words"),
    [
        ({"site": "Mokotów Park"}, {"site": "Mokotów Park"}, "both work at the site Mokotów Park."),
        ({"helper": "Cumulus"}, {"helper": "Cumulus Ltd"}, "both lean on Cumulus."),
        ({}, {}, "both work from one country: Poland."),
        ({}, {"country": "RO"}, ""),
    ],
)
def test_cp05_site_sub_contractor_and_country_are_looked_at_too(alder, birch, words):
    found = warned(backed("", dossiers={1: dossier(1, **alder), 2: dossier(2, **birch)}), "CP05")
    assert [each.text for each in found] == ([f"Birch is to stand in for Alder, but {words}"] if words else [])


def watched(*checks: str | None) -> Evaluation:
    triggers = tuple(
        Trigger(at, 1, f"Sign {at}", checks=(TriggerCheck(at, at, on),) if on else ())
        for at, on in enumerate(checks, start=1)
    )
    return planned(scenarios=(Scenario(1, 1, "Provider becomes insolvent", triggers=triggers),))


def test_cp06_signs_must_be_looked_at():
    warning = only(warned(watched(None), "CP06"))
    assert warning.text == "1 trigger not checked in time: “Sign 1”."
    assert warning.field == "scenario_trigger/1"
    assert not warned(watched("2026-05-22"), "CP06")
    assert only(warned(watched(None, "2026-04-01", None), "CP06")).text == (
        "3 triggers not checked in time, such as “Sign 1” and “Sign 3”."
    )


def raised(level: TriggerLevel, *activations: Activation) -> Evaluation:
    trigger = Trigger(1, 1, "Staff unpaid", level=level, checks=(TriggerCheck(1, 1, "2026-05-30", is_raised=True),))
    scenario = Scenario(1, 1, "Provider becomes insolvent", triggers=(trigger,), activations=activations)
    return planned(scenarios=(scenario,))


def test_cp08_a_sign_that_is_there_is_told_until_the_scenario_is_declared():
    warning = only(warned(raised(TriggerLevel.WATCH), "CP08"))
    assert (warning.severity, warning.field) == (Severity.WARN, "scenario_trigger/1")
    assert warning.text == "“Staff unpaid” has come about; prepare for “Provider becomes insolvent”."
    assert only(warned(raised(TriggerLevel.ACTIVATE), "CP08")).severity is Severity.BLOCK
    running = Activation(1, 1, "2026-05-31T08:00:00Z", "CIO", "Wages are late")
    assert not warned(raised(TriggerLevel.ACTIVATE, running), "CP08")
    over = replace(running, stood_down_at="2026-05-31T20:00:00Z")
    assert warned(raised(TriggerLevel.ACTIVATE, over), "CP08")
    assert not warned(watched("2026-05-22"), "CP08")


@pytest.mark.parametrize(
    ("others", "share", "words"),
    [
        (2, None, "Arbor Holding would carry 3 critical functions of this file."),
        (0, 0.45, "Arbor Holding would carry 45 % of the yearly value of all functions that vendors run."),
        (1, 0.2, ""),
    ],
)
def test_cp07_not_everything_may_hang_on_one_group(others, share, words):
    burdens = (Burden(ALDER, "Arbor Holding", others + 1, others, share), Burden(BIRCH, "Betula", 9, 9, 1.0))
    found = warned_later(given(), "CP07", Times(None, {}, {}, burdens=burdens))
    assert [said(each) for each in found] == ([words] if words else [])


def test_cp07_counts_what_a_group_runs_in_the_whole_file(desk):
    case = decided_case(desk)
    assert times_of(desk, case.evaluation).burdens == ()
    alder = next(each for each in case.evaluation.candidates if each.name == "Alder")
    assert alder.vendor_id is not None
    update_vendor(desk, alder.vendor_id, "group_name", "Arbor Holding")
    for name in ("Payroll", "Network"):
        other = add_initiative(desk, name, currency="EUR", yearly_value=1_000_000)
        override_tier(desk, other, "T1", "So it is")
        add_candidate(desk, other, alder.vendor_id, is_incumbent=True)
    assert Burden(alder.id, "Arbor Holding", 3, 2, 1.0) in times_of(desk, case.evaluation).burdens
    found = only(warned_later(case.evaluation, "CP07", times_of(desk, case.evaluation)))
    assert found.text == "Arbor Holding would carry 3 critical functions of this file."
