"""In what money a sheet's amounts are: currency and thousands, as headers, corners and titles say it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from outsource_desk.domain.codes import CURRENCIES
from outsource_desk.importers.cells import tidy

_NAMES = {
    "€": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "pound": "GBP", "pounds": "GBP", "sterling": "GBP",
    "us$": "USD", "$": "USD", "dollar": "USD", "dollars": "USD", "a$": "AUD", "c$": "CAD", "r$": "BRL", "reais": "BRL",
    "real": "BRL", "¥": "JPY", "yen": "JPY", "₹": "INR", "franken": "CHF", "sfr": "CHF", "fr.": "CHF", "zł": "PLN",
    "zl": "PLN", "zlotych": "PLN", "złotych": "PLN", "kr": "", "nz$": "NZD", "hk$": "HKD", "s$": "SGD",
    "dolares": "USD", "dólares": "USD", "euri": "EUR",
} | {code.lower(): code for code in CURRENCIES}  # fmt: skip
_THOUSAND = {
    "thousand", "thousands", "k", "tsd", "tausend", "millier", "milliers", "mil", "miles", "milhar", "milhares",
    "migliaia", "mila", "tys", "tysiąc", "tysiącach", "tysiace", "tysięcy", "000", "000s", "t", "'000", "’000",
    "1000", "1,000", "1.000",
}  # fmt: skip
_MILLION = {
    "million", "millions", "mio", "mn", "mln", "millionen", "millones", "millón", "milhões", "milhoes", "milioni",
    "milione", "milionach", "m", "mm", "1000000",
}  # fmt: skip

_BILLION = {"bn", "billion", "billions", "mrd", "mld", "milliarden", "milliards", "miliardów", "miliardi", "bilhões"}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BESIDE = _words(
    """
    in en em w di de d des of the all amounts amount prices price figures values costs cost currency angaben
    alle preise kosten beträge betrag währung montants prix devise monnaie importes precios moneda valores
    preços moeda importi prezzi valuta kwoty ceny waluta net netto excl excluding without ohne hors taxes ht
    equiv equivalent converted ex before plus tax incl including inclusive inkl vat mwst ust tva iva zzgl exkl sin sem
    bez senza total per unit
    nominal are les los las le i os sind
    stated expressed gesamt preis année fee fees month year day hour annum monthly yearly
    offers offer bids bid quotes quotations tenders tco comparison overview evaluation summary table pricing budget
    angebote angebot preisvergleich vergleich übersicht offres offre comparatif ofertas oferta comparativo propostas
    offerte confronto oferty porównanie
    monat jahr tag stunde mois jour an mes ano año mese anno miesiąc rok
    """
)
_KNOWN_WORDS = _BESIDE | _THOUSAND | _MILLION | _BILLION
_PIECE = re.compile(r"(?:us|a|c|r|nz|hk|s)?\$|[€£¥₹]|['’]?\d[\d.,]*s?|fr\.|[^\W\d_]+", re.IGNORECASE)
CODES = "|".join(CURRENCIES)  # as a choice of a pattern
_BEGIN, _END = r"(?<![^\W\d_])", r"(?![^\W\d_])"  # of a word: “confronto” holds no RON
_JOINED = re.compile(rf"{_BEGIN}(t|k|m|mio|mn)\.?({CODES}|€|\$|£){_END}", re.IGNORECASE)
_BEHIND = re.compile(rf"({_BEGIN}(?:{CODES})|€|\$|£)(k|m|t|mio|mn|bn){_END}", re.IGNORECASE)
_PER = re.compile(
    r"(?:/|\bper\b|\bpro\b|\bje\b|\bpar\b|\bpor\b)\s*(?:m[²³23]?|t|k|mm)(?![^\W\d_])", re.IGNORECASE
)  # metres
_ZEROS = re.compile(
    rf"['’]?\b000s?\s*(?:{CODES}|[€$£])|(?:\b(?:{CODES})\b|[€$£])\s*['’]?000s?\b", re.IGNORECASE
)  # “'000 EUR”
_LONGEST = 160  # letters of a title that is looked at


class Money(NamedTuple):
    """A currency, or nothing where only thousands are said, and what an amount of 1 stands for."""

    currency: str
    multiplier: float = 1.0


def money_in(text: str, *, is_title: bool = False) -> Money | None:
    """Return the money that a header or title speaks of, as in ``in EUR thousand``, ``T€`` or ``Price (k$)``.

    Args:
        text: of a cell.
        is_title: only a text that says nothing else counts, or a part of it in brackets.
    """
    text = tidy(text)
    return None if len(text) > _LONGEST else _money_within(text, is_title)


@lru_cache(maxsize=16_384)  # each name is looked at several times
def _money_within(text: str, is_title: bool) -> Money | None:
    inside = re.search(r"[(\[]([^()\[\]]{1,40})[)\]]", text)
    parts = [inside[1], text] if inside else [text]
    if "," in text or ":" in text or ";" in text:
        parts += re.split(r"[;:]|, ", text)[:6]
    for part in parts:
        found = _money(part, is_title=is_title or part != text)
        if found is not None:
            return found
    return None


def _money(text: str, *, is_title: bool) -> Money | None:
    text = _PER.sub(" per ", text)
    pieces = [piece for word in _PIECE.findall(text) for piece in _taken_apart(word.casefold())]
    text = text.casefold()
    joined = [match for pattern in (_JOINED, _BEHIND) if (match := pattern.search(text))]
    pieces += [piece for match in joined for piece in match.groups()]
    currencies = {_NAMES[piece] for piece in pieces if _NAMES.get(piece)}
    if len(currencies) > 1:
        return None
    currency = next(iter(currencies), "")
    strange = [piece for piece in pieces if piece not in _NAMES and piece not in _KNOWN_WORDS]
    strange = [piece for piece in strange if not _JOINED.fullmatch(piece) and not _BEHIND.fullmatch(piece)]
    if is_title and strange:
        return None
    is_beside = bool(joined or _ZEROS.search(text))
    factor = _factor(pieces, has_currency=bool(currency), is_alone=not strange or is_beside)
    return Money(currency, factor) if currency or factor > 1 else None


def _taken_apart(word: str) -> list[str]:
    match = _JOINED.fullmatch(word) or _BEHIND.fullmatch(word)
    return [match[1], match[2]] if match else [word]


def _factor(pieces: list[str], *, has_currency: bool, is_alone: bool) -> float:
    """Return 1000 for thousands; single letters and bare numbers count only beside a currency."""
    short = {"k", "t", "m", "bn", "mld", "mm", "mn", "mil", "1000", "1,000", "1.000", "1000000", "000", "000s", "'000"}
    short |= {"’000"}
    for words, factor in ((_THOUSAND, 1e3), (_MILLION, 1e6), (_BILLION, 1e9)):
        if any(piece in words and _counts(piece in short, has_currency, is_alone) for piece in pieces):
            return factor
    return 1.0


def _counts(is_short: bool, has_currency: bool, is_alone: bool) -> bool:
    return (has_currency and is_alone) if is_short else (has_currency or is_alone)
