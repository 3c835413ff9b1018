"""What one weight does: a slider that moves everything, how far each weight may go, and what else would turn it."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QStackedLayout, QWidget

from outsource_desk.charts.frontier import frontier_spec
from outsource_desk.charts.intervals import intervals_spec
from outsource_desk.charts.shares import percent, turning
from outsource_desk.charts.tornado import tornado_spec
from outsource_desk.domain.criterion import criterion_paths, groups_of, leaves_of
from outsource_desk.domain.robustness import Robustness, Stability
from outsource_desk.services.what_if import use_share
from outsource_desk.ui import formats
from outsource_desk.ui.analysis.checks_card import ChecksCard
from outsource_desk.ui.analysis.columns import Columns
from outsource_desk.ui.analysis.standing_list import StandingList
from outsource_desk.ui.analysis.study import study_of
from outsource_desk.ui.analysis.tab import AnalysisTab
from outsource_desk.ui.analysis.turns_card import TurnsCard
from outsource_desk.ui.analysis.verdict_card import VerdictCard, plain_card
from outsource_desk.ui.analysis.weight_card import WeightCard
from outsource_desk.ui.jobs import Job
from outsource_desk.ui.language import tr
from outsource_desk.ui.places import Place
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.theme import M, S
from outsource_desk.ui.widgets.chart import ChartView
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.layout import column, heading, holder, label, row
from outsource_desk.ui.widgets.scroll import Scroll
from outsource_desk.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from outsource_desk.services.case import DecisionCase
    from outsource_desk.services.robustness import LiveRobustness, Moment
    from outsource_desk.ui.pages.page import Page

GROUPS, LEAVES = "groups", "leaves"


class SensitivityTab(AnalysisTab):
    """Nothing is written but by “Use this weight”."""

    KEY = "sensitivity"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.study = study_of(self.session)
        self._case: DecisionCase | None = None
        self._live: LiveRobustness | None = None
        self._follow = QTimer(self, singleShot=True, interval=0)
        self._follow.timeout.connect(self._show_tried)
        self.weight, self.verdict, self.standings = WeightCard(), VerdictCard("sensitivity.verdict"), StandingList()
        self.turns, self.checks = TurnsCard(page), ChecksCard()
        main = self.weight, self._build_intervals(), self._build_tornado(), self.turns, self._build_frontier()
        self._content = Scroll(column(Columns(main, (self.standings, self.verdict, self.checks)), margins=(0, 0, S, 0)))
        nothing = label(
            tr("Two candidates must be ranked, so that it can be said what would turn their order."),
            tone="muted",
            wrap=True,
        )
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self._content)
        self._layers.addWidget(holder(column(nothing, None)))
        self.weight.chosen.connect(self._on_criterion)
        self.weight.moved.connect(self._on_moved)
        self.weight.used.connect(self._on_used)
        self.standings.asked.connect(self._on_explain)
        self.study.simulated.connect(self._on_simulated)

    def _build_intervals(self) -> QFrame:
        self.level = Segments([(GROUPS, tr("Groups")), (LEAVES, tr("Criteria"))], "intervals.level", tr("Weights of"))
        self.level.chosen.connect(lambda _key: self._show_intervals())
        self._intervals_said = label("", wrap=True)
        self.intervals = ChartView("intervals.chart")
        head = row(heading(tr("How far each weight may move")), None, self.level, gap=M)
        return plain_card("intervals", holder(head), self._intervals_said, self.intervals)

    def _build_tornado(self) -> QFrame:
        self._tornado_said = label("", wrap=True)
        self.tornado = ChartView("tornado.chart")
        title = heading(tr("What is left of the lead if a weight is halved or doubled"))
        return plain_card("tornado", title, self._tornado_said, self.tornado)

    def _build_frontier(self) -> QFrame:
        self._frontier_said = label("", wrap=True)
        self.frontier = ChartView("frontier.chart")
        self._frontier_card = plain_card(
            "frontier", heading(tr("Cost against merit")), self._frontier_said, self.frontier
        )
        return self._frontier_card

    @property
    def is_warm(self) -> bool:
        """Tell whether the random numbers are drawn, so that a move of the slider is quick."""
        return self._live is not None

    def show_case(self, case: DecisionCase | None) -> None:
        self._case, self._live = case, None
        robustness = self.study.robustness
        is_shown = case is not None and robustness is not None and len(case.candidates) > 1
        self._layers.setCurrentIndex(0 if is_shown else 1)
        if not is_shown or case is None or robustness is None:
            return
        paths = criterion_paths(case.evaluation.criteria)
        offered = [
            (each.criterion_id, " " * 2 * len(groups_of(case.evaluation.criteria, each.criterion_id))
             + paths[each.criterion_id].split(" / ")[-1])
            for each in robustness.stability
        ]  # fmt: skip
        self.weight.offer(offered, _most_telling(case, robustness))
        self._show_level(case)
        self._show_rest(case, robustness)
        self._show_weight()
        self.study.simulate(partial(self.page.window_.run, text=""))
        self._warm()

    def reveal(self, place: Place) -> None:
        if place.criterion_id is not None:
            self.weight.choose(place.criterion_id)
            if place.weight is not None:
                self.weight.try_past(place.weight)
            self._content.go_to(0)

    def first_focus(self) -> QWidget | None:
        return self.weight.slider

    def state(self) -> dict[str, Any]:
        return {"level": self.level.key, "scroll": self._content.place()}

    def restore(self, state: dict[str, Any]) -> None:
        if state.get("level") in (GROUPS, LEAVES):
            self.level.choose(state["level"])

    def leave(self) -> None:
        self.weight.go_back()

    def _show_weight(self) -> None:
        """Show the criterion that is chosen, at its official weight."""
        from outsource_desk.services.robustness import crossover_of

        case, robustness, chosen = self._case, self.study.robustness, self.weight.criterion_id
        if case is None or robustness is None or chosen is None:
            return
        stability = next(each for each in robustness.stability if each.criterion_id == chosen)
        name = next(each.name for each in case.evaluation.criteria if each.id == chosen)
        self.weight.show_crossover(crossover_of(case, chosen), stability, name, _names(case))
        self._show_tried()

    def _show_tried(self) -> None:
        """Show everything at the weight that is tried, or as it is."""
        case, tried = self._case, self.weight.tried
        if case is None:
            return
        self.weight.set_read_only(why_read_only(self.session))
        if tried is None:
            self.weight.say_tried(tr("Move the slider to try another weight; the others keep their proportions."))
            self.standings.show_standings(case.ranking)
            self._show_verdict(None)
            return
        moment = self._moment(tried)
        if moment is None:
            return
        self.standings.show_standings(moment.ranking, case.ranking)
        self.weight.say_tried(_who_leads(moment, tried))
        self._show_verdict(moment)

    def _moment(self, tried: float) -> Moment | None:
        from outsource_desk.services.robustness import LiveRobustness

        case, chosen = self._case, self.weight.criterion_id
        if case is None or chosen is None:
            return None
        if self._live is None:
            self._live = LiveRobustness(case)
        return self._live.move(chosen, tried)

    def _show_verdict(self, moment: Moment | None) -> None:
        self.verdict.show_verdict(moment.verdict if moment is not None else self.study.verdict, "")

    def _warm(self) -> None:
        """Draw the random numbers in the background, so that the first move of the slider is as quick as the others."""
        from outsource_desk.services.robustness import LiveRobustness

        case, chosen = self._case, self.weight.criterion_id
        if case is None or chosen is None:
            return
        live = LiveRobustness(case)
        weight = case.ranking.weights.get(chosen, 0.0)
        job = Job(lambda _progress: live.move(chosen, weight))
        job.succeeded.connect(lambda _moment: self._take(case, live))
        self.page.window_.run(job, "")

    def _take(self, case: DecisionCase, live: LiveRobustness) -> None:
        if case is self._case and self._live is None:
            self._live = live

    def _show_level(self, case: DecisionCase) -> None:
        has_groups = any(each.parent_id is not None for each in case.evaluation.criteria)
        self.level.setVisible(has_groups)
        if not has_groups:
            self.level.choose(LEAVES)
        self._show_intervals()

    def _show_intervals(self) -> None:
        case, robustness = self._case, self.study.robustness
        if case is None or robustness is None:
            return
        leaves = {leaf.id for leaf in leaves_of(case.evaluation.criteria)}
        is_leaf = self.level.key == LEAVES
        tops = {each.id for each in case.evaluation.criteria if each.parent_id is None}
        shown = [each for each in robustness.stability if each.criterion_id in (leaves if is_leaf else tops)]
        names = {each.id: each.name for each in case.evaluation.criteria}
        self.intervals.show_spec(intervals_spec(shown, names, _names(case), screen_speech()))
        self._intervals_said.setText(_nearest_turn(shown, names, _names(case)))

    def _show_rest(self, case: DecisionCase, robustness: Robustness) -> None:
        speech, names = screen_speech(), _names(case)
        criteria = criterion_paths(case.evaluation.criteria)
        leader = case.candidates[0].name
        self.tornado.show_spec(tornado_spec(robustness.tornado, criteria, case.ranking.margin or 0.0, leader, speech))
        lost = [each for each in robustness.tornado if min(each.lead_at_low, each.lead_at_high) < 0]
        self._tornado_said.setText(_what_is_lost([criteria[each.criterion_id] for each in lost], leader))
        self.turns.show_turns(case, robustness)
        self.checks.show_checks(case, robustness)
        priced = [each for each in robustness.frontier if each.price is not None]
        self._frontier_card.setVisible(len(priced) > 1)
        if len(priced) > 1:
            currency = case.evaluation.initiative.currency
            self.frontier.show_spec(frontier_spec(robustness.frontier, names, currency, speech))
            best = [names[each.candidate_id] for each in priced if each.is_on_frontier]
            self._frontier_said.setText(_unbeaten(best, len(priced)))

    def _on_explain(self, candidate_id: int) -> None:
        from outsource_desk.ui.analysis.explain_dialog import ExplainDialog

        case, tried = self._case, self.weight.tried
        moment = self._moment(tried) if tried is not None else None
        shown = moment.case if moment is not None else case
        if shown is not None:
            ExplainDialog(self, shown.evaluation, shown.ranking, self.page.go, candidate_id).open()

    def _on_simulated(self, _plan: object) -> None:
        if self._case is not None and self.isVisible() and self.weight.tried is None:
            self._show_verdict(None)

    def _on_criterion(self, _criterion_id: int) -> None:
        self._show_weight()

    def _on_moved(self, _tried: object) -> None:
        self._follow.start()

    def _on_used(self, share: float) -> None:
        chosen = self.weight.criterion_id
        if chosen is not None and self.session.did(use_share, chosen, share):
            self.page.toast_done(tr("The weight is {share} now.", share=formats.percent(share, 1)))


def _names(case: DecisionCase) -> dict[int, str]:
    return {candidate.id: candidate.name for candidate in case.candidates}


def _most_telling(case: DecisionCase, robustness: Robustness) -> int | None:
    """Return the part of the highest level whose weight turns the first place soonest."""
    tops = {each.id for each in case.evaluation.criteria if each.parent_id is None}
    nearest = min(
        (each for each in robustness.stability if each.criterion_id in tops), key=attrgetter("distance"), default=None
    )
    return nearest.criterion_id if nearest is not None else None


def _nearest_turn(shown: list[Stability], criteria: dict[int, str], names: dict[int, str]) -> str:
    leader = next(iter(names.values()))
    free = [each for each in shown if not each.turning_points]
    if len(free) == len(shown):
        return tr("{name} stays first whatever any one of them weighs.", name=leader)
    nearest = min(shown, key=attrgetter("distance"))
    turn, rival = nearest.turning_points[0]
    speech, (reached, places) = screen_speech(), turning(turn, nearest.weight)
    words = tr(
        "The nearest turn is at {criterion}: {rival} comes first at {turn} instead of {now}.",
        criterion=criteria[nearest.criterion_id],
        rival=names[rival],
        turn=percent(speech, reached, places),
        now=percent(speech, nearest.weight, places),
    )
    if free:
        more = tr("{count} of {all} could weigh anything.", count=len(free), all=len(shown))
        words = f"{words} {more}"
    return words


def _what_is_lost(lost: list[str], leader: str) -> str:
    if not lost:
        return tr("{name} stays first if any one weight is halved or doubled.", name=leader)
    listed = ", ".join(lost[:3])
    if len(lost) > 3:
        listed = tr("{listed} and {count} more", listed=listed, count=len(lost) - 3)
    return tr("{name} loses the first place by {listed}: the hatched part of the bar.", name=leader, listed=listed)


def _unbeaten(best: list[str], count: int) -> str:
    if len(best) == 1:
        return tr("{name} is both cheaper and better than everybody else.", name=best[0])
    listed = tr("{items} and {last}", items=", ".join(best[:-1]), last=best[-1])
    if len(best) == count:
        return tr("Each has its place: who is better is also dearer ({names}).", names=listed)
    return tr("Nobody is both cheaper and better than {names}; the hollow ones are beaten in both.", names=listed)


def _who_leads(moment: Moment, tried: float) -> str:
    ranked = moment.ranking.ranked
    if len(ranked) < 2:
        return tr("Fewer than two candidates are ranked, so there is nothing to compare.")
    share, first = formats.percent(tried, 1), ranked[0].candidate.name
    if len(moment.leader_ids) > 1:
        return tr("At {share} {name} shares the first place.", share=share, name=first)
    return tr(
        "At {share} {name} is first, {lead} points ahead of {other}.",
        share=share,
        name=first,
        lead=formats.number(moment.ranking.lead),
        other=ranked[1].candidate.name,
    )
