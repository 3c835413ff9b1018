"""The steps of a scenario: phase by phase, and more about the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.domain.contingency import Phase, Scenario, Step
from outsource_desk.services.records import update_record
from outsource_desk.services.scenarios import set_needs
from outsource_desk.ui.contingency import words
from outsource_desk.ui.contingency.dialogs import SeveralQuestion
from outsource_desk.ui.contingency.rows import StepRow, step_rows, waits_for
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.models.editable_rows import Column
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import L, M, S, TextStyle
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import caption, column, frame, holder, label, row, small_button
from outsource_desk.ui.widgets.records import Kind, Records
from outsource_desk.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from outsource_desk.domain.contingency import Contingency
    from outsource_desk.ui.pages.page import Page

YES, NO = "yes", ""


class StepsPart(QWidget):
    """Three phases to turn between, a list, and a form for what the list has no room for."""

    moved = Signal()  # another step is the current one

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._session = page, page.session
        self._scenario: Scenario | None = None
        self._contingency: Contingency | None = None
        phases = words.phases()
        self.phases = Segments(list(phases.items()), "contingency.phases", tr("Phase"))
        self.phases.chosen.connect(lambda _key: self._show())
        self._prepared = caption()
        self.list = Records(page, _kind(self._given))
        self.list.table.selectionModel().currentChanged.connect(lambda *_: self._show_more())
        self._form = self._make_form()
        self._after = caption(wrap=True)
        self._after.setObjectName("contingency.step_after")
        self._choose = small_button(tr("Waits for…"), self.choose_needs, name="contingency.step_needs")
        self._name = label("", TextStyle.STRONG, wrap=True)
        waits = row(self._after, self._choose, gap=S)
        waits.setStretch(0, 1)
        inside = column(self._name, self._form, waits, gap=M, margins=(L, M, L, M))
        self._more = frame("well", inside)
        head = holder(Flow((self.phases, self._prepared), M, S))
        self.setLayout(column(head, self.list, self._more, gap=M))

    @property
    def phase(self) -> Phase:
        """Return the phase that is shown."""
        return Phase(self.phases.key)

    @property
    def step(self) -> Step | None:
        """Return the step that is chosen."""
        index = self.list.table.currentIndex()
        if self._scenario is None or not index.isValid():
            return None
        step_id = self.list.model.row_at(index.row()).id
        return next((each for each in self._scenario.steps if each.id == step_id), None)

    def show_scenario(self, contingency: Contingency, scenario: Scenario) -> None:
        """Show the steps of a scenario."""
        self._contingency, self._scenario = contingency, scenario
        counts = {phase: len(scenario.steps_of(phase)) for phase in Phase}
        told = [(str(phase), f"{name} ({counts[phase]})") for phase, name in words.phases().items()]
        self.phases.show_choices(told)
        self._show()

    def reveal(self, step_id: int) -> None:
        """Turn to a step."""
        found = next((each for each in self._scenario.steps if each.id == step_id), None) if self._scenario else None
        if found is not None:
            self.phases.choose(str(found.phase))
            self.list.select(step_id)

    def choose_needs(self) -> None:
        """Ask which steps must be done before the chosen one."""
        step, scenario = self.step, self._scenario
        if step is None or scenario is None:
            return
        step_id = step.id
        options = [(each.id, each.wording) for each in scenario.steps if each.id != step.id]
        SeveralQuestion(
            self._page,
            tr("What must be done before"),
            step.wording,
            options,
            step.needs,
            lambda ids: self._session.try_act(set_needs, step_id, ids),
            "contingency.needs",
        ).open()

    def commit(self) -> None:
        """Save what is being typed."""
        self._form.commit()

    def _given(self) -> dict[str, object]:
        return {"phase": self.phase}

    def _make_form(self) -> Form:
        form = Form(self._save, label_width=112)
        form.add_row(tr("Role"), choice(words.role_choices(none=tr("None"))), name="step.role")
        form.add_row(
            tr("Person"), QLineEdit(), name="step.owner", help_text=tr("Empty: whoever holds the role does it.")
        )
        form.add_row(tr("Proof"), QLineEdit(), name="step.proof")
        helped = ((NO, tr("No, we can do it without")), (YES, tr("Yes, it needs the failing vendor")))
        form.add_row(tr("Vendor’s help"), choice(helped), name="step.needs_vendor")
        return form

    def _show(self) -> None:
        scenario, contingency = self._scenario, self._contingency
        if scenario is None or contingency is None:
            return
        rows = step_rows(contingency, scenario, self.phase)
        self.list.show_records(scenario.id, rows)
        prepared = sum(bool(each.is_prepared) for each in rows)
        nobody = sum(not each.who for each in rows)
        said = [tr("{count} of {all} prepared", count=prepared, all=len(rows))] if rows else []
        if nobody:
            said.append(tr_n(nobody, "{count} without a person", "{count} without a person"))
        helped = sum(each.needs_vendor for each in rows)
        if helped:
            said.append(tr_n(helped, "{count} needs the failing vendor", "{count} need the failing vendor"))
        self._prepared.setText(" · ".join(said))
        if rows and not self.list.table.currentIndex().isValid():
            self.list.select(rows[0].id)
        self._show_more()

    def _show_more(self) -> None:
        step = self.step
        self._more.setVisible(step is not None)
        self.moved.emit()
        if step is None or self._scenario is None:
            return
        self._form.show_subject(step.id)
        self._name.setText(step.wording)
        values = {"role": step.role, "owner": step.owner, "proof": step.proof}
        values["needs_vendor"] = YES if step.needs_vendor else NO
        field = self._form.field("step.role")
        if step.role and field.findData(step.role) < 0:  # type: ignore[union-attr] (a choice)
            field.addItem(step.role, step.role)  # type: ignore[union-attr] (a choice)
        for name, value in values.items():
            self._form.show_value(f"step.{name}", value)
        after = waits_for(self._scenario, step)
        self._after.setText(tr("Only after: {steps}", steps=after) if after else tr("Waits for nothing."))
        why = why_read_only(self._session)
        self._form.set_read_only(bool(why))
        allow(why, self._choose)

    def _save(self, name: str, text: str) -> None:
        step = self.step
        if step is not None:
            field = name.removeprefix("step.")
            value: object = text == YES if field == "needs_vendor" else text
            self._session.try_act(update_record, "response_step", step.id, field, value)


def _kind(given) -> Kind:
    return Kind(
        table="response_step",
        title=tr("Steps"),
        columns=_columns(),
        key="wording",
        blank=lambda: StepRow(0),
        add_text=tr("Add step"),
        empty=tr("Nothing is planned for this phase yet."),
        deleted=lambda row: tr("“{name}” deleted.", name=row.wording),
        given=given,
    )


def _columns() -> tuple[Column, ...]:
    ready = (("", tr("Open")), ("1", tr("Prepared")))
    return (
        Column("wording", tr("Step"), lambda row: row.wording),
        Column(
            "owner",
            tr("Who"),
            lambda row: row.who_words,
            None,
            width=120,
            tone=lambda row: None if row.who else ("warn", "risk"),
        ),
        Column(
            "deadline_hours",
            tr("Within"),
            lambda row: words.deadline_words(row.deadline_hours),
            words.read_span,
            is_number=True,
            width=64,
        ),
        Column("is_prepared", tr("Ready"), lambda row: "1" if row.is_prepared else "", choices=ready, width=88),
    )
