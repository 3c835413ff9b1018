"""Twice as large a sheet may take about twice as many calls, never four times as many."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from outsource_desk.importers.sheets.grid import Sheet
from outsource_desk.importers.tables import read_sheet
from outsource_desk.services.likeness import near_names

MOST = 2.6  # times as many calls for twice as much


def calls_of(work: Callable[[], object]) -> int:
    """Count the calls of functions, those of the interpreter's own too."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def long_list(rows: int) -> Sheet:
    lines = [[f"Vendor {at % 20}", f"Criterion {at // 20}", float(at % 5), "Fair"] for at in range(rows)]
    return sheet_of([["Vendor", "Criterion", "Score", "Comment"], *lines])


def scorecard(rows: int) -> Sheet:
    return sheet_of([["Vendor", "Quality", "Support"], *([f"Vendor {at}", float(at % 5), 3.0] for at in range(rows))])


def tree(rows: int) -> Sheet:
    lines: list[list[str | float]] = []
    for group in range(rows // 5):
        lines.append([f"{group + 1}", f"Area {group}", 4.0, "", ""])
        lines += [[f"{group + 1}.{at}", f"Topic {group} of {at}", 1.0, 3.0, 4.0] for at in range(1, 5)]
    return sheet_of([["No.", "Criterion", "Weight", "Alder Ltd", "Birch GmbH"], *lines])


def sheet_of(lines: list) -> Sheet:
    return Sheet("Sheet", rows=list(enumerate(lines, start=1)))


@pytest.mark.parametrize("make", [long_list, scorecard, tree])
def test_reading_twice_as_many_rows_takes_about_twice_as_many_calls(make):
    few, many = make(500), make(1000)
    assert read_sheet(few)[0]
    assert read_sheet(many)[0]  # what is kept of labels is kept of both now
    assert calls_of(lambda: read_sheet(many)) < MOST * calls_of(lambda: read_sheet(few))


def test_names_of_a_sheet_are_compared_with_those_here_and_not_with_each_other():
    here = {at: f"Northwind {chr(97 + at)}lder" for at in range(20)}

    def names(count: int) -> list[str]:
        return [f"{chr(97 + at % 26)}{chr(97 + at // 26 % 26)}rel systems" for at in range(count)]

    near_names(names(600), here)  # what is kept of names is kept of all now
    assert calls_of(lambda: near_names(names(600), here)) < MOST * calls_of(lambda: near_names(names(300), here))
