"""The application is killed while somebody types; the next start says so, and nothing but that field is lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from outsource_desk.services.desk import open_desk
from outsource_desk.services.initiatives import list_initiatives

ROOT = Path(__file__).parents[2]
TYPING = """
import os, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from outsource_desk.ui.start import make_application
app = make_application()
from tests.ui.tour import make_desktop
folder, path = Path(sys.argv[1]), Path(sys.argv[2])
desktop = make_desktop(folder)
desktop.start(path)
window = desktop.windows[0]

def type_on():
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.go_to("initiative")
    done, open_ = (window.page.findChild(QLineEdit, name) for name in sys.argv[3:5])
    done.setFocus()
    done.selectAll()
    QTest.keyClicks(done, "Kept")
    open_.setFocus()
    open_.selectAll()
    QTest.keyClicks(open_, "Lost")
    print("typing", flush=True)

QTimer.singleShot(0, type_on)
QTimer.singleShot(20_000, app.quit)
app.exec()
"""


def test_killed_while_typing_it_loses_only_that_field_and_says_so_at_the_next_start(
    sample_file, tmp_path, preferences, open_window
):
    path = tmp_path / "documents" / "Killed.odesk"
    path.parent.mkdir(exist_ok=True)
    shutil.copy(sample_file, path)
    with open_desk(path, author="Before") as desk:
        before = list_initiatives(desk)[0]
    run = subprocess.Popen(
        [sys.executable, "-c", TYPING, str(tmp_path), str(path), "initiative.organisation", "initiative.owner"],
        cwd=ROOT, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert run.stdout is not None
    assert run.stdout.readline() == "typing\n"
    run.send_signal(signal.SIGKILL)
    run.wait(timeout=10)
    run.stdout.close()
    preferences.save()  # takes up what the killed one had written
    window = open_window(path)
    assert not window.session.desk.is_read_only
    initiative = window.session.initiative
    assert (initiative.organisation, initiative.owner) == ("Kept", before.owner)
    assert "was not closed properly last time" in window.band.text
    assert "Every completed change is in the file." in window.band.text
    assert window.session.desk.check().is_sound
