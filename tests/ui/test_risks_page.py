"""The page Risks: proposals with reasons, register, heat map, one risk in detail."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from outsource_desk.domain.risk import Band, Rating, RiskState
from outsource_desk.services.candidates import add_candidate, add_in_house
from outsource_desk.services.initiatives import add_initiative, update_initiative
from outsource_desk.services.records import add_record, update_record
from outsource_desk.services.risks import accept_risk, judged_risks, load_risk, rate_risk, set_appetite, take_risks
from outsource_desk.services.starting import start_file
from outsource_desk.services.vendors import add_vendor
from outsource_desk.ui.pages.risks import LIBRARY, MAP, REGISTER, RISK
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import look
from outsource_desk.ui.warnings.ways import place_of
from outsource_desk.ui.widgets.chart_paint import unit
from tests.ui.acts import find

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def write_risks(path, codes=("R01", "R05", "R16")):
    """Write a file whose register has these risks of the library."""
    with start_file(path) as desk:
        initiative = add_initiative(desk, "Service desk", currency="EUR")
        add_in_house(desk, initiative)
        for name in ("Alder", "Birch"):
            add_candidate(desk, initiative, add_vendor(desk, name))
        if codes:
            take_risks(desk, initiative, codes)
    return path


@pytest.fixture
def page(open_window, tmp_path):
    window = open_window(write_risks(tmp_path / "documents" / "Risks.odesk"))
    window.go(Place("risks"))
    return window.page


@pytest.fixture
def fresh(open_window, tmp_path):
    window = open_window(write_risks(tmp_path / "documents" / "Fresh.odesk", ()))
    window.go(Place("risks"))
    return window.page


def titles(page):
    return [each.risk.title for each in page.register.model.shown]


def risk_of(page, code):
    return next(each for each in judged_risks(page.session.evaluation) if each.risk.code == code)


def at(page, x, y):
    """Return the place of a point of the map in its widget."""
    corner = page.map.view._corner()
    return QPoint(round(x * unit() + corner.x()), round(y * unit() + corner.y()))


def middle_of(page, cell):
    frame = page.map.view.frame
    x, y, wide, high = frame.box(cell)
    return at(page, x + wide / 2, y + high - 5)


def chip_of(page, code):
    frame, spec = page.map.view.frame, page.map.view.spec
    place = next(place for place, each in enumerate(spec.categories) if each.mark == code)
    now = risk_of(page, code).residual
    chip = next(each for each in frame.chips(now) if each.place == place)
    return at(page, chip.x + chip.width / 2, chip.y + 5)


def test_an_empty_register_proposes_risks_and_takes_the_ticked_ones_in_one_act(fresh, qtbot):
    button = find(fresh, QPushButton, "risks.begin.take")
    assert button.isVisible()
    find(fresh, QCheckBox, "risks.begin.take_R01").click()  # not this one
    ticked = fresh.beginning.ticked
    assert "R05" in ticked
    assert "R01" not in ticked
    revision = fresh.session.desk.journal.revision
    qtbot.mouseClick(button, LEFT)
    assert fresh.session.desk.journal.revision == revision + 1
    assert len(titles(fresh)) == len(ticked)
    fresh.session.undo()
    assert find(fresh, QPushButton, "risks.begin.take").isVisible()


def test_proposals_say_why_and_are_walked_by_arrow_keys(fresh):
    first, second = find(fresh, QCheckBox, "risks.begin.take_R01"), find(fresh, QCheckBox, "risks.begin.take_R02")
    assert first.accessibleName() == "R01 Cultural differences"
    assert "Every register has it" in first.accessibleDescription()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Space)
    assert not second.isChecked()


def test_a_proposal_is_dismissed_with_a_reason_and_considered_again(fresh, qtbot):
    find(fresh, QPushButton, "risks.begin.dismiss_R34").click()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    find(dialog, QPushButton, "reason.deed").click()  # without a reason
    assert dialog.isVisible()
    find(dialog, QPlainTextEdit, "reason.text").setPlainText("Nobody is hired in person")
    find(dialog, QPushButton, "reason.deed").click()
    (gone,) = fresh.session.evaluation.protection.register.dismissed
    assert gone.reason == "Nobody is hired in person"
    find(fresh, QPushButton, "risks.begin.consider_R34").click()
    assert fresh.session.evaluation.protection.register.dismissed == ()


def test_the_register_shows_the_worst_first_and_filters(page):
    assert titles(page) == ["Data breach at the provider", "Lock-in", "Cultural differences"]
    page.register.above.setChecked(True)
    assert len(titles(page)) == 3
    page.register.search.setText("breach")
    assert titles(page) == ["Data breach at the provider"]
    assert page.register.count.text() == "1 of 3 shown"
    page.register.clear_filters()
    page.register.states.setCurrentIndex(page.register.states.findData("closed"))
    page.register.states.activated.emit(0)
    assert titles(page) == []
    page.register.clear_filters()
    assert len(titles(page)) == 3


def test_the_register_is_ordered_by_a_heading_and_back(page):
    header = page.register.table.horizontalHeader()
    orders = []
    for _ in range(3):
        header.sectionClicked.emit(1)
        orders.append(titles(page))
    assert orders[0] == sorted(orders[0])
    assert orders[1] == orders[0][::-1]
    assert orders[2][0] == "Data breach at the provider"


def test_a_risk_of_one_candidate_is_found_by_the_candidate(page):
    candidate = page.session.evaluation.candidates[1]
    page.session.act(update_record, "risk", risk_of(page, "R16").risk.id, "candidate_id", candidate.id)
    box = page.register.candidates
    box.setCurrentIndex(box.findData(str(candidate.id)))
    box.activated.emit(0)
    assert titles(page) == ["Lock-in"]


def test_a_cell_filters_the_register_by_mouse_and_by_keys(page, qtbot):
    view = page.map.view
    qtbot.mouseClick(view, LEFT, pos=middle_of(page, Rating(4, 3)))
    assert titles(page) == ["Cultural differences"]
    qtbot.mouseClick(view, LEFT, pos=middle_of(page, Rating(4, 3)))
    assert len(titles(page)) == 3
    page.register.select(risk_of(page, "R05").risk.id)
    view.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Return):  # the ring begins at the current risk
        QTest.keyClick(view, key)
    assert "Likelihood 3 (Possible), impact 4 (Major), High" in view.accessibleDescription()
    assert titles(page) == ["Lock-in"]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert len(titles(page)) == 3


def test_a_risk_that_is_dragged_is_rated_and_the_act_can_be_undone(page, qtbot):
    view, start = page.map.view, chip_of(page, "R16")
    end = middle_of(page, Rating(5, 2))
    QTest.mousePress(view, LEFT, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, LEFT, Qt.KeyboardModifier.NoModifier, end)
    assert risk_of(page, "R16").inherent == Rating(5, 2)
    assert page.register.risk_id == risk_of(page, "R16").risk.id
    page.session.undo()
    assert risk_of(page, "R16").inherent == Rating(3, 4)


def test_a_risk_is_moved_by_keys_and_stops_at_the_end_of_the_scale(page):
    page.register.select(risk_of(page, "R05").risk.id)
    page.map.view.setFocus()
    QTest.keyClick(page.map.view, Qt.Key.Key_Up, CTRL)
    assert risk_of(page, "R05").inherent == Rating(4, 5)
    QTest.keyClick(page.map.view, Qt.Key.Key_Right, CTRL)
    assert risk_of(page, "R05").inherent == Rating(4, 5)


def test_enter_opens_the_risk_and_its_fields_are_saved_when_they_are_left(page):
    page.register.table.setFocus()
    QTest.keyClick(page.register.table, Qt.Key.Key_Return)
    assert page.views.key == RISK
    owner = find(page, QLineEdit, "risk.owner")
    assert owner.hasFocus()
    QTest.keyClicks(owner, "Anna Kurz")
    QTest.keyClick(owner, Qt.Key.Key_Return)
    review = find(page, QLineEdit, "risk.review_on")
    review.setText("3 Jan 2030")
    review.editingFinished.emit()
    risk = risk_of(page, "R05").risk
    assert (risk.owner, risk.review_on) == ("Anna Kurz", "2030-01-03")
    page.session.undo()
    page.session.undo()
    assert find(page, QLineEdit, "risk.owner").text() == ""


def test_levels_rate_and_the_library_s_rating_is_confirmed(page):
    page.show_view(RISK)
    confirm = find(page, QPushButton, "risk.confirm")
    assert confirm.isVisible()
    confirm.click()
    assert not confirm.isVisible()
    assert risk_of(page, "R05").risk.rated_on is not None
    page.detail.rating.impact.setFocus()
    QTest.keyClick(page.detail.rating.impact, Qt.Key.Key_Left)
    assert risk_of(page, "R05").inherent == Rating(3, 4)


def test_an_own_risk_is_rated_once_both_levels_are_chosen(page):
    page.doing.add()
    assert page.current.risk.title == "New risk"
    assert find(page, QLineEdit, "risk.title").hasFocus()
    page.detail.rating.likelihood.choose("2")
    assert page.current.inherent is None
    page.detail.rating.impact.choose("5")
    assert page.current.inherent == Rating(2, 5)
    page.doing.delete()
    assert len(titles(page)) == 3


def test_a_mitigation_that_is_verified_moves_the_risk(page):
    risk = risk_of(page, "R05").risk
    page.show_view(RISK)
    model = page.detail.controls.model
    assert model.rowCount() == 4
    model.setData(model.index(0, 1), "verified")
    assert risk_of(page, "R05").residual == Rating(2, 5)
    assert load_risk(page.session.desk, risk.id).mitigations[0].verified_on is not None


def test_a_stated_residual_may_be_worse_but_a_better_one_does_not_count(page):
    page.show_view(RISK)
    box = page.detail.rating.residual["residual_impact"]
    box.setCurrentIndex(box.findData("2"))
    box.activated.emit(0)
    assert risk_of(page, "R05").risk.residual_impact == 2
    assert risk_of(page, "R05").residual == Rating(3, 5)
    page.session.undo()
    assert box.currentData() == ""


def test_a_risk_is_accepted_by_name_until_a_day_and_revoked(page):
    risk = risk_of(page, "R05").risk
    page.show_view(RISK)
    accept = find(page, QPushButton, "risk.accept")
    assert not accept.isEnabled()
    assert accept.toolTip() == "Confirm the rating first."
    page.session.act(rate_risk, risk.id, 3, 5)
    page.session.act(update_record, "risk", risk.id, "owner", "Anna Kurz")
    accept.click()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    for name, text in (("by", "B. Ng"), ("role", "Chief executive")):
        find(dialog, QLineEdit, f"accept_risk.{name}").setText(text)
    find(dialog, QPlainTextEdit, "accept_risk.reason").setPlainText("No other way to the market")
    find(dialog, QPushButton, "accept_risk.deed").click()
    found = risk_of(page, "R05")
    assert found.acceptance is not None
    assert found.risk.state is RiskState.ACCEPTED
    find(page, QPushButton, "risk.revoke").click()
    assert risk_of(page, "R05").acceptance is None


def test_the_headline_tells_what_is_above_and_who_accepted_it(page):
    headline, below = find(page, QLabel, "risks.headline"), find(page, QLabel, "risks.said")
    risk = risk_of(page, "R05").risk
    nobody = "is above what we can live with, and nobody has accepted it"
    page.session.act(set_appetite, page.session.initiative_id, "H")
    page.session.act(rate_risk, risk.id, 5, 5)
    assert headline.text() == f"“{risk.title}” {nobody}"
    assert below.text() == "3 open risks · 3 without owner"
    page.session.act(update_record, "risk", risk.id, "owner", "Anna Kurz")
    page.session.act(accept_risk, risk.id, "B. Ng", "Chief executive", "No other way", "2027-01-31")
    assert headline.text() == f"“{risk.title}” is above what we can live with; B. Ng accepted it"
    assert below.text() == "3 open risks · acceptance ends 31 Jan 2027 · 2 without owner"
    page.session.act(set_appetite, page.session.initiative_id, "C")
    assert headline.text() == "2 open risks have no owner"


def test_a_risk_that_has_come_true_asks_what_happened(page):
    risk = risk_of(page, "R05").risk
    page.session.act(rate_risk, risk.id, 3, 5)
    page.session.act(update_record, "risk", risk.id, "owner", "Anna Kurz")
    page.show_view(RISK)
    find(page, QPushButton, "risk.to_assessed").click()
    find(page, QPushButton, "risk.to_materialised").click()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    find(dialog, QPlainTextEdit, "reason.text").setPlainText("Backup tapes lost on 3 May")
    find(dialog, QPushButton, "reason.deed").click()
    assert risk_of(page, "R05").risk.state is RiskState.MATERIALISED


def test_what_can_be_lived_with_changes_what_is_above(page):
    box = page.map.appetite
    box.setCurrentIndex(box.findData("C"))
    box.activated.emit(0)
    assert page.session.initiative.risk_appetite is Band.CRITICAL
    assert not any(each.is_above for each in judged_risks(page.session.evaluation))


def test_the_expected_loss_is_told_in_the_currency(page):
    page.session.act(update_initiative, page.session.initiative_id, "yearly_value", 1_000_000)
    page.show_view(RISK)
    assert "EUR 128,000 expected loss a year" in page.detail.told


def test_a_place_leads_to_a_risk_or_to_the_library(page):
    page.go(Place("risks", "risk", risk_of(page, "R01").risk.id))
    assert (page.views.key, page.current.risk.code) == (RISK, "R01")
    page.go(Place("risks", field=LIBRARY))
    assert page.views.key == LIBRARY


def test_the_warning_about_a_basic_risk_leads_to_the_library(page):
    warning = next(each for each in page.session.ranking.warnings if each.id == "RK05")
    assert place_of(warning) == Place("risks", field=LIBRARY)


def test_the_next_gap_is_the_next_risk_with_a_problem(page):
    first = page.register.risk_id
    gap = page.next_gap()
    assert gap is not None
    gap()
    assert page.register.risk_id != first
    assert page.views.key == RISK


def test_a_narrow_window_shows_one_thing_at_a_time(page, qtbot):
    page.window_.resize(1024, 640)
    look.dress(look.scheme, 150)
    page.window_.resize(1023, 640)
    qtbot.waitUntil(page.single.isVisible)
    assert page.register.isVisible()
    assert not page.map.isVisible()
    page.show_view(MAP)
    assert page.map.isVisible()
    assert not page.register.isVisible()
    page.single.choose(REGISTER)
    assert page.register.isVisible()
    look.dress(look.scheme, 100)
    page.window_.resize(1366, 768)
    qtbot.waitUntil(page.views.isVisible)
    assert page.register.isVisible()


def test_a_file_without_an_initiative_says_where_to_begin(empty_window):
    empty_window.go(Place("risks"))
    assert find(empty_window.page, QPushButton, "empty.button").isVisible()


def test_a_read_only_file_shows_risks_and_changes_none(desktop, tmp_path, qtbot):
    window = desktop.open(write_risks(tmp_path / "documents" / "Read.odesk"), read_only=True)
    window.resize(1366, 768)
    window.show()
    window.go(Place("risks"))
    page = window.page
    qtbot.waitUntil(page.map.view.isVisible)
    page.map.view.setFocus()
    QTest.keyClick(page.map.view, Qt.Key.Key_Up, CTRL)
    assert not page.map.appetite.isEnabled()
    page.show_view(RISK)
    assert find(page, QLineEdit, "risk.owner").isReadOnly()
    assert not find(page, QPushButton, "risk.accept").isEnabled()
    assert page.session.desk.journal.revision == window.session.desk.journal.revision
    page.show_view(LIBRARY)
    assert not page.proposals.take.isEnabled()


def test_a_risk_that_is_undone_while_it_is_shown_gives_way_to_another(page):
    added = page.session.act(add_record, "risk", page.session.initiative_id, title="Passing")
    page.register.select(added)
    page.show_view(RISK)
    page.session.undo()
    assert page.current is not None
    assert page.current.risk.title != "Passing"
