"""Tables of values below each other on one sheet: heading, note, columns, rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from outsource_desk.reports.workbook.look import (
    AFTER_NUMBER,
    HEAD,
    HEAD_AFTER,
    HEAD_RIGHT,
    LABEL,
    PLAIN,
    STRONG,
    TEXT,
    Look,
)
from outsource_desk.reports.workbook.page import Page
from outsource_desk.reports.workbook.text import line_count

Entry = str | float | None

SHARE = replace(PLAIN, format="0.0%")
POINTS = replace(PLAIN, format="0.0")
EXACTLY = replace(PLAIN, format="0.000")
AMOUNT = replace(PLAIN, format="[>=1000]#,##0;0.00")
SIGNED_SHARE = replace(PLAIN, format="+0.0%;-0.0%;0.0%")
NAME, AFTER = STRONG, AFTER_NUMBER
MOST_LINES = 12


class Blocks:
    """Writes from the top of a sheet downwards; every column has one width for all blocks."""

    def __init__(self, page: Page, row: int, last_column: int) -> None:
        self.page, self.row, self.last_column = page, row, last_column

    def sentences(self, title: str, sentences: Sequence[str]) -> None:
        """Write whole sentences, each on a line of its own."""
        if not any(sentences):
            return
        self._begin(title, "")
        for sentence in filter(None, sentences):
            self.page.wide(self.row, 1, self.last_column, sentence, TEXT)
            self.row += 1

    def table(
        self, title: str, note: str, head: Sequence[str], rows: Sequence[Sequence[Entry]], looks: Sequence[Look]
    ) -> int:
        """Write a table and return its first row; nothing of it where there are no rows.

        Args:
            title: its heading.
            note: a sentence under it.
            head: one heading for each column.
            rows: one entry for each column; None stays empty.
            looks: of the columns; the last one stands for all further ones.
        """
        if not rows:
            return self.row
        self._begin(title, note)
        of = [looks[min(column, len(looks) - 1)] for column in range(len(head))]
        for column, (text, look) in enumerate(zip(head, of, strict=True), 1):
            self.page.text(self.row, column, text, _heading(look))
        self._fit(head)
        first = self.row + 1
        for entries in rows:
            self.row += 1
            for column, (entry, look) in enumerate(zip(entries, of, strict=True), 1):
                if isinstance(entry, str) and look.align == "right":
                    self.page.text(self.row, column, entry, replace(look, format="General"))
                else:
                    self.page.value(self.row, column, entry, look)
            self._fit(entries)
        self.row += 1
        return first

    def _begin(self, title: str, note: str) -> None:
        self.row += 1
        self.page.heading(self.row, title, 1)
        self.row += 1
        if note:
            self.page.wide(self.row, 1, self.last_column, note, LABEL)
            self.row += 1

    def _fit(self, entries: Sequence[Entry]) -> None:
        """Make a row as high as its longest text needs."""
        lines = [
            line_count(self.page.book.clean(entry), self.page.width(column))
            for column, entry in enumerate(entries, 1)
            if isinstance(entry, str)
        ]
        self.page.tall(self.row, min(MOST_LINES, max(lines, default=1)))


def _heading(look: Look) -> Look:
    """Return the look of a heading: over what stands below it."""
    if look.align == "right":
        return HEAD_RIGHT
    return HEAD_AFTER if look.indent else HEAD
