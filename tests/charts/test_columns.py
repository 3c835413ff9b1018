from __future__ import annotations

import xml.etree.ElementTree as Tree
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outsource_desk.charts.grid import grid_of
from outsource_desk.charts.layout import layout, natural_height
from outsource_desk.charts.marks import Line, Mark, Polygon, Rect, Text, Weight, extent
from outsource_desk.charts.spec import Band, Category, ChartSpec, Kind, Role, Series, State, Theme
from outsource_desk.charts.speech import Speech
from outsource_desk.charts.svg import svg_of

THEME = Theme()


def measure(text: str, size: float, weight: Weight) -> float:
    return len(text) * size * (0.58 if weight is Weight.SEMIBOLD else 0.55)


def drawn(spec: ChartSpec, width: float = 640, height: float = 0) -> tuple[Mark, ...]:
    return layout(spec, width, height or natural_height(spec, width), THEME, measure)


def texts(marks: tuple[Mark, ...]) -> list[str]:
    return [mark.text for mark in marks if isinstance(mark, Text)]


def columns(weights: list[float], earned: list[list[float]], opens: list[float], failed: int = 0) -> ChartSpec:
    """A chart of groups with these weights; the last rows have failed a gate."""
    ranked = len(earned) - failed
    categories = tuple(
        Category(f"Candidate {n + 1}", mark=str(n + 1), is_accent=n == 0)
        if n < ranked
        else Category(f"Candidate {n + 1}", state=State.BAD, remark="Not ranked: gate failed. Security 2, minimum 3.",
                      beside="not ranked", is_ranked=False)
        for n in range(len(earned))
    )  # fmt: skip
    totals = tuple(sum(row) for row in earned)
    parts = tuple(
        Series(f"Group {place + 1} and its parts", tuple(row[place] for row in earned), Role.PART, weight)
        for place, weight in enumerate(weights)
    )
    highs = tuple(total + one for total, one in zip(totals, opens, strict=True))
    ends = (Series("Total", totals), Series("Lowest", totals, Role.LOW), Series("Highest", highs, Role.HIGH))
    return ChartSpec(Kind.COLUMNS, "Points earned", categories, (*parts, *ends), unit="points", top=100.0)


def two() -> ChartSpec:
    return columns([60.0, 40.0], [[45.0, 30.2], [30.0, 20.0], [60.0, 40.0]], [0.0, 8.5, 0.0], failed=1)


@st.composite
def any_columns(draw: st.DrawFn) -> ChartSpec:
    weights = draw(st.lists(st.floats(0.5, 100), min_size=1, max_size=8))
    shares = st.lists(st.floats(0, 1), min_size=len(weights), max_size=len(weights))
    rows = draw(st.lists(shares, min_size=1, max_size=24))
    earned = [[weight * share for weight, share in zip(weights, row, strict=True)] for row in rows]
    opens = [draw(st.sampled_from([0.0, 0.3, 12.0])) for _ in rows]
    spec = columns(weights, earned, opens, draw(st.integers(0, len(rows))))
    names = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=60)
    renamed = tuple(replace(category, name=draw(names)) for category in spec.categories)
    band = draw(st.sampled_from([None, Band(10, 12, 2, "too close to call")]))
    return replace(spec, categories=renamed, band=band)


@settings(max_examples=60, deadline=None)
@given(any_columns(), st.floats(280, 900), st.floats(80, 700))
def test_columns_of_any_values_stay_inside_and_no_two_texts_touch(spec, width, height):
    marks = drawn(spec, width, height)

    boxes = [(extent(mark, measure), mark) for mark in marks]
    for left, top, right, bottom in (box for box, _ in boxes):
        assert left >= -0.5
        assert top >= -0.5
        assert right <= width + 0.5
        assert bottom <= height + 0.5
    words = [(box, mark.text) for box, mark in boxes if isinstance(mark, Text)]
    for place, (a, one) in enumerate(words):
        for b, other in words[place + 1 :]:
            touches = min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5
            assert not touches, (one, other)


def test_a_column_is_as_wide_as_its_weight_and_filled_as_far_as_it_was_earned():
    marks = drawn(two())

    tracks = [m for m in marks if isinstance(m, Rect) and m.fill == THEME.track and m.tip.startswith("Candidate 1,")]
    filled = [m for m in marks if isinstance(m, Rect) and m.fill == THEME.accent]
    assert (tracks[0].width + 3) / (tracks[1].width + 3) == pytest.approx(60 / 40)
    assert [fill.width / track.width for fill, track in zip(filled, tracks, strict=True)] == pytest.approx(
        [45 / 60, 30.2 / 40]
    )


def test_a_range_is_a_whisker_and_two_numbers_never_a_point():
    marks = drawn(two())

    assert "50.0 – 58.5" in texts(marks)
    whiskers = [mark for mark in marks if isinstance(mark, Line) and mark.tip == "Candidate 2: 50.0 – 58.5"]
    assert len(whiskers) == 3
    assert not [mark for mark in marks if isinstance(mark, Polygon) and mark.tip.startswith("Candidate 2:")]


def test_a_failed_gate_is_a_stop_sign_with_its_reason_where_the_score_would_be():
    marks = drawn(two())

    assert "Not ranked: gate failed. Security 2, minimum 3." in texts(marks)
    assert "not ranked" in texts(marks)
    assert "100.0" not in texts(marks)
    assert [mark for mark in marks if isinstance(mark, Polygon) and mark.stroke == THEME.bad and mark.fill is None]


def test_where_there_is_little_room_the_enlarged_totals_go_first():
    assert "50" in texts(drawn(two(), 640))
    assert "50" not in texts(drawn(two(), 300))
    assert "75.2" in texts(drawn(two(), 300))


def test_rows_without_room_are_counted():
    spec = columns([100.0], [[float(90 - n)] for n in range(20)], [0.0] * 20)

    marks = drawn(spec, height=200)

    shown = sum(text.startswith("Candidate") for text in texts(marks))
    assert f"and {20 - shown} more" in texts(marks)


def test_a_chart_speaks_the_language_and_the_numbers_that_it_is_given():
    german = {"Total of {top}": "Summe von {top}", "and {count} more": "und {count} weitere"}

    def tr(text: str, **fields: object) -> str:
        return german.get(text, text).format(**fields)

    speech = Speech(tr, number=lambda value, places: f"{value:.{places}f}".replace(".", ","))
    spec = replace(two(), speech=speech)

    assert "Summe von 100" in texts(drawn(spec))
    assert "75,2" in texts(drawn(spec))
    assert "50,0 – 58,5" in texts(drawn(spec))


def test_the_table_of_a_chart_has_every_value_and_every_reason():
    head, first, second, third = grid_of(two())

    assert head[:3] == ["Rank", "Name", "Group 1 and its parts, of 60.0"]
    assert first == ["1", "Candidate 1", "45.0", "30.2", "75.2", "75.2", "75.2", ""]
    assert second[-2:] == ["58.5", ""]
    assert third[-1] == "Not ranked: gate failed. Security 2, minimum 3."


def test_a_picture_names_itself_and_keeps_signs_of_markup_as_words():
    spec = replace(two(), title="Weights < 5 & more", categories=(Category("A <b>"), *two().categories[1:]))

    svg = svg_of(drawn(spec), 640, 120, spec.title, "In words", "#FFFFFF")

    root = Tree.fromstring(svg)
    names = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    title = root.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text == "Weights < 5 & more"
    tips = [each.text for each in root.iter("{http://www.w3.org/2000/svg}title")]
    assert "A <b>: 75.2" in tips
    assert names.count("not ranked") == 1


def test_a_hatched_box_stays_inside_its_sides_in_svg():
    svg = svg_of([Rect(10, 10, 30, 8, "#FFFFFF", hatch="#000000")], 60, 30, "", "", "#FFFFFF")

    path = next(line for line in svg.splitlines() if line.startswith("<path"))
    numbers = [float(each) for each in path.split('"')[1].replace("M", "").replace("L", "").split()]
    assert all(10 <= x <= 40 for x in numbers[::2])
    assert all(10 <= y <= 18 for y in numbers[1::2])
