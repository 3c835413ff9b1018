"""The last tile of Home: how much of the scoring is done, and then how far the first place can be trusted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QWidget

from outsource_desk.domain.ranking import Ranking
from outsource_desk.services.progress import Progress
from outsource_desk.ui.home.figures import NOTHING, Figure
from outsource_desk.ui.home.tile import Tile
from outsource_desk.ui.language import tr
from outsource_desk.ui.places import Place

if TYPE_CHECKING:
    from outsource_desk.ui.analysis.study import Study
    from outsource_desk.ui.pages.page import Shell

LOOK_AFTER = 150  # milliseconds after the last edit


class LastTile(QWidget):
    """One of two tiles. Confidence is worked out in the background, and never before the page has been painted."""

    asked = Signal(Place)
    judged = Signal(object)  # how far the first place can be trusted, once that is known

    def __init__(self, window: Shell) -> None:
        super().__init__()
        self._window = window
        self._study: Study | None = None
        self._is_painted = False
        self.coverage, self.confidence = Tile("coverage"), Tile("confidence")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._layers = QStackedLayout(self)
        for tile in (self.coverage, self.confidence):
            tile.asked.connect(self.asked)
            self._layers.addWidget(tile)
        self._later = QTimer(self, singleShot=True, interval=LOOK_AFTER)
        self._later.timeout.connect(self._look)

    def show_figure(self, coverage: Figure, ranking: Ranking, progress: Progress) -> None:
        """Show how much is done, or begin to work out how sure the first place is where that can be asked."""
        self.coverage.show_figure(coverage)
        self.confidence.show_figure(waiting())
        is_comparable = can_be_compared(ranking, progress)
        self._layers.setCurrentWidget(self.confidence if is_comparable else self.coverage)
        self._later.stop()
        if is_comparable and self._is_painted:
            self._later.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            if self._layers.currentWidget() is self.confidence:
                self._later.start()

    def _look(self) -> None:
        from outsource_desk.ui.analysis.study import study_of

        if self._study is None:
            self._study = study_of(self._window.session)
            self._study.simulated.connect(self._show)
            self._study.stopped.connect(self._tell_stopped)
        self._study.examine(partial(self._window.run, text=""))
        self._show()

    def _show(self, _plan: object = None) -> None:
        from outsource_desk.ui.home.confidence import confidence_of

        if self._study is not None and self._layers.currentWidget() is self.confidence:
            self.confidence.show_figure(confidence_of(self._study))
            if self._study.simulation() is not None and self._study.verdict is not None:
                self.judged.emit(self._study.verdict.trust)

    def _tell_stopped(self, plan: object) -> None:
        from outsource_desk.domain.robustness import SimulationPlan

        if plan == SimulationPlan():
            self.confidence.show_figure(_without(tr("The simulation was stopped; Analysis starts it again.")))


def waiting() -> Figure:
    """Return the figure in place of one that is being worked out."""
    return _without(tr("Being worked out…"))


def _without(why: str) -> Figure:
    """Return the figure while there is none, and why."""
    return Figure("confidence", "analysis", tr("Confidence"), NOTHING, "", why, Place("analysis", field="overview"))


def can_be_compared(ranking: Ranking, progress: Progress) -> bool:
    """Tell whether it means anything to ask how sure the first place is.

    Two candidates are ranked, and every criterion with a weight has a value for somebody. Before that it says more
    how much of the scoring is done.
    """
    if len(ranking.ranked) < 2 or progress.idle:
        return False
    leaves = {leaf for _, leaf in ranking.cells if leaf not in ranking.dropped and ranking.weights.get(leaf, 0.0) > 0}
    known = {leaf for (_, leaf), cell in ranking.cells.items() if cell.value is not None}
    return leaves <= known
