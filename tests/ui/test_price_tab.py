"""The tab Price: every function on the same offers, the dummy, and floor and ceiling in one click."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from outsource_desk.domain.criterion import Curve, Measure
from outsource_desk.services.criteria import add_criterion, load_criterion, update_criterion
from outsource_desk.services.scoring import record_amount
from outsource_desk.store.rows import insert_rows
from outsource_desk.ui.pages.analysis import AnalysisPage


def price_of(window):
    return next(each for each in window.session.evaluation.criteria if each.measure is Measure.PRICE)


@pytest.fixture
def shown(window):
    """The tab on screen: ``shown()`` brings it up."""

    def shown():
        window.go_to("analysis")
        page = window.page
        assert isinstance(page, AnalysisPage)
        page.tabs.choose("price")
        assert page.tab is not None
        return page.tab

    return shown


def texts(tab, role=Qt.ItemDataRole.DisplayRole):
    model = tab.figures.model()
    return [
        [model.index(row, place).data(role) for place in range(model.columnCount())] for row in range(model.rowCount())
    ]


def words(tab):
    return [each.text() for each in tab.findChildren(QLabel) if each.isVisibleTo(tab)]


def test_every_offer_stands_under_every_function(window, shown):
    tab = shown()
    lab = tab.lab
    assert lab is not None
    rows = texts(tab)
    assert [row[0] for row in rows] == [bid.name for bid in lab.bids]
    assert all(len(row) == 6 for row in rows)
    tab.views.choose("values")
    assert texts(tab)[-1][0] == "One quality point"
    tab.views.choose("dummy")
    assert texts(tab)[-1][:2] == ["The dummy", "14,000,000"]
    assert tab.headline.text() == "Ardenfell Digital is first under every price formula."


def test_one_click_puts_the_price_between_floor_and_ceiling(window, shown, qtbot):
    price = price_of(window)
    update_criterion(window.session.desk, price.id, "curve", "lowest")
    tab = shown()
    use = tab.findChild(QPushButton, "price.use")
    assert use.isVisibleTo(tab)
    qtbot.mouseClick(use, Qt.MouseButton.LeftButton)
    assert load_criterion(window.session.desk, price.id).curve is Curve.LINEAR
    assert not use.isVisibleTo(tab)
    assert window.actions_of_window["price.use_range"].why_not == "Floor and ceiling are in use."
    window.session.undo()
    assert load_criterion(window.session.desk, price.id).curve is Curve.LOWEST
    assert use.isVisibleTo(tab)


def test_a_paradox_is_named_plainly_and_a_dummy_is_tried(window, shown, qtbot):
    tab = shown()
    qtbot.waitUntil(lambda: any("would beat" in text and "stays" in text for text in words(tab)))
    field = tab.findChild(QLineEdit, "price.dummy")
    assert field.placeholderText() == "14,000,000"
    field.setFocus()
    qtbot.keyClicks(field, "9,000,000")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert tab.lab.dummy == 9_000_000
    tab.views.choose("dummy")
    assert texts(tab)[-1][1] == "9,000,000"
    before = window.session.desk.journal.revision
    field.selectAll()
    qtbot.keyClicks(field, "-4")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert tab.lab.dummy == 9_000_000
    assert any("dummy offer" in text for text in words(tab))
    assert window.session.desk.journal.revision == before  # a dummy is only tried
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "9,000,000"
    assert tab.state()["dummy"] == 9_000_000
    tab.restore({"view": "values", "dummy": None})
    assert tab.views.key == "values"


def shown_fields(tab):
    return {each.objectName() for each in tab.findChildren(QLineEdit) if each.isVisibleTo(tab)}


def test_another_function_is_said_with_a_way_back(window, shown, qtbot):
    price, tab = price_of(window), shown()
    functions = tab.findChild(QComboBox, "price.function")
    functions.setCurrentIndex(functions.findData("lowest"))
    functions.activated.emit(functions.currentIndex())
    assert load_criterion(window.session.desk, price.id).curve is Curve.LOWEST
    assert any("The price counts by" in each.text() for each in window.findChildren(QLabel))
    qtbot.mouseClick(window.findChild(QPushButton, "toast.action"), Qt.MouseButton.LeftButton)
    assert load_criterion(window.session.desk, price.id).curve is Curve.LINEAR


def test_an_amount_of_money_that_is_no_price_yet_is_one_click_away(window, shown, qtbot):
    price = price_of(window)
    update_criterion(window.session.desk, price.id, "measure", "measured")
    tab = shown()
    assert f"“{price.name}” is an amount in EUR: make it the price." in tab.nothing.text()
    qtbot.mouseClick(tab.findChild(QPushButton, "price.make"), Qt.MouseButton.LeftButton)
    assert window.page.tabs.key == "criteria"
    field = window.page.findChild(QComboBox, "measure")
    field.setCurrentIndex(field.findData("price"))
    field.activated.emit(field.currentIndex())
    assert load_criterion(window.session.desk, price.id).measure is Measure.PRICE
    field = window.page.findChild(QComboBox, "measure")
    field.setCurrentIndex(field.findData("judged"))
    field.activated.emit(field.currentIndex())
    assert field.currentData() == "price"  # a refused choice goes back


def test_function_floor_and_multiple_are_saved_as_they_are_left(window, shown, qtbot):
    price, tab = price_of(window), shown()
    functions = tab.findChild(QComboBox, "price.function")
    functions.setCurrentIndex(functions.findData("multiple"))
    functions.activated.emit(functions.currentIndex())
    assert load_criterion(window.session.desk, price.id).curve is Curve.MULTIPLE
    times = tab.findChild(QLineEdit, "price.multiple")
    assert times.isVisibleTo(tab)
    times.setFocus()
    times.selectAll()
    qtbot.keyClicks(times, "1.5")
    qtbot.keyClick(times, Qt.Key.Key_Return)
    assert load_criterion(window.session.desk, price.id).multiple == 1.5
    assert "1.5 times as much is worth 0" in tab.findChild(QLabel, "price.about").text()
    assert "price.ceiling" not in shown_fields(tab)
    assert not tab.exchange.isVisibleTo(tab)
    functions.setCurrentIndex(functions.findData("linear"))
    functions.activated.emit(functions.currentIndex())
    assert "price.ceiling" in shown_fields(tab)
    assert tab.exchange.isVisibleTo(tab)
    floor = tab.findChild(QLineEdit, "price.floor")
    floor.setFocus()
    floor.selectAll()
    qtbot.keyClicks(floor, "8,000,000")
    qtbot.keyClick(floor, Qt.Key.Key_Return)
    assert tab.lab.floor == 8_000_000


def test_without_a_range_round_amounts_are_proposed_and_used(window, shown, qtbot):
    price = price_of(window)
    update_criterion(window.session.desk, price.id, "worst", None)
    tab = shown()
    assert any(text.startswith("No range is fixed. Round amounts") for text in words(tab))
    qtbot.mouseClick(tab.findChild(QPushButton, "price.use"), Qt.MouseButton.LeftButton)
    fixed = load_criterion(window.session.desk, price.id)
    assert (fixed.best, fixed.worst) == (8_000_000, 17_000_000)


def test_where_no_price_counts_the_tab_says_what_to_do(window, shown):
    price = price_of(window)
    update_criterion(window.session.desk, price.id, "weight", 0)
    tab = shown()
    assert tab.lab is None
    assert any(text.startswith("No price counts yet.") for text in words(tab))
    assert window.actions_of_window["price.use_range"].why_not == "There is no price."


def test_several_prices_are_chosen_from(window, shown):
    session = window.session
    other = add_criterion(session.desk, session.initiative_id, "Exit price", measure="price", worst=9, best=1, weight=2)
    record_amount(session.desk, session.evaluation.candidates[0].id, other, 5)
    tab = shown()
    which = tab.findChild(QComboBox, "price.criterion")
    assert which.isVisibleTo(tab)
    assert which.count() == 2
    which.setCurrentIndex(1)
    assert tab.lab.criterion == which.itemText(1)


def write_lines_of(window, currencies=("EUR", "EUR", "EUR")):
    """Put lines beneath the price of the first three candidates, the third asking far more for the second line."""
    price = price_of(window)
    asked = {"Transition": (120.0, 140.0, 130.0), "Run charge": (650.0, 700.0, 1_900.0)}
    rows = [
        {"candidate_id": each.id, "criterion_id": price.id, "position": at, "name": name,
         "currency": currencies[place], "minor_units": round(100 * amounts[place]), "cell": "B2"}
        for at, (name, amounts) in enumerate(asked.items())
        for place, each in enumerate(window.session.evaluation.candidates[:3])
    ]  # fmt: skip

    def write(desk):
        with desk.edit("Import bids"):
            insert_rows(desk.db, "price_line", rows)

    for place, each in enumerate(window.session.evaluation.candidates[:3]):
        record_amount(window.session.desk, each.id, price.id, sum(amounts[place] for amounts in asked.values()))
    window.session.act(write)


def test_the_lines_of_the_offers_stand_side_by_side(window, shown, qtbot):
    tab = shown()
    assert tab.levelling.isHidden()
    write_lines_of(window)
    tab = shown()
    qtbot.waitUntil(lambda: not tab.levelling.isHidden())
    assert tab.levelling.told.text() == "2 lines; 1 amount lies far from the others."
    model = tab.levelling.figures.model()
    rows = [[model.index(row, place).data() for place in range(4)] for row in range(model.rowCount())]
    assert rows == [
        ["Transition", "120", "140", "130"],
        ["Run charge", "650", "700", "1,900"],
        ["Sum", "770", "840", "2,030"],
    ]
    assert tab.levelling.figures.marked == {(1, 3)}


def test_lines_in_another_currency_stand_below_and_name_it(window, shown, qtbot):
    write_lines_of(window, ("EUR", "EUR", "USD"))
    tab = shown()
    qtbot.waitUntil(lambda: not tab.levelling.isHidden())
    model = tab.levelling.figures.model()
    rows = [[model.index(row, place).data() for place in range(4)] for row in range(model.rowCount())]
    assert rows == [
        ["Transition", "120 EUR", "140 EUR", "–"],
        ["Transition", "–", "–", "130 USD"],
        ["Run charge", "650 EUR", "700 EUR", "–"],
        ["Run charge", "–", "–", "1,900 USD"],
        ["Sum", "770 EUR", "840 EUR", "2,030 USD"],
    ]
    assert tab.levelling.figures.marked == set()
    assert tab.levelling.told.text() == "4 lines."


def test_a_price_that_was_typed_over_stands_below_the_sum_of_its_lines(window, shown, qtbot):
    write_lines_of(window)
    session = window.session
    record_amount(session.desk, session.evaluation.candidates[1].id, price_of(window).id, 800)
    tab = shown()
    qtbot.waitUntil(lambda: not tab.levelling.isHidden())
    model = tab.levelling.figures.model()
    rows = [[model.index(row, place).data() for place in range(4)] for row in range(model.rowCount())]
    assert rows[-2:] == [["Sum", "770", "840", "2,030"], ["Price since changed", "", "800", ""]]
    assert tab.levelling.told.text().endswith(" 1 price was changed after these lines had come in.")


def test_an_amount_without_a_currency_that_lines_add_up_to_could_be_the_price(window, shown):
    price = price_of(window)
    write_lines_of(window)
    update_criterion(window.session.desk, price.id, "measure", "measured")
    update_criterion(window.session.desk, price.id, "unit", "")
    tab = shown()
    assert f"“{price.name}” is the sum of lines without a currency: make it the price." in tab.nothing.text()
    assert tab.findChild(QPushButton, "price.make").isVisible()
