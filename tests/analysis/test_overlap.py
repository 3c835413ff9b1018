from datetime import date
from zoneinfo import available_timezones

import pytest

from outsource_desk.analysis.overlap import (
    PlanningOverlap,
    check_dates,
    clock_changes,
    overlap_hours,
    planning_overlap,
    shifts_on,
    usual_overlap,
)
from outsource_desk.domain.dossier import UNKNOWN_HOURS, WorkingHours
from outsource_desk.domain.dossier_errors import BadTimeZoneError, HoursNotKnownError

LONDON = WorkingHours("Europe/London", 9, 17.5)
INDIA = WorkingHours("Asia/Kolkata", 9.5, 18.5)
NEW_YORK = WorkingHours("America/New_York", 9, 17)
WARSAW = WorkingHours("Europe/Warsaw", 9, 17)
EVERY_DAY = "1234567"


@pytest.mark.parametrize(
    ("ours", "theirs", "on", "hours"),
    [
        (LONDON, INDIA, date(2026, 1, 15), 4.0),
        (LONDON, INDIA, date(2026, 7, 15), 5.0),
        (NEW_YORK, WARSAW, date(2026, 1, 15), 2.0),
        (NEW_YORK, WARSAW, date(2026, 3, 18), 3.0),  # America has changed its clocks, Europe has not
        (NEW_YORK, WorkingHours("Asia/Manila", 9, 18), date(2026, 1, 15), 0.0),
        (WorkingHours("America/Los_Angeles", 9, 17), WorkingHours("Asia/Manila", 6, 15), date(2026, 1, 15), 3.0),
    ],
)
def test_the_published_vectors(ours, theirs, on, hours):
    assert overlap_hours(ours, theirs, on) == hours


def test_a_night_shift_meets_the_day_of_the_other_side_of_the_world():
    night = WorkingHours("Asia/Manila", 21, 30)  # until 6 in the morning
    assert overlap_hours(NEW_YORK, night, date(2026, 1, 15)) == 8.0
    assert overlap_hours(night, NEW_YORK, date(2026, 1, 15)) == 8.0


def test_a_day_off_has_no_overlap_on_either_side():
    sunday_to_thursday = WorkingHours("Asia/Jerusalem", 9, 17, "12347")
    assert overlap_hours(LONDON, sunday_to_thursday, date(2026, 1, 16)) == 0  # Friday
    assert overlap_hours(LONDON, sunday_to_thursday, date(2026, 1, 18)) == 0  # Sunday
    assert usual_overlap(LONDON, sunday_to_thursday, date(2026, 1, 16)) == (6.0, 4)


def test_who_works_around_the_clock_overlaps_with_all_of_our_day():
    always = WorkingHours("Asia/Kolkata", 0, 24, EVERY_DAY)
    assert overlap_hours(LONDON, always, date(2026, 1, 15)) == 8.5
    assert overlap_hours(always, always, date(2026, 1, 15)) == 24


def test_the_planning_figure_is_the_smallest_of_the_year():
    assert planning_overlap(LONDON, INDIA, 2026) == PlanningOverlap(4.0, date(2026, 1, 15), 5)
    assert planning_overlap(NEW_YORK, WARSAW, 2026) == PlanningOverlap(2.0, date(2026, 1, 15), 5)
    assert planning_overlap(NEW_YORK, WorkingHours("Asia/Manila", 9, 18), 2026).hours == 0


def test_the_check_dates_follow_the_clocks_of_both_sides():
    assert check_dates(NEW_YORK, WARSAW, 2026) == (
        date(2026, 1, 15), date(2026, 3, 18), date(2026, 4, 8), date(2026, 7, 15), date(2026, 11, 4),
        date(2026, 11, 11),
    )  # fmt: skip
    assert check_dates(INDIA, INDIA, 2026) == (date(2026, 1, 15), date(2026, 7, 15))


def test_clocks_of_the_southern_half_change_too():
    assert clock_changes("Australia/Sydney", 2026) == (date(2026, 4, 5), date(2026, 10, 4))
    sydney = WorkingHours("Australia/Sydney", 9, 17)
    tokyo = WorkingHours("Asia/Tokyo", 9, 17)
    assert planning_overlap(sydney, tokyo, 2026).hours == 6.0  # 7 in their winter


def test_a_check_date_on_a_weekend_speaks_of_the_week_that_follows():
    assert date(2028, 1, 15).isoweekday() == 6
    assert planning_overlap(LONDON, INDIA, 2028) == PlanningOverlap(4.0, date(2028, 1, 15), 5)


def test_sides_that_never_work_on_the_same_day_have_no_overlap():
    weekend = WorkingHours("Europe/London", 9, 17, "67")
    assert planning_overlap(LONDON, weekend, 2026) == PlanningOverlap(0.0, date(2026, 1, 15), 0)


def test_without_hours_nothing_is_claimed():
    with pytest.raises(HoursNotKnownError):
        overlap_hours(LONDON, UNKNOWN_HOURS, date(2026, 1, 15))
    with pytest.raises(HoursNotKnownError):
        planning_overlap(WorkingHours("Europe/London"), INDIA, 2026)


@pytest.mark.parametrize("name", ["Europe/Atlantis", "../../etc/passwd", "/etc/localtime", "Europe", "x\0y"])
def test_a_zone_that_is_none_is_refused(name):
    with pytest.raises(BadTimeZoneError):
        overlap_hours(WorkingHours(name, 9, 17), INDIA, date(2026, 1, 15))


def test_shifts_are_drawn_on_our_day():
    assert shifts_on(INDIA, "Europe/London", date(2026, 1, 15)) == ((4.0, 13.0),)
    night = WorkingHours("America/New_York", 22, 30)
    assert shifts_on(night, "Europe/London", date(2026, 1, 15)) == ((3.0, 11.0),)
    late = WorkingHours("America/Los_Angeles", 14, 22)
    assert shifts_on(late, "Europe/London", date(2026, 1, 15)) == ((0.0, 6.0), (22.0, 24.0))


def test_every_zone_of_the_database_can_be_calculated_with():
    for name in sorted(available_timezones())[::40]:
        assert 0 <= overlap_hours(LONDON, WorkingHours(name, 9, 17), date(2026, 3, 31)) <= 8.5


def test_overlap_is_never_more_than_either_side_works():
    short = WorkingHours("Asia/Kolkata", 12, 13)
    assert planning_overlap(LONDON, short, 2026).hours <= 1
