"""Moderation: the cells that evaluators should talk about, one after the other, each with what they agree on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from outsource_desk.domain.criterion import leaves_of
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.panel_report import AgendaItem, CellSpread, PanelReport
from outsource_desk.domain.ranking import Cell, Evaluation, Ranking
from outsource_desk.services.cells import EvaluatorScore
from outsource_desk.services.moderation import moderation_agenda
from outsource_desk.services.panel import panel_report
from outsource_desk.services.scoring import agree_score
from outsource_desk.ui import formats
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.analysis.columns import Columns
from outsource_desk.ui.errors import explain
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.models.plain_rows import PlainColumn
from outsource_desk.ui.places import Place
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.scoring.evaluator_dots import EvaluatorDots
from outsource_desk.ui.scoring.evaluators.plain_table import PlainTable
from outsource_desk.ui.scoring.evaluators.words import cell_name, criterion_of
from outsource_desk.ui.theme import XS, L, M, S, TextStyle, scaled
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.layout import (
    button,
    caption,
    card,
    clear,
    column,
    heading,
    holder,
    label,
    link,
    row,
    small_button,
)
from outsource_desk.ui.widgets.scroll import Scroll
from outsource_desk.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Shell

AGENDA, ALL = "agenda", "all"


class ModerationTab(QWidget):
    """At the left what is to be talked about, at the right the current cell with a field for what is agreed on."""

    def __init__(self, window: Shell) -> None:
        super().__init__()
        self.setObjectName("moderation")
        self._window, self._session = window, window.session
        self._evaluation: Evaluation | None = None
        self._ranking: Ranking | None = None
        self._report: PanelReport | None = None
        self._agenda: tuple[AgendaItem, ...] = ()
        self._shown: list[CellSpread] = []
        self._way: Place | None = None  # out of an empty list
        self._cell: Cell | None = None  # whose points are being typed
        self._make_actions()
        self._build()

    def load(self) -> None:
        """Show what the file holds now."""
        evaluation, ranking = self._session.evaluation, self._session.ranking
        self._evaluation, self._ranking = evaluation, ranking
        if evaluation is None or ranking is None:
            self._report, self._agenda = None, ()
        else:
            self._report = panel_report(evaluation, ranking)
            self._agenda = moderation_agenda(evaluation, ranking, disputed=self._report.disputed)
        self._show_list()

    def actions_of_tab(self) -> list[Action]:
        """Return what can be done here."""
        return list(self._acts)

    def go_to(self, cell: Cell) -> None:
        """Show a cell, among all disagreements if it is not on the agenda."""
        if all((each.candidate_id, each.criterion_id) != cell for each in self._agenda):
            self.which.choose(ALL)
        for place, each in enumerate(self._shown):
            if (each.candidate_id, each.criterion_id) == cell:
                self.table.setCurrentIndex(self.table.rows.index(place, 0))

    def next(self) -> None:
        """Go to the next cell of the list."""
        self._step(1)

    def previous(self) -> None:
        """Go to the cell before."""
        self._step(-1)

    def agree(self) -> None:
        """Record what is typed as agreed, and go on to the next."""
        if self._cell is None or self._evaluation is None:
            return
        leaf = criterion_of(self._evaluation, self._cell[1])
        try:
            typed = formats.read_number(self.points.text())
            self._session.try_act(agree_score, *self._cell, typed, rationale=self.reason.toPlainText().strip())
        except DeskError as error:
            self._error.setText(" ".join(explain(error)))
            self._error.show()
            return
        self._window.toast(
            tr("Agreed on {points} for “{criterion}”.", points=formats.points(typed), criterion=leaf.name),
            tr("Undo"),
            self._session.way_back(),
        )
        (self.points if self._cell is not None else self.table).setFocus()

    def _make_actions(self) -> None:
        self._acts = [
            make_action(self, "moderation.next", tr("&Next to talk about"), self.next, "Alt+Down", "down"),
            make_action(self, "moderation.previous", tr("&Previous to talk about"), self.previous, "Alt+Up", "up"),
            make_action(
                self,
                "moderation.agree",
                tr("&Record what is agreed"),
                self.agree,
                "Ctrl+Return",
                "check",
                lambda: why_read_only(self._session),
            ),
        ]
        for each in self._acts:
            self.addAction(each)

    def _build(self) -> None:
        self._sentence = label("", wrap=True)
        self._sentence.setObjectName("moderation.sentence")
        self.which = Segments(
            [(AGENDA, tr("Could change the order")), (ALL, tr("All out of tolerance"))],
            "moderation.which",
            tr("Which disagreements"),
        )
        self.which.chosen.connect(lambda _key: self._show_list())
        self.table = PlainTable(
            [
                PlainColumn(tr("To talk about")),
                PlainColumn(tr("Points"), width=104),
                PlainColumn(tr("Moves the total"), is_number=True, width=112),
            ],
            "moderation.table",
            tr("To talk about"),
        )
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_current())
        self._none = label("", tone="muted", wrap=True)
        self._onward = small_button("", self._go_on, "moderation.onward")
        main = card(self._sentence, row(self.which, None), self.table, self._none, row(self._onward, None), gap=M)
        self._title, self._state = heading(""), Chip()
        self._title.setWordWrap(True)
        self._why = label("", wrap=True)
        self.dots = EvaluatorDots()
        self._reasons, self._anchors = column(gap=XS), column(gap=XS)
        self._anchors_title = label(tr("What the points mean"), TextStyle.LABEL, "muted")
        self._reasons_title = label(tr("Why they say so"), TextStyle.LABEL, "muted")
        self._build_form()
        steps = row(
            small_button(tr("Previous"), self.previous, "moderation.previous_button"),
            small_button(tr("Next"), self.next, "moderation.next_button"),
            None,
            link(tr("Show in the matrix"), self._show_in_matrix, "moderation.matrix"),
            gap=S,
        )
        self._details = card(
            row(self._title, self._state),
            self._why,
            self.dots,
            self._reasons_title,
            self._reasons,
            self._anchors_title,
            self._anchors,
            S,
            self._form,
            steps,
            gap=S,
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scroll(column(Columns([main], [self._details], 400), None, gap=L)))

    def _build_form(self) -> None:
        self.points = QLineEdit()
        self.points.setObjectName("moderation.points")
        self.points.setAccessibleName(tr("Agreed points"))
        self.points.setFixedWidth(scaled(72))
        self._scale = caption("")
        self.reason = QPlainTextEdit()
        self.reason.setObjectName("moderation.reason")
        self.reason.setAccessibleName(tr("Why this was agreed"))
        self.reason.setPlaceholderText(tr("Why this was agreed"))
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(scaled(64))
        self._error = label("", TextStyle.CAPTION, "bad", wrap=True)
        self._error.setObjectName("moderation.error")
        self._error.hide()
        self._deed = button(tr("Agree"), self.agree, kind="primary", name="moderation.deed")
        title = label(tr("Agreed points"), TextStyle.LABEL, "muted")
        title.setBuddy(self.points)
        self._form = holder(
            column(title, row(self.points, self._scale, None), self.reason, self._error, row(self._deed, None), gap=S)
        )

    def _show_list(self) -> None:
        report = self._report
        spreads = {(each.candidate_id, each.criterion_id): each for each in report.spreads} if report else {}
        if self.which.key == AGENDA:
            self._shown = [spreads[each.candidate_id, each.criterion_id] for each in self._agenda]
        else:
            self._shown = [each for each in spreads.values() if each.is_out_of_tolerance]
        self._sentence.setText(self._summary())
        self.table.show_rows([self._row(each) for each in self._shown])
        self.table.setVisible(bool(self._shown))
        self._none.setText("" if self._shown else self._nothing_words())
        self._none.setVisible(bool(self._none.text()))
        self._onward.setVisible(not self._shown)
        words, self._way = self._next_step()
        self._onward.setText(words)
        self._onward.setAccessibleName(words)
        self._details.setVisible(bool(self._shown))
        self._show_current()

    def _summary(self) -> str:
        disputed = len(self._report.disputed) if self._report else 0
        if not disputed:
            return tr("No scores lie so far apart that they have to be talked about.")
        apart = tr_n(
            disputed,
            "In {count} cell evaluators lie too far apart to be averaged;",
            "In {count} cells evaluators lie too far apart to be averaged;",
        )
        count = len(self._agenda)
        matters = tr_n(
            count,
            "{count} of them could change who comes first, or the order of the first three.",
            "{count} of them could change who comes first, or the order of the first three.",
        )
        return f"{apart} {matters}"

    def _nothing_words(self) -> str:
        evaluation = self._evaluation
        if evaluation is None or len(evaluation.evaluators) < 2:
            return tr("Moderation begins when at least two evaluators have scored the same.")
        if evaluation.sealed_ids:
            return tr("Scores that are not handed in yet are not looked at here.")
        if self._report is not None and self._report.disputed:
            return tr("None of the disagreements can change the order; “All out of tolerance” shows them.")
        return ""

    def _next_step(self) -> tuple[str, Place | None]:
        """Return what to do where the list is empty, and the place that it leads to; none for the other list."""
        evaluation = self._evaluation
        if evaluation is None or len(evaluation.evaluators) < 2 or evaluation.sealed_ids:
            return tr("Go to the evaluators"), Place("scoring", field="evaluators")
        if self._report is not None and self._report.disputed:
            return tr("Show all disagreements"), None
        leaf = next(iter(leaves_of(evaluation.criteria)), None)
        candidate = next(iter(evaluation.candidates), None)
        return tr("Go to the score matrix"), Place(
            "scoring", candidate_id=candidate.id if candidate else None, criterion_id=leaf.id if leaf else None
        )

    def _go_on(self) -> None:
        if self._way is None:
            self.which.choose(ALL)
        else:
            self._window.go(self._way)

    def _row(self, spread: CellSpread) -> list[str]:
        assert self._evaluation is not None
        item = self._item(spread)
        points = tr(
            "{low} to {high}",
            low=formats.points(min(each for _, each in spread.points)),
            high=formats.points(max(each for _, each in spread.points)),
        )
        name = cell_name(self._evaluation, spread.candidate_id, spread.criterion_id)
        moved = formats.number(item.power) if item else tr("agreed") if spread.is_agreed else ""
        return [name, points, moved]

    def _item(self, spread: CellSpread) -> AgendaItem | None:
        cell = spread.candidate_id, spread.criterion_id
        return next((each for each in self._agenda if (each.candidate_id, each.criterion_id) == cell), None)

    def _show_current(self) -> None:
        place, evaluation, ranking = self.table.place, self._evaluation, self._ranking
        if not (0 <= place < len(self._shown)) or evaluation is None or ranking is None:
            self._cell = None
            return
        spread = self._shown[place]
        cell = spread.candidate_id, spread.criterion_id
        leaf = criterion_of(evaluation, cell[1])
        self._title.setText(cell_name(evaluation, *cell))
        self._state.show_state(tr("agreed") if spread.is_agreed else "", "good")
        item = self._item(spread)
        self._why.setText(_why_words(evaluation, item) if item else tr("It cannot change the order as things stand."))
        given = {each.evaluator_id: each for each in evaluation.counting_scores if _cell_of(each) == cell}
        scores = [
            EvaluatorScore(each, given[each.id].points, given[each.id].not_applicable, given[each.id].rationale)
            for each in evaluation.evaluators
            if each.id in given
        ]
        self.dots.show_scores(leaf, scores)
        clear(self._reasons)
        said = [each for each in scores if each.rationale]
        for each in said:
            self._reasons.addWidget(label(f"{each.evaluator.name}: {each.rationale}", wrap=True))
        self._reasons_title.setVisible(bool(said))
        clear(self._anchors)
        for points, wording in reversed(leaf.anchors):
            line = row(
                label(formats.points(points), TextStyle.STRONG, "muted"), label(wording, tone="muted", wrap=True)
            )
            line.setStretch(1, 1)
            self._anchors.addLayout(line)
        self._anchors_title.setVisible(bool(leaf.anchors))
        self._show_form(cell, leaf.maximum, leaf.step)

    def _show_form(self, cell: Cell, maximum: float, step: float) -> None:
        steps = tr("of {maximum}, in steps of {step}", maximum=formats.points(maximum), step=formats.points(step))
        self._scale.setText(steps if step else tr("of {maximum}", maximum=formats.points(maximum)))
        allow(why_read_only(self._session), self.points, self.reason, self._deed)
        if cell == self._cell:
            return  # what is being typed stays
        self._cell = cell
        assert self._evaluation is not None
        agreed = next((each for each in self._evaluation.agreed if _cell_of(each) == cell), None)
        is_said = agreed is not None and agreed.points is not None
        self.points.setText(formats.points(agreed.points) if agreed and is_said else "")  # type: ignore[arg-type]  (said)
        self.reason.setPlainText(agreed.rationale if agreed else "")
        self._error.hide()

    def _step(self, by: int) -> None:
        if self._shown:
            self.table.setCurrentIndex(self.table.rows.index((self.table.place + by) % len(self._shown), 0))
            self.points.setFocus()

    def _show_in_matrix(self) -> None:
        if self._cell is not None:
            self._window.go(Place("scoring", candidate_id=self._cell[0], criterion_id=self._cell[1]))


def _cell_of(score) -> Cell:
    return score.candidate_id, score.criterion_id


def _why_words(evaluation: Evaluation, item: AgendaItem) -> str:
    """Return what the order would become at either end."""
    names = {each.id: each.name for each in evaluation.candidates}

    def leaders(ids: tuple[int, ...]) -> str:
        return ", ".join(names[each] for each in ids) or tr("nobody")

    low, high = formats.points(item.low), formats.points(item.high)
    if item.changes_leader:
        return tr(
            "Scored {low}, {first} would come first; scored {high}, {second}.",
            low=low,
            first=leaders(item.leaders_at_low),
            high=high,
            second=leaders(item.leaders_at_high),
        )
    return tr(
        "Scored {low} or {high}, {first} stays first, but the order behind changes.",
        low=low,
        high=high,
        first=leaders(item.leaders_at_low),
    )
