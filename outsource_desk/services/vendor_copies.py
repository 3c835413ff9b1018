"""Send a vendor its own copy of the questionnaire, as a protected workbook."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_date, checked_text, looked_up
from outsource_desk.domain.errors import DeskError, NotFoundError
from outsource_desk.domain.formatting import in_words, plain
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.rule_text import Comparison, read_rule
from outsource_desk.domain.tier import Depth
from outsource_desk.domain.vendor_copy import (
    ATTACHED,
    COPY_ENDING,
    NOT_AVAILABLE,
    CopyForm,
    GivenReply,
    PutSection,
    VendorCopy,
    put,
)
from outsource_desk.domain.vetted import Judged
from outsource_desk.domain.vetting import Answer, Question, Questionnaire, Vetting, is_only_named
from outsource_desk.services.child import run_in_child
from outsource_desk.services.exports import refuse_wrong_ending, write_checked
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.replies import range_of
from outsource_desk.services.reporting import refuse_own_document
from outsource_desk.services.vetted import vetted_of
from outsource_desk.store.rows import find_row, upsert_row
from outsource_desk.store.vendors import load_candidates
from outsource_desk.store.vetting import today

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

Progress = Callable[[float, str], None]


class NothingToAskError(DeskError):
    """A questionnaire was to be sent that holds no question for its vendor."""

    remedy = "Choose more questions, or a deeper questionnaire."

    def __init__(self, vendor: str) -> None:
        super().__init__(f"There is no question to put to “{vendor}”.")


class CannotBeAskedError(DeskError):
    """A questionnaire was asked for that does not exist: vetting has not started, or there is no vendor."""

    remedy = "Start vetting on the Vetting page first, and choose a candidate that is a vendor."

    def __init__(self, why: str) -> None:
        super().__init__(f"There is no questionnaire to send or to read: {why}.")


def _silent(_fraction: float, _text: str) -> None:
    """Report to nobody."""


def export_vendor_copy(
    desk: Desk,
    candidate_id: int,
    path: Path,
    *,
    depth: Depth | None = None,
    contact: str = "",
    due_on: str | None = None,
    leave_out: Collection[int] = (),
    progress: Progress = _silent,
) -> VendorCopy:
    """Write a vendor's own copy of the questionnaire and note when it was sent.

    The note is undoable and saved when this returns; a file that is read only gets none.

    Args:
        desk: the open file.
        candidate_id: the vendor as a candidate.
        path: ends in .xlsx; an older file is replaced.
        depth: leaves out deeper questions than this; without it all that are asked.
        contact: whom the vendor may ask; without it who leads the vetting.
        due_on: when it is to be back; without it the day of the questionnaire.
        leave_out: questions that this vendor is not to answer, such as those about our own work.
        progress: told what is being done; what it raises stops the work.

    Raises:
        CannotBeAskedError: vetting has not started, or the candidate is no vendor.
        NothingToAskError: no question is left.
        DeskError: the file cannot be written; an older one is untouched.
    """
    refuse_own_document(desk, path)
    copy = vendor_copy_of(desk, candidate_id, depth=depth, contact=contact, due_on=due_on, leave_out=leave_out)
    save_vendor_copy(copy, path, progress)
    if not desk.is_read_only:
        note_sent(desk, copy)
    return copy


def vendor_copy_of(
    desk: Desk,
    candidate_id: int,
    *,
    depth: Depth | None = None,
    contact: str = "",
    due_on: str | None = None,
    leave_out: Collection[int] = (),
) -> VendorCopy:
    """Return what would be sent to a vendor; see `export_vendor_copy`.

    Raises:
        NothingToAskError: no question of that depth is put to it.
        DeskError: vetting has not started, the candidate is no vendor, or a field is not allowed.
    """
    evaluation, vetting = vetting_of(desk, candidate_id)
    name = next(each.name for each in evaluation.candidates if each.id == candidate_id)
    vetted = vetted_of(evaluation)
    assert vetted is not None
    judged = vetted.candidates[candidate_id].judged
    sections = tuple(_sections(vetting, judged, depth, leave_out))
    if not sections:
        raise NothingToAskError(name)
    questionnaire, initiative = vetting.questionnaire, evaluation.initiative
    lead = next((each.lead for each in vetting.assessments if each.candidate_id == candidate_id), "")
    form = CopyForm(
        document=desk.journal.origin,
        questionnaire_id=questionnaire.id,
        candidate_id=candidate_id,
        vendor=name,
        initiative=initiative.name,
        title=questionnaire.title,
        issued_on=today(),
        organisation=initiative.organisation,
        contact=checked_text("Contact", contact).strip() or lead or questionnaire.lead or initiative.owner,
        due_on=checked_date("Due day", due_on) or questionnaire.due_on,
        classification=initiative.classification,
        sections=sections,
    )
    asked = {each.id for each in form.questions}
    given = {each.question_id: _given(each) for each in vetting.answers if each.candidate_id == candidate_id}
    ours = sum(each.is_asked and each.question.is_ours for each in judged.values())
    return VendorCopy(form, {number: reply for number, reply in given.items() if number in asked}, ours)


def vetting_of(desk: Desk, candidate_id: int) -> tuple[Evaluation, Vetting]:
    """Return the evaluation that a candidate belongs to, and its vetting.

    Raises:
        NotFoundError: there is no such candidate.
        CannotBeAskedError: vetting has not started, or the candidate is the in-house option.
    """
    found = find_row(desk.connection, "candidate", {"id": candidate_id}, ["initiative_id"])
    if found is None:
        raise NotFoundError("candidate", candidate_id)
    evaluation = load_evaluation(desk, int(str(found[1]["initiative_id"])))
    vetting = evaluation.vetting
    if vetting is None:
        raise CannotBeAskedError(f"vetting of “{evaluation.initiative.name}” has not started")
    if candidate_id not in vetting.kinds:
        raise CannotBeAskedError("the in-house option is not vetted")
    return evaluation, vetting


def find_candidate(desk: Desk, initiative_id: int, name: str) -> int:
    """Return the candidate of an initiative that has this name, whatever the case of its letters.

    Raises:
        NotFoundError: there is none.
    """
    for candidate in load_candidates(desk.connection, initiative_id):
        if looked_up(candidate.name) == looked_up(name):
            return candidate.id
    raise NotFoundError("candidate of this initiative", name)


def save_vendor_copy(copy: VendorCopy, path: Path, progress: Progress = _silent) -> None:
    """Write a vendor's copy as a workbook.

    Raises:
        WrongEndingError: the name does not end in .xlsx.
        DeskError: it cannot be written; an older file of this name is untouched.
    """
    refuse_wrong_ending(path, COPY_ENDING)
    content = run_in_child("The questionnaire", _render, copy, progress)
    write_checked(path, content, _fault_of)


def note_sent(desk: Desk, copy: VendorCopy) -> None:
    """Note that a vendor was sent its copy.

    Undoable. Saved when this returns.
    """
    sent = {"sent_on": copy.form.issued_on, "due_on": copy.form.due_on}
    with desk.edit(f"Send questionnaire to “{copy.form.vendor}”"):
        upsert_row(desk.db, "assessment", {"candidate_id": copy.form.candidate_id}, sent)


def _sections(
    vetting: Vetting, judged: Mapping[int, Judged], depth: Depth | None, leave_out: Collection[int]
) -> Iterator[PutSection]:
    """Yield the sections of which something is asked of a candidate, in order."""
    for section in vetting.questionnaire.sections:
        questions = [
            put(each, only_if(each, vetting.questionnaire), range_of(each))
            for each in section.questions
            if judged[each.id].is_asked
            and not each.is_ours
            and each.id not in leave_out
            and (depth is None or depth.reaches(each.depth))
        ]
        if questions:
            yield PutSection(f"{section.code}  {section.title}", tuple(questions))


def only_if(question: Question, questionnaire: Questionnaire) -> str:
    """Return in words on which answers a question depends; nothing where it depends on anything of ours."""
    if not question.asked_if:
        return ""
    asked = {each.code: each for each in questionnaire.questions}
    rule = read_rule(question.asked_if)
    parts = [part for alternative in rule.alternatives for part in alternative]
    if any(part.name not in asked or part.is_field for part in parts):
        return ""
    ways = [in_words([_condition(part, asked) for part in alternative]) for alternative in rule.alternatives]
    return f"Only if {in_words(ways, 'or')}."


def _condition(part: Comparison, asked: Mapping[str, Question]) -> str:
    if isinstance(part.other, float):
        return f"{part.name} is {_SIGNS[part.sign]}{plain(part.other)}"
    labels = {option.value: option.label for option in asked[part.name].options} | _SPOKEN
    words = sorted(part.other) if isinstance(part.other, frozenset) else [part.other]
    said = in_words([f"“{labels.get(str(word), word)}”" for word in words], "or")
    return f"{part.name} is {_SIGNS.get(part.sign, '')}{said}"


_SIGNS = {"==": "", "!=": "not ", "<": "below ", "<=": "at most ", ">": "above ", ">=": "at least ", "not in": "not "}
_SPOKEN = {"present": ATTACHED, "missing": NOT_AVAILABLE}


def _given(answer: Answer) -> GivenReply:
    """Return what a vendor said itself; nothing of what we made of it."""
    files = "; ".join(each.address for each in answer.evidence if is_only_named(each))
    return GivenReply(answer.reply, answer.amount, answer.comment, files)


def _render(copy: VendorCopy, progress: Progress) -> bytes:
    from outsource_desk.reports.vendor_copy.render import render_vendor_copy

    progress(0.2, "Workbook")
    return render_vendor_copy(copy)


def _fault_of(path: Path) -> str:
    from outsource_desk.importers.returned.vendor_copy import read_vendor_copy

    return read_vendor_copy(path).refusal
