from datetime import date

import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from outsource_desk.importers.files.delimited import decode, separator_of
from outsource_desk.importers.reading import Reading
from outsource_desk.importers.spreadsheet import read_spreadsheet
from tests.importers import formats
from tests.importers.formats import cells, ods_cell, ods_parts, ods_rows, ods_table, package, workbook_parts

CARD = [["Criterion", "Weight", "Alder", "Birch"], ["Price", 40, 3, 4], ["Quality", 60, 5, 4]]
TEXT = "Vendor;Preis;Qualität\nMüller GmbH;3,5;4\nŻółć AG;2,5;5\n"


def values(reading: Reading) -> dict[str, float | None]:
    assert reading.refusal is None, reading.refusal
    return {score.cell: score.value for score in reading.tables[0].scores}


@pytest.mark.parametrize("alphabet", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
def test_a_text_file_is_read_in_every_common_alphabet(csv, alphabet):
    reading = read_spreadsheet(csv(TEXT, alphabet))
    assert [vendor.name for vendor in reading.tables[0].vendors] == ["Müller GmbH", "Żółć AG"]
    assert values(reading) == {"B2": 3.5, "C2": 4, "B3": 2.5, "C3": 5}


@pytest.mark.parametrize(
    ("text", "alphabet"),
    [
        ("Anbieter;Qualität\nMüller;4\n", "cp1252"),
        ("Fournisseur;Délai\nSociété Générale;4\n", "cp1252"),
        ("Dostawca;Jakość\nŁódź SA;4\nŻółć;3\n", "cp1250"),
        ("Поставщик;Цена\nАльфа;10\nБета;12\n", "cp1251"),
    ],
)
def test_the_code_page_of_a_short_text_is_found(text, alphabet):
    assert decode(text.encode(alphabet)) == (text, alphabet)


def test_a_guessed_alphabet_is_asked_about(csv):
    problems = read_spreadsheet(csv(TEXT, "cp1250")).tables[0].problems
    assert [problem.cell for problem in problems if "alphabet" in problem.reason] == ["C1"]


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a;b;c\n1,5;2,5;3,5\n", ";"),
        ("a\tb\n1,5\t2,5\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ('name,note\n"x; y; z",1\n"p; q; r",2\n', ","),
        ("Title of it all\n\na;b\n1;2\n3;4\n", ";"),
    ],
)
def test_the_separator_is_found(text, separator):
    assert separator_of(text)[0] == separator


def test_a_sep_line_of_excel_is_followed_and_left_out():
    assert separator_of("sep=|\r\na|b\r\n") == ("|", "a|b\r\n")


def test_quotes_line_breaks_and_leading_spaces_in_a_text_file(csv):
    reading = read_spreadsheet(
        csv('Vendor,Cost,Quality\n"J F\nShea, Inc.","1,037,879.00", 4\nMercer,"1,104,626.00",5\n')
    )
    assert [vendor.name for vendor in reading.tables[0].vendors] == ["J F Shea, Inc.", "Mercer"]
    assert values(reading) == {"B2": 1037879, "C2": 4, "B3": 1104626, "C3": 5}


def test_apostrophes_around_the_headers_are_quotation_marks(csv):
    text = "'Vendor','Quality','Price'\n'Alder, ''the'' one',3,10\n'Birch',4,20\n"
    [table] = read_spreadsheet(csv(text)).tables
    assert [vendor.name for vendor in table.vendors] == ["Alder, 'the' one", "Birch"]
    assert [score.value for score in table.scores] == [3, 10, 4, 20]


def test_apostrophes_in_names_are_letters(csv):
    [table] = read_spreadsheet(csv("Vendor,Quality\n'Alder',3\nO'Birch,4\n'Tis Cedar,5\n")).tables
    assert [vendor.name for vendor in table.vendors] == ["'Alder'", "O'Birch", "'Tis Cedar"]


def test_a_text_file_has_a_sheet_without_a_name(csv):
    assert read_spreadsheet(csv("Vendor,Cost,Quality\nA,10,2\nB,12,3\n")).tables[0].sheet == ""


def test_an_opendocument_sheet_reads_like_the_workbook(ods, xlsx):
    from_ods, from_xlsx = read_spreadsheet(ods(CARD)), read_spreadsheet(xlsx(CARD))
    assert values(from_ods) == values(from_xlsx) == {"C2": 3, "D2": 4, "C3": 5, "D3": 4}


def test_the_second_reader_sees_errors_and_formulas_without_a_value(xlsx):
    def touch(sheet):
        sheet["C2"], sheet["D2"] = "#N/A", "=1+1"

    path = xlsx(CARD, touch=touch)
    reading = read_spreadsheet(path)
    flags = {score.cell: score.flags for score in reading.tables[0].scores}
    assert reading.is_checked
    assert "cell_error" in flags["C2"]
    assert "formula_without_value" in flags["D2"]
    errors = [problem.cell for problem in reading.tables[0].problems if problem.severity == "error"]
    assert errors == ["C2", "D2"]
    assert {score.cell for score in read_spreadsheet(path, second_reader=False).tables[0].scores} == {"C3", "D3"}


def test_hidden_rows_columns_and_sheets_are_left_out_and_said(xlsx):
    def touch(sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["D"].hidden = True
        if sheet.title == "Old":
            sheet.sheet_state = "hidden"

    reading = read_spreadsheet(xlsx({"New": CARD, "Old": CARD}, touch=touch))
    (table,) = reading.tables
    assert [criterion.name for criterion in table.criteria] == ["Price"]
    assert [vendor.name for vendor in table.vendors] == ["Alder"]
    assert [(sheet.sheet, sheet.why) for sheet in reading.sheets_left_out] == [("Old", "the sheet is hidden")]
    hidden = [problem.cell for problem in table.problems if "hides" in problem.reason]
    assert hidden == ["D1:D2", "A3:D3"]
    assert table.used_cells == table.accounted_cells == 12


def test_a_disagreement_of_the_two_readers_is_shown_with_its_cell(xlsx, repacked):
    def touch(sheet):
        sheet["D2"] = "=2+2"

    def two_values(name, content):  # the first reader takes the last value of a cell, the second one the first
        return content.replace(b"<f>2+2</f><v></v>", b"<f>2+2</f><v>4</v><v>5</v>").replace(
            b"<f>2+2</f><v />", b"<f>2+2</f><v>4</v><v>5</v>"
        )

    reading = read_spreadsheet(repacked(xlsx(CARD, touch=touch), replace=two_values))
    disagreed = [problem for problem in reading.tables[0].problems if "disagree" in problem.reason]
    assert [problem.cell for problem in disagreed] == ["D2"]


@pytest.mark.parametrize("error", ["#ERROR!", "#SPILL!", "#GETTING_DATA", "Err:502"])
def test_an_error_that_the_fast_reader_does_not_know_is_an_error_of_its_cell_only(tmp_path, error):
    body = cells(formats.CARD).replace('<c r="B2"><v>3</v>', f'<c r="B2" t="e"><f>1/0</f><v>{error}</v>')
    path = tmp_path / "Errors.xlsx"
    path.write_bytes(package(workbook_parts(body)))
    [table] = read_spreadsheet(path).tables
    assert [score.value for score in table.scores] == [None, 1200.5, 4, 4, 1350, 2, 5, 990, 3]
    told = [(problem.cell, problem.reason) for problem in table.problems if problem.severity == "error"]
    assert told == [("B2", f"“{error}” is no value; the cell stays open")]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_value_below_a_merged_block_is_asked_about(tmp_path, ending):
    path = tmp_path / f"Merged.{ending}"
    if ending == "xlsx":
        merged = '<mergeCells count="1"><mergeCell ref="B3:C3"/></mergeCells>'
        path.write_bytes(package(workbook_parts(cells(formats.CARD), after=merged)))
    else:
        wide = ods_cell(4, 'table:number-columns-spanned="2" table:number-rows-spanned="1"')
        covered = ods_cell(1350).replace("table-cell", "covered-table-cell")
        plain = ods_rows(formats.CARD).replace(ods_cell(4) + ods_cell(1350), wide + covered)
        path.write_bytes(package(ods_parts(ods_table(plain))))
    [table] = read_spreadsheet(path).tables
    assert [(each.cell, each.severity, each.reason) for each in table.problems if "sees" in each.reason] == [
        ("C3", "ask", "“1350” stands here, and who looks at the sheet sees nothing: is it meant?")
    ]


def test_signs_that_nobody_sees_make_no_other_vendor(csv):
    text = "Vendor,Qual\u00adity,Price\nAl\u00adder,3,10\n\u200eBirch\u200b,4,20\n\ufeffCedar,5,30\n"
    [table] = read_spreadsheet(csv(text)).tables
    assert [vendor.name for vendor in table.vendors] == ["Alder", "Birch", "Cedar"]
    assert [criterion.name for criterion in table.criteria] == ["Quality", "Price"]


def test_one_sheet_may_be_asked_for_by_name(xlsx):
    path = xlsx({"One": CARD, "Two": CARD})
    assert [table.sheet for table in read_spreadsheet(path, sheet="Two").tables] == ["Two"]
    assert read_spreadsheet(path, sheet="Three").refusal == (
        "“book.xlsx” has no sheet “Three”. It has: “One”, “Two”. Choose one of the sheets listed in the message."
    )


def test_an_infinite_number_in_a_package_is_no_number(xlsx, repacked):
    path = repacked(xlsx(CARD), replace=lambda name, content: content.replace(b"<v>5</v>", b"<v>1e999</v>"))
    assert all(value is None or value < 1e300 for value in values(read_spreadsheet(path)).values())


def test_the_second_reader_says_how_dates_are_shown_and_what_may_be_entered(xlsx):
    def touch(sheet):
        sheet["C2"] = date(2026, 4, 5)
        sheet["C2"].number_format = "d-mmm"
        for rule, area in (
            (DataValidation("whole", formula1="1", formula2="5", operator="between"), "D2:D3"),
            (DataValidation("list", formula1='"high, low"', operator="between"), "B2"),
            (DataValidation("list", formula1="=Other!A1:A9", operator="between"), "B3"),
        ):
            rule.add(area)
            sheet.add_data_validation(rule)

    [sheet] = read_spreadsheet(xlsx(CARD, touch=touch)).sheets
    assert sheet.formats == {(2, 3): "d-mmm"}
    assert [(str(rule.area), rule.allowed) for rule in sheet.rules] == [("D2:D3", ("1", "5")), ("B2", ("high", "low"))]
    assert sheet.epoch == 1900


def test_a_workbook_with_two_sheets_of_one_name_is_a_message(xlsx, repacked):
    def same(name, content):
        return content.replace(b'name="Two"', b'name="ONE"') if name == "xl/workbook.xml" else content

    refusal = read_spreadsheet(repacked(xlsx({"One": CARD, "Two": CARD}), replace=same)).refusal
    assert "two of its sheets have the same name" in str(refusal)
