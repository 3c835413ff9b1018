"""Headings that say more together than alone: stages of risks, periods over values, units within levels."""

from __future__ import annotations

import pytest

from outsource_desk.services.import_records import RECORD_KINDS, RecordChoices, preview_records, propose_columns
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.records import add_record
from tests.services.import_records.lists import reading, register


def fields(kind, rows):
    return [column.field for column in propose_columns(RECORD_KINDS[kind], register(rows))]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Inherent Score / Impact", "impact"),
        ("Residual Score / Likelihood", "residual_likelihood"),
        ("Pre-mitigation / Probability", "likelihood"),
        ("Impact after controls", "residual_impact"),
        ("Target / Likelihood", None),
        ("Target likelihood", None),
        ("Nettorisiko / Auswirkung", "residual_impact"),
    ],
)
def test_levels_of_risks_are_before_or_after_controls(heading, field):
    assert fields("risks", [["Risk", heading], ["Outage", 3], ["Fraud", 2]]) == ["title", field]


def test_what_stands_below_impact_tells_levels_from_consequences():
    words = "Customers cannot reach us for days"
    assert fields("risks", [["Risk", "Impact"], ["Outage", words]])[1] == "consequence"
    assert fields("risks", [["Risk", "Consequence"], ["Outage", "Major"]])[1] == "impact"
    assert fields("risks", [["Risk", "Impact", "Consequence"], ["Outage", 3, words]])[1:] == ["impact", "consequence"]


def test_money_is_no_level():
    assert fields("risks", [["Risk", "Cost impact (EUR)"], ["Outage", 2]])[1] is None


def test_legal_names_and_numbers_of_accounts_are_told_from_names():
    assert fields("vendors", [["Raison sociale", "SIRET"], ["Alder", "01234567800012"]])[0] == "name"
    assert fields("vendors", [["Kreditor", "Name"], ["70001", "Alder"]]) == [None, "name"]


def test_a_month_over_target_and_actual_is_that_of_the_actual():
    rows = [["KPI", "Jul 2026 / Target", "Jul 2026 / Actual"], ["Availability", 99.9, 99.95]]
    found = propose_columns(RECORD_KINDS["readings"], register(rows))
    assert [(column.field, column.which) for column in found][1:] == [(None, ""), ("actual", "2026-07-01")]


def test_what_is_current_stands_behind_what_is_inherent():
    assert fields("risks", [["Risk", "Current rating / Impact"], ["Outage", 3]])[1] == "impact"
    rows = [["Risk", "Current likelihood", "Inherent likelihood"], ["Outage", 2, 3]]
    assert fields("risks", rows)[1:] == [None, "likelihood"]


def test_codes_of_controls_are_no_questions():
    rows = [["Control", "Description", "Implemented? (Y/N)"], ["A.5.1", "Policies for security", "Y"]]
    assert fields("answers", rows) == ["code", "question", "answer"]


def test_levels_in_words_give_a_metric_its_unit_and_its_direction(desk):
    initiative = add_initiative(desk, "Service desk", outsourcing_type="ITO")
    rows = [["KPI", "Target", "Minimum"], ["Response", "≤ 15 min", "≤ 30 minutes"], ["Repair", "≤ 4 h", "≤ 90 min"]]
    preview = preview_records(desk, reading(rows, "metrics"), 0, RecordChoices(initiative_id=initiative))

    assert {change.field: change.after for change in preview.rows[0].changes} == {
        "name": "Response", "target": "15", "minimum": "30", "unit": "minutes", "direction": "less",
    }  # fmt: skip
    assert [question.cell for question in preview.questions] == ["C3"]


def test_a_report_without_a_figure_says_nothing(desk):
    initiative = add_initiative(desk, "Service desk", outsourcing_type="ITO")
    add_record(desk, "metric", initiative, name="Availability", unit="%", target=99.9)
    rows = [["KPI", "Month", "Actual"], ["Availability", "2026-07", "n/a"], ["Availability", "2026-08", 99.5]]
    preview = preview_records(desk, reading(rows, "readings"), 0, RecordChoices(initiative_id=initiative))

    assert [str(row.outcome) for row in preview.rows] == ["skipped", "new"]
    assert not preview.questions
