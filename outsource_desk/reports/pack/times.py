"""Hours and days as somebody in a hurry reads them."""

from __future__ import annotations

from outsource_desk.domain.formatting import NO_BREAK, plain

MOST_HOURS = 96.0  # above it a length reads better in days
DAY = 24.0


def length(hours: float | None) -> str:
    """Return a length of time: ``30 minutes``, ``24 hours``, ``14 days``; empty where it is not known."""
    if hours is None:
        return ""
    if 0 < hours < 1:
        return _many(round(hours * 60), "minute")
    return _many(hours, "hour") if hours <= MOST_HOURS else _many(hours / DAY, "day")


def days(number: float | None) -> str:
    """Return a number of days: ``14 days``; empty where it is not known."""
    return "" if number is None else _many(number, "day")


def deadline(hours: float | None) -> str:
    """Return when something must be done, counted from the declaration: ``T+2 h``, ``day 7``."""
    if hours is None:
        return "no deadline"
    if hours <= DAY * 2:
        return f"T+{plain(round(hours, 1))}{NO_BREAK}h"
    return f"day{NO_BREAK}{plain(round(hours / DAY, 1))}"


def _many(value: float, noun: str) -> str:
    amount = plain(round(value, 1))
    return f"{amount}{NO_BREAK}{noun}" + ("" if amount == "1" else "s")
