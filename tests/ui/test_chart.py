from __future__ import annotations

import xml.etree.ElementTree as Tree

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QApplication, QMenu, QTableView, QToolTip

from outsource_desk.charts.marks import Text
from outsource_desk.charts.spec import Category, ChartSpec, Kind, Role, Series, State
from outsource_desk.ui import formats
from outsource_desk.ui.language import PSEUDO, use_language
from outsource_desk.ui.theme import Scheme, look, tokens
from outsource_desk.ui.widgets.chart import ChartView
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.chart_table import GridModel


def spec() -> ChartSpec:
    categories = (
        Category("Alder", mark="1", is_accent=True),
        Category("Birch", mark="2"),
        Category("Cedar", state=State.BAD, remark="Not ranked: gate failed.", beside="not ranked", is_ranked=False),
    )
    series = (
        Series("Quality", (40.0, 30.0, 10.0), Role.PART, 60.0),
        Series("Price", (30.5, 20.0, 5.0), Role.PART, 40.0),
        Series("Total", (70.5, 50.0, 15.0)),
        Series("Lowest", (70.5, 50.0, 15.0), Role.LOW),
        Series("Highest", (70.5, 62.0, 15.0), Role.HIGH),
    )
    speech = screen_speech()
    title, alt = "Points earned", "Alder 70.5, Birch 50 to 62."
    return ChartSpec(Kind.COLUMNS, title, categories, series, alt=alt, unit="points", top=100.0, speech=speech)


@pytest.fixture
def view(qapp, qtbot):
    look.dress(Scheme.LIGHT)
    view = ChartView()
    view.show_spec(spec())
    qtbot.addWidget(view)
    view.resize(700, view.heightForWidth(700))
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    yield view
    look.dress(Scheme.LIGHT)
    use_language("en")
    formats.use_formats("en_GB")


def words(view: ChartView) -> list[str]:
    return [mark.text for mark in view.marks if isinstance(mark, Text)]


def test_a_chart_is_named_and_described_for_who_does_not_see_it(view):
    assert view.accessibleName() == "Points earned"
    assert view.accessibleDescription() == "Alder 70.5, Birch 50 to 62."


def test_arrow_keys_step_from_mark_to_mark_and_say_each(view, qtbot):
    heard = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(view, key)
        heard.append(view.accessibleDescription())

    assert heard[0] == "Quality: at most 60.0 points"
    assert heard[2:4] == ["Alder, Quality: 40.0 of 60.0 points", "Alder, Price: 30.5 of 40.0 points"]
    assert heard[4] == "Birch, Price: 20.0 of 40.0 points"

    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.accessibleDescription() == "Alder 70.5, Birch 50 to 62."


def test_the_ring_is_painted_around_the_mark_that_has_the_focus(view, qtbot):
    qtbot.keyClick(view, Qt.Key.Key_Home)
    before = view.grab().toImage()
    qtbot.keyClick(view, Qt.Key.Key_End)

    assert view.grab().toImage() != before


def test_a_click_says_what_is_under_it(view, qtbot):
    track = next(mark for mark in view.marks if mark.tip == "Birch, Quality: 30.0 of 60.0 points")
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(int(track.x * 1.3) + 6, int(track.y * 1.3) + 6))

    assert view.accessibleDescription() == "Birch, Quality: 30.0 of 60.0 points"
    assert not QToolTip.isVisible()


def test_the_mouse_over_a_mark_shows_its_words_and_the_menu_key_its_menu(view, qtbot):
    track = next(mark for mark in view.marks if mark.tip == "Birch, Quality: 30.0 of 60.0 points")
    spot = QPoint(int(track.x * 1.3) + 6, int(track.y * 1.3) + 6)
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, spot, view.mapToGlobal(spot)))
    assert QToolTip.text() == "Birch, Quality: 30.0 of 60.0 points"
    QToolTip.hideText()

    QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, spot, view.mapToGlobal(spot)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].text() == "Show as &table…"
    menu.close()


def test_nothing_is_laid_out_again_until_size_or_look_change(view):
    first = view.marks
    view.update()
    assert view.marks is first
    view.show_spec(spec())
    assert view.marks is first

    look.dress(Scheme.DARK)
    dark = view.marks
    assert dark is not first
    assert dark != first
    view.resize(500, 200)
    assert view.marks is not dark


def test_a_chart_grows_with_the_font(view):
    low = view.heightForWidth(700)
    look.dress(Scheme.LIGHT, 150)

    assert view.heightForWidth(1050) == pytest.approx(1.5 * low, abs=3)


def test_numbers_and_words_follow_the_settings(view):
    formats.use_formats("de_DE")
    use_language(PSEUDO)
    view.show_spec(spec())

    assert "70,5" in words(view)
    assert any(text.startswith("[Tótál óf 100") for text in words(view))


def test_a_picture_is_twice_as_sharp_and_goes_to_the_clipboard(view, qtbot):
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (2 * view.width(), 2 * view.height())
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 5)}
    assert QColor(tokens().accent).name() in colours
    assert QColor(tokens().surface).name() in colours


def test_the_menu_copies_svg_and_table(view):
    acts = {action.objectName(): action for action in view.menu().actions()}
    acts["chart.copy_svg"].trigger()
    content = QGuiApplication.clipboard().mimeData()
    root = Tree.fromstring(bytes(content.data("image/svg+xml").data()))
    assert "Alder" in [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]

    acts["chart.copy_table"].trigger()
    rows = QGuiApplication.clipboard().text().split("\n")
    assert rows[0].split("\t")[:4] == ["Rank", "Name", "Quality, of 60.0", "Price, of 40.0"]
    assert rows[1].split("\t")[:5] == ["1", "Alder", "40.0", "30.5", "70.5"]


def test_a_chart_shows_itself_as_a_table(view, qtbot):
    view.show_table()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    table = dialog.findChild(QTableView, "chart.table.cells")
    assert isinstance(table, QTableView)
    model = table.model()

    assert [model.index(2, column).data() for column in (1, 4)] == ["Cedar", "15.0"]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None


def test_the_model_of_that_table_keeps_qt_s_rules(qapp, qtmodeltester):
    qtmodeltester.check(GridModel(["Name", "Total"], [["Alder", "70.5"], ["Birch", "50.0"]], qapp))


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_chart_can_be_painted(view, kind):
    many = spec()
    four = many.series[:4]  # of a heat map: likelihood and impact, before controls and now
    series = four if kind is Kind.HEAT_MAP else many.series
    view.show_spec(ChartSpec(kind, "Chart", many.categories, series, unit="points"))

    image = view.picture()
    grounds = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    assert len(grounds) > 3


def test_an_empty_chart_says_what_to_do(view):
    nothing = "No candidate has been added yet."
    view.show_spec(ChartSpec(Kind.COLUMNS, "Points", (), (), nothing=nothing))

    assert words(view) == [nothing]
