"""The file: bulk insert, opening with its whole check, the price of one edit, undo of a large one."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from benchmarks.material import add_matrix, add_scores, folder
from benchmarks.pairing import Contender, Spread, cpu, seconds_in_turn, wall
from benchmarks.table import Row, compared
from outsource_desk.services.desk import Desk, create_desk, open_desk
from outsource_desk.services.scoring import record_score
from outsource_desk.store.connection import connect
from outsource_desk.store.rows import insert_rows

CANDIDATES, CRITERIA = 100, 100
BULK = CANDIDATES * CRITERIA  # rows of ten columns, the id among them
LARGE = 20 * 2**20  # bytes
UNDONE = 50_000  # rows


def rows(rounds: int) -> list[Row]:
    """Measure the store."""
    with folder() as place:
        return [
            *_bulk(place, rounds),
            *_opening(place, rounds),
            *_edit(place, rounds),
            *_undo(place, min(rounds, 5)),
        ]


class _Copy:
    """A fresh copy of a file for each call that would change it."""

    def __init__(self, template: Path, opener: Callable[[Path], Desk | sqlite3.Connection]) -> None:
        self._template, self._opener = template, opener
        self.path = template.with_name(f"{opener.__name__.strip('_')} {template.name}")
        self.opened: Desk | sqlite3.Connection | None = None

    def renew(self) -> None:
        """Copy the file and open the copy."""
        self.close()
        shutil.copyfile(self._template, self.path)
        self.opened = self._opener(self.path)

    def close(self) -> None:
        """Close the copy, if one is open."""
        if self.opened is not None:
            self.opened.close()

    @property
    def desk(self) -> Desk:
        """Return the copy as the product has it open."""
        assert isinstance(self.opened, Desk)
        return self.opened

    @property
    def connection(self) -> sqlite3.Connection:
        """Return the copy as SQLite has it open."""
        assert isinstance(self.opened, sqlite3.Connection)
        return self.opened


def _raw(path: Path) -> sqlite3.Connection:
    """Open a file as the product does, without its journal."""
    connection = connect(path, mode="rw")
    connection.execute("PRAGMA journal_mode = DELETE")
    return connection


def _journalled(path: Path) -> Desk:
    """Open a file as the product does."""
    return open_desk(path, author="Bench")


def _count(connection: sqlite3.Connection) -> tuple[int, float]:
    return connection.execute("SELECT count(*), total(points) FROM score").fetchone()


def _bulk(place: Path, rounds: int) -> list[Row]:
    template = place / "bulk.odesk"
    with create_desk(template, author="Bench") as desk:
        _, scores = add_matrix(desk, CANDIDATES, CRITERIA)
    columns = list(scores[0])
    tuples = [tuple(row.values()) for row in scores]
    statement = f"INSERT INTO score ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    from sqlite_utils import Database

    bare = _Copy(template, _raw)
    journalled = _Copy(template, _journalled)

    def floor() -> None:
        bare.connection.execute("BEGIN IMMEDIATE")
        bare.connection.executemany(statement, tuples)
        bare.connection.execute("COMMIT")

    def product() -> None:
        bare.connection.execute("BEGIN IMMEDIATE")
        insert_rows(Database(bare.connection, execute_plugins=False), "score", scores)
        bare.connection.execute("COMMIT")

    def with_journal() -> None:
        add_scores(journalled.desk, scores)

    results = []
    for run in (floor, product):
        bare.renew()
        run()
        results.append(_count(bare.connection))
    journalled.renew()
    with_journal()
    results.append(_count(journalled.desk.connection))
    assert results == [results[0]] * 3
    assert results[0][0] == BULK
    measured = compared(
        f"insert {BULK:,} scores of 9 columns",
        Contender("raw executemany, same schema", floor, bare.renew),
        [
            ("S1", Contender("insert_rows without the journal", product, bare.renew), 1.2),
            ("", Contender("insert_rows in an edit, with the journal", with_journal, journalled.renew), None),
        ],
        rounds,
    )
    bare.close()
    journalled.close()
    return measured


def _large_file(place: Path) -> Path:
    """Make a file of about 20 MB by one large import and edits of it."""
    path = place / "large.odesk"
    with create_desk(path, author="Bench") as desk:
        _, scores = add_matrix(desk, CANDIDATES, CRITERIA, 10)
        step = BULK // 2
        for start in range(0, len(scores), step):
            if path.stat().st_size >= LARGE:
                break
            add_scores(desk, scores[start : start + step])
    return path


def _opening(place: Path, rounds: int) -> list[Row]:
    path = _large_file(place)
    size = path.stat().st_size / 2**20

    def product() -> None:
        with open_desk(path, read_only=True) as desk:
            assert desk.file.is_checked
            assert desk.file.damage.is_sound

    def checked() -> list[int]:
        connection = connect(path, mode="ro")
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        counts = [sum(1 for _ in connection.execute(f'SELECT * FROM "{table}"')) for (table,) in tables]
        connection.close()
        return counts

    def checked_with_indexes() -> None:
        connection = connect(path, mode="ro")
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()

    assert sum(checked()) > 2 * BULK
    what = f"open and verify a file of {size:.0f} MB"
    ours = Contender("open_desk: structure, digests, hash chain", product)
    measured = compared(
        what,
        Contender("quick_check + scan of all rows", checked),
        [("", ours, None), ("", Contender("integrity_check alone (indexes too)", checked_with_indexes), None)],
        rounds,
        wall,
    )
    (seconds,) = seconds_in_turn([ours], rounds, wall)
    return [Row("S2", what, ours.name, "", Spread(seconds), 1.0, "s"), *measured]


def _edit(place: Path, rounds: int) -> list[Row]:
    path, raw_path = place / "edit.odesk", place / "raw.sqlite"
    with create_desk(path, author="Bench") as desk:
        initiative, scores = add_matrix(desk, 10, 30, 3)
        add_scores(desk, scores)
    shutil.copyfile(path, raw_path)
    first = scores[0]
    candidate, criterion, judge = (int(str(first[name])) for name in ("candidate_id", "criterion_id", "evaluator_id"))
    where = (candidate, criterion, judge)
    raw = _raw(raw_path)
    raw.execute("CREATE TABLE audit (id INTEGER PRIMARY KEY, before TEXT, after TEXT)")
    points = [0]

    def next_points() -> float:
        points[0] += 1
        return points[0] % 21 / 2

    def floor() -> None:
        raw.execute("BEGIN IMMEDIATE")
        value = next_points()
        raw.execute(
            "UPDATE score SET points = ? WHERE candidate_id = ? AND criterion_id = ? AND evaluator_id = ?",
            [value, *where],
        )
        raw.execute("INSERT INTO audit (before, after) VALUES (?, ?)", ["x" * 200, "y" * 200])
        raw.execute("COMMIT")

    with open_desk(path, author="Bench") as desk:

        def product() -> None:
            record_score(desk, candidate, criterion, judge, next_points())

        def journal_alone() -> None:
            with desk.edit("Score"):
                desk.connection.execute(
                    "UPDATE score SET points = ? WHERE candidate_id = ? AND criterion_id = ? AND evaluator_id = ?",
                    [next_points(), *where],
                )

        before = desk.journal.revision
        product()
        journal_alone()
        assert desk.journal.revision == before + 2
        goals = [
            ("", Contender("the journal's edit around the same UPDATE", journal_alone), None),
            ("", Contender("record_score", product), None),
        ]
        what = "save one score (900 in the file)"
        waiting = compared(
            f"{what}, as waited for", Contender("raw DELETE/EXTRA transaction", floor), goals, rounds, wall
        )
        working = compared(f"{what}, CPU", Contender("raw DELETE/EXTRA transaction", floor), goals, rounds, cpu)
    raw.close()
    assert initiative
    return [*waiting, *working]


def _undo(place: Path, rounds: int) -> list[Row]:
    template = place / "undo.odesk"
    with create_desk(template, author="Bench") as desk:
        _, scores = add_matrix(desk, CANDIDATES, CRITERIA, UNDONE // BULK)
        add_scores(desk, scores)
    bare = _Copy(template, _raw)
    journalled = _Copy(template, _journalled)

    def floor() -> None:
        bare.connection.execute("BEGIN IMMEDIATE")
        bare.connection.execute("DELETE FROM score WHERE id > 0")  # row by row, as undo must
        bare.connection.execute("COMMIT")

    def product() -> None:
        journalled.desk.journal.undo()

    bare.renew()
    journalled.renew()
    floor()
    product()
    assert _count(bare.connection) == _count(journalled.desk.connection) == (0, 0.0)
    measured = compared(
        f"undo an edit of {UNDONE:,} rows",
        Contender("raw DELETE of the same rows", floor, bare.renew),
        [("", Contender("undo, itself recorded and sealed", product, journalled.renew), None)],
        rounds,
    )
    bare.close()
    journalled.close()
    return measured
