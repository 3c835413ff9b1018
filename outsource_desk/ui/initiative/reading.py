"""How the fields of an initiative and its goals are read, shown and echoed."""

from __future__ import annotations

from datetime import UTC, date, datetime

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.initiative import Goal, GoalKind, OutsourcingType
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr, tr_n

MONTHS = 12


def read_amount(text: str) -> float | None:
    """Return the number that was typed; nothing for an empty text.

    Raises:
        NotANumberError: it is none.
    """
    return formats.read_number(text) if text.strip() else None


def amount(value: float | None) -> str:
    """Return a number with as many decimals as it needs."""
    return "" if value is None else formats.points(value)


def measured(value: float | None, unit: str) -> str:
    """Return an amount with its unit as people write it: EUR 1,250,000, but 62 %."""
    if value is None:
        return ""
    is_currency = len(unit) == 3 and unit.isascii() and unit.isupper()
    return formats.money(value, unit) if is_currency else f"{formats.points(value)} {unit}".strip()


def echo_amount(text: str, unit: str = "") -> str:
    """Say how a number that is being typed is understood."""
    try:
        return f"= {measured(formats.read_number(text), unit)}"
    except DeskError:
        return tr("not a number yet")


def echo_term(text: str) -> str:
    """Say how long a term of months is."""
    try:
        months = formats.read_number(text)
    except DeskError:
        return tr("not a number yet")
    if months < MONTHS or months != int(months):
        return ""
    years, rest = divmod(int(months), MONTHS)
    said = tr_n(years, "{count} year", "{count} years")
    return f"= {said}" if not rest else tr("= {years} and {months}", years=said, months=_months(rest))


def echo_day(text: str) -> str:
    """Say a date in words and how far away it is."""
    try:
        iso = formats.read_day(text)
    except DeskError:
        return tr("not a date yet; write it as 2026-12-12 or 12 Dec 2026")
    if iso is None:
        return ""
    return f"{formats.long_day(iso)} · {days_left(iso)}"


def days_left(iso: str, today: date | None = None) -> str:
    """Say how far away a day is."""
    days = (date.fromisoformat(iso) - (today or datetime.now(UTC).astimezone().date())).days
    if days == 0:
        return tr("today")
    return tr_n(days, "{count} day left", "{count} days left") if days > 0 else _ago(-days)


def kinds() -> list[tuple[str, str]]:
    """Return the kinds of outsourcing with their words; the first is for not stated yet."""
    words = {
        OutsourcingType.ITO: tr("IT outsourcing (ITO)"),
        OutsourcingType.BPO: tr("Business process outsourcing (BPO)"),
        OutsourcingType.KPO: tr("Knowledge process outsourcing (KPO)"),
    }
    return [("", tr("Not stated yet")), *((str(kind), said) for kind, said in words.items())]


def goal_kinds() -> tuple[tuple[str, str], ...]:
    """Return why companies outsource, with words."""
    words = {
        GoalKind.COST: tr("Cost"),
        GoalKind.EFFICIENCY: tr("Efficiency"),
        GoalKind.QUALITY: tr("Quality"),
        GoalKind.CUSTOMER: tr("Customer"),
        GoalKind.FOCUS: tr("Focus"),
        GoalKind.ACCESS: tr("Access to skill"),
    }
    return tuple((str(kind), said) for kind, said in words.items())


def blank_goal() -> Goal:
    """Return the goal that a new row begins with."""
    return Goal(0, 0, GoalKind.COST, "")


def _months(count: int) -> str:
    return tr_n(count, "{count} month", "{count} months")


def _ago(days: int) -> str:
    return tr_n(days, "{count} day ago", "{count} days ago")
