"""The risks that come with the product, which of them are proposed and why, and how they are taken or dismissed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outsource_desk.analysis.risk import MOST_STEPS
from outsource_desk.domain.dossier import Dossier, Site, Subcontractor
from outsource_desk.domain.errors import DeskError, NotFoundError
from outsource_desk.domain.initiative import Goal, GoalKind, OutsourcingType
from outsource_desk.domain.protection import Protection
from outsource_desk.domain.risk import MitigationKind, MitigationState, Rating, RiskCategory, RiskState, Velocity
from outsource_desk.domain.risk_errors import NothingTakenError, RiskLacksError, TakenRiskError
from outsource_desk.domain.vetting import AnswerState
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.records import update_record
from outsource_desk.services.risk_facts import FACTS
from outsource_desk.services.risks import (
    RiskProblem,
    dismiss_risk,
    judged_risks,
    load_risk,
    proposed_risks,
    rate_risk,
    risk_library,
    set_risk_state,
    take_risks,
)
from outsource_desk.services.template_text import TemplateError
from outsource_desk.services.tiering import tiering_scheme
from tests.builders import evaluation
from tests.scene import build_scene, refused
from tests.vettings import answer, knock_out, question, with_vetting

BASE = replace(evaluation({"Alder": [90], "Birch": [50]}, [100]), protection=Protection("2026-03-01"))


@pytest.fixture
def scene(desk):
    return build_scene(desk)


def proposed(given, code):
    (found,) = [each for each in proposed_risks(given) if each.risk.code == code]
    return found


def test_the_library_has_the_risks_and_mitigations_that_it_promises():
    library = risk_library()
    assert len(library.risks) == 36
    assert sum(len(each.mitigations) for each in library.risks) == 77
    assert {each.category for each in library.risks} == set(RiskCategory)
    for each in library.risks:
        assert each.signs
        for control in each.mitigations:
            assert control.code.startswith(f"{each.code}-M")
            assert control.likelihood_effect + control.impact_effect <= 2 * MOST_STEPS


def test_the_library_keeps_its_figures():
    breach = risk_library().risk("R05")
    assert breach is not None
    assert (breach.rating, breach.velocity, breach.review_months) == (Rating(3, 5), Velocity.SUDDEN, 3)
    assert [(each.kind, each.likelihood_effect, each.impact_effect) for each in breach.mitigations] == [
        (MitigationKind.PREVENT, 1, 0), (MitigationKind.DETECT, 1, 0),
        (MitigationKind.PREVENT, 0, 1), (MitigationKind.CORRECT, 0, 1),
    ]  # fmt: skip


def test_what_speaks_for_a_risk_is_known_to_the_product():
    codes = {each.code for each in tiering_scheme().questions}
    named = {fact for each in risk_library().risks for fact in each.speaks_for.facts}
    assert named == FACTS.keys()
    assert {code for each in risk_library().risks for code in each.speaks_for.criticality} <= codes


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("likelihood: 4", "likelihood: 6", "from 1 to 5"),
        ("likelihood: 4", "likelihood: 3.5", "whole number"),
        ("takes: [1, 0]", "takes: [1]", "needs two numbers"),
        ("velocity: months", "velocity: soon", "cannot be “soon”"),
        ("code: R02\n", "code: R01\n", "used twice"),
        ("facts: [few_hours]", "facts: [bad_weather]", "cannot be “bad_weather”"),
        ("  event: ", "  evnt: ", "is not known here"),
    ],
)
def test_a_library_with_a_fault_is_refused_with_its_line(tmp_path, old, new, reason):
    from outsource_desk.paths import resource

    text = resource("templates", "risks.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "risks.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TemplateError, match=reason) as caught:
        risk_library(tmp_path)
    assert caught.value.line > 0


def test_the_basic_risks_are_always_proposed_and_first():
    found = proposed_risks(BASE)
    assert [each.risk.code for each in found[:6]] == ["R01", "R02", "R03", "R05", "R07", "R09"]
    assert all(each.is_core and each.is_suggested for each in found[:6])
    assert found[0].reason == "Every register has it, or says why not."
    assert not any(each.is_core for each in found[6:])


def test_only_what_this_kind_of_outsourcing_knows_is_proposed():
    def codes(kind):
        return {each.risk.code for each in proposed_risks(replace(BASE, initiative=initiative(kind)))}

    def initiative(kind):
        return replace(BASE.initiative, outsourcing_type=kind)

    assert len(codes(None)) == 36
    assert codes(None) - codes(OutsourcingType.KPO) == {"R06", "R26", "R29", "R30"}
    assert (
        proposed(replace(BASE, initiative=initiative(OutsourcingType.ITO)), "R26").reason == "Usual in IT outsourcing."
    )
    assert proposed(BASE, "R36").reason == "Usual in any outsourcing."


def test_missed_gates_and_gaps_of_the_vetting_speak_for_a_risk():
    asked = [knock_out("SEC-03"), question("FIN-01"), knock_out("BCR-01")]
    given = with_vetting(
        BASE,
        asked,
        {
            (1, "SEC-03"): answer("no"),
            (1, "FIN-01"): answer(state=AnswerState.REJECTED),
            (2, "FIN-01"): answer(),
        },
    )
    assert "Alder missed gates about it: SEC-03." in proposed(given, "R06").reasons
    assert proposed(given, "R17").reasons[0] == "Answers about it were rejected or left with a gap: FIN-01 (Alder)."
    assert proposed(given, "R26").reasons[0] == "Knock-outs about it are open: BCR-01 (Alder and Birch)."


def test_answers_on_criticality_and_goals_speak_for_a_risk():
    given = replace(BASE, tiering={"TQ2": 3, "TQ5": 1}, goals=(Goal(1, 1, GoalKind.COST, "Run at 20 % less"),))
    assert any("How sensitive" in each for each in proposed(given, "R05").reasons)
    assert proposed(given, "R16").reasons == ()
    assert proposed(given, "R14").reason == "It endangers the goal “Run at 20 % less”."


def test_the_dossiers_speak_for_risks_but_not_of_who_is_out():
    given = with_vetting(BASE, [knock_out("SEC-03")], {(2, "SEC-03"): answer("no")})
    assert given.protection is not None
    dossiers = {each: Dossier(each, (Site(1, each, "Main", "IN"),), subcontractors=(sub(each),)) for each in (1, 2)}
    given = replace(given, protection=replace(given.protection, dossiers=dossiers))
    assert "A single site delivers for Alder." in proposed(given, "R25").reasons
    assert "Sub-contractors work for Alder without our consent." in proposed(given, "R20").reasons
    assert "No valid certificate of information security is on file of Alder." in proposed(given, "R05").reasons


def sub(vendor_id):
    return Subcontractor(1, vendor_id, None, "Elm Hosting")


def test_risks_are_taken_with_their_signs_and_mitigations_in_one_act(desk, scene):
    before = desk.journal.revision
    first, second = take_risks(desk, scene.initiative, ["R05", "R01", "R05"])
    assert desk.journal.revision == before + 1
    risk = load_risk(desk, first)
    assert (risk.code, risk.state, risk.inherent, len(risk.mitigations)) == (
        "R05",
        RiskState.IDENTIFIED,
        Rating(3, 5),
        4,
    )
    assert risk.signs[0] == "Access reviews late"
    assert {each.state for each in risk.mitigations} == {MitigationState.PROPOSED}
    assert load_risk(desk, second).code == "R01"
    desk.journal.undo()
    assert judged_risks(load_evaluation(desk, scene.initiative)) == ()


def test_a_rating_of_the_library_must_be_confirmed_by_somebody(desk, scene):
    (risk,) = take_risks(desk, scene.initiative, ["R05"])
    assert RiskProblem.NOT_CONFIRMED in judged_risks(load_evaluation(desk, scene.initiative))[0].problems
    update_record(desk, "risk", risk, "owner", "Security lead")
    with refused(desk, RiskLacksError, "nobody has confirmed the rating of the library"):
        set_risk_state(desk, risk, "assessed")
    rate_risk(desk, risk, 3, 5, by="A. Hill")
    set_risk_state(desk, risk, "assessed")
    assert RiskProblem.NOT_CONFIRMED not in judged_risks(load_evaluation(desk, scene.initiative))[0].problems


def test_the_same_risk_can_be_kept_for_the_initiative_and_for_a_candidate_but_once_each(desk, scene):
    take_risks(desk, scene.initiative, ["R17"])
    take_risks(desk, scene.initiative, ["R17"], scene.candidate)
    for candidate in (None, scene.candidate):
        with refused(desk, NothingTakenError):
            take_risks(desk, scene.initiative, ["R17"], candidate)
    assert "R17" not in {each.risk.code for each in proposed_risks(load_evaluation(desk, scene.initiative))}


def test_what_is_not_there_is_not_taken(desk, scene):
    with refused(desk, NothingTakenError):
        take_risks(desk, scene.initiative, [])
    with refused(desk, NotFoundError):
        take_risks(desk, scene.initiative, ["R05", "R99"])
    with refused(desk, NotFoundError):
        take_risks(desk, scene.initiative, ["R05"], scene.other_candidate)
    with refused(desk, NotFoundError):
        take_risks(desk, 999, ["R05"])


def test_a_risk_is_dismissed_with_a_reason_and_can_be_taken_later(desk, scene):
    with refused(desk, DeskError):
        dismiss_risk(desk, scene.initiative, "R34", " ")
    with refused(desk, NotFoundError):
        dismiss_risk(desk, scene.initiative, "R99", "No such thing")
    dismiss_risk(desk, scene.initiative, "R34", "Nobody is hired in person", by="A. Hill")
    dismiss_risk(desk, scene.initiative, "R34", "No individuals")
    given = load_evaluation(desk, scene.initiative)
    assert given.protection is not None
    assert [each.reason for each in given.protection.register.dismissed] == ["No individuals"]
    assert "R34" not in {each.risk.code for each in proposed_risks(given)}
    take_risks(desk, scene.initiative, ["R34"])
    with refused(desk, TakenRiskError):
        dismiss_risk(desk, scene.initiative, "R34", "No individuals")
    after = load_evaluation(desk, scene.initiative).protection
    assert after is not None
    assert after.register.dismissed == ()
