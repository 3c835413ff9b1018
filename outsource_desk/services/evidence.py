"""Put evidence behind answers and take it away; an acceptance never outlives what it rested on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import NAME_LIMIT, checked_choice, checked_date, checked_fields, checked_text
from outsource_desk.domain.errors import DeskError, UnknownChoiceError
from outsource_desk.domain.vetting import Answer, AnswerState, AnswerType, Evidence, EvidenceLevel, is_only_named
from outsource_desk.services.answering import (
    answer_with_names,
    give_answer,
    question_for,
    touch_answer,
    vetted_candidate,
)
from outsource_desk.services.attaching import (
    FILE_LIMIT,
    LARGE_TOTAL,
    EmptyEvidenceError,
    EvidenceTooLargeError,
    FileRefusedError,
    FileThereError,
    LostContentError,
    NoSuchFileError,
    NotAPlainFileError,
    ProgramRefusedError,
    attach_content,
    attach_file,
    content_of,
    lost_files,
    remove_file,
    save_attachment,
    size_of_files,
    size_warning,
    update_file,
)
from outsource_desk.services.proof import settled
from outsource_desk.services.replies import checked_words
from outsource_desk.services.wording import shortened
from outsource_desk.store.answers import answer_with_evidence, load_attachment
from outsource_desk.store.rows import delete_row, insert_row, update_row
from outsource_desk.store.vetting import today

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

__all__ = (
    "FILE_LIMIT", "LARGE_TOTAL", "EmptyEvidenceError", "EvidenceTooLargeError", "FileRefusedError", "FileThereError",
    "LostContentError", "NoSuchFileError", "NotAPlainFileError", "ProgramRefusedError", "add_evidence",
    "attach_as_evidence", "attach_content", "attach_file", "content_of", "lost_files", "note_evidence",
    "remove_evidence", "remove_file", "revise_evidence", "save_attachment", "size_of_files", "size_warning",
    "update_evidence", "update_file", "verify_evidence",
)  # fmt: skip

GIVEN_LEVELS = (EvidenceLevel.CLAIM, EvidenceLevel.DOCUMENT, EvidenceLevel.INDEPENDENT, EvidenceLevel.VERIFIED)


class EvidenceWithoutSourceError(DeskError):
    """Evidence was to be noted that is neither a file, nor kept anywhere, nor described."""

    remedy = "Attach the file, say where it is kept, or describe what was seen."

    def __init__(self) -> None:
        super().__init__("The evidence has no file, no place and no description.")


class NobodyCheckedError(DeskError):
    """Evidence was to count as verified by us, without a name."""

    remedy = "Say who of us checked it; only then it is more than the vendor's word."

    def __init__(self) -> None:
        super().__init__("Evidence that we verified needs the name of who checked it.")


class OtherVendorError(DeskError):
    """A vendor's file was to prove another vendor's answer."""

    remedy = "Attach the file to this vendor too, if it really speaks of this vendor."

    def __init__(self, file_name: str, vendor: str) -> None:
        super().__init__(f"“{file_name}” belongs to another vendor than “{vendor}”.")


class EvidenceThereError(DeskError):
    """A file was to prove the same answer twice."""

    remedy = "Change the evidence that is there already."

    def __init__(self, file_name: str, code: str) -> None:
        super().__init__(f"“{file_name}” stands behind {code} already.")


def _level(value: object) -> str:
    if value not in GIVEN_LEVELS:
        raise UnknownChoiceError("The level of evidence", value, [str(level) for level in GIVEN_LEVELS])
    return checked_choice("The level of evidence", value, EvidenceLevel).value


_FIELDS: dict[str, Callable[[object], object]] = {
    "level": _level,
    "address": partial(checked_text, "Where it is kept", limit=2_000),
    "wording": partial(checked_text, "What it shows", limit=30_000),
    "expires": partial(checked_date, "End of validity"),
    "checked_by": lambda value: checked_words("The name of who checked it", value, NAME_LIMIT) if value else "",
    "checked_on": partial(checked_date, "The day of the check"),
}


def add_evidence(
    desk: Desk,
    answer_id: int,
    *,
    level: str,
    attachment_id: int | None = None,
    address: str = "",
    wording: str = "",
    expires: str | None = None,
    checked_by: str = "",
    checked_on: str | None = None,
) -> int:
    """Put evidence behind an answer and return its id; the first file answers a question that asks for a document.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        answer_id: which answer.
        level: claim, document, independent or verified.
        attachment_id: a file of the same vendor; one file may stand behind several answers.
        address: where it is kept otherwise: a page, a folder, a paper file.
        wording: what it shows.
        expires: YYYY-MM-DD; the last day on which it can be relied on, if that ends before the file's own date.
        checked_by: who of us looked at it; required where we verified it.
        checked_on: when; None = today if somebody looked at it.

    Raises:
        EvidenceWithoutSourceError: there is neither file, place nor description.
        NobodyCheckedError: it is verified, but by nobody.
        OtherVendorError: the file is another vendor's.
        EvidenceThereError: the file stands behind this answer already.
        DeskError: a value is not allowed, or an id unknown.
    """
    answer, question, candidate = answer_with_names(desk, answer_id)
    fields = {"level": level, "address": address, "wording": wording, "expires": expires}
    values = checked_fields(_FIELDS, {**fields, "checked_by": checked_by, "checked_on": checked_on})
    attachment = load_attachment(desk.connection, attachment_id) if attachment_id is not None else None
    if attachment is not None:
        if attachment.vendor_id != candidate.vendor_id:
            raise OtherVendorError(attachment.file_name, candidate.name)
        if any(each.attachment and each.attachment.id == attachment_id for each in answer.evidence):
            raise EvidenceThereError(attachment.file_name, question.code)
    elif not (address.strip() or wording.strip()):
        raise EvidenceWithoutSourceError
    if values["level"] == EvidenceLevel.VERIFIED and not values["checked_by"]:
        raise NobodyCheckedError
    if values["checked_by"] and values["checked_on"] is None:
        values["checked_on"] = today()
    with desk.edit(f"Add evidence on {question.code} of “{shortened(candidate.name)}”"):
        evidence_id = insert_row(
            desk.db, "evidence", {"answer_id": answer_id, "attachment_id": attachment_id, **values}
        )
        if attachment is not None:
            _take_over(desk, answer, attachment.file_name)
        if attachment_id is not None and question.kind is AnswerType.DOCUMENT and not _is_decided(answer):
            give_answer(desk, candidate.id, question.id, "present")
    return evidence_id


def attach_as_evidence(
    desk: Desk, candidate_id: int, question_id: int, paths: Iterable[Path | str], *, level: str = EvidenceLevel.DOCUMENT
) -> tuple[int, ...]:
    """Take files into the document and put them behind one answer, all or none; return the ids of the evidence.

    Undoable in one step. Saved when this returns. A file that stands behind the answer already is passed over.

    Raises:
        FileRefusedError: one of the files is refused; nothing is then changed.
        DeskError: the level is not allowed, or an id is unknown or of another initiative.
    """
    candidate = vetted_candidate(desk, candidate_id)
    wanted = list(paths)
    added: list[int] = []
    name = shortened(candidate.name)
    with desk.edit(f"Attach a file for “{name}”" if len(wanted) == 1 else f"Attach {len(wanted)} files for “{name}”"):
        answer_id = touch_answer(desk, candidate_id, question_id)
        for path in wanted:
            attachment = attach_file(desk, _vendor_of(candidate.vendor_id), path)
            try:
                added.append(add_evidence(desk, answer_id, level=level, attachment_id=attachment.id))
            except EvidenceThereError:
                pass  # nothing is lacking
    return tuple(added)


def note_evidence(
    desk: Desk,
    candidate_id: int,
    question_id: int,
    *,
    level: str,
    address: str = "",
    wording: str = "",
    expires: str | None = None,
    checked_by: str = "",
) -> int:
    """Put evidence that is no file behind an answer, which may be empty still, and return its id.

    Undoable in one step. Saved when this returns.

    Raises:
        DeskError: as for `add_evidence`.
    """
    candidate = vetted_candidate(desk, candidate_id)
    question = question_for(desk, candidate, question_id)
    with desk.edit(f"Add evidence on {question.code} of “{shortened(candidate.name)}”"):
        answer_id = touch_answer(desk, candidate_id, question_id)
        return add_evidence(
            desk, answer_id, level=level, address=address, wording=wording, expires=expires, checked_by=checked_by
        )


def update_evidence(desk: Desk, evidence_id: int, field: str, value: object) -> None:
    """Change one field of a piece of evidence: level, address, wording, expires, checked_by or checked_on.

    Undoable. Saved when this returns. An acceptance that rested on it goes back to review if it no longer proves the
    answer.

    Raises:
        NobodyCheckedError: it would be verified, but by nobody.
        EvidenceWithoutSourceError: neither file, place nor description would be left.
        DeskError: the value is not allowed, or there is no such evidence.
    """
    answer = answer_with_evidence(desk.connection, evidence_id)
    _, question, candidate = answer_with_names(desk, answer.id)
    values = checked_fields(_FIELDS, {field: value})
    evidence = _evidence(answer, evidence_id)
    after = {name: values.get(name, getattr(evidence, name)) for name in ("level", "checked_by", "address", "wording")}
    if after["level"] == EvidenceLevel.VERIFIED and not after["checked_by"]:
        raise NobodyCheckedError
    if evidence.attachment is None and not (str(after["address"]).strip() or str(after["wording"]).strip()):
        raise EvidenceWithoutSourceError
    label = f"Change evidence on {question.code} of “{shortened(candidate.name)}”"
    with desk.edit(label, merge_key=("evidence", evidence_id, field)), settled(desk, [answer]):
        update_row(desk.db, "evidence", evidence_id, values)


def revise_evidence(
    desk: Desk, evidence_id: int, fields: Mapping[str, object], file_fields: Mapping[str, object] | None = None
) -> None:
    """Change several fields of a piece of evidence and of the file behind it in one step.

    Undoable. Saved when this returns. An acceptance that rested on it goes back to review if it no longer proves the
    answer.

    Args:
        desk: the open file.
        evidence_id: which evidence.
        fields: what changes of it, see `update_evidence`.
        file_fields: what changes of its file, see `update_file`; it changes for every answer that the file proves.

    Raises:
        DeskError: a value is not allowed, or there is no such evidence; nothing is then changed.
    """
    answer = answer_with_evidence(desk.connection, evidence_id)
    _, question, candidate = answer_with_names(desk, answer.id)
    attachment = _evidence(answer, evidence_id).attachment
    is_verified = fields.get("level") == EvidenceLevel.VERIFIED
    # what each step needs comes before it: the name before “verified”, other words before those that go
    ordered = sorted(fields.items(), key=lambda each: ((each[0] == "level") == is_verified, not each[1]))
    with desk.edit(f"Change evidence on {question.code} of “{shortened(candidate.name)}”"):
        for field, value in ordered:
            update_evidence(desk, evidence_id, field, value)
        for field, value in (file_fields or {}).items():
            if attachment is not None:
                update_file(desk, attachment.id, field, value)


def verify_evidence(desk: Desk, evidence_id: int, checked_by: str) -> None:
    """Say that one of us checked a piece of evidence, which then counts as verified.

    Undoable. Saved when this returns.

    Raises:
        EmptyNameError: nobody is named.
        NotFoundError: there is no such evidence.
    """
    answer = answer_with_evidence(desk.connection, evidence_id)
    _, question, candidate = answer_with_names(desk, answer.id)
    name = checked_words("The name of who checked it", checked_by, NAME_LIMIT)
    with desk.edit(f"Verify evidence on {question.code} of “{shortened(candidate.name)}”"):
        values = {"level": EvidenceLevel.VERIFIED.value, "checked_by": name, "checked_on": today()}
        update_row(desk.db, "evidence", evidence_id, values)


def remove_evidence(desk: Desk, evidence_id: int) -> None:
    """Take evidence away from an answer; the file itself stays with the vendor.

    Undoable. Saved when this returns. An acceptance that rested on it goes back to review in the same step.

    Raises:
        NotFoundError: there is no such evidence.
    """
    answer = answer_with_evidence(desk.connection, evidence_id)
    _, question, candidate = answer_with_names(desk, answer.id)
    with desk.edit(f"Remove evidence on {question.code} of “{shortened(candidate.name)}”"), settled(desk, [answer]):
        delete_row(desk.db, "evidence", evidence_id)


def _take_over(desk: Desk, answer: Answer, file_name: str) -> None:
    """Let a file that has come stand in place of its name, which was all that the vendor had given."""
    for each in answer.evidence:
        if is_only_named(each) and each.address.casefold() == file_name.casefold():
            delete_row(desk.db, "evidence", each.id)


def _is_decided(answer: Answer) -> bool:
    """Tell whether a question for a document has its answer, or was set aside."""
    return answer.reply == "present" or answer.state is AnswerState.NOT_APPLICABLE


def _evidence(answer: Answer, evidence_id: int) -> Evidence:
    return next(each for each in answer.evidence if each.id == evidence_id)


def _vendor_of(vendor_id: int | None) -> int:
    assert vendor_id is not None  # `vetted_candidate` let nobody else through
    return vendor_id
