"""The sheets of the vetting: what they say, and that a spreadsheet program works out the same scores as the app."""

from __future__ import annotations

import functools
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from outsource_desk.reports.findings import Findings
from outsource_desk.reports.workbook import render_workbook
from outsource_desk.reports.workbook.vetting import SCORES
from tests.builders import evaluation
from tests.office import saved_by_office
from tests.reports import cases, vetting_cases
from tests.reports.workbook_cases import facts_of, formulas, opened, same
from tests.vettings import answer, question, with_vetting

SHEETS = [SCORES, "Vetting", "Gaps", "Evidence"]


@functools.cache
def exported(case: str) -> bytes:
    return render_workbook(vetting_cases.CASES[case]())


def workbook(case: str, *, values: bool = False):
    return opened(exported(case), values=values)


def rows_of(book, sheet: str, top: int) -> list[dict[str, Any]]:
    rows = [[cell.value for cell in row] for row in book[sheet].iter_rows(min_row=top)]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vetting")
    source = folder / "source"
    source.mkdir()
    for case in vetting_cases.CASES:
        workbook(case).save(source / f"{case}.xlsx")  # openpyxl writes formulas without results
    changed = workbook("plain")
    for row in changed["Vetting"].iter_rows(min_row=5):
        if row[0].value == "SEC-01" and row[4].value == "Alder":
            row[7].value = 0
    changed["Gaps"]["I7"].value = "closed"
    changed.save(source / "changed.xlsx")
    return saved_by_office(source.iterdir(), folder)


def test_a_file_without_vetting_has_no_sheet_of_it():
    names = opened(render_workbook(cases.clear())).sheetnames
    assert set(SHEETS).isdisjoint(names)


def test_the_register_has_every_question_that_is_asked_with_what_became_of_it():
    rows = rows_of(workbook("plain", values=True), "Vetting", 4)
    assert len(rows) == 7 * 3
    found = {(row["Code"], row["Candidate"]): row for row in rows}
    mine = found["SEC-02", "Alder"]
    assert (mine["Answer"], mine["Evidence"], mine["Points"], mine["State"], mine["Gate"]) == (
        "No", "document", 0, "accepted", "waived",
    )  # fmt: skip
    assert found["SEC-03", "Alder"]["Answer"] == "In the whole scope"
    assert found["FIN-01", "Alder"]["Answer"] == "1.2\u00a0ratio"
    assert found["FIN-02", "Alder"]["Points"] == 4  # capped by a document
    assert found["EXT-02", "Cedar"]["Points"] is None
    assert found["SEC-01", "Birch"]["Gate"] == "failed"


def test_gaps_are_listed_the_worst_first_and_only_their_state_may_be_changed():
    book = workbook("plain", values=True)
    rows = rows_of(book, "Gaps", 5)
    assert [row["Severity"] for row in rows] == ["critical", "high", "medium", "low", "low"]
    assert rows[0]["Due"] == datetime(2026, 8, 1)  # noqa: DTZ001 - a cell knows no zone
    assert book["Gaps"]["B3"].value == 3
    unlocked = {cell.column_letter for row in book["Gaps"].iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {"I"}
    assert book["Gaps"].data_validations.dataValidation[0].formula1 == "Lst_GapState"


def test_the_register_of_evidence_has_whole_hashes():
    rows = rows_of(workbook("plain", values=True), "Evidence", 4)
    hashes = {row["SHA-256"] for row in rows if row["SHA-256"]}
    assert {len(each) for each in hashes} == {64}
    assert len(hashes) == 4
    assert rows[-1]["File"] == "Brochure.pdf"
    assert rows[-1]["Question"] is None


@pytest.mark.parametrize("case", vetting_cases.CASES)
def test_every_sheet_is_protected_prints_on_one_page_across_and_repeats_its_head(case):
    book = workbook(case)
    for name in SHEETS:
        sheet = book[name]
        assert sheet.protection.sheet
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.orientation) == (1, "landscape")
        assert sheet.print_title_rows
        assert sheet.freeze_panes
    assert all(book[name].tables for name in SHEETS[1:])


def test_texts_of_strangers_stay_texts():
    book = workbook("hostile")
    answers = [cell for row in book["Vetting"].iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert {cell.data_type for cell in answers} <= {"s"}
    assert [sheet for sheet, _ in formulas(book) if sheet in ("Vetting", "Evidence")] == []


def test_so_far_never_stands_without_its_coverage():
    heads = [cell.value for cell in workbook("plain")[SCORES][4]]
    assert heads.index("Coverage") == heads.index("So far") - 2


@pytest.mark.parametrize("case", vetting_cases.CASES)
def test_a_spreadsheet_program_works_out_what_the_app_wrote(case: str, recalculated: Path):
    ours, theirs = workbook(case, values=True), opened(recalculated / f"{case}.xlsx", values=True)
    differing = [
        (sheet, cell, ours[sheet][cell].value, theirs[sheet][cell].value)
        for sheet, cell in formulas(workbook(case))
        if not same(ours[sheet][cell].value, theirs[sheet][cell].value)
    ]
    assert differing == []
    checked = [[cell.value for cell in row] for row in theirs["Check"].iter_rows(min_row=5, max_col=6)]
    assert {row[0] for row in checked if row[5] == "CHECK"} <= {"Weights entered, of 100"}


@pytest.mark.parametrize("case", ["plain", "large"])
def test_the_scores_are_those_of_the_app(case: str, recalculated: Path):
    examined = Findings(vetting_cases.CASES[case]()).examined
    assert examined is not None
    rows = rows_of(opened(recalculated / f"{case}.xlsx", values=True), SCORES, 4)
    found = {(row["Candidate"], row["Section"]): row for row in rows}
    for seen in examined.seen:
        mine = found[seen.candidate.name, "All sections"]
        assert same(mine["Secured"], seen.found.overall.secured)
        assert same(mine["Coverage"], seen.found.overall.coverage)
        for section in examined.sections.values():
            score = seen.found.sections[section.id].secured
            assert same(found[seen.candidate.name, section.title]["Secured"], "–" if score is None else score)


def test_a_change_is_worked_out_and_shows_on_the_check_sheet(recalculated: Path):
    book = opened(recalculated / "changed.xlsx", values=True)
    before = rows_of(workbook("plain", values=True), SCORES, 4)[0]
    after = rows_of(book, SCORES, 4)[0]
    assert after["Secured"] < before["Secured"]
    assert after["Coverage"] == before["Coverage"]
    assert book["Gaps"]["B3"].value == 2
    states = {(row[0].value, row[1].value): row[5].value for row in book["Check"].iter_rows(min_row=5)}
    assert states["Secured by vetting", "Alder"] == "CHECK"
    assert states["Gaps before signature", "all candidates"] == "CHECK"


def test_a_value_from_a_section_is_no_input_and_counts_as_in_the_app() -> None:
    given = with_vetting(
        evaluation({"Alder": [90, 80], "Birch": [50, 60]}, [50, 50]),
        [question("SEC-01"), question("SEC-02", weight=3)],
        {(1, "SEC-02"): answer(), (2, "SEC-01"): answer()},
    )
    leaf, *others = given.criteria
    given = replace(given, criteria=(replace(leaf, section_id=1), *others))
    sheet = opened(render_workbook(facts_of(given)))["Scores"]
    row = next(each for each in sheet.iter_rows() if str(each[2].value).endswith(", from the vetting"))
    assert [cell.value for cell in row[3:5]] == [75, 25]
    assert all(cell.protection.locked for cell in row[3:5])
    following = sheet[row[0].row + 1]
    assert not any(cell.protection.locked for cell in following[3:5])
