"""How ready a plan makes us: what it earns and lacks, what holds it down, and what would help most."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from outsource_desk.domain.contingency import Contingency
from outsource_desk.services.desk import Desk
from outsource_desk.services.ranking import ranking_of
from outsource_desk.services.readiness import Readiness, ReadinessBand, band_of, readiness_if_approved, readiness_of
from outsource_desk.services.records import add_record, update_record
from outsource_desk.services.scenario_taking import take_scenarios
from outsource_desk.store.rows import delete_row, delete_rows, insert_row, update_row
from tests.protection_desk import ProtectedCase, days_on, decided_case, protected_case


def plan_of(case: ProtectedCase) -> Contingency:
    """Return the plan as it stands."""
    protection = case.evaluation.protection
    assert protection is not None
    return protection.contingency


@pytest.fixture
def case(desk: Desk) -> ProtectedCase:
    """Return a protected decision with gaps, for a critical function."""
    return protected_case(desk)


def ready(case: ProtectedCase) -> Readiness:
    """Return how ready the case is now."""
    evaluation = case.evaluation
    return readiness_of(evaluation, ranking_of(evaluation))


def earned(found: Readiness) -> dict[str, float]:
    """Return what each part earned."""
    return {each.key: each.earned for each in found.parts}


def missing(found: Readiness, key: str) -> str:
    """Return what a part lacks."""
    return next(each.missing for each in found.parts if each.key == key)


def change(case: ProtectedCase, table: str, row_id: int, **values: object) -> None:
    """Change a row as another area would."""
    with case.desk.edit("Change"):
        update_row(case.desk.db, table, row_id, values)


def test_without_a_plan_nothing_counts_and_the_card_says_so(desk):
    found = ready(decided_case(desk))
    assert (found.points, found.band, found.has_plan) == (0, ReadinessBand.NOT_READY, False)
    assert [each.words for each in found.caps] == ["Nobody has begun a contingency plan, so nothing counts."]
    assert all(each.missing for each in found.parts)
    assert found.least == 70
    assert found.is_enough is False


def test_a_plan_that_merely_exists_scores_low_and_the_caps_say_why(desk):
    case = decided_case(desk)
    add_record(desk, "contingency_plan", case.initiative, author="Tom Reyes")
    for code in ("C01", "C02", "C03", "C04"):
        add_record(desk, "scenario", case.initiative, code=code, title="Provider becomes insolvent")
    found = ready(case)
    assert found.points == 0  # titles without a step answer nothing
    assert [each.words for each in found.caps] == [
        "Capped at 40: nobody has said how long a disruption can be borne.",
        "Capped at 50: the plan is a draft.",
        "Capped at 55: neither a notice period of the provider nor exit assistance is agreed.",
        "Capped at 60: the function is critical and the plan was not exercised in the last 12 months.",
        "Capped at 60: required scenarios are missing or have no owner (C01, C02, C03 and 1 more).",
    ]


def test_each_part_says_what_it_earned_and_lacks(case):
    found = ready(case)
    assert earned(found) == pytest.approx(
        {"scenarios": 15 * 3 / 6, "triggers": 10 * 2 / 3, "steps": 15 * 13 / 15, "fallback": 20, "recovery": 15 * 5 / 6,
         "exit": 10 * 2 / 4, "exercise": 6, "authority": 5}
    )  # fmt: skip
    assert missing(found, "scenarios") == (
        "Required scenarios that are not in the plan, or without any step: C04, C08 and C09."
    )
    assert missing(found, "triggers").endswith("was checked in the last 31 days: C03.")
    assert missing(found, "steps") == "Steps without a named person or a deadline: 2 of 15."
    assert missing(found, "recovery") == "Order entry: the provider recovers in 36 h, but we need 24 h."
    assert missing(found, "exit") == "Mandatory exit items that are open or older than 12 months: 2 of 4."
    assert missing(found, "exercise").startswith("A full test would show more than the last exercise: tabletop")
    assert (missing(found, "fallback"), missing(found, "authority")) == ("", "")


def test_the_lowest_cap_holds_and_says_why(case):
    found = ready(case)
    assert found.raw > 75
    assert (found.points, found.band) == (55, ReadinessBand.WEAK)
    assert [each.words for each in found.caps] == [
        "Capped at 55: leaving takes 200 days, but service is assured for 180 only.",
        "Capped at 60: required scenarios are missing or have no owner (C04, C08, C09 and 1 more).",
    ]


def test_what_would_help_most_comes_first_and_each_act_stands_on_those_before(case):
    lifts = ready(case).lifts
    assert [each.words for each in lifts[:2]] == [
        "Make leaving no longer than notice or assistance.",
        "Plan for every required scenario, each with an owner.",
    ]
    assert lifts[0].score == 60
    assert [each.score for each in lifts] == sorted(each.score for each in lifts)


def cap(code: str) -> Callable[[ProtectedCase], str]:
    """Return a look at why one cap is hit."""
    return lambda case: next((each.words for each in ready(case).caps if each.code == code), "")


def test_a_draft_is_capped_and_so_is_a_plan_approved_too_long_ago(case):
    said = cap("CAP1")
    assert said(case) == ""
    change(case, "contingency_plan", case.plan, approved_on=days_on(-380))
    assert "more than 12 months ago, so it is a draft again" in said(case)
    change(case, "contingency_plan", case.plan, approved_on=None, reviewed_on=None)
    assert "nobody knows when" in said(case)
    change(case, "contingency_plan", case.plan, state="draft")
    assert said(case) == "Capped at 50: the plan is a draft."
    change(case, "contingency_plan", case.plan, state="retired")
    assert said(case) == "Capped at 50: the plan is retired."
    evaluation = case.evaluation
    assert readiness_if_approved(evaluation, ranking_of(evaluation)).points == 55


def test_suspending_the_service_carries_nothing(case):
    with case.desk.edit("Change"):
        for fallback in case.fallbacks.values():
            update_row(case.desk.db, "fallback", fallback, {"kind": "suspend_service"})
        for objective in case.objectives:
            update_row(case.desk.db, "recovery_objective", objective, {"workaround": ""})
    assert cap("CAP2")(case).startswith("Capped at 40: no fallback and no workaround is known to start within the 24")
    found = ready(case)
    assert earned(found)["fallback"] == 0
    assert missing(found, "fallback") == "Nothing is named that could carry the service."


def test_a_backup_that_starts_too_late_counts_half(case):
    with case.desk.edit("Change"):
        delete_row(case.desk.db, "fallback", case.fallbacks["Orders by telephone and form"])
    found = ready(case)
    assert earned(found)["fallback"] == pytest.approx(20 * 0.7 / 2)
    assert missing(found, "fallback") == "“Birch stands in” takes 336 hours to start; a disruption can be borne for 24."


@pytest.mark.parametrize(
    ("change_to", "share", "words"),
    [
        ({"status": "idea"}, 0.2, "“Orders by telephone and form” is an idea only."),
        ({"status": "identified"}, 0.4, "“Orders by telephone and form” is identified, but no terms are agreed."),
        ({"status": "terms_agreed"}, 0.7, "“Orders by telephone and form” is agreed, but was never tested."),
        ({"activation_hours": None}, 0.5, "“Orders by telephone and form”: nobody knows how long it takes to start."),
    ],
)
def test_a_fallback_counts_by_how_real_it_is(case, change_to, share, words):
    with case.desk.edit("Change"):
        delete_row(case.desk.db, "fallback", case.fallbacks["Birch stands in"])
        update_row(case.desk.db, "fallback", case.fallbacks["Orders by telephone and form"], change_to)
    found = ready(case)
    assert earned(found)["fallback"] == pytest.approx(20 * share)
    assert missing(found, "fallback") == words


def test_without_recovery_times_nothing_is_in_time(case):
    with case.desk.edit("Change"):
        delete_rows(case.desk.db, "recovery_objective", {"initiative_id": case.initiative})
    found = ready(case)
    assert missing(found, "recovery") == "Nobody has said how soon which process must run again."
    assert missing(found, "fallback").endswith("nobody has said how long a disruption can be borne.")
    assert cap("CAP2")(case) == "Capped at 40: nobody has said how long a disruption can be borne."


def test_what_a_vendor_does_not_say_counts_as_not_met(case):
    with case.desk.edit("Change"):
        for objective in case.objectives:
            delete_rows(case.desk.db, "recovery_commitment", {"objective_id": objective})
    found = ready(case)
    assert earned(found)["recovery"] == pytest.approx(15 * 2 / 6)
    assert missing(found, "recovery") == "Recovery times that are not known: 4 of 6."


@pytest.mark.parametrize(
    ("change_to", "points", "words"),
    [
        ({"deputy": ""}, 2.5, "Who decides and another person as deputy are not named."),
        ({"is_budget_approved": 0}, 2.5, "The budget is not approved."),
        (
            {"decision_owner": "", "is_budget_approved": 0},
            0,
            "Who decides and another person as deputy are not named, and the budget is not approved.",
        ),
    ],
)
def test_authority_and_money_count_half_each(case, change_to, points, words):
    change(case, "contingency_plan", case.plan, **change_to)
    found = ready(case)
    assert (earned(found)["authority"], missing(found, "authority")) == (points, words)


def test_how_long_leaving_takes_and_service_lasts_must_be_known(case):
    with case.desk.edit("Change"):
        delete_row(case.desk.db, "contract", case.contract)
    assert cap("CAP4")(case).endswith("neither a notice period of the provider nor exit assistance is agreed.")
    with case.desk.edit("Change"):
        delete_rows(case.desk.db, "exit_task", {"initiative_id": case.initiative})
        update_row(case.desk.db, "initiative", case.initiative, {"exit_months": None})
    assert cap("CAP4")(case) == "Capped at 55: nobody knows how long leaving takes."


def test_empty_shells_earn_nothing(case):
    before = earned(ready(case))
    plan = plan_of(case)
    add_record(case.desk, "exercise", case.initiative, kind="full_test", held_on=days_on(-1))  # how did it end?
    add_record(
        case.desk, "fallback", case.initiative, kind="backup_vendor", title="Alder itself", status="tested",
        candidate_id=case.candidates["Alder"], activation_hours=0,
    )  # fmt: skip
    change(case, "fallback", case.fallbacks["Orders by telephone and form"], status="idea")
    update_record(case.desk, "contingency_plan", case.plan, "deputy", "MARSH, Ines.")
    update_record(case.desk, "contingency_plan", case.plan, "decision_owner", "Dr. Ines Marsh")
    after = earned(ready(case))
    assert (after["exercise"], after["authority"]) == (before["exercise"], 2.5)
    assert after["fallback"] == pytest.approx(20 * 0.7 * 0.5)  # the backup starts too late
    with case.desk.edit("Change"):
        delete_rows(case.desk.db, "response_step", {"scenario_id": plan.scenarios[0].id})
    found = ready(case)
    assert earned(found)["scenarios"] < before["scenarios"]
    assert "Capped at 50: a scenario has no trigger or no step left, so the plan is a draft again." in [
        each.words for each in found.caps
    ]


def test_an_item_that_is_said_to_be_done_on_a_later_day_is_open(case):
    before = earned(ready(case))["exit"]
    change(case, "exit_item", 1, done_on="2999-01-01")
    assert earned(ready(case))["exit"] < before


def test_a_runbook_in_which_most_tasks_have_no_duration_opens_no_way_out(case):
    with case.desk.edit("Change"):
        for place, task in enumerate(case.tasks.values()):
            update_row(case.desk.db, "exit_task", task, {"days": None if place else 0.1})
        update_row(case.desk.db, "initiative", case.initiative, {"exit_months": None})
    found = ready(case)
    assert "Capped at 55: nobody knows how long leaving takes." in [each.words for each in found.caps]


@pytest.mark.parametrize(
    ("days", "factor", "words"),
    [
        (-360, 1.0, "A full test would show more"),
        (-400, 0.5, "older than 12 months"),
        (-800, 0, "older than 24 months"),
    ],
)
def test_exercises_wear_off(case, days, factor, words):
    with case.desk.edit("Change"):
        delete_rows(case.desk.db, "exercise", {"initiative_id": case.initiative})
        insert_row(
            case.desk.db,
            "exercise",
            {"initiative_id": case.initiative, "kind": "tabletop", "held_on": days_on(days), "result": "passed"},
        )
    found = ready(case)
    assert earned(found)["exercise"] == pytest.approx(6 * factor)
    assert words in missing(found, "exercise")
    assert ("CAP3" in {each.code for each in found.caps}) == (factor < 1)


def test_an_exercise_that_is_only_planned_or_lies_ahead_shows_nothing(case):
    with case.desk.edit("Change"):
        delete_rows(case.desk.db, "exercise", {"initiative_id": case.initiative})
        for when in ({"planned_on": days_on(-10)}, {"held_on": days_on(10)}):
            insert_row(case.desk.db, "exercise", {"initiative_id": case.initiative, "kind": "full_test", **when})
    found = ready(case)
    assert (earned(found)["exercise"], missing(found, "exercise")) == (0, "The plan was never exercised.")


def test_a_failed_exercise_halves_and_is_named(case):
    add_record(case.desk, "exercise", case.initiative, kind="checklist_review", held_on=days_on(-1), result="failed")
    found = ready(case)
    assert earned(found)["exercise"] == 3
    assert missing(found, "exercise").startswith("The last exercise failed: checklist review on ")


def test_what_is_done_every_year_counts_for_a_year(case):
    item = next(each.id for each in case.evaluation.protection.leaving.items if each.due == "yearly")
    change(case, "exit_item", item, done_on=days_on(-380))
    assert earned(ready(case))["exit"] == pytest.approx(10 / 4)


def test_the_card_says_until_when_things_count(case):
    approval, exercise = ready(case).ageing
    assert approval.startswith("The approval counts until ")
    assert exercise.startswith("The last exercise counts in full until ")


@pytest.mark.parametrize(
    ("score", "band"),
    [(80, ReadinessBand.READY), (79.9, ReadinessBand.NEARLY), (60, ReadinessBand.NEARLY), (40, ReadinessBand.WEAK),
     (39.9, ReadinessBand.NOT_READY)],
)  # fmt: skip
def test_bands(score, band):
    assert band_of(score) is band


def add_missing_scenarios(case: ProtectedCase) -> None:
    """Take what the plan lacks from the library, each with an owner."""
    take_scenarios(case.desk, case.initiative, ("C04", "C08", "C09"))
    for scenario in plan_of(case).scenarios:
        update_record(case.desk, "scenario", scenario.id, "owner", "Tom Reyes")


def test_preparing_more_never_lowers_the_score_whatever_the_order(case):
    desk, score = case.desk, ready(case)
    contingency = plan_of(case)
    acts = [
        lambda: change(case, "scenario", case.scenarios["C03"], owner="Tom Reyes"),
        lambda: insert_row(desk.db, "trigger_check", {"trigger_id": case.triggers["C03-T2"], "checked_on": days_on(0)}),
        *(
            lambda step=step: change(case, "response_step", step.id, owner="Pia Holt")
            for scenario in contingency.scenarios
            for step in scenario.steps
            if not contingency.person(step)
        ),
        lambda: add_record(desk, "exercise", case.initiative, kind="full_test", held_on=days_on(0), result="passed"),
        lambda: change(case, "contract", case.contract, notice_vendor_days=270),
        lambda: add_missing_scenarios(case),
    ]
    for act in acts:
        with desk.edit("Prepare"):
            act()
        after = ready(case)
        assert after.score >= score.score
        score = after
    assert score.band is ReadinessBand.READY
