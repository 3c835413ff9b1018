"""What a page shows when there is nothing yet: why it is useful, and one next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import L, S, TextStyle
from outsource_desk.ui.widgets.layout import button, column, label, link, picture, row


class EmptyState(QWidget):
    """An icon, a title, one sentence, one button, at most one link, and one to the sample."""

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str,
        button_text: str,
        slot: Callable[[], object],
        link_text: str = "",
        link_slot: Callable[[], object] | None = None,
        sample_slot: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("empty")
        words = label(sentence, tone="muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.setFixedWidth(400)
        words.setMinimumHeight(words.heightForWidth(400))
        self.button = button(button_text, slot, kind="primary", name="empty.button")
        items = [self.button]
        if link_text and link_slot is not None:
            items.append(link(link_text, link_slot, name="empty.link"))
        self.beginnings = tuple(items)
        sample: list[QWidget] = []
        if sample_slot is not None:
            sample.append(link(tr("See it in the sample"), sample_slot, name="empty.sample"))
        self.setLayout(
            column(
                None,
                row(None, picture(icon, size=48), None),
                row(None, label(title, TextStyle.SECTION), None),
                row(None, words, None),
                S,
                row(None, *items, None, gap=L),
                row(None, *sample, None),
                None,
                None,
                gap=S,
            )
        )
