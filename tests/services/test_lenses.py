from __future__ import annotations

import pytest

from outsource_desk.domain.errors import (
    DuplicateNameError,
    EmptyNameError,
    NotALeafError,
    NotFoundError,
    NoWeightError,
    OtherInitiativeError,
    OutOfRangeError,
)
from outsource_desk.domain.weighting import Purpose
from outsource_desk.domain.weighting_errors import FrozenAlreadyError, NotFrozenError, OfficialSetError
from outsource_desk.services.criteria import add_criterion, change_weight, delete_criterion, update_criterion
from outsource_desk.services.freezing import (
    OffersOpenedError,
    disclosure_of,
    explain_changed_weights,
    freeze_weights,
    record_offers_opened,
    unfreeze_weights,
)
from outsource_desk.services.history import undo
from outsource_desk.services.lenses import lens_results, ranking_under, seen_through
from outsource_desk.services.live import LiveRanking
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.scoring import record_amount, record_score
from outsource_desk.services.weight_sets import (
    add_weight_set,
    load_weight_set,
    remove_weight_set,
    rename_weight_set,
    set_weight,
    set_weights,
    suppose_value,
)
from tests.scene import BAD_NAMES, NO_NUMBERS, build_scene, refused


@pytest.fixture
def scene(desk):
    """Acme: quality 80, lead time 80, price 50. In-house: 40, 40, 80. Weights 60, 10, 30."""
    scene = build_scene(desk)
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    record_score(desk, scene.in_house, scene.quality, scene.evaluator, 2)
    for candidate, days, price in ((scene.candidate, 10, 150), (scene.in_house, 20, 120)):
        record_amount(desk, candidate, scene.lead_time, days)
        record_amount(desk, candidate, scene.price, price)
    return scene


def read(desk, scene):
    return load_evaluation(desk, scene.initiative)


def disclosed(desk, scene):
    evaluation = read(desk, scene)
    return disclosure_of(evaluation, ranking_of(evaluation))


def test_lenses_stand_beside_the_official_weights(desk, scene):
    cfo = add_weight_set(desk, scene.initiative, "CFO", Purpose.LENS)
    set_weights(desk, cfo, {scene.group: 20, scene.lead_time: 10, scene.price: 70})
    official, lens = lens_results(read(desk, scene))
    assert (official.weight_set_id, official.purpose) == (None, Purpose.OFFICIAL)
    assert official.totals == pytest.approx({scene.candidate: 71, scene.in_house: 52})
    assert official.leader_ids == (scene.candidate,)
    assert (lens.weight_set_id, lens.name) == (cfo, "CFO")
    assert lens.totals == pytest.approx({scene.candidate: 59, scene.in_house: 68})
    assert (lens.leader_ids, lens.ranks[scene.candidate]) == ((scene.in_house,), 2)
    assert lens.shares[scene.price] == pytest.approx(0.7)
    assert ranking_under(read(desk, scene), {scene.price: 0}).leaders[0].total == pytest.approx(80)


def test_a_set_without_weights_of_a_level_keeps_the_official_ones(desk, scene):
    plain = add_weight_set(desk, scene.initiative, "As it is", Purpose.SCENARIO)
    official, same = lens_results(read(desk, scene))
    assert (same.totals, same.shares) == (official.totals, official.shares)
    set_weight(desk, plain, scene.price, 0)
    set_weight(desk, plain, scene.price, None)
    assert lens_results(read(desk, scene))[1].totals == official.totals


def test_a_scenario_supposes_other_values_and_nothing_is_overwritten(desk, scene):
    what_if = add_weight_set(desk, scene.initiative, "Price rises", Purpose.SCENARIO)
    suppose_value(desk, what_if, scene.candidate, scene.price, 200)
    suppose_value(desk, what_if, scene.candidate, scene.quality, 5)
    evaluation = read(desk, scene)
    official, supposed = lens_results(evaluation)
    assert official.totals[scene.candidate] == pytest.approx(71)
    assert supposed.totals[scene.candidate] == pytest.approx(60 + 8 + 0)
    assert load_weight_set(desk, what_if).changed_values == (
        ((scene.candidate, scene.price), 200), ((scene.candidate, scene.quality), 5),
    )  # fmt: skip
    seen = seen_through(evaluation, evaluation.weight_sets[0])
    assert (len(seen.scores), len(seen.measurements)) == (len(evaluation.scores), len(evaluation.measurements))
    suppose_value(desk, what_if, scene.candidate, scene.price, None)
    assert lens_results(read(desk, scene))[1].totals[scene.candidate] == pytest.approx(60 + 8 + 15)


def test_values_that_cannot_be_supposed_are_refused(desk, scene):
    what_if = add_weight_set(desk, scene.initiative, "What if", Purpose.SCENARIO)
    with refused(desk, OutOfRangeError):
        suppose_value(desk, what_if, scene.candidate, scene.quality, 6)
    with refused(desk, NotALeafError):
        suppose_value(desk, what_if, scene.candidate, scene.group, 6)
    with refused(desk, OtherInitiativeError):
        suppose_value(desk, what_if, scene.other_candidate, scene.other_criterion, 1)
    for number in NO_NUMBERS:
        with refused(desk):
            suppose_value(desk, what_if, scene.candidate, scene.price, number)


def test_sets_are_copied_renamed_and_removed(desk, scene):
    cfo = add_weight_set(desk, scene.initiative, "CFO", "lens", note="By phone")
    set_weight(desk, cfo, scene.price, 70)
    suppose_value(desk, cfo, scene.candidate, scene.price, 200)
    copy = add_weight_set(desk, scene.initiative, "CFO, careful", "lens", like=cfo)
    rename_weight_set(desk, cfo, "Chief Financial Officer")
    first, second = read(desk, scene).weight_sets
    assert (first.name, first.note, second.name) == ("Chief Financial Officer", "By phone", "CFO, careful")
    assert (first.weights, first.changed_values) == (second.weights, second.changed_values)
    remove_weight_set(desk, copy)
    assert len(read(desk, scene).weight_sets) == 1
    undo(desk)
    assert dict(load_weight_set(desk, copy).weights) == {scene.price: 70}


def test_names_and_ids_of_sets_that_cannot_be_are_refused(desk, scene):
    cfo = add_weight_set(desk, scene.initiative, "CFO", "lens")
    for name in BAD_NAMES:
        with refused(desk):
            add_weight_set(desk, scene.initiative, name, "lens")
    for name in ("cfo", "official"):
        with refused(desk, DuplicateNameError):
            add_weight_set(desk, scene.initiative, name, "lens")
    with refused(desk, OfficialSetError):
        add_weight_set(desk, scene.initiative, "Mine", "official")
    with refused(desk, OtherInitiativeError):
        add_weight_set(desk, scene.other_initiative, "Copied", "lens", like=cfo)
    with refused(desk, NotFoundError):
        set_weight(desk, cfo, scene.other_criterion, 5)
    with refused(desk, OutOfRangeError):
        set_weight(desk, cfo, scene.price, -1)
    for act in (remove_weight_set, load_weight_set):
        with refused(desk, NotFoundError):
            act(desk, 99)


def test_frozen_weights_that_nobody_touched_have_nothing_to_disclose(desk, scene):
    assert disclosed(desk, scene) is None
    freeze_weights(desk, scene.initiative, "Steering committee")
    found = disclosed(desk, scene)
    assert found is not None
    assert (found.frozen_by, found.changes, found.is_changed, found.is_order_changed) == (
        "Steering committee", (), False, False,
    )  # fmt: skip
    assert found.then == found.now
    for each, factor in ((scene.group, 2), (scene.lead_time, 2), (scene.price, 2)):
        weight = next(one.weight for one in read(desk, scene).criteria if one.id == each)
        update_criterion(desk, each, "weight", weight * factor)  # other numbers, same shares
    found = disclosed(desk, scene)
    assert found is not None
    assert not found.is_changed


def test_a_later_change_is_disclosed_with_both_rankings_and_its_reason(desk, scene):
    freeze_weights(desk, scene.initiative, "Board")
    change_weight(desk, scene.price, 80)
    explain_changed_weights(desk, scene.initiative, " Budget was cut ")
    found = disclosed(desk, scene)
    assert found is not None
    assert [(each.name, round(each.then or 0, 3), round(each.now or 0, 3)) for each in found.changes] == [
        ("Service", 0.6, 0.171), ("Lead time", 0.1, 0.029), ("Price", 0.3, 0.8),
    ]  # fmt: skip
    assert [each.name for each in found.then] == ["Acme", "In-house"]
    assert [each.name for each in found.now] == ["In-house", "Acme"]
    assert found.then[0].total == pytest.approx(71)
    assert (found.reason, found.is_order_changed) == ("Budget was cut", True)


def test_a_group_frozen_without_weight_does_not_disclose_its_parts_when_it_gains_some(desk, scene):
    change_weight(desk, scene.group, 0)
    freeze_weights(desk, scene.initiative, "Board")
    change_weight(desk, scene.group, 60)
    found = disclosed(desk, scene)
    assert found is not None
    assert {each.name for each in found.changes} == {"Service", "Lead time", "Price"}


def test_criteria_that_came_or_went_are_disclosed(desk, scene):
    freeze_weights(desk, scene.initiative, "Board")
    new = add_criterion(desk, scene.initiative, "Culture", weight=25)
    delete_criterion(desk, scene.lead_time)
    found = disclosed(desk, scene)
    assert found is not None
    by_name = {each.name: each for each in found.changes}
    assert (by_name["Culture"].then, by_name["Culture"].criterion_id) == (None, new)
    assert by_name["Culture"].now == pytest.approx(25 / 115)
    assert (by_name["Lead time"].then, by_name["Lead time"].now) == (pytest.approx(0.1), None)
    assert "Quality" not in by_name  # its part of Service is what it was
    undo(desk)
    undo(desk)
    found = disclosed(desk, scene)
    assert found is not None
    assert not found.is_changed


def test_freezing_and_unfreezing_are_acts_in_the_history(desk, scene):
    freeze_weights(desk, scene.initiative, "Board")
    assert len(read(desk, scene).frozen) == 4
    with refused(desk, FrozenAlreadyError):
        freeze_weights(desk, scene.initiative, "Board")
    unfreeze_weights(desk, scene.initiative)
    assert read(desk, scene).frozen == ()
    assert read(desk, scene).initiative.weights_frozen_at is None
    undo(desk)
    assert len(read(desk, scene).frozen) == 4
    record_offers_opened(desk, scene.initiative)
    with refused(desk, OffersOpenedError):
        unfreeze_weights(desk, scene.initiative)
    found = disclosed(desk, scene)
    assert found is not None
    assert found.opened_at is not None
    record_offers_opened(desk, scene.initiative)  # again says nothing new
    record_offers_opened(desk, scene.initiative, opened=False)
    unfreeze_weights(desk, scene.initiative)
    for act in (
        lambda: unfreeze_weights(desk, scene.initiative),
        lambda: explain_changed_weights(desk, scene.initiative, "So"),
    ):
        with refused(desk, NotFrozenError):
            act()


def test_weights_that_are_none_cannot_be_frozen_and_somebody_must_do_it(desk, scene):
    with refused(desk, EmptyNameError, "Whoever freezes the weights"):
        freeze_weights(desk, scene.initiative, " ")
    update_criterion(desk, scene.other_criterion, "weight", 0)
    with refused(desk, NoWeightError):
        freeze_weights(desk, scene.other_initiative, "Board")


def test_a_window_follows_sets_and_freezing(desk, scene):
    live = LiveRanking(desk, scene.initiative)
    for act in (
        lambda: add_weight_set(desk, scene.initiative, "CFO", "lens"),
        lambda: set_weight(desk, 1, scene.price, 70),
        lambda: suppose_value(desk, 1, scene.candidate, scene.price, 200),
        lambda: freeze_weights(desk, scene.initiative, "Board"),
        lambda: undo(desk),
    ):
        tables: list[frozenset[str]] = []
        desk.journal.on_edit = tables.append
        act()
        for each in tables:
            live.follow(each)
        assert live.evaluation == read(desk, scene)
