"""Vendors side by side as a table: a line for each thing, a column for each vendor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from outsource_desk.domain.compared import Aspect, Cell, ComparedLine, Form, Part, VendorComparison
from outsource_desk.domain.formatting import minor_digits
from outsource_desk.ui import formats
from outsource_desk.ui.language import say, tr

Index = QModelIndex | QPersistentModelIndex
_DISPLAY, _SPOKEN = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
TONE = int(Qt.ItemDataRole.UserRole)  # good, warn, bad or empty
DIFFERS = TONE + 1  # whether the vendors differ in the line
HEADING = TONE + 2  # whether the row is a heading
SIGN = "≠"


@dataclass(frozen=True)
class _Row:
    name: str
    cells: tuple[Cell, ...] = ()  # none: a heading
    differs: bool = False


def aspect_words() -> dict[Aspect, str]:
    """Return what the parts of a comparison are called."""
    return {
        Aspect.STANDING: tr("In this initiative"),
        Aspect.PROFILE: tr("Profile"),
        Aspect.SITES: tr("Sites"),
        Aspect.CERTIFICATES: tr("Certificates"),
        Aspect.FINANCE: tr("Finance"),
        Aspect.INSURANCE: tr("Insurance"),
        Aspect.OWNERS: tr("Owners"),
        Aspect.SUPPLY: tr("Supply chain"),
        Aspect.REFERENCES: tr("References"),
        Aspect.WATCH: tr("Watch list"),
    }


def line_words() -> dict[str, str]:
    """Return what the lines of a comparison are called; ratios and certificates have names of their own."""
    return {
        "Rank": tr("Rank"),
        "Total": tr("Total"),
        "Vetting, secured": tr("Vetting, secured"),
        "Gates of the vetting": tr("Gates of the vetting"),
        "Kind": tr("Kind"),
        "Status": tr("Status"),
        "Legal name": tr("Legal name"),
        "Country": tr("Country"),
        "Group": tr("Group"),
        "Founded": tr("Founded"),
        "Employees": tr("Employees"),
        "Sites": tr("Sites"),
        "Hours worked together": tr("Hours worked together"),
        "Owners": tr("Owners"),
        "Sub-contractors": tr("Sub-contractors"),
        "Countries in all": tr("Countries in all"),
        "References": tr("References"),
        "Open observations": tr("Open observations"),
        "Revenue": tr("Revenue"),
        "Auditor’s opinion": tr("Auditor’s opinion"),
        "Professional indemnity": tr("Professional indemnity"),
        "Cyber insurance": tr("Cyber insurance"),
        "General liability": tr("General liability"),
        "Employer’s liability": tr("Employer’s liability"),
        "Crime insurance": tr("Crime insurance"),
    }


def part_words(part: Part) -> str:
    """Return a part of a cell as the user reads it."""
    value = part.value
    match part.form, value:
        case Form.WORD, str(value):
            return say(value)
        case Form.NUMBER, float() | int():
            return formats.points(round(value, 2))
        case Form.PERCENT, float() | int():
            return formats.percent(value, 0 if float(100 * value).is_integer() else 1)
        case Form.HOURS, float() | int():
            return tr("{count} hours a day", count=formats.points(value))
        case Form.EXAMINED, float() | int():
            return tr("{share} covered", share=formats.percent(value))
        case Form.RATING, float() | int():
            return tr("{points} of 5", points=formats.points(value))
        case Form.MONEY, (int(amount), str(currency)):
            return formats.money(amount / 10 ** minor_digits(currency), currency)
        case Form.DAY, str(value):
            return formats.day(value)
        case Form.UNTIL, str(value):
            return tr("until {day}", day=formats.day(value))
        case Form.COUNTRY, str(value):
            return say(QLocale.territoryToString(QLocale.codeToTerritory(value)))
        case _:
            return str(value)


def cell_words(cell: Cell) -> str:
    """Return a cell as the user reads it: lines below each other, a dot between the parts of one."""
    return "\n".join(" · ".join(map(part_words, line)) for line in cell.lines) or "–"


class ComparisonModel(QAbstractTableModel):
    """Shows a comparison under headings; all lines, or only those in which the vendors differ."""

    def __init__(self, comparison: VendorComparison, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._comparison = comparison
        self._rows: list[_Row] = []
        self._said: dict[Cell, str] = {}
        self.show_lines(only_differences=False)

    @property
    def counts(self) -> tuple[int, int]:
        """Return in how many lines the vendors differ, and how many there are."""
        lines = self._comparison.lines
        return sum(line.differs for line in lines), len(lines)

    def show_lines(self, *, only_differences: bool) -> None:
        """Show all lines, or only differences."""
        self.beginResetModel()
        self._rows = []
        chosen = [line for line in self._comparison.lines if line.differs or not only_differences]
        for aspect, title in aspect_words().items():
            lines = [line for line in chosen if line.aspect is aspect]
            if lines:
                self._rows += [_Row(title), *map(_row, lines)]
        self.endResetModel()

    def headings(self) -> list[int]:
        """Return the rows that are headings."""
        return [place for place, each in enumerate(self._rows) if not each.cells]

    def grid(self) -> list[list[str]]:
        """Return what is shown as texts, to be copied."""
        head = [str(self.headerData(place, Qt.Orientation.Horizontal)) for place in range(self.columnCount())]
        rows = [
            [str(self.index(row, place).data() or "").replace("\n", "; ") for place in range(self.columnCount())]
            for row in range(self.rowCount())
        ]
        return [head, *rows]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else 1 + len(self._comparison.vendors)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section <= len(self._comparison.vendors):
            return None
        name = self._comparison.vendors[section - 1].name if section else ""
        return name if role in (_DISPLAY, _TIP) else None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        row, place = self._rows[index.row()], index.column()
        if role == HEADING:
            return not row.cells
        if role == DIFFERS:
            return row.differs
        if role == TONE:
            return row.cells[place - 1].tone if row.cells and place else ""
        if role == _SPOKEN and place and row.cells:
            return self._spoken(row, place)
        if role not in (_DISPLAY, _TIP, _SPOKEN):
            return None
        if place == 0:
            return f"{SIGN} {row.name}" if row.differs else row.name
        return self._words(row.cells[place - 1]) if row.cells else ""

    def _spoken(self, row: _Row, place: int) -> str:
        said = f"{self._comparison.vendors[place - 1].name}, {row.name}: {self._words(row.cells[place - 1])}"
        return f"{said} ({tr('differs')})" if row.differs else said

    def _words(self, cell: Cell) -> str:
        if cell not in self._said:
            self._said[cell] = cell_words(cell)
        return self._said[cell]


def _row(line: ComparedLine) -> _Row:
    words = line.name if line.is_own_name else line_words().get(line.name) or say(line.name)
    return _Row(words, line.cells, line.differs)


def shown_names(names: Sequence[str]) -> str:
    """Return who is compared, in words."""
    return tr("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])
