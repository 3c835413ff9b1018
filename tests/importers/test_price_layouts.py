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
                 | {first}    | {second} | {first}   | {second}
    Service desk | 10000      | 2000     | 8000      | 2500
    Hosting      | 5000       | 1000     | 6000      | 900
    """,
        name="Prices EUR",
    )
    assert vendors(table) == ["Alder GmbH", "Birch Ltd"]
    assert prices(table) == {"Alder GmbH": None, "Birch Ltd": None}
    assert len(table.lines) == 8


def test_a_total_beside_what_is_paid_once_and_each_month_is_the_price():
    table = table_of("""
    Item         | Alder GmbH    |               |             | Birch Ltd     |               |
                 | One-off (EUR) | Monthly (EUR) | Total (EUR) | One-off (EUR) | Monthly (EUR) | Total (EUR)
    Service desk | 10000         | 2000          | 82000       | 8000          | 2500          | 98000
    """)
    assert prices(table) == {"Alder GmbH": 82000, "Birch Ltd": 98000}


def test_the_first_year_behind_a_name_is_a_year_and_no_second_vendor():
    table = table_of("""
    Cost element | Alder GmbH - Year 1 | Alder GmbH - Year 2 | Birch Ltd - Year 1 | Birch Ltd - Year 2
    Licences     | 1000                | 900                 | 1100               | 1000
    Support      | 500                 | 400                 | 450                | 450
    """)
    assert prices(table) == {"Alder GmbH": 2800, "Birch Ltd": 3000}
    assert {line.year for line in table.lines} == {1, 2}


def test_net_tax_and_gross_beside_each_vendor_are_one_price():
    table = table_of("""
    Item  | Alder net | Alder VAT | Alder gross | Birch net | Birch VAT | Birch gross
    Setup | 1000      | 190       | 1190        | 900       | 171       | 1071
    Run   | 5000      | 950       | 5950        | 5200      | 988       | 6188
    """)
    assert prices(table) == {"Alder": 6000, "Birch": 6100}


def test_words_for_taxes_are_no_part_of_a_name():
    table = table_of("""
    Désignation  | Unité | Quantité | Prix unitaire HT Alder SAS | Prix unitaire HT Birch SARL
    Assistance   | appel | 1000     | 12.5                       | 11.9
    Chef de projet | jour | 20      | 650                        | 700
    """)
    assert prices(table) == {"Alder SAS": 25500, "Birch SARL": 25900}


def test_a_vendor_that_bids_on_little_is_still_a_vendor():
    table = table_of("""
    Item  | Alder GmbH | Birch Ltd | Cedar SA
    Setup | €1000      | included  | €900
    Run   | €5000      | €5500     | no bid
    Exit  | €500       | €400      | TBC
    """)
    assert prices(table) == {"Alder GmbH": 6500, "Birch Ltd": 5900, "Cedar SA": None}
    assert {"C2", "D3", "D4"} <= set(asked(table))


def test_a_share_is_no_amount():
    table = table_of("""
    Item       | Alder (EUR) | Birch (EUR)
    Service    | 1000        | 1200
    Discount   | 10 %        | 5 %
    """)
    assert prices(table) == {"Alder": None, "Birch": None}
    assert {"B3", "C3"} <= set(asked(table))


def test_a_price_beside_the_amount_of_a_quantity_is_that_of_one_unit():
    table = table_of("""
    Omschrijving | Aantal | Eenheid | Alder B.V. |        | Birch N.V. |
                 |        |         | Tarief     | Bedrag | Tarief     | Bedrag
    Inrichting   | 1      | stuk    | 1000       | 1000   | 1100       | 1100
    Beheer       | 12     | maand   | 500        | 6000   | 450        | 5400
    Totaal excl. btw |    |         |            | 7000   |            | 6500
    Btw 21%      |        |         |            | 1470   |            | 1365
    """)
    assert prices(table) == {"Alder B.V.": 7000, "Birch N.V.": 6500}
    assert table.lines[2].unit_price == 500


def test_a_line_that_sums_up_others_is_left_out_and_asked_about():
    table = table_of("""
    Item             | Alder (EUR) | Birch (EUR)
    Licences         | 310         | 450
    Support          | 120         | 75
    Both together    | 430         | 525
    """)
    assert prices(table) == {"Alder": 430, "Birch": 525}
    assert "B4" in asked(table)


def test_years_in_short_behind_names_are_no_vendors():
    table = table_of("""
    Cost item (EUR) | Alder Y1 | Alder Y2 | Alder Total | Birch Y1 | Birch Y2 | Birch Total
    Licences        | 100      | 110      | 210         | 90       | 95       | 185
    Set-up          | 50       |          | 50          | 60       |          | 60
    """)
    assert vendors(table) == ["Alder", "Birch"]
    assert prices(table) == {"Alder": 260, "Birch": 245}
    assert {line.year for line in table.lines} == {1, 2}


@pytest.mark.parametrize(
    ("total", "is_counted"), [("700 | 1100", True), ("550 | 800", False), ("700 | 800", None), ("900 | 900", None)]
)
def test_the_total_below_says_whether_a_line_that_is_the_sum_of_those_above_counts(total, is_counted):
    table = table_of(f"""
    Item     | Alder (EUR) | Birch (EUR)
    Set-up   | 100         | 200
    Training | 50          | 100
    Licences | 150         | 300
    Hosting  | 400         | 500
    Total    | {total}
    """)
    assert prices(table) == ({"Alder": 700, "Birch": 1100} if is_counted else {"Alder": 550, "Birch": 800})
    assert ("B4" in asked(table)) == (is_counted is None)
    assert is_counted is None or not asked(table)


def test_a_legal_form_is_no_numbering():
    table = table_of("""
    Voce         | Quantità | Alder S.r.l. | Birch S.p.A.
    Avvio        | 1        | 10000        | 9000
    Canone annuo | 3        | 20000        | 21000
    Totale       |          | 70000        | 72000
    """)
    assert prices(table) == {"Alder S.r.l.": 70000, "Birch S.p.A.": 72000}


def test_a_header_that_does_not_repeat_the_thousands_is_asked_about():
    table = table_of("""
    Offers in k€ |             |
    Item         | Alder (EUR) | Birch (k€)
    Setup        | 1000        | 1.2
    Run          | 500         | 0.4
    """)
    assert prices(table) == {"Alder": 1500, "Birch": 1600}
    assert "B2" in asked(table)


def test_sums_that_are_carried_to_another_place_count_once():
    table = table_of("""
    Item | Description           | Unit | Qty | Alder Ltd |        | Birch Ltd |
         |                       |      |     | Rate      | Amount | Rate      | Amount
    A    | EARTHWORKS            |      |     |           |        |           |
    A1   | Excavation            | m3   | 100 | 12.5      | 1250   | 13        | 1300
    A2   | Fill                  | m3   | 50  | 10        | 500    | 9         | 450
         | Carried to collection |      |     |           | 1750   |           | 1750
    B    | CONCRETE              |      |     |           |        |           |
    B1   | Slab                  | m3   | 20  | 150       | 3000   | 160       | 3200
         | Part B altogether     |      |     |           | 3000   |           | 3200
         | Contingency           |      |     |           | 237.5  |           | 247.5
         | Tender total          |      |     |           | 4987.5 |           | 5197.5
    """)
    assert prices(table) == {"Alder Ltd": 4987.5, "Birch Ltd": 5197.5}


def test_vendors_in_rows_with_currencies_of_their_own_are_asked_about():
    table = table_of("""
    Vendor | Currency | Licences | Implementation | Support
    Alder  | EUR      | 100000   | 50000          | 30000
    Birch  | USD      | 110000   | 45000          | 33000
    """)
    assert {"B1", "C2", "D2", "E2", "C3", "D3", "E3"} <= set(asked(table))


def test_of_vendors_in_rows_only_amounts_in_another_currency_than_most_are_asked_about():
    table = table_of("""
    Vendor | Currency | Price  | Quality
    Alder  | EUR      | 100000 | 4
    Birch  | USD      | 110000 | 3
    Cedar  | EUR      | 120000 | 5
    """)
    reasons = {problem.cell: problem.reason for problem in table.problems}
    assert reasons["C3"] == "“110000” is in USD, and most others are in EUR"
    assert not {"C2", "C4", "D3"} & {cell for cell in reasons if "currenc" in reasons[cell]}
    assert [(score.cell, "ask" in score.flags) for score in table.scores if score.criterion == "Price"] == [
        ("C2", False), ("C3", True), ("C4", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "money"),
    [
        ("Price €/m", Money("EUR")),
        ("Unit price (EUR/t)", Money("EUR")),
        ("EUR per m", Money("EUR")),
        ("Revenue '000 EUR", Money("EUR", 1e3)),
        ("Vendor M (EUR)", Money("EUR")),
        ("€ m", Money("EUR", 1e6)),
        ("in Mrd. EUR", Money("EUR", 1e9)),
        ("Cost (€bn)", Money("EUR", 1e9)),
        ("in kEUR p.a.", Money("EUR", 1e3)),
        ("Cost€", Money("EUR")),
        ("Confronto offerte", None),
    ],
)
def test_a_metre_is_no_million_and_a_tonne_no_thousand(header, money):
    assert money_in(header) == money


def test_cells_say_what_is_paid_once_and_what_each_month():
    table = table_of(
        """
    Leistung     | Alder GmbH              | Birch AG
    Service Desk | EUR 1.250,00 / Monat    | EUR 1.400,00 / Monat
    Einrichtung  | EUR 5.000,00 einmalig   | EUR 4.500,00 (einmalig)
    """,
        name="Preisblatt",
    )
    assert [(line.amount, line.per) for line in table.lines] == [
        (1250, "month"), (1400, "month"), (5000, "once"), (4500, "once"),
    ]  # fmt: skip
    assert prices(table) == {"Alder GmbH": None, "Birch AG": None}


def test_short_forms_with_points_are_words_and_no_part_of_a_name():
    table = table_of("""
    Voce      | U.M. | Q.tà | P.U. Alder S.r.l. | Importo Alder S.r.l. | P.U. Brzoza Sp. z o.o. | GP Brzoza Sp. z o.o.
    Canone    | mese | 36   | 1200              | 43200                | 1150                   | 41400
    Avvio     | cad  | 1    | 5000              | 5000                 | 7500                   | 7500
    """)
    assert prices(table) == {"Alder S.r.l.": 48200, "Brzoza Sp. z o.o.": 48900}
    assert [(line.quantity, line.unit) for line in table.lines[:2]] == [(36, "mese"), (36, "mese")]


def test_alternates_stand_beside_the_base_bid_and_their_totals_are_proven():
    table = table_of("""
                       |     |      | Alder Ltd  |        | Birch Ltd  |
    Item               | Qty | Unit | Unit price | Amount | Unit price | Amount
    BASE BID           |     |      |            |        |            |
    Sidewalk           | 340 | SY   | 62         | 21080  | 58         | 19720
    Curb ramp          | 8   | EA   | 1850       | 14800  | 2100       | 16800
    Total base bid     |     |      |            | 35880  |            | 36520
    ADD ALTERNATE NO. 1 |    |      |            |        |            |
    Street lighting    | 6   | EA   | 4200       | 25200  | 3900       | 23400
    Total alternate 1  |     |      |            | 25200  |            | 23400
    Total base bid + alternate 1 | | |           | 61080  |            | 59920
    """)
    assert prices(table) == {"Alder Ltd": 35880, "Birch Ltd": 36520}
    assert set(asked(table)) == {"A8", "D8:G8"}


def test_what_is_taken_off_for_paying_early_is_no_part_of_the_price():
    table = table_of("""
    Position           | Alder GmbH (EUR) | Birke KG (EUR)
    Listenpreis        | 10000            | 9500
    Rabatt             | -1000            | -475
    Nettosumme         | 9000             | 9025
    zzgl. USt 19 %     | 1710             | 1714.75
    Bruttosumme        | 10710            | 10739.75
    abzgl. 2 % Skonto  | -214.20          |
    Zahlbetrag         | 10495.80         | 10739.75
    """)
    assert prices(table) == {"Alder GmbH": 9000, "Birke KG": 9025}
    assert set(asked(table)) == {"A7:B7"}


def test_ranks_ticks_and_times_among_the_prices_are_none():
    table = table_of("""
    Cost element             | Alder (EUR) | Birch (EUR) | Cedar (EUR)
    Implementation           | 50000       | 45000       | 60000
    Licences                 | 20000       | 25000       | 18000
    Bid bond                 | Yes         | Yes         | No
    Addenda acknowledged     | 1, 2        | 1           | 2
    Calendar days to complete | 90         | 75          | 100
    Delivery time (weeks)    | 4           | 6           | 5
    Rank                     | 1           | 1           | 3
    % over the lowest bid    | 0%          | 0%          | 11%
    """)
    assert prices(table) == {"Alder": 70000, "Birch": 70000, "Cedar": 78000}
    assert set(asked(table)) == {"A6:D6", "A7:D7"}


@pytest.mark.parametrize(
    "line",
    ["Delivery", "Warranty", "Support hours", "Project management days", "Call-out, normal hours", "User training"],
)
def test_lines_that_only_sound_like_measures_are_paid_for(line):
    table = table_of(f"""
    Item    | Alder (EUR) | Birch (EUR)
    Service | 1000        | 1200
    {line}  | 300         | 250
    """)
    assert prices(table) == {"Alder": 1300, "Birch": 1450}
    assert not asked(table)


def test_a_name_in_another_column_names_a_row_without_one():
    table = table_of("""
    No. | Description | Qty | Unit | Alder Ltd  |       | Birch Ltd  |
        |             |     |      | Unit price | Total | Unit price | Total
    1   | Base rock   | 250 | TON  | 22         | 5500  | 24         | 6000
    2   | Paving      | 180 | TON  | 115        | 20700 | 109        | 19620
    Bid bond (Y/N) |  |     |      | Y          |       | Y          |
    Shipping |        |     |      |            | 500   |            | 450
    """)
    assert prices(table) == {"Alder Ltd": 26700, "Birch Ltd": 26070}
    assert table.lines[-1].name == "Shipping"


def test_net_tax_and_gross_without_lines_are_one_price():
    table = table_of("""
                               | Alder GmbH | Birke AG
    Angebotssumme netto (EUR)  | 100000     | 120000
    MwSt 19 %                  | 19000      | 22800
    Angebotssumme brutto (EUR) | 119000     | 142800
    """)
    assert prices(table) == {"Alder GmbH": 100000, "Birke AG": 120000}
    assert not asked(table)
    assert {line.currency for line in table.lines} == {"EUR"}


def test_the_names_of_lines_may_say_their_money():
    table = table_of("""
    Item          | Alder Ltd | Birch Ltd
    Hosting (k€)  | 120       | 110
    Training (€)  | 5000      | 4000
    Price list    | 1         | 1
    """)
    assert [(line.amount, line.currency) for line in table.lines[:4]] == [
        (120000, "EUR"), (110000, "EUR"), (5000, "EUR"), (4000, "EUR"),
    ]  # fmt: skip


def test_what_stands_below_a_vendor_says_where_it_is_and_is_no_vendor():
    table = table_of("""
                |     |      | Birch Paving          |       | Cedar Contracting |
                |     |      | 123 Main St, Salem OR |       | PO Box 9, Bend OR |
    Description | Qty | Unit | Unit price            | Total | Unit price        | Total
    Base rock   | 250 | TON  | 22                    | 5500  | 24                | 6000
    Paving      | 180 | TON  | 115                   | 20700 | 109               | 19620
    """)
    assert prices(table) == {"Birch Paving": 26200, "Cedar Contracting": 25620}
    assert not asked(table)


def test_of_two_names_over_each_other_the_one_with_a_legal_form_is_the_vendor():
    drawing = """
                |     | {first}    |       | {second}   |
                |     | Leeds      |       | York       |
    Description | Qty | Unit price | Total | Unit price | Total
    Base rock   | 250 | 22         | 5500  | 24         | 6000
    Paving      | 180 | 115        | 20700 | 109        | 19620
    """
    table = table_of(drawing.format(first="Birch Ltd", second="Cedar plc"))
    assert vendors(table) == ["Birch Ltd", "Cedar plc"]
    assert "C2" not in asked(table)
    table = table_of(drawing.format(first="Birch", second="Cedar"))
    assert vendors(table) == ["Leeds", "York"]
    assert "C2" in asked(table)


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


def test_large_amounts_that_add_up_below_named_vendors_are_prices_whose_currency_is_asked():
    drawing = """
    Service    | {0} | {1}
    Hosting    | {2} | {2}
    Monitoring | {3} | {3}
    Total      | {4} | {4}
    """
    table = table_of(drawing.format("Alder Ltd", "Birch plc", 4500, 800, 5300))
    assert prices(table) == {"Alder Ltd": 5300, "Birch plc": 5300}
    assert asked(table) == ["B1"]
    for others in (("Warehouse", "Shop", 4500, 800, 5300), ("Alder Ltd", "Birch plc", 45, 80, 125)):
        assert not [table for table in tables_of(drawing.format(*others)) if table.kind == "prices"]


@pytest.mark.parametrize(
    "head",
    [
        "Cost item | Q1 | Q2 | Q3",
        "Cost item | January | February | March",
        "Budget | IT | HR | Finance",
        "Service | Berlin | Hamburg | Bremen",
    ],
)
def test_periods_departments_and_places_are_no_vendors(head):
    assert not tables_of(f"""
    {head}
    Licences (EUR) | 1000 | 1100 | 1200
    Support (EUR)  | 500  | 450  | 500
    Total (EUR)    | 1500 | 1550 | 1700
    """)


def test_a_total_cost_of_ownership_is_no_line_and_headings_name_spans_of_time():
    table = table_of("""
    Category                 | Alder Ltd | Birch Ltd
    One-time costs           |           |
    Implementation           | £50000    | £60000
    Subtotal one-time        | £50000    | £60000
    Recurring costs (annual) |           |
    Licences                 | £20000    | £18000
    Subtotal recurring       | £20000    | £18000
    5-year TCO               | £150000   | £150000
    """)
    assert prices(table) == {"Alder Ltd": None, "Birch Ltd": None}
    assert [(line.amount, line.per) for line in table.lines] == [
        (50000, "once"), (60000, "once"), (20000, "year"), (18000, "year"),
    ]  # fmt: skip


def test_totals_of_taxes_beside_net_prices_are_not_asked_about_nor_are_signatures_below():
    table = table_of("""
    Item  | Alder Ltd net £ | Alder Ltd VAT £ | Birch Ltd net £ | Birch Ltd VAT £
    Setup | 1000            | 200             | 900             | 180
    Run   | 5000            | 1000            | 5200            | 1040
    Total | 6000            | 1200            | 6100            | 1220
    Prepared by: J. Smith | 1 March 2025 | | |
    """)
    assert prices(table) == {"Alder Ltd": 6000, "Birch Ltd": 6100}
    assert not asked(table)


def test_thousands_without_a_currency_hold_for_columns_that_name_only_a_currency():
    table = table_of("""
    Cost (in thousands) | Alder (USD) | Birch (USD)
    Hardware            | 1200        | 1150
    Software            | 850         | 900
    """)
    assert prices(table) == {"Alder": 2050000, "Birch": 2050000}


def test_a_set_up_beside_the_years_of_vendors_in_rows_is_part_of_the_price_where_the_total_says_so():
    drawing = """
    5 year TCO ($)
    Vendor    | Set-up | Year 1 | Year 2 | Total
    Alder Inc | 50000  | 100000 | 103000 | {0}
    Birch Inc | 20000  | 120000 | 120000 | {1}
    """
    table = table_of(drawing.format(253000, 260000))
    assert prices(table) == {"Alder Inc": 253000, "Birch Inc": 260000}
    assert not asked(table)
    assert table_of(drawing.format(203000, 240000)).kind == "scores"


def test_years_of_vendors_in_rows_may_each_name_the_money_and_pounds_are_no_decimals():
    table = table_of("""
    Bidder      | Year 1 (£) | Year 2 (£) | Total (£)
    Alder Ltd   | 120,000    | 123,600    | 243,600
    Cedar plc   | 131,000    | 131,000    | 262,000
    """)
    assert prices(table) == {"Alder Ltd": 243600, "Cedar plc": 262000}
    assert not asked(table)


def test_what_one_user_costs_and_how_many_they_are_is_no_part_of_a_price():
    table = table_of("""
    SaaS pricing comparison (USD)
    Item                | Alder Cloud | Cedar Suite
    Per user per month  | 12.50       | 10
    Users               | 500         | 500
    Subscription        | 75000       | 60000
    Migration           | 20000       | 35000
    """)
    assert prices(table) == {"Alder Cloud": 95000, "Cedar Suite": 95000}
    assert asked(table) == ["A3:C3", "A4:C4"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Set-up (one-off)", "Support per month"),
        ("Implementation", "Licence p.a."),
        ("One-off set-up", "Annual subscription"),
    ],
)
def test_lines_that_are_paid_once_and_again_make_a_price_only_if_a_total_adds_them(first, second):
    drawing = f"""
    Item     | Alder (EUR) | Birch (EUR)
    {first}  | 1000        | 1200
    {second} | 500         | 400
    """
    assert prices(table_of(drawing)) == {"Alder": None, "Birch": None}
    assert prices(table_of(drawing + "Total | 1500 | 1600")) == {"Alder": 1500, "Birch": 1600}


def test_services_that_are_called_after_a_span_of_time_are_prices_like_others():
    table = table_of("""
    Item             | Alder (EUR) | Birch (EUR)
    Monthly reports  | 1000        | 1200
    Daily backups    | 500         | 400
    Hosting          | 700         | 800
    """)
    assert prices(table) == {"Alder": 2200, "Birch": 2400}
    assert not asked(table)


def test_net_and_gross_in_french_and_units_and_extensions_behind_a_name_are_one_offer():
    table = table_of("""
    Désignation | Alder SAS HT | Alder SAS TTC | Bouleau SARL HT | Bouleau SARL TTC
    Licence     | 1000         | 1200          | 1100            | 1320
    Support     | 500          | 600           | 450             | 540
    """)
    assert prices(table) == {"Alder SAS": 1500, "Bouleau SARL": 1550}
    table = table_of("""
    Item   | Qty | Alder Inc Unit | Alder Inc Ext | Birch Inc Unit | Birch Inc Ext
    Server | 2   | 5000           | 10000         | 5200           | 10400
    """)
    assert prices(table) == {"Alder Inc": 10000, "Birch Inc": 10400}


def test_a_tax_with_points_in_its_name_is_a_tax():
    table = table_of("""
    Concepto      | Abedul S.L. (€) | Cedro S.A. (€)
    Mantenimiento | 12000           | 11500
    I.V.A. (21%)  | 2520            | 2415
    Total oferta  | 14520           | 13915
    """)
    assert prices(table) == {"Abedul S.L.": 12000, "Cedro S.A.": 11500}


def test_what_a_year_costs_is_a_part_of_the_total_of_all_years_beside_it():
    table = table_of("""
    Item     | Alder Ltd     |                  | Birch Ltd     |
             | Annual fee (£) | 3-year total (£) | Annual fee (£) | 3-year total (£)
    Licences | 1000          | 3000             | 1200          | 3600
    Support  | 500           | 1500             | 400           | 1200
    """)
    assert prices(table) == {"Alder Ltd": 4500, "Birch Ltd": 4800}


def test_of_the_same_price_in_two_currencies_that_of_most_columns_counts():
    table = table_of("""
    Item  | Alder GmbH (EUR) | Birch Inc (USD) | Birch Inc (EUR equiv.)
    Setup | 1000             | 1100            | 1000
    Run   | 5000             | 6050            | 5500
    """)
    assert prices(table) == {"Alder GmbH": 6000, "Birch Inc": 6500}
    assert table.currency == "EUR"


def test_the_best_vendor_of_each_line_heads_no_column_of_vendors():
    table = table_of("""
    Item   | Alder (EUR) | Birch (EUR) | Best vendor
    Gloves | 7.5         | 7.9         | Alder
    Masks  | 12          | 11.5        | Birch
    """)
    assert vendors(table) == ["Alder", "Birch"]
