"""What the choices of a dossier are called, and how its fields are read and shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from outsource_desk.domain.codes import checked_days, checked_shift, time_zones
from outsource_desk.domain.dossier import (
    Classification,
    Covers,
    InsuranceKind,
    Location,
    Purpose,
    Screening,
    Visit,
    WatchKind,
    WatchSeverity,
    WorkingHours,
)
from outsource_desk.domain.errors import DeskError, UnknownChoiceError
from outsource_desk.domain.validity import Validity
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr, tr_n

Options = tuple[tuple[str, str], ...]
MONTH = 30.44  # days
Tone = tuple[str, str]  # of a chip, and its icon
VALIDITY_TONES: dict[Validity, Tone] = {
    Validity.VALID: ("good", "check"),
    Validity.EXPIRING: ("warn", "clock"),
    Validity.EXPIRED: ("bad", "stop"),
    Validity.UNKNOWN: ("warn", "open"),
}


def today() -> str:
    """Return today where the user is, as YYYY-MM-DD."""
    return datetime.now(UTC).astimezone().date().isoformat()


def locations() -> dict[Location, str]:
    """Return where a site lies, in words."""
    return {
        Location.ONSITE: tr("On our site"),
        Location.ONSHORE: tr("Onshore"),
        Location.NEARSHORE: tr("Nearshore"),
        Location.OFFSHORE: tr("Offshore"),
    }


def purposes() -> dict[Purpose, str]:
    """Return what a site is used for, in words."""
    return {
        Purpose.DELIVERY: tr("Delivery"),
        Purpose.DATA_STORAGE: tr("Data storage"),
        Purpose.DATA_ACCESS: tr("Data access"),
        Purpose.SUPPORT: tr("Support"),
        Purpose.RECOVERY: tr("Recovery"),
    }


def visits() -> dict[Visit, str]:
    """Return how a site was seen, in words."""
    return {Visit.OWN: tr("By us"), Visit.REMOTE: tr("Remotely"), Visit.THIRD_PARTY: tr("By a third party")}


def covers() -> dict[Covers, str]:
    """Return whether a certificate covers the service, in words."""
    return {
        Covers.YES: tr("Yes"),
        Covers.PARTLY: tr("Partly"),
        Covers.NO: tr("No"),
        Covers.UNKNOWN: tr("Not known"),
    }


def insurance_kinds() -> dict[InsuranceKind, str]:
    """Return what an insurance covers, in words."""
    return {
        InsuranceKind.PROFESSIONAL: tr("Professional indemnity"),
        InsuranceKind.CYBER: tr("Cyber"),
        InsuranceKind.GENERAL: tr("General liability"),
        InsuranceKind.EMPLOYER: tr("Employer’s liability"),
        InsuranceKind.CRIME: tr("Crime"),
    }


def screenings() -> dict[Screening, str]:
    """Return what screening found, in words."""
    return {
        Screening.NOT_DONE: tr("Not done"),
        Screening.CLEAR: tr("Nothing found"),
        Screening.MATCH: tr("On a list"),
    }


def watch_kinds() -> dict[WatchKind, str]:
    """Return what an observation is about, in words."""
    return {
        WatchKind.FINANCIAL: tr("Finances"),
        WatchKind.OWNERSHIP: tr("Ownership"),
        WatchKind.COUNTRY: tr("Country"),
        WatchKind.SUBCONTRACTOR: tr("Sub-contractor"),
        WatchKind.SECURITY: tr("Security"),
        WatchKind.REPUTATION: tr("Reputation"),
    }


def severities() -> dict[WatchSeverity, str]:
    """Return how serious an observation is, in words."""
    return {
        WatchSeverity.INFO: tr("For information"),
        WatchSeverity.WATCH: tr("Watch"),
        WatchSeverity.ALERT: tr("Alert"),
    }


def classifications() -> dict[Classification, str]:
    """Return who may see a file, in words."""
    return {
        Classification.PUBLIC: tr("Public"),
        Classification.INTERNAL: tr("Internal"),
        Classification.CONFIDENTIAL: tr("Confidential"),
        Classification.SECRET: tr("Secret"),
    }


def yes_no() -> Options:
    """Return the choice between no, which is saved as an empty text, and yes."""
    return ("", tr("No")), ("yes", tr("Yes"))


def validity_words(state: Validity) -> str:
    """Return how something with an end stands, in words."""
    return {
        Validity.VALID: tr("Valid"),
        Validity.EXPIRING: tr("Ends soon"),
        Validity.EXPIRED: tr("Expired"),
        Validity.UNKNOWN: tr("End not known"),
    }[state]


def zones() -> Sequence[str]:
    """Return the time zones to choose from."""
    return time_zones()


def day_names() -> tuple[str, ...]:
    """Return Monday to Sunday in three letters or fewer."""
    return tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun")


def days_words(days: str) -> str:
    """Return working days as people write them: Mon–Fri."""
    names, runs = day_names(), []
    for day in sorted(int(each) for each in days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    if len(runs) > 1 and runs[0][0] == 1 and runs[-1][-1] == 7:  # over the end of the week: Sun–Thu
        runs = [runs[-1] + runs[0], *runs[1:-1]]
    said = [names[run[0] - 1] if len(run) == 1 else f"{names[run[0] - 1]}–{names[run[-1] - 1]}" for run in runs]
    return ", ".join(said)


def hour(hours: float) -> str:
    """Return a time of day: 9:30; one on the next day counts from its midnight."""
    minutes = round((hours % 24 if hours != 24 else 24) * 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def shift_words(hours: WorkingHours) -> str:
    """Return working hours as people write them: 9:00–17:30."""
    if hours.start is None or hours.end is None:
        return ""
    return f"{hour(hours.start)}–{hour(hours.end)}"


def echo_shift(text: str) -> str:
    """Say how working hours that are being typed are understood."""
    try:
        start, end = checked_shift(text)
    except DeskError:
        return tr("not hours yet; write them as 9:00–17:30")
    if start is None or end is None:
        return ""
    length = formats.points(round(end - start, 2))
    if end > 24:
        return tr("= {hours} hours, until {end} on the next day", hours=length, end=hour(end))
    return tr("= {hours} hours", hours=length)


def echo_days(text: str) -> str:
    """Say how working days that are being typed are understood."""
    try:
        return f"= {days_words(checked_days(text))}"
    except DeskError:
        return tr("not days yet; write them as Mon–Fri")


def read_several(words: Mapping[Any, str], what: str, text: str) -> tuple[str, ...]:
    """Return the values of several words with commas between them; a beginning is enough where it is clear.

    Raises:
        UnknownChoiceError: a word is none of the choices.
    """
    found: list[str] = []
    for part in (each.strip().casefold() for each in text.split(",")):
        fitting = [str(value) for value, said in words.items() if said.casefold().startswith(part)] if part else []
        if part and len(fitting) != 1:
            raise UnknownChoiceError(what, part, list(words.values()))
        found += fitting
    return tuple(found)


def read_number(text: str) -> float | None:
    """Return the number that was typed; nothing for an empty text.

    Raises:
        NotANumberError: it is none.
    """
    return formats.read_number(text) if text.strip() else None


def read_percent(text: str) -> float | None:
    """Return the share that was typed in per cent; nothing for an empty text.

    Raises:
        NotANumberError: it is no number.
    """
    number = read_number(text.replace("%", ""))
    return None if number is None else number / 100


def percent_words(share: float | None) -> str:
    """Return a share as it is typed: 12.5."""
    return "" if share is None else formats.points(round(share * 100, 6))


def count_words(number: int | None) -> str:
    """Return a count as it is typed."""
    return "" if number is None else formats.number(number, 0)


def age_words(iso: str, on: str) -> str:
    """Say how long ago a day was."""
    days = (date.fromisoformat(on) - date.fromisoformat(iso)).days
    if days < 0:
        return tr("in the future")
    if days < 60:
        return tr_n(days, "{count} day ago", "{count} days ago")
    return tr_n(round(days / MONTH), "{count} month ago", "{count} months ago")


def words_of(words: Mapping[Any, str], value: StrEnum | None) -> str:
    """Return what a value is called; nothing for none."""
    return words[value] if value is not None else ""
