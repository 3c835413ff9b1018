"""The cells of a sheet as a table for the screen: text, region and doubt of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from outsource_desk.domain.spreadsheets import column_letters
from outsource_desk.ui.language import say, tr

if TYPE_CHECKING:
    from outsource_desk.services.import_preview import SheetPicture
    from outsource_desk.services.import_questions import CellQuestion

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_STATES = ("error", "ask", "care", "empty", "")  # by severity
_UNSTORED = "formula without a stored value"  # as the reader says it
_FIGURES = set("0123456789.,'%€$£¥-+−()/ ")


def _in_words(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the texts of a row with what the reader says in place of a result in the language of the window."""
    return tuple(say(text) if text == _UNSTORED else text for text in texts) if _UNSTORED in texts else texts


class SheetModel(QAbstractTableModel):
    """The picture of a sheet, with the regions of one table and the doubts about its cells."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._columns: tuple[int, ...] = ()
        self._numbers: list[int] = []
        self._texts: list[tuple[str, ...]] = []
        self._regions: dict[str, str] = {}
        self._questions: dict[str, CellQuestion] = {}
        self._answered: frozenset[str] = frozenset()
        self._letters: list[str] = []
        self._row_at: dict[int, int] = {}
        self._column_at: dict[str, int] = {}
        self.hidden_rows: frozenset[int] = frozenset()
        self.hidden_columns: frozenset[int] = frozenset()

    def show(self, picture: SheetPicture, regions: dict[str, str], questions: Iterable[CellQuestion]) -> None:
        """Show a sheet with the parts of one of its tables."""
        self.beginResetModel()
        self._columns = picture.columns
        self._numbers = [row.number for row in picture.rows]
        self._texts = [_in_words(row.texts) for row in picture.rows]
        self._letters = [column_letters(column) for column in picture.columns]
        self._row_at = {number: at for at, number in enumerate(self._numbers)}
        self._column_at = {letters: at for at, letters in enumerate(self._letters)}
        self.hidden_rows = frozenset(at for at, row in enumerate(picture.rows) if row.is_hidden)
        self.hidden_columns = frozenset(
            at for at, column in enumerate(picture.columns) if column in picture.hidden_columns
        )
        self._regions = dict(regions)
        self._take(questions)
        self._answered = frozenset()
        self.endResetModel()

    def show_regions(self, regions: Mapping[str, str]) -> None:
        """Show the same cells as other parts of the table; the doubts are to be shown next."""
        self._regions = dict(regions)

    def show_doubts(self, questions: Iterable[CellQuestion], answered: Collection[str]) -> None:
        """Mark the cells in doubt, and those that have been answered."""
        self._take(questions)
        self._answered = frozenset(answered)
        if self._texts and self._columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._texts) - 1, len(self._columns) - 1))

    def _take(self, questions: Iterable[CellQuestion]) -> None:
        self._questions = {}
        for question in questions:
            if question.acts:
                self._questions.setdefault(question.cell.partition(":")[0], question)

    def cell(self, index: Index) -> str:
        """Return the address of a cell."""
        return f"{self._letters[index.column()]}{self._numbers[index.row()]}" if index.isValid() else ""

    def index_of(self, cell: str) -> QModelIndex:
        """Return where a cell stands; an invalid index if it is not in the picture."""
        first = cell.partition(":")[0]
        letters = first.rstrip("0123456789")
        number = first[len(letters) :]
        row, column = self._row_at.get(int(number or 0)), self._column_at.get(letters)
        return QModelIndex() if row is None or column is None else self.index(row, column)

    def number(self, row: int) -> int:
        """Return the number in the file of a row of the picture."""
        return self._numbers[row]

    def row_of(self, number: int) -> int | None:
        """Return where a row of the file stands in the picture."""
        return self._row_at.get(number)

    def used_rows(self) -> list[int]:
        """Return the numbers of the rows that hold something."""
        return [number for number, texts in zip(self._numbers, self._texts, strict=True) if any(texts)]

    def text(self, row: int, column: int) -> str:
        """Return what stands in a cell."""
        return self._texts[row][column]

    def region(self, row: int, column: int) -> str:
        """Return which part of the table a cell is; nothing outside of it."""
        if not (0 <= row < len(self._numbers) and 0 <= column < len(self._letters)):
            return ""
        return self._regions.get(f"{self._letters[column]}{self._numbers[row]}", "")

    def state(self, row: int, column: int) -> str:
        """Return error, ask, care, empty or answered for a cell in doubt, else nothing."""
        cell = f"{self._letters[column]}{self._numbers[row]}"
        if cell in self._answered:
            return "answered"
        question = self._questions.get(cell)
        return _STATES[question.severity] if question else ""

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._texts)

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        text = self._texts[index.row()][index.column()]
        if role == _DISPLAY:
            return text
        if role == _ALIGN:
            return self._side(text, self.region(index.row(), index.column()))
        if role == _SPOKEN:
            return self._spoken(index, text)
        if role == _TIP:
            question = self._questions.get(self.cell(index))
            return say(question.sentence) if question else None
        return None

    @staticmethod
    def _side(text: str, region: str) -> int:
        """Return where a text stands in its cell: figures right, and short words among them."""
        is_short = region == "score" and len(text) <= 12
        return _RIGHT if is_short or (is_figure(text) and region != "header") else _LEFT

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role == _ALIGN:
            return _CENTRE
        if role != _DISPLAY:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self._letters[section] if section < len(self._letters) else None
        return str(self._numbers[section]) if section < len(self._numbers) else None

    def _spoken(self, index: Index, text: str) -> str:
        part = region_words().get(self.region(index.row(), index.column()), tr("outside the table"))
        question = self._questions.get(self.cell(index))
        doubt = f"{say(question.title)}. {say(question.sentence)}" if question else ""
        answered = tr("Answered.") if self.cell(index) in self._answered else ""
        return " ".join(filter(None, (f"{self.cell(index)}, {text or tr('empty')}, {part}.", doubt, answered)))


def is_figure(text: str) -> bool:
    """Tell whether a text is set like a number, to the right."""
    return bool(text) and any(letter.isdigit() for letter in text) and len(set(text) - _FIGURES) <= 1


def region_words() -> dict[str, str]:
    """Return what the parts of a table are called."""
    return {
        "header": tr("header"),
        "criterion": tr("criteria"),
        "weight": tr("weights"),
        "score": tr("scores"),
        "group": tr("heading of a group"),
        "name": tr("names"),
        "value": tr("values"),
        "derived": tr("results, left out"),
        "left out": tr("left out"),
    }
