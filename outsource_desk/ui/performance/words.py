"""What the choices of performance are called, how periods and figures are read and shown, and the headline."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDate

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import main_units
from outsource_desk.domain.performance import CreditState, Direction, Metric, MetricKind, Period, Reporter, Status
from outsource_desk.services.metrics import Headline
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr, tr_n

Tone = tuple[str, str]  # of a chip, and its icon
TONES: dict[Status, Tone] = {
    Status.GREEN: ("good", "check"),
    Status.AMBER: ("warn", "minus"),
    Status.RED: ("bad", "stop"),
    Status.GREY: ("quiet", "open"),
}


def statuses() -> dict[Status, str]:
    """Return how a measurement stands, in words."""
    return {
        Status.GREEN: tr("On target"),
        Status.AMBER: tr("Off target"),
        Status.RED: tr("Missed"),
        Status.GREY: tr("Not measured"),
    }


def kinds() -> dict[MetricKind, str]:
    """Return whether a miss may cost the provider money, in words."""
    return {MetricKind.CSL: tr("Critical service level"), MetricKind.KPI: tr("KPI, reported only")}


def directions() -> dict[Direction, str]:
    """Return which way is better, in words."""
    return {Direction.UP: tr("More is better"), Direction.DOWN: tr("Less is better")}


def periods() -> dict[Period, str]:
    """Return how often a metric is measured, in words."""
    return {
        Period.MONTH: tr("Every month"),
        Period.QUARTER: tr("Every quarter"),
        Period.HALF_YEAR: tr("Every half-year"),
        Period.YEAR: tr("Every year"),
        Period.RELEASE: tr("With each release"),
        Period.ROLLING_12_MONTHS: tr("Every month, over the last 12"),
    }


def reporters() -> dict[Reporter, str]:
    """Return who measured, in words."""
    return {
        Reporter.VENDOR: tr("the provider"),
        Reporter.OWN: tr("we ourselves"),
        Reporter.INDEPENDENT: tr("a third party"),
    }


def states() -> dict[CreditState, str]:
    """Return what became of a credit, in words."""
    return {
        CreditState.CALCULATED: tr("Not claimed yet"),
        CreditState.CLAIMED: tr("Claimed"),
        CreditState.APPLIED: tr("Credited"),
        CreditState.WAIVED: tr("Let go"),
    }


def period(starts_on: str, kind: Period) -> str:
    """Return a period as people call it: Oct 2026, Q4 2026, 2026."""
    year, month = int(starts_on[:4]), int(starts_on[5:7])
    match kind:
        case Period.QUARTER:
            return tr("Q{number} {year}", number=(month - 1) // 3 + 1, year=year)
        case Period.HALF_YEAR:
            return tr("H{number} {year}", number=(month - 1) // 6 + 1, year=year)
        case Period.YEAR:
            return str(year)
        case Period.RELEASE:
            return formats.day(starts_on)
        case _:
            return formats.locale().toString(QDate(year, month, 1), "MMM yyyy")


def month(starts_on: str) -> str:
    """Return a month with its year."""
    return formats.locale().toString(QDate(int(starts_on[:4]), int(starts_on[5:7]), 1), "MMMM yyyy")


def read_period(text: str) -> str | None:
    """Return the first day that a typed period means: “Oct 2026”, “2026-10”, “Q4 2026” or any date.

    Raises:
        DeskError: it means none, or could mean two.
    """
    from outsource_desk.services.reading_words import typed_period

    if not text.strip():
        return None
    try:
        return typed_period(text)
    except DeskError:
        return formats.read_day(text)


def figure(value: float | None, unit: str = "") -> str:
    """Return a number with as many decimals as it needs and its unit; nothing for none."""
    if value is None:
        return ""
    said = formats.points(value)
    return f"{said} {unit}" if unit and len(unit) <= 8 else said


def level(value: float | None, unit: str, direction: Direction) -> str:
    """Return an agreed level with the sign that says which side of it is good."""
    if value is None:
        return "–"
    return f"{'≥' if direction is Direction.UP else '≤'} {figure(value, unit)}"


def money(minor: int | None, currency: str) -> str:
    """Return an amount in the currency's main unit."""
    return "" if minor is None else formats.money(main_units(minor, currency), currency)


def headline(found: Headline, metrics: Sequence[Metric]) -> str:
    """Return the worst truth of the last month in one sentence."""
    if found.month is None:
        return tr_n(
            len(metrics),
            "{count} metric is agreed; nothing was measured yet",
            "{count} metrics are agreed; nothing was measured yet",
        )
    when = month(found.month)
    if not found.critical:
        if found.other_missed:
            return tr_n(
                found.other_missed, "{count} KPI missed in {month}", "{count} KPIs missed in {month}", month=when
            )
        return tr("No KPI missed in {month}", month=when)
    if found.missed:
        return tr(
            "{missed} of {count} critical service levels missed in {month}",
            missed=found.missed, count=found.critical, month=when,
        )  # fmt: skip
    if found.amber:
        return tr("No critical service level missed in {month}, {count} off target", month=when, count=found.amber)
    return tr_n(
        found.critical,
        "The critical service level was met in {month}",
        "All {count} critical service levels were met in {month}",
        month=when,
    )


def below(found: Headline) -> str:
    """Return what else there is to say of the last month, in one line."""
    said = []
    if found.worst is not None and found.worst.nth > 1:
        said.append(
            tr("{metric}: missed {count} times in a row", metric=found.worst.metric.name, count=found.worst.nth)
        )
    if found.unmeasured:
        said.append(
            tr_n(found.unmeasured, "{count} counted as missed: not measured", "{count} counted as missed: not measured")
        )
    if found.critical and found.other_missed:
        said.append(tr_n(found.other_missed, "{count} KPI missed", "{count} KPIs missed"))
    if not found.critical:
        said.append(tr("No critical service level is agreed: a miss costs the provider nothing"))
    return " · ".join(said)
