from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outsource_desk.domain.criterion import Criterion, Curve, Direction, Measure
from outsource_desk.domain.ranking import Verdict
from outsource_desk.domain.robustness import FlipKind, SimulationPlan, Trust, WeightSpread
from outsource_desk.services.case import case_of
from outsource_desk.services.ranking import ranking_of
from outsource_desk.services.robustness import (
    LiveRobustness,
    crossover_of,
    information_of,
    robustness_of,
    simulate,
    trust_of,
)
from tests.builders import evaluation, with_gate

# Three candidates, six criteria; the arithmetic was done by hand in a spreadsheet.
WEIGHTS = [25, 20, 15, 20, 10, 10]
ALDER = [80, 60, 70, 64, 60, 60]
BIRCH = [66, 76, 70, 70, 70, 66]
CEDAR = [90, 20, 80, 88, 80, 70]
FEW = SimulationPlan(samples=20_000)


def case(scores, weights=(), **more):
    whole = evaluation(scores, weights, **more)
    found = case_of(whole, ranking_of(whole))
    assert found is not None
    return found


def three():
    whole = with_gate(evaluation({"Alder": ALDER, "Birch": BIRCH, "Cedar": CEDAR}, WEIGHTS), "B", 60)
    found = case_of(whole, ranking_of(whole))
    assert found is not None
    return found


def judged(number, weight, *, parent=None, step=1.0, maximum=5.0):
    return Criterion(number, 1, parent, chr(64 + number), weight, maximum=maximum, step=step)


def price(number, weight, curve=Curve.LINEAR, **more):
    return Criterion(number, 1, None, "Price", weight, measure=Measure.PRICE, curve=curve, **more)


def trust(found, plan=FEW):
    return trust_of(found, robustness_of(found), simulate(found, plan))


def reasons(verdict):
    return {reason.rule: reason.speaks_for for reason in verdict.reasons}


def test_intervals_tornado_and_joint_change_of_a_case_worked_by_hand():
    found = robustness_of(three())

    assert (found.leader_id, found.rival_id) == (2, 1)
    first, second = found.stability[:2]
    assert (first.low, first.high) == pytest.approx((0, 0.363636), abs=1e-6)
    assert (first.rival_below, first.rival_above) == (None, 1)
    assert (second.low, second.high) == pytest.approx((0.051852, 1), abs=1e-6)
    assert (second.rival_below, second.rival_above) == (1, None)
    bar = found.tornado[0]
    assert (bar.criterion_id, bar.low_weight, bar.high_weight) == (1, 0.125, 0.5)
    assert (bar.lead_at_low, bar.lead_at_high) == pytest.approx((5.25, -3))
    # 8 1/3 points of weight from the second criterion (+16 for Birch) to the first (−14): 30 × 0.0833 = 2.5
    assert found.joint[0].moved == pytest.approx(2.5 / 30)
    assert found.joint[0].weights == pytest.approx({1: 0.25 + 2.5 / 30, 2: 0.2 - 2.5 / 30})
    assert found.dominance == ()


def test_results_are_plain_numbers():
    found = robustness_of(three())
    numbers = [found.joint[0].moved, found.stability[0].low, found.critical[0].needed, found.tornado[0].lead_at_low]

    assert {type(number) for number in numbers} == {float}


def test_a_group_has_an_interval_of_its_own_and_its_parts_stay_in_proportion():
    tree = [
        Criterion(1, 1, None, "Quality", 60),
        judged(2, 1, parent=1, maximum=100),
        judged(3, 3, parent=1, maximum=100),
        judged(4, 40, maximum=100),
    ]
    found = robustness_of(case({"Alder": [80, 60, 50], "Birch": [40, 40, 80]}, criteria=tree))

    # Quality is worth 65 and 40, the rest 50 and 80: level at 25 t = 30 (1 - t)
    assert [each.criterion_id for each in found.stability] == [1, 2, 3, 4]
    assert found.stability[0].weight == pytest.approx(0.6)
    assert (found.stability[0].low, found.stability[0].rival_below) == (pytest.approx(30 / 55), 2)
    assert [bar.criterion_id for bar in found.tornado] != []
    assert {bar.criterion_id for bar in found.tornado} == {2, 3, 4}


def test_a_group_without_weight_would_count_by_its_own_weights():
    tree = [Criterion(1, 1, None, "Quality", 0), judged(2, 1, parent=1), judged(3, 3, parent=1), judged(4, 40)]
    lines = crossover_of(case({"Alder": [0, 4, 3], "Birch": [1, 0, 2]}, criteria=tree), 1)

    assert lines.weight == 0
    assert lines.at_one == pytest.approx({1: 60, 2: 5})
    assert lines.at_zero == pytest.approx({1: 60, 2: 40})


def test_the_crossover_names_every_crossing_and_the_one_that_turns_the_lead():
    lines = crossover_of(three(), 1)

    assert lines.at_one == pytest.approx({2: 66, 1: 80})
    assert [(each.weight, each.is_lead) for each in lines.crossings] == [(pytest.approx(0.363636, abs=1e-6), True)]
    with pytest.raises(KeyError):
        crossover_of(three(), 99)


def test_points_that_turn_the_lead_are_steps_of_the_scale():
    # 4 and 3 of 5 at half the weight, 3 and 3: ten points apart; one step on the first is worth ten
    found = robustness_of(case({"Alder": [4, 3], "Birch": [3, 3]}, criteria=[judged(1, 50), judged(2, 50)]))

    exact = {(each.candidate_id, each.criterion_id): each.needed for each in found.critical}
    given = {(each.kind, each.criterion_id): each.needed for each in found.flips}
    assert exact[2, 1] == pytest.approx(4)
    assert given[FlipKind.RIVAL_SCORE, 1] == 5  # at 4 they are level
    assert given[FlipKind.LEADER_SCORE, 1] == 2
    assert given[FlipKind.RIVAL_SCORE, 2] == 5


def test_what_the_scale_does_not_reach_is_no_flip():
    found = robustness_of(case({"Alder": [5, 4], "Birch": [2, 5]}, criteria=[judged(1, 90), judged(2, 10)]))

    assert {(each.candidate_id, each.criterion_id) for each in found.critical} == {(1, 1), (2, 1)}
    assert [each for each in found.flips if each.criterion_id == 2 and each.kind is not FlipKind.WEIGHT] == []


def test_a_leader_loses_by_missing_a_gate_before_it_loses_by_points():
    whole = with_gate(
        evaluation({"Alder": [4, 5], "Birch": [4, 1]}, [], criteria=[judged(1, 50), judged(2, 50)]), "A", 4
    )
    found = case_of(whole, ranking_of(whole))
    assert found is not None

    flip = next(each for each in robustness_of(found).flips if each.kind is FlipKind.LEADER_SCORE)

    assert (flip.criterion_id, flip.now, flip.needed) == (1, 4, 3)


def test_fewer_points_are_better_where_the_criterion_says_so():
    tree = [judged(1, 50), replace(judged(2, 50), direction=Direction.MIN)]
    found = robustness_of(case({"Alder": [4, 2], "Birch": [3, 2]}, criteria=tree))

    # ten points apart: at one point of five instead of two they are level
    flip = next(each for each in found.flips if each.criterion_id == 2 and each.kind is FlipKind.RIVAL_SCORE)
    assert (flip.now, flip.needed) == (2, 0)
    exact = next(each for each in found.critical if each.criterion_id == 2 and each.candidate_id == 2)
    assert exact.needed == pytest.approx(1)


def test_a_price_cut_is_told_as_a_share_of_the_price():
    # price worth 100 at 50, 0 at 150; Alder 60 + 0.4 * 50 = ... worked out below
    tree = [judged(1, 60, step=0, maximum=100), price(2, 40, worst=150.0, best=50.0)]
    found = robustness_of(case({"Alder": [90, 100], "Birch": [80, 90]}, criteria=tree))

    # Alder 54 + 20 = 74, Birch 48 + 24 = 72: 2 points are 5 of value, 5 of money
    cut = next(each for each in found.critical if each.candidate_id == 2 and each.is_price)
    assert (cut.now, cut.needed, cut.share) == pytest.approx((90, 85, -5 / 90))
    rise = next(each for each in found.critical if each.candidate_id == 1 and each.is_price)
    assert (rise.needed, rise.rival_id) == (pytest.approx(105), 2)
    assert {each.kind for each in found.flips} >= {FlipKind.RIVAL_PRICE, FlipKind.LEADER_PRICE}


def test_a_price_at_which_both_are_level_is_no_flip_where_no_lower_one_is_worth_more():
    # Alder 30 + 50 = 80 at the price worth most; Birch 30 + 40: level at the same price, never ahead
    tree = [judged(1, 50, step=0, maximum=100), price(2, 50, worst=150.0, best=50.0)]
    found = robustness_of(case({"Alder": [60, 50], "Birch": [60, 70]}, criteria=tree))

    assert FlipKind.RIVAL_PRICE not in {each.kind for each in found.flips}
    assert FlipKind.LEADER_PRICE in {each.kind for each in found.flips}


@pytest.mark.parametrize("curve", [Curve.LOWEST, Curve.MULTIPLE, Curve.MIN_MAX])
def test_a_relative_price_moves_the_others_too(curve):
    tree = [judged(1, 60, step=0, maximum=100), price(2, 40, curve)]
    scores = {"Alder": [80, 120], "Birch": [70, 110], "Cedar": [20, 200]}
    found = case(scores, criteria=tree)
    leader, rival = (candidate.name for candidate in found.candidates[:2])

    for each in (one for one in robustness_of(found).critical if one.is_price):
        name = next(c.name for c in found.candidates if c.id == each.candidate_id)
        order = []
        for amount in (each.needed * (1 - 1e-6), each.needed * (1 + 1e-6)):
            other = case(scores | {name: [scores[name][0], amount]}, criteria=tree)
            order.append(other.candidates[0].name)
        before, after = order if each.needed > each.now else order[::-1]
        assert (before == leader, after == leader) == (True, False) if name == leader else after == name != before
    assert rival in scores


def test_dropping_a_candidate_is_ranked_again_by_the_real_model():
    # relative to the lowest price, weights 40 : 60; without Cedar the order of the others turns
    tree = [price(1, 40, Curve.LOWEST), judged(2, 60, step=0, maximum=100)]
    found = case({"Alder": [100, 80], "Birch": [80, 70], "Cedar": [40, 20]}, criteria=tree)

    turned = [each for each in robustness_of(found).drop_one if each.is_reversal]
    assert [(each.dropped_id, each.order_before, each.order_after) for each in turned] == [(3, (1, 2), (2, 1))]
    assert reasons(trust(found))["drop_one"] is False


def test_without_relative_prices_nobody_depends_on_who_else_takes_part():
    found = robustness_of(case({"Alder": [4, 3], "Birch": [3, 3], "Cedar": [1, 5]}, [1, 1]))

    assert len(found.drop_one) == 3
    assert not any(each.is_reversal for each in found.drop_one)


def test_the_frontier_puts_price_against_merit():
    tree = [judged(1, 60, step=0, maximum=100), price(2, 40, worst=150.0, best=50.0)]
    found = robustness_of(
        case({"Alder": [90, 100], "Birch": [80, 90], "Cedar": [70, 95], "Dogwood": [95, None]}, criteria=tree)
    )

    points = {each.candidate_id: (each.price, each.merit, each.is_on_frontier) for each in found.frontier}
    assert points == {1: (100, 90, True), 2: (90, 80, True), 3: (95, 70, False), 4: (None, 95, False)}
    assert robustness_of(case({"Alder": [1], "Birch": [2]}, [1])).frontier == ()


def test_one_candidate_has_nothing_to_compare_with():
    found = case({"Alder": [4, 3]}, [1, 1])
    robustness = robustness_of(found)

    assert (robustness.leader_id, robustness.rival_id) == (1, None)
    assert (robustness.flips, robustness.critical, robustness.joint, robustness.tornado) == ((), (), (), ())
    assert all((each.low, each.high) == (0, 1) for each in robustness.stability)
    assert simulate(found, FEW).first(1) == 1
    assert information_of(found) == ()
    assert trust(found).trust is Trust.NOTHING


def test_two_candidates_alike_share_the_first_place_and_nobody_wins_clearly():
    found = case({"Alder": [4, 3], "Birch": [4, 3], "Cedar": [1, 1]}, [1, 1])
    robustness, simulation = robustness_of(found), simulate(found, FEW)

    assert robustness.critical == ()
    assert simulation.acceptability[1] == simulation.acceptability[2] == (0.5, 0.5, 0)
    verdict = trust_of(found, robustness, simulation)
    assert verdict.trust is Trust.NO_CLEAR_WINNER
    assert verdict.reasons[0].text == "Alder and Birch share the first place."


def test_simulations_are_told_by_candidate_and_leaf():
    found = simulate(three(), replace(FEW, samples=100_000))

    assert found.first(2) == pytest.approx(0.949, abs=0.005)
    assert sum((found.central[2] or {}).values()) == pytest.approx(1)
    assert set(found.central[1] or ()) == {1, 2, 3, 4, 5, 6}
    assert found.beats[2, 1] == found.first(2)
    assert simulate(three(), FEW) == simulate(three(), FEW)


def test_a_dominated_candidate_is_never_first_and_has_no_central_weights():
    found = simulate(case({"Alder": [4, 3], "Birch": [3, 3]}, [1, 1]), replace(FEW, spread=WeightSpread.ANY))

    assert found.first(2) == 0
    assert found.central[2] is None


def test_an_open_value_is_worth_knowing_by_the_share_of_outcomes_that_turn_the_lead():
    # Alder 35 + 35 = 70; Birch 45 and up to 50 more: past Alder above half of the scale
    found = case({"Alder": [70, 70], "Birch": [90, None]}, [50, 50])
    (one,) = information_of(found)

    assert (one.candidate_id, one.criterion_id, one.is_open, one.can_change_leader) == (2, 2, True, True)
    assert one.power == pytest.approx(0.5)
    assert one.gain == pytest.approx(0.5 * 12.5)


def test_what_evaluators_differ_on_is_worth_settling_until_it_is_agreed():
    found = case({"Alder": [[80, 60], 70], "Birch": [[66, 66], 71]}, [50, 50])
    cells = {(each.candidate_id, each.criterion_id): each for each in information_of(found)}

    # Alder is at 35 + 35 = 70 and may be anywhere from 65 to 75; Birch has 68.5
    assert set(cells) == {(1, 1)}
    assert not cells[1, 1].is_open
    assert cells[1, 1].power == pytest.approx(0.35)


def test_a_lead_inside_the_evaluators_spread_is_no_clear_winner():
    found = case({"Alder": [[90, 50], 70], "Birch": [[60, 76], 66]}, [60, 40])

    verdict = trust(found)
    assert found.ranking.verdict is Verdict.TOO_CLOSE
    assert verdict.trust is Trust.NO_CLEAR_WINNER
    assert not reasons(verdict)["lead"]


def test_a_clear_lead_on_everything_is_robust():
    verdict = trust(case({"Alder": [90, 95], "Birch": [40, 35]}, [60, 40]))

    assert verdict.trust is Trust.ROBUST
    assert (verdict.leader_id, verdict.rival_id) == (1, 2)
    assert set(reasons(verdict).values()) == {True}
    assert "dominance" in reasons(verdict)


def test_open_values_that_could_turn_the_lead_make_it_sensitive():
    verdict = trust(case({"Alder": [70, 70], "Birch": [68, None]}, [90, 10]), replace(FEW, with_open=False))

    assert verdict.trust is Trust.SENSITIVE
    assert reasons(verdict)["open"] is False


def test_a_weight_within_five_points_makes_the_lead_sensitive():
    # Alder 100 t against Birch 100 (1 - t): level at 50 per cent
    verdict = trust(case({"Alder": [100, 0], "Birch": [0, 100]}, [53, 47]))

    assert reasons(verdict)["stability"] is False
    assert verdict.trust is not Trust.ROBUST


def test_an_unsimulated_case_says_nothing_of_simulation():
    found = case({"Alder": [90, 95], "Birch": [40, 35]}, [60, 40])

    assert "simulation" not in reasons(trust_of(found, robustness_of(found), None))


def test_the_slider_at_the_weight_as_it_is_gives_what_the_case_gives():
    found = three()
    live = LiveRobustness(found, FEW)

    moment = live.move(1, 0.25)

    assert moment.totals == pytest.approx({2: 69.8, 1: 67.3})
    assert moment.simulation.acceptability == simulate(found, FEW).acceptability
    assert moment.verdict == trust(found)
    assert moment.leader_ids == (2,)


def test_the_slider_turns_the_lead_where_the_interval_ends():
    live = LiveRobustness(three(), FEW)

    assert live.move(1, 0.36).leader_ids == (2,)
    beyond = live.move(1, 0.37)
    assert beyond.leader_ids == (1,)
    assert beyond.ranks == {1: 1, 2: 2}
    assert beyond.weights[2] == pytest.approx(0.2 * 0.63 / 0.75)
    assert beyond.robustness.stability[0].low == pytest.approx(0.363636, abs=1e-6)
    assert 0.4 < beyond.simulation.first(1) < 0.6
    with pytest.raises(KeyError):
        live.move(99, 0.5)


@given(st.floats(0, 1), st.integers(1, 4))
@settings(max_examples=25, deadline=None)
def test_the_slider_counts_what_a_new_case_with_these_weights_counts(weight, criterion):
    tree = [Criterion(1, 1, None, "Quality", 60), judged(2, 1, parent=1), judged(3, 3, parent=1), judged(4, 40)]
    found = case({"Alder": [4, [3, 5], 2], "Birch": [2, None, 4], "Cedar": [1, 3, [3, 4]]}, criteria=tree)
    live = LiveRobustness(found, replace(FEW, samples=2_000))
    live.move(4, 1 - weight)  # leaves nothing behind
    moment = live.move(criterion, weight)
    lines = crossover_of(found, criterion)

    for candidate, total in moment.totals.items():
        ends = lines.at_zero[candidate], lines.at_one[candidate]
        assert total == pytest.approx(ends[0] + weight * (ends[1] - ends[0]), abs=1e-9)
    assert moment.ranking == ranking_of(moment.case.evaluation)
    assert moment.simulation.acceptability == simulate(moment.case, replace(FEW, samples=2_000)).acceptability


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_every_flip_really_turns_the_first_place(seed):
    random = np.random.default_rng(seed)
    tree = [judged(1, 30), judged(2, 25, step=0.5), judged(3, 20), price(4, 25, worst=150.0, best=50.0)]
    rows = [[*random.integers(0, 6, 3).tolist(), float(random.integers(50, 150))] for _ in range(4)]
    scores = {name: list(row) for name, row in zip(("Alder", "Birch", "Cedar", "Dogwood"), rows, strict=True)}
    found = case(scores, criteria=tree)
    leader = found.candidates[0].name

    for flip in robustness_of(found).flips:
        rival = next(c.name for c in found.candidates if c.id == flip.rival_id)
        if flip.kind is FlipKind.WEIGHT:
            side = 1e-4 if flip.needed > flip.now else -1e-4
            moment = LiveRobustness(found, replace(FEW, samples=1)).move(flip.criterion_id, flip.needed + side)
            totals = moment.totals
        else:
            whose = leader if flip.kind in (FlipKind.LEADER_SCORE, FlipKind.LEADER_PRICE) else rival
            changed = {name: list(row) for name, row in scores.items()}
            nudge = np.sign(flip.needed - flip.now) * 1e-4 if flip.criterion_id == 4 else 0
            changed[whose][flip.criterion_id - 1] = flip.needed + nudge
            totals = {s.candidate.id: s.total for s in ranking_of(evaluation(changed, [], criteria=tree)).ranked}
        assert totals[flip.rival_id] > totals[found.candidates[0].id]


def test_the_slider_survives_a_weight_under_which_nobody_has_a_value():
    found = case({"Alder": [60, None], "Birch": [50, None]}, [50, 50])
    live = LiveRobustness(found, replace(FEW, samples=500))

    moment = live.move(2, 1.0)

    assert (moment.totals, moment.leader_ids) == ({}, ())
    assert moment.verdict.trust is Trust.NOTHING
    assert moment.robustness.stability == ()
    assert live.move(2, 0.9).leader_ids == (1,)


def test_alike_candidates_are_simulated_although_something_without_weight_is_open():
    found = case({"Alder": [60, 40], "Birch": [60, None], "Cedar": [50, None]}, [1, 0])
    simulation = simulate(found, replace(FEW, samples=500))

    assert [simulation.first(each) for each in (1, 2, 3)] == [0.5, 0.5, 0]
    live = LiveRobustness(case({"Alder": [60, 40], "Birch": [60, None]}, [1, 1]), replace(FEW, samples=500))
    assert live.move(2, 0.0).simulation.first(1) == 0.5
    assert 0 < live.move(2, 0.5).simulation.first(1) < 1


def test_a_group_with_all_the_weight_gives_way_to_other_groups_not_to_its_own_idle_parts():
    tree = [
        Criterion(1, 1, None, "Quality", 1),
        judged(2, 1, parent=1, maximum=100),
        judged(3, 0, parent=1, maximum=100),
        judged(4, 0, maximum=100),
    ]
    found = case({"Alder": [80, 0, 50], "Birch": [60, 100, 40]}, criteria=tree)
    lines = crossover_of(found, 1)

    assert lines.at_zero == pytest.approx({1: 50, 2: 40})
    assert (robustness_of(found).stability[0].low, robustness_of(found).stability[0].rival_below) == (0, None)
    moment = LiveRobustness(found, replace(FEW, samples=500)).move(1, 0.4)
    assert moment.weights == pytest.approx({1: 0.4, 2: 0.4, 3: 0, 4: 0.6})


def test_under_a_relative_price_the_one_who_really_comes_first_is_named():
    tree = [judged(1, 50, maximum=100), price(2, 50, Curve.LOWEST)]
    others = {"Birch": [100, 400.0], "Cedar": [70, 200.0]}
    found = case({"Alder": [50, 100.0], **others}, criteria=tree)
    turn = next(each for each in robustness_of(found).critical if (each.candidate_id, each.is_price) == (1, True))

    # Birch is second with 62.5; with the lowest price at 160, Cedar has 35 + 40 and Birch 50 + 20
    assert [candidate.name for candidate in found.candidates] == ["Alder", "Birch", "Cedar"]
    assert (turn.rival_id, turn.needed) == (3, pytest.approx(160, abs=1e-3))
    dearer = ranking_of(evaluation({"Alder": [50, 161.0], **others}, [], criteria=tree))
    assert dearer.ranked[0].candidate.name == "Cedar"


def test_a_first_place_that_hangs_by_a_price_is_sensitive():
    tree = [judged(1, 50, maximum=100), price(2, 50, worst=104.0, best=100.0)]
    found = case({"Alder": [50, 101.0], "Birch": [50, 101.9]}, criteria=tree)  # 11.25 points
    verdict = trust(found)

    assert verdict.trust is Trust.SENSITIVE
    assert [reason.text for reason in verdict.reasons if reason.rule == "price"] == [
        "A small change of one price turns the first place: Birch asks 0.9\u00a0% less."
    ]
    far = case({"Alder": [50, 101.0], "Birch": [50, 103.0]}, criteria=tree)
    assert "price" not in reasons(trust(far))
