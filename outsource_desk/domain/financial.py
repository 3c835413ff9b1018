"""How a vendor's accounts are judged: ratios, and the bands into which they fall."""

from __future__ import annotations

from enum import StrEnum

from outsource_desk.domain.frozen import frozen


class Band(StrEnum):
    """How good a ratio is, the best one first."""

    STRONG = "strong"
    ADEQUATE = "adequate"
    WEAK = "weak"
    CRITICAL = "critical"


class RatioKind(StrEnum):
    """What is read from a vendor's accounts, in the order in which it is shown."""

    OPERATING_MARGIN = "operating_margin"
    QUICK_RATIO = "quick_ratio"
    NET_DEBT_TO_EBITDA = "net_debt_to_ebitda"
    INTEREST_COVER = "interest_cover"
    EQUITY_SHARE = "equity_share"
    GROWTH = "growth"
    OUR_SHARE = "our_share"


SHARES = frozenset(  # ratios that are read as per cent; the others are so many times
    {RatioKind.OPERATING_MARGIN, RatioKind.EQUITY_SHARE, RatioKind.GROWTH, RatioKind.OUR_SHARE}
)


class Trend(StrEnum):
    """How a ratio moved against the year before."""

    BETTER = "better"
    STEADY = "steady"
    WORSE = "worse"


@frozen
class BandEdges:
    """Where one band ends and the next begins; an edge belongs to the better side."""

    kind: RatioKind
    is_higher_better: bool
    strong: float
    adequate: float
    weak: float
    years: int = 1  # over how many of the latest years the ratio is averaged
    steady: float = 0.0  # a smaller move against the year before is none
    source: str = ""

    @property
    def edges(self) -> tuple[tuple[Band, float], ...]:
        """Return the band on the better side of each edge, the best one first."""
        return (Band.STRONG, self.strong), (Band.ADEQUATE, self.adequate), (Band.WEAK, self.weak)


@frozen
class YearRatio:
    """A ratio in one year."""

    year: int
    value: float | None  # infinite where nothing can be divided by; None = not known
    missing: tuple[str, ...] = ()  # the figures, as fields of `FinancialYear`, that would have to be known


@frozen
class RatioFinding:
    """What the accounts say by one ratio."""

    edges: BandEdges
    years: tuple[YearRatio, ...]  # oldest first
    value: float | None  # of the latest year, or averaged
    basis: tuple[int, ...] = ()  # the years that the value rests on, oldest first
    band: Band | None = None
    trend: Trend | None = None  # of the latest year against the one before

    @property
    def kind(self) -> RatioKind:
        """Return which ratio it is."""
        return self.edges.kind

    @property
    def latest(self) -> YearRatio | None:
        """Return the ratio of the latest year alone."""
        return self.years[-1] if self.years else None
