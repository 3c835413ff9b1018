"""The import page on a real window: real workbooks, clicks and keys, and what the file then holds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton

from outsource_desk.services.initiatives import list_initiatives
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.vendors import list_vendors
from outsource_desk.ui.importing.account import AccountBar
from outsource_desk.ui.importing.check_row import QuestionRow
from outsource_desk.ui.importing.sheet_view import SheetView
from outsource_desk.ui.importing.steps import Steps
from outsource_desk.ui.widgets.segments import Segments
from tests.ui.import_walk import LEFT, Walk, written

BIDS = [
    ["Bid comparison"],
    ["Criterion", "Weight", "Alder", "Birch", "Cedar"],
    ["Quality", 40, 4, "4/5", 3],
    ["Support", 25, "n/a", 5, "3,5"],
    ["Price (EUR)", 35, "€8.412.000", "€9.350.000", "€7.9O0.000"],
    ["Team", 10, 3, None, 2],
]
CLEAN = [["Criterion", "Weight", "Alder", "Birch"], ["Quality", 60, 4, 3], ["Support", 40, 2, 5]]


@pytest.fixture
def write(tmp_path):
    """Write a workbook: rows by the name of their sheet."""

    def write(name="Bids.xlsx", hidden=(), **sheets):
        return written(tmp_path / name, sheets or {"Bids": BIDS}, hidden=hidden)

    return write


@pytest.fixture
def walk(qtbot, empty_window):
    return Walk(qtbot, empty_window)


def initiatives(walk):
    return [each.name for each in list_initiatives(walk.window.session.desk)]


def test_a_workbook_with_doubts_comes_in_after_they_are_answered_and_goes_with_one_undo(walk, write, answers):
    answers.open = write()
    walk.click("import.choose")
    walk.qtbot.waitUntil(lambda: walk.step == 1, timeout=20_000)
    walk.go_on(2)
    assert walk.step == 3
    assert not walk.find(QPushButton, "import.next").isEnabled()
    assert walk.why_not == "Answer E5 to go on"
    walk.click("import.answer.E5.guess")
    assert walk.why_not == ""
    walk.click("import.answer.C4.open")
    walk.go_on()
    assert walk.step == 4
    assert not initiatives(walk)
    walk.go_on()
    assert initiatives(walk) == ["Bids"]
    evaluation = load_evaluation(walk.window.session.desk, 1)
    price = next(each for each in evaluation.measurements if each.amount == 7_900_000)
    assert str(price.source) == "Bids.xlsx, Bids!E5"
    assert price.rationale == "Typed at import; the cell said “€7.9O0.000”."
    na = next(each for each in evaluation.scores if each.source and each.source.cell == "C4")
    assert (na.points, na.not_applicable) == (None, False)
    assert walk.window.trail.here.page == "scoring"
    assert walk.window.toasts.text == "Imported 10 values into “Bids”"
    walk.qtbot.mouseClick(walk.window.findChild(QPushButton, "toast.action"), LEFT)
    assert not initiatives(walk)
    assert not list_vendors(walk.window.session.desk)


def test_the_whole_way_goes_by_keys_alone(walk, write, answers):
    answers.open = write(Bids=CLEAN)
    first = walk.page.first_focus()
    assert first is not None
    first.setFocus()
    walk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    walk.qtbot.waitUntil(lambda: walk.step == 1, timeout=20_000)
    for step in (2, 3, 4):
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.objectName() == "import.next"
        walk.qtbot.keyClick(focus, Qt.Key.Key_Space)
        assert walk.step == step
    walk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert initiatives(walk) == ["Bids"]


def test_the_first_answer_that_is_needed_has_the_focus(walk, write):
    walk.read(write())
    walk.go_on(2)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "import.answer.E5.guess"
    walk.qtbot.keyClick(focus, Qt.Key.Key_Space)
    assert walk.find(QPushButton, "import.next").isEnabled()


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_cancel_writes_nothing_at_any_step(walk, write, steps):
    before = walk.window.session.desk.journal.revision
    walk.read(write())
    walk.go_on(steps)
    walk.click("import.cancel")
    assert walk.step == 0
    assert walk.find(QPushButton, "import.choose").isVisible()
    assert walk.window.session.desk.journal.revision == before
    assert not initiatives(walk)


def test_back_leads_to_the_step_before_and_keeps_the_answers(walk, write):
    walk.read(write())
    walk.go_on(2)
    walk.click("import.answer.E5.open")
    walk.click("import.back")
    assert walk.step == 2
    walk.go_on()
    assert walk.find(QPushButton, "import.answer.E5.open").isChecked()
    assert walk.find(QPushButton, "import.next").isEnabled()


def test_pressing_an_answer_once_more_takes_it_back(walk, write):
    walk.read(write())
    walk.go_on(2)
    walk.click("import.answer.E5.open")
    walk.click("import.answer.E5.open")
    assert walk.why_not == "Answer E5 to go on"


def test_a_number_is_typed_for_a_cell_and_nonsense_is_refused_in_place(walk, write):
    walk.read(write())
    walk.go_on(2)
    walk.click("import.answer.D6.value")
    field = walk.find(QLineEdit, "import.answer.D6.field")
    assert field.hasFocus()
    walk.qtbot.keyClicks(field, "two")
    walk.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.isVisible()
    assert field.property("state") == "error"
    field.selectAll()
    walk.qtbot.keyClicks(field, "2.5")
    walk.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not field.isVisible()
    assert walk.find(QPushButton, "import.answer.D6.value").text() == "Typed: 2.5"
    walk.click("import.answer.E5.open")
    walk.go_on(2)
    scores = load_evaluation(walk.window.session.desk, 1).scores
    assert [each.rationale for each in scores if each.points == 2.5] == ["Typed at import; the cell was empty."]


def test_a_cell_and_its_doubt_lead_to_each_other(walk, write):
    walk.read(write())
    walk.go_on(2)
    view = walk.find(SheetView, "import.sheet")
    walk.qtbot.mouseClick(walk.find(QuestionRow, "import.question.D6"), LEFT, pos=QPoint(4, 4))
    model = view.model()
    assert model.cell(view.currentIndex()) == "D6"
    index = model.index_of("C4")
    walk.qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())
    assert walk.find(QuestionRow, "import.question.C4").property("role") == "well"
    assert walk.find(QuestionRow, "import.question.D6").property("role") != "well"
    view.setFocus()
    walk.qtbot.keyClick(view, Qt.Key.Key_Down)
    assert model.cell(view.currentIndex()) == "C5"
    walk.page.page_actions()[0].trigger()
    assert model.cell(view.currentIndex()) == "E5"


def test_the_picture_says_in_words_what_its_colours_say(walk, write, qtmodeltester):
    walk.read(write())
    view = walk.find(SheetView, "import.sheet")
    model = view.model()
    qtmodeltester.check(model)
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert model.index_of("A2").data(spoken) == "A2, Criterion, header."
    assert model.index_of("C3").data(spoken) == "C3, 4, scores."
    assert model.index_of("A1").data(spoken) == "A1, Bid comparison, left out."
    assert "A typing error" in model.index_of("E5").data(spoken)
    assert "Sheet" not in walk.find(Steps, "import.steps").accessibleName()
    assert walk.find(Steps, "import.steps").accessibleName() == "Step 2 of 5: Table"


def test_every_used_cell_is_in_the_account(walk, write):
    walk.read(write())
    account = walk.find(AccountBar, "import.account")
    assert account.accessibleName() == "25 used cells, all accounted for"
    assert account.accessibleDescription().endswith("1 problem")
    walk.go_on(2)
    walk.click("import.answer.E5.open")
    assert "problem" not in account.accessibleDescription()
    assert "1 left open" in account.accessibleDescription()


def test_a_file_that_is_no_spreadsheet_is_refused_with_the_way_on(walk, tmp_path, write, answers):
    path = tmp_path / "Bids.xlsx"
    path.write_bytes(b"%PDF-1.7 no workbook at all")
    walk.read(path)
    assert "Nothing was changed." in walk.refusal
    assert len(walk.refusal) > 60
    answers.open = write("Good.xlsx", Bids=CLEAN)
    walk.click("import.another")
    walk.qtbot.waitUntil(lambda: walk.step == 1, timeout=20_000)
    assert walk.refusal == ""


def test_a_missing_file_is_refused_and_can_be_read_again_when_it_is_back(walk, tmp_path, write):
    path = tmp_path / "Later.xlsx"
    walk.read(path)
    assert walk.refusal
    write("Later.xlsx", Bids=CLEAN)
    walk.click("import.retry")
    walk.qtbot.waitUntil(lambda: walk.step == 1, timeout=20_000)


def test_a_workbook_without_a_table_is_refused_with_what_was_found(walk, write):
    walk.read(write(Letter=[["Dear all,"], ["no table here"]]))
    assert "holds no table" in walk.refusal
    assert "Letter" in walk.refusal


def test_cancel_while_reading_ends_the_reader(walk, tmp_path):
    path = tmp_path / "large.csv"
    lines = (f"Vendor {at},{at % 5},{at % 7},3,4,5" for at in range(150_000))
    path.write_text("Vendor,Quality,Support,Team,Care,Speed\n" + "\n".join(lines))
    walk.page.open_file(path)
    assert walk.find(QPushButton, "import.stop").isVisible()
    walk.click("import.stop")
    assert walk.step == 0
    from PySide6.QtCore import QThreadPool

    assert QThreadPool.globalInstance().waitForDone(5_000)  # reading all of it would not be over by then
    QApplication.processEvents()  # what the reader has still told is taken in
    assert walk.find(QPushButton, "import.choose").isVisible()
    assert not initiatives(walk)


def test_a_file_dropped_while_the_page_is_open_starts_over(walk, write):
    walk.read(write())
    walk.go_on(2)
    other = write("Other.xlsx", Sheet=CLEAN)
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(other))])
    no_keys = Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(20, 20), copy, content, LEFT, no_keys)
    QApplication.sendEvent(walk.page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(walk.page, QDropEvent(QPointF(20, 20), copy, content, LEFT, no_keys))
    walk.qtbot.waitUntil(lambda: walk.step == 1, timeout=20_000)
    walk.go_on(3)
    walk.go_on()
    assert initiatives(walk) == ["Other"]


def test_the_values_go_where_the_user_says_under_the_name_that_is_given(walk, write):
    walk.read(write(Bids=CLEAN))
    walk.go_on()
    for name, text in (("import.name", "Service desk 2027"), ("import.evaluator", "Procurement")):
        field = walk.find(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        walk.qtbot.keyClicks(field, text)
    walk.go_on(3)
    assert initiatives(walk) == ["Service desk 2027"]
    assert [each.name for each in load_evaluation(walk.window.session.desk, 1).evaluators] == ["Procurement"]


def test_a_second_file_goes_into_an_initiative_that_is_there_and_shows_what_changes(walk, write):
    walk.read(write(Bids=CLEAN))
    walk.go_on(4)
    changed = [CLEAN[0], ["Quality", 60, 5, 3], CLEAN[2]]
    walk = Walk(walk.qtbot, walk.window)
    walk.read(write("Second.xlsx", Bids=changed))
    walk.go_on()
    choice = walk.find(QComboBox, "import.initiative")
    assert choice.currentText() == "Bids"
    why = walk.find(QLabel, "import.likely")
    assert why.text() == "All 2 vendors of the sheet are candidates there. 2 of its 2 criteria stand there too."
    evaluator = walk.find(QLineEdit, "import.evaluator")
    evaluator.selectAll()
    walk.qtbot.keyClicks(evaluator, "Bids")
    walk.go_on()
    assert walk.why_not == "Answer C2 to go on"
    walk.click("import.answer.C2.keep")
    walk.go_on()
    assert walk.find(QPushButton, "import.change.C2").isVisible()
    walk.go_on()
    assert initiatives(walk) == ["Bids"]
    assert max(each.points or 0 for each in load_evaluation(walk.window.session.desk, 1).scores) == 5


def test_a_proposed_initiative_can_be_left_for_a_new_one_and_taken_again(walk, write):
    walk.read(write(Bids=CLEAN))
    walk.go_on(4)
    walk = Walk(walk.qtbot, walk.window)
    walk.read(write("Kim.xlsx", Bids=CLEAN))
    walk.go_on()
    into, name = walk.find(QComboBox, "import.initiative"), walk.find(QLineEdit, "import.name")
    assert (into.currentText(), name.isVisible()) == ("Bids", False)
    walk.choose("import.initiative", "A new initiative")
    assert (name.isVisible(), name.text()) == (True, "Kim")
    why = walk.find(QLabel, "import.likely")
    assert why.text() == "2 of the sheet's 2 vendors are candidates of “Bids”."
    walk.choose("import.initiative", "Bids")
    assert why.text().endswith("are candidates there. 2 of its 2 criteria stand there too.")
    walk.choose("import.initiative", "A new initiative")
    walk.go_on(3)
    assert initiatives(walk) == ["Bids", "Kim"]


def test_what_is_said_of_values_that_differ_is_remembered_for_the_layout(walk, write):
    walk.read(write(Bids=CLEAN))
    walk.go_on()
    walk.qtbot.keyClicks(walk.find(QLineEdit, "import.evaluator"), "Kim")
    walk.go_on(3)
    for number, (name, said) in enumerate([("May.xlsx", "Ask each time"), ("June.xlsx", "The sheet replaces it")], 3):
        walk = Walk(walk.qtbot, walk.window)
        walk.read(write(name, Bids=[CLEAN[0], ["Quality", 60, number / 2, 3], CLEAN[2]]))
        walk.go_on()
        walk.qtbot.keyClicks(walk.find(QLineEdit, "import.evaluator"), "Kim")
        walk.page.setFocus()
        assert walk.find(QComboBox, "import.policy").currentText() == said
        walk.choose("import.policy", "The sheet replaces it")
        walk.go_on(3)
    assert min(each.points or 0 for each in load_evaluation(walk.desk, 1).scores) == 2


def test_what_the_file_says_already_is_not_brought_in_again(walk, write):
    path = write(Bids=CLEAN)
    walk.read(path)
    walk.go_on(4)
    walk = Walk(walk.qtbot, walk.window)
    walk.read(path)
    walk.go_on(3)
    assert walk.why_not == "The document says all this already"
    assert not walk.find(QPushButton, "import.next").isEnabled()


def test_which_way_is_better_is_asked_where_the_sheet_does_not_say(walk, write):
    walk.read(write(Bids=[["Vendor", "Frobs", "Quality"], ["Alder", 8000, 3], ["Birch", 7000, 4]]))
    walk.go_on()
    question = walk.find(Segments, "import.direction.B1")
    question.setFocus()
    walk.qtbot.keyClick(question, Qt.Key.Key_Left)
    assert question.key == "min"
    walk.go_on(3)
    assert load_evaluation(walk.window.session.desk, 1).criteria[0].direction == "min"


def test_the_check_says_how_many_directions_are_open_and_leads_back_to_them(walk, write):
    walk.read(write(Bids=[["Vendor", "Frobs", "Quality"], ["Alder", 8000, 3], ["Birch", 7000, 4]]))
    walk.go_on(2)
    said = walk.find(QLabel, "import.undirected")
    assert said.text() == "1 direction is still open: that criterion does not count until you say which way is better."
    assert said.isVisible()
    walk.qtbot.wait(10)  # the questions of the step before come on screen with the next round of events
    walk.click("import.to_directions")
    question = QApplication.focusWidget()
    assert walk.step == 2
    assert question is not None
    assert question.objectName() == "import.direction.B1"
    walk.qtbot.keyClick(question, Qt.Key.Key_Left)
    walk.go_on()
    assert not said.isVisible()


def test_another_sheet_is_chosen_by_its_tab_and_a_hidden_one_says_why(walk, write):
    other = [["Criterion", "Weight", "Elm", "Fir"], ["Speed", 50, 1, 2], ["Care", 50, 3, 4]]
    walk.read(write(hidden=("Old",), Bids=CLEAN, Two=other, Old=CLEAN))
    tabs = walk.find(Segments, "import.sheets")
    tabs.setFocus()
    walk.qtbot.keyClick(tabs, Qt.Key.Key_Left)
    assert "hidden" in walk.find(QLabel, "import.left_out").text()
    assert not walk.find(QPushButton, "import.next").isEnabled()
    walk.qtbot.keyClick(tabs, Qt.Key.Key_Left)
    walk.go_on(4)
    assert [vendor.name for vendor in list_vendors(walk.window.session.desk)] == ["Elm", "Fir"]


def test_a_summary_leads_to_the_sheet_behind_it_that_says_more(walk, write):
    short = [CLEAN[0], ["Technical", 60, 3.5, 4]]
    walk.read(write(Summary=short, Bids=CLEAN))
    assert walk.find(QLabel, "import.says_more").text() == "Sheet Bids says more: 2 vendors, 2 criteria."
    walk.click("import.to_fuller")
    assert walk.find(QComboBox, "import.sheet_list").currentText() == "Bids"
    assert not walk.find(QLabel, "import.says_more").isVisible()


def test_weights_of_another_sheet_are_taken_over_with_a_press(walk, write):
    scores = [["Vendor", "Quality", "Support"], ["Alder", 4, 3], ["Birch", 2, 5]]
    walk.read(write(Scores=scores, Weights=[["Criterion", "Weight"], ["Quality", 70], ["Support", 30]]))
    walk.go_on()
    assert walk.find(QLabel, "import.weights_elsewhere").text() == "The weights stand in A1:B3 of sheet Weights."
    walk.click("import.take_weights")
    assert walk.find(QLineEdit, "import.weight.B1").text() == "70"
    assert walk.find(QPushButton, "import.take_weights").text() == "Do without them"
    walk.go_on(3)
    assert [each.weight for each in load_evaluation(walk.desk, 1).criteria] == [70, 30]


def test_names_behind_those_of_vendors_are_asked_about_before_anything_else(walk, write):
    head = ["Criterion", "Weight", "Alder – Kim", "Alder – Lee", "Birch – Kim", "Birch – Lee"]
    walk.read(write(Panel=[head, ["Quality", 60, 4, 5, 3, 4], ["Support", 40, 3, 3, 4, 4]]))
    walk.go_on()
    people = walk.find(QComboBox, "import.people")
    assert (people.hasFocus(), people.currentIndex()) == (True, -1)
    assert walk.why_not == "Say whether “Kim” is an evaluator"
    walk.choose("import.people", "Evaluators")
    walk.go_on(3)
    assert [each.name for each in load_evaluation(walk.desk, 1).evaluators] == ["Kim", "Lee"]
    assert [each.name for each in list_vendors(walk.desk)] == ["Alder", "Birch"]


def test_totals_of_prices_are_called_amounts_and_lead_to_the_prices(walk, write):
    lines = [["Item", "Alder", "Birch", "Cedar"]]
    lines += [[name, *numbers] for name, *numbers in (("Licences", 12000, 14000, 9000), ("Set-up", 5000, 6000, 7000))]
    totals = [["Bidder", "Total price"], ["Alder", 17000], ["Birch", 20000], ["Cedar", 16000]]
    walk.read(write(Summary=totals, Prices=[["Prices in EUR"], *lines]))
    assert walk.find(QComboBox, "import.view.kind").currentText() == "Amounts of vendors"
    assert walk.find(QLabel, "import.says_more").text() == "Sheet Prices says more: 3 vendors, 6 prices."


def test_a_hidden_sheet_can_be_read_all_the_same(walk, write):
    hidden = [["Criterion", "Weight", "Elm", "Fir"], ["Speed", 50, 1, 2], ["Care", 50, 3, 4]]
    walk.read(write(hidden=("Old",), Bids=CLEAN, Old=hidden))
    tabs = walk.find(Segments, "import.sheets")
    tabs.choose("Old")
    walk.click("import.anyway")
    walk.qtbot.waitUntil(lambda: walk.step == 1, timeout=20_000)
    walk.go_on(4)
    assert [vendor.name for vendor in list_vendors(walk.window.session.desk)] == ["Elm", "Fir"]


def test_a_text_file_with_semicolons_comes_in(walk, tmp_path):
    path = tmp_path / "bids.csv"
    path.write_text("Vendor;Quality;Support\nAlder;3,5;4\nBirch;2,5;5\n", encoding="utf-8")
    walk.read(path)
    assert any(each.text().startswith("Comma is read") for each in walk.page.findChildren(QLabel))
    walk.go_on(4)
    assert {each.points for each in load_evaluation(walk.window.session.desk, 1).scores} == {3.5, 4, 2.5, 5}


def test_many_doubts_are_left_open_at_once(walk, write):
    rows = [["Criterion", "Weight", "Alder", "Birch", "Cedar"], ["Quality", 60, 4, "#N/A", 3], ["Team", 40, "x1", 2, 3]]
    walk.read(write(Bids=[*rows, ["Care", 10, 3, 3, "bad"]]))
    walk.go_on(2)
    assert walk.why_not.startswith("Answer 3 questions")
    walk.click("import.all_open")
    walk.go_on(2)
    assert initiatives(walk) == ["Bids"]


def test_below_the_picture_stands_what_the_present_cell_is_about(walk, write):
    walk.read(write())
    words = walk.find(QLabel, "import.place")
    assert words.text().startswith("Comma is read")
    walk.go_on(2)
    assert words.text() == "E5: Cedar, Price (EUR)"
    walk.find(SheetView, "import.sheet").lead_to("A1")
    assert words.text().startswith("Comma is read")


def test_f8_goes_to_the_next_cell_in_doubt(walk, write):
    walk.read(write())
    view = walk.find(SheetView, "import.sheet")
    walk.qtbot.keyClick(walk.window, Qt.Key.Key_F8)
    first = view.currentIndex()
    walk.qtbot.keyClick(walk.window, Qt.Key.Key_F8)
    assert first.isValid()
    assert view.currentIndex() != first


ALIKE = [
    ["Criterion", "Weight", "Alder", "Birch", "Cedar", "Elm", "Fir"],
    ["Quality", 40, 4, "n/a", "n/a", 3, 5],
    ["Support", 30, "n/a", 5, 3, 2, 4],
    ["Team", 30, "1O", 2, None, 1, 1],
]


def test_one_answer_is_given_to_all_doubts_that_are_alike(walk, write):
    walk.read(write(Bids=ALIKE))
    walk.go_on(2)
    assert not walk.find(QPushButton, "import.alike.D2.all").isVisible()
    walk.click("import.answer.D2.open")
    assert walk.find(QPushButton, "import.alike.D2.column").text() == "Also for the other one of “Quality”"
    assert walk.find(QPushButton, "import.alike.D2.all").text() == "Also for all 2 like it"
    walk.click("import.alike.D2.all")
    for cell in ("D2", "E2", "C3"):
        assert walk.find(QPushButton, f"import.answer.{cell}.open").isChecked()
    assert not walk.find(QPushButton, "import.alike.D2.all").isVisible()
    walk.click("import.answer.C4.open")
    walk.go_on(2)
    scores = load_evaluation(walk.window.session.desk, 1).scores
    assert sorted(each.points for each in scores if each.points is not None) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_doubts_are_looked_through_by_what_they_ask_and_by_words(walk, write):
    walk.read(write(Bids=ALIKE))
    walk.go_on(2)
    choice, words = walk.find(QComboBox, "import.filter"), walk.find(QLineEdit, "import.find")
    kinds = [choice.itemText(at) for at in range(choice.count())]
    assert kinds[:3] == ["All (6)", "Needs an answer (1)", "Read in two ways (1)"]
    choice.setFocus()
    walk.qtbot.keyClicks(choice, "Needs")
    choice.activated.emit(choice.currentIndex())
    assert _rows(walk) == ["C4"]
    choice.setCurrentIndex(0)
    choice.activated.emit(0)
    walk.qtbot.keyClicks(words, "support")
    assert _rows(walk) == ["C3"]
    walk.qtbot.keyClicks(words, "zzz")
    walk.click("import.show_all")
    assert len(_rows(walk)) == 6


def _rows(walk):
    walk.qtbot.wait(10)  # rows come on screen with the next round of events
    return [each.doubt.cell for each in walk.page.findChildren(QuestionRow) if each.isVisible()]


def test_each_value_that_differs_is_decided_by_itself_where_the_user_wants_it(walk, write):
    walk.read(write(Bids=CLEAN))
    walk.go_on(4)
    changed = [CLEAN[0], ["Quality", 60, 5, 1], ["Support", 40, 2, 5]]
    walk = Walk(walk.qtbot, walk.window)
    walk.read(write("Second.xlsx", Bids=changed))
    walk.go_on()
    into = walk.find(QComboBox, "import.initiative")
    into.setCurrentIndex(into.findText("Bids"))
    into.activated.emit(into.currentIndex())
    whose = walk.find(QLineEdit, "import.evaluator")
    whose.setText("Bids")
    whose.editingFinished.emit()
    policy = walk.find(QComboBox, "import.policy")
    policy.setCurrentIndex(policy.findData("ask"))
    policy.activated.emit(policy.currentIndex())
    walk.go_on()
    assert walk.why_not == "Answer 2 questions to go on"
    walk.click("import.answer.C2.keep")
    walk.click("import.answer.D2.stay")
    walk.go_on()
    assert "1 changed value" in walk.find(QPushButton, "import.part.changed").accessibleName()
    assert "1 stay as the document has them" in walk.find(QPushButton, "import.part.kept").accessibleName()
    walk.go_on()
    assert sorted(each.points or 0 for each in load_evaluation(walk.window.session.desk, 1).scores) == [2, 3, 5, 5]


def test_the_name_of_a_file_is_not_put_into_anybodys_mouth(walk, write):
    walk.read(write("Bids of May.xlsx", Bids=CLEAN))
    walk.go_on()
    whose = walk.find(QLineEdit, "import.evaluator")
    assert (whose.text(), whose.placeholderText()) == ("", "If empty: Bids of May")
    walk.qtbot.keyClicks(whose, "Kim")
    walk.go_on(3)
    assert [each.name for each in load_evaluation(walk.window.session.desk, 1).evaluators] == ["Kim"]
