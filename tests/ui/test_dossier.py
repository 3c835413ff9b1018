"""A vendor's dossier on the page Vendors, with real files, keys and clicks."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QTableView

from outsource_desk.domain.dossier import Purpose, WatchSeverity
from outsource_desk.services.dossiers import dossier_of
from outsource_desk.services.records import add_record
from outsource_desk.services.vendors import add_vendor, list_contacts, list_vendors
from outsource_desk.store.rows import update_row
from outsource_desk.ui.models.vendors import STATE, STATUS
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import Scheme, look
from outsource_desk.ui.vendors.dossier.day_bars import DayBars
from outsource_desk.ui.vendors.dossier.tabs import keys
from outsource_desk.ui.vendors.dossier.words import days_words, purposes, read_several, today
from outsource_desk.ui.widgets.chip import Chip
from tests.ui.acts import find, focused_line, type_over, undo_from_toast

RECORDS = {
    "site": {"name": "Pune"},
    "certificate": {"scheme": "ISO 9001"},
    "insurance": {"kind": "cyber", "insurer": "Mutual"},
    "owner": {"name": "Fund"},
    "client_reference": {"client": "Bank"},
    "watch_entry": {"kind": "security", "observed_on": "2026-05-01", "wording": "A leak"},
}
TAB_OF = {
    "site": "sites", "certificate": "certificates", "insurance": "certificates", "owner": "owners",
    "client_reference": "references", "watch_entry": "watch",
}  # fmt: skip


@pytest.fixture
def page(window):
    window.go(Place("vendors"))
    return window.page


@pytest.fixture
def desk(page):
    return page.session.desk


@pytest.fixture
def acme(page, desk):
    """A new vendor, shown."""
    vendor_id = add_vendor(desk, "Acme Operations")
    page.directory.select(("vendor", vendor_id))
    return vendor_id


def shown(page, table):
    page.detail.choose(TAB_OF[table])
    return find(page, QTableView, f"records.{table}")


def column(table, field):
    return next(place for place, each in enumerate(table.model().columns) if each.field == field)


def texts(table, field):
    at = column(table, field)
    return [table.model().index(row, at).data() for row in range(table.model().rowCount())]


def press_enter(qtbot, editor):
    """Press Enter; what is offered while one types has the keyboard."""
    completer = editor.completer()
    offers = completer.popup() if completer is not None else None
    has_offers = offers is not None and offers.isVisible()
    qtbot.keyClick(offers if has_offers else editor, Qt.Key.Key_Return)
    if has_offers:
        qtbot.wait(30)  # until they are gone from the screen


def go_to(qtbot, table):
    """Give a table the focus."""
    table.window().activateWindow()  # offscreen, a popup that goes leaves no window active
    qtbot.waitUntil(table.window().isActiveWindow, timeout=1000)
    table.setFocus()


def type_cell(qtbot, table, row, field, text):
    """Go to a cell, press F2, type over it and press Enter."""
    go_to(qtbot, table)
    table.setCurrentIndex(table.model().index(row, column(table, field)))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit), timeout=1000)
    editor = focused_line()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    press_enter(qtbot, editor)
    QApplication.processEvents()  # the cell takes it a moment later


def choose_in_cell(qtbot, table, row, field, value):
    go_to(qtbot, table)
    table.setCurrentIndex(table.model().index(row, column(table, field)))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QComboBox)
    editor.setCurrentIndex(editor.findData(value))
    editor.activated.emit(editor.currentIndex())
    QApplication.processEvents()


@pytest.mark.parametrize("table", RECORDS)
def test_insert_adds_a_record_by_typing_and_delete_takes_it_away_until_undo(page, window, desk, acme, table, qtbot):
    page.detail.choose(TAB_OF[table])
    page.detail.begin()
    find(page, QPushButton, f"records.{table}.add").click()
    key = {"insurance": "insurer", "certificate": "scheme", "client_reference": "client", "watch_entry": "wording"}
    field = key.get(table, "name")
    qtbot.keyClicks(focused_line(), RECORDS[table][field])
    press_enter(qtbot, focused_line())
    QApplication.processEvents()
    view = shown(page, table)
    assert texts(view, field) == [RECORDS[table][field]]
    before = dossier_of(desk, acme)
    go_to(qtbot, view)
    view.setCurrentIndex(view.model().index(0, column(view, field)))
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert dossier_of(desk, acme) != before
    undo_from_toast(window)
    assert dossier_of(desk, acme) == before


@pytest.mark.parametrize("table", RECORDS)
def test_the_models_keep_qts_rules(page, desk, acme, table, qtmodeltester):
    add_record(desk, table, acme, **RECORDS[table])
    view = shown(page, table)
    qtmodeltester.check(view.model())


def test_every_tab_says_what_to_do_where_there_is_nothing(page, acme):
    for key in keys():
        page.detail.choose(key)
        words = [each.text() for each in page.detail.tab.findChildren(QLabel) if each.isVisible() and each.text()]
        assert any(len(each) > 30 for each in words), key
        assert page.detail.tab.first_focus() is not None, key


def test_a_site_is_typed_with_f2_and_enter(page, desk, acme, qtbot):
    add_record(desk, "site", acme, name="Pune")
    view = shown(page, "site")
    type_cell(qtbot, view, 0, "country", "india")
    type_cell(qtbot, view, 0, "time_zone", "kolkata")
    type_cell(qtbot, view, 0, "hours", "9:30-18:30")
    type_cell(qtbot, view, 0, "work_days", "mon-sat")
    type_cell(qtbot, view, 0, "purposes", "deliv, support")
    type_cell(qtbot, view, 0, "headcount", "1,200")
    choose_in_cell(qtbot, view, 0, "location", "offshore")
    (site,) = dossier_of(desk, acme).sites
    assert (site.country, site.hours.time_zone, site.hours.start, site.hours.end) == ("IN", "Asia/Kolkata", 9.5, 18.5)
    assert (site.hours.days, site.headcount) == ("123456", 1200)
    assert site.purposes == (Purpose.DELIVERY, Purpose.SUPPORT)
    assert texts(view, "work_days") == ["Mon–Sat"]
    assert texts(view, "purposes") == ["Delivery, Support"]


def test_hours_that_cannot_be_read_stay_where_they_were_typed_with_the_reason(page, desk, acme, qtbot):
    add_record(desk, "site", acme, name="Pune")
    view = shown(page, "site")
    type_cell(qtbot, view, 0, "hours", "nine to five")
    assert texts(view, "hours") == ["nine to five"]
    assert "Write the hours as 9:00–17:30" in find(page, QLabel, "records.site.error").text()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert texts(view, "hours") == [""]


def test_hours_are_echoed_while_they_are_typed(page, desk, acme, qtbot):
    add_record(desk, "site", acme, name="Pune")
    view = shown(page, "site")
    view.setCurrentIndex(view.model().index(0, column(view, "hours")))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_F2)
    qtbot.keyClicks(focused_line(), "22:00-6:30")
    assert find(page, QLabel, "records.site.echo").text() == "= 8.5 hours, until 6:30 on the next day"
    press_enter(qtbot, focused_line())
    QApplication.processEvents()


def test_time_zones_are_offered_while_one_types(page, desk, acme, qtbot):
    add_record(desk, "site", acme, name="Pune")
    view = shown(page, "site")
    view.setCurrentIndex(view.model().index(0, column(view, "time_zone")))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_F2)
    editor = focused_line()
    qtbot.keyClicks(editor, "kolk")
    completer = editor.completer()
    assert completer is not None
    completer.setCompletionPrefix("kolk")
    assert completer.currentCompletion() == "Asia/Kolkata"
    press_enter(qtbot, editor)
    QApplication.processEvents()
    assert texts(view, "time_zone") == ["kolk"]  # refused in place: no city is called so
    qtbot.keyClick(view, Qt.Key.Key_Escape)


def our_hours(page, desk):
    with desk.edit("Our hours"):
        hours = {"time_zone": "Europe/London", "work_start": 9.0, "work_end": 17.5, "overlap_hours": 4.5}
        update_row(desk.db, "initiative", page.session.initiative_id, hours)


def test_hours_worked_together_are_a_sentence_and_a_picture_with_words(page, desk, acme):
    our_hours(page, desk)
    add_record(desk, "site", acme, name="Pune", time_zone="Asia/Kolkata", hours="9:30–18:30", purposes="delivery")
    add_record(desk, "site", acme, name="Gdansk")
    page.detail.choose("sites")
    said = find(page, QLabel, "overlap.told").text().replace("\N{NO-BREAK SPACE}", " ")
    start = page.session.initiative.start_date  # hours are judged for the year in which the work begins
    assert said == f"Pune and we share only 4 hours a day around 15 January {start[:4]}; 4.5 hours are needed."
    assert "Time zone or working hours are missing for 1 site." in find(page, QLabel, "overlap.note").text()
    (bars,) = page.findChildren(DayBars)
    assert bars.accessibleDescription() == (
        "Winter: we work 9:00–17:30, Pune works 4:00–13:00; together 4 hours. "
        "Summer: we work 9:00–17:30, Pune works 5:00–14:00; together 5 hours."
    )
    assert bars.grab().toImage().allGray() is False


def test_without_our_own_hours_the_way_to_them_is_shown(page, window, desk, acme):
    with desk.edit("No hours"):
        update_row(desk.db, "initiative", page.session.initiative_id, {"time_zone": ""})
    add_record(desk, "site", acme, name="Pune", time_zone="Asia/Kolkata", hours="9:30–18:30")
    page.detail.choose("sites")
    assert "Our own working hours are not known" in find(page, QLabel, "overlap.note").text()
    find(page, QPushButton, "overlap.hours").click()
    assert window.page is not page


@pytest.mark.parametrize(
    ("days", "bridge", "words", "tone"),
    [
        (400, None, "Valid", "good"),
        (30, None, "Ends soon", "warn"),
        (-1, None, "Expired", "bad"),
        (-1, 30, "Bridge letter", "warn"),
        (None, None, "End not known", "warn"),
    ],
)
def test_a_certificate_says_how_it_stands_today(page, desk, acme, days, bridge, words, tone):
    ends, bridged = (
        None if each is None else (date.fromisoformat(today()) + timedelta(days=each)).isoformat()
        for each in (days, bridge)
    )
    add_record(desk, "certificate", acme, scheme="ISO 9001", expires=ends, bridge_until=bridged)
    view = shown(page, "certificate")
    assert texts(view, "state") == [words]
    from outsource_desk.ui.models.editable_rows import STATE as CHIP

    assert view.model().index(0, column(view, "state")).data(CHIP)[0] == tone


def test_insurance_money_is_typed_in_the_main_unit_after_its_currency(page, desk, acme, qtbot):
    add_record(desk, "insurance", acme, kind="cyber", insurer="Mutual")
    view = shown(page, "insurance")
    type_cell(qtbot, view, 0, "cover", "5000000")
    assert "has no currency" in find(page, QLabel, "records.insurance.error").text()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    type_cell(qtbot, view, 0, "currency", "eur")
    type_cell(qtbot, view, 0, "cover", "5,000,000.50")
    assert dossier_of(desk, acme).insurances[0].cover == 500000050
    assert texts(view, "cover") == ["5,000,000.50"]


def test_a_certificate_takes_one_of_the_vendors_files(page, desk, acme, qtbot, tmp_path):
    certificate = tmp_path / "iso.pdf"
    certificate.write_bytes(b"%PDF-1.4 certificate")
    add_record(desk, "certificate", acme, scheme="ISO 9001")
    page.detail.choose("files")
    page.detail.tab.files.attach([certificate])
    view = shown(page, "certificate")
    file = dossier_of(desk, acme).attachments[0]
    choose_in_cell(qtbot, view, 0, "attachment_id", str(file.id))
    assert dossier_of(desk, acme).certificates[0].attachment_id == file.id
    assert texts(view, "attachment_id") == ["iso.pdf"]


def test_owners_add_up_and_say_how_old_their_screening_is(page, desk, acme, qtbot):
    old = (date.fromisoformat(today()) - timedelta(days=400)).isoformat()
    add_record(desk, "owner", acme, name="Fund", share=0.6, screening="clear", screened_on=old)
    add_record(desk, "owner", acme, name="Trust", share=0.15)
    add_record(desk, "owner", acme, name="A. Petrov", screening="match", screened_on=today())
    view = shown(page, "owner")
    assert texts(view, "state") == ["13 months ago", "Not screened", "On a list"]
    told = find(page, QLabel, "owners.told")
    assert told.text() == "75 % of the shares are named; who holds the other 25 % is not known."
    type_cell(qtbot, view, 1, "share", "50")
    assert told.text() == "The shares add up to 110 %; at least one is wrong."
    type_cell(qtbot, view, 1, "share", "40 %")
    assert told.text() == "The shares are all accounted for."


def test_references_say_what_they_lack(page, desk, acme):
    add_record(desk, "client_reference", acme, client="Bank")
    shown(page, "client_reference")
    told = find(page, QLabel, "references.told").text()
    assert told.startswith("1 client has not been spoken to yet. All were named by the vendor itself")
    assert "No former client" in told


def test_open_alerts_show_in_the_list_of_vendors(page, desk, acme, qtbot):
    entry = {"kind": "security", "observed_on": "2026-05-01", "severity": WatchSeverity.ALERT}
    add_record(desk, "watch_entry", acme, wording="A leak", **entry)
    model = page.directory.table.model()
    row = model.place_of(("vendor", acme))
    assert model.index(row, STATUS).data() == "1 alert"
    assert model.index(row, STATUS).data(STATE) == ("bad", "flag")
    assert "1 alert" in [each.accessibleName() for each in page.detail.findChildren(Chip) if each.isVisible()]
    view = shown(page, "watch_entry")
    type_cell(qtbot, view, 0, "closed_on", "2026-06-01")
    assert model.index(model.place_of(("vendor", acme)), STATUS).data() == "Active"


def test_files_are_attached_described_saved_and_removed(page, window, desk, acme, answers, tmp_path, qtbot):
    report = tmp_path / "report.pdf"
    report.write_bytes(b"%PDF-1.4 report")
    page.detail.choose("files")
    answers.open = report
    find(page, QPushButton, "dossier.files.add").click()
    view = find(page, QTableView, "dossier.files")
    assert texts(view, "file_name") == ["report.pdf"]
    type_cell(qtbot, view, 0, "issuer", "Auditors LLP")
    assert dossier_of(desk, acme).attachments[0].issuer == "Auditors LLP"
    answers.save = tmp_path / "copy.pdf"
    view.setCurrentIndex(view.model().index(0, 0))
    next(each for each in view.actions() if each.objectName() == "dossier.files.save").trigger()
    assert answers.save.read_bytes() == report.read_bytes()
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert dossier_of(desk, acme).attachments == ()
    undo_from_toast(window)
    assert len(dossier_of(desk, acme).attachments) == 1


def test_a_file_is_attached_by_dropping_it(page, desk, acme, tmp_path):
    dropped = tmp_path / "dropped.txt"
    dropped.write_text("terms")
    page.detail.choose("files")
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(dropped))])
    keys_held, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, content, buttons, keys_held)
    page.detail.tab.dropEvent(event)
    assert [each.file_name for each in dossier_of(desk, acme).attachments] == ["dropped.txt"]


def test_company_facts_are_saved_when_their_field_is_left(page, desk, acme, qtbot):
    lei = find(page, QLineEdit, "vendor.lei")
    type_over(qtbot, lei, "529900T8BM49AURSDO56")
    assert find(page, QLabel, "vendor.lei.echo").text() == "The check digits do not fit."
    type_over(qtbot, lei, "529900t8bm49aursdo55")
    assert find(page, QLabel, "vendor.lei.echo").text() == "The check digits fit."
    type_over(qtbot, find(page, QLineEdit, "vendor.employees"), "12,500")
    type_over(qtbot, find(page, QLineEdit, "vendor.founded"), "1998")
    page.detail.choose("sites")  # what is typed is saved when the tab is left
    (vendor,) = (each for each in list_vendors(desk) if each.id == acme)
    assert (vendor.lei, vendor.employees, vendor.founded) == ("529900T8BM49AURSDO55", 12500, 1998)


def test_a_contact_takes_a_role_from_the_list_or_any_other(page, desk, acme, qtbot):
    page.detail.choose("contacts")
    find(page, QPushButton, "contacts.add").click()
    qtbot.keyClicks(focused_line(), "Jo Field")
    press_enter(qtbot, focused_line())
    QApplication.processEvents()
    view = find(page, QTableView, "contacts")
    type_cell(qtbot, view, 0, "role", "Night watch")
    type_cell(qtbot, view, 0, "time_zone", "warsaw")
    choose_in_cell(qtbot, view, 0, "is_always_reachable", "yes")
    (contact,) = list_contacts(desk, acme)
    assert (contact.role, contact.time_zone, contact.is_always_reachable) == ("Night watch", "Europe/Warsaw", True)


def test_tabs_are_changed_by_arrow_keys_and_remembered(page, acme, qtbot):
    tabs = page.detail.bar.tabs
    tabs.setFocus()
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.key == "contacts"
    qtbot.keyClick(tabs, Qt.Key.Key_Down)
    assert tabs.key not in ("profile", "contacts")
    qtbot.keyClick(tabs, Qt.Key.Key_Up)
    page.detail.choose("owners")
    state = page.state()
    page.detail.choose("profile")
    page.restore(state)
    assert tabs.key == "owners"


def test_a_narrow_window_has_a_list_in_the_place_of_the_tabs(page, window, acme):
    window.resize(1024, 640)
    QApplication.processEvents()
    chooser = find(page, QComboBox, "vendors.tabs_list")
    assert chooser.isVisible()
    assert not page.detail.bar.tabs.isVisible()
    chooser.setCurrentIndex(chooser.findData("owners"))
    chooser.activated.emit(chooser.currentIndex())
    assert page.detail.tab.KEY == "owners"


@pytest.mark.parametrize("percent", [100, 150])
def test_nothing_is_cut_off_in_a_small_window(page, window, desk, acme, percent):
    for table, fields in RECORDS.items():
        add_record(desk, table, acme, **fields)
    window.resize(1024, 640)
    look.dress(Scheme.LIGHT, percent)
    for key in keys():
        page.detail.choose(key)
        QApplication.processEvents()
        for pressed in page.detail.tab.findChildren(QPushButton):
            if pressed.isVisible():
                right = pressed.mapTo(page.detail, pressed.rect().topRight()).x()
                assert right <= page.detail.width(), (key, pressed.objectName())
    look.dress(Scheme.LIGHT, 100)


def test_a_link_leads_to_a_tab_or_a_record(page, window, desk, acme):
    window.go(Place("vendors", "vendor", acme, field="owners"))
    assert page.detail.tab.KEY == "owners"
    window.go(Place("vendors", "vendor", acme, field="lei"))
    assert QApplication.focusWidget() is find(page, QLineEdit, "vendor.lei")


def test_the_in_house_option_has_no_dossier(page):
    find(page, QPushButton, "vendors.add_in_house").click()
    assert not page.detail.bar.isVisible()
    assert page.detail.tab.KEY == "profile"


def test_each_vendor_has_records_of_its_own(page, desk, acme, qtbot):
    add_record(desk, "owner", acme, name="Fund")
    view = shown(page, "owner")
    find(page, QPushButton, "records.owner.add").click()  # a row that is begun and left
    other = next(each for each in list_vendors(desk) if each.id != acme)
    page.directory.select(("vendor", other.id))
    assert "Fund" not in texts(view, "name")
    page.directory.select(("vendor", acme))
    assert texts(view, "name") == ["Fund"]


def test_days_are_said_in_runs():
    assert days_words("12345") == "Mon–Fri"
    assert days_words("12347") == "Sun–Thu"
    assert days_words("135") == "Mon, Wed, Fri"
    assert days_words("1234567") == "Mon–Sun"
    assert days_words("") == ""


def test_several_choices_are_read_from_their_beginnings():
    assert read_several(purposes(), "Used for", "data st, SUPPORT") == ("data_storage", "support")
    with pytest.raises(Exception, match="cannot be"):
        read_several(purposes(), "Used for", "data")  # two begin so
