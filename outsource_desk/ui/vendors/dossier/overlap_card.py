"""How many hours each site works at the same time as we do: a sentence and a picture of a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from outsource_desk.analysis.overlap import MID_MONTH, Span, shifts_on
from outsource_desk.domain.dossier import Dossier, WorkingHours
from outsource_desk.services.overlap import (
    SiteOverlap,
    best_overlap,
    hours_words,
    needed_overlap,
    overlap_words,
    planning_year,
    site_overlaps,
    unknown_words,
)
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import L, M, S, TextStyle
from outsource_desk.ui.vendors.dossier.day_bars import DayBars, Season
from outsource_desk.ui.vendors.dossier.words import today
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.layout import caption, clear, column, heading, holder, label, link, row

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Page

JANUARY, JULY = 1, 7


class OverlapCard(QWidget):
    """Says for each site what it shares of our working day, and what is missing for that to be known."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._told = label("", wrap=True)
        self._told.setObjectName("overlap.told")
        self._note = caption("", wrap=True)
        self._note.setObjectName("overlap.note")
        self._link = link(tr("Enter our working hours"), self._show_initiative, "overlap.hours")
        self._sites: QVBoxLayout = column(gap=L)
        body = (heading(tr("Hours worked together")), self._told, self._sites, self._note, row(self._link, None))
        self.setLayout(column(*body, gap=M))

    def show_dossier(self, dossier: Dossier) -> None:
        """Show what the sites of a dossier share with the people of the present initiative."""
        clear(self._sites)
        initiative = self._page.session.initiative
        ours = initiative.hours if initiative else WorkingHours()
        self.setVisible(bool(dossier.sites) and initiative is not None)
        if initiative is None:
            return
        year, needed = planning_year(initiative, today()), needed_overlap(initiative)
        best = best_overlap(ours, dossier, year)
        self._told.setText(say(overlap_words(best, needed)) if best else "")
        self._told.setVisible(best is not None)
        for overlap in site_overlaps(ours, dossier, year):
            self._sites.addWidget(_line(overlap, ours, needed, year))
        missing = say(unknown_words(ours, dossier.sites))
        legend = tr("Above our hours, below theirs, in our time; blue where both work.") if best else ""
        self._note.setText(" ".join(filter(None, (legend, missing))))
        self._note.setVisible(bool(self._note.text()))
        self._link.setVisible(not ours.is_known)

    def _show_initiative(self) -> None:
        self._page.go(Place("initiative"))


def _line(overlap: SiteOverlap, ours: WorkingHours, needed: float, year: int) -> QWidget:
    is_enough = overlap.is_enough(needed)
    said = say(hours_words(overlap.planning.hours))
    chip = Chip(said, "good" if is_enough else "warn" if overlap.planning.hours else "bad")
    name = label(overlap.site.name, TextStyle.STRONG, wrap=True)
    head = row(name, chip, gap=S)
    head.setStretch(0, 1)
    seasons = [
        _season(tr("Winter"), ours, overlap.site.hours, date(year, JANUARY, MID_MONTH), overlap.winter),
        _season(tr("Summer"), ours, overlap.site.hours, date(year, JULY, MID_MONTH), overlap.summer),
    ]
    return holder(column(head, DayBars(seasons, overlap.site.name), gap=S))


def _season(name: str, ours: WorkingHours, theirs: WorkingHours, on: date, hours: float) -> Season:
    day = _working_day(ours, theirs, on)
    return Season(name, _spans(ours, ours, day), _spans(theirs, ours, day), say(hours_words(hours)))


def _working_day(ours: WorkingHours, theirs: WorkingHours, on: date) -> date:
    """Return the first day from a date on which both sides work, or else on which we do, or that date."""
    week = [on + timedelta(days=ahead) for ahead in range(7)]
    our_days = [day for day in week if str(day.isoweekday()) in ours.days]
    shared = [day for day in our_days if str(day.isoweekday()) in theirs.days]
    # not the first day after a day off, to which a shift over midnight would be missing
    settled = [day for day in shared if day - timedelta(days=1) in shared]
    return next(iter([*settled, *shared, *our_days, on]))


def _spans(hours: WorkingHours, ours: WorkingHours, on: date) -> tuple[Span, ...]:
    return shifts_on(hours, ours.time_zone, on)
