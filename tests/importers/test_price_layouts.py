"""Layouts of price sheets: rows and columns that are no price of their own are told from those that are."""

from __future__ import annotations

import pytest

from outsource_desk.importers.reading import Table
from outsource_desk.importers.sheets.money import Money, money_in
from outsource_desk.services.price_import import as_prices
from tests.importers.drawn import asked, table_of, tables_of, vendors


def prices(table: Table) -> dict[str, float | None]:
    """Return vendor → the price that its lines make."""
    return {score.vendor: score.value for score in as_prices(table).scores}


def test_a_discount_without_a_unit_price_counts_and_net_tax_and_gross_do_not():
    table = table_of("""
    Pos | Description  | Qty | Alder GmbH |       | Birch Ltd  |
        |              |     | Unit price | Total | Unit price | Total
    1   | Setup        | 1   | 1000       | 1000  | 1200       | 1200
    2   | Licences     | 50  | 20         | 1000  | 18         | 900
    3   | Support      | 12  | 100        | 1200  | 110        | 1320
        | Discount 5 % |     |            | -160  |            | 0
        | Net total    |     |            | 3040  |            | 3420
        | VAT 19 %     |     |            | 577.6 |            | 649.8
        | Gross total  |     |            | 3617.6 |           | 4069.8
    """)
    assert prices(table) == {"Alder GmbH": 3040, "Birch Ltd": 3420}


def test_options_beside_what_is_asked_for_are_no_part_of_the_price():
    table = table_of("""
    Item            | Alder (EUR) | Birch (EUR)
    Base service    | 1000        | 1200
    Migration       | 500         | 400
    Total           | 1500        | 1600
    Options         |             |
    24x7 support    | 300         | 250
    Option training | 100         | 120
    """)
    assert prices(table) == {"Alder": 1500, "Birch": 1600}
    assert {"A6:C6", "A7:C7"} <= set(asked(table))


def test_where_all_rows_are_called_options_they_are_the_lines():
    table = table_of("""
    Item     | Alder (EUR) | Birch (EUR)
    Option 1 | 1000        | 1200
    Option 2 | 500         | 400
    """)
    assert prices(table) == {"Alder": 1500, "Birch": 1600}


@pytest.mark.parametrize(
    ("first", "second"),
    [("One-off (EUR)", "Monthly (EUR)"), ("Einmalig (EUR)", "Jährlich (EUR)"), ("Setup fee", "Recurring fee")],
)
def test_what_is_paid_once_and_each_month_makes_no_price_together(first, second):
    table = table_of(
        f"""
    Item         | Alder GmbH |          | Birch Ltd |
                 |     | {first}    |       | {second}   |
                |     | Leeds      |       | York       |
    Description | Qty | Unit price | Total | Unit price | Total
    Base rock   | 250 | 22         | 5500  | 24         | 6000
    Paving      | 180 | 115        | 20700 | 109        | 19620
    """
    table = table_of(drawing.format(first="Birch Ltd", second="Cedar plc"))
    assert vendors(table) == ["Birch Ltd", "Cedar plc"]
    assert not asked(table)
    table = table_of(drawing.format(first="Birch", second="Cedar"))
    assert vendors(table) == ["Leeds", "York"]
    assert asked(table) == ["C2"]


def test_what_the_buyer_pays_today_and_the_lowest_bid_are_no_offers():
    table = table_of("""
    Item     | Current cost (EUR) | Alder Ltd (EUR) | Birch Ltd (EUR) | Low bid | % Diff
    Cleaning | 100000             | 92000           | 95000           | 92000   | 3.3
    Catering | 60000              | 51000           | 54000           | 51000   | 5.9
    """)
    assert prices(table) == {"Alder Ltd": 143000, "Birch Ltd": 149000}


def test_bidders_in_rows_are_not_the_lines_of_bids_in_columns():
    table = table_of("""
    Bidder              | Bid bond | Base bid   | Alternate 1
    Birch Services Inc. | Yes      | 118250.00  | 4500.00
    Cedar Cleaning LLC  | Yes      | 121000.00  | 3900.00
    Elm Janitorial      | No       | No bid     | No bid
    """)
    assert vendors(table) == ["Birch Services Inc.", "Cedar Cleaning LLC", "Elm Janitorial"]


def test_numbers_below_a_vendor_called_partners_are_no_names():
    table = table_of("""
    Consultancy day rates (GBP, ex VAT)
    Role       | Alder Consulting | Cedar Partners
    Consultant | 850              | 880
    Analyst    | 550              | 600
    """)
    assert vendors(table) == ["Alder Consulting", "Cedar Partners"]
    assert table.currency == "GBP"


def test_numbered_bids_are_offers():
    table = table_of("""
    Item    | Qty | Bid 1 | Bid 2
    Pump    | 2   | 4500  | 4700
    Install | 1   | 8000  | 7500
    Total   |     | 12500 | 12200
    """)
    assert prices(table) == {"Bid 1": 12500, "Bid 2": 12200}


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Price per ticket by monthly volume (EUR)", "Volume band | Alder GmbH | Birke AG"),
        ("", "Role | Alder day rate | Birke day rate"),
        ("Angebotsvergleich, alle Preise netto in EUR", "Objekt | Firma A | Firma B"),
    ],
)
def test_words_for_prices_over_named_vendors_make_lines_prices(title, head):
    table = table_of(f"""
    {title}
    {head}
    Town hall | 14.50 | 15.20
    School    | 12.80 | 12.50
    """)
    assert table.kind == "prices"
    assert [line.amount for line in table.lines] == [14.5, 15.2, 12.8, 12.5]


def test_large_amounts_that_add_up_are_prices_whose_currency_is_asked_and_points_are_none():
    drawing = """
    Service    | Alder  | Birch
    Hosting    | {0}    | {1}
    Monitoring | {2}    | {3}
    Total      | {4}    | {5}
    """
    table = table_of(drawing.format(4500, 5200, 800, 950, 5300, 6150))
    assert prices(table) == {"Alder": 5300, "Birch": 6150}
    assert asked(table) == ["B1"]
    tables = tables_of(drawing.format(40, 52, 80, 95, 120, 147))
    assert not [table for table in tables if table.kind == "prices"]
