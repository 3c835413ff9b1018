"""Numbers with what people write around them: currency, per cent, a maximum, footnotes, a range, a remark."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from outsource_desk.domain.codes import CURRENCIES
from outsource_desk.importers.cells.numbers import (
    FRACTIONS,
    LONGEST,
    Digits,
    is_mistyped,
    likely_number,
    quick_number,
    read_digits,
)
from outsource_desk.importers.cells.replies import read_word
from outsource_desk.importers.cells.units import split_unit
from outsource_desk.importers.cells.values import CellReading, Moment, Value, raw_text, tidy, with_flags

_CURRENCIES = {
    "€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "us$": "USD", "a$": "AUD", "c$": "CAD", "r$": "BRL",
    "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "au$": "AUD", "ca$": "CAD", "mx$": "MXN", "zł": "PLN", "fr.": "CHF",
    "sfr.": "CHF", "rs.": "INR", "rs": "INR", "kč": "CZK", "₺": "TRY", "₽": "RUB", "₩": "KRW", "₪": "ILS",
    "euro": "EUR", "euros": "EUR", "dollars": "USD", "pounds": "GBP",
}  # fmt: skip
# beside a number, where they are no words
_CODES = "|".join((*CURRENCIES, "THB", "MYR", "IDR", "PHP", "CLP", "COP", "ARS", "PEN", "EGP", "RUB", "UAH"))
_CURRENCY = re.compile(
    rf"(?<![^\W\d_])(?:(?i:{_CODES}|euros?|dollars|pounds|zł|kč|sfr\.|rs\.?)|Fr\.)(?![^\W\d_])|"
    r"(?<![^\W\d_])(?:US|AU?|CA?|R|NZ|HK|S|MX)\$|[$€£¥₹₺₽₩₪]",
)
_DOLLARS = {"USD", "AUD", "CAD", "NZD", "HKD", "SGD", "MXN", "BRL", "CLP", "COP", "ARS"}
_MULTIPLIERS = {
    "k": 3, "tsd": 3, "tausend": 3, "thousand": 3, "mille": 3, "mil": 3, "tys": 3, "t€": 3, "m": 6, "mm": 6, "mio": 6,
    "mn": 6, "mln": 6, "million": 6, "millions": 6, "millionen": 6, "millón": 6, "millones": 6, "milhão": 6,
    "milhões": 6, "milione": 6, "milioni": 6, "bn": 9, "mrd": 9, "md": 9, "billion": 9, "milliarden": 9, "mld": 9,
}  # fmt: skip
_SUFFIX = re.compile(rf"(?<=[\d.,])\s*({'|'.join(sorted(_MULTIPLIERS, key=len, reverse=True))})\.?$", re.IGNORECASE)
_UNSURE = {"m", "mm", "mil", "md"}  # metres, minutes or months as well
_ATTACHED = re.compile(r"(?<![^\W\d_])([TtKkM])(?=(?:€|EUR|USD|GBP|CHF|[$£])(?![^\W\d_]))")  # “T€ 250”, “250 kEUR”
_PERIODS = {
    "month": "month monthly monat monatlich mois mes mês mese miesiąc miesięcznie mo mth",
    "year": "year yearly annum annual annually jahr jährlich an année año ano anno rok rocznie yr a",
    "day": "day daily tag täglich jour día dia giorno dzień manday",
    "hour": "hour hourly h hr stunde heure hora ora godzina std",
    "week": "week weekly woche semaine semana settimana tydzień",
    "quarter": "quarter quarterly quartal trimestre kwartał",
}
_PERIOD_OF = {word: period for period, words in _PERIODS.items() for word in words.split()}
_PERIOD = re.compile(
    rf"\s*(?:(?:/\s*|\bper\s+|\bpro\s+|\bje\s+|\bpar\s+|\bpor\s+|\bal\s+|\bp\.?\s?)"
    rf"({'|'.join(sorted(_PERIOD_OF, key=len, reverse=True))})|(\w+ly|\w+lich))\.?$",
    re.IGNORECASE,
)
_ONCE = re.compile(
    r"(?<=\S)\s*[,(]?\s*\b(?:one[- ]?off|one[- ]?time|once|einmalig|ponctuel|une fois|pago único|único|una tantum|"
    r"jednorazowo|eenmalig)\)?$",
    re.IGNORECASE,
)
_ASKED_PERIODS = {"month", "day", "hour", "week", "quarter"}  # an amount a year is how costs are compared
_FOOTNOTE = re.compile(r"(.*\d%?)\s*(?:[*†‡§]{1,3}|\[\d{1,2}\]|[¹²³⁴⁵⁶⁷⁸⁹]\))")
_OF_MAXIMUM = re.compile(
    r"(\S+)\s*(?:/|\bout of\b|\bof\b|\bvon\b|\bsur\b|\bde\b|\bsu\b|\bna\b|\bz\b)\s*(\d+(?:[.,]\d+)?)"
    r"(?:\s*(?:points?|pts\.?|punkte|puntos|pontos|punti|pkt\.?))?",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"(.*\d)\s*(?:points?|pts\.?|punkte|punkt|pkt\.?|puntos|pontos|punti|stars?|sterne)", re.IGNORECASE
)
_END = r"(\D{0,5}\d[\d.,' ]*[^\W\d_]{0,3}[%€$£]?)"
_RANGE = re.compile(
    rf"(?:(?:between|from|von|zwischen|de|entre|da|tra|od) )?{_END}"
    rf"(?:\s?(?:-|–|—|\.\.)\s?|\s(?:to|bis|à|al?|do|and|und|et|e|y|i)\s){_END}"
)
_COMMENTED = re.compile(r"([^()]*\d%?)\s+\((.+)\)")
_GRADE_MINUS = re.compile(r"\d{1,2}\s?[-−]")  # a mark, rather than less than nothing
_ABOUT = re.compile(r"(?:[~≈±]|ca\.?|circa|about|approx\.?|etwa|environ|aprox\.?|około|c\.)\s*(.+)", re.IGNORECASE)
_BOUND = re.compile(
    r"(?:[<>≤≥]=?\s*|(?:up to|maximum|max\.?|minimum|mindestens|höchstens|min\.?|at least|at most|over|under|more than|"
    r"less than|from|ab|bis zu|jusqu'à|au moins|au plus|hasta|al menos|até|pelo menos|fino a|almeno|od|do|co najmniej)"
    r"\s+)(.*\d.*)|(.*\d)\s*(?:\+|\+/-|or more|or less)",
    re.IGNORECASE,
)


def read_score(value: Value, decimal: str | None = None) -> CellReading:
    """Read a cell in which a score or a measure is expected."""
    if isinstance(value, bool):
        return CellReading("yes" if value else "no", text=raw_text(value), flags=("needs_mapping",))
    if isinstance(value, int | float):
        return CellReading("number", float(value))
    if isinstance(value, Moment):  # a date; in a column of scores it may once have been “4/5”
        return CellReading("date", text=str(value), flags=("date_was_fraction", "ask"))
    text = tidy(value)
    plain = quick_number(text, decimal)
    if plain is not None:
        return CellReading("number", plain, text)
    return _known_text(text, decimal) if len(text) <= LONGEST else _read_text(text, decimal)


@lru_cache(maxsize=16_384)  # each cell is looked at several times
def _known_text(text: str, decimal: str | None) -> CellReading:
    return _read_text(text, decimal)


def _read_text(text: str, decimal: str | None) -> CellReading:
    found = read_word(text) or read_amount(text, decimal)
    if found and "negative" in found.flags and _GRADE_MINUS.fullmatch(text):
        return found.with_doubts(("trailing_minus",))
    return found or CellReading("text", text=text, flags=("needs_mapping",))


def read_amount(text: str, decimal: str | None, *, is_money: bool = False) -> CellReading | None:
    """Read a number with what people write around it; a text without digits is nothing.

    A text that was meant to be a number and is none, such as ``12..5``, is asked about.
    """
    if not any(letter.isdigit() or letter in FRACTIONS for letter in text):
        return None
    if len(text) > LONGEST:
        return _with_comment(text, decimal, is_money) if len(text) <= 2_000 else None
    return (
        _read_money(text, decimal, is_money)
        or _with_comment(text, decimal, is_money)
        or _read_of_maximum(text, decimal)
        or _read_range(text, decimal, is_money)
        or _read_marked(text, decimal, is_money)
        or _mistyped(text)
    )


def _read_range(text: str, decimal: str | None, is_money: bool) -> CellReading | None:
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    first, last = (_inner(end, decimal, is_money) for end in match.groups())
    if first is None or last is None or first.value is None or last.value is None or "negative" in first.flags:
        return None
    low, high = first.value, last.value
    if (
        last.value >= 1000 > first.value
        and "multiplier_suffix" in last.flags
        and "multiplier_suffix" not in first.flags
    ):
        return CellReading("text", text=text, flags=("range", "ask"))  # “1-2k”: of one or of a thousand?
    if low >= high:
        return None
    flags = with_flags("range", "ask", *(flag for flag in (*first.flags, *last.flags) if flag == "dollar_assumed"))
    unit = last.unit or first.unit
    return CellReading("range", (low + high) / 2, text, unit, low=low, high=high, flags=flags)


def _inner(text: str, decimal: str | None, is_money: bool) -> CellReading | None:
    """Read the number inside of something longer."""
    plain = quick_number(text.strip(), decimal)
    if plain is not None:
        return CellReading("number", plain, exact=text.strip())
    if text.strip().endswith("%"):
        found = _read_money(text.strip()[:-1], decimal, is_money)
        return None if found is None or found.unit else CellReading("number", found.value, unit="%", flags=found.flags)
    return _read_money(text.strip(), decimal, is_money)


def _read_of_maximum(text: str, decimal: str | None) -> CellReading | None:
    match = _OF_MAXIMUM.fullmatch(text)
    if not match:
        return None
    points, maximum = read_digits(match[1], decimal), read_digits(match[2], decimal)
    if points is None or maximum is None or not 0 <= points.number <= maximum.number:
        return None
    flags = with_flags("of_max", *points.flags)
    return CellReading("number", points.number, text, maximum=maximum.number, flags=flags)


def _with_comment(text: str, decimal: str | None, is_money: bool) -> CellReading | None:
    """Read ``4 (good)``."""
    match = _COMMENTED.fullmatch(text)
    inner = _inner(match[1], decimal, is_money) if match and len(match[1]) <= LONGEST else None
    if match is None or inner is None:
        return None
    flags = ("comment_split", "ask") if any(map(str.isdigit, match[2])) else ("comment_split",)
    return CellReading(
        inner.kind, inner.value, text, inner.unit, inner.maximum, with_flags(*inner.flags, *flags),
        exact=inner.exact, per=inner.per, comment=match[2].strip(),
    )  # fmt: skip


def _read_marked(text: str, decimal: str | None, is_money: bool) -> CellReading | None:
    """Read ``80 %``, ``4*``, ``~4``, ``5+``, ``>4`` and ``4 points``."""
    if text.endswith("%"):
        return _marked(_inner(text[:-1], decimal, is_money), text, "%", ())
    for pattern, flags in ((_FOOTNOTE, ("footnote",)), (_POINTS, ()), (_ABOUT, ("approximate",)), (_BOUND, ("ask",))):
        if match := pattern.fullmatch(text):
            return _marked(_inner(match[1] or match[2], decimal, is_money), text, "", flags)
    counted = None if is_money else split_unit(text)
    if counted is None:
        return None
    number, unit = counted
    return _marked(_read_range(number, decimal, is_money) or _inner(number, decimal, is_money), text, unit, ())


def _marked(inner: CellReading | None, text: str, unit: str, flags: tuple[str, ...]) -> CellReading | None:
    if inner is None or (unit and inner.unit):
        return None
    flags = with_flags(*inner.flags, *flags)
    return CellReading(inner.kind, inner.value, text, unit or inner.unit, flags=flags, exact=inner.exact, per=inner.per)


def _read_money(text: str, decimal: str | None, is_money: bool) -> CellReading | None:
    """Read an amount with or without currency, multiplier and period; a bare number comes out of here as well."""
    flags: list[str] = []
    rest, per = text, ""
    period = _PERIOD.search(rest) if _ends_in_word(rest) else None
    if period and (per := _PERIOD_OF.get((period[1] or period[2]).casefold(), "")):
        rest, flags = rest[: period.start()], ["period", *(["ask"] if per in _ASKED_PERIODS else [])]
    elif (is_money or _CURRENCY.search(rest)) and (once := _ONCE.search(rest)):
        rest, per = rest[: once.start()], "once"
    power = 0
    if attached := _ATTACHED.search(rest):
        power = 6 if attached[1] == "M" else 3
        rest = rest[: attached.start()] + rest[attached.end() :]
        flags.append("multiplier_suffix")
    said: list[str] = _CURRENCY.findall(rest)
    rest = _CURRENCY.sub(" ", rest).strip() if said else rest
    unit, doubt = _currency_of(said)
    if not power and _ends_in_word(rest) and (suffix := _SUFFIX.search(rest)):
        power = _MULTIPLIERS[suffix[1].casefold()]
        rest = rest[: suffix.start()]
        is_unsure = suffix[1].casefold() in _UNSURE and not (unit or is_money)
        flags += ["multiplier_suffix", *(["unsure_multiplier", "ask"] if is_unsure else [])]
    digits = read_digits(rest, decimal, is_money=is_money or bool(unit))
    if digits is None:
        return None
    return _amount(text, digits, unit, power, per, with_flags(*_for_currency(digits, unit), *flags, *doubt))


def _ends_in_word(text: str) -> bool:
    return text[-1:].isalpha() or text[-1:] == "."


def _for_currency(digits: Digits, unit: str) -> tuple[str, ...]:
    """Return the doubts about digits; lakh and crore are usual for rupees."""
    if unit == "INR" and "unusual_groups" in digits.flags:
        return tuple(flag for flag in digits.flags if flag not in ("unusual_groups", "ask"))
    return digits.flags


def _currency_of(said: list[str]) -> tuple[str, tuple[str, ...]]:
    """Return the currency that the signs and codes of a cell name, and what is doubtful about it."""
    if not said:
        return "", ()
    codes = list(dict.fromkeys(_CURRENCIES.get(sign.casefold()) or sign.upper() for sign in said))
    if len(codes) > 1 and "$" in said:
        codes = [code for code in codes if code != "USD"] if set(codes) <= _DOLLARS else codes
    if len(codes) > 1 or len(said) > len(set(said)):
        return "", ("two_currencies", "ask")
    is_assumed = said.count("$") == len(said) > 0
    return "".join(codes), ("dollar_assumed",) if is_assumed else ()


def currency_in(text: str) -> str:
    """Return the one currency that an amount names by a sign or a code beside digits, or nothing."""
    if not any(map(str.isdigit, text)) or len(text) > LONGEST:
        return ""
    return _currency_of(_CURRENCY.findall(text))[0]


def _amount(text: str, digits: Digits, unit: str, power: int, per: str, flags: tuple[str, ...]) -> CellReading | None:
    exact = exact_amount(digits.plain, power)
    if not exact:
        return None
    if "two_currencies" in flags:
        return CellReading("text", text=text, flags=flags)
    kind = "money" if unit or power else "number"
    return CellReading(kind, float(exact), text, unit, flags=flags, exact=exact, per=per)


def exact_amount(plain: str, power: int = 0) -> str:
    """Return an amount in plain digits, ten to the power times the one given; nothing if it is beyond reason."""
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        return ""
    if abs(amount.adjusted()) > 40 and amount:
        return "" if power else plain if amount.adjusted() < 300 else ""
    if power:
        amount = (amount.scaleb(power)).normalize()
    return f"{amount:f}"


def _mistyped(text: str) -> CellReading | None:
    """Ask about a text that was meant to be a number and is none."""
    said = _CURRENCY.findall(text)
    rest = _CURRENCY.sub(" ", text).strip(" %")
    if suffix := _SUFFIX.search(rest):
        rest = rest[: suffix.start()]
    is_meant = is_mistyped(rest) or (bool(said) and any(map(str.isdigit, rest)) and not any(map(str.isalpha, rest)))
    return CellReading("text", text=text, flags=("typing_error", "ask")) if is_meant else None


def likely_meant(text: str, decimal: str | None = None) -> float | None:
    """Return the number that a mistyped amount was perhaps meant to be, to be offered and never to be taken."""
    rest = _CURRENCY.sub(" ", tidy(text)) if len(text) <= LONGEST else ""
    return likely_number(rest.strip(" %*"), decimal)
