"""Weights and shares as the charts of an analysis write them."""

from __future__ import annotations

from outsource_desk.charts.speech import Speech
from outsource_desk.charts.words import NO_BREAK


def percent(speech: Speech, share: float, places: int = 0) -> str:
    """Return a share, 0 to 1, in per cent."""
    return f"{speech.number(100 * share, places)}{NO_BREAK}%"


def apart_from(speech: Speech, share: float, other: float) -> str:
    """Return a share in per cent with as many decimals, at most two, as tell it from another one."""
    for places in (0, 1):
        if percent(speech, share, places) != percent(speech, other, places):
            return percent(speech, share, places)
    return percent(speech, share, 0 if share == other else 2)


def span(speech: Speech, low: float, high: float) -> str:
    """Return a range of shares: ``0 – 31 %``."""
    return f"{speech.number(100 * low, 0)} – {percent(speech, high)}"
