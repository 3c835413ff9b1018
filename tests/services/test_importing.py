"""Spreadsheets into the file: real sheets, the real reader, real edits."""

from __future__ import annotations

import shutil
from typing import Any

import pytest
from openpyxl import load_workbook

from outsource_desk.domain.criterion import Direction, Measure, leaves_of
from outsource_desk.domain.errors import DeskError
from outsource_desk.services.candidates import add_candidate, remove_candidate
from outsource_desk.services.criteria import add_criterion, delete_criterion, list_criteria, update_criterion
from outsource_desk.services.desk import create_desk, open_desk
from outsource_desk.services.history import describe_edit, undo
from outsource_desk.services.import_answers import Answer, NoSuchColumnError
from outsource_desk.services.import_case import RefusedSpreadsheetError
from outsource_desk.services.import_policy import Policy
from outsource_desk.services.importing import import_spreadsheet, read_spreadsheet
from outsource_desk.services.initiatives import add_initiative, find_initiative, list_initiatives
from outsource_desk.services.ranking import load_evaluation, rank_initiative
from outsource_desk.services.reading_lines import reading_lines
from outsource_desk.services.reporting import board_facts, write_workbook
from outsource_desk.services.scoring import add_evaluator, agree_score, record_score
from outsource_desk.services.vendors import add_vendor, list_vendors, update_vendor
from tests.sheets import written

SCORECARD = [
    ["Criterion", "Weight", "Alder", "Birch"],
    ["Quality", 60, 4, 3],
    ["Support", 40, 2, 5],
    ["Total", 100, 3.2, 3.8],
]


@pytest.fixture
def sheet(tmp_path):
    """Write rows to a workbook and return its path."""

    def write(rows, name="Bids.xlsx"):
        return written(tmp_path / name, rows)

    return write


@pytest.fixture
def bring(desk, sheet):
    """Import rows and return the summary."""

    def bring(rows, initiative=None, name="Bids.xlsx", **decisions):
        return import_spreadsheet(desk, read_spreadsheet(sheet(rows, name)), initiative=initiative, **decisions)

    return bring


def test_a_scorecard_becomes_an_initiative_in_one_edit(desk, bring):
    summary = bring(SCORECARD)
    assert (summary.vendors_added, summary.criteria_added, summary.values_new) == (2, 2, 4)
    assert desk.journal.revision == 1
    [initiative] = list_initiatives(desk)
    assert (initiative.name, initiative.weighting) == ("Bids", "direct")
    totals = {s.candidate.name: s.total for s in rank_initiative(desk, initiative.id).standings}
    assert totals == pytest.approx({"Alder": 3.2 * 20, "Birch": 3.8 * 20})
    assert [vendor.name for vendor in list_vendors(desk)] == ["Alder", "Birch"]
    undo(desk)
    assert not list_initiatives(desk)
    assert not list_vendors(desk)


def test_each_value_knows_the_cell_it_came_from(desk, bring):
    bring(SCORECARD)
    evaluation = load_evaluation(desk, 1)
    score = next(s for s in evaluation.scores if s.points == 5)
    assert str(score.source) == "Bids.xlsx, Sheet!D3"
    assert [evaluator.name for evaluator in evaluation.evaluators] == ["Bids"]


def test_weights_that_do_not_add_up_to_100_are_points(desk, bring):
    bring([["Criterion", "Weight", "Alder", "Birch"], ["Quality", 10, 4, 3], ["Support", 3, 2, 5]])
    assert list_initiatives(desk)[0].weighting == "points"
    assert rank_initiative(desk, 1).weights == pytest.approx({1: 10 / 13, 2: 3 / 13})


def test_vendors_that_the_directory_knows_are_used_again_in_any_case_of_letters(desk, bring):
    vendor_id = add_vendor(desk, "ALDER", country="GB")
    bring(SCORECARD)
    assert len(list_vendors(desk)) == 2
    assert load_evaluation(desk, 1).candidates[0].vendor_id == vendor_id


@pytest.mark.parametrize("name", ["In-house", "IN-HOUSE (current team)"])
def test_the_in_house_option_is_no_vendor(desk, bring, name):
    bring([["Criterion", "Weight", "Alder", name], ["Quality", 60, 4, 3], ["Support", 40, 2, 5]])
    assert [vendor.name for vendor in list_vendors(desk)] == ["Alder"]
    assert [candidate.is_in_house for candidate in load_evaluation(desk, 1).candidates] == [False, True]


def test_a_sheet_into_an_existing_initiative_matches_criteria_and_keeps_their_weights(desk, bring):
    initiative_id = add_initiative(desk, "Service desk")
    quality = add_criterion(desk, initiative_id, "QUALITY (how good)", weight=70)
    add_criterion(desk, initiative_id, "Support", weight=30)
    summary = bring(SCORECARD, initiative="service desk")
    assert summary.criteria_added == 0
    assert any("carries 70.0 % here and 60.0 % in the sheet".replace(" %", "\u00a0%") in n for n in summary.notes)
    criteria = {criterion.id: criterion for criterion in list_criteria(desk, initiative_id)}
    assert criteria[quality].weight == 70
    assert {score.criterion_id for score in load_evaluation(desk, initiative_id).scores} == set(criteria)


def test_what_new_criteria_take_from_those_that_stand_there_is_said(desk, bring):
    initiative_id = add_initiative(desk, "Service desk")
    add_criterion(desk, initiative_id, "Quality", weight=0.6)
    team = add_criterion(desk, initiative_id, "Team", weight=0.2)
    add_criterion(desk, initiative_id, "Experience", parent_id=team, weight=1)
    rows = [["Criterion", "Weight", "Alder", "Birch"], ["Quality", 60, 4, 3], ["Price rating", 40, 2, 5]]
    said = "The new criteria take 98.0 % of the whole weight and leave 2.0 % to those that stand here."
    assert said.replace(" %", "\u00a0%") in bring(rows, initiative="Service desk").notes


def test_the_criteria_of_a_new_initiative_take_nothing_from_others(bring):
    assert not any("take" in note for note in bring(SCORECARD).notes)


def test_points_outside_an_existing_scale_stay_open_and_are_named(desk, bring):
    initiative_id = add_initiative(desk, "Service desk")
    add_criterion(desk, initiative_id, "Quality", weight=70, maximum=3)
    summary = bring(SCORECARD, initiative="Service desk")
    assert any(note.startswith("C2: 4 is outside the scale from 0 to 3. Left open") for note in summary.notes)
    scores = {(s.candidate_id, s.criterion_id): s for s in load_evaluation(desk, initiative_id).scores}
    assert scores[1, 1].points is None
    assert "“4”" in scores[1, 1].rationale
    assert scores[2, 1].points == 3


def test_a_second_version_of_a_sheet_changes_what_is_different(desk, bring):
    bring(SCORECARD, initiative="Service desk")
    second = [SCORECARD[0], ["Quality", 60, 4, 3], ["Support", 40, 3, 5]]
    summary = bring(second, initiative="Service desk", policy=Policy.REPLACE)
    assert (summary.values_new, summary.values_changed, summary.values_same) == (0, 1, 3)
    assert "Score Alder, Support by Bids: 2 → 3" in describe_edit(desk, desk.journal.revision)


def test_two_different_files_of_one_name_become_two_initiatives(desk, bring):
    bring(SCORECARD)
    bring([SCORECARD[0], ["Quality", 60, 5, 3], ["Support", 40, 3, 5]])
    assert [initiative.name for initiative in list_initiatives(desk)] == ["Bids", "Bids (2)"]


def test_amounts_get_a_direction_and_end_points_that_are_said(desk, bring):
    summary = bring([["Supplier", "Cost", "Quality", "Headcount"], ["A", 25000, 80, 40], ["B", 30000, 75, 60]])
    cost, quality, headcount = list_criteria(desk, 1)
    assert (cost.measure, cost.worst, cost.best) == ("measured", 30000, 25000)
    assert quality.measure in ("judged", "measured")
    assert headcount.worst is None
    assert any("Cost from 30,000 to 25,000" in note for note in summary.notes)
    assert any("Headcount" in note and "open" in note.casefold() for note in summary.notes)


def test_levels_in_words_stay_open_with_their_text(desk, bring):
    bring([["Vendor Name", "MFA", "Encryption"], ["CloudPay", "Yes", "No"], ["PeopleCore", "No", "Unknown"]])
    scores = load_evaluation(desk, 1).scores
    assert all(score.points is None for score in scores)
    assert "The sheet says “Unknown”." in [score.rationale for score in scores]
    assert rank_initiative(desk, 1).verdict == "no candidate is ranked"


def test_not_applicable_and_empty_cells_are_told_apart(desk, bring):
    bring([["Criterion", "Weight", "Alder", "Birch"], ["Quality", 60, "n/a", 3], ["Support", 40, None, 5]])
    scores = {(s.candidate_id, s.criterion_id): s for s in load_evaluation(desk, 1).scores}
    assert scores[1, 1].not_applicable
    assert (1, 2) not in scores


def test_a_long_list_keeps_its_evaluators_and_comments(desk, bring):
    rows = [["Vendor", "Criterion", "Evaluator", "Score", "Comment"]]
    rows += [["Alder", "Price", "Kim", 3, "cheap, but extras"], ["Birch", "Price", "Kim", 4, None]]
    rows += [["Alder", "Price", "Lee", 4, None], ["Birch", "Price", "Lee", 2, None]]
    summary = bring(rows)
    assert any("more or less is better: Price" in note for note in summary.notes)
    evaluation = load_evaluation(desk, 1)
    assert [evaluator.name for evaluator in evaluation.evaluators] == ["Kim", "Lee"]
    assert [score.points for score in evaluation.scores] == [3, 4, 4, 2]
    assert evaluation.scores[0].rationale == "cheap, but extras"


def test_a_file_without_any_table_is_refused_and_nothing_is_written(desk, sheet):
    with pytest.raises(RefusedSpreadsheetError) as refused:
        import_spreadsheet(desk, read_spreadsheet(sheet([["Dear colleagues,"], ["see you on Monday."]])))
    assert "Bids.xlsx" in str(refused.value)
    assert desk.journal.revision == 0


def test_an_import_into_a_read_only_file_is_refused(tmp_path, sheet):
    create_desk(tmp_path / "x.odesk").close()

    with open_desk(tmp_path / "x.odesk", read_only=True) as desk, pytest.raises(DeskError):
        import_spreadsheet(desk, read_spreadsheet(sheet(SCORECARD)))


def test_a_dry_run_in_words_names_vendors_criteria_and_cells(sheet):
    lines = "\n".join(reading_lines(read_spreadsheet(sheet(SCORECARD))))
    assert "Alder, Birch" in lines
    assert "weight 60" in lines


@pytest.fixture(scope="module")
def exported(sample_file, tmp_path_factory):
    """Return the sample's workbook as it was exported, and the initiative's id."""
    path = tmp_path_factory.mktemp("exported") / "workbook.xlsx"
    with open_desk(sample_file, read_only=True) as desk:
        initiative_id = find_initiative(desk).id
        write_workbook(board_facts(desk, initiative_id), path)
    return path, initiative_id


@pytest.fixture
def workbook(exported, tmp_path):
    """Return a copy of the sample's workbook and the initiative's id."""
    path, initiative_id = exported
    return shutil.copy(path, tmp_path / "workbook.xlsx"), initiative_id


def test_reading_our_own_workbook_back_changes_nothing(sample_desk, workbook):
    path, _ = workbook
    before = sample_desk.journal.revision, sample_desk.journal.fingerprint
    summary = import_spreadsheet(sample_desk, read_spreadsheet(path))
    assert not summary.changed_anything
    assert summary.values_same > 100
    assert (sample_desk.journal.revision, sample_desk.journal.fingerprint) == before


def test_our_own_workbook_brings_points_back_and_leaves_the_curves_of_the_file_alone(sample_desk, tmp_path):
    initiative_id = find_initiative(sample_desk).id
    criteria = load_evaluation(sample_desk, initiative_id).criteria
    price = next(each for each in criteria if each.measure is Measure.PRICE)
    judged = next(each for each in leaves_of(criteria) if each.measure is Measure.JUDGED)
    update_criterion(sample_desk, price.id, "curve", "multiple")
    update_criterion(sample_desk, judged.id, "curve", "piecewise")
    update_criterion(sample_desk, judged.id, "points", [(0, 0), (3, 80), (5, 100)])
    path = tmp_path / "curves.xlsx"
    write_workbook(board_facts(sample_desk, initiative_id), path)
    before = sample_desk.journal.fingerprint
    summary = import_spreadsheet(sample_desk, read_spreadsheet(path))
    assert not summary.changed_anything
    assert sample_desk.journal.fingerprint == before


def test_parts_of_the_same_name_are_not_mixed_up_on_the_way_back(desk, tmp_path):
    initiative_id = add_initiative(desk, "Desk")
    candidate_id = add_candidate(desk, initiative_id, add_vendor(desk, "Alder"))
    evaluator_id = add_evaluator(desk, initiative_id, "Kim")
    for group, points in (("Delivery", 5), ("People", 1)):
        parent_id = add_criterion(desk, initiative_id, group, weight=50)
        leaf_id = add_criterion(desk, initiative_id, "Quality", parent_id=parent_id, weight=100)
        record_score(desk, candidate_id, leaf_id, evaluator_id, points)
    path = tmp_path / "w.xlsx"
    write_workbook(board_facts(desk, initiative_id), path)
    summary = import_spreadsheet(desk, read_spreadsheet(path))
    assert (summary.values_same, summary.values_changed, summary.notes) == (2, 0, ())


def test_points_and_weights_changed_in_our_own_workbook_come_back_as_agreed_scores_and_weights(sample_desk, workbook):
    path, _ = workbook
    book = load_workbook(path)
    place, weights = (book.defined_names[name].attr_text for name in ("Scores_Points", "Criteria_Weights"))
    sheet_name, block = place.split("!")
    cell = _first_number(book[sheet_name.strip("'")][block.replace("$", "")])
    old = cell.value
    cell.value = 0 if old else 1
    weight_sheet, weight_block = weights.split("!")
    weight = _first_number(book[weight_sheet.strip("'")][weight_block.replace("$", "")])
    weight.value += 5
    book.save(path)

    summary = import_spreadsheet(sample_desk, read_spreadsheet(path))
    assert summary.values_changed == 2
    said = describe_edit(sample_desk, sample_desk.journal.revision)
    assert any(line.startswith("Agreed score") for line in said)
    assert any("weight" in line for line in said)
    undo(sample_desk)
    assert import_spreadsheet(sample_desk, read_spreadsheet(path)).values_changed == 2


def _first_number(block):
    return next(cell for row in block for cell in row if isinstance(cell.value, int | float))


def test_a_workbook_of_an_initiative_that_was_renamed_goes_nowhere_by_accident(sample_desk, workbook, tmp_path):
    path, _ = workbook
    with create_desk(tmp_path / "other.odesk") as other:
        summary = import_spreadsheet(other, read_spreadsheet(path))
        assert summary.vendors_added == 5
        assert list_initiatives(other)[0].name == summary.initiative


def test_an_agreed_score_is_what_the_workbook_shows_and_compares_with(desk, tmp_path):
    initiative_id = add_initiative(desk, "Desk")
    criterion_id = add_criterion(desk, initiative_id, "Quality", weight=100)
    candidate_id = add_candidate(desk, initiative_id, add_vendor(desk, "Alder"))
    for name, points in (("Kim", 1), ("Lee", 5)):
        record_score(desk, candidate_id, criterion_id, add_evaluator(desk, initiative_id, name), points)
    agree_score(desk, candidate_id, criterion_id, 2.5, rationale="Seen on site together")
    path = tmp_path / "w.xlsx"
    write_workbook(board_facts(desk, initiative_id), path)
    assert not import_spreadsheet(desk, read_spreadsheet(path)).changed_anything
    update_criterion(desk, criterion_id, "name", "Quality of work")
    assert not import_spreadsheet(desk, read_spreadsheet(path)).changed_anything


PLAIN = [["Criterion", "Weight", "Alder", "Birch"], ["Quality", 60, 4, 3], ["Risk", 40, 2, 5]]


def test_a_criterion_that_may_run_either_way_stays_open_until_somebody_says(desk, sheet):
    reading = read_spreadsheet(sheet(PLAIN))
    summary = import_spreadsheet(desk, reading, initiative="Asked")
    assert summary.undirected == ("Risk",)
    assert "Open until you say whether more or less is better: Risk." in summary.notes
    asked = rank_initiative(desk, 1)
    assert {warning.id for warning in asked.warnings} >= {"W31"}
    assert all(len(standing.open_leaves) == 1 for standing in asked.standings)
    more = import_spreadsheet(desk, reading, initiative="More", directions={"risk": Direction.MAX})
    assert [s.total for s in rank_initiative(desk, 2).standings] == pytest.approx([0.6 * 60 + 0.4 * 100, 64])
    import_spreadsheet(desk, reading, initiative="Less", directions={"Risk": Direction.MIN})
    assert [s.total for s in rank_initiative(desk, 3).standings] == pytest.approx([0.6 * 80 + 0.4 * 60, 0.6 * 60])
    assert not more.undirected
    with pytest.raises(NoSuchColumnError):
        import_spreadsheet(desk, reading, directions={"Colour": Direction.MAX})


def test_scores_are_put_down_to_the_evaluator_that_is_named(desk, sheet):
    first = import_spreadsheet(desk, read_spreadsheet(sheet(SCORECARD)), initiative="Desk", evaluator="CISO office")
    changed = [SCORECARD[0], ["Quality", 60, 5, 3], ["Support", 40, 2, 5]]
    second = import_spreadsheet(
        desk,
        read_spreadsheet(sheet(changed, "v2.xlsx")),
        initiative="Desk",
        evaluator="ciso OFFICE",
        policy=Policy.REPLACE,
    )
    assert first.evaluator == "CISO office"
    assert (second.values_changed, second.values_same) == (1, 3)
    assert [evaluator.name for evaluator in load_evaluation(desk, 1).evaluators] == ["CISO office"]


def test_an_older_workbook_of_ours_changes_only_what_was_changed_in_it(sample_desk, workbook):
    path, initiative_id = workbook
    evaluation = load_evaluation(sample_desk, initiative_id)
    leaf = next(c for c in evaluation.criteria if c.name == "Elasticity")
    office = evaluation.evaluators[0].id
    for candidate in evaluation.candidates:
        agree_score(sample_desk, candidate.id, leaf.id, 1, rationale="Agreed after the workbook was made")
    record_score(sample_desk, evaluation.candidates[0].id, leaf.id, office, 5)
    before = sample_desk.journal.fingerprint
    summary = import_spreadsheet(sample_desk, read_spreadsheet(path))
    assert not summary.changed_anything
    assert sample_desk.journal.fingerprint == before


def test_what_cannot_be_taken_from_our_own_workbook_is_said(sample_desk, workbook):
    path, _ = workbook
    book = load_workbook(path)
    place, weights = (book.defined_names[name].attr_text for name in ("Scores_Points", "Criteria_Weights"))
    sheet_name, block = place.split("!")
    points: Any = book[sheet_name.strip("'")][block.replace("$", "")]
    cells = [cell for row in points for cell in row]
    numbers = [cell for cell in cells if isinstance(cell.value, int | float)]
    numbers[0].value, numbers[1].value, numbers[2].value = None, "good", 77
    weight_sheet, weight_block = weights.split("!")
    _first_number(book[weight_sheet.strip("'")][weight_block.replace("$", "")]).value = -5
    book.save(path)
    before = sample_desk.journal.fingerprint
    summary = import_spreadsheet(sample_desk, read_spreadsheet(path))
    assert sample_desk.journal.fingerprint == before
    said = "\n".join(summary.notes)
    assert "“good”" in said
    assert "empty in the workbook" in said
    assert "77 is outside the scale" in said
    assert "-5" in said or "−5" in said


def test_a_workbook_of_ours_in_another_initiative_is_matched_by_names_and_never_by_numbers(sample_desk, workbook):
    path, _ = workbook
    other = add_initiative(sample_desk, "Two")
    support = add_criterion(sample_desk, other, "Support", weight=1)
    import_spreadsheet(sample_desk, read_spreadsheet(path), initiative="Two")
    assert not [s for s in load_evaluation(sample_desk, other).scores if s.criterion_id == support]
    assert len(load_evaluation(sample_desk, other).candidates) == 5


def test_a_price_that_cannot_be_kept_to_the_minor_unit_stays_open(desk, bring):
    initiative_id = add_initiative(desk, "Desk", currency="EUR")
    add_criterion(desk, initiative_id, "Price", measure="price", direction="min", weight=1, worst=10, best=5)
    rows = [["Vendor", "Price", "Delivery days"], ["A", 1e18, 5], ["B", 7, 1e300]]
    summary = bring(rows, initiative="Desk")
    amounts = {(m.candidate_id, m.criterion_id): m.amount for m in load_evaluation(desk, initiative_id).measurements}
    assert amounts[1, 1] is None
    assert amounts[2, 1] == 7
    assert any("B2" in note for note in summary.notes)


def test_a_price_needs_the_currency_of_its_initiative(desk, bring):
    initiative_id = add_initiative(desk, "Desk")
    add_criterion(desk, initiative_id, "Price", measure="price", direction="min", weight=1)
    summary = bring([["Vendor", "Price", "Quality"], ["A", 10, 4], ["B", 7, 3]], initiative="Desk")
    assert any("currency" in note for note in summary.notes)
    assert all(m.amount is None for m in load_evaluation(desk, initiative_id).measurements)


def test_scores_on_several_sheets_are_those_of_the_sheet(desk, tmp_path):
    sheets = {
        name: (["Criterion", "Weight", "Alder", "Birch"], ["Quality", 60, points, 2], ["Support", 40, points, 5])
        for name, points in (("Kim", 3), ("Lee", 4))
    }
    path = written(tmp_path / "Panel.xlsx", sheets)
    first = import_spreadsheet(desk, read_spreadsheet(path), initiative="Desk")
    assert first.evaluator == "Kim"
    assert any("“Lee”" in note for note in first.notes)


def test_school_marks_run_from_the_worst_mark_to_the_best(desk, bring):
    bring(
        [
            ["Kriterium", "Gewicht", "A GmbH", "B GmbH"],
            ["Qualität (Schulnote 1-6)", 60, 1, 3],
            ["Service (Schulnote 1-6)", 40, 2, 1],
        ]
    )
    totals = {s.candidate.name: s.total for s in rank_initiative(desk, 1).standings}
    assert totals == pytest.approx({"A GmbH": 60 * 1 + 40 * 0.8, "B GmbH": 60 * 0.6 + 40 * 1})


def test_points_out_of_different_tops_come_to_one_scale_and_it_is_said(desk, bring):
    rows = [["Criterion", "Weight", "A", "B"], ["Quality", 50, "4/5", "8/10"], ["Support", 50, "3/5", "9/10"]]
    summary = bring(rows, answers={"D2": Answer.keep(), "D3": Answer.keep()})  # two tops in one column are asked about
    totals = {s.candidate.name: s.total for s in rank_initiative(desk, 1).standings}
    assert totals == pytest.approx({"A": 70, "B": 85})
    assert any("“4/5” was taken as 8 of 10" in note for note in summary.notes)


def test_our_own_workbook_finds_a_renamed_vendor_and_never_brings_back_what_was_deleted(sample_desk, workbook):
    path, initiative_id = workbook
    evaluation = load_evaluation(sample_desk, initiative_id)
    renamed, removed = [each for each in evaluation.candidates if each.vendor_id is not None][:2]
    assert renamed.vendor_id is not None
    update_vendor(sample_desk, renamed.vendor_id, "name", "Renamed Ltd")
    remove_candidate(sample_desk, removed.id)
    delete_criterion(sample_desk, next(each.id for each in evaluation.criteria if each.name == "Elasticity"))
    before = sample_desk.journal.fingerprint
    summary = import_spreadsheet(sample_desk, read_spreadsheet(path))
    assert sample_desk.journal.fingerprint == before
    said = "\n".join(summary.notes)
    assert f"{removed.name} is no candidate here any more" in said
    assert "Elasticity is no criterion here any more" in said


def test_a_criterion_named_like_a_number_is_not_taken_for_another_ones_key(desk, tmp_path):
    initiative_id = add_initiative(desk, "Numbers")
    second = add_criterion(desk, initiative_id, "Quality", weight=50)
    add_criterion(desk, initiative_id, str(second), weight=50)
    candidate = add_candidate(desk, initiative_id, add_vendor(desk, "Alder"))
    record_score(desk, candidate, second, add_evaluator(desk, initiative_id, "Kim"), 4)
    write_workbook(board_facts(desk, initiative_id), tmp_path / "n.xlsx")
    before = desk.journal.fingerprint
    import_spreadsheet(desk, read_spreadsheet(tmp_path / "n.xlsx"))
    assert desk.journal.fingerprint == before


def test_the_currency_of_a_sheet_becomes_that_of_the_initiative_and_it_is_said(desk, bring):
    add_initiative(desk, "Desk")
    summary = bring([["Vendor", "Price (EUR)", "Days"], ["A", 10000, 4], ["B", 7000, 3]], initiative="Desk")
    assert list_initiatives(desk)[0].currency == "EUR"
    assert any("currency is EUR" in note for note in summary.notes)
