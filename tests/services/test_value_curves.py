"""Curves of criteria: how they are given, refused and undone, and how a ranking counts by them."""

from dataclasses import replace

import pytest

from outsource_desk.domain.criterion import Criterion, Curve, Direction, Measure
from outsource_desk.domain.curve_errors import (
    OnlyForPricesError,
    SameAmountError,
    TooFewPointsError,
    TwoPeaksError,
)
from outsource_desk.domain.errors import (
    NotANumberError,
    OutOfRangeError,
    OutOfScaleError,
    UnknownChoiceError,
)
from outsource_desk.domain.panel import Conflict, Nature
from outsource_desk.domain.score import Evaluator
from outsource_desk.services.criteria import add_criterion, load_criterion, update_criterion
from outsource_desk.services.ranking import ranking_of
from outsource_desk.services.scoring import record_amount
from tests.builders import evaluation, with_gate
from tests.scene import build_scene, refused

STEPS = ((5, 100), (10, 60), (20, 0))


@pytest.fixture
def scene(desk):
    return build_scene(desk)


def price_leaf(curve, **fields):
    return Criterion(2, 1, None, "Price", 40, measure=Measure.PRICE, curve=curve, **fields)


QUALITY = Criterion(1, 1, None, "Quality", 60, maximum=100, step=0)


def totals(ranking):
    return {one.candidate.name: round(one.total, 6) for one in ranking.standings if one.rank is not None}


def test_a_criterion_is_made_with_its_curve(desk, scene):
    made = add_criterion(
        desk, scene.initiative, "Turnover", measure="measured", unit="%", curve="piecewise", points=STEPS[::-1]
    )
    assert load_criterion(desk, made).points == STEPS
    assert load_criterion(desk, made).curve is Curve.PIECEWISE
    desk.journal.undo()
    assert desk.connection.execute("SELECT count(*) FROM curve_point").fetchone() == (0,)


def test_all_points_of_a_curve_are_replaced_in_one_act(desk, scene):
    update_criterion(desk, scene.lead_time, "points", STEPS)
    before = desk.journal.revision
    update_criterion(desk, scene.lead_time, "points", {10: 70, 30: 0})
    assert load_criterion(desk, scene.lead_time).points == ((10, 70), (30, 0))
    assert desk.journal.revision <= before + 1
    desk.journal.undo()
    assert load_criterion(desk, scene.lead_time).points in (STEPS, ())  # acts on one field that follow soon are one


def test_a_drawn_curve_begins_with_the_end_points_that_were_fixed(desk, scene):
    linear = load_criterion(desk, scene.price)
    update_criterion(desk, scene.price, "curve", "piecewise")
    drawn = load_criterion(desk, scene.price)
    assert drawn.points == tuple(sorted([(linear.worst, 0), (linear.best, 100)]))
    assert drawn.end_points == linear.end_points
    assert drawn.less_is_better == linear.less_is_better
    update_criterion(desk, scene.quality, "curve", "target")
    assert load_criterion(desk, scene.quality).points == ((0, 0), (2.5, 100), (5, 0))


def test_a_curve_without_end_points_waits_for_its_points(desk, scene):
    leaf = add_criterion(desk, scene.initiative, "Sites", measure="measured", curve="threshold")
    assert load_criterion(desk, leaf).lacking == "points"
    update_criterion(desk, leaf, "points", [(3, 100)])
    assert load_criterion(desk, leaf).lacking == ""


@pytest.mark.parametrize(
    ("points", "error"),
    [
        ([(1, 0), (1, 100)], SameAmountError),
        ([(1, -1), (2, 100)], OutOfRangeError),
        ([(1, 0), (2, 101)], OutOfRangeError),
        ([(float("nan"), 0), (2, 1)], NotANumberError),
        ([(1, 0), ("2", 1)], NotANumberError),
        ([(1, 0, 3)], NotANumberError),
        (["ab"], NotANumberError),
        ("ab", NotANumberError),
        (None, NotANumberError),
        ([(1e16, 0), (2, 1)], OutOfRangeError),
    ],
)
def test_points_that_no_curve_can_have_are_refused(desk, scene, points, error):
    with refused(desk, error):
        update_criterion(desk, scene.lead_time, "points", points)


def test_curves_that_cannot_be_drawn_are_refused(desk, scene):
    update_criterion(desk, scene.lead_time, "points", STEPS)
    update_criterion(desk, scene.lead_time, "curve", "piecewise")
    with refused(desk, TooFewPointsError):
        update_criterion(desk, scene.lead_time, "points", STEPS[:1])
    update_criterion(desk, scene.lead_time, "points", [(1, 50), (2, 20), (3, 80)])
    with refused(desk, TwoPeaksError):
        update_criterion(desk, scene.lead_time, "curve", "target")
    with refused(desk, UnknownChoiceError):
        update_criterion(desk, scene.lead_time, "curve", "round")
    with refused(desk, OnlyForPricesError):
        update_criterion(desk, scene.lead_time, "curve", "lowest")
    with refused(desk, OnlyForPricesError):
        add_criterion(desk, scene.initiative, "Fit", curve="min_max")
    with refused(desk, OutOfRangeError):
        update_criterion(desk, scene.price, "multiple", 1)


def test_points_of_a_judged_scale_stay_on_it(desk, scene):
    update_criterion(desk, scene.quality, "curve", "piecewise")
    with refused(desk, OutOfScaleError):
        update_criterion(desk, scene.quality, "points", [(0, 0), (6, 100)])
    update_criterion(desk, scene.quality, "points", [(0, 0), (4, 80), (5, 100)])
    with refused(desk, OutOfScaleError):
        update_criterion(desk, scene.quality, "maximum", 4.5)


def test_what_is_no_price_any_more_compares_no_offers(desk, scene):
    update_criterion(desk, scene.price, "curve", "lowest")
    update_criterion(desk, scene.price, "measure", "measured")
    assert load_criterion(desk, scene.price).curve is Curve.LINEAR
    desk.journal.undo()
    assert load_criterion(desk, scene.price).curve is Curve.LOWEST
    record_amount(desk, scene.candidate, scene.price, 100)
    update_criterion(desk, scene.price, "measure", "measured")
    assert load_criterion(desk, scene.price).curve is Curve.LINEAR


@pytest.mark.parametrize(
    ("curve", "bids", "expected"),
    [
        (Curve.LOWEST, {"A": (80, 100), "B": (70, 80), "C": (20, 40)}, {"A": 64, "B": 62, "C": 52}),
        (Curve.LOWEST, {"A": (80, 100), "B": (70, 80)}, {"A": 80, "B": 82}),
        (Curve.LINEAR, {"A": (80, 100), "B": (70, 80), "C": (20, 40)}, {"A": 58, "B": 62, "C": 52}),
        (Curve.LINEAR, {"A": (80, 100), "B": (70, 80)}, {"A": 58, "B": 62}),
        (Curve.MIN_MAX, {"A": (0, 101), "B": (0, 100)}, {"A": 0, "B": 40}),
        (Curve.MULTIPLE, {"A": (0, 150), "B": (0, 100)}, {"A": 20, "B": 40}),
    ],
)
def test_totals_under_every_price_function(curve, bids, expected):
    given = evaluation(bids, [], criteria=[QUALITY, price_leaf(curve, worst=120, best=40)])
    assert totals(ranking_of(given)) == expected


def test_an_offer_that_misses_a_gate_is_not_compared_with():
    bids = {"A": (80, 100), "B": (70, 80), "C": (20, 40)}
    given = evaluation(bids, [], criteria=[QUALITY, price_leaf(Curve.LOWEST)])
    gated = ranking_of(with_gate(given, "Quality", 50))
    assert totals(gated) == {"A": 80, "B": 82}
    assert gated.cells[3, 2].value == 100  # cheaper than all that count: worth no more than all


def test_an_offer_above_the_price_gate_is_not_compared_with_either():
    bids = {"A": (0, 100), "B": (0, 120), "C": (0, 400)}
    given = evaluation(bids, [], criteria=[QUALITY, price_leaf(Curve.MIN_MAX, minimum=300, is_gate=True)])
    assert totals(ranking_of(given)) == {"A": 40, "B": 0}


def test_an_offer_of_nothing_is_open_and_sets_no_benchmark():
    given = evaluation({"A": (50, 0), "B": (50, 80)}, [], criteria=[QUALITY, price_leaf(Curve.LOWEST)])
    ranking = ranking_of(given)
    assert ranking.cells[1, 2].value is None
    assert totals(ranking) == {"A": 30, "B": 70}


def test_judged_points_count_by_their_curve_and_so_does_their_spread():
    steep = replace(QUALITY, curve=Curve.PIECEWISE, points=((0, 0), (60, 0), (100, 100)))
    flat = Criterion(2, 1, None, "Terms", 40, maximum=100, step=0)
    given = evaluation({"A": ([60, 100], 50), "B": ([10, 50], 50)}, [], criteria=[steep, flat])
    ranking = ranking_of(given)
    assert ranking.cells[1, 1].value == 50
    assert ranking.cells[1, 1].spread == 40
    # the values 0 and 100 differ by 100, the points 60 and 100 only by 40; those of B are both worth nothing
    assert ranking.threshold == pytest.approx(2 * 0.6 * 50)


def test_a_steep_curve_is_told_to_be_open_until_it_has_points():
    leaf = replace(QUALITY, curve=Curve.DISCRETE, direction=Direction.UNKNOWN)
    assert ranking_of(evaluation({"A": (80,)}, [], criteria=[leaf])).cells[1, 1].value is None
    assert ranking_of(evaluation({"A": (80,)}, [], criteria=[replace(leaf, points=((80, 70), (90, 100)))])).cells[
        1, 1
    ].value == pytest.approx(70)


def test_scores_that_are_still_sealed_count_only_once_they_are_handed_in():
    given = evaluation({"A": ([20, 60],), "B": ([90, 40],)}, [1])
    handed_in = (Evaluator(1, 1, "Evaluator 1", "2026-01-02T03:04:05Z"), Evaluator(2, 1, "Evaluator 2"))
    blind = replace(given, initiative=replace(given.initiative, is_blind=True), evaluators=handed_in)
    ranking = ranking_of(blind)
    assert totals(ranking) == {"A": 20, "B": 90}
    assert ranking.cells[1, 1].spread == 0
    assert totals(ranking_of(given)) == {"A": 40, "B": 65}


def test_scores_of_somebody_with_an_open_interest_in_a_candidate_do_not_count_for_it():
    given = evaluation({"A": ([20, 60],), "B": ([90, 40],)}, [1])
    friend = Conflict(1, 2, 1, Nature.FAMILY, "2026-01-02")
    assert totals(ranking_of(replace(given, conflicts=(friend,)))) == {"A": 20, "B": 65}
    assert totals(ranking_of(replace(given, conflicts=(replace(friend, candidate_id=None),)))) == {"A": 20, "B": 90}
