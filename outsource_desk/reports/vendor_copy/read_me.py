"""The first sheet: who asks, by when, how to fill in, what is confidential, what counts as evidence, whom to ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.formatting import counted, day
from outsource_desk.domain.vendor_copy import LEVELS, READ_ME_SHEET, CopyForm
from outsource_desk.domain.vetting import AnswerType
from outsource_desk.reports.vendor_copy.pages import LINE, prepare, put
from outsource_desk.reports.workbook.look import HEADING, LABEL, LEAD, STRONG, TEXT, TITLE, Looks
from outsource_desk.reports.workbook.text import line_count

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

WIDTHS = (3, 20, 84)
BODY = replace(TEXT, line="")


def read_me_sheet(book: Workbook, looks: Looks, form: CopyForm) -> None:
    """Write the sheet that explains the workbook."""
    sheet: Any = book.active
    sheet.title = READ_ME_SHEET
    for letter, width in zip("ABC", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    put(sheet, looks, 1, 2, form.title, replace(TITLE, wraps=True))
    put(sheet, looks, 2, 2, f"Questions to {form.vendor}", LEAD)
    for row in (1, 2):
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=3)
    sheet.row_dimensions[1].height = 28 * line_count(form.title, 60)
    row = 4
    for what, said in _facts(form):
        put(sheet, looks, row, 2, what, LABEL)
        put(sheet, looks, row, 3, said, STRONG)
        sheet.row_dimensions[row].height = _height(said, WIDTHS[2])
        row += 1
    for heading, sentences in _chapters(form):
        put(sheet, looks, row + 1, 2, heading, HEADING)
        sheet.row_dimensions[row + 1].height = 22
        row += 2
        for said in sentences:
            put(sheet, looks, row, 2, said, BODY)
            sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=3)
            sheet.row_dimensions[row].height = _height(said, WIDTHS[1] + WIDTHS[2])
            row += 1
    prepare(sheet, form, is_wide=False)


def _height(text: str, width: float) -> float:
    return max(17.0, LINE * line_count(text, width) + 4)


def _facts(form: CopyForm) -> Iterator[tuple[str, str]]:
    yield "Who asks", form.organisation or form.initiative
    yield "What for", form.initiative
    yield "Answer by", day(form.due_on) if form.due_on else "the day agreed with your contact"
    yield "Whom to ask", form.contact or "the person who sent you this workbook"
    yield "How much", f"{counted(len(form.questions), 'question')} in {counted(len(form.sections), 'section')}"
    yield "Confidentiality", form.classification or "Confidential"
    yield "Made on", day(form.issued_on)


def _chapters(form: CopyForm) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield (
        "How to fill it in",
        (
            "Fill in the pale yellow cells on the sheet “Questions”: an answer, a comment where it helps, and the "
            "names of the files that prove it. Everything else is locked.",
            "Most answers are chosen from a list. Beside each question stands how to answer it; a cell that is "
            "selected shows it as well.",
            "An empty cell means that you have not answered, never “no”. What you answered before stands there "
            "already; change it where it is no longer right.",
            "“Only if …” means that a question concerns you only if you gave the answer named. Leave it empty if not.",
            "Please do not insert, move or rename rows and sheets: the workbook is read back by its hidden numbers, "
            "and one that was changed is sent back.",
            "At the end, sign on the sheet “Sign-off”, save the workbook and return it with the files you named.",
        ),
    )
    if any(each.kind is AnswerType.MATURITY for each in form.questions):
        yield "Levels from 0 to 5", (";  ".join(LEVELS) + ".",)
    yield (
        "What counts as evidence",
        (
            "A signed answer is your company's word. A document in force counts for more, a report of an independent "
            "party for more still, and what we could check ourselves for most.",
            "Where a question names the evidence that counts, an answer without it is worth less. "
            "An expired document does not count as one in force.",
            "Please name each file in the column “Evidence you attach” as it is called when you send it.",
        ),
    )
    yield (
        "What is confidential",
        (
            "Your answers and files are used for this decision only and are not shown to other vendors. "
            "Please treat the questions in the same way.",
            "Please send no passwords, no keys and no personal data of your clients or staff; black them out in "
            "documents where they appear.",
        ),
    )
