from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.domain.criterion import Criterion, Direction, Measure
from outsource_desk.domain.ranking import GateStatus, Verdict
from outsource_desk.domain.score import AgreedScore
from outsource_desk.services.ranking import ranking_of
from tests.builders import evaluation, with_gate

# Three candidates, six criteria; the arithmetic was done by hand in a spreadsheet.
WEIGHTS = [25, 20, 15, 20, 10, 10]
ALDER = [80, 60, 70, 64, 60, 60]
BIRCH = [66, 76, 70, 70, 70, 66]
CEDAR = [90, 20, 80, 88, 80, 70]


def names(ranking):
    return [(standing.candidate.name, standing.rank) for standing in ranking.standings]


def test_totals_are_weighted_means_and_contributions_add_up_to_them():
    ranking = ranking_of(evaluation({"Alder": ALDER, "Birch": BIRCH, "Cedar": CEDAR}, WEIGHTS))
    totals = {standing.candidate.name: standing.total for standing in ranking.standings}
    assert totals == pytest.approx({"Alder": 67.3, "Birch": 69.8, "Cedar": 71.1})
    assert names(ranking) == [("Cedar", 1), ("Birch", 2), ("Alder", 3)]
    birch = ranking.standings[1]
    assert list(birch.contributions.values()) == pytest.approx([16.5, 15.2, 10.5, 14.0, 7.0, 6.6])
    assert sum(birch.contributions.values()) == pytest.approx(birch.total)


def test_a_failed_gate_means_not_ranked_with_its_reason_and_never_zero_points():
    ranking = ranking_of(with_gate(evaluation({"Alder": ALDER, "Birch": BIRCH, "Cedar": CEDAR}, WEIGHTS), "B", 60))
    assert names(ranking) == [("Birch", 1), ("Alder", 2), ("Cedar", None)]
    cedar = ranking.standings[2]
    assert cedar.gate is GateStatus.FAILED
    assert cedar.gate_reasons == ("B 20, minimum 60",)
    assert cedar.total == pytest.approx(71.1)
    assert "W50" in {warning.id for warning in ranking.warnings}


def test_points_exactly_at_the_minimum_pass_the_gate():
    ranking = ranking_of(with_gate(evaluation({"Alder": [60], "Birch": [59.5]}, [100]), "A", 60))
    assert names(ranking) == [("Alder", 1), ("Birch", None)]


def test_a_gate_without_a_score_is_open_and_never_passed():
    ranking = ranking_of(with_gate(evaluation({"Alder": [None, 90], "Birch": [80, 50]}, [50, 50]), "A", 60))
    alder = next(standing for standing in ranking.standings if standing.candidate.name == "Alder")
    assert alder.gate is GateStatus.OPEN
    assert alder.rank == 2


def test_an_open_score_counts_nothing_and_widens_the_total_to_what_it_could_become():
    ranking = ranking_of(evaluation({"Alder": [80, None, 70, 64, 60, 60], "Birch": [66, 76, 70, 70, 70, 66]}, WEIGHTS))
    alder = ranking.standings[1]
    assert (alder.total, alder.low, alder.high) == pytest.approx((55.3, 55.3, 75.3))
    assert alder.open_leaves == (2,)
    assert ranking.verdict is Verdict.OPEN
    assert "W26" in {warning.id for warning in ranking.warnings}


@given(st.integers(0, 100), st.lists(st.integers(0, 100), min_size=3, max_size=3))
def test_silence_never_helps(hidden, others):
    told = ranking_of(evaluation({"Alder": [hidden, *others], "Birch": [50] * 4}, [1, 2, 3, 4]))
    silent = ranking_of(evaluation({"Alder": [None, *others], "Birch": [50] * 4}, [1, 2, 3, 4]))
    total = {standing.candidate.name: standing.total for standing in told.standings}
    rank = {standing.candidate.name: standing.rank for standing in told.standings}
    for standing in silent.standings:
        if standing.candidate.name == "Alder":
            assert standing.total <= total["Alder"] + 1e-9
            assert (standing.rank or 9) >= (rank["Alder"] or 9)
            assert standing.low <= total["Alder"] + 1e-9
            assert standing.high >= total["Alder"] - 1e-9


def test_equal_totals_share_a_rank_and_the_next_rank_is_skipped():
    ranking = ranking_of(evaluation({"A": [50], "B": [70], "C": [70]}, [100]))
    assert names(ranking) == [("B", 1), ("C", 1), ("A", 3)]
    assert ranking.verdict is Verdict.TOO_CLOSE
    assert [standing.candidate.name for standing in ranking.leaders] == ["B", "C"]


def test_a_lead_below_two_points_is_too_close_to_call_and_one_above_is_clear():
    assert ranking_of(evaluation({"A": [71.9], "B": [70]}, [100])).verdict is Verdict.TOO_CLOSE
    assert ranking_of(evaluation({"A": [72], "B": [70]}, [100])).verdict is Verdict.CLEAR


def test_evaluators_who_differ_widen_the_margin_that_a_clear_lead_needs():
    # one leaf on a scale of 5: sd 0.7071 and 0.7071 over two evaluators each → SE = 20·sqrt(2·0.25) = 14.14
    ranking = ranking_of(evaluation({"A": [[4, 5]], "B": [[3.5, 4.5]]}, [100], maximum=5))
    assert ranking.threshold == pytest.approx(2 * 20 * (0.5 / 2 + 0.5 / 2) ** 0.5)
    assert ranking.verdict is Verdict.TOO_CLOSE


def test_the_evaluators_median_counts_until_a_score_is_agreed():
    three = evaluation({"A": [[1, 3, 5]], "B": [[3, 3, 3]]}, [100], maximum=5)
    torn = ranking_of(three)
    assert torn.cells[1, 1].points == 3
    assert not torn.cells[1, 1].is_agreed
    assert [warning.where for warning in torn.warnings if warning.id == "W20"] == ["A / A"]
    agreed = ranking_of(replace(three, agreed=(AgreedScore(1, 1, 1, 4.0, rationale="Seen on site together"),)))
    assert agreed.cells[1, 1].points == 4
    assert agreed.cells[1, 1].spread == 4
    assert "W20" not in {warning.id for warning in agreed.warnings}


def test_what_is_agreed_leaves_no_standard_error_to_the_lead():
    torn = evaluation({"A": [[2, 4, 4]], "B": [[2, 3, 4]]}, [100], maximum=5)
    wide = ranking_of(torn)
    assert (wide.verdict, wide.margin) == (Verdict.TOO_CLOSE, pytest.approx(20))
    both = (AgreedScore(1, 1, 1, 4.0, rationale="Seen on site"), AgreedScore(2, 2, 1, 3.0, rationale="Seen on site"))
    settled = ranking_of(replace(torn, agreed=both))
    assert (settled.margin, settled.threshold) == (wide.margin, 2)
    assert settled.verdict is Verdict.CLEAR


def test_a_leaf_that_applies_to_nobody_is_left_out_for_all():
    ranking = ranking_of(evaluation({"A": [80, "n/a"], "B": [60, "n/a"]}, [40, 60]))
    assert ranking.dropped == (2,)
    assert [standing.total for standing in ranking.standings] == pytest.approx([80, 60])


def test_a_leaf_not_applicable_to_one_candidate_stays_open_for_it_and_is_warned_of():
    ranking = ranking_of(evaluation({"A": [80, "n/a"], "B": [60, 50]}, [50, 50]))
    alder = next(standing for standing in ranking.standings if standing.candidate.name == "A")
    assert (alder.low, alder.high) == pytest.approx((40, 90))
    assert "W27" in {warning.id for warning in ranking.warnings}


def test_scored_zero_is_not_the_same_as_not_scored():
    ranking = ranking_of(evaluation({"A": [0, 90], "B": [None, 90]}, [50, 50]))
    by_name = {standing.candidate.name: standing for standing in ranking.standings}
    assert (by_name["A"].low, by_name["A"].high) == (45, 45)
    assert (by_name["B"].low, by_name["B"].high) == (45, 95)


def test_a_candidate_without_any_value_is_not_ranked():
    ranking = ranking_of(evaluation({"A": [80], "B": [None]}, [100]))
    assert names(ranking) == [("A", 1), ("B", None)]
    assert ranking.standings[1].gate_reasons == ("nothing is scored yet",)
    assert ranking.verdict is Verdict.SINGLE


def test_a_lead_is_never_clear_while_a_candidate_waits_to_be_scored():
    ranking = ranking_of(evaluation({"A": [90], "B": [40], "C": [None]}, [100]))
    assert names(ranking) == [("A", 1), ("B", 2), ("C", None)]
    assert ranking.verdict is Verdict.OPEN
    assert [warning.where for warning in ranking.warnings if warning.id == "W26"] == ["C"]


def test_a_candidate_that_failed_a_gate_leaves_the_lead_clear_whatever_is_open():
    ranking = ranking_of(with_gate(evaluation({"A": [90, 90], "B": [40, 40], "C": [1, None]}, [50, 50]), "A", 20))
    assert ranking.standings[2].high == pytest.approx(50.5)
    assert ranking.verdict is Verdict.CLEAR


def test_without_any_weight_nobody_is_ranked_and_the_reason_is_named():
    ranking = ranking_of(evaluation({"A": [80], "B": [60]}, [0]))
    assert ranking.verdict is Verdict.NONE
    assert ranking.standings[0].gate_reasons == ("no criterion has a weight",)
    assert "W01" in {warning.id for warning in ranking.warnings}


def test_an_empty_initiative_has_an_empty_ranking():
    assert ranking_of(evaluation({}, [])).verdict is Verdict.NONE
    assert ranking_of(evaluation({"A": [], "B": []}, [])).verdict is Verdict.NONE
    assert ranking_of(evaluation({}, [100])).standings == ()


def test_weights_of_groups_spread_over_their_parts():
    tree = [
        Criterion(1, 1, None, "Quality", 60),
        Criterion(2, 1, 1, "People", 75, maximum=100),
        Criterion(3, 1, 1, "Method", 25, maximum=100),
        Criterion(4, 1, None, "Terms", 40, maximum=100),
    ]
    ranking = ranking_of(evaluation({"A": [80, 40, 50]}, [], criteria=tree))
    assert ranking.weights == pytest.approx({1: 0.6, 2: 0.45, 3: 0.15, 4: 0.4})
    assert ranking.standings[0].total == pytest.approx(0.45 * 80 + 0.15 * 40 + 0.4 * 50)
    assert ranking.standings[0].contributions[1] == pytest.approx(0.45 * 80 + 0.15 * 40)


@pytest.mark.parametrize("factor", [0.01, 1, 7, 1e6])
def test_only_relative_weights_matter(factor):
    scores = {"A": [10, 90, 50], "B": [80, 20, 50]}
    expected = [standing.total for standing in ranking_of(evaluation(scores, [5, 3, 2])).standings]
    scaled = ranking_of(evaluation(scores, [factor * weight for weight in (5, 3, 2)]))
    assert [standing.total for standing in scaled.standings] == pytest.approx(expected)


@given(
    st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=6),
    st.lists(st.integers(1, 50), min_size=6, max_size=6),
)
def test_a_dominated_candidate_never_ranks_above_its_dominator(pairs, weights):
    better, worse = [max(pair) for pair in pairs], [min(pair) for pair in pairs]
    ranking = ranking_of(evaluation({"Worse": worse, "Better": better}, weights[: len(pairs)]))
    rank = {standing.candidate.name: standing.rank for standing in ranking.standings}
    assert rank["Better"] == 1


def priced(worst, best, **fields):
    return Criterion(1, 1, None, "Price", 100, measure=Measure.PRICE, worst=worst, best=best, **fields)


def test_a_price_is_worth_100_at_the_floor_0_at_the_ceiling_and_linear_between():
    offers = {"A": [100.0], "B": [120.0], "C": [150.0], "D": [300.0]}
    ranking = ranking_of(evaluation(offers, [], criteria=[priced(200, 90)]))
    assert [standing.total for standing in ranking.standings] == pytest.approx([90.909091, 72.727273, 45.454545, 0])


def test_a_losing_offer_never_changes_the_order_of_the_others_by_its_price():
    tree = [replace(priced(120, 40), weight=40), Criterion(2, 1, None, "Quality", 60, maximum=100)]
    # A: price 40 → 100, B: 56 → 80, C: 88 → 40
    all_three = ranking_of(evaluation({"A": [40, 30], "B": [56, 50], "C": [88, 20]}, [], criteria=tree))
    without = ranking_of(evaluation({"A": [40, 30], "B": [56, 50]}, [], criteria=tree))
    assert names(all_three)[:2] == names(without)


def test_amounts_without_end_points_stay_open_and_are_named():
    ranking = ranking_of(evaluation({"A": [25000], "B": [30000]}, [], criteria=[priced(None, None)]))
    assert ranking.verdict is Verdict.NONE
    assert "W31" in {warning.id for warning in ranking.warnings}


def test_a_measured_gate_looks_in_the_direction_of_its_end_points():
    leaf = Criterion(
        1, 1, None, "Lead time", 100, measure=Measure.MEASURED, direction=Direction.MIN,
        worst=30, best=5, minimum=20, is_gate=True, unit="days",
    )  # fmt: skip
    ranking = ranking_of(evaluation({"A": [10], "B": [25]}, [], criteria=[leaf]))
    assert names(ranking) == [("A", 1), ("B", None)]


@pytest.mark.parametrize("direction", [None, Direction.UNKNOWN])
def test_a_gate_is_open_while_nobody_has_said_which_way_is_better(direction):
    hours = Criterion(1, 1, None, "Hours", 1, measure=Measure.MEASURED, direction=direction, minimum=4, is_gate=True)
    quality = Criterion(2, 1, None, "Quality", 1, maximum=100)
    ranking = ranking_of(evaluation({"A": [2, 80], "B": [8, 60]}, [], criteria=[hours, quality]))
    assert [standing.gate for standing in ranking.standings] == [GateStatus.OPEN, GateStatus.OPEN]
    assert "nobody has said whether more or less is better" in ranking.standings[0].gate_reasons[0]


def test_prices_alone_can_be_ranked_without_any_evaluator():
    ranking = ranking_of(replace(evaluation({"A": [100], "B": [150]}, [], criteria=[priced(200, 90)]), evaluators=()))
    assert names(ranking) == [("A", 1), ("B", 2)]
    assert (ranking.verdict, ranking.threshold) == (Verdict.CLEAR, 2)


def test_a_constant_measure_never_divides_by_zero():
    leaf = Criterion(1, 1, None, "Volume", 100, measure=Measure.MEASURED, worst=100000, best=100000)
    ranking = ranking_of(evaluation({"A": [100000], "B": [100000]}, [], criteria=[leaf]))
    assert [standing.total for standing in ranking.standings] == [100, 100]


def test_end_points_that_are_just_the_worst_and_best_offer_are_warned_of():
    local = ranking_of(evaluation({"A": [25000], "B": [30000]}, [], criteria=[priced(30000, 25000)]))
    fixed = ranking_of(evaluation({"A": [25000], "B": [30000]}, [], criteria=[priced(40000, 20000)]))
    assert "W04" in {warning.id for warning in local.warnings}
    assert "W04" not in {warning.id for warning in fixed.warnings}


def test_a_gate_without_a_minimum_is_open_and_never_passed():
    scored = evaluation({"A": [80], "B": [60]}, [100])
    gate = replace(scored, criteria=tuple(replace(criterion, is_gate=True) for criterion in scored.criteria))
    assert [standing.gate for standing in ranking_of(gate).standings] == [GateStatus.OPEN, GateStatus.OPEN]
