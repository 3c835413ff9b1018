from __future__ import annotations

from datetime import date

import pytest
from icalendar import Calendar

from outsource_desk.domain.days import days_after, months_after, next_meeting
from outsource_desk.domain.governance import Audit, Auditor, AuditPlan, Cadence
from outsource_desk.services.audits import next_audit
from outsource_desk.services.calendar import Due, DueKind, due_dates, people_of
from outsource_desk.services.ics import to_ics
from outsource_desk.services.ranking import ranking_of
from outsource_desk.services.records import add_record, update_record
from tests.protection_desk import days_on, decided_case, protected_case

STAMP = "2026-03-01T08:30:00Z"


@pytest.fixture
def case(desk):
    return protected_case(desk)


def dues_of(case):
    evaluation = case.evaluation
    return due_dates(evaluation, ranking_of(evaluation))


def test_a_month_after_the_last_of_january_is_the_last_of_february():
    assert months_after("2026-01-31", 1) == "2026-02-28"
    assert months_after("2026-11-30", 3) == "2027-02-28"
    assert days_after("2026-03-01", -1) == "2026-02-28"
    assert months_after("9999-12-31", 1) == "9999-12-31"


@pytest.mark.parametrize(
    ("cadence", "first", "as_of", "next_on"),
    [
        (Cadence.WEEKLY, "2026-01-05", "2026-01-05", "2026-01-05"),
        (Cadence.WEEKLY, "2026-01-05", "2026-01-06", "2026-01-12"),
        (Cadence.BIWEEKLY, "2026-01-05", "2026-01-13", "2026-01-19"),
        (Cadence.DAILY, "2026-01-05", "2026-01-10", "2026-01-12"),  # a Saturday becomes the Monday after it
        (Cadence.MONTHLY, "2026-01-31", "2026-02-01", "2026-02-28"),
        (Cadence.MONTHLY, "2026-01-31", "2026-03-01", "2026-03-31"),
        (Cadence.QUARTERLY, "2026-01-15", "2026-04-16", "2026-07-15"),
        (Cadence.YEARLY, "2024-02-29", "2025-01-01", "2025-02-28"),
        (Cadence.YEARLY, "2027-02-01", "2026-01-01", "2027-02-01"),  # not begun yet
    ],
)
def test_a_forum_meets_next_as_its_rhythm_says(cadence, first, as_of, next_on):
    assert next_meeting(first, cadence, as_of) == next_on


def test_an_audit_is_due_its_interval_after_the_last_one_of_ours():
    plan = AuditPlan(1, 1, "Security", every_months=12, starts_on="2025-01-01")
    assert next_audit(plan, "2026-02-01") == "2026-01-01"
    shown = Audit(1, 1, "2025-06-30", Auditor.VENDOR_CERTIFICATE)
    ours = Audit(2, 1, "2025-05-31", Auditor.JOINT)
    assert next_audit(AuditPlan(1, 1, "S", every_months=12, audits=(shown, ours)), "2026-02-01") == "2026-05-31"
    assert next_audit(AuditPlan(1, 1, "S", every_months=12), "2026-02-01") is None
    assert next_audit(AuditPlan(1, 1, "S", starts_on="2025-01-01"), "2026-02-01") is None


def test_all_areas_are_in_the_calendar_and_the_overdue_come_first(case):
    dues = dues_of(case)
    assert {each.kind for each in dues} >= {
        DueKind.MITIGATION, DueKind.RISK_REVIEW, DueKind.ACCEPTANCE, DueKind.TRIGGER_CHECK, DueKind.PLAN_REVIEW,
        DueKind.EXERCISE, DueKind.EXERCISE_ACTION, DueKind.EXIT_ITEM, DueKind.AUDIT, DueKind.FINDING, DueKind.FORUM,
        DueKind.NOTICE, DueKind.RENEWAL,
    }  # fmt: skip
    assert [each.on for each in dues] == sorted(each.on for each in dues)
    overdue = [each for each in dues if each.is_overdue(case.evaluation.protection.as_of)]
    assert overdue == list(dues[: len(overdue)])
    assert {each.what for each in overdue} >= {"Shared administrator account", "Put the telephone list on paper"}
    assert len({each.key for each in dues}) == len(dues)


def test_what_is_settled_is_not_due(case):
    told = {each.what for each in dues_of(case)}
    assert "Communication protocol with playback" not in told  # implemented
    assert "Yearly penetration test by a firm of ours" in told


def test_notice_is_due_its_days_before_the_end(case):
    notice = next(each for each in dues_of(case) if each.kind is DueKind.NOTICE)
    assert (notice.on, notice.what, notice.about) == (days_on(1010), "FH-2027-014", "Alder")


def test_roles_are_told_by_who_holds_them(case):
    item = next(each for each in dues_of(case) if each.kind is DueKind.EXIT_ITEM)
    assert item.who == "Tom Reyes"
    assert "Tom Reyes" in people_of(dues_of(case))
    assert not any("_" in each.who for each in dues_of(case))


def test_a_reading_is_a_look_at_the_sign_that_watches_its_metric(case):
    scenario = case.evaluation.protection.contingency.scenarios[0]
    sign = add_record(
        case.desk, "scenario_trigger", scenario.id, wording="Outages", threshold=99, comparison="<=", check_days=31,
        metric_id=case.metrics["K01"],
    )  # fmt: skip
    metric = next(each for each in case.evaluation.protection.performance.metrics if each.id == case.metrics["K01"])
    found = next(each for each in dues_of(case) if (each.thing, each.id) == ("scenario_trigger", sign))
    assert found.on == days_after(metric.readings[-1].ends_on, 31)


def test_a_finding_that_failed_its_retest_is_due_again(case):
    finding = case.evaluation.protection.governance.audit_plans[0].audits[0].findings[0]
    update_record(case.desk, "finding", finding.id, "closed_on", days_on(-1))
    assert DueKind.FINDING not in {each.kind for each in dues_of(case)}
    update_record(case.desk, "finding", finding.id, "retest", "failed")
    assert DueKind.FINDING in {each.kind for each in dues_of(case)}


def test_items_around_the_end_of_service_are_due_once_it_is_known(case):
    assert not [each for each in dues_of(case) if each.what.startswith("Deletion certificate")]
    plan = case.evaluation.protection.leaving.facts
    update_record(case.desk, "exit_plan", plan.id, "ends_on", days_on(100))
    found = next(each for each in dues_of(case) if each.what.startswith("Deletion certificate"))
    assert found.on == days_on(130)


def test_nothing_but_the_dates_of_the_initiative_is_due_before_anything_has_begun(desk):
    assert dues_of(decided_case(desk)) == ()


def test_certificates_of_those_who_may_be_chosen_are_due(desk):
    case = decided_case(desk)
    with desk.edit("Vet"):
        case.insert("questionnaire", title="Vetting")
    for vendor_id, name in desk.connection.execute("SELECT id, name FROM vendor").fetchall():
        add_record(desk, "certificate", vendor_id, scheme=f"ISO of {name}", expires=days_on(9))
    assert {each.what for each in dues_of(case)} == {"ISO of Alder", "ISO of Birch", "ISO of Dogwood"}
    add_record(desk, "decision", case.initiative, candidate_id=case.candidates["Alder"])
    assert {each.what for each in dues_of(case)} == {"ISO of Alder"}


def test_another_calendar_reads_what_is_due(case):
    dues = dues_of(case)
    events = Calendar.from_ical(to_ics(dues, STAMP, "Application support", "f00d")).walk("VEVENT")
    assert len(events) == len(dues)
    for due, event in zip(dues, events, strict=True):
        assert event["UID"] == f"{due.key}-f00d@outsource-desk"
        assert event.decoded("DTSTART") == date.fromisoformat(due.on)
        assert event.decoded("DTEND").toordinal() - event.decoded("DTSTART").toordinal() == 1
        assert str(event["SUMMARY"]) == f"{due.kind.value}: {due.what}"


def test_text_survives_the_calendar_whatever_it_holds():
    what = "Ask; tell, “show” \\ then\nreport: " + "Prüfung der Übergabe 🙂 " * 8
    content = to_ics([Due("2026-05-04", DueKind.GAP, what, "Ana, Legal", "vetting", "gap", 7)], STAMP, "Straße; A, B")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    read = Calendar.from_ical(content)
    event = read.walk("VEVENT")[0]
    assert str(event["SUMMARY"]) == f"Gap: {what}"
    assert str(event["DESCRIPTION"]) == "Ana, Legal"
    assert "X-WR-CALNAME:Straße\\; A\\, B".encode() in content


def test_events_keep_their_identity_when_their_day_moves():
    first = Due("2026-05-04", DueKind.AUDIT, "Security", "", "governance", "audit_plan", 3)
    later = Due("2027-05-04", DueKind.AUDIT, "Security audit", "Anna", "governance", "audit_plan", 3)
    assert first.key == later.key == "audit_plan-3"
    assert to_ics([first], STAMP) == to_ics([first], STAMP)


@pytest.mark.parametrize(
    ("cadence", "rule"),
    [
        (Cadence.DAILY, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        (Cadence.QUARTERLY, "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
        (Cadence.YEARLY, "FREQ=YEARLY"),
    ],
)
def test_forums_repeat_in_the_calendar(cadence, rule):
    due = Due("2026-01-31", DueKind.FORUM, "Board", "", "governance", "forum", 1, repeats=cadence)
    content = to_ics([due], STAMP)
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert "RRULE" in event
    assert f"RRULE:{rule}\r\n".encode() in content
