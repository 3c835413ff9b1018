"""All price functions on the same bids, a dummy among them, and each loser away."""

from dataclasses import replace

import pytest

from outsource_desk.domain.criterion import Criterion, Curve, Measure
from outsource_desk.domain.curve_errors import FloorAboveCeilingError, OnlyForPricesError
from outsource_desk.domain.errors import NotANumberError, NotFoundError
from outsource_desk.services.criteria import load_criterion, update_criterion
from outsource_desk.services.price_lab import fix_price_range, price_lab
from outsource_desk.services.price_words import (
    exchange_sentence,
    function_about,
    function_danger,
    function_name,
    lab_headline,
    no_paradox,
    paradox_sentences,
)
from outsource_desk.services.ranking import ranking_of
from tests.builders import evaluation, with_gate
from tests.scene import build_scene, refused

QUALITY = Criterion(1, 1, None, "Quality", 60, maximum=100, step=0)
PRICE = Criterion(2, 1, None, "Price", 40, measure=Measure.PRICE, worst=120, best=40)
BIDS = {"Alder": (80, 100), "Birch": (70, 80), "Cedar": (20, 40)}


@pytest.fixture
def scene(desk):
    return build_scene(desk)


def lab_of(bids, dummy=None, **price):
    return tried(evaluation(bids, [], criteria=[QUALITY, replace(PRICE, **price)]), dummy=dummy)


def tried(given, criterion_id=None, dummy=None):
    lab = price_lab(given, ranking_of(given), criterion_id, dummy)
    assert lab is not None
    return lab


def test_every_function_gives_its_points_and_totals_for_the_same_bids():
    lab = lab_of(BIDS)
    assert [(bid.name, bid.price, round(bid.quality, 9)) for bid in lab.bids] == [
        ("Cedar", 40, 20),
        ("Birch", 80, 70),
        ("Alder", 100, 80),
    ]
    assert lab.outcome(Curve.LINEAR).totals == pytest.approx({1: 58, 2: 62, 3: 52})
    assert lab.outcome(Curve.LOWEST).totals == pytest.approx({1: 64, 2: 62, 3: 52})
    assert lab.outcome(Curve.MULTIPLE).values == {1: 0, 2: 0, 3: 100}
    assert lab.outcome(Curve.MIN_MAX).values == pytest.approx({1: 0, 2: 100 / 3, 3: 100})
    assert lab.outcome(Curve.LINEAR).order == (2, 1, 3)
    assert not lab.agrees


def test_what_counts_is_what_the_ranking_counts():
    for curve in (Curve.LINEAR, Curve.LOWEST, Curve.MULTIPLE, Curve.MIN_MAX):
        given = evaluation(BIDS, [], criteria=[QUALITY, replace(PRICE, curve=curve)])
        lab, standings = tried(given), ranking_of(given).standings
        assert lab.current is curve
        assert lab.outcome(curve).totals == pytest.approx({one.candidate.id: one.total for one in standings})


def test_a_loser_that_decides_between_two_others_is_named():
    lab = lab_of(BIDS)
    told = paradox_sentences(lab)
    assert told[0] == (
        "Without Cedar, Birch would beat Alder under “lowest / price”; the order under floor and ceiling stays."
    )
    assert all(each.curve is not Curve.LINEAR for each in lab.paradoxes)
    assert any(each.is_for_first_place for each in lab.paradoxes)
    assert lab_headline(lab) == (
        "The price formula decides: Birch is first under floor and ceiling, Alder under “lowest / price”."
    )


def test_a_dummy_offer_turns_two_others_where_offers_are_compared():
    two = {"Alder": (80, 100), "Birch": (70, 80)}
    quiet = lab_of(two)
    assert quiet.dummy == 120  # at the ceiling
    assert quiet.agrees
    assert lab_headline(quiet) == "Birch is first under every price formula."
    assert no_paradox(quiet).startswith("With fewer than three offers")
    lab = lab_of(two, dummy=40)
    assert paradox_sentences(lab)[0] == (
        "With the dummy offer, Alder would beat Birch under “lowest / price”; the order under floor and ceiling stays."
    )
    assert lab.with_dummy[0] == lab.outcomes[0]


def test_where_no_offer_decides_about_others_that_is_said():
    lab = lab_of({"Alder": (90, 50), "Birch": (50, 80), "Cedar": (10, 110)})
    assert paradox_sentences(lab) == ()
    assert no_paradox(lab) == "No loser and no such dummy turns the order of two others under any formula."


def test_only_offers_that_pass_the_gates_and_are_above_zero_take_part():
    given = evaluation({**BIDS, "Dogwood": (70, None)}, [], criteria=[QUALITY, PRICE])
    given = with_gate(given, "Quality", 50)
    lab = tried(given)
    assert [bid.name for bid in lab.bids] == ["Birch", "Alder"]
    assert lab.without_price == ("Dogwood",)


def test_money_for_a_point_of_quality_and_prices_adjusted_by_it():
    million = {"Alder": (80, 1_000_000), "Birch": (70, 900_000)}
    lab = lab_of(million, worst=1_200_000, best=800_000)
    assert lab.point_prices[Curve.LINEAR] == pytest.approx(6000)
    assert lab.adjusted == pytest.approx({1: 1_000_000 - 6000 * 10, 2: 900_000})
    assert exchange_sentence(lab, "€ {:,.0f}".format) == (
        "Between floor and ceiling one point of quality (of 100) is worth € 6,000. "
        "Alder asks € 10,000 a point more than Birch: € 100,000 for 10.0 points."
    )
    cheap_and_good = lab_of({"Alder": (80, 50), "Birch": (70, 80)})
    assert exchange_sentence(cheap_and_good, str).endswith("is worth 1.2.")


@pytest.mark.parametrize("ends", [{"worst": None}, {"best": None}, {"worst": 40}, {"worst": 10}])
def test_without_a_range_round_amounts_around_the_offers_are_proposed(ends):
    lab = lab_of({"Alder": (80, 1_030_000), "Birch": (70, 870_000)}, **ends)
    assert lab.is_range_suggested
    assert (lab.floor, lab.ceiling) == (600_000, 1_300_000)


def test_there_is_no_lab_without_a_price_that_counts():
    unpriced = evaluation({"Alder": (80,)}, [1])
    assert price_lab(unpriced, ranking_of(unpriced)) is None
    for bids, weight in (({"Alder": (80, None)}, 40), ({"Alder": (80, 0)}, 40), (BIDS, 0), ({}, 40)):
        given = evaluation(bids, [], criteria=[QUALITY, replace(PRICE, weight=weight)])
        assert price_lab(given, ranking_of(given)) is None


def test_a_single_bid_and_a_price_that_weighs_all_are_no_trouble():
    lab = lab_of({"Alder": (80, 100)})
    assert lab_headline(lab) == "Only Alder has a price that counts, so there is nothing to compare."
    assert lab.paradoxes == ()
    alone = evaluation(BIDS, [], criteria=[replace(QUALITY, weight=0), PRICE])
    lab = tried(alone)
    assert lab.price_weight == 1
    assert lab.point_prices[Curve.LINEAR] == 0
    assert {bid.quality for bid in lab.bids} == {0}


def test_the_heaviest_price_is_tried_unless_another_is_asked_for():
    running = Criterion(3, 1, None, "Running", 50, measure=Measure.PRICE, worst=90, best=10)
    given = evaluation({"Alder": (80, 100, 30), "Birch": (70, 80, 60)}, [], criteria=[QUALITY, PRICE, running])
    assert tried(given).criterion == "Running"
    assert tried(given, 2).criterion == "Price"
    assert price_lab(given, ranking_of(given), 1) is None


def test_every_function_has_a_name_what_it_does_and_its_danger():
    assert len({function_name(curve) for curve in Curve}) == 5
    for words in (function_about, function_danger):
        assert all(words(curve).endswith(".") for curve in Curve)
    assert "3 times" in function_about(Curve.MULTIPLE, 3)


def test_floor_and_ceiling_are_fixed_in_one_act(desk, scene):
    update_criterion(desk, scene.price, "curve", "lowest")
    fix_price_range(desk, scene.price, 90, 210)
    price = load_criterion(desk, scene.price)
    assert (price.best, price.worst, price.curve) == (90, 210, Curve.LINEAR)
    assert desk.journal.undo_label == "Use floor and ceiling"
    desk.journal.undo()
    assert load_criterion(desk, scene.price).curve is Curve.LOWEST


def test_a_range_that_is_none_is_refused(desk, scene):
    for floor, ceiling in ((100, 100), (110, 100)):
        with refused(desk, FloorAboveCeilingError):
            fix_price_range(desk, scene.price, floor, ceiling)
    with refused(desk, OnlyForPricesError):
        fix_price_range(desk, scene.quality, 1, 2)
    with refused(desk, NotANumberError):
        fix_price_range(desk, scene.price, float("nan"), 2)
    with refused(desk, NotFoundError):
        fix_price_range(desk, 999, 1, 2)
