"""Reading one cell: what a person meant by it, and what about that is doubtful.

Nothing is rescaled here: ``8/10`` is 8 with a maximum of 10, ``80%`` is 80 with the unit per cent. The flag ``ask``
marks every reading that the user has to confirm.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, field


class Moment(str):
    """A date or time of a spreadsheet, as ISO text."""

    __slots__ = ()


Value = str | int | float | bool | Moment


@dataclass(frozen=True)
class CellReading:
    """What one cell says.

    ``kind`` is number, money, missing, na, yes, partly, no, range, date, text or error.
    """

    kind: str
    value: float | None = None
    text: str = ""
    unit: str = ""
    maximum: float | None = None  # of “4/5”: 5
    flags: tuple[str, ...] = field(default=())


_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_MISSING = {
    "tbd", "tbc", "tba", "?", "??", "pending", "open", "unknown yet", "not scored", "not provided", "on request",
    "offen", "à définir", "pendiente", "…", "...",
}  # fmt: skip
_NOT_APPLICABLE = {
    "n/a", "na", "n.a.", "n. a.", "n.a", "not applicable", "entfällt", "nicht anwendbar", "s.o.", "sans objet",
    "no aplica", "não se aplica", "non applicabile", "n.v.t.",
}  # fmt: skip
_DASHES = {"-", "–", "—", "−", "--"}
_YES = {"yes", "y", "ja", "oui", "sí", "si", "sim", "✓", "✔", "☑", "true", "compliant", "fully compliant"}
_NO = {"no", "n", "nein", "non", "não", "✗", "✘", "false", "not compliant", "non-compliant", "non compliant"}
_ERRORS = {"#n/a", "#div/0!", "#ref!", "#name?", "#value!", "#num!", "#null!", "#getting_data", "#spill!", "#calc!"}
_CURRENCIES = {
    "€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "us$": "USD", "a$": "AUD", "c$": "CAD", "r$": "BRL",
    "nz$": "NZD", "hk$": "HKD", "s$": "SGD",
}  # fmt: skip
_CODES = "EUR|USD|GBP|CHF|AUD|CAD|JPY|INR|SEK|NOK|DKK|PLN|CZK|HUF|BRL|MXN|ZAR|SGD|HKD|NZD|CNY|TRY"
_CURRENCY = re.compile(rf"(?i:\b(?:{_CODES})\b)|(?:US|A|C|R|NZ|HK|S)?\$|[€£¥₹]")
_MULTIPLIERS = {
    "k": 1e3, "tsd": 1e3, "t€": 1e3, "m": 1e6, "mio": 1e6, "mn": 1e6, "million": 1e6, "millions": 1e6, "bn": 1e9,
    "mrd": 1e9, "billion": 1e9,
}  # fmt: skip
_SUFFIX = re.compile(r"(?<=\d)\s*(k|tsd|mio|mn|million|millions|mrd|billion|bn|m)\.?$", re.IGNORECASE)
_PERIOD = re.compile(
    r"\s*(?:/|per|p\.?\s?)\s*(month|monat|mois|mes|mês|year|jahr|an|año|ano|annum|a|day|hour|h|m)\.?$", re.IGNORECASE
)
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125}
_MARKS: tuple[tuple[str, str, tuple[str, ...]], ...] = (("%", "%", ()), ("*", "", ("footnote",)), ("+", "", ("ask",)))
_OF_MAXIMUM = re.compile(r"(\S+)\s*(?:/|out of|of|von|sur|de)\s*(\d+(?:[.,]\d+)?)", re.IGNORECASE)
_RANGE = re.compile(r"(\d[\d.,'\s]*)\s*(?:-|–|—|to|bis)\s*(\d[\d.,'\s]*)")
_COMMENTED = re.compile(r"(.*\d)\s+\((.+)\)")
_GROUPED = re.compile(r"\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?|\d{1,3}(?:[ ']\d{3})+")


def tidy(value: object) -> str:
    """Return a cell's text in one line, without outer or doubled spaces and in plain letters and digits."""
    return " ".join(unicodedata.normalize("NFC", str(value)).split())


def raw_text(value: Value) -> str:
    """Return what stands in the cell, numbers without a needless ``.0``."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def plain_number(text: str) -> float | None:
    """Return the number that a text plainly is, with a decimal point or none; the quick case of `read_number`."""
    return float(text) if _PLAIN.fullmatch(text) and len(text) < 300 else None


def read_number(text: str, decimal: str | None = None) -> tuple[float, tuple[str, ...]] | None:
    """Return the number in a text of digits and separators, and what is doubtful about it.

    Args:
        text: without currency or unit.
        decimal: ``","`` or ``"."`` when the rest of the sheet settles it.
    """
    text = _in_plain_digits(text)
    sign = 1.0
    flags: list[str] = []
    if re.fullmatch(r"\(.+\)", text) or re.fullmatch(r"[^-−]+[-−]", text):
        text, sign = text.strip("()-−").strip(), -1.0
        flags.append("negative")
    elif text[:1] in "-−+" and text[1:]:
        sign, text = (1.0 if text[0] == "+" else -1.0), text[1:].strip()
    if _GROUPED.fullmatch(text):
        text = re.sub(r"[ ']", "", text)
        decimal = decimal or ("," if "," in text else ".")
    if not re.fullmatch(r"(?=.*\d)[\d.,]+(?:[eE][-+]?\d{1,3})?", text):
        return None
    number = _settled(text, decimal, flags)
    return None if number is None else (sign * number, tuple(flags))


def _in_plain_digits(text: str) -> str:
    """Return full-width and other digits as ASCII, every kind of space as a space, and ``3½`` as ``3.5``."""
    text = text.strip().replace("’", "'")
    fraction = _FRACTIONS.get(text[-1:])
    if fraction is not None:
        whole = text[:-1].strip()
        return str(int(whole) + fraction) if whole.isdecimal() else (str(fraction) if not whole else text)
    if not text.isascii():  # a raised ² is a footnote, no digit
        digits = ((unicodedata.decimal(letter, None), letter) for letter in text)
        text = "".join(letter if digit is None else str(digit) for digit, letter in digits)
    return " ".join(text.replace("．", ".").replace("，", ",").split())


def _settled(text: str, decimal: str | None, flags: list[str]) -> float | None:
    commas, points = text.count(","), text.count(".")
    if commas and points:
        decimal = "," if text.rfind(",") > text.rfind(".") else "."
    elif commas + points > 1:
        decimal = "." if commas else ","  # the same mark twice groups
    elif commas + points == 1 and decimal is None:
        decimal = _likely_decimal(text, flags)
    grouping = "." if decimal == "," else ","
    whole = text.replace(grouping, "")
    if not _groups_well(text, grouping, decimal or "."):
        return None
    try:
        number = float(whole.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _likely_decimal(text: str, flags: list[str]) -> str:
    """Return what a single mark means: three digits behind it may be thousands, and that is asked."""
    mark = "," if "," in text else "."
    before, _, behind = text.partition(mark)
    if len(behind) == 3 and 1 <= len(before) <= 3 and before != "0" and behind.isdigit():
        if mark == ",":
            flags += ["ambiguous_separator", "ask"]
            return "."
        flags += ["ambiguous_separator"]
    return mark


def _groups_well(text: str, grouping: str, decimal: str) -> bool:
    whole = text.partition(decimal)[0]
    groups = whole.split(grouping)
    if len(groups) == 1:
        return text.count(decimal) <= 1
    return bool(groups[0]) and len(groups[-1]) == 3 and all(2 <= len(part) <= 3 for part in groups[1:])


def read_score(value: Value, decimal: str | None = None) -> CellReading:
    """Read a cell in which a score or a measure is expected."""
    if isinstance(value, bool):
        return CellReading("yes" if value else "no", text=raw_text(value), flags=("needs_mapping",))
    if isinstance(value, int | float):
        return CellReading("number", float(value))
    if isinstance(value, Moment):
        return _read_moment(value)
    text = tidy(value)
    plain = plain_number(text)
    if plain is not None:
        return CellReading("number", plain, text)
    return _read_word(text) or _read_amount(text, decimal) or CellReading("text", text=text, flags=("needs_mapping",))


def _read_moment(value: Moment) -> CellReading:
    """Return a date as a date; in a column of scores it may once have been ``4/5``, so it is asked."""
    return CellReading("date", text=str(value), flags=("date_was_fraction", "ask"))


def _read_word(text: str) -> CellReading | None:
    lower = text.casefold()
    if not lower:
        return CellReading("missing")
    if lower in _MISSING:
        return CellReading("missing", text=text, flags=("placeholder",))
    if lower in _DASHES:
        return CellReading("missing", text=text, flags=("ask",))
    if lower in _NOT_APPLICABLE:
        return CellReading("na", text=text)
    if lower in _ERRORS:
        return CellReading("error", text=text, flags=("cell_error",))
    if lower == "o":
        return CellReading("text", text=text, flags=("letter_o", "ask"))
    if lower in _YES or lower in _NO:
        return CellReading("yes" if lower in _YES else "no", text=text, flags=("needs_mapping",))
    return None


def _read_amount(text: str, decimal: str | None) -> CellReading | None:
    """Read a number with what people write around it: per cent, currency, footnotes, a maximum."""
    if not any(letter.isdigit() or letter in _FRACTIONS for letter in text):
        return None
    return (
        _read_range(text, decimal)
        or _read_of_maximum(text, decimal)
        or _read_marked(text, decimal)
        or _read_money(text, decimal)
    )


def _read_range(text: str, decimal: str | None) -> CellReading | None:
    match = _RANGE.fullmatch(text)
    ends = [read_number(end, decimal) for end in match.groups()] if match else []
    if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0][0] >= ends[1][0]:
        return None
    return CellReading("range", (ends[0][0] + ends[1][0]) / 2, text, flags=("range", "ask"))


def _read_of_maximum(text: str, decimal: str | None) -> CellReading | None:
    match = _OF_MAXIMUM.fullmatch(text)
    if not match:
        return None
    points, maximum = read_number(match[1], decimal), read_number(match[2], decimal)
    if points is None or maximum is None or not 0 <= points[0] <= maximum[0]:
        return None
    return CellReading("number", points[0], text, maximum=maximum[0], flags=("of_max", *points[1]))


def _read_marked(text: str, decimal: str | None) -> CellReading | None:
    """Read ``80 %``, ``4*``, ``~4``, ``5+`` and ``4 (good)``."""
    if match := _COMMENTED.fullmatch(text):
        inner = read_score(match[1], decimal)
        if inner.kind in ("number", "money"):
            return CellReading(
                inner.kind, inner.value, text, inner.unit, inner.maximum, (*inner.flags, "comment_split")
            )
    for mark, unit, flags in _MARKS:
        if text.endswith(mark):
            inner = read_score(text.rstrip(mark + " "), decimal)
            return _marked(inner, text, unit, flags)
    if text[0] in "~≈" or text.lower().startswith("ca."):
        return _marked(read_score(text.lstrip("~≈ca. "), decimal), text, "", ("approximate",))
    return None


def _marked(inner: CellReading, text: str, unit: str, flags: tuple[str, ...]) -> CellReading | None:
    if inner.kind not in ("number", "money"):
        return None
    return CellReading(inner.kind, inner.value, text, unit or inner.unit, flags=(*inner.flags, *flags))


def _read_money(text: str, decimal: str | None) -> CellReading | None:
    """Read an amount with or without currency, multiplier and period; a bare number comes out of here as well."""
    flags: list[str] = []
    rest = text
    if period := _PERIOD.search(rest):
        rest, flags = rest[: period.start()], ["period", "ask"]
    currencies: list[str] = _CURRENCY.findall(rest)
    rest = _CURRENCY.sub(" ", rest).strip()
    factor = 1.0
    if suffix := _SUFFIX.search(rest):
        factor = _MULTIPLIERS[suffix[1].lower()]
        rest = rest[: suffix.start()]
        flags.append("multiplier_suffix")
    number = read_number(rest, decimal)
    if number is None or len(currencies) > 1:
        return None
    currency = currencies[0] if currencies else ""
    unit = _CURRENCIES.get(currency.lower()) or currency.upper()
    if currency == "$":
        flags.append("dollar_assumed")
    value = number[0] * factor
    if not math.isfinite(value):
        return None
    return CellReading("money" if unit or factor > 1 else "number", value, text, unit, flags=(*number[1], *flags))


def read_weight(value: Value, decimal: str | None = None) -> CellReading:
    """Read a cell in which a weight is expected: ``25%`` is 25, ``x2`` is 2."""
    if isinstance(value, str) and not isinstance(value, Moment):
        text = tidy(value)
        if match := re.fullmatch(r"[x×]\s*(\d+(?:[.,]\d+)?)|(\d+(?:[.,]\d+)?)\s*[x×]", text, re.IGNORECASE):
            number = read_number(match[1] or match[2], decimal)
            return CellReading("number", number[0] if number else None, text, flags=("multiplier",))
        if text.casefold() in {"must", "should", "could", "won't", "wont"}:
            return CellReading("text", text=text, flags=("moscow", "needs_mapping"))
        if text.casefold() in {"pass/fail", "gate", "mandatory", "knock-out", "ko"}:
            return CellReading("text", text=text, flags=("gate",))
    reading = read_score(value, decimal)
    if reading.kind == "number" and reading.value is not None and reading.value < 0:
        return CellReading("error", text=raw_text(value), flags=("negative_weight",))
    return reading


def is_number_like(text: str) -> bool:
    """Tell whether a text is plainly a number, an amount or a share."""
    if plain_number(text) is not None:
        return True
    if not any(letter.isdigit() or letter in _FRACTIONS for letter in text) or len(text) > 40:
        return False
    return read_score(text).kind in ("number", "money", "range")


def decimal_mark(texts: list[str]) -> str | None:
    """Vote over texts that look like numbers: ``","`` or ``"."`` when one side has clear cases, else nothing."""
    commas = sum(1 for text in texts if re.fullmatch(r"[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+),(?:\d{1,2}|\d{4,})\s*%?", text))
    points = sum(1 for text in texts if re.fullmatch(r"[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)\.(?:\d{1,2}|\d{4,})\s*%?", text))
    if commas and not points:
        return ","
    if points and not commas:
        return "."
    return None
