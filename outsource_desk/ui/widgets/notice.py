"""A notice above a page: what is the matter, and one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import L, M, S
from outsource_desk.ui.widgets.chip import SHAPES
from outsource_desk.ui.widgets.layout import label, picture, row, small_button


class Notice(QFrame):
    """A band with a state's icon, words and at most two buttons; tones as for a chip."""

    def __init__(
        self,
        tone: str,
        text: str,
        button_text: str = "",
        slot: Callable[[], object] | None = None,
        *,
        can_be_closed: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("role", f"notice-{tone}")
        self.setAccessibleName(text)
        words = label(text, wrap=True)
        line = row(picture(SHAPES[tone], tone), words, gap=M, margins=(L, S, L, S))
        line.setStretch(1, 1)
        if button_text and slot is not None:
            line.addWidget(small_button(button_text, slot, name="notice.button"))
        if can_be_closed:
            line.addWidget(small_button(tr("Close"), self.hide, name="notice.close"))
        self.setLayout(line)
        self.text = text
