"""What numbers and indentation before the names of criteria say about which of them is part of which."""

from __future__ import annotations

import re
from collections.abc import Sequence

from outsource_desk.importers.cells import raw_text
from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.sheets.vocabulary import IDENTIFIER, INDEX
from outsource_desk.importers.sheets.words import words_of

_IN_NAME = re.compile(r"\s*((?:\d{1,3}|[A-Z])(?:\.\d{1,3}|\.[a-z])*|[A-Z]\d{1,3})(?:[.):]\s*|\s+)(?=\S)")
_IN_COLUMN = re.compile(r"((?:\d{1,3}|[A-Z])(?:\.\d{1,3}|\.[a-z])*|[A-Z]\d{1,3})[.)]?")
_PARTS = re.compile(r"\d+|[A-Za-z]")
_BULLETS = "-–•·*"
_DEEPEST = 8

Key = tuple[str, ...]


def outline_of(view: View, lines: Sequence[Line]) -> dict[int, int]:
    """Return the place of the line that each line is part of, where numbers or indentation say so.

    Args:
        view: the table; only names that run down can be numbered or indented.
        lines: criteria and headings in their order.
    """
    if not view.is_across or len(lines) < 2:
        return {}
    return (
        _by_numbers(lines, _numbers_in_column(view, lines))
        or _by_numbers(lines, _numbers_in_names(view, lines))
        or (_by_depth(lines, [_indentation(view, line) for line in lines]))
    )


def _numbers_in_column(view: View, lines: Sequence[Line]) -> list[Key]:
    """Return the numbers in a column of numbers before the names, such as 1, 1.1 and 1.2."""
    grid = view.grid
    for column in range(view.label):
        words = set(words_of(grid.text(view.block.header, column)))
        if words and not words <= INDEX | IDENTIFIER:
            continue
        found = [_key(_IN_COLUMN.fullmatch(grid.text(line.at, column))) for line in lines]
        if sum(map(bool, found)) >= 0.8 * len(found):
            return found
    return []


def _numbers_in_names(view: View, lines: Sequence[Line]) -> list[Key]:
    return [_key(_IN_NAME.match(view.grid.text(line.at, view.label))) for line in lines]


def _key(match: re.Match[str] | None) -> Key:
    return tuple(_PARTS.findall(match[1])) if match else ()


def _by_numbers(lines: Sequence[Line], keys: Sequence[Key]) -> dict[int, int]:
    """Return the parents by numbers: 1.2 is part of 1; all numbers above the deepest must be there."""
    places: dict[Key, int] = {}
    parents: dict[int, int] = {}
    for line, key in zip(lines, keys, strict=False):
        if len(key) > 1:
            parent = places.get(key[:-1])
            if parent is None:
                return {}
            parents[line.at] = parent
        if key:
            places[key] = line.at
    return parents


def _indentation(view: View, line: Line) -> int:
    """Return how far a name stands in, by the spaces or the bullet before it."""
    text = raw_text(view.grid.value(line.at, view.label)).expandtabs(4)
    blank = len(text) - len(text.lstrip())
    return blank + (text.lstrip()[:1] in _BULLETS and text.lstrip()[1:2].isspace())


def _by_depth(lines: Sequence[Line], depths: Sequence[int]) -> dict[int, int]:
    """Return the parents by indentation: a line is part of the last one before it that stands further out."""
    if len(set(depths)) < 2 or len(set(depths)) > _DEEPEST or depths[0] != min(depths):
        return {}
    parents: dict[int, int] = {}
    above: list[tuple[int, int]] = []  # depth and place of the lines that this one may be part of
    for line, depth in zip(lines, depths, strict=True):
        while above and above[-1][0] >= depth:
            above.pop()
        if above:
            parents[line.at] = above[-1][1]
        above.append((depth, line.at))
    return parents


def without_bullet(name: str) -> str:
    """Return a name without a bullet before it."""
    return name[1:].lstrip() if name[:1] in _BULLETS and name[1:2].isspace() else name
