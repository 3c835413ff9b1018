"""Rules about weights and the tree, each with a comparison that breaks it and one that does not."""

from dataclasses import replace

import pytest

from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.domain.initiative import Weighting
from outsource_desk.domain.ranking import Severity
from outsource_desk.domain.weighting import Elicitation, Elicited, Judgement, Purpose, WeightMethod, WeightSet
from tests.builders import evaluation
from tests.warned import only, said, warned, warned_later


def by_points(given):
    return replace(given, initiative=replace(given.initiative, weighting=Weighting.POINTS))


def found_by(given, elicitation):
    official = WeightSet(1, 1, "Official", Purpose.OFFICIAL, elicitations=(elicitation,))
    return replace(given, weight_sets=(official,))


def tree_of(groups, *, names="ABCDEFGH"):
    """Return criteria for groups of weights; each group weighs what its leaves weigh together."""
    criteria, number = [], 0
    for name, weights in groups.items():
        number += 1
        group = number
        criteria.append(Criterion(group, 1, None, name, sum(weights)))
        for weight in weights:
            number += 1
            criteria.append(Criterion(number, 1, group, f"{name}{number}", weight, maximum=100))
    return criteria


SPREAD_OUT = {"Acme": [10, 50, 60], "Globex": [0, 0, 0]}  # ranges 0.1, 0.5 and 0.6
SPREAD_ALIKE = {"Acme": [40, 50, 40], "Globex": [0, 0, 0]}


def test_w03_a_weight_that_the_spread_of_the_offers_makes_another_one():
    found = warned(evaluation(SPREAD_OUT, [50, 30, 20]), "W03")
    assert said(found[0]) == "A is to weigh 50 %, but by how far the candidates lie apart it weighs 16 %."
    assert found[0].criterion_id == 1
    assert warned(evaluation(SPREAD_ALIKE, [50, 30, 20]), "W03") == []


def test_w03_is_quiet_where_the_weights_were_found_by_looking_at_the_spread():
    swing = Elicitation(1, 1, None, WeightMethod.SWING, answers=(Elicited(1, 100),))
    assert warned(found_by(evaluation(SPREAD_OUT, [50, 30, 20]), swing), "W03") == []
    direct = replace(swing, method=WeightMethod.DIRECT)
    assert warned(found_by(evaluation(SPREAD_OUT, [50, 30, 20]), direct), "W03") != []


def test_w03_waits_until_every_value_is_known():
    assert warned(evaluation({"Acme": [10, 50, None], "Globex": [0, 0, 0]}, [50, 30, 20]), "W03") == []


def test_w05_is_quiet_once_somebody_says_why():
    equal = by_points(evaluation({"Acme": [1, 2, 3, 4]}, [25, 25, 25, 25]))
    note = Elicitation(1, 1, None, WeightMethod.DIRECT, note="Nobody could tell them apart")
    assert warned(equal, "W05") != []
    assert warned(found_by(equal, note), "W05") == []
    assert warned(found_by(equal, replace(note, note=" ")), "W05") != []
    assert warned(by_points(evaluation({"Acme": [1, 2, 3, 4]}, [40, 20, 20, 20])), "W05") == []


def test_w06_groups_that_weigh_as_much_as_the_number_of_their_parts():
    def given(**groups):
        tree = tree_of(groups)
        leaves = sum(map(len, groups.values()))
        return by_points(evaluation({"Acme": [1] * leaves}, [], criteria=tree))

    assert only(warned(given(A=[10] * 4, B=[10] * 2, C=[10] * 4), "W06")).severity is Severity.INFO
    assert warned(given(A=[12, 8, 10, 10], B=[20, 10], C=[10, 10, 5, 5]), "W06") == []
    assert warned(given(A=[10, 10], B=[10, 10], C=[10, 10]), "W06") == []
    assert warned(given(A=[10, 10], B=[10, 10, 10]), "W06") == []


def test_w07_many_criteria_and_criteria_that_hardly_count():
    many = only(warned(by_points(evaluation({"Acme": [1] * 34}, [1] * 33 + [2])), "W07"))
    assert many.text.startswith("There are 34 criteria; the lightest, ")
    small = only(warned(evaluation({"Acme": [1, 2]}, [99.5, 0.5]), "W07"))
    assert said(small) == "B weighs only 0.5 %, so it can hardly change anything."
    assert warned(by_points(evaluation({"Acme": [1] * 22}, [1.3] + [4.7] * 21)), "W07") == []
    assert warned(evaluation({"Acme": [1, 2]}, [100, 0]), "W07") == []


CONTRADICTING = {(1, 2): 3.0, (1, 3): 0.2, (2, 3): 3.0}  # consistency ratio 1.58 by Saaty's table
SOUND = {(1, 2): 3.0, (1, 3): 5.0, (2, 3): 3.0}  # 0.033
DOUBTFUL = {(1, 2): 2.0, (1, 3): 2.0, (2, 3): 3.0}


def by_pairs(judgements):
    pairs = tuple(Judgement(first, second, ratio) for (first, second), ratio in judgements.items())
    elicitation = Elicitation(1, 1, None, WeightMethod.PAIRWISE, judgements=pairs)
    return found_by(evaluation({"Acme": [1, 2, 3]}, [40, 30, 30]), elicitation)


def test_w08_judgements_that_contradict_each_other_stop_a_recommendation_where_they_are_beyond_use():
    warning = only(warned(by_pairs(CONTRADICTING), "W08"))
    assert warning.severity is Severity.BLOCK
    assert "(consistency ratio 1.58)" in warning.text
    assert warned(by_pairs(SOUND), "W08") == []
    doubtful = only(warned(by_pairs(DOUBTFUL), "W08"))
    assert doubtful.severity is Severity.WARN


def test_w08_says_nothing_of_judgements_that_leave_a_criterion_out():
    assert warned(by_pairs({(1, 2): 3.0}), "W08") == []


def by_swings(*answers, scores):
    elicitation = Elicitation(1, 1, None, WeightMethod.SWING, answers=answers)
    return found_by(evaluation(scores, [60, 40]), elicitation)


def test_w09_a_swing_that_was_judged_over_another_spread():
    answers = Elicited(1, 100, 0, 40), Elicited(2, 50, 0, 50)
    wider = {"Acme": [60, 50], "Globex": [0, 0]}
    warning = only(warned(by_swings(*answers, scores=wider), "W09"))
    assert warning.text == "When its swing was judged, the candidates lay 40.0 points apart on A; now it is 60.0."
    assert warned(by_swings(*answers, scores={"Acme": [44, 50], "Globex": [0, 0]}), "W09") == []


def test_w09_a_swing_without_a_step_and_swings_of_which_none_is_the_largest():
    flat = {"Acme": [30, 50], "Globex": [30, 0]}
    found = warned(by_swings(Elicited(1, 80), Elicited(2, 50), scores=flat), "W09")
    assert [each.text for each in found] == [
        "Among the swings of the top level none is the largest, with 100.",
        "A was given a swing, but there is no step: all candidates are worth the same.",
    ]
    assert warned(by_swings(Elicited(1, 0), Elicited(2, 100), scores=flat), "W09") == []


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("Data security controls", "Security controls for data", True),
        ("Quality", "quality", True),
        ("Data security", "Financial strength", False),
    ],
)
def test_w12_names_of_different_groups_that_are_much_alike(one, other, is_alike):
    tree = [
        Criterion(1, 1, None, "Build", 50),
        Criterion(2, 1, 1, one, 100, maximum=100),
        Criterion(3, 1, None, "Run", 50),
        Criterion(4, 1, 3, other, 100, maximum=100),
    ]
    given = evaluation({"Acme": [80, 60], "Globex": [60, 50]}, [], criteria=tree)
    assert bool(warned_later(given, "W12")) is is_alike
    siblings = [replace(each, parent_id=1) if each.id == 4 else each for each in tree if each.id != 3]
    siblings = [replace(each, weight=50) if each.parent_id else each for each in siblings]
    assert warned_later(replace(given, criteria=tuple(siblings)), "W12") == []


def test_w14_scores_that_move_together_among_five_candidates_or_more():
    names = ("Acme", "Globex", "Hooli", "Initech", "Umbrella")

    def given(first, second, among=names):
        return evaluation({name: [a, b] for name, a, b in zip(among, first, second, strict=False)}, [50, 50], maximum=5)

    together = [1, 2, 3, 4, 5], [1.5, 2, 3, 4, 5]
    warning = only(warned_later(given(*together), "W14"))
    assert "correlation 1.00" in warning.text or "correlation 0.99" in warning.text
    assert warned_later(given([1, 5, 2, 4, 3], [2, 3, 5, 1, 4]), "W14") == []
    assert warned_later(given(*together, among=names[:4]), "W14") == []


@pytest.mark.parametrize(
    ("other", "is_counted"),
    [
        ("Hourly rates", True),
        ("Cost of change", True),
        ("Stundensätze", True),
        ("Commercial terms and transparency", False),
        ("Price transparency", False),
        ("First-contact resolution rate", False),
    ],
)
def test_w15_money_that_is_judged_beside_the_price(other, is_counted):
    tree = [
        Criterion(1, 1, None, "Whole-life price", 60, measure=Measure.PRICE, worst=200, best=90),
        Criterion(2, 1, None, other, 40, maximum=100),
    ]
    found = warned(evaluation({"Acme": [100, 50], "Globex": [120, 70]}, [], criteria=tree), "W15")
    assert bool(found) is is_counted
    if found:
        assert only(found).text == f"Money is judged in 2 places: Whole-life price and {other}."


def test_w15_two_prices_and_no_price_at_all():
    price = Criterion(1, 1, None, "Build", 60, measure=Measure.PRICE, worst=200, best=90)
    two = [price, replace(price, id=2, name="Run", weight=40)]
    assert warned(evaluation({"Acme": [100, 95], "Globex": [120, 99]}, [], criteria=two), "W15") != []
    judged = [Criterion(1, 1, None, "Price", 60, maximum=5), Criterion(2, 1, None, "Fees", 40, maximum=5)]
    assert warned(evaluation({"Acme": [1, 2], "Globex": [2, 3]}, [], criteria=judged), "W15") == []
