import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QTableView, QWidget

from outsource_desk.domain.vendor import VendorKind, VendorStatus
from outsource_desk.services.candidates import list_candidates
from outsource_desk.services.duplicates import LikelyPair, Sign
from outsource_desk.services.vendors import (
    add_vendor,
    candidacies,
    find_vendor,
    list_contacts,
    list_vendors,
    set_vendor_tags,
    update_vendor,
)
from outsource_desk.ui.models.vendors import GATES, LIKE, NAME, RANK, STATE, STATUS, TAGS, TOTAL, VendorRow, VendorTable
from outsource_desk.ui.places import Place
from outsource_desk.ui.vendors.countries import echo_country
from tests.ui.acts import find, focused_line, type_over, undo_from_toast

CASH = "Cashew Works"


@pytest.fixture
def page(window):
    window.go(Place("vendors"))
    return window.page


@pytest.fixture
def desk(page):
    return page.session.desk


@pytest.fixture
def table(page):
    return find(page, QTableView, "vendors.table")


def cash(desk):
    vendor_id = find_vendor(desk, CASH)
    assert vendor_id is not None
    return vendor_id


def names(table):
    model = table.model()
    return [model.index(row, NAME).data() for row in range(model.rowCount())]


def choose(table, name):
    table.setFocus()
    table.setCurrentIndex(table.model().index(names(table).index(name), NAME))


def vendor(desk, name):
    return next(each for each in list_vendors(desk) if each.name == name)


def test_the_directory_and_the_in_house_options_are_listed_with_their_place_in_the_ranking(page, table, desk):
    assert {each.name for each in list_vendors(desk)} <= set(names(table))
    leader = page.session.ranking.standings[0]
    row = names(table).index(leader.candidate.name)
    assert table.model().index(row, RANK).data() == "1"
    assert table.model().index(row, TOTAL).data() == f"{leader.total:.1f}"
    failed = [each for each in page.session.ranking.standings if each.rank is None]
    row = names(table).index(failed[0].candidate.name)
    assert table.model().index(row, GATES).data() == "failed"
    assert table.model().index(row, GATES).data(STATE) == ("bad", "stop")


def test_ctrl_f_filters_while_one_types_and_escape_shows_all_again(page, window, table, qtbot):
    every, first = names(table), names(table)[1]
    window.actions_of_window["edit.find"].trigger()
    field = find(page, QLineEdit, "vendors.filter")
    assert QApplication.focusWidget() is field
    qtbot.keyClicks(field, first[:6].upper())
    assert names(table) == [first]
    assert find(page, QLabel, "vendors.count").text() == f"1 of {len(every)} shown"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert names(table) == every
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is table


def test_only_vendors_of_a_status_are_shown_if_asked(page, table, desk):
    update_vendor(desk, list_vendors(desk)[0].id, "status", "blocked")
    status = find(page, QComboBox, "vendors.status_filter")
    status.setCurrentIndex(status.findData("blocked"))
    status.activated.emit(status.currentIndex())
    assert names(table) == [list_vendors(desk)[0].name]


def test_a_header_sorts_and_who_was_chosen_stays_chosen(page, table, qtbot):
    chosen = names(table)[-1]
    choose(table, chosen)
    table.sortByColumn(TOTAL, Qt.SortOrder.DescendingOrder)
    totals = [table.model().index(row, TOTAL).data() for row in range(table.model().rowCount())]
    filled = [float(each.split(" – ")[0]) for each in totals if each]
    assert filled == sorted(filled, reverse=True)
    assert totals[len(filled) :] == [""] * (len(totals) - len(filled))
    assert table.currentIndex().siblingAtColumn(NAME).data() == chosen


def test_insert_asks_for_a_name_and_enter_adds_the_vendor(page, table, desk, qtbot):
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Insert)
    field = focused_line()
    assert field.objectName() == "vendors.new_name"
    qtbot.keyClicks(field, CASH)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert cash(desk)
    assert table.currentIndex().siblingAtColumn(NAME).data() == CASH
    assert find(page, QLineEdit, "vendor.name").text() == CASH
    assert not field.isVisible()


def test_a_name_that_exists_is_refused_where_it_was_typed(page, table, desk, qtbot):
    taken, count = list_vendors(desk)[0].name, len(list_vendors(desk))
    find(page, QPushButton, "vendors.add").click()
    field = focused_line()
    qtbot.keyClicks(field, taken.upper())
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.isVisible()
    assert (field.text(), field.property("state")) == (taken.upper(), "error")
    assert len(list_vendors(desk)) == count
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()


def test_delete_takes_a_vendor_away_and_the_toast_brings_it_back(page, window, table, desk, qtbot):
    add_vendor(desk, CASH)
    choose(table, CASH)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert CASH not in names(table)
    assert f"{CASH} deleted." in window.toasts.text
    undo_from_toast(window)
    assert CASH in names(table)


def test_several_vendors_are_deleted_as_one_act(page, window, table, desk, qtbot):
    with desk.edit("Add two"):
        add_vendor(desk, "Zebra One")
        add_vendor(desk, "Zebra Two")
    count = len(list_vendors(desk))
    choose(table, "Zebra One")
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert len(list_vendors(desk)) == count - 2
    window.session.undo()
    assert len(list_vendors(desk)) == count


def test_a_vendor_in_use_is_not_deleted_and_can_be_archived_instead(page, table, desk, qtbot):
    name = next(each.name for each in list_candidates(desk, page.session.initiative_id) if not each.is_in_house)
    choose(table, name)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    notice = find(page, QWidget, "vendors.refusal")
    assert f"“{name}” is used by" in notice.accessibleName()
    find(notice, QPushButton, "notice.button").click()
    assert vendor(desk, name).status is VendorStatus.ARCHIVED


def test_several_vendors_are_archived_in_one_edit_that_undo_takes_back(page, window, table, desk, qtbot):
    table.clearSelection()
    found = [place for place in range(table.model().rowCount()) if page.directory.model.row_at(place).kind is not None]
    for place in found[:3]:
        whole = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        table.selectionModel().select(table.model().index(place, 0), whole)
    revision, before = desk.journal.revision, [each.status for each in list_vendors(desk)]
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    find(find(page, QWidget, "vendors.refusal"), QPushButton, "notice.button").click()
    assert [each.status for each in list_vendors(desk)].count(VendorStatus.ARCHIVED) >= 3
    assert desk.journal.revision == revision + 1
    window.session.undo()
    assert [each.status for each in list_vendors(desk)] == before


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_and_space_lead_to_the_fields(page, table, qtbot, key):
    choose(table, names(table)[0])
    qtbot.keyClick(table, key)
    assert QApplication.focusWidget() is find(page, QLineEdit, "vendor.name")


def test_a_field_is_saved_when_it_is_left_and_undo_brings_it_back(page, window, table, desk, qtbot):
    website = find(page, QLineEdit, "vendor.website")
    before, name = website.text(), names(table)[0]
    type_over(qtbot, website, "https://example.org")
    qtbot.keyClick(website, Qt.Key.Key_Tab)
    assert vendor(desk, name).website == "https://example.org"
    window.session.undo()
    assert website.text() == before


def test_unsaved_typing_is_not_overwritten_by_an_edit_elsewhere(page, table, desk, qtbot):
    website, tags = find(page, QLineEdit, "vendor.website"), find(page, QLineEdit, "vendor.tags")
    current = vendor(desk, names(table)[0])
    type_over(qtbot, website, "half typ")
    update_vendor(desk, current.id, "website", "https://other.example")
    set_vendor_tags(desk, current.id, ["new"])
    assert (website.text(), tags.text()) == ("half typ", "new")


def test_a_refused_country_waits_at_its_vendor_while_another_is_looked_at(page, table, desk, qtbot):
    first, second = names(table)[:2]
    country = find(page, QLineEdit, "vendor.country")
    type_over(qtbot, country, "Germany")
    qtbot.keyClick(country, Qt.Key.Key_Return)
    assert country.property("state") == "error"
    choose(table, second)
    assert (country.text(), country.property("state")) == (vendor(desk, second).country, "")
    choose(table, first)
    assert (country.text(), country.property("state")) == ("Germany", "error")
    country.setFocus()
    qtbot.keyClick(country, Qt.Key.Key_Escape)
    assert country.text() == vendor(desk, first).country


@pytest.mark.parametrize(
    ("code", "said"), [("de", "= Germany"), ("IN", "= India"), ("QZ", "No country has the code QZ."), ("D", "")]
)
def test_a_country_code_is_said_in_words(code, said):
    assert echo_country(code) == said


def test_tags_are_written_with_commas(page, table, desk, qtbot):
    tags = find(page, QLineEdit, "vendor.tags")
    type_over(qtbot, tags, "cloud, , near shore")
    qtbot.keyClick(tags, Qt.Key.Key_Return)
    assert vendor(desk, names(table)[0]).tags == ("cloud", "near shore")


def test_a_vendor_becomes_a_candidate_and_leaves_again_with_the_count_of_its_scores(page, window, table, desk, qtbot):
    add_vendor(desk, CASH)
    choose(table, CASH)
    find(page, QPushButton, "vendor.add_candidate").click()
    (candidacy,) = candidacies(desk, cash(desk))
    assert candidacy.initiative.id == page.session.initiative_id
    assert not find(page, QPushButton, "vendor.add_candidate").isVisible()
    find(page, QPushButton, f"candidacy.remove.{candidacy.candidate.id}").click()
    assert candidacies(desk, cash(desk)) == ()
    assert "with 0 scores." in window.toasts.text
    undo_from_toast(window)
    assert len(candidacies(desk, cash(desk))) == 1


def test_who_runs_the_service_today_and_a_note_are_kept_for_the_candidate(page, table, desk, qtbot):
    candidate = next(each for each in list_candidates(desk, page.session.initiative_id) if not each.is_incumbent)
    choose(table, candidate.name)
    answer = find(page, QComboBox, "candidate.is_incumbent")
    answer.setCurrentIndex(answer.findData("yes"))
    answer.activated.emit(answer.currentIndex())
    found = [each for each in list_candidates(desk, page.session.initiative_id) if each.id == candidate.id]
    assert found[0].is_incumbent


def test_an_in_house_option_is_added_renamed_and_removed(page, window, table, desk, qtbot):
    find(page, QPushButton, "vendors.add_in_house").click()
    assert table.currentIndex().siblingAtColumn(STATUS).data() == "In-house"
    own = find(page, QLineEdit, "in_house.name")
    type_over(qtbot, own, "Own team, larger")
    qtbot.keyClick(own, Qt.Key.Key_Return)
    assert "Own team, larger" in [each.name for each in list_candidates(desk, page.session.initiative_id)]
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert "Own team, larger" not in names(table)


def test_a_contact_is_added_and_changed_in_its_list(page, table, desk, qtbot):
    add_vendor(desk, CASH)
    choose(table, CASH)
    page.detail.choose("contacts")
    find(page, QPushButton, "contacts.add").click()
    editor = focused_line()
    qtbot.keyClicks(editor, "Account office")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [each.name for each in list_contacts(desk, cash(desk))] == ["Account office"])


def test_vendors_that_look_alike_are_marked_and_linked(page, window, table, desk, qtbot):
    name = list_vendors(desk)[0].name
    twin = add_vendor(desk, f"{name} Ltd")
    row = lambda: names(table).index(name)  # noqa: E731
    qtbot.waitUntil(lambda: table.model().index(row(), LIKE).data() == f"{name} Ltd")
    choose(table, name)
    find(page, QPushButton, f"like.{twin}").click()
    assert table.currentIndex().siblingAtColumn(NAME).data() == f"{name} Ltd"


def test_the_selection_is_copied_with_its_headings_for_a_spreadsheet(page, table, qtbot):
    choose(table, names(table)[0])
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, line = QGuiApplication.clipboard().text().split("\n")
    assert head.split("\t")[:2] == ["Name", "Country"]
    assert line.split("\t")[0] == names(table)[0]


def test_a_link_to_a_vendor_or_a_candidate_leads_there_past_any_filter(page, window, table, desk):
    find(page, QLineEdit, "vendors.filter").setText("nobody at all")
    last = list_candidates(desk, page.session.initiative_id)[-1]
    window.go(Place("vendors", candidate_id=last.id))
    assert table.currentIndex().siblingAtColumn(NAME).data() == last.name
    first = list_vendors(desk)[0]
    window.go(Place("vendors", "vendor", first.id, field="country"))
    assert QApplication.focusWidget() is find(page, QLineEdit, "vendor.country")


def test_widths_order_and_the_current_vendor_are_remembered(page, table):
    table.setColumnWidth(NAME, 222)
    table.sortByColumn(RANK, Qt.SortOrder.AscendingOrder)
    choose(table, names(table)[1])
    state, chosen = page.state(), names(table)[1]
    table.setColumnWidth(NAME, 100)
    table.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
    choose(table, names(table)[-1])
    page.restore(state)
    assert table.columnWidth(NAME) == 222
    assert table.currentIndex().siblingAtColumn(NAME).data() == chosen


def test_an_empty_directory_proposes_to_import_a_list(empty_window, answers):
    empty_window.go(Place("vendors"))
    begin = find(empty_window.page, QPushButton, "empty.button")
    assert begin.isVisible()
    begin.click()
    assert answers.asked == ["Import a spreadsheet"]


def test_the_first_vendor_can_be_typed(empty_window, qtbot):
    empty_window.go(Place("vendors"))
    find(empty_window.page, QPushButton, "empty.link").click()
    qtbot.keyClicks(QApplication.focusWidget(), CASH)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert names(find(empty_window.page, QTableView, "vendors.table")) == [CASH]


def rows_of(count):
    status = list(VendorStatus)
    countries = ("DE", "GB", "IN", "")
    return [
        VendorRow(
            ("vendor", place),
            f"Vendor {place * 7919 % count:06}",
            VendorKind.COMPANY,
            countries[place % 4],
            status[place % 3],
        )
        for place in range(count)
    ]


def test_the_model_keeps_qts_rules_while_it_is_sorted_and_filtered(qtmodeltester):
    model = VendorTable()
    qtmodeltester.check(model)
    model.show_rows(rows_of(20))
    model.sort(STATUS, Qt.SortOrder.DescendingOrder)
    model.filter("vendor 00001", None)
    model.filter("", VendorStatus.WATCH)
    qtmodeltester.check(model)
    assert model.counts == (7, 20)


@pytest.mark.parametrize("column", range(9))
def test_what_is_empty_stays_last_in_either_order(column):
    model = VendorTable()
    model.show_rows(rows_of(40))
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        model.sort(column, order)
        texts = [str(model.index(row, column).data()) for row in range(40)]
        filled = [text for text in texts if text]
        assert texts == filled + [""] * (40 - len(filled))
        assert filled == sorted(filled, reverse=order is Qt.SortOrder.DescendingOrder)


def test_a_hundred_thousand_vendors_are_sorted_and_filtered_while_one_looks():
    model = VendorTable()
    model.show_rows(rows_of(100_000))
    model.sort(STATUS)
    model.sort(STATUS, Qt.SortOrder.DescendingOrder)
    model.filter("vendor 0999", None)
    assert model.counts == (120, 100_000)  # 0999xx, 00999x and 0x0999


def test_columns_are_hidden_in_the_headings_menu_left_out_of_copies_and_remembered(page, table, qtbot):
    header = table.horizontalHeader()
    act = next(each for each in header.actions() if each.text() == "Status")
    wide = table.columnWidth(STATUS)
    act.trigger()
    assert table.isColumnHidden(STATUS)
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines()[0].split("\t")[:3] == ["Name", "Country", "Rank"]
    state = page.state()
    act.trigger()
    assert (table.isColumnHidden(STATUS), table.columnWidth(STATUS)) == (False, wide)
    page.restore(state)
    assert table.isColumnHidden(STATUS)
    assert not act.isChecked()
    act.trigger()
    assert table.columnWidth(STATUS) == wide
    assert not next(each for each in header.actions() if each.text() == "Name").isEnabled()


def test_a_comparison_that_ends_after_its_vendors_are_gone_changes_nothing(page, window, table):
    choose(table, names(table)[0])
    shown = page.directory.key[1]
    window.go(Place("history"))
    while window.session.desk.journal.undo_label:
        window.session.undo()

    late = LikelyPair(shown, shown + 1, (Sign.NAME,))
    page._on_compared([late])  # as a job does that began while the vendors were there

    window.go(Place("vendors"))
    assert names(table) == []


def test_columns_without_room_are_left_out_but_copied_and_come_back(page, table, qtbot):
    page.window().resize(1024, 640)
    qtbot.waitUntil(lambda: table.isColumnHidden(TAGS))
    assert not table.isColumnHidden(NAME)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    assert table.layout_state()["hidden"] == []
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "Tags" in QApplication.clipboard().text()
    page.window().resize(2600, 900)
    qtbot.waitUntil(lambda: not table.isColumnHidden(TAGS))


def test_who_passes_with_conditions_is_not_said_to_pass_plainly(window):
    window.go_to("vendors")
    model = find(window.page, QTableView, "vendors.table").model()
    place = next(row for row in range(model.rowCount()) if model.index(row, 0).data().startswith("Callisten"))
    cell = model.index(place, GATES)
    assert cell.data() == "conditions"
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "passed with conditions"
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Gates: passed with conditions"


def test_a_vendor_becomes_a_candidate_from_the_menu_of_the_list(window):
    window.session.act(add_vendor, "Newcomer")
    window.go_to("vendors")
    page = window.page
    act = window.actions_of_window["vendors.candidate"]
    table = find(page, QTableView, "vendors.table")
    rows = {table.model().index(row, 0).data(): row for row in range(table.model().rowCount())}
    table.setCurrentIndex(table.model().index(rows["Callisten Services"], 0))
    assert act.why_not == "It is a candidate already."
    table.setCurrentIndex(table.model().index(rows["Newcomer"], 0))
    page.detail.bar.tabs.choose("sites")
    assert act.isEnabled()
    act.trigger()
    assert "Newcomer" in [each.name for each in window.session.evaluation.candidates]
    assert not act.isEnabled()
