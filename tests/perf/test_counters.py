"""What can be counted never flakes: modules loaded, commits, statements and child processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from outsource_desk.services.candidates import add_in_house
from outsource_desk.services.criteria import add_criterion, update_criterion
from outsource_desk.services.desk import Desk
from outsource_desk.services.importing import import_spreadsheet, read_spreadsheet
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.live import LiveRanking
from outsource_desk.services.scoring import add_evaluator, record_score
from outsource_desk.services.vendors import add_contact, add_vendor

HEAVY = {
    "PySide6", "PIL", "charset_normalizer", "defusedxml", "numpy", "openpyxl", "pandas", "pypdfium2",
    "python_calamine", "rapidfuzz", "reportlab", "sqlite_utils", "yaml",
}  # fmt: skip
RANK = "import json, sys; from outsource_desk.cli import main; code = main(sys.argv[1:]); " \
    "print(json.dumps(sorted(sys.modules)), file=sys.stderr); sys.exit(code)"  # fmt: skip


@pytest.fixture
def scored(desk: Desk) -> tuple[int, int, int]:
    """Return the ids of a candidate, a criterion and an evaluator in a small initiative."""
    initiative = add_initiative(desk, "Service desk")
    candidates = [add_in_house(desk, initiative, name) for name in ("Alder", "Birch")]
    criteria = [add_criterion(desk, initiative, name, weight=1.0) for name in ("Quality", "Price")]
    evaluator = add_evaluator(desk, initiative, "CIO")
    for candidate in candidates:
        for criterion in criteria:
            record_score(desk, candidate, criterion, evaluator, 3)
    return candidates[0], criteria[0], evaluator


@contextmanager
def statements(desk: Desk) -> Iterator[list[str]]:
    """Collect the SQL that runs inside the block, without what triggers do."""
    seen: list[str] = []
    desk.connection.set_trace_callback(lambda sql: None if sql.startswith("--") else seen.append(sql.strip()))
    try:
        yield seen
    finally:
        desk.connection.set_trace_callback(None)


def begins(seen: list[str]) -> int:
    return sum(sql.upper().startswith("BEGIN") for sql in seen)


def commits(seen: list[str]) -> int:
    return sum(sql.upper().startswith(("COMMIT", "END")) for sql in seen)


def write_scorecard(path: Path, vendors: int) -> Path:
    lines = ["Vendor,Quality,Price,Fit", "Weight,40,30,30"]
    lines += [f"Vendor {number},{number % 10},{(number + 3) % 10},{(number + 6) % 10}" for number in range(vendors)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def loaded_by(*arguments: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", RANK, *arguments], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in json.loads(done.stderr.splitlines()[-1])}


@pytest.mark.parametrize("command", ["rank", "check"])
def test_rank_and_check_load_arrays_but_no_library_of_spreadsheets_papers_or_windows(desk, scored, command):
    desk.close()
    loaded = loaded_by(command, str(desk.path), "--json")
    assert "sqlite3" in loaded  # so the list is the real one
    assert loaded & HEAVY <= {"numpy"}  # how far a ranking can be trusted is worked out on arrays


@pytest.mark.parametrize("arguments", [["history", "{}"], ["show", "{}"]])
def test_commands_that_only_read_load_nothing_heavy(desk, scored, arguments):
    desk.close()
    loaded = loaded_by(*(word.format(desk.path) for word in arguments))
    assert "outsource_desk" in loaded
    assert loaded & HEAVY == set()


def test_the_command_line_is_ready_without_a_file():
    done = subprocess.run(
        [sys.executable, "-c", "import sys, outsource_desk.cli; print(*sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded & (HEAVY | {"sqlite3"}) == set()


def test_the_program_multiplies_in_one_thread_whatever_it_starts_with(desk, scored):
    desk.close()
    told = "import sys; from outsource_desk.cli import main; main(sys.argv[1:]); " \
        "import threadpoolctl; print([each['num_threads'] for each in threadpoolctl.threadpool_info()])"  # fmt: skip
    alone = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    done = subprocess.run(
        [sys.executable, "-c", told, "rank", str(desk.path)], capture_output=True, text=True, check=True, env=alone
    )
    assert done.stdout.splitlines()[-1] == "[1]"


def test_one_edit_is_one_transaction(desk, scored: tuple[int, int, int]):
    with statements(desk) as seen:
        record_score(desk, *scored, 4)
    assert (begins(seen), commits(seen)) == (1, 1)


def test_edits_joined_into_one_act_are_one_transaction(desk, scored: tuple[int, int, int]):
    with statements(desk) as seen, desk.edit("Two scores"):
        record_score(desk, *scored, 4)
        record_score(desk, *scored, 5)
    assert (begins(seen), commits(seen)) == (1, 1)


def test_a_recorded_score_takes_a_fixed_number_of_statements(desk, scored: tuple[int, int, int]):
    with statements(desk) as few:
        record_score(desk, *scored, 4)
    initiative = desk.connection.execute("SELECT id FROM initiative").fetchone()[0]
    with desk.edit("Grow"):
        for number in range(30):
            add_in_house(desk, initiative, f"Candidate {number}")
            add_criterion(desk, initiative, f"Criterion {number}", weight=1.0)
    with statements(desk) as many:
        record_score(desk, *scored, 5)
    assert len(few) <= 32, "\n".join(few)
    assert len(many) == len(few)


def test_a_score_edit_reads_one_row_and_counts_one_cell_again_whatever_the_size(desk, scored: tuple[int, int, int]):
    initiative = desk.connection.execute("SELECT id FROM initiative").fetchone()[0]
    counts = []
    for size in (0, 30):
        with desk.edit("Grow"):
            for number in range(size):
                add_in_house(desk, initiative, f"Candidate {number}")
                add_criterion(desk, initiative, f"Criterion {number}", weight=1.0)
        live = LiveRanking(desk, initiative)
        record_score(desk, *scored, 5 if size else 4)
        with statements(desk) as seen:
            live.follow(frozenset({"score"}))
        assert live.recounted == {scored[:2]}
        assert live.ranking.cells[scored[:2]].points == (5 if size else 4)
        counts.append(len(seen))
    # what has changed, the revision, that row and the names of imported files
    assert counts == [4, 4], "\n".join(seen)


def test_undo_and_redo_count_one_cell_again(desk, scored: tuple[int, int, int]):
    live = LiveRanking(desk, 1)
    desk.journal.on_edit = live.follow
    record_score(desk, *scored, 4)
    for act, points in ((desk.journal.undo, 3), (desk.journal.redo, 4)):
        act()
        assert live.recounted == {scored[:2]}
        assert live.ranking.cells[scored[:2]].points == points


def test_another_weight_counts_no_cell_again(desk, scored: tuple[int, int, int]):
    live = LiveRanking(desk, 1)
    desk.journal.on_edit = live.follow
    update_criterion(desk, scored[1], "weight", 3)
    assert live.recounted == frozenset()
    assert live.ranking.weights[scored[1]] == 0.75


def test_an_edit_elsewhere_reads_nothing_for_the_ranking(desk, scored: tuple[int, int, int]):
    live = LiveRanking(desk, 1)
    touched: list[frozenset[str]] = []
    desk.journal.on_edit = touched.append
    add_contact(desk, add_vendor(desk, "Acme"), "Sales")
    with statements(desk) as seen:
        live.follow(touched[-1])
    assert touched[-1] == {"contact"}
    assert seen == []


def test_an_import_is_one_transaction_whatever_its_size(desk, tmp_path):
    counts = []
    for vendors in (5, 200):
        reading = read_spreadsheet(write_scorecard(tmp_path / f"scores {vendors}.csv", vendors))
        with statements(desk) as seen:
            summary = import_spreadsheet(desk, reading)
        assert summary.values_new == 3 * vendors
        counts.append((begins(seen), commits(seen)))
    assert counts == [(1, 1), (1, 1)]


def test_an_import_that_changes_nothing_writes_nothing(desk, tmp_path):
    path = write_scorecard(tmp_path / "scores.csv", 5)
    import_spreadsheet(desk, read_spreadsheet(path))
    with statements(desk) as seen:
        import_spreadsheet(desk, read_spreadsheet(path))
    assert begins(seen) == 0


@pytest.mark.parametrize(("ending", "most"), [("csv", 1), ("xlsx", 2)])
def test_reading_a_spreadsheet_starts_no_more_children_than_readers(tmp_path, ending, most):
    path = write_scorecard(tmp_path / "scores.csv", 50)
    if ending == "xlsx":
        from openpyxl import Workbook

        book = Workbook()
        assert book.active is not None
        for line in path.read_text(encoding="utf-8").splitlines():
            name, *cells = line.split(",")
            book.active.append([name, *(cell if name == "Vendor" else float(cell) for cell in cells)])
        path = tmp_path / "scores.xlsx"
        book.save(path)
    started: list[str] = []
    is_counting = [True]

    def count(event: str, details: tuple[object, ...]) -> None:
        if is_counting[0] and event == "subprocess.Popen":
            started.append(str(details[0]))

    sys.addaudithook(count)  # cannot be taken away again, so it falls silent
    reading = read_spreadsheet(path)
    is_counting[0] = False
    assert not reading.refusal
    assert 1 <= len(started) <= most


def test_an_import_and_its_undo_write_hundreds_of_values_to_a_statement(desk: Desk, tmp_path: Path):
    sheet = tmp_path / "scores.csv"
    lines = [f"Vendor {at % 20},Criterion {at // 20},{at % 5}" for at in range(2_000)]
    sheet.write_text("\n".join(["Vendor,Criterion,Score", *lines]), encoding="utf-8")
    reading = read_spreadsheet(sheet)
    with statements(desk) as seen:
        assert import_spreadsheet(desk, reading).values_new == 2_000
    assert len({sql for sql in seen if sql.startswith('INSERT INTO "score"')}) == 4
    with statements(desk) as seen:
        desk.journal.undo()
    assert len({sql for sql in seen if sql.startswith('DELETE FROM main."score"')}) == 8
