"""Whatever stands on a sheet, each used cell is accounted for once, and nothing stops the reading."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from outsource_desk.importers.cells import Moment, Value
from outsource_desk.importers.sheets.grid import Fault, Grid, Sheet
from outsource_desk.importers.tables import read_sheet

WORDS = """Vendor|Supplier name|Criterion|Weight|Max points|Total|Rank|Average|Price|Quality|Score|Weighted|Comment|Unit
Quantity|No.|ID|A|B|C|Alder Ltd|Option B|High|Low|Yes|n/a|tbd|-|80%|3,5|1,234|4/5|€1.234,50|*note|Evaluator
Min|Max|Scale|0-5|Direction|more is better|Group|Notes|Alder Ltd comment|Gesamt|Schulnote 1-6|0 = none, 5 = excellent
Engineer's Estimate|   |\\""".replace("\n", "|").split("|")
values = st.one_of(
    st.just(""),
    st.sampled_from(WORDS),
    st.integers(0, 5).map(float),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.just(Moment("2026-04-05")),
    st.just(Fault("#N/A")),
    st.text(max_size=6),
)
headers = st.lists(st.sampled_from(WORDS), min_size=2, max_size=6)
rows = st.lists(st.one_of(st.lists(values, max_size=7), headers), max_size=12)
numbered = st.lists(st.integers(1, 3), min_size=12, max_size=12)


def sheet_of(grid: list[list[Value]], steps: list[int]) -> Sheet:
    sheet = Sheet("Sheet1")
    number = 0
    for row, step in zip(grid, steps, strict=False):
        number += step
        if any(value != "" for value in row):
            sheet.rows.append((number, list(row)))
    return sheet


@settings(max_examples=400, deadline=None)
@given(rows, numbered)
def test_every_used_cell_of_any_sheet_is_accounted_for(grid, steps):
    sheet = sheet_of(grid, steps)
    visible = Grid(sheet).used_cells
    tables, left_out = read_sheet(sheet)
    assert all(table.accounted_cells == table.used_cells for table in tables)
    if tables:
        assert sum(table.used_cells for table in tables) == visible
    else:
        assert (left_out.used_cells if left_out else 0) == visible


@settings(max_examples=200, deadline=None)
@given(rows, numbered)
def test_no_cell_is_imported_and_left_out_at_once(grid, steps):
    tables, _ = read_sheet(sheet_of(grid, steps))
    for table in tables:
        imported = {score.cell for score in table.scores} | {named.cell for named in (*table.vendors, *table.criteria)}
        left_out = {cells.cells for cells in (*table.derived, *table.skipped)}
        assert not imported & left_out


matrices = st.integers(2, 5).flatmap(
    lambda width: st.tuples(
        st.lists(st.integers(1, 50), min_size=width, max_size=width),
        st.lists(st.lists(st.integers(1, 10), min_size=width, max_size=width), min_size=2, max_size=6),
    )
)


@settings(max_examples=150, deadline=None)
@given(matrices, st.booleans())
def test_a_plain_scorecard_comes_back_as_it_was_in_either_direction(matrix, is_across):
    weights, scores = matrix
    header = ["Criterion", *[f"Aspect {letter}" for letter in "PQRST"[: len(weights)]], "Total"]
    body = [["Weight", *map(float, weights), ""]]
    for name, line in zip(["Oak", "Elm", "Ash", "Yew", "Fir", "Box"], scores, strict=False):
        body.append([name, *map(float, line), float(sum(w * s for w, s in zip(weights, line, strict=True)))])
    grid = [header, *body]
    if is_across:
        grid = [list(column) for column in zip(*grid, strict=True)]
    else:
        grid[0][0] = "Vendor"
    ((table,), _) = read_sheet(sheet_of(grid, [1] * 12))
    assert [criterion.weight for criterion in table.criteria] == weights
    by_cell = {(score.vendor, score.criterion): score.value for score in table.scores}
    assert [[by_cell[v.name, c.name] for c in table.criteria] for v in table.vendors] == scores
    assert {criterion.direction for criterion in table.criteria} == {"max"}
