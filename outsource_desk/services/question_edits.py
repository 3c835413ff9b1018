"""Change the questions of an initiative: its questionnaire is its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.checks import checked_fields
from outsource_desk.domain.errors import DeskError, OtherInitiativeError
from outsource_desk.domain.vetting import AnswerType, Question, Questionnaire, VettingSection
from outsource_desk.services.question_checks import faults_of
from outsource_desk.services.question_fields import QUESTION_FIELDS, SECTION_FIELDS, renamed, with_what_goes
from outsource_desk.services.questionnaires import (
    question_row,
    questionnaire_of,
    write_options,
    write_question,
    write_section,
)
from outsource_desk.store.questionnaires import (
    given_replies,
    initiative_of_section,
    section_of_question,
    things_resting_on,
)
from outsource_desk.store.rows import delete_row, delete_rows, update_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


class AnsweredAlreadyError(DeskError):
    """A question cannot change in this way because somebody answered it."""

    remedy = "Add another question instead, or delete this one together with its answers."

    def __init__(self, code: str, count: int) -> None:
        super().__init__(f"{code} has been answered {count} times; the answers would no longer mean the same.")


class LosesAnswersError(DeskError):
    """Answers, gaps or waivers would be lost together with a question."""

    remedy = "Confirm that they may be deleted, or keep the question with weight 0."

    def __init__(self, code: str, count: int) -> None:
        super().__init__(f"{count} answers, gaps or waivers rest on {code}.")


class OptionInUseError(DeskError):
    """An option cannot go because somebody chose it."""

    remedy = "Keep the option, or change those answers first."

    def __init__(self, value: str) -> None:
        super().__init__(f"The option “{value}” has been chosen.")


def add_section(desk: Desk, initiative_id: int, code: str, title: str, **fields: object) -> int:
    """Add a section at the end of an initiative's questionnaire and return its id.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        initiative_id: whose questionnaire it is.
        code: capital letters and digits, unlike any other section's.
        title: at most 500 characters.
        fields: weight (>= 0) and purpose.

    Raises:
        BadQuestionError: the code is taken or not written as one.
        DeskError: vetting has not started, or a field is not allowed. The file is unchanged in each case.
    """
    questionnaire = questionnaire_of(desk, initiative_id)
    values = checked_fields(SECTION_FIELDS, {"code": code, "title": title, **fields})
    section = VettingSection(0, **{"weight": 1.0, **values})  # pyright: ignore[reportArgumentType] - just checked
    _refuse_faults(questionnaire, (*questionnaire.sections, section))
    with desk.edit("Add section"):
        return write_section(desk, questionnaire.id, section, len(questionnaire.sections) + 1)


def update_section(desk: Desk, section_id: int, field: str, value: object) -> None:
    """Change code, title, weight or purpose of a section.

    Undoable. Saved when this returns.

    Raises:
        DeskError: there is no such section, or the value is not allowed; the file is then unchanged.
    """
    questionnaire, section = _section(desk, section_id)
    values = checked_fields(SECTION_FIELDS, {field: value})
    changed: Any = replace(section, **values)  # pyright: ignore[reportArgumentType] - just checked
    _refuse_faults(questionnaire, _exchanged(questionnaire.sections, section, changed))
    with desk.edit("Change section", merge_key=("section", section_id, field)):
        update_row(desk.db, "section", section_id, values)


def move_section(desk: Desk, section_id: int, place: int) -> None:
    """Put a section at another place; 0 is first, beyond the last means last.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such section.
    """
    questionnaire, section = _section(desk, section_id)
    order = [each for each in questionnaire.sections if each.id != section_id]
    order.insert(max(0, place), section)
    with desk.edit("Move section"):
        _number(desk, "section", [each.id for each in order])


def delete_section(desk: Desk, section_id: int, *, with_answers: bool = False) -> None:
    """Delete a section with its questions.

    Undoable. Saved when this returns.

    Raises:
        LosesAnswersError: answers rest on it, and ``with_answers`` does not say that they may go.
        BadQuestionError: a question of another section asks for one of its answers.
        NotFoundError: there is no such section.
    """
    questionnaire, section = _section(desk, section_id)
    if not with_answers:
        for question in section.questions:
            _refuse_loss(desk, question)
    _refuse_faults(questionnaire, tuple(each for each in questionnaire.sections if each.id != section_id))
    with desk.edit("Delete section"):
        delete_row(desk.db, "section", section_id)


def add_question(desk: Desk, section_id: int, wording: str, **fields: object) -> int:
    """Add a question at the end of a section and return its id.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        section_id: where it goes.
        wording: as the vendor reads it.
        fields: any other field of `Question`; without a code it gets the next one of the section.

    Raises:
        BadQuestionError: it does not fit together, or not with the others.
        DeskError: there is no such section, or a field is not allowed. The file is unchanged in each case.
    """
    questionnaire, section = _section(desk, section_id)
    fields = {"code": next_code(questionnaire, section), **fields, "wording": wording}
    values = checked_fields(QUESTION_FIELDS, fields)
    blank = Question(0, section_id, str(values["code"]), str(values["wording"]), AnswerType.YES_NO)
    question = with_what_goes(blank, values)
    changed = replace(section, questions=(*section.questions, question))
    _refuse_faults(questionnaire, _exchanged(questionnaire.sections, section, changed))
    with desk.edit("Add question"):
        return write_question(desk, section_id, question, len(section.questions) + 1)


def update_question(desk: Desk, question_id: int, **fields: object) -> None:
    """Change fields of a question, all at once.

    A question that becomes a gate gets the rule that such a gate usually has, unless one is given; one that is no gate
    any more loses its rule. Options and curve that a new kind of answer does not have go, and rules of other questions
    that ask for its code follow a new one.

    Undoable. Saved when this returns.

    Raises:
        AnsweredAlreadyError: the kind of answer would change under answers.
        OptionInUseError: an option would go that somebody chose.
        BadQuestionError: it would not fit together, or not with the others.
        DeskError: there is no such question, or a field is not allowed. The file is unchanged in each case.
    """
    questionnaire, section, question = _question(desk, question_id)
    values = checked_fields(QUESTION_FIELDS, fields)
    changed = with_what_goes(question, values)
    _refuse_change_under_answers(desk, question, changed)
    sections = _exchanged(questionnaire.sections, section, replace(section, questions=tuple(
        changed if each.id == question_id else each for each in section.questions
    )))  # fmt: skip
    sections = renamed(sections, question.code, changed.code)
    _refuse_faults(questionnaire, sections)
    before = {each.id: each for each in questionnaire.questions}
    with desk.edit(f"Change question {question.code}", merge_key=("question", question_id, *sorted(fields))):
        for each in (question for section in sections for question in section.questions):
            _write_changes(desk, before[each.id], each)


def move_question(desk: Desk, question_id: int, section_id: int, place: int) -> None:
    """Put a question at another place of its own or another section; 0 is first, beyond the last means last.

    Undoable. Saved when this returns.

    Raises:
        OtherInitiativeError: the section belongs to another initiative's questionnaire.
        NotFoundError: there is no such question or section.
    """
    questionnaire, _, question = _question(desk, question_id)
    other, target = _section(desk, section_id)
    if other.id != questionnaire.id:
        raise OtherInitiativeError(target.title, questionnaire.title)
    order = [each.id for each in target.questions if each.id != question_id]
    order.insert(max(0, place), question.id)
    with desk.edit("Move question"):
        update_row(desk.db, "question", question_id, {"section_id": section_id})
        _number(desk, "question", order)


def delete_question(desk: Desk, question_id: int, *, with_answers: bool = False) -> None:
    """Delete a question.

    Undoable. Saved when this returns.

    Raises:
        LosesAnswersError: answers rest on it, and ``with_answers`` does not say that they may go.
        BadQuestionError: a rule of another question asks for it.
        NotFoundError: there is no such question.
    """
    questionnaire, section, question = _question(desk, question_id)
    if not with_answers:
        _refuse_loss(desk, question)
    rest = replace(section, questions=tuple(each for each in section.questions if each.id != question_id))
    _refuse_faults(questionnaire, _exchanged(questionnaire.sections, section, rest))
    with desk.edit(f"Delete question {question.code}"):
        delete_row(desk.db, "question", question_id)


def next_code(questionnaire: Questionnaire, section: VettingSection) -> str:
    """Return the first code of a section that no question has."""
    taken = {question.code for question in questionnaire.questions}
    numbers = (f"{section.code}-{number:02d}" for number in range(1, len(taken) + 2))
    return next(code for code in numbers if code not in taken)


def _section(desk: Desk, section_id: int) -> tuple[Questionnaire, VettingSection]:
    questionnaire = questionnaire_of(desk, initiative_of_section(desk.connection, section_id))
    return questionnaire, next(section for section in questionnaire.sections if section.id == section_id)


def _question(desk: Desk, question_id: int) -> tuple[Questionnaire, VettingSection, Question]:
    questionnaire, section = _section(desk, section_of_question(desk.connection, question_id))
    return questionnaire, section, next(each for each in section.questions if each.id == question_id)


def _exchanged(
    sections: tuple[VettingSection, ...], old: VettingSection, new: VettingSection
) -> tuple[VettingSection, ...]:
    return tuple(new if section.id == old.id else section for section in sections)


def _refuse_faults(questionnaire: Questionnaire, sections: tuple[VettingSection, ...]) -> None:
    """Refuse what would bring a fault that the questionnaire does not have yet."""
    known = {str(fault) for fault in faults_of(questionnaire.sections)}
    for fault in faults_of(sections):
        if str(fault) not in known:
            raise fault


def _refuse_loss(desk: Desk, question: Question) -> None:
    if count := things_resting_on(desk.connection, question.id):
        raise LosesAnswersError(question.code, count)


def _refuse_change_under_answers(desk: Desk, question: Question, changed: Question) -> None:
    replies = given_replies(desk.connection, question.id)
    if replies and changed.kind is not question.kind:
        raise AnsweredAlreadyError(question.code, len(replies))
    if changed.options != question.options:
        kept = {option.value for option in changed.options}
        gone = {option.value for option in question.options} - kept
        for value in sorted(gone & {word for reply in replies for word in reply.split()}):
            raise OptionInUseError(value)


def _write_changes(desk: Desk, before: Question, after: Question) -> None:
    if before == after:
        return
    old, new = question_row(before), question_row(after)
    update_row(desk.db, "question", after.id, {name: new[name] for name in new if new[name] != old[name]})
    if (before.options, before.curve) != (after.options, after.curve):
        delete_rows(desk.db, "question_option", {"question_id": after.id})
        delete_rows(desk.db, "question_point", {"question_id": after.id})
        write_options(desk, after.id, after)


def _number(desk: Desk, table: str, order: Iterable[int]) -> None:
    for position, row_id in enumerate(order, 1):
        update_row(desk.db, table, row_id, {"position": position})
