"""Scoring: criteria and weights, the score matrix, and the ranking that follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QStackedLayout, QWidget

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.progress import progress_of
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.home.figures import cells_in_words
from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Page, Shell
from outsource_desk.ui.places import Place
from outsource_desk.ui.scoring.matrix_tab import MatrixTab
from outsource_desk.ui.scoring.score_entry import TypedCell, label_for
from outsource_desk.ui.theme import XL, XS, L, M, S, TextStyle, look, scaled, text_font
from outsource_desk.ui.widgets.empty import EmptyState
from outsource_desk.ui.widgets.layout import column, heading, holder, label, row
from outsource_desk.ui.widgets.segments import Segments
from outsource_desk.ui.widgets.tab_list import TabList

if TYPE_CHECKING:
    from outsource_desk.ui.scoring.cell_inspector import CellInspector
    from outsource_desk.ui.scoring.criteria_tab import CriteriaTab
    from outsource_desk.ui.scoring.evaluators.moderation_tab import ModerationTab
    from outsource_desk.ui.scoring.evaluators.tab import EvaluatorsTab

CRITERIA, MATRIX, EVALUATORS, MODERATION = "criteria", "matrix", "evaluators", "moderation"
COUNT_AFTER = 60  # milliseconds after an edit until the sentence counts again


class ScoringPage(Page):
    """The tree of criteria with its weights, the matrix with the live ranking, the evaluators, and moderation."""

    topics = frozenset((
        "initiative", "candidate", "vendor", "criterion", "anchor", "evaluator", "score", "agreed_score", "measurement",
        "price_line",
        "assignment", "conflict", "questionnaire", "section", "question", "question_option", "question_point",
        "answer", "evidence", "attachment", "waiver", "feed",
    ))  # fmt: skip
    has_inspector = True

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._criteria: CriteriaTab | None = None
        self._panel: dict[str, EvaluatorsTab | ModerationTab] = {}  # made when they are first shown
        self._criteria_state: dict[str, Any] = {}  # for when the tab is made
        self._inspector: CellInspector | None = None
        self.matrix = MatrixTab(window)
        self.tabs = Segments(
            [
                (CRITERIA, tr("Criteria and weights")),
                (MATRIX, tr("Score matrix")),
                (EVALUATORS, tr("Evaluators")),
                (MODERATION, tr("Moderation")),
            ],
            "scoring.tabs",
            tr("Part of Scoring"),
        )
        self.tabs.choose(MATRIX)
        self._list = TabList(self.tabs, "scoring.list")
        self._sentence = label("", tone="muted", wrap=True)
        self._sentence.setObjectName("scoring.sentence")
        self._count = QTimer(self, singleShot=True, interval=COUNT_AFTER)
        self._build()
        self._make_actions()
        self._connect()

    def _build(self) -> None:
        line = row(heading(tr("Scoring"), TextStyle.TITLE), None, self.matrix.views, self.tabs, self._list, gap=M)
        head = column(line, self._sentence, gap=XS)
        self._no_criteria = EmptyState(
            "scoring",
            tr("Nothing to score by yet"),
            tr("Criteria say what the candidates are compared on, and weights say how much each of them matters."),
            tr("Choose criteria"),
            self._show_criteria,
            sample_slot=self.window_.actions_of_window["file.sample"].trigger,
        )
        self._no_candidates = EmptyState(
            "vendors",
            tr("Nobody to score yet"),
            tr("Candidates are the vendors that compete in this initiative, and the in-house option."),
            tr("Choose candidates"),
            self._show_vendors,
            sample_slot=self.window_.actions_of_window["file.sample"].trigger,
        )
        self._stack = QStackedLayout()
        below = holder(self._stack)  # before anything is added: a layout without a widget shows its first as a window
        for each in (self.matrix, self._no_criteria, self._no_candidates):
            self._stack.addWidget(each)
        body = column(head, below, gap=L, margins=(XL, XL, XL, XL - S))
        body.setStretch(1, 1)
        self.setLayout(body)

    def _make_actions(self) -> None:
        view, acts, why = self.matrix.view, self.matrix.view.acts, self.matrix.writer.why_read_only
        self._acts = [
            make_action(self, "scoring.inspect", tr("&All about the cell"), self.open_inspector, icon="inspector"),
            make_action(self, "scoring.edit", tr("&Type into the cell"), view.begin, icon="edit", why_not=why),
            make_action(self, "scoring.not_applicable", tr("&Not applicable"), acts.mark_not_applicable, why_not=why),
            make_action(self, "scoring.clear", tr("&Open: take the scores out"), acts.clear_cells, why_not=why),
            make_action(self, "scoring.fill_down", tr("Fill &down"), acts.fill_down, "Ctrl+D", "down", why),
            make_action(self, "scoring.fill_right", tr("Fill &right"), acts.fill_right, "Ctrl+R", "right", why),
            make_action(self, "scoring.copy", tr("&Copy"), acts.copy, icon="copy"),
            make_action(
                self, "scoring.copy_headings", tr("Copy with &headings"), acts.copy_with_headings, "Ctrl+Shift+C"
            ),
            make_action(self, "scoring.paste", tr("&Paste"), acts.paste, icon="paste", why_not=why),
            make_action(self, "scoring.ranking", tr("Show or hide the ran&king"), self.matrix.toggle_ranking),
            make_action(self, "scoring.why", tr("&Why this ranking?"), self.show_why, icon="help"),
            make_action(self, "scoring.explain", tr("Explain the num&bers…"), self.explain, icon="help"),
            make_action(
                self, "scoring.copy_ranking", tr("Copy the ranking as te&xt"), self.matrix.copy_ranking, icon="copy"
            ),
            *self.matrix.arrangement.acts,
        ]
        view.addActions(self._acts[:9])
        self.matrix.ranking.board.set_menu(self._acts[9:13])

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._on_tab)
        self.matrix.inspected.connect(self.open_inspector)
        self.matrix.settled_on.connect(self._follow_cell)
        self.matrix.views.chosen.connect(self._follow_cell)
        self.matrix.ranking.why_asked.connect(self.show_why)
        self._count.timeout.connect(self._say_progress)
        look.changed.connect(self.matrix.model.forget)
        look.changed.connect(self._fold)

    def title(self) -> str:
        return tr("Scoring")

    def load(self) -> None:
        evaluation = self.session.evaluation
        self.matrix.load()
        self._show_tab(evaluation)
        self.matrix.settle()
        self._count.start()

    def reveal(self, place: Place) -> None:
        if place.field in (EVALUATORS, MODERATION):
            self.tabs.choose(place.field)
            self._reveal_panel(place)
        elif place.field in (CRITERIA, "weight", "anchors") or (place.criterion_id and not place.candidate_id):
            self.tabs.choose(CRITERIA)
            self._criteria_tab().reveal(place)
        elif place.candidate_id or place.criterion_id:
            self.tabs.choose(MATRIX)
            self.matrix.reveal(place)

    def find_field(self) -> QLineEdit | None:
        if self.tabs.key == CRITERIA:
            return self._criteria_tab().find_field()
        return self.matrix.find_field() if self._stack.currentWidget() is self.matrix else None

    def first_focus(self) -> QWidget | None:
        if self._stack.currentWidget() is self.matrix:
            return self.matrix.view
        return self._list if self.tabs.isHidden() else self.tabs

    def page_actions(self) -> list[Action]:
        if self.tabs.key == CRITERIA:
            return self._criteria_tab().actions_of_tab()
        if self.tabs.key in (EVALUATORS, MODERATION):
            return self._panel_tab(self.tabs.key).actions_of_tab()
        return list(self._acts)

    def open_inspector(self) -> None:
        from outsource_desk.ui.scoring.cell_inspector import CellInspector

        if self._inspector is None:
            self._inspector = CellInspector(self.window_)
            self._inspector.typed.connect(self._on_typed)
            self._inspector.closed.connect(self._close_inspector)
        elif self._inspector.isVisible():
            self._inspector.points.setFocus()
        self._inspector.show_cell(self.matrix.view.cell, self.matrix.writer.evaluator_id)
        self.window_.inspect(self._inspector)

    def show_why(self) -> None:
        """Show what each part of the criteria adds to each total."""
        from outsource_desk.ui.scoring.why_dialog import WhyDialog

        if self.session.evaluation is not None and self.session.ranking is not None:
            WhyDialog(self, self.session.evaluation, self.session.ranking, self.go).open()

    def explain(self) -> None:
        """Show where the numbers come from, opened at the current cell of the matrix."""
        from outsource_desk.ui.analysis.explain_dialog import ExplainDialog

        evaluation, ranking, cell = self.session.evaluation, self.session.ranking, self.matrix.view.cell
        if evaluation is not None and ranking is not None and ranking.standings:
            ExplainDialog(self, evaluation, ranking, self.go, *(cell or ())).open()

    def state(self) -> dict[str, Any]:
        criteria = self._criteria.state() if self._criteria is not None else self._criteria_state
        return {"tab": self.tabs.key, "matrix": self.matrix.state(), "criteria": criteria}

    def restore(self, state: dict[str, Any]) -> None:
        self.matrix.restore(state.get("matrix", {}))
        self._criteria_state = state.get("criteria", {})
        if self._criteria is not None:
            self._criteria.restore(self._criteria_state)
        if state.get("tab") in (CRITERIA, MATRIX, EVALUATORS, MODERATION):
            self.tabs.choose(state["tab"])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Show the tabs as a list where the head of the page is too narrow for them."""
        title = QFontMetrics(text_font(TextStyle.TITLE)).horizontalAdvance(self.title())
        self._list.fold(self.width() - 2 * XL - title - self.matrix.views.minimumWidth() - 3 * M)

    def minimumSizeHint(self) -> QSize:
        """Return less than the tabs need in one line: without room there is a list in their place."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), scaled(360)), hint.height())

    def leave(self) -> None:
        self.matrix.leave()
        if self._inspector is not None:
            self._inspector.put_away()

    def _show_tab(self, evaluation: Evaluation | None) -> None:
        is_matrix = self.tabs.key == MATRIX
        self.matrix.views.setVisible(is_matrix and evaluation is not None and bool(evaluation.evaluators))
        if self.tabs.key == CRITERIA:
            tab = self._criteria_tab()
            self._stack.setCurrentWidget(tab)
            tab.load()
        elif self.tabs.key in (EVALUATORS, MODERATION):
            panel = self._panel_tab(self.tabs.key)
            panel.load()  # first: nothing that has the focus is hidden again then
            self._stack.setCurrentWidget(panel)
        elif evaluation is None or not evaluation.criteria:
            self._stack.setCurrentWidget(self._no_criteria)
        else:
            self._stack.setCurrentWidget(self.matrix if evaluation.candidates else self._no_candidates)

    def _criteria_tab(self) -> CriteriaTab:
        if self._criteria is None:
            from outsource_desk.ui.scoring.criteria_tab import CriteriaTab

            self._criteria = CriteriaTab(self.window_)
            self._criteria.why_asked.connect(self.show_why)
            self._criteria.restore(self._criteria_state)
            self._stack.addWidget(self._criteria)
        return self._criteria

    def _panel_tab(self, key: str) -> EvaluatorsTab | ModerationTab:
        """Return the evaluators or their moderation."""
        if key not in self._panel:
            from outsource_desk.ui.scoring.evaluators.moderation_tab import ModerationTab
            from outsource_desk.ui.scoring.evaluators.tab import EvaluatorsTab

            self._panel[key] = (EvaluatorsTab if key == EVALUATORS else ModerationTab)(self.window_)
            self._stack.addWidget(self._panel[key])
        return self._panel[key]

    def _reveal_panel(self, place: Place) -> None:
        """Show the evaluator, or the cell to moderate, that a place names."""
        from outsource_desk.ui.scoring.evaluators.moderation_tab import ModerationTab

        panel = self._panel_tab(place.field)
        panel.load()
        if isinstance(panel, ModerationTab):
            if place.candidate_id and place.criterion_id:
                panel.go_to((place.candidate_id, place.criterion_id))
        elif place.id:
            panel.choose(place.id)

    def _on_tab(self, _key: str) -> None:
        self.leave()
        self._show_tab(self.session.evaluation)
        if self.isVisible():
            self.window_.offer(self.page_actions())

    def _follow_cell(self) -> None:
        if self._inspector is not None and self._inspector.isVisible():
            self._inspector.show_cell(self.matrix.view.cell, self.matrix.writer.evaluator_id)

    def _close_inspector(self) -> None:
        self.window_.inspect(None)
        self.matrix.view.setFocus()

    def _on_typed(self, candidate_id: int, criterion_id: int, text: str) -> None:
        evaluation = self.session.evaluation
        leaf = next((each for each in evaluation.criteria if each.id == criterion_id), None) if evaluation else None
        if leaf is not None:
            typed = TypedCell(candidate_id, leaf, text or None)
            self.matrix.writer.write([typed], label_for([typed], "score"))

    def _say_progress(self) -> None:
        evaluation, ranking = self.session.evaluation, self.session.ranking
        if evaluation is None or ranking is None or not evaluation.candidates:
            self._sentence.setText("")
            return
        progress = progress_of(self.session.desk, evaluation, ranking)
        counted = cells_in_words(progress)
        names = [each.name for each in evaluation.evaluators]
        if len(names) > 1:
            who = tr("{items} and {last}", items=", ".join(names[:-1]), last=names[-1])
            if len(names) > 4:
                who = tr("{count} evaluators", count=len(names))
            if evaluation.initiative.is_blind:
                self._sentence.setText(tr("{counted}; {who} score alone, then agree", counted=counted, who=who))
            else:
                self._sentence.setText(tr("{counted}; {who} score openly, then agree", counted=counted, who=who))
        else:
            self._sentence.setText(tr("{counted}; {name} scores", counted=counted, name=names[0]) if names else counted)

    def _show_criteria(self) -> None:
        self.tabs.choose(CRITERIA)

    def _show_vendors(self) -> None:
        self.go(Place("vendors"))
