"""Notes, sources, signatures and other words below a table, which name no vendor."""

from __future__ import annotations

import re

from outsource_desk.importers.cells import is_number_like
from outsource_desk.importers.scorecards.stated import stated_scale
from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.sheets.vocabulary import EVALUATOR, NOTE
from outsource_desk.importers.sheets.words import is_verdict_label, looks_like_vendor, words_of

_MARKED = re.compile(r"[*†‡^#§]|[¹²³⁴⁵⁶⁷⁸⁹]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)\s|\[\d{1,2}\]|_{3,}|\.{4,}")
_LONGEST = 80  # letters of a vendor's name
_MOST_WORDS = 7  # of a vendor's name
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


def notes_between(view: View) -> set[int]:
    """Return the rows of a single text among rows with numbers that read like a sentence, where vendors run down."""
    if view.is_across:
        return set()
    found: set[int] = set()
    for line in lone_names(view):
        may_be_name = view.grid.is_gap_before(line.at) and not is_note(line.name)
        if is_verdict_label(line.name) or (_is_sentence(line.name) and not may_be_name):
            found.add(line.at)
    return found


def lone_names(view: View) -> list[Line]:
    """Return the vendors' rows that hold nothing but a name, where most of the others hold numbers."""
    kinds = view.grid.kinds
    rows = [line for line in view.vendor_lines if line.name]
    lone = [line for line in rows if len(kinds[line.at]) - kinds[line.at].count(" ") == 1]
    return lone if 2 * sum("n" in kinds[line.at] for line in rows) > len(rows) else []


def _is_sentence(text: str) -> bool:
    """Tell whether a text is a remark and no name: begun in small letters or a bracket, or of many words."""
    is_small = (text[:1].islower() and len(text.split()) > 2) or text[:1] in "(["
    return (is_small or len(text.split()) > _MOST_WORDS or is_note(text)) and not looks_like_vendor(text)


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
