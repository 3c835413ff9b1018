"""Groups of criteria: by indentation, numbers, sums, headings, columns and rows of names."""

from __future__ import annotations

import pytest

from outsource_desk.importers.reading import Table
from tests.importers.drawn import asked, criteria, table_of, values, vendors, weights


def tree(table: Table) -> dict[str, tuple[float | None, list[str]]]:
    inside = [*table.criteria, *table.groups]
    return {
        group.name: (group.weight, [each.name for each in inside if each.group == group.name]) for group in table.groups
    }


TWO_GROUPS = {"Technical": (60, ["Core", "Interfaces"]), "Commercial": (40, ["Price", "Terms"])}


def test_headings_that_weigh_what_their_criteria_weigh_are_groups_and_no_criteria():
    table = table_of("""
    Criterion|Weight|Alder|Birch
    Functionality|35%||
      Core features|25%|8|7
      Interfaces|10%|6|9
    Cost|65%||
      Price|65%|7|5
    """)
    assert tree(table) == {"Functionality": (35, ["Core features", "Interfaces"]), "Cost": (65, ["Price"])}
    assert weights(table) == [25, 10, 65]
    assert [(group.cell, group.weight_cell) for group in table.groups] == [("A2", "B2"), ("A5", "B5")]
    assert table.as_json()["groups"][0]["name"] == "Functionality"


def test_weights_within_each_group_are_kept_and_enter_the_total_as_shares_of_the_group():
    table = table_of("""
    Criterion|Weight|Alder|Birch
    Technical|60||
    Core|70|8|7
    Interfaces|30|6|9
    Commercial|40||
    Price|80|7|5
    Terms|20|3|5
    Total||6.92|6.56
    """)
    assert tree(table) == TWO_GROUPS
    assert weights(table) == [70, 30, 80, 20]
    assert [left.check for left in table.derived if left.check] == [
        "your total 6.92, recomputed 6.92; your total 6.56, recomputed 6.56"
    ]
    assert "C8" not in asked(table)


def test_numbers_in_a_column_make_an_outline_and_the_values_of_groups_are_results():
    table = table_of("""
    No.|Criterion|Weight|Alder|Birch
    1|Technical|60|7.4|7.6
    1.1|Core|42|8|7
    1.2|Interfaces|18|6|9
    2|Commercial|40|6.2|5
    2.1|Price|32|7|5
    2.2|Terms|8|3|5
    """)
    assert tree(table) == TWO_GROUPS
    assert values(table) == [[8, 6, 7, 3], [7, 9, 5, 5]]
    assert [left.cells for left in table.derived] == ["D2:E2", "D5:E5"]
    assert not {"B2", "B5"} & set(asked(table))


def test_values_of_a_group_that_do_not_follow_from_its_criteria_are_asked_about():
    table = table_of("""
    Criterion|Weight|Alder|Birch
    1 Technical|60|9|2
    1.1 Core|40|8|7
    1.2 Interfaces|20|6|9
    2 Price|40|3|4
    """)
    assert criteria(table) == ["1.1 Core", "1.2 Interfaces", "2 Price"]
    assert "A2" in asked(table)


def test_numbers_in_names_may_go_three_deep():
    table = table_of("""
    Criterion|Weight|Alder|Birch
    1. Functions|60||
    1.1 Core|40||
    1.1.1 Forms|25|4|3
    1.1.2 Lists|15|2|3
    1.2 Interfaces|20|3|3
    2. Price|40|5|3
    """)
    assert tree(table) == {
        "1. Functions": (60, ["1.2 Interfaces", "1.1 Core"]), "1.1 Core": (40, ["1.1.1 Forms", "1.1.2 Lists"]),
    }  # fmt: skip
    assert weights(table) == [25, 15, 20, 40]


@pytest.mark.parametrize("bullet", ["- ", "• ", "  "])
def test_bullets_and_spaces_show_what_is_part_of_what_beside_criteria_of_their_own(bullet):
    table = table_of(f"""
    Criterion|Weight|Alder|Birch
    Price|40|3|4
    Quality|60||
    {bullet}Returns|35|3|4
    {bullet}Audit|25|2|5
    """)
    assert tree(table) == {"Quality": (60, ["Returns", "Audit"])}
    assert criteria(table) == ["Price", "Returns", "Audit"]


def test_groups_that_nothing_but_sums_gives_away_are_not_counted_twice():
    table = table_of("""
    Criterion|Weight|Alder|Birch
    Technical|60|4|3
    Core|40|4|3
    Interfaces|20|4|3
    Commercial|40|5|4
    Price|30|5|4
    Terms|10|5|4
    """)
    assert tree(table) == TWO_GROUPS


@pytest.mark.parametrize("parts", [(50, 30, 20), (40, 25, 15), (60, 40, 20)])
def test_a_weight_that_happens_to_be_a_sum_makes_no_group(parts):
    points = ("4|3", "3|3", "2|5")
    rows = "".join(f"{name}|{part}|{both}\n" for name, part, both in zip("XYZ", parts, points, strict=True))
    table = table_of("Criterion|Weight|Alder|Birch\n" + rows)
    assert (criteria(table), table.groups) == (["X", "Y", "Z"], ())


@pytest.mark.parametrize("title", ["Category", "Bereich", "Rubrique", "Área", "Ambito", "Obszar", "Criterion", ""])
def test_a_column_before_the_names_may_hold_the_groups(title):
    table = table_of(f"""
    {title}|Sub-criterion|Weight|Alder|Birch
    Technical|Core|40|4|3
    |Interfaces|20|4|3
    Commercial|Price|30|5|4
    |Terms|10|5|4
    """)
    assert tree(table) == TWO_GROUPS
    assert vendors(table) == ["Alder", "Birch"]


@pytest.mark.parametrize("title", ["Category weight", "Weight"])
def test_a_column_of_groups_may_have_weights_of_its_own(title):
    table = table_of(f"""
    Category|{title}|Criterion|Weight|Alder|Birch
    Technical|60|Core|70|4|3
    ||Interfaces|30|4|3
    Commercial|40|Price|80|5|4
    ||Terms|20|5|4
    """)
    assert tree(table) == TWO_GROUPS
    assert weights(table) == [70, 30, 80, 20]


def test_what_a_group_weighs_may_stand_in_its_name():
    table = table_of("""
    Criterion|Weight|Alder|Birch
    Technical (60%)|||
    Core|70|4|3
    Interfaces|30|4|3
    Commercial – 40 %|||
    Price|80|5|4
    Terms|20|5|4
    """)
    assert tree(table) == TWO_GROUPS


def test_weights_within_groups_whose_own_weight_is_missing_are_asked_about():
    table = table_of("""
    Criterion|Weight|Alder|Birch
    Technical|||
    Core|70|4|3
    Interfaces|30|4|3
    Commercial|||
    Price|80|5|4
    Terms|20|5|4
    """)
    assert [group.weight for group in table.groups] == [None, None]
    assert {"A2", "A5"} <= set(asked(table))


def test_weights_that_add_up_to_something_else_than_their_group_are_asked_about():
    table = table_of("""
    Criterion|Weight|Alder|Birch
      Technical|60||
        Core|3|4|3
        Interfaces|2|4|3
      Price|40|5|4
    """)
    assert tree(table)["Technical"] == (60, ["Core", "Interfaces"])
    assert "A2" in asked(table)


def test_names_above_the_criteria_are_groups_where_vendors_run_down():
    table = table_of(
        """
    |Technical||Commercial|
    Vendor|Core|Interfaces|Price|Terms
    Weight|40|20|30|10
    Alder|4|4|5|5
    Birch|3|3|4|4
    """,
        ["B1:C1", "D1:E1"],
    )
    assert tree(table) == TWO_GROUPS
    assert [group.cell for group in table.groups] == ["B1", "D1"]


def test_a_single_heading_over_all_criteria_is_a_title():
    table = table_of("""
    Criterion|Weight|Alder|Birch
    Technical criteria|||
    Core|40|4|3
    Interfaces|20|4|3
    """)
    assert table.groups == ()
    assert [left.cells for left in table.skipped] == ["A2"]


def test_a_long_sentence_between_the_criteria_is_a_note_and_no_group():
    table = table_of("""
    Criterion|Weight|Alder|Birch
    Core|40|4|3
    Please explain in the last column each score that you give below three or above eight points out of ten|||
    Interfaces|20|4|3
    """)
    assert table.groups == ()


def test_criteria_without_vendors_have_groups_too():
    table = table_of("""
    Criterion|Weight
    Technical|
    Core|40
    Interfaces|20
    Commercial|
    Price|30
    Terms|10
    """)
    assert (table.kind, tree(table)) == ("criteria", TWO_GROUPS)


def test_parts_without_weights_leave_the_weights_to_their_groups():
    table = table_of("""
    Criterion|Weight|Alder|Birch
    1 Quality|60|3.5|4
    1.1 Returns||3|4
    1.2 Audit||4|4
    2 Price|40|3|4
    2.1 Unit||3|4
    2.2 Freight||3|4
    """)
    assert tree(table) == {
        "1 Quality": (60, ["1.1 Returns", "1.2 Audit"]), "2 Price": (40, ["2.1 Unit", "2.2 Freight"]),
    }  # fmt: skip
    assert weights(table) == [None] * 4
