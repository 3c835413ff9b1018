"""Comparing a list needs values only: it may be done in any thread, given up, and is believed for one revision."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from outsource_desk.services.candidates import add_candidate
from outsource_desk.services.import_records import (
    NoInitiativeError,
    Outcome,
    RecordChoices,
    compared_list,
    import_compared,
    import_records,
    preview_records,
    records_here,
)
from outsource_desk.services.importing import ChangedMeanwhileError
from outsource_desk.services.initiatives import add_initiative, find_initiative
from outsource_desk.services.records import add_record
from outsource_desk.services.vendors import add_vendor, list_vendors
from tests.services.import_records.lists import reading

LISTS = {
    "vendors": [
        ["Vendor", "Country", "Tags", "Contact", "Contact's e-mail", "Financial year", "Currency of the accounts",
         "Revenue"],
        ["Alder", "DE", "it", "Ann Ash", "ann@alder.example", 2025, "EUR", 1250],
        ["Birch", "FI", None, None, None, None, None, None],
    ],
    "risks": [
        ["Risk", "Candidate", "Likelihood", "Impact", "Mitigation", "Mitigation's state", "Cost of mitigation"],
        ["Key people leave", "Alder", 4, 3, "Bonus", "verified", 2500],
        ["Data leak", None, 2, 5, None, None, None],
    ],
    "metrics": [["Metric", "Unit", "Target", "Better is"], ["Time to restore", "hours", 4, "less"]],
    "readings": [["Metric", "Period", "Actual"], ["Uptime", "2025-01", 99.93]],
}  # fmt: skip


@pytest.fixture
def initiative(desk):
    found = add_initiative(desk, "Service desk", outsourcing_type="ITO", currency="EUR")
    add_candidate(desk, found, add_vendor(desk, "Alder"))
    add_record(desk, "metric", found, name="Uptime", unit="%", target=99.9, minimum=99.5)
    return found


@pytest.mark.parametrize("kind", list(LISTS))
def test_a_list_is_compared_in_another_thread_as_in_that_of_the_file(desk, initiative, kind):
    read, choices = reading(LISTS[kind], kind), RecordChoices(initiative_id=initiative)
    here = records_here(desk, read, 0, choices)
    with ThreadPoolExecutor(1) as threads:  # which could not ask the file anything
        preview = threads.submit(compared_list, here, read, 0, choices).result()

    assert preview == preview_records(desk, read, 0, choices)
    assert preview.questions == ()
    summary = import_compared(desk, read, 0, choices, preview)
    assert summary.new + summary.changed == len(LISTS[kind]) - 1
    again = preview_records(desk, read, 0, choices)
    assert {row.outcome for row in again.rows} == {Outcome.SAME}


def test_answers_are_compared_in_another_thread_too(sample_desk):
    initiative = find_initiative(sample_desk).id
    rows = [["Question", "Answer"], ["Is your company certified to ISO/IEC 27001?", "Yes"]]
    ranked = add_candidate(sample_desk, initiative, add_vendor(sample_desk, "Aspen"))
    read, choices = reading(rows, "answers"), RecordChoices(initiative_id=initiative, candidate_id=ranked)
    here = records_here(sample_desk, read, 0, choices)
    with ThreadPoolExecutor(1) as threads:
        preview = threads.submit(compared_list, here, read, 0, choices).result()

    assert preview == preview_records(sample_desk, read, 0, choices)


def test_what_the_file_says_is_read_once_for_a_revision_and_again_after_an_edit(desk):
    read, choices = reading(LISTS["vendors"]), RecordChoices()
    first = records_here(desk, read, 0, choices)
    second = records_here(desk, read, 0, replace(choices, skipped=frozenset({2})), first)
    add_vendor(desk, "Birch")
    third = records_here(desk, read, 0, choices, second)

    assert second.known is first.known
    assert third.known is not first.known
    assert [row.outcome for row in compared_list(third, read, 0, choices).rows] == [Outcome.NEW, Outcome.CHANGED]


def test_what_was_read_for_one_initiative_does_not_count_for_another(desk, initiative):
    read = reading(LISTS["risks"], "risks")
    import_records(desk, read, 0, RecordChoices(initiative_id=initiative))
    other = add_initiative(desk, "Payroll")
    here = records_here(desk, read, 0, RecordChoices(initiative_id=initiative))

    assert records_here(desk, read, 0, RecordChoices(initiative_id=other), here).known.rows == {}


def test_nothing_is_written_where_the_file_has_changed_since_it_was_compared(desk):
    read, choices = reading(LISTS["vendors"]), RecordChoices()
    preview = preview_records(desk, read, 0, choices)
    add_vendor(desk, "Birch")

    with pytest.raises(ChangedMeanwhileError):
        import_compared(desk, read, 0, choices, preview)
    assert [each.name for each in list_vendors(desk)] == ["Birch"]


def test_a_comparison_can_be_given_up(desk):
    read, choices = reading(LISTS["vendors"]), RecordChoices()
    here = records_here(desk, read, 0, choices)
    told = []

    def stop(share, _words):
        told.append(share)
        if share:
            raise TimeoutError

    with pytest.raises(TimeoutError):
        compared_list(here, read, 0, choices, stop)
    assert told == [0.0, 0.5]


def test_what_belongs_to_an_initiative_is_refused_without_one(desk):
    with pytest.raises(NoInitiativeError):
        records_here(desk, reading(LISTS["risks"], "risks"), 0, RecordChoices())
