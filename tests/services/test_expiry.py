from dataclasses import replace

import pytest

from outsource_desk.domain.dossier import Attachment, Certificate, Dossier, Insurance, InsuranceKind
from outsource_desk.domain.vetting import (
    Answer,
    AnswerType,
    Evidence,
    EvidenceLevel,
    Question,
    Questionnaire,
    Vetting,
    VettingSection,
    Waiver,
)
from outsource_desk.services.expiry import Ending, Validity, expiring, validity, worst
from outsource_desk.services.ranking import load_evaluation
from tests.scene import build_scene

FILE = Attachment(5, 1, "0" * 64, "iso.pdf", "application/pdf", 10, expires="2026-06-30")
DOSSIER = Dossier(
    1,
    certificates=(
        Certificate(1, 1, "ISO 9001", expires="2026-03-31", bridge_until="2026-09-30"),
        Certificate(2, 1, "ISO/IEC 27001", expires="2026-05-31"),
        Certificate(3, 1, "SOC 2"),
    ),
    insurances=(Insurance(4, 1, InsuranceKind.CYBER, expires="2025-12-31"),),
    attachments=(FILE,),
)


@pytest.mark.parametrize(
    ("ends", "state"),
    [
        ("2026-08-30", Validity.VALID),  # 91 days away
        ("2026-08-29", Validity.EXPIRING),
        ("2026-05-31", Validity.EXPIRING),  # today it still counts
        ("2026-05-30", Validity.EXPIRED),
        (None, Validity.UNKNOWN),
    ],
)
def test_what_ends_within_ninety_days_is_about_to_expire(ends, state):
    assert validity(ends, "2026-05-31") is state


def test_what_ends_before_a_day_is_listed_soonest_first():
    found = expiring(DOSSIER, "2026-07-01")
    assert [(each.kind, each.ends) for each in found] == [
        (Ending.INSURANCE, "2025-12-31"),
        (Ending.CERTIFICATE, "2026-05-31"),
        (Ending.FILE, "2026-06-30"),
    ]
    assert [each.name for each in expiring(DOSSIER, "2026-05-31")] == [
        "cyber"
    ]  # what still counts on the day is left out


def test_a_bridge_letter_carries_a_certificate():
    (bridged,) = (each for each in expiring(DOSSIER, "2027-01-01") if each.bridged)
    assert (bridged.name, bridged.ends) == ("ISO 9001", "2026-09-30")


def test_evidence_and_waivers_of_an_initiative_end_too(desk):
    scene = build_scene(desk)
    question = Question(7, 1, "SEC-01", "Certified?", AnswerType.YES_NO)
    evidence = (
        Evidence(8, 9, EvidenceLevel.INDEPENDENT, address="https://x", expires="2026-04-01"),
        Evidence(10, 9, EvidenceLevel.DOCUMENT, attachment=FILE),
    )
    waiver = Waiver(11, scene.candidate, 7, "CIO", "Board", "Small", "Audit", "2026-01-01", "2026-05-01")
    vetting = Vetting(
        Questionnaire(
            1, scene.initiative, "Standard", sections=(VettingSection(1, "SEC", "Security", 1, questions=(question,)),)
        ),
        "2026-03-01",
        answers=(Answer(9, scene.candidate, 7, evidence=evidence),),
        waivers=(waiver, replace(waiver, id=12, revoked_on="2026-02-01")),
        dossiers={scene.candidate: DOSSIER},
    )
    evaluation = load_evaluation(desk, scene.initiative)
    assert expiring(evaluation, "2026-06-01") == ()  # nothing is vetted yet
    found = expiring(replace(evaluation, vetting=vetting), "2026-05-15")
    assert [(each.kind, each.id, each.name, each.candidate_id) for each in found] == [
        (Ending.INSURANCE, 4, "cyber", scene.candidate),
        (Ending.EVIDENCE, 8, "SEC-01", scene.candidate),
        (Ending.WAIVER, 11, "SEC-01", scene.candidate),
    ]


def test_the_worst_state_counts():
    assert worst([Validity.VALID, Validity.UNKNOWN, Validity.EXPIRING]) is Validity.EXPIRING
    assert worst([]) is None
