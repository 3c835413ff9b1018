"""The sample has been vetted: gates failed and waived, a certificate that runs out, files inside, gaps with owners."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.vetted import VettingGate
from outsource_desk.domain.vetting import AnswerState, Depth, GateResult
from outsource_desk.paths import resource
from outsource_desk.services.attaching import content_of, lost_files
from outsource_desk.services.initiatives import find_initiative
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.sample import add_sample
from outsource_desk.services.tiering import tier_of
from outsource_desk.services.vetted import vetted_of


@pytest.fixture
def evaluation(sample_desk):
    return load_evaluation(sample_desk, find_initiative(sample_desk).id)


@pytest.fixture
def vetted(evaluation):
    """Return what vetting found, by the first word of each candidate's name."""
    found = vetted_of(evaluation)
    assert found is not None
    names = {each.id: each.name.split()[0] for each in evaluation.candidates}
    return {names[number]: candidate for number, candidate in found.candidates.items()}


def test_the_function_is_important_and_vetted_accordingly(evaluation):
    assert tier_of(evaluation.initiative, evaluation.tiering).tier == "T2"
    assert evaluation.vetting.questionnaire.depth is Depth.STANDARD
    assert (evaluation.vetting.questionnaire.template, evaluation.vetting.questionnaire.version) == (
        "vetting-standard", "1.0",
    )  # fmt: skip


def test_one_knock_out_is_failed_and_one_is_waived(vetted):
    assert [each.question.code for each in vetted["Quillbrook"].knocked_out] == ["SEC-03"]
    waived = [each for each in vetted["Sennevale"].gates if each.gate is GateResult.WAIVED]
    assert [(each.question.code, each.waiver.approver_role) for each in waived] == [
        ("PPL-03", "Chief Operating Officer")
    ]
    gates = {name: candidate.gate for name, candidate in vetted.items()}
    assert gates == {
        "Ardenfell": VettingGate.PASSED,
        "Callisten": VettingGate.WITH_CONDITIONS,
        "Sennevale": VettingGate.WITH_CONDITIONS,
        "Quillbrook": VettingGate.FAILED,
    }


def test_scores_follow_what_was_proven(vetted):
    secured = {name: round(candidate.overall.secured) for name, candidate in vetted.items()}
    assert list(secured) == ["Ardenfell", "Callisten", "Sennevale", "Quillbrook"]
    assert list(secured.values()) == sorted(secured.values(), reverse=True)
    assert vetted["Ardenfell"].overall.coverage > 0.9 > 0.6 > vetted["Quillbrook"].overall.coverage


def test_a_certificate_is_about_to_run_out(evaluation):
    soon = f"{datetime.now(UTC) + timedelta(days=90):%Y-%m-%d}"
    ends = [
        (certificate.scheme, dossier.vendor_id)
        for dossier in evaluation.vetting.dossiers.values()
        for certificate in dossier.certificates
        if certificate.ends and evaluation.vetting.as_of < certificate.ends < soon
    ]
    assert [scheme for scheme, _ in ends] == ["ISO/IEC 27001", "SOC 2 Type 1"]


def test_every_file_of_evidence_lies_inside_and_is_the_one_beside_the_sample(sample_desk, evaluation):
    folder = resource("sample", "evidence")
    files = {file.file_name: file for dossier in evaluation.vetting.dossiers.values() for file in dossier.attachments}
    assert set(files) == {path.name for path in folder.glob("*.pdf")}
    assert lost_files(sample_desk) == []
    for name, file in files.items():
        assert content_of(sample_desk, file.id) == (folder / name).read_bytes()


def test_gaps_have_owners_and_days_to_come(evaluation):
    gaps = evaluation.vetting.gaps
    assert len(gaps) == 9
    assert all(gap.owner and gap.due_on > evaluation.vetting.as_of for gap in gaps)


def test_something_is_still_to_do(evaluation):
    states = {answer.state for answer in evaluation.vetting.answers}
    assert states >= {AnswerState.IN_REVIEW, AnswerState.CLARIFICATION, AnswerState.REJECTED}


def test_the_race_is_as_close_as_without_the_vetting(evaluation):
    ranking = ranking_of(evaluation)
    assert [round(standing.total, 1) for standing in ranking.ranked] == [70.9, 69.8, 59.3, 55.7]


def test_nothing_that_a_vendor_must_prove_was_accepted_without_proof(vetted):
    for candidate in vetted.values():
        for each in candidate.judged.values():
            if each.state is AnswerState.ACCEPTED and each.points:
                assert not each.is_claim, each.question.code


def test_a_spoilt_line_is_named(desk, tmp_path):
    shutil.copytree(resource("sample"), tmp_path / "sample")
    file = tmp_path / "sample" / "service_desk_vetting.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("ask: CORP-04, says: [11", "ask: CORP-04, says: [many", 1), encoding="utf-8")
    line = text[: text.index("ask: CORP-04")].count("\n") + 1
    with pytest.raises(DeskError, match=f"service_desk_vetting.yaml, line {line}"):
        add_sample(desk, tmp_path / "sample" / "service_desk.yaml")
    assert desk.connection.execute("SELECT count(*) FROM initiative").fetchone() == (0,)
