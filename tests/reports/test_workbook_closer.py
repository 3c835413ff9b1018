"""The sheets that look closer: sets of weights, how far the ranking can be trusted, and what stays hidden."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from outsource_desk.domain.formatting import day
from outsource_desk.domain.opinions import Method
from outsource_desk.domain.price_line import PriceLine
from outsource_desk.domain.score import Source
from outsource_desk.domain.weighting import Elicitation, FrozenWeight, Purpose, WeightMethod, WeightSet
from outsource_desk.reports.facts import BoardFacts
from outsource_desk.reports.workbook import render_workbook
from tests.reports.workbook_cases import facts_of, large, price_lines, service_desk


def sheets(facts: BoardFacts) -> Any:
    return load_workbook(BytesIO(render_workbook(facts)), data_only=True)


def table(sheet: Any, heading: str) -> dict[str, list[Any]]:
    """Return the rows under a heading by their first cell, up to the next empty line."""
    column = [row[0].value for row in sheet.iter_rows()]
    at = column.index(heading) + 1
    rows = {}
    for row in sheet.iter_rows(min_row=at + 1, values_only=True):
        if row[0] is None:
            break
        rows[row[0]] = list(row[1:])
    return rows


@pytest.fixture(scope="module")
def facts() -> BoardFacts:
    steps = (Elicitation(1, 1, None, WeightMethod.SWING, "CIO and CFO", "2026-05-04T10:00:00Z", "In one meeting"),)
    sets = (
        WeightSet(1, 1, "Official", Purpose.OFFICIAL, elicitations=steps),
        WeightSet(2, 1, "=CFO", Purpose.LENS, weights=((9, 300.0), (1, 10.0))),
    )
    frozen = (
        FrozenWeight(1, "Capability", 30, 0.3),
        FrozenWeight(4, "Security", 30, 0.3),
        FrozenWeight(9, "Price", 30, 0.3),
    )
    before = service_desk()
    initiative = replace(
        before.initiative,
        weights_frozen_at="2026-05-05T10:00:00Z",
        weights_frozen_by="Procurement",
        weights_reason="@Late",
    )
    return facts_of(replace(before, initiative=initiative, weight_sets=sets, frozen=frozen))


@pytest.fixture(scope="module")
def book(facts: BoardFacts) -> Any:
    return sheets(facts)


def test_every_set_of_weights_stands_beside_the_official_one(facts: BoardFacts, book: Any) -> None:
    assert facts.study is not None
    lens = next(each for each in facts.study.lenses if each.name == "=CFO")
    head, *_ = table(book["Weights"], "Shares of the whole").values()
    assert head[:3] == ["Official, live", "Frozen", "=CFO"]
    rows = table(book["Weights"], "Shares of the whole")
    official, frozen, cfo = rows["Capability"][:3]
    assert (official, frozen, cfo) == (pytest.approx(0.4), 0.3, pytest.approx(lens.shares[1]))
    assert rows["Exit"][1] is None  # nothing was frozen of it, which is not zero
    first = table(book["Weights"], "Who comes first")["=CFO"]
    assert first[:1] == ["lens"]
    assert first[2] == pytest.approx(max(lens.totals[each] for each in lens.leader_ids))


def test_how_weights_were_found_and_what_was_frozen_is_on_record(book: Any) -> None:
    found = table(book["Weights"], "How weights were found")["Official"]
    assert found[:4] == [
        "top level",
        "swings, each divided by its step",
        "CIO and CFO",
        day("2026-05-04T10:00:00Z"),
    ]
    said = list(table(book["Weights"], "Frozen weights"))
    assert said == [f"Frozen on {day('2026-05-05T10:00:00Z')} by Procurement.", "Changed since, because: @Late"]
    assert table(book["Weights"], "Weights that changed since")["Capability"][:2] == [0.3, pytest.approx(0.4)]
    assert "Alder" in table(book["Weights"], "The order under both")


def test_the_official_column_follows_the_criteria(facts: BoardFacts) -> None:
    sheet = load_workbook(BytesIO(render_workbook(facts)))["Weights"]
    live = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert [str(cell.value).startswith("=Criteria!") for cell in live] == [True] * 9
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row if cell.value == "=CFO")


def test_sensitivity_says_what_the_study_found(facts: BoardFacts, book: Any) -> None:
    study, sheet = facts.study, book["Sensitivity"]
    assert study is not None
    assert study.robustness is not None
    assert study.simulation is not None
    assert study.opinions is not None
    assert study.verdict is not None
    assert next(iter(table(sheet, "Verdict"))) == str(study.verdict.trust)
    assert tuple(table(sheet, "What would turn the first place")) == study.flips
    capability = table(sheet, "Weights: how far each may move")["Capability"]
    stability = study.robustness.stability[0]
    assert capability[1:4] == [stability.low, stability.weight, stability.high]
    often = table(sheet, "How often each takes each rank")
    plan = study.simulation.plan
    assert any(f"seed {plan.seed}" in text and f"{plan.samples:,}" in text for text in often)
    alder = next(each.id for each in facts.evaluation.candidates if each.name == "Alder")
    assert often["Alder"][: len(study.simulation.acceptability)] == list(study.simulation.acceptability[alder])
    ranks = table(sheet, "Second opinions: ranks")["TOPSIS"]
    assert ranks[1 : 1 + len(study.opinions.opinions[0].ranks)] == list(study.opinions.of(Method.TOPSIS).ranks.values())
    assert set(table(sheet, "Price formulas: totals")) >= {"Alder", "Birch & Co"}


def test_nobody_ranked_is_said_and_nothing_invented() -> None:
    empty = replace(service_desk(), candidates=(), scores=(), measurements=())
    book = sheets(facts_of(empty))
    assert list(table(book["Sensitivity"], "Verdict")) == ["Nobody is ranked, so there is nothing to look into."]
    assert "Weights" in book.sheetnames


def test_without_a_closer_look_its_sheets_are_left_out() -> None:
    book = sheets(replace(facts_of(service_desk()), study=None))
    assert not {"Weights", "Sensitivity"} & set(book.sheetnames)
    said = [cell.value for row in book["Cover"].iter_rows() for cell in row]
    assert "Sensitivity" not in said


def test_scores_that_are_not_handed_in_stay_hidden() -> None:
    before = service_desk()
    evaluators = tuple(
        replace(each, submitted_at=None if each.id == 2 else "2026-05-05T10:00:00Z") for each in before.evaluators
    )
    initiative = replace(before.initiative, is_blind=True)
    book = sheets(facts_of(replace(before, initiative=initiative, evaluators=evaluators)))
    who = {row[0].value for row in book["Evaluators"].iter_rows(min_row=5)}
    assert {"CIO office", "Service"} <= who
    assert "Procurement" not in who
    assert book["Evaluators"]["A2"].value.endswith("Not yet handed in and therefore not listed: Procurement.")


def test_every_column_of_a_wide_comparison_is_printed() -> None:
    sheet = load_workbook(BytesIO(render_workbook(facts_of(large()))))["Sensitivity"]
    area = str(sheet.print_area).rpartition(":")[2].lstrip("$").partition("$")[0]
    assert column_index_from_string(area) == sheet.max_column == 14


def test_the_lines_of_the_offers_have_a_sheet_with_their_cells():
    case = service_desk()
    first = case.candidates[0]
    leaf = case.criteria[-1]
    source = Source("Bids.xlsx", "Prices", "C4")
    lines = (
        PriceLine(1, first.id, leaf.id, "Transition", 120_000.0, "EUR", 0, source=source),
        PriceLine(2, first.id, leaf.id, "=Run", 650.5, "EUR", 1, 2.0, "months", 325.25),
    )
    book = sheets(facts_of(replace(case, price_lines=lines)))
    rows = [[cell.value for cell in row] for row in book["Price lines"].iter_rows(min_row=5, max_row=6)]
    assert [(row[0], row[2], row[3], row[4], row[6], row[7], row[9]) for row in rows] == [
        (first.name, "Transition", 0, None, None, 120_000, "Bids.xlsx, Prices!C4"),
        (first.name, "=Run", 1, 2, 325.25, 650.5, None),
    ]
    assert "Price lines" not in sheets(facts_of(case)).sheetnames


def test_the_lines_of_the_offers_show_the_decimals_they_have_and_which_prices_they_add_up_to():
    book = sheets(facts_of(price_lines()))
    sheet = book["Price lines"]
    assert [cell.number_format for cell in sheet[5]][4:8] == ["#,##0.0####", "General", "#,##0.00####", "#,##0.00"]
    assert sheet["A2"].value.startswith(
        "Each price is the sum of its lines, but not for Cedar and In-house: open, or set otherwise. "
    )
    area = str(sheet.print_area).rpartition("!")[2]
    assert (area, sheet.freeze_panes, sheet.print_title_rows) == ("$A$1:$J$12", "A5", "$4:$4")


def test_the_lines_of_whole_offers_show_no_decimals():
    case = price_lines()
    lines = [
        line._replace(quantity=None, unit_price=3.0, amount=float(round(line.amount))) for line in case.price_lines
    ]
    row = sheets(facts_of(replace(case, price_lines=tuple(lines))))["Price lines"][5]
    assert [cell.number_format for cell in row][4:8] == ["#,##0", "General", "#,##0", "#,##0"]
