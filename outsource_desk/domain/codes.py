"""Codes and short forms that people type: countries, currencies, time zones, hours, working days, LEI."""

from __future__ import annotations

import re
from functools import cache

from outsource_desk.domain.checks import checked_number, checked_text
from outsource_desk.domain.dossier_errors import BadDaysError, BadHoursError, BadLeiError, BadTimeZoneError
from outsource_desk.domain.errors import BadCodeError, NotAWholeNumberError, OutOfRangeError

_CODES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT
BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH
ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT
HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS
LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI
NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG
SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG
UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""  # ISO 3166-1 alpha-2, and XK for Kosovo
_COUNTRIES = frozenset(_CODES.split())
# ISO 4217: those that are recognised in headings and formats of spreadsheets
CURRENCIES = (
    "EUR", "USD", "GBP", "CHF", "AUD", "CAD", "JPY", "INR", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "BRL", "MXN",
    "ZAR", "SGD", "HKD", "NZD", "CNY", "TRY", "RON", "BGN", "ISK", "ILS", "AED", "SAR", "KRW",
)  # fmt: skip
_HOUR = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(?:uhr)?")
_DAY_NAMES = {
    "mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6, "sun": 7,
    "mo": 1, "tu": 2, "we": 3, "th": 4, "fr": 5, "sa": 6, "su": 7,
    "di": 2, "mi": 3, "do": 4, "so": 7,
}  # fmt: skip
DAY = 24.0  # hours


def checked_country(value: object) -> str:
    """Return a country's two letters in capitals, or nothing.

    Raises:
        BadCodeError: no country has this code.

    Source: ISO 3166-1 alpha-2.
    """
    text = checked_text("Country", value).strip().upper()
    if text and text not in _COUNTRIES:
        raise BadCodeError("Country", value, "two letters such as GB, DE or IN")
    return text


def checked_currency(value: object) -> str:
    """Return a currency's three letters in capitals, or nothing.

    Raises:
        BadCodeError: it is not written as three letters.

    Source: ISO 4217.
    """
    text = checked_text("Currency", value).strip().upper()
    if text and not (len(text) == 3 and text.isascii() and text.isalpha()):
        raise BadCodeError("Currency", value, "three letters such as EUR, GBP or USD")
    return text


@cache
def time_zones() -> tuple[str, ...]:
    """Return the names of all time zones that can be calculated with, in order; none where no database is there."""
    from zoneinfo import available_timezones

    places = {name for name in available_timezones() if "/" in name and not name.startswith("Etc/")}
    return tuple(sorted(places | {"UTC"})) if places else ()


def checked_time_zone(value: object) -> str:
    """Return the name of a time zone as the database writes it, or nothing; the city alone is enough.

    Raises:
        BadTimeZoneError: none has this name, or several cities do.

    Source: IANA time zone database.
    """
    text = "_".join(checked_text("Time zone", value).split())
    if not text:
        return ""
    wanted = text.casefold()
    known = time_zones()
    found = [name for name in known if name.casefold() == wanted]
    found = found or [name for name in known if name.casefold().rpartition("/")[2] == wanted]
    if len(found) != 1:
        raise BadTimeZoneError(value)
    return found[0]


def checked_hour(what: str, value: object, highest: float = DAY) -> float | None:
    """Return a time of day in hours after midnight: 9.5 for 9.5, “9:30” or “09.30”; nothing stays nothing.

    Raises:
        BadHoursError: it is no time of day.
        OutOfRangeError: it lies beyond ``highest``.
    """
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        return checked_number(what, value, 0, highest)
    found = _HOUR.fullmatch(value.strip().casefold())
    if not found or int(found[2] or 0) > 59:
        raise BadHoursError(value)
    return checked_number(what, int(found[1]) + int(found[2] or 0) / 60, 0, highest)


def checked_shift(value: object) -> tuple[float | None, float | None]:
    """Return begin and end of “9:00–17:30” in hours after midnight; nothing for an empty text.

    An end that is not later than the begin lies on the next day: 22:00–6:00 is (22, 30), 0:00–24:00 is (0, 24).

    Raises:
        BadHoursError: it is not two times of day.
    """
    text = checked_text("Working hours", value).strip()
    if not text:
        return None, None
    parts = re.split(r"\s*(?:[–—-]|\bto\b|\bbis\b)\s*", text)
    if len(parts) != 2 or not all(parts):
        raise BadHoursError(value)
    try:
        start, end = (checked_hour("Working hours", part) for part in parts)
    except (BadHoursError, OutOfRangeError) as error:
        raise BadHoursError(value) from error
    return ordered_shift(start, end)


def ordered_shift(start: float | None, end: float | None) -> tuple[float | None, float | None]:
    """Return begin and end, the end on the next day where it would not be later than the begin.

    Raises:
        OutOfRangeError: the shift would be longer than a day.
    """
    if start is None or end is None:
        return start, end
    if end <= start:
        end += DAY
    if end - start > DAY:
        raise OutOfRangeError("The length of a shift in hours", end - start, 0, DAY)
    return start, end


def checked_days(value: object) -> str:
    """Return working days as ISO digits in order, 1 = Monday: 12345 for “12345”, “Mon–Fri” or “Mo, Di, Mi, Do, Fr”.

    Raises:
        BadDaysError: it names no days of the week.
    """
    text = checked_text("Working days", value).strip().casefold()
    if not text:
        raise BadDaysError(value)
    if text.isascii() and text.isdigit():
        if set(text) - set("1234567"):
            raise BadDaysError(value)
        return "".join(sorted(set(text)))
    days: set[int] = set()
    for part in re.split(r"[,;/\s]+", re.sub(r"\s*[–—-]\s*", "-", text)):
        days |= _days_of(part, value)
    return "".join(str(day) for day in sorted(days))


def _days_of(part: str, value: object) -> set[int]:
    first, _, last = (word.strip(".") for word in part.partition("-"))
    ends = [_DAY_NAMES.get(word) or _DAY_NAMES.get(word[:3] if word.endswith("day") else "") for word in (first, last)]
    if ends[0] is None or (last and ends[1] is None):
        raise BadDaysError(value)
    begin, end = ends[0], ends[1] or ends[0]
    return {(begin - 1 + step) % 7 + 1 for step in range((end - begin) % 7 + 1)}


def checked_lei(value: object) -> str:
    """Return a Legal Entity Identifier in capitals, or nothing.

    Raises:
        BadLeiError: it is not 18 letters and digits and two check digits, or they do not fit.

    Source: ISO 17442-1; check digits by ISO/IEC 7064, MOD 97-10: letters as 10 to 35, remainder 1.
    """
    text = "".join(checked_text("LEI", value).split()).upper()
    if not text:
        return ""
    if not re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", text):
        raise BadLeiError(value, has_form=False)
    if int("".join(str(int(letter, 36)) for letter in text)) % 97 != 1:
        raise BadLeiError(text, has_form=True)
    return text


def checked_whole(what: str, value: object, low: float, high: float) -> int | None:
    """Return a whole number, or nothing where there is none.

    Raises:
        NotANumberError: it is no number.
        OutOfRangeError: it lies outside.
        NotAWholeNumberError: it has a fraction.
    """
    if value is None or value == "":
        return None
    found = checked_number(what, value, low, high)
    if found != int(found):
        raise NotAWholeNumberError(what, found)
    return int(found)


def checked_share(what: str, value: object) -> float | None:
    """Return a share of 1, or nothing where there is none; refusals speak of per cent, as it is typed.

    Raises:
        NotANumberError: it is no number.
        OutOfRangeError: it is not between 0 and 100 %.
    """
    if value is None or value == "":
        return None
    share = checked_number(what, value)
    if not 0 <= share <= 1:
        raise OutOfRangeError(f"{what} in per cent", round(share * 100, 6), 0, 100)
    return share
