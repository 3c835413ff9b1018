"""The calendar on the command line."""

from __future__ import annotations

import pytest
from icalendar import Calendar

from outsource_desk.cli import main
from outsource_desk.services.desk import create_desk
from tests.protection_desk import protected_case


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "plan.odesk"
    with create_desk(path, author="Analyst") as desk:
        protected_case(desk)
    return path


def uids(out) -> set[str]:
    return {str(event["UID"]) for event in Calendar.from_ical(out.read_bytes()).walk("VEVENT")}


def test_what_is_due_is_written_with_the_same_identities_each_time(path, tmp_path, capsys):
    out = tmp_path / "due.ics"
    assert main(["calendar", str(path), str(out)]) == 0
    first = uids(out)
    assert f"with {len(first)} events." in capsys.readouterr().out
    assert main(["calendar", str(path), str(out), "--initiative", "Application support"]) == 0
    assert uids(out) == first


def test_events_of_another_file_have_other_identities(path, tmp_path):
    other = tmp_path / "other.odesk"
    with create_desk(other, author="Somebody else") as desk:
        protected_case(desk)
    for each in (path, other):
        assert main(["calendar", str(each), str(each.with_suffix(".ics"))]) == 0
    assert uids(path.with_suffix(".ics")).isdisjoint(uids(other.with_suffix(".ics")))


@pytest.mark.parametrize(
    ("name", "why"), [("due.txt", "must end in .ics"), ("nowhere/due.ics", "the folder does not exist")]
)
def test_a_calendar_that_cannot_be_written_is_refused(path, tmp_path, capsys, name, why):
    assert main(["calendar", str(path), str(tmp_path / name)]) == 1
    assert why in capsys.readouterr().err
