"""The pack as a tagged PDF, upright, so that it goes into a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO

from outsource_desk.charts.marks import Anchor, Line, Mark, Text, Weight
from outsource_desk.charts.words import elided
from outsource_desk.domain.formatting import day, fingerprint
from outsource_desk.domain.paper import PaperSize
from outsource_desk.reports.blocks import Page
from outsource_desk.reports.compose import compose
from outsource_desk.reports.elements import Element, Sheet, Tag
from outsource_desk.reports.grid import SMALL, THEME, Grid
from outsource_desk.reports.pack.cards import card_pages
from outsource_desk.reports.pack.contacts import contacts_page
from outsource_desk.reports.pack.facts import PackFacts
from outsource_desk.reports.pack.fallbacks import fallbacks_page
from outsource_desk.reports.pack.first_hour import first_page
from outsource_desk.reports.pack.leaving import leaving_pages
from outsource_desk.reports.pack.log import log_page
from outsource_desk.reports.properties import moment_of, property_text
from outsource_desk.reports.typeface import measure, one_line

GRIDS = {PaperSize.A4: Grid(595.28, 841.89, 42.0), PaperSize.LETTER: Grid(612.0, 792.0, 42.0)}
LANGUAGE = "en-GB"
AUTHOR = "Outsource Desk"


def render_pack(facts: PackFacts) -> bytes:
    """Return the pack; the same facts make the same bytes."""
    return _drawn(facts, sheets_of(facts))


def sheets_of(facts: PackFacts) -> list[Sheet]:
    """Return every page, composed but not drawn; the first one names the pages on which the others begin."""
    grid = GRIDS[facts.evaluation.initiative.paper.size]
    subject = facts.evaluation.initiative.name
    composed = [(page.section, compose(page, subject, grid)) for page in _pages(facts)]
    opening = compose(first_page(facts, _numbers(composed, 1)), subject, grid)
    opening = compose(first_page(facts, _numbers(composed, len(opening))), subject, grid)
    return [*opening, *(sheet for _, sheets in composed for sheet in sheets)]


def _pages(facts: PackFacts) -> Iterator[Page]:
    """Yield what follows the first page, in the order in which it is needed."""
    yield contacts_page(facts)
    yield from card_pages(facts)
    if (page := fallbacks_page(facts)) is not None:
        yield page
    yield from leaving_pages(facts)
    yield log_page(facts)


def _numbers(composed: Sequence[tuple[str, Sequence[Sheet]]], before: int) -> Mapping[str, int]:
    """Return section → the page on which it begins."""
    numbers: dict[str, int] = {}
    at = before + 1
    for section, sheets in composed:
        numbers[section] = at
        at += len(sheets)
    return numbers


def _drawn(facts: PackFacts, sheets: Sequence[Sheet]) -> bytes:
    from outsource_desk.reports.painter import Painter
    from outsource_desk.reports.tagged_canvas import TaggedCanvas
    from outsource_desk.reports.typeface import FONT_NAMES, font

    font(Weight.REGULAR)
    initiative = facts.evaluation.initiative
    target, grid = BytesIO(), GRIDS[initiative.paper.size]
    canvas = TaggedCanvas(target, (grid.width, grid.height), FONT_NAMES[Weight.REGULAR], LANGUAGE)
    canvas.describe(
        title=f"If {property_text(facts.provider)} fails: {property_text(initiative.name)}",
        author=property_text(initiative.organisation) or AUTHOR,
        subject="Contingency and exit plan, to be kept on paper",
        creator=f"{AUTHOR} {facts.app_version}".strip(),
        made=moment_of(facts.as_of),
    )
    canvas.showOutline()
    painter = Painter(canvas, grid.height)
    for number, sheet in enumerate(sheets, 1):
        if sheet.opens_section:
            canvas.bookmarkPage(f"page-{number}")
            canvas.addOutlineEntry(sheet.section, f"page-{number}", 0)
        for element in (*sheet.elements, _foot(facts, grid, number, len(sheets))):
            painter.draw(element)
        canvas.showPage()
    canvas.finish()
    return target.getvalue()


def _foot(facts: PackFacts, grid: Grid, number: int, pages: int) -> Element:
    """Return classification, revision, date and fingerprint, and the page's number."""
    name = f" ({one_line(facts.revision_name)})" if facts.revision_name else ""
    told = f"Revision {facts.revision}{name} · {day(facts.as_of)} · {fingerprint(facts.fingerprint)}"
    classification = elided(one_line(facts.evaluation.initiative.classification), 130, SMALL, Weight.SEMIBOLD, measure)
    room = grid.full - 220
    marks: list[Mark] = [
        Line(((grid.margin, grid.foot_rule), (grid.width - grid.margin, grid.foot_rule)), THEME.rule),
        Text(grid.width / 2, grid.foot, elided(told, room, SMALL, Weight.REGULAR, measure), SMALL, THEME.muted,
             anchor=Anchor.CENTRE),
        Text(grid.width - grid.margin, grid.foot, f"Page {number} of {pages}", SMALL, THEME.ink, Weight.SEMIBOLD,
             Anchor.RIGHT),
    ]  # fmt: skip
    if classification:
        marks.append(Text(grid.margin, grid.foot, classification, SMALL, THEME.ink, Weight.SEMIBOLD))
    return Element(Tag.ARTIFACT, tuple(marks))
