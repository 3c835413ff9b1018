"""A user on the import page, and the workbooks that they bring."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from outsource_desk.ui.formats import use_formats
from outsource_desk.ui.importing.steps import Steps
from outsource_desk.ui.pages.importing import ImportPage
from tests.sheets import written as written

LEFT = Qt.MouseButton.LeftButton


class Walk:
    """A user on the import page."""

    def __init__(self, qtbot, window) -> None:
        self.qtbot, self.window = qtbot, window
        use_formats("en_GB")
        window.go_to("import")
        assert isinstance(window.page, ImportPage)
        self.page = window.page

    def find(self, kind: type, name: str = "") -> Any:
        found = self.page.findChildren(kind, name) if name else self.page.findChildren(kind)
        assert found, name or kind
        # what was shown before may wait for its end, hidden; what is no widget is never shown
        shown = [each for each in found if isinstance(each, QWidget) and each.isVisible()]
        return shown[0] if shown else found[-1]

    def click(self, name):
        button = self.find(QPushButton, name)
        assert button.isVisible(), name
        assert button.isEnabled(), name
        self.qtbot.mouseClick(button, LEFT)

    def choose(self, name, text):
        choice = self.find(QComboBox, name)
        at = choice.findText(text)
        assert at >= 0, [choice.itemText(each) for each in range(choice.count())]
        choice.setCurrentIndex(at)
        choice.activated.emit(at)

    def read(self, path):
        self.page.open_file(path)
        self.qtbot.waitUntil(lambda: self.step == 1 or self.refusal != "", timeout=20_000)

    def go_on(self, times=1):
        for _ in range(times):
            self.click("import.next")

    @property
    def step(self):
        return self.find(Steps, "import.steps").current

    @property
    def refusal(self):
        words = self.find(QLabel, "import.refusal")
        return words.text() if words.isVisible() else ""

    @property
    def why_not(self):
        return self.find(QLabel, "import.why_not").text()

    @property
    def desk(self):
        return self.window.session.desk
