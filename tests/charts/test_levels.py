from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.charts.grid import grid_of
from outsource_desk.charts.layout import layout, natural_height
from outsource_desk.charts.marks import Line, Mark, Polygon, Text, Weight, extent
from outsource_desk.charts.spec import Category, ChartSpec, Kind, Role, Series, State, Theme

THEME = Theme()
STATES = {None: None, 99.9: State.GOOD, 99.6: State.OPEN, 99.1: State.BAD}


def measure(text: str, size: float, weight: Weight) -> float:
    return len(text) * size * (0.58 if weight is Weight.SEMIBOLD else 0.55)


def chart(*actuals: float | None, target: float | None = 99.8, minimum: float | None = 99.5) -> ChartSpec:
    categories = tuple(Category(f"{at:02}/26", state=STATES.get(actual)) for at, actual in enumerate(actuals, 1))
    levels = (("Target", target, Role.HIGH), ("Minimum", minimum, Role.LOW))
    series = [Series("Availability", tuple(actuals))]
    series += [Series(name, (value,) * len(actuals), role) for name, value, role in levels if value is not None]
    return ChartSpec(Kind.LEVELS, "Availability", categories, tuple(series), unit="%", places=2)


def drawn(spec: ChartSpec, width: float = 480) -> tuple[Mark, ...]:
    return layout(spec, width, natural_height(spec, width), THEME, measure)


def test_levels_are_named_and_misses_have_a_shape_of_their_own():
    marks = drawn(chart(99.9, 99.6, 99.1))
    texts = [mark.text for mark in marks if isinstance(mark, Text)]
    assert {"Target 99.8", "Minimum 99.5"} <= set(texts)
    shapes = [len(mark.points) for mark in marks if isinstance(mark, Polygon)]
    assert shapes.count(3) == 1  # the triangle of what was missed
    assert "03/26: 99.10 %" in [mark.tip for mark in marks]


def test_target_and_minimum_are_told_apart_without_colour():
    dashes = {mark.tip: mark.dash for mark in drawn(chart(99.9, 99.6)) if isinstance(mark, Line) and mark.tip}
    assert dashes["Target 99.8"] == ()
    assert dashes["Minimum 99.5"]


def test_a_month_without_a_figure_leaves_a_gap():
    lines = [mark for mark in drawn(chart(99.9, 99.6, None, 99.9, 99.6)) if isinstance(mark, Line) and mark.width > 1.5]
    assert len(lines) == 2


def test_the_axis_is_cut_so_that_tenths_can_be_seen():
    dots = [mark for mark in drawn(chart(99.9, 99.1)) if isinstance(mark, Polygon)]
    assert abs(extent(dots[0], measure)[1] - extent(dots[1], measure)[1]) > 60


def test_all_figures_stand_in_the_table():
    assert grid_of(chart(99.9, None))[1:] == [["01/26", "99.90", "99.80", "99.50"], ["02/26", "", "99.80", "99.50"]]


@given(
    st.lists(st.none() | st.floats(-1e9, 1e9), min_size=1, max_size=40),
    st.none() | st.floats(-1e6, 1e6),
    st.floats(240, 1200),
)
def test_every_mark_lies_inside(actuals, target, width):
    spec = chart(*actuals, target=target, minimum=None)
    for mark in drawn(spec, width):
        left, top, right, bottom = extent(mark, measure)
        assert left >= -0.5
        assert top >= -0.5
        assert bottom <= natural_height(spec, width) + 0.5
        if not isinstance(mark, Text):
            assert right <= width + 0.5
