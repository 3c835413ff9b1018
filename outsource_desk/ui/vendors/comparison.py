"""Two to six vendors side by side, with what differs marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QDialog, QStyle, QStyleOptionViewItem, QWidget

from outsource_desk.domain.compared import VendorComparison
from outsource_desk.ui.icons import pixmap
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.theme import XL, L, M, S, TextStyle, look, scaled, text_font, tokens, tone
from outsource_desk.ui.vendors.comparison_model import DIFFERS, HEADING, TONE, ComparisonModel, shown_names
from outsource_desk.ui.widgets.layout import button, caption, column, frame, label, row
from outsource_desk.ui.widgets.segments import Segments
from outsource_desk.ui.widgets.table import PADDING, DeskTable, Index, RowDelegate, copy_cells, copy_grid

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Page

WIDE, HIGH = 1180, 720
NAMES, VENDOR = 190, 150  # pixels of the columns, at least
ALL, DIFFERENCES = "all", "differences"
_ICONS = {"good": "done", "warn": "risk", "bad": "stop"}
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class ComparedDelegate(RowDelegate):
    """Paints cells of several lines, a state's shape in front of them, and headings over the whole width."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        t, rect = tokens(), option.rect
        is_heading = bool(index.data(HEADING))
        if is_heading:
            painter.fillRect(rect, QColor(t.sunken))
        elif QStyle.StateFlag.State_Selected in option.state:
            painter.fillRect(rect, QColor(t.accent_soft))
        painter.save()
        painter.setFont(text_font(self._style(index)))
        painter.setPen(QColor(self._colour(index)))
        painter.drawText(self._inside(rect, index), _WRAPPED, str(index.data() or ""))
        painter.restore()
        name = str(index.data(TONE) or "")
        if name:
            size = scaled(12)
            place = rect.left() + PADDING, rect.center().y() - size // 2
            painter.drawPixmap(*place, pixmap(_ICONS[name], tone(name)[0], size))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(t.line))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return how high a cell is at the width of its column."""
        table = self.parent()
        assert isinstance(table, QAbstractItemView)
        wide = table.visualRect(index).width() if index.column() else scaled(NAMES)
        option.font = text_font(self._style(index))
        from PySide6.QtGui import QFontMetrics

        inside = self._inside(QRect(0, 0, max(wide, scaled(80)), 10_000), index)
        box = QFontMetrics(option.font).boundingRect(inside, _WRAPPED, str(index.data() or ""))
        return QSize(wide, max(scaled(28), box.height() + scaled(12)))

    def _inside(self, rect: QRect, index: Index) -> QRect:
        mark = scaled(18) if index.data(TONE) else 0
        return rect.adjusted(PADDING + mark, 0, -PADDING, 0)

    def _style(self, index: Index) -> TextStyle:
        is_strong = index.data(HEADING) or (index.column() == 0 and index.data(DIFFERS))
        return TextStyle.STRONG if is_strong else TextStyle.BODY

    def _colour(self, index: Index) -> str:
        name = str(index.data(TONE) or "")
        if name:
            return tone(name)[0]
        if index.column() == 0 and index.data(DIFFERS):
            return tokens().accent
        return tokens().text if index.data(DIFFERS) or index.data(HEADING) else tokens().muted


class ComparedTable(DeskTable):
    """The table of a comparison; Ctrl+C copies what is selected, or all of it."""

    def __init__(self, model: ComparisonModel) -> None:
        super().__init__(model, "comparison.table", tr("Vendors side by side"))
        self._compared = model
        self.setItemDelegate(ComparedDelegate(self))
        self.setWordWrap(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        look.changed.connect(self.spread)

    def copy_all(self) -> None:
        """Copy everything that is shown."""
        copy_grid(self._compared.grid())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            if self.selectionModel().hasSelection():
                copy_cells(self)
            else:
                self.copy_all()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type] (Qt's own event)
        self.spread()

    def spread(self) -> None:
        """Let the vendors share the width, never less than can be read, and each row be as high as its texts."""
        count = self._compared.columnCount() - 1
        left = self.viewport().width() - scaled(NAMES)
        self.setColumnWidth(0, scaled(NAMES))
        for place in range(1, count + 1):
            self.setColumnWidth(place, max(left // count, scaled(VENDOR)))
        self.clearSpans()
        for place in self._compared.headings():
            self.setSpan(place, 0, 1, count + 1)
        self.resizeRowsToContents()


class ComparisonDialog(QDialog):
    """The comparison with its toggle; it shows the file as it was when it opened."""

    def __init__(self, parent: QWidget, comparison: VendorComparison) -> None:
        super().__init__(parent)
        self.setObjectName("comparison")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Compare vendors"))
        self.model = ComparisonModel(comparison, self)
        self.table = ComparedTable(self.model)
        different, total = self.model.counts
        names = label(shown_names([vendor.name for vendor in comparison.vendors]), TextStyle.SECTION, wrap=True)
        said = caption(
            tr_n(
                total,
                "They differ in {different} of {count} line, marked with ≠.",
                "They differ in {different} of {count} lines, marked with ≠.",
                different=different,
            )
        )
        choices = [(ALL, tr("All lines")), (DIFFERENCES, tr("Only differences"))]
        self.filter = Segments(choices, "comparison.filter", tr("Which lines"))
        self.filter.chosen.connect(self._on_filter)
        copy = button(tr("Copy as table"), self.table.copy_all, icon="copy", name="comparison.copy")
        close = button(tr("Close"), self.accept, kind="primary", name="comparison.close")
        body = column(
            column(names, said, gap=4),
            row(self.filter, None, copy, gap=S),
            frame("card", column(self.table, gap=0, margins=(1, 1, 1, 1))),
            row(None, close),
            gap=M,
            margins=(XL, L, XL, L),
        )
        body.setStretch(2, 1)
        self.setLayout(body)
        room = parent.window().size()
        self.resize(min(scaled(WIDE), room.width() - 2 * L), min(scaled(HIGH), room.height() - 2 * L))
        self.table.setFocus()

    def _on_filter(self, key: str) -> None:
        self.model.show_lines(only_differences=key == DIFFERENCES)
        self.table.spread()


def show_comparison(page: Page, vendor_ids: Sequence[int]) -> ComparisonDialog | None:
    """Open vendors side by side; nothing if there are too few or too many, or one of them is gone."""
    from outsource_desk.domain.errors import DeskError
    from outsource_desk.services.vendor_comparison import compare_vendors

    session = page.session
    try:
        comparison = compare_vendors(session.desk, vendor_ids, session.initiative_id)
    except DeskError as error:
        page.window_.show_error(error)
        return None
    dialog = ComparisonDialog(page, comparison)
    dialog.open()
    return dialog
