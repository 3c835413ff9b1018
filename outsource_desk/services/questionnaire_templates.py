"""Questionnaires to start from: those that come with the product, and the file's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.domain.errors import DeskError, NotFoundError
from outsource_desk.domain.initiative import OutsourcingType
from outsource_desk.domain.tier import Depth
from outsource_desk.domain.vendor import VendorKind
from outsource_desk.domain.vetting import Question
from outsource_desk.paths import resource
from outsource_desk.services.questionnaire_text import (
    QuestionnaireTemplate,
    questionnaire_of_text,
    read_questionnaire,
    text_of_questionnaire,
)
from outsource_desk.services.template_text import TemplateError
from outsource_desk.store.own_templates import load_own_templates
from outsource_desk.store.rows import delete_row, has_row, insert_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

__all__ = [
    "Damaged",
    "QuestionnaireTemplate",
    "asked_of",
    "damaged_templates",
    "questionnaire_templates",
    "read_questionnaire",
]


class TemplateExistsError(DeskError):
    """A template was to be kept under an id and version that are taken."""

    remedy = "Give it another version, or another id."

    def __init__(self, template_id: str, version: str) -> None:
        super().__init__(f"There is a template “{template_id}” of version {version} already.")


@dataclass(frozen=True)
class Damaged:
    """One of the file's own templates that cannot be used."""

    own_id: int
    title: str
    version: str
    why: str


def questionnaire_templates(desk: Desk | None = None) -> list[QuestionnaireTemplate]:
    """Return every questionnaire to start from: first those of the product, then the file's own.

    An own template whose text has been damaged from outside is left out, see `damaged_templates`; vetting can still
    start from the others.

    Raises:
        TemplateError: a file of the product cannot be used; the message names it, the line, and what to do.
    """
    templates = list(_shipped(resource("templates", "questionnaires")))
    return templates if desk is None else templates + [each for each in _own(desk) if not isinstance(each, Damaged)]


def damaged_templates(desk: Desk) -> list[Damaged]:
    """Return the file's own templates that cannot be used, because their text was changed from outside."""
    return [each for each in _own(desk) if isinstance(each, Damaged)]


def asked_of(
    questions: Iterable[Question],
    depth: Depth,
    outsourcing_type: OutsourcingType | None = None,
    vendor_kind: VendorKind | None = None,
) -> list[Question]:
    """Return the questions that vetting of this depth asks, before conditions; None = of any kind."""
    return [
        question
        for question in questions
        if depth.reaches(question.depth)
        and (not question.types or outsourcing_type is None or outsourcing_type in question.types)
        and (not question.vendor_kinds or vendor_kind is None or vendor_kind in question.vendor_kinds)
    ]


def keep_template(desk: Desk, template: QuestionnaireTemplate) -> int:
    """Keep a questionnaire as one of the file's own templates and return its row's id.

    Undoable. Saved when this returns.

    Raises:
        TemplateExistsError: id and version are taken.
        TemplateError: it could not be read again.
    """
    text = text_of_questionnaire(template)
    questionnaire_of_text(text, f"{template.id} {template.version}")  # what is kept can be read again
    for other in questionnaire_templates(desk):
        if (other.id.casefold(), other.version) == (template.id.casefold(), template.version):
            raise TemplateExistsError(template.id, template.version)
    with desk.edit("Keep template"):
        row = {"kind": "questionnaire", "code": template.id, "version": template.version}
        return insert_row(desk.db, "own_template", {**row, "title": template.title, "body": text})


def delete_template(desk: Desk, own_id: int) -> None:
    """Delete one of the file's own templates; questionnaires that were copied from it stay.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such template.
    """
    if not has_row(desk.connection, "own_template", own_id):
        raise NotFoundError("template", own_id)
    with desk.edit("Delete template"):
        delete_row(desk.db, "own_template", own_id)


@lru_cache(maxsize=4)
def _shipped(folder: Path) -> tuple[QuestionnaireTemplate, ...]:
    return tuple(read_questionnaire(path) for path in sorted(folder.glob("*.yaml")))


def _own(desk: Desk) -> list[QuestionnaireTemplate | Damaged]:
    found: list[QuestionnaireTemplate | Damaged] = []
    for row in load_own_templates(desk.connection, "questionnaire"):
        try:
            template = questionnaire_of_text(row.body, f"{row.code} {row.version}")
        except TemplateError as error:
            found.append(Damaged(row.id, row.title, row.version, str(error)))
            continue
        found.append(replace(template, id=row.code, version=row.version, title=row.title, own_id=row.id))
    return found
