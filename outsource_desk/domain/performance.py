"""Service levels and KPIs: what is expected, what was measured, and what a miss is worth."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import Any

from outsource_desk.domain.frozen import frozen


class MetricKind(StrEnum):
    """Whether a miss may cost the provider money."""

    CSL = "csl"  # critical service level
    KPI = "kpi"

    @property
    def label(self) -> str:
        """Return the kind in words."""
        return {MetricKind.CSL: "Critical service level", MetricKind.KPI: "KPI"}[self]


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"

    def is_better(self, one: float, other: float) -> bool:
        """Tell whether one figure is better than another, and so asks for more as a level."""
        return one > other if self is Direction.UP else one < other


class Period(StrEnum):
    """Over which time a metric is measured."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    RELEASE = "release"
    ROLLING_12_MONTHS = "rolling_12_months"


class Reporter(StrEnum):
    """Who measured."""

    VENDOR = "vendor"
    OWN = "own"
    INDEPENDENT = "independent"


class Status(StrEnum):
    """How a measurement stands against target and minimum; told by word and shape as well as by colour."""

    GREEN = "green"  # meets the target
    AMBER = "amber"  # between minimum and target
    RED = "red"  # misses the minimum
    GREY = "grey"  # not measured


class CreditState(StrEnum):
    """What became of a month's service credit."""

    CALCULATED = "calculated"
    CLAIMED = "claimed"
    APPLIED = "applied"
    WAIVED = "waived"


@frozen
class Reading:
    """What a metric came to in one period."""

    id: int
    metric_id: int
    starts_on: str  # YYYY-MM-DD
    ends_on: str
    numerator: float | None = None
    denominator: float | None = None
    actual: float | None = None  # in the metric's unit; None: the period passed without a measurement
    reported_by: Reporter = Reporter.VENDOR
    is_verified: bool = False  # recalculated by us from raw data
    note: str = ""
    import_id: int | None = None
    sheet: str = ""
    cell: str = ""


@frozen
class Metric:
    """One measure with what is agreed about it."""

    id: int
    initiative_id: int
    name: str
    code: str = ""  # of the library, such as K01
    kind: MetricKind = MetricKind.KPI
    goal_id: int | None = None  # the goal that it proves
    formula: str = ""
    unit: str = ""
    direction: Direction = Direction.UP
    baseline: float | None = None  # in ``unit``: today, before outsourcing
    target: float | None = None
    minimum: float | None = None  # beyond it a miss counts
    period: Period = Period.MONTH
    source: str = ""
    exclusions: tuple[str, ...] = ()
    owner: str = ""
    provider_owner: str = ""
    gaming: str = ""  # how the figure could be made to look well
    guard: str = ""  # what keeps that from happening
    allocation: float = 0.0  # of the amount at risk, percentage points
    is_provider_measured: bool = False  # the provider alone measures
    is_recalculated: bool = False  # and we work it out again from raw data
    readings: tuple[Reading, ...] = ()  # oldest first


@frozen
class CreditClaim:
    """What was done about the service credit of one month."""

    id: int
    initiative_id: int
    month: str  # its first day
    amount: int  # in minor units of the initiative's currency
    state: CreditState = CreditState.CALCULATED
    note: str = ""


@frozen
class Performance:
    """All metrics of one initiative."""

    metrics: tuple[Metric, ...] = ()
    claims: tuple[CreditClaim, ...] = ()
    # how its periods stand on a day; only who judges looks into it
    judged: dict[str, Any] = field(init=False, repr=False, compare=False, default_factory=dict)

    @property
    def is_begun(self) -> bool:
        """Tell whether anybody has said what is expected."""
        return bool(self.metrics)
