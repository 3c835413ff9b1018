from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.domain.errors import DuplicateNameError, EmptyNameError
from outsource_desk.store.capture import captured_tables
from outsource_desk.store.errors import (
    DamagedHistoryError,
    EditUnderWayError,
    NothingToRedoError,
    NothingToUndoError,
    UnknownRevisionError,
)
from outsource_desk.store.files import DeskFile, open_file
from outsource_desk.store.journal import Journal
from outsource_desk.store.rows import insert_rows
from outsource_desk.store.schema import JOURNAL_TABLES


def add_vendor(file: DeskFile, name: str) -> int:
    with file.journal.edit("Add vendor"):
        cursor = file.connection.execute("INSERT INTO vendor (name) VALUES (?)", [name])
    assert cursor.lastrowid is not None
    return cursor.lastrowid


class AbandonedError(Exception):
    """Stops an edit half way."""


def run_and_fail(file: DeskFile, statement: str) -> None:
    with file.journal.edit("Fail"):
        file.connection.execute(statement)
        raise AbandonedError


def vendors(connection: sqlite3.Connection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM vendor ORDER BY id")]


def in_memory(*tables: str) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    for statement in [*JOURNAL_TABLES.split(";\n"), *tables]:
        connection.execute(statement)
    return connection


def test_a_new_file_stands_at_revision_zero_with_nothing_to_undo(file: DeskFile):
    journal = file.journal
    assert (journal.revision, journal.undo_label, journal.redo_label, journal.edits()) == (0, None, None, [])
    with pytest.raises(NothingToUndoError) as caught:
        journal.undo()
    assert caught.value.remedy
    with pytest.raises(NothingToRedoError):
        journal.redo()


def test_an_edit_is_on_disk_when_its_block_ends(file: DeskFile, path: Path):
    add_vendor(file, "Alder")
    with open_file(path, "Reader", read_only=True) as other:
        assert vendors(other.connection) == ["Alder"]
        assert other.journal.edits()[0].author == "Ada"


def test_an_edit_is_exactly_one_commit_whatever_it_holds(file: DeskFile):
    statements: list[str] = []
    with file.journal.edit("Warm up"):
        file.connection.execute("INSERT INTO vendor (name) VALUES ('Alder')")
    file.connection.set_trace_callback(statements.append)
    with file.journal.edit("Import"):
        file.connection.executemany("INSERT INTO vendor (name) VALUES (?)", [(f"V{n}",) for n in range(500)])
        with file.journal.edit("Inside"):
            file.db.table("vendor").insert_all({"name": f"W{n}"} for n in range(500))
    file.connection.set_trace_callback(None)
    assert [sql for sql in statements if sql.startswith("COMMIT")] == ["COMMIT"]
    assert file.journal.revision == 2


def test_a_write_outside_an_edit_fails_with_a_clear_message(file: DeskFile):
    with pytest.raises(sqlite3.IntegrityError, match="written outside an edit"):
        file.connection.execute("INSERT INTO vendor (name) VALUES ('Alder')")
    add_vendor(file, "Alder")
    for statement in ("UPDATE vendor SET notes = 'x'", "DELETE FROM vendor"):
        with pytest.raises(sqlite3.IntegrityError, match="written outside an edit"):
            file.connection.execute(statement)
    assert not file.connection.in_transaction
    assert file.check().is_sound


def test_a_commit_in_the_middle_of_an_edit_cannot_split_it(file: DeskFile):
    def commit_half_way() -> None:
        with file.journal.edit("Two things"):
            file.connection.execute("INSERT INTO vendor (name) VALUES ('Alder')")
            file.connection.commit()

    with pytest.raises(sqlite3.IntegrityError):
        commit_half_way()
    assert vendors(file.connection) == []
    assert (file.journal.revision, file.check().is_sound) == (0, True)


def test_history_is_only_ever_added_to(file: DeskFile):
    add_vendor(file, "Alder")
    for statement in (
        "DELETE FROM change",
        "UPDATE edit SET author = 'Eve'",
        "DELETE FROM edit",
        "UPDATE change SET tab = 'x'",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
            file.connection.execute(statement)


def test_an_exception_leaves_no_trace(file: DeskFile):
    add_vendor(file, "Alder")
    before = (file.journal.revision, file.journal.fingerprint, file.journal.head)
    with pytest.raises(AbandonedError):
        run_and_fail(file, "DELETE FROM vendor")
    assert (file.journal.revision, file.journal.fingerprint, file.journal.head) == before
    assert vendors(file.connection) == ["Alder"]


def test_a_failed_edit_inside_an_edit_is_taken_back_alone(file: DeskFile):
    with file.journal.edit("Outer"):
        file.connection.execute("INSERT INTO vendor (name) VALUES ('Alder')")
        with pytest.raises(AbandonedError):
            run_and_fail(file, "INSERT INTO vendor (name) VALUES ('Birch')")
    assert vendors(file.connection) == ["Alder"]
    assert [edit.label for edit in file.journal.edits()] == ["Outer"]


def test_an_edit_that_changes_nothing_is_not_recorded(file: DeskFile):
    add_vendor(file, "Alder")
    with file.journal.edit("Nothing"):
        file.connection.execute("UPDATE vendor SET name = 'Alder', notes = ''")
    assert file.journal.revision == 1


def test_a_change_of_case_is_a_change_even_where_names_ignore_case(file: DeskFile):
    add_vendor(file, "alder")
    with file.journal.edit("Rename"):
        file.connection.execute("UPDATE vendor SET name = 'Alder'")
    assert file.journal.revision == 2
    file.journal.undo()
    assert vendors(file.connection) == ["alder"]


def test_undo_and_redo_work_after_a_restart(file: DeskFile, path: Path):
    add_vendor(file, "Alder")
    add_vendor(file, "Birch")
    file.close()
    with open_file(path, "Bo") as again:
        assert again.journal.undo_label == "Add vendor"
        edit = again.journal.undo()
        assert (edit.label, edit.author, edit.reverts) == ("Undo: Add vendor", "Bo", 2)
        assert vendors(again.connection) == ["Alder"]
    with open_file(path, "Bo") as again:
        assert again.journal.redo_label == "Add vendor"
        assert again.journal.redo().label == "Redo: Add vendor"
        assert vendors(again.connection) == ["Alder", "Birch"]
        assert again.journal.redo_label is None


def test_a_new_edit_after_undo_ends_redo(file: DeskFile):
    add_vendor(file, "Alder")
    file.journal.undo()
    add_vendor(file, "Birch")
    assert file.journal.redo_label is None
    with pytest.raises(NothingToRedoError):
        file.journal.redo()


def test_edits_of_one_field_are_one_undo_step_until_something_else_happens(file: DeskFile):
    add_vendor(file, "Alder")
    for notes in ("a", "ab", "abc"):
        with file.journal.edit("Edit notes", merge_key=("vendor", 1, "notes")):
            file.connection.execute("UPDATE vendor SET notes = ?", [notes])
    assert [edit.step for edit in file.journal.edits()] == [1, 2, 2, 2]
    file.journal.undo()
    assert file.connection.execute("SELECT notes FROM vendor").fetchone() == ("",)
    file.journal.redo()
    assert file.connection.execute("SELECT notes FROM vendor").fetchone() == ("abc",)
    with file.journal.edit("Edit notes", merge_key=("vendor", 1, "notes")):
        file.connection.execute("UPDATE vendor SET notes = 'later'")
    file.journal.undo()
    assert file.connection.execute("SELECT notes FROM vendor").fetchone() == ("abc",)


def test_a_merge_key_does_not_reach_over_a_restart(file: DeskFile, path: Path):
    add_vendor(file, "Alder")
    with file.journal.edit("Edit notes", merge_key=("notes",)):
        file.connection.execute("UPDATE vendor SET notes = 'monday'")
    file.close()
    with open_file(path, "Ada") as again:
        with again.journal.edit("Edit notes", merge_key=("notes",)):
            again.connection.execute("UPDATE vendor SET notes = 'tuesday'")
        again.journal.undo()
        assert again.connection.execute("SELECT notes FROM vendor").fetchone() == ("monday",)


def test_cascading_deletes_come_back_with_one_undo(file: DeskFile):
    with file.journal.edit("Build"):
        file.connection.execute("INSERT INTO initiative (name) VALUES ('Desk')")
        file.connection.executemany(
            "INSERT INTO criterion (id, initiative_id, parent_id, position, name) VALUES (?, 1, ?, 1, 'c')",
            [(1, None), (2, 1), (3, 2)],
        )
        file.connection.execute("INSERT INTO anchor (criterion_id, points, wording) VALUES (3, 0.1, 'poor')")
    before = file.journal.fingerprint
    with file.journal.edit("Delete"):
        file.connection.execute("DELETE FROM initiative")
    assert file.connection.execute("SELECT count(*) FROM anchor").fetchone() == (0,)
    assert {change.table for change in file.journal.changes(1)} == {"initiative", "criterion", "anchor"}
    file.journal.undo()
    assert file.connection.execute("SELECT parent_id FROM criterion ORDER BY id").fetchall() == [(None,), (1,), (2,)]
    assert file.journal.fingerprint == before
    assert file.check().is_sound


def test_a_tree_built_in_one_edit_goes_and_comes_back_leaves_first(file: DeskFile):
    empty = file.journal.fingerprint
    with file.journal.edit("Build"):
        file.connection.execute("INSERT INTO initiative (name) VALUES ('Desk')")
        file.connection.executemany(
            "INSERT INTO criterion (id, initiative_id, parent_id, position, name) VALUES (?, 1, ?, 1, 'c')",
            [(1, None), *((number, number - 1) for number in range(2, 400))],
        )
    built = file.journal.fingerprint
    file.journal.undo()
    assert file.journal.fingerprint == empty
    file.journal.redo()
    assert file.journal.fingerprint == built
    assert file.check().is_sound


def test_many_rows_go_and_come_back_as_they_were(file: DeskFile):
    with file.journal.edit("Many"):
        insert_rows(file.db, "vendor", [{"name": f"Vendor {number}"} for number in range(1_203)])
    built = file.journal.fingerprint
    file.journal.undo()
    assert file.connection.execute("SELECT count(*) FROM vendor").fetchone() == (0,)
    file.journal.redo()
    found = file.connection.execute("SELECT id, name FROM vendor ORDER BY id").fetchall()
    assert found == [(number + 1, f"Vendor {number}") for number in range(1_203)]
    assert file.journal.fingerprint == built
    assert file.check().is_sound


def test_an_undo_over_rows_that_are_gone_says_so_and_changes_nothing(file: DeskFile):
    with file.journal.edit("Many"):
        insert_rows(file.db, "vendor", [{"name": f"Vendor {number}"} for number in range(300)])
    file.connection.execute("DROP TRIGGER temp.capture_vendor_DELETE")
    file.connection.execute("DELETE FROM vendor WHERE id = 250")
    with pytest.raises(DamagedHistoryError):
        file.journal.undo()
    assert file.connection.execute("SELECT count(*) FROM vendor").fetchone() == (299,)


def test_rows_that_a_replacement_removes_are_captured(file: DeskFile):
    add_vendor(file, "Alder")
    with file.journal.edit("Replace"):
        file.connection.execute("INSERT OR REPLACE INTO vendor (id, name) VALUES (7, 'Alder')")
    assert file.check().is_sound
    file.journal.undo()
    assert file.connection.execute("SELECT id, name FROM vendor").fetchall() == [(1, "Alder")]


def test_ids_are_never_used_again(file: DeskFile, path: Path):
    assert add_vendor(file, "Alder") == 1
    file.journal.undo()
    assert add_vendor(file, "Birch") == 2
    with file.journal.edit("Delete"):
        file.connection.execute("DELETE FROM vendor")
    file.close()
    with open_file(path, "Ada") as again:
        assert add_vendor(again, "Cedar") == 3


def test_an_id_never_changes(file: DeskFile):
    add_vendor(file, "Alder")
    with pytest.raises(sqlite3.IntegrityError, match="an id never changes"), file.journal.edit("Renumber"):
        file.connection.execute("UPDATE vendor SET id = 9")


def test_the_signal_names_the_tables_touched_once_per_commit(file: DeskFile):
    told: list[frozenset[str]] = []
    file.journal.on_edit = told.append
    with file.journal.edit("Outer"), file.journal.edit("Inner"):
        file.connection.execute("INSERT INTO vendor (name) VALUES ('Alder')")
        file.connection.execute("INSERT INTO contact (vendor_id, name) VALUES (1, 'Ann')")
    assert told == [frozenset({"vendor", "contact"})]
    file.journal.undo()
    assert told[1:] == [frozenset({"vendor", "contact"})]
    with pytest.raises(AbandonedError):
        run_and_fail(file, "DELETE FROM contact")
    assert len(told) == 2


def test_undo_and_a_check_are_refused_in_the_middle_of_an_edit(file: DeskFile):
    add_vendor(file, "Alder")
    with file.journal.edit("Open"):
        for act in (
            file.journal.undo,
            file.journal.redo,
            file.check,
            file.backup_now,
            lambda: file.journal.at_revision(0),
        ):
            with pytest.raises(EditUnderWayError):
                act()


def test_named_revisions_are_recorded_kept_and_undoable(file: DeskFile, path: Path):
    add_vendor(file, "Alder")
    fingerprint = file.journal.fingerprint
    file.journal.name_revision("Committee 1")
    assert file.journal.named_revisions() == {"Committee 1": 1}
    assert [edit.name for edit in file.journal.edits()] == ["Committee 1", ""]
    assert file.journal.fingerprint == fingerprint  # a name is no content
    with pytest.raises(DuplicateNameError):
        file.journal.name_revision("committee 1")
    with pytest.raises(EmptyNameError):
        file.journal.name_revision(" ")
    file.close()
    with open_file(path, "Ada") as again:
        assert again.journal.named_revisions() == {"Committee 1": 1}
        again.journal.undo()
        assert again.journal.named_revisions() == {}


def test_any_revision_can_be_rebuilt_and_only_read(file: DeskFile):
    names = ["Alder", "Birch", "Cedar"]
    for name in names:
        add_vendor(file, name)
    file.journal.undo()
    for revision, expected in enumerate([[], names[:1], names[:2], names, names[:2]]):
        with closing(file.journal.at_revision(revision)) as past:
            assert vendors(past) == expected
            with pytest.raises(sqlite3.OperationalError):
                past.execute("DELETE FROM vendor")
    for revision in (-1, 5):
        with pytest.raises(UnknownRevisionError):
            file.journal.at_revision(revision)


@pytest.mark.parametrize(
    "alteration",
    [
        "UPDATE change SET before = replace(before, 'Alder', 'Elder') WHERE before IS NOT NULL",
        "UPDATE change SET before = replace(before, '\"notes\"', '\"votes\"') WHERE before IS NOT NULL",
        "UPDATE change SET before = '[]' WHERE before IS NOT NULL",
        "UPDATE change SET before = '{' WHERE before IS NOT NULL",
        "UPDATE change SET row_id = 9",
        "UPDATE change SET tab = 'ghost'",
    ],
)
def test_a_history_that_was_altered_meanwhile_is_not_followed(file: DeskFile, alteration: str):
    add_vendor(file, "Alder")
    with file.journal.edit("Rename"):
        file.connection.execute("UPDATE vendor SET name = 'Birch'")
    file.connection.execute("DROP TRIGGER temp.keep_change_UPDATE")
    file.connection.execute(alteration)
    with pytest.raises(DamagedHistoryError) as caught:
        file.journal.undo()
    assert "check" in caught.value.remedy
    with pytest.raises(DamagedHistoryError):
        file.journal.at_revision(1)
    assert (vendors(file.connection), file.journal.revision) == (["Birch"], 2)


def test_changes_between_two_revisions_come_oldest_first(file: DeskFile):
    add_vendor(file, "Alder")
    add_vendor(file, "Birch")
    with file.journal.edit("Rename"):
        file.connection.execute("UPDATE vendor SET name = 'Beech' WHERE id = 2")
    seen = [(c.edit_id, c.before and c.before["name"], c.after and c.after["name"]) for c in file.journal.changes(1)]
    assert seen == [(2, None, "Birch"), (3, "Birch", "Beech")]
    assert [change.edit_id for change in file.journal.changes(0, 1)] == [1]


ODD = """CREATE TABLE odd (
    id INTEGER PRIMARY KEY AUTOINCREMENT, real_value REAL, whole INTEGER, words TEXT, bytes BLOB) STRICT"""


@given(
    st.none() | st.floats(allow_nan=False, allow_infinity=False),
    st.none() | st.integers(-(2**63), 2**63 - 1),
    st.none() | st.text(st.characters(exclude_categories=["Cs"])),
    st.none() | st.binary(),
)
def test_every_value_comes_back_bit_for_bit(
    real: float | None, whole: int | None, words: str | None, data: bytes | None
):
    with closing(in_memory(ODD)) as connection:
        journal = Journal(connection, "Ada")
        with journal.edit("Add"):
            connection.execute(
                "INSERT INTO odd (real_value, whole, words, bytes) VALUES (?, ?, ?, ?)", [real, whole, words, data]
            )
        stored = connection.execute("SELECT *, typeof(real_value) FROM odd").fetchall()
        with journal.edit("Change"):
            connection.execute("UPDATE odd SET real_value = 0.5, whole = 1, words = 'x', bytes = x'00'")
        journal.undo()
        assert connection.execute("SELECT *, typeof(real_value) FROM odd").fetchall() == stored
        with journal.edit("Delete"):
            connection.execute("DELETE FROM odd")
        journal.undo()
        assert connection.execute("SELECT *, typeof(real_value) FROM odd").fetchall() == stored
        assert journal.changes(0)[0].after == {
            "id": 1, "real_value": stored[0][1], "whole": whole, "words": words, "bytes": data
        }  # fmt: skip
        assert journal.damage().is_sound


@pytest.mark.parametrize("value", [float("inf"), float("-inf")])
def test_an_infinity_cannot_be_written_even_without_a_check(value: float):
    with closing(in_memory(ODD)) as connection:
        journal = Journal(connection, "Ada")
        with pytest.raises(sqlite3.Error), journal.edit("Add"):
            connection.execute("INSERT INTO odd (real_value) VALUES (?)", [value])
        assert (journal.revision, connection.execute("SELECT count(*) FROM odd").fetchone()) == (0, (0,))


@pytest.mark.parametrize(
    "columns", ["id INTEGER PRIMARY KEY, x ANY", "key TEXT PRIMARY KEY", "id INTEGER PRIMARY KEY, x"]
)
def test_a_table_that_could_not_be_captured_exactly_is_refused(columns: str):
    with closing(in_memory(f"CREATE TABLE odd ({columns})")) as connection, pytest.raises(TypeError, match="table odd"):
        Journal(connection, "Ada")


def test_every_captured_table_never_reuses_ids_and_is_strict(file: DeskFile):
    tables = captured_tables(file.connection)
    assert len(tables) >= 10
    for table in tables:
        (sql,) = file.connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", [table.name]).fetchone()
        assert "id INTEGER PRIMARY KEY AUTOINCREMENT" in sql
        assert sql.rstrip().endswith("STRICT")


def test_fifty_thousand_rows_are_one_edit_and_one_undo(file: DeskFile):
    with file.journal.edit("Import"):
        rows = [(f"Vendor {number}", "note") for number in range(50_000)]
        file.db.conn.executemany("INSERT INTO vendor (name, notes) VALUES (?, ?)", rows)
    assert file.journal.revision == 1
    file.journal.undo()
    assert vendors(file.connection) == []
