"""Criteria that are judged by questions of the vetting, or take their value from one of its sections."""

from __future__ import annotations

import pytest

from outsource_desk.domain.errors import NotALeafError, NotFoundError
from outsource_desk.domain.feed_errors import FromVettingError, NotByPointsError, TakesSectionError
from outsource_desk.domain.vetting import Feed
from outsource_desk.services import criteria, scoring
from outsource_desk.services.ballots import form_of
from outsource_desk.services.case import case_of
from outsource_desk.services.feeding import set_feeds, take_from_section
from outsource_desk.services.panel import panel_report
from outsource_desk.services.ranking import load_evaluation, rank_initiative
from tests.scene import build_scene, refused
from tests.vettings import answer, question, store_answer, store_questionnaire


@pytest.fixture
def scene(desk):
    return build_scene(desk)


@pytest.fixture
def asked(desk, scene):
    return store_questionnaire(desk, scene.initiative, [question("SEC-01"), question("SEC-02"), question("FIN-01")])


def feeds_of(desk, scene):
    vetting = load_evaluation(desk, scene.initiative).vetting
    assert vetting is not None
    return vetting.feeds


def test_a_criterion_is_judged_by_questions_and_by_others_later(desk, scene, asked):
    first, second, third = (each.id for each in asked.questions)
    set_feeds(desk, scene.quality, [first, second, first])
    assert feeds_of(desk, scene) == (Feed(scene.quality, first), Feed(scene.quality, second))
    set_feeds(desk, scene.quality, [second, third])
    assert {each.question_id for each in feeds_of(desk, scene)} == {second, third}
    desk.journal.undo()
    assert feeds_of(desk, scene) == ()  # changing one's mind at once is one act
    set_feeds(desk, scene.price, [third])
    assert feeds_of(desk, scene) == (Feed(scene.price, third),)


def test_feeds_that_do_not_fit_are_refused(desk, scene, asked):
    with refused(desk, NotALeafError):
        set_feeds(desk, scene.group, [asked.questions[0].id])
    with refused(desk, NotFoundError):
        set_feeds(desk, scene.quality, [999])
    with refused(desk, NotFoundError):
        set_feeds(desk, scene.other_criterion, [asked.questions[0].id])
    with refused(desk, NotFoundError):
        set_feeds(desk, 999, [])


def test_a_section_gives_the_value_and_typed_scores_are_kept_for_later(desk, scene, asked):
    scoring.record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    scoring.record_score(desk, scene.in_house, scene.quality, scene.evaluator, 2)
    store_answer(desk, scene.candidate, asked.questions[1].id, answer())
    take_from_section(desk, scene.quality, asked.sections[0].id)
    cells = rank_initiative(desk, scene.initiative).cells
    assert cells[scene.candidate, scene.quality].value == 50
    assert cells[scene.in_house, scene.quality].value == 40
    take_from_section(desk, scene.quality, None)
    assert rank_initiative(desk, scene.initiative).cells[scene.candidate, scene.quality].value == 80


def test_nobody_scores_what_comes_from_the_vetting_but_the_in_house_option(desk, scene, asked):
    take_from_section(desk, scene.quality, asked.sections[0].id)
    with refused(desk, FromVettingError, "takes its value from the vetting"):
        scoring.record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    with refused(desk, FromVettingError):
        scoring.agree_score(desk, scene.candidate, scene.quality, 4, rationale="Seen by all of us.")
    scoring.record_score(desk, scene.in_house, scene.quality, scene.evaluator, 4)
    evaluation = load_evaluation(desk, scene.initiative)
    assert form_of(desk, evaluation, scene.evaluator).cells == ((scene.in_house, scene.quality),)
    report = panel_report(evaluation, rank_initiative(desk, scene.initiative))
    assert [record.asked for record in report.records] == [1]


def test_scores_given_before_do_not_spread_nor_count_in_simulations(desk, scene, asked):
    second = scoring.add_evaluator(desk, scene.initiative, "Works council")
    for evaluator, points in ((scene.evaluator, 0), (second, 5)):
        scoring.record_score(desk, scene.candidate, scene.quality, evaluator, points)
    store_answer(desk, scene.candidate, asked.questions[0].id, answer())
    take_from_section(desk, scene.quality, asked.sections[0].id)
    evaluation, ranking = load_evaluation(desk, scene.initiative), rank_initiative(desk, scene.initiative)
    case = case_of(evaluation, ranking)
    assert case is not None
    cell = case.row_of[scene.candidate], case.column_of[scene.quality]
    assert (case.values[cell], case.errors[cell]) == (50, 0)
    assert "W20" not in {warning.id for warning in ranking.warnings}


def test_what_cannot_take_its_value_from_a_section_is_refused(desk, scene, asked):
    section = asked.sections[0].id
    for criterion in (scene.price, scene.lead_time):
        with refused(desk, NotByPointsError):
            take_from_section(desk, criterion, section)
    with refused(desk, NotALeafError):
        take_from_section(desk, scene.group, section)
    with refused(desk, NotFoundError):
        take_from_section(desk, scene.quality, 999)
    with refused(desk, NotFoundError):
        take_from_section(desk, scene.other_criterion, section)
    take_from_section(desk, scene.quality, section)
    with refused(desk, TakesSectionError):
        criteria.update_criterion(desk, scene.quality, "direction", "min")
    with refused(desk, TakesSectionError):
        criteria.add_criterion(desk, scene.initiative, "Part", parent_id=scene.quality)
    criteria.update_criterion(desk, scene.quality, "maximum", 10)
