"""Rules about scores and evaluators, each with scores that break it and scores that do not."""

from dataclasses import replace

import pytest

from outsource_desk.domain.criterion import Criterion, Curve, Direction, Measure
from outsource_desk.domain.panel import Conflict, Nature, Ruling
from outsource_desk.domain.ranking import Severity
from outsource_desk.domain.score import AgreedScore
from tests.builders import evaluation
from tests.warned import only, said, warned, warned_later


@pytest.mark.parametrize(
    ("scores", "is_torn"), [([1, 3, 5], True), ([3, 3, 3], False), ([2.5, 3.5, 4], False), ([2, 4], True)]
)
def test_w20_a_range_of_two_or_a_deviation_of_one(scores, is_torn):
    assert bool(warned(evaluation({"Acme": [scores]}, [100], maximum=5), "W20")) is is_torn


def columns(*rows):
    """Return points of several evaluators, one row each, as one entry for each leaf."""
    return [list(cell) for cell in zip(*rows, strict=True)]


LENIENT = [5, 5, 4, 5, 5, 4, 5, 5]
STRICT = [3, 3, 2, 4, 3, 2, 3, 3]
BETWEEN = [3.5, 4, 3, 4, 3.5, 3, 4, 3.5]


def test_w21_an_evaluator_who_is_far_above_or_below_the_panel():
    given = evaluation({"Acme": columns(LENIENT, STRICT, BETWEEN)}, [12.5] * 8, maximum=5)
    found = warned_later(given, "W21")
    assert [each.text for each in found] == [
        "Evaluator 1 scores 1.02 points of 5 above the panel on average, over 8 cells.",
        "Evaluator 2 scores 0.85 points of 5 below the panel on average, over 8 cells.",
    ]
    assert len({each.field for each in found}) == 2  # so that each can be answered
    near = evaluation({"Acme": columns([4, 4, 3, 5, 4, 3, 4, 4], STRICT, BETWEEN)}, [12.5] * 8, maximum=5)
    assert warned_later(near, "W21") == []
    few = evaluation({"Acme": columns(LENIENT[:7], STRICT[:7], BETWEEN[:7])}, [10] * 7, maximum=5)
    assert warned_later(few, "W21") == []


def test_w22_an_evaluator_who_favours_one_candidate():
    fair = [[3, 3]] * 6

    def given(fond):
        return evaluation({"Acme": fond, "Globex": fair, "Hooli": fair}, [15] * 6, maximum=5)

    warning = only(warned_later(given([[2, 5]] * 6), "W22"))
    assert warning.text == "Evaluator 2 rates Acme 1.0 points of 5 higher than is usual for this evaluator."
    assert warning.candidate_id == 1
    assert warned_later(given([[3, 5]] * 6), "W22") == []


def test_w23_the_same_score_almost_everywhere():
    same = [4, 4, 4, 4, 4, 4, 4, 4, 4, 3.5]
    warning = only(warned_later(evaluation({"Acme": same}, [10] * 10, maximum=5), "W23"))
    assert warning.text == "Evaluator 1 gave Acme the same score on 9 of 10 criteria."
    assert warned_later(evaluation({"Acme": [*same[:8], 3, 3.5]}, [10] * 10, maximum=5), "W23") == []


def test_w24_evaluators_who_would_choose_differently():
    torn = evaluation({"Acme": [[4, 2]], "Birch": [[3, 4]]}, [100], maximum=5)
    assert only(warned_later(torn, "W24")).text == (
        "By their own scores the evaluators would choose differently: Acme (Evaluator 1), Birch (Evaluator 2)."
    )
    agreed = evaluation({"Acme": [[4, 4]], "Birch": [[3, 3]]}, [100], maximum=5)
    assert warned_later(agreed, "W24") == []


def test_w25_a_candidate_without_a_score_where_others_have_one():
    warning = only(warned(evaluation({"Alder": [4, 3, 2], "Birch": [4, 3, None]}, [40, 30, 30], maximum=5), "W25"))
    assert warning.severity is Severity.BLOCK
    assert warning.text == "Birch has no score on C, where others have one."
    assert (warning.candidate_id, warning.criterion_id) == (2, 3)
    assert warned(evaluation({"Alder": [4, None], "Birch": [4, None]}, [50, 50], maximum=5), "W25") == []
    assert warned(evaluation({"Alder": [4, 3], "Birch": [None, None]}, [50, 50], maximum=5), "W25") == []
    assert warned(evaluation({"Alder": [4, 3], "Birch": [4, "n/a"]}, [50, 50], maximum=5), "W25") == []


def test_w26_the_bounds_of_an_open_score():
    given = evaluation(
        {"Alder": [80, None, 70, 64, 60, 60], "Birch": [66, 76, 70, 70, 70, 66]}, [25, 20, 15, 20, 10, 10]
    )
    assert only(warned(given, "W26")).text == "Alder could end between 55.3 and 75.3: B still open."


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([4, 4, 4, 4, 4, 3, 4, 4], "88 % of all scores are 4 of 5, so"),
        ([4, 4.5, 5, 4, 4.5, 5, 4, 3], "88 % of all scores are 4 of 5 or better, so"),
        ([2, 4, 3, 5, 1, 3, 4, 2], ""),
        ([4, 4, 4, 4, 4, 4, 4], ""),  # too few to tell
    ],
)
def test_w30_scores_that_do_not_tell_apart(points, words):
    found = warned_later(evaluation({"Acme": points}, [1] * len(points), maximum=5), "W30")
    assert [said(each).startswith(words) for each in found] == ([True] if words else [])


def test_w31_points_outside_their_scale_and_amounts_that_a_curve_says_nothing_of():
    scored = evaluation({"Acme": [7], "Globex": [3]}, [100], maximum=5)
    assert only(warned(scored, "W31")).text == "Acme, A: 7 points lie outside the scale from 0 to 5."
    agreed = replace(evaluation({"Acme": [4]}, [100], maximum=5), agreed=(AgreedScore(1, 1, 1, 6.0),))
    assert only(warned(agreed, "W31")).candidate_id == 1
    leaf = Criterion(
        1, 1, None, "Sites", 100, measure=Measure.MEASURED, direction=Direction.MAX, curve=Curve.DISCRETE,
        points=((1, 0), (2, 100)),
    )  # fmt: skip
    given = evaluation({"Acme": [3], "Globex": [2]}, [], criteria=[leaf])
    assert [each.text for each in warned(given, "W31")] == ["Acme, Sites: the value curve says nothing of 3."]
    assert warned(evaluation({"Acme": [1], "Globex": [2]}, [], criteria=[leaf]), "W31") == []


def price(**fields):
    return Criterion(1, 1, None, "Price", 100, measure=Measure.PRICE, **fields)


def test_w32_a_price_that_gives_the_more_points_the_dearer_it_is():
    offers = {"Acme": [100], "Globex": [120], "Hooli": [150]}
    wrong = evaluation(offers, [], criteria=[price(curve=Curve.PIECEWISE, points=((90, 0), (160, 100)))])
    assert only(warned(wrong, "W32")).severity is Severity.BLOCK
    right = evaluation(offers, [], criteria=[price(curve=Curve.PIECEWISE, points=((90, 100), (160, 0)))])
    assert warned(right, "W32") == []
    two = {"Acme": [100], "Globex": [120]}
    assert warned(evaluation(two, [], criteria=wrong.criteria), "W32") == []


def test_w33_scores_of_another_scale():
    kim = [1, 7, 8, 9, 6, 10, 5, 4, 8, 7]
    ten = evaluation({"Acme": columns(kim, [0, 3, 4, 5, 2, 1, 3, 4, 5, 2])}, [10] * 10, maximum=5)
    assert only(warned_later(ten, "W33")).text.startswith("Evaluator 1 gave 10 on a scale up to 5")
    one = evaluation(
        {"Acme": columns([1, 3, 4, 5, 2, 1, 3, 4, 5, 2], [0, 3, 4, 5, 2, 1, 3, 4, 5, 2])}, [10] * 10, maximum=5
    )
    assert only(warned_later(one, "W33")).text.startswith("Evaluator 1 never gave less than 1 in 10 scores")
    fine = evaluation({"Acme": [0, 3, 4, 5, 2, 1, 3, 4, 5, 2]}, [10] * 10, maximum=5)
    assert warned_later(fine, "W33") == []


def with_interest(given, candidate_id, **fields):
    conflict = Conflict(1, 1, candidate_id, Nature.EMPLOYMENT, "2026-03-01", **fields)
    return replace(given, conflicts=(conflict,))


def test_w34_somebody_with_an_interest_who_has_scored():
    given = evaluation({"Acme": [[3, 4]], "Globex": [[4, 4]]}, [100], maximum=5)
    warning = only(warned(with_interest(given, 1), "W34"))
    assert warning.severity is Severity.BLOCK
    assert warning.text == "Evaluator 1 declared an interest in Acme and has scored, but nobody has ruled on it."
    assert "in the outcome" in only(warned(with_interest(given, None), "W34")).text
    assert "stands back" in only(warned(with_interest(given, 1, ruling=Ruling.RECUSED), "W34")).text
    assert warned(with_interest(given, 1, ruling=Ruling.MANAGED), "W34") == []
    removed = replace(given, scores=tuple(each for each in given.scores if each.evaluator_id != 1))
    assert warned(with_interest(removed, 1, ruling=Ruling.RECUSED), "W34") == []
