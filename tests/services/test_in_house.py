from dataclasses import replace

import pytest

from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.domain.ranking import Verdict
from outsource_desk.services.in_house import against_in_house
from outsource_desk.services.ranking import ranking_of
from tests.builders import evaluation, with_gate

TREE = [
    Criterion(1, 1, None, "Quality", 50, maximum=100, step=0),
    Criterion(2, 1, None, "Price", 50, measure=Measure.PRICE, worst=200, best=100),
]


def compared(given, in_house="Own staff"):
    at_home = tuple(replace(each, vendor_id=None) if each.name == in_house else each for each in given.candidates)
    given = replace(given, candidates=at_home)
    return against_in_house(given, ranking_of(given))


def test_the_first_of_the_vendors_is_compared_in_points_and_price():
    found = compared(evaluation({"Own staff": [90, 150], "Acme": [50, 120], "Globex": [40, 190]}, [], criteria=TREE))
    assert found is not None
    assert (found.vendor.candidate.name, found.in_house.candidate.name) == ("Acme", "Own staff")
    assert (found.vendor_price, found.in_house_price) == (120, 150)
    assert found.verdict is Verdict.CLEAR


@pytest.mark.parametrize(
    ("points", "verdict"),
    [([48.5, 48.5], Verdict.TOO_CLOSE), ([20, 30], Verdict.CLEAR), ([20, None], Verdict.OPEN)],
)
def test_the_two_alone_are_judged_by_the_rule_of_the_ranking(points, verdict):
    given = evaluation({"Acme": [50, 50], "Globex": [49, 49], "Own staff": points}, [50, 50])
    found = compared(given)
    assert found is not None
    assert found.verdict is verdict


def test_there_is_nothing_to_compare_without_an_in_house_option_that_is_ranked():
    given = evaluation({"Own staff": [10], "Acme": [50]}, [100])
    assert compared(given, in_house="nobody") is None
    assert compared(with_gate(given, "A", 20)) is None
