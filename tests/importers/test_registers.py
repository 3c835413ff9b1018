"""Lists with one record to each row keep every column and every row, and compare nobody."""

from __future__ import annotations

from datetime import date

import pytest

from outsource_desk.importers.reading import SheetView
from outsource_desk.importers.registers.kinds import classify
from outsource_desk.importers.sheets.periods import is_period, year_in
from outsource_desk.importers.spreadsheet import read_spreadsheet
from outsource_desk.importers.tables import read_sheet
from tests.importers.drawn import sheet_of, table_of, tables_of
from tests.importers.formats import xls
from tests.importers.told import only_table

SUPPLIERS = [
    ["Supplier", "Country", "Website", "Employees", "Founded"],
    ["Alder Ltd", "GB", "alder.example", 120, 1998],
    ["Birch GmbH", "DE", None, 45, 2011],
]
RISKS = [
    ["ID", "Risk", "Likelihood", "Impact", "Owner"],
    ["R1", "Loss of data", 3, 5, "Kim"],
    ["R2", "Key staff leave", 4, 2, "Lee"],
]
METRICS = [
    ["KPI", "Unit", "Target", "Frequency"],
    ["Availability", "%", 99.9, "monthly"],
    ["Tickets", "number", 20, "monthly"],
]
READINGS = [["KPI", "Month", "Actual"], ["Availability", "2026-01", 99.8], ["Availability", "2026-02", 99.9]]
MONTHS_ACROSS = [
    ["KPI", "Unit", "Jan 2026", "Feb 2026"],
    ["Availability", "%", 99.8, 99.9],
    ["Tickets", "number", 12, 9],
]
ANSWERS = [
    ["No.", "Question", "Answer", "Comment"],
    [1, "Is data encrypted?", "Yes", "AES"],
    [2, "Where is it?", "EU", None],
]
QUESTIONS = [
    ["Section", "Question", "Guidance", "Optional"],
    ["One", "Name your project", "Any name", "Optional"],
    ["Two", "Why now?", "Tell suppliers why", None],
]
CONTRACTS = [
    ["Contract", "Start date", "End date", "Annual value"],
    ["Hosting", "2026-01-01", "2026-12-31", 50000],
    ["Support", "2026-01-01", "2027-12-31", 75000],
]


@pytest.mark.parametrize(
    ("kind", "rows"),
    [("vendors", SUPPLIERS), ("risks", RISKS), ("metrics", METRICS), ("readings", READINGS),
     ("readings", MONTHS_ACROSS), ("answers", ANSWERS), ("criteria", QUESTIONS), ("contracts", CONTRACTS)],
)  # fmt: skip
def test_a_list_keeps_each_column_and_each_row(xlsx, kind, rows):
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert (table.kind, table.scores) == (kind, ())
    register = table.register
    assert register is not None
    assert [column.name for column in register.columns] == rows[0]
    assert [[said.value for said in cells] for _, cells in register.rows] == [
        ["" if value is None else value for value in row] for row in rows[1:]
    ]
    assert [number for number, _ in register.rows] == list(range(2, len(rows) + 1))
    assert len(table.vendors) == (2 if kind == "vendors" else 0)
    taken = classify(register)
    assert taken is not None
    assert (taken.kind, taken.confidence >= 50) == (kind, True)


@pytest.mark.parametrize(
    "header",
    [
        ("Nr.", "Risiko", "Eintrittswahrscheinlichkeit", "Auswirkung", "Verantwortlich"),
        ("N°", "Risque", "Probabilité", "Gravité", "Pilote"),
        ("ID", "Riesgo", "Probabilidad", "Impacto", "Responsable"),
        ("ID", "Risco", "Probabilidade", "Impacto", "Responsável"),
        ("ID", "Rischio", "Probabilità", "Impatto", "Responsabile"),
        ("Lp.", "Ryzyko", "Prawdopodobieństwo", "Wpływ", "Właściciel"),
    ],
)
def test_risk_registers_in_other_languages(xlsx, header):
    table = only_table(read_spreadsheet(xlsx([header, [1, "Verlust", 3, 4, "Kim"], [2, "Retard", 2, 4, "Lee"]])))
    assert (table.kind, table.vendors) == ("risks", ())


@pytest.mark.parametrize(
    "header",
    [
        ("Company", "Country", "City", "Contact person", "Employees"),
        ("Lieferant", "Land", "Ort", "Ansprechpartner", "Mitarbeiter"),
        ("Fournisseur", "Pays", "Ville", "Contact", "Effectif"),
        ("Proveedor", "País", "Ciudad", "Contacto", "Empleados"),
        ("Fornecedor", "País", "Cidade", "Contato", "Funcionários"),
        ("Fornitore", "Paese", "Città", "Referente", "Dipendenti"),
        ("Dostawca", "Kraj", "Miasto", "Kontakt", "Pracownicy"),
    ],
)
def test_facts_about_suppliers_are_no_scores(xlsx, header):
    rows = [header, ["Alder", "GB", "Leeds", "Kim", 120], ["Birch", "DE", "Bonn", "Lee", 45]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert (table.kind, [vendor.name for vendor in table.vendors]) == ("vendors", ["Alder", "Birch"])
    assert table.register is not None
    assert len(table.register.columns) == 5


def test_headings_totals_and_footnotes_of_a_supplier_list_are_no_vendors(xlsx):
    rows = [
        ["Supplier", "Category", "Annual spend (EUR)", "Tier", "Status"],
        ["Europe"],
        ["Alder Ltd", "IT", 120000, 1, "Active"],
        ["Birch GmbH", "HR", 45000, 2, "Active"],
        ["Total", None, 165000],
        ["* audited"],
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [vendor.name for vendor in table.vendors] == ["Alder Ltd", "Birch GmbH"]
    assert [(each.cell, each.severity) for each in table.problems] == [("A2", "ask")]
    assert [cells.cells for cells in table.derived] == ["A5", "C5"]


def test_several_risks_of_one_vendor_do_not_make_it_two(xlsx):
    rows = [
        ["Risk", "Vendor", "Probability", "Severity", "Response"],
        ["Breach", "Alder", 3, 4, "Encrypt"],
        ["Delay", "Alder", 2, 2, "Plan"],
        ["Exit", "Birch", 2, 2, "Plan"],
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert (table.kind, [vendor.name for vendor in table.vendors]) == ("risks", ["Alder", "Birch"])


def test_risk_levels_of_vendors_are_scores_and_a_register(csv):
    text = (
        "Vendor Name,Service,Finding,Likelihood,Impact,Risk Level,Remediation Owner\n"
        "CloudPay,Payments,None,Medium,High,High,Kim\nShipFast,Freight,Old report,Low,Medium,Low,Lee\n"
    )
    table = only_table(read_spreadsheet(csv(text)))
    assert (table.kind, len(table.vendors), len(table.scores)) == ("risks", 2, 6)
    assert table.register is not None
    assert [column.name for column in table.register.columns][:3] == ["Vendor Name", "Service", "Finding"]
    assert len(table.register.rows) == 2


def test_months_as_dates_are_headers_of_readings(xlsx):
    months = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
    rows = [["KPI", "Unit", *months], ["Uptime", "%", 99.8, 99.7, 99.9], ["Tickets", "number", 12, 30, 22]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert table.kind == "readings"
    assert table.register is not None
    assert [column.name for column in table.register.columns][2:] == ["2026-01-01", "2026-02-01", "2026-03-01"]


def test_a_report_that_repeats_targets_and_units_is_one_of_readings(xlsx):
    rows = [["KPI", "Target", "Unit", "Jan 2026", "Feb 2026"], ["First call resolution", 0.75, "%", 0.71, 0.74],
            ["Mean time to resolve", "< 8", "h", 7.5, 8.2]]  # fmt: skip
    assert only_table(read_spreadsheet(xlsx(rows))).kind == "readings"


def test_readings_by_vendor_and_month_are_no_scores(xlsx):
    rows = [["Vendor", "Month", "KPI", "Value"], ["Alder", "2026-01", "Uptime", 99.9],
            ["Alder", "2026-02", "Uptime", 99.8], ["Birch", "2026-01", "Uptime", 99.0]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert (table.kind, [vendor.name for vendor in table.vendors], table.scores) == ("readings", ["Alder", "Birch"], ())


def test_metrics_of_vendors_stay_a_comparison(xlsx):
    rows = [["KPI", "Target", "Alder", "Birch"], ["Uptime", 99.9, 99.8, 99.7], ["Tickets", 20, 12, 30]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert (table.kind, [vendor.name for vendor in table.vendors]) == ("scores", ["Alder", "Birch"])


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("Jan 2026", True), ("März", True), ("2026-01", True), ("01/2026", True), ("Q3 2026", True), ("KW 12", True),
     ("M1", True), ("Marie", False), ("May Ltd", False), ("2026", False), ("Tickets", False)],
)  # fmt: skip
def test_months_quarters_and_weeks_are_periods(text, is_one):
    assert is_period(text) == is_one


@pytest.mark.parametrize(
    ("text", "year"),
    [("2027", 2027), ("Y0", 0), ("Year 1", 1), ("Jahr 2", 2), ("FY27", 2027), ("FY 2026/27", 2026), ("Année 3", 3),
     ("Yes", None), ("12 May", None)],
)  # fmt: skip
def test_years_of_the_calendar_and_of_the_contract(text, year):
    assert year_in(text) == year


def test_a_vendor_in_several_rows_of_a_list_is_one(xlsx):
    rows = [["Supplier", "Country", "Contact"], ["Alder", "GB", "Kim"], ["Alder", "GB", "Lee"], ["Birch", "DE", "Max"]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [(vendor.name, vendor.cell) for vendor in table.vendors] == [("Alder", "A2"), ("Birch", "A4")]
    assert table.register is not None
    assert len(table.register.rows) == 3


def test_items_of_a_list_of_scores_are_criteria_and_the_line_of_business_is_none(xlsx):
    rows = [["Supplier", "Item", "Score"], ["Alder", "Price", 4], ["Birch", "Price", 5], ["Alder", "Quality", 3]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [criterion.name for criterion in table.criteria] == ["Price", "Quality"]
    rows = [["Supplier", "Category", "Score"], ["Alder", "Paper", 4], ["Birch", "Metal", 5]]
    table = only_table(read_spreadsheet(xlsx(rows, name="b.xlsx")))
    assert "Paper" not in [criterion.name for criterion in table.criteria]


def test_a_list_without_vendors_that_nobody_could_check_says_so(tmp_path):
    path = tmp_path / "risks.xls"
    path.write_bytes(xls(RISKS))
    [table] = read_spreadsheet(path).tables
    assert (table.kind, table.vendors, table.criteria) == ("risks", (), ())
    assert [problem.cell for problem in table.problems if "could not check" in problem.reason] == ["A1"]


@pytest.mark.parametrize(
    "drawing",
    [
        """
    # | Risk            | L | I | LxI | Response | Mitigation actions | Owner
    1 | Staff leave     | 3 | 4 | 12  | Reduce   | Bonus              | HR
    2 | Prices go up    | 2 | 3 | 6   | Accept   | none               | CFO
    """,
        """
    Failure mode | Severity (1-10) | Occurrence (1-10) | Detection (1-10) | RPN | Action
    Backup fails | 8               | 3                 | 4                | 96  | Test it
    Wrong patch  | 6               | 5                 | 3                | 90  | Stage it
    """,
        """
    N° | Risque          | Probabilité | Gravité | Criticité | Mesures d’atténuation | Pilote
    1  | Défaillance     | Faible      | Élevée  | Moyenne   | Suivi                 | DAF
    2  | Fuite           | Moyenne     | Élevée  | Élevée    | Chiffrement           | RSSI
    """,
        """
    Risk              | Probability | Impact (EUR) | Expected loss | Owner
    Vendor insolvency | 0.1         | 500000       | 50000         | CFO
    Strike            | 0.25        | 80000        | 20000         | COO
    """,
    ],
)
def test_registers_of_risks_are_known_by_letters_and_by_other_trades(drawing):
    table = table_of(drawing)
    assert table.register is not None
    assert (table.kind, table.vendors, len(table.register.rows)) == ("risks", (), 2)


def test_numbers_of_suppliers_and_codes_of_countries_are_facts_and_no_scores():
    table = table_of("""
    Lieferantennr. | Firma      | PLZ   | Land | Telefon | Umsatz 2025 (T€) | Mitarbeiter | ISO 27001 gültig bis
    70001          | Alder GmbH | 10115 | D    | 030 1   | 12500            | 120         | 31.12.2026
    70002          | Birch AG   | 80010 | A    | 044 1   | 8200             | 85          | 15.03.2027
    """)
    assert (table.kind, table.criteria, len(table.vendors)) == ("vendors", (), 2)


def test_a_row_above_the_header_names_the_columns_that_it_leaves_blank():
    drawing = """
    Vendor name | Country | Sales contact |                    |      | Technical contact |                   |
                |         | Name          | Email              | Ext. | Name              | Email             | Ext.
    Alder GmbH  | DE      | Anna          | anna@alder.example | 30   | Tom               | tom@alder.example | 31
    Birch Ltd   | GB      | Ben           | ben@birch.example  | 20   |                   |                   |
    """
    sheet = sheet_of(drawing, merges=["C1:E1", "F1:H1"])
    (table,), _ = read_sheet(sheet, view=SheetView(kind="vendors"))
    assert [vendor.name for vendor in table.vendors] == ["Alder GmbH", "Birch Ltd"]
    assert table.register is not None
    assert [column.name for column in table.register.columns][:3] == ["Vendor name", "Country", "Sales contact / Name"]


@pytest.mark.parametrize(
    "drawing",
    [
        """
    Question ID | Question                  | CSP CAIQ Answer | SSRM Control Ownership | CSP Implementation Description
    A&A-01.1    | Are policies established? | Yes             | CSP-owned              | See policy
    A&A-02.1    | Are audits performed?     | No              | Shared                 | Planned
    """,
        """
    N° | Question                     | Réponse        | Commentaire | Pièce jointe
    1  | Disposez-vous d’un SMSI ?    | Oui            | ISO 27001   | cert.pdf
    2  | Chiffrement des données ?    | Partiellement  |             |
    """,
        """
    Ques Num | Question/Request         | Response | Additional Information | Category | SCA Reference
    A.1      | Is there a risk program? | Yes      | text                   | Risk     | A.1
    B.1      | Is there a policy?       | No       |                        | Policy   | B.1
    """,
    ],
)
def test_questionnaires_of_other_houses_name_no_vendor(drawing):
    table = table_of(drawing)
    assert table.register is not None
    assert (table.kind, table.vendors, len(table.register.rows)) == ("answers", (), 2)


def test_a_name_behind_a_colon_is_no_header_of_vendors():
    tables = tables_of("""
    Questionnaire |
    Firma:        | Alder GmbH

    Nr. | Frage                       | Ja | Nein | Bemerkung
    1   | Ist ein ISMS vorhanden?     | x  |      | ISO 27001
    2   | Werden Daten verschlüsselt? |    | x    |
    """)
    assert [vendor.name for table in tables for vendor in table.vendors] == []


TICKED = [
    ["No.", "Question", "Yes", "Partial", "No", "Comment"],
    ["1", "Do you hold ISO 27001?", "x", None, None, "since 2019"],
    ["2", "Is data encrypted at rest?", None, None, "x", None],
    ["3", "Do you have a DPO?", None, "X", None, None],
    ["4", "Do you test restores?", "x", None, "x", None],
    ["5", "Are logs kept?", None, None, None, None],
]


@pytest.mark.parametrize(
    ("rows", "answers"),
    [
        (TICKED, ["Yes", "No", "Partial", "Yes / No", ""]),
        ([["Questionnaire"], [], *TICKED], ["Yes", "No", "Partial", "Yes / No", ""]),
        (
            [["Frage", "Ja", "Nein", "Teilweise"], ["Haben Sie ISO 27001?", "✓", "☐", "☐"],
             ["Sind Daten verschlüsselt?", "☐", "✓", None], ["Haben Sie einen DSB?", None, None, "✓"]],
            ["Ja", "Nein", "Teilweise"],
        ),
    ],
)  # fmt: skip
def test_a_questionnaire_with_a_column_for_each_answer_has_one_answer_to_a_row(xlsx, rows, answers):
    (table,) = read_spreadsheet(xlsx(rows)).tables
    assert (table.kind, table.vendors, table.accounted_cells) == ("answers", (), table.used_cells)
    assert table.register is not None
    at = [column.name for column in table.register.columns].index("Answer")
    assert [cells[at].text for _, cells in table.register.rows] == answers
    assert [cells[at].text for _, cells in table.register.rows if cells[at].doubt] == [
        each for each in answers if "/" in each
    ]


def test_counts_below_yes_and_no_are_no_ticks(xlsx):
    rows = [["Question", "Yes", "No"], ["Do you hold ISO 27001?", 4, 2], ["Is data encrypted?", 3, 3]]
    reading = read_spreadsheet(xlsx(rows))
    assert "answers" not in [table.kind for table in reading.tables]


@pytest.mark.parametrize("above", ["Vendor: Alder Ltd", "Vendor: | Alder Ltd", "Nom du fournisseur : | Alder Ltd"])
def test_the_vendor_named_above_a_questionnaire_gave_its_answers(above):
    table = table_of(f"""
    Security questionnaire
    {above}

    No | Question | Answer | Comment
    1  | Is there a CISO? | Yes | since 2020
    2  | Is there a board report? | No | planned
    """)

    assert table.kind == "answers"
    assert [vendor.name for vendor in table.vendors] == ["Alder Ltd"]


def test_questions_are_no_header_of_the_answers_below_them(xlsx):
    rows = [
        ["Supplier:", "Alder Ltd", None, None],
        [None] * 4,
        ["No", "Question", "Answer", "Evidence / comment"],
        ["A", "Information security", None, None],
        ["A1", "Do you hold a valid certificate?", "Yes", "Valid to 12/2026"],
        ["A2", "Where is customer data stored?", "Denmark", None],
        ["A3", "Do you use subcontractors?", "partly", "see annex 3"],
        ["B", "Business continuity", None, None],
        ["B1", "How long does recovery take in hours?", 8, None],
        ["B2", "Are you insured?", "Y", "EUR 5m"],
        ["C1", "How many staff would be dedicated?", "12-15", None],
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert (table.kind, table.header_rows, table.accounted_cells) == ("answers", (3,), table.used_cells)
    assert [vendor.name for vendor in table.vendors] == ["Alder Ltd"]
    assert table.register is not None
    assert [number for number, cells in table.register.rows if cells[2].text] == [5, 6, 7, 9, 10, 11]


@pytest.mark.parametrize(
    "last",
    [["Total", None, None, None, 28], ["Summe", None, 7, 8, 28], [None, None, 7, 8, 28], [None, None, 7, None, 2]],
)
def test_a_row_without_a_name_that_sums_up_the_others_is_no_record(xlsx, last):
    rows = [["ID", "Risk", "Likelihood", "Impact", "Score"], ["R1", "Loss of data", 3, 4, 12],
            ["R2", "Key staff leave", 4, 4, 16], last]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert (table.kind, table.accounted_cells) == ("risks", table.used_cells)
    assert {each.why for each in table.derived} == {"a total of the list"}
    assert table.register is not None
    assert [number for number, _ in table.register.rows] == [2, 3]


@pytest.mark.parametrize(
    "last",
    [["R3", None, 3, 3, 9], [None, None, 5, 5, 25], [3, None, None, None, None], ["R3", "Total loss", 2, 2, 4]],
)
def test_a_row_that_sums_up_nothing_stays_a_record(xlsx, last):
    rows = [["ID", "Risk", "Likelihood", "Impact", "Score"], [1, "Loss of data", 3, 4, 12],
            [2, "Key staff leave", 4, 3, 12], last, [4, "Late start", 1, 1, 1]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert (table.kind, table.derived) == ("risks", ())
