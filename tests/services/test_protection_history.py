"""The history tells risks, plans, metrics and contracts in words, never by the names of tables and columns."""

from __future__ import annotations

import re

import pytest

from outsource_desk.services.history import diff
from outsource_desk.services.protection_words import NOUNS
from outsource_desk.services.records import add_record, update_record
from outsource_desk.store.protection import (
    CONTINGENCY_TABLES,
    EXIT_TABLES,
    GOVERNANCE_TABLES,
    PERFORMANCE_TABLES,
    RISK_TABLES,
)
from tests.protection_desk import protected_case


@pytest.fixture
def case(desk):
    return protected_case(desk)


def test_every_table_has_a_noun():
    assert set(NOUNS) == RISK_TABLES | PERFORMANCE_TABLES | CONTINGENCY_TABLES | EXIT_TABLES | GOVERNANCE_TABLES


def test_everything_that_was_added_is_told_by_its_name(desk, case):
    lines = diff(desk, 0, desk.journal.revision)
    assert len(lines) > 100
    assert [line for line in lines if "_" in line or re.search(r"\b[a-z]+ \d+ added$", line)] == []


@pytest.mark.parametrize(
    ("table", "field", "value", "told"),
    [
        ("mitigation", "cost", 1250.5, "→ 1,250.50 EUR"),
        ("risk", "review_on", "2027-05-01", "review on"),
        ("metric", "direction", "down", "direction “up” → “down”"),
        ("fallback", "capacity", 0.25, "capacity"),
        ("scenario", "owner", "Ann", "owner"),
    ],
)
def test_a_change_is_told_in_words_and_units(desk, case, table, field, value, told):
    ids = [row[0] for row in desk.connection.execute(f"SELECT id FROM {table} ORDER BY id")]
    before = desk.journal.revision
    update_record(desk, table, ids[0], field, value)
    (line,) = diff(desk, before, desk.journal.revision)
    assert told in line
    desk.journal.undo()
    assert diff(desk, before, desk.journal.revision) == []


def test_money_of_a_record_has_the_initiatives_currency(desk, case):
    before = desk.journal.revision
    cost = add_record(desk, "exit_cost", case.initiative, wording="Lawyers", expected=10)
    update_record(desk, "exit_cost", cost, "expected", 12.5)
    update_record(desk, "exit_cost", cost, "payer", "vendor")
    assert diff(desk, before + 1, desk.journal.revision) == [
        "Exit cost “Lawyers”: expected 10.00 EUR → 12.50 EUR",
        "Exit cost “Lawyers”: payer “us” → “vendor”",
    ]
