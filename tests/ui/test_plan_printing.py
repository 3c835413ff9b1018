"""“Print the plan…”: in the menu, in the palette and on the Reports page; refused where nobody has planned."""

from __future__ import annotations

import pypdf
import pytest
from PySide6.QtWidgets import QWidget

from outsource_desk.services.desk import create_desk
from tests.protection_desk import decided_case, protected_case

PATIENCE = 30_000  # milliseconds; the machine may be busy


@pytest.fixture
def planned(open_window, tmp_path):
    path = tmp_path / "documents" / "Plan.odesk"
    with create_desk(path, author="Analyst") as desk:
        protected_case(desk)
    return open_window(path)


@pytest.fixture
def bare(open_window, tmp_path):
    path = tmp_path / "documents" / "Bare.odesk"
    with create_desk(path, author="Analyst") as desk:
        decided_case(desk)
    return open_window(path)


def test_the_plan_is_made_beside_the_window_and_written_where_the_user_says(planned, answers, tmp_path, qtbot):
    act = planned.actions_of_window["report.plan"]
    assert act.words == "Print the plan…"
    assert act.why_not == ""
    answers.save = tmp_path / "plan.pdf"
    act.trigger()
    assert answers.asked == ["Print the plan"]
    qtbot.waitUntil(lambda: planned.toasts.text.startswith("“plan.pdf” was written."), timeout=PATIENCE)
    assert "If Alder fails" in pypdf.PdfReader(answers.save).pages[0].extract_text()


def test_a_chooser_that_is_closed_writes_nothing(planned, answers, tmp_path):
    answers.save = None
    planned.actions_of_window["report.plan"].trigger()
    assert answers.asked == ["Print the plan"]
    assert list(tmp_path.glob("*.pdf")) == []


def test_without_a_plan_the_act_says_why_and_the_page_does_not_offer_it(bare):
    act = bare.actions_of_window["report.plan"]
    act.look_again()
    assert not act.isEnabled()
    assert act.why_not == "Nobody has planned for a failure yet."
    bare.go_to("reports")
    assert bare.page.findChild(QWidget, "reports.plan").isHidden()


def test_the_reports_page_offers_it_where_there_is_a_plan(planned, answers):
    planned.go_to("reports")
    offer = planned.page.findChild(QWidget, "reports.plan")
    assert offer is not None
    assert not offer.isHidden()
    offer.click()
    assert answers.asked == ["Print the plan"]
