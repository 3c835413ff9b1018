"""The live workbook as it is written: results, names, text, guards, print set-up, charts."""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from outsource_desk.domain.criterion import criterion_paths
from outsource_desk.domain.ranking import GateStatus, Verdict
from outsource_desk.reports.workbook import render_workbook
from outsource_desk.services.ranking import ranking_of
from tests.reports.workbook_cases import (
    HOSTILE,
    duplicates,
    exported,
    facts_of,
    formulas,
    harmless,
    hostile,
    named,
    opened,
    same,
    service_desk,
    ties,
    workbook,
)

SHEETS = [
    "Cover", "Summary", "Criteria", "Scores", "Weights", "Evaluators", "What-if", "Sensitivity", "Data", "Lists",
    "Check",
]  # fmt: skip


@pytest.mark.parametrize("case", ["service_desk", "hostile", "no_weights"])
def test_both_readers_see_the_result_beside_each_formula(case: str) -> None:
    content = exported(case)
    values, calamine = opened(content, values=True), CalamineWorkbook.from_filelike(BytesIO(content))
    for sheet, cell in formulas(opened(content)):
        value = values[sheet][cell].value
        page = calamine.get_sheet_by_name(sheet)
        top, left = page.start or (0, 0)
        place = values[sheet][cell]
        assert same(page.to_python(skip_empty_area=True)[place.row - 1 - top][place.column - 1 - left], value), (
            sheet,
            cell,
        )


def test_the_service_desk_comes_out_as_the_app_ranks_it() -> None:
    ranking = ranking_of(service_desk())
    book = workbook("service_desk", values=True)
    assert book.sheetnames == SHEETS
    assert [cell.value for cell in named(book, "Cand_Names")[0]] == ["Alder", "Birch & Co", "Cedar", "In-house"]
    ranks = {standing.candidate.id: standing.rank or "not ranked" for standing in ranking.standings}
    assert [cell.value for cell in named(book, "Ranks")[0]] == [ranks[id_] for id_ in (1, 2, 3, 4)]
    assert ranks[3] == "not ranked"
    assert [book["Summary"].cell(10 + n, 2).value for n in range(4)] == [s.candidate.name for s in ranking.standings]
    cover = {row[0].value: row[1].value for row in reversed(list(book["Cover"].iter_rows()))}
    assert (cover["Check"], cover["Verdict as exported"]) == ("OK", str(ranking.verdict))


def test_not_scored_zero_and_not_applicable_are_three_things() -> None:
    book = workbook("service_desk", values=True)
    keys = [row[0].value for row in named(book, "Scores_Keys")]
    points = dict(zip(keys, named(book, "Scores_Points"), strict=True))
    assert keys == [None, 2, 3, None, 5, None, 7, 8, 9]
    assert points[7][1].value is None
    assert {cell.value for cell in points[8]} == {"n/a"}
    zero = named(workbook("hostile", values=True), "Scores_Points")
    assert 0 in [cell.value for row in zero for cell in row]


def test_the_workbook_says_which_revision_of_what_it_is() -> None:
    defined = workbook("service_desk").defined_names
    assert defined["desk_workbook"].value == '"outsource-desk/workbook/1"'
    assert defined["desk_initiative"].value == '"Service desk"'
    assert (defined["desk_initiative_id"].value, defined["desk_revision"].value) == ("1", "214")
    assert defined["desk_fingerprint"].value == '"' + "859bbeb82f75" + "0" * 52 + '"'
    book = workbook("service_desk")
    assert [row[0].value for row in named(book, "Criteria_Keys")] == list(range(1, 10))
    assert [row[0].value for row in named(book, "Criteria_Weights")] == [40, 60, 40, 20, 100, 10, 50, 50, 30]
    assert [cell.value for cell in named(book, "Scores_Candidate_Keys")[0]] == [1, 2, 3, 4]


def test_a_name_too_long_for_a_constant_stands_in_a_cell() -> None:
    book = workbook("hostile")
    [[cell]] = named(book, "desk_initiative")
    assert cell.value == HOSTILE[0] * 30


def test_the_same_facts_make_the_same_bytes() -> None:
    assert render_workbook(facts_of(service_desk())) == exported("service_desk")


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_makes_the_same_bytes(seed: str, tmp_path: Path) -> None:
    stored = tmp_path / "facts"
    stored.write_bytes(pickle.dumps(facts_of(hostile())))
    command = (
        "import hashlib, pathlib, pickle, sys\n"
        "from outsource_desk.reports.workbook import render_workbook\n"
        "facts = pickle.loads(pathlib.Path(sys.argv[1]).read_bytes())\n"
        "print(hashlib.sha256(render_workbook(facts)).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])}
    run = subprocess.run(
        [sys.executable, "-c", command, stored], env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == hashlib.sha256(exported("hostile")).hexdigest()


def test_hostile_text_stays_text() -> None:
    book = workbook("hostile")
    assert [cell.value for cell in named(book, "Cand_Names")[0]] == list(HOSTILE[:8])
    assert {cell.data_type for cell in named(book, "Cand_Names")[0]} == {"s"}
    assert set(formulas(book)) == set(formulas(opened(render_workbook(facts_of(harmless())))))
    assert book["Scores"].oddHeader.right.text.startswith("&&P")


def test_every_sheet_is_guarded_but_inputs_are_open() -> None:
    book = workbook("service_desk")
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert not any((sheet.protection.sort, sheet.protection.autoFilter, sheet.protection.formatColumns))
    inputs = [cell for name in ("Scores_Points", "Criteria_Weights") for row in named(book, name) for cell in row]
    keys = [row[0].value for row in named(book, "Scores_Keys")]
    groups = {row[0].row for key, row in zip(keys, named(book, "Scores_Points"), strict=True) if key is None}
    for cell in inputs:
        is_group = cell.parent.title == "Scores" and cell.row in groups
        assert cell.protection.locked == is_group
        assert cell.fill.fgColor.rgb == ("FFEEF1F4" if is_group else "FFFFF9DB")
    assert all(book[sheet][cell].protection.locked for sheet, cell in formulas(book))
    assert book["Lists"].sheet_state == "veryHidden"


def test_only_points_of_the_scale_can_be_typed() -> None:
    book = workbook("service_desk")
    rules = {str(rule.sqref): rule for rule in book["Scores"].data_validations.dataValidation}
    first_leaf = rules["D15:G15"]
    assert (first_leaf.type, first_leaf.errorStyle, first_leaf.formula1) == ("list", "stop", "Lst_Points")
    assert "No comparable service" in first_leaf.prompt
    assert [row[0].value for row in named(book, "Lst_Points")] == [n / 2 for n in range(11)] + ["n/a"]
    for sheet in ("Scores", "Criteria", "What-if"):
        for rule in book[sheet].data_validations.dataValidation:
            assert len(rule.prompt) <= 255
            assert len(rule.promptTitle) <= 32
            assert len(rule.error) <= 225
            assert rule.showErrorMessage
    weights = book["Criteria"].data_validations.dataValidation[0]
    assert (weights.type, weights.formula1, weights.formula2) == ("decimal", "0", "100")


def test_points_between_the_steps_are_not_fenced_in_by_a_list() -> None:
    book = workbook("imported")
    rule = book["Scores"].data_validations.dataValidation[0]
    assert rule.type == "custom"
    assert "<=100" in rule.formula1


def test_each_sheet_prints_on_landscape_a4_with_its_revision() -> None:
    book = workbook("service_desk")
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (
            "landscape",
            9,
            1,
        )
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert not sheet.sheet_view.showGridLines
        assert "Revision 214, Committee draft · Fingerprint 859b beb8 2f75" in sheet.oddFooter.left.text
        assert sheet.oddHeader.right.text == "Confidential"
    assert book["Scores"].freeze_panes == "D12"
    assert book["Criteria"].print_title_rows == "$4:$4"


def test_charts_read_live_cells_and_carry_words() -> None:
    from zipfile import ZipFile

    with ZipFile(BytesIO(exported("service_desk"))) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/")]
        drawing = package.read("xl/drawings/drawing1.xml").decode()
        dates = {entry.date_time for entry in package.infolist()}
    assert len(charts) == 2
    assert all("<f>Summary!$" in chart or "f>Summary!$" in chart for chart in charts)
    assert drawing.count('descr="') == 2
    assert "Rank 1: " in drawing
    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_duplicate_names_are_told_apart_where_they_stand_alone() -> None:
    book = workbook("duplicates", values=True)
    paths = criterion_paths(duplicates().criteria)
    checked = [row[1].value for row in book["Check"].iter_rows(min_row=5)]
    assert paths[2] == "People / Quality"
    assert {paths[2], paths[4]} <= set(checked)


def test_without_weights_no_number_is_shown() -> None:
    book = workbook("no_weights", values=True)
    assert {cell.value for cell in named(book, "Totals")[0]} == {"no weights"}
    assert {cell.value for cell in named(book, "Ranks")[0]} == {"not ranked"}
    assert book["Summary"]["A5"].value == str(Verdict.NONE)


def test_a_gate_that_fails_is_not_ranked() -> None:
    book = workbook("measures", values=True)
    gates = [cell.value for cell in named(book, "Gates")[0]]
    assert gates == [str(GateStatus.PASSED), str(GateStatus.OPEN), str(GateStatus.FAILED), str(GateStatus.FAILED)]
    assert [cell.value for cell in named(book, "Ranks")[0]][2:] == ["not ranked", "not ranked"]


def test_progress_is_reported_and_may_cancel() -> None:
    seen: list[float] = []

    def stop(fraction: float, text: str) -> None:
        assert text
        seen.append(fraction)
        if fraction > 0.3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        render_workbook(facts_of(ties()), stop)
    assert seen == sorted(seen)
    assert seen[0] == 0.0


@pytest.mark.parametrize(("case", "hidden"), [("imported", ["Source cell", "Part"]), ("service_desk", ["Part"])])
def test_columns_of_the_evaluators_that_say_nothing_are_hidden(case: str, hidden: list[str]) -> None:
    sheet = workbook(case)["Evaluators"]
    heads = {cell.column_letter: cell.value for cell in sheet[4]}
    assert [heads[letter] for letter in heads if sheet.column_dimensions[letter].hidden] == hidden
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
