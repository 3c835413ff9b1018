"""Why a line says something about the vendors that is no criterion."""

from __future__ import annotations

from outsource_desk.importers.cells import is_nothing
from outsource_desk.importers.scorecards.sides import COMMENTS, Sides, weights_of
from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.sheets.periods import is_year
from outsource_desk.importers.sheets.vocabulary import IDENTIFIER, INDEX, REMARK, YEARS
from outsource_desk.importers.sheets.words import (
    GROUPS,
    aside_of_label,
    has,
    is_level,
    is_remark_label,
    is_verdict_label,
    is_weight_label,
    words_of,
)

_LOTS = (("lot",), ("los",), ("lote",), ("lotto",))


def attribute_of(view: View, sides: Sides, line: Line, kinds: dict[str, int]) -> str:
    """Return why a line says something about the vendors that is no criterion, or nothing."""
    words = words_of(line.name)
    used = sum(kinds.values()) - kinds[" "]
    if is_verdict_label(line.name) and used and not kinds["n"]:
        return "what the sheet decides in the end"
    if view.is_across:
        if is_remark_label(line.name) and kinds["t"] and not kinds["n"]:
            return COMMENTS
        if _is_prose(view, sides, line, kinds):
            return "text that is no rating"
        return "numbers or codes of the vendors" if words and set(words) <= IDENTIFIER & INDEX else ""
    if not used:
        return "a column without values"
    if is_weight_label(line.name):
        return "weights of the vendors, not of the criteria"
    if kinds["d"] > used / 2 or (words and words[-1] in {"date", "dates", "datum", "fecha", "data"} and not kinds["n"]):
        return "dates"
    is_code = words and (words[-1] in IDENTIFIER or set(words) <= INDEX | IDENTIFIER)
    is_code = is_code or (words[:1] and words[0] in INDEX and _counts_up(view, sides, line))
    is_code = is_code or words in _LOTS
    if is_code and not (len(words) > 1 and words[-1] in YEARS and _are_amounts(view, sides, line)):
        return "numbers, codes or contact details of the vendors"
    texts = kinds["t"] + kinds["b"]
    if aside_of_label(line.name) == GROUPS:
        return "groups of the vendors"
    return "" if kinds["n"] >= 0.5 * used or not texts else _wordy(view, sides, line)


def _is_prose(view: View, sides: Sides, line: Line, kinds: dict[str, int]) -> bool:
    """Tell whether a line without a weight, beside weighted ones, holds sentences such as strengths and weaknesses."""
    if sides.weight is None or kinds["n"] or kinds["t"] < 2 or weights_of(view, sides.weight, [line])[0] is not None:
        return False
    texts = [view.grid.text(*view.cell(vendor.at, line.at)) for vendor in sides.vendors]
    return not any(map(is_level, texts)) and all(" " in text for text in texts if text)


def _counts_up(view: View, sides: Sides, line: Line) -> bool:
    """Tell whether a line only counts the vendors: 1, 2, 3."""
    numbers = view.numbers_of(line, sides.vendors)
    return len(numbers) > 1 and numbers == [float(at) for at in range(1, len(numbers) + 1)]


def _are_amounts(view: View, sides: Sides, line: Line) -> bool:
    """Tell whether the numbers of a line that ends in “year” are no years, but amounts per year."""
    numbers = [number for number in view.numbers_of(line, sides.vendors) if number is not None]
    return bool(numbers) and not all(is_year(number) for number in numbers)


def _wordy(view: View, sides: Sides, line: Line) -> str:
    """Return why a column of texts is no rating, or nothing if its texts are levels."""
    cells = [view.cell(vendor.at, line.at) for vendor in sides.vendors]
    texts = [view.grid.text(*cell) for cell in cells if view.grid.kind(*cell) in "tb"]
    said = [text for text in texts if is_level(text) or not is_nothing(text)]
    if (
        said
        and sum(map(is_level, said)) >= 0.8 * len(said)
        and not is_remark_label(line.name)
        and words_of(line.name) != ("status",)
    ):
        return ""
    if texts == [vendor.name for vendor in sides.vendors]:
        return "the vendors' names once more"
    if has(line.name, REMARK):
        return COMMENTS
    return "text that is no rating"
