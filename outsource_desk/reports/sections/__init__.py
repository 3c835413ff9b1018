"""One function per section of the board paper: findings in, a page of values out, or nothing to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from outsource_desk.domain.formatting import in_words
from outsource_desk.domain.paper import Section
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

SECTIONS: dict[Section, Callable[[Findings], Page | None]] = {
    Section.GOALS: goals_page,
    Section.RANKING: ranking_page,
    Section.WHY: why_page,
    Section.SCORES: matrix_page,
    Section.REASONS: reasons_page,
    Section.METHOD: method_page,
}


def board_pages(facts: BoardFacts) -> list[Page]:
    """Return the sections that have something to say, the decision first, the others as they were chosen.

    What would have had something to say but was left out is named on the first page and in the method note.
    """
    findings, choice = Findings(facts), facts.evaluation.initiative.paper
    made = {section: page for section in choice.order if (page := SECTIONS[section](findings)) is not None}
    quiet = [f"“{section.label}”" for section in made if not choice.has(section)]
    left_out = f"This paper leaves out {in_words(quiet)}" if quiet else ""
    pages = [replace(decision_page(findings), left_out=left_out)]
    for section, page in made.items():
        if choice.has(section):
            pages.append(replace(page, left_out=left_out) if section is Section.METHOD else page)
    return pages
