"""Files that mean harm: the program lives, hardly grows, and answers in time with data or a message."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from outsource_desk.importers.spreadsheet import read_spreadsheet
from tests.importers.formats import FORMATS, xlsx
from tests.importers.hostile import HOSTILE

MOST_SECONDS = 10.0
MOST_BYTES = 50_000_000
# what is said of a file that holds a table beside its harm, and what of one that is refused; of others either will do
READ = {
    "nested_bomb.xlsx", "huge_dimension.xlsx", "absurd_dimension.xlsx", "sparse_corners.xlsx", "merged_everything.xlsx",
    "many_merges.xlsx", "endless_styles.xlsx", "long_number_format.xlsx", "deep_sheet.xlsx", "odd_numbers.xlsx",
    "odd_numbers_xls.xls", "many_fields.csv", "huge_counts.xlsx",
}  # fmt: skip
REFUSED = {
    "zip_bomb.xlsx": "times its size",
    "lying_sizes.xlsx": "damaged",
    "parts_over_one_another.xlsx": "over one another",
    "duplicate_parts.xlsx": "same name",
    "traversal.xlsx": "outside the package",
    "many_parts.xlsx": "10,007 parts",
    "entity_bomb.xlsx": "damaged",
    "long_entity.xlsx": "damaged",
    "outside_entity.xlsx": "damaged",
    "entity_bomb_ods.ods": "damaged",
    "giant_text.xlsx": "more than 100,000 letters",
    "giant_text_said_often.xlsx": "far more text",
    "many_sheets.xlsx": "50,000 sheets",
    "many_sheets_ods.ods": "sheets",
    "many_sheets_xls.xls": "50,000 sheets",
    "one_long_line.csv": "more than 100,000 letters",
    "many_lines.csv": "200,000 used rows",
    "odd_letters.csv": "letters",
}


@pytest.fixture(scope="module")
def costs(tmp_path_factory) -> dict[str, dict]:
    """Return what each file cost a process that read them all, one after the other."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "first.xlsx").write_bytes(xlsx())
    for name, make in HOSTILE.items():
        (folder / name).write_bytes(make())
    paths = [str(folder / name) for name in ("first.xlsx", *HOSTILE)]
    command = [sys.executable, "-m", "tests.importers.probe", *paths]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, timeout=240, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return {cost["file"]: cost for cost in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_little_time_and_memory(costs, name):
    cost = costs[name]
    assert cost["seconds"] < MOST_SECONDS
    assert cost["grown"] < MOST_BYTES


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_data_or_in_a_message_with_what_to_do(costs, name):
    refusal, tables = costs[name]["refusal"], costs[name]["tables"]
    if name in READ:
        assert (refusal, tables) == (None, 1)
    elif name in REFUSED:
        assert REFUSED[name] in refusal
    assert refusal is None or len(refusal.split(". ")) >= 2
    assert refusal is None or tables == 0


@pytest.mark.parametrize("kind", FORMATS)
def test_a_small_file_made_by_code_is_read_in_every_format(kind, tmp_path):
    path = tmp_path / f"small.{kind}"
    path.write_bytes(FORMATS[kind]())
    reading = read_spreadsheet(path)
    assert reading.refusal is None
    [table] = reading.tables
    assert [vendor.name for vendor in table.vendors] == ["Alder", "Birch", "Cedar"]
    assert [criterion.name for criterion in table.criteria] == ["Quality", "Price", "Support"]
    assert [score.value for score in table.scores] == [3, 1200.5, 4, 4, 1350, 2, 5, 990, 3]


def test_a_file_of_the_machine_is_never_looked_into(tmp_path):
    path = tmp_path / "asks.xlsx"
    path.write_bytes(HOSTILE["outside_entity.xlsx"]())
    assert "root:" not in str(read_spreadsheet(path).as_json())
