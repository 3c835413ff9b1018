"""Starting: what the system asks the application for, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys

WANTED = """
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from outsource_desk.ui.start import make_application

app = make_application()
app.file_wanted.connect(lambda name: print("wanted", name))
app.sendEvent(app, QFileOpenEvent(QUrl.fromLocalFile("/somewhere/Bids.odesk")))
"""


def test_a_file_that_the_system_wants_opened_is_told():
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", WANTED], env=environment, capture_output=True, text=True, timeout=60)
    assert done.stdout == "wanted /somewhere/Bids.odesk\n", done.stderr
