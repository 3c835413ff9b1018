from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from outsource_desk.store import errors
from outsource_desk.store.files import DeskFile, create_file, open_file
from outsource_desk.store.lock import lock_path

SECRET = "Zephyrion Holdings"


@pytest.fixture
def worked(file: DeskFile) -> DeskFile:
    """Return a file that has a vendor, and a secret one that was renamed, deleted and named in a revision."""
    with file.journal.edit("Add vendors"):
        file.connection.execute("INSERT INTO vendor (name) VALUES ('Alder')")
        file.connection.execute("INSERT INTO vendor (name, notes) VALUES (?, ?)", [SECRET, "x" * 9000])
    file.journal.name_revision(f"With {SECRET}")
    with file.journal.edit("Delete vendor"):
        file.connection.execute("DELETE FROM vendor WHERE id = 2")
    return file


def test_a_copy_with_history_is_the_same_file(worked: DeskFile, tmp_path: Path):
    target = tmp_path / "copy.odesk"
    worked.save_copy(target)
    with open_file(target, "Bo") as copy:
        assert copy.damage.is_sound
        assert (copy.journal.head, copy.journal.fingerprint) == (worked.journal.head, worked.journal.fingerprint)
        assert copy.journal.named_revisions() == worked.journal.named_revisions()
        copy.journal.undo()
        assert copy.connection.execute("SELECT count(*) FROM vendor").fetchone() == (2,)


def test_a_copy_without_history_holds_the_same_content_and_nothing_deleted(worked: DeskFile, tmp_path: Path):
    full, bare = tmp_path / "full.odesk", tmp_path / "bare.odesk"
    worked.save_copy(full)
    worked.save_copy(bare, with_history=False)
    assert SECRET.encode() in full.read_bytes()
    assert b"Zephyrion" not in bare.read_bytes()
    with open_file(bare, "Bo") as copy:
        assert copy.damage.is_sound
        assert copy.journal.fingerprint == worked.journal.fingerprint
        assert [(edit.id, edit.label, edit.author) for edit in copy.journal.edits()] == [
            (1, "Saved without history", "Ada")
        ]
        assert copy.journal.changes(0) == []
        assert copy.journal.named_revisions() == {}
        assert copy.journal.undo_label is None
        with pytest.raises(errors.RevisionOutOfReachError):
            copy.journal.at_revision(0)
        with copy.journal.edit("Add"):
            cursor = copy.connection.execute("INSERT INTO vendor (name) VALUES ('Birch')")
        assert cursor.lastrowid == 3  # the deleted vendor's number is not given again
        copy.journal.undo()
        assert copy.journal.undo_label is None


def test_deleted_text_is_not_left_in_the_file_once_its_history_is_gone(worked: DeskFile, tmp_path: Path):
    worked.save_copy(tmp_path / "bare.odesk", with_history=False)
    assert b"xxxxxxxx" not in (tmp_path / "bare.odesk").read_bytes()
    with open_file(tmp_path / "bare.odesk", "Bo") as copy:
        assert copy.connection.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_an_existing_target_is_replaced_only_when_asked(worked: DeskFile, tmp_path: Path):
    target = tmp_path / "copy.odesk"
    target.write_text("mine")
    with pytest.raises(errors.AlreadyExistsError):
        worked.save_copy(target)
    assert target.read_text() == "mine"
    worked.save_copy(target, replace=True)
    open_file(target, "Bo").close()


def test_the_open_file_itself_and_files_open_elsewhere_are_never_overwritten(worked: DeskFile, tmp_path: Path):
    (tmp_path / "link.odesk").symlink_to(worked.path)
    for itself in (worked.path, tmp_path / "link.odesk"):
        with pytest.raises(errors.SameFileError):
            worked.save_copy(itself, replace=True)
    with create_file(tmp_path / "other.odesk", "Bo") as other:
        with pytest.raises(errors.FileInUseError):
            worked.save_copy(other.path, replace=True)
        assert other.journal.revision == 0
    with pytest.raises(errors.MissingFolderError):
        worked.save_copy(tmp_path / "none" / "copy.odesk")
    (tmp_path / "folder").mkdir()
    with pytest.raises(errors.NotARegularFileError):
        worked.save_copy(tmp_path / "folder", replace=True)


def test_a_copy_leaves_no_draft_and_no_lock(worked: DeskFile, path: Path, tmp_path: Path):
    worked.save_copy(tmp_path / "a.odesk")
    worked.save_copy(tmp_path / "b.odesk", with_history=False)
    assert {entry.name for entry in tmp_path.iterdir()} == {path.name, lock_path(path).name, "a.odesk", "b.odesk"}


def test_a_file_that_is_only_read_can_be_copied(worked: DeskFile, path: Path, tmp_path: Path):
    with open_file(path, "Bo", read_only=True) as reader:
        reader.save_copy(tmp_path / "copy.odesk")
        reader.save_copy(tmp_path / "bare.odesk", with_history=False)
    with open_file(tmp_path / "copy.odesk", "Bo") as copy:
        assert copy.journal.head == worked.journal.head


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
@pytest.mark.parametrize("is_there", [True, False])
def test_what_a_crash_left_beside_a_target_is_never_played_into_the_copy(worked: DeskFile, tmp_path, ending, is_there):
    target = tmp_path / "copy.odesk"
    if is_there:
        target.write_text("mine")
    target.with_name(f"copy.odesk{ending}").write_bytes(b"\0" * 4096)
    worked.save_copy(target, replace=is_there)
    assert not target.with_name(f"copy.odesk{ending}").exists()
    with open_file(target, "Bo") as copy:
        assert copy.journal.head == worked.journal.head


def test_damaged_content_is_not_passed_on(worked: DeskFile, path: Path, tmp_path: Path):
    worked.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as stranger:
        stranger.execute("UPDATE vendor SET notes = 'x'")
    with open_file(path, "Ada") as damaged:
        for with_history in (True, False):
            with pytest.raises(errors.DamagedContentError, match="vendor"):
                damaged.save_copy(tmp_path / "copy.odesk", with_history)
    assert list(tmp_path.iterdir()) == [path]
