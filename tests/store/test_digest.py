from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from outsource_desk.store.damage import find_damage
from outsource_desk.store.files import DeskFile, create_file, open_file


def write(file: DeskFile, *statements: str) -> None:
    for statement in statements:
        with file.journal.edit("Edit"):
            file.connection.execute(statement)


def tamper(path: Path, *statements: str) -> None:
    """Write past the journal, as a hex editor or another program would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as stranger:
        for statement in statements:
            stranger.execute(statement)


def test_the_same_content_has_the_same_fingerprint_whatever_its_history(tmp_path: Path):
    with create_file(tmp_path / "a.odesk", "Ada") as first, create_file(tmp_path / "b.odesk", "Bo") as second:
        write(
            first,
            "INSERT INTO vendor (id, name) VALUES (1, 'Alder')",
            "INSERT INTO vendor (id, name) VALUES (2, 'Birch')",
        )
        write(second, "INSERT INTO vendor (id, name) VALUES (2, 'Beech')", "INSERT INTO initiative (name) VALUES ('x')")
        assert first.journal.fingerprint != second.journal.fingerprint
        write(second, "UPDATE vendor SET name = 'Birch'", "INSERT INTO vendor (id, name) VALUES (1, 'Alder')")
        write(second, "DELETE FROM initiative")
        assert first.journal.fingerprint == second.journal.fingerprint
        assert first.journal.revision != second.journal.revision


def test_undo_brings_the_fingerprint_back(file: DeskFile):
    empty = file.journal.fingerprint
    write(file, "INSERT INTO vendor (name) VALUES ('Alder')")
    assert file.journal.fingerprint != empty
    assert len(file.journal.fingerprint) == 64
    file.journal.undo()
    assert file.journal.fingerprint == empty


def test_the_same_row_in_another_table_has_another_fingerprint(tmp_path: Path):
    with create_file(tmp_path / "a.odesk", "Ada") as first, create_file(tmp_path / "b.odesk", "Ada") as second:
        build = "INSERT INTO initiative (name) VALUES ('x')"
        write(first, build, "INSERT INTO evaluator (initiative_id, position, name) VALUES (1, 1, 'E')")
        write(second, build, "INSERT INTO evaluator (initiative_id, position, name) VALUES (1, 2, 'E')")
        assert first.journal.fingerprint != second.journal.fingerprint


@pytest.mark.parametrize(
    ("statement", "tables", "chain_ok"),
    [
        ("UPDATE vendor SET notes = 'x'", ("vendor",), True),
        ("DELETE FROM vendor WHERE id = 1", ("vendor",), True),
        ("INSERT INTO evaluator (initiative_id, position, name) VALUES (1, 1, 'E')", ("evaluator",), True),
        ("UPDATE digest SET total = printf('%064d', 7) WHERE tab = 'vendor'", ("vendor",), False),
        ("DELETE FROM digest", ("initiative", "vendor"), False),
        ("INSERT INTO digest VALUES ('ghost', '01')", ("ghost",), False),
        ("UPDATE digest SET total = 'garbled' WHERE tab = 'vendor'", ("digest",), False),
        ("UPDATE edit SET author = 'Eve' WHERE id = 1", (), False),
        ("UPDATE edit SET at = '2020-01-01T00:00:00.000+00:00' WHERE id = 2", (), False),
        ("UPDATE edit SET label = 'Other' WHERE id = 2", (), False),
        ("UPDATE edit SET step = 1 WHERE id = 2", (), False),
        ("UPDATE edit SET merge_key = '[]' WHERE id = 2", (), False),
        ("UPDATE edit SET reverts = 1 WHERE id = 2", (), False),
        ("UPDATE edit SET is_barrier = 1 WHERE id = 2", (), False),
        ("UPDATE edit SET content = hash WHERE id = 2", (), False),
        ("UPDATE edit SET hash = content WHERE id = 1", (), False),
        ("UPDATE change SET after = replace(after, 'Alder', 'Elder')", (), False),
        ("UPDATE change SET before = '{}' WHERE before IS NULL", (), False),
        ("UPDATE change SET row_id = 9 WHERE id = 1", (), False),
        ("UPDATE change SET tab = 'contact' WHERE id = 1", (), False),
        ("UPDATE change SET edit_id = 2 WHERE id = 1", (), False),
        ("DELETE FROM change WHERE id = 1", (), False),
        ("INSERT INTO change (edit_id, tab, row_id) VALUES (99, 'vendor', 1)", (), False),
        ("DELETE FROM edit WHERE id = 1", (), False),
        ("DELETE FROM edit WHERE id = (SELECT max(id) FROM edit)", (), False),
    ],
)
def test_every_alteration_past_the_journal_is_seen_and_named(file, path, statement, tables, chain_ok):
    write(file, "INSERT INTO vendor (name) VALUES ('Alder')", "INSERT INTO initiative (name) VALUES ('Desk')")
    write(file, "UPDATE initiative SET scope = 'all'")
    file.close()
    tamper(path, statement)
    with open_file(path, "Ada") as again:
        assert (again.damage.tables, again.damage.chain_ok) == (tables, chain_ok)
        assert not again.damage.is_sound
        assert again.damage.sentences()
        assert again.is_read_only


def test_cutting_off_the_newest_history_with_its_changes_is_seen(file: DeskFile, path: Path):
    write(file, "INSERT INTO vendor (name) VALUES ('Alder')", "UPDATE vendor SET notes = 'x'")
    file.close()
    tamper(path, "DELETE FROM change WHERE edit_id = 2", "DELETE FROM edit WHERE id = 2")
    with open_file(path, "Ada") as again:
        assert not again.damage.chain_ok


def test_an_index_that_lost_an_entry_is_seen(file: DeskFile, path: Path):
    write(file, "INSERT INTO initiative (name) VALUES ('Desk')", "INSERT INTO vendor (name) VALUES ('Alder')")
    write(file, "INSERT INTO contact (vendor_id, name) VALUES (1, 'Ann')")
    file.close()
    # swapping the roots of two indexes makes each hold the other's entries
    tamper(
        path,
        "PRAGMA writable_schema = ON",
        """UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'goal_initiative')
           WHERE name = 'contact_vendor'""",
    )
    with open_file(path, "Ada") as again:
        assert not again.damage.index_ok
        assert again.damage.tables == ()
        assert again.is_read_only


def test_a_counter_that_went_back_is_seen(file: DeskFile, path: Path):
    write(file, "INSERT INTO vendor (name) VALUES ('Alder')", "DELETE FROM vendor")
    file.close()
    tamper(path, "UPDATE sqlite_sequence SET seq = 0 WHERE name = 'vendor'")
    with open_file(path, "Ada") as again:
        assert "numbers of vendor could be given twice" in again.damage.details
        assert again.is_read_only


def test_a_row_that_points_nowhere_is_seen(file: DeskFile, path: Path):
    write(file, "INSERT INTO vendor (name) VALUES ('Alder')", "INSERT INTO contact (vendor_id, name) VALUES (1, 'Ann')")
    file.close()
    tamper(path, "DELETE FROM vendor")
    with open_file(path, "Ada") as again:
        assert "points to a row of vendor that is not there" in again.damage.details[0]


def test_a_sound_file_has_no_damage(file: DeskFile):
    write(file, "INSERT INTO vendor (name) VALUES ('Alder')")
    damage = find_damage(file.connection)
    assert damage.is_sound
    assert damage.sentences() == []
    file.refuse_damaged()
