"""One exercise: its script and surprises, what was seen, and what must be done about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.domain.contingency import Exercise, ExerciseAction, Inject
from outsource_desk.services.records import update_record
from outsource_desk.ui import formats
from outsource_desk.ui.contingency import words
from outsource_desk.ui.contingency.exercise_list import ListedRow
from outsource_desk.ui.initiative.reading import echo_day
from outsource_desk.ui.language import tr
from outsource_desk.ui.models.editable_rows import Column
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.theme import XS, L, M, TextStyle
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import Label, button, caption, card, column, label, row
from outsource_desk.ui.widgets.paragraph import Paragraph
from outsource_desk.ui.widgets.records import Kind, Records

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Page
    from outsource_desk.ui.places import Place


class ExerciseCard(QWidget):
    """One exercise: its script and surprises, what was seen, and what must be done."""

    def __init__(self, page: Page, hold: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("contingency.exercise")
        self._page, self._exercise_id = page, 0
        self.title, self.chip = label("", TextStyle.SECTION, wrap=True), Chip()
        self.facts = caption("", wrap=True)
        self.hold_button = button(tr("It was held"), hold, kind="primary", name="exercises.hold")
        self.form = self._made_form()
        self.injects = Records(page, _inject_kind())
        self.actions_ = Records(page, _action_kind())
        head = row(column(self.title, self.facts, gap=XS), self.chip, self.hold_button, gap=M)
        head.setStretch(0, 1)
        self.setLayout(column(card(head, self.form, gap=M), card(self.injects), card(self.actions_), None, gap=L))

    def show_exercise(self, exercise: Exercise, title: str, listed: ListedRow) -> None:
        """Show an exercise as it stands."""
        self._exercise_id = exercise.id
        why = why_read_only(self._page.session)
        self.title.setText(title)
        self.chip.show_state(listed.state, listed.tone)
        self.facts.setText(_facts(exercise, listed.detail))
        self.hold_button.setVisible(exercise.held_on is None)
        self.form.show_subject(exercise.id)
        self.form.show_value("exercise.participants", exercise.participants)
        self.form.show_value(
            "exercise.day", formats.day(exercise.next_due if exercise.held_on else exercise.planned_on)
        )
        self.form.show_value("exercise.script", exercise.script)
        self.form.show_value("exercise.observations", exercise.observations)
        self.form.set_read_only(bool(why))
        self.day_label.setText(tr("Next due on") if exercise.held_on else tr("Planned on"))
        self._is_held = exercise.held_on is not None
        self.injects.show_records(exercise.id, exercise.injects_put)
        self.actions_.show_records(exercise.id, exercise.actions)

    def reveal(self, place: Place) -> None:
        """Mark an action or a surprise."""
        lists = {"exercise_action": self.actions_, "exercise_inject": self.injects}
        if place.thing in lists and place.id is not None:
            lists[place.thing].select(place.id)
            lists[place.thing].table.setFocus()

    def _made_form(self) -> Form:
        form = Form(self._save, label_width=112)
        form.add_row(tr("Who takes part"), QLineEdit(), name="exercise.participants")
        day = form.add_row(tr("Next due on"), QLineEdit(), name="exercise.day", echo=echo_day)
        self._is_held = False
        self.day_label = _label_of(form, day)
        form.add_row(tr("Script"), Paragraph(3, 12), name="exercise.script")
        form.add_row(tr("What was seen"), Paragraph(2), name="exercise.observations")
        return form

    def _save(self, name: str, text: str) -> None:
        field = name.partition(".")[2]
        value: object = text
        if field == "day":
            field, value = ("next_due" if self._is_held else "planned_on"), formats.read_day(text)
        self._page.session.try_act(update_record, "exercise", self._exercise_id, field, value)


def _label_of(form: Form, field: QWidget) -> Label:
    """Return the label of a field, whose words change with what the field means."""
    return next(each for each in form.findChildren(Label) if each.buddy() is field)


def _facts(exercise: Exercise, detail: str) -> str:
    said = [detail]
    if exercise.is_vendor_present:
        said.append(tr("with the provider"))
    if exercise.objectives is not None and exercise.objectives_met is not None:
        met, total = formats.number(exercise.objectives_met, 0), formats.number(exercise.objectives, 0)
        said.append(tr("{met} of {total} objectives met", met=met, total=total))
    if exercise.rto_hours is not None:
        said.append(tr("service back after {time}", time=words.deadline_words(exercise.rto_hours)))
    return " · ".join(filter(None, said))


def _inject_kind() -> Kind:
    return Kind(
        table="exercise_inject",
        title=tr("Surprises"),
        columns=(
            Column("wording", tr("Surprise"), lambda row: row.wording),
            Column("observed", tr("What they made of it"), lambda row: row.observed),
        ),
        key="wording",
        blank=lambda: Inject(0, 0, ""),
        add_text=tr("Add"),
        empty=tr("Nothing unexpected is put to those who take part; an exercise without surprises shows little."),
        deleted=lambda _row: tr("Surprise deleted."),
    )


def _action_kind() -> Kind:
    return Kind(
        table="exercise_action",
        title=tr("Actions"),
        columns=(
            Column("wording", tr("What must be done"), lambda row: row.wording),
            Column("owner", tr("Owner"), lambda row: row.owner, width=136),
            _day("due_on", tr("Due on")),
            _day("done_on", tr("Done on")),
        ),
        key="wording",
        blank=lambda: ExerciseAction(0, 0, ""),
        add_text=tr("Add"),
        empty=tr("What the exercise showed must be done, with an owner and a date."),
        deleted=lambda _row: tr("Action deleted."),
    )


def _day(field: str, heading: str) -> Column:
    return Column(
        field, heading, lambda row: formats.day(getattr(row, field)), formats.read_day, echo=echo_day, width=112
    )
