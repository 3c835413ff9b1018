"""Lists that say how companies are reached, known and bound are lists of vendors, and their numbers no scores."""

from __future__ import annotations

import pytest

from outsource_desk.importers.spreadsheet import read_spreadsheet
from tests.importers.drawn import table_of, tables_of
from tests.importers.told import asked_cells, only_table, vendors


@pytest.mark.parametrize(
    "drawing",
    [
        """
        Lieferanten-Nr. | Lieferant | Ort | Telefon | E-Mail | IBAN | Bewertung
        0007001 | Alder GmbH | Dresden | 0351/123456 | lang@alder.example | DE02120300000000202051 | A
        0007002 | Birch KG | Stuttgart | 0711/98765 | berg@birch.example | DE02500105170137075030 | B
        """,
        """
        Contractor | Public liability cover | Expiry | Indemnity cover | PI expiry | Review
        Alder | £5m | 31/01/2027 | £2m | 28/02/2027 | 31/03/2027
        Birch | £10,000,000 | 31/12/2026 | £1,000,000 | 28/02/2027 | 30/04/2027
        """,
        """
        LIFNR | NAME1 | PSTLZ | TELF1 | STCEG | SPERR
        0000100234 | Alder GmbH | 04109 | 0341-12345 | DE111111111 | -
        0000100235 | Birch BV | 1011 AB | 020-55555 | NL000099998B57 | X
        """,
        """
        Code fournisseur | Raison sociale | SIRET | Tél. | Courriel | CA 2025 (k€)
        F001 | Alder | 01234567800012 | 01 23 45 67 89 | roy@alder.example | 1 200
        F002 | Birch | 55210055400013 | 01 98 76 54 32 | lis@birch.example | 15 400
        """,
    ],
)
def test_what_identifies_companies_is_no_score(drawing):
    table = table_of(drawing)

    assert (table.kind, table.scores) == ("vendors", ())
    assert [name.split()[0] for name in vendors(table)] == ["Alder", "Birch"]


def test_ratings_beside_an_address_stay_scores():
    table = table_of("""
    Supplier | E-mail | Phone | Quality | Delivery | Price
    Alder | a@alder.example | 0351/123456 | 4 | 3 | 5
    Birch | b@birch.example | 0711/987654 | 2 | 5 | 3
    """)

    assert table.kind == "scores"
    assert {"Quality", "Delivery", "Price"} <= {criterion.name for criterion in table.criteria}


def test_people_with_telephones_are_no_vendors():
    assert not [
        name
        for name in vendors(
            table_of("""
            Name | Phone | E-mail | Started on | Supplier
            Kim Poe | 0351/123456 | kim@us.example | 01/02/2020 | Alder
            Lee Ray | 0711/987654 | lee@us.example | 13/02/2021 | Birch
            """)
        )
        if name in ("Kim Poe", "Lee Ray")
    ]


def test_a_legend_below_a_list_of_vendors_names_none():
    table = table_of("""
    Vendor | Country | Website
    Alder | GB | alder.example
    Birch | DE | birch.example

    Status codes
    A | Active
    B | Blocked
    """)

    assert vendors(table) == ["Alder", "Birch"]
    assert "a legend below the list" in {each.why for each in table.skipped}


def test_vendors_below_a_gap_are_asked_about():
    table = table_of("""
    Vendor | Country | Website
    Alder | GB | alder.example
    Birch | DE | birch.example

    Others
    Cedar Ltd | FR
    """)

    assert "A6" in asked_cells(table)


@pytest.mark.parametrize("name", ["Mean time to repair", "Total outage time"])
def test_a_metric_that_is_called_like_a_total_is_kept(name):
    table = table_of(f"""
    KPI | Unit | Target | Frequency
    Availability | % | 99.9 | monthly
    {name} | hours | 4 | monthly
    """)

    assert table.register is not None
    assert [cells[0].text for _, cells in table.register.rows] == ["Availability", name]


def test_levels_of_a_first_row_are_no_headers():
    table = table_of("""
    Ref | Service Level | Target | Minimum | Measurement period | Service credit
    SL1 | Availability | ≥ 99.5 % | ≥ 99.0 % | Monthly | 5% of charges
    SL2 | Response time | ≤ 15 min | ≤ 30 min | Monthly | 3% of charges
    SL3 | Satisfaction | ≥ 4.2 | ≥ 3.8 | Quarterly | 2%
    """)

    assert (table.kind, table.header_rows) == ("metrics", (1,))
    assert table.register is not None
    assert len(table.register.rows) == 3


def test_a_risk_register_of_information_security_is_no_list_of_options():
    table = table_of("""
    Risk ID | Asset | Threat | C | I | A | Likelihood | Impact | Treatment option | Annex A control
    IS-01 | Database | Unauthorised access | Y | N | N | 3 | 4 | Mitigate | A.5.17
    IS-02 | Laptops | Theft | Y | N | Y | 4 | 3 | Mitigate | A.8.1
    IS-03 | Host | Outage | N | N | Y | 2 | 5 | Transfer | A.5.23
    """)

    assert (table.kind, vendors(table)) == ("risks", [])


def test_a_report_with_an_average_is_one_of_readings():
    table = table_of("""
    KPI | Unit | Target | Jan 2026 | Feb 2026 | Average | Status
    Availability | % | 99.9 | 99.95 | 99.91 | 99.93 | Green
    Satisfaction | points | 4.2 | 4.1 | 4.3 | 4.2 | Red
    """)

    assert table.kind == "readings"


def test_customers_with_balances_are_no_vendors():
    assert not tables_of("""
    Customer | Phone | E-mail | Orders | Balance
    Alder Ltd | 0113 496 0001 | a@alder.example | 3 | 120.5
    Birch Ltd | 0113 496 0002 | b@birch.example | 5 | 80
    Cedar Ltd | 0113 496 0003 | c@cedar.example | 1 | 10
    """)


@pytest.mark.parametrize(
    "drawing",
    [
        """
        Ref | Risk | Gross L | Gross I | Gross score | Controls | Net L | Net I | Net score | RAG
        1 | Outage | 4 | 5 | 20 | Backup | 2 | 3 | 6 | A
        2 | Fraud | 3 | 4 | 12 | Audit | 1 | 2 | 2 | G
        """,
        """
        Risiko | Bruttorisiko | | Nettorisiko | | Status
         | EW | Auswirkung | EW | Auswirkung |
        Ausfall | 4 | 5 | 2 | 3 | offen
        Betrug | 3 | 4 | 1 | 2 | geschlossen
        """,
        """
        N° | Intitulé du risque | Description | Probabilité | Gravité | Criticité | Pilote
        R1 | Perte de compétences | Départs | 3 | 4 | 12 | DRH
        R2 | Dépendance | Verrouillage | 2 | 5 | 10 | DSI
        """,
    ],
)
def test_registers_of_gross_and_net_risks_are_known(drawing):
    merges = ("B2:C2", "D2:E2") if "Bruttorisiko" in drawing else ()
    table = table_of(drawing.strip("\n"), merges=merges)

    assert (table.kind, table.scores) == ("risks", ())
    assert table.register is not None
    assert len(table.register.rows) == 2


def test_hidden_columns_of_a_list_are_left_out_and_asked_about(xlsx):
    rows = [
        ["Risk ID", "Risk", "Internal note", "Likelihood", "Impact"],
        ["R1", "Outage", "secret", 3, 4],
        ["R2", "Fraud", None, 2, 5],
    ]

    def hide(sheet):
        sheet.column_dimensions["C"].hidden = True

    table = only_table(read_spreadsheet(xlsx(rows, touch=hide)))

    assert table.register is not None
    assert [column.name for column in table.register.columns] == ["Risk ID", "Risk", "Likelihood", "Impact"]
    assert asked_cells(table) == {"C1:C2"}
