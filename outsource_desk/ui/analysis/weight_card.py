"""One criterion's weight on a slider: what every total would be, and where somebody else comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QSlider

from outsource_desk.charts.crossover import crossover_spec, plot_of
from outsource_desk.charts.shares import as_now, beyond, lasts_to
from outsource_desk.ui.language import tr
from outsource_desk.ui.read_only import allow
from outsource_desk.ui.theme import L, M, S, scaled
from outsource_desk.ui.widgets.chart import ChartView
from outsource_desk.ui.widgets.chart_paint import measure, screen_speech, unit
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.layout import button, column, heading, holder, label, row

if TYPE_CHECKING:
    from outsource_desk.domain.robustness import Crossover, Stability

STEPS = 1000  # of the slider: tenths of a per cent
HANDLE = 8  # pixels from the end of a slider to the middle of its handle at that end


class WeightCard(QFrame):
    """Tells which share is tried: `moved` with nothing is back to the official one, `used` asks to write it."""

    moved = Signal(object)
    used = Signal(float)
    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("weight")
        self.setProperty("role", "card")
        self._crossover: Crossover | None = None
        self._names: Mapping[int, str] = {}
        self._criterion = ""
        self._build()

    def _build(self) -> None:
        self.criterion = Choice()
        self.criterion.setObjectName("weight.criterion")
        self.criterion.setAccessibleName(tr("Criterion whose weight is tried"))
        self.criterion.setMinimumContentsLength(10)
        self.criterion.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.criterion.currentIndexChanged.connect(self._on_criterion)
        self.sentence = label("", wrap=True)
        self.sentence.setObjectName("weight.sentence")
        self.chart = ChartView("weight.chart")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("weight.slider")
        self.slider.setAccessibleName(tr("Weight to try, in per cent"))
        self.slider.setRange(0, STEPS)
        self.slider.setSingleStep(10)
        self.slider.setPageStep(50)
        self.slider.setFixedHeight(scaled(24))
        self.slider.valueChanged.connect(self._on_slider)
        self._place = row(self.slider)
        self._tried = label("", tone="muted", wrap=True)
        self._tried.setObjectName("weight.tried")
        self.use = button(tr("Use this weight"), self._on_use, name="weight.use")
        self.back = button(tr("Back to official"), self.go_back, name="weight.back")
        head = row(heading(tr("Totals by one weight")), self.criterion, gap=M)
        head.setStretch(1, 1)
        foot = row(self._tried, self.back, self.use, gap=S)
        foot.setStretch(0, 1)
        self.setLayout(
            column(head, self.sentence, self.chart, holder(self._place), foot, gap=S, margins=(L, L - 2, L, L - 2))
        )

    @property
    def criterion_id(self) -> int | None:
        """Return the criterion whose weight is tried."""
        return self.criterion.currentData()

    @property
    def tried(self) -> float | None:
        """Return the share that is tried; nothing while it is the official one."""
        if self._crossover is None or self.slider.value() == round(STEPS * self._crossover.weight):
            return None
        return self.slider.value() / STEPS

    def offer(self, criteria: Sequence[tuple[int, str]], wanted: int | None) -> None:
        """Offer criteria to choose from; the one that is shown stays if it is among them, else ``wanted`` is taken."""
        ids = [each for each, _ in criteria]
        kept = self.criterion_id if self.criterion_id in ids else wanted
        self.criterion.blockSignals(True)
        self.criterion.clear()
        for each, words in criteria:
            self.criterion.addItem(words, each)
        self.criterion.setCurrentIndex(ids.index(kept) if kept in ids else 0)
        self.criterion.blockSignals(False)

    def choose(self, criterion_id: int) -> None:
        """Show another criterion."""
        place = self.criterion.findData(criterion_id)
        if place >= 0:
            self.criterion.setCurrentIndex(place)

    def try_past(self, needed: float) -> None:
        """Set the slider to the next step past a weight at which two are level, seen from the official one."""
        if self._crossover is not None:
            past = beyond(STEPS * needed, STEPS * self._crossover.weight, 0)
            self.slider.setValue(round(min(max(past, 0), STEPS)))

    def show_crossover(
        self, crossover: Crossover, stability: Stability, criterion: str, names: Mapping[int, str]
    ) -> None:
        """Show the lines of a criterion at its official weight."""
        self._crossover, self._criterion, self._names = crossover, criterion, names
        self.slider.blockSignals(True)
        self.slider.setValue(round(STEPS * crossover.weight))
        self.slider.blockSignals(False)
        self.sentence.setText(_where_it_holds(stability, criterion, next(iter(names.values()))))
        self._draw()

    def say_tried(self, text: str) -> None:
        """Say what holds at the weight that is tried."""
        self._tried.setText(text)

    def set_read_only(self, why: str) -> None:
        """Forbid to write a weight, and say why; an empty reason allows it."""
        allow(why, self.use)
        self.use.setEnabled(not why and self.tried is not None)

    def go_back(self) -> None:
        """Try nothing any more."""
        if self._crossover is not None:
            self.slider.setValue(round(STEPS * self._crossover.weight))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._align()

    def _draw(self) -> None:
        if self._crossover is None:
            return
        tried = self.tried
        self.chart.show_spec(crossover_spec(self._crossover, self._criterion, self._names, tried, screen_speech()))
        self.back.setEnabled(tried is not None)
        self._align()

    def _align(self) -> None:
        """Put the slider under the axis of the chart."""
        spec = self.chart.spec
        if spec is None or self.chart.width() < 50:
            return
        wide = (self.chart.width() - 2) / unit()
        plot = plot_of(spec, wide, (self.chart.height() - 2) / unit(), measure)
        left = round(plot.weights.start * unit()) + 1 - HANDLE
        right = self.chart.width() - round(plot.weights.end * unit()) - 1 - HANDLE
        self._place.setContentsMargins(max(0, left), 0, max(0, right), 0)

    def _on_slider(self) -> None:
        self._draw()
        self.moved.emit(self.tried)

    def _on_criterion(self) -> None:
        if self.criterion_id is not None:
            self.chosen.emit(self.criterion_id)

    def _on_use(self) -> None:
        if self.tried is not None:
            self.used.emit(self.tried)


def _where_it_holds(stability: Stability, criterion: str, leader: str) -> str:
    """Return between which weights the first place stays, as a sentence."""
    speech, now = screen_speech(), stability.weight
    weighs = tr("{criterion} weighs {weight} now.", criterion=criterion, weight=as_now(speech, now))
    low, high = (lasts_to(speech, each, now) for each in (stability.low, stability.high))
    if stability.rival_below is None and stability.rival_above is None:
        return f"{weighs} {tr('{name} is first whatever it weighs.', name=leader)}"
    if stability.rival_below is None:
        return f"{weighs} {tr('{name} stays first up to {high}.', name=leader, high=high)}"
    if stability.rival_above is None:
        return f"{weighs} {tr('{name} stays first down to {low}.', name=leader, low=low)}"
    return f"{weighs} {tr('{name} stays first between {low} and {high}.', name=leader, low=low, high=high)}"
