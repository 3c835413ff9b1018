"""What a chart says, before anybody decides where a line goes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.errors import NotANumberError


class Kind(StrEnum):
    """The pictures that exist."""

    RANKING = "ranking"  # bars with whiskers, best first; what is not ranked lies below a line
    STACKED = "stacked"  # what each part adds to a total
    CLOSE_UP = "close-up"  # ranges of the leaders on a cut axis
    LINES = "lines"  # values along an axis, named at the end of each line
    COLUMNS = "columns"  # each part is a column as wide as its weight, filled as far as it was earned
    CROSSOVER = "crossover"  # totals as one weight goes from 0 to 100 %, and where they cross
    TORNADO = "tornado"  # what is left of a lead if one thing at a time is less or more
    INTERVALS = "intervals"  # how far each weight may move, and where it stands
    ACCEPTABILITY = "acceptability"  # how often each candidate takes each rank
    FRONTIER = "frontier"  # cost against merit
    SPREADS = "spreads"  # how far evaluators lie apart, cell by cell
    COVERAGE = "coverage"  # how far each section is accepted, and what proves it
    FAILURE = "failure"  # what carries the service after a failure, stretch by stretch
    LEAVING = "leaving"  # how long leaving takes against how long it may take
    RUNBOOK = "runbook"  # tasks as bars on days
    LEVELS = "levels"  # a metric over time against its target and its minimum
    HEAT_MAP = "heat-map"  # likelihood against impact: how many risks stand where, and where controls moved them from


class Role(StrEnum):
    """What the values of a series are."""

    TOTAL = "total"
    LOW = "low"  # the least that the total can still become
    HIGH = "high"  # the most
    PART = "part"  # one segment of a stack
    PRICE = "price"  # the segment that is money; set apart from the others


class State(StrEnum):
    """A state that is shown as a mark and a word, never as a colour alone."""

    GOOD = "good"
    OPEN = "open"
    BAD = "bad"


@dataclass(frozen=True)
class Category:
    """One row of bars, or one place on the axis of a line chart."""

    name: str
    mark: str = ""  # in front of the name, such as a rank
    note: str = ""  # under the name
    state: State | None = None  # of the note
    remark: str = ""  # beside or under the bar: a sentence
    beside: str = ""  # in place of the value at the end
    is_accent: bool = False
    is_ranked: bool = True
    at: float | None = None  # where it lies on a horizontal axis of numbers


@dataclass(frozen=True)
class Series:
    """One value for each category; ``None`` where there is none."""

    name: str
    values: tuple[float | None, ...]
    role: Role = Role.TOTAL
    most: float | None = None  # what a part can reach; None = not limited
    set_off: frozenset[int] = frozenset()  # places whose values a reader should not miss


@dataclass(frozen=True)
class Band:
    """A stretch of the value axis that is shaded behind the first rows, or the first series."""

    low: float
    high: float
    rows: int
    words: str


@dataclass(frozen=True)
class Stretch:
    """A stretch of a horizontal axis of numbers, with words."""

    low: float
    high: float
    words: str
    is_accent: bool = False


@dataclass(frozen=True)
class ChartSpec:
    """A chart as data: the same for screen, paper and workbook.

    Raises:
        NotANumberError: a value is infinite or not a number.
    """

    kind: Kind
    title: str
    categories: tuple[Category, ...]
    series: tuple[Series, ...]
    places: int = 1  # decimals of every value
    alt: str = ""  # the whole chart in words, with every number
    unit: str = ""  # of the value axis
    nothing: str = "There is nothing to show yet."  # the sentence in place of a chart without values
    top: float | None = None  # the end of the value axis; None = as the values need
    band: Band | None = None
    stretches: tuple[Stretch, ...] = ()
    is_keyed_elsewhere: bool = False  # a table beside the chart names its colours
    key: tuple[str, ...] = ()  # what the segments of every bar are, the strongest first
    appetite: str = ""  # of a heat map: letter of the worst band that needs nobody's acceptance
    speech: Speech = ENGLISH

    def __post_init__(self) -> None:
        for series in self.series:
            if len(series.values) != len(self.categories):
                raise ValueError(f"{series.name}: {len(series.values)} values for {len(self.categories)} categories")
            for value in series.values:
                if value is not None and not math.isfinite(value):
                    raise NotANumberError(series.name, value)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the categories' names in order."""
        return tuple(category.name for category in self.categories)

    def values(self, role: Role) -> tuple[float | None, ...]:
        """Return the values of the first series with this role; all ``None`` if there is none."""
        for series in self.series:
            if series.role is role:
                return series.values
        return (None,) * len(self.categories)

    def text(self, value: float) -> str:
        """Return a value as the chart writes it, with a true minus."""
        return self.speech.number(value, self.places)

    def between(self, low: float, high: float) -> str:
        """Return a range in words."""
        return self.speech.tr("{low} to {high}", low=self.text(low), high=self.text(high))

    def more(self, totals: Sequence[float]) -> str:
        """Return how many have no room, and between which totals they lie."""
        low, high = self.text(min(totals)), self.text(max(totals))
        words = self.speech.tr("and {count} more, {low} to {high}", count=len(totals), low=low, high=high)
        return f"{words} {self.unit}".strip()


@dataclass(frozen=True)
class Theme:
    """The colours of a chart; the default is for white paper."""

    ink: str = "#1B2430"
    muted: str = "#5B6776"
    rule: str = "#D5DAE0"
    bar: str = "#AEB7C2"
    track: str = "#EEF1F4"  # what a bar could still fill
    accent: str = "#0B5CAD"
    band: str = "#DCE9F6"
    background: str = "#FFFFFF"
    on_dark: str = "#FFFFFF"
    good: str = "#00724F"
    open: str = "#8A5A00"
    bad: str = "#B3261E"
    ramp: tuple[str, ...] = ("#0B3F77", "#2F6FB0", "#6FA0CE", "#A3C3E0", "#C5D8EA", "#DFE8F1", "#EEF3F8")
    price: str = "#F3DDB0"
