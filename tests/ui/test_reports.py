from __future__ import annotations

import multiprocessing
from pathlib import Path

import pypdf
import pytest
import python_calamine
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QPushButton, QWidget

from outsource_desk.domain.formatting import fingerprint
from outsource_desk.services import history
from outsource_desk.services.criteria import update_criterion
from outsource_desk.services.initiatives import update_initiative
from outsource_desk.ui.pages.reports import ReportsPage
from outsource_desk.ui.places import Place
from outsource_desk.ui.reports.layout import Fit
from outsource_desk.ui.reports.lines import LineModel
from outsource_desk.ui.reports.paper import Paper
from outsource_desk.ui.reports.paper_view import PaperView
from outsource_desk.ui.reports.tiles import KEPT, SIDE
from outsource_desk.ui.theme import scaled

PATIENCE = 30_000  # milliseconds; the machine may be busy


@pytest.fixture
def page(window, qtbot) -> ReportsPage:
    """The Reports page with its paper made."""
    window.go_to("reports")
    settle(window, qtbot)
    return window.page


def settle(window, qtbot) -> None:
    """Wait until the preview says what the file says."""
    qtbot.waitUntil(lambda: freshness(window.page) == "up to date", timeout=PATIENCE)


def freshness(page: QWidget) -> str:
    return child(page, "reports.freshness").accessibleName()


def child(page: QWidget, name: str, kind: type = QWidget):
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def view_of(page: QWidget) -> PaperView:
    return child(page, "reports.paper", PaperView)


def paper_of(page: QWidget) -> Paper:
    paper = view_of(page).paper
    assert paper is not None
    return paper


def press(page: QWidget, name: str, qtbot) -> None:
    qtbot.mouseClick(child(page, name, QPushButton), Qt.MouseButton.LeftButton)


def change(window, text: str = "Run the desk for less, and better") -> None:
    window.session.try_act(update_initiative, window.session.initiative_id, "aim", text)


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def test_the_exported_bytes_are_the_previewed_bytes(window, page, answers, tmp_path, qtbot):
    answers.save = tmp_path / "paper.pdf"
    shown = page.content
    press(page, "reports.pdf", qtbot)
    assert answers.save.read_bytes() == shown
    assert len(pypdf.PdfReader(answers.save).pages) == len(paper_of(page))
    assert window.toasts.text == "“paper.pdf” was written."
    assert child(page, "reports.written", QLabel).text() == "“paper.pdf” was written."


def test_the_proposed_name_is_the_initiatives_and_fits_every_file_system(window, page, qtbot, tmp_path):
    proposed = []
    window.desktop.choose_save = lambda _parent, _caption, path, _pattern: proposed.append(path)
    window.session.try_act(update_initiative, window.session.initiative_id, "name", 'Desk: "A/B" 2027?')
    press(page, "reports.pdf", qtbot)
    press(page, "reports.xlsx", qtbot)
    assert [path.name for path in proposed] == ["Desk A B 2027 board paper.pdf", "Desk A B 2027 workbook.xlsx"]
    assert {path.parent for path in proposed} == {window.session.desk.path.parent}


def test_after_a_change_the_paper_is_made_anew_at_the_same_page_and_zoom(window, page, qtbot):
    view, before = view_of(page), page.content
    view.set_zoom(1.5)
    view.go_to(4)
    change(window)
    assert freshness(page) == "updating…"
    assert page.content == before
    settle(window, qtbot)
    assert page.content != before
    assert (view.page, view.zoom) == (4, 1.5)
    revision = window.session.desk.journal.revision
    stand = child(page, "reports.stand", QLabel).text()
    assert f"revision {revision}" in stand
    assert fingerprint(window.session.desk.journal.fingerprint) in stand


def test_an_export_while_the_paper_is_out_of_date_waits_for_the_new_one(window, page, answers, tmp_path, qtbot):
    answers.save = tmp_path / "paper.pdf"
    change(window, "A sentence that only the newest paper has")
    press(page, "reports.pdf", qtbot)
    assert not answers.save.exists()
    qtbot.waitUntil(answers.save.exists, timeout=PATIENCE)
    assert answers.save.read_bytes() == page.content
    assert "only the newest paper has" in " ".join(text_of(answers.save).split())


def test_a_hidden_page_makes_no_paper_until_it_is_shown(window, page, qtbot):
    def is_idle() -> bool:
        return not any(timer.isActive() for timer in page.findChildren(QTimer))

    before = page.content
    window.go_to("home")
    qtbot.waitUntil(is_idle, timeout=PATIENCE)
    change(window)
    assert is_idle()  # nothing is about to begin
    assert not multiprocessing.active_children()
    assert page.content == before
    window.go_to("reports")
    assert freshness(page) == "updating…"
    settle(window, qtbot)
    assert page.content != before


def test_cancel_kills_the_child_and_marks_the_preview_as_out_of_date(window, page, qtbot):
    before = page.content
    change(window)
    qtbot.waitUntil(lambda: bool(multiprocessing.active_children()), timeout=PATIENCE)
    qtbot.mouseClick(child(window, "status.cancel", QPushButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: freshness(page) == "out of date", timeout=PATIENCE)
    qtbot.waitUntil(lambda: not multiprocessing.active_children(), timeout=PATIENCE)
    assert page.content == before
    press(page, "notice.button", qtbot)
    settle(window, qtbot)
    assert page.content != before


def test_the_own_document_and_a_target_that_cannot_be_written_are_refused_in_words(window, page, answers, qtbot):
    document = window.session.desk.path
    before = document.read_bytes()
    answers.save = document
    press(page, "reports.pdf", qtbot)
    assert "is the document itself" in window.toasts.text
    assert document.read_bytes() == before
    folder = document.with_name("taken.pdf")
    folder.mkdir()
    answers.save = folder
    press(page, "reports.pdf", qtbot)
    assert "there is a folder of this name" in window.toasts.text
    assert not list(folder.iterdir())


def test_thinking_better_of_it_writes_nothing(window, page, answers, qtbot):
    answers.save = None
    press(page, "reports.pdf", qtbot)
    press(page, "reports.xlsx", qtbot)
    assert answers.asked == ["Export the board paper", "Export the workbook"]
    assert not list(window.session.desk.path.parent.glob("*.pdf"))


def test_the_workbook_is_made_in_the_background_and_opens(window, page, answers, tmp_path, qtbot):
    answers.save = tmp_path / "workbook.xlsx"
    press(page, "reports.xlsx", qtbot)
    qtbot.waitUntil(answers.save.exists, timeout=PATIENCE)
    with python_calamine.CalamineWorkbook.from_path(answers.save) as workbook:
        assert "Scores" in workbook.sheet_names


class Opened(QObject):
    """Takes the place of the system's programs, as Qt provides for."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url)


def test_a_written_file_is_opened_and_shown_in_its_folder(window, page, answers, tmp_path, qtbot):
    answers.save = tmp_path / "paper.pdf"
    press(page, "reports.pdf", qtbot)
    opened = Opened()
    QDesktopServices.setUrlHandler("file", opened, "take")  # pyright: ignore[reportArgumentType]
    press(window, "toast.action", qtbot)
    press(page, "reports.open", qtbot)
    press(page, "reports.folder", qtbot)
    QDesktopServices.unsetUrlHandler("file")
    assert [Path(url.toLocalFile()) for url in opened.urls] == [answers.save, answers.save, tmp_path]


def test_the_page_opens_with_the_focus_on_the_paper(window, page):
    assert QApplication.focusWidget() is view_of(page)
    window.go_to("history")
    window.go_to("reports")
    assert QApplication.focusWidget() is view_of(page)


def test_pages_are_turned_by_keys_and_by_number(page, qtbot):
    view, field = view_of(page), child(page, "reports.page", QLineEdit)
    last = len(paper_of(page)) - 1
    view.setFocus()
    seen = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_End, Qt.Key.Key_PageDown,
                Qt.Key.Key_Home, Qt.Key.Key_PageUp):  # fmt: skip
        qtbot.keyClick(view, key)
        seen.append(view.page)
    assert seen == [1, 2, 1, last, last, 0, 0]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert view.page == 4
    field.selectAll()
    qtbot.keyClicks(field, "twelve")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (view.page, field.text()) == (4, "5")


def test_the_zoom_follows_keys_wheel_and_the_size_of_the_page(page, qtbot):
    view = view_of(page)
    shown = child(page, "reports.zoom", QLabel)
    view.setFocus()
    fitting = view.zoom
    qtbot.keyClick(view, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom > fitting
    assert shown.text() == f"{100 * view.zoom:.0f} %"
    qtbot.keyClick(view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert (view.zoom, view.fit) == (fitting, Fit.WIDTH)
    middle = QPointF(view.viewport().rect().center())
    turn = QWheelEvent(middle, view.viewport().mapToGlobal(middle), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
                       Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(view.viewport(), turn)
    assert view.zoom > fitting
    view.set_fit(Fit.PAGE)
    high = paper_of(page).sizes[0].height() * view.zoom * 96 / 72
    assert high <= view.viewport().height()


def test_any_zoom_is_drawn_in_small_pieces_of_which_few_are_kept(page, qtbot):
    view = view_of(page)
    view.set_zoom(4.0)
    for step in range(12):
        view.verticalScrollBar().setValue(step * view.viewport().height())
        qtbot.waitUntil(lambda: view.is_drawn, timeout=PATIENCE)
    pieces = view._tiles._drawn.values()
    assert len(pieces) <= KEPT
    assert max(piece.width() for piece in pieces) <= SIDE


def test_the_pages_on_screen_are_the_papers_own(page, qtbot):
    view = view_of(page)
    qtbot.waitUntil(lambda: view.is_drawn, timeout=PATIENCE)
    shot = view.viewport().grab().toImage()
    inks = {shot.pixelColor(x, y).name() for x in range(0, shot.width(), 3) for y in range(0, shot.height(), 3)}
    assert len(inks) > 50  # letters, not an empty sheet


def test_words_are_found_counted_and_gone_through(page, qtbot):
    view, field = view_of(page), child(page, "reports.find", QLineEdit)
    count = child(page, "reports.count", QLabel)
    field.setFocus()
    qtbot.keyClicks(field, "quillbrook")
    places = sum(paper_of(page).text(number).casefold().count("quillbrook") for number in range(len(paper_of(page))))
    assert places > 3
    qtbot.waitUntil(lambda: count.text() == f"1 of {places}", timeout=PATIENCE)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert count.text() == f"2 of {places}"
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert count.text() == f"{places} of {places}"
    assert "quillbrook" in paper_of(page).text(view.page).casefold()
    qtbot.keyClick(view, Qt.Key.Key_F3)
    assert count.text() == f"1 of {places}"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), count.text()) == ("", "")
    qtbot.keyClicks(field, "no such word")
    qtbot.waitUntil(lambda: count.text() == "Not found", timeout=PATIENCE)


def test_a_found_word_is_marked_where_it_stands(page):
    paper = paper_of(page)
    hit = paper.find("Gates", 0)[0]
    box = hit.boxes[0]
    assert 0 < box.left() < box.right() < paper.sizes[0].width()
    assert 0 < box.top() < paper.sizes[0].height() / 2  # a tile at the top of the first page
    assert 5 < box.height() < 20


def test_find_on_this_page_goes_to_the_papers_field(window, page, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is child(page, "reports.find")


def test_the_page_says_its_text_to_who_does_not_see_it_and_copies_it(window, page):
    view = view_of(page)
    assert view.accessibleName() == f"Board paper, page 1 of {len(paper_of(page))}"
    assert "Ardenfell Digital" in view.accessibleDescription()
    view.go_to(2)
    assert view.accessibleDescription() == paper_of(page).text(2)
    window.actions_of_window["reports.copy_text"].trigger()
    assert QGuiApplication.clipboard().text() == paper_of(page).text(2)


def test_a_gap_leads_to_its_cure(window, page, qtbot):
    change(window, "")
    gaps = child(page, "reports.gaps", QListView)
    said = [gaps.model().index(row, 0).data() for row in range(gaps.model().rowCount())]
    row = said.index("Say what the outsourcing is to achieve")
    gaps.setFocus()
    gaps.setCurrentIndex(gaps.model().index(row, 0))
    qtbot.keyClick(gaps, Qt.Key.Key_Return)
    assert window.trail.here == Place("initiative", field="aim")


def test_gaps_stand_by_weight_under_a_sentence_that_counts_them(window, page):
    sentence = child(page, "reports.preflight", QLabel)
    assert sentence.text() == "12 things to weigh before it goes out"  # five in the vetting, three in the protection
    session = window.session
    criterion = session.evaluation.criteria[0]
    session.try_act(update_criterion, criterion.id, "weight", criterion.weight + 7)
    assert sentence.text() == "1 thing stops a recommendation"


def test_a_character_that_cannot_be_printed_is_told_before_the_export(window, page, qtbot):
    window.session.try_act(update_initiative, window.session.initiative_id, "owner", "Ada 𓀀")
    settle(window, qtbot)
    gaps = child(page, "reports.gaps", QListView)
    said = [gaps.model().index(row, 0).data() for row in range(gaps.model().rowCount())]
    assert any("𓀀" in text for text in said)


def test_the_contents_lead_to_their_page(page, qtbot):
    contents = child(page, "reports.contents", QListView)
    index = contents.model().index(2, 0)
    assert index.data() == "Ranking"
    qtbot.mouseClick(contents.viewport(), Qt.MouseButton.LeftButton, pos=contents.visualRect(index).center())
    assert view_of(page).page == 2


def test_an_empty_file_has_one_next_step(empty_window, qtbot):
    empty_window.go_to("reports")
    page = empty_window.page
    button = child(page, "empty.button", QPushButton)
    assert button.text() == "Begin an initiative"
    assert not multiprocessing.active_children()
    assert not empty_window.actions_of_window["reports.export_pdf"].isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert empty_window.trail.here == Place("initiative")


def test_page_and_zoom_come_back_the_next_time(window, page, desktop, qtbot):
    view = view_of(page)
    view.set_zoom(1.25)
    view.go_to(6)
    path = window.session.desk.path
    other = desktop.documents / "Other.odesk"
    desktop.begin(other, sample=True)
    window.close()
    again = desktop.open(path)
    again.go_to("reports")
    settle(again, qtbot)
    assert (view_of(again.page).page, view_of(again.page).zoom) == (6, 1.25)


def test_a_narrow_window_puts_the_side_below_and_keeps_everything_in_view(window, page, qtbot):
    window.resize(1024, 640)
    for name in ("reports.pdf", "reports.xlsx", "reports.find", "reports.count", "reports.gaps"):
        each = child(page, name)
        qtbot.waitUntil(lambda each=each: page.rect().contains(each.mapTo(page, each.rect().bottomRight())))
    assert view_of(page).height() > scaled(160)


def test_a_named_revision_is_printed_and_shown(window, page, qtbot):
    window.session.try_act(history.name_revision, "Committee 3")
    settle(window, qtbot)
    assert "“Committee 3”" in child(page, "reports.stand", QLabel).text()


def test_the_model_of_lines_keeps_qts_rules(page, qtmodeltester):
    model = child(page, "reports.gaps", QListView).model()
    assert isinstance(model, LineModel)
    assert model.rowCount() >= 3
    qtmodeltester.check(model)


def test_a_paper_lets_its_document_go_and_keeps_its_bytes(page):
    paper = Paper(page.content)
    assert paper.content is page.content
    assert len(paper.outline()) >= 5
    paper.close()
