"""How critical a function is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outsource_desk.domain.errors import DeskError, NotFoundError
from outsource_desk.domain.initiative import Initiative
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.tier import Depth, Tier
from outsource_desk.paths import resource
from outsource_desk.services.initiatives import add_initiative, find_initiative
from outsource_desk.services.rules.reading import RulesFileError
from outsource_desk.services.tiering import (
    NoReasonError,
    NotAnAnswerError,
    answer_tiering,
    override_tier,
    proposed_depth,
    tier_of,
    tiering_scheme,
)
from outsource_desk.store.vetting import load_tiering

INITIATIVE = Initiative(1, "Service desk", None)


def answers(*points):
    return {f"TQ{number}": value for number, value in enumerate(points, 1)}


@pytest.mark.parametrize(
    ("points", "total", "tier"),
    [
        ((2, 2, 1, 1, 2, 1, 1, 1), 11, Tier.T2),
        ((3, 0, 0, 0, 0, 0, 0, 0), 3, Tier.T1),
        ((1, 1, 0, 1, 1, 0, 1, 0), 5, Tier.T3),
        ((2, 2, 2, 2, 2, 2, 2, 2), 16, Tier.T1),
        ((2, 2, 2, 2, 2, 2, 2, 1), 15, Tier.T1),
        ((0, 0, 2, 0, 0, 3, 3, 0), 8, Tier.T2),
        ((0, 0, 3, 0, 0, 0, 0, 0), 3, Tier.T1),
        ((0, 3, 0, 0, 0, 3, 0, 1), 7, Tier.T3),
    ],
)
def test_eight_answers_give_a_tier(points, total, tier):
    found = tier_of(INITIATIVE, answers(*points))
    assert (found.tier, found.total, found.is_complete) == (tier, total, True)
    assert found.why


def test_there_are_eight_questions_with_four_answers_and_two_of_them_decide_alone():
    scheme = tiering_scheme()
    assert [question.code for question in scheme.questions] == [f"TQ{number}" for number in range(1, 9)]
    assert [question.code for question in scheme.questions if question.decides] == ["TQ1", "TQ3"]
    assert (scheme.critical_from, scheme.important_from) == (15, 8)


def test_silence_is_never_taken_for_harmless():
    found = tier_of(INITIATIVE, answers(0, 0, 0, 0, 0, 0, 0))
    assert (found.tier, found.is_complete) == (None, False)
    assert tier_of(INITIATIVE, {}).tier is None


def test_what_no_answer_can_change_any_more_is_said_at_once():
    assert tier_of(INITIATIVE, {"TQ1": 3}).tier is Tier.T1
    assert tier_of(INITIATIVE, answers(2, 3, 1, 3, 3, 3)).tier is Tier.T1


def test_answers_to_questions_that_are_gone_do_not_count():
    assert tier_of(INITIATIVE, {"OLD": 3}).total == 0


def test_a_tier_set_by_hand_wins_and_gives_its_reason():
    found = tier_of(replace(INITIATIVE, tier_override=Tier.T3, tier_reason="Pilot only"), answers(3, 3, 3))
    assert (found.tier, found.total) == (Tier.T3, 9)
    assert "Pilot only" in found.why


@pytest.mark.parametrize(("tier", "depth"), [("T1", Depth.FULL), ("T2", Depth.STANDARD), ("T3", Depth.LITE)])
def test_the_tier_proposes_the_depth(tier, depth):
    initiative = replace(INITIATIVE, tier_override=Tier(tier), tier_reason="Board")
    assert proposed_depth(Evaluation(initiative, (), (), (), (), (), (), ())) is depth


def test_without_a_tier_the_standard_depth_is_proposed():
    assert proposed_depth(Evaluation(INITIATIVE, (), (), (), (), (), (), ())) is Depth.STANDARD


def test_answers_are_kept_changed_and_taken_back(desk):
    initiative = add_initiative(desk, "Service desk")
    answer_tiering(desk, initiative, "TQ1", 2)
    answer_tiering(desk, initiative, "TQ2", 0)
    answer_tiering(desk, initiative, "TQ1", 3)
    assert load_tiering(desk.connection, initiative) == {"TQ1": 3, "TQ2": 0}
    answer_tiering(desk, initiative, "TQ1", None)
    assert load_tiering(desk.connection, initiative) == {"TQ2": 0}


@pytest.mark.parametrize("points", [-1, 4, 1.5, True, "2", 10**400])
def test_only_four_answers_are_taken(desk, points):
    initiative = add_initiative(desk, "Service desk")
    with pytest.raises(NotAnAnswerError):
        answer_tiering(desk, initiative, "TQ1", points)
    with pytest.raises(NotFoundError):
        answer_tiering(desk, initiative, "TQ99", 1)
    with pytest.raises(NotFoundError):
        answer_tiering(desk, 99, "TQ1", 1)


def test_overriding_needs_a_reason_and_can_be_taken_back(desk):
    initiative = add_initiative(desk, "Service desk")
    with pytest.raises(NoReasonError):
        override_tier(desk, initiative, "T3", "  ")
    with pytest.raises(DeskError):
        override_tier(desk, initiative, "T4", "Because")
    override_tier(desk, initiative, "T3", " Pilot only ")
    found = find_initiative(desk)
    assert (found.tier_override, found.tier_reason) == (Tier.T3, "Pilot only")
    override_tier(desk, initiative, None)
    found = find_initiative(desk)
    assert (found.tier_override, found.tier_reason) == (None, "")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("TQ2:", "TQ1:", "stands in line"),
        ("T2: 8", "T2: 16", "from 0 to 15"),
        ('points_3: "Under 2 days"', 'points_4: "Under 2 days"', "not known here"),
        ("tiering/1", "tiering/2", "cannot be"),
    ],
)
def test_a_spoilt_file_is_refused_with_its_line(tmp_path, old, new, words):
    text = resource("templates", "tiering.yaml").read_text(encoding="utf-8")
    (tmp_path / "tiering.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulesFileError, match=words) as caught:
        tiering_scheme(tmp_path)
    assert caught.value.line
