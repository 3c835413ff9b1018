"""Painting and scrolling the large tables, against views of the same cells that are C++ throughout; sorting vendors."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from benchmarks.material import SEED, add_matrix, add_scores, folder
from benchmarks.pairing import Contender, cpu
from benchmarks.screen import application, page_through, repaint, window_on
from benchmarks.table import Row, compared
from outsource_desk.domain.vendor import VendorKind, VendorStatus
from outsource_desk.services.desk import create_desk
from outsource_desk.store.rows import insert_rows

if TYPE_CHECKING:
    from PySide6.QtGui import QStandardItem
    from PySide6.QtWidgets import QTableView

CANDIDATES, CRITERIA, VENDORS, SORTED = 100, 50, 1_000, 100_000
Dress = Callable[["QStandardItem", int, int], None]  # an item, its row and its column
FLOOR = "QStandardItemModel in a QTableView, all C++"


def rows(rounds: int) -> list[Row]:
    """Measure the score matrix, the vendor table, and sorting."""
    with folder() as place:
        path = place / "tables.odesk"
        with create_desk(path, author="Bench") as desk:
            _, scores = add_matrix(desk, CANDIDATES, CRITERIA)
            add_scores(desk, scores)
            with desk.edit("Add vendors"):
                names = [{"name": f"Vendor {number:04}", "country": "DE"} for number in range(VENDORS)]
                insert_rows(desk.db, "vendor", names)
        found: list[Row] = []
        with window_on(path) as window:
            window.go_to("scoring")
            page: Any = window.page
            matrix: QTableView = page.matrix.view
            what = f"score matrix {CRITERIA} × {CANDIDATES}"
            found += _painted(what, matrix, _with_heat(page.matrix.model), rounds)
            window.go_to("vendors")
            page = window.page
            found += _painted(
                f"table of {VENDORS:,} vendors", page.directory.table, _with_icon(page.directory.model), rounds
            )
        return found + _sorted(rounds)


def _with_heat(model: Any) -> Dress:
    """Give an item the ground of a cell of the matrix."""
    from PySide6.QtGui import QColor

    from outsource_desk.ui.theme import tokens

    def dress(item: QStandardItem, row: int, column: int) -> None:
        face = model.face_at(row, column)
        if face.heat >= 0:
            item.setBackground(QColor(tokens().heat[face.heat]))

    return dress


def _with_icon(model: Any) -> Dress:
    """Give an item the icon of a vendor's state."""
    from outsource_desk.ui.icons import icon

    def dress(item: QStandardItem, row: int, column: int) -> None:
        if state := model.state_at(row, column):
            item.setIcon(icon(state[1], "muted", 12))

    return dress


def _painted(what: str, view: QTableView, dress: Dress, rounds: int) -> list[Row]:
    app = application()
    app.processEvents()
    floor = _same_cells(view, dress)
    app.processEvents()
    for _ in range(3):  # the headers take their own room in between
        floor.resize(floor.size() + view.viewport().size() - floor.viewport().size())
        app.processEvents()
    seen, wanted = _in_view(floor), _in_view(view)
    assert seen == wanted, f"the views do not show the same cells: {seen}, {wanted}"
    jobs = (("repaint all cells in view", repaint, 1.35), ("scroll by a page", page_through, 1.1))
    found: list[Row] = []
    for words, job, limit in jobs:
        base, ours = Contender(FLOOR, job(floor)), Contender("the product's view", job(view))
        found += compared(f"{what}: {words}, CPU", base, [("G15", ours, limit)], rounds, cpu)
    floor.close()
    floor.deleteLater()
    return found


def _same_cells(view: QTableView, dress: Dress) -> QTableView:
    """Return a window with a table of the same texts, in cells as wide and high, that Qt paints by itself."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QTableView

    model = view.model()
    items = QStandardItemModel(model.rowCount(), model.columnCount())
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            item = QStandardItem(str(model.index(row, column).data() or ""))
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            dress(item, row, column)
            items.setItem(row, column, item)
    table = QTableView()
    items.setParent(table)
    table.setModel(items)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setHorizontalScrollMode(view.horizontalScrollMode())
    table.setVerticalScrollMode(view.verticalScrollMode())
    table.verticalHeader().setDefaultSectionSize(view.verticalHeader().defaultSectionSize())
    ours, theirs = view.verticalHeader(), table.verticalHeader()
    if ours.isVisible():
        items.setVerticalHeaderLabels([f"{row + 1}. A criterion with its weight" for row in range(model.rowCount())])
        theirs.setFixedWidth(ours.width())
    theirs.setVisible(ours.isVisible())
    table.horizontalHeader().setFixedHeight(view.horizontalHeader().height())
    for column in range(model.columnCount()):
        table.setColumnWidth(column, view.columnWidth(column))
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.show()
    return table


def _in_view(view: QTableView) -> tuple[int, int, int, int]:
    """Return how large a view is, and its last row and column."""
    wide, high = view.viewport().width(), view.viewport().height()
    return wide, high, view.rowAt(high - 1), view.columnAt(wide - 1)


def _sorted(rounds: int) -> list[Row]:
    """Sort the model of the vendor table by a column for the first time, ascending."""
    import numpy as np

    from outsource_desk.domain.ranking import GateStatus
    from outsource_desk.ui.models.vendors import COUNTRY, NAME, TOTAL, VendorRow, VendorTable

    application()
    source = random.Random(SEED)
    kind, status, gate = VendorKind.COMPANY, VendorStatus.ACTIVE, GateStatus.PASSED
    vendors = [
        VendorRow(
            ("vendor", n), f"Vendor {source.random():.15f}", kind, "DE", status, (), (), n, 1, source.random(), gate
        )
        for n in range(SORTED)
    ]
    table = VendorTable()
    columns: tuple[tuple[str, int, Any], ...] = (
        ("total", TOTAL, np.array([vendor.total for vendor in vendors])),
        ("name", NAME, np.array([vendor.name for vendor in vendors])),
    )

    def begin() -> None:
        table.sort(COUNTRY)
        table.show_rows(vendors)  # forgets every order but that of countries

    found: list[Row] = []
    for words, column, values in columns:
        begin()
        table.sort(column)
        shown = [table.row_at(place) for place in range(SORTED)]
        assert shown == [vendors[place] for place in np.argsort(values)]
        base = Contender("numpy.argsort of the same values", lambda values=values: np.argsort(values))
        ours = Contender("the model", lambda column=column: table.sort(column), begin)
        found += compared(f"sort {SORTED:,} vendors by {words}, CPU", base, [("G15", ours, 4.0)], rounds, cpu)
    return found
