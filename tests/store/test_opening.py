from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from outsource_desk.store import errors
from outsource_desk.store.files import DeskFile, create_file, open_file
from outsource_desk.store.opening import NAME_LIMIT


def tamper(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as stranger:
        for statement in statements:
            stranger.execute(statement)


def refusal(path: Path | str, kind: type[errors.FileError], *, read_only: bool = False) -> str:
    with pytest.raises(kind) as caught:
        open_file(path, "Ada", read_only)
    assert caught.value.remedy
    return str(caught.value)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path):
    assert "does not exist" in refusal(tmp_path / "none.odesk", errors.MissingFileError)
    assert "does not exist" in refusal(tmp_path / "none" / "none.odesk", errors.MissingFileError)
    assert "does not exist" in refusal(str(tmp_path / "a\0b"), errors.MissingFileError)


def test_folders_pipes_and_devices_are_told_apart_also_behind_a_link(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/null")
    assert "a folder" in refusal(tmp_path, errors.NotARegularFileError)
    assert "a pipe" in refusal(tmp_path / "pipe", errors.NotARegularFileError)
    assert "a device" in refusal(tmp_path / "link", errors.NotARegularFileError)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    refusal(tmp_path / "loop", errors.FileError)


def test_a_link_to_a_file_opens_the_file_and_shares_its_lock(file: DeskFile, path: Path, tmp_path: Path):
    (tmp_path / "link.odesk").symlink_to(path)
    refusal(tmp_path / "link.odesk", errors.FileInUseError)
    file.close()
    with open_file(tmp_path / "link.odesk", "Ada") as again:
        assert again.path == path


def test_names_and_paths_too_long_for_the_files_beside_them_are_refused(tmp_path: Path):
    with pytest.raises(errors.PathTooLongError, match="name that is too long"):
        create_file(tmp_path / ("n" * 250), "Ada")
    refusal(tmp_path / ("x" * 5000), errors.PathTooLongError)
    deep = tmp_path.joinpath(*["d" * 50] * 10)
    deep.mkdir(parents=True)
    with pytest.raises(errors.PathTooLongError, match="path that is too long"):
        create_file(deep / "a.odesk", "Ada")
    with create_file(tmp_path / ("ü" * ((NAME_LIMIT - 6) // 2) + ".odesk"), "Ada") as longest:
        with longest.journal.edit("Add"):
            longest.connection.execute("INSERT INTO vendor (name) VALUES ('Alder')")
        longest.backup_now()


@pytest.mark.parametrize(
    "name", ["a b%20?#&=.odesk", "приветствие 😀.odesk", "bytes \udcff.odesk", "-r.odesk", "'\".odesk"]
)
def test_any_name_that_the_system_allows_can_be_used(tmp_path: Path, name: str):
    with create_file(tmp_path / name, "Ada") as file:
        with file.journal.edit("Add"):
            file.connection.execute("INSERT INTO vendor (name) VALUES ('Alder')")
        backup = file.backup_now()
        file.save_copy(tmp_path / f"copy of {name}")
    for made in (tmp_path / name, tmp_path / f"copy of {name}", backup):
        with open_file(made, "Ada") as again:
            assert again.journal.revision == 1
    with pytest.raises(errors.AlreadyExistsError) as caught:
        create_file(tmp_path / name, "Ada")
    assert str(caught.value).encode()


@pytest.mark.parametrize("content", [b"", b"hello", b"x" * 5000, b"SQLite format 3\0", b"PK\3\4" + b"\0" * 4096])
def test_other_kinds_of_files_are_refused_and_left_alone(tmp_path: Path, content: bytes):
    other = tmp_path / "other.odesk"
    other.write_bytes(content)
    for read_only in (False, True):
        refusal(other, errors.FileError, read_only=read_only)
    assert other.read_bytes() == content
    assert [entry.name for entry in tmp_path.iterdir()] == ["other.odesk"]


def test_a_database_of_another_program_is_refused(tmp_path: Path):
    other = tmp_path / "other.odesk"
    tamper(other, "CREATE TABLE t (x)")
    assert "was not made by Outsource Desk" in refusal(other, errors.NotADeskFileError)


def test_a_file_with_our_mark_but_without_our_tables_is_refused(tmp_path: Path):
    other = tmp_path / "other.odesk"
    tamper(other, "PRAGMA application_id = 0x4F44534B", "CREATE TABLE vendor (x)")
    refusal(other, errors.NotADeskFileError)


@pytest.mark.parametrize(
    ("kind", "name", "statement"),
    [
        ("view", "sly", "CREATE VIEW sly AS SELECT load_extension('x')"),
        ("trigger", "sly", "CREATE TRIGGER sly AFTER INSERT ON vendor BEGIN DELETE FROM vendor; END"),
        ("table", "sly", "CREATE TABLE sly (x)"),
        ("index", "sly", "CREATE INDEX sly ON vendor(lower(name))"),
        ("virtual table", "sly", "CREATE VIRTUAL TABLE sly USING rtree(a, b, c)"),
        ("table", "vendor", "ALTER TABLE vendor ADD COLUMN sly TEXT"),
    ],
)
def test_a_foreign_object_in_the_schema_is_refused_and_named(file: DeskFile, path: Path, kind, name, statement):
    file.close()
    tamper(path, statement)
    for read_only in (False, True):
        assert f"{kind} “{name}" in refusal(path, errors.ForeignObjectError, read_only=read_only)


def test_a_newer_file_is_refused_naming_the_release_it_needs(file: DeskFile, path: Path):
    file.close()
    tamper(
        path,
        "INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('outsource_desk', 'm9999_later')",
        "UPDATE format SET needs = '9.1', readable_from = 999",
    )
    for read_only in (False, True):
        assert "needs version 9.1" in refusal(path, errors.NewerFileError, read_only=read_only)


def test_a_newer_file_that_allows_it_is_opened_for_reading(file: DeskFile, path: Path):
    file.close()
    tamper(
        path,
        "INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('outsource_desk', 'm9999_later')",
        "UPDATE format SET needs = '9.1', readable_from = 1",
        "CREATE TABLE later (id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT) STRICT",
    )
    with open_file(path, "Ada") as newer:
        assert newer.is_read_only
        assert "9.1" in newer.read_only_reason
        with pytest.raises(errors.ReadOnlyError, match=r"9\.1"), newer.journal.edit("Add"):
            pytest.fail("the block must not run")
    tamper(path, "CREATE VIEW sly AS SELECT 1")
    refusal(path, errors.ForeignObjectError)


def test_a_file_opened_read_only_refuses_every_change(file: DeskFile, path: Path):
    with open_file(path, "Bo", read_only=True) as reader:
        with pytest.raises(errors.ReadOnlyError) as caught, reader.journal.edit("Add"):
            pytest.fail("the block must not run")
        assert caught.value.remedy
        for act in (reader.journal.undo, reader.journal.redo):
            with pytest.raises(errors.DeskError):
                act()
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.connection.execute("INSERT INTO vendor (name) VALUES ('x')")


def test_a_reader_sees_what_the_writer_saves_meanwhile(file: DeskFile, path: Path):
    with open_file(path, "Bo", read_only=True) as reader:
        with file.journal.edit("Add vendor"):
            file.connection.execute("INSERT INTO vendor (name) VALUES ('Alder')")
        assert (reader.journal.revision, reader.journal.undo_label) == (1, "Add vendor")
        assert reader.check().is_sound


def test_the_settings_that_keep_the_file_safe_are_on(file: DeskFile, path: Path):
    expected = {
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "recursive_triggers": 1,
        "application_id": 0x4F44534B,
    }
    with open_file(path, "Bo", read_only=True) as reader:
        for connection in (file.connection, reader.connection):
            found = {name: connection.execute(f"PRAGMA {name}").fetchone() for name in expected}
            assert {name: row[0] for name, row in found.items() if row} == {
                name: value for name, value in expected.items() if found[name]
            }
            assert found["mmap_size"] in (None, (0,))


def test_a_file_that_was_turned_to_wal_is_turned_back(file: DeskFile, path: Path, tmp_path: Path):
    file.close()
    tamper(path, "PRAGMA journal_mode = WAL")
    with open_file(path, "Ada") as again:
        assert again.connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert [entry.name for entry in tmp_path.iterdir()] == ["tender.odesk"]


def test_creating_never_overwrites_and_leaves_nothing_behind(file: DeskFile, path: Path, tmp_path: Path):
    with pytest.raises(errors.AlreadyExistsError):
        create_file(path, "Ada")
    with pytest.raises(errors.MissingFolderError):
        create_file(tmp_path / "none" / "a.odesk", "Ada")
    file.close()
    assert [entry.name for entry in tmp_path.iterdir()] == ["tender.odesk"]


def test_damage_on_opening_is_named_and_the_file_is_read_only(file: DeskFile, path: Path):
    with file.journal.edit("Add"):
        file.connection.execute("INSERT INTO vendor (name) VALUES ('Alder')")
    file.close()
    tamper(path, "UPDATE vendor SET name = 'Elder'")
    with open_file(path, "Ada") as damaged:
        assert damaged.damage.tables == ("vendor",)
        assert damaged.read_only_reason == "it is damaged"
        with pytest.raises(errors.DamagedContentError, match="vendor"):
            damaged.refuse_damaged()
        with open_file(path, "Bo") as second:  # nobody holds the right to write
            assert second.is_read_only


def test_a_file_that_cannot_be_read_at_all_points_to_its_newest_good_backup(file: DeskFile, path: Path):
    with file.journal.edit("Add"):
        file.connection.execute("INSERT INTO vendor (name) VALUES ('Alder')")
    good = file.backup_now()
    with file.journal.edit("Add"):
        file.connection.execute("INSERT INTO vendor (name) VALUES ('Birch')")
    newer = file.backup_now()
    file.close()
    newer.write_bytes(newer.read_bytes()[:5000])
    for head in (b"", path.read_bytes()[:6000]):
        path.write_bytes(head)
        with pytest.raises(errors.FileError) as caught:
            open_file(path, "Ada")
        assert str(good) in caught.value.remedy


READ_ONLY_OPEN = """
import sys
from outsource_desk.store.files import open_file
with open_file(sys.argv[1], "Ada", read_only=sys.argv[2] == "ro") as file:
    file.journal.edits(), file.journal.fingerprint
    print(sorted({"sqlite_utils", "numpy", "pandas"} & set(sys.modules)))
"""


@pytest.mark.parametrize("mode", ["ro", "rw"])
def test_opening_an_up_to_date_file_loads_nothing_heavy(file: DeskFile, path: Path, mode: str):
    file.close()
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY_OPEN, str(path), mode], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
