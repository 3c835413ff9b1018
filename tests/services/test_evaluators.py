import pytest

from outsource_desk.domain.errors import DeskError, NotFoundError, OtherInitiativeError, UnknownChoiceError
from outsource_desk.services import scoring
from outsource_desk.services.evaluators import (
    NotHandedInError,
    NothingToRuleOnError,
    OwnRulingError,
    StillDeclaredError,
    assign,
    declare_interest,
    reopen_scores,
    rule_on_interest,
    score_blindly,
    submit_scores,
    withdraw_declaration,
)
from outsource_desk.services.history import undo
from outsource_desk.services.live import LiveRanking
from outsource_desk.services.panel_rules import AlreadyHandedInError, ConflictOfInterestError, NotAssignedError
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.scoring import ScoreEntry, record_score, record_scores
from tests.scene import BAD_NAMES, NO_IDS, build_scene, refused, refused_each


@pytest.fixture
def scene(desk):
    return build_scene(desk)


def points_of(desk, scene):
    return ranking_of(load_evaluation(desk, scene.initiative)).cells[scene.candidate, scene.quality].points


def test_an_evaluator_scores_what_is_assigned_and_nothing_else(desk, scene):
    assign(desk, scene.evaluator, [(scene.group, scene.candidate)])
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 3)
    with refused(desk, NotAssignedError, "“Quality” of “In-house” is not for “IT office” to score"):
        record_score(desk, scene.in_house, scene.quality, scene.evaluator, 3)
    assign(desk, scene.evaluator, [])
    record_score(desk, scene.in_house, scene.quality, scene.evaluator, 3)


def test_assigning_again_takes_the_place_of_what_was_assigned(desk, scene):
    assign(desk, scene.evaluator, [(scene.quality, None), (None, scene.in_house), (scene.quality, None)])
    assert len(load_evaluation(desk, scene.initiative).assignments) == 2
    assign(desk, scene.evaluator, [(None, None), (scene.quality, None)])
    assert load_evaluation(desk, scene.initiative).assignments == ()
    undo(desk)
    assert len(load_evaluation(desk, scene.initiative).assignments) == 2


def test_nothing_of_another_initiative_is_assigned(desk, scene):
    refused_each(desk, OtherInitiativeError, [
        (assign, scene.evaluator, [(scene.other_criterion, None)]),
        (assign, scene.evaluator, [(None, scene.other_candidate)]),
    ])  # fmt: skip
    for wrong in NO_IDS:
        refused_each(desk, NotFoundError, [
            (assign, wrong, []), (assign, scene.evaluator, [(wrong, None)]), (assign, scene.evaluator, [(None, wrong)]),
        ])  # fmt: skip


def test_a_declared_interest_blocks_scoring_until_somebody_rules(desk, scene):
    conflict = declare_interest(desk, scene.evaluator, "past_work", candidate_id=scene.candidate, note="Worked there")
    with refused(desk, ConflictOfInterestError, "“IT office” cannot score “Acme” because of a declared interest"):
        record_score(desk, scene.candidate, scene.quality, scene.evaluator, 3)
    record_score(desk, scene.in_house, scene.quality, scene.evaluator, 3)
    rule_on_interest(desk, conflict, "managed", ruled_by="Head of procurement", reason="Scores beside a second reader")
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 3)
    assert points_of(desk, scene) == 3
    rule_on_interest(desk, conflict, "recused", ruled_by="Head of procurement", reason="Too recent")
    assert points_of(desk, scene) is None  # kept, but it does not count
    assert len(load_evaluation(desk, scene.initiative).scores) == 2


def test_an_interest_in_all_candidates_blocks_every_score_but_not_taking_scores_out(desk, scene):
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 3)
    declare_interest(desk, scene.evaluator, "other", note="Shares in the whole market")
    for candidate in (scene.candidate, scene.in_house):
        with refused(desk, ConflictOfInterestError):
            record_score(desk, candidate, scene.quality, scene.evaluator, 4)
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, None)
    assert load_evaluation(desk, scene.initiative).scores[0].points is None


def test_in_a_pasted_block_only_the_blocked_cells_are_refused(desk, scene):
    declare_interest(desk, scene.evaluator, "gift", candidate_id=scene.candidate, note="A watch")
    cells = [ScoreEntry(scene.candidate, scene.quality, 3), ScoreEntry(scene.in_house, scene.quality, 4)]
    (refusal,) = record_scores(desk, cells, scene.evaluator, "Paste 2 scores")
    assert isinstance(refusal.error, ConflictOfInterestError)
    assert [each.points for each in load_evaluation(desk, scene.initiative).scores] == [4]


def test_nothing_to_declare_is_a_declaration_too_and_blocks_nothing(desk, scene):
    nothing = declare_interest(desk, scene.evaluator, "none")
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 3)
    (declared,) = load_evaluation(desk, scene.initiative).conflicts
    assert (declared.id, declared.nature, declared.blocks) == (nothing, "none", False)
    with refused(desk, NothingToRuleOnError):
        rule_on_interest(desk, nothing, "managed", ruled_by="Chair", reason="None")
    declare_interest(desk, scene.evaluator, "family", note="A cousin", candidate_id=scene.candidate)
    with refused(desk, StillDeclaredError):
        declare_interest(desk, scene.evaluator, "none")


def test_a_ruling_needs_a_name_other_than_the_evaluators_and_a_reason(desk, scene):
    conflict = declare_interest(desk, scene.evaluator, "family", note="A cousin")
    with refused(desk, OwnRulingError):
        rule_on_interest(desk, conflict, "no_conflict", ruled_by="it OFFICE", reason="Distant")
    refused_each(desk, DeskError, [
        (lambda desk, name: rule_on_interest(desk, conflict, "managed", ruled_by=name, reason="x"), name)
        for name in BAD_NAMES
    ])  # fmt: skip
    with refused(desk, DeskError):
        rule_on_interest(desk, conflict, "managed", ruled_by="Chair", reason=" ")
    with refused(desk, UnknownChoiceError):
        rule_on_interest(desk, conflict, "forgiven", ruled_by="Chair", reason="x")
    for wrong in NO_IDS:
        with refused(desk, NotFoundError):
            rule_on_interest(desk, wrong, "managed", ruled_by="Chair", reason="x")


def test_an_interest_needs_words_and_a_candidate_of_the_same_initiative(desk, scene):
    with refused(desk):
        declare_interest(desk, scene.evaluator, "gift", note="")
    with refused(desk, UnknownChoiceError):
        declare_interest(desk, scene.evaluator, "envy", note="x")
    with refused(desk, OtherInitiativeError):
        declare_interest(desk, scene.evaluator, "gift", candidate_id=scene.other_candidate, note="x")
    with refused(desk):
        declare_interest(desk, scene.evaluator, "gift", note="x", declared_on="2026-02-30")


def test_a_declaration_entered_by_mistake_is_withdrawn_and_comes_back_with_undo(desk, scene):
    conflict = declare_interest(desk, scene.evaluator, "gift", note="A pen")
    withdraw_declaration(desk, conflict)
    assert load_evaluation(desk, scene.initiative).conflicts == ()
    undo(desk)
    assert load_evaluation(desk, scene.initiative).conflicts[0].note == "A pen"
    with refused(desk, NotFoundError):
        withdraw_declaration(desk, 99)


def test_scores_that_are_handed_in_are_locked_until_they_are_reopened_for_a_reason(desk, scene):
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 3)
    submit_scores(desk, scene.evaluator)
    for points in (4, None):
        with refused(desk, AlreadyHandedInError):
            record_score(desk, scene.candidate, scene.quality, scene.evaluator, points)
    with refused(desk, AlreadyHandedInError):
        submit_scores(desk, scene.evaluator)
    with refused(desk):
        reopen_scores(desk, scene.evaluator, " ")
    reopen_scores(desk, scene.evaluator, "Acme corrected its answer")
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    with refused(desk, NotHandedInError):
        reopen_scores(desk, scene.evaluator, "Again")
    reopened = desk.journal.edits(desk.journal.revision - 2)[0]
    assert reopened.label == "Reopen the scores of “IT office”: Acme corrected its answer"


def test_what_evaluators_agree_on_can_be_entered_while_their_scores_are_locked(desk, scene):
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 3)
    submit_scores(desk, scene.evaluator)
    scoring.agree_score(desk, scene.candidate, scene.quality, 4, rationale="Seen together")
    assert points_of(desk, scene) == 4


def test_a_live_ranking_follows_sealing_handing_in_and_ruling(desk, scene):
    second = scoring.add_evaluator(desk, scene.initiative, "CISO office")
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 2)
    record_score(desk, scene.candidate, scene.quality, second, 4)
    live = LiveRanking(desk, scene.initiative)
    desk.journal.on_edit = live.follow

    def seen():
        assert live.ranking == ranking_of(load_evaluation(desk, scene.initiative))
        return live.ranking.cells[scene.candidate, scene.quality].points

    assert seen() == 3
    score_blindly(desk, scene.initiative, True)
    assert seen() is None
    submit_scores(desk, second)
    assert seen() == 4
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 0)
    assert seen() == 4
    submit_scores(desk, scene.evaluator)
    assert seen() == 2
    declare_interest(desk, second, "family", candidate_id=scene.candidate, note="A cousin")
    assert seen() == 0
    undo(desk)
    assert seen() == 2
    score_blindly(desk, scene.initiative, False)
    assert seen() == 2
