from __future__ import annotations

import pytest

from outsource_desk.domain.errors import NotFoundError, NoWeightError, OutOfRangeError
from outsource_desk.domain.weighting import Purpose, WeightMethod
from outsource_desk.domain.weighting_errors import (
    NobodyError,
    NothingInCommonError,
    TooManyPairsError,
    UnansweredError,
    UnconnectedError,
)
from outsource_desk.domain.weights import AllLockedError, WeightsTooLargeError
from outsource_desk.services.criteria import add_criterion, delete_criterion, list_criteria, update_criterion
from outsource_desk.services.found_weights import Said, found_weights, what_steps_count
from outsource_desk.services.freezing import freeze_weights
from outsource_desk.services.history import undo
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.scoring import record_amount, record_score
from outsource_desk.services.stakes import implied_money, swing_stakes
from outsource_desk.services.together import Middle, apply_together, bring_together
from outsource_desk.services.weight_sets import add_weight_set, set_weights
from outsource_desk.services.weighting import elicitation_of, record_weighting, stored_answer
from tests.scene import build_scene, refused

DIRECT, SWING, PAIRWISE = WeightMethod.DIRECT, WeightMethod.SWING, WeightMethod.PAIRWISE


@pytest.fixture
def scene(desk):
    return build_scene(desk)


@pytest.fixture
def top(desk, scene):
    """The ids of the top level: Service, Lead time, Price."""
    return [scene.group, scene.lead_time, scene.price]


def weights(desk, scene):
    return {each.id: each.weight for each in list_criteria(desk, scene.initiative)}


def read(desk, scene):
    return load_evaluation(desk, scene.initiative)


def say(method, level, answers):
    return Said(method, dict(zip(level, answers, strict=True)))


def score_all(desk, scene):
    """Acme: 4 points, 10 days, 150; in-house: 2 points, 20 days, 120."""
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    record_score(desk, scene.in_house, scene.quality, scene.evaluator, 2)
    for candidate, days, price in ((scene.candidate, 10, 150), (scene.in_house, 20, 120)):
        record_amount(desk, candidate, scene.lead_time, days)
        record_amount(desk, candidate, scene.price, price)


@pytest.mark.parametrize(
    ("method", "answers", "expected"),
    [
        (DIRECT, [50, 30, 20], [50, 30, 20]),
        (DIRECT, [40, 30, 10], [50, 37.5, 12.5]),  # 80 brought to 100
        (WeightMethod.POINTS, [5, 3, 2], [50, 30, 20]),
        (SWING, [100, 60, 40], [50, 30, 20]),
        (WeightMethod.CENTROID, [1, 2, 3], [100 * 11 / 18, 100 * 5 / 18, 100 * 2 / 18]),
        (WeightMethod.RANK_SUM, [3, 2, 1], [100 / 6, 100 / 3, 50]),
        (WeightMethod.RECIPROCAL, [1, 2, 2], [600 / 11, 250 / 11, 250 / 11]),  # tied: 3/11 and 2/11 shared
    ],
)
def test_what_is_said_becomes_the_official_weights_in_per_cent_in_one_step(desk, scene, top, method, answers, expected):
    before, revision = weights(desk, scene), desk.journal.revision
    record_weighting(desk, scene.initiative, None, say(method, top, answers), given_by="Board", note="In June")
    assert [weights(desk, scene)[each] for each in top] == pytest.approx(expected)
    assert weights(desk, scene)[scene.quality] == before[scene.quality]
    assert desk.journal.revision == revision + 1
    undo(desk)
    assert weights(desk, scene) == before
    assert read(desk, scene).weight_sets == ()


def test_what_was_said_is_kept_with_who_said_it_and_replaced_by_the_next_answer(desk, scene, top):
    record_weighting(desk, scene.initiative, None, say(SWING, top, [100, 60, 40]), given_by="Board", note="In June")
    kept = elicitation_of(read(desk, scene), None, None)
    assert kept is not None
    assert (kept.method, kept.given_by, kept.note, kept.parent_id) == (SWING, "Board", "In June", None)
    assert kept.given_at.endswith("+00:00")
    assert stored_answer(kept) == say(SWING, top, [100, 60, 40])
    record_weighting(desk, scene.initiative, None, say(DIRECT, top, [20, 30, 50]))
    kept = elicitation_of(read(desk, scene), None, None)
    assert kept is not None
    assert stored_answer(kept) == say(DIRECT, top, [20, 30, 50])
    assert elicitation_of(read(desk, scene), None, scene.group) is None
    assert len(read(desk, scene).weight_sets) == 1  # the official set


def test_a_swing_keeps_the_values_between_which_the_offers_lay(desk, scene, top):
    score_all(desk, scene)
    record_weighting(desk, scene.initiative, None, say(SWING, top, [100, 60, 40]))
    kept = elicitation_of(read(desk, scene), None, None)
    assert kept is not None
    assert [(each.worst, each.best) for each in kept.answers] == [(40, 80), (40, 80), (50, 80)]


def test_swings_count_on_the_steps_between_the_offers_not_on_the_whole_scale(desk, scene, top):
    score_all(desk, scene)  # steps 40, 40 and 30 of 100
    record_weighting(desk, scene.initiative, None, say(SWING, top, [100, 100, 100]))
    assert [weights(desk, scene)[each] for each in top] == pytest.approx([100 * 3 / 10, 100 * 3 / 10, 100 * 4 / 10])
    evaluation = read(desk, scene)
    kept = elicitation_of(evaluation, None, None)
    assert kept is not None
    level = [each for each in evaluation.criteria if each.parent_id is None]
    counts = what_steps_count(level, stored_answer(kept), {each.id: each.weight for each in level})
    assert list(counts.values()) == pytest.approx([1 / 3] * 3)


def test_answers_that_are_given_again_keep_the_steps_they_were_about(desk, scene, top):
    score_all(desk, scene)
    record_weighting(desk, scene.initiative, None, say(SWING, top, [100, 100, 100]))
    before, kept = weights(desk, scene), elicitation_of(read(desk, scene), None, None)
    assert kept is not None
    record_amount(desk, scene.candidate, scene.lead_time, 25)
    record_weighting(desk, scene.initiative, None, stored_answer(kept))
    assert weights(desk, scene) == pytest.approx(before)
    again = elicitation_of(read(desk, scene), None, None)
    assert again is not None
    assert stored_answer(again) == stored_answer(kept)


def test_pairs_may_be_judged_either_way_round_and_not_all_of_them(desk, scene, top):
    service, lead_time, price = top
    record_weighting(
        desk, scene.initiative, None, Said(PAIRWISE, judgements={(lead_time, service): 1 / 3, (price, service): 1 / 6})
    )
    assert [weights(desk, scene)[each] for each in top] == pytest.approx([200 / 3, 200 / 9, 100 / 9])
    kept = elicitation_of(read(desk, scene), None, None)
    assert kept is not None
    assert stored_answer(kept).judgements == pytest.approx({(service, lead_time): 3, (service, price): 6})


def test_contradicting_judgements_are_named_with_what_would_help(desk, scene, top):
    service, lead_time, price = top
    level = [each for each in read(desk, scene).criteria if each.parent_id is None]
    judged = {(service, lead_time): 3.0, (lead_time, price): 3.0, (service, price): 0.2}
    found = found_weights(level, Said(PAIRWISE, judgements=judged))
    assert found.consistency is not None
    assert found.consistency.ratio == pytest.approx(1.584515, abs=1e-6)
    assert (found.hard[1].first_id, found.hard[1].second_id, found.hard[1].suggestion) == (service, price, 9)
    assert found.hard[1].ratio_after == pytest.approx(0)
    fine = found_weights(level, Said(PAIRWISE, judgements={**judged, (service, price): 9}))
    assert fine.hard == ()


def test_answers_that_do_not_make_weights_are_refused(desk, scene, top):
    def tried(said, parent_id=None):
        record_weighting(desk, scene.initiative, parent_id, said)

    with refused(desk, UnansweredError, "Price"):
        tried(say(SWING, top[:2], [100, 50]))
    with refused(desk, OutOfRangeError, "Lead time"):
        tried(say(SWING, top, [100, 101, 5]))
    with refused(desk, OutOfRangeError):
        tried(say(WeightMethod.CENTROID, top, [0, 1, 2]))
    with refused(desk, NoWeightError):
        tried(say(DIRECT, top, [0, 0, 0]))
    with refused(desk, UnconnectedError, "Service, Lead time compares with Price"):
        tried(Said(PAIRWISE, judgements={(top[0], top[1]): 3}))
    with refused(desk, OutOfRangeError):
        tried(Said(PAIRWISE, judgements={(top[0], top[1]): 10, (top[1], top[2]): 1}))
    with refused(desk, NotFoundError):
        tried(say(DIRECT, top, [1, 1, 1]), scene.quality)
    with refused(desk, NotFoundError):
        record_weighting(desk, scene.initiative, None, say(DIRECT, top, [1, 1, 1]), weight_set_id=99)
    for number in range(7):
        add_criterion(desk, scene.initiative, f"More {number}")
    with refused(desk, TooManyPairsError, "10 criteria"):
        tried(Said(PAIRWISE, judgements={(top[0], top[1]): 3}))


def test_locked_weights_stay_and_the_others_share_the_rest(desk, scene, top):
    update_criterion(desk, scene.lead_time, "is_locked", True)  # 10 per cent
    record_weighting(desk, scene.initiative, None, say(SWING, top, [100, 90, 50]))
    assert [weights(desk, scene)[each] for each in top] == pytest.approx([60, 10, 30])
    update_criterion(desk, scene.lead_time, "weight", 100)
    with refused(desk, WeightsTooLargeError):
        record_weighting(desk, scene.initiative, None, say(SWING, top, [100, 90, 50]))
    for each in (scene.group, scene.price):
        update_criterion(desk, each, "is_locked", True)
    with refused(desk, AllLockedError):
        record_weighting(desk, scene.initiative, None, say(SWING, top, [100, 90, 50]))


def test_the_weights_of_a_lens_are_its_own(desk, scene, top):
    lens = add_weight_set(desk, scene.initiative, "CFO", Purpose.LENS)
    before = weights(desk, scene)
    record_weighting(desk, scene.initiative, None, say(SWING, top, [20, 20, 100]), weight_set_id=lens)
    assert weights(desk, scene) == before
    (found,) = read(desk, scene).weight_sets
    assert dict(found.weights) == pytest.approx(dict(zip(top, [100 / 7, 100 / 7, 500 / 7], strict=True)))
    kept = elicitation_of(read(desk, scene), lens, None)
    assert kept is not None
    assert stored_answer(kept) == say(SWING, top, [20, 20, 100])
    assert elicitation_of(read(desk, scene), None, None) is None


def test_a_change_after_freezing_keeps_its_reason(desk, scene, top):
    record_weighting(desk, scene.initiative, None, say(DIRECT, top, [50, 30, 20]), reason="Nobody asked")
    assert read(desk, scene).initiative.weights_reason == ""
    freeze_weights(desk, scene.initiative, "Board")
    record_weighting(desk, scene.initiative, None, say(DIRECT, top, [60, 20, 20]), reason="New law")
    assert read(desk, scene).initiative.weights_reason == "New law"
    record_weighting(desk, scene.initiative, None, say(DIRECT, top, [50, 20, 30]))
    assert read(desk, scene).initiative.weights_reason == "New law"


def test_answers_about_a_criterion_that_is_gone_go_with_it(desk, scene, top):
    record_weighting(desk, scene.initiative, None, say(SWING, top, [100, 60, 40]))
    delete_criterion(desk, scene.lead_time)
    kept = elicitation_of(read(desk, scene), None, None)
    assert kept is not None
    assert stored_answer(kept).answers == {scene.group: 100, scene.price: 40}


def test_several_people_are_brought_together_with_their_spread(desk, scene, top):
    names = {"CFO": [50, 30, 20], "CIO": [40, 40, 20], "COO": [60, 30, 10]}
    for name, row in names.items():
        person = add_weight_set(desk, scene.initiative, name, Purpose.PERSON)
        record_weighting(desk, scene.initiative, None, say(DIRECT, top, row), weight_set_id=person)
    add_weight_set(desk, scene.initiative, "Guest", Purpose.PERSON)  # has not weighed anything
    together = bring_together(read(desk, scene), None, Middle.MEDIAN)
    assert [each.name for each in together.people] == ["CFO", "CIO", "COO"]
    assert together.shares == pytest.approx(dict(zip(top, [0.5, 0.3, 0.2], strict=True)))
    assert together.spread[top[0]] == pytest.approx((0.4, 0.6))
    assert together.each[together.people[1].id] == pytest.approx(dict(zip(top, [0.4, 0.4, 0.2], strict=True)))
    apply_together(desk, scene.initiative, None, "median")
    assert [weights(desk, scene)[each] for each in top] == pytest.approx([50, 30, 20])
    kept = elicitation_of(read(desk, scene), None, None)
    assert kept is not None
    assert (kept.given_by, kept.note) == ("CFO, CIO, COO", "Median of several people's weights")
    geometric = bring_together(read(desk, scene), None, Middle.GEOMETRIC)
    assert geometric.shares[top[2]] == pytest.approx(
        0.004 ** (1 / 3) / (0.12 ** (1 / 3) + 0.036 ** (1 / 3) + 0.004 ** (1 / 3))
    )


def test_there_is_no_middle_of_nobody_and_none_of_opposites(desk, scene, top):
    with refused(desk, NobodyError):
        apply_together(desk, scene.initiative, None, "median")
    for name, row in (("CFO", [1, 0, 0]), ("CIO", [0, 1, 0]), ("COO", [0, 0, 1])):
        set_weights(desk, add_weight_set(desk, scene.initiative, name, "person"), dict(zip(top, row, strict=True)))
    with refused(desk, NothingInCommonError):
        apply_together(desk, scene.initiative, None, "geometric")


def test_stakes_are_the_offers_that_are_really_there(desk, scene, top):
    score_all(desk, scene)
    evaluation = read(desk, scene)
    service, lead_time, price = swing_stakes(evaluation, ranking_of(evaluation), None)
    assert (service.measure, service.worst, service.best) == (None, 40, 80)
    assert (lead_time.unit, lead_time.worst, lead_time.best) == ("days", 20, 10)
    assert (price.unit, price.worst, price.best, price.swing) == ("EUR", 150, 120, 30)
    (quality,) = swing_stakes(evaluation, ranking_of(evaluation), scene.group)
    assert (quality.unit, quality.worst, quality.best, quality.worst_value) == ("", 2, 4, 40)


def test_there_are_no_stakes_where_too_little_is_known(desk, scene):
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    evaluation = read(desk, scene)
    for stake in swing_stakes(evaluation, ranking_of(evaluation), None):
        assert (stake.worst, stake.best, stake.swing) == (None, None, None)


def test_weights_say_what_a_point_of_quality_is_worth(desk, scene, top):
    record_weighting(desk, scene.initiative, None, say(DIRECT, top, [50, 10, 40]))
    evaluation = read(desk, scene)
    worth = implied_money(evaluation, ranking_of(evaluation).weights)
    assert worth is not None
    assert (worth.per_point, worth.currency) == (pytest.approx(0.6 / 0.4 * 100 / 100), "EUR")
    update_criterion(desk, scene.price, "worst", None)
    evaluation = read(desk, scene)
    assert implied_money(evaluation, ranking_of(evaluation).weights) is None
