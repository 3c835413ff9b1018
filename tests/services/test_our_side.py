"""What an initiative knows of our own side: where we are, when we work, how long we can wait."""

from __future__ import annotations

import pytest

from outsource_desk.domain.errors import DeskError, ReversedDatesError
from outsource_desk.services.history import describe_edit, undo
from outsource_desk.services.initiative_fields import LateRecoveryError
from outsource_desk.services.initiatives import add_initiative, find_initiative, update_initiative
from outsource_desk.services.tiering import override_tier


@pytest.fixture
def initiative(desk):
    return add_initiative(desk, "Service desk", currency="EUR", country="de", time_zone="berlin", hours="9:00–17:30")


def test_our_country_zone_and_hours_are_understood_as_people_write_them(desk, initiative):
    found = find_initiative(desk)
    assert (found.country, found.hours.time_zone) == ("DE", "Europe/Berlin")
    assert (found.hours.start, found.hours.end, found.hours.days) == (9, 17.5, "12345")
    update_initiative(desk, initiative, "hours", "22:00 to 6:00")
    update_initiative(desk, initiative, "work_days", "Mon–Sat")
    found = find_initiative(desk)
    assert (found.hours.start, found.hours.end, found.hours.days) == (22, 30, "123456")
    update_initiative(desk, initiative, "hours", "")
    assert not find_initiative(desk).hours.is_known


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("country", "ZZ"),
        ("time_zone", "Atlantis"),
        ("hours", "nine to five"),
        ("work_days", "someday"),
        ("overlap_hours", 25),
        ("overlap_hours", -1),
        ("exit_months", -1),
        ("exit_months", float("nan")),
        ("mtpd_hours", -0.5),
        ("rpo_hours", "soon"),
        ("yearly_value", -1),
        ("yearly_value", 1e18),
        ("tier_override", "T1"),
    ],
)
def test_what_cannot_be_is_refused(desk, initiative, field, value):
    before = find_initiative(desk)
    with pytest.raises(DeskError) as caught:
        update_initiative(desk, initiative, field, value)
    assert caught.value.remedy
    assert find_initiative(desk) == before


@pytest.mark.parametrize("field", ["overlap_hours", "exit_months", "mtpd_hours", "rto_hours", "rpo_hours"])
def test_nothing_is_not_zero(desk, initiative, field):
    assert getattr(find_initiative(desk), field) is None
    update_initiative(desk, initiative, field, 0)
    assert getattr(find_initiative(desk), field) == 0
    update_initiative(desk, initiative, field, None)
    assert getattr(find_initiative(desk), field) is None


def test_the_yearly_value_is_kept_in_the_smallest_unit_and_follows_the_currency(desk, initiative):
    update_initiative(desk, initiative, "yearly_value", 1_250_000.5)
    assert find_initiative(desk).yearly_value == 125_000_050
    update_initiative(desk, initiative, "currency", "JPY")
    assert find_initiative(desk).yearly_value == 1_250_000
    undo(desk)
    with pytest.raises(DeskError, match="no currency"):
        update_initiative(desk, initiative, "currency", "")
    update_initiative(desk, initiative, "yearly_value", None)
    update_initiative(desk, initiative, "currency", "")


def test_a_recovery_cannot_outlast_what_the_business_can_wait(desk, initiative):
    update_initiative(desk, initiative, "mtpd_hours", 24)
    with pytest.raises(LateRecoveryError):
        update_initiative(desk, initiative, "rto_hours", 25)
    update_initiative(desk, initiative, "rto_hours", 24)
    with pytest.raises(LateRecoveryError):
        update_initiative(desk, initiative, "mtpd_hours", 8)


def test_a_fault_from_elsewhere_does_not_lock_the_other_fields(desk, initiative):
    with desk.edit("Spoil"):
        desk.db.conn.execute(
            "UPDATE initiative SET rto_hours = 9, mtpd_hours = 1, decision_date = '2027-01-01', "
            "start_date = '2026-01-01', yearly_value = 5, currency = ''"
        )
    update_initiative(desk, initiative, "aim", "Focus")
    with pytest.raises(ReversedDatesError):
        update_initiative(desk, initiative, "start_date", "2026-02-01")


@pytest.mark.parametrize(
    ("field", "value", "line"),
    [
        ("country", "fr", "our country “DE” → “FR”"),
        ("yearly_value", 120000, "yearly value empty → 120,000.00 EUR"),
        ("overlap_hours", 4, "overlap wanted in hours a day empty → 4"),
        ("exit_months", 6, "months to leave empty → 6"),
        ("mtpd_hours", 72, "tolerable disruption in hours empty → 72"),
        ("rto_hours", 24, "time to recover in hours empty → 24"),
        ("rpo_hours", 1.5, "loss of data in hours empty → 1.5"),
        ("work_days", "Mon–Thu", "working days Mon, Tue, Wed, Thu, Fri → Mon, Tue, Wed, Thu"),
    ],
)
def test_the_history_says_in_words_what_changed_of_our_own_side(desk, initiative, field, value, line):
    update_initiative(desk, initiative, field, value)
    assert describe_edit(desk, desk.journal.revision) == [f"Initiative Service desk: {line}"]


def test_the_history_says_who_set_the_criticality_to_what(desk, initiative):
    override_tier(desk, initiative, "T1", "Payments depend on it")
    assert describe_edit(desk, desk.journal.revision) == [
        "Initiative Service desk: criticality set by hand empty → “critical”",
        "Initiative Service desk: reason of the criticality empty → “Payments depend on it”",
    ]
