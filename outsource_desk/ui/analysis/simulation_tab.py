"""How often each candidate takes each rank when weights, scores and open values vary together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QSizePolicy, QStackedLayout, QWidget

from outsource_desk.charts.acceptability import acceptability_spec, first_share
from outsource_desk.domain.criterion import groups_of
from outsource_desk.domain.errors import DeskError, OutOfRangeError
from outsource_desk.domain.robustness import Simulation, SimulationPlan, WeightSpread
from outsource_desk.ui import formats
from outsource_desk.ui.analysis.figures import Figures
from outsource_desk.ui.analysis.study import study_of
from outsource_desk.ui.analysis.tab import AnalysisTab
from outsource_desk.ui.analysis.verdict_card import plain_card
from outsource_desk.ui.errors import explain
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import L, S, TextStyle, scaled
from outsource_desk.ui.widgets.chart import ChartView
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.choice import Choice, choice
from outsource_desk.ui.widgets.layout import caption, column, heading, holder, label, row, small_button
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.services.case import DecisionCase
    from outsource_desk.ui.pages.page import Page

SAMPLES = (10_000, 100_000, 1_000_000)
MOST_SEED = 2**31 - 1


class SimulationTab(AnalysisTab):
    """Simulates in the background; what was simulated of the present state of the file is kept."""

    KEY = "simulation"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.study = study_of(self.session)
        self._case: DecisionCase | None = None
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._run)
        main = self._build_ranks(), self._build_central(), self._build_pairs()
        self._content = Scroll(column(*main, None, gap=L, margins=(0, 0, S, 0)))
        nothing = label(tr("Two candidates must be ranked before it can be simulated who comes first."), tone="muted",
                        wrap=True)  # fmt: skip
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self._content)
        self._layers.addWidget(holder(column(nothing, None)))
        self.study.simulated.connect(self._on_done)
        self.study.stopped.connect(self._on_done)

    def _build_ranks(self) -> QFrame:
        self.sentence = label("", TextStyle.SECTION, wrap=True)
        self.sentence.setObjectName("simulation.sentence")
        self.chart = ChartView("simulation.chart")
        self._printed = caption("", wrap=True)
        self._printed.setObjectName("simulation.printed")
        return plain_card("simulation", self.sentence, holder(self._build_controls()), self.chart, self._printed)

    def _build_controls(self):
        self.spread = choice([
            (WeightSpread.AROUND, tr("Weights around the official ones")),
            (WeightSpread.ORDER, tr("Any weights in the same order")),
            (WeightSpread.ANY, tr("Any weights at all")),
        ])  # fmt: skip
        self.spread.setMinimumContentsLength(12)
        self.spread.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.spread.setMaximumWidth(scaled(300))
        self.samples = choice([(str(each), formats.number(each, 0)) for each in SAMPLES])
        self.samples.setCurrentIndex(1)
        self.samples.setMinimumContentsLength(9)
        self._seed = SimulationPlan().seed
        self.seed = QLineEdit(str(self._seed))
        self.seed.setFixedWidth(scaled(96))
        self.with_scores = _switch(tr("Scores vary as the evaluators do"), "simulation.with_scores")
        self.with_open = _switch(tr("Open values may be anything"), "simulation.with_open")
        for switch in (self.with_scores, self.with_open):
            switch.toggled.connect(self._again.start)
        self._error = label("", TextStyle.CAPTION, "bad", wrap=True)
        self._error.setObjectName("simulation.error")
        self._error.hide()
        fields = (
            self._field(self.spread, "simulation.spread", tr("Weights")),
            self._field(self.samples, "simulation.samples", tr("Samples")),
            self._field(self.seed, "simulation.seed", tr("Seed")),
        )
        self.spread.currentIndexChanged.connect(self._again.start)
        self.samples.currentIndexChanged.connect(self._again.start)
        self.seed.editingFinished.connect(self._on_seed)
        switches = row(self.with_scores, self.with_open, None, gap=S)
        line = row(*fields, None, gap=L)
        line.setStretch(0, 100)
        return column(line, switches, self._error, gap=S)

    def _field(self, field: Choice | QLineEdit, name: str, words: str):
        field.setObjectName(name)
        field.setAccessibleName(words)
        title = label(words, TextStyle.LABEL, "muted")
        title.setBuddy(field)
        return column(title, field, gap=2)

    def _build_central(self) -> QFrame:
        self._central_said = label("", wrap=True)
        self.central = Figures("simulation.central", tr("Typical weights of those who would choose each candidate"))
        title = heading(tr("Who would choose whom"))
        self._central_card = plain_card("central", title, self._central_said, self.central)
        return self._central_card

    def _build_pairs(self) -> QFrame:
        self.pairs = Figures("simulation.pairs", tr("How often one is ahead of the other"))
        said = label(tr("In how many of the simulated cases the one in the row is ahead of the one in the column."),
                     wrap=True)  # fmt: skip
        return plain_card("pairs", heading(tr("One against the other")), said, self.pairs)

    def show_case(self, case: DecisionCase | None) -> None:
        self._case = case
        is_shown = case is not None and len(case.candidates) > 1
        self._layers.setCurrentIndex(0 if is_shown else 1)
        if is_shown:
            self._run()

    def first_focus(self) -> QWidget | None:
        return self.spread

    def state(self) -> dict[str, Any]:
        plan = self.plan
        return {"spread": plan.spread.value, "samples": plan.samples, "seed": plan.seed, "scores": plan.with_scores,
                "open": plan.with_open}  # fmt: skip

    def restore(self, state: dict[str, Any]) -> None:
        places = self.spread.findData(state.get("spread")), self.samples.findData(str(state.get("samples")))
        for field, place in zip((self.spread, self.samples), places, strict=True):
            if place >= 0:
                field.setCurrentIndex(place)
        if isinstance(state.get("seed"), int):
            self._seed = state["seed"]
            self.seed.setText(str(self._seed))
        self.with_scores.setChecked(bool(state.get("scores", True)))
        self.with_open.setChecked(bool(state.get("open", True)))

    @property
    def plan(self) -> SimulationPlan:
        """Return what the controls ask for."""
        return SimulationPlan(
            samples=int(self.samples.currentData()),
            seed=self._seed,
            spread=WeightSpread(self.spread.currentData()),
            with_scores=self.with_scores.isChecked(),
            with_open=self.with_open.isChecked(),
        )

    def _on_seed(self) -> None:
        """Take the seed that was typed, or say why not and keep the one before."""
        said = ""
        try:
            self._seed = _read_seed(self.seed.text())
        except DeskError as error:
            said = " ".join(explain(error))
        self.seed.setText(str(self._seed))
        self._error.setText(said)
        self._error.setVisible(bool(said))
        self._again.start()

    def _run(self) -> None:
        """Show what is known of the plan, or work it out first."""
        plan = self.plan
        if self._case is None or len(self._case.candidates) < 2:
            return
        if self.study.simulation(plan) is None:
            self.study.simulate(partial(self.page.window_.run, text=tr("Simulating")), plan)
        self._show()

    def _on_done(self, plan: object) -> None:
        if self._case is not None and self.isVisible() and plan == self.plan:
            self._show()

    def _show(self) -> None:
        case, plan = self._case, self.plan
        if case is None:
            return
        simulation = self.study.simulation(plan)
        if simulation is None:
            is_running = self.study.is_simulating(plan)
            self.sentence.setText(tr("Simulating…") if is_running else tr("The simulation was stopped."))
            return
        names = {candidate.id: candidate.name for candidate in case.candidates}
        self.chart.show_spec(acceptability_spec(simulation, names, screen_speech()))
        self.sentence.setText(_who_comes_first(simulation, names))
        self._printed.setText(_printed(plan, case))
        self._show_central(case, simulation, names)
        self._show_pairs(simulation, names)

    def _show_central(self, case: DecisionCase, simulation: Simulation, names: dict[int, str]) -> None:
        tops = [each for each in case.evaluation.criteria if each.parent_id is None]
        inside = {leaf.id: (groups_of(case.evaluation.criteria, leaf.id) or (leaf.id,))[-1] for leaf in case.leaves}
        chosen = [each for each in names if simulation.central.get(each) and simulation.first(each) > 0]
        shares: dict[int, dict[int, float]] = {}
        for each in chosen:
            sums = dict.fromkeys((top.id for top in tops), 0.0)
            for leaf_id, weight in (simulation.central[each] or {}).items():
                sums[inside[leaf_id]] += weight
            shares[each] = sums
        official = case.ranking.weights
        head = [tr("Criterion"), tr("Official"), *(names[each] for each in chosen)]
        rows, marked = [], []
        for place, top in enumerate(tops):
            own = official.get(top.id, 0.0)
            rows.append([top.name, formats.percent(own, 1),
                         *(formats.percent(shares[each][top.id], 1) for each in chosen)])  # fmt: skip
            marked += [(place, 2 + at) for at, each in enumerate(chosen) if shares[each][top.id] > own + 0.02]
        self.central.show_rows(head, rows, marked)
        self._central_card.setVisible(len(chosen) > 1)
        self._central_said.setText(
            tr("Whoever weighs roughly like this would choose that candidate; tinted is what weighs clearly more.")
        )

    def _show_pairs(self, simulation: Simulation, names: dict[int, str]) -> None:
        speech = screen_speech()
        rows = [
            [name, *("" if one == other else first_share(speech, simulation.beats[one, other]) for other in names)]
            for one, name in names.items()
        ]
        self.pairs.show_rows([tr("Ahead"), *names.values()], rows)


def _switch(text: str, name: str) -> QPushButton:
    """Return a button that stays down while it is on, as it is at first."""
    found = small_button(text, lambda: None, name=name)
    found.setCheckable(True)
    found.setChecked(True)
    return found


def _read_seed(text: str) -> int:
    """Return the seed that was typed.

    Raises:
        DeskError: it is no whole number, or none from 0 on.
    """
    value = formats.read_number(text)
    if value != int(value) or not 0 <= value <= MOST_SEED:
        raise OutOfRangeError("The seed", value, 0, MOST_SEED)
    return int(value)


def _who_comes_first(simulation: Simulation, names: dict[int, str]) -> str:
    speech = screen_speech()
    order = sorted(names, key=lambda each: -simulation.first(each))
    first, second = order[0], order[1]
    shares = first_share(speech, simulation.first(first)), first_share(speech, simulation.first(second))
    if simulation.first(first) >= 1:
        return tr("{name} comes first in every simulated case.", name=names[first])
    return tr(
        "{name} comes first in {share} of the simulated cases, {other} in {other_share}.",
        name=names[first],
        share=shares[0],
        other=names[second],
        other_share=shares[1],
    )


def _printed(plan: SimulationPlan, case: DecisionCase) -> str:
    """Return what was simulated, so that it can be made again."""
    import numpy as np

    spread = {
        WeightSpread.AROUND: tr("most weights within a few points of the official ones"),
        WeightSpread.ORDER: tr("any weights that keep the criteria’s order of importance"),
        WeightSpread.ANY: tr("any weights at all"),
    }[plan.spread]
    words = [
        tr("{count} samples, seed {seed}: {spread}.", count=formats.number(plan.samples, 0), seed=plan.seed,
           spread=spread)
    ]  # fmt: skip
    disputed, open_cells = int(np.count_nonzero(case.errors > 0)), int(np.count_nonzero(np.isnan(case.values)))
    if not disputed:
        words.append(tr("No score varies: all are agreed, or given by one evaluator."))
    if not open_cells:
        words.append(tr("Nothing is open."))
    return " ".join(words)
