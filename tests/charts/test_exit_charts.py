"""The clocks of leaving and the runbook: everything inside, no two texts on each other, every number in words."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from outsource_desk.charts.exit_clock import failure_clock_spec, leaving_clock_spec
from outsource_desk.charts.grid import grid_of
from outsource_desk.charts.layout import layout, natural_height
from outsource_desk.charts.marks import Line, Mark, Rect, Text, Weight, extent
from outsource_desk.charts.runbook import runbook_spec
from outsource_desk.charts.spec import ChartSpec, Theme
from outsource_desk.domain.exit_clock import ClockSpan, ExitClock, FailureClock, RunbookTimes, SpanKind
from outsource_desk.domain.leaving import ExitTask

THEME = Theme()
FAILURE = FailureClock(
    spans=(
        ClockSpan(SpanKind.BEARABLE, 0, 4),
        ClockSpan(SpanKind.FALLBACK, 4, 72, "Manual workaround", 1, 0.3),
        ClockSpan(SpanKind.BARE, 72, 336),
        ClockSpan(SpanKind.FALLBACK, 336, 5040, "Dogwood stands in", 2),
    ),
    mtpd_hours=72,
    exit_hours=5040,
    bare_hours=264,
)
LEAVING = ExitClock(
    planned_days=240, stressed_days=360, notice_days=90, assistance_days=180, assured_days=180, tolerance_days=300,
    planned_gap_days=60, stressed_gap_days=60,
)  # fmt: skip
TASKS = (
    ExitTask(1, 1, "Decide", days=5, done_on="2026-11-01"),
    ExitTask(2, 1, "Contract", days=45),
    ExitTask(3, 1, "Tell", days=3),
)
TIMES = RunbookTimes({1: 0, 2: 5, 3: 5}, {1: 5, 2: 50, 3: 8}, 50, (1, 2), {1: 0, 2: 0, 3: 42})


def measure(text: str, size: float, weight: Weight) -> float:
    return len(text) * size * (0.58 if weight is Weight.SEMIBOLD else 0.55)


def drawn(spec: ChartSpec, width: float = 700, height: float = 0) -> tuple[Mark, ...]:
    return layout(spec, width, height or natural_height(spec, width), THEME, measure)


def texts(marks: tuple[Mark, ...]) -> set[str]:
    return {mark.text for mark in marks if isinstance(mark, Text)}


def stay_inside_and_apart(spec: ChartSpec, width: float, height: float) -> None:
    marks = drawn(spec, width, height)
    for mark in marks:
        left, top, right, bottom = extent(mark, measure)
        assert left >= -0.5, mark
        assert top >= -0.5, mark
        assert right <= width + 0.5, mark
        assert bottom <= height + 0.5, mark
    boxes = [(extent(mark, measure), mark.text) for mark in marks if isinstance(mark, Text)]
    for (a, one), (b, other) in combinations(boxes, 2):
        across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        assert across <= 0.5 or down <= 0.5, (one, other)
    assert grid_of(spec)


def test_the_failure_clock_shows_what_carries_and_what_nothing_covers():
    spec = failure_clock_spec(FAILURE)
    shown = texts(drawn(spec, 900))
    assert {"Alert", "Nothing covers 11 days", "Dogwood stands in"} <= shown
    assert {"Manual workaround, 30 % of volume"} <= {each.name.replace("\u00a0", " ") for each in spec.categories}
    assert {"0", "4 h", "72 h", "14 days", "7 months, exit complete", "Longest outage we can bear: 72 h"} <= shown


def test_what_nothing_covers_is_told_from_the_rest_without_colour():
    dashed = [mark for mark in drawn(failure_clock_spec(FAILURE)) if isinstance(mark, Line) and mark.dash]
    assert len(dashed) == 1
    alone = failure_clock_spec(replace(FAILURE, spans=FAILURE.spans[:2]))
    assert not [mark for mark in drawn(alone) if isinstance(mark, Line) and mark.dash]


def test_a_clock_without_anything_known_says_so():
    assert "Neither a fallback" in " ".join(texts(drawn(failure_clock_spec(FailureClock()))))
    assert "Neither a runbook" in " ".join(texts(drawn(leaving_clock_spec(ExitClock()))))


def test_the_part_of_an_exit_that_is_too_long_is_hatched_and_said():
    marks = drawn(leaving_clock_spec(LEAVING))
    assert len([mark for mark in marks if isinstance(mark, Rect) and mark.hatch]) == 2
    assert {"8 months, 2 months too long", "12 months, 2 months too long", "3 months", "not known"} <= texts(marks)


def test_the_time_of_an_exit_stands_at_the_end_of_its_bar_unless_its_limit_goes_through_it():
    def gap(days: float) -> float:
        clock = ExitClock(planned_days=150, notice_days=days, assured_days=days)
        marks = drawn(leaving_clock_spec(clock))
        bar = next(mark for mark in marks if isinstance(mark, Rect))
        words = next(mark for mark in marks if isinstance(mark, Text) and mark.text == "5 months")
        return words.x - (bar.x + bar.width)

    assert gap(300) == 6.0
    assert gap(160) > 6.0


def test_the_runbook_tells_critical_tasks_and_how_late_others_may_be():
    spec = runbook_spec(TASKS, TIMES)
    assert [each.is_accent for each in spec.categories] == [True, False, True]
    assert "Tell: day 5 to 8, 42 days to spare." in spec.alt
    assert spec.series[2].values == (5, 50, 50)


def test_every_row_of_a_clock_is_said_in_words():
    assert "72 h to 14 days: Nothing covers 11 days." in failure_clock_spec(FAILURE).alt
    assert "Planned exit: 8 months, 2 months too long." in leaving_clock_spec(LEAVING).alt


hours = st.floats(0.1, 20_000)
names = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(list(SpanKind)), hours, names), min_size=1, max_size=7),
    st.one_of(st.none(), hours), st.booleans(), st.floats(260, 1000),
)  # fmt: skip
def test_a_failure_clock_of_any_stretches_stays_inside(parts, mtpd, is_complete, width):
    spans, at = [], 0.0
    for kind, long, name in parts:
        spans.append(ClockSpan(kind, at, at + long, name, 1 if kind is SpanKind.FALLBACK else None))
        at += long
    spec = failure_clock_spec(FailureClock(None, tuple(spans), mtpd, at if is_complete else None))
    stay_inside_and_apart(spec, width, natural_height(spec, width))


days = st.one_of(st.none(), st.floats(0, 3000))


@settings(max_examples=40, deadline=None)
@given(st.lists(days, min_size=8, max_size=8), st.floats(260, 1000))
def test_a_leaving_clock_of_any_spans_stays_inside(given, width):
    what = ("planned_days", "stressed_days", "notice_days", "assistance_days", "assured_days", "tolerance_days")
    clock = ExitClock(**dict(zip(what, given, strict=False)), transition_days=given[6], planned_gap_days=given[7])
    spec = leaving_clock_spec(clock)
    stay_inside_and_apart(spec, width, natural_height(spec, width))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 90), names), min_size=1, max_size=30), st.floats(260, 1000),
       st.floats(0.4, 1.2))  # fmt: skip
def test_a_runbook_of_any_tasks_stays_inside(parts, width, squeeze):
    tasks = tuple(ExitTask(number, 1, name) for number, (_, _, name) in enumerate(parts))
    start = {number: begin for number, (begin, _, _) in enumerate(parts)}
    finish = {number: begin + long for number, (begin, long, _) in enumerate(parts)}
    end = max(finish.values())
    times = RunbookTimes(start, finish, end, (0,), {each: end - finish[each] for each in finish})
    spec = runbook_spec(tasks, times)
    stay_inside_and_apart(spec, width, max(60.0, natural_height(spec, width) * squeeze))
