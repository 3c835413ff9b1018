"""Spans of time as people say them, for charts and the sentences beside them."""

from __future__ import annotations

from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.days import DAYS_A_MONTH, HOURS_A_DAY

_MONTHS_FROM = 60  # days; shorter spans are told in days
_DAYS_FROM = 72  # hours; shorter spans are told in hours


def days_words(days: float, speech: Speech = ENGLISH) -> str:
    """Return a number of days as people say it: ``1 day``, ``45 days``, ``7 months``, ``7.5 months``."""
    if days >= _MONTHS_FROM:
        return speech.tr("{months} months", months=_short(days / DAYS_A_MONTH, speech))
    text = _short(days, speech)
    return speech.tr("1 day") if round(days, 1) == 1 else speech.tr("{days} days", days=text)


def hours_words(hours: float, speech: Speech = ENGLISH) -> str:
    """Return a number of hours as people say it: ``4 h``, ``72 h``, ``11 days``, ``7 months``."""
    if hours > _DAYS_FROM:
        return days_words(hours / HOURS_A_DAY, speech)
    return speech.tr("{hours} h", hours=_short(hours, speech))


def _short(value: float, speech: Speech) -> str:
    """Return a number with one decimal at most, and none where it is whole."""
    rounded = round(value, 1)
    return speech.number(rounded, 0 if rounded == int(rounded) else 1)
