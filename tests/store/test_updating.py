from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from outsource_desk.store import errors, schema
from outsource_desk.store.backups import backup_folder, backups_of
from outsource_desk.store.files import DeskFile, open_file
from outsource_desk.store.journal import Journal
from outsource_desk.store.migrations import migrations
from outsource_desk.store.updating import _keep_counters


@pytest.fixture
def older(path: Path) -> Path:
    """Return a file that has seen the first step only, with one edit in it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        for statement in schema.JOURNAL_TABLES.split(";\n"):
            connection.execute(statement)
        connection.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES (?, ?)", schema.JOURNAL_STEP)
        connection.execute("INSERT INTO format VALUES (1, '0.0', 1)")
        Journal(connection, "Ada").name_revision("Start")
    return path


def test_an_older_file_is_backed_up_and_updated(older: Path):
    before = hashlib.sha256(older.read_bytes()).digest()
    with open_file(older, "Bo") as file:
        assert file.check().is_sound
        assert schema.read_format(file.connection).steps == schema.STEPS
        assert [(edit.id, edit.author) for edit in file.journal.edits()] == [(1, "Ada"), (2, "Bo")]
        assert file.journal.named_revisions() == {"Start": 0}
        with file.journal.edit("Add"):
            file.connection.execute("INSERT INTO vendor (name) VALUES ('Alder')")
    assert hashlib.sha256(older.read_bytes()).digest() != before
    with closing(sqlite3.connect(backups_of(older)[-1].path)) as kept:
        assert kept.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'vendor'").fetchone() == (0,)
        assert kept.execute("SELECT max(id) FROM edit").fetchone() == (1,)


def test_an_update_is_a_barrier_for_undo_and_for_earlier_revisions(older: Path):
    with open_file(older, "Bo") as file:
        assert file.journal.undo_label is None
        with pytest.raises(errors.NothingToUndoError):
            file.journal.undo()
        with pytest.raises(errors.RevisionOutOfReachError) as caught:
            file.journal.at_revision(1)
        assert "backup" in caught.value.remedy
        with pytest.raises(errors.RevisionOutOfReachError):
            file.journal.go_back(1, "Go back")
        file.journal.at_revision(2).close()


def test_an_older_file_can_be_read_without_being_changed(older: Path):
    before = older.read_bytes()
    with open_file(older, "Bo", read_only=True) as file:
        assert file.connection.execute("SELECT count(*) FROM vendor").fetchone() == (0,)
        with pytest.raises(sqlite3.OperationalError):
            file.connection.execute("DELETE FROM vendor")
        file.save_copy(older.with_name("copy.odesk"))
    assert older.read_bytes() == before
    with open_file(older.with_name("copy.odesk"), "Bo") as copy:
        assert not copy.is_read_only


def test_an_older_file_that_cannot_be_backed_up_is_not_updated(older: Path):
    backup_folder(older).write_text("in the way")
    before = older.read_bytes()
    with pytest.raises(errors.BackupFailedError):
        open_file(older, "Bo")
    assert older.read_bytes() == before


def test_a_rebuilt_table_does_not_give_old_numbers_again():
    with closing(sqlite3.connect(":memory:")) as connection:
        for table in ("a", "b", "c"):
            connection.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY AUTOINCREMENT)")
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('a', 3), ('c', 9)")
        _keep_counters(connection, [("a", 7), ("b", 5), ("c", 8)])
        counters = dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    assert counters == {"a": 7, "b": 5, "c": 9}


def test_the_steps_known_are_the_steps_there_are(file: DeskFile):
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as empty:
        from sqlite_utils import Database

        names = [step.name for step in migrations.pending(Database(empty, execute_plugins=False))]
    expected = (schema.JOURNAL_STEP, *((migrations.name, name) for name in names))
    assert expected == schema.STEPS, "add the new step to STEPS in store/schema.py"
    assert schema.read_format(file.connection).steps == expected
    assert schema.schema_hash(file.connection) == schema.SCHEMA_HASH, (
        "write this hash to SCHEMA_HASH in store/schema.py"
    )
