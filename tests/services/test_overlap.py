from dataclasses import replace
from datetime import date

import pytest

from outsource_desk.domain.dossier import UNKNOWN_HOURS, Dossier, Purpose, Site, WorkingHours
from outsource_desk.domain.initiative import Initiative, OutsourcingType
from outsource_desk.services.overlap import (
    best_overlap,
    hours_words,
    needed_overlap,
    overlap_words,
    planning_year,
    site_overlap,
    site_overlaps,
    unknown_words,
)

LONDON = WorkingHours("Europe/London", 9, 17.5)
PUNE = Site(1, 1, "Pune", hours=WorkingHours("Asia/Kolkata", 9.5, 18.5), purposes=(Purpose.DELIVERY,))
CRACOW = Site(2, 1, "Cracow", hours=WorkingHours("Europe/Warsaw", 9, 17), purposes=(Purpose.SUPPORT,))
MANILA = Site(3, 1, "Manila", hours=WorkingHours("Asia/Manila", 9, 17))
SOMEWHERE = Site(4, 1, "Somewhere")


def test_a_site_shares_less_of_our_day_in_winter():
    found = site_overlap(LONDON, PUNE, 2026)
    assert found is not None
    assert (found.planning.hours, found.planning.on) == (4.0, date(2026, 1, 15))
    assert (found.winter, found.summer) == (4.0, 5.0)
    assert found.is_enough(4)
    assert not found.is_enough(4.5)


def test_only_sites_whose_hours_are_known_are_compared():
    dossier = Dossier(1, sites=(PUNE, SOMEWHERE, MANILA))
    assert [each.site.name for each in site_overlaps(LONDON, dossier, 2026)] == ["Pune", "Manila"]
    assert site_overlaps(UNKNOWN_HOURS, dossier, 2026) == ()
    lost = replace(PUNE, hours=WorkingHours("Europe/Atlantis", 9, 17))  # from a machine that knows more zones
    assert site_overlap(LONDON, lost, 2026) is None


def test_the_best_site_is_one_that_delivers():
    best = best_overlap(LONDON, Dossier(1, sites=(PUNE, CRACOW)), 2026)
    assert best is not None
    assert best.site is PUNE
    best = best_overlap(LONDON, Dossier(1, sites=(CRACOW, MANILA)), 2026)
    assert best is not None
    assert best.site is CRACOW  # none is marked for delivery
    unknown = replace(SOMEWHERE, purposes=(Purpose.DELIVERY,))
    assert best_overlap(LONDON, Dossier(1, sites=(CRACOW, unknown)), 2026) is None


def test_four_hours_are_needed_unless_the_initiative_says_otherwise():
    initiative = Initiative(1, "Desk", OutsourcingType.ITO)
    assert needed_overlap(initiative) == 4
    assert needed_overlap(replace(initiative, overlap_hours=0.0)) == 0


def test_hours_are_judged_for_the_year_of_the_start_or_else_for_this_one():
    initiative = Initiative(1, "Desk", OutsourcingType.ITO)
    assert planning_year(initiative, "2026-12-31") == 2026
    assert planning_year(replace(initiative, start_date="2027-01-01"), "2026-12-31") == 2027


@pytest.mark.parametrize(
    ("site", "needed", "words"),
    [
        (PUNE, 4, "Pune and we share at least 4 hours a day, least around 15 January 2026; 4 hours are needed."),
        (PUNE, 5, "Pune and we share only 4 hours a day around 15 January 2026; 5 hours are needed."),
        (CRACOW, 4, "Cracow and we share 7 hours a day all year round; 4 hours are needed."),
        (MANILA, 4, "Manila and we never work at the same time; 4 hours a day are needed."),
    ],
)
def test_a_sentence_says_what_can_be_counted_on(site, needed, words):
    found = site_overlap(LONDON, site, 2026)
    assert found is not None
    said = overlap_words(found, needed)
    assert said.replace("\N{NO-BREAK SPACE}", " ") == words


def test_what_is_missing_is_said():
    assert unknown_words(UNKNOWN_HOURS, [PUNE]).startswith("Our own working hours are not known")
    assert unknown_words(LONDON, [PUNE, SOMEWHERE]) == "Time zone or working hours are missing for 1 site."
    assert unknown_words(LONDON, [PUNE]) == ""


def test_hours_are_said_as_people_say_them():
    assert [hours_words(hours) for hours in (1, 2.5, 4.0)] == ["1 hour", "2.5 hours", "4 hours"]
