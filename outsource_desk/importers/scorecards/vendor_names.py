"""What vendors are called: without marks, scales and the word “score”, and without the evaluator behind the name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from outsource_desk.importers.scorecards.crossed import parted_names
from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.sheets.notes import without_mark
from outsource_desk.importers.sheets.periods import is_period, year_in
from outsource_desk.importers.sheets.vocabulary import (
    EVALUATOR,
    KIND_OF_OFFER,
    NO_PERSON,
    SCORE,
    UNIT_WORDS,
    VENDOR,
)
from outsource_desk.importers.sheets.words import (
    has,
    is_level,
    is_vendor_title,
    is_weight_label,
    looks_like_measure,
    words_of,
)

_SCALE_BEHIND = re.compile(r"\s*[(\[]\s*\d{1,3}\s*(?:-|–|to|bis|/)\s*\d{1,3}\s*[)\]]$")
_NO_PEOPLE = NO_PERSON | KIND_OF_OFFER | SCORE
_PLACEHOLDER = re.compile(r"([^\W\d_]+)[\s_#.-]*(?:\d{1,3}|[A-Z])")


def shorten_names(vendors: Sequence[Line]) -> None:
    """Take marks of footnotes off the vendors' names, and a scale or “score” if it stands behind every one."""
    for line in vendors:
        line.name = without_mark(line.name)
    if vendors and all(_SCALE_BEHIND.search(line.name) for line in vendors):
        for line in vendors:
            line.name = _SCALE_BEHIND.sub("", line.name)
    endings = {line.name.rpartition(" ")[2].casefold() for line in vendors}
    ending = endings.pop() if len(endings) == 1 else ""
    if ending in SCORE | {"raw", "actual"} and len(vendors) > 1 and all(" " in line.name for line in vendors):
        for line in vendors:
            line.name = line.name.rpartition(" ")[0].rstrip(" -–:")


def take_names_beside(view: View, vendors: Sequence[Line]) -> None:
    """Give numbered columns such as “Bidder 2” the names that stand right below or above them."""
    if not view.is_across or len(vendors) < 2:
        return
    if not all(is_placeholder(line.name) for line in vendors):
        return
    for row in [*view.block.lower[:1], *view.block.upper[-1:]]:
        names = [view.grid.text(row, line.at) for line in vendors]
        title = view.grid.text(row, view.label)
        is_titled = is_vendor_title(title) or words_of(title) in (("name",), ("names",))
        if len({name.casefold() for name in names if name}) < len(names):
            continue
        if is_titled or (not title and all(map(_may_be_name, names))):
            for line, name in zip(vendors, names, strict=True):
                line.name, line.name_cell = name, (row, line.at)
            return


def is_placeholder(name: str) -> bool:
    """Tell whether a name is only a numbered place for one, such as “Bidder 2”."""
    match = _PLACEHOLDER.fullmatch(name)
    return match is not None and has(match[1], VENDOR)


def _may_be_name(name: str) -> bool:
    """Tell whether a text beside a placeholder may be the vendor's name: no unit, answer, kind of offer or score."""
    words = set(words_of(name))
    is_known = bool(words & (_NO_PEOPLE | UNIT_WORDS)) or is_level(name) or is_weight_label(name)
    return bool(words) and not is_known and not looks_like_measure(name)


def split_off_evaluators(vendors: Sequence[Line]) -> str:
    """Take names such as “Alder – Evaluator 1” apart into vendor and evaluator; return what is to be asked, or nothing.

    Mere names such as “Alder – Kim” stay whole, for “Alder – Cloud” would look the same.
    """
    parts = parted_names([line.name for line in vendors if not line.evaluator])
    if len(parts) < len(vendors) or not parts:
        return ""
    people = list(dict.fromkeys(second for _, second in parts))
    if any(is_period(name) or year_in(name) or has(name, _NO_PEOPLE) for name in people):
        return ""
    if any(looks_like_measure(name) or not name[:1].isalpha() for name in people):
        return ""
    if not all(has(name, EVALUATOR) for name in people):
        return f"“{people[0]}” and “{people[1]}” stand behind the names of the same vendors; are they evaluators?"
    for line, (vendor, person) in zip(vendors, parts, strict=True):
        line.name, line.evaluator = vendor, person
    return ""
