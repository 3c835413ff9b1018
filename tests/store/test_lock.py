from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from outsource_desk.store.errors import FileInUseError
from outsource_desk.store.files import DeskFile, create_file, open_file
from outsource_desk.store.lock import WriteLock, lock_owner, lock_path

HOLD = """
import sys
from outsource_desk.store.files import open_file
with open_file(sys.argv[1], "Grace") as file:
    print("open", flush=True)
    sys.stdin.read()
"""


def holder(path: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    return child


def test_a_second_opener_is_told_who_has_the_file_and_may_read(file: DeskFile, path: Path):
    file.close()
    with holder(path) as child:
        with pytest.raises(FileInUseError) as caught:
            open_file(path, "Ada")
        assert "Grace" in str(caught.value)
        assert str(child.pid) in str(caught.value)
        assert "read-only" in caught.value.remedy
        assert "copy" in caught.value.remedy
        with open_file(path, "Ada", read_only=True) as reader:
            assert reader.is_read_only
        child.communicate("")
    assert child.returncode == 0
    open_file(path, "Ada").close()


def test_a_second_window_of_the_same_process_is_refused_too(file: DeskFile, path: Path):
    with pytest.raises(FileInUseError):
        open_file(path, "Ada")
    with file.journal.edit("Add"):
        file.connection.execute("INSERT INTO vendor (name) VALUES ('Alder')")
    assert file.journal.revision == 1


def test_the_lock_of_a_killed_process_blocks_nobody(file: DeskFile, path: Path):
    file.close()
    with holder(path) as child:
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
    assert lock_path(path).exists()
    with open_file(path, "Ada"):
        assert "Ada" in lock_owner(path)


def test_closing_takes_the_lock_file_away(file: DeskFile, path: Path, tmp_path: Path):
    assert "Ada" in lock_owner(path)
    file.close()
    file.close()
    assert list(tmp_path.iterdir()) == [path]
    assert lock_owner(path) == ""


def test_an_unreadable_lock_file_names_nobody_and_blocks_nobody(tmp_path: Path):
    path = tmp_path / "tender.odesk"
    for content in (b"", b"\xff\xfe", b"[]", b'{"user": 1}', b"{" * 9000):
        lock_path(path).write_bytes(content)
        assert lock_owner(path) == ""
        WriteLock(path, "Ada").release()


def test_a_released_lock_can_be_taken_again_at_once(tmp_path: Path):
    path = tmp_path / "tender.odesk"
    for _ in range(20):
        lock = WriteLock(path, "Ada")
        with pytest.raises(FileInUseError):
            WriteLock(path, "Bo")
        lock.release()
        lock.release()


def test_a_refused_opening_gives_the_lock_back(tmp_path: Path):
    other = tmp_path / "other.odesk"
    other.write_bytes(b"no file of ours" * 100)
    for _ in range(2):
        with pytest.raises(Exception, match="was not made by"):
            open_file(other, "Ada")
    other.unlink()
    create_file(other, "Ada").close()
