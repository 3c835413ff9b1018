"""What an import does with values that differ, with groups, words, gates and several sheets, and what it remembers."""

from __future__ import annotations

from typing import Any

import pytest

from outsource_desk.domain.criterion import Measure, leaves_of
from outsource_desk.services.criteria import add_criterion, list_criteria
from outsource_desk.services.history import undo
from outsource_desk.services.import_answers import Act, Answer
from outsource_desk.services.import_policy import Fate, Policy
from outsource_desk.services.import_preview import Mark, preview_import
from outsource_desk.services.importing import import_spreadsheet, read_spreadsheet
from outsource_desk.services.initiatives import add_initiative, list_initiatives
from outsource_desk.services.ranking import load_evaluation, rank_initiative
from tests.sheets import written

HEAD = ["Criterion", "Weight", "Alder", "Birch"]
FIRST = [HEAD, ["Quality", 60, 4, 3], ["Support", 40, "n/a", 5]]
SECOND = [HEAD, ["Quality", 60, 5, 3], ["Support", 40, 2, 4]]
TREE = [
    ["Criterion", "Weight", "Alder", "Birch"],
    ["Technical", 60, None, None],
    ["  Core", 45, 8, 7],
    ["  Interfaces", 15, 6, 9],
    ["Commercial", 40, None, None],
    ["  Price", 40, 7, 5],
]


@pytest.fixture
def read(tmp_path):
    """Write sheets to a workbook and read it."""

    def read(name="Bids.xlsx", **sheets):
        return read_spreadsheet(written(tmp_path / name, sheets))

    return read


@pytest.fixture
def second(desk, read):
    """Bring one version of a sheet in and read the next."""
    import_spreadsheet(desk, read(Scores=FIRST), initiative="Bids", evaluator="Kim")
    return read(Scores=SECOND)


def points(desk):
    evaluation = load_evaluation(desk, list_initiatives(desk)[-1].id)
    vendors = {each.id: each.name for each in evaluation.candidates}
    criteria = {each.id: each.name for each in evaluation.criteria}
    return {
        (vendors[each.candidate_id], criteria[each.criterion_id]): "n/a" if each.not_applicable else each.points
        for each in evaluation.scores
    }


KEPT = {("Alder", "Quality"): 4, ("Birch", "Quality"): 3, ("Alder", "Support"): "n/a", ("Birch", "Support"): 5}


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (Policy.REPLACE, KEPT | {("Alder", "Quality"): 5, ("Alder", "Support"): 2, ("Birch", "Support"): 4}),
        (Policy.KEEP, KEPT),
        (Policy.MERGE, KEPT),
        (Policy.ASK, KEPT),
    ],
)
def test_a_policy_says_what_becomes_of_values_that_differ(desk, second, policy, expected):
    options = {"initiative": "Bids", "evaluator": "Kim", "policy": policy}
    preview = preview_import(desk, second, **options)
    summary = import_spreadsheet(desk, second, **options)
    assert points(desk) == expected
    assert summary.values_kept == (0 if policy is Policy.REPLACE else 3)
    assert len(preview.conflicts) == 3
    assert len(preview.changes) == (3 if policy is Policy.REPLACE else 0)


def test_merging_fills_what_is_open_and_keeping_does_not(desk, read):
    import_spreadsheet(desk, read(Scores=[HEAD, ["Quality", 60, "tbd", 3]]), initiative="Bids", evaluator="Kim")
    options: dict[str, Any] = {"initiative": "Bids", "evaluator": "Kim"}
    reading = read(Scores=[HEAD, ["Quality", 60, 4, 2]])
    import_spreadsheet(desk, reading, policy=Policy.KEEP, **options)
    assert points(desk) == {("Alder", "Quality"): None, ("Birch", "Quality"): 3}
    import_spreadsheet(desk, reading, policy=Policy.MERGE, **options)
    assert points(desk) == {("Alder", "Quality"): 4, ("Birch", "Quality"): 3}


def test_each_conflict_is_asked_about_and_answered_by_itself(desk, second):
    options = {"initiative": "Bids", "evaluator": "Kim", "policy": Policy.ASK}
    preview = preview_import(desk, second, **options)
    asked = {each.cell: each for each in preview.questions if Act.STAY in each.acts}
    assert list(asked) == ["C2", "C3", "D3"]
    assert asked["C2"].sentence == "Alder, Quality: 4 here, 5 in the sheet."
    assert asked["C3"].sentence == "Alder, Support: not applicable here, 2 in the sheet."
    assert [(each.what, each.cell) for each in preview.waiting] == [("conflict", cell) for cell in asked]
    answers = {"C2": Answer.keep(), "C3": Answer.stay(), "D3": Answer.typed(4.5)}
    answered = preview_import(desk, second, answers=answers, **options)
    assert not answered.waiting
    assert [(each.cell, each.old, each.new, each.fate) for each in answered.conflicts] == [
        ("C2", Mark(4), Mark(5), Fate.REPLACED),
        ("C3", Mark(None, True), Mark(2), Fate.KEPT),
        ("D3", Mark(5), Mark(4.5), Fate.REPLACED),
    ]
    import_spreadsheet(desk, second, answers=answers, **options)
    assert points(desk) == KEPT | {("Alder", "Quality"): 5, ("Birch", "Support"): 4.5}


def test_the_same_bytes_are_known_again_with_their_day_and_initiative(desk, read):
    reading = read(Scores=FIRST)
    assert preview_import(desk, reading).earlier is None
    import_spreadsheet(desk, reading, initiative="Service desk")
    earlier = preview_import(desk, reading).earlier
    assert earlier is not None
    assert (earlier.file, earlier.initiative) == ("Bids.xlsx", "Service desk")
    summary = import_spreadsheet(desk, reading)
    assert summary.imported_before == earlier.imported_at
    assert any(line.startswith("The same file came in before, on 20") for line in summary.lines())
    undo(desk)
    assert preview_import(desk, reading).earlier is None


def test_groups_of_a_sheet_become_groups_with_the_weights_of_their_parts(desk, read):
    reading = read(Scores=TREE)
    preview = preview_import(desk, reading)
    assert preview.groups == ("Technical", "Commercial")
    assert [(each.name, each.group) for each in preview.criteria][:2] == [
        ("Core", "Technical"),
        ("Interfaces", "Technical"),
    ]
    summary = import_spreadsheet(desk, reading)
    assert (summary.groups_added, summary.criteria_added) == (2, 3)
    criteria = list_criteria(desk, 1)
    names = {each.id: each.name for each in criteria}
    assert [(each.name, names.get(each.parent_id or 0, ""), each.weight) for each in criteria] == [
        ("Technical", "", 60), ("Core", "Technical", 45), ("Interfaces", "Technical", 15),
        ("Commercial", "", 40), ("Price", "Commercial", 40),
    ]  # fmt: skip
    weights = rank_initiative(desk, 1).weights
    assert [weights[leaf.id] for leaf in leaves_of(criteria)] == pytest.approx([0.45, 0.15, 0.4])


def test_a_new_criterion_goes_into_the_group_that_is_here(desk, read):
    initiative_id = add_initiative(desk, "Service desk")
    technical = add_criterion(desk, initiative_id, "Technical", weight=60)
    add_criterion(desk, initiative_id, "Core", parent_id=technical, weight=45)
    import_spreadsheet(desk, read(Scores=TREE), initiative="Service desk")
    criteria = {each.name: each for each in list_criteria(desk, initiative_id)}
    assert criteria["Interfaces"].parent_id == technical
    assert criteria["Price"].parent_id == criteria["Commercial"].id
    assert len(criteria) == 5


def test_sheets_of_several_evaluators_come_in_as_one_act(desk, read):
    plain = ["Criterion", "Alder", "Birch"]
    reading = read(
        Kim=[plain, ["Price", 3, 4], ["Quality", 5, 4]],
        Lee=[plain, ["Price", 4, 4], ["quality", 2, 3]],
        Summary=[plain, ["Price", 3.5, 4], ["Quality", 3.5, 3.5]],
    )
    revision = desk.journal.revision
    preview = preview_import(desk, reading, tables=[0, 1], answers={"Lee!B2": Answer.typed(4.5)})
    assert preview.cells.used == sum(reading.tables[index].used_cells for index in (0, 1))
    assert [(each.name, each.scores) for each in preview.evaluators] == [("Kim", 4), ("Lee", 4)]
    summary = import_spreadsheet(desk, reading, tables=[0, 1], answers={"Lee!B2": Answer.typed(4.5)})
    assert desk.journal.revision == revision + 1
    assert (summary.sheet, summary.evaluators, summary.criteria_added) == ("Kim, Lee", ("Kim", "Lee"), 2)
    evaluation = load_evaluation(desk, 1)
    offices = {each.id: each.name for each in evaluation.evaluators}
    assert sorted((offices[each.evaluator_id], each.points, str(each.source)) for each in evaluation.scores)[4:6] == [
        ("Lee", 2, "Bids.xlsx, Lee!B3"), ("Lee", 3, "Bids.xlsx, Lee!C3"),
    ]  # fmt: skip
    assert 4.5 in {each.points for each in evaluation.scores}


def test_words_that_can_be_read_in_one_way_become_points_and_it_is_said(desk, read):
    rows = [HEAD, ["Encryption", 60, "C", "NC"], ["Logging", 40, "PC", "C"]]
    summary = import_spreadsheet(desk, read(Scores=rows))
    assert points(desk)[("Alder", "Logging")] == 2.5
    assert any(note == "The words of “Encryption” count as points: “C” = 5; “NC” = 0." for note in summary.notes)
    score = next(each for each in load_evaluation(desk, 1).scores if each.points == 2.5)
    assert score.rationale == "The sheet says “PC”, taken as 2.5."


def test_words_that_can_be_read_in_two_ways_stay_open_until_somebody_says(desk, read):
    rows = [["Vendor", "Quality", "Dependency"], ["Alder", 4, "High"], ["Birch", 3, "Low"], ["Cedar", 5, "Medium"]]
    reading = read(Scores=rows)
    preview = preview_import(desk, reading)
    dependency = preview.criteria[1]
    assert dependency.is_scale_asked
    assert ("scale", "Dependency") in [(each.what, each.name) for each in preview.waiting]
    assert [each.name for each in dependency.scales] == ["High is best", "High is worst"]
    chosen = dict(dependency.scales[1].points)
    assert chosen == {"Low": 5, "Medium": 2.5, "High": 0}
    import_spreadsheet(desk, reading, initiative="Unsaid")
    assert points(desk)[("Birch", "Dependency")] is None
    undo(desk)
    import_spreadsheet(desk, reading, initiative="Said", scales={"dependency": chosen})
    assert points(desk)[("Birch", "Dependency")] == 5
    assert points(desk)[("Alder", "Dependency")] == 0


def test_a_must_is_asked_about_and_becomes_a_gate_where_the_user_says_so(desk, read):
    rows = [
        ["Requirement", "Priority", "Alder", "Birch"],
        ["Single sign-on", "Must", "F", "P"],
        ["Round the clock", "Should", "F", "N"],
        ["Local language", "Could", "N", "F"],
    ]
    reading = read(Scores=rows)
    preview = preview_import(desk, reading)
    assert [each.is_gate_asked for each in preview.criteria] == [True, False, False]
    assert not preview_import(desk, reading, gates={"Single sign-on": None}).criteria[0].is_gate_asked
    import_spreadsheet(desk, reading, gates={"single sign-on": 5})
    gates = [(each.name, each.minimum) for each in list_criteria(desk, 1) if each.is_gate]
    assert gates == [("Single sign-on", 5)]


def test_what_was_decided_about_a_layout_counts_again_for_the_next_sheet_until_it_is_forgotten(desk, read):
    from outsource_desk.services.import_memory import forget_layout

    rows = [["Vendor", "Speed", "Dependency"], ["Alder", 40, "High"], ["Birch", 30, "Low"], ["Cedar", 20, "Medium"]]
    scales = {"Dependency": {"High": 0.0, "Medium": 2.5, "Low": 5.0}}
    import_spreadsheet(desk, read(Scores=rows), initiative="May", directions={"Speed": "max"}, scales=scales)
    later = read("June.xlsx", Scores=[rows[0], ["Dogwood", 50, "Low"], ["Elm", 10, "High"]])
    preview = preview_import(desk, later, initiative="June")
    assert preview.recalled is not None
    assert (preview.recalled.file, preview.recalled.count) == ("Bids.xlsx", 2)
    assert not preview.waiting
    assert preview_import(desk, later, initiative="June", is_remembering=False).recalled is None
    summary = import_spreadsheet(desk, later, initiative="June")
    assert (summary.decisions_remembered, summary.undirected) == (2, ())
    other = read("Other.xlsx", Scores=[["Vendor", "Depth", "Dependency"], ["Alder", 1, "High"], ["Elm", 9, "Low"]])
    assert preview_import(desk, other).recalled is None
    forget_layout(desk, preview.recalled.layout)
    assert preview_import(desk, later, initiative="June").recalled is None
    assert [each.name for each in list_initiatives(desk)] == ["May", "June"]


def test_a_remembered_name_means_the_same_in_another_initiative_or_is_asked_about(desk, read):
    may, june, july = (add_initiative(desk, name) for name in ("May", "June", "July"))
    quality = add_criterion(desk, may, "Service quality")
    same = add_criterion(desk, june, "Service quality")
    add_criterion(desk, july, "Quality of service")
    import_spreadsheet(desk, read(Scores=FIRST), initiative="May", criteria={"Quality": quality})
    later = read("Bids June.xlsx", Scores=SECOND)

    def matched(initiative):
        matching = preview_import(desk, later, initiative=initiative).criteria[0].matching
        return matching.match.id if matching.match else None, matching.is_asked

    assert matched("May") == (quality, False)
    assert matched("June") == (same, False)
    assert matched("July") == (None, True)


def test_how_a_sheet_is_to_be_seen_is_remembered_too(desk, read):
    from outsource_desk.services.import_memory import seen_as_before
    from outsource_desk.services.import_views import SheetView, read_again

    rows = [["Bids", "of", "May"], *FIRST]
    view = SheetView(header_row=2, with_hidden=True, roles={-4: "ignore"})
    reading = read_again(read(Scores=rows), {"Scores": view})
    import_spreadsheet(desk, reading, initiative="May")
    later = seen_as_before(desk, read("June.xlsx", Scores=[rows[0], *SECOND]))
    assert later.views["Scores"] == view


def test_a_line_that_cannot_be_read_keeps_the_price_open_until_its_amount_is_typed(desk, read):
    rows = [["Cost line (EUR)", "Alder", "Birch"], ["Transition", 120, 80], ["Run charge", "13l0", 1400],
            ["Licences", 15, 25]]  # fmt: skip
    reading = read(Prices=rows)
    preview = preview_import(desk, reading)
    [question] = [each for each in preview.questions if each.needs_answer]
    assert (question.cell, question.raw, question.criterion) == ("B3", "13l0", "Run charge")
    assert [(each.what, each.cell) for each in preview.waiting] == [("cell", "B3")]
    assert not [each for each in preview.questions if each.title == "Empty"]
    assert preview.cells.used == reading.tables[0].used_cells
    answers = {"B3": Answer.typed(1310)}
    answered = preview_import(desk, reading, answers=answers)
    assert (answered.waiting, answered.cells.with_care, answered.offer_lines) == ((), 1, 6)
    import_spreadsheet(desk, reading, initiative="Open")
    import_spreadsheet(desk, reading, initiative="Typed", answers=answers)
    open_, typed = (load_evaluation(desk, each.id) for each in list_initiatives(desk))
    assert [each.amount for each in open_.measurements] == [None, 1505]
    assert [each.amount for each in typed.measurements] == [1445, 1505]
    unread = read("Unread.xlsx", Prices=[rows[0], ["Transition", "12o", "8o"], ["Run charge", 1, "tbd"], rows[3]])
    import_spreadsheet(desk, unread, initiative="Nothing known")
    [price] = load_evaluation(desk, list_initiatives(desk)[-1].id).criteria
    assert (price.measure, price.worst, price.less_is_better) == (Measure.PRICE, None, True)


def test_the_lines_of_a_price_sheet_come_in_beneath_the_price_and_keep_their_cells(desk, read):
    rows = [
        ["Prices in EUR thousand"],
        ["Cost line", "Alder", None, "Birch"],
        [None, "Y0", "Y1", "Y0", "Y1"],
        ["Transition", 120, None, 80, None],
        ["Run charge", None, 1310, None, 1400],
        ["Total", 120, 1310, 80, 1400],
    ]
    reading = read(Prices=rows)
    preview = preview_import(desk, reading)
    assert preview.offer_lines == 4
    summary = import_spreadsheet(desk, reading)
    assert summary.offer_lines == 4
    evaluation = load_evaluation(desk, 1)
    assert [each.amount for each in evaluation.measurements] == [1_430_000, 1_480_000]
    assert [str(each.source) for each in evaluation.price_lines][:2] == ["Bids.xlsx, Prices!B4", "Bids.xlsx, Prices!C5"]
    again = import_spreadsheet(desk, reading)
    assert not again.changed_anything


def test_what_a_strangers_file_remembers_is_taken_only_where_it_can_be_meant(desk, read):
    from outsource_desk.services.import_memory import layout_of, recall, seen_as_before
    from outsource_desk.store.rows import insert_row

    reading = read(Scores=FIRST)
    mapping = (
        '{"weights": {"Quality": NaN, "Support": "x"}, "directions": {"Quality": "up"},'
        ' "vendors": {"Alder": true, "Birch": {"id": []}}, "scales": [], "gates": {"Quality": []},'
        ' "view": {"header_row": "one", "roles": {"x": "names", "3": "??"}}}'
    )
    row = {
        "file_name": "a",
        "sha256": "0" * 64,
        "imported_at": "2026-01-01",
        "layout": layout_of(reading, reading.tables[0]),
    }
    initiative_id = add_initiative(desk, "Service desk")
    with desk.edit("Import"):
        insert_row(desk.db, "import_file", {"initiative_id": initiative_id, **row, "mapping": "[]"})
        insert_row(desk.db, "import_file", {"initiative_id": initiative_id, **row, "mapping": mapping})
        insert_row(desk.db, "import_file", {"initiative_id": initiative_id, **row, "mapping": "{"})
    assert recall(desk, row["layout"]) is not None
    assert preview_import(desk, seen_as_before(desk, reading)).criteria == preview_import(desk, reading).criteria
    assert import_spreadsheet(desk, reading, initiative="Bids").decisions_remembered == 0
