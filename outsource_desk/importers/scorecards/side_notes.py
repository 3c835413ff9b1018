"""Why a line beside the criteria is no vendor: numbers of lines, quantities, units, comments and the like."""

from __future__ import annotations

from collections import Counter

from outsource_desk.importers.cells import read_no_cost, read_score
from outsource_desk.importers.cells.replies import read_word
from outsource_desk.importers.scorecards.sides import COMMENTS, MANY, Sides
from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.sheets.vocabulary import COMMENT, DIRECTION, IDENTIFIER, INDEX, QUANTITY, REMARK, UNIT
from outsource_desk.importers.sheets.words import (
    are_directions,
    direction_said,
    has,
    is_level,
    is_remark_label,
    looks_like_vendor,
    words_of,
)

_MUSTS = ("must", "mandatory", "required", "obligatory", "pflicht", "muss", "obligatoire", "obligatorio")
_VALUES = ("number", "money", "range")  # kinds of readings
_SIGNS = ("+", "-", "−", "–", "++", "--", "S", "s", "=")  # better, worse and same
_SAMPLE = 300  # rows that are looked at to judge a column


def side_note(view: View, sides: Sides, line: Line) -> str:
    """Return why a column beside the criteria is no vendor, or nothing."""
    words = words_of(line.name)
    if line.name[:1] in "*^†‡":
        return "a footnote"
    if why := _said_of_criteria(view, sides, line, set(words)):
        return why
    if not view.is_across:
        return ""
    kinds = Counter(view.grid.kind(*view.cell(line.at, row)) for row in view.block.body)
    is_code = bool(words) and set(words) <= INDEX | IDENTIFIER and (len(words) == 1 or not looks_like_vendor(line.name))
    if is_code or _counts_the_lines(view, line):
        return "numbers or codes of the lines"
    if has(line.name, QUANTITY):
        return "quantities"
    if is_remark_label(line.name) and (kinds["t"] or not kinds["n"]):
        return COMMENTS
    if kinds["t"] and not kinds["n"] and len(words) > 1 and words[-1] in REMARK:
        return COMMENTS
    if _enumerates(view, line) or (any(word in _MUSTS for word in words[:1]) and _is_levels(view, line)):
        return "numbers or codes of the lines"
    is_wordy = kinds["t"] > kinds["n"] and not _is_levels(view, line) and not _is_of_values(view, line)
    if is_wordy and not (looks_like_vendor(line.name) and _has_other_vendors(view, line)):
        return COMMENTS if has(line.name, COMMENT) else "text that is no rating"
    if kinds["d"] > kinds["n"]:
        return "dates"
    return "" if kinds["n"] or kinds["t"] or kinds["b"] or kinds["e"] else "a column without values"


def _counts_the_lines(view: View, line: Line) -> bool:
    """Tell whether a column before the names only counts: 1, 2, 3."""
    if line.at >= view.label:
        return False
    numbers = [view.grid.number(row, line.at) for row in view.block.body if view.grid.kind(row, line.at) != " "]
    return len(numbers) > 1 and numbers == [float(at) for at in range(1, len(numbers) + 1)]


def _said_of_criteria(view: View, sides: Sides, line: Line, words: set[str]) -> str:
    """Return why a line of units or directions is no vendor, and remember it; or nothing."""
    if not words:
        return ""
    if words <= UNIT and holds(view, line, "t"):
        sides.unit = sides.unit or line
        return "units of the criteria"
    named = [other for other in view.criterion_lines[:_SAMPLE] if other.name]
    texts = [view.grid.text(*view.cell(line.at, other.at)) for other in named]
    are_called_so = words <= DIRECTION and holds(view, line, "t")
    if not are_called_so and (not are_directions(texts) or _compares_by_signs(view, line, texts)):
        return ""
    if sides.direction is None and any(direction_said(text) for text in texts):
        sides.direction = line
    return "the direction of the criteria"


def _compares_by_signs(view: View, line: Line, texts: list[str]) -> bool:
    """Tell whether + and - are marks of vendors, as where a second line holds such signs or the line is a vendor's."""
    if not any(text in _SIGNS for text in texts):
        return False
    rows = [other for other in view.criterion_lines[:_SAMPLE] if other.name]
    others = [
        [view.grid.text(*view.cell(other.at, row.at)) for row in rows]
        for other in view.vendor_lines[:MANY]
        if other.at != line.at
    ]
    return looks_like_vendor(line.name) or any(sum(text in _SIGNS for text in each) >= 2 for each in others)


def _enumerates(view: View, line: Line) -> bool:
    """Tell whether a header such as “M/O” spells out the codes that stand below it."""
    codes = {code.strip() for code in line.name.casefold().split("/")}
    texts = {view.grid.text(row, line.at).casefold() for row in view.block.body if view.grid.kind(row, line.at) == "t"}
    return len(codes) > 1 and bool(texts) and texts <= codes


def _is_of_values(view: View, line: Line) -> bool:
    """Tell whether most texts of a column are values all the same: 4-6, High, n/a, 12 500 / month."""
    texts = [view.grid.text(row, line.at) for row in view.block.body[:_SAMPLE] if view.grid.kind(row, line.at) in "tb"]
    found = [
        is_level(text)
        or text in _SIGNS
        or read_word(text) is not None
        or read_no_cost(text) is not None
        or read_score(text).kind in _VALUES
        for text in texts
    ]
    return any(found) and sum(found) > 0.6 * len(found)


def _has_other_vendors(view: View, line: Line) -> bool:
    """Tell whether another column is named like a vendor, so that this one is a vendor of whom only words are said."""
    return any(looks_like_vendor(other.name) for other in view.vendor_lines[:MANY] if other.at != line.at)


def _is_levels(view: View, line: Line) -> bool:
    texts = [view.grid.text(row, line.at) for row in view.block.body if view.grid.kind(row, line.at) in "tb"]
    return bool(texts) and sum(map(is_level, texts)) >= 0.8 * len(texts)


def holds(view: View, line: Line, kind: str) -> bool:
    """Tell whether a line holds at least one cell of a kind."""
    grid = view.grid
    return any(grid.kind(*view.cell(line.at, other.at)) == kind for other in view.criterion_lines[:2_000])
