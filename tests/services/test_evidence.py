"""Files of strangers inside the document, and what they prove."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outsource_desk.domain.errors import DeskError, NotFoundError, UnknownChoiceError
from outsource_desk.services.answering import give_answer
from outsource_desk.services.attaching import (
    OwnFileError,
    lost_files,
    remove_file,
    size_of_files,
    size_warning,
    update_file,
)
from outsource_desk.services.checking import check_file
from outsource_desk.services.desk import create_desk, open_desk
from outsource_desk.services.evidence import (
    FILE_LIMIT,
    EmptyEvidenceError,
    EvidenceThereError,
    EvidenceTooLargeError,
    EvidenceWithoutSourceError,
    FileThereError,
    LostContentError,
    NobodyCheckedError,
    NoSuchFileError,
    NotAPlainFileError,
    OtherVendorError,
    ProgramRefusedError,
    add_evidence,
    attach_as_evidence,
    attach_file,
    content_of,
    remove_evidence,
    save_attachment,
    update_evidence,
    verify_evidence,
)
from outsource_desk.services.exports import CannotWriteError
from outsource_desk.services.file_kinds import cleaned_name, kind_of
from outsource_desk.services.gaps import NewGap, close_gap, delete_gap, drop_gap
from outsource_desk.services.history import undo
from outsource_desk.services.reviewing import accept, accept_with_gap, give_points
from outsource_desk.store.answers import load_answer
from outsource_desk.store.rows import insert_row, update_row
from tests.vetting_desk import QUESTIONS, day, paper, vetting_case

OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = b"%PDF-1.7\nA report\n"


@pytest.fixture
def case(desk):
    return vetting_case(desk)


def blobs(desk):
    return desk.connection.execute("SELECT count(*) FROM blob").fetchone()[0]


def answer(case, code, reply, name="Meridian"):
    return give_answer(case.desk, case.candidates[name], case.questions[code], reply)


def test_takes_a_file_in_and_gives_it_out_unchanged(case, tmp_path):
    path = paper(tmp_path, "ISO 27001.pdf")
    file = attach_file(case.desk, case.vendors["Meridian"], path)
    assert (file.file_name, file.media_type, file.size) == ("ISO 27001.pdf", "application/pdf", len(PDF))
    assert (file.sha256, file.added_by) == (hashlib.sha256(PDF).hexdigest(), "Analyst")
    assert case.desk.journal.undo_label == "Attach “ISO 27001.pdf” to “Meridian”"
    target = save_attachment(case.desk, file.id, tmp_path / "copy.pdf")
    assert target.read_bytes() == PDF == content_of(case.desk, file.id)
    if sys.platform != "win32":
        assert not target.stat().st_mode & 0o111


def test_the_same_content_is_kept_once_and_is_one_file_of_each_vendor(case, tmp_path):
    first = attach_file(case.desk, case.vendors["Meridian"], paper(tmp_path, "a.pdf"))
    before = case.desk.journal.revision
    assert attach_file(case.desk, case.vendors["Meridian"], paper(tmp_path, "b.pdf")) == first
    assert case.desk.journal.revision == before
    other = attach_file(case.desk, case.vendors["Northbridge"], paper(tmp_path, "c.pdf"))
    assert (other.id == first.id, blobs(case.desk), size_of_files(case.desk)) == (False, 1, len(PDF))
    assert size_warning(case.desk) == ""


def test_undo_takes_the_file_away_but_not_its_content_before_the_history_goes(case, tmp_path):
    attach_file(case.desk, case.vendors["Meridian"], paper(tmp_path))
    undo(case.desk)
    assert blobs(case.desk) == 1
    kept = attach_file(case.desk, case.vendors["Meridian"], paper(tmp_path, "kept.txt", b"An extract\n"))
    case.desk.file.save_copy(tmp_path / "whole.odesk", with_history=True)
    case.desk.file.save_copy(tmp_path / "bare.odesk", with_history=False)
    with open_desk(tmp_path / "whole.odesk") as whole, open_desk(tmp_path / "bare.odesk") as bare:
        assert (blobs(whole), blobs(bare)) == (2, 1)
        assert content_of(bare, kept.id) == b"An extract\n"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", PDF, "application/pdf"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n....", "image/png"),
        ("a.pdf", b"\xff\xd8\xff\xe0....", "image/jpeg"),
        ("a.bin", b"PK\x03\x04..word/document.xml", f"{OFFICE}.wordprocessingml.document"),
        ("a.bin", b"PK\x03\x04..xl/workbook.xml", f"{OFFICE}.spreadsheetml.sheet"),
        ("a.pdf", b"PK\x03\x04....", "application/zip"),
        ("a.csv", "Größe;1\n".encode(), "text/csv"),
        ("a.pdf", "Größe;1\n".encode(), "text/plain"),
        ("a.txt", "Größe".encode("utf-16"), "text/plain"),
        ("a.txt", b"\x01\x02\xff", "application/octet-stream"),
        ("MZ.txt", b"MZ is a code, not a program", "text/plain"),
    ],
)  # fmt: skip
def test_the_bytes_say_what_a_file_is(name, content, kind):
    assert kind_of(name, content) == kind


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/pass wd", "pass wd"),
        ("C:\\temp\\report.pdf", "report.pdf"),
        ("exe\u202egpj.pdf", "exegpj.pdf"),
        (" .hidden. ", "hidden"),
        ("a<b>|?.pdf", "a_b___.pdf"),
        ("NUL.txt", "_NUL.txt"),
        ("\x00\x01", "file"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_is_made_harmless(name, clean):
    assert cleaned_name(name) == clean


def test_refuses_what_is_no_evidence(case, tmp_path):
    vendor = case.vendors["Meridian"]
    link = tmp_path / "link.pdf"
    folder = tmp_path / "folder"
    folder.mkdir()
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(FILE_LIMIT + 1)
    refusals = [
        (tmp_path / "nowhere.pdf", NoSuchFileError),
        (case.desk.path, OwnFileError),
        (paper(tmp_path, "other.odesk"), OwnFileError),
        (folder, NotAPlainFileError),
        (large, EvidenceTooLargeError),
        (paper(tmp_path, "empty.pdf", b""), EmptyEvidenceError),
        (paper(tmp_path, "setup.pdf", b"MZ\x90\x00\x03"), ProgramRefusedError),
        (paper(tmp_path, "tool", b"\x7fELF\x02"), ProgramRefusedError),
        (paper(tmp_path, "script.txt", b"#!/bin/sh\nrm -rf /\n"), ProgramRefusedError),
        (paper(tmp_path, "macro.VBS", b"MsgBox 1"), ProgramRefusedError),
    ]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.pdf")
        refusals.append((tmp_path / "pipe.pdf", NotAPlainFileError))
        link.symlink_to(paper(tmp_path))
        refusals.append((link, NotAPlainFileError))
    before = case.desk.journal.revision
    for path, error in refusals:
        with pytest.raises(error) as refusal:
            attach_file(case.desk, vendor, path)
        assert refusal.value.remedy
    with pytest.raises(NotFoundError):
        attach_file(case.desk, 999, paper(tmp_path))
    assert (case.desk.journal.revision, blobs(case.desk)) == (before, 0)


def test_never_overwrites_unasked(case, tmp_path):
    file = attach_file(case.desk, case.vendors["Meridian"], paper(tmp_path))
    mine = paper(tmp_path, "mine.pdf", b"mine")
    with pytest.raises(FileThereError):
        save_attachment(case.desk, file.id, mine)
    assert mine.read_bytes() == b"mine"
    save_attachment(case.desk, file.id, mine, replace=True)
    assert mine.read_bytes() == PDF
    with pytest.raises(CannotWriteError):
        save_attachment(case.desk, file.id, tmp_path / "no folder" / "a.pdf")
    with pytest.raises(OwnFileError):
        save_attachment(case.desk, file.id, case.desk.path, replace=True)


def test_an_altered_content_is_named_not_used_and_healed_by_the_original(desk, tmp_path):
    case = vetting_case(desk)
    file = attach_file(desk, case.vendors["Meridian"], paper(tmp_path, "ISO 27001.pdf"))
    desk.close()
    content = desk.path.read_bytes()
    assert content.count(PDF) == 1
    desk.path.write_bytes(content.replace(PDF, b"%PDF-1.7\nA forgery"[: len(PDF)]))
    result = check_file(desk.path)
    assert not result.is_sound
    assert result.faults == ("Files inside the document are missing or altered: “ISO 27001.pdf”.",)
    assert result.damaged == ()
    with open_desk(desk.path) as opened:
        with pytest.raises(LostContentError):
            content_of(opened, file.id)
        with pytest.raises(LostContentError):
            save_attachment(opened, file.id, tmp_path / "out.pdf")
        assert lost_files(opened) == ["ISO 27001.pdf"]
        assert attach_file(opened, case.vendors["Meridian"], paper(tmp_path)).id == file.id
        assert content_of(opened, file.id) == PDF
    assert check_file(desk.path).is_sound


def test_warns_of_a_document_that_grows_unwieldy(case, tmp_path):
    file = attach_file(case.desk, case.vendors["Meridian"], paper(tmp_path))
    with case.desk.edit("Supposed size"):
        update_row(case.desk.db, "attachment", file.id, {"size": 201 * 1024 * 1024})
    assert "201 MiB" in size_warning(case.desk)


def test_one_file_proves_several_answers_and_leaves_all_at_once(case, tmp_path):
    file = attach_file(case.desk, case.vendors["Meridian"], paper(tmp_path))
    answers = [answer(case, "SEC-01", "yes"), answer(case, "SEC-02", "yes")]
    for each in answers:
        add_evidence(case.desk, each, level="independent", attachment_id=file.id)
        accept(case.desk, each, "Reviewer")
    assert (case.judged("SEC-01").points, case.judged("SEC-02").points) == (5, 5)
    remove_file(case.desk, file.id)
    assert [case.state(each) for each in answers] == ["in_review", "in_review"]
    undo(case.desk)
    assert [case.state(each) for each in answers] == ["accepted", "accepted"]


def test_the_level_caps_what_an_answer_earns(case, tmp_path):
    first = answer(case, "SEC-02", "yes")
    assert case.judged("SEC-02").points == 2
    evidence = add_evidence(case.desk, first, level="claim", wording="On the phone")
    assert case.judged("SEC-02").points == 3
    update_evidence(case.desk, evidence, "level", "document")
    assert case.judged("SEC-02").points == 4
    verify_evidence(case.desk, evidence, "Auditor")
    assert (case.judged("SEC-02").points, case.judged("SEC-02").level) == (5, "verified")
    update_evidence(case.desk, evidence, "expires", day(-1))
    assert (case.judged("SEC-02").points, case.judged("SEC-02").level) == (2, "expired")


@pytest.mark.parametrize("act", ["remove", "level", "expiry", "file expiry"])
def test_an_acceptance_never_outlives_what_it_rested_on(case, tmp_path, act):
    file = attach_file(case.desk, case.vendors["Meridian"], paper(tmp_path))
    first = answer(case, "SEC-02", "yes")
    evidence = add_evidence(case.desk, first, level="document", attachment_id=file.id)
    accept(case.desk, first, "Reviewer")
    update_evidence(case.desk, evidence, "wording", "Page 4")
    assert case.state(first) == "accepted"
    match act:
        case "remove":
            remove_evidence(case.desk, evidence)
        case "level":
            update_evidence(case.desk, evidence, "level", "claim")
        case "expiry":
            update_evidence(case.desk, evidence, "expires", day(-1))
        case _:
            update_file(case.desk, file.id, "expires", day(-1))
    found = load_answer(case.desk.connection, first)
    assert (found.state, found.reviewer) == ("in_review", "")
    undo(case.desk)
    assert case.state(first) == "accepted"


def test_a_second_proof_keeps_the_acceptance(case, tmp_path):
    file = attach_file(case.desk, case.vendors["Meridian"], paper(tmp_path))
    first = answer(case, "SEC-02", "yes")
    evidence = add_evidence(case.desk, first, level="document", attachment_id=file.id)
    add_evidence(case.desk, first, level="independent", address="https://register.example/42")
    accept(case.desk, first, "Reviewer")
    remove_evidence(case.desk, evidence)
    assert case.state(first) == "accepted"


def test_a_failed_gate_stays_failed_without_its_evidence(case, tmp_path):
    file = attach_file(case.desk, case.vendors["Meridian"], paper(tmp_path))
    first = answer(case, "SEC-01", "no")
    evidence = add_evidence(case.desk, first, level="document", attachment_id=file.id)
    accept(case.desk, first, "Reviewer")
    remove_evidence(case.desk, evidence)
    assert (case.state(first), case.found().gate) == ("accepted", "failed")


def test_a_gate_that_a_gap_cannot_pass_stays_failed_without_its_evidence(case):
    with case.desk.edit("Strict rule"):
        update_row(case.desk.db, "question", case.questions["SEC-01"], {"pass_when": "review == accepted"})
    answer_id = answer(case, "SEC-01", "yes")
    evidence = add_evidence(case.desk, answer_id, level="document", wording="Seen")
    accept_with_gap(case.desk, answer_id, "Reviewer", NewGap("Renew it", "Lee Ott", day(30)))
    assert case.judged("SEC-01").gate == "failed"
    remove_evidence(case.desk, evidence)
    assert (case.judged("SEC-01").gate, case.state(answer_id)) == ("failed", "accepted_with_gap")


def test_an_acceptance_with_a_gap_never_outlives_the_gap(case):
    answer_id = answer(case, "SEC-01", "yes")
    gaps = [accept_with_gap(case.desk, answer_id, "Reviewer", NewGap(each, "Lee Ott", day(30))) for each in "ab"]
    delete_gap(case.desk, gaps[0])
    assert (case.judged("SEC-01").gate, case.state(answer_id)) == ("passed", "accepted_with_gap")
    delete_gap(case.desk, gaps[1])
    assert (case.judged("SEC-01").gate, case.state(answer_id)) == ("open", "in_review")
    undo(case.desk)
    assert case.state(answer_id) == "accepted_with_gap"


def test_the_first_file_answers_a_question_for_a_document(case, tmp_path):
    meridian, question = case.candidates["Meridian"], case.questions["SEC-04"]
    paths = [paper(tmp_path, "a.pdf"), paper(tmp_path, "b.pdf", PDF + b"2")]
    assert len(attach_as_evidence(case.desk, meridian, question, paths)) == 2
    judged = case.judged("SEC-04")
    assert judged.answer is not None
    assert (judged.answer.reply, judged.state, judged.points) == ("present", "in_review", 4)
    assert case.desk.journal.undo_label == "Attach 2 files for “Meridian”"
    assert attach_as_evidence(case.desk, meridian, question, paths[:1]) == ()
    undo(case.desk)
    assert case.judged("SEC-04").answer is None


def test_all_files_or_none(case, tmp_path):
    paths = [paper(tmp_path), paper(tmp_path, "setup.exe", b"MZ\x90\x00")]
    with pytest.raises(ProgramRefusedError):
        attach_as_evidence(case.desk, case.candidates["Meridian"], case.questions["SEC-04"], paths)
    assert (case.judged("SEC-04").answer, blobs(case.desk)) == (None, 0)


def test_refuses_evidence_that_is_none(case, tmp_path):
    first = answer(case, "SEC-02", "yes")
    ours = attach_file(case.desk, case.vendors["Meridian"], paper(tmp_path))
    theirs = attach_file(case.desk, case.vendors["Northbridge"], paper(tmp_path))
    add_evidence(case.desk, first, level="document", attachment_id=ours.id)
    add = partial(add_evidence, case.desk, first)
    for error, refused in (
        (EvidenceWithoutSourceError, partial(add, level="document")),
        (NobodyCheckedError, partial(add, level="verified", wording="Seen")),
        (OtherVendorError, partial(add, level="document", attachment_id=theirs.id)),
        (EvidenceThereError, partial(add, level="document", attachment_id=ours.id)),
        (UnknownChoiceError, partial(add, level="expired", wording="Seen")),
        (DeskError, partial(add, level="document", wording="Seen", expires="soon")),
        (NotFoundError, partial(add, level="document", attachment_id=999)),
    ):
        with pytest.raises(error):
            refused()
    seen = add_evidence(case.desk, first, level="verified", wording="Seen on site", checked_by="Auditor")
    assert case.judged("SEC-02").answer.evidence[-1].checked_on == day(0)
    for error, field, value in (
        (NobodyCheckedError, "checked_by", ""),
        (EvidenceWithoutSourceError, "wording", ""),
        (UnknownChoiceError, "level", "none"),
    ):
        with pytest.raises(error):
            update_evidence(case.desk, seen, field, value)
    with pytest.raises(NotFoundError):
        remove_evidence(case.desk, 999)


def test_notes_what_is_known_of_a_file(case, tmp_path):
    file = attach_file(case.desk, case.vendors["Meridian"], paper(tmp_path))
    for field, value in (
        ("issuer", "TÜV"),
        ("dated", "2026-01-02"),
        ("classification", "internal"),
        ("file_name", "a/b.pdf"),
    ):
        update_file(case.desk, file.id, field, value)
    same = attach_file(case.desk, case.vendors["Meridian"], paper(tmp_path))
    assert (same.issuer, same.dated, same.classification, same.file_name) == ("TÜV", "2026-01-02", "internal", "b.pdf")
    with pytest.raises(DeskError):
        update_file(case.desk, file.id, "sha256", "0" * 64)


REPLIES = {
    "yn": st.sampled_from(["yes", "no"]), "ypn": st.sampled_from(["yes", "partly", "no"]), "mat": st.integers(0, 5),
    "num": st.integers(0, 40), "pct": st.integers(0, 100), "text": st.just("Words"),
    "doc": st.sampled_from(["present", "missing"]),
    "choice": st.sampled_from(["weekly", "monthly", "never"]), "multi": st.sampled_from(["english", "english french"]),
    "date": st.sampled_from([day(-30), day(30)]),
}  # fmt: skip
EVIDENCE = st.tuples(
    st.sampled_from(["claim", "document", "independent", "verified"]), st.sampled_from([None, -3, 0, 40])
)
FILLED = st.lists(
    st.sampled_from(QUESTIONS).flatmap(
        lambda each: st.tuples(st.just(each[0]), REPLIES[each[2]], st.lists(EVIDENCE, max_size=2), st.booleans())
    ),
    unique_by=lambda each: each[0],
    max_size=6,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with create_desk(tmp_path_factory.mktemp("vetting") / "decision.odesk", author="Analyst") as desk:
        yield vetting_case(desk)


def filled(case, plan):
    """Answer as planned, accepting what can be; return the ids of the evidence."""
    with case.desk.edit("Empty"):
        case.desk.db.conn.execute("DELETE FROM answer")
    found = []
    for code, reply, evidence, is_accepted in plan:
        answer_id = answer(case, code, reply)
        if code in ("COM-01", "COM-05"):
            give_points(case.desk, answer_id, 4)
        for level, days in evidence:
            expires = None if days is None else day(days)
            found.append(
                add_evidence(case.desk, answer_id, level=level, wording="Seen", expires=expires, checked_by="Auditor")
            )
        if is_accepted:
            try:
                accept(case.desk, answer_id, "Reviewer")
            except DeskError:
                pass  # what needs proof and has none stays in review
    return found


def figures(case):
    """Return every figure that evidence may move: points, so far, secured of sections and of all."""
    found = case.found()
    points = [each.points or 0.0 for each in found.judged.values()]
    scores = [(each.so_far or 0.0, each.secured or 0.0) for each in (*found.sections.values(), found.overall)]
    return [*points, *(score for pair in scores for score in pair)]


slow = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@slow
@given(FILLED, st.data())
def test_losing_evidence_never_raises_anything(shared, plan, data):
    evidence = filled(shared, plan)
    if not evidence:
        return
    lost = data.draw(st.sampled_from(evidence))
    before, gate = figures(shared), shared.found().gate
    if data.draw(st.booleans()):
        remove_evidence(shared.desk, lost)
    elif data.draw(st.booleans()):
        update_evidence(shared.desk, lost, "expires", day(-1))
    else:  # time passes, and nobody touches the file
        with shared.desk.edit("Time passes"):
            update_row(shared.desk.db, "evidence", lost, {"expires": day(-1)})
    assert all(now <= then + 1e-9 for now, then in zip(figures(shared), before, strict=True))
    order = ["failed", "open", "passed_with_conditions", "passed"]
    assert order.index(shared.found().gate) <= order.index(gate)


@slow
@given(FILLED)
def test_silence_never_beats_an_accepted_answer(shared, plan):
    filled(shared, plan)
    vendor, silent = shared.found("Meridian"), shared.found("Northbridge")
    assert (silent.overall.secured or 0) == 0
    assert (silent.overall.secured or 0) <= (vendor.overall.secured or 0)
    assert silent.overall.so_far is None


@slow
@given(FILLED, st.sampled_from(["SEC", "COM"]), st.integers(0, 5))
def test_another_question_never_raises_what_is_secured(shared, plan, section, weight):
    filled(shared, plan)
    before = shared.found()
    with shared.desk.edit("One more"):
        more = {"section_id": shared.sections[section], "position": 99, "code": "NEW-01", "wording": "Asks more?"}
        question = insert_row(shared.desk.db, "question", {**more, "kind": "yn", "weight": weight})
    after = shared.found()
    with shared.desk.edit("One less"):
        shared.desk.db.conn.execute("DELETE FROM question WHERE id = ?", [question])
    assert (after.overall.secured or 0) <= (before.overall.secured or 0) + 1e-9
    for each, scores in before.sections.items():
        assert (after.sections[each].secured or 0) <= (scores.secured or 0) + 1e-9


def test_an_acceptance_with_a_gap_never_outlives_that_somebody_does_without_the_gap(case):
    answer_id = answer(case, "SEC-01", "yes")
    gaps = [accept_with_gap(case.desk, answer_id, "Reviewer", NewGap(each, "Lee Ott", day(30))) for each in "ab"]
    drop_gap(case.desk, gaps[0], "The other one covers it")
    assert (case.judged("SEC-01").gate, case.state(answer_id)) == ("passed", "accepted_with_gap")
    drop_gap(case.desk, gaps[1], "Nobody needs it")
    assert (case.judged("SEC-01").gate, case.state(answer_id)) == ("open", "in_review")
    undo(case.desk)
    assert (case.judged("SEC-01").gate, case.state(answer_id)) == ("passed", "accepted_with_gap")
    close_gap(case.desk, gaps[1], "The certificate came")
    assert case.state(answer_id) == "accepted_with_gap"


def test_doing_without_a_gap_opens_no_gate_that_was_missed(case):
    answer_id = answer(case, "SEC-01", "no")
    gap_id = accept_with_gap(case.desk, answer_id, "Reviewer", NewGap("Renew it", "Lee Ott", day(30)))
    drop_gap(case.desk, gap_id, "Nobody needs it")
    assert (case.judged("SEC-01").gate, case.state(answer_id)) == ("failed", "accepted_with_gap")
