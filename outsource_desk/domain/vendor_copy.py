"""A vendor's own copy of a questionnaire: what is put to one vendor, and what came back, unjudged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from outsource_desk.domain.frozen import frozen
from outsource_desk.domain.sent_files import bare, digest
from outsource_desk.domain.vetting import AnswerType, Question

COPY_FORMAT = "outsource-desk/questionnaire-copy/1"
COPY_FAMILY = "outsource-desk/questionnaire-copy/"
COPY_ENDING = ".xlsx"
READ_ME_SHEET, QUESTIONS_SHEET, SIGN_SHEET = "Read me", "Questions", "Sign-off"
LISTS_SHEET, FORM_SHEET = "Lists", "Form"
YES, PARTLY, NO = "yes", "partly", "no"
ATTACHED, NOT_AVAILABLE = "attached", "not available"
LEVELS = (
    "0 = absent",
    "1 = ad hoc",
    "2 = partly in place",
    "3 = defined and followed",
    "4 = measured, evidence shown",
    "5 = independently assured and improving",
)
_BETWEEN_FILES = re.compile(r"[;\n]|(?<=\.\w{3}),|(?<=\.\w{4}),")


@frozen
class PutQuestion:
    """A question as a vendor sees it: no weight, no points, no gate, no note and no sign of a good answer."""

    id: int
    code: str
    wording: str
    kind: AnswerType
    unit: str = ""
    options: tuple[tuple[str, str], ...] = ()  # value, label
    proof: str = ""  # what would prove it, where proof is needed
    only_if: str = ""  # in words; empty = always
    bounds: tuple[float, float] = (-1e15, 1e15)  # the least and the greatest number that it takes

    @property
    def meaning(self) -> str:
        """Return the fingerprint of what is asked; another one as soon as the answer could mean something else."""
        return digest([self.code, bare(self.wording), str(self.kind), self.unit, [list(each) for each in self.options]])

    @property
    def rows(self) -> tuple[tuple[str, str, str], ...]:
        """Return option value, code and wording of its lines on the sheet; a list of several has one for each."""
        own = ("", self.code, self.wording)
        if self.kind is not AnswerType.SEVERAL:
            return (own,)
        return (own, *((value, "", label) for value, label in self.options))


@frozen
class PutSection:
    """A chapter as a vendor sees it."""

    title: str
    questions: tuple[PutQuestion, ...]


@frozen
class GivenReply:
    """What a vendor has answered before, or answers now."""

    reply: str = ""
    amount: float | None = None
    comment: str = ""
    files: str = ""  # names of what is sent along

    @property
    def is_answered(self) -> bool:
        """Tell whether there is an answer, and not only a comment."""
        return self.reply != "" or self.amount is not None


@frozen
class CopyForm:
    """What is put to whom, and by whom."""

    document: str  # the same for all copies of a file: hash of its first edit
    questionnaire_id: int
    candidate_id: int
    vendor: str
    initiative: str
    title: str
    issued_on: str
    organisation: str = ""  # who asks
    contact: str = ""  # whom to ask
    due_on: str | None = None
    classification: str = ""
    sections: tuple[PutSection, ...] = ()

    @property
    def questions(self) -> tuple[PutQuestion, ...]:
        """All questions, in order."""
        return tuple(question for section in self.sections for question in section.questions)


@frozen
class VendorCopy:
    """A form with what its vendor has answered so far."""

    form: CopyForm
    given: Mapping[int, GivenReply]  # question id → reply
    ours: int = 0  # questions that are ours to answer and not sent


@frozen
class Seal:
    """What a copy is told by when it comes back: whose it is, what each question meant and how each row looked."""

    document: str
    questionnaire_id: int
    candidate_id: int
    vendor: str
    issued_on: str
    meanings: tuple[tuple[int, str, str], ...]  # question id, code, fingerprint of what was asked
    rows: tuple[tuple[int, str, str], ...]  # question id, option value, fingerprint of what the row shows

    @property
    def model(self) -> str:
        """Return the fingerprint of all of it."""
        head = [self.document, self.questionnaire_id, self.candidate_id, self.vendor, self.issued_on]
        return digest([head, [list(each) for each in self.meanings], [list(each) for each in self.rows]])


def seal_of(form: CopyForm) -> Seal:
    """Return what a copy of this form is told by."""
    return Seal(
        document=form.document,
        questionnaire_id=form.questionnaire_id,
        candidate_id=form.candidate_id,
        vendor=form.vendor,
        issued_on=form.issued_on,
        meanings=tuple((each.id, each.code, each.meaning) for each in form.questions),
        rows=tuple((each.id, value, shown(code, text)) for each in form.questions for value, code, text in each.rows),
    )


def seal_lines(seal: Seal) -> list[dict[str, Any]]:
    """Return a seal as JSON documents that are each short enough for one cell."""
    head = {
        "format": COPY_FORMAT,
        "document": seal.document,
        "questionnaire": seal.questionnaire_id,
        "candidate": seal.candidate_id,
        "vendor": seal.vendor,
        "issued_on": seal.issued_on,
        "model": seal.model,
    }
    questions = [{"question": list(each)} for each in seal.meanings]
    return [head, *questions, *({"row": list(each)} for each in seal.rows)]


class NoVendorCopyError(ValueError):
    """A document is no copy of a questionnaire; the message says what is wrong with it."""


def read_seal(lines: list[object]) -> Seal:
    """Return the seal that JSON documents of an unknown hand describe.

    Raises:
        NoVendorCopyError: it is none, one of a newer release, or not as it was made.
    """
    head = lines[0] if lines else None
    if not isinstance(head, dict) or not str(head.get("format", "")).startswith(COPY_FAMILY):
        raise NoVendorCopyError("its hidden sheet is not one of a questionnaire")
    if head["format"] != COPY_FORMAT:
        raise NoVendorCopyError("it was made by a newer release")
    meanings: list[tuple[int, str, str]] = []
    rows: list[tuple[int, str, str]] = []
    for line in lines[1:]:
        match line:
            case {"question": [int() as number, str() as code, str() as meaning]}:
                meanings.append((number, code, meaning))
            case {"row": [int() as number, str() as value, str() as looks]}:
                rows.append((number, value, looks))
            case _:
                raise NoVendorCopyError("its hidden sheet was changed")
    match head:
        case {
            "document": str() as document,
            "questionnaire": int() as questionnaire,
            "candidate": int() as candidate,
            "vendor": str() as vendor,
            "issued_on": str() as issued_on,
        }:
            seal = Seal(document, questionnaire, candidate, vendor, issued_on, tuple(meanings), tuple(rows))
        case _:
            raise NoVendorCopyError("its hidden sheet was changed")
    if head.get("model") != seal.model:
        raise NoVendorCopyError("it was changed by hand: its fingerprint does not fit whom it asks, and what")
    return seal


def put(question: Question, only_if: str = "", bounds: tuple[float, float] = (-1e15, 1e15)) -> PutQuestion:
    """Return a question as a vendor sees it."""
    return PutQuestion(
        id=question.id,
        code=question.code,
        wording=question.wording,
        kind=question.kind,
        unit=question.unit,
        options=tuple(zip((each.value for each in question.options), _labels(question), strict=True)),
        proof=question.proof if question.needs_evidence else "",
        only_if=only_if,
        bounds=bounds,
    )


def _labels(question: Question) -> list[str]:
    """Return what the options are called, each by a name of its own."""
    labels = [" ".join(each.label.split()) for each in question.options]
    folded = [label.casefold() for label in labels]
    return [
        f"{label} ({option.value})" if folded.count(label.casefold()) > 1 else label
        for label, option in zip(labels, question.options, strict=True)
    ]


def file_names(text: str) -> tuple[str, ...]:
    """Return the files that a vendor names in one cell: one a line, or parted by semicolons or by commas.

    A comma parts them only behind the ending of a file, because names have commas too.
    """
    found: dict[str, str] = {}
    for name in _BETWEEN_FILES.split(text):
        if words := " ".join(name.split()):
            found.setdefault(words.casefold(), words)
    return tuple(found.values())


def shown(code: str, wording: str) -> str:
    """Return the fingerprint of what a row shows."""
    return digest([bare(code), bare(wording)])[:16]
