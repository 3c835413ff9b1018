"""The board paper: facts in, the bytes of a PDF out; runs in a child process of the desktop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

from outsource_desk.charts.marks import Anchor, Line, Text, Weight
from outsource_desk.charts.words import elided
from outsource_desk.domain.formatting import day, fingerprint
from outsource_desk.reports.compose import compose
from outsource_desk.reports.elements import Element, Sheet, Tag
from outsource_desk.reports.facts import BoardFacts
from outsource_desk.reports.grid import GRIDS, SMALL, THEME, Grid
from outsource_desk.reports.properties import moment_of, property_text
from outsource_desk.reports.sections import board_pages
from outsource_desk.reports.typeface import measure, one_line

Progress = Callable[[float, str], None]
LANGUAGE = "en-GB"
AUTHOR = "Outsource Desk"


def render_pdf(facts: BoardFacts, progress: Progress | None = None) -> bytes:
    """Return the board paper; the same facts make the same bytes.

    Args:
        facts: what the paper is about, of one moment.
        progress: called with a share from 0 to 1 and a word about what is being done.
    """
    tell = progress or (lambda _share, _words: None)
    tell(0.0, "Composing pages")
    return draw(facts, sheets_of(facts), tell)


def sheets_of(facts: BoardFacts) -> list[Sheet]:
    """Return every page, composed but not drawn."""
    subject, grid = subject_of(facts), grid_of(facts)
    return [sheet for page in board_pages(facts) for sheet in compose(page, subject, grid)]


def grid_of(facts: BoardFacts) -> Grid:
    """Return the grid of the paper that the initiative's paper is printed on."""
    return GRIDS[facts.evaluation.initiative.paper.size]


def subject_of(facts: BoardFacts) -> str:
    """Return whose decision it is, about what, and of which type; leaves out what is not known."""
    initiative = facts.evaluation.initiative
    label = initiative.outsourcing_type.label if initiative.outsourcing_type else ""
    kind = f" ({label})" if label and label.casefold() not in initiative.name.casefold() else ""
    return " · ".join(filter(None, (initiative.organisation, f"{initiative.name}{kind}")))


def draw(facts: BoardFacts, sheets: Sequence[Sheet], tell: Progress) -> bytes:
    """Return sheets as a PDF."""
    from outsource_desk.reports.painter import Painter
    from outsource_desk.reports.tagged_canvas import TaggedCanvas
    from outsource_desk.reports.typeface import FONT_NAMES, font

    font(Weight.REGULAR)
    target, grid = BytesIO(), grid_of(facts)
    canvas = TaggedCanvas(target, (grid.width, grid.height), FONT_NAMES[Weight.REGULAR], LANGUAGE)
    initiative = facts.evaluation.initiative
    canvas.describe(
        title=f"Board paper: {property_text(initiative.name)}",
        author=AUTHOR,
        subject=property_text(subject_of(facts)),
        creator=f"{AUTHOR} {facts.app_version}",
        made=moment_of(facts.as_of),
    )
    canvas.showOutline()
    painter = Painter(canvas, grid.height)
    for number, sheet in enumerate(sheets, 1):
        if sheet.opens_section:
            key = f"page-{number}"
            canvas.bookmarkPage(key)
            canvas.addOutlineEntry(sheet.section, key, 0)
        for element in (*sheet.elements, footer(facts, number, len(sheets))):
            painter.draw(element)
        canvas.showPage()
        if number % 20 == 0:
            tell(number / len(sheets), f"Page {number} of {len(sheets)}")
    canvas.finish()
    tell(1.0, "Done")
    return target.getvalue()


def footer(facts: BoardFacts, number: int, pages: int) -> Element:
    """Return classification, revision, date and fingerprint, and the page's number."""
    grid = grid_of(facts)
    name = f" ({one_line(facts.revision_name)})" if facts.revision_name else ""
    stamp = f" · {day(facts.as_of)} · Fingerprint {fingerprint(facts.fingerprint)}"
    room = grid.width - 2 * (grid.margin + 150)
    revision = elided(
        f"Revision {facts.revision}{name}", room - measure(stamp, SMALL, Weight.REGULAR), SMALL, Weight.REGULAR, measure
    )
    classification = elided(one_line(facts.evaluation.initiative.classification), 140, SMALL, Weight.SEMIBOLD, measure)
    marks = [
        Line(((grid.margin, grid.foot_rule), (grid.width - grid.margin, grid.foot_rule)), THEME.rule),
        Text(grid.width / 2, grid.foot, f"{revision}{stamp}", SMALL, THEME.muted, anchor=Anchor.CENTRE),
        Text(
            grid.width - grid.margin,
            grid.foot,
            f"Page {number} of {pages}",
            SMALL,
            THEME.ink,
            Weight.SEMIBOLD,
            Anchor.RIGHT,
        ),
    ]
    if classification:
        marks.append(Text(grid.margin, grid.foot, classification, SMALL, THEME.ink, Weight.SEMIBOLD))
    return Element(Tag.ARTIFACT, tuple(marks))
