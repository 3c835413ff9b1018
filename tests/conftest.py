from __future__ import annotations

import os
import sys

import pytest

from outsource_desk.services.desk import Desk, create_desk
from outsource_desk.threads import multiply_in_one_thread

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # tests of the desktop need no screen
multiply_in_one_thread()  # as the program does, before anything loads numpy


@pytest.fixture(scope="session", autouse=True)
def empty_clipboard_at_the_end():
    """Without a screen Qt keeps what was copied until Python has gone, and stumbles over it then."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is not None and widgets.QApplication.instance() is not None:
        widgets.QApplication.clipboard().clear()


@pytest.fixture
def desk(tmp_path):
    with create_desk(tmp_path / "decision.odesk", author="Analyst") as desk:
        yield desk


@pytest.fixture
def reopen(desk):
    """Close the desk's file and open it again, as after a restart."""
    from outsource_desk.services.desk import open_desk

    opened: list[Desk] = []

    def again() -> Desk:
        (opened[-1] if opened else desk).close()
        opened.append(open_desk(desk.path, author="Analyst"))
        return opened[-1]

    yield again
    for each in opened:
        each.close()
