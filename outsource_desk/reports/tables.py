"""Tables: strings in columns of fixed width, rows of computed height, parted over pages as needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from outsource_desk.charts.marks import Anchor, Line, Mark, Rect, Text, Weight, state_mark
from outsource_desk.charts.words import elided, held, wrapped
from outsource_desk.reports.blocks import (
    Align,
    Cell,
    Content,
    Row,
    RowKind,
    Table,
    TableColumn,
    Tick,
    Tone,
)
from outsource_desk.reports.boxes import COLORS, Box, weight_of
from outsource_desk.reports.cell_pictures import picture, tick_box
from outsource_desk.reports.elements import Element, Tag
from outsource_desk.reports.grid import BODY, BODY_LEAD, THEME
from outsource_desk.reports.typeface import measure, one_line, printable

GAP = 12.0  # between columns
SHORTEST = 22.0  # row
PAD = SHORTEST - BODY_LEAD  # of a row, above and below its lines together
DENSE = 4.0  # the same in a register
MARK, SWATCH, INDENT = 15.0, 17.0, 14.0
HEAD_LINES = 3
FEW = 3  # lines: a row is not parted for less
LENDS = 0.15  # of the width: a narrower column of words lends none


@dataclass(frozen=True)
class _Line:
    """A row with its cells broken into lines."""

    row: Row
    lines: tuple[tuple[str, ...], ...]
    pad: float = PAD

    @cached_property
    def height(self) -> float:
        return self.pad + BODY_LEAD * max(1, *(len(lines) for lines in self.lines))


@dataclass(frozen=True)
class TableBox(Box):
    """A table, or the part of it that stands on one page."""

    columns: tuple[TableColumn, ...]
    widths: tuple[float, ...]
    rows: tuple[_Line, ...]
    tallest: float
    group: _Line | None = None  # the group in which this part begins
    before: float = 0.0
    after: float = 16.0
    heads: tuple[tuple[str, ...], ...] = ()
    more: str = ""  # in place of the rows that have no room; else they go on overleaf

    @classmethod
    def of(cls, table: Table, width: float) -> TableBox:
        """Break the cells of a table into lines."""
        whole = sum(column.share for column in table.columns)
        widths = [(width + GAP) * column.share / whole for column in table.columns]  # the last gap lies outside
        widths = _unbroken(table, widths)
        heads = tuple(_head(column, wide) for column, wide in zip(table.columns, widths, strict=True))
        pad = DENSE if table.is_dense else PAD
        rows = tuple(_broken(row, table.columns, widths, pad) for row in table.rows)
        return cls(table.columns, tuple(widths), rows, table.tallest, heads=heads, more=table.more)

    @property
    def _head_height(self) -> float:
        return 7 + BODY + BODY_LEAD * (max(1, *(len(head) for head in self.heads)) - 1)

    @property
    def height(self) -> float:
        """Return head and rows."""
        return self._head_height + sum(line.height for line in self._shown())

    @property
    def stretch(self) -> float:
        """Return how much rows may grow."""
        return sum(max(0.0, self.tallest - line.height) for line in self._shown())

    @property
    def least(self) -> float:
        """Return the head and two rows."""
        if self.more:
            return min(self.height, self._head_height + 2 * (PAD + BODY_LEAD))
        return self._head_height + sum(min(line.height, PAD + FEW * BODY_LEAD) for line in self._shown()[:2])

    @property
    def is_scrap(self) -> bool:
        """Tell whether only one row of a table that goes on stands here."""
        return sum(line.row.kind is not RowKind.GROUP for line in self.rows) < 2

    def is_better_whole(self, rest: Box | None) -> bool:
        """Tell whether parting would leave a single row on either side, as of a table of three."""
        if self.is_scrap or not isinstance(rest, TableBox):
            return self.is_scrap
        is_inside_a_row = bool(self.rows and rest.rows) and self.rows[-1].row is rest.rows[0].row
        return rest.is_scrap and not is_inside_a_row and len(self.rows) < 3

    def _shown(self) -> tuple[_Line, ...]:
        return (self.group, *self.rows) if self.group else self.rows

    def split(self, room: float) -> tuple[Box, Box | None] | None:
        """Part between rows, or inside a long one; a group's name never stands alone at the foot."""
        if self.more:
            return self._cut(room), None
        left = room - self._head_height - (self.group.height if self.group else 0.0)
        count = 0
        while count < len(self.rows) and self.rows[count].height <= left:
            left -= self.rows[count].height
            count += 1
        above, below = list(self.rows[:count]), list(self.rows[count:])
        if below and left >= PAD + FEW * BODY_LEAD and below[0].height > PAD + 2 * FEW * BODY_LEAD:
            first, rest = _parted(below[0], int((left - PAD) // BODY_LEAD))
            above.append(first)
            below[0] = rest
        _keep_company(above, below)
        if not above or not below:
            return None
        return replace(self, rows=tuple(above)), replace(self, rows=tuple(below), group=self._group_of(above, below))

    def _cut(self, room: float) -> TableBox:
        """Return the rows that have room, and a last one that counts the others and says where they are."""
        last = PAD + BODY_LEAD
        left = room - self._head_height - last
        count = 0
        while count < len(self.rows) and self.rows[count].height <= left:
            left -= self.rows[count].height
            count += 1
        hidden = sum(line.row.kind is RowKind.BODY for line in self.rows[count:])
        blank = [Cell() for _ in self.columns]
        blank[min(1, len(blank) - 1)] = Cell(self.more.format(hidden), tone=Tone.MUTED)
        return replace(self, rows=(*self.rows[:count], _broken(Row(tuple(blank)), self.columns, self.widths)), more="")

    def _group_of(self, above: Sequence[_Line], below: Sequence[_Line]) -> _Line | None:
        """Return the group that goes on below, to be named again."""
        if below[0].row.kind is not RowKind.BODY:
            return None
        groups = [line for line in above if line.row.kind is RowKind.GROUP]
        if not groups:
            return self.group
        row = groups[-1].row
        named = replace(row, cells=(_continued(row.cells[0]), *row.cells[1:]))
        return _broken(named, self.columns, self.widths, groups[-1].pad)

    def draw(self, x: float, y: float, extra: float) -> list[Element]:
        """Return the table with its decoration."""
        share = extra / self.stretch if self.stretch else 0.0
        rows = [self._draw_head(x, y)]
        y += self._head_height
        wide = sum(self.widths) - GAP
        rules: list[Mark] = [Line(((x, y), (x + wide, y)), THEME.ink, 0.9)]
        for line in self._shown():
            high = line.height + share * max(0.0, self.tallest - line.height)
            rows.append(self._draw_row(line, x, y, high))
            y += high
            is_last = line is self._shown()[-1]
            color, thick = (THEME.ink, 0.9) if line.row.kind is RowKind.TOTAL and is_last else (THEME.rule, 0.6)
            rules.append(Line(((x, y), (x + wide, y)), color, thick))
        return [Element(Tag.ARTIFACT, tuple(rules)), Element(Tag.TABLE, parts=tuple(rows))]

    def _draw_head(self, x: float, y: float) -> Element:
        cells: list[Element] = []
        base = y + self._head_height - 7
        for column, wide, lines in zip(self.columns, self.widths, self.heads, strict=True):
            align = Align.CENTRE if column.is_head_centred else column.align
            at, anchor = _place(align, x, wide)
            top = base - BODY_LEAD * (len(lines) - 1)
            marks = tuple(
                Text(at, top + BODY_LEAD * n, words, BODY, THEME.muted, anchor=anchor)
                for n, words in enumerate(lines)
                if words
            )
            cells.append(Element(Tag.HEADER_CELL, marks, scope="Column"))
            x += wide
        return Element(Tag.ROW, parts=tuple(cells))

    def _draw_row(self, line: _Line, x: float, y: float, high: float) -> Element:
        cells: list[Element] = []
        most = max(1, *(len(lines) for lines in line.lines))
        base = y + (high - BODY_LEAD * most) / 2 + BODY + 0.6  # of every cell's first line
        for n, (content, lines) in enumerate(zip(line.row.cells, line.lines, strict=True)):
            column, wide = self.columns[n], self.widths[n]
            tag, scope = (Tag.HEADER_CELL, "Row") if n == 0 else (Tag.CELL, "")
            if isinstance(content, Cell):
                left = INDENT * line.row.indent if n == 0 else 0.0
                marks = _words(content, lines, column, line.row.kind, (x + left, base, wide - left))
                cells.append(Element(tag, tuple(marks), scope=scope))
            else:
                is_tick = isinstance(content, Tick)
                marks = tick_box(content, x, base) if is_tick else picture(content, x, y, wide - GAP, high)
                figure = Element(Tag.FIGURE, tuple(marks), alt=content.text)
                cells.append(Element(tag, parts=(figure,), scope=scope))
            x += wide
        return Element(Tag.ROW, parts=tuple(cells))


def _head(column: TableColumn, width: float) -> tuple[str, ...]:
    words = (elided(word, width - GAP, BODY, Weight.REGULAR, measure) for word in one_line(column.head).split(" "))
    lines = wrapped(" ".join(words), width - GAP, BODY, Weight.REGULAR, measure)
    if len(lines) <= HEAD_LINES:
        return tuple(lines)
    rest = " ".join(lines[HEAD_LINES - 1 :])
    return (*lines[: HEAD_LINES - 1], elided(rest, width - GAP, BODY, Weight.REGULAR, measure))


def _broken(row: Row, columns: Sequence[TableColumn], widths: Sequence[float], pad: float = PAD) -> _Line:
    lines: list[tuple[str, ...]] = []
    for n, (content, column, width) in enumerate(zip(row.cells, columns, widths, strict=True)):
        if not isinstance(content, Cell):
            lines.append(())
            continue
        if row.kind is RowKind.GROUP and n == 0:
            width = _group_width(row, widths)
        room = width - GAP - (MARK if content.state else 0.0) - (SWATCH if content.swatch else 0.0)
        room -= INDENT * row.indent if n == 0 else 0.0
        weight = weight_of(_tone(content, column, row.kind))
        lines.append(tuple(wrapped(held(printable(content.text)), max(room, 12.0), BODY, weight, measure)))
    return _Line(row, tuple(lines), pad)


def _unbroken(table: Table, widths: Sequence[float]) -> list[float]:
    """Return widths in which no figure of a right-aligned column breaks, taken from the widest columns of words."""
    found = list(widths)
    for n, column in enumerate(table.columns):
        lacking = max((_widest(row.cells[n], column, row.kind) for row in table.rows), default=0.0) + GAP - found[n]
        givers = [k for k, other in enumerate(table.columns) if other.align is Align.LEFT and other.share >= LENDS]
        if column.align is not Align.RIGHT or lacking <= 0 or not givers:
            continue
        giver = max(givers, key=lambda k: found[k])
        given = min(lacking, found[giver] / 3)
        found[giver] -= given
        found[n] += given
    return found


def _widest(content: Content, column: TableColumn, kind: RowKind) -> float:
    """Return the width of the longest piece of a cell that must not break, with the mark in front of it."""
    if not isinstance(content, Cell):
        return 0.0
    weight = weight_of(_tone(content, column, kind))
    longest = max((measure(word, BODY, weight) for word in _words_of(content).split(" ")), default=0.0)
    return longest + 0.01 + (MARK if content.state else 0.0)


def _words_of(content: Cell) -> str:
    return held(printable(content.text)).replace("\n", " ")


def _keep_company(above: list[_Line], below: list[_Line]) -> None:
    """Move rows down so that no group is named at the foot, and no row stands alone between a group and an edge."""

    def kinds(lines: Sequence[_Line]) -> list[RowKind]:
        return [line.row.kind for line in lines]

    is_parted = bool(above and below) and above[-1].row is below[0].row
    if not is_parted and kinds(below[:1]) and below[0].row.kind is not RowKind.GROUP:
        is_widow = kinds(below[1:2]) in ([], [RowKind.GROUP])
        if is_widow and kinds(above[-3:]) == [RowKind.BODY] * 3:
            below.insert(0, above.pop())
        has_more = len(above) > 3 and RowKind.BODY in kinds(above[:-2])
        if kinds(above[-2:]) == [RowKind.GROUP, RowKind.BODY] and has_more:
            below.insert(0, above.pop())
    while above and below and above[-1].row.kind is RowKind.GROUP:
        below.insert(0, above.pop())


def _group_width(row: Row, widths: Sequence[float]) -> float:
    """Return the width of a group's name: it runs on over the empty cells to its right."""
    width = widths[0]
    for content, wide in zip(row.cells[1:], widths[1:], strict=True):
        if content.text:
            break
        width += wide
    return width


def _tone(content: Cell, column: TableColumn, kind: RowKind) -> Tone:
    if content.tone is not None:
        return content.tone
    return Tone.STRONG if kind is not RowKind.BODY else column.tone


def _continued(content: Content) -> Content:
    return replace(content, text=f"{content.text} (continued)") if isinstance(content, Cell) else content


def _parted(line: _Line, fitting: int) -> tuple[_Line, _Line]:
    """Part a row after some lines; its short cells are said again, so that the rest can be read by itself."""
    above = tuple(lines[:fitting] for lines in line.lines)
    below = tuple(lines[fitting:] if len(lines) > fitting else lines for lines in line.lines)
    return replace(line, lines=above), replace(line, lines=below)


def _place(align: Align, x: float, width: float) -> tuple[float, Anchor]:
    if align is Align.RIGHT:
        return x + width - GAP, Anchor.RIGHT
    if align is Align.CENTRE:
        return x + (width - GAP) / 2, Anchor.CENTRE
    return x, Anchor.LEFT


def _words(
    content: Cell, lines: Sequence[str], column: TableColumn, kind: RowKind, place: tuple[float, float, float]
) -> list[Mark]:
    x, base, width = place
    tone = _tone(content, column, kind)
    weight, color = weight_of(tone), COLORS[tone]
    at, anchor = _place(column.align, x, width)
    marks: list[Mark] = []
    lead = MARK if content.state else SWATCH if content.swatch else 0.0
    if lead:
        widest = max(measure(line, BODY, weight) for line in lines)
        left = (
            at if anchor is Anchor.LEFT else at - widest - lead if anchor is Anchor.RIGHT else at - (widest + lead) / 2
        )
        if content.state:
            marks += state_mark(left + 5, base - 3.6, content.state, THEME)
        else:
            edge = {THEME.price: THEME.open, THEME.ramp[-1]: THEME.bar}.get(content.swatch)
            marks.append(Rect(left, base - 8.6, 10, 10, content.swatch, edge))
        if anchor is not Anchor.RIGHT:
            at = left + lead + (widest / 2 if anchor is Anchor.CENTRE else 0.0)
    marks += [
        Text(at, base + BODY_LEAD * n, words, BODY, color, weight, anchor) for n, words in enumerate(lines) if words
    ]
    if content.mark and anchor is Anchor.RIGHT:
        marks.append(Text(at + 3, base, content.mark, BODY, THEME.muted))
    return marks
