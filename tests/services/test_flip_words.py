import re

import pytest

from outsource_desk.charts.shares import lasts_to, price_change, turns_at
from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.domain.robustness import SimulationPlan, Trust
from outsource_desk.services.case import case_of
from outsource_desk.services.flip_words import beyond, flip_sentences, verdict_sentence
from outsource_desk.services.ranking import ranking_of
from outsource_desk.services.robustness import LiveRobustness, robustness_of, simulate, trust_of
from outsource_desk.ui import formats
from outsource_desk.ui.language import say, tr, use_language
from tests.builders import evaluation

NBSP = "\u00a0"
FEW = SimulationPlan(samples=5_000)
TREE = [
    Criterion(1, 1, None, "Cost", 25, measure=Measure.PRICE, worst=2_000_000.0, best=1_000_000.0),
    Criterion(2, 1, None, "Security", 40, maximum=5, step=1),
    Criterion(3, 1, None, "Service", 35, maximum=5, step=1),
]


def case(scores, tree=TREE):
    whole = evaluation(scores, [], criteria=tree)
    found = case_of(whole, ranking_of(whole))
    assert found is not None
    return found


def close_race():
    return case({"Alder": [1_600_000, 4, 4], "Birch": [1_500_000, 3, 4]})


def said(found, **more):
    return tuple(text.replace(NBSP, " ") for text in flip_sentences(found, robustness_of(found), **more))


def verdict(found):
    trust = trust_of(found, robustness_of(found), simulate(found, FEW))
    return verdict_sentence(found, trust).replace(NBSP, " ")


@pytest.fixture
def german(qapp):
    use_language("de")
    formats.use_formats("de_DE")
    yield Speech(tr, say)
    use_language("en")
    formats.use_formats("en_GB")


def test_a_flip_card_names_the_easiest_change_of_weight_of_the_leader_and_of_the_rival():
    # Alder 10 + 32 + 28 = 70, Birch 12.5 + 24 + 28 = 64.5; 5.5 points apart
    # that is 22 of the value of Cost, 220,000; without Security Birch is 2.5 / 0.6 ahead, with it alone 20 behind
    assert said(close_race()) == (
        "Birch overtakes Alder if the price of Alder rises by 13.8 %, or Birch cuts its price by 14.7 %,"
        " or the weight of Security falls from 40 % to 17 %.",
    )


def test_points_are_steps_that_can_be_given():
    tree = [Criterion(1, 1, None, "Security", 60, maximum=5, step=1), Criterion(2, 1, None, "Service", 40, step=0.5)]
    found = case({"Alder": [4, 4], "Birch": [3, 4.5]}, tree)

    # Alder 48 + 32 = 80, Birch 36 + 36 = 72: 8 points are 0.67 of Security, 1 of Service
    assert said(found) == (
        "Birch overtakes Alder if Alder falls from 4 to 3 on Security, or Birch rises from 3 to 4 on Security,"
        " or the weight of Security falls from 60 % to 33 %.",
    )


def test_a_figure_that_only_makes_both_level_is_never_claimed_to_be_enough():
    assert beyond(30.0, 25.0, 0) == 31
    assert beyond(30.2, 25.0, 0) == 31
    assert beyond(30.0, 35.0, 0) == 29
    assert beyond(4.2, 0.0, 1) == pytest.approx(4.3)


def test_a_weight_is_told_as_coarsely_as_says_little_more_than_is_needed():
    tree = [Criterion(1, 1, None, "Security", 3, maximum=100, step=1), Criterion(2, 1, None, "Service", 97, step=1)]
    found = case({"Alder": [82, 3], "Birch": [20, 3.05]}, tree)

    # level at 62 t = 1 (1 - t), 1.587 per cent; 1 would say half as much again
    assert "the weight of Security falls from 3.0 % to 1.5 %" in said(found)[0]


def test_each_rival_has_a_sentence_and_no_more_are_said_than_asked_for():
    found = case(
        {
            "Alder": [1_500_000, 4, 4],
            "Birch": [1_500_000, 4, 3],
            "Cedar": [1_500_000, 3, 4],
            "Dogwood": [1_400_000, 3, 4],
        }
    )

    assert len(said(found)) == 3
    (first,) = said(found, most=1)
    assert first == said(found)[0]
    assert {text.split()[0] for text in said(found)} == {"Birch", "Cedar", "Dogwood"}


def test_what_no_single_change_can_do_is_said():
    tree = [Criterion(each, 1, None, chr(64 + each), 25, maximum=5, step=1) for each in range(1, 5)]
    found = case({"Alder": [4, 4, 4, 4], "Birch": [0, 0, 0, 0]}, tree)

    assert said(found) == ("No single change turns the first place, and no weights put anybody else before Alder.",)


def test_a_shared_first_place_is_said():
    found = case({"Alder": [1_500_000, 4, 4], "Birch": [1_500_000, 4, 4]})

    assert said(found) == ("Alder and Birch share the first place: whatever favours one of them decides.",)


def test_with_one_candidate_nothing_turns():
    found = case({"Alder": [1_500_000, 4, 4]})

    assert said(found) == ()
    assert verdict(found) == "Fewer than two candidates are ranked, so there is nothing to compare."


def test_the_verdict_in_a_sentence():
    clear = case({"Alder": [1_200_000, 5, 5], "Birch": [1_900_000, 1, 1]})
    close = case({"Alder": [1_500_000, 4, 4], "Birch": [1_550_000, 4, 4]})

    assert verdict(clear) == "Alder comes first, and nothing that was tried easily turns that."
    assert verdict(close) == (
        "There is no clear winner between Alder and Birch. Alder is only 1.2 points ahead of Birch;"
        " a clear lead takes 2.0."
    )
    assert verdict(close_race()).startswith("Alder comes first")


def test_every_weight_that_is_printed_really_turns_the_lead():
    for amount in range(1_000_000, 2_000_001, 62_500):
        found = case({"Alder": [amount, 4, 2], "Birch": [1_500_000, 3, 4]})
        leader, names = found.candidates[0].id, {each.name: each.id for each in found.candidates}
        for text in said(found):
            told = re.search(r"weight of (\w+) (?:rises|falls) from [\d.]+ % to ([\d.]+) %", text)
            if told is None:
                continue
            criterion = next(each.id for each in TREE if each.name == told[1])
            totals = LiveRobustness(found, FEW).move(criterion, float(told[2]) / 100).totals
            assert totals[names[text.split()[0]]] > totals[leader]


def test_the_card_speaks_german(german):
    (text,) = flip_sentences(close_race(), robustness_of(close_race()), german)

    assert text.startswith("Birch überholt Alder, wenn ")
    assert " oder " in text
    assert not re.search(r"\b(if|from|rises|weight)\b", text)


def test_the_verdict_speaks_german(german):
    for scores in ([1_550_000, 4, 4], [1_900_000, 1, 1], [1_400_000, 3, 4]):
        found = case({"Alder": [1_500_000, 4, 4], "Birch": scores})
        trust = trust_of(found, robustness_of(found), simulate(found, FEW))

        text = verdict_sentence(found, trust, german)

        assert not re.search(r"\b(the|is|and|comes|first)\b", text)
        assert [each.text for each in trust.reasons if say(each.text) == each.text] == []


def test_what_turns_and_what_lasts_are_neighbours_on_either_side_of_the_bound():
    for bound, now, turns, lasts in (
        (0.0164, 0.03, "1.6 %", "1.7 %"),
        (0.034, 0.03, "3.5 %", "3.4 %"),
        (0.236, 0.4, "23 %", "24 %"),
        (1 / 3, 0.2, "34 %", "33 %"),
        (0.204, 0.201, "20.41 %", "20.40 %"),
    ):
        assert turns_at(ENGLISH, bound, now).replace(NBSP, " ") == turns
        assert lasts_to(ENGLISH, bound, now).replace(NBSP, " ") == lasts
    assert (price_change(ENGLISH, 0.03737), price_change(ENGLISH, -0.03837)) == ("3.8\u00a0%", "3.9\u00a0%")


def test_with_most_of_the_weight_open_nobody_is_named_and_nothing_is_said_to_turn():
    tree = [Criterion(1, 1, None, "Security", 5, maximum=5, step=1), Criterion(2, 1, None, "Service", 95, step=1)]
    found = case({"Alder": [4, None], "Birch": [2, None]}, tree)
    trust = trust_of(found, robustness_of(found), simulate(found, FEW))

    assert said(found) == ("It is too early to say what would turn the first place: only 5 % of the weight is scored.",)
    assert verdict(found) == ("There is no clear winner between Alder and Birch. Only 5 % of the weight is scored.")
    assert trust.trust is Trust.NO_CLEAR_WINNER
    assert not {"score", "price", "stability"} & {reason.rule for reason in trust.reasons}


def test_a_scale_that_stems_from_the_offers_is_said():
    found = case({"Alder": [1_000_000, 5, 5], "Birch": [2_000_000, 1, 1]})
    trust = trust_of(found, robustness_of(found), None)

    field = next(reason.text for reason in trust.reasons if reason.rule == "drop_one")
    assert field == "No single withdrawal turns the first place, but a scale stems from the offers themselves."
