"""Text files: encoding and delimiter found, shown and changed; blocks from the clipboard."""

import pytest

from outsource_desk.importers.files.text_form import DELIMITERS, ENCODINGS, encoding_named, is_delimiter
from outsource_desk.importers.reading import Reading
from outsource_desk.importers.spreadsheet import read_pasted, read_spreadsheet

TEXT = "Vendor;Preis;Qualität\nMüller GmbH;3,5;4\nŻółć AG;2,5;5\n"
PASTED = "Vendor\tQuality\tPrice\r\nAlder\t4\t10\r\nBirch\t3\t12\r\n"


def names(reading: Reading) -> list[str]:
    assert reading.refusal is None, reading.refusal
    return [vendor.name for vendor in reading.tables[0].vendors]


@pytest.mark.parametrize(
    ("alphabet", "shown"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1250", "cp1250"),
    ],
)
def test_the_encoding_and_the_delimiter_are_shown(csv, alphabet, shown):
    reading = read_spreadsheet(csv(TEXT, alphabet))
    assert (reading.encoding, reading.delimiter) == (shown, ";")
    assert reading.encoding in ENCODINGS
    assert reading.delimiter in DELIMITERS
    assert names(reading) == ["Müller GmbH", "Żółć AG"]


def test_a_workbook_has_neither(xlsx):
    reading = read_spreadsheet(xlsx([["Vendor", "Quality", "Price"], ["Alder", 3, 10], ["Birch", 4, 12]]))
    assert (reading.encoding, reading.delimiter) == ("", "")


def test_an_encoding_that_the_user_names_is_taken_and_not_asked_about(csv):
    path = csv(TEXT, "cp1250")
    assert names(read_spreadsheet(path, encoding="Windows-1252")) == ["Müller GmbH", "¯ó³æ AG"]
    reading = read_spreadsheet(path, encoding="cp1250")
    assert names(reading) == ["Müller GmbH", "Żółć AG"]
    assert not [problem for problem in reading.tables[0].problems if "alphabet" in problem.reason]


def test_a_delimiter_that_the_user_names_is_taken(csv):
    path = csv("Vendor^Quality, of work^Price\nAlder^4^10\nBirch^3^12\n")
    reading = read_spreadsheet(path, delimiter="^")
    assert reading.delimiter == "^"
    assert [criterion.name for criterion in reading.tables[0].criteria] == ["Quality, of work", "Price"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"encoding": "utf-8"}, "encoding utf-8 does not fit “table.csv”. Choose another encoding"),
        ({"encoding": "zlib"}, "encoding zlib does not fit"),
        ({"encoding": "no\0thing"}, "does not fit"),
        ({"delimiter": ";;"}, "The sign “;;” cannot stand between"),
        ({"delimiter": "\n"}, "cannot stand between"),
        ({"delimiter": '"'}, "cannot stand between"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(csv, form, said):
    assert said in str(read_spreadsheet(csv(TEXT, "cp1250"), **form).refusal)


def test_names_of_encodings_are_understood_as_people_write_them():
    assert [encoding_named(name) for name in ("UTF8", "windows-1252", "Latin-1", "Shift-JIS", "hex")] == [
        "utf-8", "cp1252", "iso8859-1", "shift_jis", None,
    ]  # fmt: skip
    assert all(encoding_named(name) == name for name in ENCODINGS)
    assert all(map(is_delimiter, DELIMITERS))


def test_a_web_page_in_wide_letters_is_refused_as_a_web_page(csv):
    page = "<html><table><tr><td>1</td></tr></table></html>"
    for alphabet in ("utf-16", "utf-16-le"):
        assert "a web page" in str(read_spreadsheet(csv(page, alphabet)).refusal)


def test_a_pasted_block_is_read_like_a_file():
    reading = read_pasted(PASTED)
    assert (reading.file, reading.delimiter, len(reading.sha256)) == ("Pasted cells", "\t", 64)
    assert names(reading) == ["Alder", "Birch"]
    assert [(score.cell, score.value) for score in reading.tables[0].scores] == [
        ("B2", 4), ("C2", 10), ("B3", 3), ("C3", 12),
    ]  # fmt: skip


def test_a_pasted_block_keeps_cells_with_line_breaks_and_quotes():
    reading = read_pasted('Vendor\tQuality\tPrice\n"Alder\nLtd."\t4\t10\n"Birch ""B"" Co"\t3\t12\n')
    assert names(reading) == ["Alder Ltd.", 'Birch "B" Co']


def test_a_pasted_block_without_tabs_is_cut_where_it_can_be():
    assert names(read_pasted("Vendor;Quality;Price\nAlder;4;10\nBirch;3;12\n", name="Zwischenablage")) == [
        "Alder", "Birch",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "\n\t \r\n", "\0", "\ufeff"])
def test_nothing_to_paste_is_a_message(text):
    assert str(read_pasted(text).refusal).startswith("The clipboard holds no cells. Copy the cells")


def test_halves_of_letters_in_a_pasted_block_do_no_harm():
    assert names(read_pasted(PASTED.replace("Alder", "Al\ud800der"))) == ["Al?der", "Birch"]


@pytest.mark.parametrize(
    ("line", "vendor"),
    [
        ('"Birch,3,12\n', '"Birch'),  # never closed
        ('"Birch" Ltd.,3,12\n', '"Birch" Ltd.'),
    ],
)
def test_a_quote_that_is_not_closed_swallows_nothing_and_is_asked_about(csv, line, vendor):
    reading = read_spreadsheet(csv("Vendor,Quality,Price\nAlder,4,10\n" + line + "Cedar,5,11\nDogwood,2,9\n"))
    assert names(reading) == ["Alder", vendor, "Cedar", "Dogwood"]
    assert [score.value for score in reading.tables[0].scores] == [4, 10, 3, 12, 5, 11, 2, 9]
    asked = [problem for problem in reading.tables[0].problems if "quotation mark" in problem.reason]
    assert [(problem.cell, problem.severity) for problem in asked] == [("A3", "ask")]


def test_a_quote_that_the_next_row_closes_by_chance_does_not_join_the_rows(csv):
    reading = read_spreadsheet(csv('Vendor,Quality,Price\nAlder,4,10\n"Birch,3,12\nCe"dar",5,11\nDogwood,2,9\n'))
    assert len(names(reading)) == 4


def test_a_text_of_several_lines_is_one_cell(csv):
    reading = read_spreadsheet(csv('Vendor,Quality,Price\n"Alder,\nof Town",4,10\n"Birch ""B""",3,12\n'))
    assert names(reading) == ["Alder, of Town", 'Birch "B"']
    assert not [problem for problem in reading.tables[0].problems if "quotation mark" in problem.reason]


@pytest.mark.parametrize(
    ("amounts", "asked"), [("1,200;5,000", ["C3", "D3"]), ("1,20;5,00", []), ("1.200,50;5,000", ["D3"])]
)
def test_semicolons_do_not_settle_what_may_be_thousands_or_decimals(csv, amounts, asked):
    (table,) = read_spreadsheet(csv(f"Criterion;Weight;Alder;Birch\nQuality;50;4;5\nPrice;50;{amounts}\n")).tables
    assert [score.cell for score in table.scores if "ask" in score.flags] == asked
