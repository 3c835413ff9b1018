"""A large sheet can be left while its tables are looked for."""

from itertools import count

import pytest

from outsource_desk.importers.sheets.grid import Sheet, Value
from outsource_desk.importers.tables import read_sheet

ROWS, COLUMNS = 800, 30


class Stopped(Exception):  # noqa: N818 (a wish)
    """Somebody does not want to wait any longer."""


def table(value):
    header: list[Value] = ["Vendor", *(f"Criterion {number}" for number in range(1, COLUMNS))]
    rows: list[list[Value]] = [[f"Vendor {row}", *([value] * (COLUMNS - 1))] for row in range(ROWS)]
    return Sheet("Scores", rows=list(enumerate([header, *rows], start=1)))


def long_list():
    rows: list[list[Value]] = [[f"Vendor {row % 100}", f"Criterion {row // 100}", "4"] for row in range(6_000)]
    head: list[Value] = ["Vendor", "Criterion", "Score"]
    return Sheet("Scores", rows=list(enumerate([head, *rows], start=1)))


def prose():
    return Sheet("Notes", rows=[(row, ["a word", "another", "a third"]) for row in range(1, 6_000)])


SHEETS = {"numbers": table(4.0), "texts": table("4 of 5"), "list": long_list(), "prose": prose()}


@pytest.mark.parametrize("name", SHEETS)
def test_a_beat_comes_at_least_every_few_thousand_cells(name):
    sheet, beats = SHEETS[name], []
    read_sheet(sheet, lambda: beats.append(1))
    assert len(beats) >= sheet.used_cells / 2000


@pytest.mark.parametrize("name", SHEETS)
def test_what_a_beat_raises_stops_the_search_at_once_wherever_it_is(name):
    beats = []
    read_sheet(SHEETS[name], lambda: beats.append(1))
    for wanted in (1, len(beats) // 2, len(beats)):
        counted = count(1)

        def beat(counted=counted, wanted=wanted):
            if next(counted) == wanted:
                raise Stopped

        with pytest.raises(Stopped):
            read_sheet(SHEETS[name], beat)
        assert next(counted) == wanted + 1, "nothing was done after the wish"


def test_twice_as_many_tables_on_a_sheet_cost_about_twice_as_much():
    def beats_for(tables):
        heads: list[list[Value]] = [["Vendor", "Quality", "Price"]]
        rows = [
            (3 * at + offset, row)
            for at in range(tables)
            for offset, row in enumerate([*heads, [f"Vendor {at}", 3.0, 10.0]], start=1)
        ]
        beats = []
        read_sheet(Sheet("Scores", rows=rows), lambda: beats.append(1))
        return len(beats)

    assert beats_for(400) < 3 * beats_for(200)
