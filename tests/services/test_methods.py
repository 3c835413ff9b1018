import math
from dataclasses import replace

import pytest

from outsource_desk.domain.opinions import Caveat, Method
from outsource_desk.domain.preference import Shape
from outsource_desk.services.case import case_of
from outsource_desk.services.methods import second_opinions
from outsource_desk.services.opinion_words import (
    caveat_sentences,
    compromise_sentences,
    method_about,
    method_name,
    opinion_sentences,
    outranking_sentences,
    shape_name,
)
from outsource_desk.services.ranking import ranking_of
from tests.builders import evaluation, with_gate

WEIGHTS = [25, 20, 15, 20, 10, 10]
RACE = {"Alder": [80, 60, 70, 64, 60, 60], "Birch": [66, 76, 70, 70, 70, 66], "Cedar": [90, 20, 80, 88, 80, 70]}


def case(scores, weights, gate=None):
    given = evaluation(scores, weights)
    given = with_gate(given, *gate) if gate else given
    found = case_of(given, ranking_of(given))
    assert found is not None
    return found


def asked(scores, weights, gate=None):
    of = case(scores, weights, gate)
    return of, second_opinions(of)


def named(of, numbers):
    names = {candidate.id: candidate.name for candidate in of.candidates}
    return {names[candidate_id]: number for candidate_id, number in numbers.items()}


def test_the_first_opinion_is_the_official_ranking_itself():
    of, opinions = asked(RACE, WEIGHTS)
    official = opinions.of(Method.SUM)
    assert named(of, official.scores) == pytest.approx({"Cedar": 71.1, "Birch": 69.8, "Alder": 67.3})
    assert named(of, official.ranks) == {"Cedar": 1, "Birch": 2, "Alder": 3}
    assert [opinion.method for opinion in opinions.opinions] == list(Method)


def test_a_product_of_ratios_costs_a_weak_spot_more_than_a_sum_does():
    of, opinions = asked(RACE, WEIGHTS)
    product = opinions.of(Method.PRODUCT)
    by_hand = 90**0.25 * 20**0.2 * 80**0.15 * 88**0.2 * 80**0.1 * 70**0.1
    assert named(of, product.scores)["Cedar"] == pytest.approx(by_hand)
    assert named(of, product.ranks) == {"Birch": 1, "Alder": 2, "Cedar": 3}


def test_methods_that_put_somebody_else_first_are_named():
    of, opinions = asked(RACE, WEIGHTS)
    assert not opinions.is_unanimous
    assert [opinion.method for opinion in opinions.dissenters] == [Method.PRODUCT, Method.TOPSIS]
    assert opinion_sentences(of, opinions) == (
        "4 of 6 methods put Cedar first.",
        "Weighted product and TOPSIS put Birch first.",
    )
    assert outranking_sentences(of, opinions) == (
        "Cedar outranks all others.",
        "Every pair can be compared, so the partial order is the whole order.",
    )
    assert compromise_sentences(of, opinions) == (
        "The advantage holds: 0.50 over the second; 0.50 are needed.",
        "The first place is stable: Cedar leads by one of the two measures alone, too.",
        "VIKOR accepts Cedar alone.",
    )


def test_one_that_is_best_in_everything_is_first_by_every_method():
    of, opinions = asked({"Alder": [80, 90], "Birch": [60, 60]}, [60, 40])
    assert opinions.is_unanimous
    assert opinion_sentences(of, opinions) == ("All six methods put Alder first.",)
    assert all(pair.tau == pair.rho == 1 for pair in opinions.concordance)


def test_agreement_between_methods_counts_pairs():
    _, opinions = asked(RACE, WEIGHTS)
    pairs = {(pair.first, pair.second): pair for pair in opinions.concordance}
    assert len(pairs) == 15
    sum_and_product = pairs[Method.SUM, Method.PRODUCT]  # only Birch against Alder stays: (1 − 2) / 3
    assert (sum_and_product.tau, sum_and_product.rho) == (pytest.approx(-1 / 3), pytest.approx(-0.5))


def test_open_values_count_as_nothing_in_every_method_and_that_is_said():
    of, opinions = asked({"Alder": [None, 90], "Birch": [60, 60]}, [60, 40])
    assert opinions.open_cells == 1
    assert all(Caveat.OPEN in opinion.caveats for opinion in opinions.opinions)
    assert caveat_sentences(of, opinions) == (
        "1 open value counts as nothing in every method, as it does in the total.",
        "In the weighted product, values below 1 count as 1, or a single zero would decide alone.",
    )


def test_one_candidate_has_nothing_to_be_compared_with():
    of, opinions = asked({"Alder": [50, 90]}, [50, 50])
    assert all(opinion.leader_ids == (1,) for opinion in opinions.opinions)
    assert all(pair.tau is None and pair.rho is None for pair in opinions.concordance)
    assert opinion_sentences(of, opinions) == (
        "Only Alder is ranked, so there is nothing that methods could disagree on.",
    )
    assert compromise_sentences(of, opinions) == outranking_sentences(of, opinions) == ()
    assert (opinions.weights[0].entropy, opinions.weights[0].critic) == (None, None)


def test_candidates_that_are_alike_share_the_first_place_in_every_method():
    of, opinions = asked({"Alder": [50, 90], "Birch": [50, 90], "Cedar": [50, 90]}, [50, 50])
    assert all(set(opinion.ranks.values()) == {1} for opinion in opinions.opinions)
    assert opinion_sentences(of, opinions) == (
        "All six methods leave Alder, Birch and Cedar level on the first place.",
    )
    assert opinions.constant_ids == (1, 2)
    methods = "Stretched sum and VIKOR"
    assert f"All are alike on A and B, so these decide nothing in {methods}." in caveat_sentences(of, opinions)
    assert outranking_sentences(of, opinions)[1].startswith("No difference that counts: Alder and Birch; Alder and C")


def test_small_differences_do_not_count_for_outranking():
    of, opinions = asked({"Alder": [80, 62], "Birch": [78, 60]}, [50, 50])
    promethee = opinions.of(Method.PROMETHEE)
    assert Caveat.ALIKE in promethee.caveats
    assert "PROMETHEE II cannot tell them apart." in opinion_sentences(of, opinions)
    assert "PROMETHEE II: no difference between the candidates." in caveat_sentences(of, opinions)


def test_opposite_strengths_leave_two_that_cannot_be_compared():
    rows = {"Alder": [80, 100, 60], "Birch": [20, 100, 20], "Cedar": [100, 60, 60]}
    of, opinions = asked(rows, [50, 30, 20])
    assert opinions.outranking.incomparable == ((1, 3),)
    assert outranking_sentences(of, opinions) == (
        "Nobody outranks Alder and Cedar.",
        "Not to be compared, because each is strong where the other is weak: Alder and Cedar.",
    )
    assert compromise_sentences(of, opinions)[0::2] == (
        "The advantage is too small: 0.39 over the second; 0.50 are needed.",
        "VIKOR's compromise is Alder and Cedar: none is clearly ahead of the others.",
    )


def test_who_is_not_ranked_is_in_no_method():
    of, opinions = asked(RACE, WEIGHTS, gate=("B", 60))
    assert {*named(of, opinions.of(Method.TOPSIS).ranks)} == {"Alder", "Birch"}


def test_nothing_that_is_handed_back_is_anything_but_a_plain_number():
    _, opinions = asked({**RACE, "Dogwood": [0, None, 0, 0, 0, 0]}, WEIGHTS)
    for opinion in opinions.opinions:
        assert all(type(score) is float and math.isfinite(score) for score in opinion.scores.values())
        assert all(type(rank) is int for rank in opinion.ranks.values())
    assert all(type(each) is float for each in opinions.compromise.utility.values())
    assert sum(each.official for each in opinions.weights) == pytest.approx(1)
    assert sum(each.entropy or 0 for each in opinions.weights) == pytest.approx(1)
    assert sum(each.critic or 0 for each in opinions.weights) == pytest.approx(1)


def test_an_official_leader_that_no_other_method_puts_first_is_said_to_be_alone():
    rows = {"Alder": [20, 10, 50], "Birch": [70, 30, 60], "Cedar": [80, 10, 90]}
    of, opinions = asked(rows, [50, 30, 20])
    assert opinion_sentences(of, opinions) == (
        "Only the official total puts Cedar first.",
        "Stretched sum, Weighted product, TOPSIS, VIKOR and PROMETHEE II put Birch first.",
    )


def test_many_pairs_are_counted_rather_than_named():
    of, opinions = asked({f"V{n}": [50, 50] for n in range(6)}, [50, 50])
    assert outranking_sentences(of, opinions)[1].endswith("; 9 more pairs.")


def test_several_open_values_are_counted():
    of, opinions = asked({"Alder": [None, 90, 40], "Birch": [60, None, 45], "Cedar": [50, 50, 50]}, [40, 40, 20])
    assert caveat_sentences(of, opinions)[0] == "2 open values count as nothing in every method, as in the total."


def test_an_advantage_that_just_misses_is_printed_so_that_it_looks_missed():
    of, opinions = asked(RACE, WEIGHTS)
    just = replace(opinions.compromise, advantage=0.4999, needed=0.5, has_advantage=False, is_stable=False)
    said = compromise_sentences(of, replace(opinions, compromise=just))
    assert said[0] == "The advantage is too small: 0.4999 over the second; 0.5000 are needed."
    assert said[1] == "The first place is not stable: Cedar leads by neither of the two measures alone."


def test_every_method_and_every_shape_has_words_of_its_own():
    assert len({method_name(method) for method in Method}) == len(Method)
    assert len({method_about(method) for method in Method}) == len(Method)
    assert len({shape_name(shape) for shape in Shape}) == len(Shape)
