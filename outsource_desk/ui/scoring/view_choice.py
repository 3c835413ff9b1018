"""Whose scores the matrix shows: what counts, or one evaluator's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from outsource_desk.domain.score import Evaluator
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import scaled
from outsource_desk.ui.widgets.choice import Choice

COUNTS = "counts"


class ViewChoice(Choice):
    """Offers what counts and each evaluator; `chosen` tells the key: ``counts`` or an evaluator's id."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("matrix.views")
        self.setAccessibleName(tr("Whose scores are shown"))
        self.setToolTip(tr("Whose scores are shown"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(scaled(150))
        self.setMaximumWidth(scaled(240))
        self.addItem(tr("What counts"), COUNTS)
        self.currentIndexChanged.connect(lambda _place: self.chosen.emit(self.key))

    @property
    def key(self) -> str:
        """Return the key that is chosen."""
        return str(self.currentData() or COUNTS)

    def choose(self, key: str) -> None:
        """Choose a key, if it is offered."""
        place = self.findData(key)
        if place >= 0:
            self.setCurrentIndex(place)

    def show_evaluators(self, evaluators: Sequence[Evaluator]) -> None:
        """Offer these; what is chosen stays chosen if it is still there."""
        offered = [(COUNTS, tr("What counts")), *((str(each.id), each.name) for each in evaluators)]
        if offered != [(self.itemData(place), self.itemText(place)) for place in range(self.count())]:
            key = self.key
            self.blockSignals(True)
            self.clear()
            for each, name in offered:
                self.addItem(name, each)
            self.setCurrentIndex(max(0, self.findData(key)))
            self.blockSignals(False)
