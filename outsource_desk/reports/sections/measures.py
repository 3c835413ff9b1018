"""How we will know: what each goal has reached, service levels with their last figures, and what misses cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outsource_desk.charts.spec import State
from outsource_desk.charts.words import shortened
from outsource_desk.domain.days import months_after
from outsource_desk.domain.formatting import NO_BREAK, counted, day, in_words, main_units, money, plain
from outsource_desk.domain.initiative import Goal
from outsource_desk.domain.performance import CreditState, Direction, Metric, MetricKind, Period, Status
from outsource_desk.reports.blocks import (
    Align,
    Block,
    Cell,
    Heading,
    Page,
    Paragraph,
    Row,
    RowKind,
    Table,
    TableColumn,
    Title,
    Tone,
)
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.protection import ProtectionFacts, ToldCredit, ToldMetric, ToldTermination
from outsource_desk.reports.sections.phrases import brief

REVIEWS = (6, 12, 24)  # months after the start
MOST_CREDITS = 6
GOAL_LIMIT = 50  # characters
STATES = {
    Status.GREEN: ("met", State.GOOD),
    Status.AMBER: ("off target", State.OPEN),
    Status.RED: ("missed", State.BAD),
    Status.GREY: ("not measured", None),
}
PERIODS = {
    Period.MONTH: "month",
    Period.QUARTER: "quarter",
    Period.HALF_YEAR: "half-year",
    Period.YEAR: "year",
    Period.RELEASE: "release",
    Period.ROLLING_12_MONTHS: "12 months",
}
CREDITS = {
    CreditState.CALCULATED: "not claimed yet",
    CreditState.CLAIMED: "claimed",
    CreditState.APPLIED: "credited",
    CreditState.WAIVED: "let go",
}


def measures_page(findings: Findings) -> Page | None:
    """Return goals, service levels and credits; nothing where nobody has said what is expected."""
    told = findings.protected
    protection = findings.facts.evaluation.protection
    if told is None or protection is None or not protection.performance.is_begun:
        return None
    blocks = (
        *_goals(findings, told),
        Heading("Service levels and indicators", "critical ones first"),
        _metrics(told.metrics),
        *_credits(findings, told),
        *_reviews(findings),
    )
    source = f"readings of {counted(len(told.metrics), 'metric')}; periods judged on {day(told.as_of)}"
    return Page("How we will know", measures_title(told), blocks, source)


def measures_title(told: ProtectionFacts) -> Title:
    """Return in a sentence how many critical service levels are met, and what that costs the provider."""
    critical = [each for each in told.metrics if each.metric.kind is MetricKind.CSL]
    watched = critical or told.metrics
    noun = "critical service level" if critical else "indicator"
    measured = [each for each in watched if each.status is not Status.GREY]
    if not measured:
        return Title(f"{counted(len(watched), noun)} {'is' if len(watched) == 1 else 'are'} agreed, none measured yet")
    met = sum(each.status is Status.GREEN for each in watched)
    said = f"{met} of {counted(len(watched), noun)} met" if met else f"None of {counted(len(watched), noun)} is met"
    row = max(watched, key=lambda each: each.missed)
    if row.missed > 1:
        name = "{0} was missed " + f"{row.missed} times in a row"
        return Title(f"{said}; {name}", (row.metric.name,))
    return Title(f"{said} in the last period")


def _goals(findings: Findings, told: ProtectionFacts) -> Iterator[Block]:
    """Yield the goals, with what the metrics that prove them say now."""
    goals = findings.facts.evaluation.goals
    if not goals:
        return
    columns = (
        TableColumn("Goal", 0.34, tone=Tone.STRONG),
        TableColumn("Baseline", 0.10, Align.RIGHT),
        TableColumn("Target", 0.10, Align.RIGHT, Tone.STRONG),
        TableColumn("Now", 0.12, Align.RIGHT),
        TableColumn("By", 0.15),
        TableColumn("Owner", 0.19),
    )
    yield Heading("What we expect", "goals with what the metrics that prove them say")
    yield Table(columns, tuple(_goal(each, told.metrics) for each in goals), tallest=26, is_dense=True)


def _now(goal: Goal, metrics: Sequence[ToldMetric]) -> Cell:
    """Return what a goal has reached: the figure of the metric that measures just it, else how its metrics stand."""
    if not metrics:
        return Cell("no metric", State.BAD)
    measured = [each for each in metrics if each.actual is not None]
    if not measured:
        return Cell("not measured", State.OPEN)
    if same := [each for each in measured if _is_same(goal, each.metric)]:
        return Cell(figure(same[0].actual, goal.unit))
    if len(metrics) == 1:
        return Cell(*STATES[measured[0].status])
    met = sum(each.status is Status.GREEN for each in metrics)
    return Cell(f"{counted(len(metrics), 'metric')}, {met or 'none'} met")


def _is_same(goal: Goal, metric: Metric) -> bool:
    """Tell whether a metric measures just what a goal says: in its unit and to its target, from its baseline if any."""
    is_from_there = metric.baseline is None or metric.baseline == goal.baseline
    return metric.unit == goal.unit and metric.target is not None and metric.target == goal.target and is_from_there


def _goal(goal: Goal, metrics: Sequence[ToldMetric]) -> Row:
    return Row((
        Cell(shortened(" ".join(goal.statement.split()), GOAL_LIMIT)),
        Cell(figure(goal.baseline, goal.unit)),
        Cell(figure(goal.target, goal.unit)),
        _now(goal, [each for each in metrics if each.metric.goal_id == goal.id]),
        Cell(day(goal.target_date) or "no date"),
        Cell(brief(goal.owner) or "nobody yet"),
    ))  # fmt: skip


def figure(value: float | None, unit: str) -> str:
    """Return a figure with its unit: ``99.8 %``; a dash where there is none."""
    if value is None:
        return "–"
    return f"{plain(value)}{NO_BREAK}{unit}".rstrip()


def _metrics(metrics: Sequence[ToldMetric]) -> Table:
    columns = (
        TableColumn("Metric", 0.28, tone=Tone.STRONG),
        TableColumn("Target", 0.10, Align.RIGHT, Tone.STRONG),
        TableColumn("Minimum", 0.10, Align.RIGHT),
        TableColumn("Each", 0.09),
        TableColumn("Last", 0.10, Align.RIGHT),
        TableColumn("Period to", 0.165),
        TableColumn("State", 0.165),
    )
    rows: list[Row] = []
    for kind in MetricKind:
        mine = [each for each in metrics if each.metric.kind is kind]
        if mine and len({each.metric.kind for each in metrics}) > 1:
            name = "Critical: a miss may cost the provider" if kind is MetricKind.CSL else "Indicators"
            rows.append(Row((Cell(name), *(Cell() for _ in columns[1:])), RowKind.GROUP))
        rows += [_metric(each) for each in sorted(mine, key=lambda each: (-each.missed, each.metric.id))]
    return Table(columns, tuple(rows), tallest=24, is_dense=True)


def _metric(told: ToldMetric) -> Row:
    metric = told.metric
    word, state = STATES[told.status]
    least = "at most" if metric.direction is Direction.DOWN else ""
    target = " ".join(filter(None, (least, figure(metric.target, metric.unit))))
    again = f", {told.missed} in a row" if told.missed > 1 else ""
    return Row((
        Cell(brief(metric.name)),
        Cell(target),
        Cell(figure(metric.minimum, metric.unit)),
        Cell(PERIODS[metric.period]),
        Cell(figure(told.actual, metric.unit)),
        Cell(day(told.ends_on) or "–"),
        Cell(f"{word}{again}", state),
    ))  # fmt: skip


def _credits(findings: Findings, told: ProtectionFacts) -> Iterator[Block]:
    currency = findings.facts.evaluation.initiative.currency

    def amount(value: int) -> str:
        return money(main_units(value, currency), currency)

    at_risk = f"{amount(told.at_risk)} a month at risk" if told.at_risk is not None else "no amount at risk is agreed"
    yield Heading("What misses cost the provider", at_risk)
    for each in told.terminations:
        yield Paragraph(_termination(each), Tone.STRONG)
    if not told.credits:
        yield Paragraph("No critical level was missed so far.", Tone.MUTED)
        return
    columns = (
        TableColumn("Month", 0.20, tone=Tone.STRONG),
        TableColumn("Missed", 0.48),
        TableColumn("Credit", 0.16, Align.RIGHT, Tone.STRONG),
        TableColumn("State", 0.16),
    )
    rows = tuple(
        Row((
            Cell(_month(each)),
            Cell(in_words([brief(one) for one in each.missed[:3]]) or "–"),
            Cell("not known" if each.due is None else amount(each.due) + (", at the cap" if each.is_capped else "")),
            Cell(CREDITS[each.state]),
        ))
        for each in told.credits[:MOST_CREDITS]
    )  # fmt: skip
    yield Table(columns, rows, tallest=22, is_dense=True)


def _termination(told: ToldTermination) -> str:
    months = in_words([day(each).split(NO_BREAK, 1)[1] for each in told.months])
    what = f"“{brief(told.metric)}” was missed in" if told.metric else "Credits reached their cap in"
    return f"{what} {months}: the contract may be ended."


def _month(told: ToldCredit) -> str:
    return day(told.month).split(NO_BREAK, 1)[1]


def _reviews(findings: Findings) -> Iterator[Block]:
    """Yield when the board looks again."""
    start = findings.facts.evaluation.initiative.start_date
    if start is None:
        yield Paragraph("No start is planned, so no date of the first review is known.", Tone.MUTED)
        return
    dates = in_words([day(months_after(start, months)) for months in REVIEWS])
    yield Paragraph(f"We look again {in_words([str(each) for each in REVIEWS])} months after the start: {dates}.")
