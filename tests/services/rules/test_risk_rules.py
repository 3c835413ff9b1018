"""Rules about the risk register, each with the smallest case that breaks it and one that does not."""

from __future__ import annotations

from dataclasses import replace

from outsource_desk.domain.protection import Protection
from outsource_desk.domain.ranking import Severity
from outsource_desk.domain.risk import (
    Acceptance,
    Band,
    DismissedRisk,
    Mitigation,
    MitigationState,
    Risk,
    RiskRegister,
    RiskState,
)
from outsource_desk.services.risk_library import risk_library
from outsource_desk.services.rules.risk import BASIC
from tests.builders import evaluation
from tests.warned import only, said, warned

TODAY = "2026-06-01"
BASE = evaluation({"Alder": [90], "Birch": [50], "Cedar": [None]}, [100])
ACCEPTED = Acceptance(1, 1, "B. Ng", "Chief executive", "No other way", "2026-01-01", "2027-01-01")


def risk(number=1, likelihood=2, impact=3, **fields):
    """Return a risk of band M that somebody owns and has rated."""
    given = {"owner": "N. N.", "rated_on": "2026-05-01", "title": f"Risk {number}", **fields}
    return Risk(number, 1, likelihood=likelihood, impact=impact, **given)


def register(*risks, dismissed=(), base=BASE, **initiative):
    """Return an evaluation with a register that says something about every basic risk."""
    rest = tuple(DismissedRisk(n, 1, codes[0], "Not here") for n, (_, codes) in enumerate(BASIC, 1)) + tuple(dismissed)
    protection = Protection(TODAY, register=RiskRegister(risks, rest))
    return replace(base, protection=protection, initiative=replace(base.initiative, **initiative))


def control(state, likelihood=1, impact=0):
    return Mitigation(1, 1, "A control", likelihood_effect=likelihood, impact_effect=impact, state=state)


def test_an_empty_register_says_nothing():
    given = replace(BASE, protection=Protection(TODAY))
    assert [each for rule in ("RK01", "RK02", "RK03", "RK04", "RK05") for each in warned(given, rule)] == []


def test_rk01_a_rating_that_is_worse_after_controls():
    warning = only(warned(register(risk(likelihood=3, residual_likelihood=4)), "RK01"))
    assert warning.severity is Severity.BLOCK
    assert warning.text == "“Risk 1” is stated as likelier or worse after controls than before them."
    assert warning.field == "risk/1"
    assert warned(register(risk(likelihood=3, residual_likelihood=2)), "RK01") == []


def test_rk02_a_rating_that_is_lowered_on_plans():
    planned = risk(likelihood=3, impact=5, mitigations=(control(MitigationState.PLANNED),), residual_likelihood=2)
    assert only(warned(register(planned), "RK02")).severity is Severity.WARN
    for state in (MitigationState.IMPLEMENTED, MitigationState.VERIFIED):
        assert warned(register(replace(planned, mitigations=(control(state),))), "RK02") == []
    assert warned(register(risk(likelihood=3, impact=5, mitigations=(control(MitigationState.PLANNED),))), "RK02") == []


def test_rk03_a_risk_above_appetite_that_nobody_has_accepted():
    warning = only(warned(register(risk(likelihood=3, impact=4)), "RK03"))
    assert warning.severity is Severity.BLOCK
    assert warning.text == "“Risk 1” is high, above what we can live with; nobody has accepted it."
    assert warned(register(risk(likelihood=3, impact=3)), "RK03") == []  # band M
    assert warned(register(risk(likelihood=3, impact=4, acceptances=(ACCEPTED,))), "RK03") == []
    assert warned(register(risk(likelihood=3, impact=4), risk_appetite=Band.HIGH), "RK03") == []
    assert warned(register(risk(likelihood=3, impact=4, state=RiskState.CLOSED)), "RK03") == []


def test_rk03_says_when_the_acceptance_ended():
    lapsed = replace(ACCEPTED, expires_on="2026-05-31")
    warning = only(warned(register(risk(likelihood=1, impact=5, acceptances=(lapsed,))), "RK03"))
    assert said(warning).endswith("its acceptance ended on 31 May 2026.")


def test_rk03_a_risk_of_who_is_not_first_does_not_stop_the_choice():
    def severity(candidate_id):
        return only(warned(register(risk(likelihood=3, impact=4, candidate_id=candidate_id)), "RK03")).severity

    assert [severity(each) for each in (1, 2, 3)] == [Severity.BLOCK, Severity.WARN, Severity.INFO]


def test_rk04_a_risk_that_nobody_owns_or_looks_at():
    assert only(warned(register(risk(owner=" ")), "RK04")).text == "Nobody owns “Risk 1”."
    assert said(only(warned(register(risk(review_on="2026-05-31")), "RK04"))).endswith("was due on 31 May 2026.")
    assert warned(register(risk(review_on="2027-01-01")), "RK04") == []
    assert warned(register(risk(owner="", state=RiskState.CLOSED)), "RK04") == []


def test_rk04_many_risks_without_owner_are_told_at_once():
    warning = only(warned(register(*(risk(number, owner="") for number in range(1, 6))), "RK04"))
    assert warning.text == "Nobody owns 5 risks, first of all “Risk 1”."


def test_rk05_a_basic_risk_that_nobody_considered():
    given = replace(BASE, protection=Protection(TODAY, register=RiskRegister((risk(code="R01"), risk(2, code="R05")))))
    warning = only(warned(given, "RK05"))
    assert (warning.severity, warning.field) == (Severity.INFO, "library")
    assert warning.text == (
        "The register says nothing about “Language barrier or time-zone gap”, “Intellectual property theft or misuse” "
        "and “Loss of control over the function”."
    )
    codes = ("R01", "R03", "R05", "R07", "R09")
    full = RiskRegister(tuple(risk(number, code=code) for number, code in enumerate(codes, 1)))
    assert warned(replace(BASE, protection=Protection(TODAY, register=full)), "RK05") == []
    assert warned(register(), "RK05") == []  # all dismissed with a reason


def test_the_basic_risks_of_the_rule_are_those_of_the_library():
    library = risk_library()
    assert {code for _, codes in BASIC for code in codes} == {each.code for each in library.risks if each.is_basic}
    for title, codes in BASIC:
        if len(codes) == 1:
            found = library.risk(codes[0])
            assert found is not None
            assert found.title == title
