"""A vendor's accounts as accountants read them: a figure in each row, a year in each column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from outsource_desk.domain.dossier import FinancialYear, Opinion
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import minor_digits
from outsource_desk.ui import formats
from outsource_desk.ui.errors import explain
from outsource_desk.ui.language import tr
from outsource_desk.ui.models.editable_rows import PROBLEM

Index = QModelIndex | QPersistentModelIndex
Write = Callable[[int, str, object], object]  # id of the year, field, value; raises a `DeskError` if it refuses

_DISPLAY, _EDIT = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.EditRole)
_TIP, _ALIGN = int(Qt.ItemDataRole.ToolTipRole), int(Qt.ItemDataRole.TextAlignmentRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

CURRENCY, SHARE, OPINION = "currency", "our_share", "opinion"
UNITS = {"full": 1, "thousand": 1_000, "million": 1_000_000}


def figure_words() -> dict[str, str]:
    """Return every field of a year with its words, in the order of the table."""
    return {
        CURRENCY: tr("Currency"),
        "revenue": tr("Revenue"),
        "operating_profit": tr("Operating profit"),
        "ebitda": tr("EBITDA"),
        "net_profit": tr("Net profit"),
        "interest": tr("Interest paid"),
        "free_cash_flow": tr("Free cash flow"),
        "current_assets": tr("Current assets"),
        "inventory": tr("of which inventory"),
        "current_liabilities": tr("Current liabilities"),
        "net_debt": tr("Net debt"),
        "equity": tr("Equity"),
        SHARE: tr("Our share of revenue"),
        OPINION: tr("Auditor’s opinion"),
    }


def opinion_choices() -> list[tuple[str, str]]:
    """Return the opinions of an auditor with their words."""
    return [
        (str(Opinion.CLEAN), tr("clean")),
        (str(Opinion.EMPHASIS), tr("clean, with emphasis")),
        (str(Opinion.QUALIFIED), tr("qualified")),
        (str(Opinion.GOING_CONCERN), tr("going concern in doubt")),
        (str(Opinion.NONE), tr("not audited")),
    ]


class YearsModel(QAbstractTableModel):
    """Shows years, the latest first, amounts in a unit; a text that was refused stays with its error."""

    problems_changed = Signal()

    def __init__(self, write: Write, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._write = write
        self._words = figure_words()
        self._opinions = dict(opinion_choices())
        self.fields = tuple(self._words)
        self._years: tuple[FinancialYear, ...] = ()
        self._factor = 1
        self._is_read_only = False
        self._refused: dict[tuple[int, str], tuple[str, DeskError]] = {}

    @property
    def years(self) -> tuple[FinancialYear, ...]:
        """Return the years in the order of the columns."""
        return self._years

    def show_years(self, years: Sequence[FinancialYear]) -> None:
        """Show these years."""
        fresh = tuple(sorted(years, key=lambda each: -each.year))
        if [each.id for each in fresh] == [each.id for each in self._years]:
            self._years = fresh
            self._tell_all()
            return
        self.beginResetModel()
        self._years = fresh
        ids = {each.id for each in fresh}
        self._refused = {key: what for key, what in self._refused.items() if key[0] in ids}
        self.endResetModel()
        self.problems_changed.emit()

    def set_unit(self, unit: str) -> None:
        """Show and read amounts in a unit of `UNITS`."""
        self._factor = UNITS[unit]
        self._tell_all()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)

    def set_read_only(self, is_read_only: bool) -> None:
        """Allow or forbid typing."""
        self._is_read_only = is_read_only

    def year_at(self, column: int) -> FinancialYear | None:
        """Return the year of a column; none for that of the names."""
        return self._years[column - 1] if 1 <= column <= len(self._years) else None

    def problems(self) -> list[tuple[str, DeskError]]:
        """Return what was refused and is still to be put right, each with its place."""
        years = {each.id: each.year for each in self._years}
        return [(f"{self._words[field]} {years[at]}", error) for (at, field), (_, error) in self._refused.items()]

    def forget(self, index: Index) -> bool:
        """Show again what the file holds in a cell; return whether something else was there."""
        if self._refused.pop(self._cell(index), None) is None:
            return False
        self._tell_all()
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() or not self._years else len(self.fields)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else 1 + len(self._years)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section <= len(self._years):
            return None
        if role == _DISPLAY:
            return self._unit_words() if section == 0 else str(self._years[section - 1].year)
        return (_RIGHT if section else _LEFT) if role == _ALIGN else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_open = index.column() > 0 and not self._is_read_only
        return plain | Qt.ItemFlag.ItemIsEditable if is_open else plain

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or role not in (_DISPLAY, _EDIT, _TIP, _ALIGN, _SPOKEN, PROBLEM):
            return None
        field = self.fields[index.row()]
        if index.column() == 0:
            if role == PROBLEM:
                return ""
            return _LEFT if role == _ALIGN else self._words[field]
        if role == _ALIGN:
            return _RIGHT
        typed, error = self._refused.get(self._cell(index), (None, None))
        if role == PROBLEM or (role == _TIP and error):
            return " ".join(explain(error)) if error else ""
        year = self._years[index.column() - 1]
        if role == _EDIT:
            return self._text(year, field, is_edited=True) if typed is None else typed
        text = self._text(year, field) if typed is None else typed
        if role == _SPOKEN:
            said = f"{self._words[field]} {year.year}: {text or tr('not known')}"
            return " ".join(filter(None, (said, " ".join(explain(error)) if error else "")))
        return text

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        year = self.year_at(index.column()) if index.isValid() else None
        if year is None or role != _EDIT or self._is_read_only:
            return False
        text, field = str(value).strip(), self.fields[index.row()]
        if text == index.data(_EDIT):
            return True
        try:
            self._write(year.id, field, self._read(field, text))
        except DeskError as error:
            self._refused[year.id, field] = (text, error)
            self._tell_all()
            return False
        self._refused.pop((year.id, field), None)
        self._tell_all()
        return True

    def _unit_words(self) -> str:
        """Return the unit of the amounts, as it stands over the names of the figures."""
        return {1: tr("Amounts in full"), 1_000: tr("Amounts in thousands")}.get(
            self._factor, tr("Amounts in millions")
        )

    def _text(self, year: FinancialYear, field: str, *, is_edited: bool = False) -> str:
        value = getattr(year, field)
        if field == OPINION:
            return str(value) if is_edited else self._opinions[str(value)]
        if field == CURRENCY:
            return str(value)
        if value is None:
            return "" if is_edited else "–"
        if field == SHARE:
            return f"{formats.points(100 * value)} %"
        return formats.points(value / 10 ** minor_digits(year.currency) / self._factor)

    def _read(self, field: str, text: str) -> object:
        if field in (CURRENCY, OPINION):
            return text.upper() if field == CURRENCY else text
        if not text or text in ("–", "-"):
            return None
        if field == SHARE:
            return formats.read_number(text.removesuffix("%")) / 100
        return formats.read_number(text) * self._factor

    def _cell(self, index: Index) -> tuple[int, str]:
        year = self.year_at(index.column())
        return year.id if year else 0, self.fields[index.row()]

    def _tell_all(self) -> None:
        if count := self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, len(self._years)))
        self.problems_changed.emit()
