"""Vetting: the questions put to every candidate, their answers, what proves them, and the gates."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedLayout, QWidget

from outsource_desk.domain.vetted import Vetted, VettedCandidate
from outsource_desk.services.vetted import vetted_of
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Page, Shell
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import XL, XS, L, M, S, TextStyle
from outsource_desk.ui.vetting.questions_pane import QuestionsPane
from outsource_desk.ui.vetting.reviewing import Reviewing
from outsource_desk.ui.vetting.words import scores_told, verdict_told
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.empty import EmptyState
from outsource_desk.ui.widgets.header import PageHeader
from outsource_desk.ui.widgets.layout import button, column, heading, holder, label, row, tool


class VettingPage(Page):
    """One candidate's answers section by section."""

    topics = frozenset(())  # all: a section, a vendor's certificate or a decision date may change what is shown
    has_inspector = True

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._vetted: Vetted | None = None
        self._of: object = None  # the evaluation that it was judged of
        self.reviewing = Reviewing(window, self)
        self.questions = QuestionsPane(self.reviewing)
        self._make_actions()
        self._build()
        self.questions.went.connect(self._say_where)

    def _make_actions(self) -> None:
        pane = self.questions
        self._acts = [
            make_action(self, "vetting.next", tr("Ne&xt open question"), self.go_next, "", "arrow", self._why_no_next),
            make_action(
                self,
                "vetting.previous",
                tr("&Previous open question"),
                self.go_previous,
                "Shift+F8",
                "",
                self._why_no_next,
            ),
            make_action(self, "vetting.next_section", tr("Next &section"), lambda: pane.step(1), "Ctrl+PgDown"),
            make_action(self, "vetting.previous_section", tr("Previous s&ection"), lambda: pane.step(-1), "Ctrl+PgUp"),
            make_action(
                self, "vetting.next_candidate", tr("Next &candidate"), lambda: self._step(1), "Alt+PgDown", "right"
            ),
            make_action(
                self,
                "vetting.previous_candidate",
                tr("Previous can&didate"),
                lambda: self._step(-1),
                "Alt+PgUp",
                "left",
            ),
        ]

    def _build(self) -> None:
        self.candidates = Choice()
        self.candidates.setObjectName("vetting.candidate")
        self.candidates.setAccessibleName(tr("Candidate"))
        self.candidates.setMinimumContentsLength(14)
        self.candidates.activated.connect(lambda _place: self.show_candidate(int(self.candidates.currentData())))
        before, after = tool(self._acts[5]), tool(self._acts[4])
        following = button(tr("Next open (F8)"), self.go_next, name="vetting.next_button")
        self._scores = label("", tone="muted")
        self._scores.setObjectName("vetting.scores")
        self._verdict = Chip()
        self._verdict.setObjectName("vetting.verdict")
        titles = column(heading(tr("Vetting"), TextStyle.TITLE), row(self._scores, self._verdict, None, gap=M), gap=XS)
        self._tools = holder(row(before, self.candidates, after, following, gap=S))
        header = PageHeader(titles, self._tools)  # type: ignore[arg-type]
        self._empty: dict[str, EmptyState] = {}
        self._stack = QStackedLayout()
        below = holder(self._stack)
        self._stack.addWidget(self.questions)
        body = column(header, below, gap=L, margins=(XL, XL, XL, XL - S))
        body.setStretch(1, 1)
        self.setLayout(body)

    @property
    def found(self) -> VettedCandidate | None:
        """Return what was found about the candidate that is shown."""
        return self._vetted.candidates.get(self.reviewing.candidate_id) if self._vetted else None

    def title(self) -> str:
        return tr("Vetting")

    def load(self) -> None:
        evaluation = self.session.evaluation
        if evaluation is not self._of:
            self._of, self._vetted = evaluation, vetted_of(evaluation) if evaluation else None
        self.reviewing.evaluation, self.reviewing.vetted = evaluation, self._vetted
        which = self._which_empty()
        self._tools.setVisible(not which)
        self._scores.setVisible(not which)
        if which or evaluation is None or evaluation.vetting is None or self._vetted is None:
            self._verdict.show_state("", "quiet")
            self._stack.setCurrentWidget(self._empty_state(which))
            return
        if self.reviewing.candidate_id not in self._vetted.candidates:
            self.reviewing.candidate_id = next(iter(self._vetted.candidates))
        self._fill_candidates()
        self._stack.setCurrentWidget(self.questions)
        self._show()

    def show_candidate(self, candidate_id: int) -> None:
        """Turn to another candidate; section and question stay."""
        if candidate_id != self.reviewing.candidate_id and self._vetted and candidate_id in self._vetted.candidates:
            self.reviewing.candidate_id = candidate_id
            self._fill_candidates()
            self._show()

    def reveal(self, place: Place) -> None:
        if place.candidate_id is not None:
            self.show_candidate(place.candidate_id)
        if place.id is not None and place.thing == "question":
            self.questions.go_to(place.id)
        elif place.id is not None and place.thing == "section":
            self.questions.show_section(place.id)

    def first_focus(self) -> QWidget | None:
        if self._stack.currentWidget() is self.questions:
            return self.questions.first_focus()
        shown = self._stack.currentWidget()
        return shown.button if isinstance(shown, EmptyState) else None

    def next_gap(self):
        return self.go_next if self._next() is not None else None

    def page_actions(self) -> list[Action]:
        return [*self.reviewing.acts, *self._acts]

    def state(self) -> dict[str, Any]:
        return {"candidate": self.reviewing.candidate_id, "section": self.questions.section_id}

    def restore(self, state: dict[str, Any]) -> None:
        self.show_candidate(int(state.get("candidate", 0)))
        self.questions.show_section(int(state.get("section", 0)))

    def go_next(self) -> None:
        """Go to the next question without an answer."""
        question_id = self._next()
        if question_id is None:
            self.window_.toast(tr("Every question has an answer."), tone="quiet")
        else:
            self.questions.go_to(question_id)

    def go_previous(self) -> None:
        """Go to the question without an answer before the current one."""

    def _next(self) -> int | None:
        from outsource_desk.services.completeness import next_unanswered

        if self._vetted is None or self.found is None:
            return None
        return next_unanswered(self._vetted, self.reviewing.candidate_id, self.reviewing.question_id)

    def _why_no_next(self) -> str:
        return "" if self._next() is not None else tr("Every question has an answer.")

    def _step(self, step: int) -> None:
        ids = list(self._vetted.candidates) if self._vetted else []
        if self.reviewing.candidate_id in ids:
            self.show_candidate(ids[(ids.index(self.reviewing.candidate_id) + step) % len(ids)])

    def _fill_candidates(self) -> None:
        assert self._vetted is not None
        evaluation = self.session.evaluation
        names = {each.id: each.name for each in evaluation.candidates} if evaluation else {}
        self.candidates.clear()
        for candidate_id in self._vetted.candidates:
            self.candidates.addItem(names.get(candidate_id, ""), candidate_id)
        self.candidates.setCurrentIndex(self.candidates.findData(self.reviewing.candidate_id))

    def _show(self) -> None:
        found, evaluation = self.found, self.session.evaluation
        if found is None or evaluation is None or evaluation.vetting is None:
            return
        self._scores.setText(scores_told(found.overall))
        self._verdict.show_state(*verdict_told(found))
        self.questions.show_found(evaluation.vetting.questionnaire, found)

    def _say_where(self) -> None:
        judged = self.reviewing.judged
        if judged is not None and self.isVisible():
            name = self.candidates.currentText()
            self.window_.tell(tr("{candidate}, question {code}", candidate=name, code=judged.question.code))

    def _which_empty(self) -> str:
        evaluation = self.session.evaluation
        if evaluation is None:
            return "file"
        if not evaluation.candidates:
            return "candidates"
        if all(each.vendor_id is None for each in evaluation.candidates):
            return "in_house"
        return "" if evaluation.vetting is not None else "questionnaire"

    def _empty_state(self, which: str) -> EmptyState:
        if which not in self._empty:
            self._empty[which] = self._make_empty(which)
            self._stack.addWidget(self._empty[which])
        return self._empty[which]

    def _make_empty(self, which: str) -> EmptyState:
        acts = self.window_.actions_of_window
        title, sentence, words, slot = {
            "file": (
                tr("Nothing to vet for yet"),
                tr("Vetting finds out what would fail after signature. It begins with an initiative."),
                tr("New initiative"),
                acts["file.new_initiative"].trigger,
            ),
            "candidates": (
                tr("Nobody to vet yet"),
                tr("Candidates are the vendors that compete in this initiative, and the in-house option."),
                tr("Choose candidates"),
                self._show_vendors,
            ),
            "in_house": (
                tr("Only the in-house option competes"),
                tr("It answers no questionnaire. Add a vendor as a candidate, and it can be vetted."),
                tr("Choose candidates"),
                self._show_vendors,
            ),
            "questionnaire": (
                tr("Vetting has not started"),
                tr("The same questions go to every candidate. They are copied into this file when vetting starts."),
                tr("Start vetting"),
                self._start,
            ),
        }[which]
        return EmptyState("vetting", title, sentence, words, slot, sample_slot=acts["file.sample"].trigger)

    def _show_vendors(self) -> None:
        self.go(Place("vendors"))

    def _start(self) -> None:
        """Start with the standard template."""
