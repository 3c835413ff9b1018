"""Find by name: a field that goes to what matches, one after the other, and says how many there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.theme import S, look, scaled
from outsource_desk.ui.widgets.find_field import FindField
from outsource_desk.ui.widgets.layout import caption, row

Find = Callable[[str], Sequence[object]]


class FindBar(QWidget):
    """Goes to the first match while one types; Enter goes on, Shift+Enter back, Escape clears and leaves."""

    left = Signal()

    def __init__(self, name: str, purpose: str, find: Find, go: Callable[..., object]) -> None:
        """Make it.

        Args:
            name: object name of the field.
            purpose: what it is for, in a few words.
            find: returns what matches a text, in the order in which it is gone through.
            go: shows one of these.
        """
        super().__init__()
        self._find, self._go = find, go
        self._current: object = None
        self.field = FindField(name, purpose)
        self.count = caption("")
        self.count.setObjectName(f"{name}.count")
        self.field.textChanged.connect(self._on_text)
        self.field.stepped.connect(self._step)
        self.field.escaped.connect(self.left)
        self.setLayout(row(self.field, self.count, gap=S))
        self._dress()
        look.changed.connect(self._dress)

    def _on_text(self, text: str) -> None:
        self._current = None
        if text.strip():
            self._step(1)
        else:
            self._say(0, 0)

    def _step(self, step: int) -> None:
        text = self.field.text().strip()
        found = self._find(text) if text else []
        if not found:
            self._say(0, 0)
            return
        if self._current in found:
            place = (found.index(self._current) + step) % len(found)
        else:
            place = 0 if step > 0 else len(found) - 1
        self._current = found[place]
        self._go(self._current)
        self._say(place + 1, len(found))

    def _say(self, number: int, count: int) -> None:
        is_asked = bool(self.field.text().strip())
        told = tr("{number} of {count}", number=number, count=count) if count else tr("Not found")
        self.count.setText(told if is_asked else "")
        self.count.set_tone("bad" if is_asked and not count else "muted")
        self.field.setAccessibleDescription(tr_n(count, "{count} place", "{count} places") if is_asked else "")

    def _dress(self) -> None:
        self.field.setFixedWidth(scaled(220))
        self.count.setMinimumWidth(scaled(64))
