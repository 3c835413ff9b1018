"""What every exit plan must state: who leads it, how hard it is, and the times that the clock counts against."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.charts.times import days_words
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.leaving import ExitFacts
from outsource_desk.services.records import update_record
from outsource_desk.ui import formats
from outsource_desk.ui.initiative.reading import echo_day, read_amount
from outsource_desk.ui.language import tr
from outsource_desk.ui.leaving.tab import ExitTab
from outsource_desk.ui.leaving.words import (
    number_words,
    read_factor,
    reintegrations,
    substitutabilities,
)
from outsource_desk.ui.places import Place
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.theme import L, M, S
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.choice import choice, options
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import caption, card, column, heading, link, row
from outsource_desk.ui.widgets.paragraph import Paragraph
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page

PREFIX = "exit."
_READ: dict[str, Callable[[str], object]] = {
    "started_on": formats.read_day,
    "ends_on": formats.read_day,
    "data_gb": read_amount,
    "transition_days": read_amount,
    "tolerance_days": read_amount,
    "stress_factor": read_factor,
}
_SHOW: dict[str, Callable[[ExitFacts], str]] = {
    "started_on": lambda facts: formats.day(facts.started_on),
    "ends_on": lambda facts: formats.day(facts.ends_on),
    "data_gb": lambda facts: number_words(facts.data_gb),
    "transition_days": lambda facts: number_words(facts.transition_days),
    "tolerance_days": lambda facts: number_words(facts.tolerance_days),
    "stress_factor": lambda facts: number_words(facts.stress_factor),
    "reintegration": lambda facts: str(facts.reintegration or ""),
    "substitutability": lambda facts: str(facts.substitutability or ""),
}


class PlanTab(ExitTab):
    """The facts, in three groups."""

    KEY = "plan"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._facts: ExitFacts | None = None
        self.forms = (self._build_people(), self._build_times(), self._build_exit())
        contract = row(
            caption(tr("Notice and exit assistance are those of the contract.")),
            link(tr("Open the contract"), lambda: page.go(Place("governance", field="contract")), name="exit.contract"),
            None,
            gap=M,
        )
        titles = tr("Who, and how hard"), tr("Times"), tr("Once it is decided to leave")
        cards = [card(heading(title), form, gap=M) for title, form in zip(titles, self.forms, strict=True)]
        cards[1].layout().addLayout(contract)  # type: ignore[union-attr] (a card has a layout)
        self._scroll = Scroll(column(*cards, None, gap=L, margins=(0, 0, S, 0)))
        self.setLayout(column(self._scroll, gap=0))

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:
        del ranking
        self._facts = evaluation.protection.leaving.facts if evaluation.protection else None
        for form in self.forms:
            form.set_read_only(bool(why_read_only(self.session)))
            if self._facts is None:
                continue
            form.show_subject(self._facts.id)
            for name in form.names:
                field = name.removeprefix(PREFIX)
                shown = _SHOW[field](self._facts) if field in _SHOW else str(getattr(self._facts, field))
                form.show_value(name, shown)

    def first_focus(self) -> QWidget | None:
        return self.forms[0].field(f"{PREFIX}owner")

    def reveal(self, place: Place) -> None:
        for form in self.forms:
            if PREFIX + place.field in form.names:
                field = form.field(PREFIX + place.field)
                self._scroll.ensureWidgetVisible(field)
                field.setFocus()

    def leave(self) -> None:
        for form in self.forms:
            form.commit()

    def _build_people(self) -> Form:
        form = Form(self._save, label_width=200)
        form.add_row(tr("Owner of the exit"), QLineEdit(), name=f"{PREFIX}owner", help_text=tr("On our side."))
        form.add_row(tr("Owner at the provider"), QLineEdit(), name=f"{PREFIX}provider_owner")
        form.add_row(
            tr("Bringing it back in-house"),
            choice(options(reintegrations(), none=tr("Not said yet"))),
            name=f"{PREFIX}reintegration",
        )
        form.add_row(
            tr("Replacing the provider"),
            choice(options(substitutabilities(), none=tr("Not said yet"))),
            name=f"{PREFIX}substitutability",
        )
        form.add_row(tr("Data to move"), QLineEdit(), name=f"{PREFIX}data_gb", unit="GB")
        return form

    def _build_times(self) -> Form:
        form = Form(self._save, label_width=200)
        days = tr("days")
        form.add_row(
            tr("Leaving can be borne for"),
            QLineEdit(),
            name=f"{PREFIX}tolerance_days",
            unit=days,
            help_text=tr("After a failure, on fallbacks, until somebody else does the work for good."),
            echo=_echo_days,
        )
        form.add_row(
            tr("Transition in"),
            QLineEdit(),
            name=f"{PREFIX}transition_days",
            unit=days,
            help_text=tr("That it took or is planned to take; an exit that is faster is hard to believe."),
            echo=_echo_days,
        )
        form.add_row(
            tr("Unplanned takes"),
            QLineEdit(),
            name=f"{PREFIX}stress_factor",
            unit=tr("times as long"),
            help_text=tr("For tasks of the runbook without days of their own for an unplanned exit."),
        )
        return form

    def _build_exit(self) -> Form:
        form = Form(self._save, label_width=200)
        form.add_row(tr("Reason for leaving"), Paragraph(), name=f"{PREFIX}reason")
        form.add_row(tr("Begins"), QLineEdit(), name=f"{PREFIX}started_on", echo=echo_day)
        form.add_row(
            tr("End of service (T)"),
            QLineEdit(),
            name=f"{PREFIX}ends_on",
            help_text=tr("The checklist counts its days from it."),
            echo=echo_day,
        )
        return form

    def _save(self, name: str, text: str) -> None:
        field = name.removeprefix(PREFIX)
        if self._facts is not None:
            read = _READ.get(field, str)
            self.session.try_act(update_record, "exit_plan", self._facts.id, field, read(text))


def _echo_days(text: str) -> str:
    """Say long times in months."""
    try:
        days = formats.read_number(text)
    except DeskError:
        return tr("not a number yet")
    return f"= {days_words(days, screen_speech())}" if days >= 60 else ""
