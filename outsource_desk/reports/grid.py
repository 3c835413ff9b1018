"""The paper: landscape sheets, twelve columns, two weights, one accent."""

from __future__ import annotations

from dataclasses import dataclass

from outsource_desk.charts.spec import Theme
from outsource_desk.domain.paper import PaperSize

GUTTER = 12.0
TOP, TOP_CONTINUED = 134.0, 92.0  # of what stands between title and source
TITLE, FIGURE, HEAD, BODY, SMALL = 20.0, 15.0, 13.0, 10.0, 8.5
TITLE_LEAD, HEAD_LEAD, BODY_LEAD = 26.0, 17.0, 14.0
THEME = Theme()


@dataclass(frozen=True)
class Grid:
    """Where things stand on a sheet of a size, in points from its top left corner."""

    width: float
    height: float
    margin: float  # to the left and right

    @property
    def full(self) -> float:
        """Return the width between the margins."""
        return self.width - 2 * self.margin

    @property
    def bottom(self) -> float:
        """Return the end of what stands between title and source."""
        return self.height - 76

    @property
    def source(self) -> float:
        """Return the baseline of the source."""
        return self.height - 56

    @property
    def foot_rule(self) -> float:
        """Return where the rule above the foot lies."""
        return self.height - 46

    @property
    def foot(self) -> float:
        """Return the baseline of the foot."""
        return self.height - 32

    def span(self, columns: int) -> float:
        """Return the width of a number of grid columns."""
        column = (self.width - 2 * self.margin - 11 * GUTTER) / 12
        return columns * column + (columns - 1) * GUTTER


A4 = Grid(841.89, 595.28, 42.0)
LETTER = Grid(792.0, 612.0, 24.0)  # a narrower sheet, with nearly the same room for words
GRIDS = {PaperSize.A4: A4, PaperSize.LETTER: LETTER}
