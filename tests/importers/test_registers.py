"""Lists with one record to each row keep every column and every row, and compare nobody."""

from __future__ import annotations

import pytest

from outsource_desk.importers.reading import Reading, Table
from outsource_desk.importers.registers import classify
from outsource_desk.importers.spreadsheet import read_spreadsheet

SUPPLIERS = [
    ["Supplier", "Country", "Website", "Employees", "Founded"],
    ["Alder Ltd", "GB", "alder.example", 120, 1998],
    ["Birch GmbH", "DE", None, 45, 2011],
]
RISKS = [
    ["ID", "Risk", "Likelihood", "Impact", "Owner"],
    ["R1", "Loss of data", 3, 5, "Kim"],
    ["R2", "Key staff leave", 4, 2, "Lee"],
]
METRICS = [
    ["KPI", "Unit", "Target", "Frequency"],
    ["Availability", "%", 99.9, "monthly"],
    ["Tickets", "number", 20, "monthly"],
]
READINGS = [["KPI", "Month", "Actual"], ["Availability", "2026-01", 99.8], ["Availability", "2026-02", 99.9]]
MONTHS_ACROSS = [
    ["KPI", "Unit", "Jan 2026", "Feb 2026"],
    ["Availability", "%", 99.8, 99.9],
    ["Tickets", "number", 12, 9],
]
ANSWERS = [
    ["No.", "Question", "Answer", "Comment"],
    [1, "Is data encrypted?", "Yes", "AES"],
    [2, "Where is it?", "EU", None],
]
QUESTIONS = [
    ["Section", "Question", "Guidance", "Optional"],
    ["One", "Name your project", "Any name", "Optional"],
    ["Two", "Why now?", "Tell suppliers why", None],
]
CONTRACTS = [
    ["Contract", "Start date", "End date", "Annual value"],
    ["Hosting", "2026-01-01", "2026-12-31", 50000],
    ["Support", "2026-01-01", "2027-12-31", 75000],
]


def only_table(reading: Reading) -> Table:
    assert reading.refusal is None, reading.refusal
    (table,) = reading.tables
    assert table.accounted_cells == table.used_cells
    return table


@pytest.mark.parametrize(
    ("kind", "rows"),
    [("vendors", SUPPLIERS), ("risks", RISKS), ("metrics", METRICS), ("readings", READINGS),
     ("readings", MONTHS_ACROSS), ("answers", ANSWERS), ("criteria", QUESTIONS), ("contracts", CONTRACTS)],
)  # fmt: skip
def test_a_list_keeps_each_column_and_each_row(xlsx, kind, rows):
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert (table.kind, table.scores) == (kind, ())
    register = table.register
    assert register is not None
    assert [column.name for column in register.columns] == rows[0]
    assert [[said.value for said in cells] for _, cells in register.rows] == [
        ["" if value is None else value for value in row] for row in rows[1:]
    ]
    assert [number for number, _ in register.rows] == list(range(2, len(rows) + 1))
    assert len(table.vendors) == (2 if kind == "vendors" else 0)
    taken = classify(register)
    assert taken is not None
    assert (taken.kind, taken.confidence >= 50) == (kind, True)
