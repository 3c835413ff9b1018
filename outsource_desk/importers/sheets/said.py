"""What stands in the cells of a stranger's sheet, with all that both readers know of each; nothing is interpreted."""

from __future__ import annotations

from dataclasses import dataclass

from outsource_desk.domain.spreadsheets import column_letters
from outsource_desk.importers.cells import Value, raw_text
from outsource_desk.importers.sheets.grid import Fault, Sheet


@dataclass(frozen=True)
class Said:
    """What stands in one cell, not yet understood."""

    value: Value = ""
    cell: str = ""
    is_formula: bool = False
    is_percent: bool | None = False  # shown as per cent; None = nobody could look
    doubt: str = ""  # what the two readers disagree about

    @property
    def text(self) -> str:
        """Return it as text."""
        return "" if isinstance(self.value, Fault) else raw_text(self.value).strip()

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing."""
        return not self.is_formula and not isinstance(self.value, Fault) and not self.text


NOTHING = Said()


class SheetCells:
    """The cells of one sheet with all that both readers know of them."""

    def __init__(self, sheet: Sheet, is_checked: bool) -> None:
        self._sheet, self._is_checked = sheet, is_checked
        self._rows = dict(sheet.rows)
        self._doubts = {
            (row, column): f"one reader sees “{first}”, the other “{second}”"
            for row, column, first, second in sheet.disagreements
        }

    def numbers(self) -> list[int]:
        """Return the numbers of the used rows."""
        return sorted({*self._rows, *(row for row, _ in self._sheet.faults)})

    def value(self, row: int, column: int) -> Value:
        """Return what stands in a cell."""
        values = self._rows.get(row, [])
        return values[column - 1] if column <= len(values) else ""

    def said(self, row: int, column: int) -> Said:
        """Return a cell with all that is known of it."""
        at = (row, column)
        value = Fault(self._sheet.faults[at]) if at in self._sheet.faults else self.value(row, column)
        return Said(
            value=value,
            cell=f"{column_letters(column)}{row}",
            is_formula=at in self._sheet.formulas,
            is_percent=(at in self._sheet.percents) if self._is_checked else None,
            doubt=self._doubts.get(at, ""),
        )

    def width(self) -> int:
        """Return the number of the last used column."""
        return max((len(values) for values in self._rows.values()), default=0)
