"""What each column of a table is taken for, how certain that is, and some of its cells."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.domain.spreadsheets import column_letters, column_number

if TYPE_CHECKING:
    from outsource_desk.importers.reading import CellProblem, LeftOut, Reading, SheetPicture, Table

SAMPLES = 3
COLUMNS = 80  # that are looked at
_PROVEN, _KNOWN, _SEEN, _GUESSED = 100, 95, 85, 60  # of 100
_DOUBTS = ("ask", "error")


@dataclass(frozen=True)
class SheetColumn:
    """One column of a table."""

    number: int  # 1 is A
    letters: str
    name: str  # its header; nothing where it has none
    role: str  # one of ROLES
    confidence: int  # 0..100
    why: str  # why it is left out, as the reader says it
    samples: tuple[str, ...]
    belongs_to: str = ""  # the vendor or criterion whose values it holds
    is_said: bool = False  # the user has said so


def columns_of(reading: Reading, table: Table) -> tuple[SheetColumn, ...]:
    """Return the used columns of a table in their order; nothing where its sheet is not pictured."""
    picture = next((each for each in reading.pictures if each.sheet == table.sheet), None)
    if picture is None:
        return ()
    said = reading.views[table.sheet].roles if table.sheet in reading.views else {}
    evidence = _Evidence(table)
    found = []
    for at, number in enumerate(picture.columns[:COLUMNS]):
        header, texts = _texts(table, picture, at)
        if not header and not texts:
            continue
        role, confidence, why = evidence.role_of(number, header)
        if number in said:
            role, confidence = said[number], _PROVEN
        samples = tuple(dict.fromkeys(texts))[:SAMPLES]
        owner, is_said, letters = evidence.owner.get(number, ""), number in said, column_letters(number)
        why = why if role == "ignore" else ""
        found.append(SheetColumn(number, letters, header, role, confidence, why, samples, owner, is_said))
    return tuple(found)


def _texts(table: Table, picture: SheetPicture, at: int) -> tuple[str, list[str]]:
    """Return the header of a column of the picture, and the texts below it as far as the table reaches."""
    last_header = max(table.header_rows, default=0)
    end = _rows_of(table.range)[1]
    headers = [row.texts[at] for row in picture.rows if row.number in table.header_rows and row.texts[at]]
    below = [row.texts[at] for row in picture.rows if last_header < row.number <= end and row.texts[at]]
    return " ".join(dict.fromkeys(headers)), below


def _rows_of(address: str) -> tuple[int, int]:
    place = _area(address)
    return (place[0], place[2]) if place else (1, 1_048_576)


def _area(address: str) -> tuple[int, int, int, int] | None:
    from outsource_desk.importers.sheets.grid import Area

    area = Area.from_address(address)
    return (area.top, area.left, area.bottom, area.right) if area else None


class _Evidence:
    """Where the names, weights, values and left-out cells of a table stand, column by column."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._values = Counter[int]()
        self.owner: dict[int, str] = {}
        asked = {problem.cell for problem in table.problems if _is_doubt(problem)}
        for letters, count in Counter(score.cell.rstrip("0123456789") for score in table.scores).items():
            self._values[_column(letters)] += count
        doubtful = [each.cell for each in table.scores if "ask" in each.flags or each.cell in asked]
        self._doubts = Counter(map(_column, doubtful))
        is_across = table.orientation == "vendors_as_columns"
        heads = table.vendors if is_across else table.criteria if table.orientation == "vendors_as_rows" else ()
        self.owner = {_column(each.cell): each.name for each in heads}
        self._names = Counter(_column(each.cell) for each in (table.criteria if is_across else table.vendors))
        self._others = Counter(_column(each.cell) for each in table.criteria) if table.orientation == "long" else None
        weights = [each.weight_cell for each in table.criteria if each.weight_cell]
        self._weights = Counter(map(_column, weights)) if is_across else Counter[int]()
        if table.orientation == "vendors_as_columns":  # what the lines of an offer hold is not left out
            self.owner |= {_column(line.cell): line.vendor for line in table.lines}
            self._values.update(_column(line.cell) for line in table.lines)
        self._left = [(place, left) for left in (*table.derived, *table.skipped) if (place := _area(left.cells))]

    def role_of(self, number: int, header: str) -> tuple[str, int, str]:
        """Return role, confidence and the reason for leaving it out."""
        table = self._table
        if self._values[number]:
            share = 1 - self._doubts[number] / self._values[number]
            is_across = table.orientation == "vendors_as_columns"
            role = "score" if table.orientation == "long" else "vendor" if is_across else "criterion"
            return role, round(_KNOWN * share), ""
        if number in self._weights:
            return "weight", round(_KNOWN * self._weights[number] / max(1, len(table.criteria))), ""
        if self._others is not None and number in self._others:
            return "criterion", _KNOWN, ""
        if self._names[number]:
            return "vendor" if table.orientation == "long" else "names", _KNOWN if header else _SEEN, ""
        if number in self.owner:
            return "vendor" if table.orientation == "vendors_as_columns" else "criterion", _GUESSED, ""
        left = self._left_out(number)
        if left is not None:
            return _role_of_left(left, header), _PROVEN if left.check else _SEEN, left.why
        role = _role_of_header(header)
        return role, _SEEN if role != "ignore" else _GUESSED, ""

    def _left_out(self, number: int) -> LeftOut | None:
        """Return what was left out of a column alone, the longest stretch of it."""
        alone = [
            (place[2] - place[0], at, left)
            for at, (place, left) in enumerate(self._left)
            if place[1] <= number <= place[3] and place[2] > place[0]
        ]
        return max(alone)[2] if alone else None


def _is_doubt(problem: CellProblem) -> bool:
    return problem.severity in _DOUBTS


def _column(cell: str) -> int:
    return column_number(cell.rstrip("0123456789"))


def _role_of_left(left: LeftOut, header: str) -> str:
    said = _role_of_header(header)
    if "comment" in left.why or said == "comment":
        return "comment"
    return "group" if "groups" in left.why else "ignore"


def _role_of_header(header: str) -> str:
    """Return what the words of a header say, for columns that only tell about criteria."""
    from outsource_desk.importers.sheets.vocabulary import COMMENT, DIRECTION, GROUP, MAXIMUM, UNIT
    from outsource_desk.importers.sheets.words import has

    told = (("comment", COMMENT), ("maximum", MAXIMUM), ("unit", UNIT), ("direction", DIRECTION), ("group", GROUP))
    return next((role for role, words in told if has(header, words)), "ignore")
