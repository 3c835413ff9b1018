"""A runbook as bars on days: what begins when, and which tasks decide how long the whole takes.

`runbook_spec` takes the tasks and their times.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outsource_desk.charts.axis import Axis, ticks
from outsource_desk.charts.marks import Line, Mark, Measure, Rect, Text, Weight, state_mark
from outsource_desk.charts.spec import Category, ChartSpec, Kind, Role, Series, State, Theme
from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.charts.words import elided
from outsource_desk.domain.exit_clock import RunbookTimes
from outsource_desk.domain.leaving import ExitTask

BODY, SMALL = 10.0, 8.5
HEAD, ROW, TIGHT = 20.0, 17.0, 13.0
NAMES = 0.44  # of the width at most
_TO_THE_DAY = 0.05  # a slack that is shorter is none


def runbook_spec(tasks: Sequence[ExitTask], times: RunbookTimes, speech: Speech = ENGLISH) -> ChartSpec:
    """Return the tasks in the order in which they can begin.

    Args:
        tasks: of the runbook.
        times: in days from the begin of the exit.
        speech: how to say it.
    """
    tr, critical = speech.tr, frozenset(times.critical)
    ordered = sorted(tasks, key=lambda each: (times.start[each.id], times.finish[each.id], each.id))
    rows = tuple(
        Category(
            each.wording,
            note=tr("day {first} to {last}", first=_day(times.start[each.id], speech),
                    last=_day(times.finish[each.id], speech)),
            state=State.GOOD if each.done_on else None,
            remark=_remark(each, times, speech, is_critical=each.id in critical),
            is_accent=each.id in critical,
        )
        for each in ordered
    )  # fmt: skip
    series = (
        Series(tr("Begins, day"), tuple(times.start[each.id] for each in ordered), Role.LOW),
        Series(tr("Ends, day"), tuple(times.finish[each.id] for each in ordered), Role.HIGH),
        Series(tr("Ends at the latest, day"), tuple(times.finish[each.id] + times.slack[each.id] for each in ordered)),
    )
    title = tr("The runbook, day by day")
    said = [f"{row.name}: {row.note}, {row.remark}." for row in rows]
    return ChartSpec(
        Kind.RUNBOOK, title, rows, series, 0, " ".join([f"{title}.", *said]), tr("days"),
        tr("The runbook has no tasks."), top=times.days, speech=speech,
    )  # fmt: skip


def _remark(task: ExitTask, times: RunbookTimes, speech: Speech, *, is_critical: bool) -> str:
    if is_critical:
        return speech.tr("on the critical path")
    slack = times.slack[task.id]
    if slack < _TO_THE_DAY:
        return speech.tr("no day to spare")
    return speech.tr("{days} days to spare", days=_day(slack, speech))


def _day(days: float, speech: Speech) -> str:
    rounded = round(days, 1)
    return speech.number(rounded, 0 if rounded == int(rounded) else 1)


@dataclass(frozen=True)
class _Frame:
    spec: ChartSpec
    axis: Axis
    names: float
    row: float
    theme: Theme
    measure: Measure


def natural_height(spec: ChartSpec, width: float) -> float:  # noqa: ARG001 (as for every kind)
    """Return the height in which no row is squeezed or left out."""
    return HEAD + ROW * len(spec.categories) + 2


def layout(spec: ChartSpec, width: float, height: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    """Yield the marks of the runbook."""
    count = len(spec.categories)
    fitting = max(1, int((height - HEAD) // TIGHT))
    shown = count if count <= fitting else max(1, fitting - 1)
    row = min(ROW, (height - HEAD - (TIGHT if shown < count else 0)) / shown)
    names = min(NAMES * width, 22 + max(measure(each.name, BODY, Weight.SEMIBOLD) for each in spec.categories))
    scale = ticks(0.0, spec.top or 1.0)
    axis = Axis(0.0, scale[-1], names, width - 12)
    frame = _Frame(spec, axis, names, row, theme, measure)
    yield from _scale(frame, scale, HEAD + row * shown, width)
    for place in range(shown):
        yield from _row(frame, place)
    if shown < count:
        words = spec.speech.tr("and {count} more", count=count - shown)
        yield Text(0, HEAD + row * shown + 10, words, BODY, theme.muted)


def _scale(frame: _Frame, scale: list[float], bottom: float, width: float) -> Iterator[Mark]:
    free = 0.0
    for value in scale:
        x, words = frame.axis.at(value), frame.spec.speech.tick(value)
        words = f"{words} {frame.spec.unit}" if value == scale[-1] else words
        wide = frame.measure(words, SMALL, Weight.REGULAR)
        left = min(x - wide / 2, width - wide)
        yield Line(((x, HEAD - 5), (x, bottom)), frame.theme.rule)
        if left >= free:
            yield Text(left, 10, words, SMALL, frame.theme.muted)
            free = left + wide + 6


def _row(frame: _Frame, place: int) -> Iterator[Mark]:
    spec, theme, category = frame.spec, frame.theme, frame.spec.categories[place]
    start, end, latest = (spec.values(role)[place] or 0.0 for role in (Role.LOW, Role.HIGH, Role.TOTAL))
    middle = HEAD + frame.row * (place + 0.5)
    weight = Weight.SEMIBOLD if category.is_accent else Weight.REGULAR
    tip = f"{category.name}: {category.note}, {category.remark}."
    left = 0.0
    if category.state is State.GOOD:
        yield from state_mark(5.5, middle, State.GOOD, theme, 4.5)
        left = 14.0
    name = elided(category.name, frame.names - left - 8, BODY, weight, frame.measure)
    yield Text(left, middle + 3.6, name, BODY, theme.ink, weight, tip=tip)
    thick = min(9.0, frame.row * 0.56)
    a, b, c = (frame.axis.at(each) for each in (start, end, latest))
    if c - b > 0.5:
        yield Line(((b, middle), (c, middle)), theme.muted, 1.0, (2, 2), tip=tip)
    fill = theme.accent if category.is_accent else theme.bar
    yield Rect(a, middle - thick / 2, max(b - a, 1.5), thick, fill, tip=tip, radius=1.5)
