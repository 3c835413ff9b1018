"""How a sheet is seen and what its columns mean, said on the import page of a real window."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QMenu, QPushButton, QScrollArea

from outsource_desk.services.candidates import list_candidates
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.vendor_copies import save_vendor_copy, vendor_copy_of
from outsource_desk.services.vendors import list_vendors
from outsource_desk.ui.importing.sheet_view import SheetView
from outsource_desk.ui.language import use_language
from outsource_desk.ui.pages.vetting import VettingPage
from outsource_desk.ui.vetting.copies.read_dialog import ReadDialog
from outsource_desk.ui.widgets.segments import Segments
from tests.sheets import written
from tests.ui.test_importing import LEFT, Walk

TITLED = [
    ["Group", "Figures", "Alder", "Birch"],
    ["Criterion", "Weight", "Elm", "Fir"],
    ["Speed", 60, 4, 3],
    ["Care", 40, 2, 5],
]
CLEAN = [["Criterion", "Weight", "Alder", "Birch"], ["Quality", 60, 4, 3], ["Support", 40, 2, 5]]
WORDS = [["Criterion", "Weight", "Alder", "Birch"], ["Quality", 60, 4, 3], ["Maturity", 40, "High", "Low"]]


@pytest.fixture
def walk(qtbot, empty_window):
    return Walk(qtbot, empty_window)


@pytest.fixture
def read(walk, tmp_path):
    """Read a workbook of these rows by the name of their sheet."""

    def read(name="Bids.xlsx", hidden_rows=(), hidden=(), **sheets):
        walk.read(written(tmp_path / name, sheets, hidden=hidden, hidden_rows=hidden_rows))
        return walk

    return read


def choose(walk, name, value):
    """Choose a value in a field, as the keyboard does."""
    field = walk.find(QComboBox, name)
    assert field.isVisible(), name
    field.setFocus()
    at = field.findData(value)
    assert at >= 0, [field.itemData(each) for each in range(field.count())]
    field.setCurrentIndex(at)
    field.activated.emit(at)
    return field


def drag_row(walk, from_cell, to_cell):
    """Take a row at a cell and put it down at another."""
    view = walk.find(SheetView, "import.sheet")
    port = view.viewport()
    start, end = (view.visualRect(view.model().index_of(cell)).center() for cell in (from_cell, to_cell))
    walk.qtbot.mousePress(port, LEFT, pos=start)
    walk.qtbot.mouseMove(port, start + QPoint(0, 12 if end.y() > start.y() else -12))
    walk.qtbot.mouseMove(port, end)
    walk.qtbot.mouseRelease(port, LEFT, pos=end)


def drag_number(walk, from_row, to_row):
    """Take a row at its number, where its grip is drawn, and put it down at another."""
    frame = walk.find(SheetView, "import.sheet").verticalHeader()
    start, end = (QPoint(8, frame.sectionViewportPosition(row - 1) + 8) for row in (from_row, to_row))
    walk.qtbot.mousePress(frame.viewport(), LEFT, pos=start)
    walk.qtbot.mouseMove(frame.viewport(), start + QPoint(0, 12 if end.y() > start.y() else -12))
    walk.qtbot.mouseMove(frame.viewport(), end)
    walk.qtbot.mouseRelease(frame.viewport(), LEFT, pos=end)


def vendors(walk):
    return [each.name for each in list_vendors(walk.window.session.desk)]


def header(walk):
    return walk.find(QComboBox, "import.view.header").currentData()


def test_the_row_of_headers_is_dragged_to_where_it_belongs(read):
    walk = read(Bids=TITLED)
    before = header(walk)
    to = 2 if before == 1 else 1
    drag_row(walk, f"C{before}", f"C{to}")
    assert header(walk) == to
    drag_row(walk, f"C{to}", "C2")
    assert header(walk) == 2
    walk.go_on(3)
    walk.go_on()
    assert {"Elm", "Fir"} & set(" ".join(vendors(walk)).split())


def test_the_row_of_headers_is_dragged_by_its_grip(read):
    walk = read(Bids=TITLED)
    before = header(walk)
    to = 2 if before == 1 else 1
    drag_number(walk, before, to)
    assert header(walk) == to


def test_the_columns_of_another_file_are_shown_from_their_top(read):
    long = [["Vendor", *(f"Frob {at}" for at in range(30))], *([name, *range(30)] for name in ("Alder", "Birch"))]
    walk = read(Bids=long)
    walk.go_on()
    bar = walk.find(QScrollArea, "import.columns").verticalScrollBar()
    walk.qtbot.waitUntil(lambda: bar.maximum() > 400)
    bar.setValue(bar.maximum())
    read("Others.xlsx", Bids=[*long, ["Cedar", *range(30)]])
    walk.go_on()
    assert bar.value() == 0


def test_the_criterion_whose_direction_is_asked_comes_into_view(read):
    walk = read(
        Bids=[["Vendor", *(f"Frob {at}" for at in range(30))], *([name, *range(30)] for name in ("Alder", "Fir"))]
    )
    walk.go_on()
    area = walk.find(QScrollArea, "import.columns")
    walk.qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 400)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    walk.go_on()
    walk.qtbot.wait(10)
    walk.click("import.to_directions")
    question = walk.find(Segments, "import.direction.B1")
    assert question.hasFocus()
    walk.qtbot.waitUntil(lambda: not question.visibleRegion().isEmpty())


def test_the_row_of_headers_moves_by_keys_and_goes_back_as_it_was_found(read):
    walk = read(Bids=TITLED)
    before = header(walk)
    walk.qtbot.keyClick(walk.window, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert header(walk) == before + 1
    walk.click("import.view.as_found")
    assert header(walk) == before
    walk.qtbot.keyClick(walk.window, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert header(walk) == max(1, before - 1)


def test_the_header_is_chosen_from_a_list_of_rows_with_their_words(read):
    walk = read(Bids=[["Bids of autumn"], *CLEAN])
    field = walk.find(QComboBox, "import.view.header")
    assert field.currentText() == "Row 2: Criterion, Weight, Alder, Birch"
    assert field.itemText(0) == "Row 1: Bids of autumn"


def test_the_direction_of_a_sheet_is_turned(read):
    walk = read(Bids=[["Vendor", "Quality", "Support"], ["Alder", 3, 4], ["Birch", 2, 5]])
    assert walk.find(QComboBox, "import.view.orientation").currentData() == "vendors_as_rows"
    choose(walk, "import.view.orientation", "vendors_as_columns")
    assert walk.find(QComboBox, "import.view.orientation").currentData() == "vendors_as_columns"
    assert [each.name for each in walk.page._work.draft.table.vendors] == ["Quality", "Support"]


def test_a_file_without_any_table_can_be_taken_for_one_all_the_same(walk, tmp_path):
    rows = [["Notes"], ["", "Elm", "Fir"], ["speed", "good", "bad"], ["care", "fair", "good"]]
    walk.read(written(tmp_path / "Notes.xlsx", rows))
    if walk.refusal:
        walk.click("import.say_table")
    assert walk.step == 1
    assert header(walk) == 2


def test_a_decimal_sign_that_was_taken_wrongly_is_put_right(walk, tmp_path):
    path = tmp_path / "bids.csv"
    path.write_text("Vendor;Price (EUR);Support\nAlder;1.250;4\nBirch;2.500;5\n", encoding="utf-8")
    walk.read(path)
    choose(walk, "import.view.decimal", ".")
    walk.go_on()
    choose(walk, "import.view.decimal", ".") if walk.step == 1 else None
    table = walk.page._work.draft.table
    assert {score.value for score in table.scores if score.vendor == "Alder"} == {1.25, 4}


def test_a_text_file_is_opened_once_more_in_another_encoding(walk, tmp_path):
    path = tmp_path / "bids.csv"
    path.write_bytes("Vendor;Qualität;Support\nMüller;3;4\nBirch;2;5\n".encode("cp1252"))
    walk.read(path)
    field = choose(walk, "import.view.encoding", "cp1251")
    assert field.currentText() == "Windows-1251 (Cyrillic)"
    walk.qtbot.waitUntil(lambda: walk.step == 1 and walk.find(QPushButton, "import.next").isVisible(), timeout=20_000)
    assert [each.name for each in walk.page._work.draft.table.vendors] == ["Mьller", "Birch"]
    choose(walk, "import.view.encoding", "cp1252")
    walk.qtbot.waitUntil(lambda: walk.find(QPushButton, "import.next").isVisible(), timeout=20_000)
    assert [each.name for each in walk.page._work.draft.table.vendors] == ["Müller", "Birch"]


def test_hidden_rows_come_in_only_if_the_user_says_so(read):
    walk = read(hidden_rows=(3,), Bids=[*CLEAN, ["Team", 10, 1, 2]])
    names = [each.name for each in walk.page._work.draft.table.criteria]
    assert "Quality" in names
    box = walk.find(QCheckBox, "import.view.hidden")
    assert box.isVisible()
    walk.qtbot.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))
    assert [each.name for each in walk.page._work.draft.table.criteria] == ["Quality", "Support", "Team"]


def test_a_sheet_without_a_table_is_shown_as_it_stands_and_read_from_the_row_that_is_named(read):
    letter = [["Dear all"], ["what we think of them"], ["", "Elm", "Fir"], ["speed", "good", "bad"]]
    walk = read(Bids=CLEAN, Notes=letter)
    walk.page._work._on_sheet("Notes")
    if walk.find(QLabel, "import.left_out").isVisible():
        assert walk.find(SheetView, "import.sheet").model().index_of("B3").data() == "Elm"
        assert not walk.find(QPushButton, "import.next").isEnabled()
        walk.page._work._on_header(3)
    assert walk.page._work.draft.table.sheet == "Notes"
    assert walk.find(QPushButton, "import.next").isEnabled()


def test_what_a_column_is_can_be_said_and_taken_back(read):
    walk = read(Bids=CLEAN)
    walk.go_on()
    choose(walk, "import.role.D", "ignore")
    assert [each.name for each in walk.page._work.draft.table.vendors] == ["Alder"]
    assert walk.step == 2
    walk.qtbot.wait(10)  # the rows that were made come on screen with the next round of events
    choose(walk, "import.role.D", "vendor")
    assert [each.name for each in walk.page._work.draft.table.vendors] == ["Alder", "Birch"]


def test_the_menu_of_a_cell_says_what_its_row_and_column_can_be(read):
    walk = read(Bids=TITLED)
    walk.page._work._on_menu("C2", QPoint(0, 0))
    menu = next(each for each in walk.page.findChildren(QMenu) if each.isVisible())
    acts = {each.text(): each for each in menu.actions()}
    assert list(acts) == ["Row 2 is the &header", "&Column C is", "&Row 2 is"]
    acts["Row 2 is the &header"].trigger()
    menu.close()
    assert header(walk) == 2


def test_a_name_that_is_nearly_a_known_vendor_must_be_said_before_the_import_goes_on(read, qtbot, empty_window):
    walk = read(Bids=[["Criterion", "Weight", "Contoso Services", "Birch"], *CLEAN[1:]])
    walk.go_on(4)
    walk = Walk(qtbot, empty_window)
    again = [["Criterion", "Weight", "Contoso Servces", "Birch"], ["Quality", 60, 4, 3], ["Support", 40, 1, 1]]
    walk.read(written(walk.window.session.desk.path.parent / "Second.xlsx", again))
    walk.go_on()
    assert walk.why_not == "Say what “Contoso Servces” means"
    field = QApplication.focusWidget()
    assert field is not None
    assert field.objectName() == "import.meant.C1"
    known = next(each.id for each in list_vendors(walk.window.session.desk) if each.name == "Contoso Services")
    choose(walk, "import.meant.C1", known)
    assert walk.find(QPushButton, "import.next").isEnabled()
    walk.go_on(3)
    assert vendors(walk) == ["Birch", "Contoso Services"]


def test_a_vendor_can_be_left_out(read):
    walk = read(Bids=CLEAN)
    walk.go_on()
    choose(walk, "import.meant.D1", "skip")
    walk.go_on(3)
    assert vendors(walk) == ["Alder"]


def test_the_words_of_a_column_become_points_as_the_user_says(read):
    walk = read(Bids=WORDS)
    walk.go_on()
    field = walk.find(QComboBox, "import.scale.A3")
    assert field.isVisible()
    if not walk.find(QPushButton, "import.next").isEnabled():
        assert walk.why_not == "Say how the words of “Maturity” are read"
    choose(walk, "import.scale.A3", 0)
    assert walk.find(QPushButton, "import.next").isEnabled()
    walk.go_on(3)
    evaluation = load_evaluation(walk.window.session.desk, 1)
    assert len([each for each in evaluation.scores if each.points is not None]) == 4


def test_a_weight_is_typed_and_one_below_zero_is_refused_in_place(read):
    walk = read(Bids=CLEAN)
    walk.go_on()
    field = walk.find(QLineEdit, "import.weight.A2")
    assert field.text() == "60"
    field.setFocus()
    field.selectAll()
    walk.qtbot.keyClicks(field, "-5")
    walk.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.property("state") == "error"
    field.selectAll()
    walk.qtbot.keyClicks(field, "75")
    walk.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.property("state") != "error"
    walk.go_on(3)
    assert {each.weight for each in load_evaluation(walk.window.session.desk, 1).criteria} == {75, 40}


def test_the_top_of_a_scale_is_typed_and_none_is_refused_in_place(read):
    walk = read(Bids=CLEAN)
    walk.go_on()
    field = walk.find(QLineEdit, "import.top.A2")
    assert field.text() == "5"
    for text, state in (("0", "error"), ("20", "")):
        field.setFocus()
        field.selectAll()
        walk.qtbot.keyClicks(field, text)
        walk.qtbot.keyClick(field, Qt.Key.Key_Return)
        assert (field.property("state") or "") == state
    walk.go_on(3)
    evaluation = load_evaluation(walk.window.session.desk, 1)
    assert [each.maximum for each in evaluation.criteria] == [20, 5]
    points = sorted(each.points for each in evaluation.scores if each.points is not None)
    assert points == [2, 3, 4, 5]  # nothing is rescaled


def test_answers_about_a_layout_are_told_when_they_are_used_again_and_can_be_forgotten(read, walk, tmp_path):
    rows = [["Vendor", "Frobs", "Quality"], ["Alder", 8000, 3], ["Birch", 7000, 4]]
    read(Bids=rows)
    walk.go_on()
    walk.qtbot.keyClick(walk.find(Segments, "import.direction.B1"), Qt.Key.Key_Left)
    walk.go_on(3)
    walk = Walk(walk.qtbot, walk.window)
    walk.read(written(tmp_path / "Next.xlsx", [rows[0], ["Cedar", 6000, 5], ["Dogwood", 5000, 2]]))
    walk.go_on()
    told = walk.find(QLabel, "import.recalled")
    assert told.isVisible()
    assert "Bids.xlsx" in told.text()
    walk.click("import.forget")
    assert not told.isVisible()


def test_a_block_from_the_clipboard_comes_in_like_a_file(walk):
    QGuiApplication.clipboard().setText("Criterion\tWeight\tAlder\tBirch\nQuality\t60\t4\t3\nSupport\t40\t2\t5\n")
    walk.page.setFocus()
    walk.qtbot.keyClick(walk.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    walk.qtbot.waitUntil(lambda: walk.step == 1, timeout=20_000)
    walk.go_on(4)
    assert vendors(walk) == ["Alder", "Birch"]


def test_an_empty_clipboard_is_said_and_changes_nothing(walk):
    QGuiApplication.clipboard().setText("")
    walk.page._acts[0].trigger()
    assert walk.step == 0
    assert walk.window.toasts.text == "The clipboard holds no cells"


def test_an_empty_workbook_for_a_kind_of_list_is_saved_where_the_user_says(walk, tmp_path, answers):
    answers.save = tmp_path / "Risks.xlsx"
    walk.click("import.template")
    menu = next(each for each in walk.page.findChildren(QMenu) if each.isVisible())
    next(act for act in menu.actions() if "isk" in act.text()).trigger()
    menu.close()
    assert load_workbook(tmp_path / "Risks.xlsx").sheetnames


def test_a_list_of_vendors_that_looks_like_scores_comes_in_as_what_the_user_says(read):
    walk = read(Bids=[["Vendor", "Country", "Employees"], ["Alder", "PL", 1200], ["Birch", "DE", 800]])
    choose(walk, "import.view.kind", "vendors")
    walk.go_on()
    assert walk.page._work.draft.kind == "vendors"
    assert walk.page._work.way is walk.page._work._records


def test_a_large_sheet_is_read_once_more_in_the_background(walk, tmp_path):
    path = tmp_path / "bids.csv"
    lines = (f"Vendor {at};{at % 5},5;{at % 7};3;4" for at in range(1_500))
    path.write_text("Vendor;Quality;Support;Team;Care\n" + "\n".join(lines))
    walk.read(path)
    work = walk.page._work
    choose(walk, "import.view.decimal", ".")
    assert not work.isEnabled()
    walk.qtbot.waitUntil(work.isEnabled, timeout=20_000)
    assert work.draft.view.decimal == "."
    assert work.draft.table.decimal == "."


def test_a_cell_says_as_what_its_text_is_read(read):
    walk = read(Bids=[["Criterion", "Alder", "Birch"], ["Quality", "3,5", 4], ["Support", 2, "4,5"]])
    view = walk.find(SheetView, "import.sheet")
    said = walk.find(QLabel, "import.place")
    view.setCurrentIndex(view.model().index_of("B2"))
    assert said.text() == "B2: Alder, Quality; read as 3.5"
    view.setCurrentIndex(view.model().index_of("C2"))
    assert said.text() == "C2: Birch, Quality"


def test_nobody_is_asked_whose_scores_these_are_where_the_sheet_says_it(read):
    rows = [["Criterion", "Weight", "Alder", "", "Birch", ""], ["", "", "Kim", "Lee", "Kim", "Lee"],
            ["Quality", 60, 4, 3, 2, 5], ["Support", 40, 2, 5, 4, 3]]  # fmt: skip
    walk = read(Bids=rows)
    walk.go_on()
    assert not walk.find(QLineEdit, "import.evaluator").isVisible()
    assert walk.find(QComboBox, "import.evaluator.Kim").isVisible()


def test_a_list_without_doubts_does_not_say_that_a_filter_found_none(read):
    walk = read(Vendors=[["Vendor", "Country", "Website"], ["Alder", "US", "a.test"], ["Birch", "FR", "b.example"]])
    walk.go_on(2)
    assert walk.step == 3
    shown = [each for each in walk.page.findChildren(QPushButton, "import.show_all") if each.isVisible()]
    assert not shown


def test_a_vendors_copy_leads_to_the_page_that_reads_it(qtbot, window, tmp_path):
    walk, path = Walk(qtbot, window), tmp_path / "Questionnaire.xlsx"
    save_vendor_copy(vendor_copy_of(window.session.desk, list_candidates(window.session.desk, 1)[1].id), path)
    walk.read(path)
    assert "vendor's copy" in walk.refusal
    walk.click("import.to_vetting")
    assert isinstance(window.page, VettingPage)
    qtbot.waitUntil(lambda: bool(window.page.findChildren(ReadDialog)), timeout=20_000)
    assert window.page.reviewing.candidate_id == list_candidates(window.session.desk, 1)[1].id
    window.page.findChildren(ReadDialog)[0].close()


def test_a_formula_without_a_result_is_named_in_the_language_of_the_window(read):
    use_language("de")
    try:
        walk = read(Bids=[*CLEAN, ["Total", 100, "=C2+C3", "=D2+D3"]])
        model = walk.find(SheetView, "import.sheet").model()
        assert model.data(model.index_of("C4")) == "Formel ohne gespeichertes Ergebnis"
    finally:
        use_language("en")


def test_a_sign_between_fields_under_which_there_is_no_table_leads_to_no_dead_end(walk, tmp_path):
    path = tmp_path / "bids.csv"
    path.write_text("Vendor;Price;Support\nAlder, Inc.;3,5;4\nBirch;2;5\n", encoding="utf-8")
    walk.read(path)
    choose(walk, "import.view.delimiter", "|")
    walk.qtbot.waitUntil(lambda: walk.step == 1 and walk.find(QPushButton, "import.next").isVisible(), timeout=20_000)
    assert walk.refusal == ""
    assert walk.find(QComboBox, "import.view.delimiter").currentData() == ";"
    assert [each.name for each in walk.page._work.draft.table.vendors] == ["Alder, Inc.", "Birch"]
    assert "is read as before" in walk.window.toasts.text
