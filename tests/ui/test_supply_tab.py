import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from outsource_desk.services.candidates import add_candidate
from outsource_desk.services.dossiers import dossier_of
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.records import add_record
from outsource_desk.services.tiering import override_tier
from outsource_desk.services.vendors import add_vendor
from outsource_desk.ui.places import Place
from outsource_desk.ui.vendors.dossier.supply_tab import STEP, SupplyTab
from tests.ui.acts import find

ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(window):
    window.go(Place("vendors"))
    return window.page


@pytest.fixture
def desk(page):
    return page.session.desk


@pytest.fixture
def vendor_id(desk):
    vendor_id = add_vendor(desk, "Cashew Works", country="PL")
    add_record(desk, "subcontractor", vendor_id, name="Kestrel Cloud", country="IE", touches_data=True, consent="given")
    add_record(desk, "subcontractor", vendor_id, name="Heron Hosting", country="IE", touches_data=True)
    return vendor_id


@pytest.fixture
def tab(page, vendor_id):
    page.directory.select(("vendor", vendor_id))
    page.detail.choose("supply")
    return page.detail.findChild(SupplyTab)


def names(tab):
    model = tab.links.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def said(tab):
    return "\n".join(each.text() for each in tab.findChildren(QLabel) if not each.isHidden() or each.text())


def test_a_link_is_moved_in_and_out_with_the_keyboard(tab, desk, vendor_id, qtbot):
    table = tab.links.table
    table.setFocus()
    table.setCurrentIndex(tab.links.model.index(1, 0))
    qtbot.keyClick(table, Qt.Key.Key_Right, ALT_SHIFT)
    assert names(tab) == ["Kestrel Cloud", f"{STEP}Heron Hosting"]
    first, second = dossier_of(desk, vendor_id).subcontractors
    assert second.parent_id == first.id
    qtbot.keyClick(table, Qt.Key.Key_Left, ALT_SHIFT)
    assert names(tab) == ["Kestrel Cloud", "Heron Hosting"]
    tab.session.undo()
    assert names(tab)[1].startswith(STEP)


def test_the_buttons_say_why_a_link_cannot_move(tab):
    inwards, outwards = (find(tab, QPushButton, f"supply.{way}_button") for way in ("in", "out"))
    tab.links.table.setCurrentIndex(tab.links.model.index(0, 0))
    assert not inwards.isEnabled()
    assert "above it" in inwards.toolTip()
    assert not outwards.isEnabled()
    tab.links.table.setCurrentIndex(tab.links.model.index(1, 0))
    assert inwards.isEnabled()


def test_renaming_an_indented_link_keeps_the_name_clean(tab, desk, vendor_id):
    tab.links.table.setCurrentIndex(tab.links.model.index(1, 0))
    find(tab, QPushButton, "supply.in_button").click()
    tab.links.model.setData(tab.links.model.index(1, 0), f"{STEP}Heron Data")
    assert [each.name for each in dossier_of(desk, vendor_id).subcontractors] == ["Kestrel Cloud", "Heron Data"]


def test_what_is_open_in_the_chain_is_said(tab):
    assert "Our data are seen without our consent by Heron Hosting." in said(tab)


def test_what_hangs_on_the_vendor_is_said_today_and_if_it_were_chosen(tab, page, desk, vendor_id):
    for name in ("Payroll", "Invoices"):
        initiative_id = add_initiative(desk, name, outsourcing_type="BPO")
        override_tier(desk, initiative_id, "T1", "Wages must be paid")
        add_candidate(desk, initiative_id, vendor_id, is_incumbent=True)
    assert "Cashew Works: 2 critical functions today (“Payroll” and “Invoices”)." in said(tab)
    assert "Poland: 2 critical functions today" in said(tab)
    assert "Kestrel Cloud: 2" not in said(tab)  # it works for nobody else
    other = add_vendor(desk, "Another")
    add_record(desk, "subcontractor", other, name="KESTREL Cloud Ltd.")
    add_candidate(desk, page.session.initiative_id, other)
    page.directory.select(("vendor", vendor_id))
    assert "Kestrel Cloud: 2 critical functions today" in said(tab)


def test_a_vendor_without_a_part_anywhere_is_told_so(tab):
    assert "This vendor runs no function and competes for none." in said(tab)
