"""The child process that parses a stranger's file: limited, and saying everything in lines of JSON.

Each line is one object with one of these keys: ``sheets`` (names and which are hidden), ``names`` (defined names of
our own workbook), ``sheet`` (what follows belongs to it), ``rows`` (values from row ``at`` on), ``wide`` (cells of a
row that reaches far to the right), ``check`` (the layout that the second reader sees), ``seen`` (its values row by
row), ``formats`` (its dates), ``progress``, ``refused`` or ``done``.
"""

from __future__ import annotations

import gc
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain

FROZEN_FLAG = "--read-spreadsheet"  # the frozen program is this child when it is the first argument
SHEET_LIMIT = 64
ROW_LIMIT = 200_000  # used rows of one sheet
COLUMN_LIMIT = 512  # used columns of one sheet
CELL_LIMIT = 2_000_000  # used cells of the workbook
MERGED_LIMIT = 5_000  # merged blocks of one sheet that are known
LETTER_LIMIT = 100_000  # letters of one cell
TEXT_LIMIT = 8_000_000  # letters of all cells of a small file
TEXT_RATIO = 10  # and so many more for each byte of the file: honest sheets unfold to less
# what the second reader says of a cell, added up
FORMULA, ERROR, NO_VALUE, PERCENT, DATE, MONEY = 1, 2, 4, 8, 16, 32
_LINES_TOGETHER = 128
_CELLS_TOGETHER = 20_000
_SEEN_TOGETHER = 1_000  # cells of a line of the second reader


class LimitReached(Exception):  # noqa: N818  (it ends the child in good order)
    """More is used than is read."""


def main() -> None:
    """Read the file on standard input as the arguments say; write lines of JSON to standard output."""
    if hasattr(os, "nice"):
        os.nice(10)  # the window goes first where the processors are busy, and then whoever waits for these lines
    gc.disable()  # it makes millions of small values and ends soon
    task = json.loads(sys.argv[-1])
    limit_resources(task["memory"], task["cpu"])
    content = sys.stdin.buffer.read()
    try:
        read(task, content)
        say({"done": True})
    except LimitReached as limit:
        say({"refused": "too_much", "detail": str(limit)})
    except MemoryError:
        say({"refused": "memory"})
    sys.stdout.flush()


def read(task: dict, content: bytes) -> None:
    """Hand the bytes to the reader that the task names."""
    match task["reader"]:
        case "check":
            from outsource_desk.importers.files.workbook_check import check_workbook

            check_workbook(content, task["sheet"])
        case "check_ods":
            from outsource_desk.importers.files.opendocument import check_opendocument

            check_opendocument(content, task["sheet"])
        case "ods":
            from outsource_desk.importers.files.opendocument import read_opendocument

            read_opendocument(content, task["sheet"])
        case "sparse_ods":
            from outsource_desk.importers.files.opendocument import read_opendocument

            read_opendocument(content, task["sheet"], is_sparse=True)
        case "sparse":
            from outsource_desk.importers.files.second_reader import read_workbook

            read_workbook(content, task["sheet"])
        case "csv":
            from outsource_desk.importers.files.delimited import read_delimited
            from outsource_desk.importers.files.text_form import TextForm

            read_delimited(content, TextForm(*task["form"]))
        case _:
            from outsource_desk.importers.files.first_reader import read_workbook

            read_workbook(io.BytesIO(content), task["sheet"], is_xlsx=task["reader"] == "xlsx")


def limit_resources(memory: int, cpu_seconds: int) -> None:
    """Set the memory and processor time that this process may use, where the platform can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's watchdog alone keeps the limits
        return
    for what, limit in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, cpu_seconds), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        ceiling = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        try:
            resource.setrlimit(what, (ceiling, hard))
        except (ValueError, OSError):  # macOS refuses some of them
            continue


def say(line: dict) -> None:
    """Write one line for the parent."""
    sys.stdout.write(_ENCODER.encode(line) + "\n")


def _as_json(value: object) -> object:
    """Return what JSON has no word for: dates as ``{"date": ...}``, times as ``{"time": ...}``."""
    match value:
        case datetime():
            iso = value.isoformat()
            return {"date": iso.removesuffix("T00:00:00")}
        case date():
            return {"date": value.isoformat()}
        case time():
            return {"time": value.isoformat()}
        case timedelta():
            return {"time": str(value)}
        case _:
            return str(value)


_ENCODER = json.JSONEncoder(check_circular=False, separators=(",", ":"), default=_as_json)


class CellBudget:
    """Counts what is used and ends the reading when it is too much."""

    def __init__(self, size: int) -> None:
        """Begin to count, for a file of so many bytes."""
        self.cells = 0
        self._letters = TEXT_LIMIT + TEXT_RATIO * size

    def sheet_count(self, count: int) -> None:
        """Note how many sheets there are."""
        if count > SHEET_LIMIT:
            raise LimitReached(f"{count:,} sheets; at most {SHEET_LIMIT} are read")

    def check(self, rows: Iterable[list]) -> None:
        """Look whether the rows of a sheet may be used, without using them."""
        before, used = self.cells, 0
        columns: set[int] = set()
        for row in rows:
            cells = len(row) - row.count("")
            if cells:
                self.use(cells, used := used + 1)
                if len(row) > COLUMN_LIMIT:
                    columns.update(column for column, value in enumerate(row) if value != "")
                    self.columns(len(columns))
        self.cells = before

    def use(self, cells: int, rows_of_sheet: int) -> None:
        """Note that so many more cells are used, and how many rows the sheet has by now."""
        self.cells += cells
        if self.cells > CELL_LIMIT:
            raise LimitReached(f"more than {CELL_LIMIT:,} used cells")
        if rows_of_sheet > ROW_LIMIT:
            raise LimitReached(f"more than {ROW_LIMIT:,} used rows on one sheet")

    def say(self, line: dict) -> None:
        """Write a line of cells if none holds too much text, nor all of them together."""
        said = _ENCODER.encode(line)
        if len(said) > LETTER_LIMIT and _longest_text(line) > LETTER_LIMIT:
            raise LimitReached(f"a cell with more than {LETTER_LIMIT:,} letters")
        self._letters -= len(said)
        if self._letters < 0:
            raise LimitReached("far more text than a file of its size should hold")
        sys.stdout.write(said + "\n")

    @staticmethod
    def columns(count: int) -> None:
        """Note how many columns of a sheet are used."""
        if count > COLUMN_LIMIT:
            raise LimitReached(f"more than {COLUMN_LIMIT} used columns on one sheet")


def _longest_text(line: dict) -> int:
    cells = chain.from_iterable(line.get("rows", ())) if "rows" in line else (value for _, value in line["wide"])
    return max((len(value) for value in cells if isinstance(value, str)), default=0)


def say_rows(rows: Iterable[tuple[int, list]], budget: CellBudget) -> None:
    """Write the used rows of a sheet, many to a line; a row that reaches far right goes cell by cell.

    Args:
        rows: 1-based row number and its values from column A on, empty ones as ``""``.
        budget: what the workbook may still use.
    """
    used_rows = 0
    far_columns: set[int] = set()
    for at, together in _runs(rows):
        budget.use(sum(len(row) - row.count("") for row in together), used_rows := used_rows + len(together))
        if max(map(len, together)) <= COLUMN_LIMIT:
            budget.say({"at": at, "rows": together})
            continue
        for offset, row in enumerate(together):
            cells = [(column, value) for column, value in enumerate(row, start=1) if value != ""]
            far_columns.update(column for column, _ in cells)
            budget.columns(len(far_columns))
            budget.say({"at": at + offset, "wide": cells})


def say_seen(rows: Iterable[tuple[int, list[tuple]]]) -> None:
    """Write what the second reader sees, some rows to a line.

    Args:
        rows: 1-based row number; of each cell its column, value and facts, and the currency that it is shown with.
    """
    together: list[tuple[int, list[tuple]]] = []
    cells = 0
    for row in rows:
        together.append(row)
        cells += len(row[1])
        if cells >= _SEEN_TOGETHER:
            say({"seen": together})
            together, cells = [], 0
    say({"seen": together})


def _runs(rows: Iterable[tuple[int, list]]) -> Iterator[tuple[int, list[list]]]:
    """Yield neighbouring used rows together; rows without any value are left out."""
    start, together, most = 0, [], _LINES_TOGETHER
    for number, row in rows:
        is_used = bool(row) and (row[-1] != "" or row.count("") < len(row))
        if together and (not is_used or number != start + len(together) or len(together) >= most):
            yield start, together
            together = []
        if is_used:
            if not together:
                start = number
                most = min(_LINES_TOGETHER, 1 + _CELLS_TOGETHER // len(row))
            while row[-1] == "":
                row.pop()
            together.append(row)
    if together:
        yield start, together


if __name__ == "__main__":
    from outsource_desk.importers.files import worker  # as the readers know it

    worker.main()
