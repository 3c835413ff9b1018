"""What the window tells of its file: each condition is brought about in a real one."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from outsource_desk.services.checking import check_file
from outsource_desk.services.desk import ConditionKind, Desk, create_desk, open_desk, open_or_read
from outsource_desk.services.history import save_copy
from outsource_desk.services.vendors import add_vendor, list_vendors
from outsource_desk.store.errors import BusyFileError, ChangedOutsideError, FileMovedError, NoAccessError, ReadOnlyError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a closed document with one vendor."""
    with create_desk(tmp_path / "Bids.odesk", author="Analyst") as desk:
        add_vendor(desk, "Acme")
        return desk.path


def said(desk: Desk) -> tuple[str, str]:
    """Return kind and text of a condition that has something to say and a remedy."""
    condition = desk.condition()
    assert condition.text.endswith(".")
    assert condition.remedy.endswith(".")
    return condition.kind, condition.text


def tamper(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        for statement in statements:
            other.execute(statement)


def spoil(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Acme", b"Acne"))


def test_a_sound_file_has_nothing_to_say(desk):
    for _ in range(2):
        condition = desk.condition()
        assert (condition.kind, condition.text, condition.remedy) == ("sound", "", "")
        assert desk.is_alive()
        assert desk.is_checked
        assert desk.check().is_sound
        add_vendor(desk, "Acme")
        desk.journal.undo()


def test_a_file_opened_for_reading_says_so(path):
    with open_desk(path, read_only=True) as desk:
        assert said(desk) == ("read-only", "“Bids.odesk” is open read-only, so nothing can be changed.")
        assert desk.is_alive()
        assert desk.read_only_reason == ""


def test_a_file_that_somebody_else_is_writing_says_who_until_they_are_done(path):
    with open_desk(path, author="Ada") as writer, open_or_read(path) as reader:
        kind, text = said(reader)
        assert kind == ConditionKind.LOCKED
        assert "by Ada on " in text
        add_vendor(writer, "Globex")
        assert reader.is_alive()  # its owner may write it
        assert len(list_vendors(reader)) == 2
        writer.close()
        assert said(reader)[0] == ConditionKind.READ_ONLY


def test_a_lock_file_left_from_a_crash_locks_nobody_out(path):
    path.with_name(f".{path.name}.lock").write_text("{}")
    with open_desk(path, read_only=True) as reader:
        assert said(reader)[0] == ConditionKind.READ_ONLY


def test_a_file_that_nobody_has_open_is_opened_for_changes(path):
    with open_or_read(path) as desk:
        assert not desk.is_read_only


def test_a_newer_file_says_which_release_it_needs(path):
    tamper(
        path,
        "INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('outsource_desk', 'm9999_later')",
        "UPDATE format SET needs = '9.1', readable_from = 1",
    )
    with open_desk(path) as desk:
        kind, text = said(desk)
        assert (kind, "version 9.1" in text) == ("newer", True)
        assert "9.1" in desk.read_only_reason


def test_a_damaged_file_names_what_is_damaged(path):
    spoil(path)
    with open_desk(path) as desk:
        kind, text = said(desk)
        assert (kind, text.startswith("“Bids.odesk” is damaged. Damaged data in: vendor. ")) == ("damaged", True)
        assert desk.read_only_reason == "it is damaged"


def test_damage_that_a_later_check_finds_ends_all_editing(desk):
    add_vendor(desk, "Acme")
    desk.connection.execute("DROP TRIGGER temp.capture_vendor_UPDATE")
    desk.connection.execute("UPDATE vendor SET notes = 'slipped in'")
    assert desk.condition().kind == "sound"
    assert desk.check().tables == ("vendor",)
    assert said(desk)[0] == "damaged"
    assert desk.is_read_only
    with pytest.raises(ReadOnlyError, match="it is damaged"):
        add_vendor(desk, "Globex")


@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_moved_away_underneath_is_noticed_and_again_when_it_is_back(path, read_only):
    with open_desk(path, read_only=read_only) as desk:
        elsewhere = path.rename(path.with_name("elsewhere.odesk"))
        assert not desk.is_alive()
        assert said(desk) == ("changed underneath", "“Bids.odesk” was renamed or deleted while it was open.")
        save_copy(desk, path.with_name("rescued.odesk"))
        elsewhere.rename(path)
        assert desk.is_alive()
        assert desk.condition().kind == ("read-only" if read_only else "sound")


@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_replaced_underneath_is_noticed(path, read_only, tmp_path):
    with open_desk(path, read_only=read_only) as desk:
        save_copy(desk, tmp_path / "copy.odesk")
        (tmp_path / "copy.odesk").replace(path)
        assert not desk.is_alive()
        kind, text = said(desk)
        assert (kind, "replaced by another file" in text) == ("changed underneath", True)


def test_a_file_that_another_program_wrote_into_is_noticed_and_takes_no_more_edits(path):
    with open_desk(path) as desk:
        tamper(path, "UPDATE vendor SET notes = 'slipped in'")
        assert not desk.is_alive()
        assert said(desk) == ("changed underneath", "“Bids.odesk” was changed by another program while it was open.")
        with pytest.raises(ChangedOutsideError):
            add_vendor(desk, "Globex")


def test_an_edit_of_a_file_that_is_gone_is_refused_by_name(path):
    with open_desk(path) as desk:
        path.unlink()
        with pytest.raises(FileMovedError):
            add_vendor(desk, "Globex")
        assert said(desk)[0] == "changed underneath"


def test_another_program_that_writes_this_very_moment_is_no_reason_to_worry(path):
    with open_desk(path) as desk, closing(sqlite3.connect(path, isolation_level=None)) as other:
        desk.connection.execute("PRAGMA busy_timeout = 10")
        other.execute("BEGIN EXCLUSIVE")
        assert desk.is_alive()
        assert desk.condition().kind == "sound"


def test_a_failed_backup_is_told(path):
    (path.parent / "Bids backups").write_text("in the way")
    with open_desk(path) as desk:
        add_vendor(desk, "Globex")
        kind, text = said(desk)
        assert (kind, "could not be backed up" in text) == ("backup failed", True)


def test_a_file_that_a_fault_left_unusable_says_so(desk):
    desk.journal.is_usable = False  # as after a rollback that failed
    assert said(desk) == ("read-only", "“decision.odesk” cannot take changes any more after a fault.")


def test_a_very_large_file_opens_unchecked_and_a_check_finds_its_damage(tmp_path):
    path = tmp_path / "large.odesk"
    with create_desk(path) as desk, desk.edit("Long notes"):
        for number in range(27):
            add_vendor(desk, f"Vendor {number}", notes=f"{number:02}" + "n" * 1_999_000)
    with open_desk(path) as desk:
        assert not desk.is_checked
        assert desk.condition().kind == "sound"
        desk.connection.execute("DROP TRIGGER temp.capture_vendor_UPDATE")
        desk.connection.execute("UPDATE vendor SET country = 'XX' WHERE id = 1")
        assert desk.check().tables == ("vendor",)
        assert desk.is_checked
    result = check_file(path)
    assert (result.is_sound, result.damaged) == (False, ("vendor",))


@pytest.fixture
def reachable() -> Iterator[Path]:
    """Return a file in a folder that an ordinary user can reach."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name).resolve() / "Bids.odesk"
        with create_desk(path) as desk:
            add_vendor(desk, "Acme")
        yield path
        path.parent.chmod(0o755)


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Be somebody whom permissions bind."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


def test_a_write_protected_file_opens_for_reading_and_says_so(reachable):
    reachable.parent.chmod(0o777)
    reachable.chmod(0o444)
    with ordinary_user(), open_or_read(reachable) as desk:
        assert said(desk)[1] == "“Bids.odesk” is open read-only (it is write-protected), so nothing can be changed."
        assert desk.condition().remedy == "Save a copy in a folder of your own and work on that."
        assert [vendor.name for vendor in list_vendors(desk)] == ["Acme"]
        with pytest.raises(ReadOnlyError, match="write-protected"):
            add_vendor(desk, "Globex")


def test_a_file_in_a_folder_that_cannot_be_written_opens_for_reading_and_says_so(reachable):
    reachable.chmod(0o666)
    reachable.parent.chmod(0o555)
    with ordinary_user(), open_or_read(reachable) as desk:
        kind, text = said(desk)
        assert (kind, "(its folder cannot be written)" in text) == ("read-only", True)
        assert [vendor.name for vendor in list_vendors(desk)] == ["Acme"]


def test_a_file_that_may_not_even_be_read_is_refused(reachable):
    reachable.parent.chmod(0o777)
    reachable.chmod(0o000)
    with ordinary_user(), pytest.raises(NoAccessError):
        open_or_read(reachable)


def test_a_write_that_failed_is_known_until_one_succeeds(desk):
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as other:
        desk.connection.execute("PRAGMA busy_timeout = 10")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyFileError):
            add_vendor(desk, "Acme")
    assert isinstance(desk.unsaved, BusyFileError)
    add_vendor(desk, "Acme")
    assert desk.unsaved is None
