from __future__ import annotations

import pytest

from outsource_desk.domain.dossier_errors import WrongOrderError
from outsource_desk.domain.errors import DeskError, DuplicateNameError, NotFoundError
from outsource_desk.domain.governance import ClauseLevel, ClauseState, Vote
from outsource_desk.domain.governance_errors import (
    InHouseContractError,
    LevelTakenError,
    NotClosedError,
    NothingDecidedError,
    NotRetestedError,
    TooManyAttendedError,
    WaiverError,
)
from outsource_desk.services.clause_codes import clause_codes
from outsource_desk.services.clause_waivers import take_waiver_back, waive_clause
from outsource_desk.services.clauses import missing_clauses, settled_share
from outsource_desk.services.communication import proposed_governance, start_governance
from outsource_desk.services.contracts import Milestone, radar, start_contract
from outsource_desk.services.decisions import confirm_decision, decide
from outsource_desk.services.fingerprints import is_up_to_date
from outsource_desk.services.governance_library import governance_library
from outsource_desk.services.initiatives import update_initiative
from outsource_desk.services.ranking import ranking_of
from outsource_desk.services.records import add_record, delete_record, update_fields, update_record
from outsource_desk.services.template_text import TemplateError
from outsource_desk.services.tiering import override_tier
from outsource_desk.services.vendors import list_vendors
from tests.protection_desk import days_on, decided_case, protected_case


@pytest.fixture
def case(desk):
    return decided_case(desk)


def steering(case):
    return case.evaluation.protection.governance


def proposal(case):
    evaluation = case.evaluation
    return proposed_governance(evaluation, ranking_of(evaluation))


def site(case, name="Alder", **fields):
    """Give a candidate a site."""
    vendor = next(each.id for each in list_vendors(case.desk) if each.name == name)
    add_record(case.desk, "site", vendor, name=f"{name} site", **fields)


def test_the_library_has_what_the_rules_and_the_tiers_need():
    library = governance_library()
    assert [each.code for each in library.forums] == ["F1", "F2", "F3", "F4", "F5"]
    assert len([each for each in library.clauses if each.code.startswith("CL")]) == 25
    assert len([each for each in library.clauses if each.code.startswith("IP")]) == 14
    assert [each.level for each in library.rungs] == [1, 2, 3, 4]
    months = {each.code: tuple(each.every.values()) for each in library.audits}
    assert (months["A1"], months["A4"], months["A5"]) == ((12, 24, 36), (12, 24), (3, 6, 12))
    assert list(library.finding_days.values()) == [180, 90, 30, 7]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("code: F2", "code: 3", None),
        ("cadence: weekly", "cadence: often", "cannot be “often”"),
        ("{critical: 7,", "{critical: soon,", "must be a number"),
        ("code: CL02", "code: CL01", "is used twice"),
        ("minutes: 45", "minutes: 4.5", "whole number"),
    ],
)
def test_a_library_that_was_edited_is_checked_and_the_line_is_named(tmp_path, old, new, why):
    from outsource_desk.paths import resource

    text = resource("templates", "governance.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "governance.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    if why is None:
        assert governance_library(tmp_path).forums[1].code == "3"
        return
    with pytest.raises(TemplateError, match=why) as caught:
        governance_library(tmp_path)
    assert caught.value.line or why == "is used twice"


def test_a_critical_function_is_steered_closer_than_a_routine_one(case):
    assert (len(proposal(case).forums), len(proposal(case).audits)) == (5, 8)
    assert proposal(case).reasons[0].startswith("The function is critical: ")
    override_tier(case.desk, case.initiative, "T3", "Nobody would notice")
    assert [each.code for each in proposal(case).forums] == ["F2", "F3", "F5"]
    assert "A4" not in [each.code for each in proposal(case).audits]


def test_training_across_cultures_follows_from_the_countries(case):
    assert len(proposal(case).trainings) == 7  # nobody knows the countries
    update_initiative(case.desk, case.initiative, "country", "PL")
    site(case, country="PL")
    assert [each.code for each in proposal(case).trainings] == ["T4", "T5", "T6", "T7"]
    assert "Alder works from Poland as we do: training across cultures is left out." in proposal(case).reasons
    site(case, country="IN")
    assert len(proposal(case).trainings) == 7
    assert "Alder works from India, we from Poland: both sides are trained first." in proposal(case).reasons


def test_a_hand_over_follows_from_too_few_hours_together(case):
    hours = {"time_zone": "Europe/London", "work_start": 9, "work_end": 17, "work_days": "12345"}
    for field, value in hours.items():
        update_initiative(case.desk, case.initiative, field, value)
    site(case, country="PH", time_zone="Asia/Manila", hours="9:00–17:00", purposes="delivery")
    assert "H7" in [each.code for each in proposal(case).channels]
    assert any("shares only 0 hours" in each for each in proposal(case).reasons)
    site(case, country="PT", time_zone="Europe/Lisbon", hours="9:00–17:00", purposes="delivery")
    assert "H7" not in [each.code for each in proposal(case).channels]


def test_what_fits_is_taken_over_as_one_act_and_only_once(case):
    update_initiative(case.desk, case.initiative, "start_date", "2027-04-01")
    start_governance(case.desk, case.initiative)
    begun = steering(case)
    assert (len(begun.forums), len(begun.channels), len(begun.escalations)) == (5, 7, 4)
    assert (len(begun.trainings), len(begun.audit_plans)) == (7, 8)
    assert {each.first_on for each in begun.forums} == {"2027-04-01"}
    assert {each.code: each.every_months for each in begun.audit_plans}["A5"] == 3
    assert begun.protocol is not None
    assert "Team chat" in begun.protocol.tools
    start_governance(case.desk, case.initiative)
    assert steering(case) == begun
    case.desk.journal.undo()
    case.desk.journal.undo()
    assert not steering(case).is_begun


def test_a_contract_begins_with_every_clause_and_the_term(case):
    update_initiative(case.desk, case.initiative, "start_date", "2027-04-01")
    contract_id = start_contract(case.desk, case.candidates["Alder"])
    contract = steering(case).contract(case.candidates["Alder"])
    assert contract is not None
    assert (contract.id, contract.starts_on, contract.ends_on) == (contract_id, "2027-04-01", "2032-03-31")
    assert [each.code for each in contract.clauses] == [each.code for each in governance_library().clauses]
    assert settled_share(contract, contract.clauses[0].kind) == (0, 25)
    with pytest.raises(DuplicateNameError, match="Alder"):
        start_contract(case.desk, case.candidates["Alder"])
    with pytest.raises(InHouseContractError):
        start_contract(case.desk, case.candidates["In-house"])
    with pytest.raises(NotFoundError):
        start_contract(case.desk, 999)


def test_a_protocol_without_a_number_is_the_first_version(case):
    of = case.initiative
    protocol = add_record(case.desk, "protocol", of, version=None)
    update_record(case.desk, "protocol", protocol, "version", "")
    assert steering(case).protocol.version == 1


def test_a_clause_is_not_made_optional_by_calling_it_so(case):
    start_contract(case.desk, case.candidates["Alder"])
    before = missing_clauses(case.evaluation, case.candidates["Alder"])
    for clause in steering(case).contracts[0].clauses:
        update_record(case.desk, "clause", clause.id, "level", "optional")
    assert missing_clauses(case.evaluation, case.candidates["Alder"]) == before


def test_a_clause_is_waived_by_name_and_for_a_reason(case):
    start_contract(case.desk, case.candidates["Alder"])
    clause = steering(case).contracts[0].clauses[14]
    assert clause.code == "CL15"
    with pytest.raises(WaiverError, match="Exit strategy"):
        waive_clause(case.desk, clause.id, "Ruth Adler", "  ")
    with pytest.raises(WaiverError):
        update_record(case.desk, "clause", clause.id, "state", "waived")
    for nobody in ("  ", "\u200b"):
        with pytest.raises(WaiverError):
            waive_clause(case.desk, clause.id, nobody, "Not needed")
        with pytest.raises(WaiverError):
            update_fields(case.desk, "clause", clause.id, {"waived_by": nobody, "reason": nobody, "state": "waived"})
    before = len(missing_clauses(case.evaluation, case.candidates["Alder"]))
    waive_clause(case.desk, clause.id, "Ruth Adler", "Covered by the master agreement")
    assert len(missing_clauses(case.evaluation, case.candidates["Alder"])) == before - 1
    assert steering(case).contracts[0].clauses[14].waived_by == "Ruth Adler"
    take_waiver_back(case.desk, clause.id)
    assert steering(case).contracts[0].clauses[14].state is ClauseState.REQUESTED
    with pytest.raises(NotFoundError):
        waive_clause(case.desk, 999, "A", "B")


def test_a_clause_that_was_deleted_is_missing_still(case):
    start_contract(case.desk, case.candidates["Alder"])
    before = missing_clauses(case.evaluation, case.candidates["Alder"])
    delete_record(case.desk, "clause", steering(case).contracts[0].clauses[0].id)
    after = missing_clauses(case.evaluation, case.candidates["Alder"])
    assert {each.code for each in after} == {each.code for each in before}
    assert [each.id for each in after if each.code == "CL01"] == [None]


def test_own_clauses_get_a_code(case):
    contract_id = start_contract(case.desk, case.candidates["Alder"])
    add_record(case.desk, "clause", contract_id, kind="contract", title="Our house rules")
    add_record(case.desk, "clause", contract_id, kind="ip", title="Our designs")
    assert [each.code for each in steering(case).contracts[0].clauses[-2:]] == ["OWN1", "OWN2"]
    with pytest.raises(DuplicateNameError):
        add_record(case.desk, "clause", contract_id, kind="ip", title="Again", code="OWN1")


def test_the_radar_shows_notice_before_the_end(desk):
    case = protected_case(desk)
    first, second = radar(case.evaluation)
    assert (first.milestone, first.on, first.days) == (Milestone.NOTICE, days_on(1010), 1010)
    assert (second.milestone, second.on, second.name) == (Milestone.RENEWAL, days_on(1100), "Alder")
    assert not first.is_near
    update_record(desk, "contract", case.contract, "notice_us_days", None)
    update_record(desk, "contract", case.contract, "renews_itself", False)
    assert [each.milestone for each in radar(case.evaluation)] == [Milestone.END]
    update_record(desk, "contract", case.contract, "ends_on", None)
    assert radar(case.evaluation) == ()


def test_a_decision_rests_on_the_standings_of_its_day(case):
    with pytest.raises(NothingDecidedError):
        decide(case.desk, case.initiative, case.candidates["Alder"], " ")
    decide(case.desk, case.initiative, case.candidates["Alder"], "Best service", alternatives="Birch")
    assert is_up_to_date(steering(case).decision, ranking_of(case.evaluation))
    case.desk.journal.undo()
    assert steering(case).decision is None
    case.desk.journal.redo()
    delete_score(case)
    assert not is_up_to_date(steering(case).decision, ranking_of(case.evaluation))
    confirm_decision(case.desk, case.initiative)
    assert is_up_to_date(steering(case).decision, ranking_of(case.evaluation))


def delete_score(case):
    with case.desk.edit("Score"):
        case.desk.db.execute("DELETE FROM score WHERE candidate_id = ?", [case.candidates["Birch"]])


def test_a_later_decision_keeps_the_approvals(case):
    record = decide(case.desk, case.initiative, case.candidates["Alder"], "Best service")
    add_record(case.desk, "approval", record, name="Ines Marsh", role="Sponsor", vote="approved")
    assert decide(case.desk, case.initiative, None, "Nobody fits") == record
    assert [each.vote for each in steering(case).decision.approvals] == [Vote.APPROVED]
    with pytest.raises(NotFoundError):
        decide(case.desk, case.initiative, 999, "Who?")
    with pytest.raises(DuplicateNameError):
        add_record(case.desk, "decision", case.initiative, reasons="Twice")


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"closed_on": "2025-12-31"}, WrongOrderError),
        ({"retest": "passed"}, NotClosedError),
        ({"closed_on": "2026-02-01", "retested_on": "2026-02-05"}, NotRetestedError),
        ({"closed_on": "2026-02-01", "retest": "passed", "retested_on": "2026-01-20"}, WrongOrderError),
        ({"due_on": None}, DeskError),
        ({"wording": " "}, DeskError),
    ],
)
def test_findings_that_make_no_sense_are_refused(case, fields, error):
    plan = add_record(case.desk, "audit_plan", case.initiative, title="Security", every_months=12)
    audit = add_record(case.desk, "audit", plan, performed_on="2026-01-10")
    with pytest.raises(error):
        add_record(case.desk, "finding", audit, **{"wording": "Shared account", "due_on": "2026-03-01", **fields})
    assert steering(case).audit_plans[0].audits[0].findings == ()


def test_more_guests_than_were_invited_and_a_level_given_twice_are_refused(case):
    training = add_record(case.desk, "training", case.initiative, title="Yes and no", invited=10)
    with pytest.raises(TooManyAttendedError, match="11 people"):
        update_record(case.desk, "training", training, "attended", 11)
    add_record(case.desk, "escalation", case.initiative, cause="Blocked")
    add_record(case.desk, "escalation", case.initiative, cause="Still blocked")
    assert [each.level for each in steering(case).escalations] == [1, 2]
    with pytest.raises(LevelTakenError, match="level 2"):
        update_record(case.desk, "escalation", steering(case).escalations[0].id, "level", 2)


def test_a_contract_cannot_end_before_it_begins(desk):
    case = protected_case(desk)
    with pytest.raises(WrongOrderError):
        update_record(desk, "contract", case.contract, "ends_on", "2001-01-01")
    with pytest.raises(DuplicateNameError):
        add_record(desk, "contract", case.candidates["Alder"])
    with pytest.raises(DuplicateNameError):
        add_record(desk, "protocol", case.initiative)


def test_the_codes_of_mandatory_clauses_are_those_of_the_library():
    found = {level: frozenset() for level in (ClauseLevel.ALL, ClauseLevel.CRITICAL)}
    for clause in governance_library().clauses:
        if clause.level in found:
            found[clause.level] |= {clause.code}
    assert clause_codes() == found
