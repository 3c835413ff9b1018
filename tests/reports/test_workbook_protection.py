"""The sheets of risks, plans, levels and governance: what they say, and that a spreadsheet works out the same."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from outsource_desk.analysis.risk import MATRIX
from outsource_desk.reports.facts import BoardFacts
from outsource_desk.reports.workbook import render_workbook
from outsource_desk.services.desk import create_desk
from outsource_desk.services.reporting import board_facts
from tests.office import saved_by_office
from tests.protection_desk import decided_case, protected_case
from tests.reports.workbook_cases import opened

SHEETS = ["Risks", "Mitigations", "Contingency", "Exit", "SLA", "Protocol", "Audits", "Clauses", "Calendar"]
HOSTILE = "=cmd|' /C calc'!A0"
BANDS = {"Band now": 13, "Band once all controls work": 14, "Appetite": 15}


@pytest.fixture(scope="module")
def facts(tmp_path_factory) -> BoardFacts:
    with create_desk(tmp_path_factory.mktemp("case") / "case.odesk", author="Analyst") as desk:
        case = protected_case(desk)
        with desk.edit("Fill"):
            desk.db.conn.execute("UPDATE risk SET title = ? WHERE code = 'R14'", [HOSTILE])
            desk.db.conn.execute("UPDATE exit_task SET wording = ? WHERE code = 'T2'", ["+1+1"])
            desk.db.conn.execute("UPDATE forum SET name = ? WHERE name = 'Service review'", ["@SUM(A1)"])
        return board_facts(desk, case.initiative)


@pytest.fixture(scope="module")
def content(facts) -> bytes:
    return render_workbook(facts)


@pytest.fixture(scope="module")
def recalculated(content, tmp_path_factory) -> Path:
    """The workbook as LibreOffice works it out, unchanged and with ratings, states and days changed."""
    folder = tmp_path_factory.mktemp("protection")
    source = folder / "source"
    source.mkdir()
    opened(content).save(source / "plain.xlsx")  # openpyxl writes formulas without results
    changed = opened(content)
    for row in changed["Risks"].iter_rows(min_row=5):
        if row[1].value == "R17":
            row[5].value, row[6].value = 5, 5
        if row[1].value == "R24":
            row[5].value, row[6].value = 2, 3
    for row in changed["Mitigations"].iter_rows(min_row=5):
        if row[2].value == "R09-M1":
            row[7].value = "verified"
    for row in changed["Exit"].iter_rows(min_row=5, max_row=12):
        if row[1].value == "Hold knowledge sessions and test them":
            row[2].value = 10
    changed.save(source / "changed.xlsx")
    return saved_by_office(source.iterdir(), folder)


def book(path: Path) -> Any:
    return opened(path.read_bytes(), values=True)


def risk_row(sheet: Any, code: str) -> list[Any]:
    return next([cell.value for cell in row] for row in sheet.iter_rows(min_row=5) if row[1].value == code)


def test_every_register_has_its_sheet(content):
    names = opened(content).sheetnames
    at = names.index("Risks")
    assert names[at : at + len(SHEETS)] == SHEETS


def test_a_file_without_protection_has_none_of_them(desk):
    case = decided_case(desk)
    names = opened(render_workbook(board_facts(desk, case.initiative))).sheetnames
    assert set(names) & set(SHEETS) <= {"Calendar"}


def test_bands_are_looked_up_live_in_the_matrix_and_hold_what_the_app_computed(content, facts):
    formulas, values = opened(content)["Risks"], opened(content, values=True)["Risks"]
    first = [cell.value for cell in formulas[5]]
    assert first[12] == '=IF(AND(ISNUMBER(K5),ISNUMBER(L5)),INDEX(RiskMatrix,K5,L5),"not rated")'
    for row, each in enumerate(facts.protection.risks, 5):
        told = [cell.value for cell in values[row]]
        assert told[12] == str(each.band or "not rated")
        assert told[13] == str(each.target_band or "not rated")
        if each.residual is not None:
            assert told[10:12] == [each.residual.likelihood, each.residual.impact]
            assert each.band == MATRIX[told[10] - 1][told[11] - 1]


def test_a_spreadsheet_works_out_every_formula_as_the_app_did(content, recalculated):
    formulas, own, found = opened(content), opened(content, values=True), book(recalculated / "plain.xlsx")
    count = 0
    for name in SHEETS:
        for row in formulas[name].iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                mine, theirs = own[name][cell.coordinate].value, found[name][cell.coordinate].value
                if isinstance(mine, int | float) and isinstance(theirs, int | float):
                    assert theirs == pytest.approx(mine, abs=1e-9), (name, cell.coordinate)
                else:
                    assert (mine or "") == (theirs or ""), (name, cell.coordinate)
    assert count > 80


def test_the_check_sheet_agrees_on_every_band_and_on_readiness(recalculated):
    rows = [[cell.value for cell in row] for row in book(recalculated / "plain.xlsx")["Check"].iter_rows(min_row=5)]
    ours = [row for row in rows if row[0] in (*BANDS, "Readiness")]
    assert len(ours) == 3 * 9 + 1
    assert {row[5] for row in ours} == {"OK"}


def test_what_a_reader_changes_moves_the_bands_the_runbook_and_the_clock(recalculated):
    changed = book(recalculated / "changed.xlsx")
    assert risk_row(changed["Risks"], "R17")[10:15] == [5, 4, "C", "C", "ABOVE"]
    assert risk_row(changed["Risks"], "R24")[10:15] == [2, 3, "M", "M", "within"]
    assert risk_row(changed["Risks"], "R09")[10:15] == [2, 3, "M", "M", "within"]
    told = {row[1].value: row[4].value for row in changed["Exit"].iter_rows(min_row=5, max_row=12)}
    assert told["Length in days"] == 14 + 45 + 40 + 45 + 36
    clock = {row[1].value: row[2].value for row in changed["Exit"].iter_rows(min_row=12, max_row=24)}
    assert clock["Time to leave, planned"] == 180
    assert clock["Days that nothing covers, planned"] == 0


def test_nothing_that_was_typed_becomes_a_formula(content):
    formulas = opened(content)
    typed = {HOSTILE, "+1+1", "@SUM(A1)"}
    seen = set()
    for name in SHEETS:
        for row in formulas[name].iter_rows():
            for cell in row:
                if cell.value in typed:
                    assert cell.data_type == "s", (name, cell.coordinate)
                    seen.add(cell.value)
    assert seen == typed


def test_registers_hold_what_the_file_says(content):
    told = opened(content, values=True)
    audits = {row[1].value: row for row in told["Audits"].iter_rows(min_row=5)}
    assert isinstance(audits["Security"][6].value, datetime.datetime)
    assert audits["Shared administrator account"][3].value == "high"
    clauses = {row[2].value: row[6].value for row in told["Clauses"].iter_rows(min_row=5)}
    assert clauses == {"CL01": "agreed", "CL15": "agreed weaker", "CL20": "requested", "IP2": "missing"}
    metrics = {row[0].value: row[9].value for row in told["SLA"].iter_rows(min_row=5, max_row=7)}
    assert metrics == {"K01": "missed", "K03": "off target", "K09": "not measured"}
    kinds = {row[2].value for row in told["Calendar"].iter_rows(min_row=5)}
    assert {"Finding", "Forum", "Audit", "Mitigation"} <= kinds
