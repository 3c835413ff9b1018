"""The score matrix with its view choice, the reason line, what was refused, and the ranking beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSplitter, QVBoxLayout, QWidget

from outsource_desk.domain.ranking import Ranking
from outsource_desk.ui import formats
from outsource_desk.ui.analysis.study import known_trust
from outsource_desk.ui.dialogs.ask import confirm
from outsource_desk.ui.language import tr
from outsource_desk.ui.places import Place
from outsource_desk.ui.scoring.arrangement import Arrangement
from outsource_desk.ui.scoring.matrix_face import typed_text
from outsource_desk.ui.scoring.matrix_find import MatrixFind
from outsource_desk.ui.scoring.matrix_model import MatrixModel
from outsource_desk.ui.scoring.matrix_view import MatrixView
from outsource_desk.ui.scoring.ranking_panel import RankingPanel
from outsource_desk.ui.scoring.ranking_words import ranking_text
from outsource_desk.ui.scoring.reason_bar import ReasonBar
from outsource_desk.ui.scoring.refusals_panel import RefusalsPanel
from outsource_desk.ui.scoring.score_entry import Refusal, ScoreWriter
from outsource_desk.ui.scoring.selection_words import selection_words
from outsource_desk.ui.scoring.view_choice import COUNTS, ViewChoice
from outsource_desk.ui.theme import L, M, S, scaled
from outsource_desk.ui.widgets.layout import caption, column, frame, picture, row

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Shell

INSPECT_AFTER = 40  # milliseconds on a cell before it is read for the inspector


class MatrixTab(QWidget):
    """Everything of the score matrix but the cell's details, which stand in the window's inspector."""

    inspected = Signal()  # show all about the current cell
    settled_on = Signal()  # the current cell has stayed the same for a moment

    def __init__(self, window: Shell) -> None:
        super().__init__()
        self._window, self._session = window, window.session
        self._before: Ranking | None = None
        self._shown: Ranking | None = None
        self._was_dragged = False
        self._scores_for: int | None = None  # who said that they score for this evaluator, whose scores are sealed
        self.model = MatrixModel(self)
        self.writer = ScoreWriter(self._session, self)
        self.view = MatrixView(self.model, self.writer)
        self.arrangement = Arrangement(self, self.model, self.view)
        self.finder = MatrixFind(self.model, self.view)
        self.views = ViewChoice()
        self.reason = ReasonBar(self.writer)
        self.refusals = RefusalsPanel()
        self.ranking = RankingPanel()
        self._wait = QTimer(self, singleShot=True, interval=INSPECT_AFTER)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._hint = caption("", wrap=True)
        self._weights = caption("")
        self._sound = picture("check", "good")
        foot = row(picture("edit"), self._hint, self._weights, self._sound, gap=S, margins=(M, S, M, S))
        foot.setStretch(1, 1)
        parts = column(self.finder, self.view, self.reason, self.refusals, foot, gap=0, margins=(1, 1, 1, 1))
        parts.setStretch(1, 1)
        matrix = frame("card", parts)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("scoring.splitter")
        self.splitter.setHandleWidth(L)
        self.splitter.addWidget(matrix)
        self.splitter.addWidget(self.ranking)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.setCollapsible(0, False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def _connect(self) -> None:
        self.view.moved.connect(self._on_move)
        self.view.selectionModel().selectionChanged.connect(self._tell)
        self.view.acts.refused.connect(self._on_refused)
        self.view.inspect_asked.connect(self.inspected)
        self.views.chosen.connect(self._on_view)
        self.writer.reason_needed.connect(self._on_waiting)
        self.writer.refused.connect(self._on_refused_later)
        self.reason.closed.connect(self._on_settled)
        self.refusals.cell_reached.connect(self._on_reached)
        self.ranking.chosen.connect(self._on_candidate)
        self._wait.timeout.connect(self.settled_on)
        self.splitter.splitterMoved.connect(self._on_splitter)

    def load(self) -> None:
        """Show what the file holds now; only what has changed is painted again."""
        evaluation, ranking = self._session.evaluation, self._session.ranking
        if evaluation is None or ranking is None:
            self.model.show(None, None)
            return
        if self._shown is not ranking:
            same = self._shown is not None and self.model.evaluation is not None
            was = self.model.evaluation if same else None
            is_other = was is not None and was.initiative.id != evaluation.initiative.id
            hides_more = was is not None and not evaluation.sealed_ids <= was.sealed_ids
            self._before, self._shown = (None if is_other or hides_more else self._shown), ranking
            self.refusals.setVisible(self.refusals.isVisible() and not is_other)
            self.refusals.forget_taken()
        self.views.show_evaluators(evaluation.evaluators)
        self._take_view()
        self.ranking.show_ranking(evaluation, ranking, self._before, known_trust(self._session))
        self._emphasise()
        self._say(ranking)
        if self.isVisible():
            self._tell()
        elif evaluation.sealed_ids:
            self._window.tell("")

    def reveal(self, place: Place) -> None:
        """Go to the cell, the candidate or the criterion that a place names."""
        now = self.view.cell
        candidate = place.candidate_id or (now[0] if now else self._first_candidate())
        criterion = place.criterion_id or (now[1] if now else self._first_leaf())
        if candidate is not None and criterion is not None and self.view.show_cell((candidate, criterion)):
            self.view.setFocus()

    def find_field(self) -> QLineEdit:
        """Show the line for searching and return its field."""
        self.finder.show()
        return self.finder.bar.field

    def copy_ranking(self) -> None:
        """Copy the ranking as a text for a message."""
        if self._session.initiative is not None and self._session.ranking is not None:
            QGuiApplication.clipboard().setText(ranking_text(self._session.initiative.name, self._session.ranking))
            self._window.toast(tr("The ranking is on the clipboard."))

    def state(self) -> dict[str, Any]:
        """Return view, sizes, scroll and current cell."""
        return {
            "view": self.views.key,
            "splitter": self.splitter.sizes() if self._was_dragged else [],
            "criteria": self.view.criteria.wide if self.view.criteria.was_dragged else 0,
            "columns": self.view.candidates.widths(),
            "scroll": [self.view.horizontalScrollBar().value(), self.view.verticalScrollBar().value()],
            "cell": list(self.view.cell or ()),
            "folded": self.model.folded,
            "order": self.arrangement.key,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take up a state again, as far as it still fits."""
        if not self._is_sealed(str(state.get("view", ""))):
            self.views.choose(str(state.get("view", "")))
        sizes = state.get("splitter", [])
        if len(sizes) == 2 and all(isinstance(size, int) for size in sizes) and sizes[0] > 0:
            self.splitter.setSizes(sizes)
            self._was_dragged = True
        if state.get("criteria"):
            self.view.criteria.show_width(int(state["criteria"]), is_dragged=True)
        self.arrangement.arrange(str(state.get("order", "")))
        self.view.candidates.take_widths(state.get("columns", []))
        self.model.fold_these(state.get("folded", []))
        cell = state.get("cell", [])
        if len(cell) == 2:
            self.view.show_cell((cell[0], cell[1]))
        for bar, value in zip(
            (self.view.horizontalScrollBar(), self.view.verticalScrollBar()), state.get("scroll", []), strict=False
        ):
            bar.setValue(int(value))

    def settle(self) -> None:
        """Tell in a moment that the current cell is to be read again, unless another becomes current."""
        self._wait.start()

    def leave(self) -> None:
        """Put away what is being typed."""
        self.view.put_away()

    def toggle_ranking(self) -> None:
        """Show or hide the ranking."""
        left, right = self.splitter.sizes()
        self._was_dragged = bool(right)
        self.splitter.setSizes([left + right, 0])
        if not right:
            self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Give the ranking its part, as long as the user has not drawn the line."""
        if not self._was_dragged:
            wide = min(scaled(264), max(scaled(180), self.width() // 3))
            self.splitter.setSizes([self.width() - wide - L, wide])

    def _on_splitter(self, _place: int, _index: int) -> None:
        self._was_dragged = True

    def _take_view(self) -> None:
        if self._is_sealed(self.views.key) and self._scores_for != int(self.views.key):
            self._choose_quietly(COUNTS)
        key = self.views.key
        self.writer.evaluator_id = None if key == COUNTS else int(key)
        cell = self.view.cell
        self.model.show(self._session.evaluation, self._session.ranking, self.writer.evaluator_id)
        if cell is not None and self.view.cell != cell:
            self.view.show_cell(cell)
        if self.writer.waiting and self.writer.evaluator_id is None:
            self._on_waiting()

    def _is_sealed(self, key: str) -> bool:
        """Tell whether a view shows scores that are hidden from everybody but their evaluator."""
        evaluation = self._session.evaluation
        return evaluation is not None and key.isdecimal() and int(key) in evaluation.sealed_ids

    def _choose_quietly(self, key: str) -> None:
        self.views.blockSignals(True)
        self.views.choose(key)
        self.views.blockSignals(False)

    def _ask_who_scores(self, key: str) -> None:
        """Let nobody see by accident what an evaluator has not handed in yet."""
        name = self.views.currentText()
        self._choose_quietly(COUNTS)

        def enter() -> None:
            self._scores_for = int(key)
            self.views.choose(key)

        confirm(
            self,
            tr("Do you score for “{name}”?", name=name),
            tr("These scores are hidden from everybody else until they are handed in."),
            tr("I score for “{name}”", name=name),
            enter,
        )

    def _on_view(self, key: str) -> None:
        self.leave()
        if self._is_sealed(key) and self._scores_for != int(key):
            self._ask_who_scores(key)
        elif self._scores_for is not None and key != str(self._scores_for):
            self._scores_for = None
        self._take_view()
        self._tell()  # else a score that only its evaluator sees would go on standing in the status bar
        if self._session.ranking is not None:
            self._say(self._session.ranking)

    def _on_move(self) -> None:
        self._emphasise()
        self._tell()
        self._wait.start()

    def _tell(self, *_: object) -> None:
        """Say in the status bar what the current cell holds, or what all that are selected do."""
        index = self.view.currentIndex()
        several = selection_words(self.model, self.view.selectionModel().selectedIndexes())
        self._window.tell(several or (self.model.spoken(index.row(), index.column()) if index.isValid() else ""))

    def _emphasise(self) -> None:
        cell = self.view.cell
        row_ = next((row for row in self.model.top_rows if cell and row.holds(cell[1])), None)
        self.ranking.emphasise(row_.criterion.id if row_ else None, row_.criterion.name if row_ else "")

    def _on_waiting(self) -> None:
        self.model.set_pending(
            {
                (cell.candidate_id, cell.criterion.id): typed_text(entry.points, entry.not_applicable) or tr("open")
                for cell, entry in self.writer.waiting
            }
        )

    def _on_settled(self) -> None:
        self.model.set_pending({})
        self.view.setFocus()

    def _on_refused(self, refusals: Sequence[Refusal], taken: int) -> None:
        self.refusals.setVisible(bool(refusals))
        if refusals and self.model.evaluation is not None:
            self.refusals.tell(refusals, taken, self.model.evaluation)

    def _on_refused_later(self, refusals: Sequence[Refusal]) -> None:
        self._on_refused(refusals, 0)

    def _on_reached(self, candidate_id: int, criterion_id: int) -> None:
        if self.view.show_cell((candidate_id, criterion_id)):
            self.view.setFocus()

    def _on_candidate(self, candidate_id: int) -> None:
        cell = self.view.cell
        criterion = cell[1] if cell else self._first_leaf()
        if criterion is not None:
            self.view.show_cell((candidate_id, criterion))

    def _first_candidate(self) -> int | None:
        return self.model.candidates[0].id if self.model.candidates else None

    def _first_leaf(self) -> int | None:
        return next((row.criterion.id for row in self.model.rows if not row.is_group), None)

    def _is_handed_in(self) -> bool:
        evaluators = self._session.evaluation.evaluators if self._session.evaluation else ()
        return any(each.id == self.writer.evaluator_id and each.submitted_at is not None for each in evaluators)

    def _say(self, ranking: Ranking) -> None:
        """Say what typing does in this view, and whether the weights add up."""
        why = self.writer.why_read_only()
        if why:
            self._hint.setText(why)
        elif self._is_handed_in():
            self._hint.setText(tr("These scores are handed in. To change them, reopen them on Evaluators."))
        elif self.writer.evaluator_id is not None:
            self._hint.setText(tr("What you type is this evaluator's score. N is not applicable, Del is open."))
        elif self._session.evaluation and len(self._session.evaluation.evaluators) > 1:
            self._hint.setText(tr("What you type is agreed on, with a reason. Groups show a value of 100."))
        else:
            self._hint.setText(tr("Type points, N for not applicable, Del for open. Groups show a value of 100."))
        total = sum(row.criterion.weight for row in self.model.top_rows)
        self._weights.setText(tr("Weights {total}", total=_total(total, self._session.initiative)))
        is_sound = not any(warning.id == "W01" for warning in ranking.warnings)
        self._sound.show_icon("check" if is_sound else "risk", "good" if is_sound else "warn")
        self._sound.setToolTip(tr("All weights add up.") if is_sound else tr("Some weights do not add up."))


def _total(total: float, initiative: Any) -> str:
    text = formats.points(total)
    return f"{text} %" if initiative is not None and initiative.weighting == "direct" else text
