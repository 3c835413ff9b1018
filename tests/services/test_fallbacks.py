"""Who could take over: the winner is removed and the rest ranked again; what two vendors share."""

from __future__ import annotations

import pytest

from outsource_desk.domain.contingency import FallbackKind, FallbackStatus
from outsource_desk.domain.errors import DuplicateNameError, NotFoundError
from outsource_desk.services.bonds import Bond, shared_by
from outsource_desk.services.fallbacks import add_backup, backup_candidates
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.records import add_record
from outsource_desk.services.recovery import set_commitment
from outsource_desk.services.scenario_taking import start_plan
from outsource_desk.services.vendors import update_vendor
from tests.protection_desk import decided_case
from tests.scene import build_scene, refused, there


@pytest.fixture
def case(desk):
    """Alder leads Dogwood, Birch and the in-house option; nothing is prepared."""
    return decided_case(desk)


def read(case):
    evaluation = load_evaluation(case.desk, case.initiative)
    return evaluation, ranking_of(evaluation)


def candidate(case, name):
    evaluation, _ = read(case)
    return next(each for each in evaluation.candidates if each.id == case.candidates[name])


def test_the_rest_is_ranked_again_from_the_same_model(case):
    evaluation, ranking = read(case)
    totals = {each.candidate.name: each.total for each in ranking.standings}
    order = [each.candidate.name for each in ranking.ranked]
    found = backup_candidates(evaluation, ranking)
    assert [each.candidate.name for each in found] == order[1:]
    assert [each.rank for each in found] == [1, 2, 3]
    for each in found:  # no score is relative here, so totals stay as they were
        assert each.total == pytest.approx(totals[each.candidate.name])
        assert each.behind == pytest.approx(totals[order[0]] - each.total, abs=0.1)
        assert each.fallback is None


def test_without_a_sole_leader_nobody_can_be_removed(desk):
    scene = build_scene(desk)
    evaluation = load_evaluation(desk, scene.initiative)
    assert backup_candidates(evaluation, ranking_of(evaluation)) == ()


def test_what_two_vendors_share_is_told_the_tightest_bond_first(case):
    ids = {name: there(candidate(case, name).vendor_id) for name in ("Alder", "Birch")}
    update_vendor(case.desk, ids["Alder"], "group_name", "Northgate plc")
    update_vendor(case.desk, ids["Birch"], "group_name", "NORTHGATE PLC")
    for vendor_id in ids.values():
        add_record(case.desk, "site", vendor_id, name="Tower", city="Warsaw", country="PL", purposes=["delivery"])
        add_record(case.desk, "subcontractor", vendor_id, name="Cloudhost Ltd.")
    evaluation, _ = read(case)
    shared = shared_by(evaluation, candidate(case, "Alder"), candidate(case, "Birch"))
    assert [(each.bond, each.name) for each in shared] == [
        (Bond.PARENT, "Northgate plc"), (Bond.SITE, "Tower"), (Bond.SUBCONTRACTOR, "Cloudhost Ltd."),
        (Bond.COUNTRY, "PL"),
    ]  # fmt: skip
    assert [each.bond for each in shared_by(evaluation, candidate(case, "Alder"), candidate(case, "Dogwood"))] == [
        Bond.COUNTRY
    ]
    assert shared_by(evaluation, candidate(case, "Alder"), candidate(case, "In-house")) == ()


def test_a_backup_fills_the_place_that_the_plan_keeps_for_one(case):
    start_plan(case.desk, case.initiative, ["C01"])
    added = add_backup(case.desk, case.initiative, case.candidates["Birch"])
    evaluation, ranking = read(case)
    contingency = there(evaluation.protection).contingency
    fallback = next(each for each in contingency.fallbacks if each.id == added)
    assert (fallback.kind, fallback.title, fallback.status) == (
        FallbackKind.BACKUP_VENDOR, "Birch", FallbackStatus.IDENTIFIED,
    )  # fmt: skip
    assert fallback.shared_risks == "Both work from Poland."
    assert added in contingency.scenarios[0].fallback_ids
    found = {each.candidate.name: each.fallback for each in backup_candidates(evaluation, ranking)}
    assert found["Birch"] == fallback
    with refused(case.desk, DuplicateNameError):
        add_backup(case.desk, case.initiative, case.candidates["Birch"])


def test_a_second_backup_is_added_for_the_scenarios_that_one_is_meant_for(case):
    start_plan(case.desk, case.initiative, ["C01", "C03"])
    add_backup(case.desk, case.initiative, case.candidates["Birch"])
    added = add_backup(case.desk, case.initiative, case.candidates["Dogwood"])
    home = add_backup(case.desk, case.initiative, case.candidates["In-house"])
    contingency = there(read(case)[0].protection).contingency
    insolvency, outage = contingency.scenarios
    assert added in insolvency.fallback_ids
    assert added not in outage.fallback_ids
    assert next(each for each in contingency.fallbacks if each.id == home).kind is FallbackKind.BRING_IN_HOUSE


def test_only_a_candidate_of_the_initiative_stands_by(case):
    start_plan(case.desk, case.initiative, ["C01"])
    with refused(case.desk, NotFoundError):
        add_backup(case.desk, case.initiative, 999)


def test_only_what_is_not_agreed_is_told_of_recovery(case):
    objective = add_record(
        case.desk, "recovery_objective", case.initiative, process="Payroll", rto_hours=8, rpo_hours=4
    )

    def lacks() -> tuple[str, ...]:
        return next(each for each in backup_candidates(*read(case)) if each.candidate.name == "Birch").lacks

    assert lacks() == ("No recovery time is agreed.",)
    set_commitment(case.desk, objective, case.candidates["Birch"], rto_hours=8)
    assert lacks() == ()  # how often it backs up is another matter
    set_commitment(case.desk, objective, case.candidates["Birch"], rto_hours=12)
    assert lacks() == ("Payroll: Birch is back after 12 h; 8 h are needed.",)
