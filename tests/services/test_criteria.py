import pytest

from outsource_desk.domain.criterion import Direction, Measure
from outsource_desk.domain.errors import (
    CycleError,
    DuplicateNameError,
    HasScoresError,
    NotANumberError,
    NotFoundError,
    OtherInitiativeError,
    OutOfRangeError,
    OutOfScaleError,
    TooDeepError,
    UnknownChoiceError,
)
from outsource_desk.domain.measure_errors import ScoredAlreadyError
from outsource_desk.domain.weights import AllLockedError, WeightsTooLargeError
from outsource_desk.services.criteria import (
    DEPTH_LIMIT,
    add_criterion,
    balance_weights,
    change_weight,
    delete_criterion,
    list_criteria,
    load_criterion,
    move_criterion,
    set_anchors,
    update_criterion,
)
from outsource_desk.services.initiatives import add_initiative, update_initiative
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.scoring import agree_score, record_amount, record_score
from tests.scene import BAD_NAMES, BAD_TEXTS, NO_IDS, NO_NUMBERS, build_scene, refused, refused_each


@pytest.fixture
def scene(desk):
    return build_scene(desk)


def names(desk, scene):
    return [criterion.name for criterion in list_criteria(desk, scene.initiative)]


def test_a_criterion_keeps_every_field_as_it_was_given(desk, scene):
    fields = {
        "weight": 12.5, "ask": "How soon?\nAnd why?", "measure": "measured", "maximum": 10.0, "step": 0.25,
        "direction": "min", "unit": "h", "worst": 48.0, "best": 4.0, "minimum": 24.0, "is_gate": True,
        "is_locked": True, "code": "T1",
    }  # fmt: skip
    criterion_id = add_criterion(desk, scene.initiative, " Time  to repair ", parent_id=scene.group, **fields)
    kept = load_criterion(desk, criterion_id)
    assert (kept.name, kept.parent_id) == ("Time to repair", scene.group)
    assert {field: getattr(kept, field) for field in fields} == fields
    assert kept.direction is Direction.MIN


def test_a_criterion_needs_no_more_than_a_name(desk, scene):
    kept = load_criterion(desk, add_criterion(desk, scene.initiative, "Culture"))
    assert (kept.weight, kept.measure, kept.maximum, kept.step) == (0, Measure.JUDGED, 5, 0.5)
    assert (kept.direction, kept.minimum, kept.is_gate, kept.anchors) == (None, None, False, ())


def test_groups_come_right_before_their_parts_in_the_order_they_were_made(desk, scene):
    add_criterion(desk, scene.initiative, "People", parent_id=scene.group)
    assert names(desk, scene) == ["Service", "Quality", "People", "Lead time", "Price"]


def test_a_name_that_nobody_could_read_is_refused(desk, scene):
    for name in BAD_NAMES:
        with refused(desk, saying="The criterion"):
            add_criterion(desk, scene.initiative, name)
        with refused(desk, saying="The criterion"):
            update_criterion(desk, scene.quality, "name", name)
        with refused(desk):
            set_anchors(desk, scene.quality, {3: name * 5 if isinstance(name, str) else name})


def test_siblings_never_share_a_name_but_cousins_may(desk, scene):
    for name in ("price", " PRICE "):
        with refused(desk, DuplicateNameError, "“Price” exists already"):
            add_criterion(desk, scene.initiative, name)
        with refused(desk, DuplicateNameError):
            update_criterion(desk, scene.lead_time, "name", name)
    cousin = add_criterion(desk, scene.initiative, "Price", parent_id=scene.group)
    with refused(desk, DuplicateNameError):
        move_criterion(desk, cousin, None)


def test_texts_that_cannot_be_kept_are_refused(desk, scene):
    for text in BAD_TEXTS:
        for field in ("ask", "unit", "code"):
            with refused(desk):
                update_criterion(desk, scene.quality, field, text)


def test_numbers_that_are_none_are_refused_in_every_field(desk, scene):
    for value in NO_NUMBERS:
        for field in ("weight", "maximum", "step", "worst", "best", "minimum"):
            with refused(desk, NotANumberError):
                add_criterion(desk, scene.initiative, "New", **{field: value})
            with refused(desk, NotANumberError):
                update_criterion(desk, scene.quality, field, value)
        if not isinstance(value, list):
            with refused(desk, NotANumberError):
                set_anchors(desk, scene.quality, {value: "Good"})


@pytest.mark.parametrize(
    ("field", "value"),
    [("weight", -1), ("weight", 1e16), ("maximum", 0), ("maximum", -5), ("maximum", 1e13), ("step", -0.5), ("step", 6)],
)
def test_numbers_outside_the_range_of_a_field_are_refused(desk, scene, field, value):
    with refused(desk, OutOfRangeError):
        add_criterion(desk, scene.initiative, "New", **{field: value})
    with refused(desk, OutOfRangeError):
        update_criterion(desk, scene.quality, field, value)


def test_end_points_that_arithmetic_could_not_bear_are_refused(desk, scene):
    for field in ("worst", "best", "minimum"):
        with refused(desk, OutOfRangeError, "between -1e+15 and 1e+15"):
            update_criterion(desk, scene.price, field, 1e300)


@pytest.mark.parametrize(
    ("field", "value"), [("measure", "guessed"), ("direction", "up"), ("position", 3), ("parent_id", 1)]
)
def test_a_choice_or_field_that_does_not_exist_is_refused(desk, scene, field, value):
    with refused(desk, UnknownChoiceError, "It is one of"):
        update_criterion(desk, scene.quality, field, value)


def test_a_direction_and_end_points_may_be_taken_back(desk, scene):
    update_criterion(desk, scene.lead_time, "direction", "min")
    for field in ("direction", "worst", "best"):
        update_criterion(desk, scene.lead_time, field, None)
    kept = load_criterion(desk, scene.lead_time)
    assert (kept.direction, kept.worst, kept.best) == (None, None, None)


def test_minimum_and_anchors_of_a_judged_criterion_lie_on_its_scale(desk, scene):
    for value in (-0.5, 5.5):
        with refused(desk, OutOfScaleError, "scale from 0 to 5"):
            add_criterion(desk, scene.initiative, "New", minimum=value)
        with refused(desk, OutOfScaleError):
            add_criterion(desk, scene.initiative, "New", anchors={value: "Odd"})
        with refused(desk, OutOfScaleError):
            update_criterion(desk, scene.quality, "minimum", value)
        with refused(desk, OutOfScaleError):
            set_anchors(desk, scene.quality, {value: "Odd"})


def test_an_amount_has_no_scale_so_its_minimum_may_be_anything(desk, scene):
    update_criterion(desk, scene.lead_time, "minimum", -400)
    set_anchors(desk, scene.lead_time, {120: "Too late"})
    assert load_criterion(desk, scene.lead_time).minimum == -400
    volume = add_criterion(desk, scene.initiative, "Volume", measure="measured", anchors={120: "Plenty"})
    with refused(desk, OutOfScaleError, "120 points"):
        update_criterion(desk, volume, "measure", "judged")


def test_a_step_wider_than_the_scale_is_refused_for_every_measure(desk, scene):
    for measure in Measure:
        with refused(desk, OutOfRangeError, "The step of the scale must be between 0 and 0.1; 0.5 is not."):
            add_criterion(desk, scene.initiative, "New", measure=measure, maximum=0.1)


def test_a_scale_cannot_shrink_below_points_that_were_given(desk, scene):
    set_anchors(desk, scene.quality, {})
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    with refused(desk, OutOfScaleError, "4 points are not on the scale from 0 to 3"):
        update_criterion(desk, scene.quality, "maximum", 3)
    agree_score(desk, scene.candidate, scene.quality, 4.5, rationale="Seen on site")
    with refused(desk, OutOfScaleError, "4.5 points"):
        update_criterion(desk, scene.quality, "maximum", 4)
    update_criterion(desk, scene.quality, "maximum", 4.5)


def test_a_scale_cannot_shrink_below_its_anchors(desk, scene):
    with refused(desk, OutOfScaleError, "5 points are not on the scale from 0 to 3"):
        update_criterion(desk, scene.quality, "maximum", 3)


def test_a_scored_criterion_cannot_become_a_group_nor_points_amounts(desk, scene):
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    record_amount(desk, scene.candidate, scene.price, 120)
    for scored in (scene.quality, scene.price):
        with refused(desk, HasScoresError):
            add_criterion(desk, scene.initiative, "Part", parent_id=scored)
        with refused(desk, HasScoresError):
            move_criterion(desk, scene.lead_time, scored)
    for scored, measure in ((scene.quality, "measured"), (scene.quality, "price"), (scene.price, "judged")):
        with refused(desk, ScoredAlreadyError, "points cannot become amounts"):
            update_criterion(desk, scored, "measure", measure)
    update_criterion(desk, scene.quality, "measure", "judged")


def test_a_criterion_never_becomes_part_of_itself(desk, scene):
    deep = add_criterion(desk, scene.initiative, "Depth", parent_id=scene.quality)
    for parent in (scene.group, scene.quality, deep):
        with refused(desk, CycleError, "“Service” cannot be moved into one of its own parts"):
            move_criterion(desk, scene.group, parent)


def test_a_criterion_moves_with_its_parts_to_the_end_of_the_new_group(desk, scene):
    move_criterion(desk, scene.lead_time, scene.group)
    assert names(desk, scene) == ["Service", "Quality", "Lead time", "Price"]
    move_criterion(desk, scene.group, None)
    assert names(desk, scene) == ["Price", "Service", "Quality", "Lead time"]


def written_since(desk, revision):
    """Return (row, columns that changed) for each row that was written after a revision."""
    return [
        (change.row_id, {name for name in change.after if change.before[name] != change.after[name]})
        for change in desk.journal.changes(revision)
    ]


@pytest.mark.parametrize(
    ("position", "order"),
    [
        (0, ["Price", "Service", "Lead time"]),
        (1, ["Service", "Price", "Lead time"]),
        (2, ["Service", "Lead time", "Price"]),
        (99, ["Service", "Lead time", "Price"]),
        (None, ["Service", "Lead time", "Price"]),
    ],
)
def test_a_criterion_takes_the_place_it_is_given_among_its_siblings(desk, scene, position, order):
    move_criterion(desk, scene.price, None, position)
    assert [each.name for each in list_criteria(desk, scene.initiative) if each.parent_id is None] == order


def test_a_criterion_is_put_between_the_parts_of_another_group(desk, scene):
    add_criterion(desk, scene.initiative, "People", parent_id=scene.group)
    for position in (1, 0, 2):
        move_criterion(desk, scene.price, scene.group, position)
        parts = [each.id for each in list_criteria(desk, scene.initiative) if each.parent_id == scene.group]
        assert parts.index(scene.price) == position
        move_criterion(desk, scene.price, None, 0)
        assert names(desk, scene) == ["Price", "Service", "Quality", "People", "Lead time"]


def test_a_move_writes_only_the_rows_between_and_one_undo_takes_it_back(desk, scene):
    last = add_criterion(desk, scene.initiative, "Fit")
    order, revision, fingerprint = names(desk, scene), desk.journal.revision, desk.journal.fingerprint
    move_criterion(desk, scene.price, None, 1)
    assert desk.journal.revision == revision + 1
    assert sorted(written_since(desk, revision)) == [(scene.lead_time, {"position"}), (scene.price, {"position"})]
    desk.journal.undo()
    assert (names(desk, scene), desk.journal.fingerprint) == (order, fingerprint)
    revision = desk.journal.revision
    move_criterion(desk, scene.group, None)
    assert written_since(desk, revision) == [(scene.group, {"position"})]
    revision = desk.journal.revision
    move_criterion(desk, scene.group, None)
    move_criterion(desk, last, None, 2)
    assert desk.journal.revision == revision


def test_siblings_of_one_position_are_told_apart_when_one_moves(desk, scene):
    with desk.edit("As an older file may have it"):
        desk.connection.execute("UPDATE criterion SET position = 1 WHERE initiative_id = ?", [scene.initiative])
    move_criterion(desk, scene.price, None, 0)
    assert names(desk, scene) == ["Price", "Service", "Quality", "Lead time"]
    move_criterion(desk, scene.price, None, 1)
    assert names(desk, scene) == ["Service", "Quality", "Price", "Lead time"]


def test_a_position_that_is_none_is_refused(desk, scene):
    for value in (*NO_NUMBERS, -1):
        with refused(desk, saying="The position"):
            move_criterion(desk, scene.price, None, value)


def test_a_group_with_its_parts_never_moves_deeper_than_the_tree_may_grow(desk, scene):
    parent = None
    for level in range(DEPTH_LIMIT - 1):
        parent = add_criterion(desk, scene.initiative, f"Level {level}", parent_id=parent)
    with refused(desk, TooDeepError):
        move_criterion(desk, scene.group, parent)
    move_criterion(desk, scene.price, parent)


def weights(desk, *criterion_ids):
    return [load_criterion(desk, each).weight for each in criterion_ids]


def test_a_changed_weight_is_made_up_for_by_the_unlocked_siblings(desk, scene):
    update_criterion(desk, scene.lead_time, "is_locked", True)
    assert load_criterion(desk, scene.lead_time).is_locked
    revision = desk.journal.revision
    change_weight(desk, scene.group, 45)
    assert weights(desk, scene.group, scene.lead_time, scene.price) == [45, 10, 45]
    assert sorted(row for row, _ in written_since(desk, revision)) == [scene.group, scene.price]
    update_criterion(desk, scene.lead_time, "is_locked", False)
    change_weight(desk, scene.group, 78)
    assert weights(desk, scene.group, scene.lead_time, scene.price, scene.quality) == [78, 4, 18, 100]
    assert [edit.label for edit in desk.journal.edits(revision)] == ["Change weight", "Unlock weight", "Change weight"]


def test_dragging_a_weight_is_one_step(desk, scene):
    fingerprint = desk.journal.fingerprint
    for weight in (50, 40, 30):
        change_weight(desk, scene.group, weight)
    assert weights(desk, scene.group, scene.lead_time, scene.price) == [30, 17.5, 52.5]
    desk.journal.undo()
    assert desk.journal.fingerprint == fingerprint


def test_points_keep_the_sum_they_had(desk, scene):
    update_initiative(desk, scene.initiative, "weighting", "points")
    for criterion, weight in {scene.group: 5, scene.lead_time: 3, scene.price: 2}.items():
        update_criterion(desk, criterion, "weight", weight)
    change_weight(desk, scene.group, 6)
    assert weights(desk, scene.group, scene.lead_time, scene.price) == [6, 2.4, 1.6]
    balance_weights(desk, scene.initiative, None)
    assert weights(desk, scene.group, scene.lead_time, scene.price) == [60, 24, 16]


def test_a_level_is_brought_to_100_and_the_others_are_left_alone(desk, scene):
    for criterion, weight in {scene.group: 0, scene.lead_time: 0, scene.price: 40, scene.quality: 7}.items():
        update_criterion(desk, criterion, "weight", weight)
    update_criterion(desk, scene.price, "is_locked", True)
    revision = desk.journal.revision
    balance_weights(desk, scene.initiative, None)
    assert weights(desk, scene.group, scene.lead_time, scene.price, scene.quality) == [30, 30, 40, 7]
    balance_weights(desk, scene.initiative, scene.group)
    assert weights(desk, scene.quality) == [100]
    balance_weights(desk, scene.initiative, scene.group)
    balance_weights(desk, scene.initiative, scene.quality)  # has no parts
    assert [edit.label for edit in desk.journal.edits(revision)] == ["Balance weights", "Balance weights"]


def test_weights_that_cannot_be_made_up_for_are_refused(desk, scene):
    for locked in (scene.lead_time, scene.price):
        update_criterion(desk, locked, "is_locked", True)
    with refused(desk, AllLockedError):
        change_weight(desk, scene.group, 50)
    update_criterion(desk, scene.lead_time, "is_locked", False)
    with refused(desk, WeightsTooLargeError, "add up to 105, more than 100"):
        change_weight(desk, scene.group, 75)
    update_criterion(desk, scene.price, "weight", 120)
    with refused(desk, WeightsTooLargeError):
        balance_weights(desk, scene.initiative, None)
    for value in (*NO_NUMBERS, -1, 1e16):
        with refused(desk, saying="The weight"):
            change_weight(desk, scene.group, value)
    for unknown in NO_IDS:
        refused_each(
            desk,
            NotFoundError,
            [
                (change_weight, unknown, 5),
                (balance_weights, unknown, None),
                (balance_weights, scene.initiative, unknown),
            ],
        )
    with refused(desk, OtherInitiativeError):
        balance_weights(desk, scene.initiative, scene.other_criterion)


def test_criteria_of_two_initiatives_never_mix(desk, scene):
    with refused(desk, OtherInitiativeError, "“Service” and “Payroll” belong to different initiatives"):
        add_criterion(desk, scene.other_initiative, "New", parent_id=scene.group)
    with refused(desk, OtherInitiativeError):
        move_criterion(desk, scene.quality, scene.other_criterion)


def test_unknown_ids_are_refused(desk, scene):
    for unknown in NO_IDS:
        refused_each(
            desk,
            NotFoundError,
            [
                (add_criterion, unknown, "New"),
                (load_criterion, unknown),
                (update_criterion, unknown, "weight", 1),
                (set_anchors, unknown, {1: "Poor"}),
                (move_criterion, unknown, None),
                (move_criterion, scene.quality, unknown),
                (delete_criterion, unknown),
            ],
        )
        with refused(desk, NotFoundError):
            add_criterion(desk, scene.initiative, "New", parent_id=unknown)


def test_anchors_become_exactly_what_is_given_and_those_kept_are_not_written_again(desk, scene):
    set_anchors(desk, scene.quality, {5: "Proven", 2.5: "Shown once"})
    assert load_criterion(desk, scene.quality).anchors == ((2.5, "Shown once"), (5, "Proven"))
    changes = desk.journal.changes(desk.journal.revision - 1)
    assert sorted((change.before is None, change.after is None) for change in changes) == [(False, True), (True, False)]
    revision = desk.journal.revision
    set_anchors(desk, scene.quality, {2.5: "Shown once", 5: "Proven"})
    assert desk.journal.revision == revision


def test_deleting_a_group_takes_its_parts_and_their_scores(desk, scene):
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    delete_criterion(desk, scene.group)
    assert names(desk, scene) == ["Lead time", "Price"]
    assert load_evaluation(desk, scene.initiative).scores == ()


def test_a_tree_never_grows_deeper_than_anybody_can_weigh(desk):
    initiative_id = add_initiative(desk, "Deep")
    parent = None
    for level in range(DEPTH_LIMIT):
        parent = add_criterion(desk, initiative_id, f"Level {level}", parent_id=parent, weight=1)
    with refused(desk, TooDeepError):
        add_criterion(desk, initiative_id, "One more", parent_id=parent)
