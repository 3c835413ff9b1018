"""The paper: A4 landscape, twelve columns, two weights, one accent."""

from __future__ import annotations

from outsource_desk.charts.spec import Theme

WIDTH, HEIGHT = 841.89, 595.28
MARGIN, GUTTER = 42.0, 12.0
COLUMN = (WIDTH - 2 * MARGIN - 11 * GUTTER) / 12
FULL = WIDTH - 2 * MARGIN
TOP, TOP_CONTINUED, BOTTOM = 134.0, 92.0, HEIGHT - 76  # of what stands between title and source
SOURCE, FOOT_RULE, FOOT = HEIGHT - 56, HEIGHT - 46, HEIGHT - 32  # baselines
TITLE, FIGURE, HEAD, BODY, SMALL = 20.0, 15.0, 13.0, 10.0, 8.5
TITLE_LEAD, HEAD_LEAD, BODY_LEAD = 26.0, 17.0, 14.0
THEME = Theme()


def span(columns: int) -> float:
    """Return the width of a number of grid columns."""
    return columns * COLUMN + (columns - 1) * GUTTER
