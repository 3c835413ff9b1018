"""The live workbook: facts in, the bytes of an .xlsx file out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from outsource_desk.reports.facts import BoardFacts

if TYPE_CHECKING:
    from outsource_desk.reports.workbook.page import Book

Progress = Callable[[float, str], None]


def render_workbook(facts: BoardFacts, progress: Progress | None = None) -> bytes:
    """Return the evaluation as a workbook that recalculates; the same facts always make the same bytes.

    Every formula carries the number that the app computed, so that a preview shows it without calculating.

    Args:
        facts: the evaluation at one revision.
        progress: called with the fraction done and what is being written; may raise to cancel.
    """
    from outsource_desk.reports.workbook.check import check_sheet
    from outsource_desk.reports.workbook.cover import cover_sheet, finish_cover
    from outsource_desk.reports.workbook.criteria import criteria_sheet
    from outsource_desk.reports.workbook.curves import curves_sheet
    from outsource_desk.reports.workbook.failure import contingency_sheet, exit_sheet
    from outsource_desk.reports.workbook.gaps import evidence_sheet, gaps_sheet
    from outsource_desk.reports.workbook.package import packed
    from outsource_desk.reports.workbook.page import Book
    from outsource_desk.reports.workbook.plan import Plan
    from outsource_desk.reports.workbook.points import lists_sheet
    from outsource_desk.reports.workbook.price_lines import price_lines_sheet
    from outsource_desk.reports.workbook.registers import data_sheet, evaluators_sheet
    from outsource_desk.reports.workbook.risks import mitigations_sheet, risks_sheet
    from outsource_desk.reports.workbook.scores import scores_sheet
    from outsource_desk.reports.workbook.sensitivity import sensitivity_sheet
    from outsource_desk.reports.workbook.steering import (
        audits_sheet,
        calendar_sheet,
        clauses_sheet,
        protocol_sheet,
        sla_sheet,
    )
    from outsource_desk.reports.workbook.summary import summary_sheet
    from outsource_desk.reports.workbook.vetting import vetting_scores_sheet, vetting_sheet
    from outsource_desk.reports.workbook.weight_sets import weights_sheet
    from outsource_desk.reports.workbook.what_if import what_if_sheet

    report = progress or (lambda _fraction, _text: None)
    book, plan = Book(facts), Plan(facts)
    report(0.0, "Cover")
    cover = cover_sheet(book, plan)
    sheets = (
        summary_sheet, criteria_sheet, scores_sheet, price_lines_sheet, curves_sheet, weights_sheet, evaluators_sheet,
        what_if_sheet, sensitivity_sheet, vetting_scores_sheet, vetting_sheet, gaps_sheet, evidence_sheet, risks_sheet,
        mitigations_sheet, contingency_sheet, exit_sheet, sla_sheet, protocol_sheet, audits_sheet, clauses_sheet,
        calendar_sheet, data_sheet, lists_sheet, check_sheet,
    )  # fmt: skip
    for done, write in enumerate(sheets, 1):
        report(0.8 * done / (len(sheets) + 1), write.__name__.removesuffix("_sheet").replace("_", "-").capitalize())
        write(book, plan)
    finish_cover(book, cover)
    _stamp(book)
    report(0.8, "File")
    results = {page.name: page.results for page in book.pages}
    drawn = [page.charts for page in book.pages if page.charts]
    words = {f"xl/drawings/drawing{n}.xml": charts for n, charts in enumerate(drawn, 1)}
    content = packed(book.file, results, words)
    report(1.0, "File")
    return content


def _stamp(book: Book) -> None:
    """Write who and when from the facts, never from the clock."""
    facts, properties = book.facts, book.file.properties
    initiative = facts.evaluation.initiative
    when = datetime.fromisoformat(facts.as_of).replace(tzinfo=None, microsecond=0)
    properties.created = properties.modified = when
    properties.title = book.clean(initiative.name)
    properties.creator = book.clean(initiative.organisation or "Outsource Desk")
    properties.lastModifiedBy = f"Outsource Desk {facts.app_version}"
    properties.identifier = facts.fingerprint
    properties.version = str(facts.revision)
