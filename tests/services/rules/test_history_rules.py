"""What the history tells of weights that were changed after scores, and of scores after prices, in real files."""

import pytest

from outsource_desk.services.criteria import update_criterion
from outsource_desk.services.freezing import explain_changed_weights, freeze_weights, record_offers_opened
from outsource_desk.services.history import undo
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.scoring import record_amount, record_score
from outsource_desk.services.warnings import all_warnings
from tests.scene import build_scene
from tests.warned import only


@pytest.fixture
def scene(desk):
    return build_scene(desk)


@pytest.fixture
def found(desk, scene):
    """Return what a rule says of the file as it is now."""

    def found(rule):
        evaluation = load_evaluation(desk, scene.initiative)
        return [each for each in all_warnings(evaluation, ranking_of(evaluation), desk) if each.id == rule]

    return found


def test_w10_a_weight_that_is_not_what_it_was_when_scoring_began(desk, scene, found):
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 3)
    assert found("W10") == []
    update_criterion(desk, scene.price, "weight", 55)
    warning = only(found("W10"))
    assert warning.text.startswith("The weight of Price was changed on ")
    assert warning.criterion_id == scene.price
    undo(desk)
    assert found("W10") == []


def test_w10_counts_the_weights_and_is_quiet_once_somebody_says_why(desk, scene, found):
    freeze_weights(desk, scene.initiative, "Steering committee")
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 3)
    update_criterion(desk, scene.price, "weight", 55)
    update_criterion(desk, scene.group, "weight", 20)
    assert only(found("W10")).text.startswith("The weights of 2 criteria were changed, last on ")
    explain_changed_weights(desk, scene.initiative, "The board asked for it")
    assert found("W10") == []


def test_w10_weights_that_were_found_before_any_score_are_fine(desk, scene, found):
    update_criterion(desk, scene.price, "weight", 55)
    assert found("W10") == []


def test_w35_scores_that_were_given_after_offers_were_opened(desk, scene, found):
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 3)
    record_offers_opened(desk, scene.initiative)
    assert found("W35") == []
    record_amount(desk, scene.candidate, scene.price, 900)
    assert found("W35") == []  # a price may be entered then
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    warning = only(found("W35"))
    assert warning.text.startswith("Acme, Quality: the score was given or changed on ")
    assert (warning.candidate_id, warning.criterion_id) == (scene.candidate, scene.quality)


def test_w35_a_reason_that_is_added_changes_no_score(desk, scene, found):
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 3)
    record_offers_opened(desk, scene.initiative)
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 3, rationale="Seen on site in May")
    assert found("W35") == []


def test_w35_counts_and_asks_only_once_offers_are_opened(desk, scene, found):
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 3)
    assert found("W35") == []
    record_offers_opened(desk, scene.initiative)
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 5)
    record_score(desk, scene.in_house, scene.quality, scene.evaluator, 2)
    assert only(found("W35")).text.startswith("2 scores were given or changed after offers were opened, last that of ")
