"""Accepting, rejecting, asking back and setting aside, with waivers and gaps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outsource_desk.domain.errors import DeskError, EmptyNameError
from outsource_desk.services.answering import give_answer, touch_answer
from outsource_desk.services.asking_back import ask_back, enter_clarification
from outsource_desk.services.evidence import add_evidence, attach_file, remove_evidence
from outsource_desk.services.gaps import (
    GapClosedError,
    GapOpenError,
    NewGap,
    NoDueDateError,
    PastDateError,
    add_gap,
    close_gap,
    delete_gap,
    drop_gap,
    reopen_gap,
    revise_gap,
    start_gap,
)
from outsource_desk.services.history import undo
from outsource_desk.services.reviewing import (
    ContradictedError,
    EvidenceMissingError,
    KnockOutError,
    NotAnsweredError,
    OpenGapError,
    OwnWaiverError,
    PointsFollowError,
    PointsMissingError,
    RejectedAlreadyError,
    accept,
    accept_several,
    accept_with_gap,
    contradict,
    give_points,
    not_applicable,
    reject,
    review_again,
)
from outsource_desk.services.waivers import (
    AlreadyWaivedError,
    NothingToWaiveError,
    OwnReviewError,
    WaiverEndError,
    WaiverOverError,
    revoke_waiver,
    waive,
)
from outsource_desk.store.answers import load_answer
from outsource_desk.store.rows import update_row
from outsource_desk.store.vetting import load_gap, load_waiver
from tests.vetting_desk import day, paper, vetting_case


@pytest.fixture
def case(desk):
    return vetting_case(desk)


@pytest.fixture
def file(case, tmp_path):
    return attach_file(case.desk, case.vendors["Meridian"], paper(tmp_path))


def answer(case, code, reply, name="Meridian"):
    return give_answer(case.desk, case.candidates[name], case.questions[code], reply)


def waived(case, **changes):
    fields = {"approved_by": "CFO", "approver_role": "Chief financial officer", "reason": "No other offer"}
    fields |= {"control": "We keep our own copy", "expires_on": day(90)} | changes
    return waive(case.desk, case.candidates["Meridian"], case.questions["SEC-01"], **fields)


def gap(**changes):
    return NewGap(**{"wording": "Send the certificate", "owner": "Dana Ray", "due_on": day(30)} | changes)


def test_accepts_what_needs_no_proof(case):
    answer_id = answer(case, "SEC-03", 4)
    accept(case.desk, answer_id, " Reviewer ")
    found = load_answer(case.desk.connection, answer_id)
    assert (found.state, found.reviewer, found.reviewed_on) == ("accepted", "Reviewer", day(0))
    assert case.desk.journal.undo_label == "Accept SEC-03 of “Meridian”"
    undo(case.desk)
    assert case.state(answer_id) == "in_review"


def test_accepts_what_needs_proof_only_with_a_document_in_date(case, file):
    answer_id = answer(case, "SEC-02", "yes")
    with pytest.raises(EvidenceMissingError):
        accept(case.desk, answer_id, "Reviewer")
    claim = add_evidence(case.desk, answer_id, level="claim", wording="They said so on the phone")
    with pytest.raises(EvidenceMissingError):
        accept(case.desk, answer_id, "Reviewer")
    remove_evidence(case.desk, claim)
    old = add_evidence(case.desk, answer_id, level="document", attachment_id=file.id, expires=day(-1))
    with pytest.raises(EvidenceMissingError):
        accept(case.desk, answer_id, "Reviewer")
    remove_evidence(case.desk, old)
    add_evidence(case.desk, answer_id, level="document", attachment_id=file.id, expires=day(0))
    accept(case.desk, answer_id, "Reviewer")
    assert case.judged("SEC-02").points == 4


def test_bad_news_needs_no_proof(case):
    no = answer(case, "SEC-02", "no")
    accept(case.desk, no, "Reviewer")
    knock_out = answer(case, "SEC-01", "no")
    accept(case.desk, knock_out, "Reviewer")
    assert case.judged("SEC-01").gate == "failed"
    there = answer(case, "SEC-04", "present")  # it says that there is a document, and there is none
    with pytest.raises(EvidenceMissingError):
        accept(case.desk, there, "Reviewer")


def test_accepts_nothing_that_is_empty_rejected_contradicted_or_without_points(case):
    empty = touch_answer(case.desk, case.candidates["Meridian"], case.questions["SEC-03"])
    with pytest.raises(NotAnsweredError):
        accept(case.desk, empty, "Reviewer")
    text = answer(case, "COM-01", "Calls every week")
    with pytest.raises(PointsMissingError):
        accept(case.desk, text, "Reviewer")
    give_points(case.desk, text, 4)
    with pytest.raises(EmptyNameError):
        accept(case.desk, text, " ")
    contradict(case.desk, text, True)
    with pytest.raises(ContradictedError):
        accept(case.desk, text, "Reviewer")
    contradict(case.desk, text, False)
    reject(case.desk, text, "Reviewer", "Nobody called")
    with pytest.raises(RejectedAlreadyError):
        accept(case.desk, text, "Reviewer")
    review_again(case.desk, text)
    accept(case.desk, text, "Reviewer")
    assert case.judged("COM-01").points == 4


def test_accepts_with_a_gap_in_one_step(case):
    answer_id = answer(case, "SEC-02", "yes")
    for wrong, error in (
        (gap(owner=""), EmptyNameError),
        (gap(due_on=day(-1)), PastDateError),
        (gap(due_on=""), NoDueDateError),
        (gap(severity="huge"), DeskError),
    ):
        with pytest.raises(error):
            accept_with_gap(case.desk, answer_id, "Reviewer", wrong)
    gap_id = accept_with_gap(case.desk, answer_id, "Reviewer", gap(severity="high"))
    found = load_gap(case.desk.connection, gap_id)
    assert (found.question_id, found.owner, found.severity, found.kind, found.state) == (
        case.questions["SEC-02"], "Dana Ray", "high", "precedent", "open",
    )  # fmt: skip
    assert case.state(answer_id) == "accepted_with_gap"
    undo(case.desk)
    assert case.state(answer_id) == "in_review"
    assert case.desk.connection.execute("SELECT count(*) FROM gap").fetchone() == (0,)


def test_an_open_gap_keeps_an_answer_from_being_accepted_without_reserve(case, file):
    answer_id = answer(case, "SEC-02", "yes")
    gap_id = accept_with_gap(case.desk, answer_id, "Reviewer", gap())
    add_evidence(case.desk, answer_id, level="independent", attachment_id=file.id)
    with pytest.raises(OpenGapError):
        accept(case.desk, answer_id, "Reviewer")
    close_gap(case.desk, gap_id, "The certificate came on Monday")
    accept(case.desk, answer_id, "Reviewer")
    assert case.state(answer_id) == "accepted"


def test_accepts_several_in_one_step_and_names_those_that_cannot_be(case):
    good, open_ = answer(case, "SEC-03", 4), answer(case, "SEC-02", "yes")
    empty = touch_answer(case.desk, case.candidates["Meridian"], case.questions["SEC-06"])
    refused = accept_several(case.desk, [good, open_, empty, good], "Reviewer")
    assert [each.answer_id for each in refused] == [open_, empty]
    assert (case.state(good), case.state(open_)) == ("accepted", "in_review")
    assert case.desk.journal.undo_label == "Accept 3 answers"
    undo(case.desk)
    assert case.state(good) == "in_review"
    before = case.desk.journal.revision
    assert len(accept_several(case.desk, [open_], "Reviewer")) == 1
    assert case.desk.journal.revision == before


def test_rejects_with_a_reason(case):
    answer_id = answer(case, "SEC-03", 4)
    with pytest.raises(EmptyNameError):
        reject(case.desk, answer_id, "Reviewer", "")
    reject(case.desk, answer_id, "Reviewer", "Nobody could show it")
    assert load_answer(case.desk.connection, answer_id).reason == "Nobody could show it"
    assert case.judged("SEC-03").points == 0


def test_asks_back_and_is_in_review_once_every_reply_is_there(case):
    answer_id = answer(case, "SEC-03", 4)
    with pytest.raises(PastDateError):
        ask_back(case.desk, answer_id, "Which level?", day(-1))
    with pytest.raises(EmptyNameError):
        ask_back(case.desk, answer_id, "")
    first = ask_back(case.desk, answer_id, "Which level?", day(7))
    second = ask_back(case.desk, answer_id, "Since when?")
    assert case.state(answer_id) == "clarification"
    with pytest.raises(EmptyNameError):
        enter_clarification(case.desk, first, " ")
    enter_clarification(case.desk, first, "Level 4")
    assert case.state(answer_id) == "clarification"
    enter_clarification(case.desk, second, "Since May")
    assert case.state(answer_id) == "in_review"
    asked = load_answer(case.desk.connection, answer_id).clarifications
    assert [(each.wording, each.due_on, each.reply, each.replied_on) for each in asked] == [
        ("Which level?", day(7), "Level 4", day(0)),
        ("Since when?", None, "Since May", day(0)),
    ]


def test_a_reply_to_a_question_back_does_not_answer_the_question(case):
    answer_id = touch_answer(case.desk, case.candidates["Meridian"], case.questions["SEC-03"])
    enter_clarification(case.desk, ask_back(case.desk, answer_id, "Well?"), "We are at it")
    assert case.state(answer_id) == "unanswered"


def test_sets_aside_with_a_reason_but_never_a_knock_out(case):
    meridian = case.candidates["Meridian"]
    with pytest.raises(EmptyNameError):
        not_applicable(case.desk, meridian, case.questions["SEC-03"], "Reviewer", "")
    with pytest.raises(KnockOutError):
        not_applicable(case.desk, meridian, case.questions["SEC-01"], "Reviewer", "We are special")
    given = answer(case, "SEC-03", 4)
    assert not_applicable(case.desk, meridian, case.questions["SEC-03"], "Reviewer", "No data leaves us") == given
    assert not case.judged("SEC-03").applies
    assert load_answer(case.desk.connection, given).amount == 4
    with pytest.raises(RejectedAlreadyError):
        accept(case.desk, given, "Reviewer")
    review_again(case.desk, given)
    assert (case.state(given), load_answer(case.desk.connection, given).reason) == ("in_review", "")
    fresh = not_applicable(case.desk, meridian, case.questions["SEC-05"], "Reviewer", "No office there")
    review_again(case.desk, fresh)
    assert case.state(fresh) == "unanswered"
    before = case.desk.journal.revision
    review_again(case.desk, fresh)
    assert case.desk.journal.revision == before


def test_only_what_a_person_must_rate_takes_points(case):
    with pytest.raises(PointsFollowError):
        give_points(case.desk, answer(case, "SEC-01", "yes"), 5)
    clients = answer(case, "COM-05", 12)
    with pytest.raises(DeskError):
        give_points(case.desk, clients, 5.5)
    give_points(case.desk, clients, 3.5)
    accept(case.desk, clients, "Reviewer")
    assert case.judged("COM-05").points == 3.5
    give_points(case.desk, clients, None)
    assert (case.judged("COM-05").points, case.state(clients)) == (None, "in_review")
    with pytest.raises(NotAnsweredError):
        give_points(case.desk, touch_answer(case.desk, case.candidates["Meridian"], case.questions["COM-01"]), 3)


def test_a_contradicted_answer_earns_nothing_and_is_not_accepted_any_more(case):
    answer_id = answer(case, "SEC-03", 4)
    accept(case.desk, answer_id, "Reviewer")
    contradict(case.desk, answer_id, True)
    assert (case.judged("SEC-03").points, case.state(answer_id)) == (0, "in_review")


def test_waives_only_a_failed_gate_by_somebody_else_until_a_day(case):
    with pytest.raises(NothingToWaiveError):
        waived(case)
    answer_id = answer(case, "SEC-01", "no")
    with pytest.raises(NothingToWaiveError):
        waived(case)
    accept(case.desk, answer_id, "Reviewer")
    with pytest.raises(OwnReviewError):
        waived(case, approved_by="  REVIEWER ")
    for end in ("", day(0), day(-5)):
        with pytest.raises(WaiverEndError):
            waived(case, expires_on=end)
    for name in ("approved_by", "approver_role", "reason", "control"):
        with pytest.raises(EmptyNameError):
            waived(case, **{name: " "})
    assert case.found().gate == "failed"
    waiver_id = waived(case)
    assert (case.judged("SEC-01").gate, case.found().gate) == ("waived", "passed_with_conditions")
    assert case.desk.journal.undo_label == "Waive SEC-01 for “Meridian”"
    with pytest.raises(AlreadyWaivedError):
        waived(case)
    with pytest.raises(OwnWaiverError):
        accept(case.desk, answer_id, "CFO")
    revoke_waiver(case.desk, waiver_id)
    assert load_waiver(case.desk.connection, waiver_id).revoked_on == day(0)
    assert case.judged("SEC-01").gate == "failed"
    with pytest.raises(WaiverOverError):
        revoke_waiver(case.desk, waiver_id)
    waived(case)


def test_a_waiver_ends_by_itself(case):
    accept(case.desk, answer(case, "SEC-01", "no"), "Reviewer")
    waiver_id = waived(case, expires_on=day(1))
    with case.desk.edit("Time passes"):
        update_row(case.desk.db, "waiver", waiver_id, {"given_on": day(-9), "expires_on": day(-1)})
    assert case.judged("SEC-01").gate == "failed"
    with pytest.raises(WaiverOverError):
        revoke_waiver(case.desk, waiver_id)


def test_keeps_gaps_that_no_question_brought_up(case):
    gap_id = add_gap(case.desk, case.candidates["Meridian"], gap(kind="subsequent"))
    assert case.desk.journal.undo_label == "Add gap of “Meridian”"
    changed = gap(kind="subsequent", owner="Lee Ott", severity="critical", due_on=day(60), action="Call")
    revise_gap(case.desk, gap_id, changed)
    found = load_gap(case.desk.connection, gap_id)
    assert (found.owner, found.severity, found.due_on, found.action) == ("Lee Ott", "critical", day(60), "Call")
    with pytest.raises(PastDateError):
        revise_gap(case.desk, gap_id, replace(changed, due_on=day(-1)))
    start_gap(case.desk, gap_id)
    assert load_gap(case.desk.connection, gap_id).state == "in_progress"
    with pytest.raises(EmptyNameError):
        close_gap(case.desk, gap_id, "")
    close_gap(case.desk, gap_id, "Done on Monday")
    with pytest.raises(GapClosedError):
        close_gap(case.desk, gap_id, "Again")
    reopen_gap(case.desk, gap_id)
    with pytest.raises(GapOpenError):
        reopen_gap(case.desk, gap_id)
    drop_gap(case.desk, gap_id, "The service was left out")
    assert (load_gap(case.desk.connection, gap_id).state, load_gap(case.desk.connection, gap_id).closing) == (
        "waived", "The service was left out",
    )  # fmt: skip
    delete_gap(case.desk, gap_id)
    with pytest.raises(DeskError):
        load_gap(case.desk.connection, gap_id)


def test_refuses_a_gap_of_another_initiative_and_unknown_ids(case):
    for ids in ({"question_id": 999}, {"criterion_id": 999}):
        with pytest.raises(DeskError):
            add_gap(case.desk, case.candidates["Meridian"], gap(), **ids)
    for act in (lambda: load_waiver(case.desk.connection, 5), lambda: enter_clarification(case.desk, 5, "Hm")):
        with pytest.raises(DeskError):
            act()
