"""Taking in what the child process says, line by line."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from outsource_desk.importers.cells import Moment, Value, raw_text, tidy
from outsource_desk.importers.files.child import Limits, ReaderChild
from outsource_desk.importers.files.gate import Admitted, Kind
from outsource_desk.importers.files.refusals import (
    CancelledReadingError,
    DamagedFileError,
    EncryptedFileError,
    ReaderStoppedError,
    SpreadsheetRefusedError,
    TooMuchContentError,
    UnfitEncodingError,
    UnreadableTextFileError,
)
from outsource_desk.importers.files.text_form import FOUND_OUT, TextForm
from outsource_desk.importers.files.worker import DATE, ERROR, FORMULA, MONEY, NO_VALUE, PERCENT
from outsource_desk.importers.sheets.grid import Area, Rule, Sheet

_ENDINGS = {
    "late": "reading it took too long",
    "large": "it unfolds to far more than a sheet of scores holds",
    "memory": "reading it needs more memory than is allowed",
    "died": "the reader stopped without a word, as damaged or hostile files make it do",
}
_MOST_STRAY = 200  # rows with stray quotes that are told of
_MOST_COVERED = 100_000  # cells of merged blocks that are looked below
_CHECK_SECONDS = 14.0
_SPARING_READERS = {Kind.XLSX: "sparse", Kind.ODS: "sparse_ods"}
_FOR_THE_SPARING = ("memory", "beyond")  # what the fast reader says of files that the sparing one may still read
_SECOND_READERS = {Kind.XLSX: "check", Kind.ODS: "check_ods"}

Progress = Callable[[float, str], None]


@dataclass
class Intake:
    """All that the first reader said of a file."""

    names_of_sheets: list[str] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    own_names: dict[str, str] = field(default_factory=dict)  # defined names of a workbook that this program wrote
    sheets: list[Sheet] = field(default_factory=list)

    @property
    def used_cells(self) -> int:
        """Return how many cells hold something."""
        return sum(sheet.used_cells for sheet in self.sheets)


def take_in(
    admitted: Admitted,
    only: str | None,
    limits: Limits,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
    form: TextForm = FOUND_OUT,
) -> Intake:
    """Let a child read the file; a sheet that is too much for the fast reader goes to the sparing one.

    Raises:
        SpreadsheetRefusedError: one of its children names the reason.
    """
    intake, ending = _run(admitted.kind.value, admitted, only, limits, progress, cancelled, form)
    if ending in ("died", *_FOR_THE_SPARING) and admitted.kind in _SPARING_READERS:
        own_names = intake.own_names
        intake, ending = _run(_SPARING_READERS[admitted.kind], admitted, only, limits, progress, cancelled)
        intake.own_names = own_names
    if ending == "cancelled" or (cancelled is not None and cancelled()):
        raise CancelledReadingError(admitted.name)
    if ending:
        raise ReaderStoppedError(admitted.name, _ENDINGS[ending])
    return intake


def _run(
    reader: str,
    admitted: Admitted,
    only: str | None,
    limits: Limits,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
    form: TextForm = FOUND_OUT,
) -> tuple[Intake, str]:
    """Return what one child said and, if it did not finish, how it ended."""
    intake = Intake()
    pulse = Pulse(progress)
    with ReaderChild(reader, admitted.content, only, limits, cancelled, pulse.beat, form) as child:
        for line in child.lines():
            if line.get("refused") in _FOR_THE_SPARING:
                return intake, line["refused"]
            _take_line(intake, line, admitted.name, pulse.tell)
            pulse.beat()
    return intake, "" if child.is_complete else child.ending


def has_second_reader(kind: Kind) -> bool:
    """Tell whether a second reader knows files of a kind."""
    return kind in _SECOND_READERS


class Pulse:
    """Repeats the last word of progress, so that a caller that wants to stop is asked even while nothing comes."""

    def __init__(self, progress: Progress | None, share: float = 0.0, text: str = "Reading the file") -> None:
        self._progress, self._last = progress, (share, text)

    def tell(self, share: float, text: str) -> None:
        """Say how far the work is."""
        self._last = share, text
        self.beat()

    def beat(self) -> None:
        """Say it once more; what the caller raises passes through."""
        if self._progress is not None:
            self._progress(*self._last)


def _take_line(intake: Intake, line: dict, name: str, tell: Progress) -> None:
    match line:
        case {"at": at, "rows": rows}:
            intake.sheets[-1].rows.extend(enumerate(rows, start=at))
        case {"at": at, "wide": cells}:
            intake.sheets[-1].wide.append((at, [(column, value) for column, value in cells]))
        case {"sheet": sheet, "merged": merged}:
            text_file = {key: line[key] for key in ("separator", "alphabet", "is_guessed") if key in line}
            intake.sheets.append(Sheet(sheet, [Area(*area) for area in merged], **text_file))
        case {"sheets": names, "hidden": hidden}:
            if len({each.lower() for each in names}) < len(names):
                raise DamagedFileError(name, "two of its sheets have the same name")
            intake.names_of_sheets, intake.hidden = names, set(hidden)
        case {"names": names}:
            intake.own_names = names
        case {"stray_quotes": rows}:
            intake.sheets[-1].stray_quotes.extend(rows[:_MOST_STRAY])
        case {"progress": share, "text": text}:
            tell(share, text)
        case {"refused": reason}:
            raise _refusal(reason, name, str(line.get("detail", "")))


def _refusal(reason: str, name: str, detail: str) -> SpreadsheetRefusedError:
    match reason:
        case "too_much":
            return TooMuchContentError(name, detail)
        case "password":
            return EncryptedFileError(name)
        case "letters":
            return UnreadableTextFileError(name)
        case "encoding":
            return UnfitEncodingError(name, detail)
        case _:
            return DamagedFileError(name, detail[:200])


def check_sheets(
    intake: Intake,
    admitted: Admitted,
    only: str | None,
    limits: Limits,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> bool:
    """Let the second reader look at the same bytes; return whether it finished.

    Raises:
        CancelledReadingError: the user stopped it.
    """
    pulse = Pulse(progress)
    pulse.tell(0.9, "Checking with a second reader")
    short = replace(limits, wall_seconds=min(limits.wall_seconds, _CHECK_SECONDS))
    sheets = {sheet.name: sheet for sheet in intake.sheets}
    reader = _SECOND_READERS[admitted.kind]
    with ReaderChild(reader, admitted.content, only, short, cancelled, pulse.beat) as child:
        check: _Check | None = None
        for line in child.lines():
            match line:
                case {"check": name}:
                    check = _Check(sheets[name], line) if name in sheets else None
                case {"seen": rows} if check is not None:
                    for number, seen in rows:
                        check.take_row(number, seen)
                case {"formats": formats} if check is not None:
                    check.take_formats(formats)
                case {"refused": _}:
                    return False
    if child.ending == "cancelled":
        raise CancelledReadingError(admitted.name)
    return child.is_complete


class _Check:
    """Compares what the second reader sees on one sheet with what the first one read."""

    def __init__(self, sheet: Sheet, layout: dict) -> None:
        self._sheet = sheet
        self._rows = dict(sheet.rows)
        self._rows |= {number: _dense(cells) for number, cells in sheet.wide}
        sheet.is_checked = True
        sheet.merged = [Area(*area) for area in layout["merged"]]
        sheet.hidden_rows = set(layout["hidden_rows"])
        sheet.epoch = layout.get("epoch", sheet.epoch)
        sheet.rules = [Rule(Area(*area), tuple(allowed)) for area, allowed in layout.get("rules", ())]
        sheet.hidden_columns = {
            column for first, last in layout["hidden_columns"] for column in range(first, min(last, first + 1000) + 1)
        }
        sheet.disagreements += self._covered()

    def _covered(self) -> Iterator[tuple[int, int, str, str]]:
        """Yield the values that lie below merged blocks: who looks at the sheet sees none of them."""
        numbers = sorted(self._rows)
        left_over = _MOST_COVERED
        for area in self._sheet.merged:
            start, stop = bisect_left(numbers, area.top), bisect_right(numbers, area.bottom)
            shown = self._value(area.top, area.left)
            for number in numbers[start : min(stop, start + left_over)]:
                values = self._rows[number][area.left - 1 : area.right]
                left_over -= 1 + len(values)
                for column, value in enumerate(values, start=area.left):
                    if value not in ("", shown) and (number, column) != (area.top, area.left):
                        yield number, column, raw_text(value), ""
            if left_over <= 0:
                return

    def _value(self, number: int, column: int) -> Value:
        row = self._rows.get(number, [])
        return row[column - 1] if column <= len(row) else ""

    def take_formats(self, formats: list) -> None:
        """Note how dates are shown."""
        self._sheet.formats = {(row, column): shown for row, column, shown in formats}

    def take_row(self, number: int, seen: list) -> None:
        """Note errors and formulas of one row, and every value that differs."""
        for column, value, facts, *currency in seen:
            at = (number, column)
            first = self._value(number, column)
            if facts & FORMULA:
                self._sheet.formulas.add(at)
            if facts & PERCENT:
                self._sheet.percents.add(at)
            if facts & MONEY:
                self._sheet.money.add(at)
                self._sheet.currencies |= {at: currency[0]} if currency and currency[0] else {}
            if facts & ERROR and first == "":
                self._sheet.faults[at] = str(value)
            elif facts & NO_VALUE and first == "":
                self._sheet.faults[at] = "formula without a stored value"
            elif facts & DATE and type(first) is float:  # a day beyond all calendars, which no program shows
                self._sheet.disagreements.append((number, column, raw_text(first), ""))
            elif not _same(first, value):
                self._sheet.disagreements.append(
                    (number, column, raw_text(first), "" if value is None else raw_text(value))
                )


def _dense(cells: list[tuple[int, Value]]) -> list[Value]:
    row: list[Value] = [""] * max(column for column, _ in cells)
    for column, value in cells:
        row[column - 1] = value
    return row


def _same(first: Value, second: Value | None) -> bool:
    """Tell whether both readers saw the same; dates, times and outer spaces may be written in different ways."""
    if second is None or second == "":
        return first == "" or not str(first).strip()
    if isinstance(first, Moment) or isinstance(second, Moment):
        return True
    if isinstance(first, int | float) and isinstance(second, int | float):
        return first == second or abs(first - second) <= 1e-9 * max(abs(first), abs(second))
    return tidy(first) == tidy(second)
