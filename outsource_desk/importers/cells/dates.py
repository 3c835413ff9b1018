"""Days as people type them, as serial numbers, and as the end of a month, quarter or year."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta

from outsource_desk.importers.cells.values import CellReading, Moment, Value, raw_text, tidy

_EPOCHS = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}
_SERIALS = range(15_000, 80_000)  # 1941 to 2119; smaller numbers are rather years or amounts
_YEARS = range(1900, 2200)
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan january januar janner janvier janv enero ene janeiro gennaio gen styczen stycznia sty",
            "feb february februar fevrier fevr febrero fevereiro fev febbraio luty lutego lut",
            "mar march marz mrz mars marzo marco marzec marca",
            "apr april avril avr abril abr aprile kwiecien kwietnia kwi",
            "may mai mayo maio maggio mag maj maja",
            "jun june juni juin junio junho giugno giu czerwiec czerwca cze",
            "jul july juli juillet juil julio julho luglio lug lipiec lipca lip",
            "aug august aout agosto ago sierpien sierpnia sie",
            "sep sept september septembre septiembre setiembre setembro set settembre wrzesien wrzesnia wrz",
            "oct october oktober okt octobre octubre outubro out ottobre ott pazdziernik pazdziernika paz",
            "nov november novembre noviembre novembro listopad listopada lis",
            "dec december dezember dez decembre diciembre dic dezembro dicembre grudzien grudnia gru",
        ),
        1,
    )
    for word in words.split()
}
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?", re.IGNORECASE)
_BASIC = re.compile(r"(20\d{2}|19\d{2})(\d{2})(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})([-/. ])\s?(\d{1,2})\2\s?(\d{2}|\d{4})\.?(?:\s\d{1,2}:\d{2}.*)?")
_WITH_MONTH = re.compile(
    r"(?:[^\W\d_]{2,10},\s)?(\d{1,2})(?:\.|st|nd|rd|th|er|º)?[\s/-]*(?:de |di |of )?([^\W\d_]{3,12})"
    r"\.?,?[\s/-]*(?:de |del |di )?(\d{4}|\d{2})",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})", re.IGNORECASE)
_MONTH_YEAR = re.compile(r"([^\W\d_]{3,12})\.?,?[\s/-]+(?:de |del |di )?(\d{4}|'?\d{2})", re.IGNORECASE)
_MONTH_OF_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})|(\d{4})[-/.](\d{1,2})")
_PART = re.compile(r"([qhst])([1-4])[\s/.-]?'?(\d{4}|\d{2})|(\d{4})[\s/.-]?([qhst])([1-4])", re.IGNORECASE)
_YEAR = re.compile(r"(?:end of |ende |fin |fy\s?)?(\d{4})", re.IGNORECASE)
_PARTS = {"q": 3, "t": 3, "h": 6, "s": 6}  # months; trimestre and semestre too


def read_date(value: Value, day_first: bool | None = None, epoch: int = 1900) -> CellReading:
    """Read a cell in which a day is expected.

    Args:
        value: what stands in the cell.
        day_first: whether the day stands before the month where the rest of the column settles it.
        epoch: 1900 or 1904, from which the workbook counts its days.
    """
    if isinstance(value, Moment):
        return CellReading("date", text=str(value), day=str(value)[:10])
    if isinstance(value, bool):
        return CellReading("text", text=raw_text(value), flags=("ask",))
    if isinstance(value, int | float):
        return _from_number(value, epoch)
    text = tidy(value)
    if text.isdigit() and len(text) in (4, 5):
        return _from_number(float(text), epoch)
    found = _read(text, day_first) if len(text) <= 60 else None
    return found or CellReading("text", text=text, flags=("ask",))


def _from_number(value: float, epoch: int) -> CellReading:
    text = raw_text(value)
    if value in _YEARS:
        return CellReading("date", text=text, day=f"{int(value)}-12-31", flags=("period_end", "ask"))
    if int(value) not in _SERIALS:
        return CellReading("text", text=text, flags=("ask",))
    day = _EPOCHS.get(epoch, _EPOCHS[1900]) + timedelta(days=int(value))
    return CellReading("date", text=text, day=day.isoformat(), flags=("serial",))


def _read(text: str, day_first: bool | None) -> CellReading | None:
    if match := _ISO.fullmatch(text):
        return _on(text, match[1], match[3], match[4])
    if match := _BASIC.fullmatch(text):
        return _on(text, match[1], match[2], match[3])
    if match := _NUMBERS.fullmatch(text):
        return _from_numbers(text, match[1], match[3], match[4], True if match[2] == "." else day_first)
    if match := _WITH_MONTH.fullmatch(text):
        return _on(text, match[3], _month(match[2]), match[1])
    if match := _MONTH_FIRST.fullmatch(text):
        return _on(text, match[3], _month(match[1]), match[2])
    if match := _PART.fullmatch(text):
        year, letter, number = (match[3], match[1], match[2]) if match[1] else (match[4], match[5], match[6])
        months = _PARTS[letter.lower()]
        return _end_of(text, year, int(number) * months) if int(number) * months <= 12 else None
    return _of_month(text)


def _of_month(text: str) -> CellReading | None:
    """Read a month or a year as its last day; ``Mar-27`` may be a day of March as well."""
    if match := _MONTH_OF_YEAR.fullmatch(text):
        return _end_of(text, match[2] or match[3], int(match[1] or match[4]))
    if match := _YEAR.fullmatch(text):
        return _end_of(text, match[1], 12)
    match = _MONTH_YEAR.fullmatch(text)
    month = _month(match[1]) if match else 0
    if match is None or not month:
        return None
    if len(match[2]) != 2 or int(match[2]) > 31:
        return _end_of(text, match[2], month)
    end, day = _end_of(text, match[2], month), f"XXXX-{month:02}-{int(match[2]):02}"
    days = (end.day, day) if end and int(match[2]) else ()
    return CellReading("date", text=text, candidates=days, flags=("ambiguous_date", "ask"))


def _from_numbers(text: str, first: str, second: str, year: str, day_first: bool | None) -> CellReading | None:
    day, month = _on(text, year, second, first), _on(text, year, first, second)
    if day is None or month is None:
        return day or month if day_first is None or (day if day_first else month) else _contrary(day or month)
    if day_first is not None or first == second:
        return month if day_first is False else day
    return CellReading("date", text=text, candidates=(day.day, month.day), flags=("ambiguous_date", "ask"))


def _contrary(reading: CellReading | None) -> CellReading | None:
    """Ask about a day that can only be read against the order of the other days."""
    if reading is None:
        return None
    return CellReading("date", text=reading.text, day=reading.day, flags=("mixed_days", "ask"))


def _on(text: str, year: str, month: str | int, day: str) -> CellReading | None:
    try:
        found = date(_whole_year(year), int(month), int(day))
    except ValueError:
        return None
    flags = () if len(year) == 4 else ("two_digit_year",)
    return CellReading("date", text=text, day=found.isoformat(), flags=flags)


def _end_of(text: str, year: str, month: int) -> CellReading | None:
    number = _whole_year(year)
    if not 1 <= month <= 12 or number not in _YEARS:
        return None
    day = date(number, month, calendar.monthrange(number, month)[1])
    return CellReading("date", text=text, day=day.isoformat(), flags=("period_end",))


def _whole_year(year: str) -> int:
    number = int(year.lstrip("'"))
    return number if len(year.lstrip("'")) == 4 else number + (2000 if number < 70 else 1900)


def _month(word: str) -> int:
    plain = unicodedata.normalize("NFKD", word.casefold().replace("ß", "ss"))
    return _MONTHS.get("".join(letter for letter in plain if not unicodedata.combining(letter)), 0)


def day_first_in(texts: Iterable[str]) -> tuple[bool | None, bool]:
    """Vote over days such as ``31/12/2026``: whether the day stands first, and whether both orders stand there."""
    votes = set()
    for text in texts:
        match = _NUMBERS.fullmatch(text) if len(text) <= 30 else None
        if match is None or match[2] == ".":
            continue
        first, second = int(match[1]), int(match[3])
        if (first > 12) != (second > 12) and max(first, second) <= 31:
            votes.add(first > 12)
    return (votes.pop(), False) if len(votes) == 1 else (None, len(votes) > 1)


def fraction_in(moment: str) -> tuple[int, int] | None:
    """Return points and maximum of a date that a spreadsheet made of ``4/5``: the smaller of day and month first."""
    match = re.match(r"\d{4}-(\d{2})-(\d{2})(?:T00:00|$)", moment)
    points, maximum = sorted((int(match[1]), int(match[2]))) if match else (0, 0)
    return (points, maximum) if 3 <= maximum <= 12 else None
