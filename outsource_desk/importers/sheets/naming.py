"""Telling lines of the same name apart, so that each score still belongs to one."""

from __future__ import annotations

from collections.abc import Sequence

from outsource_desk.importers.scorecards.view import Line


def tell_apart(lines: Sequence[Line], groups: dict[int, str]) -> list[tuple[Line, str]]:
    """Rename lines that share a name: by their groups if those differ, else by a number; return them with the old name.

    Args:
        lines: renamed in place; the first of each name keeps it if numbers are used.
        groups: the group of a line by its place, where it has one.
    """
    by_name: dict[str, list[Line]] = {}
    for line in lines:
        by_name.setdefault(line.name.casefold(), []).append(line)
    taken = set(by_name)
    renamed: list[tuple[Line, str]] = []
    for same in [lines for lines in by_name.values() if len(lines) > 1]:
        headings = [groups.get(line.at, "") for line in same]
        by_group = all(headings) and len({heading.casefold() for heading in headings}) == len(headings)
        for number, (line, heading) in enumerate(zip(same, headings, strict=True), start=1):
            if by_group or number > 1:
                renamed.append((line, line.name))
                line.name = _free(line.name, heading if by_group else str(number), taken)
    return renamed


def _free(name: str, mark: str, taken: set[str]) -> str:
    """Return the name with a mark behind it, and with a number too if somebody has that name already."""
    found, number = f"{name} ({mark})", int(mark) if mark.isdecimal() else 1
    while found.casefold() in taken:
        number += 1
        found = f"{name} ({number})" if mark.isdecimal() else f"{name} ({mark} {number})"
    taken.add(found.casefold())
    return found
