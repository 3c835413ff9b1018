import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.domain.criterion import (
    Criterion,
    Direction,
    Measure,
    criterion_paths,
    global_weights,
    in_tree_order,
    leaves_of,
)


def node(number, parent=None, weight=0.0, name=""):
    return Criterion(number, 1, parent, name or f"C{number}", weight)


# 60 % Service (75 People, 25 Method), 40 % Terms
TREE = (node(1, None, 60), node(2, 1, 75), node(3, 1, 25), node(4, None, 40))


def test_leaves_are_the_criteria_without_parts():
    assert [leaf.id for leaf in leaves_of(TREE)] == [2, 3, 4]
    assert leaves_of(()) == ()


def test_groups_come_before_their_parts_and_siblings_keep_their_order():
    mixed = [node(5, 3), node(1), node(4, 3), node(2, 1), node(3)]
    assert [each.id for each in in_tree_order(mixed)] == [1, 2, 3, 5, 4]


def test_a_circle_without_a_way_in_is_left_out_rather_than_followed_for_ever():
    assert [each.id for each in in_tree_order([node(1), node(2, 3), node(3, 2)])] == [1]


def test_shares_multiply_down_the_path():
    assert global_weights(TREE) == pytest.approx({1: 0.6, 2: 0.45, 3: 0.15, 4: 0.4})


def test_a_dropped_leaf_leaves_its_share_to_its_siblings():
    assert global_weights(TREE, frozenset({3})) == pytest.approx({1: 0.6, 2: 0.6, 3: 0, 4: 0.4})


def test_a_group_whose_parts_are_all_dropped_leaves_its_share_to_the_other_groups():
    assert global_weights(TREE, frozenset({2, 3})) == pytest.approx({1: 0, 2: 0, 3: 0, 4: 1})


def test_a_group_whose_parts_all_weigh_nothing_leaves_its_share_to_the_others():
    tree = (node(1, None, 60), node(2, 1, 0), node(4, None, 40))
    assert global_weights(tree) == {1: 0, 2: 0, 4: 1}


def test_without_any_weight_all_shares_are_zero():
    assert global_weights((node(1), node(2, 1), node(3))) == {1: 0, 2: 0, 3: 0}


@st.composite
def trees(draw):
    count = draw(st.integers(1, 12))
    weights = st.floats(0, 1e15, allow_subnormal=False)
    parents = [draw(st.sampled_from([None, *range(1, number)])) for number in range(1, count + 1)]
    return in_tree_order(node(number, parent, draw(weights)) for number, parent in enumerate(parents, start=1))


@given(trees())
def test_leaves_add_up_to_the_whole_or_to_nothing(tree):
    shares = global_weights(tree)
    total = sum(shares[leaf.id] for leaf in leaves_of(tree))
    assert total == pytest.approx(1) or total == 0
    for group in tree:
        parts = [shares[each.id] for each in tree if each.parent_id == group.id]
        if parts:
            assert sum(parts) == pytest.approx(shares[group.id])


@given(trees())
def test_every_criterion_of_a_tree_is_listed_once(tree):
    assert len({each.id for each in tree}) == len(tree)
    assert {each.id for each in in_tree_order(reversed(tree))} == {each.id for each in tree}


def test_criteria_of_the_same_name_are_told_apart_by_their_groups():
    tree = (node(1, name="Cost"), node(2, 1, name="Other"), node(3, name="Risk"), node(4, 3, name="Other"), node(5, 3))
    assert criterion_paths(tree) == {1: "Cost", 2: "Cost / Other", 3: "Risk", 4: "Risk / Other", 5: "C5"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"measure": Measure.JUDGED, "worst": 9, "best": 1}, False),
        ({"measure": Measure.MEASURED, "worst": 9, "best": 1, "direction": Direction.MAX}, True),
        ({"measure": Measure.MEASURED, "worst": 1, "best": 9, "direction": Direction.MIN}, False),
        ({"measure": Measure.MEASURED, "direction": Direction.MIN}, True),
        ({"measure": Measure.MEASURED, "worst": 5, "best": 5}, False),
        ({"measure": Measure.MEASURED}, False),
        ({"measure": Measure.PRICE}, True),
        ({"measure": Measure.PRICE, "worst": 1, "best": 9}, False),
    ],
)
def test_end_points_say_which_way_is_better_before_anything_else_does(fields, expected):
    assert Criterion(1, 1, None, "A", **fields).less_is_better is expected
