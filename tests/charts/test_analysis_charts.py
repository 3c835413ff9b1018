"""The charts of an analysis: everything inside, no two texts on each other, every number in words and as a table."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outsource_desk.charts.acceptability import acceptability_spec
from outsource_desk.charts.crossover import crossover_spec
from outsource_desk.charts.frontier import frontier_spec
from outsource_desk.charts.grid import grid_of
from outsource_desk.charts.intervals import intervals_spec
from outsource_desk.charts.layout import layout, natural_height
from outsource_desk.charts.marks import Mark, Polygon, Rect, Text, Weight, extent
from outsource_desk.charts.spec import ChartSpec, Theme
from outsource_desk.charts.tornado import tornado_spec
from outsource_desk.domain.robustness import (
    Crossing,
    Crossover,
    FrontierPoint,
    Simulation,
    SimulationPlan,
    Stability,
    TornadoBar,
)

THEME = Theme()
NAMES = {1: "Alder", 2: "Birch", 3: "Cedar"}
CRITERIA = {10: "Capability", 11: "Price"}


def measure(text: str, size: float, weight: Weight) -> float:
    return len(text) * size * (0.58 if weight is Weight.SEMIBOLD else 0.55)


def drawn(spec: ChartSpec, width: float = 640, height: float = 0) -> tuple[Mark, ...]:
    return layout(spec, width, height or natural_height(spec, width), THEME, measure)


def texts(marks: tuple[Mark, ...]) -> list[str]:
    return [mark.text.replace("\u00a0", " ") for mark in marks if isinstance(mark, Text)]


def crossover() -> Crossover:
    """Alder 80 at 0 % and 60 at 100 %, Birch 70 and 80: they meet at a third; Cedar is 50 throughout."""
    crossings = (Crossing(1 / 3, 1, 2, is_lead=True),)
    return Crossover(10, 0.2, {1: 80.0, 2: 70.0, 3: 50.0}, {1: 60.0, 2: 80.0, 3: 50.0}, crossings)


def simulation(shares: dict[int, tuple[float, ...]]) -> Simulation:
    return Simulation(SimulationPlan(), shares, dict.fromkeys(shares), {})


def all_specs(names: dict[int, str], criteria: dict[int, str], numbers: list[float]) -> list[ChartSpec]:
    """Return one chart of each kind, of any names and numbers from 0 to 1."""
    count = len(names)
    ends = [100 * numbers[n % len(numbers)] for n in range(2 * count)]
    zero, one = dict(zip(names, ends, strict=False)), dict(zip(names, ends[count:], strict=True))
    crossings = []
    for a, b in combinations(names, 2):
        gap, other = zero[a] - zero[b], one[a] - one[b]
        if gap * other < 0:
            weight = gap / (gap - other)
            total = (1 - weight) * zero[a] + weight * one[a]
            best = max((1 - weight) * zero[each] + weight * one[each] for each in names)
            crossings.append(Crossing(weight, a, b, best - total < 1e-9))
    lines = Crossover(10, numbers[0], zero, one, tuple(sorted(crossings, key=lambda each: each.weight)))
    rows = list(zip(criteria, numbers, strict=False))
    rival = list(names)[-1]
    stability = [Stability(each, x, x / 2, (1 + x) / 2, rival, None, x / 2, 1) for each, x in rows]
    bars = [TornadoBar(each, x / 2, min(1, 2 * x), 40 * x - 20, 10 * x - 4) for each, x in rows]
    shares = {}
    for place, each in enumerate(names):
        raw = [numbers[(place + rank) % len(numbers)] + 0.01 for rank in range(count)]
        shares[each] = tuple(x / sum(raw) for x in raw)
    points = [FrontierPoint(each, 1e6 * (1 + 9 * one[each]), zero[each], n % 2 == 0) for n, each in enumerate(names)]
    return [
        crossover_spec(lines, "Capability", names, numbers[-1]),
        intervals_spec(stability, criteria, names),
        tornado_spec(bars, criteria, 12.5 * numbers[0], next(iter(names.values()))),
        acceptability_spec(simulation(shares), names),
        frontier_spec(points, names, "EUR"),
    ]


words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(words, min_size=1, max_size=9),
    st.lists(words, min_size=1, max_size=14),
    st.lists(st.floats(0, 1), min_size=2, max_size=30),
    st.floats(280, 900),
    st.floats(0.5, 1.2),
)
def test_charts_of_any_values_stay_inside_and_no_two_texts_touch(names, criteria, numbers, width, squeeze):
    specs = all_specs(dict(enumerate(names, 1)), dict(enumerate(criteria, 10)), numbers)
    for spec in specs:
        height = max(120.0, natural_height(spec, width) * squeeze)
        marks = drawn(spec, width, height)
        for mark in marks:
            left, top, right, bottom = extent(mark, measure)
            assert left >= -0.5, (spec.kind, mark)
            assert top >= -0.5, (spec.kind, mark)
            assert right <= width + 0.5, (spec.kind, mark)
            assert bottom <= height + 0.5, (spec.kind, mark)
        boxes = [(extent(mark, measure), mark.text) for mark in marks if isinstance(mark, Text)]
        for (a, one), (b, other) in combinations(boxes, 2):
            across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
            assert across <= 0.5 or down <= 0.5, (spec.kind, one, other)
        assert grid_of(spec)


def test_a_crossover_says_who_is_first_where_and_marks_the_weight_now():
    spec = crossover_spec(crossover(), "Capability", NAMES)
    assert [each.words.replace("\u00a0", " ") for each in spec.stretches] == [
        "Alder first up to 33 %",
        "Birch first from 34 %",  # at 33 1/3 they are level
    ]
    assert {"now 20 %", "Alder", "Birch", "Cedar", "0 %", "100 %"} <= set(texts(drawn(spec)))
    assert [each.name.replace("\u00a0", " ") for each in spec.categories] == ["0 %", "20 %", "34 %", "100 %"]
    assert spec.series[0].values == pytest.approx((80.0, 76.0, 73.333333, 60.0))
    assert "At 34\u00a0%: Alder 73.3, Birch 73.3, Cedar 50.0." in spec.alt


def test_a_tried_weight_is_marked_beside_the_present_one():
    assert "tried 41.0 %" in texts(drawn(crossover_spec(crossover(), "Capability", NAMES, 0.41)))
    assert not [each for each in texts(drawn(crossover_spec(crossover(), "Capability", NAMES, 0.2))) if "tried" in each]


def test_a_leader_at_every_weight_needs_no_crossing():
    lines = Crossover(10, 0.5, {1: 80.0, 2: 70.0}, {1: 90.0, 2: 20.0}, ())
    spec = crossover_spec(lines, "Capability", {1: "Alder", 2: "Birch"})
    assert [each.words for each in spec.stretches] == ["Alder is first at any weight"]


def test_a_turn_close_to_the_present_weight_is_told_from_it():
    lines = Crossover(10, 0.201, {1: 80.0, 2: 70.0}, {1: 40.0, 2: 80.0}, (Crossing(0.204, 1, 2, is_lead=True),))
    spec = crossover_spec(lines, "Capability", {1: "Alder", 2: "Birch"})
    assert spec.stretches[0].words.replace("\u00a0", " ") == "Alder first up to 20.40 %"


def test_a_tornado_hatches_what_loses_the_first_place():
    spec = tornado_spec([TornadoBar(10, 0.1, 0.4, 4.1, -1.2), TornadoBar(11, 0.05, 0.2, 3.5, 2.0)], CRITERIA, 3.0, "A")
    hatched = [mark for mark in drawn(spec) if isinstance(mark, Rect) and mark.hatch]
    assert len(hatched) == 1
    assert hatched[0].tip.replace("\u00a0", " ") == "Capability: +4.1 at 10 %, −1.2 at 40 %."
    assert "lead now 3.0" in texts(drawn(spec))


def test_intervals_set_off_a_turn_that_is_near():
    near = Stability(10, 0.25, 0.02, 0.31, None, 2, 0.1, 0.3)
    far = Stability(11, 0.2, 0.0, 1.0, None, None, 0.1, 0.3)
    spec = intervals_spec([near, far], CRITERIA, NAMES)
    assert [each.is_accent for each in spec.categories] == [True, False]
    assert [each.beside.replace("\u00a0", " ") for each in spec.categories] == ["Birch from 32 %", "nobody"]


def test_shares_of_ranks_say_none_and_all_only_where_that_is_exact():
    spec = acceptability_spec(simulation({1: (0.999, 0.001, 0.0), 2: (0.001, 0.999, 0.0), 3: (0.0, 0.0, 1.0)}), NAMES)
    assert [each.beside.replace("\u00a0", " ") for each in spec.categories] == [">99 %", "<1 %", "0 %"]
    assert [each.name for each in spec.series] == ["Rank 1", "Rank 2", "Rank 3"]


def test_many_ranks_end_in_one_segment():
    names = {n: f"Candidate {n}" for n in range(1, 9)}
    spec = acceptability_spec(simulation(dict.fromkeys(names, (0.125,) * 8)), names)
    assert [each.name for each in spec.series] == ["Rank 1", "Rank 2", "Rank 3", "Rank 4", "Rank 5 or lower"]
    assert spec.series[-1].values[0] == pytest.approx(50.0)


def test_the_frontier_draws_hollow_who_is_beaten_in_both_and_leaves_out_who_names_no_price():
    points = [FrontierPoint(1, 9e6, 78.0, True), FrontierPoint(2, 9.5e6, 70.0, False), FrontierPoint(3, None, 90, True)]
    spec = frontier_spec(points, NAMES, "EUR")
    assert [each.name for each in spec.categories] == ["Alder", "Birch"]
    fills = [mark.fill for mark in drawn(spec) if isinstance(mark, Polygon)]
    assert THEME.background in fills
    assert "Price, EUR m" in texts(drawn(spec))


def test_without_a_price_the_frontier_says_so():
    spec = frontier_spec([FrontierPoint(1, None, 78.0, True)], NAMES, "EUR")
    assert texts(drawn(spec, height=100)) == ["No ranked candidate has named a price."]
