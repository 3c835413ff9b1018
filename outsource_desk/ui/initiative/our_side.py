"""What an initiative knows of our own side: where we are, when we work, what it is worth, how long we can wait."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from outsource_desk.domain.codes import checked_days, checked_shift, checked_time_zone, time_zones
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import minor_digits
from outsource_desk.domain.initiative import Initiative
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.ui import formats
from outsource_desk.ui.actions import Action
from outsource_desk.ui.initiative.forms import Fields
from outsource_desk.ui.initiative.reading import amount, measured, read_amount
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.theme import M
from outsource_desk.ui.vendors.countries import country_code, echo_country
from outsource_desk.ui.vetting.setup.criticality import TierLine
from outsource_desk.ui.widgets.form import Save
from outsource_desk.ui.widgets.layout import button, column, row

LABEL = 136  # pixels of a label in the narrow column
_DAY = 24  # hours


def our_side_form(save: Save, currency: Callable[[], str]) -> Fields:
    """Return where our own people are, when they work, and what the function is worth; ``currency`` names the money."""
    form = Fields(save, show=SHOW)
    form.add(tr("Our country"), QLineEdit(), "country", help_text=tr("Two letters, such as DE."), echo=echo_country)
    zone = QLineEdit()
    completer = QCompleter(list(time_zones()), zone)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    zone.setCompleter(completer)
    form.add(tr("Time zone"), zone, "time_zone", help_text=tr("Such as Europe/Berlin."), echo=_echo_zone)
    form.add(tr("Working hours"), QLineEdit(), "hours", help_text=tr("Such as 9:00–17:30."), echo=_echo_shift)
    form.add(tr("Working days"), QLineEdit(), "work_days", help_text=tr("Such as Mon–Fri."), echo=_echo_days)
    form.add(
        tr("Overlap wanted"),
        QLineEdit(),
        "overlap_hours",
        unit=tr("hours a day"),
        help_text=tr("Hours in which both sides work, at least."),
    )
    form.add(
        tr("Yearly value"),
        QLineEdit(),
        "yearly_value",
        help_text=tr("What the function costs or will cost in a year."),
        echo=lambda text: _echo_money(text, currency()),
    )
    form.add(
        tr("Leaving takes"),
        QLineEdit(),
        "exit_months",
        unit=tr("months"),
        help_text=tr("From notice until somebody else does the work."),
    )
    return form


def waiting_form(save: Save) -> Fields:
    """Return how long the business can wait after a breakdown."""
    form = Fields(save, label_width=LABEL, show=SHOW)
    hours = tr("hours")
    form.add(
        tr("Tolerable disruption"),
        QLineEdit(),
        "mtpd_hours",
        unit=hours,
        help_text=tr("Beyond it the harm cannot be borne (MTPD)."),
        echo=_echo_hours,
    )
    form.add(
        tr("Recover within"),
        QLineEdit(),
        "rto_hours",
        unit=hours,
        help_text=tr("Target for the time to recover (RTO)."),
        echo=_echo_hours,
    )
    form.add(
        tr("Lose at most"),
        QLineEdit(),
        "rpo_hours",
        unit=hours,
        help_text=tr("Target for the loss of data (RPO)."),
        echo=_echo_hours,
    )
    return form


READ: dict[str, Callable[[str], object]] = {
    "country": lambda text: country_code(text) or text,
    **dict.fromkeys(
        ("overlap_hours", "yearly_value", "exit_months", "mtpd_hours", "rto_hours", "rpo_hours"), read_amount
    ),
}
SHOW: dict[str, Callable[[Initiative], str]] = {
    "time_zone": lambda initiative: initiative.hours.time_zone,
    "hours": lambda initiative: _shift_told(initiative.hours.start, initiative.hours.end),
    "work_days": lambda initiative: days_told(initiative.hours.days),
    "overlap_hours": lambda initiative: amount(initiative.overlap_hours),
    "yearly_value": lambda initiative: _money_told(initiative),
    "exit_months": lambda initiative: amount(initiative.exit_months),
    "mtpd_hours": lambda initiative: amount(initiative.mtpd_hours),
    "rto_hours": lambda initiative: amount(initiative.rto_hours),
    "rpo_hours": lambda initiative: amount(initiative.rpo_hours),
}


class Criticality(QWidget):
    """The tier with its reason, and the way to its eight questions."""

    def __init__(self, ask: Action) -> None:
        super().__init__()
        self._line = TierLine("initiative")
        self._button = button(tr("Answer the questions…"), ask.trigger, name="initiative.criticality")
        self.setLayout(column(self._line, row(self._button, None), gap=M))

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Show what the file holds."""
        self._line.show_evaluation(evaluation)


def days_told(days: str) -> str:
    """Return working days in words: Mon–Fri, or one by one."""
    names = _day_names()
    numbers = [int(day) for day in days]
    if not numbers:
        return ""
    is_run = len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1))
    if is_run:
        return f"{names[numbers[0] - 1]}–{names[numbers[-1] - 1]}"
    return ", ".join(names[number - 1] for number in numbers)


def _day_names() -> list[str]:
    return [tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun")]


def _shift_told(start: float | None, end: float | None) -> str:
    return "" if start is None or end is None else f"{_clock(start)}–{_clock(end)}"


def _clock(hours: float) -> str:
    minutes = round(hours % _DAY * 60) if hours != _DAY else _DAY * 60
    return f"{minutes // 60}:{minutes % 60:02d}"


def _money_told(initiative: Initiative) -> str:
    if initiative.yearly_value is None:
        return ""
    return formats.points(initiative.yearly_value / 10 ** minor_digits(initiative.currency))


def _echo_money(text: str, currency: str) -> str:
    try:
        return f"= {measured(formats.read_number(text), currency)}"
    except DeskError:
        return tr("not a number yet")


def _echo_zone(text: str) -> str:
    try:
        found = checked_time_zone(text)
    except DeskError:
        return tr("no time zone of this name yet")
    return f"= {found}" if found != text.strip() else ""


def _echo_shift(text: str) -> str:
    try:
        start, end = checked_shift(text)
    except DeskError:
        return tr("not working hours yet")
    if start is None or end is None:
        return ""
    said = tr("{hours} hours a day", hours=formats.points(end - start))
    return f"= {said}" if end <= _DAY else tr("= {hours}, until the next day", hours=said)


def _echo_days(text: str) -> str:
    try:
        count = len(checked_days(text))
    except DeskError:
        return tr("no days of the week yet")
    return "= " + tr_n(count, "{count} day a week", "{count} days a week")


def _echo_hours(text: str) -> str:
    """Say long times in days."""
    try:
        hours = formats.read_number(text)
    except DeskError:
        return tr("not a number yet")
    if hours < _DAY:
        return ""
    days = hours / _DAY
    return "= " + (
        tr_n(1, "{count} day", "{count} days") if days == 1 else tr("{days} days", days=formats.points(days))
    )
