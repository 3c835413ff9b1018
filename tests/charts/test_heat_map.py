"""The heat map: how many risks stand where, what moved them, and what can be lived with, without any colour."""

from __future__ import annotations

from itertools import pairwise

import pytest

from outsource_desk.charts.grid import grid_of
from outsource_desk.charts.heat_frame import frame_of
from outsource_desk.charts.heat_map import PlacedRisk, heat_map_spec, tint
from outsource_desk.charts.layout import layout, natural_height
from outsource_desk.charts.marks import Line, Polygon, Rect, Text, Weight, extent
from outsource_desk.charts.spec import Theme
from outsource_desk.domain.risk import Band, Rating


def measure(text, size, weight):
    return len(text) * size * (0.58 if weight is Weight.SEMIBOLD else 0.55)


BREACH = PlacedRisk("R05", "Data breach", Rating(3, 5), Rating(2, 4), is_accent=True)
LOCK_IN = PlacedRisk("R16", "Lock-in", Rating(3, 4), Rating(3, 4))
OPEN = PlacedRisk("R36", "Exit fails", None, None)
SPEC = heat_map_spec([BREACH, LOCK_IN, OPEN], Band.MEDIUM)


def marks(spec=SPEC, width=520.0, height=None):
    return layout(spec, width, height or natural_height(spec, width), Theme(), measure)


def texts(found):
    return [mark.text for mark in found if isinstance(mark, Text)]


def test_the_words_of_the_map_hold_all_that_it_shows():
    assert SPEC.alt == (
        "Risks by likelihood and impact. "
        "Likelihood 3 (Possible), impact 4 (Major), High: 1 – R16 Lock-in. "
        "Likelihood 2 (Unlikely), impact 4 (Major), Medium: 1 – R05 Data breach. "
        "What can be lived with: medium. Not rated: 1."
    )


def test_the_map_as_a_table_has_every_rating_and_leaves_open_what_is_not_rated():
    head, *rows = grid_of(SPEC)
    assert head[2:] == ["Likelihood before controls", "Impact before controls", "Likelihood now", "Impact now"]
    assert [row[2:] for row in rows] == [["3", "5", "2", "4"], ["3", "4", "3", "4"], ["", "", "", ""]]


def test_every_cell_has_its_letter_and_cells_with_risks_their_number():
    found = texts(marks())
    assert [found.count(letter) for letter in "LMHC"] == [7, 8, 6, 4]
    assert "R05" in found
    assert "R16" in found
    assert "R36" not in found
    assert found.count("1") == 3  # one on the scale of likelihood; that of impact is in words


def test_an_arrow_leads_from_before_to_now_only_where_controls_have_moved_a_risk():
    heads = [mark for mark in marks() if isinstance(mark, Polygon) and len(mark.points) == 3]
    assert len(heads) == 1
    frame = frame_of(SPEC, 520, natural_height(SPEC, 520), measure)
    x, y, wide, high = frame.box(Rating(2, 4))
    tip = heads[0].points[0]
    assert x < tip[0] < x + wide
    assert y < tip[1] < y + high


@pytest.mark.parametrize("appetite", list(Band))
def test_the_stepped_line_parts_what_can_be_lived_with(appetite):
    steps = [mark for mark in marks(heat_map_spec([LOCK_IN], appetite)) if isinstance(mark, Line) and mark.width == 2.2]
    assert bool(steps) is (appetite is not Band.CRITICAL)


def test_worse_bands_are_darker_in_grey_print():
    def grey(color):
        red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    shades = [grey(tint(band, Theme())) for band in Band]
    assert shades == sorted(shades, reverse=True)
    assert all(a - b > 3 for a, b in pairwise(shades))


@pytest.mark.parametrize("width", [260.0, 380.0, 700.0])
def test_nothing_lies_outside_and_the_mouse_finds_what_is_painted(width):
    height = natural_height(SPEC, width)
    for mark in marks(width=width):
        left, top, right, bottom = extent(mark, measure)
        assert left >= -1.5
        assert top >= -1.5
        assert right <= width + 1.5
        assert bottom <= height + 0.5
    frame = frame_of(SPEC, width, height, measure)
    chips = [mark for mark in marks(width=width) if isinstance(mark, Rect) and mark.tip.startswith("R05")]
    (chip,) = chips
    assert frame.chip_at(chip.x + 2, chip.y + 2) == 0
    assert frame.cell_at(chip.x + 2, chip.y + 2) == Rating(2, 4)
    assert frame.cell_at(frame.left - 5, 5) is None
    assert frame.chip_at(chip.x + 2, chip.y - 8) is None


def test_many_risks_in_one_cell_are_counted_where_their_marks_have_no_room():
    crowd = [PlacedRisk(f"R{number:02}", "Risk", Rating(3, 3), Rating(3, 3)) for number in range(1, 31)]
    spec = heat_map_spec(crowd, Band.MEDIUM)
    frame = frame_of(spec, 400, natural_height(spec, 400), measure)
    assert 0 < len(frame.chips(Rating(3, 3))) < 30
    assert "30" in texts(marks(spec, 400))


def test_without_any_rating_the_map_says_so():
    assert texts(marks(heat_map_spec([OPEN], Band.MEDIUM))) == ["No risk is rated yet."]
