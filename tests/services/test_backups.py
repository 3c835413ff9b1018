from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from outsource_desk.domain.errors import DeskError
from outsource_desk.services.backups import back_up_now, list_backups, newest_good_backup, restore_backup
from outsource_desk.services.desk import create_desk, open_desk
from outsource_desk.services.vendors import add_vendor, list_vendors
from outsource_desk.store.errors import BackupFailedError, DamagedContentError, MissingFileError, NotADeskFileError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a closed document with two backups, of revisions 1 and 2."""
    path = tmp_path / "Bids.odesk"
    with create_desk(path, author="Analyst") as desk:
        add_vendor(desk, "Acme")
        back_up_now(desk)
        add_vendor(desk, "Globex")
        back_up_now(desk)
        add_vendor(desk, "Hooli")
    return path


def spoil(path: Path) -> None:
    """Change a letter of a vendor's name behind the program's back."""
    path.write_bytes(path.read_bytes().replace(b"Acme", b"Acne"))


def names(path: Path) -> list[str]:
    with open_desk(path, read_only=True) as desk:
        assert desk.troubles() == []
        return [vendor.name for vendor in list_vendors(desk)]


def test_backups_are_listed_oldest_first_with_their_revision(path):
    newest, older = list_backups(path)
    assert (newest.revision, older.revision) == (2, 1)
    assert newest.path.parent.name == "Bids backups"
    assert abs(newest.at - datetime.now(UTC)) < timedelta(minutes=5)


def test_a_file_without_backups_has_none(desk, tmp_path):
    assert list_backups(desk.path) == ()
    assert newest_good_backup(desk.path) is None
    assert list_backups(tmp_path / "nowhere" / "never.odesk") == ()


def test_a_backup_made_now_is_of_the_present_revision(desk):
    add_vendor(desk, "Acme")
    path = back_up_now(desk)
    assert names(path) == ["Acme"]
    made = list_backups(desk.path)[0]
    assert (made.path, made.revision) == (path, desk.journal.revision)


def test_a_backup_that_cannot_be_made_is_refused_in_words(desk):
    (desk.path.parent / "decision backups").write_text("in the way")
    with pytest.raises(BackupFailedError):
        back_up_now(desk)


def test_the_newest_backup_that_is_sound_is_found(path):
    newest, older = list_backups(path)
    assert newest_good_backup(path) == newest
    spoil(newest.path)
    assert newest_good_backup(path) == older
    older.path.write_bytes(b"nothing of ours")
    assert newest_good_backup(path) is None


def test_a_restored_backup_lies_beside_the_damaged_file_which_is_not_touched(path):
    spoil(path)
    damaged, backup = path.read_bytes(), list_backups(path)[0]
    kept = backup.path.read_bytes()
    restored = restore_backup(path, backup)
    assert restored == path.with_name("Bids restored.odesk")
    assert names(restored) == ["Acme", "Globex"]
    assert path.read_bytes() == damaged
    assert backup.path.read_bytes() == kept
    with open_desk(restored) as desk:
        assert desk.journal.revision == 2
        add_vendor(desk, "Initech")


def test_each_restored_copy_gets_a_name_of_its_own(path):
    backup = list_backups(path)[0]
    path.with_name("Bids restored 2 backups").mkdir()
    made = [restore_backup(path, backup).name for _ in range(2)]
    assert made == ["Bids restored.odesk", "Bids restored 3.odesk"]


def test_a_file_whose_head_is_gone_is_restored_as_well(path):
    path.write_bytes(b"\0" * 5000)
    with pytest.raises(NotADeskFileError) as caught:
        open_desk(path)
    good = newest_good_backup(path)
    assert good is not None
    assert str(good.path) in caught.value.remedy
    assert names(restore_backup(path, good)) == ["Acme", "Globex"]


def test_a_document_that_is_gone_can_be_restored(path):
    path.unlink()
    assert names(restore_backup(path, list_backups(path)[0])) == ["Acme", "Globex"]


@pytest.mark.parametrize("fault", ["damaged", "foreign", "missing"])
def test_an_unsound_backup_is_refused_and_nothing_is_left_behind(path, fault):
    backup = list_backups(path)[0]
    if fault == "damaged":
        spoil(backup.path)
    elif fault == "foreign":
        backup.path.write_bytes(b"nothing of ours" * 1000)
    else:
        backup.path.unlink()
    before = sorted(path.parent.iterdir())
    kinds: dict[str, type[DeskError]] = {
        "damaged": DamagedContentError,
        "foreign": NotADeskFileError,
        "missing": MissingFileError,
    }
    with pytest.raises(kinds[fault]):
        restore_backup(path, backup)
    assert sorted(path.parent.iterdir()) == before
