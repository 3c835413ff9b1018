from __future__ import annotations

import openpyxl
import pytest

from outsource_desk.services.candidates import add_candidate
from outsource_desk.services.dossiers import dossier_of
from outsource_desk.services.import_records import RECORD_KINDS, Outcome, RecordChoices, import_records, preview_records
from outsource_desk.services.import_records.as_kind import seen_as
from outsource_desk.services.import_records.templates import TEMPLATES, NoTemplateError, write_template
from outsource_desk.services.importing import read_pasted, read_spreadsheet
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.records import add_record
from outsource_desk.services.vendors import add_vendor, list_contacts, list_vendors
from outsource_desk.store.protection import load_performance, load_register
from tests.office import saved_by_office

FILLED = {
    "vendors": [
        {"Vendor": "Alder", "Country": "DE", "Employees": 1200, "Status": "watch", "Tags": "it, cloud",
         "Founded in": 1990,
         "Contact": "Ann Ash", "Contact's e-mail": "ann@alder.example", "Certificate": "ISO 27001",
         "Certificate covers the service": "partly", "Financial year": 2025, "Currency of the accounts": "EUR",
         "Revenue": 1250000, "Our share of revenue": 0.12, "Audit opinion": "clean"},
        {"Vendor": "Birch & Co", "Kind": "individual", "Notes": "=1+1 is no formula here"},
    ],
    "risks": [
        {"Code": "X1", "Risk": "Key people leave", "Candidate": "Alder", "Category": "people and culture",
         "Likelihood": 4, "Impact": 3, "Owner": "Ann", "Velocity": "weeks", "Mitigation": "Bonus",
         "Mitigation's state": "in progress"},
        {"Risk": "Data are stolen", "Category": "security", "Likelihood": 2, "Impact": 5},
    ],
    "metrics": [
        {"Metric": "Availability", "Unit": "%", "Target": 99.9, "Minimum": 99.5, "Better is": "more", "Period": "month",
         "Kind": "critical service level", "Recalculated by us": "yes"},
        {"Metric": "Time to restore", "Unit": "hours", "Target": 4, "Minimum": 8, "Better is": "less"},
    ],
}  # fmt: skip


@pytest.fixture
def initiative(desk):
    found = add_initiative(desk, "Service desk", outsourcing_type="ITO")
    add_candidate(desk, found, add_vendor(desk, "Alder"))
    return found


def filled(path, rows):
    """Type rows into a template, as somebody would."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    places = {cell.value: column for column, cell in enumerate(sheet[1], 1)}
    for number, row in enumerate(rows, 2):
        for heading, value in row.items():
            cell = sheet.cell(number, places[heading])
            cell.value = value
            cell.data_type = "s" if isinstance(value, str) else "n"
    book.save(path)
    return read_spreadsheet(path)


@pytest.mark.parametrize("kind", list(TEMPLATES))
def test_an_empty_template_is_a_workbook_without_any_record(kind, tmp_path):
    path = tmp_path / f"{kind}.xlsx"
    write_template(kind, path)

    reading = read_spreadsheet(path)
    assert reading.refusal is None
    assert all(not table.vendors and not table.scores for table in reading.tables)
    assert sum(len(table.register.rows) for table in reading.tables if table.register) == 0
    first = path.read_bytes()
    write_template(kind, path)
    assert path.read_bytes() == first


@pytest.mark.parametrize("kind", list(FILLED))
def test_a_filled_template_is_read_with_certainty_and_brings_in_what_was_typed(kind, desk, initiative, tmp_path):
    path = tmp_path / "Filled.xlsx"
    write_template(kind, path)
    reading = filled(path, FILLED[kind])
    assert [table.kind for table in reading.tables] == [kind]

    choices = RecordChoices(initiative_id=initiative)
    preview = preview_records(desk, reading, 0, choices)
    import_records(desk, reading, 0, choices)

    assert {column.confidence for column in preview.columns} == {100}
    assert [column.field for column in preview.columns] == [field.key for field in RECORD_KINDS[kind].fields]
    assert preview.questions == ()
    again = preview_records(desk, reading, 0, choices)
    assert {row.outcome for row in again.rows} == {Outcome.SAME}


@pytest.mark.parametrize("kind", list(FILLED))
def test_a_block_pasted_from_a_template_is_known_as_ours(kind, desk, initiative):
    headings = [field.label for field in RECORD_KINDS[kind].fields]
    rows = [headings, *([str(row.get(heading, "")) for heading in headings] for row in FILLED[kind])]
    whole = read_pasted("\n".join("\t".join(row) for row in rows))
    part = read_pasted("\n".join("\t".join(row[:5]) for row in rows))
    for reading, count in ((whole, len(headings)), (part, 5)):
        preview = preview_records(desk, reading, 0, RecordChoices(initiative_id=initiative))
        assert [table.kind for table in reading.tables] == [kind]
        assert [(column.field is not None, column.confidence) for column in preview.columns] == [(True, 100)] * count


_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"  # as it is shown, in UTF-8, apart by commas


@pytest.mark.parametrize("ending", ["xlsx", "ods", _CSV])
def test_a_template_that_an_office_program_saved_says_the_same(ending, desk, initiative, tmp_path):
    choices = RecordChoices(initiative_id=initiative)
    files = [tmp_path / f"{kind}.xlsx" for kind in FILLED]
    for kind, path in zip(FILLED, files, strict=True):
        write_template(kind, path)
        import_records(desk, filled(path, FILLED[kind]), 0, choices)
    saved = saved_by_office(files, tmp_path, ending)
    for kind in FILLED:
        preview = preview_records(desk, read_spreadsheet(saved / f"{kind}.{ending[:4].strip(':')}"), 0, choices)
        assert (kind, {row.outcome for row in preview.rows}, preview.questions) == (kind, {Outcome.SAME}, ())


def test_what_was_typed_about_a_vendor_stands_in_its_dossier(desk, tmp_path):
    path = tmp_path / "Filled.xlsx"
    write_template("vendors", path)
    import_records(desk, filled(path, FILLED["vendors"]), 0, RecordChoices())

    alder, birch = list_vendors(desk)
    dossier = dossier_of(desk, alder.id)
    year = dossier.years[0]
    assert (alder.country, alder.employees, alder.status, alder.tags) == ("DE", 1200, "watch", ("cloud", "it"))
    assert list_contacts(desk, alder.id)[0].email == "ann@alder.example"
    assert dossier.certificates[0].covers_service == "partly"
    assert (year.year, year.currency, year.revenue, year.our_share, year.opinion) == (
        2025,
        "EUR",
        125_000_000,
        0.12,
        "clean",
    )
    assert (birch.name, birch.kind, birch.notes) == ("Birch & Co", "individual", "=1+1 is no formula here")


def test_what_was_typed_about_risks_and_metrics_stands_in_their_registers(desk, initiative, tmp_path):
    for kind in ("risks", "metrics"):
        path = tmp_path / f"{kind}.xlsx"
        write_template(kind, path)
        import_records(desk, filled(path, FILLED[kind]), 0, RecordChoices(initiative_id=initiative))

    first, second = load_register(desk.connection, initiative).risks
    assert (first.code, first.velocity, first.mitigations[0].state, first.candidate_id is None) == (
        "X1", "weeks", "in_progress", False,
    )  # fmt: skip
    assert (second.likelihood, second.impact) == (2, 5)
    metric = load_performance(desk.connection, initiative).metrics[0]
    assert (metric.kind, metric.target, metric.is_recalculated) == ("csl", 99.9, True)


def test_a_filled_template_of_readings_is_taken(desk, initiative, tmp_path):
    add_record(desk, "metric", initiative, name="Availability", unit="%", target=99.9, minimum=99.5)
    path = tmp_path / "Readings.xlsx"
    write_template("readings", path)
    reading = filled(path, [{"Metric": "Availability", "Period": "2025-01", "Actual": 99.93}])
    import_records(desk, reading, 0, RecordChoices(initiative_id=initiative))

    readings = load_performance(desk.connection, initiative).metrics[0].readings
    assert [(each.starts_on, each.actual) for each in readings] == [("2025-01-01", 99.93)]


def test_a_filled_template_of_scores_is_a_table_of_scores(tmp_path):
    path = tmp_path / "Scores.xlsx"
    write_template("scores", path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet["D1"], sheet["E1"] = "Alder", "Birch"
    for row, values in ((2, ("Quality", 60, 5, 4, 3)), (3, ("References", 40, 5, 2, 5))):
        for place, value in enumerate(values, 1):
            sheet.cell(row, place, value)
    book.save(path)
    table = read_spreadsheet(path).tables[0]

    assert [vendor.name for vendor in table.vendors] == ["Alder", "Birch"]
    assert [(each.name, each.weight, each.maximum) for each in table.criteria] == [
        ("Quality", 60, 5), ("References", 40, 5),
    ]  # fmt: skip
    assert [(each.vendor, each.criterion, each.value) for each in table.scores] == [
        ("Alder", "Quality", 4), ("Alder", "References", 2), ("Birch", "Quality", 3), ("Birch", "References", 5),
    ]  # fmt: skip


def test_a_filled_template_of_prices_is_a_price_sheet(tmp_path):
    path = tmp_path / "Prices.xlsx"
    write_template("prices", path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for place, value in {"B1": "Alder (EUR)", "C1": "Birch (EUR)", "A2": "Set-up", "B2": 5000, "C2": 4000,
                         "A3": "Service desk", "B3": 12000, "C3": 13200}.items():  # fmt: skip
        sheet[place] = value
    book.save(path)
    table = read_spreadsheet(path).tables[0]

    assert (table.kind, table.currency, [vendor.name for vendor in table.vendors]) == (
        "prices",
        "EUR",
        ["Alder", "Birch"],
    )
    assert [(each.vendor, each.name, each.amount) for each in table.lines] == [
        ("Alder", "Set-up", 5000), ("Birch", "Set-up", 4000), ("Alder", "Service desk", 12000),
        ("Birch", "Service desk", 13200),
    ]  # fmt: skip


def test_a_template_helps_in_every_cell(tmp_path):
    path = tmp_path / "Risks.xlsx"
    write_template("risks", path)
    book = openpyxl.load_workbook(path)
    rules = {str(rule.sqref): rule for rule in book.worksheets[0].data_validations.dataValidation}

    assert rules["D2:D201"].formula1.startswith('"people and culture,')
    assert rules["H2:H201"].type == "whole"
    assert rules["B2:B201"].prompt == "What may go wrong, in one line."
    assert book.sheetnames == ["Risks", "How to fill in"]


def test_a_wide_template_is_printed_on_several_pages_that_can_be_read(tmp_path):
    printed = {}
    for kind in ("answers", "risks", "vendors"):
        write_template(kind, tmp_path / f"{kind}.xlsx")
        sheet = openpyxl.load_workbook(tmp_path / f"{kind}.xlsx").worksheets[0]
        printed[kind] = (sheet.page_setup.fitToWidth, sheet.print_title_rows, sheet.print_title_cols)
    assert printed == {
        "answers": (1, "$1:$1", None),
        "risks": (2, "$1:$1", "$A:$A"),
        "vendors": (5, "$1:$1", "$A:$A"),
    }


def test_a_kind_without_a_template_is_refused(tmp_path):
    with pytest.raises(NoTemplateError, match="risks"):
        write_template("colours", tmp_path / "x.xlsx")


def test_a_table_of_scores_can_be_seen_as_a_list_of_vendors(desk, tmp_path):
    path = tmp_path / "Bids.csv"
    path.write_text("Supplier,Cost,Quality\nAlder,25000,80\nBirch,30000,75\n", encoding="utf-8")
    reading, at = seen_as(read_spreadsheet(path), "vendors")

    import_records(desk, reading, at, RecordChoices(kind="vendors"))
    assert [each.name for each in list_vendors(desk)] == ["Alder", "Birch"]
