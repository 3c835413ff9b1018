"""What a row of a price sheet is by its name: a line, or an option, a tax, a result, a fact about the offers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from outsource_desk.importers.cells import read_cell
from outsource_desk.importers.prices.headers import header_of, in_one_word
from outsource_desk.importers.prices.offers import PriceColumn
from outsource_desk.importers.prices.words import (
    ADDENDA,
    ALTERNATE,
    AMOUNT,
    BESIDE_MEASURE,
    BESIDE_RESULT,
    BESIDE_TAX,
    COUNTED,
    DIFFERENCE,
    EARLY,
    EARLY_PAIRS,
    OPTION,
    PRICE,
    QUANTITY,
    SUBSCRIPTION,
    TAX,
    TIME,
    TIMED,
    YEAR,
)
from outsource_desk.importers.sheets.grid import Grid
from outsource_desk.importers.sheets.ledger import Cell
from outsource_desk.importers.sheets.money import money_in
from outsource_desk.importers.sheets.vocabulary import LOWEST, RANK
from outsource_desk.importers.sheets.words import is_level, words_of

_MEASURES = COUNTED | QUANTITY | TIMED | TIME | BESIDE_MEASURE
_RESULTS = RANK | DIFFERENCE | LOWEST
_FEW = 2  # words in which a span of time is named
_FIRST = 3  # words among which an alternate is named: “Add alternate no. 1”
_UNIT_PRICES = {("unit", "price"), ("unit", "prices"), ("unit", "rate"), ("unit", "rates"), ("unit", "cost")}
_FOR_ONE = re.compile(
    r"\b(?:per|pro|je|par|por|za)\s+(?:named\s)?(?:user|seat|head|employee|ticket|device|nutzer|anwender|mitarbeiter|"
    r"utilisateur|usuario|utente|u[zż]ytkownika)\b",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"[(\[][^()\[\]]{1,40}[)\]]|(?:/\s?|\b(?:per|pro|je|par|por|al)\s)[^\W\d_]+|\bp\.\s?[am]\.|"
    r"\b(?:one[ -](?:off|time)|einmalig\w{0,2})\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_]{3}")


def label_of(grid: Grid, row: int, label: int, prices: Sequence[PriceColumn]) -> str:
    """Return a row's name; where that cell is blank, the first text before the prices, such as ``Bid bond``."""
    if grid.kind(row, label) != " ":
        return grid.text(row, label)
    first = min((column.at for column in prices), default=0)
    texts = (grid.text(row, at) for at in range(first) if grid.kind(row, at) == "t")
    return next((text for text in texts if _NAME.search(text)), "")


def is_tax(label: str) -> bool:
    """Tell whether a row holds the tax on the prices above it; “Sales support” and “Tax advice” are paid for."""
    words = {word for word in words_of(in_one_word(label).casefold()) if word.isalpha()}  # “MwSt” is one word
    return bool(words & TAX - {"sales"}) and words <= TAX | BESIDE_TAX


def may_be_tax(label: str) -> bool:
    """Tell whether somebody has to say whether a row holds a tax, as “VAT on hosting” does."""
    return bool({*words_of(in_one_word(label).casefold())} & TAX - {"sales"}) and not is_tax(label)


def is_option(label: str) -> bool:
    """Tell whether a row or a heading names what may be bought beside what is asked for."""
    words = words_of(label)
    return bool(words) and (words[0] in OPTION or bool(set(words[:_FIRST]) & ALTERNATE))


def is_for_paying_early(label: str) -> bool:
    """Tell whether a row holds what is taken off only if one pays soon, such as “2 % Skonto”."""
    words = words_of(label)
    return bool(set(words) & EARLY) or any(pair in EARLY_PAIRS for pair in pairwise(words))


def is_result(label: str) -> bool:
    """Tell whether a row holds what follows from the offers, such as “Rank” or “Difference to the lowest bid”."""
    words = set(words_of(label))
    return bool(words & _RESULTS) and words <= _RESULTS | PRICE | AMOUNT | BESIDE_RESULT


def is_measure(label: str) -> bool:
    """Tell whether a row is called as what is counted or measured and not paid, such as “Delivery time (weeks)”."""
    words = {word for word in words_of(label) if len(word) > 1}
    if not words <= _MEASURES or words & PRICE:
        return False
    is_named = bool(words & (COUNTED | QUANTITY)) or bool(words & TIMED and words & TIME)
    return is_named and not money_in(label)


def is_beside_prices(label: str) -> bool:
    """Tell whether a row among prices is called as something that nobody pays: times, counts, ranks, addenda."""
    return is_measure(label) or is_result(label) or bool(set(words_of(label)) & ADDENDA)


def holds_facts(grid: Grid, label: str, filled: Sequence[Cell]) -> bool:
    """Tell whether a row says something about the offers that is no price: yes and no, ticks, addenda received."""
    if set(words_of(label)) & ADDENDA:
        return True
    return all(grid.kind(*cell) == "b" or _is_fact(grid.text(*cell)) for cell in filled)


def is_note(grid: Grid, filled: Sequence[Cell]) -> bool:
    """Tell whether the cells of prices hold nothing but words of which none stands for a price, as below a table."""
    return all(grid.kind(*cell) in "td" and read_cell(grid.value(*cell), "money").kind == "text" for cell in filled)


def _is_fact(text: str) -> bool:
    is_mark = len(text) == 1 and not text.isdigit()
    return (is_mark or is_level(text)) and read_cell(text, "money").kind == "text"


def is_for_one(label: str) -> bool:
    """Tell whether a row is called as the price of one unit, such as “Per user per month” and “Unit price: pump”."""
    words = words_of(label)
    return words[:2] in _UNIT_PRICES or bool(_FOR_ONE.search(label))


def span_of(label: str) -> str:
    """Return for what span of time a row's name says that its prices are: once, year, month, day, hour, or nothing.

    “Monthly reports” are a service; “Support (monthly)”, “Hosting p.a.” and “Monthly fee” name the span of a price.
    """
    said = [match[0].strip("()[]/ ") for match in _SPAN.finditer(label)]
    if not said and set(words_of(label)) & (PRICE | AMOUNT | SUBSCRIPTION):
        return header_of(label).span
    return next((span for part in said if (span := _span_in(part))), "")


def _span_in(text: str) -> str:
    """Return the span of time that a few words are: ``monthly fee``, ``per year``, ``p.a.``."""
    words = words_of(text)
    if len(words) > _FEW or (len(words) == 1 and words[0] in YEAR):
        return ""
    return "year" if words[-1:] and words[-1] in YEAR else header_of(text).span
