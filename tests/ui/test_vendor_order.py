"""Thousands of vendors are ordered by another way than a few; the order is the same."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt

from outsource_desk.domain.vendor import VendorKind, VendorStatus
from outsource_desk.ui.models.vendors import FEW, NAME, RANK, TOTAL, VendorRow, VendorTable


def some(count: int) -> list[VendorRow]:
    """Return vendors with few different totals, so that many are equal, and some without any."""
    source = random.Random(7)
    found = []
    for number in range(count):
        rank = source.choice((None, number))
        total = float(source.randint(0, 9)) if rank is not None else None
        name = f"Vendor {source.random():.6f}"
        plain = (VendorKind.COMPANY, "DE", VendorStatus.ACTIVE, (), ())
        found.append(VendorRow(("vendor", number), name, *plain, number, rank, total))
    return found


def shown(table: VendorTable) -> list[VendorRow]:
    return [row for place in range(table.rowCount()) if (row := table.row_at(place)) is not None]


@pytest.mark.parametrize("count", [FEW // 2, FEW + 1])
@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
@pytest.mark.parametrize("column", [RANK, TOTAL])
def test_equal_numbers_keep_the_order_of_names_and_vendors_without_one_come_last(qapp, count, order, column):
    rows, table = some(count), VendorTable()
    table.show_rows(rows)
    table.sort(column, order)
    number = (lambda row: row.rank) if column == RANK else (lambda row: row.total)
    by_name = sorted(rows, key=lambda row: row.name)
    full = sorted((row for row in by_name if number(row) is not None), key=number)
    if order is Qt.SortOrder.DescendingOrder:
        full.reverse()
    assert shown(table) == [*full, *(row for row in by_name if number(row) is None)]


def test_going_back_to_names_after_numbers_shows_names_again(qapp):
    rows, table = some(FEW + 1), VendorTable()
    table.show_rows(rows)
    table.sort(TOTAL)
    table.sort(NAME)
    assert shown(table) == sorted(rows, key=lambda row: row.name)
