from __future__ import annotations

from datetime import date
from typing import Any

import openpyxl
import pytest

from outsource_desk.domain.performance import Reporter
from outsource_desk.importers.sheets.said import Said
from outsource_desk.services.history import undo
from outsource_desk.services.import_records import RecordChoices, preview_records
from outsource_desk.services.import_records.as_kind import seen_as
from outsource_desk.services.import_records.readings import report_of_table, with_headings
from outsource_desk.services.importing import read_spreadsheet
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.reading_import import (
    SKIP,
    Outcome,
    ReadingsOutOfDateError,
    fates_of,
    import_readings,
)
from outsource_desk.services.reading_words import DoubtError, SaidPeriod, period_in
from outsource_desk.services.records import add_record, update_record
from outsource_desk.store.protection import load_performance
from tests.scene import refused

ROWS = [
    ["Service report of Acme", None, None, None],
    ["KPI", "Month", "Actual", "Remark"],
    ["K01", date(2025, 1, 1), 99.93, "One outage"],
    ["k01", "Feb 2025", "99,4 %", None],
    ["Time to restore", "2025-01", "=3+2", None],
    ["Time to restore", "2025-02", "about six", None],
    ["Uptime of the portal", "2025-01", 98.1, None],
    ["K01", "Q1 2025", 99.9, None],
    ["K01", "2025-03", 0.998, None],
    ["K01", "2025-04", None, None],
    [None, None, None, None],
    ["K01", "2025-01", 99.93, None],
    ["K01", "2025-02", 99.1, None],
    ["K01", "2999-01", 99.9, None],
]
COUNTED = [["Metric", "Period", "Actual", "Numerator", "Denominator"],
           ["Solved at once", "2025-01", None, 750, 1000],
           ["Solved at once", "2025-02", 75, 760, 1000],
           ["Solved at once", "2025-03", None, 760, None]]  # fmt: skip


@pytest.fixture
def initiative(desk):
    found = add_initiative(desk, "Service desk", outsourcing_type="ITO")
    add_record(desk, "metric", found, name="Availability", code="K01", unit="%", target=99.9, minimum=99.5)
    add_record(desk, "metric", found, name="Time to restore", unit="hours", direction="down", target=4, minimum=8)
    add_record(desk, "metric", found, name="Solved at once", unit="%", target=75, minimum=68)
    return found


def write(path, rows):
    book: Any = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def report(desk, initiative, path):
    reading, place = seen_as(read_spreadsheet(path), "readings")
    choices = RecordChoices(kind="readings", initiative_id=initiative)
    columns = preview_records(desk, reading, place, choices).columns
    return report_of_table(desk.journal.revision, reading, reading.tables[place], columns, choices)


def readings(desk, initiative, place=0):
    return [
        (each.starts_on, each.actual) for each in load_performance(desk.connection, initiative).metrics[place].readings
    ]


@pytest.fixture
def acme(desk, initiative, tmp_path):
    return report(desk, initiative, write(tmp_path / "Acme 2025.xlsx", ROWS))


def test_every_row_is_taken_asked_about_or_refused_for_a_reason(desk, acme):
    fates = {fate.row.number: (fate.outcome, fate.actual, fate.why) for fate in fates_of(desk, acme)}
    assert fates[3][:2] == (Outcome.NEW, 99.93)
    assert fates[4][:2] == (Outcome.NEW, 99.4)
    assert fates[5][0] is Outcome.PROBLEM  # a formula that nobody has worked out yet
    assert fates[6] == (Outcome.PROBLEM, None, "“about six” is not a number that can be read in one way only.")
    assert fates[7] == (Outcome.ASKED, None, "“Uptime of the portal” is none of the metrics.")
    assert fates[8] == (Outcome.PROBLEM, None, "“Q1 2025” is not as long as the metric is measured.")
    assert fates[9] == (Outcome.PROBLEM, None, "0.998 may be a share of 1 or per cent.")
    assert fates[10][0] is Outcome.SKIPPED
    assert fates[12][0] is Outcome.SKIPPED  # row 3 says the same
    assert fates[13] == (Outcome.PROBLEM, 99.1, "Row 4 gives another figure for the same period.")
    assert fates[14][2] == "“2999-01” lies in the future."


def test_what_is_clear_is_taken_in_one_act_with_its_source(desk, initiative, acme):
    log = import_readings(desk, acme, reported_by="independent")
    assert (log.new, log.changed, log.left) == (2, 0, len(acme.rows) - 2)
    assert readings(desk, initiative) == [("2025-01-01", 99.93), ("2025-02-01", 99.4)]
    first = load_performance(desk.connection, initiative).metrics[0].readings[0]
    assert (first.sheet, first.cell, first.note, first.reported_by, first.ends_on) == (
        "Sheet", "C3", "One outage", Reporter.INDEPENDENT, "2025-01-31",
    )  # fmt: skip
    assert first.import_id is not None
    undo(desk)
    assert readings(desk, initiative) == []


def test_an_unknown_metric_goes_where_it_is_sent_or_nowhere(desk, initiative, acme):
    own = load_performance(desk.connection, initiative).metrics[2].id
    fate = fates_of(desk, acme, {"uptime of the portal": own})[4]
    assert fate.metric is not None
    assert (fate.outcome, fate.metric.id, fate.actual) == (Outcome.NEW, own, 98.1)
    assert fates_of(desk, acme, {"uptime of the portal": SKIP})[4].outcome is Outcome.SKIPPED


def test_the_same_bytes_a_second_time_change_nothing(desk, initiative, acme, tmp_path):
    import_readings(desk, acme)
    again = report(desk, initiative, tmp_path / "Acme 2025.xlsx")
    before = desk.journal.revision
    log = import_readings(desk, again)
    assert (log.new, log.changed, log.same) == (0, 0, 2)
    assert desk.journal.revision == before


def test_figures_on_file_are_replaced_openly_but_not_those_that_we_verified(desk, initiative, acme):
    metric = load_performance(desk.connection, initiative).metrics[0].id
    add_record(desk, "metric_reading", metric, starts_on="2025-01-01", actual=99.0)
    kept = add_record(desk, "metric_reading", metric, starts_on="2025-02-01", actual=98.0)
    update_record(desk, "metric_reading", kept, "is_verified", True)
    with refused(desk, ReadingsOutOfDateError):
        import_readings(desk, acme)
    fates = fates_of(desk, acme)
    assert (fates[0].outcome, fates[0].why) == (Outcome.CHANGED, "It replaces 99.")
    assert (fates[1].outcome, fates[1].why) == (Outcome.PROBLEM, "We have verified another figure, which is kept.")


def test_a_result_is_worked_out_of_two_numbers_and_must_fit_to_them(desk, initiative, tmp_path):
    found = fates_of(desk, report(desk, initiative, write(tmp_path / "Counted.xlsx", COUNTED)))
    assert [(each.outcome, each.actual) for each in found] == [
        (Outcome.NEW, 75), (Outcome.PROBLEM, None), (Outcome.PROBLEM, None),
    ]  # fmt: skip
    assert found[1].why == "75 was given, but the two numbers make 76."


def test_per_cent_as_a_sheet_shows_it(desk, initiative, tmp_path):
    book: Any = openpyxl.Workbook()
    book.active.append(["Metric", "Period", "Value"])
    book.active.append(["K01", "2025-01", 0.9987])
    book.active.append(["Time to restore", "2025-01", 0.5])
    book.active["C2"].number_format = book.active["C3"].number_format = "0.00%"
    book.save(tmp_path / "shares.xlsx")
    first, second = fates_of(desk, report(desk, initiative, tmp_path / "shares.xlsx"))
    assert first.actual == 99.87
    assert second.why == "0.5 is shown as per cent, which is not how the metric is measured."


def test_a_pasted_block_without_headings_gets_some():
    bare = [["K01", "2025-01", "99.9"], ["Solved at once", "1/2025", "70 %"]]
    assert with_headings(bare) == [("Metric", "Period", "Actual"), *bare]
    named = [["Period", "Result", "Metric"], ["2025-01", "99.9", "K01"]]
    assert with_headings(named) == named


@pytest.mark.parametrize(
    ("text", "start", "months"),
    [
        ("2026-10-17", "2026-10-17", None), ("17.10.2026", "2026-10-17", None), ("2026-10", "2026-10-01", 1),
        ("10/2026", "2026-10-01", 1), ("Oct 2026", "2026-10-01", 1), ("Oktober 2026", "2026-10-01", 1),
        ("Q3 2026", "2026-07-01", 3), ("2026-Q4", "2026-10-01", 3), ("H2 2026", "2026-07-01", 6),
        ("2026", "2026-01-01", 12), ("2026-10-17T00:00:00", "2026-10-17", None),
    ],
)  # fmt: skip
def test_periods_as_people_write_them(text, start, months):
    assert period_in(Said(text)) == SaidPeriod(start, months)


@pytest.mark.parametrize("text", ["", "03/04/2026", "Q5 2026", "13/2026", "2026-02-30", "last month", "0000"])
def test_periods_that_mean_nothing_or_two_things_are_doubtful(text):
    with pytest.raises(DoubtError):
        period_in(Said(text))
