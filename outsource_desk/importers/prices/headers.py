"""What a header over prices says: whose they are, for which year or span of time, and what kind of price."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from outsource_desk.importers.prices.words import (
    AMOUNT,
    CURRENCY,
    DIFFERENCE,
    GROSS,
    LONE,
    OFFER,
    PLAIN,
    PRICE,
    QUANTITY,
    SPANS,
    TAX,
    TERM,
    TODAY,
    TOTAL,
    UNIT,
    UNIT_PRICE,
    WITHOUT,
    YEAR,
)
from outsource_desk.importers.sheets.money import CODES, Money, money_in
from outsource_desk.importers.sheets.periods import year_in
from outsource_desk.importers.sheets.vocabulary import AVERAGE, LOWEST, RANK
from outsource_desk.importers.sheets.words import looks_like_vendor, words_of

_CODE_BESIDE = re.compile(rf"\s+(?:{CODES}|[TkM]?[€$£])$|^(?:{CODES}|[€$£])\s+")  # “Alder EUR”
_OTHERS = AVERAGE | RANK | LOWEST | DIFFERENCE | {"low", "high", "over", "under"}
_SPAN_WORDS = frozenset[str]().union(*SPANS.values())
_KNOWN = UNIT_PRICE | UNIT | PRICE | AMOUNT | TOTAL | TAX | GROSS | QUANTITY | CURRENCY | PLAIN | WITHOUT | _SPAN_WORDS
_BRACKETED = re.compile(r"(.*?)\s*[(\[]([^()\[\]]{1,24})[)\]]")
_STREET = "st|street|ave|avenue|road|rd|lane|ln|blvd|drive|dr|way|hwy|court|rue|via|calle|rua|ul"
_CONTACT = re.compile(
    r"@|\bwww\.|\bP\.?\s?O\.?\s?Box\b|\bSuite\s\d|"
    r"^[(+]\+?\d[\d() ./-]{6,}$|^\d{3}[ .-]\d{3}[ .-]\d{4}$|^(?:tel|phone|fax|ph|attn|contact)\b[.:]|"
    rf"^\d{{1,5}}[a-z]?,?\s.{{0,40}}\b(?:{_STREET})\b|\b\d{{1,4}}[a-z]?,\s\d{{4,5}}\s|"
    r"\b[A-Z]{2},?\s\d{5}(?:-\d{4})?$|\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}$|"
    r"^[^\W\d_ .]+(?:\s[^\W\d_ .]+)?,\s?[A-Z]{2}$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^#?\d{1,3}(?:st|nd|rd|th|\.)?\b|[\s_-](?:\d{1,3}|[A-Z])$")
_NUMBERED = re.compile(rf"(?:{OFFER})\s*(?:no\.?|nr\.?|n°|#)?\s*(?:\d{{1,2}}|[A-Z])", re.IGNORECASE)
_SHORT = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,2})\.(?=[^\W\d_])")  # “P.U.”, “Q.tà”
_PIECE = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]*\.?|[^\W_]+(?:\.(?=$|\s))?")
_YEAR_IN_SHORT = re.compile(r"(?:Y|YR|FY|CY|GJ)\d{1,4}", re.IGNORECASE)
_ONCE = re.compile(r"\b(?:one|non|una)[\s-]?(?:off|time|recurring|tantum)\b", re.IGNORECASE)


class PriceHeader(NamedTuple):
    """What the words of a header say that stands below it, but for a vendor's name."""

    role: str = ""  # unit, amount, price, total, tax, gross, quantity, measure, currency, other; nothing = not said
    year: int | None = None
    span: str = ""  # once, year, month, day, hour or repeated, where an amount is for one of these

    @property
    def says_something(self) -> bool:
        """Tell whether a price is meant, of a kind or for a time."""
        return (
            self.role in ("unit", "amount", "price", "total", "tax", "gross")
            or self.year is not None
            or bool(self.span)
        )


def header_of(text: str) -> PriceHeader:
    """Return what a header says that is no name: ``Unit price``, ``2027``, ``Price year 1``, ``Monthly (EUR)``."""
    year = _year_of(text)
    if year is not None:
        return PriceHeader(year=year)
    text = _ONCE.sub("onetime", in_one_word(text))
    words = frozenset(words_of(text)) - {"k", "t", "%"}
    words -= (YEAR | TERM) if words & TOTAL else frozenset()  # “3-year total”
    role = role_of(words)
    span = next((name for name, names in SPANS.items() if words & names), "")
    if role == "quantity":
        return PriceHeader(role)
    if span and not role and words <= _KNOWN and (not words <= LONE or money_in(text)):
        role = "amount"
    return PriceHeader(role, None, span)


def is_contact(text: str) -> bool:
    """Tell whether a text below a vendor's name says where it is: an address, a telephone number, a mailbox."""
    return bool(_CONTACT.search(text)) and not looks_like_vendor(text)


def is_numbered_offer(text: str) -> bool:
    """Tell whether a text is an offer without its vendor's name, such as ``Bid 1`` and ``Angebot B``."""
    return bool(_NUMBERED.fullmatch(text.strip()))


def is_placeholder(text: str) -> bool:
    """Tell whether a text stands for a name, such as ``Bidder 2``, ``Offer B`` and ``1st low``."""
    return bool(_PLACE.search(text))


def in_one_word(text: str) -> str:
    """Return a text with short forms such as ``P.U.`` and ``Q.tà`` as one word each."""
    return _SHORT.sub(r"\1", text)


def _year_of(text: str) -> int | None:
    """Return the year that a header is, alone or beside words for prices as in ``Price 2026`` and ``Cost year 1``."""
    text = re.sub(r"\s*[(\[][^()\[\]]*[)\]]$", "", text)
    rest = [word for word in re.findall(r"[^\W_]+", text) if not set(words_of(word)) & (PRICE | AMOUNT)]
    found = year_in(text)
    return found if found is not None else year_in(" ".join(rest))


@lru_cache(maxsize=256)  # once for each vendor of a row
def money_behind(name: str) -> Money | None:
    """Return the money that a name has in brackets behind it, as in ``Licences (k€)``; nothing if it has none."""
    match = _BRACKETED.fullmatch(name)
    return money_in(match[2], is_title=True) if match else None


def without_money(text: str) -> str:
    """Return a name without the currency in brackets behind it."""
    match = _BRACKETED.fullmatch(text)
    if match and money_in(match[2], is_title=True):
        return match[1].strip()
    return "" if money_in(text, is_title=True) else _CODE_BESIDE.sub("", text, count=1).strip()


def role_of(words: frozenset[str]) -> str:
    """Return what the words of a header by themselves say that a column holds; nothing for anything else."""
    if not words or not words <= _KNOWN | _OTHERS | TODAY:
        return ""
    words = frozenset({"net"}) if words == {"ht"} else words
    if words & TODAY and (words <= TODAY or words & (PRICE | AMOUNT | TOTAL)):
        return "other"
    if words & TAX and words & WITHOUT:
        words = words - TAX | {"net"}
    if words & _OTHERS:
        return "other"
    if words & TAX and not words & (TOTAL | PRICE | AMOUNT | GROSS):
        return "tax"
    if words & GROSS:
        return "gross"
    if words & CURRENCY:
        return "currency"
    if words & UNIT_PRICE or (words & UNIT and words & PRICE):
        return "unit"
    if words & QUANTITY and not words & (PRICE | AMOUNT):
        return "quantity"
    if words & AMOUNT or (words & PRICE and words & TOTAL):
        return "amount"
    if words & PRICE:
        return "price"
    if words & TOTAL:
        return "total"
    return "measure" if words <= UNIT | PLAIN and words & UNIT else ""


def split_name(text: str) -> tuple[str, PriceHeader] | None:
    """Return the vendor and the rest of ``Alder – unit price``, ``price_alder`` or ``Alder Y1``, or nothing."""
    text = _ONCE.sub("onetime", text)
    pieces = [(match.start(), match.end(), in_one_word(match[0])) for match in _PIECE.finditer(text)]
    known = [
        bool(_YEAR_IN_SHORT.fullmatch(piece))
        or (
            frozenset(words_of(piece)) <= _KNOWN | {"year", "jahr", "annee", "ano", "anno", "rok"}
            and not (len(piece) == 1 and piece.isupper())  # “Vendor A”
        )
        for _, _, piece in pieces
    ]
    behind = len(known)
    while behind and known[behind - 1]:
        behind -= 1
    if 0 < behind < len(known):
        vendor, rest = text[: pieces[behind - 1][1]], text[pieces[behind][0] :]
    else:
        before = next((place for place, is_known in enumerate(known) if not is_known), 0)
        if not before:
            return None
        vendor, rest = text[pieces[before][0] :], text[: pieces[before - 1][1]]
    header = header_of(rest)
    if header.role == "measure":  # “Alder unit” beside “Alder total”
        header = header._replace(role="unit")
    return (vendor.strip(" -–—:|/_"), header) if header.says_something else None
