"""The records of a register: what they keep and what they refuse."""

from __future__ import annotations

import pytest

from outsource_desk.domain.errors import (
    BadDateError,
    DeskError,
    EmptyNameError,
    NotAWholeNumberError,
    NotFoundError,
    OutOfRangeError,
    UnknownChoiceError,
)
from outsource_desk.domain.risk import Mitigation, MitigationState, Velocity
from outsource_desk.domain.risk_errors import AcceptanceEndError
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.records import add_record, delete_record, update_record
from outsource_desk.store.vetting import today
from tests.scene import build_scene, refused


@pytest.fixture
def scene(desk):
    return build_scene(desk)


@pytest.fixture
def risk(desk, scene):
    return add_record(desk, "risk", scene.initiative, title="Data breach", likelihood=3, impact=5)


def register(desk, scene):
    evaluation = load_evaluation(desk, scene.initiative)
    assert evaluation.protection is not None
    return evaluation.protection.register


def test_a_risk_keeps_what_was_typed(desk, scene):
    fields = {
        "candidate_id": scene.candidate, "code": "R05", "title": "Data breach", "owner": "Security lead",
        "review_on": "2027-03-01", "velocity": "sudden", "signs": "Late reviews\nNear misses", "note": "See the audit",
    }  # fmt: skip
    add_record(desk, "risk", scene.initiative, **fields)
    (risk,) = register(desk, scene).risks
    assert risk.signs == ("Late reviews", "Near misses")
    assert risk.velocity is Velocity.SUDDEN
    assert (risk.candidate_id, risk.owner, risk.review_on) == (scene.candidate, "Security lead", "2027-03-01")
    assert risk.inherent is None


def test_a_rating_has_its_day(desk, scene, risk):
    (kept,) = register(desk, scene).risks
    assert kept.rated_on == today()


def test_a_mitigation_keeps_what_was_typed_and_its_money_in_minor_units(desk, scene, risk):
    add_record(desk, "mitigation", risk, wording="Least access", cost=1250.5, likelihood_effect=1, due_on="2027-01-31")
    (kept,) = register(desk, scene).risks
    assert kept.mitigations == (
        Mitigation(1, risk, "Least access", cost=125050, likelihood_effect=1, due_on="2027-01-31"),
    )


def test_a_control_that_is_verified_has_its_day(desk, scene, risk):
    control = add_record(desk, "mitigation", risk, wording="Least access")
    update_record(desk, "mitigation", control, "state", "verified")
    (kept,) = register(desk, scene).risks[0].mitigations
    assert (kept.state, kept.verified_on) == (MitigationState.VERIFIED, today())


def test_an_acceptance_without_a_day_begins_when_it_began(desk, risk):
    kept = add_record(
        desk, "risk_acceptance", risk, accepted_by="B. Ng", role="Chief executive", reason="No other way",
        accepted_on="2026-01-05", expires_on="2999-01-01",
    )  # fmt: skip
    before = desk.journal.fingerprint
    update_record(desk, "risk_acceptance", kept, "accepted_on", "")
    assert desk.journal.fingerprint == before


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("title", " ", EmptyNameError),
        ("likelihood", 6, OutOfRangeError),
        ("impact", 0, OutOfRangeError),
        ("residual_impact", 2.5, NotAWholeNumberError),
        ("category", "weather", UnknownChoiceError),
        ("velocity", "soon", UnknownChoiceError),
        ("review_on", "next week", BadDateError),
        ("state", "closed", UnknownChoiceError),  # states have verbs of their own
        ("candidate_id", 999, NotFoundError),
    ],
)
def test_a_value_that_means_nothing_is_refused(desk, risk, field, value, kind):
    with refused(desk, kind):
        update_record(desk, "risk", risk, field, value)


def test_a_risk_of_a_candidate_elsewhere_is_refused(desk, scene, risk):
    with refused(desk, NotFoundError):
        update_record(desk, "risk", risk, "candidate_id", scene.other_candidate)


@pytest.mark.parametrize(
    ("field", "value"), [("likelihood_effect", 3), ("impact_effect", -1), ("cost", -5), ("state", "done"), ("kind", "")]
)
def test_a_mitigation_that_means_nothing_is_refused(desk, risk, field, value):
    control = add_record(desk, "mitigation", risk, wording="Least access")
    with refused(desk, DeskError):
        update_record(desk, "mitigation", control, field, value)


@pytest.mark.parametrize("ends", [None, "2020-01-01"])
def test_an_acceptance_must_end_after_it_began(desk, risk, ends):
    with refused(desk, AcceptanceEndError):
        add_record(desk, "risk_acceptance", risk, accepted_by="N. N.", role="CIO", reason="Small", expires_on=ends)


def test_a_dismissal_has_a_reason_and_its_day(desk, scene):
    with refused(desk, EmptyNameError):
        add_record(desk, "dismissed_risk", scene.initiative, code="R34")
    add_record(desk, "dismissed_risk", scene.initiative, code="R34", reason="No individuals are hired")
    (kept,) = register(desk, scene).dismissed
    assert (kept.code, kept.dismissed_on) == ("R34", today())


def test_what_is_deleted_comes_back_with_what_belonged_to_it(desk, scene, risk):
    add_record(desk, "mitigation", risk, wording="Least access")
    before = register(desk, scene)
    delete_record(desk, "risk", risk)
    assert register(desk, scene).risks == ()
    desk.journal.undo()
    assert register(desk, scene) == before
