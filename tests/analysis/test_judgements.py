from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.analysis.judgements import completed_judgements, joint_judgements
from outsource_desk.analysis.pairwise import (
    DONEGAN_DODD_1991,
    SCALE,
    consistency,
    pairwise_weights,
)
from outsource_desk.domain.errors import OutOfRangeError


def test_a_missing_judgement_is_set_where_the_whole_contradicts_itself_least():
    # Bozóki, Fülöp and Rónyai (2010), Mathematical and Computer Modelling 52, as recomputed by AHPy
    judged = {(0, 1): 1.0, (0, 2): 5.0, (0, 3): 2.0, (1, 2): 3.0, (1, 3): 4.0}
    whole = completed_judgements(4, judged)
    assert whole[2, 3] == pytest.approx(0.730297106886979, abs=1e-6)
    assert pairwise_weights(4, whole) == pytest.approx([0.3738, 0.392, 0.0985, 0.1357], abs=6e-5)
    assert consistency(4, whole, DONEGAN_DODD_1991).ratio == pytest.approx(0.0372, abs=6e-5)


def test_twelve_missing_judgements_of_a_house():
    # as above: eight criteria of choosing a house
    given_pairs = {
        "ab": 5, "ac": 3, "ad": 7, "ae": 6, "af": 6, "bd": 5, "bf": 3, "ce": 3, "cg": 6, "fd": 4, "ga": 3, "ge": 5,
        "ha": 4, "hb": 7, "hd": 8, "hf": 6,
    }  # fmt: skip
    expected = {
        "bc": 0.33002, "be": 1.71974, "bg": 0.46635, "cd": 9.92051, "cf": 4.85249, "ch": 0.56961, "de": 0.52528,
        "dg": 0.14244, "ef": 0.93120, "eh": 0.10931, "fg": 0.29121, "gh": 0.40309,
    }  # fmt: skip
    judged = {}
    for (one, other), ratio in given_pairs.items():
        first, second = "abcdefgh".index(one), "abcdefgh".index(other)
        judged[min(first, second), max(first, second)] = ratio if first < second else 1 / ratio
    whole = completed_judgements(8, judged)
    for (one, other), ratio in expected.items():
        assert whole["abcdefgh".index(one), "abcdefgh".index(other)] == pytest.approx(ratio, rel=1e-4)


@given(st.lists(st.sampled_from(SCALE), min_size=10, max_size=10), st.sampled_from(sorted(combinations(range(5), 2))))
def test_no_other_ratio_contradicts_the_others_less(judged, hidden):
    some = {pair: ratio for pair, ratio in zip(combinations(range(5), 2), judged, strict=True) if pair != hidden}
    whole = completed_judgements(5, some)
    least = consistency(5, whole).eigenvalue
    for factor in (0.9, 0.99, 1.01, 1.1):
        assert consistency(5, {**whole, hidden: whole[hidden] * factor}).eigenvalue >= least - 1e-9
    assert {pair: whole[pair] for pair in some} == some


def test_what_is_complete_stays_and_what_does_not_connect_is_refused():
    judged = {(0, 1): 3.0, (0, 2): 5.0, (1, 2): 2.0}
    assert completed_judgements(3, judged) == judged
    with pytest.raises(OutOfRangeError):
        completed_judgements(3, {(0, 1): 3.0})


def test_a_group_judges_by_the_geometric_mean_of_those_who_judged():
    joint = joint_judgements([{(0, 1): 2.0, (0, 2): 9.0}, {(0, 1): 8.0}, {(1, 2): 0.5}])
    assert joint == pytest.approx({(0, 1): 4.0, (0, 2): 9.0, (1, 2): 0.5})
    assert joint_judgements([{(0, 1): 0.2}, {(0, 1): 5.0}])[0, 1] == pytest.approx(1)
    assert joint_judgements([]) == {}
