"""What criteria weigh: numbers, shares, words of priority, nothing at all."""

from __future__ import annotations

import pytest

from outsource_desk.importers.tables import read_sheet
from tests.importers.drawn import asked, criteria, sheet_of, table_of, vendors, weights

MOSCOW = [
    ("Priority", "Must", "Should", "Could"),
    ("MoSCoW", "M", "S", "C"),
    ("Weight", "Must have", "Should have", "Nice to have"),
    ("Priorität", "Muss", "Soll", "Kann"),
    ("Priorité", "Obligatoire", "Souhaitable", "Facultatif"),
    ("Prioridad", "Obligatorio", "Deseable", "Opcional"),
    ("Prioridade", "Obrigatório", "Desejável", "Opcional"),
    ("Priorità", "Obbligatorio", "Auspicabile", "Opzionale"),
    ("Priorytet", "Musi", "Powinno", "Może"),
    ("Level of need", "Must", "Should", "Could"),
]


@pytest.mark.parametrize("words", MOSCOW)
def test_words_of_priority_become_proposed_weights_and_gates_that_are_asked(words):
    title, must, should, could = words
    table = table_of(f"""
    ID|Requirement|{title}|Alder|Birch
    R1|Single sign-on|{must}|F|P
    R2|Support at night|{should}|F|N
    R3|Local language|{could}|N|F
    """)
    assert (vendors(table), table.kind) == (["Alder", "Birch"], "scores")
    assert [(each.priority, each.weight) for each in table.criteria] == [("must", None), ("should", 2), ("could", 1)]
    assert [each.weight_cell for each in table.criteria] == ["", "C3", "C4"]
    assert asked(table) == ["C1", "C1"]
    assert table.criteria[0].as_json()["priority"] == "must"


def test_weights_in_numbers_stay_beside_priorities_and_only_the_gate_is_asked():
    table = table_of("""
    Requirement|Priority|Weight|Alder|Birch
    Single sign-on|Must|5|4|3
    Local language|Could|2|2|3
    """)
    assert weights(table) == [5, 2]
    assert [reason.reason for reason in table.problems if reason.severity == "ask"] == [
        "“Must” stands here 1 times: is whoever fails one of these out?"
    ]


def test_answers_of_vendors_are_no_priorities():
    table = table_of("""
    Requirement|Weight|Alder|Birch
    Single sign-on|5|optional|required
    Local language|2|optional|optional
    """)
    assert [each.priority for each in table.criteria] == ["", ""]


def test_priorities_may_stand_in_a_row_under_the_criteria():
    table = table_of("""
    Vendor|Sign-on|Support|Language
    Priority|Must|Should|Could
    Alder|4|3|2
    Birch|5|3|4
    """)
    assert vendors(table) == ["Alder", "Birch"]
    assert weights(table) == [None, 2, 1]


@pytest.mark.parametrize("title", ["Weight", "Gewichtung", "Poids", "Peso", "Waga"])
def test_weights_in_other_words_are_asked_about_and_never_made_up(title):
    table = table_of(f"""
    Criterion|{title}|Alder|Birch
    Price|High|3|4
    Quality|Low|5|4
    """)
    assert (vendors(table), weights(table)) == (["Alder", "Birch"], [None, None])
    assert "B1" in asked(table)


def test_no_weights_at_all_are_asked_about():
    table = table_of("""
    Criterion|Alder|Birch
    Team|3|4
    Quality|5|4
    """)
    assert asked(table) == ["A1"]


@pytest.mark.parametrize("total", [("Total", "8", "6"), ("Mean", "4", "3")])
def test_a_total_that_adds_all_up_alike_answers_that_question(total):
    table = table_of(f"""
    Criterion|Alder|Birch
    Team|3|2
    Quality|5|4
    {"|".join(total)}
    """)
    assert asked(table) == []


def test_a_criterion_without_a_weight_among_weighted_ones_is_asked_about():
    table = table_of("""
    Criterion|Weight|Alder|Birch
    Team|50|3|4
    Quality|50|5|4
    Access||2|4
    """)
    assert weights(table) == [50, 50, None]
    assert asked(table) == ["A4"]


@pytest.mark.parametrize(
    ("names", "bare"),
    [
        (("Price (40%)", "Quality (60 %)"), ["Price", "Quality"]),
        (("Price – 40 %", "Quality - 60%"), ["Price", "Quality"]),
        (("Price: 40%", "Quality: 60%"), ["Price", "Quality"]),
        (("Price 40,0%", "Quality 60,0%"), ["Price", "Quality"]),
    ],
)
@pytest.mark.parametrize("is_across", [True, False])
def test_shares_in_the_names_are_weights_if_they_make_a_whole(names, bare, is_across):
    first, second = names
    drawing = f"Vendor|{first}|{second}\nAlder|3|5\nBirch|4|4\n"
    if is_across:
        drawing = f"Criterion|Alder|Birch\n{first}|3|4\n{second}|5|4\n"
    table = table_of(drawing)
    assert (vendors(table), criteria(table), weights(table)) == (["Alder", "Birch"], bare, [40, 60])


def test_shares_in_names_that_make_no_whole_are_part_of_the_names():
    table = table_of("""
    Vendor|Uptime 99.9%|Rebate 5%
    Alder|3|5
    Birch|4|4
    """)
    assert (criteria(table), weights(table)) == (["Uptime 99.9%", "Rebate 5%"], [None, None])


def test_per_cent_typed_and_per_cent_shown_weigh_alike():
    sheet = sheet_of("""
    Criterion|Weight|Alder|Birch
    Team|40%|3|4
    Quality|0.6|5|4
    """)
    sheet.percents = {(3, 2)}
    (table,), _ = read_sheet(sheet)
    assert weights(table) == [40, 60]


def test_weights_that_nearly_make_a_whole_are_remarked():
    table = table_of("""
    Criterion|Weight|Alder|Birch
    Team|50|3|4
    Quality|45|5|4
    """)
    assert [p.reason for p in table.problems if p.cell == "B2"] == ["the weights add up to 95"]
