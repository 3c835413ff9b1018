"""What a section says, as values: it names no font, no place and no page break."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from outsource_desk.charts.spec import ChartSpec, State


class Tone(StrEnum):
    """How loud words are."""

    PLAIN = "plain"
    MUTED = "muted"
    STRONG = "strong"


class Align(StrEnum):
    """Where a column's words stand."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True)
class Title:
    """A page's sentence; names fill ``{0}``, ``{1}`` ... and are shortened until it fits two lines."""

    pattern: str
    names: tuple[str, ...] = ()

    def text(self) -> str:
        """Return the sentence with its names whole."""
        return self.pattern.format(*self.names)


@dataclass(frozen=True)
class Heading:
    """A heading, and beside it a note in a lower voice."""

    text: str
    note: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Running text; line ends in it hold."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Items:
    """A short numbered list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Tile:
    """One verdict: what it is about, the word, and a sentence."""

    name: str
    word: str
    text: str
    state: State | None = None


@dataclass(frozen=True)
class Tiles:
    """Verdicts side by side, never added up."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Figure:
    """A chart, as high as its rows need between two limits."""

    spec: ChartSpec
    shortest: float
    tallest: float
    is_extra: bool = False  # may go when its column has no room for it


@dataclass(frozen=True)
class Cell:
    """Words in a table, perhaps with a state's mark or a chart's colour in front."""

    text: str = ""
    state: State | None = None
    tone: Tone | None = None  # None = as the column
    swatch: str = ""  # a colour
    mark: str = ""  # a sign right after the words, outside their column


@dataclass(frozen=True)
class Dots:
    """Values on a common scale from 0 to ``top``, with the marks that they must reach."""

    values: tuple[float, ...]
    top: float
    steps: int
    minimums: tuple[float, ...] = ()
    weak: str = ""  # the name of the lowest value, if it deserves a word
    alt: str = ""

    @property
    def text(self) -> str:
        """Return what is read out."""
        return self.alt


@dataclass(frozen=True)
class Gain:
    """A bar to the left or right of a common zero."""

    value: float
    low: float  # the least value of the column, at most 0
    high: float  # the greatest, at least 0
    text: str
    is_neutral: bool = False  # a change that is wanted in either direction


@dataclass(frozen=True)
class Span:
    """A stretch of a common scale from 0 to ``top``, with a mark where things are now."""

    low: float
    high: float
    mark: float
    top: float
    text: str  # what is read out


@dataclass(frozen=True)
class Share:
    """What was earned of what can be, on a common scale from 0 to ``top``."""

    earned: float
    most: float
    top: float
    text: str  # what is read out


@dataclass(frozen=True)
class Tick:
    """A box to be ticked off by hand, or ticked already."""

    is_done: bool = False

    @property
    def text(self) -> str:
        """Return what is read out."""
        return "Done" if self.is_done else "To be ticked off"


Content: TypeAlias = Cell | Dots | Gain | Share | Span | Tick


class RowKind(StrEnum):
    """What a row of a table is."""

    BODY = "body"
    GROUP = "group"  # a heading inside the table; repeated where its rows continue
    TOTAL = "total"


@dataclass(frozen=True)
class Row:
    """Cells from left to right; ``indent`` moves the first."""

    cells: tuple[Content, ...]
    kind: RowKind = RowKind.BODY
    indent: int = 0


@dataclass(frozen=True)
class TableColumn:
    """A column's head, its share of the width, and how its cells stand."""

    head: str
    share: float
    align: Align = Align.LEFT
    tone: Tone = Tone.PLAIN
    is_head_centred: bool = False


@dataclass(frozen=True)
class Table:
    """Rows with hairlines between; goes on over as many pages as it needs."""

    columns: tuple[TableColumn, ...]
    rows: tuple[Row, ...]
    tallest: float = 38.0  # how high rows may grow to fill a page
    is_dense: bool = False  # a register that is looked things up in: its rows stand closer
    more: str = ""  # "and {} more": said in place of rows that have no room, so that a page stays one page


@dataclass(frozen=True)
class Column:
    """Blocks one above the other, ``span`` of the page's twelve columns wide."""

    span: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Columns:
    """Columns side by side."""

    columns: tuple[Column, ...]
    may_shift: bool = False  # where room is short, full columns may take width from the others


Block: TypeAlias = Heading | Paragraph | Items | Tiles | Figure | Table | Columns


@dataclass(frozen=True)
class Page:
    """One section: its name, its sentence, its blocks, and where its figures come from."""

    section: str
    title: Title
    blocks: tuple[Block, ...] = field(default=())
    source: str = ""
    left_out: str = ""  # which sections the paper does not have, where that is said
