"""Start vetting with a questionnaire of one's own, and keep, load and write questionnaires."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_choice, checked_date, checked_fields, checked_name, checked_text
from outsource_desk.domain.errors import DeskError, NotFoundError
from outsource_desk.domain.tier import Depth
from outsource_desk.domain.vetting import Question, Questionnaire, VettingSection
from outsource_desk.services.feed_links import link_feeds
from outsource_desk.services.questionnaire_templates import keep_template
from outsource_desk.services.questionnaire_text import (
    QuestionnaireTemplate,
    read_questionnaire,
    text_of_questionnaire,
)
from outsource_desk.services.tiering import tier_of
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.rows import delete_row, insert_row, insert_rows, update_row
from outsource_desk.store.vetting import load_questionnaire, load_tiering, today

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

_FIELDS = {
    "title": partial(checked_name, "The questionnaire"),
    "depth": lambda value: checked_choice("Depth", value, Depth),
    "lead": partial(checked_text, "The lead"),
    "due_on": partial(checked_date, "Due date"),
    "started_on": partial(checked_date, "Start date"),
}


class HasQuestionnaireError(DeskError):
    """Vetting was to start a second time."""

    remedy = "Change the questionnaire that is in use, or delete it first."

    def __init__(self, initiative: str) -> None:
        super().__init__(f"“{initiative}” is being vetted already.")


def start_vetting(
    desk: Desk,
    initiative_id: int,
    template: QuestionnaireTemplate,
    *,
    depth: Depth | str | None = None,
    lead: str = "",
    due_on: str | None = None,
) -> int:
    """Copy a questionnaire into an initiative and return the copy's id.

    Undoable. Saved when this returns. The copy is the initiative's own: a later change of the template does not reach
    it. Criteria that came from the product's templates are linked with the questions that they are judged by.

    Args:
        desk: the open file.
        initiative_id: whose candidates are to be vetted.
        template: one of `questionnaire_templates`, or one that was read from a file.
        depth: how deep; None = as the tier asks for.
        lead: who runs it.
        due_on: by when, YYYY-MM-DD.

    Raises:
        HasQuestionnaireError: there is a questionnaire already.
        DeskError: there is no such initiative, or a value is not allowed. The file is unchanged in each case.
    """
    initiative = load_initiative(desk.connection, initiative_id)
    if load_questionnaire(desk.connection, initiative_id) is not None:
        raise HasQuestionnaireError(initiative.name)
    if depth is None:
        tier = tier_of(initiative, load_tiering(desk.connection, initiative_id)).tier
        depth = tier.depth if tier is not None else Depth.STANDARD
    fields = {"title": template.title, "depth": depth, "lead": lead, "due_on": due_on, "started_on": today()}
    values = checked_fields(_FIELDS, fields)
    origin = {"initiative_id": initiative_id, "template": template.id, "version": template.version}
    with desk.edit("Start vetting"):
        questionnaire_id = insert_row(desk.db, "questionnaire", {**origin, **values})
        for position, section in enumerate(template.sections, 1):
            write_section(desk, questionnaire_id, section, position)
        link_feeds(desk, initiative_id)
    return questionnaire_id


def update_questionnaire(desk: Desk, initiative_id: int, field: str, value: object) -> None:
    """Change title, depth, lead, start or due date of an initiative's questionnaire.

    Undoable. Saved when this returns.

    Raises:
        DeskError: there is no questionnaire, or the value is not allowed; the file is then unchanged.
    """
    questionnaire = questionnaire_of(desk, initiative_id)
    values = checked_fields(_FIELDS, {field: value})
    with desk.edit("Change questionnaire", merge_key=("questionnaire", questionnaire.id, field)):
        update_row(desk.db, "questionnaire", questionnaire.id, values)


def delete_questionnaire(desk: Desk, initiative_id: int) -> None:
    """Delete an initiative's questionnaire with everything that was answered to it.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is none.
    """
    questionnaire = questionnaire_of(desk, initiative_id)
    with desk.edit("Delete questionnaire"):
        delete_row(desk.db, "questionnaire", questionnaire.id)


def questionnaire_of(desk: Desk, initiative_id: int) -> Questionnaire:
    """Return an initiative's questionnaire.

    Raises:
        NotFoundError: there is no such initiative, or vetting has not started.
    """
    load_initiative(desk.connection, initiative_id)
    questionnaire = load_questionnaire(desk.connection, initiative_id)
    if questionnaire is None:
        raise NotFoundError("questionnaire of initiative", initiative_id)
    return questionnaire


def template_of(questionnaire: Questionnaire, template_id: str, version: str, title: str) -> QuestionnaireTemplate:
    """Return a questionnaire as a template to copy from.

    Raises:
        DeskError: id, version or title is empty or too long.
    """
    names = checked_name("Id", template_id, 100), checked_name("Version", version, 100), checked_name("Title", title)
    return QuestionnaireTemplate(*names, questionnaire.sections)


def save_own_template(desk: Desk, initiative_id: int, template_id: str, version: str, title: str) -> int:
    """Keep an initiative's questionnaire as a template of the file's own and return its id.

    Undoable. Saved when this returns.

    Raises:
        TemplateExistsError: id and version are taken.
        DeskError: there is no questionnaire, or a name is not allowed.
    """
    return keep_template(desk, template_of(questionnaire_of(desk, initiative_id), template_id, version, title))


def load_own_template(desk: Desk, path: Path) -> int:
    """Read a questionnaire from a template file, keep it as a template of the file's own and return its id.

    Undoable. Saved when this returns.

    Raises:
        TemplateError: it cannot be used; the message names the line and what to do.
        TemplateExistsError: id and version are taken.
    """
    return keep_template(desk, read_questionnaire(path))


def write_questionnaire(template: QuestionnaireTemplate, path: Path) -> None:
    """Write a questionnaire as a template file.

    Raises:
        DeskError: the file cannot be written.
    """
    text = text_of_questionnaire(template)
    try:
        path.write_text(text, encoding="utf-8", newline="\n")  # not the document: a template file
    except OSError as error:
        raise QuestionnaireNotWrittenError(path, error.strerror or "") from error


class QuestionnaireNotWrittenError(DeskError):
    """A template file cannot be written where it was to go."""

    remedy = "Choose a folder that you may write to, or another name."

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} cannot be written ({why}).")


def write_section(desk: Desk, questionnaire_id: int, section: VettingSection, position: int) -> int:
    """Add a section with its questions and return its id; part of the caller's edit."""
    row = {"code": section.code, "title": section.title, "weight": section.weight, "purpose": section.purpose}
    place = {"questionnaire_id": questionnaire_id, "position": position}
    section_id = insert_row(desk.db, "section", {**place, **row})
    for number, question in enumerate(section.questions, 1):
        write_question(desk, section_id, question, number)
    return section_id


def write_question(desk: Desk, section_id: int, question: Question, position: int) -> int:
    """Add a question with its options and its curve and return its id; part of the caller's edit."""
    question_id = insert_row(
        desk.db, "question", {"section_id": section_id, "position": position, **question_row(question)}
    )
    write_options(desk, question_id, question)
    return question_id


def question_row(question: Question) -> dict[str, object]:
    """Return the columns that a question is kept in, but its place."""
    same = (
        "code",
        "wording",
        "kind",
        "unit",
        "good",
        "proof",
        "gate",
        "pass_when",
        "asked_if",
        "weight",
        "depth",
        "refs",
    )
    row = {name: getattr(question, name) for name in same}
    return {
        **row,
        "needs_evidence": int(question.needs_evidence),
        "is_ours": int(question.is_ours),
        "types": " ".join(question.types),
        "vendor_kinds": " ".join(question.vendor_kinds),
    }


def write_options(desk: Desk, question_id: int, question: Question) -> None:
    """Add the options and the curve of a question that has none yet; part of the caller's edit."""
    options: Iterable[dict[str, object]] = (
        {
            "question_id": question_id,
            "position": number,
            "value": each.value,
            "label": each.label,
            "points": each.points,
        }
        for number, each in enumerate(question.options, 1)
    )
    insert_rows(desk.db, "question_option", list(options))
    curve = [{"question_id": question_id, "amount": amount, "points": points} for amount, points in question.curve]
    insert_rows(desk.db, "question_point", curve)
