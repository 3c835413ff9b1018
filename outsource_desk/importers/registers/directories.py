"""Lists that say how companies are reached, identified and bound, which is no score even where it is a number."""

from __future__ import annotations

import re

from outsource_desk.importers.cells.replies import FOR_NOTHING
from outsource_desk.importers.reading import Register
from outsource_desk.importers.registers.words import FACTS, FIELDS, IDENTITY, PLAIN, TITLES
from outsource_desk.importers.sheets.said import Said
from outsource_desk.importers.sheets.vocabulary import INDEX, RISK_WORDS, SCORE
from outsource_desk.importers.sheets.words import (
    is_level,
    is_vendor_code_title,
    is_weight_label,
    looks_like_measure,
    looks_like_vendor,
    words_of,
)

_SAMPLE = 200  # rows that are looked at
_FEWEST, _MANY = 2, 3  # columns that say how companies are reached or when something of theirs ends
_MOST_RATINGS = 2  # columns with a rating of the whole company
_MOST = 0.6  # of what stands in a column
_LONGEST = 60  # letters of a number, an address in the net and the like
_TERMS = FACTS | FIELDS["term"] | FIELDS["worth"] | FIELDS["due"] | FIELDS["city"] | FIELDS["period"] | IDENTITY | PLAIN
_TERMS |= TITLES["contract"] | INDEX | frozenset(["days", "weeks", "months", "tage", "wochen", "monate", "lfd"])
_RATINGS = SCORE | RISK_WORDS | FIELDS["standing"] | PLAIN | frozenset(["level"])
_FLAGS = frozenset(["y", "n", "yes", "no", "ja", "nein", "j", "oui", "non", "si", "sí", "sim", "tak", "nie", "x"])
_REACHED = re.compile(
    r"[^@\s]{1,40}@[^@\s]{1,40}"  # a mail box
    r"|(?:https?://|www\.)\S{1,50}"
    r"|(?:\+\d|0)[\d /().-]{6,20}"  # a telephone, or a number that begins with nought
    r"|[A-Z]{2}\d[\dA-Z]{7,30}"  # a tax number or a bank account
    r"|[\dA-Z]{18}\d\d"  # a Legal Entity Identifier
    r"|0\d{3,19}"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}"  # a day
)


def tells_of_companies(register: Register, label: int) -> bool:
    """Tell whether the columns of a list say how companies are reached, known and bound, and nothing is weighed there.

    Args:
        register: its columns, and some of its rows.
        label: the place of the column of the names.
    """
    if any(is_weight_label(cells[label].text) for _, cells in register.rows):
        return False
    known = strange = ratings = 0
    for at, column in enumerate(register.columns):
        cells = _used(register, at)
        if at == label or not cells:
            continue
        if _says_who(column.name, cells):
            known += 1
        elif _is_measured(cells) and not _are_flags(cells) and not _is_fact(column.name):
            is_rating = frozenset(words_of(_own(column.name))) <= _RATINGS
            ratings += is_rating
            strange += not is_rating
            if not is_rating and looks_like_measure(column.name):
                return False
    return ratings <= _MOST_RATINGS and ((known >= _MANY and strange <= 1) or (known >= _FEWEST and not strange))


def are_companies(register: Register, label: int) -> bool:
    """Tell whether the names of a list are those of companies: by legal forms, or by vendors' codes beside them."""
    names = [said.text for said in _used(register, label)]
    forms = sum(map(looks_like_vendor, names))
    codes = any(is_vendor_code_title(each.name) or _is_account(each.name) for each in register.columns)
    return codes or 3 * forms >= len(names) > 0


def _is_account(name: str) -> bool:
    return words_of(name)[:1] in (("kreditor",), ("kreditoren",), ("creditor",), ("lifnr",))


def _own(name: str) -> str:
    """Return a heading without those that stand over it and without what is in brackets."""
    return re.sub(r"[(\[][^()\[\]]*[)\]]", " ", name.rpartition(" / ")[2])


def _used(register: Register, at: int) -> list[Said]:
    return [cells[at] for _, cells in register.rows[:_SAMPLE] if not cells[at].is_empty]


def _says_who(name: str, cells: list[Said]) -> bool:
    words = frozenset(words_of(_own(name)))
    if _is_account(name) or (words & IDENTITY and words <= IDENTITY | PLAIN | FIELDS["city"]):
        return True
    told = [said for said in cells if type(said.value).__name__ == "Moment" or _is_reached(said.text)]
    return len(told) >= _MOST * len(cells)


def _is_reached(text: str) -> bool:
    return len(text) <= _LONGEST and bool(_REACHED.fullmatch(text))


def _is_measured(cells: list[Said]) -> bool:
    measured = sum(isinstance(said.value, int | float) or is_level(said.text) for said in cells)
    return 2 * measured >= len(cells)


def _are_flags(cells: list[Said]) -> bool:
    return all(said.text.casefold() in _FLAGS or said.text.casefold() in FOR_NOTHING for said in cells)


def _is_fact(name: str) -> bool:
    words = words_of(_own(name))
    return bool(words) and all(word in _TERMS for word in words)
