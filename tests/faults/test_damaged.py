from __future__ import annotations

import random
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from outsource_desk import cli
from outsource_desk.store.errors import DamagedFileError
from outsource_desk.store.files import create_file, open_file
from tests.faults import damaged

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")


def test_a_damaged_copy_is_named_refused_or_the_same_as_before(tmp_path: Path):
    figures = damaged.result(damaged.start(6, tmp_path))
    assert figures.is_clean, figures.complaints
    assert figures.tries == figures.named + figures.refused + figures.harmless == 6
    assert figures.named > 0
    assert figures.harmless > 0


@pytest.mark.parametrize(("_", "damage"), damaged.DAMAGES)
def test_every_kind_of_damage_can_change_a_file(_: int, damage):
    whole = random.Random(1).randbytes(100_000)
    contents = [bytearray(whole) for _ in range(10)]
    for number, content in enumerate(contents):
        damage(content, random.Random(number))
    assert any(content != whole for content in contents)


def test_a_format_number_that_sqlite_does_not_know_is_damage(tmp_path: Path):
    path = tmp_path / "work.odesk"
    create_file(path, "Ada").close()
    content = bytearray(path.read_bytes())
    content[44:48] = b"\0\0\0\x09"
    path.write_bytes(content)
    with pytest.raises(DamagedFileError, match="damaged"):
        open_file(path, "Ada")


def test_nothing_is_computed_from_a_damaged_file_and_its_overview_says_so(sample_file: Path, tmp_path: Path, capsys):
    path = tmp_path / "work.odesk"
    shutil.copy(sample_file, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as stranger:
        stranger.execute("UPDATE score SET points = 1")
    assert cli.main(["rank", str(path), "--json"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "Damaged data in: score." in told.err.splitlines()[0]
    assert len(told.err.splitlines()) == 2
    assert cli.main(["show", str(path)]) == 0
    assert "Damaged data in: score." in capsys.readouterr().err
    assert cli.main(["history", str(path)]) == 0
    assert "Damaged data in: score." in capsys.readouterr().err


def test_a_row_that_nobody_could_have_entered_ends_in_words(sample_file: Path, tmp_path: Path, capsys):
    path = tmp_path / "work.odesk"
    shutil.copy(sample_file, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as stranger:
        stranger.execute("PRAGMA ignore_check_constraints = ON")
        stranger.execute("UPDATE initiative SET outsourcing_type = 'XYZ'")
        stranger.execute("UPDATE change SET after = replace(after, 'candidate_id', 'candidatf_id')")
    for words in (["show", str(path)], ["history", str(path), "--show", "1"], ["report", str(path), "--pdf", "p.pdf"]):
        assert cli.main(words) == 1
        told = capsys.readouterr()
        assert "is damaged" in told.err
        assert "Open the newest" in told.err


def test_a_bug_met_in_a_sound_file_stays_a_bug(tmp_path: Path):
    def stumble() -> None:
        with create_file(tmp_path / "work.odesk", "Ada"):
            raise KeyError("a bug")

    with pytest.raises(KeyError):
        stumble()


def test_a_backup_that_failed_is_told_beside_the_edit_that_was_made(sample_file: Path, tmp_path: Path, capsys):
    path = tmp_path / "work.odesk"
    shutil.copy(sample_file, path)
    (tmp_path / "work backups").write_text("in the way")
    assert cli.main(["history", str(path), "--name", "Committee"]) == 0
    told = capsys.readouterr()
    assert "is now called" in told.out
    assert "could not be backed up" in told.err
