"""Vetting: the questions put to every candidate, their answers, what proves them, and the gates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QStackedLayout, QWidget

from outsource_desk.ui.actions import Action
from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Page, Shell
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import XL, L, S
from outsource_desk.ui.vetting.beginnings import make_beginning, missing
from outsource_desk.ui.vetting.beside import Beside
from outsource_desk.ui.vetting.copies.acts import CopyActs
from outsource_desk.ui.vetting.head import VettingHead
from outsource_desk.ui.vetting.questions_pane import QuestionsPane
from outsource_desk.ui.vetting.reviewing import Reviewing
from outsource_desk.ui.vetting.setup.start_panel import StartVettingPanel
from outsource_desk.ui.vetting.ways import make_ways
from outsource_desk.ui.widgets.empty import EmptyState
from outsource_desk.ui.widgets.layout import column, holder

if TYPE_CHECKING:
    from outsource_desk.domain.vetted import Vetted, VettedCandidate
    from outsource_desk.ui.vetting.matrix_pane import MatrixPane

QUESTIONS, MATRIX = "questions", "matrix"


class VettingPage(Page):
    """One candidate's answers section by section, or all candidates side by side."""

    has_inspector = True  # topics are all: a certificate or the date of the decision may change what is shown

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._vetted: Vetted | None = None
        self._matrix: MatrixPane | None = None
        self._beginnings: dict[str, QWidget] = {}
        self.reviewing = Reviewing(window, self)
        self.beside = Beside(window, self.reviewing, self)
        self.copies = CopyActs(self, window, lambda: self.reviewing.candidate_id)
        self.questions = QuestionsPane(self.reviewing)
        self._acts = make_ways(self)
        self.head = VettingHead([(QUESTIONS, tr("Questions")), (MATRIX, tr("All candidates"))], self._acts)
        self._build()
        self.questions.went.connect(self._on_question)
        self.reviewing.evidence_asked.connect(self.beside.show)
        self.reviewing.file_asked.connect(self.beside.add_file)
        self.reviewing.note_asked.connect(self.beside.note)
        self.head.candidate_chosen.connect(self.show_candidate)
        self.head.views.chosen.connect(self._on_view)

    def _build(self) -> None:
        self._stack = QStackedLayout()
        below = holder(self._stack)
        self._stack.addWidget(self.questions)
        body = column(self.head, below, gap=L, margins=(XL, XL, XL, XL - S))
        body.setStretch(1, 1)
        self.setLayout(body)

    @property
    def found(self) -> VettedCandidate | None:
        """Return what was found about the candidate that is shown."""
        return self._vetted.candidates.get(self.reviewing.candidate_id) if self._vetted else None

    @property
    def matrix(self) -> MatrixPane:
        """Return the overview of all candidates."""
        if self._matrix is None:
            from outsource_desk.ui.vetting.matrix_pane import MatrixPane

            self._matrix = MatrixPane()
            self._matrix.opened.connect(self._open)
            self._matrix.moved.connect(self.window_.tell)
            self._stack.addWidget(self._matrix)
        return self._matrix

    def title(self) -> str:
        return tr("Vetting")

    def load(self) -> None:
        evaluation, ranking = self.session.evaluation, self.session.ranking
        self._vetted = ranking.vetted if ranking else None
        self.reviewing.evaluation, self.reviewing.vetted = evaluation, self._vetted
        which = missing(evaluation)
        self.head.set_ready(is_ready=not which)
        if which:
            self._stack.setCurrentWidget(self._beginning(which))
        elif self._vetted is not None:
            if self.reviewing.candidate_id not in self._vetted.candidates:
                self.reviewing.candidate_id = next(iter(self._vetted.candidates))
            self._show()
        for act in (*self.reviewing.acts, *self._acts.values()):
            act.look_again()

    def show_candidate(self, candidate_id: int) -> None:
        """Turn to another candidate; section and question stay."""
        if candidate_id != self.reviewing.candidate_id and self._vetted and candidate_id in self._vetted.candidates:
            self.reviewing.candidate_id = candidate_id
            self._show()
            self._on_question()

    def read_copy(self, path: Path) -> None:
        """Read a vendor's copy, and turn to the vendor whose it is."""
        if missing(self.session.evaluation):
            return  # the page says what comes first
        self.copies.review(0, path)

    def turn(self) -> None:
        """Change between the questions of one candidate and all candidates."""
        self.head.views.choose(QUESTIONS if self.head.views.key == MATRIX else MATRIX)
        if (focus := self.first_focus()) is not None:
            focus.setFocus()

    def reveal(self, place: Place) -> None:
        if place.field == MATRIX:
            self.head.views.choose(MATRIX)
        elif place.candidate_id is not None or place.id is not None:
            self.head.views.choose(QUESTIONS)
        if place.candidate_id is not None:
            self.show_candidate(place.candidate_id)
        if place.id is not None and place.thing == "question":
            self.questions.go_to(place.id)
        elif place.id is not None and place.thing == "section":
            self.questions.show_section(place.id)

    def find_field(self) -> QLineEdit | None:
        return self.matrix.search if self._is_matrix() else None

    def first_focus(self) -> QWidget | None:
        shown = self._stack.currentWidget()
        if shown is self.questions:
            return self.questions.first_focus()
        if isinstance(shown, EmptyState | StartVettingPanel):
            return shown.button
        return self.matrix.view if self._is_matrix() else None

    def next_gap(self) -> Callable[[], object] | None:
        return self.go_next if self.found is not None else None

    def page_actions(self) -> list[Action]:
        return [*self.reviewing.acts, *self._acts.values(), *self.copies.acts]

    def open_inspector(self) -> None:
        self.beside.show()

    def state(self) -> dict[str, Any]:
        return {
            "candidate": self.reviewing.candidate_id,
            "section": self.questions.section_id,
            "question": self.reviewing.question_id,
            "view": self.head.views.key,
        }

    def restore(self, state: dict[str, Any]) -> None:
        self.show_candidate(int(state.get("candidate", 0)))
        self.questions.show_section(int(state.get("section", 0)))
        self.questions.remember(int(state.get("question", 0)))
        if state.get("view") == MATRIX:
            self.head.views.choose(MATRIX)

    def go_next(self) -> None:
        """Go to the next question that work is left on."""
        self._go_to_open(backwards=False)

    def go_previous(self) -> None:
        """Go to the question before the current one that work is left on."""
        self._go_to_open(backwards=True)

    def _go_to_open(self, *, backwards: bool) -> None:
        from outsource_desk.services.completeness import next_open

        if self._vetted is None or self.found is None:
            return
        here, name = self.reviewing.question_id, self.head.candidate_name
        found = next_open(self._vetted, self.reviewing.candidate_id, here, backwards=backwards)
        if found is None:
            self.window_.toast(tr("Nothing is open for {candidate} in this depth.", candidate=name), tone="quiet")
            return
        if found == here and not self._is_matrix():
            self.window_.toast(tr("Nothing else is open for {candidate}.", candidate=name), tone="quiet")
        self.head.views.choose(QUESTIONS)
        self.questions.go_to(found)

    def why_nobody(self) -> str:
        """Return why there is nobody whose vetting could be looked at."""
        return "" if self.found is not None else tr("Vetting has not started.")

    def why_no_initiative(self) -> str:
        """Return why there is no function that could be critical."""
        return "" if self.session.evaluation is not None else tr("This file holds no initiative yet.")

    def step(self, step: int) -> None:
        """Turn to the candidate before or after, beginning anew behind the last one."""
        ids = list(self._vetted.candidates) if self._vetted else []
        if self.reviewing.candidate_id in ids:
            self.show_candidate(ids[(ids.index(self.reviewing.candidate_id) + step) % len(ids)])

    def _is_matrix(self) -> bool:
        return self._matrix is not None and self._stack.currentWidget() is self._matrix

    def _on_view(self, _key: str) -> None:
        if not missing(self.session.evaluation):
            self._show()

    def _open(self, candidate_id: int, section_id: int, question_id: int) -> None:
        thing = "question" if question_id else "section"
        self.go(Place("vetting", thing, question_id or section_id, candidate_id=candidate_id))

    def _show(self) -> None:
        evaluation, found = self.session.evaluation, self.found
        if evaluation is None or evaluation.vetting is None or self._vetted is None or found is None:
            return
        names = {each.id: each.name for each in evaluation.candidates}
        self.head.show_found(found, [(each, names.get(each, "")) for each in self._vetted.candidates])
        if self.head.views.key == MATRIX:
            self.matrix.show_vetted(evaluation, self._vetted)
            self._stack.setCurrentWidget(self.matrix)
            self.matrix.reveal(found.candidate_id, self.reviewing.question_id)
        else:
            self.questions.show_found(evaluation.vetting.questionnaire, found)
            self._stack.setCurrentWidget(self.questions)

    def _beginning(self, which: str) -> QWidget:
        if which not in self._beginnings:
            self._beginnings[which] = make_beginning(which, self)
            self._stack.addWidget(self._beginnings[which])
        made = self._beginnings[which]
        if isinstance(made, StartVettingPanel):
            made.load()
        return made

    def _on_question(self) -> None:
        self._say_where()
        self.beside.follow()

    def _say_where(self) -> None:
        judged = self.reviewing.judged
        if judged is not None and self.isVisible() and not self._is_matrix():
            name = self.head.candidate_name
            self.window_.tell(tr("{candidate}, question {code}", candidate=name, code=judged.question.code))
            for act in self.reviewing.acts:
                act.look_again()
