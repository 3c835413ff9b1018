"""What vetting does on Scoring: questions and sections in a criterion's form, answers beside a score."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from outsource_desk.domain.criterion import leaves_of
from outsource_desk.ui.places import Place
from outsource_desk.ui.scoring.vetting_card import FeedsDialog
from tests.ui.matrix_scene import open_scene
from tests.ui.tour import settle

CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@pytest.fixture
def leaf(window):
    """Return the name of a plain criterion and go to its form."""
    found = next(each for each in leaves_of(window.session.evaluation.criteria) if each.is_plain)
    window.go(Place("scoring", criterion_id=found.id, field="feeds"))
    settle(50)
    return found


@pytest.fixture
def form(window, leaf):
    """Return the card of the vetting in the form of the criterion."""
    found = window.page.findChild(QLabel, "criterion.feeds")
    assert found is not None
    return found


def inspected(window, qtbot, candidate, criterion_id):
    """Return what the inspector says about the vetting of a cell."""
    scene = open_scene(window, qtbot)
    scene.go(candidate.name, next(e.name for e in window.session.evaluation.criteria if e.id == criterion_id))
    scene.press(Qt.Key.Key_Return)
    found = window.inspector.findChild(QWidget, "cell.proof")
    assert found is not None
    return found


def feeds_of(window, leaf):
    return [each.question_id for each in window.session.evaluation.vetting.feeds if each.criterion_id == leaf.id]


def test_questions_are_found_ticked_and_named_in_the_form(window, leaf, form, qtbot):
    window.page.findChild(QPushButton, "criterion.questions").click()
    dialog = window.findChild(FeedsDialog, "feeds")
    qtbot.keyClicks(dialog.searched, "sec-03")
    shown = [at for at in range(dialog.questions.count()) if not dialog.questions.item(at).isHidden()]
    assert len(shown) == 1
    for at in range(dialog.questions.count()):
        dialog.questions.item(at).setCheckState(CHECKED if at == shown[0] else UNCHECKED)
    dialog.deed.click()

    assert len(feeds_of(window, leaf)) == 1
    assert form.text() == "Judged by SEC-03"
    assert window.page.findChild(QPushButton, "criterion.questions").accessibleName()


def test_a_warning_about_feeds_leads_to_the_button(window, form):
    assert window.focusWidget() is window.page.findChild(QPushButton, "criterion.questions")


def test_a_section_gives_the_value_and_the_matrix_and_inspector_say_so(window, leaf, form, qtbot):
    chooser = window.page.findChild(QComboBox, "section_id")
    section = window.session.evaluation.vetting.questionnaire.sections[5]
    chooser.setCurrentIndex(chooser.findData(str(section.id)))
    chooser.activated.emit(chooser.currentIndex())
    settle(50)

    assert form.text() == "Judged by all questions of its section"
    vendor = next(each for each in window.session.evaluation.candidates if not each.is_in_house)
    value = window.session.ranking.cells[vendor.id, leaf.id]
    assert value.is_from_vetting
    assert value.value == window.session.ranking.vetted.candidates[vendor.id].sections[section.id].secured

    proof = inspected(window, qtbot, vendor, leaf.id)
    said = [each.text() for each in proof.findChildren(QLabel)]
    assert f"Takes its value from {section.code} {section.title}" in said
    assert any("secured" in each and "covered" in each for each in said)
    assert not window.inspector.findChild(QWidget, "cell.points").isVisible()


def test_answers_stand_beside_a_score_and_lead_to_their_question(window, qtbot):
    vetting = window.session.evaluation.vetting
    feed = vetting.feeds[0]
    code = next(each.code for each in vetting.questionnaire.questions if each.id == feed.question_id)
    vendor = next(each for each in window.session.evaluation.candidates if not each.is_in_house)
    proof = inspected(window, qtbot, vendor, feed.criterion_id)
    assert proof.isVisible()
    proof.findChild(QPushButton, f"cell.{code}").click()
    assert window.trail.here == Place("vetting", "question", feed.question_id, candidate_id=vendor.id)
