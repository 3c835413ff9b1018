"""What importing lists says on screen has a German entry."""

from __future__ import annotations

import openpyxl
import pytest

from outsource_desk.services.import_records import RECORD_KINDS
from outsource_desk.services.import_records.templates import TEMPLATES, write_template
from outsource_desk.services.importing import read_spreadsheet
from outsource_desk.ui.formats import use_formats
from outsource_desk.ui.importing.records_values import value_said
from outsource_desk.ui.language import say, use_language
from outsource_desk.ui.widgets.chart_paint import screen_speech
from tests.ui.test_messages import entries
from tests.ui.texts_of_layers import english_in

SAME_IN_GERMAN = {"LEI", "EBITDA", "KPI"}


@pytest.fixture(autouse=True)
def in_german(qapp):
    use_language("de")
    yield
    use_language("en")
    use_formats("en_GB")


@pytest.mark.parametrize("kind", list(RECORD_KINDS))
def test_every_label_of_a_field_has_a_german_entry(kind):
    fields = RECORD_KINDS[kind].fields
    words = {RECORD_KINDS[kind].title, *(field.label for field in fields)}
    words |= {label for field in fields for label in field.choices.values()}

    assert [word for word in sorted(words - SAME_IN_GERMAN) if say(word) == word and word not in entries()] == []
    assert [field.help for field in fields if field.help and say(field.help) == field.help] == []


def test_what_a_template_is_for_is_said_in_german():
    assert [each.lead for each in TEMPLATES.values() if say(each.lead) == each.lead] == []


@pytest.mark.parametrize("kind", list(TEMPLATES))
def test_the_help_of_a_template_is_german_and_its_headings_are_those_that_the_import_knows(kind, tmp_path):
    write_template(kind, tmp_path / "deutsch.xlsx", screen_speech())
    write_template(kind, tmp_path / "english.xlsx")
    ours, theirs = (openpyxl.load_workbook(tmp_path / f"{name}.xlsx") for name in ("deutsch", "english"))
    sheet, other = ours.worksheets[0], theirs.worksheets[0]

    assert (ours.sheetnames, sheet.title) == ([other.title, "Anleitung"], other.title)
    assert [cell.value for cell in sheet[1]] == [cell.value for cell in other[1]]
    assert [rule.formula1 for rule in rules(sheet)] == [rule.formula1 for rule in rules(other)]
    told = [*(rule.prompt for rule in rules(sheet)), *(cell.value for cell in ours["Anleitung"]["A"])]
    known = sorted({*headings_of(other), *(word for rule in rules(other) for word in words_of(rule))}, key=len)
    assert [text for text in told if text and english_in(text, known[::-1])] == []


def rules(sheet):
    return sheet.data_validations.dataValidation


def headings_of(sheet):
    return [str(cell.value) for cell in sheet[1] if cell.value]


def words_of(rule):
    return rule.formula1.strip('"').split(",") if rule.type == "list" else []


def test_help_names_each_heading_and_each_word_to_choose_from_in_german(tmp_path):
    write_template("risks", tmp_path / "Risiken.xlsx", screen_speech())
    book = openpyxl.load_workbook(tmp_path / "Risiken.xlsx")
    told = [cell.value for cell in book["Anleitung"]["A"]]

    assert told[0] == "Risiken"
    assert "Risk – Risiko (nötig): Was schiefgehen kann, in einer Zeile." in told
    assert "Velocity – Tempo: Eines von: sudden (plötzlich), weeks (Wochen), months (Monate)." in told
    assert (rules(book["Risks"])[1].promptTitle, rules(book["Risks"])[1].prompt) == (
        "Risiko", "Was schiefgehen kann, in einer Zeile.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "field", "text", "said"),
    [
        ("vendors", "status", "watch", "unter Beobachtung"),
        ("vendors", "financial_year.revenue", "1,250,000.50 EUR", "1.250.000,50 EUR"),
        ("vendors", "owner.share", "12.5 %", "12,5 %"),
        ("vendors", "certificate.expires", "2027-05-01", "1. Mai 2027"),
        ("vendors", "notes", "watch", "watch"),
        ("vendors", "website", "1.5 of it", "1.5 of it"),
        ("metrics", "is_recalculated", "yes", "ja"),
        ("readings", "actual", "99.93 %", "99,93 %"),
        ("risks", "review_on", "", ""),
    ],
)
def test_values_are_shown_in_the_words_and_formats_of_the_user(kind, field, text, said):
    use_formats("de_DE", "de")

    assert value_said(RECORD_KINDS[kind], field, text).replace("\u00a0", " ") == said


@pytest.mark.parametrize("kind", list(TEMPLATES))
def test_an_empty_template_with_german_help_holds_no_record(kind, tmp_path):
    write_template(kind, tmp_path / "leer.xlsx", screen_speech())
    reading = read_spreadsheet(tmp_path / "leer.xlsx")

    assert reading.refusal is None
    assert all(not table.vendors and not table.scores for table in reading.tables)
    assert sum(len(table.register.rows) for table in reading.tables if table.register) == 0


def test_a_template_that_was_filled_beside_german_help_is_known_as_ours(tmp_path):
    write_template("vendors", tmp_path / "Anbieter.xlsx", screen_speech())
    book = openpyxl.load_workbook(tmp_path / "Anbieter.xlsx")
    book["Vendors"]["A2"], book["Vendors"]["D2"] = "Alder", "DE"
    book.save(tmp_path / "Anbieter.xlsx")
    tables = read_spreadsheet(tmp_path / "Anbieter.xlsx").tables

    assert [(table.sheet, table.kind) for table in tables] == [("Vendors", "vendors")]
    assert tables[0].register is not None
    assert len(tables[0].register.rows) == 1
