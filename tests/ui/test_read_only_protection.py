"""The pages that protect a decision in a read-only file: all can be read, every act says why it cannot be done."""

from __future__ import annotations

import shutil

import pytest

from outsource_desk.services.desk import create_desk
from outsource_desk.ui.places import Place
from tests.protection_desk import decided_case, protected_case
from tests.ui.test_read_only import WHY, cells_to_type_into, fields_to_type_into, shown
from tests.ui.tour import PROTECTING

PARTS = {
    "risks": ("library", "risk", "map"),
    "contingency": ("scenarios", "fallbacks", "recovery", "people", "exercises", "activation"),
    "exit": ("clock", "checklist", "runbook", "returns", "costs", "plan"),
    "performance": ("metrics", "credits", "availability"),
    "governance": ("communication", "training", "contract", "audits", "decision", "calendar"),
}
# what only changes what is shown, or helps to reckon
VIEWING = {
    "risks.find", "risks.candidate_filter", "risks.state_filter", "exit.streams", "calendar.who", "calendar.area",
    "contract.candidate", "contingency.commitments_of", "performance.level", "performance.serial",
    "performance.parallel",
}  # fmt: skip
LOOKING = ("show_", "risks.next", "calendar.open")  # acts that change nothing


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("read_only")
    for name, build in (("full", protected_case), ("bare", decided_case)):
        with create_desk(folder / f"{name}.odesk", author="Analyst") as desk:
            build(desk)
    return folder


@pytest.fixture
def read_only(desktop, files, tmp_path, qtbot):
    """Open a copy of a file read-only: ``read_only("full")``."""

    def read_only(name):
        path = tmp_path / "documents" / f"{name}.odesk"
        shutil.copy(files / f"{name}.odesk", path)
        return shown(desktop.open(path, read_only=True), qtbot)

    return read_only


@pytest.mark.parametrize("name", ["full", "bare"])
@pytest.mark.parametrize("page", PROTECTING)
def test_every_act_says_why_it_cannot_be_done_and_nothing_can_be_typed(read_only, name, page):
    window = read_only(name)
    for part in PARTS[page]:
        window.go(Place(page, field=part))
        if page == "risks":
            window.page.show_view(part)
        assert [each for each in fields_to_type_into(window.page) if each not in VIEWING] == [], part
        assert cells_to_type_into(window.page) == [], part
        for act in window.page.page_actions():
            if not any(each in act.objectName() for each in LOOKING):
                assert (act.objectName(), act.isEnabled(), act.why_not) == (act.objectName(), False, WHY)
