"""Lists of questions and requirements come back as criteria in groups, and nobody becomes a vendor."""

from __future__ import annotations

import pytest

from outsource_desk.importers.reading import Register, RegisterColumn, Table
from outsource_desk.importers.scorecards.questions import questions_of
from outsource_desk.importers.sheets.said import Said
from outsource_desk.importers.spreadsheet import read_spreadsheet


def read(path) -> Table:
    reading = read_spreadsheet(path)
    assert reading.refusal is None, reading.refusal
    (table,) = reading.tables
    assert table.accounted_cells == table.used_cells
    assert (table.kind, table.orientation, table.vendors, table.scores) == ("criteria", "questions_as_rows", (), ())
    return table


def tree(table: Table) -> list[tuple[str, str]]:
    """Return the criteria with their groups."""
    return [(criterion.name, criterion.group) for criterion in table.criteria]


def groups(table: Table) -> list[tuple[str, str]]:
    return [(group.name, group.group) for group in table.groups]


def test_rows_that_say_how_deep_they_lie(xlsx):
    rows = [
        ["assessable", "depth", "ref_id", "name", "description", "description[en]"],
        [None, 1, "GOV", "Gouvernance", None, None],
        ["x", 2, "GOV.01", None, "L’organisation est certifiée.", "The organisation is certified."],
        ["x", 2, "GOV.02", None, "Une personne est responsable.", "Somebody is responsible."],
        [None, 1, "IAM", "Accès", None, None],
        ["x", 2, "IAM.01", None, "Les accès sont revus.", "Accesses are reviewed."],
    ]
    table = read(xlsx(rows))
    assert groups(table) == [("Gouvernance", ""), ("Accès", "")]
    assert tree(table) == [
        ("L’organisation est certifiée.", "Gouvernance"), ("Une personne est responsable.", "Gouvernance"),
        ("Les accès sont revus.", "Accès"),
    ]  # fmt: skip
    assert [criterion.cell for criterion in table.criteria] == ["E3", "E4", "E6"]
    assert table.register is not None
    assert len(table.register.rows) == 5


def test_sections_that_stand_only_where_they_change(xlsx):
    rows = [
        ["Section", "Subsection", "Question", "Guidance"],
        ["Company", "1. Owners", "Who owns you?", "Name them"],
        [None, None, "Who decides?", "Name them"],
        [None, "2. Sites", "Where are you?", "Each site"],
        ["Security", "3. Access", "Who has access?", "By role"],
        [None, None, "Who decides?", "By role"],
    ]
    table = read(xlsx(rows))
    assert groups(table) == [
        ("Company", ""), ("1. Owners", "Company"), ("2. Sites", "Company"), ("Security", ""), ("3. Access", "Security"),
    ]  # fmt: skip
    assert tree(table) == [
        ("Who owns you?", "1. Owners"), ("Who decides?", "1. Owners"), ("Where are you?", "2. Sites"),
        ("Who has access?", "3. Access"), ("Who decides? (2)", "3. Access"),
    ]  # fmt: skip


def test_numbered_requirements(xlsx):
    rows = [
        ["No.", "Requirement", "Mandatory"],
        ["1", "Access", None],
        ["1.1", "Single sign-on", "yes"],
        ["1.2", "Roles", "no"],
        ["2", "Reports", None],
        ["2.1", "Monthly report", "yes"],
    ]
    table = read(xlsx(rows))
    assert groups(table) == [("Access", ""), ("Reports", "")]
    assert tree(table) == [("Single sign-on", "Access"), ("Roles", "Access"), ("Monthly report", "Reports")]


@pytest.mark.parametrize(
    "header",
    [("Abschnitt", "Frage", "Hinweise"), ("Section", "Question", "Aide"), ("Sección", "Pregunta", "Ayuda"),
     ("Secção", "Pergunta", "Ajuda"), ("Sezione", "Domanda", "Aiuto"), ("Sekcja", "Pytanie", "Pomoc")],
)  # fmt: skip
def test_questions_in_other_languages(xlsx, header):
    table = read(xlsx([header, ["A", "Erste Frage hier?", "x"], ["A", "Zweite Frage hier?", "y"]]))
    assert tree(table) == [("Erste Frage hier?", "A"), ("Zweite Frage hier?", "A")]


def test_a_matrix_of_requirements_keeps_its_vendors(xlsx):
    rows = [["ID", "Requirement", "Priority", "Alder", "Birch"], ["R1", "Sign-on", "Must", "F", "P"],
            ["R2", "Support", "Could", "N", "F"]]  # fmt: skip
    (table,) = read_spreadsheet(xlsx(rows)).tables
    assert [vendor.name for vendor in table.vendors] == ["Alder", "Birch"]


@pytest.mark.parametrize("title", ["Question", "Frage", "Pregunta", "Pergunta", "Domanda", "Pytanie"])
def test_a_questionnaire_that_several_vendors_have_filled_in_compares_them(xlsx, title):
    rows = [["No.", title, "Alder Ltd", "Birch GmbH"], [1, "Is it encrypted?", "Yes", "No"],
            [2, "Is it tested?", "Yes", "Yes"]]  # fmt: skip
    (table,) = read_spreadsheet(xlsx(rows)).tables
    assert [vendor.name for vendor in table.vendors] == ["Alder Ltd", "Birch GmbH"]
    assert [criterion.name for criterion in table.criteria] == ["Is it encrypted?", "Is it tested?"]
    assert {(score.value, score.text) for score in table.scores} == {(None, "Yes"), (None, "No")}


def test_thousands_of_questions_that_say_the_same_are_told_apart():
    """Each by its number, at once: going through all numbers again for each would take minutes."""
    columns = (RegisterColumn(1, "Section", "A1"), RegisterColumn(2, "Question", "B1"))
    rows = tuple(
        (at, (Said(f"Part {at}", f"A{at}"), Said("Is that so, in all cases?", f"B{at}"))) for at in range(2, 20_002)
    )
    found = questions_of(Register(columns, rows))
    assert len({question.name for question in found.criteria}) == len(rows)
    assert found.criteria[-1].name == "Is that so, in all cases? (20000)"
