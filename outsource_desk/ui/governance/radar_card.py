"""The days on which notice must be given and contracts end, the nearest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from outsource_desk.services.contracts import Blip, Milestone
from outsource_desk.ui import formats
from outsource_desk.ui.governance import words
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.theme import L, M, S, TextStyle
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.layout import caption, clear, column, heading, holder, label, row

MOST = 6
MONTH, YEAR = 30.4, 365.25  # days
IN_DAYS, IN_MONTHS = 120, 30  # so many days are told in days, so many months in months


class RadarCard(QWidget):
    """One line for each day: what, with whom, when, and in how many days."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("contract.radar")
        self._lines = column(gap=S)
        self.setLayout(column(heading(tr("Notice and renewal")), self._lines, gap=M))

    def show_radar(self, blips: Sequence[Blip]) -> None:
        """Show these days."""
        clear(self._lines)
        for blip in blips[:MOST]:
            self._lines.addWidget(_line(blip))


def _line(blip: Blip) -> QWidget:
    what = label(words.milestones()[blip.milestone], TextStyle.STRONG, wrap=True)
    told = holder(column(what, caption(blip.name, wrap=True), gap=0))
    line = row(told, label(formats.day(blip.on)), Chip(_days(blip.days), _tone(blip)), gap=L)
    line.setStretch(0, 1)
    return holder(line)


def _days(days: int) -> str:
    if days == 0:
        return tr("Today")
    if days < 0:
        return tr_n(-days, "{count} day ago", "{count} days ago")
    if days > IN_MONTHS * MONTH:
        years = round(days / YEAR)
        return tr_n(years, "in {count} year", "in {count} years")
    if days > IN_DAYS:
        months = round(days / MONTH)
        return tr_n(months, "in {count} month", "in {count} months")
    return tr_n(days, "in {count} day", "in {count} days")


def _tone(blip: Blip) -> str:
    if blip.days < 0:
        return "bad" if blip.milestone is Milestone.NOTICE else "quiet"
    return "warn" if blip.is_near else "good"
