"""Rules about the ranking and how far it can be trusted, with comparisons that break them and others that do not."""

from dataclasses import replace

import pytest

from outsource_desk.domain.robustness import Dominance
from outsource_desk.services.case import case_of
from outsource_desk.services.ranking import ranking_of
from outsource_desk.services.robustness import robustness_of
from outsource_desk.services.rules.robustness import Trial, dominated_first, is_near
from tests.builders import evaluation, with_gate
from tests.warned import only, said, warned, warned_later

WEIGHTS = [25, 20, 15, 20, 10, 10]
SCORES = {
    "Alder": [80, 60, 70, 64, 60, 60],
    "Birch": [66, 76, 70, 70, 70, 66],
    "Cedar": [90, 20, 80, 88, 80, 70],
}
TOTALS = {"Alder": 67.3, "Birch": 69.8, "Cedar": 71.1}


def three(*, is_gated=True):
    given = evaluation(SCORES, WEIGHTS)
    return with_gate(given, "B", 60) if is_gated else given


def test_w50_and_w02_of_three_offers_with_a_gate():
    assert only(warned(three(), "W50")).text.startswith("Cedar leads on points but fails a gate")
    assert [each.where for each in warned(three(), "W02")] == ["C"]
    assert {one.candidate.name: round(one.total, 6) for one in ranking_of(three()).standings} == TOTALS


def test_w51_a_very_weak_score_of_the_first():
    weak = evaluation({"Acme": [1, 5], "Globex": [2.5, 3]}, [5, 95], maximum=5)
    assert only(warned(weak, "W51")).text == "Acme is first with 1 of 5 on A."
    assert warned(evaluation({"Acme": [2.5, 5], "Globex": [2.5, 3]}, [5, 95], maximum=5), "W51") == []
    assert warned(evaluation({"Acme": [1, 5], "Globex": [2.5, 3]}, [2, 98], maximum=5), "W51") == []


def test_w52_a_method_that_forgives_less_and_prefers_somebody_else():
    """Without the gate Cedar has the highest sum, 71.1, but Birch the highest geometric mean, 69.71 against 62.80."""
    assert only(warned_later(three(is_gated=False), "W52")).text == (
        "A method that forgives weak spots less puts Birch first, not Cedar."
    )
    assert warned_later(three(), "W52") == []


def test_w54_the_weight_that_turns_the_first_place_where_it_is_near():
    """Alder overtakes Birch where the first weight goes from 0.25 to 0.3636, or the second from 0.20 to 0.0519."""
    assert warned_later(three(), "W54") == []
    near = evaluation({"Alder": [80, 60], "Birch": [66, 72.5]}, [45, 55])
    warning = only(warned_later(near, "W54"))
    assert said(warning).startswith("If A weighed 47.2 % instead of 45.0 %, Alder would come first")
    assert warning.criterion_id in (1, 2)


@pytest.mark.parametrize(("now", "needed", "expected"), [(0.25, 0.28, True), (0.25, 0.36, False)])
def test_w54_goes_by_a_distance_of_five_hundredths(now, needed, expected):
    assert is_near(abs(needed - now), 0.05) is expected


def test_w55_a_first_place_that_few_weightings_confirm():
    """Of many weightings near the agreed one 95 % put Birch first."""
    assert warned_later(three(), "W55") == []
    close = evaluation({"Alder": [90, 10, 50], "Birch": [10, 90, 50.2], "Cedar": [50, 50, 49.9]}, [40, 40, 20])
    assert only(warned_later(close, "W55")).text.startswith("Birch comes first in only ")


def test_w56_a_first_place_that_is_dominated():
    given = evaluation({"Alder": [3, 3, 4], "Birch": [3, 3.5, 4]}, [40, 30, 30], maximum=5)
    ranking = ranking_of(given)
    case = case_of(given, ranking)
    assert case is not None
    robustness = robustness_of(case)
    assert [*dominated_first(Trial(case, robustness))] == []  # a sum never puts a dominated candidate first
    leader = robustness.leader_id
    assert leader == 2
    against = replace(robustness, dominance=(Dominance(better_id=1, worse_id=leader),))
    (found,) = dominated_first(Trial(case, against))
    assert found.fields == {"first": "Birch", "second": "Alder"}


def test_w57_totals_that_are_printed_alike():
    alike = evaluation({"Acme": [69.84], "Globex": [69.81]}, [100])
    assert only(warned(alike, "W57")).text == "Acme and Globex both show 69.8, yet one ranks above the other."
    assert warned(evaluation({"Acme": [69.8], "Globex": [69.6]}, [100]), "W57") == []
    assert warned(evaluation({"Acme": [69.8], "Globex": [69.8]}, [100]), "W57") == []


def test_w53_the_uncertainty_of_three_evaluators():
    """A lead of 2.5 points with a standard error of 1 on each side is too close to call."""
    torn = evaluation({"Acme": [[70, 75, 80]], "Globex": [[68, 72.5, 77]]}, [100])
    assert warned(torn, "W53") != []
    sure = evaluation({"Acme": [[75, 75, 75]], "Globex": [[72.5, 72.5, 72.5]]}, [100])
    assert warned(sure, "W53") == []
