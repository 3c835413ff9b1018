import pytest

from outsource_desk.domain.errors import NotFoundError, OutOfRangeError
from outsource_desk.services.criteria import add_criterion, list_criteria, update_criterion
from outsource_desk.services.history import undo
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.what_if import LockedWeightsError, use_share
from tests.scene import refused


@pytest.fixture
def tree(desk):
    """Quality 60 with Skill 30 and Culture 70 inside it, Price 40."""
    initiative = add_initiative(desk, "Payroll")
    quality = add_criterion(desk, initiative, "Quality", weight=60)
    skill = add_criterion(desk, initiative, "Skill", parent_id=quality, weight=30)
    culture = add_criterion(desk, initiative, "Culture", parent_id=quality, weight=70)
    price = add_criterion(desk, initiative, "Price", weight=40)
    return initiative, quality, skill, culture, price


def shares(desk, initiative):
    return ranking_of(load_evaluation(desk, initiative)).weights


def test_a_leaf_inside_a_group_takes_a_share_of_the_whole_and_the_others_keep_their_proportions(desk, tree):
    initiative, quality, skill, culture, price = tree
    use_share(desk, skill, 0.344)  # of 0.18; the others shrink by (1 - 0.344) / (1 - 0.18) = 0.8
    found = shares(desk, initiative)
    assert found[skill] == pytest.approx(0.344, abs=1e-4)
    assert found[culture] == pytest.approx(0.42 * 0.8, abs=1e-4)
    assert found[price] == pytest.approx(0.4 * 0.8, abs=1e-4)
    assert found[quality] == pytest.approx(0.68, abs=1e-4)


def test_a_group_keeps_the_proportions_inside_it(desk, tree):
    initiative, quality, skill, culture, price = tree
    use_share(desk, quality, 0.3)
    weights = {each.id: each.weight for each in list_criteria(desk, initiative)}
    assert weights == {quality: 30, skill: 30, culture: 70, price: 70}


def test_it_is_one_step_and_can_be_undone(desk, tree):
    initiative, _, skill, *_ = tree
    before = list_criteria(desk, initiative)
    use_share(desk, skill, 0.5)
    assert desk.journal.undo_label == "Use weight that was tried"
    undo(desk)
    assert list_criteria(desk, initiative) == before


def test_levels_still_add_up_to_what_they_did(desk, tree):
    initiative, quality, skill, culture, price = tree
    use_share(desk, skill, 1 / 3)
    weights = {each.id: each.weight for each in list_criteria(desk, initiative)}
    assert weights[quality] + weights[price] == pytest.approx(100, abs=1e-9)
    assert weights[skill] + weights[culture] == pytest.approx(100, abs=1e-9)


def test_a_whole_share_leaves_nothing_to_the_others(desk, tree):
    initiative, _, skill, culture, price = tree
    use_share(desk, skill, 1.0)
    found = shares(desk, initiative)
    assert (found[skill], found[culture], found[price]) == (1.0, 0.0, 0.0)


def test_locked_weights_are_not_moved(desk, tree):
    _, _, skill, _, price = tree
    update_criterion(desk, price, "is_locked", True)
    with refused(desk, LockedWeightsError, "The weight of “Price” is locked"):
        use_share(desk, skill, 0.5)


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_outside_of_the_whole_is_refused(desk, tree, share):
    with refused(desk, OutOfRangeError):
        use_share(desk, tree[1], share)


def test_a_criterion_that_is_not_there_is_refused(desk, tree):
    with refused(desk, NotFoundError):
        use_share(desk, 999, 0.5)
