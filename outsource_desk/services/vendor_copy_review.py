"""Compare a vendor's copy that came back with the document; nothing is written, overwritten or guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.vendor_copy import QUESTIONS_SHEET, Seal, file_names, put
from outsource_desk.domain.vetting import Answer, AnswerType, Question, Vetting
from outsource_desk.services.cell_replies import NotUnderstoodError, day_in, reply_in, several_in, text_in
from outsource_desk.services.replies import Given
from outsource_desk.services.vendor_copies import vetting_of
from outsource_desk.services.vendor_copy_plan import (
    CopiedAnswer,
    Fate,
    Signed,
    VendorCopyPlan,
    codes,
    in_answer_words,
    is_judged,
)
from outsource_desk.services.vetted import level_of
from outsource_desk.store.initiatives import load_imported_files

if TYPE_CHECKING:
    from outsource_desk.importers.returned.vendor_copy import ReadVendorCopy, SaidRow
    from outsource_desk.services.desk import Desk
    from outsource_desk.services.vendor_copies import Progress

_FOREIGN = "Choose the workbook that was sent to this vendor from this document, or send it once more."
_NO_WORD = "the answers are read, but they are nobody's word and count as no claim."


def review_vendor_copy(desk: Desk, candidate_id: int, path: Path, progress: Progress | None = None) -> VendorCopyPlan:
    """Read a vendor's copy that came back and compare it with the document; nothing is written.

    Args:
        desk: the open file.
        candidate_id: whose copy it is to be.
        path: a workbook from an unknown hand.
        progress: told what is being done; what it raises stops the work.

    Raises:
        NotFoundError: there is no such candidate.
        CannotBeAskedError: vetting has not started, or the candidate is no vendor.
    """
    return compare_vendor_copy(desk, candidate_id, read_copy(path, progress))


def read_copy(path: Path, progress: Progress | None = None) -> ReadVendorCopy:
    """Read a copy in limited child processes, without the document; what is wrong stands in it."""
    from outsource_desk.importers.returned.vendor_copy import read_vendor_copy

    return read_vendor_copy(path, progress)


def compare_vendor_copy(desk: Desk, candidate_id: int, read: ReadVendorCopy) -> VendorCopyPlan:
    """Compare a copy that was read with the document; nothing is written; raises as `review_vendor_copy`."""
    evaluation, vetting = vetting_of(desk, candidate_id)
    vendor = next(each.name for each in evaluation.candidates if each.id == candidate_id)
    plan = VendorCopyPlan(candidate_id, vendor, desk.journal.revision, read.name, read.sha256)
    if read.seal is None:
        return replace(plan, refusal=read.refusal, remedy=read.remedy, faults=read.faults)
    refusal = _refusal(desk, evaluation, vetting, candidate_id, read)
    if refusal:
        return replace(plan, refusal=refusal, remedy=_FOREIGN)
    signed, comparison = _signed(read, vetting.as_of), _Comparison(vetting, candidate_id, read, read.seal)
    answers = tuple(comparison.answers(signed))
    files = load_imported_files(desk.connection, evaluation.initiative.id)
    before = [name for name, sha256, _ in files if sha256 == read.sha256]
    notes = [f"This very file was read before, as “{before[-1]}”."] if before else []
    if not read.is_checked:
        notes.append("Only one reader could look at it, so formulas in it are not seen; an .xlsx file is read by two.")
    return replace(
        plan, sheet=QUESTIONS_SHEET, issued_on=read.seal.issued_on, signed=signed, answers=answers,
        notes=(*notes, *comparison.notes()),
    )  # fmt: skip


def _refusal(desk: Desk, evaluation: Evaluation, vetting: Vetting, candidate_id: int, read: ReadVendorCopy) -> str:
    """Return why a copy cannot be used at all; empty if it can."""
    seal = read.seal
    assert seal is not None
    if seal.document != desk.journal.origin:
        return f"“{read.name}” was made from another document."
    if seal.questionnaire_id != vetting.questionnaire.id:
        return f"“{read.name}” belongs to another questionnaire than the one of “{evaluation.initiative.name}”."
    if seal.candidate_id != candidate_id:
        names = {each.id: each.name for each in evaluation.candidates}
        other = names.get(seal.candidate_id, seal.vendor)
        return f"“{read.name}” is the copy of “{other}”, not of “{names[candidate_id]}”."
    return ""


def _signed(read: ReadVendorCopy, today: str) -> Signed:
    """Return who stands by the answers; a name and a day are needed."""
    try:
        name, role = text_in(read.signature.name), text_in(read.signature.role)
        day = day_in(read.signature.date)
    except NotUnderstoodError as error:
        return Signed(why_not=f"The signature cannot be read: {error} So {_NO_WORD}")
    name, role = " ".join(name.split())[:240], " ".join(role.split())[:240]
    missing = " and ".join(filter(None, ("" if name else "Name", "" if day else "Date")))
    if missing:
        return Signed(name, role, day, f"It is not signed (missing: {missing}): {_NO_WORD}")
    if str(day) > today:
        return Signed(name, role, day, f"It is signed on {day}, a day to come: {_NO_WORD}")
    return Signed(name, role, day)


@dataclass
class _Comparison:
    """Takes the rows of a copy question by question."""

    vetting: Vetting
    candidate_id: int
    read: ReadVendorCopy
    seal: Seal

    def __post_init__(self) -> None:
        self._questions: Mapping[int, Question] = {each.id: each for each in self.vetting.questionnaire.questions}
        self._rows: defaultdict[int, list[SaidRow]] = defaultdict(list)
        for row in self.read.rows:
            self._rows[row.question_id].append(row)
        self._changed = tuple(
            code for number, code, meaning in self.seal.meanings if _gone(self._questions.get(number), meaning)
        )

    def notes(self) -> Iterator[str]:
        """Yield what was changed of the questionnaire since the copy was made."""
        if self._changed:
            yield (
                f"These questions were changed or taken out since it was sent, and are left out: "
                f"{codes(self._changed)}. All others can be read."
            )

    def answers(self, signed: Signed) -> Iterator[CopiedAnswer]:
        """Yield what becomes of each question of the copy; an empty cell where nothing was answered is none."""
        for number, code, meaning in self.seal.meanings:
            question, own = self._questions.get(number), self._rows[number][0]
            now = self.vetting.answer_of.get((self.candidate_id, number))
            unread = CopiedAnswer(Fate.UNREADABLE, number, code, own.answer.cell, now=now, said=own.answer.text[:200])
            if gone := _gone(question, meaning):
                if not all(self._is_empty(row) for row in self._rows[number]):
                    yield replace(unread, why=gone)
                continue
            assert question is not None
            try:
                given = self._given(question)
                comment, files = text_in(own.comment), _new_files(now, file_names(text_in(own.files)))
            except NotUnderstoodError as error:
                yield replace(unread, cell=self._cell(number), why=str(error))
                continue
            copied = CopiedAnswer(
                Fate.NEW, number, code, self._cell(number), given, in_answer_words(question, given), comment, now,
                in_answer_words(question, Given(now.reply, now.amount)) if now else "", files=files,
            )  # fmt: skip
            found = _with_fate(copied, signed, self.vetting.as_of)
            if found is not None:
                yield found

    def _given(self, question: Question) -> Given:
        rows = self._rows[question.id]
        if question.kind is AnswerType.SEVERAL:
            return several_in(question, {row.option: row.answer for row in rows if row.option})
        return reply_in(question, rows[0].answer)

    def _cell(self, question_id: int) -> str:
        """Return where the answer stands: one cell, or the first to the last of several."""
        cells = [row.answer.cell for row in self._rows[question_id] if row.option] or [
            self._rows[question_id][0].answer.cell
        ]
        return cells[0] if len(cells) == 1 else f"{cells[0]}:{cells[-1]}"

    @staticmethod
    def _is_empty(row: SaidRow) -> bool:
        return row.answer.is_empty and row.comment.is_empty and row.files.is_empty


def _gone(question: Question | None, meaning: str) -> str:
    """Return why an answer of a copy means none of our questions any more; empty if it does."""
    if question is None:
        return "The question is not asked any more."
    if question.is_ours:
        return "The question is ours to answer."
    return "" if put(question).meaning == meaning else "The question is another one since the copy was sent."


def _with_fate(copied: CopiedAnswer, signed: Signed, as_of: str) -> CopiedAnswer | None:
    """Return what becomes of an answer; nothing where neither side says anything."""
    now = copied.now
    if now is None or (_is_silent(now) and not is_judged(now)):
        return None if copied.given.is_empty and not copied.comment and not copied.files else copied
    is_answered = not Given(now.reply, now.amount).is_empty
    keeps_comment = copied.comment in ("", now.comment)
    if copied.given.is_empty:
        if keeps_comment:
            left = Fate.EMPTIED if is_answered else Fate.SAME
            return replace(copied, fate=left) if is_answered or copied.files else None
        copied = replace(copied, given=Given(now.reply, now.amount), said=copied.now_said)  # only the comment is new
    if copied.given == Given(now.reply, now.amount) and keeps_comment:
        is_new = signed.is_signed and (now.stated_by, now.stated_on) != (signed.by, signed.on)
        is_newer = is_new and (not now.stated_by or (now.stated_on or "") <= (signed.on or ""))
        rises = is_newer and is_judged(now) and _rises(now, signed.by, as_of)
        return replace(copied, fate=Fate.CONFLICT if rises else Fate.SAME, is_newly_signed=is_newer)
    return replace(copied, fate=Fate.CONFLICT if is_judged(now) else Fate.CHANGED)


def _rises(now: Answer, signer: str, as_of: str) -> bool:
    """Tell whether an answer rests on more than the reviewer saw once this person stands by it."""
    return level_of(now, as_of) is not level_of(replace(now, stated_by=signer), as_of)


def _new_files(now: Answer | None, files: tuple[str, ...]) -> tuple[str, ...]:
    """Return the named files that do not stand behind the answer yet, neither by name nor as a file."""
    evidence = now.evidence if now else ()
    known = {(each.attachment.file_name if each.attachment else each.address).casefold() for each in evidence}
    return tuple(name for name in files if name.casefold() not in known)


def _is_silent(answer: Answer) -> bool:
    return Given(answer.reply, answer.amount).is_empty and not answer.comment
