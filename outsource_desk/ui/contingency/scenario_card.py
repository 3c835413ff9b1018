"""One scenario in full: its story, its signs, who declares it by which rule, its steps, and when it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.contingency import Scenario
from outsource_desk.services.records import delete_record
from outsource_desk.services.required_scenarios import is_required
from outsource_desk.services.scenarios import set_fallbacks, set_risks
from outsource_desk.ui.contingency import words
from outsource_desk.ui.contingency.dialogs import Field, FieldsQuestion, SeveralQuestion
from outsource_desk.ui.contingency.signs_part import SignsPart
from outsource_desk.ui.contingency.steps_part import StepsPart
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.initiative.reading import read_amount
from outsource_desk.ui.language import tr
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import XS, L, M, S, TextStyle
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.layout import (
    caption,
    card,
    column,
    holder,
    label,
    link,
    row,
    rule,
    small_button,
)

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.ui.pages.page import Page


class ScenarioCard(QWidget):
    """Reading first; what is seldom changed is behind one button."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._session = page, page.session
        self._evaluation: Evaluation | None = None
        self.scenario: Scenario | None = None
        self.signs, self.steps = SignsPart(page), StepsPart(page)
        self._title = label("", TextStyle.SECTION, wrap=True)
        self._required = Chip()
        self._change = small_button(tr("Change…"), self.edit, name="contingency.edit_scenario")
        head = row(self._title, self._required, self._change, gap=M)
        head.setStretch(0, 1)
        self._story = label("", tone="muted", wrap=True)
        self._rule, self._over = label("", wrap=True), label("", wrap=True)
        self._rule.setObjectName("contingency.rule")
        self._over.setObjectName("contingency.over")
        self._fallbacks, self._risks = label("", wrap=True), label("", wrap=True)
        carry = link(tr("Choose fallbacks…"), self.choose_fallbacks, name="contingency.choose_fallbacks")
        lead = link(tr("Choose risks…"), self.choose_risks, name="contingency.choose_risks")
        self._links = (carry, lead)
        foot = column(
            _said(tr("It is over when"), self._over),
            _said(tr("Carried meanwhile by"), self._fallbacks),
            _said(tr("Risks that lead here"), self._risks),
            holder(Flow((carry, lead), L)),
            gap=S,
        )
        body = card(
            head,
            self._story,
            _said(tr("Who declares it"), self._rule),
            rule(),
            self.steps,
            rule(),
            self.signs,
            rule(),
            foot,
            gap=M,
        )
        self.setLayout(column(body, gap=0))

    def show_scenario(self, evaluation: Evaluation, scenario: Scenario) -> None:
        """Show a scenario as it is now."""
        protection = evaluation.protection
        if protection is None:
            return
        self._evaluation, self.scenario = evaluation, scenario
        contingency = protection.contingency
        self._title.setText(scenario.title)
        needed = is_required(evaluation, scenario)
        self._required.show_state(tr("Required") if needed else "", "accent", "")
        owner = tr("Owner: {name}.", name=scenario.owner) if scenario.owner else tr("Nobody owns it yet.")
        self._story.setText(f"{scenario.story} {owner}".strip())
        holder_ = contingency.holder(scenario.activated_by)
        who = words.role_name(scenario.activated_by) or tr("Nobody is named")
        if holder_ is not None and holder_.name:
            who = f"{who}, {holder_.name}"
        self._rule.setText(f"{who}: {scenario.activation_rule}" if scenario.activation_rule else who)
        self._over.setText(scenario.stand_down or tr("Not said."))
        names = [each.title for each in contingency.fallbacks if each.id in scenario.fallback_ids]
        self._fallbacks.setText("; ".join(names) or tr("Nothing."))
        risks = [each for each in protection.register.risks if each.id in scenario.risk_ids]
        told = "; ".join(f"{each.code} {each.title}".strip() for each in risks)
        self._risks.setText(told or tr("None of the register."))
        self.signs.show_scenario(protection, scenario)
        self.steps.show_scenario(contingency, scenario)
        allow(why_read_only(self._session), self._change, *self._links)

    def edit(self) -> None:
        """Ask for everything that is said of the scenario."""
        each = self.scenario
        if each is None:
            return
        hours = words.hours_typed(each.exercise_hours)
        kinds = tuple((str(kind), said) for kind, said in words.exercise_kinds().items())
        yes_no = (("", tr("Only if risks ask for it")), ("1", tr("Yes, by decision")))
        FieldsQuestion(
            self._page,
            tr("Change a scenario"),
            tr("What is said here stands in the plan and in the printed pack."),
            tr("Take over"),
            "scenario",
            (
                Field("title", tr("Title"), each.title),
                Field("story", tr("Story"), each.story, is_long=True),
                Field("owner", tr("Owner"), each.owner),
                Field("activated_by", tr("Who declares"), each.activated_by, choices=_roles(each.activated_by)),
                Field("activation_rule", tr("By which rule"), each.activation_rule, is_long=True),
                Field("stand_down", tr("Over when"), each.stand_down, is_long=True),
                Field("is_required", tr("Required"), "1" if each.is_required else "", bool, yes_no),
                Field("exercise_kind", tr("Exercise"), str(each.exercise_kind), choices=kinds),
                Field("exercise_hours", tr("Its hours"), hours, read_amount),
                _lines("injects", tr("Surprises"), each.injects),
                _lines("cost_lines", tr("Costs"), each.cost_lines),
            ),
            record_id=each.id,
        ).open()

    def choose_fallbacks(self) -> None:
        """Ask which fallbacks may carry the service in this scenario."""
        each, evaluation = self.scenario, self._evaluation
        if each is None or evaluation is None or evaluation.protection is None:
            return
        options = [(one.id, one.title) for one in evaluation.protection.contingency.fallbacks]
        SeveralQuestion(
            self._page,
            tr("What may carry the service"),
            each.title,
            options,
            each.fallback_ids,
            lambda ids: self._session.try_act(set_fallbacks, each.id, ids),
            "contingency.fallbacks_of",
        ).open()

    def choose_risks(self) -> None:
        """Ask which risks lead to this scenario."""
        each, evaluation = self.scenario, self._evaluation
        if each is None or evaluation is None or evaluation.protection is None:
            return
        options = [(one.id, f"{one.code} {one.title}".strip()) for one in evaluation.protection.register.risks]
        SeveralQuestion(
            self._page,
            tr("Risks that lead here"),
            each.title,
            options,
            each.risk_ids,
            lambda ids: self._session.try_act(set_risks, each.id, ids),
            "contingency.risks_of",
        ).open()

    def delete(self) -> None:
        """Delete the scenario with all that belongs to it."""
        each = self.scenario
        if each is not None and self._session.did(delete_record, "scenario", each.id):
            self._page.toast_done(tr("“{name}” deleted.", name=each.title))


def _said(what: str, value: QWidget):
    return column(caption(what), value, gap=XS)


def _lines(name: str, text: str, values: tuple[str, ...]) -> Field:
    return Field(name, text, "\n".join(values), is_long=True, help_text=tr("One per line."))


def _roles(present: str) -> tuple[tuple[str, str], ...]:
    known = words.role_choices(none=tr("None"))
    return known if present in dict(known) else (*known, (present, present))
