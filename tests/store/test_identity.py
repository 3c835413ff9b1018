from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from outsource_desk.store.errors import ChangedOutsideError, FileMovedError
from outsource_desk.store.files import DeskFile, create_file, open_file


def add(file: DeskFile, name: str) -> None:
    with file.journal.edit("Add"):
        file.connection.execute("INSERT INTO vendor (name) VALUES (?)", [name])


def names(path: Path) -> list[str]:
    with open_file(path, "Reader", read_only=True) as file:
        assert file.check().is_sound
        return [name for (name,) in file.connection.execute("SELECT name FROM vendor")]


def test_a_file_renamed_underneath_takes_no_more_edits(file: DeskFile, path: Path):
    add(file, "Alder")
    moved = path.rename(path.with_name("moved.odesk"))
    with pytest.raises(FileMovedError, match="renamed or deleted") as caught:
        add(file, "Birch")
    assert "not made" in caught.value.remedy
    assert names(moved) == ["Alder"]
    moved.rename(path)
    add(file, "Cedar")  # brought back, it goes on
    assert names(path) == ["Alder", "Cedar"]


def test_a_file_deleted_underneath_can_still_be_saved_elsewhere(file: DeskFile, path: Path, tmp_path: Path):
    add(file, "Alder")
    path.unlink()
    with pytest.raises(FileMovedError):
        add(file, "Birch")
    file.save_copy(tmp_path / "rescued.odesk")
    assert names(tmp_path / "rescued.odesk") == ["Alder"]


def test_a_file_replaced_underneath_is_left_as_the_other_made_it(file: DeskFile, path: Path, tmp_path: Path):
    add(file, "Alder")
    with create_file(tmp_path / "other.odesk", "Bo") as other:
        add(other, "Beech")
    (tmp_path / "other.odesk").replace(path)
    with pytest.raises(FileMovedError, match="replaced"):
        add(file, "Birch")
    assert names(path) == ["Beech"]


def test_a_move_in_the_middle_of_an_edit_is_seen_before_the_commit(file: DeskFile, path: Path):
    add(file, "Alder")

    def move_half_way() -> None:
        with file.journal.edit("Add"):
            file.connection.execute("INSERT INTO vendor (name) VALUES ('Birch')")
            path.rename(path.with_name("moved.odesk"))

    with pytest.raises(FileMovedError):
        move_half_way()
    path.with_name("moved.odesk").rename(path)
    assert names(path) == ["Alder"]


def test_a_write_by_another_program_stops_the_next_edit(file: DeskFile, path: Path):
    add(file, "Alder")
    with closing(sqlite3.connect(path, isolation_level=None)) as stranger:
        stranger.execute("UPDATE vendor SET notes = 'x'")
    with pytest.raises(ChangedOutsideError) as caught:
        add(file, "Birch")
    assert "open it again" in caught.value.remedy
    file.close()
    with open_file(path, "Ada") as again:
        assert again.damage.tables == ("vendor",)


def test_content_copied_over_the_file_stops_the_next_edit(file: DeskFile, path: Path, tmp_path: Path):
    add(file, "Alder")
    with create_file(tmp_path / "other.odesk", "Bo") as other:
        add(other, "Beech")
        add(other, "Fir")
    shutil.copyfile(tmp_path / "other.odesk", path)
    with pytest.raises(ChangedOutsideError):
        add(file, "Birch")
    file.close()
    assert names(path) == ["Beech", "Fir"]
