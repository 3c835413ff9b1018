"""Which of the doubts are shown: by what they ask, and by words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from outsource_desk.ui import formats
from outsource_desk.ui.importing.check_doubts import Doubt
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import S
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.find_field import FindField
from outsource_desk.ui.widgets.layout import row

FEW = 4  # doubts that nobody needs to look through
ALL, WAITING, ANSWERED = "all", "waiting", "answered"
_KINDS = ("error", "ask", "care", "empty", "note")  # as severities are numbered


class CheckFilter(QWidget):
    """A choice of what is asked, with how many there are, and a field for words."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = Choice()
        self.choice.setObjectName("import.filter")
        self.choice.setAccessibleName(tr("Show"))
        self.words = FindField("import.find", tr("Cell or words"))
        self.choice.activated.connect(lambda _place: self.changed.emit())
        self.words.textChanged.connect(lambda _text: self.changed.emit())
        line = row(self.choice, self.words, gap=S)
        line.setStretch(0, 1)
        line.setStretch(1, 1)
        self.setLayout(line)
        self._is_of_use, self._has_room = False, True
        self.hide()

    @property
    def is_on(self) -> bool:
        """Tell whether only some doubts are shown."""
        return self._kind != ALL or bool(self.words.text().strip())

    @property
    def _kind(self) -> str:
        return str(self.choice.currentData() or ALL)

    def clear(self) -> None:
        """Show all doubts again."""
        self.choice.setCurrentIndex(0)
        self.words.clear()
        self.changed.emit()

    def count(self, doubts: Sequence[Doubt], answered: Collection[str]) -> None:
        """Offer the kinds that there are, each with its number."""
        counts: dict[str, int] = dict.fromkeys((ALL, WAITING, *_KINDS, ANSWERED), 0)
        counts[ALL] = len(doubts)
        for each in doubts:
            is_answered = each.key in answered and each.has_answers
            counts[_KINDS[each.severity]] += 1
            counts[ANSWERED] += is_answered
            counts[WAITING] += each.needs_answer and not is_answered
        kind = self._kind
        offered = {
            name: f"{text} ({formats.number(counts[name], 0)})"
            for name, text in _kinds_in_words().items()
            if counts[name] or name in (ALL, kind)
        }
        if [self.choice.itemData(at) for at in range(self.choice.count())] == list(offered):
            for at, text in enumerate(offered.values()):  # not anew, as somebody may be typing to choose
                self.choice.setItemText(at, text)
        else:
            self.choice.clear()
            for name, text in offered.items():
                self.choice.addItem(text, name)
            self.choice.setCurrentIndex(max(0, self.choice.findData(kind)))
        if not self._is_being_read():  # else what stands below would move
            self._is_of_use = len(doubts) > FEW or self.is_on
        self.show_if(self._has_room)

    def _is_being_read(self) -> bool:
        around = self.parentWidget()
        return around is not None and around.isVisible()

    def show_if(self, has_room: bool) -> None:
        """Show the filter where it is of use and there is room for it."""
        self._has_room = has_room
        self.setVisible(self._is_of_use and (has_room or self.is_on))

    def shown(self, doubts: Sequence[Doubt], answered: Collection[str]) -> tuple[Doubt, ...]:
        """Return the doubts that are looked for."""
        kind, words = self._kind, self.words.text().casefold().split()
        return tuple(each for each in doubts if _is_of(each, kind, answered) and _says(each, words))


def _is_of(doubt: Doubt, kind: str, answered: Collection[str]) -> bool:
    if kind == ALL:
        return True
    is_answered = doubt.key in answered and doubt.has_answers
    if kind in (WAITING, ANSWERED):
        return is_answered if kind == ANSWERED else doubt.needs_answer and not is_answered
    return _KINDS[doubt.severity] == kind


def _says(doubt: Doubt, words: list[str]) -> bool:
    if not words:
        return True
    texts = (doubt.cell, doubt.title, doubt.sentence, doubt.raw, doubt.about)
    said = " ".join(texts).casefold()
    return all(word in said for word in words)


def _kinds_in_words() -> dict[str, str]:
    return {
        ALL: tr("All"),
        WAITING: tr("Needs an answer"),
        "error": tr("Cannot be used"),
        "ask": tr("Read in two ways"),
        "care": tr("Read with care"),
        "empty": tr("Empty cells"),
        "note": tr("Notes"),
        ANSWERED: tr("Answered"),
    }
