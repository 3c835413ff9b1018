"""Where everything of a heat map stands, in points; the same for painting and for the mouse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from outsource_desk.analysis.risk import HIGHEST, LOWEST
from outsource_desk.charts.marks import Measure, Weight
from outsource_desk.charts.risk_words import likelihood_words
from outsource_desk.charts.spec import ChartSpec
from outsource_desk.domain.risk import Rating

SMALL = 8.5
LEVELS = tuple(range(LOWEST, HIGHEST + 1))
FOOT = 34.0  # points below the cells: words of the scale, and what the axis is
HIGHEST_ROW = 58.0
WORDY = 380.0  # points of width from which the scales are in words
CHIP, GAP, INSET = 11.5, 2.5, 4.0


@dataclass(frozen=True)
class Chip:
    """A risk's mark inside its cell: place among the categories, left, top and width."""

    place: int
    x: float
    y: float
    width: float


@dataclass(frozen=True)
class HeatFrame:
    """Where everything of a map stands, in points; the same for painting and for the mouse."""

    spec: ChartSpec
    left: float
    row: float
    wide: float  # of a cell
    measure: Measure

    @cached_property
    def inside(self) -> Mapping[tuple[int, int], tuple[int, ...]]:
        """(likelihood, impact) → places of the risks that stand there now."""
        return now_of(self.spec)

    @property
    def bottom(self) -> float:
        """Return where the cells end."""
        return self.row * HIGHEST

    def box(self, rating: Rating) -> tuple[float, float, float, float]:
        """Return left, top, width and height of a cell."""
        return (
            self.left + (rating.impact - 1) * self.wide,
            (HIGHEST - rating.likelihood) * self.row,
            self.wide,
            self.row,
        )

    def cell_at(self, x: float, y: float) -> Rating | None:
        """Return the cell at a point; nothing beside the cells."""
        across, down = int((x - self.left) // self.wide), int(y // self.row)
        if 0 <= across < HIGHEST and 0 <= down < HIGHEST:
            return Rating(HIGHEST - down, across + 1)
        return None

    def chip_at(self, x: float, y: float) -> int | None:
        """Return the place of the risk whose mark is at a point."""
        cell = self.cell_at(x, y)
        for chip in self.chips(cell) if cell is not None else ():
            if chip.x <= x <= chip.x + chip.width and chip.y - 1 <= y <= chip.y + CHIP + 1:
                return chip.place
        return None

    def chips(self, rating: Rating) -> tuple[Chip, ...]:
        """Return the marks that have room in a cell, row by row; the number above says how many risks there are."""
        x, y, wide, high = self.box(rating)
        at, top = x + INSET, y + 17
        found: list[Chip] = []
        for place in self.inside.get((rating.likelihood, rating.impact), ()):
            own = self.measure(self.spec.categories[place].mark, SMALL, Weight.SEMIBOLD) + 7
            if at + own > x + wide - INSET + 0.5 and at > x + INSET:
                at, top = x + INSET, top + CHIP + GAP
            if top + CHIP > y + high - 2:
                break
            found.append(Chip(place, at, top, min(own, wide - 2 * INSET)))
            at += own + GAP
        return tuple(found)


def frame_of(spec: ChartSpec, width: float, height: float, measure: Measure) -> HeatFrame:
    """Return where everything stands in a map of this size."""
    speech = spec.speech
    wordy = max(measure(likelihood_words(level, speech), SMALL, Weight.REGULAR) for level in LEVELS)
    left = 24.0 + (wordy if width >= WORDY else 0.0)
    row = min(max((height - FOOT) / HIGHEST, 12.0), HIGHEST_ROW)
    return HeatFrame(spec, left, row, (width - left - 1) / HIGHEST, measure)


def now_of(spec: ChartSpec) -> dict[tuple[int, int], tuple[int, ...]]:
    """Return (likelihood, impact) → places of the risks that stand there now."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place in range(len(spec.categories)):
        _, now = ratings_of(spec, place)
        if now is not None:
            found[now.likelihood, now.impact].append(place)
    return {cell: tuple(places) for cell, places in found.items()}


def ratings_of(spec: ChartSpec, place: int) -> tuple[Rating | None, Rating | None]:
    """Return a risk's ratings before controls and now."""
    values = [series.values[place] for series in spec.series]
    first, second, third, fourth = (None if each is None else int(each) for each in values)
    before = None if first is None or second is None else Rating(first, second)
    return before, None if third is None or fourth is None else Rating(third, fourth)
