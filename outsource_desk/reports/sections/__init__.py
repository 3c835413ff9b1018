"""One function per section of the board paper: findings in, a page of values out, or nothing to say."""

from __future__ import annotations

from outsource_desk.reports.blocks import Page
from outsource_desk.reports.facts import BoardFacts
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.sections.decision import decision_page
from outsource_desk.reports.sections.goals import goals_page
from outsource_desk.reports.sections.matrix import matrix_page
from outsource_desk.reports.sections.method import method_page
from outsource_desk.reports.sections.ranking import ranking_page
from outsource_desk.reports.sections.reasons import reasons_page
from outsource_desk.reports.sections.why import why_page

SECTIONS = (decision_page, goals_page, ranking_page, why_page, matrix_page, reasons_page, method_page)


def board_pages(facts: BoardFacts) -> list[Page]:
    """Return the sections that have something to say, in the order in which a board reads them."""
    findings = Findings(facts)
    return [page for section in SECTIONS if (page := section(findings)) is not None]
