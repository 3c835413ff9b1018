from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outsource_desk.charts.axis import pushed_apart, ticks
from outsource_desk.charts.layout import layout, with_rest_grouped
from outsource_desk.charts.marks import Mark, Polygon, Rect, Text, Weight, extent
from outsource_desk.charts.spec import Band, Category, ChartSpec, Kind, Role, Series, State, Theme
from outsource_desk.charts.words import balanced, elided, held, shortened, well_set, wrapped
from outsource_desk.domain.errors import NotANumberError

THEME = Theme()


def measure(text: str, size: float, weight: Weight) -> float:
    return len(text) * size * (0.58 if weight is Weight.SEMIBOLD else 0.55)


def drawn(spec: ChartSpec, width: float = 560, height: float = 380) -> tuple[Mark, ...]:
    return layout(spec, width, height, THEME, measure)


def texts(marks: tuple[Mark, ...]) -> list[str]:
    return [mark.text for mark in marks if isinstance(mark, Text)]


def overlaps(marks: tuple[Mark, ...]) -> list[tuple[str, str]]:
    boxes = [(extent(mark, measure), mark.text) for mark in marks if isinstance(mark, Text)]
    return [
        (one, other)
        for (a, one), (b, other) in combinations(boxes, 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5
    ]


def outside(marks: tuple[Mark, ...], width: float, height: float) -> list[Mark]:
    def is_outside(mark: Mark) -> bool:
        left, top, right, bottom = extent(mark, measure)
        return left < -0.5 or top < -0.5 or right > width + 0.5 or bottom > height + 0.5

    return [mark for mark in marks if is_outside(mark)]


def ranking(
    totals: list[float], highs: list[float] | None = None, names: list[str] | None = None, failed: int = 0
) -> ChartSpec:
    names = names or [f"Candidate {n}" for n in range(1, len(totals) + 1)]
    ranked = len(totals) - failed
    categories = tuple(
        Category(
            name,
            mark=str(place + 1) if place < ranked else "",
            note="passed all gates" if place < ranked else "failed a gate",
            state=State.GOOD if place < ranked else State.BAD,
            remark="" if place < ranked else "Failed gate: Security 2, minimum 3.",
            beside="" if place < ranked else "no rank",
            is_accent=place == 0,
            is_ranked=place < ranked,
        )
        for place, name in enumerate(names)
    )
    series = (
        Series("Total", tuple(totals)),
        Series("Lowest", tuple(totals), Role.LOW),
        Series("Highest", tuple(highs or totals), Role.HIGH),
    )
    return ChartSpec(Kind.RANKING, "Totals", categories, series, unit="points")


def stack(rows: int, columns: int, value: float = 2.0, name: str = "Part") -> ChartSpec:
    categories = tuple(Category(f"Candidate {n}", is_accent=n == 1) for n in range(1, rows + 1))
    series = tuple(
        Series(f"{name} {n}", (value,) * rows, Role.PRICE if n == columns else Role.PART) for n in range(1, columns + 1)
    )
    return ChartSpec(Kind.STACKED, "Contributions", categories, series, unit="points")


names = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=300)
values = st.floats(0, 100)


@st.composite
def rankings(draw: st.DrawFn) -> ChartSpec:
    rows = draw(st.lists(st.tuples(names, values, values), min_size=1, max_size=30))
    failed = draw(st.integers(0, len(rows)))
    totals = [min(low, high) for _, low, high in rows]
    highs = [max(low, high) for _, low, high in rows]
    spec = ranking(totals, highs, [name for name, *_ in rows], failed)
    band = Band(totals[0] / 2, totals[0], draw(st.integers(1, 4)), "too close to call")
    return replace(spec, band=draw(st.sampled_from([None, band])))


@st.composite
def other_charts(draw: st.DrawFn) -> ChartSpec:
    kind = draw(st.sampled_from([Kind.STACKED, Kind.LINES, Kind.CLOSE_UP]))
    categories = tuple(Category(name) for name in draw(st.lists(names, min_size=1, max_size=30)))
    roles = [Role.TOTAL, Role.LOW, Role.HIGH] if kind is Kind.CLOSE_UP else [Role.PART] * draw(st.integers(1, 40))
    row = st.lists(st.one_of(st.none(), values), min_size=len(categories), max_size=len(categories)).map(tuple)
    series = tuple(Series(draw(names), draw(row), role) for role in roles)
    return ChartSpec(kind, "Chart", categories, series, unit="points")


@settings(max_examples=60, deadline=None)
@given(rankings(), st.floats(360, 700), st.floats(90, 420))
def test_a_ranking_of_any_candidates_stays_inside_and_no_two_texts_touch(spec, width, height):
    marks = drawn(spec, width, height)

    assert outside(marks, width, height) == []
    assert overlaps(marks) == []


@settings(max_examples=60, deadline=None)
@given(other_charts(), st.floats(300, 700), st.floats(120, 420))
def test_other_charts_of_any_values_stay_inside_and_no_two_texts_touch(spec, width, height):
    marks = drawn(spec, width, height)

    assert outside(marks, width, height) == []
    assert overlaps(marks) == []


def test_bars_start_at_zero_and_are_as_long_as_their_totals():
    marks = drawn(ranking([80.0, 40.0]))

    first, second = [mark for mark in marks if isinstance(mark, Rect)]
    assert first.x == second.x
    assert first.width == pytest.approx(2 * second.width)


def test_a_candidate_that_failed_a_gate_is_hatched_and_carries_its_reason():
    marks = drawn(ranking([80.0, 60.0], failed=1))

    hatched = [mark for mark in marks if isinstance(mark, Rect) and mark.hatch]
    assert len(hatched) == 1
    assert "Not ranked" in texts(marks)
    assert "no rank" in texts(marks)
    assert "Failed gate: Security 2, minimum 3." in texts(marks)


def test_a_name_that_is_too_long_ends_in_an_ellipsis_and_is_whole_in_its_tip():
    long = "Consolidated Partners " * 14
    marks = drawn(ranking([80.0], names=[long]))

    label = next(mark for mark in marks if isinstance(mark, Text) and mark.tip == long)
    assert label.text.endswith("…")


def test_candidates_without_room_are_counted_with_their_range():
    marks = drawn(ranking([float(90 - n) for n in range(30)]), height=150)

    shown = sum(text.startswith("Candidate") for text in texts(marks))
    assert f"and {30 - shown} more, {61:.1f} to {90 - shown:.1f} points" in texts(marks)


def test_an_open_score_is_a_whisker_and_a_range_in_words():
    marks = drawn(ranking([70.0, 60.0], [70.0, 72.5]))

    assert "60.0 to 72.5" in texts(marks)
    assert any(mark.tip == "Candidate 2: 60.0 to 72.5" for mark in marks)


def test_totals_of_zero_still_make_a_chart():
    assert "0.0" in texts(drawn(ranking([0.0, 0.0])))


def test_forty_segments_become_eight_without_losing_a_point():
    grouped = with_rest_grouped(stack(2, 40))

    assert len(grouped.series) == 8
    assert grouped.series[-1].role is Role.PRICE
    assert sum(series.values[0] or 0 for series in grouped.series) == pytest.approx(80.0)


def test_segments_lie_side_by_side_and_end_in_the_total():
    marks = drawn(stack(1, 4, 10.0))

    bars = [mark for mark in marks if isinstance(mark, Rect) and mark.tip]
    assert [bar.x for bar in bars] == sorted(bar.x for bar in bars)
    assert "40.0" in texts(marks)
    assert bars[-1].stroke is not None  # the price is outlined


def test_segments_too_narrow_for_a_name_are_named_in_a_key():
    spec = stack(1, 6, 1.0, name="A part with a very long name indeed, number")
    assert any(text.startswith("A part with") for text in texts(drawn(spec)))
    keyed = replace(spec, is_keyed_elsewhere=True)
    assert not any(text.startswith("A part with a very long") for text in texts(drawn(keyed)))


def test_a_line_breaks_where_a_value_is_missing():
    categories = tuple(Category(str(year)) for year in range(2026, 2031))
    spec = ChartSpec(Kind.LINES, "Cash", categories, (Series("Base", (1.0, 2.0, None, 4.0, 5.0)),))

    pieces = [
        mark for mark in drawn(spec) if getattr(mark, "tip", "") == "Base" and not isinstance(mark, Text | Polygon)
    ]

    assert len(pieces) == 2


def test_a_chart_without_values_is_a_sentence():
    spec = ChartSpec(Kind.RANKING, "Totals", (), (), nothing="No candidate has been added yet.")

    assert texts(drawn(spec)) == ["No candidate has been added yet."]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_value_that_is_no_number_is_refused(value):
    with pytest.raises(NotANumberError):
        ChartSpec(Kind.STACKED, "Totals", (Category("A"),), (Series("Quality", (value,)),))


def test_a_series_must_have_a_value_for_each_category():
    with pytest.raises(ValueError, match="2 values for 1 categories"):
        ChartSpec(Kind.STACKED, "Totals", (Category("A"),), (Series("Quality", (1.0, 2.0)),))


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_ticks_are_in_order_and_enclose_the_values(low, span):
    high = low + span
    found = ticks(low, high)

    assert found == sorted(set(found))
    assert 2 <= len(found) <= 13
    assert found[0] <= low + 1e-6 * max(1, abs(low), span)
    assert found[-1] >= high - 1e-6 * max(1, abs(high), span)


@given(st.lists(st.floats(0, 100), max_size=30), st.floats(1, 20))
def test_labels_pushed_apart_keep_their_order_and_stay_inside(wanted, gap):
    places = pushed_apart(wanted, gap, 0, 100)

    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    reached = [places[n] for n in order]
    room = min(gap, 100 / (len(wanted) - 1)) if len(wanted) > 1 else gap
    assert all(b - a >= room - 1e-6 for a, b in pairwise(reached))
    assert all(-1e-6 <= place <= 100 + 1e-6 for place in reached)


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(st.text(max_size=400), st.floats(20, 300))
def test_wrapping_and_setting_lose_no_letter_and_keep_the_width(text, width):
    text = text.replace("\r", " ")
    for broken in (wrapped, balanced, well_set):
        lines = broken(text, width, 10, Weight.REGULAR, measure)
        assert squeezed("".join(lines)).replace("-", "") == squeezed(text).replace("-", "")
        assert all(measure(line, 10, Weight.REGULAR) <= width + 0.01 for line in lines)


@given(st.text(max_size=200), st.floats(0, 300))
def test_an_elided_text_fits(text, width):
    assert measure(elided(text, width, 10, Weight.REGULAR, measure), 10, Weight.REGULAR) <= width


@given(st.text(max_size=200), st.integers(2, 60))
def test_a_shortened_text_has_at_most_so_many_letters(text, limit):
    assert len(shortened(text, limit)) <= limit


def test_charts_need_nothing_but_the_standard_library():
    script = "import sys, outsource_desk.charts.layout; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not {"reportlab", "numpy", "PySide6"} & set(done.stdout.split())


def set_in(text: str, letters: float) -> list[str]:
    return wrapped(held(text), letters * 5.5 + 0.01, 10, Weight.REGULAR, measure)


def test_a_long_word_is_parted_with_a_hyphen_at_a_syllable_or_after_a_sign_of_its_own():
    assert set_in("Lohnabrechnungsqualität", 10) == ["Lohnab-", "rechnungs-", "qualität"]
    assert set_in("Gesellschaft", 9) == ["Gesell-", "schaft"]
    assert set_in("scorecard_2026.csv", 12) == ["scorecard_", "2026.csv"]
    assert set_in("12345678", 5) == ["12345", "678"]


def test_an_amount_never_breaks_over_two_lines():
    assert set_in("They ask 30 % less", 11) == ["They ask", "30\u00a0% less"]
    assert set_in("It costs € 1.53 m", 9) == ["It costs", "€\u00a01.53\u00a0m"]
    assert set_in("Up to 5 men", 7) == ["Up to 5", "men"]


def test_a_price_too_narrow_for_its_value_has_it_outside_before_the_total():
    categories = (Category("Alder"), Category("Birch"))
    series = (Series("Quality", (60.0, 50.0)), Series("Price", (10.0, 0.7), Role.PRICE))
    marks = drawn(ChartSpec(Kind.STACKED, "Contributions", categories, (replace(series[0], role=Role.PART), series[1])))

    value, total = (next(mark for mark in marks if isinstance(mark, Text) and mark.text == t) for t in ("0.7", "50.7"))
    assert value.x + measure("0.7", 10, Weight.REGULAR) < total.x
