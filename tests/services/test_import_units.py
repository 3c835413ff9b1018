"""Amounts of a sheet come into a file in the file's units: thousands multiplied out, other currencies not at all."""

from __future__ import annotations

import pytest

from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.importers.reading import CriterionCell, NamedCell, ScoreCell, Table
from outsource_desk.importers.sheets.words import unit_in
from outsource_desk.services.import_units import in_our_units


def sheet(unit: str, *amounts: float, maximum: float | None = None) -> Table:
    vendors = tuple(NamedCell(f"Vendor {at}", f"A{at}") for at, _ in enumerate(amounts, start=2))
    scores = tuple(
        ScoreCell(vendor.name, "Price", f"B{at}", str(amount), amount)
        for at, (vendor, amount) in enumerate(zip(vendors, amounts, strict=True), start=2)
    )
    column = CriterionCell("Price", "B1", unit=unit, maximum=maximum)
    return Table("Bids", "scores", "vendors_as_rows", (1,), vendors, (column,), scores=scores)


def here(measure: Measure, unit: str = "") -> dict[str, Criterion | str]:
    return {"Price": Criterion(1, 1, None, "Price", 1.0, measure=measure, unit=unit)}


@pytest.mark.parametrize(
    ("theirs", "measure", "unit", "amounts"),
    [
        ("kCHF", Measure.PRICE, "", [140_100.0]),
        ("TCHF", Measure.MEASURED, "CHF", [140_100.0]),
        ("CHF", Measure.MEASURED, "k CHF", [0.1401]),
        ("CHF", Measure.PRICE, "", [140.1]),
        ("", Measure.PRICE, "", [140.1]),
        ("EUR", Measure.PRICE, "", []),
        ("€", Measure.MEASURED, "CHF", []),
        ("EUR", Measure.JUDGED, "", []),
    ],
)
def test_thousands_are_multiplied_out_and_other_currencies_stay_out(theirs, measure, unit, amounts):
    found = in_our_units(sheet(theirs, 140.1), here(measure, unit), "CHF")
    assert [score.value for score in found.table.scores] == amounts
    assert found.strange == (frozenset() if amounts else {"Price"})
    assert bool(found.notes) == (amounts != [140.1])


def test_weeks_are_no_days_and_an_unknown_unit_is_left_alone():
    assert in_our_units(sheet("weeks", 4), here(Measure.MEASURED, "days"), "").strange == {"Price"}
    assert not in_our_units(sheet("tage", 4), here(Measure.MEASURED, "days"), "").strange
    assert not in_our_units(sheet("days", 4), here(Measure.MEASURED, "working days of ours"), "").strange


def test_points_for_a_price_are_no_amounts():
    assert not in_our_units(sheet("EUR", 4, maximum=5), here(Measure.JUDGED), "CHF").strange


@pytest.mark.parametrize(
    ("name", "unit"),
    [("Price (kCHF)", "kCHF"), ("Price CHF '000", "TCHF"), ("Preis in Mio. EUR", "MEUR"), ("Price EUR", "EUR")],
)
def test_a_header_says_thousands_beside_its_currency(name, unit):
    assert unit_in(name) == unit
