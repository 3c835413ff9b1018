"""What each field of a dossier may hold, by table and column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from typing import Any

from outsource_desk.domain.checks import checked_choice, checked_date, checked_name, checked_number, checked_text
from outsource_desk.domain.codes import (
    checked_country,
    checked_currency,
    checked_days,
    checked_hour,
    checked_share,
    checked_shift,
    checked_time_zone,
    checked_whole,
    ordered_shift,
)
from outsource_desk.domain.dossier import (
    Consent,
    Covers,
    InsuranceKind,
    Location,
    Opinion,
    Purpose,
    Screening,
    Visit,
    WatchKind,
    WatchSeverity,
)
from outsource_desk.domain.dossier_errors import WrongOrderError
from outsource_desk.domain.errors import NotATextError

Check = Callable[[object], object]
Values = Mapping[str, Any]
MOST_PEOPLE = 100_000_000
FIRST_YEAR, LAST_YEAR = 1000, 9999


def _flag(value: object) -> int:
    return int(bool(value))


def _one_of(what: str, kind: type[StrEnum]) -> Check:
    return lambda value: checked_choice(what, value, kind)


def _one_or_none(what: str, kind: type[StrEnum]) -> Check:
    return lambda value: checked_choice(what, value, kind) if value else ""


def _purposes(value: object) -> str:
    words = value.replace(",", " ").split() if isinstance(value, str) else value
    if not isinstance(words, list | tuple | set | frozenset):
        raise NotATextError("What a site is used for")
    chosen = {checked_choice("What a site is used for", word, Purpose) for word in words}
    return " ".join(purpose for purpose in Purpose if purpose in chosen)


def _money(value: object) -> object:
    """Leave an amount as it is: it is checked with its currency."""
    return None if value == "" else value


def _id(value: object) -> int | None:
    return checked_whole("The number", value, 1, 2**53)


def _rating(value: object) -> float | None:
    return None if value is None or value == "" else checked_number("Rating", value, 0, 5)


_WORK_START, _WORK_END = "Begin of work", "End of work"
_YEAR_MONEY = {
    "revenue": "Revenue",
    "operating_profit": "Operating profit",
    "ebitda": "EBITDA",
    "net_profit": "Net profit",
    "net_debt": "Net debt",
    "current_assets": "Current assets",
    "inventory": "Inventory",
    "current_liabilities": "Current liabilities",
    "equity": "Equity",
    "interest": "Interest",
    "free_cash_flow": "Free cash flow",
}
MONEY: dict[str, dict[str, str]] = {
    "financial_year": _YEAR_MONEY,
    "insurance": {"cover": "The cover", "deductible": "The deductible"},
}
NOT_BELOW_ZERO = frozenset(
    {"cover", "deductible", "revenue", "current_assets", "inventory", "current_liabilities"}
)  # money that cannot be negative
REQUIRED: dict[str, dict[str, str]] = {
    "site": {"name": "The site"},
    "certificate": {"scheme": "The certificate"},
    "financial_year": {"year": "The financial year"},
    "insurance": {"kind": "The insurance"},
    "owner": {"name": "The owner"},
    "subcontractor": {"name": "The sub-contractor"},
    "client_reference": {"client": "The client"},
    "watch_entry": {"kind": "The observation", "observed_on": "The day of the observation", "wording": "What was seen"},
}
FIELDS: dict[str, dict[str, Check]] = {
    "site": {
        "name": partial(checked_name, "The site"),
        "country": checked_country,
        "city": partial(checked_text, "City"),
        "time_zone": checked_time_zone,
        "work_start": partial(checked_hour, _WORK_START),
        "work_end": lambda value: checked_hour(_WORK_END, value, 48),
        "work_days": checked_days,
        "location": _one_or_none("Location", Location),
        "purposes": _purposes,
        "headcount": lambda value: checked_whole("Headcount", value, 0, MOST_PEOPLE),
        "visited_on": partial(checked_date, "Visited on"),
        "visit": _one_or_none("Visit", Visit),
    },
    "certificate": {
        "scheme": partial(checked_name, "The certificate"),
        "number": partial(checked_text, "Number"),
        "issuer": partial(checked_text, "Issuer"),
        "scope": partial(checked_text, "Scope"),
        "covers_service": _one_of("Covers the service", Covers),
        "issued": partial(checked_date, "Issued"),
        "expires": partial(checked_date, "Expires"),
        "bridge_until": partial(checked_date, "Bridge letter until"),
        "exceptions": partial(checked_text, "Exceptions"),
        "attachment_id": _id,
    },
    "financial_year": {
        "year": lambda value: checked_whole("The financial year", value, FIRST_YEAR, LAST_YEAR),
        "currency": checked_currency,
        **dict.fromkeys(_YEAR_MONEY, _money),
        "opinion": _one_of("Audit opinion", Opinion),
        "our_share": partial(checked_share, "Our share of revenue"),
    },
    "insurance": {
        "kind": _one_of("Insurance", InsuranceKind),
        "insurer": partial(checked_text, "Insurer"),
        "currency": checked_currency,
        "cover": _money,
        "deductible": _money,
        "expires": partial(checked_date, "Expires"),
        "attachment_id": _id,
    },
    "owner": {
        "name": partial(checked_name, "The owner"),
        "share": partial(checked_share, "Share"),
        "country": checked_country,
        "is_controlling": _flag,
        "screened_on": partial(checked_date, "Screened on"),
        "screening": _one_of("Screening", Screening),
    },
    "subcontractor": {
        "parent_id": _id,
        "name": partial(checked_name, "The sub-contractor"),
        "service": partial(checked_text, "Service"),
        "country": checked_country,
        "touches_data": _flag,
        "consent": _one_of("Consent", Consent),
    },
    "client_reference": {
        "client": partial(checked_name, "The client"),
        "person": partial(checked_text, "Person"),
        "service": partial(checked_text, "Service"),
        "is_former": _flag,
        "chosen_by_us": _flag,
        "spoken_on": partial(checked_date, "Spoken to on"),
        "spoken_by": partial(checked_text, "Spoken to by"),
        "rating": _rating,
        "note": partial(checked_text, "Note"),
    },
    "watch_entry": {
        "kind": _one_of("Kind of observation", WatchKind),
        "observed_on": partial(checked_date, "Observed on"),
        "wording": partial(checked_name, "What was seen", limit=2000),
        "severity": _one_of("Severity", WatchSeverity),
        "closed_on": partial(checked_date, "Closed on"),
    },
}


def spread(table: str, fields: Mapping[str, object]) -> dict[str, object]:
    """Return fields by column: the hours of a site, given in one, become begin and end.

    Raises:
        BadHoursError: they cannot be read.
    """
    if table != "site" or "hours" not in fields:
        return dict(fields)
    start, end = checked_shift("" if fields["hours"] is None else fields["hours"])
    return {**{name: value for name, value in fields.items() if name != "hours"}, "work_start": start, "work_end": end}


def _shift(record: Values) -> dict[str, object]:
    start, end = ordered_shift(record.get("work_start"), record.get("work_end"))
    return {} if end == record.get("work_end") or start is None else {"work_end": end}


def _in_order(first: str, first_words: str, last: str, last_words: str) -> Callable[[Values], dict[str, object]]:
    """Return a check that one day of a record is not later than another."""

    def check(record: Values) -> dict[str, object]:
        begins, ends = record.get(first), record.get(last)
        if begins and ends and begins > ends:
            raise WrongOrderError(first_words, begins, last_words, ends)
        return {}

    return check


RECORD_CHECKS: dict[str, tuple[Callable[[Values], dict[str, object]], ...]] = {
    "site": (_shift,),
    "certificate": (
        _in_order("issued", "The day of issue", "expires", "the day of expiry"),
        _in_order("issued", "The day of issue", "bridge_until", "the end of the bridge letter"),
    ),
    "watch_entry": (_in_order("observed_on", "The day of the observation", "closed_on", "the day it was closed"),),
}  # each sees the record as it will be, and returns what to write besides
