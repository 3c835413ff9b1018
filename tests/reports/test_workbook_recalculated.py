"""The live workbook as LibreOffice works it out: unchanged, and changed as a reader would change it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from outsource_desk.domain.criterion import leaves_of
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.ranking import ranking_of
from tests.office import saved_by_office
from tests.reports.workbook_cases import CASES, evaluation, exported, formulas, named, opened, same, workbook


@dataclass(frozen=True)
class Change:
    """Inputs that a reader types over: local weights by criterion, points by candidate and leaf."""

    weights: Mapping[int, float]
    points: Mapping[tuple[int, int], float | str | None]
    what_if: Mapping[int, float]

    def of(self, before: Evaluation, weights: Mapping[int, float]) -> Evaluation:
        """Return the evaluation with these points and the given weights."""
        criteria = tuple(replace(one, weight=weights.get(one.id, one.weight)) for one in before.criteria)
        numbers = {
            (row.candidate_id, row.criterion_id): "n/a" if row.not_applicable else row.points for row in before.agreed
        }
        numbers |= {
            (r.candidate_id, r.criterion_id): "n/a" if r.not_applicable else r.amount for r in before.measurements
        }
        return evaluation(before.candidates, criteria, {**numbers, **self.points}, before.initiative)


def drawn_change(case: str) -> Change:
    before, chance = CASES[case](), random.Random(case)
    weights = {one.id: chance.choice([0.0, 1.0, 7.0, 22.5]) for one in before.criteria if chance.random() < 0.5}
    what_if = {one.id: chance.choice([0.0, 3.0, 11.0]) for one in before.criteria if chance.random() < 0.5}
    points: dict[tuple[int, int], float | str | None] = {}
    for leaf in leaves_of(before.criteria):
        for candidate in before.candidates:
            if chance.random() < 0.4:
                points[candidate.id, leaf.id] = chance.choice([0, 1, 2.5, 5, None, "n/a"])
    return Change(weights, points, what_if)


CHANGED = [
    "imported",
    "large",
    "duplicates",
    "ties",
    "measures",
    "curves",
    "one_offer",
    "no_scores",
    "no_weights",
    *(f"random_{n}" for n in range(6)),
]


def type_into(book: Any, change: Change) -> None:
    keys = [row[0].value for row in named(book, "Criteria_Keys")]
    for key, [cell] in zip(keys, named(book, "Criteria_Weights"), strict=True):
        cell.value = change.weights.get(key, cell.value)
    leaves = [row[0].value for row in named(book, "Scores_Keys")]
    candidates = [cell.value for cell in named(book, "Scores_Candidate_Keys")[0]]
    for leaf, row in zip(leaves, named(book, "Scores_Points"), strict=True):
        for candidate, cell in zip(candidates, row, strict=True):
            if (candidate, leaf) in change.points:
                cell.value = change.points[candidate, leaf]
    for key, [cell] in zip(keys, named(book, "W_whatif"), strict=True):
        weight = book["What-if"].cell(cell.row, 4)
        weight.value = change.what_if.get(key, weight.value)


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every case as LibreOffice works it out from formulas alone, unchanged and changed, in one run."""
    folder = tmp_path_factory.mktemp("workbooks")
    source = folder / "source"
    source.mkdir()
    for case in CASES:
        workbook(case).save(source / f"{case}.xlsx")  # openpyxl writes formulas without results
    for case in CHANGED:
        book = opened(exported(case))
        type_into(book, drawn_change(case))
        book.save(source / f"{case}.changed.xlsx")
    return saved_by_office(source.iterdir(), folder)


@pytest.mark.parametrize("case", CASES)
def test_libreoffice_works_out_what_the_app_wrote(case: str, recalculated: Path) -> None:
    ours, theirs = workbook(case, values=True), opened(recalculated / f"{case}.xlsx", values=True)
    cells = list(formulas(workbook(case)))
    differing = [
        (sheet, cell, ours[sheet][cell].value, theirs[sheet][cell].value)
        for sheet, cell in cells
        if not same(ours[sheet][cell].value, theirs[sheet][cell].value)
    ]
    assert len(cells) > 5
    assert differing == []


def test_libreoffice_keeps_every_line_of_the_offers(recalculated: Path) -> None:
    ours = workbook("price_lines", values=True)["Price lines"]
    theirs = opened(recalculated / "price_lines.xlsx", values=True)["Price lines"]
    assert ours.max_row == 12
    assert [*theirs.iter_rows(values_only=True)] == [*ours.iter_rows(values_only=True)]


@pytest.mark.parametrize("case", CASES)
def test_the_check_sheet_is_ok_and_no_formula_fails(case: str, recalculated: Path) -> None:
    book = opened(recalculated / f"{case}.xlsx", values=True)
    states = [row[0].value for row in named(book, "Check_States")]
    assert set(states) <= {"OK", None}
    errors = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.data_type == "e"]
    assert errors == []


@pytest.mark.parametrize("case", CHANGED)
def test_changed_weights_and_points_give_the_totals_that_the_app_gives(case: str, recalculated: Path) -> None:
    change, before = drawn_change(case), CASES[case]()
    book = opened(recalculated / f"{case}.changed.xlsx", values=True)
    ranking = ranking_of(change.of(before, change.weights))
    standings = {standing.candidate.id: standing for standing in ranking.standings}
    keys = [cell.value for cell in named(book, "Scores_Candidate_Keys")[0]]
    has_weights = any(ranking.weights[leaf.id] for leaf in leaves_of(before.criteria))
    for j, key in enumerate(keys):
        standing = standings[key]
        shown = {name: named(book, name)[0][j].value for name in ("Totals", "Highs", "Ranks", "Gates")}
        assert shown["Ranks"] == (standing.rank or "not ranked")
        assert shown["Gates"] == str(standing.gate)
        assert same(shown["Totals"], standing.total if has_weights else "no weights")
        assert same(shown["Highs"], standing.high if has_weights else "no weights")
    assert sorted(cell.value for cell in named(book, "Places")[0]) == list(range(1, len(keys) + 1))
    assert book["Summary"]["A5"].value == str(ranking.verdict)
    errors = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.data_type == "e"]
    assert errors == []


@pytest.mark.parametrize("case", CHANGED)
def test_what_if_weights_give_the_totals_that_the_app_gives(case: str, recalculated: Path) -> None:
    change, before = drawn_change(case), CASES[case]()
    book = opened(recalculated / f"{case}.changed.xlsx", values=True)
    ranking = ranking_of(change.of(before, change.what_if))
    has_weights = any(ranking.weights[leaf.id] for leaf in leaves_of(before.criteria))
    rows = {candidate.id: 6 + j for j, candidate in enumerate(before.candidates)}
    for standing in ranking.standings:
        row = rows[standing.candidate.id]
        assert same(book["What-if"].cell(row, 4).value, standing.total if has_weights else "no weights")
        assert book["What-if"].cell(row, 7).value == (standing.rank or "not ranked")


def test_a_change_shows_on_the_check_sheet(recalculated: Path) -> None:
    book = opened(recalculated / "large.changed.xlsx", values=True)
    assert "CHECK" in [row[0].value for row in named(book, "Check_States")]
