"""How many hours a vendor works at the same time as we do, and what to say of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from outsource_desk.analysis.overlap import MID_MONTH, PlanningOverlap, planning_overlap, usual_overlap
from outsource_desk.domain.dossier import Purpose
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import counted, day, plain

if TYPE_CHECKING:
    from outsource_desk.domain.dossier import Dossier, Site, WorkingHours
    from outsource_desk.domain.initiative import Initiative

USUAL_NEED = 4.0  # hours a day, where the initiative names none


@dataclass(frozen=True)
class SiteOverlap:
    """What one site shares of our day; all in hours of one working day."""

    site: Site
    planning: PlanningOverlap  # the smallest of the year
    winter: float  # in mid January
    summer: float  # in mid July

    def is_enough(self, needed: float) -> bool:
        """Tell whether the site shares as many hours as are needed, all year round."""
        return self.planning.hours >= needed - 1e-9


def needed_overlap(initiative: Initiative) -> float:
    """Return how many hours a day both sides must work at the same time; 4 unless the initiative says otherwise."""
    return USUAL_NEED if initiative.overlap_hours is None else initiative.overlap_hours


def planning_year(initiative: Initiative, on: str) -> int:
    """Return for which year hours worked together are judged: that of the start, or of a day while none is planned.

    Args:
        initiative: whose people work with the vendor.
        on: YYYY-MM-DD; the day on which everything else is judged.
    """
    return date.fromisoformat(initiative.start_date or on).year


def site_overlap(ours: WorkingHours, site: Site, year: int) -> SiteOverlap | None:
    """Return what a site shares of our day; nothing where hours or time zone of one side are not known."""
    if not (ours.is_known and site.hours.is_known):
        return None
    try:
        planning = planning_overlap(ours, site.hours, year)
        seasons = (usual_overlap(ours, site.hours, date(year, month, MID_MONTH))[0] for month in (1, 7))
        return SiteOverlap(site, planning, *seasons)
    except DeskError:  # a zone that this machine's database of time zones does not know
        return None


def site_overlaps(ours: WorkingHours, dossier: Dossier, year: int) -> tuple[SiteOverlap, ...]:
    """Return what each site whose hours are known shares of our day, in the order of the dossier."""
    found = (site_overlap(ours, site, year) for site in dossier.sites)
    return tuple(each for each in found if each is not None)


def best_overlap(ours: WorkingHours, dossier: Dossier, year: int) -> SiteOverlap | None:
    """Return the site that delivers and shares most of our day; nothing where none is known.

    Sites that are marked for delivery count; where none is marked, every site does.
    """
    found = site_overlaps(ours, dossier, year)
    delivering = [each for each in found if Purpose.DELIVERY in each.site.purposes]
    is_marked = any(Purpose.DELIVERY in site.purposes for site in dossier.sites)
    return max(delivering if is_marked else found, key=lambda each: each.planning.hours, default=None)


def overlap_words(overlap: SiteOverlap, needed: float) -> str:
    """Return one sentence: what can be counted on, when it is least, and whether that is enough."""
    hours = hours_words(overlap.planning.hours)
    site, on, wanted = overlap.site.name, day(overlap.planning.on.isoformat()), hours_words(needed)
    if overlap.planning.hours == 0:
        return f"{site} and we never work at the same time; {wanted} a day are needed."
    if not overlap.is_enough(needed):
        return f"{site} and we share only {hours} a day around {on}; {wanted} are needed."
    if overlap.winter == overlap.summer == overlap.planning.hours:
        return f"{site} and we share {hours} a day all year round; {wanted} are needed."
    return f"{site} and we share at least {hours} a day, least around {on}; {wanted} are needed."


def unknown_words(ours: WorkingHours, sites: Iterable[Site]) -> str:
    """Return what is missing for hours worked together to be known; empty if nothing is."""
    if not ours.is_known:
        return "Our own working hours are not known, so nobody can say how many hours a day we work at the same time."
    missing = [site.name for site in sites if not site.hours.is_known]
    if missing:
        return f"Time zone or working hours are missing for {counted(len(missing), 'site')}."
    return ""


def hours_words(hours: float) -> str:
    """Return a length of time in words: ``4 hours``, ``1 hour``, ``2.5 hours``."""
    return "1 hour" if hours == 1 else f"{plain(round(hours, 2))} hours"
