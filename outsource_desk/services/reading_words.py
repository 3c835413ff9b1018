"""What the cells of a stranger's report mean: which metric, which period, which number; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_date, looked_up
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.performance import Metric, Period
from outsource_desk.domain.periods import months_of
from outsource_desk.services.wording import repeatable

if TYPE_CHECKING:
    from outsource_desk.importers.sheets.said import Said

_PARTS_OF_YEAR = {"q": 3, "h": 6}  # months


class DoubtError(DeskError):
    """A cell of a report can be read in more than one way, or in none."""

    remedy = "Correct the cell in the sheet and read it again, or type the reading by hand."


@dataclass(frozen=True)
class SaidPeriod:
    """A period as a report names it."""

    starts_on: str  # a day in it
    months: int | None  # how long it is said to be; None: only a day was named


def metric_named(metrics: Sequence[Metric], code: str, name: str) -> Metric | None:
    """Return the one metric that has this code, or else this name; None where none has, or several."""
    for wanted in filter(None, (code, name)):
        found = [each for each in metrics if looked_up(wanted) in (looked_up(each.code), looked_up(each.name))]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def period_in(said: Said) -> SaidPeriod:
    """Return the period that a cell names: a date, “2026-10”, “October 2026”, “Q3 2026”, “H1 2026” or “2026”.

    Raises:
        DoubtError: it names none, or one of two.
    """
    _refuse_damaged(said)
    text = re.sub(r"\s+", " ", said.text.casefold().partition("t00:")[0]).strip(" .")
    found = _period(text)
    if found is None:
        raise DoubtError(f"“{repeatable(said.text)}” is not a period that can be read in one way only.")
    return found


def _period(text: str) -> SaidPeriod | None:
    if found := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:[t ]\d{2}:\d{2}.*)?", text):
        return _on(found[1], found[2], found[3], None)
    if found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
        return _on(found[3], found[2], found[1], None)
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})", text) or re.fullmatch(r"(?P<m>\d{1,2})[-/.](?P<y>\d{4})", text):
        year, month = (found["y"], found["m"]) if "y" in found.groupdict() else (found[1], found[2])
        return _on(year, month, "1", 1)
    if found := re.fullmatch(r"([^\W\d_]+)\.?[ '’/-]{0,2}((?:20)?[2-4]\d|(?:19|20)\d\d)", text):
        year = found[2] if len(found[2]) == 4 else f"20{found[2]}"
        return _on(year, str(_month_named(found[1])), "1", 1) or _part(found[1], "", year)
    if found := re.fullmatch(r"([qh])\s?(\d)[ /-]?(\d{4})", text):
        return _part(found[1], found[2], found[3])
    if found := re.fullmatch(r"(\d{4})[ /-]?([qh])\s?(\d)", text):
        return _part(found[2], found[3], found[1])
    if found := re.fullmatch(r"\d{4}", text):
        return _on(text, "1", "1", 12)
    return None


def _month_named(word: str) -> int:
    """Return the number of a month by its name or its beginning in one of our users' languages; 0 if it is none."""
    from outsource_desk.importers.registers.words import MONTHS
    from outsource_desk.importers.sheets.words import words_of

    plain = " ".join(words_of(word))
    known = [names.split() for names in MONTHS]
    exact = [number for number, names in enumerate(known, 1) if plain in names]
    begun = [number for number, names in enumerate(known, 1) if any(name.startswith(plain) for name in names)]
    return exact[0] if exact else begun[0] if len(begun) == 1 and len(plain) > 2 else 0


def _part(letter: str, number: str, year: str) -> SaidPeriod | None:
    months = _PARTS_OF_YEAR.get(letter)
    if months is None or not number or not 1 <= int(number) <= 12 // months:
        return None
    return _on(year, str((int(number) - 1) * months + 1), "1", months)


def _on(year: str, month: str, day: str, months: int | None) -> SaidPeriod | None:
    try:
        start = checked_date("Period", f"{int(year):04}-{int(month):02}-{int(day):02}")
    except DeskError:
        return None
    return SaidPeriod(start, months) if start else None


def fits(said: SaidPeriod, period: Period) -> bool:
    """Tell whether a period is as long as a metric is measured; a day fits to any."""
    return said.months is None or said.months == months_of(period)


def figure_in(said: Said, unit: str, usual: float | None) -> float | None:
    """Return the number of a cell in a metric's unit; an empty cell holds none.

    Args:
        said: the cell.
        unit: of the metric.
        usual: its target, to tell a share of 1 from per cent.

    Raises:
        DoubtError: it holds no number, or one that can be read in several ways.
    """
    from outsource_desk.importers.cells import Moment
    from outsource_desk.importers.cells.replies import FOR_NOTHING

    _refuse_damaged(said)
    if not said.text or said.text.casefold() in FOR_NOTHING:
        return None
    if isinstance(said.value, bool | Moment):
        raise DoubtError(f"“{repeatable(said.text)}” is no number.")
    is_percent = unit.strip().startswith("%")
    if isinstance(said.value, int | float):
        return _as_shown(said, float(said.value), usual, is_percent=is_percent)
    return _typed(said.text, unit, is_percent=is_percent)


def _as_shown(said: Said, number: float, usual: float | None, *, is_percent: bool) -> float:
    if said.is_percent and not is_percent:
        raise DoubtError(f"{said.text} is shown as per cent, which is not how the metric is measured.")
    if said.is_percent:
        return round(100 * number, 9)
    if is_percent and 0 < abs(number) <= 1 and (usual is None or abs(usual) > 1):
        raise DoubtError(f"{said.text} may be a share of 1 or per cent.")
    return number


def _typed(text: str, unit: str, *, is_percent: bool) -> float:
    from outsource_desk.importers.cells import read_number

    bare = text.removesuffix("%").strip() if is_percent else text
    if unit and not is_percent:
        bare = re.sub(rf"\s*{re.escape(unit)}$", "", bare, flags=re.IGNORECASE)
    number = read_number(bare)
    if number is None or number[1]:
        raise DoubtError(f"“{repeatable(text)}” is not a number that can be read in one way only.")
    return number[0]


def _refuse_damaged(said: Said) -> None:
    from outsource_desk.importers.sheets.grid import Fault

    if isinstance(said.value, Fault):
        raise DoubtError(f"The cell holds the error “{repeatable(said.value)}”.")
    if said.doubt:
        raise DoubtError(f"{said.doubt[:1].upper()}{said.doubt[1:]}.")


def typed_period(text: str) -> str:
    """Return a day in the period that somebody typed.

    Raises:
        DoubtError: it names none, or one of two.
    """
    from outsource_desk.importers.sheets.said import Said

    return period_in(Said(text)).starts_on
