"""One function per section of the board paper: findings in, a page of values out, or nothing to say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from outsource_desk.domain.formatting import in_words
from outsource_desk.domain.paper import Section
from outsource_desk.reports.blocks import Block, Page, Paragraph, Tone
from outsource_desk.reports.facts import BoardFacts
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.sections.answers import answers_pages
from outsource_desk.reports.sections.decision import decision_page
from outsource_desk.reports.sections.dossier import dossier_pages
from outsource_desk.reports.sections.failure import failure_pages
from outsource_desk.reports.sections.goals import goals_page
from outsource_desk.reports.sections.matrix import matrix_page
from outsource_desk.reports.sections.measures import measures_page
from outsource_desk.reports.sections.method import method_page
from outsource_desk.reports.sections.opinions import opinions_page
from outsource_desk.reports.sections.panel import evaluators_page
from outsource_desk.reports.sections.priced import price_page
from outsource_desk.reports.sections.proof import evidence_page, proof_page
from outsource_desk.reports.sections.ranking import ranking_page
from outsource_desk.reports.sections.reasons import reasons_page
from outsource_desk.reports.sections.risks import risks_page
from outsource_desk.reports.sections.sensitivity import sensitivity_page
from outsource_desk.reports.sections.steering import steering_page
from outsource_desk.reports.sections.trust import trust_page
from outsource_desk.reports.sections.vetting import vetting_page
from outsource_desk.reports.sections.warned import warnings_page
from outsource_desk.reports.sections.weighed import weights_page
from outsource_desk.reports.sections.why import why_page

Pages: TypeAlias = Page | tuple[Page, ...] | None

SECTIONS: dict[Section, Callable[[Findings], Pages]] = {
    Section.GOALS: goals_page,
    Section.RANKING: ranking_page,
    Section.WHY: why_page,
    Section.VETTING: lambda findings: _some(vetting_page(findings), proof_page(findings)),
    Section.RISKS: risks_page,
    Section.FAILURE: failure_pages,
    Section.STEERING: steering_page,
    Section.MEASURES: measures_page,
    Section.SCORES: matrix_page,
    Section.REASONS: reasons_page,
    Section.METHOD: method_page,
    Section.SENSITIVITY: sensitivity_page,
    Section.WEIGHTS: weights_page,
    Section.EVALUATORS: evaluators_page,
    Section.PRICE: price_page,
    Section.METHODS: opinions_page,
    Section.WARNINGS: warnings_page,
    Section.DOSSIERS: dossier_pages,
    Section.EVIDENCE: evidence_page,
    Section.ANSWERS: answers_pages,
}


def pages_of(section: Section, findings: Findings) -> tuple[Page, ...]:
    """Return the pages of a section; none where it has nothing to say."""
    made = SECTIONS[section](findings)
    return made if isinstance(made, tuple) else _some(made)


def _some(*pages: Page | None) -> tuple[Page, ...]:
    return tuple(page for page in pages if page is not None)


def board_pages(facts: BoardFacts) -> list[Page]:
    """Return the sections that have something to say, the decision first, the others as they were chosen.

    What would have had something to say but was left out is named on the first page and in the method note.
    """
    findings, choice = Findings(facts), facts.evaluation.initiative.paper
    wanted = [section for section in choice.order if choice.has(section) or not section.is_extra]
    found = {section: pages_of(section, findings) for section in wanted}
    made = {section: pages for section, pages in found.items() if pages}
    quiet = [f"“{section.label}”" for section in made if not choice.has(section)]
    left_out = f"This paper leaves out {in_words(quiet)}" if quiet else ""
    pages = [replace(decision_page(findings), left_out=". ".join(filter(None, (left_out, _on_demand(findings)))))]
    for section, mine in made.items():
        if section is Section.METHOD:
            [page] = mine
            pages.append(replace(page, blocks=(*page.blocks, *_silent(found)), left_out=left_out))
        elif choice.has(section):
            pages += mine
        if section is Section.RANKING and (trust := trust_page(findings)) is not None:
            pages.append(trust)  # no ranking without how far it can be trusted
    return pages


def _on_demand(findings: Findings) -> str:
    """Return which long sections this paper does not have, but would have if somebody asked."""
    choice = findings.facts.evaluation.initiative.paper
    unasked = [section for section in Section if section.is_extra and not choice.has(section)]
    names = [f"“{section.label}”" for section in unasked if pages_of(section, findings)]
    return f"On demand: {in_words(names)}" if names else ""


def _silent(found: Mapping[Section, tuple[Page, ...]]) -> list[Block]:
    """Return, in one line, which sections have nothing to say about this decision."""
    names = [f"“{section.label}”" for section, pages in found.items() if not pages]
    if not names:
        return []
    return [Paragraph(f"Nothing to say yet, so not in this paper: {in_words(names)}.", Tone.MUTED)]
