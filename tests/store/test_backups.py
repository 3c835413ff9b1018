from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.store.backups import backup_folder, backups_of, newest_good_backup, to_remove
from outsource_desk.store.errors import BackupFailedError
from outsource_desk.store.files import DeskFile, create_file, open_file

NOON = datetime(2026, 7, 15, 12, tzinfo=UTC)


class Clock:
    """Shows the time it is set to."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def add(file: DeskFile, name: str) -> None:
    with file.journal.edit("Add"):
        file.connection.execute("INSERT INTO vendor (name) VALUES (?)", [name])


def revisions(path: Path) -> list[int]:
    return [backup.revision for backup in backups_of(path)]


def test_the_first_edit_of_a_session_is_preceded_by_a_backup(path: Path, clock: Clock):
    with create_file(path, "Ada", clock=clock) as file:
        add(file, "Alder")
        assert revisions(path) == []  # there was nothing to lose before it
    with open_file(path, "Ada", clock=clock) as file:
        assert revisions(path) == []  # looking is no edit
        add(file, "Birch")
        add(file, "Cedar")
        assert revisions(path) == [1]
        assert file.backup_problem is None
    with open_file(backups_of(path)[0].path, "Ada") as backup:
        assert backup.damage.is_sound
        assert backup.journal.revision == 1
        assert backup.journal.undo_label == "Add"


def test_backups_follow_every_thirty_minutes_of_changes(path: Path, clock: Clock):
    with create_file(path, "Ada", clock=clock) as file:
        add(file, "a")
        clock.forward(minutes=29)
        add(file, "b")
        assert revisions(path) == []
        clock.forward(minutes=1)
        add(file, "c")
        assert revisions(path) == [2]
        clock.forward(minutes=31)
        file.check()
        assert revisions(path) == [2]  # no change, no backup
        add(file, "d")
        assert revisions(path) == [3, 2]


def test_a_clock_set_back_does_not_put_backups_off(path: Path, clock: Clock):
    with create_file(path, "Ada", clock=clock) as file:
        add(file, "a")
        clock.forward(days=-400)
        add(file, "b")
        assert revisions(path) == [1]


def test_what_a_killed_process_left_is_removed_after_a_day(path: Path, clock: Clock):
    with create_file(path, "Ada", clock=clock) as file:
        add(file, "a")
        file.backup_now()
    places = (path.parent, backup_folder(path))
    for folder in places:
        for name, age in ((".part-1-1", 90_000), (".part-1-1-journal", 90_000), (".part-2-1", 60), (".other", 90_000)):
            (folder / name).touch()
            os.utime(folder / name, (time.time() - age, time.time() - age))
    with open_file(path, "Ada", clock=clock) as file:
        file.backup_now()
    for folder in places:
        assert {entry.name for entry in folder.glob(".*")} == {".part-2-1", ".other"}


def test_a_revision_that_is_backed_up_already_is_not_backed_up_again(path: Path, clock: Clock):
    with create_file(path, "Ada", clock=clock) as file:
        add(file, "a")
        file.backup_now()
    clock.forward(hours=1)
    with open_file(path, "Ada", clock=clock) as file:
        add(file, "b")
    assert revisions(path) == [1]


def test_a_failing_backup_is_reported_and_does_not_stop_the_edit(path: Path, clock: Clock):
    with create_file(path, "Ada", clock=clock) as file:
        add(file, "a")
        backup_folder(path).write_text("in the way")
        clock.forward(hours=1)
        add(file, "b")
        assert file.journal.revision == 2
        assert isinstance(file.backup_problem, BackupFailedError)
        assert file.backup_problem.remedy
        with pytest.raises(BackupFailedError):
            file.backup_now()
        backup_folder(path).unlink()
        clock.forward(hours=1)
        add(file, "c")
        assert file.backup_problem is None
        assert revisions(path) == [2]


def test_a_backup_of_damaged_content_does_not_count(path: Path, clock: Clock):
    with create_file(path, "Ada", clock=clock) as file:
        add(file, "a")
        file.connection.execute("DROP TRIGGER temp.capture_vendor_UPDATE")
        file.connection.execute("UPDATE vendor SET notes = 'past the journal'")
        with pytest.raises(BackupFailedError, match="vendor"):
            file.backup_now()
        assert list(backup_folder(path).iterdir()) == []


def test_the_newest_good_backup_passes_over_damaged_ones(path: Path, clock: Clock):
    with create_file(path, "Ada", clock=clock) as file:
        made: list[Path] = []
        for name in "abc":
            add(file, name)
            made.append(file.backup_now())
            clock.forward(minutes=1)
    made[2].write_bytes(b"")
    made[1].write_bytes(made[1].read_bytes()[:-4096])
    assert newest_good_backup(path) == made[0]
    made[0].unlink()
    assert newest_good_backup(path) is None


def test_thinning_removes_files_and_nothing_that_is_not_a_backup(path: Path, clock: Clock):
    with create_file(path, "Ada", clock=clock) as file:
        for hour in (8, 9, 10):
            clock.now = NOON.replace(hour=hour)
            add(file, f"V{hour}")
            file.backup_now()
        (backup_folder(path) / "my own.odesk").write_text("kept")
        clock.forward(days=5)
        add(file, "later")
        file.backup_now()
        assert revisions(path) == [4, 3]
        assert (backup_folder(path) / "my own.odesk").exists()


def test_thinning_keeps_all_then_daily_then_weekly_then_monthly():
    every_six_hours = [NOON - timedelta(hours=6 * number) for number in range(4 * 365)]
    kept = sorted(set(every_six_hours) - to_remove(every_six_hours, NOON), reverse=True)
    ages = [(NOON - at).total_seconds() / 86400 for at in kept]
    assert sum(age <= 2 for age in ages) == 9
    assert sum(2 < age <= 14 for age in ages) == 13  # one for each day touched
    assert 10 <= sum(14 < age <= 84 for age in ages) <= 11
    assert 9 <= sum(age > 84 for age in ages) <= 11


moments = st.lists(
    st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: NOON - timedelta(minutes=minutes)), max_size=60
)


@given(moments)
def test_thinning_keeps_the_newest_and_everything_of_two_days(times: list[datetime]):
    removed = to_remove(times, NOON)
    assert not [at for at in removed if NOON - at <= timedelta(days=2)]
    assert not times or max(times) not in removed
    kept = [at for at in times if at not in removed]
    assert to_remove(kept, NOON) == set()


def test_only_a_backup_that_takes_long_is_announced_and_its_end_too(path: Path, clock: Clock):
    create_file(path, "Ada", clock=clock).close()
    told: list[tuple[bool, list[int]]] = []

    def announce(begins: bool) -> None:
        told.append((begins, revisions(path)))

    with open_file(path, "Ada", clock=clock) as file:
        file.announce_backups(announce)
        add(file, "Alder")
        clock.forward(minutes=40)
        with file.journal.edit("Add"):
            rows = [(f"Vendor {number}", "x" * 1_000_000) for number in range(9)]  # kept in the history too
            file.connection.executemany("INSERT INTO vendor (name, notes) VALUES (?, ?)", rows)
        assert revisions(path) == [1]
        assert told == []
        clock.forward(minutes=40)
        add(file, "Birch")
        assert told == [(True, [1]), (False, [2, 1])]
        add(file, "Cedar")
        assert len(told) == 2


def test_the_end_of_a_backup_that_fails_is_announced_as_well(path: Path, clock: Clock):
    told: list[bool] = []
    with create_file(path, "Ada", clock=clock) as file, file.journal.edit("Add"):
        rows = [(f"Vendor {number}", "x" * 1_000_000) for number in range(17)]
        file.connection.executemany("INSERT INTO vendor (name, notes) VALUES (?, ?)", rows)
    backup_folder(path).write_text("in the way")
    with open_file(path, "Ada", clock=clock) as file:
        file.announce_backups(told.append)
        add(file, "Alder")
        assert isinstance(file.backup_problem, BackupFailedError)
    assert told == [True, False]
