import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QPushButton, QWidget

from outsource_desk.domain.financial import RatioKind
from outsource_desk.services.dossiers import dossier_of
from outsource_desk.services.records import add_record
from outsource_desk.services.vendors import add_vendor, list_vendors
from outsource_desk.ui.places import Place
from outsource_desk.ui.vendors.dossier.finance_tab import FinanceTab
from outsource_desk.ui.vendors.dossier.years_model import YearsModel
from outsource_desk.ui.widgets.segments import Segments
from tests.ui.acts import find, focused_line

CASH = "Cashew Works"


@pytest.fixture
def page(window):
    window.go(Place("vendors"))
    return window.page


@pytest.fixture
def desk(page):
    return page.session.desk


@pytest.fixture
def vendor_id(desk):
    vendor_id = add_vendor(desk, CASH)
    for year, revenue, profit in ((2024, 50_000_000, 2_000_000), (2025, 55_000_000, 4_400_000)):
        add_record(
            desk, "financial_year", vendor_id, year=year, currency="EUR", revenue=revenue, operating_profit=profit
        )
    return vendor_id


@pytest.fixture
def tab(page, desk, vendor_id, window):
    page.directory.select(("vendor", vendor_id))
    page.detail.choose("finance")
    tab = page.detail.findChild(FinanceTab)
    assert tab is not None
    assert tab.isVisible()
    return tab


def cell(tab, field, year):
    places = [place for place, each in enumerate(tab.model.years, start=1) if each.year == year]
    return tab.model.index(tab.model.fields.index(field), places[0])


def type_into(tab, qtbot, field, year, text):
    tab.years.table.setFocus()
    tab.years.table.setCurrentIndex(cell(tab, field, year))
    qtbot.keyClick(tab.years.table, Qt.Key.Key_F2)
    editor = focused_line()
    assert editor.objectName() == "finance.years.editor"
    editor.clear()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.years.table.state() is not QAbstractItemView.State.EditingState, timeout=2000)


def year(desk, vendor_id, number=2025):
    return next(each for each in dossier_of(desk, vendor_id).years if each.year == number)


def texts(widget):
    QApplication.processEvents()  # labels that were just made are shown by their layout
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget))


def test_years_stand_side_by_side_the_latest_first_in_thousands(tab):
    heads = [tab.model.headerData(place, Qt.Orientation.Horizontal) for place in range(3)]
    assert heads == ["Amounts in thousands", "2025", "2024"]
    assert cell(tab, "revenue", 2025).data() == "55,000"
    assert cell(tab, "ebitda", 2025).data() == "–"
    assert "thousands of EUR" in find(tab, QLabel, "finance.in_unit").text()


def test_what_is_typed_is_read_in_the_unit_that_is_shown(tab, desk, vendor_id, qtbot):
    type_into(tab, qtbot, "ebitda", 2025, "6,600")
    assert year(desk, vendor_id).ebitda == 6_600_000_00
    find(tab, Segments, "finance.unit").choose("million")
    assert cell(tab, "ebitda", 2025).data() == "6.6"
    type_into(tab, qtbot, "net_debt", 2025, "-1.5")
    assert year(desk, vendor_id).net_debt == -1_500_000_00
    find(tab, Segments, "finance.unit").choose("full")
    assert cell(tab, "net_debt", 2025).data() == "−1,500,000"


def test_emptying_a_figure_makes_it_unknown_and_not_zero(tab, desk, vendor_id, qtbot):
    type_into(tab, qtbot, "revenue", 2024, "")
    assert year(desk, vendor_id, 2024).revenue is None
    assert cell(tab, "revenue", 2024).data() == "–"


def test_a_refused_figure_stays_with_its_error_until_escape(tab, desk, vendor_id, qtbot):
    type_into(tab, qtbot, "revenue", 2025, "many")
    assert cell(tab, "revenue", 2025).data() == "many"
    error = find(tab, QLabel, "finance.years.error")
    assert error.isVisible()
    assert error.text().startswith("Revenue 2025. ")
    assert year(desk, vendor_id).revenue == 55_000_000_00
    qtbot.keyClick(tab.years.table, Qt.Key.Key_Escape)
    assert cell(tab, "revenue", 2025).data() == "55,000"
    assert not error.isVisible()


def test_our_share_is_typed_in_per_cent_and_the_opinion_is_chosen(tab, desk, vendor_id, qtbot):
    type_into(tab, qtbot, "our_share", 2025, "12.5 %")
    assert year(desk, vendor_id).our_share == 0.125
    tab.model.setData(cell(tab, "opinion", 2025), "going_concern")
    assert cell(tab, "opinion", 2025).data() == "going concern in doubt"
    assert "doubts for 2025" in texts(tab)


def test_a_year_is_added_with_the_keyboard_and_takes_over_the_currency(tab, desk, vendor_id, qtbot):
    tab.years.table.setFocus()
    qtbot.keyClick(tab.years.table, Qt.Key.Key_Insert)
    field = find(tab, QLineEdit, "finance.new_year")
    assert field.placeholderText() == "2023"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert year(desk, vendor_id, 2023).currency == "EUR"
    assert not field.isVisible()
    assert tab.model.year_at(tab.years.table.currentIndex().column()).year == 2023


def test_a_year_that_is_there_is_refused_under_its_field(tab, desk, vendor_id, qtbot):
    find(tab, QPushButton, "finance.add").click()
    field = find(tab, QLineEdit, "finance.new_year")
    field.setText("2025")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.property("state") == "error"
    assert len(dossier_of(desk, vendor_id).years) == 2
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_a_year_is_deleted_and_undo_brings_it_back(tab, desk, vendor_id, qtbot):
    tab.years.table.setFocus()
    tab.years.table.setCurrentIndex(cell(tab, "revenue", 2024))
    qtbot.keyClick(tab.years.table, Qt.Key.Key_Delete)
    assert [each.year for each in tab.model.years] == [2025]
    tab.session.undo()
    assert [each.year for each in tab.model.years] == [2025, 2024]


def test_ratios_say_their_band_and_what_is_missing(tab):
    QApplication.processEvents()  # those of the vendor before go
    margin = find(tab, QWidget, f"finance.ratio.{RatioKind.OPERATING_MARGIN}")
    assert "6.0 %" in texts(margin)
    assert "Average from 2024 to 2025. Better than in 2024 (4.0\u00a0%)." in texts(margin)
    quick = find(tab, QWidget, f"finance.ratio.{RatioKind.QUICK_RATIO}")
    assert "Missing for 2025: current assets, inventory and current liabilities." in texts(quick)
    assert tab.ratios.chart.spec.series[0].values == pytest.approx((4.0, 8.0))


def test_a_vendor_without_accounts_is_told_what_they_are_good_for(page, desk, tab):
    other = add_vendor(desk, "Nothing known")
    page.directory.select(("vendor", other))
    assert "No accounts yet." in texts(tab)
    assert not tab.years.isVisible()
    assert tab.first_focus() is find(tab, QPushButton, "finance.add")


def test_the_model_is_as_qt_wants_it(qtmodeltester, desk, vendor_id):
    model = YearsModel(lambda *_: None)
    model.show_years(dossier_of(desk, vendor_id).years)
    qtmodeltester.check(model)


def test_the_sample_shows_its_accounts(page, desk):
    known = [each.id for each in list_vendors(desk) if dossier_of(desk, each.id).years]
    for vendor_id in known[:1]:
        page.directory.select(("vendor", vendor_id))
        page.detail.choose("finance")
        assert page.detail.findChild(FinanceTab).model.years
