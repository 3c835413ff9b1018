"""The Cover sheet: what this is, of which moment, and how to read it."""

from __future__ import annotations

from dataclasses import replace

from outsource_desk.domain.formatting import counted, day, fingerprint
from outsource_desk.reports.workbook.check import colour_states, is_all_right
from outsource_desk.reports.workbook.curves import has_curves
from outsource_desk.reports.workbook.look import (
    BLANK,
    HEAD,
    IMPORTED,
    INPUT,
    LABEL,
    STRONG,
    TEXT,
    Look,
)
from outsource_desk.reports.workbook.page import Book, Page
from outsource_desk.reports.workbook.plan import Plan

FORMAT = "outsource-desk/workbook/1"
LABELS, TEXTS = 1, 2
MOST_ROWS = 48  # that one sheet of paper shows in a readable size
SHEETS = {
    "Summary": "Verdict, ranking and charts. Live.",
    "Criteria": "The tree of criteria. Change the yellow weights.",
    "Scores": "Points, values, contributions, gates, totals and ranks. Change the yellow points.",
    "Curves": "What points, amounts and prices are worth. Change the yellow numbers.",
    "Weights": "Every set of weights beside the official one, how it was found, and what was frozen.",
    "Evaluators": "Every single score with its reason and its source.",
    "What-if": "A second set of weights, and what it would change. Change the yellow weights.",
    "Sensitivity": "How far the ranking can be trusted, what would turn it, and other methods. Values.",
    "Vetting-scores": "Coverage, secured and so far, by candidate and section of the vetting. Live.",
    "Vetting": "Every question of the vetting with every candidate’s answer, evidence, points, state and gate.",
    "Gaps": "What must still close, with owner and date. Change the yellow states.",
    "Evidence": "What stands behind the answers, with whole hashes.",
    "Data": "Every value in one flat table, for pivot tables and other programs.",
    "Check": "The workbook's numbers beside the desk's own: OK or CHECK.",
}


def cover_sheet(book: Book, plan: Plan) -> Page:
    """Write the cover but for the count of characters left out, which is known only at the end."""
    page = book.page("Cover")
    page.widths(22, 100)
    facts, initiative = plan.facts, plan.facts.evaluation.initiative
    page.title(initiative.name, initiative.question or "Scores, weights and ranking as a live workbook", TEXTS)
    row = _identity(page, plan, 4)
    row = _reading(page, row + 1)
    row = _sheets(page, plan, row + 1)
    _imports(page, plan, row + 1)
    _names(book, initiative.name, initiative.id, facts.revision, facts.fingerprint)
    return page


def finish_cover(book: Book, page: Page) -> None:
    """Say how many characters no worksheet can hold, and set the page up."""
    row = page.sheet.max_row
    if book.removed:
        row += 2
        page.text(row, LABELS, "Left out", LABEL)
        page.text(row, TEXTS, f"{counted(book.removed, 'control character')} that a worksheet cannot hold.", TEXT)
    page.finish(row, TEXTS, is_one_sheet=row <= MOST_ROWS)


def _identity(page: Page, plan: Plan, row: int) -> int:
    facts, initiative = plan.facts, plan.facts.evaluation.initiative
    kind = initiative.outsourcing_type.label if initiative.outsourcing_type else ""
    revision = f"{facts.revision}" + (f", {facts.revision_name}" if facts.revision_name else "")
    lines = {
        "Organisation": initiative.organisation,
        "Type": kind,
        "Aim": initiative.aim,
        "Owner": initiative.owner,
        "Classification": initiative.classification,
        "Verdict as exported": str(plan.ranking.verdict),
        "Revision": revision,
        "As of": day(facts.as_of),
        "Fingerprint": fingerprint(facts.fingerprint),
        "Made from": facts.document,
        "Made by": f"Outsource Desk {facts.app_version}",
    }
    for label, text in lines.items():
        if text:
            page.text(row, LABELS, label, LABEL)
            page.wide(row, TEXTS, TEXTS, text, TEXT)
            row += 1
    page.text(row, LABELS, "Check", LABEL)
    formula = 'IF(COUNTIF(Check_States,"CHECK")=0,"OK","CHECK")'
    page.formula(row, TEXTS, formula, "OK" if is_all_right(plan) else "CHECK", STRONG)
    colour_states(page, f"B{row}")
    return row + 1


def _reading(page: Page, row: int) -> int:
    page.heading(row, "How to read it", LABELS)
    legend: list[tuple[str, Look, str]] = [
        (
            "12.5",
            replace(TEXT, ground=INPUT),
            "Yellow: yours to change. Everything that follows from it is worked out again.",
        ),
        ("12.5", TEXT, "Black on white: a formula or a fact; guarded against accidents, without a password."),
        (
            "12.5",
            replace(TEXT, colour=IMPORTED),
            "Blue: the number came from an imported file; Evaluators names its cell.",
        ),
        ("empty", TEXT, "Not scored yet: counts 0 in the total and 100 in the highest total. Silence never helps."),
        ("0", TEXT, "Scored zero."),
        ("n/a", TEXT, "Does not apply. For all candidates: left out for all. For some only: counts as open."),
        ("not ranked", TEXT, "A gate is missed, or nothing is scored yet. It never means zero points."),
        ("OK / CHECK", STRONG, "Whether the workbook works out the same as Outsource Desk."),
    ]
    for n, (sample, look, meaning) in enumerate(legend, 1):
        page.text(row + n, LABELS, sample, look)
        page.wide(row + n, TEXTS, TEXTS, meaning, TEXT)
    return row + len(legend) + 1


def _sheets(page: Page, plan: Plan, row: int) -> int:
    from openpyxl.worksheet.hyperlink import Hyperlink

    page.heading(row, "Sheets", LABELS)
    left_out = set() if has_curves(plan) else {"Curves"}
    if plan.facts.study is None:
        left_out |= {"Weights", "Sensitivity"}
    if plan.examined is None:
        left_out |= {"Vetting-scores", "Vetting", "Gaps", "Evidence"}
    sheets = {name: purpose for name, purpose in SHEETS.items() if name not in left_out}
    for n, (name, purpose) in enumerate(sheets.items(), 1):
        page.text(row + n, LABELS, name, replace(STRONG, colour=IMPORTED))
        where = f"A{row + n}"
        target = f"'{name}'!A1" if "-" in name else f"{name}!A1"
        page.sheet[where].hyperlink = Hyperlink(ref=where, location=target, display=name)
        page.text(row + n, TEXTS, purpose, TEXT)
    return row + len(sheets) + 1


def _imports(page: Page, plan: Plan, row: int) -> None:
    if not plan.facts.imported_files:
        return
    page.heading(row, "Imported files", LABELS)
    page.row(row + 1, LABELS, ("Imported on", "File and SHA-256"), HEAD)
    for n, file in enumerate(plan.facts.imported_files, 2):
        page.text(row + n, LABELS, day(file.imported_at), TEXT)
        page.wide(row + n, TEXTS, TEXTS, f"{file.file_name}\n{file.sha256}", TEXT)
    page.fill(row + 2 + len(plan.facts.imported_files), LABELS, TEXTS, BLANK)


def _names(book: Book, name: str, initiative_id: int, revision: int, digest: str) -> None:
    """Define the names by which Outsource Desk knows its own workbook again."""
    book.constant("desk_workbook", FORMAT, "")
    book.constant("desk_initiative", book.clean(name), "Cover!$A$1")
    book.name("desk_initiative_id", str(initiative_id))
    book.name("desk_revision", str(revision))
    book.constant("desk_fingerprint", digest, "")
