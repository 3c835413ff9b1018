"""Fields to choose from, on a page that scrolls."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.layout import column, label
from outsource_desk.ui.widgets.scroll import Scroll


def test_the_wheel_scrolls_the_page_and_chooses_nothing(qtbot):
    field = choice([(str(number), f"Answer {number}") for number in range(9)])
    pane = Scroll(column(field, *(label(f"Line {number}") for number in range(60))))
    qtbot.addWidget(pane)
    pane.resize(300, 200)
    pane.show()
    qtbot.waitExposed(pane)
    middle = QPointF(field.rect().center())
    turn = QWheelEvent(
        middle,
        QPointF(field.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # not inverted
    )
    QApplication.sendEvent(field, turn)
    assert field.currentIndex() == 0
    assert not field.hasFocus()
    assert not turn.isAccepted()
