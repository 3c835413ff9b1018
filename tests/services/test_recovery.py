"""Recovery objectives against what candidates commit to."""

from __future__ import annotations

import pytest

from outsource_desk.domain.errors import DeskError, NotFoundError
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.records import add_record
from outsource_desk.services.recovery import Shortfall, recovery_gaps, set_commitment
from tests.scene import build_scene, refused, there


@pytest.fixture
def scene(desk):
    return build_scene(desk)


def objective(desk, scene, **fields):
    given = {"process": "Calls", "mtpd_hours": 72, "rto_hours": 24, "rpo_hours": 4, "minimum_level": 0.5}
    return add_record(desk, "recovery_objective", scene.initiative, **{**given, **fields})


def first(desk, scene):
    return there(load_evaluation(desk, scene.initiative).protection).contingency.objectives[0]


def gaps(desk, scene, candidate=True):
    evaluation = load_evaluation(desk, scene.initiative)
    return recovery_gaps(evaluation, scene.candidate if candidate else None)


def test_silence_is_a_gap_and_zero_is_a_commitment(desk, scene):
    calls = objective(desk, scene)
    assert [(each.what, each.theirs, each.is_silence) for each in gaps(desk, scene)] == [
        (Shortfall.RTO, None, True), (Shortfall.BACKUP, None, True),
    ]  # fmt: skip
    set_commitment(desk, calls, scene.candidate, rto_hours=0, backup_hours=0)
    assert gaps(desk, scene) == ()


def test_every_shortfall_is_named_with_both_figures(desk, scene):
    calls = objective(desk, scene, rto_hours=96)  # longer than we can bear: our own fault
    set_commitment(desk, calls, scene.candidate, rto_hours=120, backup_hours=6, minimum_level=0.3, source="Offer")
    assert [(each.what, each.ours, each.theirs) for each in gaps(desk, scene)] == [
        (Shortfall.TARGET, 72, 96), (Shortfall.RTO, 96, 120), (Shortfall.BACKUP, 4, 6), (Shortfall.LEVEL, 0.5, 0.3),
    ]  # fmt: skip
    assert [each.words for each in gaps(desk, scene)] == [
        "Calls: we plan to be back after 4 days, but can bear only 72 h.",
        "Calls: Acme is back after 5 days; 4 days are needed.",
        "Calls: Acme backs up every 6 h; work of 4 h at most may be lost.",
        "Calls: Acme keeps 30 % of the usual volume going; 50 % are needed.",
    ]
    assert [each.what for each in gaps(desk, scene, candidate=False)] == [Shortfall.TARGET]


def test_what_we_do_not_ask_for_is_no_gap(desk, scene):
    objective(desk, scene, mtpd_hours=None, rto_hours=None, rpo_hours=None, minimum_level=None)
    assert gaps(desk, scene) == ()


def test_a_commitment_is_kept_field_by_field_and_goes_when_nothing_is_left_of_it(desk, scene):
    calls = objective(desk, scene)
    set_commitment(desk, calls, scene.candidate, rto_hours=12)
    set_commitment(desk, calls, scene.candidate, source="Annex 4")
    found = there(first(desk, scene).commitment(scene.candidate))
    assert (found.rto_hours, found.backup_hours, found.source) == (12, None, "Annex 4")
    set_commitment(desk, calls, scene.candidate, rto_hours=None, source="")
    assert first(desk, scene).commitments == ()
    desk.journal.undo()
    assert first(desk, scene).commitments == (found,)


def test_a_commitment_belongs_to_a_candidate_of_the_initiative(desk, scene):
    calls = objective(desk, scene)
    with refused(desk, NotFoundError):
        set_commitment(desk, calls, scene.other_candidate, rto_hours=1)
    with refused(desk, NotFoundError):
        set_commitment(desk, 999, scene.candidate, rto_hours=1)
    with refused(desk, DeskError):
        set_commitment(desk, calls, scene.candidate, rto_hours=-1)
