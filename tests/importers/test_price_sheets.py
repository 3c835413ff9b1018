"""Price sheets come back as lines of offers; totals are proven and left out, and whatever is doubtful is asked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outsource_desk.importers.reading import SheetView, Table
from outsource_desk.importers.sheets.grid import Sheet
from outsource_desk.importers.sheets.money import Money, money_in
from outsource_desk.importers.spreadsheet import read_spreadsheet
from outsource_desk.importers.tables import read_sheet
from tests.importers.told import asked_cells, only_table


def amounts(table: Table) -> dict[str, dict[tuple[str, int | None], float | None]]:
    """Return vendor → line and year → amount."""
    found: dict[str, dict[tuple[str, int | None], float | None]] = {}
    for line in table.lines:
        found.setdefault(line.vendor, {})[line.name, line.year] = line.amount
    return found


def test_cost_lines_by_year_and_vendor_in_thousands(xlsx):
    def merge(sheet):
        sheet.merge_cells("B1:D1")
        sheet.merge_cells("E1:G1")

    rows = [
        ["in EUR thousand", "Alder", None, None, "Birch", None, None],
        ["Cost line", "Y0", "Y1", "Y2", "Y0", "Y1", "Y2"],
        ["Transition", 120, None, None, 80, None, None],
        ["Run charge", None, 650, 660, None, 700, 700],
        ["Total", 120, 650, 660, 80, 700, 700],
    ]
    table = only_table(read_spreadsheet(xlsx(rows, touch=merge)))
    assert (table.kind, table.orientation, table.header_rows) == ("prices", "vendors_as_columns", (1, 2))
    assert (table.currency, table.multiplier) == ("EUR", 1000)
    assert amounts(table) == {
        "Alder": {("Transition", 0): 120, ("Run charge", 1): 650, ("Run charge", 2): 660},
        "Birch": {("Transition", 0): 80, ("Run charge", 1): 700, ("Run charge", 2): 700},
    }
    assert [cells.cells for cells in table.derived] == ["A5:G5"]
    assert table.derived[0].check.startswith("your total 120, recomputed 120")
    assert not table.problems


BIDS = [
    ["ROAD", None, None, None, "Granite Company", None, "Kerr Contractors, Inc.", None, "Engineer's Estimate", None],
    ["Item No.", "Item Description", "Estimated Quantity", "Units", *["Unit Price", "Total Price"] * 3],
    ["0001", "Mobilisation", 1, "LS", 1000, 1000, 1200, 1200, 900, 900],
    ["0002", "Sweeper", 10, "Hour", 50, 500, 40, 450, 45, 450],
    ["0003", "Fence", 20, "LF", 3, 60, 2, 40, 4, 80],
    ["Total Amount Bid", None, None, None, None, 1560, None, 1690, None, 1430],
]  # fmt: skip


def test_a_bid_tabulation_keeps_its_items_and_gets_lines_with_quantities(xlsx):
    def merge(sheet):
        for place in ("A1:D1", "E1:F1", "G1:H1", "I1:J1"):
            sheet.merge_cells(place)

    table = only_table(read_spreadsheet(xlsx(BIDS, touch=merge)))
    assert table.kind == "prices"
    assert [vendor.name for vendor in table.vendors] == ["Granite Company", "Kerr Contractors, Inc."]
    assert [criterion.name for criterion in table.criteria] == ["Mobilisation", "Sweeper", "Fence"]
    assert len(table.scores) == 6
    line = next(line for line in table.lines if (line.vendor, line.name) == ("Granite Company", "Sweeper"))
    assert (line.quantity, line.unit, line.unit_price, line.amount, line.cell) == (10, "Hour", 50, 500, "F4")
    assert amounts(table)["Kerr Contractors, Inc."] == {
        ("Mobilisation", None): 1200, ("Sweeper", None): 450, ("Fence", None): 40,
    }  # fmt: skip
    names_units_and_prices = 3 + 3 + 6 + 6
    assert table.account.imported - table.account.headers == names_units_and_prices
    assert table.account.used == table.used_cells
    assert "quantity × unit price is 400, and 450 stands here" in {
        problem.reason for problem in table.problems if problem.cell == "H4"
    }


@pytest.mark.parametrize(
    ("prices", "total", "expected"),
    [((1000, 100), 10500, (10000, 500)), ((10000, 500), 10500, (10000, 500))],
)
def test_the_total_proves_whether_prices_are_for_one_unit_or_for_the_line(xlsx, prices, total, expected):
    rows = [
        ["Item", "Qty", "Unit", "Alder", "Birch"],
        ["Laptop", 10, "pc", prices[0], prices[0]],
        ["Dock", 5, "pc", prices[1], prices[1]],
        ["Total", None, None, total, total],
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [line.amount for line in table.lines if line.vendor == "Alder"] == list(expected)
    assert not table.problems


def test_prices_that_may_be_for_one_unit_are_asked(xlsx):
    rows = [["Item", "Qty", "Alder", "Birch"], ["Laptop", 10, 1000, 1100], ["Dock", 5, 100, 90]]
    assert asked_cells(only_table(read_spreadsheet(xlsx(rows)))) == {"C1"}


def test_three_digits_behind_the_decimal_sign_of_a_sheet_are_asked_about(xlsx):
    rows = [
        ["Price comparison (EUR)"],
        ["Item", "Alder", "Birch"],
        ["Set-up", "150.000,00", "95,000"],
        ["Run", "1.200,50", "2.400,75"],
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert amounts(table)["Birch"] == {("Set-up", None): 95_000, ("Run", None): 2_400.75}
    assert "C3" in asked_cells(table)
    assert "B3" not in asked_cells(table)


def test_words_open_cells_and_the_buyers_estimate(xlsx):
    rows = [
        ["Price sheet (k€)"],
        ["Cost item", "Alder Ltd", "Birch GmbH", "Engineer's estimate"],
        ["Set-up", 100, "included", 120],
        ["Licences", 50, 60, 55],
        ["Sub-total", 150, 60, 175],
        ["Travel", 10, "tbd", 9],
        ["Exit", 5, None, 4],
        ["Total", 165, 60, 188],
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert (table.currency, table.multiplier) == ("EUR", 1000)
    assert list(amounts(table)) == ["Alder Ltd", "Birch GmbH"]
    assert amounts(table)["Birch GmbH"] == {
        ("Set-up", None): 0, ("Licences", None): 60, ("Travel", None): None, ("Exit", None): None,
    }  # fmt: skip
    assert asked_cells(table) == {"C3", "C6", "C7"}


def test_a_total_that_does_not_add_up_is_asked(xlsx):
    rows = [["Cost line (EUR)", "Alder", "Birch"], ["Run", 100, 120], ["Exit", 10, 10], ["Total", 110, 150]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert asked_cells(table) == {"C4"}
    assert [line.amount for line in table.lines] == [100, 120, 10, 10]


def test_several_currencies_are_asked_and_kept_with_each_line(xlsx):
    rows = [["Cost line", "Alder (EUR)", "Birch (USD)"], ["Run", 100, 120], ["Exit", 10, 10]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert (table.currency, [line.currency for line in table.lines]) == ("", ["EUR", "USD", "EUR", "USD"])
    assert [vendor.name for vendor in table.vendors] == ["Alder", "Birch"]
    assert asked_cells(table) == {"B1"}


def test_several_currencies_that_only_the_formats_show_are_asked_and_kept_with_each_line(xlsx):
    def in_money(sheet):
        for row in (2, 3):
            sheet.cell(row, 2).number_format = '#,##0.00 "€"'
            sheet.cell(row, 3).number_format = "[$$-409]#,##0.00"

    rows = [["Cost line", "Alder", "Birch"], ["Run", 100, 120], ["Exit", 10, 10]]
    table = only_table(read_spreadsheet(xlsx(rows, touch=in_money)))
    assert (table.currency, [line.currency for line in table.lines]) == ("", ["EUR", "USD", "EUR", "USD"])
    assert asked_cells(table) == {"B1"}


def test_a_sum_that_is_paid_for_something_is_a_line_and_no_total(xlsx):
    rows = [
        ["Cost line (EUR)", "Alder", "Birch"],
        ["Run", 100, 120],
        ["Transition, lump sum", 40, 30],
        ["Provisional sum", 5, 5],
        ["Tender sum", 145, 155],
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert asked_cells(table) == set()
    assert amounts(table)["Alder"] == {
        ("Run", None): 100,
        ("Transition, lump sum", None): 40,
        ("Provisional sum", None): 5,
    }


def test_a_typing_error_in_a_price_never_becomes_a_number(xlsx):
    rows = [["Cost line (USD)", "Alder", "Birch"], ["Run", "$9,093,272,70", 120], ["Exit", 10, 10]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert amounts(table)["Alder"]["Run", None] is None
    assert "B2" in asked_cells(table)


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Part", "Quantity", "Unit Price (USD)", "Column1"],
            ["Capacitor", 2, 0.23, 0.46],
            ["Resistor", 1, 0.06, 0.06],
        ],
        [["Cost line", "Budget", "Total"], ["Run", 100, 100], ["Exit", 10, 10]],
        [["Item", "Price", "Total"], ["Run", 100, 100], ["Exit", 10, 10]],
    ],
)
def test_prices_of_nobody_name_no_vendors(xlsx, rows):
    assert not [table for table in read_spreadsheet(xlsx(rows)).tables if table.vendors]


def test_a_scorecard_with_a_price_stays_a_scorecard(xlsx):
    rows = [["Criterion", "Weight", "Alder", "Birch"], ["Price in EUR", 60, 4, 5], ["Quality", 40, 4, 3]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert (table.kind, table.lines) == ("scores", ())


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("in EUR thousand", Money("EUR", 1000)), ("T€", Money("EUR", 1000)), ("TEUR", Money("EUR", 1000)),
        ("k$", Money("USD", 1000)), ("in Mio. €", Money("EUR", 1e6)), ("£000", Money("GBP", 1000)),
        ("All prices in EUR thousand, excl. VAT", Money("EUR", 1000)), ("in thousands", Money("", 1000)),
        ("Angaben in Tsd. EUR", Money("EUR", 1000)), ("en milliers d’euros", Money("EUR", 1000)),
        ("em milhares de reais", Money("BRL", 1000)), ("w tys. zł", Money("PLN", 1000)), ("$m", Money("USD", 1e6)),
        ("Airport road 2017", None), ("Million Dreams Ltd", None), ("Total", None),
    ],
)  # fmt: skip
def test_the_money_of_a_sheet_is_read_from_its_words(text, money):
    assert money_in(text, is_title=True) == money


def test_a_line_to_a_row_with_its_vendor(xlsx):
    rows = [
        ["Supplier", "Item", "Qty", "Unit price (EUR)", "Total (EUR)"],
        ["Alder", "Laptop", 10, 1000, 10000],
        [None, "Dock", 5, 100, 500],
        ["Birch", "Laptop", 10, 1100, 11000],
        [None, "Dock", 5, 90, 455],
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert (table.kind, table.orientation, table.currency) == ("prices", "long", "EUR")
    assert [vendor.name for vendor in table.vendors] == ["Alder", "Birch"]
    assert amounts(table) == {
        "Alder": {("Laptop", None): 10000, ("Dock", None): 500},
        "Birch": {("Laptop", None): 11000, ("Dock", None): 455},
    }  # fmt: skip
    assert asked_cells(table) == {"E5"}


@pytest.mark.parametrize("years", [["2026", "2027"], [2026, 2027]])
def test_vendors_down_and_years_across(xlsx, years):
    rows = [["Prices in kEUR"], ["Supplier", *years, "Total"], ["Alder", 100, 110, 210], ["Birch", 90, 95, 200]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert (table.orientation, table.currency, table.multiplier) == ("vendors_as_rows", "EUR", 1000)
    assert [(line.vendor, line.year, line.amount) for line in table.lines] == [
        ("Alder", 2026, 100), ("Alder", 2027, 110), ("Birch", 2026, 90), ("Birch", 2027, 95),
    ]  # fmt: skip
    assert asked_cells(table) == {"D4"}  # 185 and not 200


BY_YEAR = [
    ["Item", "Vendor", "2026", "2027", "Total"],
    ["Transition", "Alder", 120, 0, 120],
    ["Run", "Alder", 850, 875.5, 1725.5],
    ["Transition", "Birch", 108, 0, 108],
    ["Run", "Birch", 765, 788, 1553],
]


@pytest.mark.parametrize(("title", "said"), [("Prices (thousand EUR, excl. VAT)", None), ("Offers", "prices")])
def test_a_line_to_a_row_with_its_vendor_and_a_column_to_each_year(title, said):
    sheet = Sheet("Sheet", rows=[(1, [title]), *((at, [*row]) for at, row in enumerate(BY_YEAR, 3))])
    ((table,), _) = read_sheet(sheet, view=SheetView(kind=said))
    assert (table.kind, table.orientation) == ("prices", "long")
    assert [vendor.name for vendor in table.vendors] == ["Alder", "Birch"]
    assert amounts(table)["Alder"] == {
        ("Transition", 2026): 120, ("Transition", 2027): 0, ("Run", 2026): 850, ("Run", 2027): 875.5,
    }  # fmt: skip
    assert asked_cells(table) == ({"C3"} if said else set())  # in which currency?


def test_totals_of_years_are_no_further_lines(xlsx):
    rows = [
        ["in EUR", "Alder", None, None, "Birch", None, None],
        ["Cost line", "Y1", "Y2", "Total", "Y1", "Y2", "Total"],
        ["Run", 100, 200, 300, 300, 400, 700],
        ["Exit", 1, 2, 3, 3, 4, 7],
        ["Total", 101, 202, 303, 303, 404, 707],
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert sum(line.amount or 0 for line in table.lines) == 303 + 707
    assert not asked_cells(table)


def test_years_as_numbers_are_headers_and_no_prices(xlsx):
    rows = [["in EUR", "Alder", None, "Birch", None], ["Cost line", 2026, 2027, 2026, 2027], ["Run", 10, 20, 30, 40],
            ["Exit", 1, 2, 3, 4]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert table.header_rows == (1, 2)
    assert sum(line.amount or 0 for line in table.lines) == 110


def test_rows_that_sum_up_the_lines_below_them_count_once(xlsx):
    rows = [
        ["Cost line (EUR)", "Alder", "Birch"],
        ["1 One-off", 150, 150],
        ["1.1 Setup", 100, 110],
        ["1.2 Migration", 50, 40],
        ["2 Recurring", 560, 575],
        ["2.1 Run", 500, 520],
        ["2.2 Support", 60, 55],
        ["Total", 710, 725],
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [line.name for line in table.lines if line.vendor == "Alder"] == [
        "1.1 Setup", "1.2 Migration", "2.1 Run", "2.2 Support",
    ]  # fmt: skip
    assert sum(line.amount or 0 for line in table.lines) == 710 + 725
    assert not asked_cells(table)


def test_tax_is_no_line_and_the_gross_total_follows(xlsx):
    rows = [
        ["Preisblatt, alle Preise in EUR netto"],
        [],
        ["Pos.", "Bezeichnung", "Menge", "Einheit", "Alder EP", "Alder GP", "Birch EP", "Birch GP"],
        ["1.1", "Umzug", 2, "Tag", 500, 1000, 450, 900],
        ["1.2", "Schulung", 3, "Tag", 800, 2400, 700, 2100],
        [None, "Summe netto", None, None, None, 3400, None, 3000],
        [None, "MwSt 19 %", None, None, None, 646, None, 570],
        [None, "Summe brutto", None, None, None, 4046, None, 3570],
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert (table.currency, [vendor.name for vendor in table.vendors]) == ("EUR", ["Alder", "Birch"])
    assert sum(line.amount or 0 for line in table.lines) == 3400 + 3000
    assert not asked_cells(table)


def test_what_is_named_after_taxes_and_sales_is_still_paid_for(xlsx):
    rows = [
        ["Cost item", "Alder (EUR)", "Birch (EUR)"],
        ["Sales support", 1000, 1200],
        ["Tax advice", 500, 600],
        ["Total", 1500, 1800],
        ["Sales tax 10 %", 150, 180],
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert amounts(table)["Alder"] == {("Sales support", None): 1000, ("Tax advice", None): 500}
    assert asked_cells(table) == {"A3"}
    assert [left.cells for left in table.derived if left.why.startswith("tax")] == ["A5:C5"]


@pytest.mark.parametrize(("unit", "total"), [("Unit price {}", "Total {}"), ("{} unit price", "{} total")])
def test_vendors_are_named_beside_unit_prices(xlsx, unit, total):
    header = [title.format(vendor) for vendor in ("Alder", "Birch") for title in (unit, total)]
    rows = [["Item", "Qty", *header], ["Setup", 10, 100, 1000, 120, 1200], ["Move", 1, 500, 500, 600, 600]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [vendor.name for vendor in table.vendors] == ["Alder", "Birch"]
    assert amounts(table)["Birch"] == {("Setup", None): 1200, ("Move", None): 600}
    assert not asked_cells(table)


def test_several_figures_of_one_offer_are_no_vendors(xlsx):
    rows = [["Item", "Qty", "Unit price", "Unit price index", "Cost centre"], ["Setup", 10, 100, 7, 120]]
    assert read_spreadsheet(xlsx([*rows, ["Move", 1, 500, 9, 130]])).tables == ()


def test_measures_and_results_beside_the_vendors_are_none(xlsx):
    rows = [
        ["Item", "Qty", "Duration (days)", "Alder", "Birch", "Average", "Lowest", "Difference"],
        ["Setup", 1, 5, 1000, 1200, 1100, 1000, 200],
        ["Run", 1, 9, 5000, 4000, 4500, 4000, 1000],
    ]
    table = only_table(read_spreadsheet(xlsx({"Price comparison": rows})))
    assert [vendor.name for vendor in table.vendors] == ["Alder", "Birch"]


def test_the_offer_of_one_vendor_is_read_where_the_user_says_that_it_is_one():
    rows = [["Item", "Qty", "Unit price", "Total"], ["Desk", 2.0, 50.0, 100.0], ["Chair", 4.0, 20.0, 80.0]]
    sheet = Sheet("Alder", rows=list(enumerate(rows, 1)))
    assert read_sheet(sheet)[0] == []
    ((table,), _) = read_sheet(sheet, view=SheetView(kind="prices"))
    assert amounts(table) == {"Alder": {("Desk", None): 100, ("Chair", None): 80}}
    assert asked_cells(table) == {"A1"}
    assert table.accounted_cells == table.used_cells


WORDS = """Vendor|Item|Cost line|Qty|Unit|Unit price|Total price|Alder Ltd|Birch GmbH|Total|2026|2027|Y1|in EUR thousand
Amount|Currency|Year|No.|Alder price|Birch price|Engineer's estimate|Average|€1.234,50|included|tbd|Subtotal|MwSt 19 %
Setup|Run|1.1""".replace("\n", "|").split("|")
cells = st.one_of(st.just(""), st.sampled_from(WORDS), st.sampled_from([1.0, 2.0, 100.0, 1234.5, 2026.0, 2027.0]))
sheets = st.lists(st.lists(cells, min_size=2, max_size=7), min_size=2, max_size=9)


@settings(max_examples=250, deadline=None)
@given(sheets)
def test_every_line_has_a_vendor_and_a_name_and_stands_in_no_other_part_of_the_account(rows):
    sheet = Sheet("Sheet1", rows=[(at, row) for at, row in enumerate(rows, 1) if any(cell != "" for cell in row)])
    for table in read_sheet(sheet)[0]:
        assert table.accounted_cells == table.used_cells == table.account.used
        assert all(line.vendor and line.name for line in table.lines)
        left_out = {cells.cells for cells in (*table.derived, *table.skipped)}
        assert table.criteria or not {line.cell for line in table.lines} & left_out


@pytest.mark.parametrize(
    ("head", "years"),
    [
        ([["Kosten in TEUR", "Alder", None, "Birch", None], [None, 2027, 2028, 2027, 2028]], (2027, 2028)),
        ([["Kosten in TEUR", "Alder", None, "Birch", None], [None, "Jahr 1", "Jahr 2", "Jahr 1", "Jahr 2"]], (1, 2)),
        ([[None, "Alder", None, "Birch", None], ["Costs in kEUR", "Year 1", "Year 2", "Year 1", "Year 2"]], (1, 2)),
        ([["TEUR", "Alder", "Alder", "Birch", "Birch"], [None, "Jahr 1", "Jahr 2", "Jahr 1", "Jahr 2"]], (1, 2)),
    ],
)
def test_years_below_the_names_of_vendors_are_years_wherever_the_money_is_named(xlsx, head, years):
    rows = [*head, ["Transition", 120, 10, 80, 12], ["Run", 600, 650, 700, 710]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    first, second = years
    assert amounts(table) == {
        "Alder": {("Transition", first): 120, ("Transition", second): 10, ("Run", first): 600, ("Run", second): 650},
        "Birch": {("Transition", first): 80, ("Transition", second): 12, ("Run", first): 700, ("Run", second): 710},
    }
    assert (table.currency, table.multiplier) == ("EUR", 1000)


@pytest.mark.parametrize("title", [[], [["Rate card"], []]])
def test_a_rate_card_that_names_no_currency_holds_prices_whose_currency_is_asked(xlsx, title):
    rows = [*title, ["Role", "Alder Ltd", "Birch Ltd"], ["Developer", 650, 600], ["Architect", 900, 880]]
    name = "Sheet1" if title else "Rates"
    table = only_table(read_spreadsheet(xlsx({name: rows})))
    assert (table.kind, len(table.lines), table.currency) == ("prices", 4, "")
    assert [problem.reason for problem in table.problems] == ["nothing says in which currency these prices are"]


def test_a_rate_card_by_year_keeps_its_roles(xlsx):
    rows = [["Vendor", "Role", 2026, 2027], ["Alder Ltd", "Developer", 650, 665], ["Alder Ltd", "Architect", 900, 920],
            ["Birch Ltd", "Developer", 640, 650], ["Birch Ltd", "Architect", 880, 900]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx({"Rate card (EUR)": rows})))
    assert [(line.vendor, line.name, line.year) for line in table.lines][:2] == [
        ("Alder Ltd", "Developer", 2026), ("Alder Ltd", "Developer", 2027),
    ]  # fmt: skip


BILL = [["Item", "Description", "Unit", "Qty", "Unit price", "Amount"], ["1", "Excavation", "m3", 100, 12, 1200],
        ["2", "Concrete", "m3", 20, 150, 3000], [None, "Total", None, None, None, 4200]]  # fmt: skip


@pytest.mark.parametrize(
    ("above", "cell"),
    [
        ([["Bill of quantities"], ["Bidder: Alder Ltd"]], "A2"),
        ([["Name of tenderer:", None, "Alder Ltd"], ["Date", "1 May 2027"]], "C1"),
        ([["Bieter", "Alder Ltd"]], "B1"),
        ([["Oferente: Alder Ltd"]], "A1"),
    ],
)
def test_a_bidder_that_a_label_names_above_a_bill_of_quantities_is_asked_about(xlsx, above, cell):
    table = only_table(read_spreadsheet(xlsx({"BoQ": [*above, [], *BILL]})))
    assert [(vendor.name, vendor.cell) for vendor in table.vendors] == [("Alder Ltd", cell)]
    assert amounts(table) == {"Alder Ltd": {("Excavation", None): 1200, ("Concrete", None): 3000}}
    assert asked_cells(table) == {cell}


@pytest.mark.parametrize(
    "above",
    [
        [["Bidder: ________"]],
        [["Bidder", "[name]"]],
        [["Company: Alder Ltd"]],  # which may be the buyer
        [["Bidder: Alder Ltd", "Bidder: Birch Ltd"]],
        [["Alder Ltd"]],
    ],
)
def test_nobody_is_guessed_to_be_the_bidder_of_a_bill_of_quantities(xlsx, above):
    assert read_spreadsheet(xlsx({"Alder Ltd": [*above, [], *BILL]})).tables == ()
