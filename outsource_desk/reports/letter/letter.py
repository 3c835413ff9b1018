"""The letter as a tagged PDF of one page or two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from outsource_desk.charts.marks import Anchor, Line, Mark, Text, Weight
from outsource_desk.charts.words import elided, shortened, wrapped
from outsource_desk.domain.formatting import in_words
from outsource_desk.domain.paper import PaperSize
from outsource_desk.reports.blocks import Align, Block, Cell, Heading, Items, Paragraph, Row, Table, TableColumn, Tone
from outsource_desk.reports.boxes import Box, draw_stack, stacked_height
from outsource_desk.reports.compose import box_of, fill
from outsource_desk.reports.elements import Element, Tag
from outsource_desk.reports.grid import BODY, BODY_LEAD, HEAD, HEAD_LEAD, SMALL, THEME, Grid
from outsource_desk.reports.letter.content import Letter, Loss, Requirement
from outsource_desk.reports.properties import moment_of, property_text
from outsource_desk.reports.typeface import measure, one_line, printable

GRIDS = {PaperSize.A4: Grid(595.28, 841.89, 64.0), PaperSize.LETTER: Grid(612.0, 792.0, 64.0)}
LANGUAGE = "en-GB"
MOST_PAGES = 2
TOP, FOOT, BOTTOM = 54.0, 40.0, 72.0  # of the sender, of the foot's baseline and of the text, from the edges
ADDRESS, ADDRESS_LINES = 128.0, 6
SENDER_LINES = 5
SIGNATURE = 44.0  # room for a name by hand
# how much is said, from everything to what two pages can always hold: entries of a list, characters of a text
AMOUNTS = ((6, 400), (5, 260), (4, 180), (3, 120), (2, 80))

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def render_letter(letter: Letter) -> bytes:
    """Return the letter; the same content makes the same bytes."""
    return _drawn(letter, pages_of(letter))


def pages_of(letter: Letter) -> list[list[Element]]:
    """Return the elements of each page, without what depends on the number of pages.

    A letter is never longer than two pages: lists are cut and say how much more there is, and texts are shortened.
    What was typed is kept whole, even where it takes a further page.
    """
    pages: list[list[Element]] = []
    for entries, characters in AMOUNTS:
        pages = _composed(letter, entries, characters)
        if len(pages) <= MOST_PAGES:
            break
    return pages


def _composed(letter: Letter, entries: int, characters: int) -> list[list[Element]]:
    grid = GRIDS[letter.size]
    head, top = _head(letter, grid)
    pending: list[Box] = [box_of(block, grid.full) for block in _blocks(letter, entries, characters)]
    pages: list[list[Element]] = []
    while pending or not pages:
        fitting, pending = fill(pending, grid.height - BOTTOM - top)
        pages.append([*(head if not pages else ()), *draw_stack(fitting, grid.margin, top, stacked_height(fitting))])
        top = TOP + 10
    return pages


def _head(letter: Letter, grid: Grid) -> tuple[list[Element], float]:
    """Return sender, recipient, date, reference and subject, and where the text begins."""
    elements: list[Element] = []
    sender = _lines(letter.sender, grid.full, SENDER_LINES)
    marks: list[Mark] = [
        Text(grid.margin, TOP + BODY_LEAD * n, line, BODY if n else HEAD, THEME.muted if n else THEME.ink,
             Weight.REGULAR if n else Weight.SEMIBOLD)
        for n, line in enumerate(sender)
    ]  # fmt: skip
    rule = TOP + BODY_LEAD * max(1, len(sender)) - 2
    elements.append(Element(Tag.ARTIFACT, (Line(((grid.margin, rule), (grid.width - grid.margin, rule)), THEME.rule),)))
    if marks:
        elements.insert(0, Element(Tag.PARAGRAPH, tuple(marks)))
    top = max(ADDRESS, rule + 34)
    half = grid.full * 0.56
    recipient = _lines(letter.recipient or letter.vendor, half, ADDRESS_LINES)
    named = (Text(grid.margin, top + BODY_LEAD * n, line, BODY, THEME.ink) for n, line in enumerate(recipient))
    elements.append(Element(Tag.PARAGRAPH, tuple(named)))
    right = [("Date", letter.date), ("Our reference", letter.reference)]
    for n, (label, text) in enumerate((label, text) for label, text in right if text):
        line = elided(one_line(text), grid.full - half - 82, BODY, Weight.REGULAR, measure)
        x = grid.margin + half + 12
        place = top + BODY_LEAD * n
        elements.append(Element(Tag.PARAGRAPH, (
            Text(x, place, label, BODY, THEME.muted), Text(x + 76, place, line, BODY, THEME.ink),
        )))  # fmt: skip
    top += BODY_LEAD * max(3, len(recipient)) + 30
    subject = wrapped(one_line(shortened(letter.subject, 160)), grid.full, HEAD, Weight.SEMIBOLD, measure)
    told = (
        Text(grid.margin, top + HEAD_LEAD * n, line, HEAD, THEME.ink, Weight.SEMIBOLD) for n, line in enumerate(subject)
    )
    elements.append(Element(Tag.HEADING_1, tuple(told)))
    return elements, top + HEAD_LEAD * len(subject) + 4


def _lines(text: str, width: float, most: int) -> list[str]:
    """Return typed lines, each shortened to the width; what has no room is left away."""
    lines = [line.strip() for line in printable(text).split("\n") if line.strip()]
    return [elided(line, width, BODY, Weight.REGULAR, measure) for line in lines[:most]]


def _blocks(letter: Letter, entries: int, characters: int) -> Iterator[Block]:
    if letter.opening:
        yield Paragraph(letter.opening)
    if letter.is_excluded:
        yield from _exclusion(letter, entries, characters)
    if letter.standing:
        yield Paragraph(letter.standing)
    if letter.results:
        yield Heading("How your offer was judged")
        yield _results(letter)
    if letter.strengths:
        shown, more = letter.strengths[:entries], len(letter.strengths) - entries
        tail = f"; and {more} more" if more > 0 else ""
        yield Heading("Where your offer was strong")
        yield Paragraph(f"{in_words(list(shown))}{tail}.")
    if letter.losses:
        yield Heading("Where points were lost")
        yield _losses(letter.losses[:entries], characters)
    yield from _requirements("Requirements that would have needed a condition", letter.missed, entries, characters)
    yield from _requirements("Points that remained open", letter.remaining, entries, characters)
    if letter.contact or letter.objection:
        yield Heading("Questions and objections")
        if letter.contact:
            yield Paragraph(letter.contact)
        if letter.objection:
            yield Paragraph(letter.objection)
    if letter.closing:
        yield Paragraph(letter.closing)
    if letter.signatory:
        yield Paragraph("\n\n\n" + letter.signatory)


def _results(letter: Letter) -> Table:
    """Return the criteria in two columns side by side, read downwards."""
    half = (len(letter.results) + 1) // 2
    is_long = len(letter.results) > 6
    pairs = [
        (letter.results[n], letter.results[n + half] if n + half < len(letter.results) else None)
        for n in range(half)
    ] if is_long else [(one, None) for one in letter.results]  # fmt: skip
    columns = (TableColumn("Criterion", 0.34), TableColumn("Your offer", 0.16, Align.RIGHT, Tone.STRONG))
    rows = [
        Row(tuple(cell for one in pair[: 2 if is_long else 1] for cell in (
            Cell(shortened(one.criterion, 90) if one else ""), Cell(one.text if one else ""))))
        for pair in pairs
    ]  # fmt: skip
    return Table(columns * (2 if is_long else 1), tuple(rows), tallest=22)


def _losses(losses: Sequence[Loss], characters: int) -> Table:
    columns = (
        TableColumn("Criterion", 0.25, tone=Tone.STRONG),
        TableColumn("Your offer", 0.13, Align.RIGHT),
        TableColumn("What would have earned all points", 0.62),
    )
    rows: list[Row] = []
    for each in losses:
        said = shortened(each.good, characters)
        reasons = " ".join(f"“{shortened(reason, characters)}”" for reason in each.reasons[:2])
        words = "\n".join(filter(None, (said, f"Our evaluation: {reasons}" if reasons else "")))
        rows.append(Row((Cell(shortened(each.criterion, 90)), Cell(each.text), Cell(words or "–"))))
    return Table(columns, tuple(rows), tallest=22)


def _exclusion(letter: Letter, entries: int, characters: int) -> Iterator[Block]:
    """Yield why the offer could not be ranked, before anything else is said of it."""
    told = [*(f"{each}." for each in letter.minimums), *(_requirement(each, characters) for each in letter.barred)]
    count = len(told)
    many = f"{_NUMBERS[count] if count < len(_NUMBERS) else count} " if count else ""
    noun, verb = ("a requirement", "was") if count == 1 else (f"{many}requirements", "were")
    end = ":" if told else "."
    yield Paragraph(f"Your offer could not be ranked, because {noun} that every provider must meet {verb} not met{end}")
    if told:
        yield Items(tuple(told[:entries]))
    if count > entries:
        yield Paragraph(f"And {count - entries} more, which we are glad to explain.", Tone.MUTED)


def _requirement(each: Requirement, characters: int) -> str:
    good = f" A good answer: {shortened(each.good, characters)}" if each.good else ""
    return f"{shortened(each.wording, characters)}{good}"


def _requirements(title: str, found: Sequence[Requirement], entries: int, characters: int) -> Iterator[Block]:
    if not found:
        return
    yield Heading(title)
    yield Items(tuple(_requirement(each, characters) for each in found[:entries]))
    more = len(found) - entries
    if more > 0:
        yield Paragraph(f"And {more} more, which we are glad to explain.", Tone.MUTED)


def _drawn(letter: Letter, pages: Sequence[Sequence[Element]]) -> bytes:
    from outsource_desk.reports.painter import Painter
    from outsource_desk.reports.tagged_canvas import TaggedCanvas
    from outsource_desk.reports.typeface import FONT_NAMES, font

    font(Weight.REGULAR)
    target, grid = BytesIO(), GRIDS[letter.size]
    canvas = TaggedCanvas(target, (grid.width, grid.height), FONT_NAMES[Weight.REGULAR], LANGUAGE)
    canvas.describe(
        title=property_text(letter.subject),
        author=property_text(letter.organisation) or "Outsource Desk",
        subject=property_text(f"Letter to {letter.vendor}"),
        creator=f"Outsource Desk {letter.app_version}".strip(),
        made=moment_of(letter.as_of),
    )
    painter = Painter(canvas, grid.height)
    for number, elements in enumerate(pages, 1):
        for element in (*elements, _foot(letter, grid, number, len(pages))):
            painter.draw(element)
        canvas.showPage()
    canvas.finish()
    return target.getvalue()


def _foot(letter: Letter, grid: Grid, number: int, pages: int) -> Element:
    y = grid.height - FOOT
    told = " · ".join(filter(None, (one_line(letter.classification), one_line(letter.reference))))
    marks: list[Mark] = [
        Text(grid.width - grid.margin, y, f"Page {number} of {pages}", SMALL, THEME.muted, anchor=Anchor.RIGHT)
    ]
    if told:
        line = elided(told, grid.full - 90, SMALL, Weight.REGULAR, measure)
        marks.append(Text(grid.margin, y, line, SMALL, THEME.muted))
    return Element(Tag.ARTIFACT, tuple(marks))
