"""The criterion's form over the ranking: each as high as its content, until somebody moves the line between them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter

from outsource_desk.ui.scoring.criterion_form import CriterionForm
from outsource_desk.ui.scoring.ranking_panel import RankingPanel
from outsource_desk.ui.theme import L, scaled

LEAST_FORM = 150  # pixels of the form that stay, however many candidates there are


class CriteriaSide(QSplitter):
    """Shares its height by need: the ranking shows its candidates, the form has the rest and leaves none empty."""

    def __init__(self, form: CriterionForm, ranking: RankingPanel) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setObjectName("criteria.side")
        self.setHandleWidth(L)
        self.setChildrenCollapsible(False)
        self._form, self._ranking = form, ranking
        self._is_set = False  # by the user, who is then not contradicted
        self.addWidget(form)
        self.addWidget(ranking)
        self.splitterMoved.connect(self._on_moved)

    @property
    def natural_height(self) -> int:
        """Return the height at which neither part has to be scrolled."""
        ranking = 0 if self._ranking.isHidden() else self.handleWidth() + self._ranking.natural_height
        return self._form.natural_height + ranking

    def share(self) -> None:
        """Give the ranking the height of its rows, and what a short form leaves free."""
        if self._is_set or self._ranking.isHidden():
            return
        room = self.height() - self.handleWidth()
        free = room - self._form.natural_height
        wanted = min(self._ranking.natural_height, max(room - scaled(LEAST_FORM), self._ranking.least_height))
        ranking = max(wanted, free)
        self.setSizes([max(0, room - ranking), max(0, ranking)])

    def state(self) -> list[int]:
        """Return the two heights if the user chose them; nothing otherwise."""
        return self.sizes() if self._is_set else []

    def restore(self, sizes: list[int]) -> None:
        """Take up heights that the user chose."""
        if len(sizes) == 2:
            self._is_set = True
            self.setSizes([int(each) for each in sizes])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share()

    def _on_moved(self, *_: int) -> None:
        self._is_set = True
