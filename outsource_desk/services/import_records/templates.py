"""Empty workbooks for every kind of list, to be sent round, filled in and imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.errors import DeskError
from outsource_desk.services.exports import refuse_wrong_ending, write_checked
from outsource_desk.services.import_records.kinds import RECORD_KINDS
from outsource_desk.services.import_records.shapes import Reads, RecordField

if TYPE_CHECKING:
    from outsource_desk.reports.workbook.templates import TemplateColumn

ENDING = ".xlsx"
_KINDS = {
    Reads.DATE: "date", Reads.NUMBER: "number", Reads.FIGURE: "number", Reads.MONEY: "number", Reads.WHOLE: "whole",
    Reads.SHARE: "share", Reads.LEVEL: "level",
}  # fmt: skip
_LEADS = {
    "vendors": "One vendor to a row; a vendor with several contacts, sites or certificates has a row for each.",
    "risks": "One risk to a row; a risk with several mitigations has a row for each.",
    "metrics": "One metric to a row: what is measured, and what is expected.",
    "readings": "One measurement to a row: which metric, which period, what came out.",
    "answers": "One question to a row, with the vendor's answer beside it.",
    "scores": "One criterion to a row. Write a vendor's name over each of the last columns, and its points below.",
    "prices": "One line of the offers to a row. Write a vendor's name over each other column, and the costs below.",
}


class NoTemplateError(DeskError):
    """There is no template of this kind."""

    remedy = "Choose one of the kinds that the message names."

    def __init__(self, kind: str) -> None:
        super().__init__(f"There is no template for “{kind}”; there are {', '.join(TEMPLATES)}.")


@dataclass(frozen=True)
class Template:
    """An empty workbook that can be had."""

    kind: str
    title: str
    lead: str  # what it is for


TEMPLATES: Mapping[str, Template] = {
    kind: Template(kind, title, _LEADS[kind])
    for kind, title in (
        ("scores", "Scores"), ("prices", "Prices"), *((each.key, each.title) for each in RECORD_KINDS.values())
    )
}  # fmt: skip


def write_template(kind: str, path: Path, speech: Speech = ENGLISH) -> None:
    """Write an empty workbook for one kind of list: headings, help, lists to choose from.

    Args:
        kind: one of `TEMPLATES`.
        path: where to, ending in .xlsx; an older file is replaced.
        speech: the language of the help.

    Raises:
        NoTemplateError: there is none of this kind.
        DeskError: the file cannot be written; an older one is untouched.
    """
    from outsource_desk.reports.workbook.templates import render_template

    if kind not in TEMPLATES:
        raise NoTemplateError(kind)
    refuse_wrong_ending(path, ENDING)
    columns = [_said(column, speech) for column in _columns(kind)]
    content = render_template(TEMPLATES[kind].title, speech.say(TEMPLATES[kind].lead), columns, speech)
    write_checked(path, content, lambda written: _fault_of(written, [column.heading for column in columns]))


def _said(column: TemplateColumn, speech: Speech) -> TemplateColumn:
    """Return a column with its help in a language; what the import knows it by stays."""
    words = tuple(map(speech.say, column.choices))
    return replace(column, help=speech.say(column.help), means=speech.say(column.heading), meanings=words)


def _columns(kind: str) -> list[TemplateColumn]:
    from outsource_desk.reports.workbook.templates import TemplateColumn

    if kind == "scores":
        return [
            TemplateColumn("Criterion", "What is judged.", is_required=True),
            TemplateColumn("Weight", "How much it counts, in points or per cent.", kind="number"),
            TemplateColumn("Maximum", "The most points that can be given.", kind="number"),
            *(TemplateColumn("", "Write a vendor's name here, and its points below.", kind="number") for _ in range(6)),
        ]
    if kind == "prices":
        return [
            TemplateColumn("Item", "What is offered; one line of the offer to a row.", is_required=True),
            *(
                TemplateColumn("", "Write a vendor's name here with the currency, such as Alder (EUR).", kind="number")
                for _ in range(6)
            ),
        ]
    return [_column(field) for field in RECORD_KINDS[kind].fields]


def _column(field: RecordField) -> TemplateColumn:
    from outsource_desk.reports.workbook.templates import TemplateColumn

    return TemplateColumn(
        field.label, field.help, tuple(field.choices.values()), _KINDS.get(field.reads, "text"), field.is_required
    )


def _fault_of(path: Path, headings: list[str]) -> str:
    """Return what is wrong with a written template, or nothing."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    try:
        first = [cell.value or "" for cell in next(book.worksheets[0].iter_rows(max_row=1))]
    finally:
        book.close()
    return "" if first[: len(headings)] == headings else "its headings are not what they should be"
