"""Import from end to end: sheets of 10,000 and 100,000 rows into the file, against a library that merely reads."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path

from benchmarks.material import SEED, folder
from benchmarks.pairing import Contender, Spread, cpu, seconds_in_turn, wall
from benchmarks.table import Row, compared
from outsource_desk.importers.files.child import Limits
from outsource_desk.importers.files.gate import admit
from outsource_desk.importers.files.intake import Pulse, check_sheets, take_in
from outsource_desk.importers.reading import Reading
from outsource_desk.importers.spreadsheet import SECOND_READER_CELLS, _read_tables, read_spreadsheet
from outsource_desk.services.desk import Desk, create_desk, open_desk
from outsource_desk.services.history import save_copy
from outsource_desk.services.import_plan import Terms, plan_import
from outsource_desk.services.import_preview import preview_import
from outsource_desk.services.importing import import_spreadsheet
from outsource_desk.store.connection import connect
from outsource_desk.store.rows import insert_lines

ROWS, MANY_ROWS, CRITERIA = 10_000, 100_000, 10
MOST_ROUNDS = 5  # one takes many seconds
MOST_LONG_ROUNDS = 2  # one of the larger file takes half a minute
PREVIEWED_BYTES = 1_000_000
PREVIEW_SECONDS = 2.0
# what the import writes for each value; the floor writes the same with nothing else around it
COLUMNS = "candidate_id, criterion_id, evaluator_id, points, not_applicable, rationale, import_id, sheet, cell"


def rows(rounds: int) -> list[Row]:
    """Measure whole imports of two shapes, then where the time of the larger one goes."""
    rounds = min(rounds, MOST_ROUNDS)
    with folder() as place:
        listed, long, scorecard = place / "list.xlsx", place / "long.xlsx", place / "scorecard.xlsx"
        _write(listed, _list_of_scores(40, 50, 5))
        _write(long, _list_of_scores(100, 100, 10))
        _write(scorecard, _scorecard(ROWS))
        few = min(rounds, MOST_LONG_ROUNDS)
        return [
            *_whole("I1", f"import a list of {ROWS:,} scores × 10 columns", listed, ROWS, rounds, 2.0),
            *_whole("I3", f"import a list of {MANY_ROWS:,} scores × 10 columns", long, MANY_ROWS, few, 3.0),
            *_whole(
                "I2", f"import a scorecard of {ROWS:,} vendors × 10 criteria", scorecard, ROWS * CRITERIA, rounds, 2.0
            ),
            *_parts(scorecard, rounds),
            *_previewed(place / "large.xlsx", rounds),
        ]


Sheet = list[list[str | int | float]]


def _list_of_scores(vendors: int, criteria: int, evaluators: int) -> Sheet:
    """Return one score in each row, as survey tools export them."""
    source = random.Random(SEED)
    head: list[str | int | float] = [
        "No.", "Vendor", "Criterion", "Evaluator", "Score", "Comment", "Date", "Office", "Round", "Source",
    ]  # fmt: skip
    places = product(range(1, vendors + 1), range(1, criteria + 1), range(1, evaluators + 1))
    lines: Sheet = [
        [number, f"Vendor {v:02}", f"Criterion {c:02}", f"Evaluator {e}", source.randint(1, 10), f"Note {number}",
         f"2026-03-{1 + number % 28:02}", f"Office {e}", 1, "Survey"]
        for number, (v, c, e) in enumerate(places, start=1)
    ]  # fmt: skip
    return [head, *lines]


def _scorecard(vendors: int) -> Sheet:
    """Return a plain scorecard: vendors as rows, a row of weights, points from 1 to 10."""
    source = random.Random(SEED)
    return [
        ["Vendor", *(f"Criterion {number}" for number in range(1, CRITERIA + 1))],
        ["Weight", *(100 / CRITERIA for _ in range(CRITERIA))],
        *([f"Vendor {n:05}", *(source.randint(1, 10) for _ in range(CRITERIA))] for n in range(1, vendors + 1)),
    ]


def _write(path: Path, lines: Sheet) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Scores")
    for line in lines:
        sheet.append(line)
    book.save(path)


def _calamine(path: Path) -> Sequence[Sequence[object]]:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


class _Import:
    """Imports into a new file with each call; the file is made before, untimed."""

    def __init__(self, path: Path, *, second_reader: bool) -> None:
        self._path, self._second_reader = path, second_reader
        self._target = path.with_name(f"{path.stem} {second_reader}.odesk")
        self._desk: Desk | None = None

    @property
    def desk(self) -> Desk:
        """Return the file that this call imports into."""
        assert self._desk is not None
        return self._desk

    def renew(self) -> None:
        """Make a new, empty file."""
        self.close()
        self._target.unlink(missing_ok=True)
        self._desk = create_desk(self._target, author="Bench")

    def close(self) -> None:
        """Close the file, if one is open."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def run(self) -> None:
        """Read and write."""
        import_spreadsheet(self.desk, read_spreadsheet(self._path, second_reader=self._second_reader))


class _Floor:
    """Reads with calamine and writes the same rows with one raw `executemany`: no gate, no doubt, no journal."""

    def __init__(self, path: Path, imported: Desk) -> None:
        self._path = path
        self._target = path.with_name(f"{path.stem} floor.sqlite")
        self._scores = imported.connection.execute(f"SELECT {COLUMNS} FROM score").fetchall()
        self._schema = [
            sql for (sql,) in imported.connection.execute(
                "SELECT sql FROM sqlite_schema WHERE tbl_name = 'score' AND sql IS NOT NULL"
            )
        ]  # fmt: skip
        self._connection: sqlite3.Connection | None = None

    def renew(self) -> None:
        """Make a new file with the one table and its indexes."""
        if self._connection is not None:
            self._connection.close()
        self._target.unlink(missing_ok=True)
        self._connection = connect(self._target, mode="rwc")
        self._connection.execute("PRAGMA foreign_keys = OFF")
        for statement in self._schema:
            self._connection.execute(statement)

    def run(self) -> None:
        """Read and write."""
        assert self._connection is not None
        _calamine(self._path)
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(f"INSERT INTO score ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", self._scores)
        self._connection.execute("COMMIT")

    def totals(self) -> tuple[int, float]:
        """Return what was written."""
        assert self._connection is not None
        return _totals(self._connection)


class _JournalledFloor:
    """Reads with calamine and writes the same rows in one edit: the journal, but no gate, no child and no doubt."""

    def __init__(self, path: Path, imported: Desk) -> None:
        self._path = path
        self._scores = imported.connection.execute(f"SELECT {COLUMNS} FROM score").fetchall()
        self._empty = path.with_name(f"{path.stem} empty.odesk")
        self._target = path.with_name(f"{path.stem} journalled.odesk")
        self._desk: Desk | None = None
        save_copy(imported, self._empty)
        with open_desk(self._empty, author="Bench") as desk, desk.edit("Take the scores out"):
            desk.connection.execute("DELETE FROM score")

    def renew(self) -> None:
        """Take a copy of the file without scores."""
        self.close()
        shutil.copyfile(self._empty, self._target)
        self._desk = open_desk(self._target, author="Bench")

    def close(self) -> None:
        """Close the file, if one is open."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def run(self) -> None:
        """Read and write."""
        assert self._desk is not None
        _calamine(self._path)
        with self._desk.edit("Write the scores"):
            insert_lines(self._desk.db, "score", COLUMNS.split(", "), self._scores)

    def totals(self) -> tuple[int, float]:
        """Return what was written."""
        assert self._desk is not None
        return _totals(self._desk.connection)


def _totals(connection: sqlite3.Connection) -> tuple[int, float]:
    return connection.execute("SELECT count(*), total(points) FROM score").fetchone()


def _whole(goal: str, what: str, path: Path, values: int, rounds: int, limit: float) -> list[Row]:
    single, checked = _Import(path, second_reader=False), _Import(path, second_reader=True)
    single.renew()
    single.run()
    floor, journalled = _Floor(path, single.desk), _JournalledFloor(path, single.desk)
    for each in (floor, journalled):
        each.renew()
        each.run()
    outcomes = [_totals(single.desk.connection), floor.totals(), journalled.totals()]
    assert outcomes == [(values, _sum_of_points(path))] * 3, outcomes

    base = Contender("calamine merely reading", lambda: _calamine(path))
    raw = Contender("calamine + raw executemany of the same rows", floor.run, floor.renew)
    kept = Contender("calamine + the same rows through the journal", journalled.run, journalled.renew)
    once = Contender("the product without its second reader", single.run, single.renew)
    twice = Contender("the product with its second reader", checked.run, checked.renew)
    cells = sum(len(line) for line in _calamine(path))
    is_affordable = cells <= SECOND_READER_CELLS
    contenders = [base, raw, kept, once, *([twice] if is_affordable else [])]
    taken = seconds_in_turn(contenders, rounds, wall)
    worked = seconds_in_turn([base, once], rounds, cpu)
    for each in (single, checked, journalled):
        each.close()

    def row(mine: int, other: int, goal: str = "", limit: float | None = None) -> Row:
        names = [each.name for each in contenders]
        return Row(goal, what, names[mine], names[other], Spread.of_ratios(taken[mine], taken[other]), limit)

    why = f"{cells:,} cells; the second reader is left out above {SECOND_READER_CELLS:,}"
    second = row(4, 0) if is_affordable else Row("", what, twice.name, base.name, None, why_skipped=why)
    cost = Row("", f"{what}, CPU", once.name, base.name, Spread.of_ratios(worked[1], worked[0]))
    return [row(3, 0, goal, limit), second, row(1, 0), row(2, 0), row(3, 2), cost]


def _previewed(path: Path, rounds: int) -> list[Row]:
    """Tell how long it takes from a workbook of a megabyte to the preview of its import."""
    vendors = 25_000
    _write(path, _scorecard(vendors))
    assert path.stat().st_size > PREVIEWED_BYTES
    target = _Import(path, second_reader=True)
    target.renew()

    def preview() -> None:
        preview_import(target.desk, read_spreadsheet(path))

    base = Contender("calamine merely reading", lambda: _calamine(path))
    mine = Contender("read and preview, nothing written", preview)
    taken = seconds_in_turn([base, mine], rounds, wall)
    worked = seconds_in_turn([mine], rounds, cpu)
    target.close()
    what = f"preview a workbook of {path.stat().st_size / 1e6:.1f} MB, {vendors:,} × {CRITERIA}"
    return [
        Row("I4", what, mine.name, "", Spread(tuple(taken[1])), PREVIEW_SECONDS, "s"),
        Row("", what, mine.name, base.name, Spread.of_ratios(taken[1], taken[0])),
        Row("", f"{what}, CPU", mine.name, "", Spread(tuple(worked[0])), None, "s"),
    ]


def _sum_of_points(path: Path) -> float:
    """Return the sum of the values in a sheet, as calamine reads them."""
    head, *body = _calamine(path)
    if "Score" in head:
        columns, body = [head.index("Score")], body
    else:
        columns, body = list(range(1, len(head))), body[1:]  # the first line has the weights
    return sum(float(str(line[column])) for line in body for column in columns)


def _parts(path: Path, rounds: int) -> list[Row]:
    """Tell apart where an import spends its time."""
    tiny = path.with_name("tiny.xlsx")
    _write(tiny, _scorecard(3))
    reading = read_spreadsheet(path, second_reader=False)
    target = _Import(path, second_reader=False)
    admitted, limits = admit(path), Limits()
    intake = take_in(admitted, None, limits, None, None)

    def take(source: Path) -> Callable[[], object]:
        return lambda: take_in(admit(source), None, limits, None, None)

    def detect() -> Reading:
        return _read_tables(intake, path.name, admitted.sha256, only=None, pulse=Pulse(None))

    def second() -> None:
        assert check_sheets(intake, admitted, None, limits, None, None)

    assert detect() == reading
    parts = [
        ("start a child, read a tiny file", take(tiny), None),
        ("gate, child, calamine, JSON there and back", take(path), None),
        ("the second reader, in a child", second, None),
        ("detect tables, account for every cell", detect, None),
        ("plan", lambda: plan_import(reading.tables[0], None, Terms("scorecard")), None),
        ("plan, write and journal", lambda: import_spreadsheet(target.desk, reading), target.renew),
    ]
    goals = [
        ("", Contender(name, run, before) if before else Contender(name, run), None) for name, run, before in parts
    ]
    base = Contender("calamine merely reading", lambda: _calamine(path))
    measured = compared(f"of which, for {ROWS * CRITERIA:,} values", base, goals, rounds, wall)
    target.close()
    return measured
