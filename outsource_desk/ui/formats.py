"""Numbers, money and dates as the user reads and types them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from math import floor, log10

from PySide6.QtCore import QDate, QLocale

from outsource_desk.domain.errors import BadDateError, NotANumberError
from outsource_desk.domain.formatting import minor_digits

FORMATS = {"en_GB": "1,234.5", "de_DE": "1.234,5", "de_CH": "1’234.5", "fr_FR": "1 234,5"}  # sample of each
USUAL = {"en": "en_GB", "de": "de_DE"}  # where the system speaks another language than the window
FINE, MOST_PLACES = 0.1, 9  # nearer to zero, three decimals tell too little
_MINUS = "\N{MINUS SIGN}"
_SWAPPED = str.maketrans(",.", ".,")
_DAYS = (
    "yyyy-MM-dd", "d MMM yyyy", "d MMMM yyyy", "d. MMM yyyy", "d. MMMM yyyy", "d.M.yyyy", "d/M/yyyy", "d. M. yyyy",
)  # fmt: skip


class _Formats:
    locale = QLocale("en_GB")


def use_formats(name: str, language: str = "en") -> None:
    """Write and read numbers and dates as a locale of `FORMATS` does.

    Without a name they are as usual for the language of the window: as the system has them if it speaks that language.
    """
    system = QLocale.system()
    usual = system if system.name().startswith(language) else QLocale(USUAL.get(language, "en_GB"))
    _Formats.locale = QLocale(name) if name else usual
    _Formats.locale.setNumberOptions(QLocale.NumberOption.DefaultNumberOptions)


def locale() -> QLocale:
    """Return the locale in use."""
    return _Formats.locale


def number_marks() -> tuple[str, str]:
    """Return what groups the thousands and what begins the decimals."""
    return locale().groupSeparator(), locale().decimalPoint()


def number(value: float, places: int = 1) -> str:
    """Return a number with fixed decimals and a true minus; halves are rounded up, as everywhere."""
    from outsource_desk.domain.formatting import number as rounded

    plain = rounded(value, places).replace(",", "").replace(_MINUS, "-")
    text = locale().toString(float(plain), "f", places)
    return text.replace("-", _MINUS)


def points(value: float) -> str:
    """Return points, a weight or a measure with as many decimals as it needs.

    Three at most, or as many as show three significant digits of a number near zero, so that only zero reads as 0.
    """
    places = 3 if value == 0 or abs(value) >= FINE else min(MOST_PLACES, 2 - floor(log10(abs(value))))
    text = number(value, places)
    mark = locale().decimalPoint()
    return text.rstrip("0").removesuffix(mark) if mark in text else text


def percent(share: float, places: int = 0) -> str:
    """Return a share, 0 to 1, in per cent."""
    return f"{number(100 * share, places)} %"


def money(amount: float, currency: str) -> str:
    """Return an amount in major units with its currency; cents only where there are any."""
    places = 0 if float(amount).is_integer() else minor_digits(currency)
    return f"{currency} {number(amount, places)}".strip()


def amount_typed(amount: float | None, currency: str) -> str:
    """Return an amount in major units as it is typed, without its currency; nothing for none."""
    if amount is None:
        return ""
    return number(amount, 0 if float(amount).is_integer() else minor_digits(currency))


def day(iso: str | None) -> str:
    """Return a date such as 12 Dec 2026, or nothing."""
    return _written(iso, "d MMM yyyy") if iso else ""


def long_day(iso: str) -> str:
    """Return a date such as Saturday, 12 December 2026."""
    return _written(iso, "dddd, d MMMM yyyy")


def _written(iso: str, form: str) -> str:
    found = date.fromisoformat(iso[:10])
    if locale().language() is QLocale.Language.German:
        form = form.replace("d M", "d. M")
    return locale().toString(QDate(found.year, found.month, found.day), form)


def moment(iso: str) -> str:
    """Return a UTC time of the file in local time: today the time alone, else day and time."""
    local = datetime.fromisoformat(iso).astimezone()
    clock = local.strftime("%H:%M")
    return (
        clock if local.date() == datetime.now(UTC).astimezone().date() else f"{day(local.date().isoformat())} {clock}"
    )


def read_number(text: str) -> float:
    """Return the number that a user typed; the locale's separators, a plain point and a true minus are understood.

    Raises:
        NotANumberError: it is none, or could be read in two ways.
    """
    tidy = text.strip().replace(_MINUS, "-").replace("\N{NO-BREAK SPACE}", "").replace("\N{NARROW NO-BREAK SPACE}", "")
    value, is_number = locale().toDouble(tidy)
    if not is_number and locale().decimalPoint() == "," and tidy.count(".") == 1 and "," not in tidy:
        value, is_number = QLocale.c().toDouble(tidy)
    if not is_number or "e" in tidy.lower() or "n" in tidy.lower():
        raise NotANumberError("The text", text)
    return value


def read_foreign(text: str) -> float | None:
    """Return the number that a text with the other decimal sign means; nothing if it is none that way either."""
    try:
        return read_number(text.translate(_SWAPPED))
    except NotANumberError:
        return None


def read_day(text: str) -> str | None:
    """Return the date that a user typed as YYYY-MM-DD; nothing for an empty text.

    Raises:
        BadDateError: it is no date.
    """
    tidy = text.strip()
    if not tidy:
        return None
    for form in _DAYS:
        for each in (locale(), QLocale("en_GB")):
            found = each.toDate(tidy, form)
            if found.isValid():
                return found.toString("yyyy-MM-dd")
    raise BadDateError("The date", text)
