"""Write what a vendor's copy says: one act, each answer with its cell, and nothing judged is overwritten unasked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import NAME_LIMIT
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import one_line
from outsource_desk.domain.kept import kept_wording, open_kept
from outsource_desk.domain.vetting import NOT_SEEN, AnswerState, EvidenceLevel
from outsource_desk.services.answering import give_answer, touch_answer
from outsource_desk.services.evidence import add_evidence
from outsource_desk.services.replies import Given, Reply
from outsource_desk.services.reviewing import review_again
from outsource_desk.services.vendor_copies import vetting_of
from outsource_desk.services.vendor_copy_plan import LONG, CopiedAnswer, Fate, ImportLog, VendorCopyPlan, log_lines
from outsource_desk.store.rows import find_row, insert_row, update_row, upsert_row
from outsource_desk.store.vetting import today

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

_TAKEN = "The later answer was taken."


class UnusableCopyError(DeskError):
    """A file was given as a vendor's copy that cannot be used as one."""

    remedy = "Choose the workbook that was sent to the vendor, as it came back; or send it once more."

    def __init__(self, refusal: str, remedy: str) -> None:
        super().__init__(refusal)
        self.remedy = remedy or self.remedy


class CopyOutOfDateError(DeskError):
    """The document was changed between looking at a copy and taking it over."""

    remedy = "Look at the vendor's copy again, then take it over."

    def __init__(self) -> None:
        super().__init__("The document has been changed since the vendor's copy was looked at.")


def import_vendor_copy(desk: Desk, plan: VendorCopyPlan, choices: Mapping[int, bool] | None = None) -> ImportLog:
    """Write the answers of a vendor's copy, and return what was taken, kept and not understood.

    Undoable as one step. Saved when this returns. Unless chosen otherwise, what is new or not judged yet is taken, and
    what a reviewer has judged is kept; an answer that is taken in its place goes back to review, also where only
    somebody stands by it now whom the reviewer did not know of. A judged answer that is kept although the copy says
    something else carries a question back from then on. An empty cell takes nothing away. The log stands in the history
    as the name of the edit.

    Args:
        desk: the open file.
        plan: what `review_vendor_copy` found.
        choices: question id → whether to take the copy's answer.

    Raises:
        UnusableCopyError: the copy was refused.
        CopyOutOfDateError: the document has been changed since the review; nothing is written.
        DeskError: the file cannot be written.
    """
    if plan.refusal:
        raise UnusableCopyError(plan.refusal, plan.remedy)
    if desk.journal.revision != plan.revision:
        raise CopyOutOfDateError
    wanted = [each for each in plan.answers if each.may_be_taken and _is_taken(each, choices or {})]
    signed = [each for each in plan.answers if each.is_restated]
    kept = [each for each in plan.conflicts if each not in wanted and stays_in_view(each)]
    log = _log(plan, {each.question_id for each in wanted})
    naming = [each for each in plan.answers if each.files]
    if not (wanted or signed or naming or kept):
        return log
    evaluation, _ = vetting_of(desk, plan.candidate_id)
    with desk.edit(log.label):
        named = {"initiative_id": evaluation.initiative.id, "file_name": plan.file, "sha256": plan.sha256}
        now = datetime.now(UTC).isoformat(timespec="seconds")
        import_id = insert_row(desk.db, "import_file", {**named, "imported_at": now, "log": "\n".join(log.lines)})
        for each in wanted:
            _take(desk, plan, each, import_id)
        for each in signed:
            assert each.now is not None
            stated = {"stated_by": plan.signed.by, "stated_on": plan.signed.on}
            origin = {"import_id": import_id, "sheet": plan.sheet, "cell": each.cell}
            update_row(desk.db, "answer", each.now.id, {**stated, **origin})
        for each in kept:
            _write_down(desk, plan, each)
        for each in naming:
            _note_files(desk, plan, each)
        _note_signature(desk, plan)
    return log


def _is_taken(answer: CopiedAnswer, choices: Mapping[int, bool]) -> bool:
    return choices.get(answer.question_id, answer.is_taken_unasked)


def _take(desk: Desk, plan: VendorCopyPlan, copied: CopiedAnswer, import_id: int) -> None:
    now, signed = copied.now, plan.signed
    is_other = now is None or copied.given != Given(now.reply, now.amount)
    answer_id = give_answer(
        desk,
        plan.candidate_id,
        copied.question_id,
        reply_of(copied.given),
        comment=copied.comment or None,
        stated_by=signed.by if signed.is_signed else "" if is_other else None,
        stated_on=signed.on if signed.is_signed else None,
    )
    if copied.fate is Fate.CONFLICT and not is_other:
        review_again(desk, answer_id)  # the same answer with another comment may mean something else
    for asked, _ in open_kept(now) if now is not None else ():
        update_row(desk.db, "clarification", asked.id, {"reply": _TAKEN, "replied_on": today()})
    if now is not None and is_other and now.state is AnswerState.CLARIFICATION:
        update_row(desk.db, "answer", answer_id, {"state": AnswerState.IN_REVIEW.value})
    update_row(desk.db, "answer", answer_id, {"import_id": import_id, "sheet": plan.sheet, "cell": copied.cell})


def stays_in_view(copied: CopiedAnswer) -> bool:
    """Tell whether it is written down that a copy says this where it is not taken; not twice while nobody replied."""
    said = one_line(_said(copied), LONG)
    is_told = copied.now is not None and any(kept.said == said for _, kept in open_kept(copied.now))
    return copied.fate is Fate.CONFLICT and not copied.is_newly_signed and not is_told


def _said(copied: CopiedAnswer) -> str:
    """Return what a copy says to a question, with the comment where that is what is new."""
    return f"{copied.said}: {copied.comment}" if copied.said == copied.now_said else copied.said


def _write_down(desk: Desk, plan: VendorCopyPlan, copied: CopiedAnswer) -> None:
    """Ask on an answer that was kept what is right, for the copy says something else; it stays as it was judged."""
    assert copied.now is not None
    place = one_line(f"{plan.file}, {plan.sheet}!{copied.cell}", LONG)
    wording = kept_wording(plan.signed.on or today(), place, _said(copied), copied.now, copied.now_said)
    asked = {"answer_id": copied.now.id, "asked_on": today(), "wording": wording}
    insert_row(desk.db, "clarification", asked)


def _note_files(desk: Desk, plan: VendorCopyPlan, copied: CopiedAnswer) -> None:
    """Note the files that a vendor names behind its answer, whether the answer was taken or not."""
    answer_id = touch_answer(desk, plan.candidate_id, copied.question_id)
    for name in copied.files:
        add_evidence(desk, answer_id, level=EvidenceLevel.CLAIM, address=name[:NAME_LIMIT], wording=NOT_SEEN)


def reply_of(given: Given) -> Reply:
    """Return an answer as it is entered."""
    return given.reply or None if given.amount is None else given.amount


def _note_signature(desk: Desk, plan: VendorCopyPlan) -> None:
    """Note when the copy was sent and, if anybody signed it, who and when."""
    found = find_row(desk.connection, "assessment", {"candidate_id": plan.candidate_id}, ["sent_on"])
    changes: dict[str, object] = {"sent_on": (found[1]["sent_on"] if found else None) or plan.issued_on}
    if plan.signed.is_signed:
        changes |= {"signed_by": plan.signed.by, "signed_on": plan.signed.on}
    upsert_row(desk.db, "assessment", {"candidate_id": plan.candidate_id}, changes)


def _log(plan: VendorCopyPlan, taken: set[int]) -> ImportLog:
    kept = [
        each.code
        for each in plan.answers
        if (each.may_be_taken and each.question_id not in taken) or each.fate is Fate.EMPTIED
    ]
    return ImportLog(
        plan.vendor,
        plan.file,
        taken=tuple(each.code for each in plan.answers if each.question_id in taken),
        kept=tuple(kept),
        same=tuple(each.code for each in plan.of(Fate.SAME)),
        restated=tuple(each.code for each in plan.answers if each.is_restated),
        refused=tuple(each.code for each in plan.unreadable),
        lines=tuple(log_lines(plan, taken)),
    )
