"""Judge a vendor's accounts: ratios by year, bands, trends, and what they say in plain sentences."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from outsource_desk.analysis.ratios import (
    average,
    band_of,
    equity_share,
    growth,
    interest_cover,
    net_debt_to_ebitda,
    operating_margin,
    quick_ratio,
    share_of_revenue,
    trend_of,
)
from outsource_desk.domain.dossier import FinancialYear, Opinion
from outsource_desk.domain.financial import SHARES, Band, BandEdges, RatioFinding, RatioKind, Trend, YearRatio
from outsource_desk.domain.formatting import in_words, number, percent
from outsource_desk.domain.initiative import Initiative
from outsource_desk.paths import resource
from outsource_desk.services.template_text import Entry, read_template_text

SCHEMA = "outsource-desk/financial-bands/1"
Bands = Mapping[RatioKind, BandEdges]
_FIELDS = ("better", "strong", "adequate", "weak", "years", "steady", "source")

RATIO_NAMES: Mapping[RatioKind, str] = {
    RatioKind.OPERATING_MARGIN: "Operating margin",
    RatioKind.QUICK_RATIO: "Quick ratio",
    RatioKind.NET_DEBT_TO_EBITDA: "Net debt / EBITDA",
    RatioKind.INTEREST_COVER: "Interest cover",
    RatioKind.EQUITY_SHARE: "Equity share of capital",
    RatioKind.GROWTH: "Revenue growth",
    RatioKind.OUR_SHARE: "Our share of revenue",
}
FIGURE_NAMES: Mapping[str, str] = {
    "revenue": "revenue",
    "operating_profit": "operating profit",
    "ebitda": "EBITDA",
    "net_profit": "net profit",
    "net_debt": "net debt",
    "current_assets": "current assets",
    "inventory": "inventory",
    "current_liabilities": "current liabilities",
    "equity": "equity",
    "interest": "interest",
    "free_cash_flow": "free cash flow",
    "our_share": "our share of revenue",
}
# what an infinite ratio means
_WITHOUT_END: Mapping[tuple[RatioKind, bool], str] = {
    (RatioKind.QUICK_RATIO, True): "nothing is due soon",
    (RatioKind.QUICK_RATIO, False): "less than nothing can be turned into money quickly",
    (RatioKind.NET_DEBT_TO_EBITDA, True): "no earnings before interest, tax and depreciation",
    (RatioKind.INTEREST_COVER, True): "no interest to pay",
    (RatioKind.INTEREST_COVER, False): "an operating loss",
    (RatioKind.EQUITY_SHARE, False): "more debt than the company is worth",
}
_OPINIONS: Mapping[Opinion, str] = {
    Opinion.CLEAN: "The auditor’s opinion on {year} is clean.",
    Opinion.EMPHASIS: "The auditor’s opinion on {year} is clean but emphasises a matter.",
    Opinion.QUALIFIED: "The auditor qualified the opinion on {year}.",
    Opinion.GOING_CONCERN: "The auditor doubts for {year} that the company can go on.",
    Opinion.NONE: "The accounts of {year} are not audited.",
}
OPINION_BANDS: Mapping[Opinion, Band] = {
    Opinion.CLEAN: Band.STRONG,
    Opinion.EMPHASIS: Band.ADEQUATE,
    Opinion.NONE: Band.WEAK,
    Opinion.QUALIFIED: Band.CRITICAL,
    Opinion.GOING_CONCERN: Band.CRITICAL,
}
_Ratio = tuple[tuple[str, ...], Callable[..., float | None]]
_RATIOS: Mapping[RatioKind, _Ratio] = {  # the figures of a year that a ratio needs, and what it makes of them
    RatioKind.OPERATING_MARGIN: (("operating_profit", "revenue"), operating_margin),
    RatioKind.QUICK_RATIO: (("current_assets", "inventory", "current_liabilities"), quick_ratio),
    RatioKind.NET_DEBT_TO_EBITDA: (("net_debt", "ebitda"), net_debt_to_ebitda),
    RatioKind.INTEREST_COVER: (("operating_profit", "interest"), interest_cover),
    RatioKind.EQUITY_SHARE: (("equity", "net_debt"), equity_share),
    RatioKind.OUR_SHARE: (("our_share",), lambda share: share),
}


def financial_bands(path: Path | None = None) -> Bands:
    """Return the edges between the bands of each ratio.

    Args:
        path: a file of bands; None = the one that comes with the product.

    Raises:
        TemplateError: the file cannot be used; the message names it, the line, and what to do.
    """
    return _read_bands(path or resource("templates", "financial_bands.yaml"))


@lru_cache(maxsize=4)
def _read_bands(path: Path) -> Bands:
    parts = read_template_text(path, SCHEMA).fields(("schema", "version", "ratios"))
    entries = parts["ratios"].fields([str(kind) for kind in RatioKind])
    return {kind: _edges(kind, entries[str(kind)]) for kind in RatioKind}


def _edges(kind: RatioKind, entry: Entry) -> BandEdges:
    parts = entry.fields(_FIELDS)
    is_higher_better = parts["better"].one_of(("higher", "lower")) == "higher"
    strong, adequate, weak = (parts[name].number() for name in ("strong", "adequate", "weak"))
    in_order = strong > adequate > weak if is_higher_better else strong < adequate < weak
    if not in_order:
        raise entry.error("The edges of the bands are not in order.", "Write strong, adequate and weak in order.")
    years = int(parts["years"].number(1, 10))
    return BandEdges(
        kind, is_higher_better, strong, adequate, weak, years, parts["steady"].number(0), parts["source"].text()
    )


def ratios_of(years: Sequence[FinancialYear], bands: Bands | None = None) -> tuple[RatioFinding, ...]:
    """Return every ratio of a vendor's accounts, in the order of `RatioKind`; none without any accounts.

    Args:
        years: a dossier's, in any order.
        bands: None = those that come with the product.
    """
    found = bands or financial_bands()
    in_order = sorted(years, key=lambda each: each.year)
    return tuple(_finding(found[kind], _by_year(kind, in_order)) for kind in RatioKind) if in_order else ()


def _finding(edges: BandEdges, years: tuple[YearRatio, ...]) -> RatioFinding:
    latest, before = years[-1], _year_before(years)
    recent = [each for each in years if each.year > latest.year - edges.years and each.value is not None]
    value = average([each.value for each in recent]) if latest.value is not None else None
    basis = tuple(each.year for each in recent) if value is not None else ()
    trend = trend_of(latest.value, before.value, edges) if before else None
    return RatioFinding(edges, years, value, basis, band_of(value, edges), trend)


def _year_before(years: tuple[YearRatio, ...]) -> YearRatio | None:
    return years[-2] if len(years) > 1 and years[-2].year == years[-1].year - 1 else None


def _by_year(kind: RatioKind, years: Sequence[FinancialYear]) -> tuple[YearRatio, ...]:
    if kind is RatioKind.GROWTH:
        first = YearRatio(years[0].year, None, ("revenue",))
        return (first, *(_growth(before, year) for before, year in pairwise(years)))
    names, ratio = _RATIOS[kind]
    return tuple(
        YearRatio(year.year, ratio(*(getattr(year, name) for name in names)), _missing(year, names)) for year in years
    )


def _growth(before: FinancialYear, year: FinancialYear) -> YearRatio:
    if before.year != year.year - 1 or before.currency != year.currency:
        return YearRatio(year.year, None, () if before.year == year.year - 1 else ("revenue",))
    return YearRatio(year.year, growth(year.revenue, before.revenue), _missing(year, ("revenue",)))


def _missing(year: FinancialYear, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if getattr(year, name) is None)


def expected_share(initiative: Initiative, years: Sequence[FinancialYear]) -> float | None:
    """Return which share of the vendor's latest revenue the initiative's yearly value would be.

    None where either is not known, or they are in different currencies.
    """
    latest = max(years, key=lambda each: each.year, default=None)
    if latest is None or not initiative.currency or latest.currency != initiative.currency:
        return None
    return share_of_revenue(initiative.yearly_value, latest.revenue)


def note_of(finding: RatioFinding) -> str:
    """Return what stands beside a ratio that is shown with its name and value: its years, what is missing, its move."""
    if finding.value is None:
        latest = finding.latest
        if finding.kind is RatioKind.GROWTH:
            return "It needs the revenue of two years in a row."
        if latest is None or not latest.missing:
            return ""
        return f"Missing for {latest.year}: {in_words([FIGURE_NAMES[each] for each in latest.missing])}."
    first, last = finding.basis[0], finding.basis[-1]
    if first != last:
        said = f"Average from {first} to {last}."
    else:
        said = f"{last} alone." if finding.edges.years > 1 else f"As of {last}."
    return " ".join(filter(None, (said, _moved(finding))))


def _moved(finding: RatioFinding) -> str:
    before = _year_before(finding.years)
    if finding.trend is None or before is None or before.value is None:
        return ""
    if finding.trend is Trend.STEADY:
        return f"About the same as in {before.year}."
    value = ratio_words(finding.kind, before.value)
    return f"{'Better' if finding.trend is Trend.BETTER else 'Worse'} than in {before.year} ({value})."


def ratio_words(kind: RatioKind, value: float) -> str:
    """Return a ratio as it is read: per cent, so many times, or what an infinite one means."""
    if math.isinf(value):
        return _WITHOUT_END[kind, value > 0]
    return percent(value, 1) if kind in SHARES else number(value, 2)


def opinion_sentence(year: FinancialYear) -> str:
    """Return what the auditor said of a year's accounts."""
    return _OPINIONS[year.opinion].format(year=year.year)
