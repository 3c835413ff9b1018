"""Which way a metric is better, where its list has no column for that: by signs, by its two levels, by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outsource_desk.importers.sheets.said import Said
    from outsource_desk.services.import_records.row_values import CellValue

_AT_LEAST = r"≥|>=?|min\.?|minimum|at least|not less than|mindestens|au moins|al menos|pelo menos|almeno|co najmniej"
_AT_MOST = (
    r"≤|<=?|max\.?|maximum|at most|up to|within|not more than|höchstens|maximal|au plus|como máximo|no máximo|"
    r"al massimo|najwyżej"
)
_BOUND = re.compile(rf"\s*(?:(?P<up>{_AT_LEAST})|(?P<down>{_AT_MOST}))\s*(?P<rest>\d.*)", re.IGNORECASE)
_TIMES = frozenset(
    ["ms", "s", "sec", "seconds", "min", "mins", "minutes", "h", "hr", "hrs", "hours", "d", "days", "weeks", "std",
     "stunden", "minuten", "tage"]
)  # fmt: skip


def without_bound(text: str) -> str:
    """Return the level in ``≥ 99.9 %`` or ``max. 15``; any other text as it is."""
    found = _BOUND.fullmatch(text)
    return found["rest"] if found else text


def direction_in(said: Said) -> str:
    """Return ``up`` where a cell says that so much is the least, ``down`` where it is the most; else nothing."""
    found = _BOUND.fullmatch(said.text)
    return "" if found is None else "up" if found["up"] else "down"


def direction_of(own: Mapping[str, CellValue]) -> tuple[str, CellValue] | None:
    """Return ``up`` or ``down``, and the value that tells it; nothing where the row does not say.

    Args:
        own: field → what a row says of a metric.
    """
    levels = [own[name] for name in ("target", "minimum") if name in own]
    signed = [(direction, level) for level in levels if (direction := direction_in(level.said))]
    if signed:
        return signed[0]
    if len(levels) == 2 and levels[0].value != levels[1].value:
        return ("up" if levels[0].value > levels[1].value else "down"), levels[0]
    return _by_name(own)


def _by_name(own: Mapping[str, CellValue]) -> tuple[str, CellValue] | None:
    from outsource_desk.importers.sheets.words import direction_of_measure

    if "name" not in own:
        return None
    measured = direction_of_measure(str(own["name"].value))
    if measured:
        return ("up" if measured == "max" else "down"), own["name"]
    is_time = "unit" in own and str(own["unit"].value).casefold().strip(" .") in _TIMES
    return ("down", own["unit"]) if is_time else None
