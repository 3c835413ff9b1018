"""Rate risks, move them through their life, and have them accepted by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from outsource_desk.domain.errors import DeskError, NotFoundError, OutOfRangeError, UnknownChoiceError
from outsource_desk.domain.risk import Band, Rating, RiskState
from outsource_desk.domain.risk_errors import AcceptanceEndError, AcceptanceOverError, RiskLacksError, RiskStepError
from outsource_desk.services.initiatives import update_initiative
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.records import add_record, update_record
from outsource_desk.services.risks import (
    RiskProblem,
    accept_risk,
    judged_risks,
    load_risk,
    rate_risk,
    revoke_acceptance,
    set_appetite,
    set_risk_state,
)
from outsource_desk.store.vetting import today
from tests.scene import build_scene, refused

NEXT_YEAR = (date.fromisoformat(today()) + timedelta(days=365)).isoformat()
YESTERDAY = (date.fromisoformat(today()) - timedelta(days=1)).isoformat()


@pytest.fixture
def scene(desk):
    return build_scene(desk)


@pytest.fixture
def risk(desk, scene):
    return add_record(
        desk, "risk", scene.initiative, code="R05", title="Data breach", owner="Security lead", likelihood=3, impact=5
    )


def judged(desk, scene):
    return judged_risks(load_evaluation(desk, scene.initiative))


def control(desk, risk, likelihood, impact, state):
    return add_record(
        desk, "mitigation", risk, wording="A control", likelihood_effect=likelihood, impact_effect=impact, state=state
    )


def test_only_controls_that_work_lower_the_residual_and_plans_lower_the_target(desk, scene, risk):
    control(desk, risk, 1, 0, "planned")
    control(desk, risk, 0, 1, "in_progress")
    control(desk, risk, 2, 2, "dropped")
    (found,) = judged(desk, scene)
    assert (found.residual, found.band) == (Rating(3, 5), Band.CRITICAL)
    assert (found.target, found.target_band) == (Rating(2, 4), Band.MEDIUM)


def test_implemented_and_verified_controls_lower_the_residual(desk, scene, risk):
    for likelihood, impact, state in ((1, 0, "implemented"), (1, 0, "verified"), (0, 1, "verified")):
        control(desk, risk, likelihood, impact, state)
    (found,) = judged(desk, scene)
    assert (found.residual, found.band, found.is_above) == (Rating(1, 4), Band.MEDIUM, False)


def test_a_control_that_nobody_by_name_verified_is_told(desk, scene, risk):
    verified = control(desk, risk, 1, 0, "verified")
    assert RiskProblem.VERIFIED_BY_NOBODY in judged(desk, scene)[0].problems
    update_record(desk, "mitigation", verified, "verified_by", "Ines Marsh")
    assert RiskProblem.VERIFIED_BY_NOBODY not in judged(desk, scene)[0].problems


def test_the_assessor_may_state_a_worse_residual_but_never_a_better_one(desk, scene, risk):
    control(desk, risk, 1, 1, "verified")
    update_record(desk, "risk", risk, "residual_likelihood", 3)
    update_record(desk, "risk", risk, "residual_impact", 2)
    (found,) = judged(desk, scene)
    assert found.residual == Rating(3, 4)
    assert RiskProblem.ON_PLANS in found.problems


def test_the_expected_loss_is_told_once_the_function_has_a_yearly_value(desk, scene, risk):
    rate_risk(desk, risk, 3, 4)
    assert judged(desk, scene)[0].expected_loss is None
    update_initiative(desk, scene.initiative, "yearly_value", 2_000_000)
    assert judged(desk, scene)[0].expected_loss == 9_600_000


def test_the_worst_comes_first_then_the_unrated_and_the_closed(desk, scene, risk):
    def add(title, likelihood, impact):
        return add_record(
            desk, "risk", scene.initiative, title=title, owner="N. N.", likelihood=likelihood, impact=impact
        )

    add("Unrated", None, None)
    done, low, rare = add("Done", 5, 5), add("Nuisance", 5, 1), add("Rare disaster", 1, 5)
    control(desk, done, 0, 0, "verified")
    set_risk_state(desk, done, "assessed")
    set_risk_state(desk, done, "treating")
    set_risk_state(desk, done, "closed", note="Contract ended")
    assert [each.risk.title for each in judged(desk, scene)] == [
        "Data breach", "Rare disaster", "Nuisance", "Unrated", "Done",
    ]  # fmt: skip
    assert judged(desk, scene)[-1].problems == ()
    assert {low, rare} < {each.risk.id for each in judged(desk, scene)}


def test_a_rating_keeps_its_reason_until_another_is_given_and_is_undone_in_one_step(desk, scene, risk):
    rate_risk(desk, risk, 4, 4, rationale="Three incidents last year", by="A. Hill")
    rate_risk(desk, risk, 5, 4)
    found = load_risk(desk, risk)
    assert (found.inherent, found.rationale, found.rated_by) == (Rating(5, 4), "Three incidents last year", "A. Hill")
    assert found.rated_on == today()
    desk.journal.undo()
    assert load_risk(desk, risk).inherent in (Rating(4, 4), Rating(3, 5))


@pytest.mark.parametrize(("likelihood", "impact"), [(0, 3), (3, 6)])
def test_a_rating_outside_the_scale_is_refused(desk, risk, likelihood, impact):
    with refused(desk, OutOfRangeError):
        rate_risk(desk, risk, likelihood, impact)


@pytest.mark.parametrize("level", [None, "", 2.5, "three"])
def test_a_rating_that_is_none_is_refused(desk, risk, level):
    with refused(desk, DeskError):
        rate_risk(desk, risk, level, 3)


def test_a_risk_that_is_not_there_is_refused(desk):
    with refused(desk, NotFoundError):
        rate_risk(desk, 999, 1, 1)


def test_a_risk_goes_through_its_life_and_says_what_is_missing(desk, scene):
    risk = add_record(desk, "risk", scene.initiative, title="Lock-in")
    with refused(desk, RiskLacksError, "the rating is not complete; nobody owns it"):
        set_risk_state(desk, risk, "assessed")
    rate_risk(desk, risk, 3, 4)
    update_record(desk, "risk", risk, "owner", "A. Hill")
    set_risk_state(desk, risk, "assessed")
    with refused(desk, RiskLacksError, "it has no mitigation"):
        set_risk_state(desk, risk, "treating")
    with refused(desk, RiskStepError):
        set_risk_state(desk, risk, "closed")
    control(desk, risk, 1, 0, "planned")
    set_risk_state(desk, risk, "treating")
    with refused(desk, RiskLacksError, "a note must say what happened"):
        set_risk_state(desk, risk, "materialised")
    set_risk_state(desk, risk, "materialised", note="Renewal offer 30 % above market")
    set_risk_state(desk, risk, "closed", note="Left the vendor")
    found = load_risk(desk, risk)
    assert found.state is RiskState.CLOSED
    assert found.note == f"{today()}: Renewal offer 30 % above market\n{today()}: Left the vendor"
    with refused(desk, RiskStepError):
        rate_risk(desk, risk, 1, 1)
    set_risk_state(desk, risk, "assessed")


def test_an_accepted_risk_is_still_above_appetite_but_somebody_answers_for_it(desk, scene, risk):
    assert RiskProblem.NOT_ACCEPTED in judged(desk, scene)[0].problems
    accept_risk(desk, risk, "B. Ng", "Chief executive", "No other way to the market", NEXT_YEAR)
    (found,) = judged(desk, scene)
    assert found.is_above
    assert found.problems == ()
    assert found.acceptance is not None
    assert (found.acceptance.accepted_by, found.risk.state) == ("B. Ng", RiskState.ACCEPTED)
    desk.journal.undo()
    assert judged(desk, scene)[0].acceptance is None


def test_an_acceptance_ends_where_the_risk_becomes_worse_than_what_was_accepted(desk, scene, risk):
    rate_risk(desk, risk, 2, 5)
    accept_risk(desk, risk, "B. Ng", "Chief executive", "No other way to the market", NEXT_YEAR)
    rate_risk(desk, risk, 1, 5)  # still high
    assert judged(desk, scene)[0].acceptance is not None
    rate_risk(desk, risk, 3, 5)  # critical
    (found,) = judged(desk, scene)
    assert (found.acceptance, found.risk.state) == (None, RiskState.ASSESSED)
    assert RiskProblem.NOT_ACCEPTED in found.problems
    desk.journal.undo()
    assert judged(desk, scene)[0].acceptance is not None


def test_an_acceptance_takes_the_place_of_the_one_before(desk, scene, risk):
    for name in ("B. Ng", "C. Roy"):
        accept_risk(desk, risk, name, "Chief executive", "No other way", NEXT_YEAR)
    (found,) = judged(desk, scene)
    assert [each.revoked_on for each in found.risk.acceptances] == [today(), None]
    assert found.acceptance is not None
    assert found.acceptance.accepted_by == "C. Roy"


def test_a_revoked_acceptance_leaves_a_risk_that_must_be_treated(desk, scene, risk):
    accept_risk(desk, risk, "B. Ng", "Chief executive", "No other way", NEXT_YEAR)
    revoke_acceptance(desk, risk)
    assert load_risk(desk, risk).state is RiskState.ASSESSED
    assert RiskProblem.NOT_ACCEPTED in judged(desk, scene)[0].problems
    with refused(desk, AcceptanceOverError):
        revoke_acceptance(desk, risk)


@pytest.mark.parametrize("ends", [None, "", today(), YESTERDAY])
def test_an_acceptance_ends_on_a_day_to_come(desk, risk, ends):
    with refused(desk, AcceptanceEndError):
        accept_risk(desk, risk, "B. Ng", "Chief executive", "No other way", ends)


@pytest.mark.parametrize("lacking", ["by", "role", "reason"])
def test_an_acceptance_has_a_name_a_role_and_a_reason(desk, risk, lacking):
    words = {"by": "B. Ng", "role": "Chief executive", "reason": "No other way", lacking: " "}
    with refused(desk, DeskError):
        accept_risk(desk, risk, **words, expires_on=NEXT_YEAR)


def test_nobody_accepts_what_nobody_has_rated(desk, scene):
    risk = add_record(desk, "risk", scene.initiative, title="Lock-in")
    with refused(desk, RiskLacksError):
        accept_risk(desk, risk, "B. Ng", "Chief executive", "No other way", NEXT_YEAR)


def test_what_can_be_lived_with_is_for_the_initiative_to_say(desk, scene, risk):
    set_appetite(desk, scene.initiative, "C")
    assert not judged(desk, scene)[0].is_above
    with refused(desk, UnknownChoiceError):
        set_appetite(desk, scene.initiative, "X")


def test_a_register_is_judged_once_for_an_appetite_and_a_day_and_anew_for_others(desk, scene, risk):
    given = load_evaluation(desk, scene.initiative)
    assert judged_risks(given) is judged_risks(replace(given, scores=()))
    calmer = replace(given, initiative=replace(given.initiative, risk_appetite=Band.CRITICAL))
    assert [each.is_above for each in (*judged_risks(given), *judged_risks(calmer))] == [True, False]
    update_record(desk, "risk", risk, "review_on", today())
    overdue = load_evaluation(desk, scene.initiative)
    assert overdue.protection is not None
    later = replace(overdue, protection=replace(overdue.protection, as_of="2999-12-31"))
    assert [RiskProblem.REVIEW_PASSED in each.problems for each in (*judged_risks(overdue), *judged_risks(later))] == [
        False, True,
    ]  # fmt: skip
