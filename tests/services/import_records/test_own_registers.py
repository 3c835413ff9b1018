from __future__ import annotations

import openpyxl
import pytest

from outsource_desk.importers.reading import Reading
from outsource_desk.reports.workbook import render_workbook
from outsource_desk.services.import_records import NoRecordsError, Outcome, RecordChoices, preview_records
from outsource_desk.services.import_records.as_kind import seen_as
from outsource_desk.services.importing import read_spreadsheet
from outsource_desk.services.initiatives import find_initiative
from outsource_desk.services.reporting import board_facts


@pytest.fixture(scope="module")
def workbook(sample_file, tmp_path_factory):
    from outsource_desk.services.desk import open_desk

    path = tmp_path_factory.mktemp("board") / "Board.xlsx"
    with open_desk(sample_file, read_only=True) as desk:
        path.write_bytes(render_workbook(board_facts(desk, find_initiative(desk).id)))
    return path


@pytest.mark.parametrize(("kind", "sheet"), [("risks", "Risks"), ("metrics", "SLA")])
def test_the_registers_of_the_board_workbook_change_nothing(sample_desk, workbook, kind, sheet):
    seen, at = seen_as(read_spreadsheet(workbook), kind)
    preview = preview_records(sample_desk, seen, at, RecordChoices(initiative_id=find_initiative(sample_desk).id))

    assert seen.tables[at].sheet == sheet
    assert len(preview.rows) > 5
    assert {row.outcome for row in preview.rows} == {Outcome.SAME}
    assert preview.questions == ()


def test_a_rating_that_was_changed_in_the_board_workbook_is_all_that_changes(sample_desk, workbook, tmp_path):
    book = openpyxl.load_workbook(workbook)
    sheet = book["Risks"]
    sheet["F5"] = 1 if sheet["F5"].value != 1 else 2
    sheet["C5"] = "Called something else"
    book.save(tmp_path / "Changed.xlsx")
    seen, at = seen_as(read_spreadsheet(tmp_path / "Changed.xlsx"), "risks")
    preview = preview_records(sample_desk, seen, at, RecordChoices(initiative_id=find_initiative(sample_desk).id))

    changed = [row for row in preview.rows if row.outcome is not Outcome.SAME]
    assert [(row.number, row.outcome) for row in changed] == [(5, Outcome.CHANGED)]
    assert {change.cell for change in changed[0].changes} == {"C5", "F5"}


def test_a_file_without_any_list_of_the_kind_is_refused():
    with pytest.raises(NoRecordsError, match=r"List\.xlsx"):
        seen_as(Reading("List.xlsx"), "risks")
