"""The sheet of questions: each with the cells that its vendor fills in, and what may be typed into them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.vendor_copy import (
    ATTACHED,
    LEVELS,
    LISTS_SHEET,
    NO,
    NOT_AVAILABLE,
    PARTLY,
    QUESTIONS_SHEET,
    YES,
    GivenReply,
    PutQuestion,
    VendorCopy,
)
from outsource_desk.domain.vetting import AnswerType
from outsource_desk.reports.vendor_copy.pages import LINE, clean, prepare, put
from outsource_desk.reports.workbook.look import (
    BLANK,
    GROUP,
    HEAD,
    HEAD_AFTER,
    INPUT,
    LABEL,
    LEAD,
    TEXT,
    TITLE,
    Look,
    Looks,
)
from outsource_desk.reports.workbook.text import line_count, shortened, units

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation

HEADINGS = ("question", "option", "Code", "Question", "Answer", "How to answer", "Comment", "Evidence that counts")
LAST_HEADING = "Evidence you attach"
WIDTHS = (2, 2, 11, 54, 24, 28, 38, 30, 30)
FIRST, CODE, QUESTION, ANSWER, HOW, COMMENT, PROOF, FILES = 5, 3, 4, 5, 6, 7, 8, 9
PROMPT, PROMPT_TITLE = 255, 32  # characters, as spreadsheet programs allow
LINES_TO_WRITE = 4  # at least, where an answer takes more than a word
HIDDEN = replace(BLANK, colour="#FFFFFF")
BAND = replace(TEXT, is_bold=True, ground=GROUP, size=11, wraps=False)
BESIDE = replace(LABEL, indent=1)
TO_FILL = replace(TEXT, ground=INPUT, is_input=True, line_style="thin")
_WORDS = {
    AnswerType.YES_NO: (YES, NO),
    AnswerType.YES_PARTLY_NO: (YES, PARTLY, NO),
    AnswerType.MATURITY: tuple(range(len(LEVELS))),
    AnswerType.DOCUMENT: (ATTACHED, NOT_AVAILABLE),
    AnswerType.SEVERAL: (YES, NO),
}


def questions_sheet(book: Workbook, looks: Looks, copy: VendorCopy) -> None:
    """Write the sheet of questions and the hidden one with what may be chosen."""
    sheet: Any = book.create_sheet(QUESTIONS_SHEET)
    form = copy.form
    put(sheet, looks, 1, CODE, form.title, replace(TITLE, wraps=False))
    put(sheet, looks, 2, CODE, f"Answers of {form.vendor}", replace(LEAD, is_bold=True, wraps=False))
    sheet.row_dimensions[1].height = 28
    for column, heading in enumerate((*HEADINGS, LAST_HEADING), 1):
        look = HIDDEN if column < CODE else HEAD_AFTER if column in (HOW, PROOF) else HEAD
        put(sheet, looks, FIRST - 1, column, heading, look)
    writer = _Writer(sheet, looks, _Lists(book))
    for section in form.sections:
        writer.band(section.title)
        for question in section.questions:
            writer.question(question, copy.given.get(question.id, GivenReply()))
    for column, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions["ABCDEFGHI"[column - 1]].width = width
    for letter in "AB":
        sheet.column_dimensions[letter].hidden = True
    sheet.freeze_panes = sheet.cell(FIRST, ANSWER)
    sheet.print_title_rows = f"{FIRST - 1}:{FIRST - 1}"
    prepare(sheet, form, is_wide=True)


class _Lists:
    """The hidden sheet with what may be chosen; inside a rule it would depend on the language of the program."""

    def __init__(self, book: Workbook) -> None:
        self._sheet: Any = book.create_sheet(LISTS_SHEET)
        self._sheet.sheet_state = "veryHidden"
        self._sheet.protection.sheet = True
        self._made: dict[tuple[str | int, ...], str] = {}

    def range_of(self, choices: tuple[str | int, ...]) -> str:
        """Return where these choices stand."""
        if choices not in self._made:
            column = len(self._made) + 1
            for row, choice in enumerate(choices, 1):
                cell = self._sheet.cell(row, column, clean(choice) if isinstance(choice, str) else choice)
                if isinstance(choice, str):
                    cell.data_type = "s"
            letters = self._sheet.cell(1, column).column_letter
            self._made[choices] = f"{LISTS_SHEET}!${letters}$1:${letters}${len(choices)}"
        return self._made[choices]


class _Writer:
    """Writes one row after the other."""

    def __init__(self, sheet: Any, looks: Looks, lists: _Lists) -> None:
        self._sheet, self._looks, self._lists, self._row = sheet, looks, lists, FIRST - 1

    def band(self, title: str) -> None:
        """Write the heading of a section."""
        self._row += 1
        for column in range(CODE, FILES + 1):
            put(
                self._sheet, self._looks, self._row, column, title if column == CODE else "", replace(BAND, wraps=False)
            )
        self._sheet.row_dimensions[self._row].height = 22

    def question(self, question: PutQuestion, given: GivenReply) -> None:
        """Write a question with its cells, and a line for each option if several may apply."""
        is_several = question.kind is AnswerType.SEVERAL
        self._line(question, "", question.code, question.wording, how_to_answer(question), TEXT)
        if not is_several:
            self._answer(question, _value(question, given), how_to_answer(question))
        for column, text in ((COMMENT, given.comment), (FILES, given.files)):
            self._put(column, text, TO_FILL)
        self._put(PROOF, question.proof, BESIDE)
        texts = ((COMMENT, given.comment), (FILES, given.files), (PROOF, question.proof), (ANSWER, given.reply))
        least = LINES_TO_WRITE if question.kind is AnswerType.TEXT else 1
        self._stretch((QUESTION, question.wording), (HOW, how_to_answer(question)), *texts, least=least)
        if is_several:
            self._options(question, given)

    def _options(self, question: PutQuestion, given: GivenReply) -> None:
        chosen, how = set(given.reply.split()), "yes if it applies"
        for value, label in question.options:
            self._line(question, value, "", label, how, replace(TEXT, indent=2))
            self._answer(question, YES if value in chosen else NO if given.is_answered else None, how)
            self._stretch((QUESTION, label))

    def _line(self, question: PutQuestion, option: str, code: str, text: str, how: str, look: Look) -> None:
        self._row += 1
        for column, value in ((1, question.id), (2, option)):
            self._put(column, value, HIDDEN)
        self._put(CODE, code, LABEL)
        self._put(QUESTION, text, look)
        self._put(HOW, how, BESIDE)
        for column in (ANSWER, COMMENT, FILES, PROOF):
            self._put(column, "", TEXT)

    def _answer(self, question: PutQuestion, value: str | float | date | None, how: str) -> None:
        look = replace(TO_FILL, format=_format(question))
        self._put(ANSWER, value, look)
        validation = _validation(question, self._lists, how)
        if validation is not None:
            self._sheet.add_data_validation(validation)
            validation.add(f"E{self._row}")

    def _put(self, column: int, value: str | float | date | None, look: Look) -> None:
        put(self._sheet, self._looks, self._row, column, value, look)

    def _stretch(self, *texts: tuple[int, str], least: int = 1) -> None:
        lines = max(line_count(text, WIDTHS[column - 1] - 1) for column, text in texts)
        self._sheet.row_dimensions[self._row].height = min(400.0, LINE * max(1, least, lines) + 5)


def how_to_answer(question: PutQuestion) -> str:
    """Return in words what the cell takes, and when the question need not be answered."""
    return "\n".join(filter(None, (question.only_if, _takes(question))))


def _takes(question: PutQuestion) -> str:
    match question.kind:
        case AnswerType.YES_NO:
            return "yes or no"
        case AnswerType.YES_PARTLY_NO:
            return "yes, partly or no"
        case AnswerType.MATURITY:
            return "a level from 0 to 5"
        case AnswerType.NUMBER:
            return f"a number: {question.unit}" if question.unit else "a number"
        case AnswerType.PERCENTAGE:
            return "per cent: 85 for 85 %"
        case AnswerType.CHOICE:
            return "one of: " + " · ".join(label for _, label in question.options)
        case AnswerType.SEVERAL:
            return "yes on each line that applies"
        case AnswerType.DATE:
            return "a day such as 2026-07-31"
        case AnswerType.DOCUMENT:
            return f"{ATTACHED} or {NOT_AVAILABLE}; name the file"
        case AnswerType.TEXT:
            return "in your own words"


def _format(question: PutQuestion) -> str:
    if question.kind is AnswerType.DATE:
        return "yyyy-mm-dd"
    unit = "per cent" if question.kind is AnswerType.PERCENTAGE else question.unit
    unit = "".join(letter for letter in clean(unit) if letter.isprintable() and letter not in '"\\')[:30].strip()
    is_amount = question.kind in (AnswerType.NUMBER, AnswerType.PERCENTAGE)
    return f'General" {unit}"' if unit and is_amount else "General"


def _value(question: PutQuestion, given: GivenReply) -> str | float | date | None:
    """Return what is in the cell of a question that was answered before."""
    match question.kind:
        case AnswerType.MATURITY | AnswerType.NUMBER | AnswerType.PERCENTAGE:
            return given.amount
        case AnswerType.CHOICE:
            return dict(question.options).get(given.reply, given.reply) or None
        case AnswerType.DOCUMENT:
            return {"present": ATTACHED, "missing": NOT_AVAILABLE}.get(given.reply)
        case AnswerType.DATE:
            return _day(given.reply)
        case _:
            return given.reply or None


def _day(text: str) -> date | str | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text or None
    return day if day.year >= 1900 else text  # spreadsheets count from there


def _validation(question: PutQuestion, lists: _Lists, how: str) -> DataValidation | None:
    """Return what may be typed into an answer, with a message beside the cell."""
    from openpyxl.worksheet.datavalidation import DataValidation

    kind = question.kind
    choices = tuple(label for _, label in question.options) if kind is AnswerType.CHOICE else _WORDS.get(kind, ())
    if choices:
        rule = DataValidation(type="list", formula1=lists.range_of(choices))
    elif kind in (AnswerType.NUMBER, AnswerType.PERCENTAGE):
        least, most = question.bounds
        rule = DataValidation(type="decimal", operator="between", formula1=f"{least:.0f}", formula2=f"{most:.0f}")
    elif kind is AnswerType.DATE:
        rule = DataValidation(type="date", operator="between", formula1="1", formula2="2958465")  # to the year 9999
    else:
        rule = DataValidation()  # anything; it only carries the message
    rule.allow_blank = True
    rule.showInputMessage = True
    rule.showErrorMessage = rule.type is not None
    rule.errorTitle, rule.error = "Not one of the answers", _short(f"Please answer with {how}.", PROMPT)
    rule.promptTitle = shortened(clean(question.code), PROMPT_TITLE)
    prompt = "\n".join(LEVELS) if kind is AnswerType.MATURITY else how
    rule.prompt = _short(clean(prompt), PROMPT)
    return rule


def _short(text: str, limit: int) -> str:
    while units(text) > limit:
        text = f"{text[: limit - 2 - (units(text) - len(text))]}…"
    return text
