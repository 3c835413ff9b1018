"""Rules about prices, each with offers that break it and offers that do not."""

from dataclasses import replace

import pytest

from outsource_desk.domain.criterion import Criterion, Curve, Measure
from outsource_desk.domain.ranking import Severity
from tests.builders import evaluation, with_gate
from tests.warned import only, said, warned, warned_later


def price(**fields):
    return Criterion(1, 1, None, "Price", 100, measure=Measure.PRICE, **fields)


def offers(*amounts, **fields):
    """Return candidates A, B, C ... that offer these prices and nothing else."""
    given = {chr(65 + place): [amount] for place, amount in enumerate(amounts)}
    return evaluation(given, [], criteria=[price(**fields)])


QUALITY = Criterion(2, 1, None, "Quality", 60, maximum=100)


def with_quality(given, **fields):
    tree = [replace(price(**fields), weight=40), QUALITY]
    return evaluation(given, [], criteria=tree)


def test_w40_an_order_that_turns_when_a_loser_withdraws():
    """Offers of 100, 80 and 40 with qualities 80, 70 and 20: A is ahead of B only because C is there."""
    bids = {"A": [100, 80], "B": [80, 70], "C": [40, 20]}
    relative = with_quality(bids, curve=Curve.LOWEST)
    warning = only(warned_later(relative, "W40"))
    assert warning.text == "Without C, B would be ahead of A, because prices are compared with each other."
    assert warning.candidate_id == 3
    assert warned_later(with_quality(bids, worst=120, best=40), "W40") == []


def test_w41_an_end_point_that_is_the_offer_of_somebody_out():
    bids = {"Alder": [100, 80], "Birch": [120, 70], "Cedar": [60, 20]}
    given = with_gate(with_quality(bids, worst=150, best=60), "Quality", 50)
    warning = only(warned(given, "W41"))
    assert (warning.severity, warning.field) == (Severity.BLOCK, "best")
    assert warning.text == "The price worth 100 on Price, 60, is that of Cedar, who is out."
    assert warned(with_gate(with_quality(bids, worst=150, best=50), "Quality", 50), "W41") == []
    assert warned(with_quality(bids, worst=150, best=60), "W41") == []
    assert warned(with_gate(with_quality(bids, curve=Curve.LOWEST), "Quality", 50), "W41") == []


@pytest.mark.parametrize(
    ("amounts", "is_idle"), [((50, 60, 70), True), ((110, 140, 155), False), ((210, 220, 230), True)]
)
def test_w42_offers_that_all_get_the_same_points(amounts, is_idle):
    found = warned(offers(*amounts, worst=200, best=100), "W42")
    assert bool(found) is is_idle
    assert not found or said(only(found)) == "Price weighs 100 % but moves the totals by at most 0.0 points."


@pytest.mark.parametrize(("amounts", "is_crushed"), [((40, 80, 100), True), ((80, 90, 100), False)])
def test_w43_one_offer_that_halves_the_points_of_all_others(amounts, is_crushed):
    assert bool(warned(offers(*amounts, curve=Curve.LOWEST), "W43")) is is_crushed
    assert warned(offers(*amounts, worst=120, best=40), "W43") == []


@pytest.mark.parametrize(("amounts", "is_harsh"), [((100, 101), True), ((100, 130), False), ((100, 101, 102), False)])
def test_w44_a_small_gap_between_two_offers_that_decides_everything(amounts, is_harsh):
    found = warned(offers(*amounts, curve=Curve.MIN_MAX), "W44")
    assert bool(found) is is_harsh
    assert not found or said(only(found)) == "On Price a gap of 1.0 % is scored as 100 against 0."


@pytest.mark.parametrize(("lowest", "is_odd"), [(70, True), (90, False)])
def test_w45_an_offer_far_below_the_others(lowest, is_odd):
    found = warned(offers(lowest, 100, 105, 110, worst=150, best=50), "W45")
    assert bool(found) is is_odd
    assert not found or said(only(found)) == "A asks 33 % less than the middle of the other offers."
    assert warned(offers(lowest, 100, worst=150, best=50), "W45") == []


def test_w47_what_a_point_of_quality_is_worth():
    """With weights of 60 and 40 between 800,000 and 1,200,000 one point of quality is worth 6,000."""
    bids = {"Alder": [1_100_000, 80], "Birch": [1_000_000, 60]}
    given = with_quality(bids, worst=1_200_000, best=800_000)
    euro = replace(given, initiative=replace(given.initiative, currency="EUR"))
    assert said(only(warned(euro, "W47"))) == (
        "One point of 100 on everything but Price is worth € 6,000. "
        "For € 100,000 more, Alder offers 20.0 points more than Birch."
    )
    alone = with_quality({"Alder": [1_100_000, 80]}, worst=1_200_000, best=800_000)
    assert only(warned(alone, "W47")).text == "One point of 100 on everything but Price is worth 6,000."
    assert warned(with_quality(bids, curve=Curve.LOWEST), "W47") == []
    assert warned(offers(100, 110, worst=120, best=90), "W47") == []


def test_w47_says_nothing_of_a_gap_where_the_dearer_is_no_better():
    worse = {"Alder": [1_100_000, 60], "Birch": [1_000_000, 80]}
    found = only(warned(with_quality(worse, worst=1_200_000, best=800_000), "W47"))
    assert found.text == "One point of 100 on everything but Price is worth 6,000."
