"""What was understood of a sheet, for the user to look over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from outsource_desk.domain.formatting import one_line
from outsource_desk.domain.spreadsheets import column_number
from outsource_desk.ui import formats
from outsource_desk.ui.importing.records_way import kind_of
from outsource_desk.ui.importing.side import scrolling
from outsource_desk.ui.importing.view_fields import ViewFields
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.theme import L, S, TextStyle
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.layout import (
    caption,
    clear,
    column,
    frame,
    heading,
    holder,
    label,
    link,
    picture,
    row,
    rule,
)

if TYPE_CHECKING:
    from outsource_desk.services.import_preview import Table
    from outsource_desk.ui.importing.draft import Draft

_LISTED = 12
Fact = tuple[str, str]
Lines = dict[int, tuple[str, str]]


def decimal_in_words(table: Table) -> str:
    """Return how numbers in text are read."""
    if table.decimal == ",":
        return tr("Comma is read as the decimal sign, point as thousands")
    if table.decimal == ".":
        return tr("Point is read as the decimal sign, comma as thousands")
    return tr("No number in text needs a decimal sign")


def table_in_words(table: Table) -> str:
    """Return a table in a few words, to choose it from others of the sheet."""
    if table.register is not None and not table.scores:
        count = len(table.register.rows)
        return f"{table.range}: {tr_n(count, '{count} row', '{count} rows')}"
    return tr("{range}: {vendors} vendors, {criteria} criteria", range=table.range, vendors=len(table.vendors),
              criteria=len(table.criteria))  # fmt: skip


def cell_in_words(table: Table, lines: tuple[Lines, Lines], cell: str) -> str:
    """Return which vendor and criterion a cell is about, and as what its text is read; nothing outside of the scores.

    Args:
        table: the table that the cell is of.
        lines: what stands in its rows and columns, as `lines_of` says it.
        cell: its address.
    """
    letters = cell.rstrip("0123456789")
    down, across = lines
    row = down.get(int(cell[len(letters) :] or 0))
    column = across.get(column_number(letters))
    if row is None or column is None:
        return ""
    vendor, criterion = (column, row) if table.orientation == "vendors_as_columns" else (row, column)
    place = tr("{cell}: {vendor}, {criterion}", cell=cell, vendor=vendor[0], criterion=criterion[0])
    read = _read_as(table, cell)
    return tr("{place}; read as {value}", place=place, value=read) if read else place


def _read_as(table: Table, cell: str) -> str:
    """Return the number that the text of a cell is taken for; nothing where a number stands there or none is known."""
    score = next((each for each in table.scores if each.cell == cell), None)
    if score is None or score.value is None or "ask" in score.flags:
        return ""
    shown = formats.points(score.value)
    return "" if shown == score.raw else shown


class Facts(QWidget):
    """The reading of one table: what can be said otherwise, and a list of facts; of several tables one is chosen."""

    table_chosen = Signal(int)
    vetting_asked = Signal()  # to begin it
    fuller_asked = Signal(int)  # the table that says more

    def __init__(self) -> None:
        super().__init__()
        self.choice = Choice()
        self.choice.setObjectName("import.table")
        self.choice.setAccessibleName(tr("Table of the sheet"))
        self.choice.activated.connect(self._on_choice)
        self._several = column(caption(tr("The sheet has several tables; one comes in at a time.")), self.choice, gap=4)
        self._choice = holder(self._several)
        self.fields = ViewFields()
        self._need = label("", wrap=True)
        self._need.setObjectName("import.need")
        begin = link(tr("Go to Vetting"), self.vetting_asked.emit, name="import.begin_vetting")
        self._need.setMinimumWidth(1)
        sign = picture("risk", "warn", 14)
        words = row(sign, self._need, gap=S)
        words.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        words.setStretch(1, 1)
        self._needed = frame("well", column(words, row(begin, None), gap=4, margins=(S, S, S, S)))
        self._needed.hide()
        self._says_more = label("", wrap=True)
        self._says_more.setObjectName("import.says_more")
        self._says_more.setMinimumWidth(1)
        self._to_fuller = link("", lambda: self.fuller_asked.emit(self._fuller_at), name="import.to_fuller")
        self._fuller_at = 0
        more = row(picture("info", "accent", 14), self._says_more, gap=S)
        more.setStretch(1, 1)
        self._fuller = frame("well", column(more, row(self._to_fuller, None), gap=4, margins=(S, S, S, S)))
        self._body = column(gap=S)
        area = scrolling(column(self._needed, self._fuller, self._choice, self.fields, S, self._body, None, gap=S))
        self.setLayout(column(heading(tr("What was understood")), rule(), area, gap=S))

    def show_draft(self, draft: Draft) -> None:
        """Show what was understood of the draft's table."""
        reading, index, table = draft.reading, draft.table_index, draft.table
        same = [at for at, each in enumerate(reading.tables) if each.sheet == table.sheet]
        self.choice.clear()
        for at in same:
            self.choice.addItem(table_in_words(reading.tables[at]), at)
        self.choice.setCurrentIndex(same.index(index))
        self._choice.setVisible(len(same) > 1)
        self._show_fuller(draft)
        self.fields.show()
        self.fields.show_draft(draft)
        clear(self._body)
        for title, text in facts_of(table, is_list=bool(kind_of(draft))):
            self._body.addLayout(column(caption(title), label(text, wrap=True), gap=0))
        left = [(each.cells, each.why, each.check) for each in (*table.derived, *table.skipped)]
        if left:
            self._body.addSpacing(S)
            self._body.addWidget(label(tr("Left out"), TextStyle.STRONG))
        for cells, why, check in left[:_LISTED]:
            lines = [label(cells, TextStyle.LABEL), caption(say(why), wrap=True)]
            lines += [caption(say(check), wrap=True)] if check else []
            self._body.addLayout(column(*lines, gap=0))
        if len(left) > _LISTED:
            self._body.addWidget(caption(tr("and {count} more", count=len(left) - _LISTED)))
        self._body.addSpacing(L)

    def _show_fuller(self, draft: Draft) -> None:
        """Lead to the sheet that says more than the one that comes in, such as the bids behind their summary."""
        from outsource_desk.services.import_case import fuller_table

        at = fuller_table(draft.reading, (draft.table_index, *draft.more_tables)) if not kind_of(draft) else None
        self._fuller.setVisible(at is not None)
        if at is not None:
            table, self._fuller_at = draft.reading.tables[at], at
            sheet = one_line(table.sheet, 40)
            vendors, count = len(table.vendors), len(table.lines) or len(table.criteria)
            says = (
                tr("Sheet {sheet} says more: {vendors} vendors, {count} prices.", sheet=sheet, vendors=vendors,
                   count=count)
                if table.lines
                else tr("Sheet {sheet} says more: {vendors} vendors, {criteria} criteria.", sheet=sheet,
                        vendors=vendors, criteria=count)
            )  # fmt: skip
            self._says_more.setText(says)
            self._to_fuller.setText(tr("Go to sheet {sheet}", sheet=sheet))

    def show_left_out(self, sheet: str) -> None:
        """Say that nothing of a sheet comes in, and which sheet still does.

        Args:
            sheet: of the table that comes in.
        """
        for each in (self._needed, self._fuller, self._choice, self.fields):
            each.hide()
        clear(self._body)
        still = tr("The table of sheet {sheet} still comes in. Choose that sheet to go on with it.", sheet=sheet)
        for words in (label(tr("Nothing of this sheet comes in."), wrap=True), caption(still, wrap=True)):
            self._body.addWidget(words)

    def show_need(self, need: str) -> None:
        """Say what must be done elsewhere before any row can come in; nothing takes the words away."""
        self._need.setText(need)
        self._needed.setVisible(bool(need))

    def _on_choice(self, _place: int) -> None:
        self.table_chosen.emit(int(self.choice.currentData()))


def facts_of(table: Table, *, is_list: bool = False) -> list[Fact]:
    """Return what was understood, title by title.

    Args:
        table: as it is read.
        is_list: its rows become records.
    """
    where = tr("{range} of sheet {sheet}", range=table.range, sheet=table.sheet) if table.sheet else table.range
    if is_list and table.register is not None:
        count = len(table.register.rows)
        return [
            (tr("Where"), where),
            (tr("Rows"), tr_n(count, "{count} row", "{count} rows")),
            (tr("Columns"), _names([one_line(each.name, 40) for each in table.register.columns])),
        ]
    if table.lines:
        return [
            (tr("Where"), where),
            (tr("Vendors"), _names([each.name for each in table.vendors])),
            (tr("Lines"), _names(list(dict.fromkeys(one_line(each.name, 40) for each in table.lines)))),
            (tr("Prices"), tr_n(len(table.lines), "{count} filled cell", "{count} filled cells")),
        ]
    return [
        (tr("Where"), where),
        (tr("Vendors"), _names([each.name for each in table.vendors])),
        (tr("Criteria"), _names([each.name for each in table.criteria])),
        (tr("Weights"), _weights(table)),
        (tr("Values"), tr_n(len(table.scores), "{count} filled cell", "{count} filled cells")),
    ]


def _names(names: list[str]) -> str:
    if not names:
        return tr("None")
    shown = ", ".join(names[:4])
    return f"{len(names)}: {shown}" + (" …" if len(names) > 4 else "")


def _weights(table: Table) -> str:
    known = [each.weight for each in table.criteria if each.weight is not None]
    if not known:
        return tr("None; all criteria will weigh the same until you weigh them")
    return tr("{count} weights, together {total}", count=len(known), total=formats.points(sum(known)))
