"""What can be done with the plan as a whole: have it reviewed, approve it, begin its next version, retire it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from outsource_desk.domain.contingency import Plan, PlanState
from outsource_desk.services.plans import (
    approve_plan,
    least_readiness,
    new_version,
    retire_plan,
    review_obstacles,
    review_plan,
)
from outsource_desk.services.readiness import readiness_if_approved
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.dialogs.ask import Question, ask_text, confirm
from outsource_desk.ui.language import tr
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.paragraph import Paragraph

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Page


class _Approve(Question):
    """Who approves, and why it may be although the readiness is too low."""

    def __init__(self, page: Page, initiative_id: int, sentence: str) -> None:
        super().__init__(page, tr("Approve the plan"), sentence, tr("Approve"), "contingency.approve_plan")
        self._page, self._initiative_id = page, initiative_id
        self._who, self._why = QLineEdit(), Paragraph(2)
        self.form = form = Form(lambda _name, _text: None, label_width=112)
        form.add_row(tr("&Approved by"), self._who, name="approve.who", help_text=tr("Not who wrote it."))
        help_text = tr("Needed only while the readiness is too low.")
        form.add_row(tr("&Reason"), self._why, name="approve.why", help_text=help_text)
        self.content.addWidget(form)

    def act(self) -> None:
        self._page.session.try_act(approve_plan, self._initiative_id, self._who.text(), self._why.toPlainText())


class PlanActs:
    """The acts of a page, with questions where they need a name or a reason."""

    def __init__(self, page: Page) -> None:
        self._page, self._session = page, page.session
        given = (
            ("review", tr("Have the plan reviewed…"), self.review, PlanState.DRAFT),
            ("approve", tr("Approve the plan…"), self.approve, PlanState.REVIEWED),
        )
        self.acts: list[Action] = [
            make_action(page, f"contingency.{name}", text, slot, why_not=lambda state=state: self._why_not(state))
            for name, text, slot, state in given
        ]
        renew, retire = tr("Begin a new version of the plan…"), tr("Retire the plan…")
        self.acts += [
            make_action(page, "contingency.renew", renew, self.renew, why_not=self._why_not_renew),
            make_action(page, "contingency.retire", retire, self.retire, why_not=self._why_not_retire),
        ]

    @property
    def plan(self) -> Plan | None:
        """Return the plan, once there is one."""
        evaluation = self._session.evaluation
        return evaluation.protection.contingency.plan if evaluation and evaluation.protection else None

    def next_act(self) -> Action | None:
        """Return the step that the plan takes next."""
        state = self.plan.state if self.plan else None
        return {PlanState.DRAFT: self.acts[0], PlanState.REVIEWED: self.acts[1]}.get(state) if state else None

    def review(self) -> None:
        """Ask who reviewed the plan; say first what it lacks."""
        evaluation, initiative_id = self._session.evaluation, self._session.initiative_id
        if evaluation is None or evaluation.protection is None or initiative_id is None:
            return
        lacking = review_obstacles(evaluation.protection.contingency, screen_speech())
        sentence = tr("Every scenario has an owner, triggers, steps and a fallback.")
        if lacking:
            sentence = tr("This is missing still: {what}", what=" ".join(lacking))
        ask_text(
            self._page,
            tr("Have the plan reviewed"),
            sentence,
            tr("Reviewed by"),
            tr("It is reviewed"),
            lambda name: self._session.try_act(review_plan, initiative_id, name),
        )

    def approve(self) -> None:
        """Ask who approves the plan; say first how ready it makes us."""
        evaluation, ranking, initiative_id = (
            self._session.evaluation,
            self._session.ranking,
            self._session.initiative_id,
        )
        if evaluation is None or ranking is None or initiative_id is None:
            return
        points, least = readiness_if_approved(evaluation, ranking).points, least_readiness(evaluation)
        sentence = tr("Approved, its readiness is {points} of 100; {least} are needed.", points=points, least=least)
        _Approve(self._page, initiative_id, sentence).open()

    def renew(self) -> None:
        """Ask who writes the next version, and begin it."""
        initiative_id, plan = self._session.initiative_id, self.plan
        if initiative_id is None or plan is None:
            return
        ask_text(
            self._page,
            tr("Begin version {number}", number=plan.version + 1),
            tr("The plan becomes a draft again. Who reviewed and approved it stays in the history."),
            tr("Who writes it"),
            tr("Begin"),
            lambda name: self._session.try_act(new_version, initiative_id, name),
            plan.author,
        )

    def retire(self) -> None:
        """Retire the plan after a question."""
        initiative_id = self._session.initiative_id
        if initiative_id is None:
            return
        confirm(
            self._page,
            tr("Retire the plan?"),
            tr("It stays readable, but nobody is asked to keep it any more. A new version brings it back."),
            tr("Retire it"),
            lambda: self._session.try_act(retire_plan, initiative_id),
        )

    def look_again(self) -> None:
        """Enable or disable the acts as things stand."""
        for each in self.acts:
            each.look_again()

    def _why_not(self, state: PlanState) -> str:
        if self.plan is None:
            return tr("There is no plan yet.")
        why = tr("It is a draft.") if self.plan.state is PlanState.DRAFT else tr("It is no draft any more.")
        return why_read_only(self._session) or ("" if self.plan.state is state else why)

    def _why_not_renew(self) -> str:
        if self.plan is None:
            return tr("There is no plan yet.")
        if self.plan.state is PlanState.ACTIVE:
            return tr("It is in use.")
        return why_read_only(self._session) or (tr("It is a draft.") if self.plan.state is PlanState.DRAFT else "")

    def _why_not_retire(self) -> str:
        if self.plan is None:
            return tr("There is no plan yet.")
        if self.plan.state is PlanState.ACTIVE:
            return tr("It is in use.")
        return why_read_only(self._session) or (tr("It is retired.") if self.plan.state is PlanState.RETIRED else "")
