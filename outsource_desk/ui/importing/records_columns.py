"""What each column of a list is taken for, with how certain that is and some of its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from outsource_desk.domain.formatting import one_line
from outsource_desk.ui import formats
from outsource_desk.ui.importing.confidence import Confidence, confidence_in_words
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.importing.side import scrolling
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.theme import S, TextStyle, scaled
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.layout import caption, clear, column, holder, label, link, row, rule

if TYPE_CHECKING:
    from outsource_desk.services.import_records import ProposedColumn, RecordKind, RecordPreview

_FIELD = 184  # pixels of a choice of fields
FEW_EMPTY = 3  # columns without any value that are listed all the same
_NARROW = 340  # below which it stands under the name of its column


class ColumnRow(QWidget):
    """One column of the list."""

    taken = Signal(int, object)  # number of the column, and key of a field or None

    def __init__(self, proposed: ProposedColumn, kind: RecordKind) -> None:
        super().__init__()
        self._column = proposed.column
        name = label(one_line(proposed.name, 80) or tr("Without a name"), TextStyle.STRONG, wrap=True)
        samples = " · ".join(one_line(each, 40) for each in proposed.samples)
        values = caption(samples or tr("Empty"), wrap=True)
        for each in (name, values):
            each.setMinimumWidth(1)
        cell = caption(proposed.cell)
        cell.setFixedWidth(scaled(36))
        cell.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.choice = Choice()
        self.choice.setObjectName(f"import.column.{proposed.cell}")
        self.choice.setAccessibleName(tr("Column {cell}, {name}, is", cell=proposed.cell, name=proposed.name))
        self.choice.addItem(tr("Leave it out"), None)
        for field in kind.fields:
            self.choice.addItem(say(field.label), field.key)
        self.choice.setFixedWidth(scaled(_FIELD))
        self.choice.activated.connect(lambda _place: self.taken.emit(self._column, self.choice.currentData()))
        self._sure, self._more = Confidence(), caption("", wrap=True)
        self._more.setMinimumWidth(1)
        self.show_column(proposed)
        right = column(self.choice, self._sure, self._more, gap=4)
        right.addStretch(1)
        said = row(cell, column(name, values, None, gap=4), gap=S)
        said.setStretch(1, 1)
        self._line = row(said, holder(right), gap=S, margins=(0, S, 0, S))
        self._line.setStretch(0, 1)
        self.setLayout(self._line)

    def show_column(self, proposed: ProposedColumn) -> None:
        """Show what the same column is taken for now."""
        self.choice.setCurrentIndex(max(0, self.choice.findData(proposed.field)))
        self._sure.show_confidence(proposed.confidence, _said_of(proposed))
        self._more.setText(_more_of(proposed))
        self._more.setVisible(bool(self._more.text()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        is_narrow = self.width() < scaled(_NARROW)
        self._line.setDirection(directions.TopToBottom if is_narrow else directions.LeftToRight)


class RecordColumns(QWidget):
    """All columns of the list, in their order."""

    taken = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[RecordKind, tuple[ProposedColumn, ...]] | None = None
        self._headers: tuple[tuple[int, str], ...] = ()
        self._rows: dict[int, ColumnRow] = {}
        self._made: tuple[RecordKind, list[tuple[int, str, tuple[str, ...]]]] | None = None  # what the rows are of
        self._title, self._count = label("", TextStyle.SECTION), caption()
        self._body = column(gap=0)
        self._preview: RecordPreview | None = None
        self._shows_empty = False
        self._more = link("", self._on_more, name="import.columns.empty")
        self._more.hide()
        self._area = area = scrolling(column(self._body, row(self._more, None), None, gap=S))
        area.setObjectName("import.columns")
        self.setLayout(column(Flow([self._title, self._count], S, 0), rule(), area, gap=S))

    def show_preview(self, preview: RecordPreview) -> None:
        """Show what the columns are taken for."""
        shown = (preview.kind, preview.columns)
        if shown == self._shown:
            return
        focused = next((number for number, each in self._rows.items() if each.choice.hasFocus()), None)
        headers = tuple((each.column, each.name) for each in preview.columns)
        self._preview = preview
        if self._headers != headers:
            self._shows_empty = False
            self._area.verticalScrollBar().setValue(0)  # what was looked at last was another sheet's
        self._shown, self._headers = shown, headers
        self._title.setText(tr("What the columns say"))
        used = sum(each.field is not None for each in preview.columns)
        self._count.setText(
            tr_n(used, "{count} of {all} columns comes in", "{count} of {all} columns come in",
                 all=formats.number(len(preview.columns), 0))
        )  # fmt: skip
        empty = [each for each in preview.columns if not each.samples and not each.is_chosen]
        is_folded = len(empty) > FEW_EMPTY and not self._shows_empty
        self._show_rows([each for each in preview.columns if not (is_folded and each in empty)], preview.kind)
        self._more.setText(
            tr_n(len(empty), "Show {shown} empty column", "Show {shown} empty columns",
                 shown=formats.number(len(empty), 0))
        )  # fmt: skip
        self._more.setVisible(is_folded)
        if focused in self._rows:
            self._rows[focused].choice.setFocus()

    def _show_rows(self, proposed: list[ProposedColumn], kind: RecordKind) -> None:
        """Show the columns: in the rows that are there, or the list would jump away from what was just said."""
        made = (kind, [(each.column, each.name, each.samples) for each in proposed])
        if made == self._made:
            for each in proposed:
                self._rows[each.column].show_column(each)
            return
        self._made = made
        clear(self._body)
        self._rows = {}
        for each in proposed:
            self._add(each, kind)

    def _add(self, proposed: ProposedColumn, kind: RecordKind) -> None:
        made = self._rows[proposed.column] = ColumnRow(proposed, kind)
        made.taken.connect(self.taken)
        self._body.addWidget(made)
        self._body.addWidget(rule())

    def _on_more(self) -> None:
        """List the empty columns too, in their places, and go to the first of them."""
        if self._preview is None:
            return
        before = set(self._rows)
        self._shows_empty, self._shown = True, None
        self.show_preview(self._preview)
        first = next((each for number, each in self._rows.items() if number not in before), None)
        if first is not None:
            first.choice.setFocus()

    def first_field(self) -> QWidget | None:
        """Return the choice of the first column that means no field, else of the first column."""
        rows = list(self._rows.values())
        open_ones = [each for each in rows if each.choice.currentData() is None]
        return next((each.choice for each in [*open_ones, *rows]), None)


def _said_of(proposed: ProposedColumn) -> str:
    if proposed.is_chosen:
        return tr("you chose it")
    return tr("as last time") if proposed.is_remembered else confidence_in_words(proposed.confidence)


def _more_of(proposed: ProposedColumn) -> str:
    """Return what the header says besides: a year, thousands, a currency."""
    factor = {1e3: tr("in thousands"), 1e6: tr("in millions"), 1e9: tr("in billions")}.get(proposed.factor, "")
    return ", ".join(filter(None, (proposed.which, factor, proposed.currency)))
