"""People: who decides and pays, whose plan it is, and who fills which role with which number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.domain.contingency import Contingency, RoleHolder
from outsource_desk.domain.formatting import main_units
from outsource_desk.services.records import update_record
from outsource_desk.ui import formats
from outsource_desk.ui.contingency import words
from outsource_desk.ui.contingency.tab import ContingencyTab
from outsource_desk.ui.initiative.reading import read_amount
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.models.editable_rows import Column
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.theme import L, M, scaled
from outsource_desk.ui.widgets.choice import Choice, choice
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import card, column, heading, label
from outsource_desk.ui.widgets.records import Kind, Records
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page
    from outsource_desk.ui.places import Place

YES = "1"
WIDE = 640  # pixels of the form


@dataclass(frozen=True)
class RoleRow:
    """A role as its list shows it."""

    id: int
    role: str = ""
    name: str = ""
    phone: str = ""
    deputy: str = ""
    deputy_phone: str = ""
    email: str = ""
    steps: int = 0  # that wait for whoever holds it


class PeopleTab(ContingencyTab):
    """The plan's own facts, and below them the roles."""

    KEY = "people"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._contingency: Contingency | None = None
        self._whose = Choice()
        self._form = self._make_form()
        self._told = label("", tone="muted", wrap=True)
        self.roles = Records(page, _kind())
        self._form.setMaximumWidth(scaled(WIDE))
        plan = card(heading(tr("The plan")), self._form, gap=M)
        self.setLayout(column(Scroll(column(card(self.roles, self._told, gap=M), plan, None, gap=L)), gap=0))

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:  # noqa: ARG002 (as all parts)
        if evaluation.protection is None:
            return
        self._contingency = contingency = evaluation.protection.contingency
        plan = contingency.plan
        if plan is None:
            return
        self._whose.clear()
        self._whose.addItem(tr("Whoever leads"), "")
        for each in evaluation.candidates:
            if not each.is_in_house:
                self._whose.addItem(each.name, str(each.id))
        currency = evaluation.initiative.currency
        budget = formats.amount_typed(main_units(plan.budget, currency), currency)
        values = {
            "candidate_id": str(plan.candidate_id or ""),
            "decision_owner": plan.decision_owner,
            "deputy": plan.deputy,
            "author": plan.author,
            "budget": budget,
            "is_budget_approved": YES if plan.is_budget_approved else "",
        }
        self._form.show_subject(plan.id)
        for name, value in values.items():
            self._form.show_value(f"plan.{name}", value)
        self._form.set_read_only(bool(why_read_only(self.session)))
        self.roles.show_records(evaluation.initiative.id, [_row(contingency, each) for each in contingency.roles])
        self._tell(contingency)

    def first_focus(self) -> QWidget | None:
        return self.roles.first_focus()

    def reveal(self, place: Place) -> None:
        if place.thing == "role_holder" and place.id is not None:
            self.roles.select(place.id)

    def commit(self) -> None:
        self._form.commit()

    def _make_form(self) -> Form:
        form = Form(self._save, label_width=152)
        help_text = tr("Whose failure the plan is for.")
        form.add_row(tr("Plan for"), self._whose, name="plan.candidate_id", help_text=help_text)
        form.add_row(tr("Who decides"), QLineEdit(), name="plan.decision_owner")
        form.add_row(tr("Deputy"), QLineEdit(), name="plan.deputy")
        form.add_row(tr("Written by"), QLineEdit(), name="plan.author")
        form.add_row(tr("Budget"), QLineEdit(), name="plan.budget", help_text=tr("What may be spent without asking."))
        agreed = (("", tr("Not approved")), (YES, tr("Approved")))
        form.add_row(tr("Budget approved"), choice(agreed), name="plan.is_budget_approved")
        return form

    def _save(self, name: str, text: str) -> None:
        plan, field = self._contingency.plan if self._contingency else None, name.removeprefix("plan.")
        if plan is None:
            return
        value: object = text
        if field == "candidate_id":
            value = int(text) if text else None
        elif field == "budget":
            value = read_amount(text)
        elif field == "is_budget_approved":
            value = text == YES
        self.session.try_act(update_record, "contingency_plan", plan.id, field, value)

    def _tell(self, contingency: Contingency) -> None:
        needed = {step.role for scenario in contingency.scenarios for step in scenario.steps if not step.owner}
        open_ = [each for each in contingency.roles if each.role in needed and not each.name]
        silent = [each for each in contingency.roles if each.name and not any(map(str.isdigit, each.phone))]
        told = []
        if open_:
            count = len(open_)
            told.append(tr_n(count, "One role with steps has nobody.", "{count} roles with steps have nobody."))
        if silent:
            told.append(tr_n(len(silent), "One person has no number.", "{count} people have no number."))
        self._told.setText(" ".join(told))
        self._told.setVisible(bool(told))


def _row(contingency: Contingency, each: RoleHolder) -> RoleRow:
    steps = sum(step.role == each.role and not step.owner for one in contingency.scenarios for step in one.steps)
    return RoleRow(each.id, each.role, each.name, each.phone, each.deputy, each.deputy_phone, each.email, steps)


def _read_role(text: str) -> str:
    """Return the role that words stand for; others stay as they were typed."""
    wanted = text.strip().casefold()
    return next((role for role, said in words.role_choices() if said.casefold() == wanted), text)


def _kind() -> Kind:
    return Kind(
        table="role_holder",
        title=tr("Who fills which role"),
        columns=(
            Column(
                "role",
                tr("Role"),
                lambda row: words.role_name(row.role),
                _read_role,
                offers=lambda: [said for _, said in words.role_choices()],
            ),
            Column(
                "name",
                tr("Name"),
                lambda row: row.name,
                width=184,
            ),
            Column("phone", tr("Phone"), lambda row: row.phone, width=160),
            Column("deputy", tr("Deputy"), lambda row: row.deputy, width=152),
            Column("deputy_phone", tr("Deputy's phone"), lambda row: row.deputy_phone, width=136),
            Column("email", tr("E-mail"), lambda row: row.email, width=184),
            Column("steps", tr("Steps"), lambda row: f"{row.steps or ''}", None, is_number=True, width=64),
        ),
        key="role",
        blank=lambda: RoleRow(0),
        add_text=tr("Add a role"),
        empty=tr("Name who acts when it matters, with a number that works when e-mail does not."),
        deleted=lambda row: tr("“{name}” deleted.", name=words.role_name(row.role)),
    )
