"""What a sheet lets people enter in cells, where that says on what scale they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from outsource_desk.importers.scorecards.stated import StatedScale
from outsource_desk.importers.sheets.grid import Rule, Sheet
from outsource_desk.importers.sheets.ledger import Cell

_LARGEST = 100.0  # a rule up to more than that keeps slips out, and is no scale
_SMALLEST = 2.0
_WHOLE = re.compile(r"\d{1,3}")


def scale_by_rules(sheet: Sheet, places: Sequence[Cell]) -> StatedScale | None:
    """Return the scale from 0 or 1 that one rule sets for all of these cells, or nothing.

    Args:
        sheet: with its rules of entry.
        places: row and column of each cell in the file.
    """
    rules = [rule for rule in sheet.rules if places and _covers(rule, places[0])]
    found = {_ends(rule.allowed) for rule in rules if all(_covers(rule, place) for place in places)}
    if len(found) != 1 or (ends := found.pop()) is None:
        return None
    return StatedScale(f"{ends[0]:g}–{ends[1]:g}", None, *ends)


def _covers(rule: Rule, place: Cell) -> bool:
    area = rule.area
    return area.top <= place[0] <= area.bottom and area.left <= place[1] <= area.right


def _ends(allowed: Iterable[str]) -> tuple[float, float] | None:
    """Return the ends of ``1,2,3,4,5`` and of a rule between two numbers; nothing for other choices."""
    texts = [text.strip() for text in allowed]
    if not all(_WHOLE.fullmatch(text) for text in texts):
        return None
    numbers = sorted({int(text) for text in texts})
    is_unbroken = len(texts) == 2 or numbers == list(range(numbers[0], numbers[-1] + 1))
    if not numbers or not is_unbroken or numbers[0] not in (0, 1) or not _SMALLEST <= numbers[-1] <= _LARGEST:
        return None
    return float(numbers[0]), float(numbers[-1])
