"""What reading a vendor's copy would do: each answer with its cell, and what becomes of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from outsource_desk.domain.formatting import counted, one_line, plain
from outsource_desk.domain.vetting import Answer, AnswerType, Question
from outsource_desk.services.replies import Given
from outsource_desk.services.wording import shortened

MOST_CODES = 12  # that a line names
LONG = 200  # characters of an answer that the log repeats
NO_REPLY = Given()


class Fate(StrEnum):
    """What becomes of one answer of a copy."""

    NEW = "new"  # nothing stands in its place
    SAME = "same"
    CHANGED = "changed"  # nobody has judged the former answer yet
    CONFLICT = "conflict"  # a reviewer has; it is kept unless the user takes the new one
    EMPTIED = "emptied"  # the cell is empty, and what stands in the document stays
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Signed:
    """Who at the vendor stands by the answers of a copy; without a name or a day nobody does."""

    name: str = ""
    role: str = ""
    on: str | None = None
    why_not: str = ""  # why it does not count as signed

    @property
    def is_signed(self) -> bool:
        """Tell whether the answers are somebody's word."""
        return not self.why_not

    @property
    def by(self) -> str:
        """Return name and role."""
        return ", ".join(filter(None, (self.name, self.role)))


@dataclass(frozen=True)
class CopiedAnswer:
    """One answer of a copy and what would become of it."""

    fate: Fate
    question_id: int
    code: str
    cell: str
    given: Given = NO_REPLY
    said: str = ""  # in the words of the copy
    comment: str = ""
    now: Answer | None = None  # in the document
    now_said: str = ""
    why: str = ""  # it cannot be read
    is_newly_signed: bool = False  # the same answer, now with somebody who stands by it
    files: tuple[str, ...] = ()  # that the vendor names and that do not stand behind the answer yet

    @property
    def is_restated(self) -> bool:
        """Tell whether nothing but who stands by the answer is taken, as it makes the answer worth no more."""
        return self.is_newly_signed and self.fate is Fate.SAME

    @property
    def now_signed(self) -> str:
        """Return who stands by the answer in the document."""
        return (self.now.stated_by if self.now else "") or "nobody"

    @property
    def is_taken_unasked(self) -> bool:
        """Tell whether it is written unless the user keeps what is there."""
        return self.fate in (Fate.NEW, Fate.CHANGED)

    @property
    def may_be_taken(self) -> bool:
        """Tell whether it can be written at all."""
        return self.fate in (Fate.NEW, Fate.CHANGED, Fate.CONFLICT)


@dataclass(frozen=True)
class VendorCopyPlan:
    """What reading a copy would do, before anything is written; a refused one does nothing."""

    candidate_id: int
    vendor: str
    revision: int
    file: str
    sha256: str = ""
    sheet: str = ""
    issued_on: str | None = None
    signed: Signed = Signed()
    answers: tuple[CopiedAnswer, ...] = ()
    notes: tuple[str, ...] = ()
    refusal: str = ""
    remedy: str = ""
    faults: tuple[str, ...] = ()  # for which it is refused

    def of(self, *fates: Fate) -> tuple[CopiedAnswer, ...]:
        """Return the answers with one of these fates, in the order of the questions."""
        return tuple(each for each in self.answers if each.fate in fates)

    @property
    def conflicts(self) -> tuple[CopiedAnswer, ...]:
        """Return the answers that differ from judged ones."""
        return self.of(Fate.CONFLICT)

    @property
    def unreadable(self) -> tuple[CopiedAnswer, ...]:
        """Return the answers that are not understood or belong to questions that were changed."""
        return self.of(Fate.UNREADABLE)


@dataclass(frozen=True)
class ImportLog:
    """What reading a copy did: by code, so that every answer of the file is accounted for."""

    vendor: str
    file: str
    taken: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()  # the document's answer stayed
    same: tuple[str, ...] = ()
    restated: tuple[str, ...] = ()  # of the same, those that somebody else stands by now
    refused: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()  # the whole account, kept with the file

    @property
    def label(self) -> str:
        """Return what the history calls the edit, with all that was not taken."""
        return f"Read questionnaire of “{shortened(self.vendor)}”: {'; '.join(self.parts())}"

    def parts(self) -> Iterator[str]:
        """Yield how many answers went which way, and the codes of those that were not taken."""
        yield f"taken {len(self.taken)}"
        if self.same:
            yield f"the same {len(self.same)}"
        if self.restated:
            yield f"signed anew {len(self.restated)} ({codes(self.restated)})"
        if self.kept:
            yield f"kept {len(self.kept)} ({codes(self.kept)})"
        if self.refused:
            yield f"not understood {len(self.refused)} ({codes(self.refused)})"


def plan_as_json(plan: VendorCopyPlan, log: ImportLog | None, revision: int) -> dict[str, object]:
    """Return a plan, and what became of it if it was carried out, as one JSON document."""
    answers = [
        {
            "code": each.code,
            "cell": each.cell,
            "fate": str(each.fate),
            "said": each.said,
            "in_document": each.now_said,
            "comment": each.comment,
            "files": list(each.files),
            "why": each.why,
        }
        for each in plan.answers
    ]
    done = (
        {"taken": log.taken, "kept": log.kept, "same": log.same, "restated": log.restated, "refused": log.refused}
        if log
        else None
    )
    return {
        "vendor": plan.vendor,
        "file": plan.file,
        "sha256": plan.sha256,
        "refusal": plan.refusal,
        "faults": list(plan.faults),
        "signed_by": plan.signed.by if plan.signed.is_signed else None,
        "signed_on": plan.signed.on if plan.signed.is_signed else None,
        "unsigned": plan.signed.why_not,
        "notes": list(plan.notes),
        "answers": answers,
        "log": done and {name: list(names) for name, names in done.items()},
        "import_log": list(log.lines) if log else None,
        "revision": revision,
    }


def log_lines(plan: VendorCopyPlan, taken: Collection[int]) -> Iterator[str]:
    """Yield what became of every answer of a copy, with its cell.

    Args:
        plan: the copy as it was compared.
        taken: ids of the questions whose answers were taken.
    """
    signed = plan.signed
    yield f"The copy was signed by {signed.by} on {signed.on}." if signed.is_signed else signed.why_not
    yield from plan.notes
    for each in plan.answers:
        where, said, now = f"{each.code} ({each.cell})", one_line(each.said, LONG), one_line(each.now_said, LONG)
        if each.question_id in taken:
            yield f"Taken: {where}: “{said}”"
        elif each.fate is Fate.UNREADABLE:
            yield f"Not understood: {where}: {each.why}"
        elif each.fate is Fate.EMPTIED:
            yield f"Left empty: {where}: “{now}” stays"
        elif each.is_restated:
            yield f"The same: {where}, now stated by {signed.by} instead of {each.now_signed}"
        elif each.fate is Fate.SAME:
            yield f"The same: {where}"
        elif each.is_newly_signed:
            yield f"Kept: {where}: stated by {each.now_signed}, in the copy by {signed.by}"
        else:
            yield f"Kept: {where}: “{now}” stays, the copy says “{said}”"
        for name in each.files:
            yield f"Named by the vendor: {where}: “{one_line(name, LONG)}”"


def codes(names: tuple[str, ...]) -> str:
    """Return codes in a row, a long row cut."""
    shown = ", ".join(names[:MOST_CODES])
    return shown if len(names) <= MOST_CODES else f"{shown}, …"


def in_answer_words(question: Question, given: Given) -> str:
    """Return an answer as its vendor would say it."""
    if given.amount is not None:
        unit = "%" if question.kind is AnswerType.PERCENTAGE else question.unit
        return f"{plain(given.amount)} {unit}".strip()
    labels = {each.value: each.label for each in question.options} | {"present": "attached", "missing": "not available"}
    if question.kind in (AnswerType.CHOICE, AnswerType.SEVERAL):
        return ", ".join(labels.get(word, word) for word in given.reply.split())
    return labels.get(given.reply, given.reply) if question.kind is AnswerType.DOCUMENT else given.reply


def is_judged(answer: Answer) -> bool:
    """Tell whether a reviewer has said anything that a new answer would undo."""
    return answer.state.is_judged or answer.given_points is not None or answer.is_contradicted


def plan_lines(plan: VendorCopyPlan) -> Iterator[str]:
    """Yield what reading a copy would do, in words."""
    if plan.refusal:
        yield f"{plan.refusal} {plan.remedy}".strip()
        yield from (f"  {fault}" for fault in plan.faults)
        return
    counts = ((Fate.NEW, "new"), (Fate.SAME, "the same"), (Fate.CHANGED, "changed"))
    said = [f"{len(plan.of(fate))} {word}" for fate, word in counts]
    conflicts = f"{counted(len(plan.conflicts), 'conflict')} with a reviewer's judgement"
    yield f"{plan.file}: {', '.join([*said, conflicts])}, {len(plan.unreadable)} not understood."
    yield f"Signed by {plan.signed.by} on {plan.signed.on}." if plan.signed.is_signed else plan.signed.why_not
    yield from plan.notes
    for each in plan.conflicts:
        if each.is_newly_signed:
            yield f"  {each.cell} {each.code}: stated by {plan.signed.by} in the copy, by {each.now_signed} before"
            continue
        yield f"  {each.cell} {each.code}: “{each.said}” in the copy, “{each.now_said}” in the document"
    for each in plan.answers:
        if each.is_restated:
            yield f"  {each.cell} {each.code}: the same, now stated by {plan.signed.by} instead of {each.now_signed}"
    for each in plan.of(Fate.EMPTIED):
        yield f"  {each.cell} {each.code}: empty in the copy; “{each.now_said}” stays"
    for each in plan.unreadable:
        yield f"  {each.cell} {each.code}: {each.why}"
