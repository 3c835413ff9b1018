"""Numbers with a currency, a multiplier and a span of time: “€ 1,2 Mio.”, “250 kEUR”, “12 500 / month”."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from outsource_desk.domain.codes import CURRENCIES
from outsource_desk.importers.cells.numbers import LONGEST, Digits, read_digits
from outsource_desk.importers.cells.values import CellReading, with_flags

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
    "k": 3, "tsd": 3, "tausend": 3, "thousand": 3, "mille": 3, "mil": 3, "mila": 3, "tys": 3, "tysięcy": 3,
    "tysiące": 3, "m": 6, "mm": 6, "mio": 6, "mn": 6, "mln": 6, "million": 6, "millions": 6, "millionen": 6,
    "millón": 6, "millones": 6, "milhão": 6, "milhões": 6, "milione": 6, "milioni": 6, "milion": 6, "miliony": 6,
    "milionów": 6, "bn": 9, "mrd": 9, "md": 9, "billion": 9, "milliarden": 9, "mld": 9, "lakh": 5, "lakhs": 5,
    "crore": 7, "crores": 7,
}  # fmt: skip
_SUFFIX = re.compile(rf"(?<=[\d.,])\s*({'|'.join(sorted(_MULTIPLIERS, key=len, reverse=True))})\.?$", re.IGNORECASE)
_UNSURE = {"m", "mm", "mil", "md"}  # metres, minutes or months as well
_BEFORE = re.compile(r"(Mio|Mrd|Tsd|mln|mld|tys)\.?\s*(?=[\d.,])", re.IGNORECASE)  # “Mio. € 1,2”
_ATTACHED = re.compile(
    rf"(?<![^\W\d_])([TtKkMm]|Mio\.?|Mrd\.?)(?=(?:(?:{_CODES}|zł|kč)(?![^\W\d_])|[$€£¥₹]))"
)  # “T€ 250”, “250 kEUR”
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


def read_money(text: str, decimal: str | None, is_money: bool) -> CellReading | None:
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
        power = _MULTIPLIERS.get(attached[1].casefold().rstrip("."), 3)  # a “T” is a thousand
        rest = rest[: attached.start()] + rest[attached.end() :]
        flags.append("multiplier_suffix")
    said: list[str] = _CURRENCY.findall(rest)
    rest = _CURRENCY.sub(" ", rest).strip() if said else rest
    unit, doubt = _currency_of(said)
    if not power and (before := _BEFORE.match(rest)):
        power, rest = _MULTIPLIERS[before[1].casefold()], rest[before.end() :]
        flags.append("multiplier_suffix")
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


def without_currency(text: str) -> str:
    """Return a text with a space in place of each sign or code of a currency."""
    return _CURRENCY.sub(" ", text)


def without_money(text: str) -> tuple[str, bool]:
    """Return a text without currency and multiplier, and whether a currency stood there."""
    said = _CURRENCY.findall(text)
    rest = without_currency(text).strip(" %")
    suffix = _SUFFIX.search(rest)
    return rest[: suffix.start()] if suffix else rest, bool(said)


def currency_in(text: str) -> str:
    """Return the one currency that an amount names by a sign or a code beside digits, or nothing."""
    if not any(map(str.isdigit, text)) or len(text) > LONGEST:
        return ""
    return _currency_of(_CURRENCY.findall(_ATTACHED.sub(" ", text)))[0]


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
