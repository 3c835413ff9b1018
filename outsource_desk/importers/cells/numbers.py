"""Digits and separators: which mark is the decimal sign, which groups thousands, and what is merely mistyped."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from outsource_desk.importers.cells.values import with_flags

FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125, "⅜": 0.375, "⅝": 0.625, "⅞": 0.875}
MONTH = re.compile(r"(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d")  # “12.2026” may be a number and a month
_PRECISE = 16  # letters of a number that is kept to its last digit
LONGEST = 80  # letters of a text that may be an amount
_THREE_BEHIND = re.compile(r"(?<![\d.,'])[1-9]\d{0,2}([.,])\d{3}(?![\d.,]*\d|\s?%|[eE][-+\d])")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_SIGNLESS = str.maketrans("．，’‘´`٫٬\u2009\u202f﹣－‐‑", ".,''''.,  ----")
_GROUPED = re.compile(r"\d{1,3}([ '])\d{3}(?:\1\d{3})*(?:[.,]\d+)?")
_MARKED = re.compile(r"(?=.*\d)([\d.,]+)(?:[eE]([-+]?\d{1,3}))?")
_NO_CENTS = re.compile(r"(?<=\d)[.,]\s?(?:[-–—−]|--)$")  # “10,-” and “10.–”
_LONE = re.compile(r"\d+([.,])\d+")
_CLOSED = re.compile(r"\(\s*([^()]+?)\s*\)")


@dataclass(frozen=True, slots=True)
class Digits:
    """A number in plain digits with a decimal point, and what is doubtful about it."""

    plain: str  # “-1234567.89”
    flags: tuple[str, ...] = ()

    @property
    def number(self) -> float:
        """Return the number; infinite beyond what numbers can hold."""
        return float(self.plain)


def plain_number(text: str) -> float | None:
    """Return the number that a text plainly is, with a decimal point or none; the quick case of `read_number`."""
    return float(text) if _PLAIN.fullmatch(text) and len(text) < 300 else None


def quick_number(text: str, decimal: str | None) -> float | None:
    """Return the number of a text that can be read in one way only, whatever the sheet's decimal sign is."""
    if not _PLAIN.fullmatch(text) or len(text) > _PRECISE:
        return None
    point = text.find(".")
    if point >= 0 and decimal != "." and (decimal == "," or len(text) - point == 4):
        return None
    if len(text) - point == 5 and MONTH.fullmatch(text):
        return None
    return float(text)


def read_number(text: str, decimal: str | None = None) -> tuple[float, tuple[str, ...]] | None:
    """Return the number in a text of digits and separators, and what is doubtful about it.

    Args:
        text: without currency or unit.
        decimal: ``","`` or ``"."`` when the rest of the sheet settles it.
    """
    digits = read_digits(text, decimal)
    return None if digits is None else (digits.number, digits.flags)


def read_digits(text: str, decimal: str | None = None, *, is_money: bool = False) -> Digits | None:
    """Return the digits of a text of digits and separators; a text that is no finite number is nothing.

    Args:
        text: without currency or unit.
        decimal: ``","`` or ``"."`` when the rest of the sheet settles it.
        is_money: a lone mark before three digits rather groups thousands.
    """
    if len(text) > LONGEST:
        return None
    text = in_plain_digits(text)
    if not text[-1:].isdigit() and (no_cents := _NO_CENTS.search(text)):
        text, mark = text[: no_cents.start()], no_cents[0][0]
        decimal = mark if mark not in text else "," if mark == "." else "."  # “3.500,-” says which is which
    sign, text, flags = _signed(text)
    if _GROUPED.fullmatch(text):
        text = re.sub(r"[ ']", "", text)
        decimal = "," if "," in text else "."
    match = _MARKED.fullmatch(text)
    if match is None:
        return None
    lone = _LONE.fullmatch(match[1]) if match[2] else None  # before an exponent, thousands are not grouped
    settled = _settled(match[1], lone[1] if lone else decimal, is_money=is_money)
    if settled is None:
        return None
    exponent = f"e{int(match[2])}" if match[2] else ""
    if exponent and match[2][0] not in "+-" and "." not in settled.plain:
        flags += ("scientific", "ask")  # “12E5” may be a code
    if MONTH.fullmatch(match[1]):
        flags += ("month_or_number", "ask")
    if len(settled.plain.partition(".")[0].lstrip("0")) >= _PRECISE:  # computed fractions have many digits by right
        flags += ("many_digits", "ask")
    digits = Digits(f"{sign}{settled.plain}{exponent}", with_flags(*settled.flags, *flags))
    return digits if math.isfinite(digits.number) else None


def _signed(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the sign, the rest and what is to be said of the sign."""
    closed = _CLOSED.fullmatch(text)
    if closed and closed[1][:1] not in "-−–+":
        return "-", closed[1], ("negative",)
    if text[-1:] in "-−" and text[:-1].strip() and text[:1] not in "-−–+":
        return "-", text[:-1].strip(), ("negative",)
    if text[:1] in "-−–+" and text[1:]:
        flags = ("ask",) if text[0] == "–" else ()  # a dash may begin a line of a list
        return "" if text[0] == "+" else "-", text[1:].strip(), flags
    return "", text, ()


def in_plain_digits(text: str) -> str:
    """Return full-width and other digits as ASCII, every kind of space as a space, and ``3½`` as ``3.5``."""
    text = text.strip()
    fraction = FRACTIONS.get(text[-1:])
    if fraction is not None:
        whole = text[:-1].strip()
        is_whole = whole.isascii() and whole.isdecimal()
        return str(int(whole) + fraction) if is_whole else (str(fraction) if not whole else text)
    if not text.isascii():  # a raised ² is a footnote, no digit
        text = text.translate(_SIGNLESS)
        digits = ((unicodedata.decimal(letter, None), letter) for letter in text)
        text = "".join(letter if digit is None else str(digit) for digit, letter in digits)
    return " ".join(text.split())


def _settled(text: str, decimal: str | None, *, is_money: bool) -> Digits | None:
    """Return digits and marks as plain digits; where the sheet says another decimal sign, that is asked."""
    commas, points = text.count(","), text.count(".")
    flags: tuple[str, ...] = ()
    if not commas + points:
        return Digits(text)
    if commas + points == 1:
        own, flags = _lone_mark(text, decimal, is_money=is_money)
    elif commas and points:
        own = "," if text.rfind(",") > text.rfind(".") else "."
    else:
        own = "." if commas else ","  # the same mark twice groups
    grouping = "." if own == "," else ","
    whole, _, behind = text.partition(own)
    if not _groups_well(whole, grouping) or (behind and not behind.isdigit()):
        return None
    if commas and points and not behind:
        flags += ("ask",)
    if decimal and own != decimal:
        flags += ("mixed_separators", "ask")
    if _is_indian(whole, grouping):
        flags += ("unusual_groups", "ask")
    plain = f"{whole.replace(grouping, '') or '0'}.{behind}" if behind else whole.replace(grouping, "")
    return Digits(plain, flags)


def mark_before_three(text: str) -> str:
    """Return the one mark of a number that stands before its last three digits, as in ``95,000 GBP``, or nothing.

    Such a mark may group thousands although the sheet as a whole uses it as its decimal sign.
    """
    lone = _THREE_BEHIND.search(in_plain_digits(text))
    return lone[1] if lone else ""


def _lone_mark(text: str, decimal: str | None, *, is_money: bool) -> tuple[str, tuple[str, ...]]:
    """Return the decimal sign of a number with one mark: three digits behind it may be thousands, and that is asked."""
    mark = "," if "," in text else "."
    other = "." if mark == "," else ","
    before, _, behind = text.partition(mark)
    if not behind:
        return mark, ("ask",)
    if len(behind) != 3 or not 1 <= len(before) <= 3 or before[0] == "0":
        return mark, ()
    if decimal:
        return decimal, ()
    return other if mark == "," or is_money else mark, ("ambiguous_separator", "ask")


def _groups_well(whole: str, grouping: str) -> bool:
    groups = whole.split(grouping)
    if len(groups) == 1:
        return whole.isdigit() or not whole
    if not all(map(str.isdigit, groups)) or not 1 <= len(groups[0]) <= 3 or groups[0][0] == "0":
        return False
    return all(len(group) == 3 for group in groups[1:]) or _is_indian(whole, grouping)


def _is_indian(whole: str, grouping: str) -> bool:
    """Tell whether digits are grouped by lakh and crore: ``12,34,567``."""
    groups = whole.split(grouping)
    return (
        grouping == ","
        and len(groups) > 2
        and len(groups[0]) <= 2
        and len(groups[-1]) == 3
        and all(len(group) == 2 for group in groups[1:-1])
    )


_AROUND = re.compile(
    r"[-+(]?\s*(?:[^\W\d_]{1,3}\.?\s?)?[-+]?[€$£¥₹]?\s*"
    r"(\d[\d., '’]*)\s*(?:[€$£¥₹%]|[^\W\d_]{1,4}\.?)?\s?(?:[*†‡)-]{0,2}|\[\d\]|[¹²³]\)?)"
)


def vote(text: str) -> str:
    """Return ``","`` or ``"."`` if a text shows by itself which is its decimal sign, else nothing."""
    match = _AROUND.fullmatch(text) if len(text) <= 40 else None
    if match is None or not set(match[1]) & {",", "."} or MONTH.fullmatch(text):
        return ""
    said = match[1].strip()  # a space before “€” groups nothing
    core = re.sub(r"[ '’]", "", said)
    commas, points = core.count(","), core.count(".")
    if commas + points == 1:
        mark = "," if commas else "."
        before, _, behind = core.partition(mark)
        is_plain = behind and (len(behind) != 3 or len(before) > 3 or before[:1] == "0" or core != said)
        return mark if is_plain else ""
    settled = _settled(core, None, is_money=False)
    if settled is None:
        return ""
    if commas and points:
        return "," if core.rfind(",") > core.rfind(".") else "."
    return "." if commas else ","


def decimal_mark(texts: Iterable[str]) -> str | None:
    """Vote over texts that look like numbers: ``","`` or ``"."`` when one side has clear cases, else nothing."""
    votes = set(map(vote, texts)) - {""}
    return votes.pop() if len(votes) == 1 else None


_SLIPS = str.maketrans("OoIl|", "00111")
_SLIPPED = re.compile(r"(?=.*\d)[-+]?[\dOoIl|.,'\s;:`´()-]+")
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\.?")


def is_mistyped(text: str) -> bool:
    """Tell whether a text without currency and unit was meant to be a number: ``12..5``, ``1,23,4``, ``1.2O0``."""
    text = in_plain_digits(text) if len(text) <= LONGEST else ""
    return bool(text) and len(text) <= 30 and bool(_SLIPPED.fullmatch(text)) and not _DAY.fullmatch(text)


def likely_number(text: str, decimal: str | None = None) -> float | None:
    """Return the number that a text of digits, marks and slips was perhaps meant to be, or nothing."""
    if not is_mistyped(text):
        return None
    text = re.sub(r"[;:`´|]+$", "", in_plain_digits(text)).translate(_SLIPS)
    text = re.sub(r"\s*([.,])[.,\s]*", r"\1", text).strip(" ")
    found = read_number(text, decimal) or read_number(text.rstrip(".,"), decimal) or _cents(text)
    return found[0] if found else None


def _cents(text: str) -> tuple[float, tuple[str, ...]] | None:
    """Read the last of equal marks as the decimal sign: ``9,093,272,70``."""
    mark = "," if "," in text else "."
    whole, _, cents = text.rpartition(mark)
    digits = re.sub(r"[., ']", "", whole)
    return (float(f"{digits}.{cents}"), ()) if digits.isdigit() and cents.isdigit() and len(cents) <= 2 else None
