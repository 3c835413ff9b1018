"""Weights and most points in the names of criteria: “Price (40 %)”, “Quality 60%”, “Team (20 points)”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from outsource_desk.importers.scorecards.proof import is_whole
from outsource_desk.importers.scorecards.scales import is_amount_name
from outsource_desk.importers.scorecards.sides import Sides, source_of_weights
from outsource_desk.importers.scorecards.view import Line, View

_SHARE = re.compile(r"\s*[-–:(\[]?\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*%\s*[)\]]?\s*")
_UNIT = r"points?|pts?\.?|punkte?|pkt\.?|puntos|pontos|punti"
_POINTS = re.compile(
    rf"\s*(?:[(\[]\s*(?:m[aá]x\.?|out of|of|/)?\s*(\d{{1,3}})\s*(?:{_UNIT})?\s*[)\]]|/\s*(\d{{1,3}})|"
    rf"[-–:]\s*(\d{{1,3}})\s*(?:{_UNIT}))\s*",
    re.IGNORECASE,
)
_END = 24  # letters at the end of a name that are looked at
_HIGHEST = 100.0  # no points in a name reach further; greater numbers are amounts


@dataclass(frozen=True)
class NamedShares:
    """What criteria weigh by their names, by their places; ``are_points``: and how many points they can have."""

    weights: dict[int, float] = field(default_factory=dict)
    are_points: bool = False


def share_in(name: str) -> tuple[str, float] | None:
    """Return a name without the share at its end and the share: ``Price (40 %)`` is ``Price`` and 40."""
    return _behind(name, _SHARE)


def _behind(name: str, pattern: re.Pattern[str]) -> tuple[str, float] | None:
    found = list(pattern.finditer(name[-_END:]))
    if not found or found[-1].end() != len(name[-_END:]):
        return None
    rest = name[: len(name) - len(found[-1][0])].rstrip()
    number = next(group for group in found[-1].groups() if group)
    return (rest, float(number.replace(",", "."))) if rest else None


def take_shares(view: View, sides: Sides, criteria: Sequence[Line]) -> NamedShares:
    """Take the weights out of the names of criteria, where nothing else weighs them and they make a whole.

    Criteria without a share may stand beside the others if they are amounts, such as the price that got the points.
    """
    if source_of_weights(sides) is not None:
        return NamedShares()
    for pattern, are_points in ((_SHARE, False), (_POINTS, True)):
        found = {line.at: part for line in criteria if (part := _behind(line.name, pattern)) is not None}
        rest = [line for line in criteria if line.at not in found]
        is_all = len(found) >= 2 and is_whole(sum(share for _, share in found.values()))
        if not is_all or not all(_is_amount(view, sides, line) for line in rest):
            continue
        named = [line for line in criteria if line.at in found]
        if are_points and not all(_are_within(view, sides, line, found[line.at][1]) for line in named):
            continue
        for line in named:
            line.name = found[line.at][0]
        return NamedShares({at: share for at, (_, share) in found.items()}, are_points)
    return NamedShares()


def _is_amount(view: View, sides: Sides, line: Line) -> bool:
    numbers = view.numbers_of(line, sides.vendors)
    return is_amount_name(line.name) or any(number is not None and number > _HIGHEST for number in numbers)


def _are_within(view: View, sides: Sides, line: Line, top: float) -> bool:
    numbers = [number for number in view.numbers_of(line, sides.vendors) if number is not None]
    return bool(numbers) and all(0 <= number <= top for number in numbers)
