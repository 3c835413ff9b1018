import stat
from pathlib import Path

import pytest

from outsource_desk.domain.errors import DeskError
from outsource_desk.services.exports import CannotWriteError, FaultyExportError, write_checked


def sound(path):
    return ""


def refusal(target, content=b"new", fault_of=sound, kind: type[DeskError] = CannotWriteError):
    with pytest.raises(kind) as caught:
        write_checked(target, content, fault_of)
    assert caught.value.remedy.endswith(".")
    return str(caught.value)


def test_a_file_is_written_whole_and_nothing_else_is_left_behind(tmp_path):
    target = tmp_path / "paper.pdf"
    write_checked(target, b"first", sound)
    write_checked(target, b"second", sound)
    assert target.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [target]


def test_the_check_sees_the_finished_content_under_the_same_kind_of_name(tmp_path):
    seen = []

    def look(path):
        seen.append((path.read_bytes(), path.suffix, path.parent))
        return ""

    write_checked(tmp_path / "paper.pdf", b"content", look)
    assert seen == [(b"content", ".pdf", tmp_path)]


def test_others_may_read_the_file_as_any_other_that_the_user_makes(tmp_path):
    other = tmp_path / "other"
    other.touch()
    write_checked(tmp_path / "paper.pdf", b"x", sound)
    assert stat.S_IMODE((tmp_path / "paper.pdf").stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


def test_a_file_that_fails_its_check_never_replaces_the_old_one(tmp_path):
    target = tmp_path / "paper.pdf"
    target.write_bytes(b"old")
    message = refusal(target, fault_of=lambda path: "page 2 is empty", kind=FaultyExportError)
    assert message == "“paper.pdf” did not pass its own check and was not written: page 2 is empty."
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_check_that_breaks_down_leaves_the_old_file_and_no_rest(tmp_path):
    target = tmp_path / "paper.pdf"
    target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        write_checked(target, b"new", lambda path: str(1 / 0))
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_named(tmp_path):
    assert refusal(tmp_path / "nowhere" / "paper.pdf") == "“paper.pdf” was not written: the folder does not exist."
    assert not (tmp_path / "nowhere").exists()


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "file").touch()
    assert "the folder does not exist" in refusal(tmp_path / "file" / "paper.pdf")


def test_a_folder_is_never_overwritten(tmp_path):
    (tmp_path / "paper.pdf").mkdir()
    assert "there is a folder of this name" in refusal(tmp_path / "paper.pdf")
    assert list(tmp_path.iterdir()) == [tmp_path / "paper.pdf"]


def test_a_name_that_is_too_long_is_named(tmp_path):
    assert refusal(tmp_path / ("x" * 300)).endswith("the name is too long.")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_nobody_may_write_to_is_named():
    assert refusal(Path("/sys/paper.pdf")).endswith("the folder or the file may not be written.")


def test_a_full_disk_is_named_and_the_old_file_stays(tmp_path):
    target = tmp_path / "paper.pdf"
    target.write_bytes(b"old")

    def full(path):
        with Path("/dev/full").open("wb", buffering=0) as disk:
            disk.write(path.read_bytes())
        return ""

    assert refusal(target, fault_of=full).endswith("the disk is full.")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_fault_of_another_kind_is_said_in_the_systems_own_words(tmp_path):
    def circular(path):
        (tmp_path / "loop").symlink_to(tmp_path / "loop")
        return (tmp_path / "loop").read_text()

    assert "symbolic links" in refusal(tmp_path / "paper.pdf", fault_of=circular)
