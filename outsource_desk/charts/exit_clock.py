"""What the two clocks of leaving say: the first hours and days after a failure, and the months of an exit."""

from __future__ import annotations

from outsource_desk.charts.spec import Band, Category, ChartSpec, Kind, Role, Series, State
from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.charts.times import days_words, hours_words
from outsource_desk.charts.words import held
from outsource_desk.domain.days import DAYS_A_MONTH
from outsource_desk.domain.exit_clock import ClockSpan, ExitClock, FailureClock, SpanKind


def failure_clock_spec(clock: FailureClock, speech: Speech = ENGLISH) -> ChartSpec:
    """Return what carries the service, stretch by stretch, from the failure until the exit is complete.

    Args:
        clock: in hours after the failure.
        speech: how to say it.
    """
    tr = speech.tr
    rows = tuple(
        Category(
            _span_name(each, speech),
            note=hours_words(each.to_hours, speech),
            beside=hours_words(each.from_hours, speech),
            state=State.BAD if each.kind is SpanKind.BARE else State.OPEN if each.kind is SpanKind.BEARABLE else None,
            is_accent=each.kind is SpanKind.FALLBACK and each is clock.spans[-1] and clock.exit_hours is not None,
        )
        for each in clock.spans
    )
    series = (
        Series(tr("From, hours"), tuple(each.from_hours for each in clock.spans), Role.LOW),
        Series(tr("To, hours"), tuple(each.to_hours for each in clock.spans), Role.HIGH),
    )
    title = tr("What carries the service after a failure")
    said = [tr("{begin} to {end}: {what}.", begin=row.beside, end=row.note, what=row.name) for row in rows]
    limit = None
    if clock.mtpd_hours is not None and rows:
        words = tr("Longest outage we can bear: {time}", time=hours_words(clock.mtpd_hours, speech))
        limit = Band(clock.mtpd_hours, clock.mtpd_hours, len(rows), words)
        said.append(f"{words}.")
    if clock.exit_hours is not None and rows:
        said.append(tr("The exit is complete after {time}.", time=hours_words(clock.exit_hours, speech)))
    nothing = tr("Neither a fallback with a time to begin nor the time that leaving takes is known yet.")
    return ChartSpec(
        Kind.FAILURE, title, rows, series, 0, " ".join([f"{title}.", *said]), tr("hours"), nothing,
        top=clock.exit_hours, band=limit, speech=speech,
    )  # fmt: skip


def leaving_clock_spec(clock: ExitClock, speech: Speech = ENGLISH) -> ChartSpec:
    """Return how long leaving takes against how long service is assured and can be missed, in months of 30 days.

    Args:
        clock: in days.
        speech: how to say it.
    """
    tr = speech.tr
    given = (
        (tr("Planned exit"), clock.planned_days, clock.assured_days, clock.planned_gap_days),
        (tr("Unplanned exit"), clock.stressed_days, clock.tolerance_days, clock.stressed_gap_days),
        (tr("Notice of the provider"), clock.notice_days, None, None),
        (tr("Exit assistance"), clock.assistance_days, None, None),
        (tr("What we can bear"), clock.tolerance_days, None, None),
        (tr("Transition in"), clock.transition_days, None, None),
    )
    rows = tuple(
        Category(
            name,
            note=_too_long(gap, speech),
            beside=tr("not known") if days is None else days_words(days, speech),
            state=State.BAD if gap else None,
            is_accent=place < 2,
        )
        for place, (name, days, _, gap) in enumerate(given)
    )
    series = (
        Series(tr("Months"), tuple(_months(days) for _, days, _, _ in given)),
        Series(tr("Limit, months"), tuple(_months(limit) for _, _, limit, _ in given), Role.HIGH),
    )
    title = tr("How long leaving takes, and how long it may take")
    said = [f"{row.name}: {row.beside}, {row.note}." if row.note else f"{row.name}: {row.beside}." for row in rows]
    nothing = tr("Neither a runbook nor a contract says how long leaving takes.")
    return ChartSpec(
        Kind.LEAVING, title, rows, series, alt=" ".join([f"{title}.", *said]), unit=tr("months"), nothing=nothing,
        speech=speech,
    )  # fmt: skip


def _span_name(span: ClockSpan, speech: Speech) -> str:
    tr = speech.tr
    if span.kind is SpanKind.BEARABLE:
        return tr("Alert")
    if span.kind is SpanKind.BARE:
        return tr("Nothing covers {time}", time=hours_words(span.to_hours - span.from_hours, speech))
    if span.capacity is None:
        return span.name
    return held(tr("{name}, {share} % of volume", name=span.name, share=speech.number(100 * span.capacity, 0)))


def _too_long(gap: float | None, speech: Speech) -> str:
    return speech.tr("{time} too long", time=days_words(gap, speech)) if gap else ""


def _months(days: float | None) -> float | None:
    return None if days is None else days / DAYS_A_MONTH
