"""A ballot as a protected workbook: only the cells that its evaluator is to fill in are unlocked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.ballot import BALLOT_FORMAT, Ballot, BallotEntry, BallotLeaf, ballot_head, leaf_document
from outsource_desk.domain.formatting import plain
from outsource_desk.reports.workbook.look import (
    AFTER_NUMBER,
    BLANK,
    GROUP,
    HEAD,
    LEAD,
    POINTS_INPUT,
    TEXT,
    TITLE,
    Looks,
)
from outsource_desk.reports.workbook.look import INPUT as INPUT_GROUND
from outsource_desk.reports.workbook.text import line_count, readable, shortened

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation

SCORES_SHEET, LISTS_SHEET, FORM_SHEET = "Scores", "Lists", "Ballot"
COLUMNS = ("candidate id", "criterion id", "Criterion and candidate", "Points", "Why", "What the points mean")
WIDTHS = (2, 2, 46, 10, 50, 70)
NOT_APPLICABLE = "n/a"
MOST_CHOICES = 60  # points of one scale that a list offers
LINE = 13.5  # points of height for a line of text
PROMPT, PROMPT_TITLE = 255, 32  # characters, as spreadsheet programs allow
CRITERION, REASON = replace(TEXT, is_bold=True, ground=GROUP), replace(AFTER_NUMBER, ground=INPUT_GROUND, is_input=True)
HIDDEN = replace(BLANK, colour="#FFFFFF")


def render_ballot(ballot: Ballot) -> bytes:
    """Return a ballot as a workbook, with what its evaluator has given already and with nothing of anybody else."""
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = SCORES_SHEET  # type: ignore[union-attr]  (a new workbook has a sheet)
    looks = Looks(book)
    ranges = _lists_sheet(book, ballot)
    _scores_sheet(book, looks, ballot, ranges)
    _form_sheet(book, ballot)
    from openpyxl.workbook.protection import WorkbookProtection

    book.security = WorkbookProtection(lockStructure=True)
    book.properties.title = f"Ballot for {_clean(ballot.form.evaluator)}"
    book.properties.creator = "Outsource Desk"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _scores_sheet(book: Workbook, looks: Looks, ballot: Ballot, ranges: dict[tuple[float, float], str]) -> None:
    sheet: Any = book[SCORES_SHEET]
    form, given = ballot.form, {(each.candidate_id, each.criterion_id): each for each in ballot.entries}

    def put(row: int, column: int, value: object, look: Any) -> None:
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            cell.value = _clean(value)
            cell.data_type = "s"  # never a formula
        else:
            cell.value = value
        looks.dress(cell, look)

    put(1, 3, form.initiative, replace(TITLE, wraps=False))
    sheet.row_dimensions[1].height = 28
    put(2, 3, f"Scores of {form.evaluator}", replace(LEAD, is_bold=True))
    for row, line in enumerate(_instructions(), 3):
        put(row, 3, line, LEAD)
        sheet.merge_cells(start_row=row, end_row=row, start_column=3, end_column=6)
    row = 3 + len(_instructions()) + 1
    for column, heading in enumerate(COLUMNS, 1):
        put(row, column, heading, HIDDEN if column < 3 else HEAD)
    sheet.freeze_panes = sheet.cell(row + 1, 4)
    sheet.print_title_rows = f"{row}:{row}"
    for leaf in form.leaves:
        names = [each for each in form.candidates if (each[0], leaf.id) in set(form.cells)]
        if not names:
            continue
        row += 1
        put(row, 3, f"{leaf.group} / {leaf.name}" if leaf.group else leaf.name, CRITERION)
        for column in (4, 5):
            put(row, column, "" if column == 5 else f"0 to {plain(leaf.maximum)}", replace(CRITERION, is_bold=False))
        put(row, 6, leaf.ask, replace(CRITERION, is_bold=False))
        validation = _validation(leaf, ranges)
        sheet.add_data_validation(validation)
        meanings = "\n".join(_meanings(leaf))
        for place, (candidate_id, name) in enumerate(names):
            row += 1
            entry = given.get((candidate_id, leaf.id), BallotEntry(candidate_id, leaf.id, None))
            put(row, 1, candidate_id, HIDDEN)
            put(row, 2, leaf.id, HIDDEN)
            put(row, 3, name, replace(TEXT, indent=1))
            put(row, 4, NOT_APPLICABLE if entry.not_applicable else entry.points, POINTS_INPUT)
            put(row, 5, entry.rationale or None, REASON)
            put(row, 6, meanings if place == 0 else "", TEXT)
            validation.add(f"D{row}")
        if len(names) > 1:
            sheet.merge_cells(start_row=row - len(names) + 1, end_row=row, start_column=6, end_column=6)
        reasons = [given[each, leaf.id].rationale if (each, leaf.id) in given else "" for each, _ in names]
        _set_heights(sheet, row - len(names) + 1, reasons, meanings)
    _set_up(sheet)


def _set_heights(sheet: Any, first: int, reasons: list[str], meanings: str) -> None:
    """Make the rows of a criterion high enough for their reasons, and together for what its points mean."""
    lines = line_count(meanings, WIDTHS[5])
    for row, reason in enumerate(reasons, first):
        needed = max(lines / len(reasons), line_count(reason, WIDTHS[4]))
        sheet.row_dimensions[row].height = max(16.0, LINE * needed + 2)


def _set_up(sheet: Any) -> None:
    """Give the columns their widths, hide the numbers, protect the cells and fit the sheet to its paper."""
    for column, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions["ABCDEF"[column - 1]].width = width
    for letter in "AB":
        sheet.column_dimensions[letter].hidden = True
    _protect(sheet)
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr = _fit_to_page()
    sheet.sheet_view.showGridLines = False


def _instructions() -> tuple[str, ...]:
    return (
        "Fill in the yellow cells: points for each candidate on each criterion, and a few words why.",
        f"Choose from the list or type a number of the scale. {NOT_APPLICABLE} = the criterion does not apply. "
        "Leave a cell empty if you cannot judge it; empty is not zero.",
        "Score one criterion across all candidates before you go on to the next. Then save the file and send it back.",
        "Please do not rename sheets or insert rows: the file is read back by its hidden numbers.",
    )


def _meanings(leaf: BallotLeaf) -> Iterator[str]:
    for points, wording in reversed(leaf.anchors):
        yield f"{plain(points)} = {wording}"
    if leaf.less_is_better:
        yield "Fewer points are better."


def _validation(leaf: BallotLeaf, ranges: dict[tuple[float, float], str]) -> DataValidation:
    """Return what may be typed into the points of a criterion, with its anchors as the message beside the cell."""
    from openpyxl.worksheet.datavalidation import DataValidation

    offered = ranges.get((leaf.maximum, leaf.step))
    if offered is not None:
        validation = DataValidation(type="list", formula1=offered, allow_blank=True)
    else:  # numbers only: too many, or any, points to list
        validation = DataValidation(type="decimal", operator="between", formula1="0", formula2=plain(leaf.maximum))
        validation.allow_blank = True
    validation.showErrorMessage = validation.showInputMessage = True
    validation.errorTitle = "Not on the scale"
    steps = f" in steps of {plain(leaf.step)}" if leaf.step else ""
    validation.error = f"Points go from 0 to {plain(leaf.maximum)}{steps}; {NOT_APPLICABLE} if it does not apply."
    validation.promptTitle = shortened(_clean(leaf.name), PROMPT_TITLE)
    validation.prompt = _short(_clean("\n".join(_meanings(leaf)) or str(validation.error)), PROMPT)
    return validation


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _clean(text: str) -> str:
    return readable(text)[0]


def _lists_sheet(book: Workbook, ballot: Ballot) -> dict[tuple[float, float], str]:
    """Write the points of each scale and return where they stand; inside a rule they would depend on the language."""
    sheet: Any = book.create_sheet(LISTS_SHEET)
    ranges: dict[tuple[float, float], str] = {}
    for leaf in ballot.form.leaves:
        scale = leaf.maximum, leaf.step
        if scale in ranges or not leaf.step or leaf.maximum / leaf.step > MOST_CHOICES:
            continue
        steps = round(leaf.maximum / leaf.step)
        column = len(ranges) + 1
        for place in range(steps + 1):
            sheet.cell(place + 1, column, round(place * leaf.step, 9))
        sheet.cell(steps + 2, column, NOT_APPLICABLE)
        letters = sheet.cell(1, column).column_letter
        ranges[scale] = f"{LISTS_SHEET}!${letters}$1:${letters}${steps + 2}"
    sheet.sheet_state = "veryHidden"
    _protect(sheet)
    return ranges


def _form_sheet(book: Workbook, ballot: Ballot) -> None:
    """Write what the file is checked by when it comes back: a line of JSON in each row."""
    sheet: Any = book.create_sheet(FORM_SHEET)
    form = ballot.form
    lines: list[dict[str, Any]] = [{"format": BALLOT_FORMAT, **ballot_head(form), "handed_in_at": ballot.handed_in_at}]
    lines += [{"criterion": leaf_document(leaf, is_short=True)} for leaf in form.leaves]
    lines += [{"candidate": {"id": number, "name": name}} for number, name in form.candidates]
    lines += [{"cells": [list(cell) for cell in form.cells[at : at + 500]]} for at in range(0, len(form.cells), 500)]
    for row, line in enumerate(lines, 1):
        cell = sheet.cell(row, 1, json.dumps(line).replace("_x", "\\u005fx"))  # else Excel may see a character's number
        cell.data_type = "s"
    sheet.sheet_state = "veryHidden"
    _protect(sheet)


def _protect(sheet: Any) -> None:
    sheet.protection.sheet = True  # without a password: against accidents, not against people
    sheet.protection.formatColumns = sheet.protection.formatRows = False


def _fit_to_page() -> Any:
    from openpyxl.worksheet.properties import PageSetupProperties

    return PageSetupProperties(fitToPage=True)
