"""Real files of earlier schemas: each must open, keep what it holds, rank the same and make a paper."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from outsource_desk.domain.paper import USUAL_PAPER
from outsource_desk.services.criteria import list_criteria, update_criterion
from outsource_desk.services.desk import open_desk
from outsource_desk.services.history import diff
from outsource_desk.services.initiatives import list_initiatives
from outsource_desk.services.ranking import rank_initiative
from outsource_desk.services.reporting import board_facts, write_paper
from outsource_desk.store import digest, schema
from outsource_desk.store.backups import backups_of
from outsource_desk.store.capture import captured_tables, register_functions

FILES = Path(__file__).parents[1] / "data" / "files"
# as the release that wrote the file computed them
BIDS = [
    (1, "Birch Services", 73.866667),
    (2, "Alder IT", 67.433310),
    (3, "In-house", 62.0),
    (4, "Cedar Group", 56.966667),
]
RANKED = {
    "m0001_initiative_vendors_criteria_scores": BIDS,
    "m0002_locked_weights_and_history_by_row": BIDS,
    "m0003_choice_of_the_paper": BIDS,
    "m0004_decision_analysis": BIDS,
    "m0005_vetting": BIDS,
    "m0006_protection": BIDS,
}
LOCKED = {
    "m0001_initiative_vendors_criteria_scores": [],
    "m0002_locked_weights_and_history_by_row": ["Time to start"],
    "m0003_choice_of_the_paper": ["Time to start"],
    "m0004_decision_analysis": ["Time to start"],
    "m0005_vetting": ["Time to start"],
    "m0006_protection": ["Time to start"],
}


@pytest.fixture(params=sorted(RANKED))
def released(request, tmp_path: Path) -> Path:
    return Path(shutil.copy(FILES / f"{request.param}.odesk", tmp_path / f"{request.param}.odesk"))


def rows(path: Path) -> dict[str, list[dict[str, object]]]:
    """Return every row that a user made, and check that the file's own digest vouches for them."""
    with closing(sqlite3.connect(path)) as connection:
        register_functions(connection)
        tables = captured_tables(connection)
        totals = {table.name: digest.table_total(connection, table) for table in tables}
        assert totals == digest.recorded_totals(connection)
        (content,) = connection.execute("SELECT content FROM edit ORDER BY id DESC").fetchone()
        assert digest.fingerprint_of(totals) == content
        found = {
            table.name: (list(table.columns), connection.execute(f"SELECT * FROM {table.name} ORDER BY id").fetchall())
            for table in tables
        }
    return {name: [dict(zip(columns, row, strict=True)) for row in many] for name, (columns, many) in found.items()}


def test_every_earlier_step_of_the_schema_has_a_real_file():
    earlier = {name for _, name in schema.STEPS[1:-1]}
    assert {path.stem for path in FILES.glob("*.odesk")} == earlier == set(RANKED)


def test_a_released_file_is_backed_up_and_keeps_every_value(released: Path):
    before, content = released.read_bytes(), rows(released)
    assert {name for name, many in content.items() if not many} == set()
    with open_desk(released, author="Analyst") as desk:
        assert not desk.is_read_only
        assert schema.read_format(desk.connection).steps == schema.STEPS
        assert desk.file.check().is_sound
    (backup,) = backups_of(released)
    assert rows(backup.path) == content
    assert released.read_bytes() != before
    for table, many in rows(released).items():
        for old, new in zip(content.get(table, []), many, strict=True):
            assert {column: new[column] for column in old} == old


def test_a_released_file_can_be_changed_and_changed_back(released: Path):
    with open_desk(released, author="Analyst") as desk:
        fingerprint = desk.journal.fingerprint
        assert desk.journal.undo_label is None
        with desk.edit("Rename"):
            desk.connection.execute("UPDATE initiative SET name = 'Help desk'")
        desk.journal.undo()
        assert desk.journal.fingerprint == fingerprint
        assert [each.name for each in list_criteria(desk, 1) if each.is_locked] == LOCKED[released.stem]
        assert list_initiatives(desk)[0].paper == USUAL_PAPER


def test_the_history_of_a_released_file_is_told_across_the_update(released: Path):
    with open_desk(released, author="Analyst") as desk:
        first = list_criteria(desk, 1)[0]
        update_criterion(desk, first.id, "weight", 33)
        told = [line for line in diff(desk, 1, desk.journal.revision) if "locked" in line or "weight" in line]
        assert f"Criterion {first.name}: weight 50 → 33" in told
        update_criterion(desk, first.id, "is_locked", True)
        assert diff(desk, desk.journal.revision - 1, desk.journal.revision) == [
            f"Criterion {first.name}: locked no → yes"
        ]
        assert not any("locked" in line for line in told)


def test_a_released_file_ranks_as_it_did(released: Path):
    for read_only in (True, False):
        with open_desk(released, author="Analyst", read_only=read_only) as desk:
            standings = rank_initiative(desk, 1).standings
            found = [(each.rank, each.candidate.name, round(each.total, 6)) for each in standings]
            assert found == RANKED[released.stem]


def test_a_released_file_makes_a_paper(released: Path, tmp_path: Path):
    with open_desk(released, author="Analyst") as desk:
        write_paper(board_facts(desk, 1), tmp_path / "paper.pdf")
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF-")
