"""What an import has made goes as soon as nobody holds it: the collector is kept off very many objects."""

from __future__ import annotations

import gc
import weakref

import pytest

from outsource_desk.services.import_answers import NOTHING_DECIDED
from outsource_desk.services.import_case import case_of, what_is_here
from outsource_desk.services.import_preview import preview_of
from outsource_desk.services.importing import read_spreadsheet
from tests.sheets import written


@pytest.fixture
def sheet(tmp_path):
    """A scorecard with a doubtful cell and one that cannot be read."""
    rows = (["Vendor", "Quality", "Price (EUR)"], ["Weight", 60, 40], ["Alder", "4/5", 800], ["Birch", 3, "7.9O0"])
    return written(tmp_path / "Bids.xlsx", rows)


def test_a_reading_and_its_preview_hold_no_cycles(desk, sheet):
    gc.collect()
    gc.disable()
    try:
        reading = read_spreadsheet(sheet)
        case = case_of(what_is_here(desk, reading, NOTHING_DECIDED), reading, NOTHING_DECIDED)
        preview = preview_of(case)
        made = [weakref.ref(each) for each in (reading, *reading.tables, *reading.sheets, case, case.plan, preview)]
        assert len(made) >= 6
        del reading, case, preview
        assert [each() for each in made if each() is not None] == []
    finally:
        gc.enable()
