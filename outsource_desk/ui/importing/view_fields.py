"""How a sheet is to be seen: header, direction, kind, decimal sign, hidden lines; and how a text file is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from outsource_desk.ui.importing.said_words import delimiter_in_words, encoding_in_words, kinds_in_words
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import S
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.layout import column, holder, label, link

if TYPE_CHECKING:
    from outsource_desk.services.import_preview import SheetPicture, Table
    from outsource_desk.ui.importing.draft import Draft

_ROWS_BEFORE, _ROWS_AFTER = 12, 8  # that are offered as a header, round the present one
_LONGEST = 44  # letters of a row
Options = Sequence[tuple[Any, str]]


class _Asked(Choice):
    """A choice below its words; hidden while there is nothing to choose."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(text.replace("&", ""))
        title = label(text)
        title.setBuddy(self)
        self.whole = holder(column(title, self, gap=4))

    def offer(self, options: Options, chosen: object) -> None:
        """Offer other choices, one of them chosen."""
        self.clear()
        for value, words in options:
            self.addItem(words, value)
        self.setCurrentIndex(next((at for at, (value, _) in enumerate(options) if value == chosen), -1))
        self.whole.setVisible(bool(options))


class ViewFields(QWidget):
    """What was found about a sheet as a whole, each of it to be changed; every change is told at once."""

    seen = Signal(object)  # a SheetView
    written = Signal(str, str)  # encoding and delimiter of a text file, to be opened once more

    def __init__(self) -> None:
        super().__init__()
        self._draft: Draft | None = None
        self.header = _Asked(tr("Header"), "import.view.header")
        self.orientation = _Asked(tr("Direction"), "import.view.orientation")
        self.kind = _Asked(tr("What it holds"), "import.view.kind")
        self.decimal = _Asked(tr("Decimal sign"), "import.view.decimal")
        self.encoding = _Asked(tr("Encoding"), "import.view.encoding")
        self.delimiter = _Asked(tr("Between fields"), "import.view.delimiter")
        self.hidden = QCheckBox(tr("Read hidden rows and columns too"))
        self.hidden.setObjectName("import.view.hidden")
        self.as_found = link(tr("Read it as it was found"), self._on_as_found, name="import.view.as_found")
        fields = (self.header, self.orientation, self.kind, self.decimal, self.encoding, self.delimiter)
        self.setLayout(column(*(each.whole for each in fields), self.hidden, self.as_found, gap=S))
        self.header.activated.connect(lambda: self._see(header_row=self.header.currentData()))
        self.orientation.activated.connect(lambda: self._see(orientation=self.orientation.currentData()))
        self.kind.activated.connect(lambda: self._see(kind=self.kind.currentData()))
        self.decimal.activated.connect(lambda: self._see(decimal=self.decimal.currentData()))
        self.hidden.toggled.connect(self._on_hidden)
        for each in (self.encoding, self.delimiter):
            each.activated.connect(self._on_written)

    def show_draft(self, draft: Draft) -> None:
        """Show how the draft's sheet is seen as things stand."""
        from outsource_desk.services.import_views import DELIMITERS, ENCODINGS, KINDS, SheetView, has_hidden_lines

        self._draft = draft
        table, reading, view = draft.table, draft.reading, draft.view
        header = max(table.header_rows, default=0)
        self.header.offer(_rows(draft.picture, header), header)
        ways = (
            ("vendors_as_columns", tr("Vendors are columns")),
            ("vendors_as_rows", tr("Vendors are rows")),
        )
        is_matrix = table.orientation in dict(ways)
        other = () if is_matrix else ((table.orientation, tr("One entry to each row")),)
        self.orientation.offer((*ways, *other), table.orientation)
        words = kinds_in_words() | ({"scores": tr("Amounts of vendors")} if holds_amounts(table) else {})
        self.kind.offer([(each, words.get(each, each)) for each in KINDS], draft.kind or table.kind)
        signs = (
            (None, tr("No number in text needs one")),
            (",", tr("Comma; a point is for thousands")),
            (".", tr("Point; a comma is for thousands")),
        )
        self.decimal.offer(signs if not table.decimal else signs[1:], table.decimal or None)
        is_text = bool(reading.encoding) and draft.path is not None
        known = list(dict.fromkeys((reading.encoding, *ENCODINGS))) if is_text else []
        self.encoding.offer([(each, encoding_in_words(each)) for each in known], reading.encoding)
        signs_between = list(dict.fromkeys((reading.delimiter, *DELIMITERS))) if is_text else []
        self.delimiter.offer([(each, delimiter_in_words(each)) for each in signs_between if each], reading.delimiter)
        self.hidden.blockSignals(True)
        self.hidden.setChecked(view.with_hidden)
        self.hidden.blockSignals(False)
        self.hidden.setVisible(has_hidden_lines(reading, table.sheet))
        self.as_found.setVisible(view != SheetView())

    def _see(self, **changes: object) -> None:
        if self._draft is not None:
            self.seen.emit(replace(self._draft.view, **changes))

    def _on_hidden(self, is_on: bool) -> None:
        self._see(with_hidden=is_on)

    def _on_as_found(self) -> None:
        from outsource_desk.services.import_views import SheetView

        self.seen.emit(SheetView())

    def _on_written(self, _place: int) -> None:
        self.written.emit(str(self.encoding.currentData()), str(self.delimiter.currentData() or ""))


def holds_amounts(table: Table) -> bool:
    """Tell whether a table holds numbers that are no points of any scale, such as total prices."""
    has_points = any(each.maximum is not None for each in table.criteria)
    return table.kind == "scores" and not has_points and any(each.value is not None for each in table.scores)


def _rows(picture: SheetPicture, header: int) -> Options:
    """Return rows of a picture that may be the header, those round the present one."""
    used = [row for row in picture.rows if any(row.texts)]
    at = next((at for at, row in enumerate(used) if row.number >= header), 0)
    near = used[max(0, at - _ROWS_BEFORE) : at + _ROWS_AFTER + 1]
    return [(row.number, _row_in_words(row.number, row.texts)) for row in near]


def _row_in_words(number: int, texts: tuple[str, ...]) -> str:
    said = ", ".join(filter(None, texts))
    return tr("Row {row}: {texts}", row=number, texts=said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…")
