"""Text in the workbook: nothing unreadable, nothing cut, nothing taken for something else."""

from __future__ import annotations

import time
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.initiative import Initiative
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.score import Evaluator, Score
from outsource_desk.domain.vendor import Candidate
from outsource_desk.reports.facts import BoardFacts
from outsource_desk.reports.workbook import render_workbook
from outsource_desk.reports.workbook.plan import sum_of
from outsource_desk.reports.workbook.text import CELL_LIMIT, parts, readable, shortened, units
from outsource_desk.services.ranking import ranking_of


def workbook_of(rationale: str = "", name: str = "Quality", initiative: str = "Bids", candidate: str = "Alder") -> Any:
    evaluation = Evaluation(
        Initiative(1, initiative, None),
        (),
        (Candidate(1, 1, 1, candidate),),
        (Criterion(1, 1, None, name, 100),),
        (Evaluator(1, 1, "CIO office"),),
        (Score(1, 1, 1, 1, 4.0, rationale=rationale),),
        (),
        (),
    )
    facts = BoardFacts(evaluation, ranking_of(evaluation), 3, "", "f" * 64, "2026-01-02T03:04:05Z", "a.odesk", "0.1.0")
    return load_workbook(BytesIO(render_workbook(facts)), data_only=True)


@given(st.text(max_size=300))
def test_what_is_left_of_any_text_can_be_written(text: str) -> None:
    kept, removed = readable(text)
    kept.encode()
    assert removed >= 0
    assert all(letter in "\t\n" or letter >= " " for letter in kept)
    assert readable(kept.replace("_x005F_", "_"))[1] == 0


def test_unreadable_characters_are_counted() -> None:
    assert readable("a\x00b\ud800c\x1b\ufffe") == ("abc", 4)
    assert readable("two\r\nlines\rthree\ttabs") == ("two\nlines\nthree\ttabs", 0)


def test_text_that_looks_like_an_escape_is_kept_as_it_is() -> None:
    assert readable("_x0041_ and x_y") == ("_x005F_x0041_ and x_y", 0)


@given(st.text(alphabet="ab🦊é\n", max_size=60), st.integers(min_value=2, max_value=9))
def test_pieces_fit_and_lose_nothing(text: str, limit: int) -> None:
    pieces = parts(text, limit)
    assert "".join(pieces) == text
    assert all(units(piece) <= limit for piece in pieces)


def test_an_emoji_counts_twice_as_excel_counts() -> None:
    assert [units(piece) for piece in parts("🦊" * 20_000)] == [CELL_LIMIT - 1, 40_000 - CELL_LIMIT + 1]


@given(st.text(max_size=80), st.integers(min_value=2, max_value=40))
def test_a_shortened_line_is_one_line_that_fits(text: str, limit: int) -> None:
    line = shortened(text, limit)
    assert units(line) <= limit
    assert "\n" not in line


def test_a_megabyte_of_reasons_comes_through_whole_and_soon() -> None:
    rationale = ("Because of the references. " * 40_000)[:1_000_000] + "🦊=end"
    started = time.process_time()
    book = workbook_of(rationale)
    assert time.process_time() - started < 5
    reasons = [row[6].value for row in book["Evaluators"].iter_rows(min_row=5)]
    assert "".join(reasons) == rationale
    assert max(units(reason) for reason in reasons) <= CELL_LIMIT
    assert [row[8].value for row in book["Evaluators"].iter_rows(min_row=5)] == list(range(1, len(reasons) + 1))


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "#REF!", "'quoted", "  spaces  ", "0012", "_x0041_"]
)
def test_text_is_never_taken_for_anything_else(text: str) -> None:
    book = workbook_of(rationale=text, name=text, initiative=text, candidate=text)
    expected = readable(text)[0]
    found = [book["Evaluators"]["G5"], book["Cover"]["A1"], book["Scores"]["D4"], book["Criteria"]["B6"]]
    assert [cell.value for cell in found] == [expected] * 4
    assert {cell.data_type for cell in found} <= {"s", "inlineStr"}


def test_the_cover_says_what_was_left_out() -> None:
    book = workbook_of(rationale="bell\x07 and half a pair \ud83e")
    said = [row[1].value for row in book["Cover"].iter_rows()]
    assert "2 control characters that a worksheet cannot hold." in said
    clean = [row[1].value for row in workbook_of()["Cover"].iter_rows()]
    assert not any("cannot hold" in str(text) for text in clean)


def test_a_long_title_keeps_every_letter() -> None:
    book = workbook_of(initiative="Initiative " * 5000)
    row = [cell.value for cell in book["Cover"][1] if cell.value]
    assert "".join(row) == "Initiative " * 5000


def test_sums_write_neighbours_as_ranges_and_nest_where_arguments_end() -> None:
    assert sum_of([3, 4, 5, 9], "D") == "SUM(D3:D5,D9)"
    assert sum_of([], "D") == "0"
    many = sum_of(range(1, 1001, 2), "D", "Scores")
    assert many.startswith("SUM(SUM(Scores!D1,Scores!D3,")
    assert max(part.count(",") for part in many.split("SUM(")) <= 200
