"""The forms of the initiative page: the decision, its scope and its dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QLineEdit

from outsource_desk.domain.initiative import Initiative
from outsource_desk.services.progress import PAPER_FIELDS
from outsource_desk.ui import formats
from outsource_desk.ui.initiative.reading import amount, echo_day, echo_term, kinds, read_amount
from outsource_desk.ui.language import tr
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.form import Form, Save
from outsource_desk.ui.widgets.paragraph import Paragraph

PREFIX = "initiative."  # of the fields' object names

# field → how it is read and how it is shown, where that is not the text itself
READ: dict[str, Callable[[str], object]] = {
    "outsourcing_type": lambda text: text or None,
    "term_months": read_amount,
    "start_date": formats.read_day,
    "decision_date": formats.read_day,
}
SHOW: dict[str, Callable[[Initiative], str]] = {
    "outsourcing_type": lambda initiative: str(initiative.outsourcing_type or ""),
    "term_months": lambda initiative: amount(initiative.term_months),
    "start_date": lambda initiative: formats.day(initiative.start_date),
    "decision_date": lambda initiative: formats.day(initiative.decision_date),
}


class Fields(Form):
    """A form whose fields are fields of the initiative."""

    def __init__(
        self, save: Save, *, label_width: int = 200, show: Mapping[str, Callable[[Initiative], str]] = SHOW
    ) -> None:
        super().__init__(lambda name, text: save(name.removeprefix(PREFIX), text), label_width=label_width)
        self._show = show
        self._fields: list[str] = []

    def add(self, text: str, field, name: str, **options):
        """Add a field of the initiative; it says whether the board paper needs it."""
        self._fields.append(name)
        return self.add_row(text, field, name=PREFIX + name, required=name in PAPER_FIELDS, **options)

    def show_initiative(self, initiative: Initiative) -> None:
        """Show what the file holds."""
        self.show_subject(initiative.id)
        for name in self._fields:
            shown = self._show[name](initiative) if name in self._show else str(getattr(initiative, name))
            self.show_value(PREFIX + name, shown)


def decision_form(save: Save) -> Fields:
    """Return what is put to the board, by whom and about what."""
    form = Fields(save)
    form.add(tr("Name"), QLineEdit(), "name")
    form.add(
        tr("Question to the board"),
        Paragraph(),
        "question",
        help_text=tr("One sentence; the board paper opens with it."),
    )
    form.add(tr("Type"), choice(kinds()), "outsourcing_type")
    form.add(tr("Organisation"), QLineEdit(), "organisation", help_text=tr("Who decides, as printed on the paper."))
    form.add(tr("Function"), QLineEdit(), "function_name")
    form.add(tr("Owner"), QLineEdit(), "owner", help_text=tr("The office that answers for the decision."))
    form.add(tr("Classification"), QLineEdit(), "classification")
    return form


def scope_form(save: Save) -> Fields:
    """Return what is handed over, for how long and in which money."""
    form = Fields(save)
    form.add(tr("Aim"), Paragraph(), "aim", help_text=tr("What the outsourcing is to achieve."))
    form.add(tr("Scope"), Paragraph(3), "scope", help_text=tr("What is handed over, and what stays."))
    form.add(tr("Term"), QLineEdit(), "term_months", unit=tr("months"), echo=echo_term)
    form.add(tr("Currency"), QLineEdit(), "currency", help_text=tr("Three letters, such as EUR."), echo=echo_currency)
    return form


def dates_form(save: Save) -> Fields:
    """Return when it is decided and when it starts."""
    form = Fields(save, label_width=120)
    form.add(tr("Decision"), QLineEdit(), "decision_date", echo=echo_day)
    form.add(tr("Start"), QLineEdit(), "start_date", echo=echo_day)
    return form


def echo_currency(text: str) -> str:
    """Show an amount in the currency that is being typed."""
    code = text.strip().upper()
    return tr("Amounts read {amount}", amount=formats.money(1_250_000, code)) if len(code) == 3 else ""
