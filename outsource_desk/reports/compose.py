"""Blocks onto pages: measured, shared out, parted where a page ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import assert_never

from outsource_desk.charts.marks import Line, Mark, Text, Weight
from outsource_desk.charts.words import balanced, elided, shortened
from outsource_desk.reports.blocks import Block, Columns, Figure, Heading, Items, Page, Paragraph, Table, Tiles, Title
from outsource_desk.reports.boxes import (
    Box,
    ColumnsBox,
    FigureBox,
    HeadingBox,
    ItemsBox,
    LinesBox,
    TilesBox,
    draw_stack,
    gaps,
    stacked_height,
)
from outsource_desk.reports.elements import Element, Sheet, Tag
from outsource_desk.reports.grid import (
    A4,
    BODY,
    GUTTER,
    HEAD,
    SMALL,
    THEME,
    TITLE,
    TITLE_LEAD,
    TOP,
    TOP_CONTINUED,
    Grid,
)
from outsource_desk.reports.tables import TableBox
from outsource_desk.reports.typeface import measure, one_line

TITLE_LINES = 2
SMALL_LEAD = 11.0
_NUMBER_AND_NOUN = re.compile(r"(?<!\S)(\d[\d.,]*) (?=[a-z])")
_NAME_LIMITS = (80, 60, 45, 34, 26, 20, 14, 10)


def compose(page: Page, subject: str, grid: Grid = A4) -> list[Sheet]:
    """Return the sheets that a section needs, at least one.

    Args:
        page: what the section says.
        subject: whose decision it is and about what; stands at the top right of each sheet.
        grid: of the sheets.
    """
    opening = TOP if len(title_lines(page.title, grid)) > 1 else TOP - TITLE_LEAD
    pending = _shifted(page.blocks, grid.bottom - opening, grid)
    sheets: list[Sheet] = []
    while pending or not sheets:
        is_first = not sheets
        top = opening if is_first else TOP_CONTINUED
        fitting, pending = fill(pending, grid.bottom - top)
        room = _room(fitting, pending, grid.bottom - top)
        elements = [*_header(page, subject, is_first, grid), *draw_stack(fitting, grid.margin, top, room)]
        sheets.append(Sheet(page.section, is_first, (*elements, *_closing(page, grid))))
    return sheets


def _closing(page: Page, grid: Grid) -> list[Element]:
    """Return the source, and what the paper leaves out, which is never shortened."""
    elements: list[Element] = []
    taken = 0.0
    if page.left_out:
        lines = balanced(one_line(page.left_out), grid.full, SMALL, Weight.SEMIBOLD, measure)
        wide = max(measure(line, SMALL, Weight.SEMIBOLD) for line in lines)
        taken = wide + 24
        first = grid.source - SMALL_LEAD * (len(lines) - 1)
        left = grid.width - grid.margin - wide
        marks = (
            Text(left, first + SMALL_LEAD * n, line, SMALL, THEME.ink, Weight.SEMIBOLD) for n, line in enumerate(lines)
        )
        elements.append(Element(Tag.PARAGRAPH, tuple(marks)))
    if page.source:
        source = elided(f"Source: {one_line(page.source)}", grid.full - taken, SMALL, Weight.REGULAR, measure)
        elements.insert(0, Element(Tag.PARAGRAPH, (Text(grid.margin, grid.source, source, SMALL, THEME.muted),)))
    return elements


def _shifted(blocks: Sequence[Block], room: float, grid: Grid) -> list[Box]:
    """Return blocks in the width of the page; where they are too high, columns that may shift are made lower."""
    boxes = [box_of(block, grid.full, grid) for block in blocks]
    surplus = stacked_height(boxes) - room
    if surplus <= 0:
        return boxes
    return [
        _lowered(block, box.height - surplus, grid) if isinstance(block, Columns) and block.may_shift else box
        for block, box in zip(blocks, boxes, strict=True)
    ]


def _lowered(columns: Columns, height: float, grid: Grid) -> ColumnsBox:
    """Return columns no higher than ``height`` with spans as near as can be to theirs; if none are, the lowest."""
    best = _columns(columns, grid)
    own = [column.span for column in columns.columns]
    spans = [wide for wide in product(range(2, 7), repeat=len(own)) if sum(wide) == sum(own)]
    for wide in sorted(spans, key=lambda wide: sum((one - other) ** 2 for one, other in zip(wide, own, strict=True))):
        shifted = tuple(replace(one, span=w) for one, w in zip(columns.columns, wide, strict=True))
        tried = _columns(Columns(shifted), grid)
        best = tried if tried.height < best.height else best
        if best.height <= height:
            break
    return best


def _room(fitting: Sequence[Box], pending: Sequence[Box], room: float) -> float:
    """Return how high the boxes of a sheet may be drawn; a table that goes on overleaf is not stretched."""
    natural = sum(box.height for box in fitting) + sum(gaps(fitting))
    return min(natural, room) if pending else room


def box_of(block: Block, width: float, grid: Grid = A4) -> Box:
    """Return a block in a given width."""
    match block:
        case Heading():
            return HeadingBox(block, width)
        case Paragraph():
            return LinesBox.of(block, width)
        case Items():
            return ItemsBox.of(block, width)
        case Tiles():
            return TilesBox(block.tiles, width)
        case Figure():
            return FigureBox(block, width)
        case Table():
            return TableBox.of(block, width)
        case Columns():
            return _columns(block, grid)
        case _:
            assert_never(block)


def _columns(columns: Columns, grid: Grid) -> ColumnsBox:
    places: list[float] = []
    stacks: list[tuple[Box, ...]] = []
    x = 0.0
    for column in columns.columns:
        wide = grid.span(column.span)
        places.append(x)
        stacks.append(tuple(box_of(block, wide, grid) for block in column.blocks))
        x += wide + GUTTER
    return ColumnsBox(tuple(stacks), tuple(places))


def fill(pending: Sequence[Box], room: float) -> tuple[list[Box], list[Box]]:
    """Return the boxes for one sheet, and what is left for the next."""
    taken: list[Box] = []
    rest = list(pending)
    while rest:
        box = rest[0]
        trial = [*taken, box]
        needed = sum(one.height - one.shrink for one in trial) + sum(gaps(trial))
        follows = rest[1] if isinstance(box, HeadingBox) and len(rest) > 1 else None
        if follows is not None:
            needed += max(box.after, follows.before) + follows.least
        if needed <= room + 0.01:
            taken.append(rest.pop(0))
            continue
        if isinstance(follows, TableBox) and follows.more and taken:
            del rest[:2]  # a summary of what stands whole elsewhere gives way
            continue
        parts = _parted(
            box, room - (needed - (box.height - box.shrink)), is_alone=all(isinstance(one, HeadingBox) for one in taken)
        )
        if parts is None:
            break
        above, below = parts
        if above is not None:
            taken.append(above)
        rest[:1] = below
        if above is not None:
            break
    while rest and len(taken) > 1 and isinstance(taken[-1], HeadingBox):
        rest.insert(0, taken.pop())  # a heading goes with what it heads
    return taken, rest


def _parted(box: Box, room: float, is_alone: bool) -> tuple[Box | None, list[Box]] | None:
    """Part a box that does not fit; alone on a sheet, it must give way."""
    if isinstance(box, ColumnsBox) and is_alone:
        lean = box.without_extras()
        return None, [lean] if lean != box else [inner for stack in box.stacks for inner in stack]
    parts = box.split(room)
    if parts is not None and not is_alone and isinstance(parts[0], TableBox) and parts[0].is_better_whole(parts[1]):
        return None  # overleaf
    if parts is not None:
        above, below = parts
        return above, [below] if below is not None else []
    return (box, []) if is_alone else None


def _header(page: Page, subject: str, is_first: bool, grid: Grid) -> list[Element]:
    section = Text(grid.margin, 40, page.section, BODY, THEME.accent, Weight.SEMIBOLD)
    room = grid.full - measure(page.section, BODY, Weight.SEMIBOLD) - 40
    about = elided(one_line(subject), room, BODY, Weight.REGULAR, measure)
    running: tuple[Mark, ...] = (section,)
    if about:
        running += (
            Text(grid.width - grid.margin - measure(about, BODY, Weight.REGULAR), 40, about, BODY, THEME.muted),
        )
    if is_first:
        lines = title_lines(page.title, grid)
        marks = tuple(
            Text(grid.margin, 70 + TITLE_LEAD * n, line, TITLE, THEME.ink, Weight.SEMIBOLD)
            for n, line in enumerate(lines)
        )
        return [Element(Tag.ARTIFACT, running), Element(Tag.HEADING_1, marks)]
    again = elided(f"{page.section}, continued", grid.full, HEAD, Weight.SEMIBOLD, measure)
    rule = Line(((grid.margin, 50), (grid.width - grid.margin, 50)), THEME.rule)
    return [Element(Tag.ARTIFACT, (*running, rule, Text(grid.margin, 70, again, HEAD, THEME.ink, Weight.SEMIBOLD)))]


def title_lines(title: Title, grid: Grid = A4) -> list[str]:
    """Return a title in at most two balanced lines; its names are shortened as far as that needs."""
    lines: list[str] = []
    for limit in _NAME_LIMITS:
        names = [shortened(one_line(name), limit) for name in title.names]
        sentence = _NUMBER_AND_NOUN.sub("\\1\u00a0", title.pattern.format(*names))
        lines = balanced(sentence, grid.full, TITLE, Weight.SEMIBOLD, measure)
        if len(lines) <= TITLE_LINES:
            return lines
    return [lines[0], elided(" ".join(lines[1:]), grid.full, TITLE, Weight.SEMIBOLD, measure)]
