"""Several tables on one sheet: side by side, and below one another without a blank row."""

from __future__ import annotations

from tests.importers.drawn import criteria, table_of, tables_of, values, vendors, weights


def what(drawing: str) -> list[tuple[list[str], list[str]]]:
    return [(vendors(table), criteria(table)) for table in tables_of(drawing)]


TWO = [(["Alder", "Birch"], ["Team", "Tools"]), (["Cedar", "Dogwood"], ["Price", "Terms"])]


def test_tables_beside_one_another_do_not_share_their_vendors():
    drawing = """
    Criterion|Alder|Birch||Criterion|Cedar|Dogwood
    Team|3|4||Price|1|2
    Tools|5|2||Terms|3|4
    """
    assert what(drawing) == TWO
    assert [table.range for table in tables_of(drawing)] == ["A1:C3", "E1:G3"]
    assert [values(table) for table in tables_of(drawing)] == [[[3, 5], [4, 2]], [[1, 3], [2, 4]]]


def test_a_repeated_title_begins_a_table_without_a_blank_column_too():
    assert (
        what("""
    Criterion|Alder|Birch|Criterion|Cedar|Dogwood
    Team|3|4|Price|1|2
    Tools|5|2|Terms|3|4
    """)
        == TWO
    )


def test_lots_beside_one_another_keep_their_own_weights_and_titles():
    drawing = """
    Lot 1||||||Lot 2
    No.|Criterion|Weight|Alder|Birch||No.|Criterion|Weight|Alder|Birch
    1|Team|40|3|4||1|Team|50|1|2
    2|Tools|60|5|2||2|Tools|50|3|4
    """
    assert [(weights(table), values(table)) for table in tables_of(drawing)] == [
        ([40, 60], [[3, 5], [4, 2]]), ([50, 50], [[1, 3], [2, 4]]),
    ]  # fmt: skip
    assert [{"A1", "G1"} & {left.cells for left in table.skipped} for table in tables_of(drawing)] == [{"A1"}, {"G1"}]


def test_the_same_criteria_once_more_go_on_with_the_same_table():
    table = table_of("""
    Criterion|Weight|Alder|Birch||Criterion|Cedar|Dogwood
    Team|40|3|4||Team|1|2
    Tools|60|5|2||Tools|3|4
    """)
    assert vendors(table) == ["Alder", "Birch", "Cedar", "Dogwood"]


def test_weights_in_a_table_of_their_own_are_no_vendors():
    first, second = tables_of("""
    Vendor|Team|Tools||Criterion|Weight
    Alder|3|4||Team|40
    Birch|5|2||Tools|60
    """)
    assert (vendors(first), second.kind, weights(second)) == (["Alder", "Birch"], "criteria", [40, 60])


def test_a_legend_beside_the_table_is_no_vendor():
    table = table_of("""
    Criterion|Weight|Alder|Birch||Points|Meaning
    Team|40|3|4||0|not met
    Tools|60|5|2||5|fully met
    """)
    assert vendors(table) == ["Alder", "Birch"]


def test_blank_columns_within_a_table_do_not_cut_it():
    table = table_of("""
    Criterion|Weight||Alder Ltd.||Birch GmbH||Comment
    Price|50||3||4||fine
    Quality|50||5||4||late
    """)
    assert (vendors(table), weights(table)) == (["Alder Ltd.", "Birch GmbH"], [50, 50])


def test_a_header_with_other_names_begins_another_table_without_a_blank_row():
    assert (
        what("""
    Criterion|Alder|Birch
    Team|3|4
    Tools|5|2
    Criterion|Cedar|Dogwood
    Price|1|2
    Terms|3|4
    """)
        == TWO
    )


def test_titles_between_tables_belong_to_the_one_below():
    drawing = """
    Lot A||
    Criterion|Alder|Birch
    Team|3|4
    Tools|5|2
    Lot B||
    Criterion|Cedar|Dogwood
    Price|1|2
    Terms|3|4
    """
    assert what(drawing) == TWO
    assert [table.range for table in tables_of(drawing)] == ["A1:C4", "A5:C8"]


def test_the_same_header_once_more_is_only_repeated():
    table = table_of("""
    Vendor|Team|Tools
    Alder|3|4
    Vendor|Team|Tools
    Birch|5|2
    """)
    assert vendors(table) == ["Alder", "Birch"]
