"""What availability means: minutes of downtime, and chains of services. Nothing here is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.analysis.service_levels import (
    allowed_downtime_minutes,
    parallel_availability,
    serial_availability,
)
from outsource_desk.domain.errors import DeskError
from outsource_desk.ui import formats
from outsource_desk.ui.analysis.columns import Columns
from outsource_desk.ui.language import tr
from outsource_desk.ui.models.plain_rows import PlainColumn
from outsource_desk.ui.scoring.evaluators.plain_table import PlainTable
from outsource_desk.ui.theme import L, M, S, TextStyle, scaled
from outsource_desk.ui.widgets.layout import caption, card, column, heading, label, row
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation

LEVELS = (99.0, 99.5, 99.9, 99.95, 99.99)
MONTH, YEAR = 30, 365  # days
AVAILABILITY = "K01"  # in the library
MOST = 12  # parts of a chain
CHAINS = 420  # pixels of the card at the right


class AvailabilityTab(QWidget):
    """A level in minutes, the usual levels beside it, and two chains."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("performance.availability")
        self.level = _field("99.9", "performance.level", tr("Availability in per cent"))
        self.serial = _field("99.9; 99.5; 99.8", "performance.serial", tr("Parts that are all needed"))
        self.parallel = _field("98; 97", "performance.parallel", tr("Alternatives of which one is enough"))
        self._downtime, self._serial, self._parallel = (label("", TextStyle.SECTION, wrap=True) for _ in range(3))
        self.table = PlainTable(
            [
                PlainColumn(tr("Availability"), is_number=True, width=128),
                PlainColumn(tr("Down in a month"), is_number=True),
                PlainColumn(tr("Down in a year"), is_number=True),
            ],
            "performance.levels",
            tr("Downtime that each level allows"),
        )
        self._is_filled = False
        self._build()
        for field in (self.level, self.serial, self.parallel):
            field.textChanged.connect(lambda _text: self._reckon())
        self._reckon()

    def _build(self) -> None:
        level = row(self.level, label("%"), None, gap=S)
        around = caption(tr("Of a service that is promised around the clock; a month has 30 days here."), wrap=True)
        minutes = card(heading(tr("What does a level allow?")), level, self._downtime, around, self.table, gap=M)
        needed = caption(
            tr("Each part in per cent, with semicolons between: the service fails with any of them."), wrap=True
        )
        either = caption(
            tr("Each in per cent: the service fails only if all fail at once, for reasons of their own."), wrap=True
        )
        chain = card(
            heading(tr("One after the other")), needed, self.serial, self._serial,
            heading(tr("Side by side")), either, self.parallel, self._parallel, gap=M,
        )  # fmt: skip
        self.pane = Scroll(column(Columns([minutes], [chain], CHAINS), None, gap=L))
        self.setLayout(column(self.pane, gap=0))

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Begin with the availability that is agreed, once."""
        protection = evaluation.protection
        metrics = protection.performance.metrics if protection is not None else ()
        agreed = next((each.target for each in metrics if each.code == AVAILABILITY and each.unit == "%"), None)
        if agreed is not None and not self._is_filled and 0 <= agreed <= 100:
            self._is_filled = True
            self.level.setText(formats.points(agreed))

    def _reckon(self) -> None:
        level = _shares(self.level.text())
        self._downtime.setText(
            tr("{time} of downtime a month", time=duration(allowed_downtime_minutes(100 * level[0], MONTH)))
            if len(level) == 1
            else tr("Type one number between 0 and 100.")
        )
        self._tell(self._serial, self.serial, serial_availability)
        self._tell(self._parallel, self.parallel, parallel_availability)
        levels = sorted({*LEVELS, *(round(100 * each, 6) for each in level[:1])})
        self.table.show_rows([_level_row(each) for each in levels])
        if len(level) == 1:
            self.table.setCurrentIndex(self.table.rows.index(levels.index(round(100 * level[0], 6)), 0))

    @staticmethod
    def _tell(target: QWidget, field: QLineEdit, result: Callable[[Iterable[float]], float]) -> None:
        parts = _shares(field.text())
        if not 1 <= len(parts) <= MOST:
            said = tr("Type numbers between 0 and 100, with semicolons between.")
        else:
            share = 100 * result(parts)
            time = duration(allowed_downtime_minutes(share, MONTH))
            said = tr(
                "{share} % together: {time} of downtime a month", share=formats.number(share, _places(share)), time=time
            )
        target.setText(said)  # type: ignore[attr-defined] (a label)


def _field(text: str, name: str, accessible_name: str) -> QLineEdit:
    field = QLineEdit(formats_of(text))
    field.setObjectName(name)
    field.setAccessibleName(accessible_name)
    field.setProperty("asks", True)  # nothing is lost with it
    field.setMaximumWidth(scaled(320))
    return field


def formats_of(text: str) -> str:
    """Return numbers with the user's decimal sign."""
    return text.replace(".", formats.locale().decimalPoint())


def _shares(text: str) -> list[float]:
    """Return per cents between semicolons as shares of 1; nothing if one of them is none."""
    try:
        found = [formats.read_number(part) for part in text.split(";") if part.strip()]
    except DeskError:
        return []
    return [each / 100 for each in found] if all(0 <= each <= 100 for each in found) else []


def _level_row(level: float) -> list[str]:
    down = (duration(allowed_downtime_minutes(level, days)) for days in (MONTH, YEAR))
    return [f"{formats.number(level, _places(level))} %", *down]


def _places(value: float) -> int:
    return len(f"{value:.4f}".rstrip("0").partition(".")[2])


def duration(minutes: float) -> str:
    """Return minutes as people say them: 43.2 minutes, 7 h 12 min, 3.7 days."""
    if minutes >= 48 * 60:
        return tr("{count} days", count=formats.number(minutes / 1440, 1))
    if minutes >= 60:
        whole = round(minutes)
        return tr("{hours} h {minutes} min", hours=whole // 60, minutes=whole % 60)
    return tr("{count} minutes", count=formats.points(round(minutes, 2)))
