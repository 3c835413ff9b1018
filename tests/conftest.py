from __future__ import annotations

import gc
import os
import shutil
import sys
from pathlib import Path

import pytest

from outsource_desk.services.desk import Desk, create_desk, open_desk
from outsource_desk.services.starting import start_file
from outsource_desk.threads import multiply_in_one_thread

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # tests of the desktop need no screen
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # many tests start a process, which would compile everything anew
sys.dont_write_bytecode = False
multiply_in_one_thread()  # as the program does, before anything loads numpy


def pytest_collection_finish() -> None:
    """Spare the collector thousands of tests that stay to the end."""
    gc.collect()
    gc.freeze()


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


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory) -> Path:
    """The vetted sample, built once for all tests of a process; nobody may write it: work on copies."""
    path = tmp_path_factory.mktemp("sample") / "sample.odesk"
    start_file(path, sample=True).close()
    return path


@pytest.fixture
def sample_desk(sample_file, tmp_path):
    """A copy of the vetted sample, open for writing; copying takes a hundredth of what building takes.

    `find_initiative(sample_desk)` is its one initiative.
    """
    path = tmp_path / "sample-copy.odesk"
    shutil.copy(sample_file, path)
    with open_desk(path, author="Analyst") as desk:
        yield desk


@pytest.fixture
def reopen(desk):
    """Close the desk's file and open it again, as after a restart."""
    opened: list[Desk] = []

    def again() -> Desk:
        (opened[-1] if opened else desk).close()
        opened.append(open_desk(desk.path, author="Analyst"))
        return opened[-1]

    yield again
    for each in opened:
        each.close()
