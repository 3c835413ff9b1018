"""The list of warnings on a real file: what each says, where it leads, and how it is answered; in German too."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from outsource_desk.services.history import undo
from outsource_desk.services.rules.rulebook import rulebook
from outsource_desk.services.warning_answers import answered
from outsource_desk.ui.formats import use_formats
from outsource_desk.ui.language import say, use_language
from outsource_desk.ui.warnings.answer_dialog import AnswerDialog
from outsource_desk.ui.warnings.dialog import WarningsDialog
from tests.ui.acts import find
from tests.ui.texts import fields_of
from tests.ui.texts_of_layers import english_in

WHY = "The board decides on reasons, not on decimals"


@pytest.fixture
def dialog(window, qtbot):
    window.actions_of_window["report.warnings"].trigger()
    dialog = window.findChild(WarningsDialog)
    qtbot.waitUntil(lambda: dialog.findChild(QLabel, "warnings.looking").text() == "", timeout=15_000)
    return dialog


def texts(dialog) -> list[str]:
    return [line.text for line in dialog.list.lines.lines]


def choose(dialog, words: str) -> None:
    place = next(place for place, text in enumerate(texts(dialog)) if words in text)
    dialog.list.setCurrentIndex(dialog.list.lines.index(place))


def press(dialog, qtbot, name: str) -> None:
    qtbot.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def answer(dialog, qtbot, name: str, reason: str) -> AnswerDialog:
    press(dialog, qtbot, "warnings.act")
    question = dialog.findChild(AnswerDialog)
    question.findChild(QLineEdit, "answer.name").setText(name)
    question.findChild(QPlainTextEdit, "answer.reason").setPlainText(reason)
    press(question, qtbot, "answer.deed")
    return question


def test_all_warnings_are_listed_also_those_that_take_their_time(dialog, window):
    dialog.filter.choose("all")
    shown = texts(dialog)
    assert any("are 1.1 points apart" in text for text in shown)
    assert any(text.startswith("If ") and "would come first" in text for text in shown)
    assert {say(each.text) for each in window.session.ranking.warnings} <= set(shown)


def test_what_is_chosen_is_told_in_full_with_what_to_do(dialog):
    choose(dialog, "points apart")
    assert "points apart" in dialog.findChild(QLabel, "warnings.text").text()
    assert dialog.findChild(QLabel, "warnings.fix").text() == "Decide on stated reasons, not on the decimals."
    assert dialog.findChild(QPushButton, "warnings.act").text() == "Acknowledge…"


def test_a_warning_is_acknowledged_by_name_and_for_a_reason_and_leaves_the_open_ones(dialog, window, qtbot):
    choose(dialog, "points apart")
    before = len(texts(dialog))
    answer(dialog, qtbot, "CFO", WHY)
    assert len(texts(dialog)) == before - 1
    dialog.filter.choose("answered")
    choose(dialog, "points apart")
    assert find(dialog, QLabel, "warnings.answer").text().endswith(WHY)
    found = answered(window.session.evaluation, window.session.ranking.warnings)
    assert [one.answer.name for one in found if one.answer and one.warning.id == "W53"] == ["CFO"]
    press(dialog, qtbot, "warnings.withdraw")
    dialog.filter.choose("open")
    assert len(texts(dialog)) == before


def test_an_answer_without_a_name_is_refused_and_what_was_typed_stays(dialog, window, qtbot):
    revision = window.session.desk.journal.revision
    choose(dialog, "points apart")
    question = answer(dialog, qtbot, "  ", WHY)
    assert question.isVisible()
    assert "needs a name" in find(question, QLabel, "answer.error").text()
    assert find(question, QPlainTextEdit, "answer.reason").toPlainText() == WHY
    assert window.session.desk.journal.revision == revision
    question.reject()


def test_undo_while_the_list_is_open_opens_the_warning_again(dialog, window, qtbot):
    choose(dialog, "points apart")
    before = texts(dialog)
    answer(dialog, qtbot, "CFO", WHY)
    window.session.act(undo)
    assert texts(dialog) == before


def test_a_warning_leads_to_its_place(dialog, window, qtbot):
    dialog.filter.choose("all")
    choose(dialog, "still open")
    place = dialog.current.warning
    press(dialog, qtbot, "warnings.go")
    here = window.trail.here
    assert here.page == "scoring"
    assert (here.candidate_id, here.criterion_id) == (place.candidate_id, place.criterion_id)


def test_an_empty_file_says_why_there_is_nothing_to_list(empty_window):
    act = empty_window.actions_of_window["report.warnings"]
    act.look_again()
    assert act.why_not == "This file holds no initiative yet."


def test_the_menu_says_how_many_nobody_has_answered(window):
    window.menus.count_warnings()
    assert window.actions_of_window["report.warnings"].words.startswith("Warnings (")


def test_every_rule_is_german_with_its_title_its_texts_and_its_fix(qapp):
    use_language("de")
    use_formats("de_DE")
    try:
        for rule in rulebook().rules.values():
            for text in (rule.title, rule.fix, *rule.texts.values()):
                filled = text.format(**{name: str(70 + place) for place, name in enumerate(sorted(fields_of(text)))})
                assert say(filled) != filled, text
                assert english_in(say(filled)) == "", text
    finally:
        use_language("en")
        use_formats("en_GB")
