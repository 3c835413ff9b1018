"""Price sheets: lines added up to one price of each vendor, and kept beneath it."""

from __future__ import annotations

import pytest

from outsource_desk.domain.criterion import Direction, Measure
from outsource_desk.importers.reading import CriterionCell, NamedCell, OfferLine, Reading, Table
from outsource_desk.services.candidates import add_candidate
from outsource_desk.services.criteria import add_criterion
from outsource_desk.services.desk import open_desk
from outsource_desk.services.explaining import explain_total
from outsource_desk.services.importing import import_spreadsheet
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.price_import import as_prices, plan_lines, same_lines, write_lines
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.scoring import record_amount
from outsource_desk.services.starting import start_file
from outsource_desk.services.vendors import add_vendor


def sheet(*lines: OfferLine, currency: str = "EUR", multiplier: float = 1.0, name: str = "Bids") -> Table:
    vendors = tuple(NamedCell(vendor, "B1") for vendor in dict.fromkeys(line.vendor for line in lines))
    criteria = tuple(CriterionCell(item, "A2") for item in dict.fromkeys(line.name for line in lines))
    return Table(
        name, "prices", "vendors_as_columns", (1,), vendors, criteria,
        lines=lines, currency=currency, multiplier=multiplier, range="A1:D9",
    )  # fmt: skip


TWO_YEARS = sheet(
    OfferLine("Alder", "Transition", "B3", 120, year=0),
    OfferLine("Alder", "Run charge", "C4", 650, year=1),
    OfferLine("Alder", "Run charge", "D4", 660, year=2),
    OfferLine("Birch", "Transition", "E3", 80, year=0),
    OfferLine("Birch", "Run charge", "F4", 700, year=1),
    OfferLine("Birch", "Run charge", "G4", 700, year=2),
    multiplier=1000,
)


def test_lines_in_thousands_add_up_to_one_price_of_each_vendor():
    prices = as_prices(TWO_YEARS)
    assert [(each.name, each.direction, each.unit, each.is_price) for each in prices.criteria] == [
        ("Price", "min", "EUR", True)
    ]
    assert [(each.vendor, each.value, each.cell) for each in prices.scores] == [
        ("Alder", 1_430_000, "B3:D4"),
        ("Birch", 1_480_000, "E3:G4"),
    ]


def test_cents_add_up_as_they_were_typed():
    prices = as_prices(sheet(*(OfferLine("Alder", f"Item {n}", f"B{n}", 0.1) for n in range(1, 4))))
    assert prices.scores[0].value == 0.3


def test_an_offer_with_a_line_that_cannot_be_read_has_no_price():
    prices = as_prices(sheet(OfferLine("Alder", "Licences", "B2", 10), OfferLine("Alder", "Training", "B3", None)))
    assert prices.scores[0].value is None
    assert prices.scores[0].text == "1 line without an amount: “Training” (B3)"


def test_currencies_are_never_added_together():
    prices = as_prices(
        sheet(OfferLine("Alder", "A", "B2", 10, currency="USD"), OfferLine("Alder", "B", "B3", 5, currency="EUR"))
    )
    assert (prices.scores[0].value, prices.criteria[0].unit) == (None, "")


def asking(**currencies: str) -> Table:
    """Return a sheet in which every vendor asks 10 for one line, each in its currency."""
    lines = [OfferLine(name, "A", f"{name[0]}2", 10, currency=code) for name, code in currencies.items()]
    return sheet(*lines, currency="")


def test_an_offer_in_another_currency_than_most_is_open():
    prices = as_prices(asking(Alder="EUR", Birch="USD", Cedar="EUR"))
    assert (prices.criteria[0].unit, prices.criteria[0].is_price) == ("EUR", True)
    assert [score.value for score in prices.scores] == [10, None, 10]
    assert prices.scores[1].text == "1 line in USD, most others in EUR: “A” (B2)"


def test_where_no_currency_is_the_usual_one_all_offers_are_open():
    prices = as_prices(asking(Alder="EUR", Birch="USD"))
    assert (prices.criteria[0].unit, prices.criteria[0].is_price) == ("", True)
    assert [score.value for score in prices.scores] == [None, None]
    assert prices.scores[0].text == "1 line in EUR, others in another currency: “A” (A2)"


def test_an_offer_without_a_currency_is_not_compared_with_those_that_name_several():
    prices = as_prices(asking(Alder="EUR", Birch="", Cedar="USD", Dogwood="EUR"))
    assert [score.value for score in prices.scores] == [10, None, None, 10]
    assert prices.scores[1].text == "1 line without a currency, most others in EUR: “A” (B2)"


def test_offers_that_name_no_currency_at_all_are_compared():
    assert [score.value for score in as_prices(asking(Alder="", Birch="")).scores] == [10, 10]


def test_the_price_of_one_of_several_sheets_is_named_after_the_sheet():
    base, more = sheet(OfferLine("Alder", "A", "B2", 10)), sheet(OfferLine("Alder", "B", "B2", 5), name="Alternates")
    assert as_prices(more, [base, more]).criteria[0].name == "Alternates"


@pytest.fixture
def desk(tmp_path):
    start_file(tmp_path / "Bids.odesk").close()
    with open_desk(tmp_path / "Bids.odesk", author="Analyst") as desk:
        yield desk


def test_lines_are_kept_beneath_their_price_and_replace_those_before(desk):
    initiative_id = add_initiative(desk, "Service desk")
    alder = add_candidate(desk, initiative_id, add_vendor(desk, "Alder"))
    price = add_criterion(desk, initiative_id, "Price")
    planned, notes = plan_lines(TWO_YEARS, price, {"Alder": alder}, "EUR")
    assert (len(planned), notes) == (3, ())
    for _ in range(2):
        with desk.edit("Import"):
            write_lines(desk, planned, {}, {}, {"sheet": "Bids"})
    lines = load_evaluation(desk, initiative_id).price_lines
    assert [(each.name, each.amount, each.year, each.currency) for each in lines] == [
        ("Transition", 120_000, 0, "EUR"),
        ("Run charge", 650_000, 1, "EUR"),
        ("Run charge", 660_000, 2, "EUR"),
    ]
    assert same_lines(load_evaluation(desk, initiative_id), planned)
    assert not same_lines(load_evaluation(desk, initiative_id), planned[1:])
    desk.journal.undo()
    desk.journal.undo()
    assert load_evaluation(desk, initiative_id).price_lines == ()


def test_a_line_that_is_too_large_is_told(desk):
    planned, notes = plan_lines(sheet(OfferLine("Alder", "A", "B2", 1e300)), "Price", {"Alder": "Alder"}, "EUR")
    assert planned == ()
    assert notes[0].startswith("B2: left out of the lines.")


def test_a_price_that_is_typed_over_is_told_apart_from_its_lines(desk):
    initiative_id = add_initiative(desk, "Service desk", currency="EUR")
    alder = add_candidate(desk, initiative_id, add_vendor(desk, "Alder"))
    price = add_criterion(desk, initiative_id, "Price", weight=1, measure="price", worst=2e6, best=1e6)
    planned, _ = plan_lines(TWO_YEARS, price, {"Alder": alder}, "EUR")
    with desk.edit("Import"):
        write_lines(desk, planned, {}, {}, {"sheet": "Bids"})

    def names(amount):
        record_amount(desk, alder, price, amount)
        evaluation = load_evaluation(desk, initiative_id)
        (leaf,) = explain_total(evaluation, ranking_of(evaluation), alder).parts
        return [(part.name, part.number) for part in leaf.parts[0].parts]

    assert names(1_430_000)[0] == ("Transition, year 0", "120,000 EUR")
    assert names(1_400_000)[0] == ("Sum of the lines", "1,430,000 EUR")


def test_a_price_that_stays_open_for_all_is_an_amount_and_no_judgement(desk):
    table = sheet(OfferLine("Alder", "A", "B2", 10, currency="USD"), OfferLine("Birch", "A", "C2", 5, currency="EUR"))
    import_spreadsheet(desk, Reading("Bids.xlsx", "a" * 64, tables=(table,)))
    (price,) = load_evaluation(desk, 1).criteria
    assert (price.measure, price.direction) == (Measure.MEASURED, Direction.MIN)
