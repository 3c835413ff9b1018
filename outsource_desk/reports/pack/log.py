"""The page to write on: what happened, what was decided, and by whom."""

from __future__ import annotations

from outsource_desk.domain.contingency import Activation
from outsource_desk.reports.blocks import Cell, Page, Row, Table, TableColumn, Title
from outsource_desk.reports.pack.facts import PackFacts
from outsource_desk.reports.pack.first_hour import LOG

LINES = 16  # as many as a sheet holds


def log_page(facts: PackFacts) -> Page:
    """Return what was logged since a scenario was declared, and empty lines."""
    columns = (
        TableColumn("Time", 0.14),
        TableColumn("What happened, what was decided", 0.66),
        TableColumn("Who", 0.20),
    )
    running = [each for one in facts.contingency.scenarios for each in one.activations if each.is_running]
    rows = [row for each in running for row in _entries(each)]
    blank = max(LINES - len(rows), LINES // 4)
    rows += [Row((Cell("\n"), Cell(), Cell()))] * blank
    table = Table(columns, tuple(rows), tallest=40)
    return Page(LOG, Title("Log: write down each call, decision and name"), (table,))


def _entries(activation: Activation) -> list[Row]:
    told = [(activation.declared_at, f"Declared: {activation.reason}", activation.declared_by)]
    told += [(each.at, each.wording, each.entered_by) for each in activation.entries]
    return [Row((Cell(_time(at)), Cell(what), Cell(who))) for at, what, who in told]


def _time(at: str) -> str:
    return f"{at[5:10]}, {at[11:16]} UTC"
