from __future__ import annotations

import errno
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from outsource_desk.domain.errors import DeskError
from outsource_desk.store import errors
from outsource_desk.store.faults import explained, explanation
from outsource_desk.store.files import DeskFile, create_file, open_file


def add(file: DeskFile, name: str, notes: str = "") -> None:
    with file.journal.edit("Add"):
        file.connection.execute("INSERT INTO vendor (name, notes) VALUES (?, ?)", [name, notes])


def names(path: Path) -> list[str]:
    with open_file(path, "Reader", read_only=True) as file:
        assert file.check().is_sound
        return [name for (name,) in file.connection.execute("SELECT name FROM vendor ORDER BY id")]


@contextmanager
def files_limited_to(size: int) -> Iterator[None]:
    """Let the operating system refuse every write beyond a size, as a failing disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def ordinary_user(*owned: Path) -> Iterator[None]:
    """Be somebody whom permissions bind, the owner of some paths."""
    if os.geteuid() != 0:
        yield
        return
    for path in owned:
        os.chown(path, 65534, 65534)
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder that other users can reach."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name).resolve()


def test_a_full_disk_leaves_the_file_as_it_was_and_usable(file: DeskFile, path: Path):
    add(file, "Alder")
    (pages,) = file.connection.execute("PRAGMA page_count").fetchone()
    file.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(errors.DiskFullError) as caught:
        add(file, "Birch", "x" * 100_000)
    assert "Nothing was changed" in caught.value.remedy
    assert names(path) == ["Alder"]
    file.connection.execute("PRAGMA max_page_count = 1000000")
    add(file, "Cedar")
    assert names(path) == ["Alder", "Cedar"]
    file.journal.undo()
    assert names(path) == ["Alder"]


def test_an_inner_edit_that_meets_a_full_disk_ends_the_whole_edit(file: DeskFile, path: Path):
    add(file, "Alder")
    (pages,) = file.connection.execute("PRAGMA page_count").fetchone()
    file.connection.execute(f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        with file.journal.edit("Outer"):
            add(file, "Birch")
            add(file, "Cedar", "x" * 100_000)

    with pytest.raises(errors.DiskFullError):
        fill()
    assert names(path) == ["Alder"]


def test_a_failing_write_leaves_the_file_as_it_was_and_usable(file: DeskFile, path: Path):
    add(file, "Alder")
    with files_limited_to(path.stat().st_size), pytest.raises(errors.DiskFailedError) as caught:
        add(file, "Birch", "x" * 300_000)
    assert caught.value.remedy
    assert names(path) == ["Alder"]
    add(file, "Cedar")
    assert names(path) == ["Alder", "Cedar"]


def test_copies_and_backups_that_cannot_be_written_leave_nothing_behind(file: DeskFile, path: Path, tmp_path: Path):
    add(file, "Alder", "x" * 100_000)
    target = tmp_path / "copy.odesk"
    with files_limited_to(50_000):
        with pytest.raises(DeskError):
            file.save_copy(target)
        with pytest.raises(errors.BackupFailedError):
            file.backup_now()
    assert not target.exists()
    assert not list(tmp_path.rglob(".part*"))
    target.write_text("mine")
    with files_limited_to(50_000), pytest.raises(DeskError):
        file.save_copy(target, replace=True)
    assert target.read_text() == "mine"
    assert names(path) == ["Alder"]


def test_a_file_that_cannot_be_made_leaves_nothing_behind(tmp_path: Path):
    with files_limited_to(20_000), pytest.raises(DeskError):
        create_file(tmp_path / "new.odesk", "Ada")
    assert list(tmp_path.iterdir()) == []


def test_a_reader_in_the_way_is_waited_for_and_then_named(file: DeskFile, path: Path):
    add(file, "Alder")
    file.connection.execute("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(path, isolation_level=None)) as stranger:
        stranger.execute("BEGIN")
        stranger.execute("SELECT * FROM vendor").fetchall()
        with pytest.raises(errors.BusyFileError):
            add(file, "Birch")
    add(file, "Cedar")
    assert names(path) == ["Alder", "Cedar"]


def test_a_write_protected_file_is_refused_for_writing_and_can_be_read(folder: Path):
    path = folder / "tender.odesk"
    create_file(path, "Ada").close()
    path.chmod(0o444)
    with ordinary_user(folder):
        with pytest.raises(errors.WriteProtectedError) as caught:
            open_file(path, "Ada")
        assert "read-only" in caught.value.remedy
        assert names(path) == []


def test_a_file_one_may_not_read_is_refused(folder: Path):
    path = folder / "tender.odesk"
    create_file(path, "Ada").close()
    path.chmod(0)
    with ordinary_user(folder):
        for read_only in (False, True):
            with pytest.raises(errors.NoAccessError):
                open_file(path, "Ada", read_only)


def test_a_folder_that_cannot_be_written_is_refused_for_writing_and_can_be_read(folder: Path):
    path = folder / "tender.odesk"
    create_file(path, "Ada").close()
    path.chmod(0o666)
    folder.chmod(0o555)
    with ordinary_user():
        with pytest.raises(errors.FolderNotWritableError) as caught:
            open_file(path, "Ada")
        assert "read-only" in caught.value.remedy
        with pytest.raises(errors.FolderNotWritableError):
            create_file(folder / "new.odesk", "Ada")
        assert names(path) == []


CRASH = """
import os, sys
from outsource_desk.store.files import open_file
file = open_file(sys.argv[1], "Ada")
file.connection.execute("PRAGMA cache_size = 5")
with file.journal.edit("Add many"):
    file.connection.execute("INSERT INTO vendor (name) VALUES ('Birch')")
    file.connection.executemany("INSERT INTO vendor (name) VALUES (?)", [("V" * 100 + str(n),) for n in range(5000)])
    os.kill(os.getpid(), 9)
"""


def crash_half_way(path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", CRASH, str(path)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert path.with_name(f"{path.name}-journal").stat().st_size > 0


@pytest.mark.parametrize("read_only", [False, True])
def test_what_a_crash_left_half_written_is_set_right_on_opening(file: DeskFile, path: Path, read_only: bool):
    add(file, "Alder")
    file.close()
    crash_half_way(path)
    with open_file(path, "Ada", read_only) as again:
        assert again.damage.is_sound
        assert again.journal.revision == 1
    assert names(path) == ["Alder"]
    assert not path.with_name(f"{path.name}-journal").exists()


def test_a_half_written_file_in_a_folder_that_cannot_be_written_says_what_to_do(folder: Path):
    path = folder / "tender.odesk"
    with create_file(path, "Ada") as file:
        add(file, "Alder")
    crash_half_way(path)
    for entry in folder.iterdir():
        entry.chmod(0o666)
    folder.chmod(0o555)
    with ordinary_user():
        with pytest.raises(errors.UnfinishedSaveError) as caught:
            open_file(path, "Ada", read_only=True)
        assert "-journal" in caught.value.remedy
    folder.chmod(0o755)
    assert names(path) == ["Alder"]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.ENOENT, errors.MissingFileError),
        (errno.EACCES, errors.NoAccessError),
        (errno.EROFS, errors.FolderNotWritableError),
        (errno.ENOSPC, errors.DiskFullError),
        (errno.ENAMETOOLONG, errors.PathTooLongError),
        (errno.EISDIR, errors.NotARegularFileError),
        (errno.EEXIST, errors.AlreadyExistsError),
        (errno.EIO, errors.DiskFailedError),
    ],
)
def test_faults_of_the_operating_system_have_words(code: int, kind: type[DeskError], path: Path):
    refusal = explanation(OSError(code, os.strerror(code)), path)
    assert type(refusal) is kind
    assert path.name in str(refusal)


def test_no_memory_has_words_and_bugs_stay_bugs(path: Path):
    assert isinstance(explanation(MemoryError(), path), errors.OutOfMemoryError)
    assert explanation(sqlite3.IntegrityError("UNIQUE constraint failed"), path) is None
    assert explanation(KeyError("x"), path) is None
    with pytest.raises(sqlite3.ProgrammingError), explained(path):
        raise sqlite3.ProgrammingError("closed")


def test_garbled_text_met_while_reading_becomes_plain_words(file: DeskFile, path: Path):
    add(file, "Alder", "abcdefgh")
    file.close()
    path.write_bytes(path.read_bytes().replace(b"abcdefgh", b"abc\xff\xfefgh"))

    def read_notes() -> None:
        with open_file(path, "Ada") as again:
            assert "vendor" in again.damage.tables
            again.connection.execute("SELECT notes FROM vendor").fetchall()

    with pytest.raises(errors.DamagedFileError):
        read_notes()


def test_every_refusal_has_a_remedy_of_its_own():
    def below(kind: type[DeskError]) -> Iterator[type[DeskError]]:
        for child in kind.__subclasses__():
            yield child
            yield from below(child)

    kinds = [kind for kind in below(DeskError) if kind.__module__ == errors.__name__]
    assert len(kinds) > 30
    for kind in kinds:
        assert kind.__dict__.get("remedy", "").endswith("."), kind
