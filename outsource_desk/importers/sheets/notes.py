"""Notes, sources, signatures and other words below a table, which name no vendor."""

from __future__ import annotations

import re

from outsource_desk.importers.cells import is_number_like
from outsource_desk.importers.scorecards.stated import stated_scale
from outsource_desk.importers.scorecards.view import View
from outsource_desk.importers.sheets.vocabulary import EVALUATOR, NOTE
from outsource_desk.importers.sheets.words import words_of

_MARKED = re.compile(r"[*†‡^#§]|[¹²³⁴⁵⁶⁷⁸⁹]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)\s|\[\d{1,2}\]|_{3,}|\.{4,}")
_LONGEST = 80  # letters of a vendor's name
_MARK_BEHIND = re.compile(r"(?<=\w)\s?[*†‡¹²³⁴⁵⁶⁷⁸⁹]{1,3}$")


def is_note(text: str) -> bool:
    """Tell whether a text below a table explains, dates or signs it: marked, long, or begun like a note."""
    words = words_of(text)
    is_signed = bool(words) and words[0] in EVALUATOR and ":" in text
    is_said = is_signed or (bool(words) and (words[0] in NOTE or text.rstrip().endswith(":")))
    return is_said or bool(_MARKED.match(text)) or len(text) > _LONGEST


def without_mark(name: str) -> str:
    """Return a name without the mark of a footnote behind it."""
    return name if name[-1:].isascii() and name[-1:] != "*" else _MARK_BEHIND.sub("", name)


def notes_below(view: View) -> set[int]:
    """Return the last rows that name no vendor, where vendors run down.

    These are rows of a single text below a blank row or with the words of a scale, rows without a number that read
    like notes, and a lone number below names, such as that of a page.
    """
    found: set[int] = set()
    if view.is_across:
        return found
    are_numbered = any(is_number_like(line.name) for line in view.vendor_lines[:2])
    pending: set[int] = set()
    for line in reversed(view.vendor_lines[1:]):
        kinds = view.grid.kinds[line.at]
        used = len(kinds) - kinds.count(" ")
        is_lone_number = used == 1 and "n" in kinds and not are_numbered
        if "n" in kinds and not is_note(line.name) and not is_lone_number:
            break
        if line.name and is_note(line.name) and kinds.count("n") <= 1 and used <= 3:
            found |= {line.at, *pending}
            pending = set()
            continue
        if not line.name or used > 1:
            break
        pending.add(line.at)
        if is_lone_number or view.grid.is_gap_before(line.at) or stated_scale([(line.name, None)]):
            found |= pending
            pending = set()
    return found
