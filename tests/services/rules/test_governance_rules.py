"""Rules about governance, each with the smallest case that breaks it and one that does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outsource_desk.domain.governance import (
    Approval,
    Audit,
    Auditor,
    AuditPlan,
    Clause,
    ClauseKind,
    ClauseLevel,
    ClauseState,
    Contract,
    Decision,
    Finding,
    FindingSeverity,
    Governance,
    Retest,
    Vote,
)
from outsource_desk.domain.protection import Protection
from outsource_desk.domain.ranking import Severity
from outsource_desk.domain.tier import Tier
from outsource_desk.domain.vendor import Candidate
from outsource_desk.services.fingerprints import standing_hash
from outsource_desk.services.governance_library import governance_library
from outsource_desk.services.ranking import ranking_of
from tests.builders import evaluation
from tests.warned import only, said, warned

TODAY = "2026-02-01"
BASE = evaluation({"Alder": [90], "Birch": [50], "Own team": [40]}, [100])
OURS = (*BASE.candidates[:2], Candidate(3, 1, None, "Own team"))
BASE = replace(BASE, candidates=OURS)


def steered(tier=None, given=BASE, **parts):
    initiative = replace(given.initiative, tier_override=tier, tier_reason="Tested")
    return replace(given, initiative=initiative, protection=Protection(TODAY, governance=Governance(**parts)))


def audited(*findings, starts_on="2025-01-01", held_on="2026-01-15", by=Auditor.OWN, months=12):
    audit = Audit(1, 1, held_on, by, findings=findings)
    return steered(
        audit_plans=(AuditPlan(1, 1, "Security", every_months=months, starts_on=starts_on, audits=(audit,)),)
    )


def found(severity=FindingSeverity.HIGH, due_on="2026-01-20", **fields):
    return Finding(5, 1, "Shared account", due_on, severity=severity, **fields)


def contract(tier, states=(), without=()):
    """Return a case whose contract has every clause agreed but some."""
    given = dict(states)
    clauses = tuple(
        Clause(
            number, 1, each.kind, each.code, each.title, level=each.level,
            state=given.get(each.code, ClauseState.AGREED), waived_by="Legal", reason="Small",
        )
        for number, each in enumerate(governance_library().clauses, start=1)
        if each.code not in without
    )  # fmt: skip
    return steered(tier, contracts=(Contract(1, 1, clauses=clauses),))


def test_gv08_an_audit_whose_day_has_passed():
    never = steered(audit_plans=(AuditPlan(4, 1, "Security", every_months=12, starts_on="2025-01-01"),))
    warning = only(warned(never, "GV08"))
    assert (said(warning), warning.severity) == ("“Security” was due on 1 January 2026.", Severity.WARN)
    assert warning.field == "audit_plan/4"


@pytest.mark.parametrize("starts_on", ["2025-12-01", "2025-02-01", None])
def test_gv08_is_silent_until_the_day_has_passed(starts_on):
    assert warned(steered(audit_plans=(AuditPlan(4, 1, "S", every_months=12, starts_on=starts_on),)), "GV08") == []


def test_gv08_a_certificate_that_was_shown_is_no_audit_of_ours():
    assert warned(audited(by=Auditor.VENDOR_CERTIFICATE), "GV08")
    assert warned(audited(by=Auditor.JOINT), "GV08") == []


def test_gv08_a_serious_finding_past_its_day():
    warning = only(warned(audited(found()), "GV08"))
    assert said(warning) == "The finding “Shared account” of “Security” was to be closed by 20 January 2026."
    assert warning.field == "finding/5"


@pytest.mark.parametrize(
    "finding",
    [
        found(FindingSeverity.MEDIUM),
        found(due_on="2026-02-01"),
        found(closed_on="2026-01-18"),
        found(closed_on="2026-01-18", retest=Retest.PASSED),
    ],
)
def test_gv08_is_silent_on_lesser_closed_or_coming_findings(finding):
    assert warned(audited(finding), "GV08") == []


def test_gv08_a_finding_whose_retest_failed_is_open_again():
    assert warned(audited(found(closed_on="2026-01-18", retest=Retest.FAILED)), "GV08")


def test_gv09_the_exit_clause_is_mandatory_for_critical_functions_only():
    missing = {"CL15": ClauseState.MISSING}
    warning = only(warned(contract(Tier.T1, missing), "GV09"))
    assert (warning.text, warning.severity) == ("The contract with Alder has no agreed clause CL15.", Severity.BLOCK)
    assert warning.field == "clause/15"
    assert warned(contract(Tier.T3, missing), "GV09") == []
    assert warned(contract(Tier.T2, missing), "GV09") == []
    assert warned(contract(None, missing), "GV09") == []


@pytest.mark.parametrize("tier", list(Tier))
def test_gv09_clauses_for_all_are_mandatory_whatever_the_tier(tier):
    assert warned(contract(tier, {"CL01": ClauseState.MISSING}), "GV09")
    assert warned(contract(tier, {"CL01": ClauseState.REQUESTED}), "GV09")
    assert warned(contract(tier, without=("CL01",)), "GV09")


@pytest.mark.parametrize("state", [ClauseState.WAIVED, ClauseState.AGREED_WEAKER])
def test_gv09_is_silent_where_a_clause_is_waived_or_weaker(state):
    assert warned(contract(Tier.T1, {"CL15": state}), "GV09") == []


def test_gv09_optional_clauses_and_contracts_with_others_do_not_count():
    assert warned(contract(Tier.T1, {"IP5": ClauseState.MISSING}), "GV09") == []
    lost = Contract(1, 2, clauses=(Clause(1, 1, ClauseKind.IP, "X", "Y", level=ClauseLevel.ALL),))
    assert warned(steered(Tier.T1, contracts=(lost,)), "GV09") == []


def test_gv09_names_some_of_many():
    warning = only(warned(steered(Tier.T3, contracts=(Contract(1, 1),)), "GV09"))
    assert warning.text == (
        "31 mandatory clauses are missing from the contract with Alder: CL01, CL02, CL03, CL04, CL05, CL06…."
    )


def decided(given=BASE, **fields):
    whole = {
        "candidate_id": 1,
        "reasons": "Best service",
        "alternatives": "Birch is weaker; the own team is smaller",
        "decided_on": "2026-01-30",
        "fingerprint": standing_hash(ranking_of(given)),
        "approvals": (
            Approval(1, 1, "Ines Marsh", "Sponsor", Vote.APPROVED),
            Approval(2, 1, "Gwen Stone", "Finance", Vote.WITH_CONDITIONS),
        ),
    }
    return steered(given=given, decision=Decision(1, 1, **{**whole, **fields}))


def test_gv10_is_silent_on_a_whole_record_and_before_there_is_one():
    assert warned(decided(), "GV10") == []
    assert warned(steered(), "GV10") == []


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"reasons": " "}, "The decision states no reasons."),
        ({"alternatives": ""}, "The decision says nothing of its alternatives."),
        ({"approvals": ()}, "Nobody has approved the decision."),
        ({"approvals": (Approval(3, 1, "Ruth Adler", "Legal", Vote.AGAINST),)}, "Nobody has approved the decision."),
        ({"fingerprint": ""}, "The decision does not say on which standings it rests."),
        ({"fingerprint": "0" * 64}, "The standings have changed since the decision was recorded."),
        (
            {"approvals": (Approval(3, 1, "Ruth Adler", "Legal"),)},
            "The decision is dated, but has no vote of Ruth Adler.",
        ),
    ],
)
def test_gv10_says_what_the_record_lacks(fields, text):
    warning = only(warned(decided(**fields), "GV10"))
    assert (warning.text, warning.severity) == (text, Severity.BLOCK)
    assert warning.field.startswith("decision/1/")


def test_gv10_asks_for_an_in_house_option():
    alone = replace(BASE, candidates=BASE.candidates[:2])
    assert only(warned(decided(alone), "GV10")).text == (
        "The decision was taken without an in-house option to compare with."
    )


def test_gv10_a_record_without_a_date_may_still_wait_for_votes():
    assert warned(decided(decided_on=None, approvals=(Approval(3, 1, "Ruth Adler", "Legal"),)), "GV10") == []


def test_the_fingerprint_follows_the_standings_and_not_the_names():
    fingerprint = standing_hash(ranking_of(BASE))
    renamed = replace(BASE, candidates=tuple(replace(each, name=f"{each.name} plc") for each in BASE.candidates))
    assert standing_hash(ranking_of(renamed)) == fingerprint
    other = evaluation({"Alder": [91], "Birch": [50], "Own team": [40]}, [100])
    assert standing_hash(ranking_of(other)) != fingerprint
