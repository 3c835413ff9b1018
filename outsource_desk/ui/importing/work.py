"""The picture of the sheet beside what is asked about it, and the account of its cells below."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from outsource_desk.ui.importing.account import AccountBar, Legend
from outsource_desk.ui.importing.draft import SUMMARY
from outsource_desk.ui.importing.facts import Facts, Lines, cell_in_words, decimal_in_words
from outsource_desk.ui.importing.sheet_model import SheetModel
from outsource_desk.ui.importing.sheet_view import SheetView
from outsource_desk.ui.importing.view_fields import holds_amounts
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.theme import L, M, S, TextStyle, look, scaled, text_font
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.layout import button, caption, card, column, frame, holder, label, link, picture, row
from outsource_desk.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from outsource_desk.services.import_preview import SheetLeftOut, SheetPicture, Table, UsedCells
    from outsource_desk.services.import_questions import CellQuestion
    from outsource_desk.ui.importing.draft import Draft

_TABS, _TABS_WIDTH = 4, 340  # sheets, and pixels, beyond which they are a list to choose from


class SheetChoice(QWidget):
    """The sheets of the file: tabs, or a list where there are many."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._tabs = Segments([], "import.sheets", tr("Sheet"))
        self._list = Choice()
        self._list.setObjectName("import.sheet_list")
        self._list.setAccessibleName(tr("Sheet"))
        self._list.setMinimumContentsLength(12)
        self._tabs.chosen.connect(self.chosen)
        self._list.activated.connect(self._on_list)
        self.setLayout(row(self._tabs, self._list))

    def show_sheets(self, sheets: list[tuple[str, str]], current: str) -> None:
        """Offer the sheets: pairs of their name and what is shown of it."""
        is_short = len(sheets) <= _TABS and self._width_of([text for _, text in sheets]) <= _TABS_WIDTH
        self.blockSignals(True)
        self._tabs.show_choices(sheets)
        self._tabs.choose(current)
        self.blockSignals(False)
        self._list.clear()
        for name, text in sheets:
            self._list.addItem(text, name)
        self._list.setCurrentIndex([name for name, _ in sheets].index(current))
        self._tabs.setVisible(is_short)
        self._list.setVisible(not is_short)

    @staticmethod
    def _width_of(texts: list[str]) -> int:
        metrics = QFontMetrics(text_font(TextStyle.STRONG))
        return sum(metrics.horizontalAdvance(text) + scaled(24) for text in texts)

    def _on_list(self, _place: int) -> None:
        self.chosen.emit(str(self._list.currentData()))


class WorkPane(QWidget):
    """All that is shown of a file that was read."""

    back, forward, cancelled = Signal(), Signal(), Signal()
    wanted = Signal(str)  # a sheet that was left out is to be read all the same

    def __init__(self) -> None:
        super().__init__()
        self.model = SheetModel(self)
        self.view = SheetView(self.model)
        self.sheets, self.facts = SheetChoice(), Facts()
        self._side, self._main = QStackedWidget(), QStackedWidget()
        self._side.addWidget(self.facts)
        self._left_words = label("", wrap=True)
        self._left_words.setObjectName("import.left_out")
        self._anyway = link(tr("Read this sheet all the same"), self._on_anyway, name="import.anyway")
        self._wanted = self._in = ""  # the sheet that is left out, and the one that comes in
        self._pictured_sheet = ""
        notice = row(picture("info"), self._left_words, self._anyway, gap=S, margins=(S, S, S, S))
        notice.setStretch(1, 1)
        self._notice = frame("well", notice)
        self._notice.hide()
        self._below, self._more = caption(), caption()
        self._below.setObjectName("import.place")
        self._table: Table | None = None
        self._lines: tuple[Lines, Lines] = {}, {}
        self.view.cell_reached.connect(self._show_place)
        self._side_card = card(self._side)
        self._side_card.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        upper = row(self._build_sheet(), self._side_card, gap=L)
        upper.setStretch(0, 1)
        lower = self._build_foot()
        whole = column(upper, lower, gap=L)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self._dress()
        look.changed.connect(self._dress)

    def _build_sheet(self) -> QWidget:
        self._legend = Legend()
        above = row(self.sheets, None, self._legend)
        below = row(self._below, None, self._more)
        self._pictured = holder(column(above, self._notice, self.view, below, gap=S))
        self._main.addWidget(self._pictured)
        self._main.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        return card(self._main)

    def _build_foot(self) -> QWidget:
        self._used = label("", TextStyle.STRONG)
        self.account = AccountBar()
        self._why_not = caption(wrap=True)
        self._why_not.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._why_not.setObjectName("import.why_not")
        self.stop = button(tr("Cancel"), self.cancelled.emit, name="import.cancel")
        self.previous = button(tr("&Back"), self.back.emit, name="import.back")
        self.next = button(tr("Contin&ue"), self.forward.emit, kind="primary", name="import.next")
        bar = column(self._used, self.account, gap=S)
        buttons = column(None, self._why_not, row(None, self.stop, self.previous, self.next, gap=S), None, gap=4)
        line = row(bar, buttons, gap=L, margins=(L, M, L, M))
        line.setStretch(0, 1)
        foot = frame("card", line)
        foot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return foot

    def show_draft(self, draft: Draft, questions: Sequence[CellQuestion], regions: dict[str, str]) -> None:
        """Show another file or another of its tables."""
        from outsource_desk.services.import_answers import lines_of

        table, reading = draft.table, draft.reading
        named = {each.sheet: each.sheet for each in reading.pictures}
        named |= {each.sheet: _left_out_in_words(each) for each in reading.sheets_left_out}
        shown = [(name, text or tr("Table")) for name, text in named.items()]
        self.sheets.show_sheets(shown, table.sheet)
        self.sheets.setVisible(len(shown) > 1 or bool(table.sheet))
        self._go_to_start_of(table.sheet)
        self.model.show(draft.picture, regions, questions)
        self.view.show_header(max(table.header_rows, default=0))
        self.view.setAccessibleName(tr("Picture of sheet {sheet}", sheet=table.sheet or reading.file))
        self._legend.show_side(has_vendors=table.orientation != "vendors_as_columns", values=_values(table))
        self._table, self._lines = table, lines_of(table)
        self._show_place("")
        self._show_more(draft.picture)
        self._notice.hide()
        self.account.show()
        self.facts.show_draft(draft)
        self._in = table.sheet

    def _go_to_start_of(self, sheet: str) -> None:
        """Show a sheet from its start, unless it is seen already, only read in another way."""
        if sheet != self._pictured_sheet:
            self._pictured_sheet = sheet
            self.view.go_to_start()

    def show_list(self, regions: Mapping[str, str]) -> None:
        """Colour the picture as a list of records; the doubts are to be shown next."""
        self.model.show_regions(regions)
        self._legend.show_list()

    def _show_more(self, picture: SheetPicture) -> None:
        """Say how many rows the picture lacks."""
        more = picture.more_rows
        text = tr_n(more, "{count} more row is not shown", "{count} more rows are not shown") if more else ""
        self._more.setText(text)

    def _show_place(self, cell: str) -> None:
        """Say below the picture what the present cell is about; without one, how numbers are read."""
        place = cell_in_words(self._table, self._lines, cell) if self._table and cell else ""
        self._below.setText(place or (decimal_in_words(self._table) if self._table else ""))

    def show_doubts(self, questions: Sequence[CellQuestion], answered: Collection[str], cells: UsedCells) -> None:
        """Mark what is in doubt and what has been answered, and count again."""
        self.model.show_doubts(questions, answered)
        self.account.show_cells(cells)
        self._used.setText(self.account.accessibleName())

    def hold(self, main: QWidget | None, side: QWidget) -> None:
        """Take the panes of a way in before they are shown, so that they go when the page goes."""
        for stack, pane in ((self._main, main), (self._side, side)):
            if pane is not None and stack.indexOf(pane) < 0:
                stack.addWidget(pane)

    def keep(self, main: QWidget | None, side: QWidget) -> None:
        """Take the panes of a step in, not shown yet."""
        for stack, pane in ((self._main, main), (self._side, side)):
            if pane is not None and stack.indexOf(pane) < 0:
                stack.addWidget(pane)

    def show_step(self, step: int, main: QWidget | None, side: QWidget, why_not: str) -> None:
        """Show what is asked in a step, and whether it can go on.

        Args:
            step: which one.
            main: what stands in place of the picture; None = the picture.
            side: what is asked beside it.
            why_not: why it cannot go on; nothing if it can.
        """
        self._side.setCurrentWidget(side)
        self._main.setCurrentWidget(main or self._pictured)
        self.next.setText(tr("&Import") if step == SUMMARY else tr("Contin&ue"))
        self._hold(why_not)

    def _hold(self, why_not: str) -> None:
        """Let the user go on, or say why not."""
        self.next.setEnabled(not why_not)
        self.next.setAccessibleDescription(why_not)
        self._why_not.setText(why_not)
        self._why_not.setVisible(bool(why_not))

    def show_left_out(self, sheet: str, why: str, picture: SheetPicture | None) -> None:
        """Show a sheet that is left out as it stands, and why it is."""
        self._wanted, self._table = sheet, None
        self._left_words.setText(tr("Sheet {sheet} is left out: {why}.", sheet=sheet, why=say(why)))
        self._notice.show()
        self._anyway.setVisible(picture is not None and bool(picture.rows))
        if picture is not None:
            self._go_to_start_of(sheet)
            self.model.show(picture, {}, ())
            self._show_more(picture)
        self.view.show_header(0)
        self.facts.show_left_out(self._in)
        self._used.setText(tr("No cell of this sheet is imported"))
        self.account.hide()
        self._show_place("")
        self._hold(tr("Choose a sheet with a table to go on"))

    def _on_anyway(self) -> None:
        self.wanted.emit(self._wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()

    def _dress(self) -> None:
        self.account.suit(self.height())
        self._side_card.setFixedWidth(max(264, min(scaled(336), round(self.width() * 0.4))))
        buttons = (self.stop, self.previous, self.next)
        self._why_not.setFixedWidth(sum(each.sizeHint().width() for each in buttons) + 2 * S)


def _values(table: Table) -> str:
    if table.kind == "prices":
        return tr("Prices")
    return tr("Amounts") if holds_amounts(table) else tr("Scores")


def _left_out_in_words(sheet: SheetLeftOut) -> str:
    is_hidden = "hidden" in sheet.why
    return tr("{sheet} (hidden)", sheet=sheet.sheet) if is_hidden else tr("{sheet} (left out)", sheet=sheet.sheet)
