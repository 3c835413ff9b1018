"""Many cells in one act: what fits is written, what does not is handed back."""

from __future__ import annotations

import pytest

from outsource_desk.domain.errors import (
    DeskError,
    EmptyNameError,
    NoCurrencyError,
    NotALeafError,
    NotEmptyError,
    NotFoundError,
    OtherInitiativeError,
    OutOfScaleError,
)
from outsource_desk.domain.score import Source
from outsource_desk.services.candidates import add_in_house
from outsource_desk.services.criteria import add_criterion
from outsource_desk.services.desk import Desk
from outsource_desk.services.initiatives import update_initiative
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.scoring import (
    ScoreEntry,
    agree_scores,
    record_amount,
    record_score,
    record_scores,
)
from outsource_desk.store.rows import insert_row
from tests.scene import NO_IDS, NO_NUMBERS, build_scene, refused


@pytest.fixture
def scene(desk: Desk):
    return build_scene(desk)


@pytest.fixture
def read(desk: Desk, scene):
    return lambda: load_evaluation(desk, scene.initiative)


def edits_since(desk: Desk, revision: int) -> list[str]:
    return [edit.label for edit in desk.journal.edits(revision)]


def one_by_one(desk: Desk, scene, entry: ScoreEntry) -> None:
    cell = entry.candidate_id, entry.criterion_id
    if entry.criterion_id == scene.quality:
        record_score(desk, *cell, scene.evaluator, entry.points)
    else:
        record_amount(desk, *cell, entry.points)


def test_what_fits_is_written_in_one_step_and_what_does_not_is_handed_back(desk, scene, read):
    revision, fingerprint = desk.journal.revision, desk.journal.fingerprint
    entries = [
        ScoreEntry(scene.candidate, scene.quality, 4.5),
        ScoreEntry(scene.in_house, scene.quality, 9),
        ScoreEntry(scene.candidate, scene.lead_time, 12.25),
        ScoreEntry(scene.candidate, scene.price, 149.999),
        ScoreEntry(scene.in_house, scene.price, None, not_applicable=True),
        ScoreEntry(scene.candidate, scene.group, 3),
        ScoreEntry(scene.other_candidate, scene.quality, 3),
        ScoreEntry(999, scene.quality, 3),
        ScoreEntry(scene.candidate, 999, 3),
        ScoreEntry(scene.in_house, scene.lead_time, 3, not_applicable=True),
    ]
    handed_back = record_scores(desk, entries, scene.evaluator, "Paste 10 values")
    assert [(each.entry, type(each.error)) for each in handed_back] == [
        (entries[1], OutOfScaleError),
        (entries[5], NotALeafError),
        (entries[6], OtherInitiativeError),
        (entries[7], NotFoundError),
        (entries[8], NotFoundError),
        (entries[9], NotEmptyError),
    ]
    assert edits_since(desk, revision) == ["Paste 10 values"]
    assert [(row.candidate_id, row.points) for row in read().scores] == [(scene.candidate, 4.5)]
    assert [(row.candidate_id, row.criterion_id, row.amount) for row in read().measurements] == [
        (scene.candidate, scene.lead_time, 12.25),
        (scene.candidate, scene.price, 150),
        (scene.in_house, scene.price, None),
    ]
    desk.journal.undo()
    assert desk.journal.fingerprint == fingerprint


def test_the_same_is_refused_as_one_by_one(desk, scene):
    update_initiative(desk, scene.initiative, "currency", "")
    odd = [*NO_NUMBERS, 5.5, 2.3, -1]
    entries = [ScoreEntry(scene.candidate, scene.quality, value) for value in odd]
    entries += [ScoreEntry(scene.candidate, scene.price, 3), ScoreEntry(scene.other_candidate, scene.price, 3)]
    entries += [ScoreEntry(unknown, scene.lead_time, 3) for unknown in NO_IDS]
    revision = desk.journal.revision
    together = record_scores(desk, entries, scene.evaluator, "Paste")
    assert desk.journal.revision == revision
    for entry, given in zip(entries, together, strict=True):
        with pytest.raises(DeskError) as alone:
            one_by_one(desk, scene, entry)
        assert (type(given.error), str(given.error)) == (alone.type, str(alone.value))
    assert any(isinstance(each.error, NoCurrencyError) for each in together)


def test_points_need_an_evaluator_of_the_initiative_and_amounts_need_nobody(desk, scene, read):
    entries = [ScoreEntry(scene.candidate, scene.quality, 3), ScoreEntry(scene.candidate, scene.lead_time, 7)]
    for nobody in (None, scene.other_evaluator, 999):
        (only,) = record_scores(desk, entries, nobody, "Paste")
        assert (only.entry, type(only.error)) == (entries[0], NotFoundError)
    assert (read().scores, [row.amount for row in read().measurements]) == ((), [7])


def test_clearing_cells_that_are_empty_writes_nothing(desk, scene, read):
    empty = [ScoreEntry(scene.candidate, each, None) for each in (scene.quality, scene.lead_time, scene.price)]
    revision = desk.journal.revision
    assert record_scores(desk, empty, scene.evaluator, "Clear") == []
    assert desk.journal.revision == revision
    filled = [ScoreEntry(scene.candidate, each, 3) for each in (scene.quality, scene.lead_time, scene.price)]
    record_scores(desk, filled, scene.evaluator, "Fill")
    record_scores(desk, empty, scene.evaluator, "Clear")
    assert [row.points for row in read().scores] == [None]
    assert [row.amount for row in read().measurements] == [None, None]


def test_of_two_entries_for_one_cell_the_last_counts(desk, scene, read):
    record_scores(desk, [ScoreEntry(scene.candidate, scene.quality, points) for points in (2, 4)], scene.evaluator, "x")
    assert [row.points for row in read().scores] == [4]


def test_a_value_typed_again_as_it_was_read_stays_tied_to_its_cell(desk, scene, read):
    with desk.edit("Import"):
        values = {"file_name": "Bids.xlsx", "sha256": "0" * 64, "imported_at": "2026-07-03T10:00:00+00:00"}
        insert_row(desk.db, "import_file", {"initiative_id": scene.initiative, **values})
    source = Source("Bids.xlsx", "Sheet2", "F14")
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4, rationale="Read", source=source)
    revision = desk.journal.revision
    record_scores(desk, [ScoreEntry(scene.candidate, scene.quality, 4)], scene.evaluator, "Paste")
    assert desk.journal.revision == revision
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4, rationale="Asked again")
    assert (read().scores[0].source, read().scores[0].rationale) == (source, "Asked again")
    record_scores(desk, [ScoreEntry(scene.candidate, scene.quality, 4.5)], scene.evaluator, "Paste")
    assert (read().scores[0].source, read().scores[0].rationale) == (None, "Asked again")


def test_many_cells_are_agreed_on_with_one_reason(desk, scene, read):
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 2)
    revision = desk.journal.revision
    entries = [
        ScoreEntry(scene.candidate, scene.quality, 4),
        ScoreEntry(scene.in_house, scene.quality, None),
        ScoreEntry(scene.in_house, scene.lead_time, 20),
        ScoreEntry(scene.in_house, scene.quality, 4.2),
    ]
    (handed_back,) = agree_scores(desk, entries, "Seen on site by all")
    assert (handed_back.entry, type(handed_back.error)) == (entries[3], OutOfScaleError)
    assert edits_since(desk, revision) == ["Agree on scores"]
    assert [(row.candidate_id, row.points, row.rationale) for row in read().agreed] == [
        (scene.candidate, 4, "Seen on site by all"),
        (scene.in_house, None, "Seen on site by all"),
    ]
    assert [(row.amount, row.rationale) for row in read().measurements] == [(20, "Seen on site by all")]
    assert [row.points for row in read().scores] == [2]


def test_nothing_is_agreed_on_without_a_reason(desk, scene):
    for nothing in ("", "  \n "):
        with refused(desk, EmptyNameError, "The reason for the agreed score"):
            agree_scores(desk, [ScoreEntry(scene.candidate, scene.quality, 4)], nothing)


def test_an_initiative_is_read_once_however_many_entries_there_are(desk, scene):
    with desk.edit("Grow"):
        rows = [add_in_house(desk, scene.initiative, f"Candidate {number}") for number in range(20)]
        columns = [add_criterion(desk, scene.initiative, f"Criterion {number}", weight=1) for number in range(20)]
    counts = []
    for some in (rows[:1], rows[1:]):
        entries = [ScoreEntry(row, column, 3) for row in some for column in columns]
        seen: list[str] = []
        desk.connection.set_trace_callback(seen.append)
        assert record_scores(desk, entries, scene.evaluator, "Paste") == []
        desk.connection.set_trace_callback(None)
        cells = sum(sql.startswith('SELECT id, "points"') for sql in seen)
        assert cells == len(entries)
        counts.append(sum(sql.startswith("SELECT") for sql in seen) - cells)
    assert counts[0] == counts[1] < 40
