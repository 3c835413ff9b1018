"""Warnings are acknowledged or waived by name and for a reason; an answer lapses with what it answered."""

from dataclasses import replace

import pytest

from outsource_desk.domain.answers import AnswerKind
from outsource_desk.domain.errors import NotFoundError
from outsource_desk.domain.ranking import RuleWarning, Severity
from outsource_desk.services.history import undo
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.scoring import record_amount
from outsource_desk.services.warning_answers import (
    NobodyAnswersError,
    NoReasonError,
    NothingToWaiveError,
    NotToBeAcknowledgedError,
    acknowledge_warning,
    answered,
    stops,
    unanswered,
    waive_warning,
    withdraw_answer,
)
from tests.scene import build_scene

WHY = "The board has accepted this in March"


@pytest.fixture
def scene(desk):
    return build_scene(desk)


def of(severity, scene):
    return RuleWarning("W99", severity, "Something is odd.", "there", scene.candidate, scene.quality)


def reread(desk, scene):
    return load_evaluation(desk, scene.initiative)


def test_a_warning_is_acknowledged_by_name_and_for_a_reason_in_one_edit(desk, scene):
    warning = of(Severity.WARN, scene)
    acknowledge_warning(desk, scene.initiative, warning, " Head of IT ", f" {WHY} ")
    (found,) = answered(reread(desk, scene), [warning])
    assert found.is_settled
    assert not found.lapsed
    assert found.answer is not None
    assert (found.answer.kind, found.answer.name, found.answer.reason) == (AnswerKind.ACKNOWLEDGED, "Head of IT", WHY)
    undo(desk)
    assert answered(reread(desk, scene), [warning])[0].answer is None


def test_what_stops_a_recommendation_goes_on_stopping_it_until_it_is_waived(desk, scene):
    block = of(Severity.BLOCK, scene)
    assert [one.warning for one in stops(reread(desk, scene), [block, of(Severity.WARN, scene)])] == [block]
    waive_warning(desk, scene.initiative, block, "Head of IT", WHY)
    assert stops(reread(desk, scene), [block]) == ()


def test_an_answer_lapses_when_the_warning_says_something_else(desk, scene):
    block = of(Severity.BLOCK, scene)
    waive_warning(desk, scene.initiative, block, "Head of IT", WHY)
    changed = replace(block, text="Something is odder.")
    (found,) = stops(reread(desk, scene), [changed])
    assert found.lapsed
    assert found.answer is not None
    assert unanswered(reread(desk, scene), [block, changed]) == (changed,)


def test_an_acknowledgement_is_too_little_for_what_has_come_to_stop_a_recommendation(desk, scene):
    acknowledge_warning(desk, scene.initiative, of(Severity.WARN, scene), "Head of IT", WHY)
    assert stops(reread(desk, scene), [of(Severity.BLOCK, scene)])[0].lapsed


def test_a_later_answer_replaces_the_earlier_one_also_where_no_candidate_is_named(desk, scene):
    warning = replace(of(Severity.WARN, scene), candidate_id=None, criterion_id=None)
    first = acknowledge_warning(desk, scene.initiative, warning, "Head of IT", WHY)
    again = acknowledge_warning(desk, scene.initiative, replace(warning, text="Odder."), "CFO", WHY)
    assert again == first
    (answer,) = reread(desk, scene).answers
    assert (answer.name, answer.said) == ("CFO", "Odder.")


def test_an_answer_is_withdrawn(desk, scene):
    number = acknowledge_warning(desk, scene.initiative, of(Severity.WARN, scene), "Head of IT", WHY)
    withdraw_answer(desk, number)
    assert reread(desk, scene).answers == ()
    with pytest.raises(NotFoundError):
        withdraw_answer(desk, number)


@pytest.mark.parametrize(
    ("verb", "severity", "name", "reason", "error"),
    [
        (acknowledge_warning, Severity.BLOCK, "CFO", WHY, NotToBeAcknowledgedError),
        (waive_warning, Severity.WARN, "CFO", WHY, NothingToWaiveError),
        (waive_warning, Severity.BLOCK, "  ", WHY, NobodyAnswersError),
        (waive_warning, Severity.BLOCK, "CFO", " \n", NoReasonError),
    ],
)
def test_an_answer_that_does_not_fit_or_says_nothing_is_refused(desk, scene, verb, severity, name, reason, error):
    revision = desk.journal.revision
    with pytest.raises(error) as caught:
        verb(desk, scene.initiative, of(severity, scene), name, reason)
    assert caught.value.remedy
    assert desk.journal.revision == revision


def test_what_is_gone_cannot_be_answered(desk, scene):
    with pytest.raises(NotFoundError):
        acknowledge_warning(desk, scene.initiative, replace(of(Severity.WARN, scene), criterion_id=9999), "CFO", WHY)


def test_a_missing_price_that_is_waived_no_longer_stops_a_recommendation(desk, scene):
    record_amount(desk, scene.candidate, scene.price, None)
    evaluation = reread(desk, scene)
    blocks = [one for one in ranking_of(evaluation).warnings if one.id == "W48"]
    assert blocks
    for block in blocks:
        waive_warning(desk, scene.initiative, block, "CFO", WHY)
    evaluation = reread(desk, scene)
    assert "W48" not in [one.warning.id for one in stops(evaluation, ranking_of(evaluation).warnings)]
