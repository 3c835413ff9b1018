"""What stays as it is on the import page while somebody answers, and what follows the document and the file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QLabel, QPushButton

from outsource_desk.services.candidates import add_candidate
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.questionnaire_templates import questionnaire_templates
from outsource_desk.services.questionnaires import start_vetting
from outsource_desk.services.vendors import add_vendor
from outsource_desk.ui.importing.account import AccountBar
from outsource_desk.ui.importing.check_list import CheckList
from outsource_desk.ui.importing.check_row import QuestionRow
from outsource_desk.ui.importing.sheet_view import SheetView
from outsource_desk.ui.widgets.scroll import Scroll
from tests.ui.import_walk import Walk, written

RISKS = [
    ["ID", "Risk", "Likelihood", "Impact", "Review date"],
    ["R1", "Staff leave", 4, 4, "30.06.2025"],
    ["R2", "Insolvency", "Medium", "High", "2025-07-01"],
    ["R3", "Breach", 2, 5, ""],
    ["R4", "Migration", 3, 3, ""],
    ["R5", "Currency", "60%", 2, "Q3 2025"],
]
ANSWERS = [["Question", "Answer"], ["Are you certified to ISO/IEC 27001?", "Yes"], ["Where are the data?", "Denmark"]]


@pytest.fixture
def walk(qtbot, window):
    return Walk(qtbot, window)


@pytest.fixture
def risks(walk, tmp_path):
    """The doubts of a register of risks, on screen."""
    walk.window.resize(1280, 800)
    walk.read(written(tmp_path / "Risks.xlsx", RISKS))
    walk.go_on(2)
    return walk


def places(walk):
    """Return key of a doubt → how far below the top of the page it stands, in pixels, from top to bottom."""
    walk.qtbot.wait(20)
    shown = [each for each in walk.page.findChildren(QuestionRow) if each.isVisible()]
    tops = {each.doubt.key: each.mapTo(walk.page, QPoint(0, 0)).y() for each in shown}
    return dict(sorted(tops.items(), key=lambda item: item[1]))


def said(walk):
    return {each.text() for each in walk.page.findChildren(QLabel) if each.isVisible()}


def first_answer(walk, key):
    return next(
        each for each in walk.find(QuestionRow, f"import.question.{key}").findChildren(QPushButton) if each.isVisible()
    ).objectName()


def test_doubts_keep_their_places_while_they_are_answered(risks):
    before = places(risks)
    for key in [*before, *reversed(before)]:
        risks.click(first_answer(risks, key))  # the second time, it is taken back
        now = places(risks)
        assert list(now)[: len(before)] == list(before)
        assert [now[each] for each in before][:2] == list(before.values())[:2]


def test_a_doubt_that_is_half_in_view_stays_under_the_pointer(risks):
    key = list(places(risks))[-1]
    area = risks.find(Scroll, "import.questions")
    row = risks.find(QuestionRow, f"import.question.{key}")
    area.setFixedHeight(row.mapTo(area, QPoint(0, row.height() // 2)).y())
    before = places(risks)
    inside = QCursor.pos()
    QCursor.setPos(row.mapToGlobal(QPoint(20, 6)))
    risks.click(first_answer(risks, key))
    assert places(risks) == before
    QCursor.setPos(inside)


def test_a_doubt_that_is_answered_stays_where_only_those_without_an_answer_are_shown(risks):
    before = places(risks)
    check = risks.find(CheckList)
    check.filter.choice.setCurrentIndex(check.filter.choice.findData("waiting"))
    check.filter.choice.activated.emit(1)
    assert list(places(risks)) == list(before)
    risks.click(first_answer(risks, next(iter(before))))
    assert next(iter(places(risks))) == next(iter(before))


def test_title_and_account_say_as_many_as_are_listed(risks):
    count = len(places(risks))
    assert f"Check {count} questions" in said(risks)
    assert risks.why_not == f"Answer {count} questions to go on"
    account = risks.find(AccountBar).accessibleDescription()
    assert "wait for answers" in account
    assert "problem" not in account


def test_answers_go_on_once_vetting_has_been_started_elsewhere(qtbot, empty_window, tmp_path):
    walk, session = Walk(qtbot, empty_window), empty_window.session
    initiative = session.try_act(add_initiative, "Payroll")
    session.show_initiative(initiative)
    walk.read(written(tmp_path / "Answers.xlsx", ANSWERS))
    walk.choose("import.view.kind", "Answers to questions")
    assert "no vetting has been started" in walk.find(QLabel, "import.need").text()
    walk.click("import.begin_vetting")
    session.try_act(start_vetting, initiative, questionnaire_templates()[0])
    walk.window.go_to("import")
    assert "no candidate under vetting is a vendor" in walk.find(QLabel, "import.need").text()
    walk.window.go_to("vetting")
    session.try_act(add_candidate, initiative, session.try_act(add_vendor, "Alder Ltd"))
    walk.window.go_to("import")
    assert not walk.find(QLabel, "import.need").isVisible()
    assert walk.find(QPushButton, "import.next").isEnabled()


def test_another_file_is_pictured_from_its_start(walk, tmp_path):
    wide = [
        ["Vendor", *(f"Criterion number {at}" for at in range(30))],
        *([name, *range(30)] for name in ("Elm", "Fir")),
    ]
    walk.read(written(tmp_path / "Wide.xlsx", wide))
    bar = walk.find(SheetView).horizontalScrollBar()
    walk.qtbot.waitUntil(lambda: bar.maximum() > 200)
    bar.setValue(bar.maximum())
    walk.read(written(tmp_path / "Other.xlsx", [*wide, ["Ash", *range(30)]]))
    walk.qtbot.waitUntil(lambda: walk.find(SheetView).model().rowCount() == 4)
    assert bar.value() == 0
