"""What stands on a page: marks with their meaning, so that a reader who cannot see it hears the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from outsource_desk.charts.marks import Line, Mark, Polygon, Rect, Text


class Tag(StrEnum):
    """Standard structure types of PDF; an artifact is decoration and is not read out."""

    HEADING_1 = "H1"
    HEADING_2 = "H2"
    PARAGRAPH = "P"
    LIST = "L"
    LIST_ITEM = "LI"
    LABEL = "Lbl"
    LIST_BODY = "LBody"
    TABLE = "Table"
    ROW = "TR"
    HEADER_CELL = "TH"
    CELL = "TD"
    FIGURE = "Figure"
    ARTIFACT = "Artifact"


@dataclass(frozen=True)
class Element:
    """A piece of a page with its place in the reading order; marks are in points from the page's top left corner."""

    tag: Tag
    marks: tuple[Mark, ...] = ()
    parts: tuple[Element, ...] = ()
    alt: str = ""  # of a figure
    scope: str = ""  # of a header cell: Column or Row


@dataclass(frozen=True)
class Sheet:
    """One page, composed, without what depends on the number of pages."""

    section: str
    opens_section: bool
    elements: tuple[Element, ...]


def moved(mark: Mark, x: float, y: float) -> Mark:
    """Return a mark shifted to the right and down."""
    if isinstance(mark, Rect | Text):
        return replace(mark, x=mark.x + x, y=mark.y + y)
    points = tuple((px + x, py + y) for px, py in mark.points)
    if isinstance(mark, Line):
        return Line(points, mark.color, mark.width, mark.dash, mark.tip)
    return Polygon(points, mark.fill, mark.stroke, mark.stroke_width, mark.tip)
