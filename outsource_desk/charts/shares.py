"""Weights and shares as the charts of an analysis write them."""

from __future__ import annotations

from math import ceil, floor

from outsource_desk.charts.speech import Speech
from outsource_desk.charts.words import NO_BREAK

_NUDGE = 1e-9
_NUDGE_OF_NOW = 1e-6  # of per cent
_DECIMALS = 7


def percent(speech: Speech, share: float, places: int = 0) -> str:
    """Return a share, 0 to 1, in per cent."""
    return f"{speech.number(100 * share, places)}{NO_BREAK}%"


def beyond(value: float, now: float, places: int) -> float:
    """Return the next number with so many decimals past ``value``, seen from ``now``: more than is needed, if little.

    At ``value`` itself two candidates are level; only past it one is ahead.
    """
    scale = 10.0**places
    return (floor(value * scale + _NUDGE) + 1 if value >= now else ceil(value * scale - _NUDGE) - 1) / scale


def turning(needed: float, now: float) -> tuple[float, int]:
    """Return a weight that is printed as one that turns the first place, and with how many decimals of per cent.

    It is rounded away from the present weight, so that what is printed is enough, with as many decimals as tell it
    from the present weight and say little more than is needed.

    Args:
        needed: share of the whole, 0 to 1, at which two candidates are level.
        now: the present share.
    """
    places = _places(100 * needed, 100 * now)
    return beyond(100 * needed, 100 * now, places) / 100, places


def turns_at(speech: Speech, needed: float, now: float) -> str:
    """Return in per cent a weight that turns the first place: rounded away from the present one."""
    return percent(speech, *turning(needed, now))


def lasts_to(speech: Speech, bound: float, now: float) -> str:
    """Return in per cent up to, or down to, which weight the first place stays: rounded towards the present one.

    It has as many decimals as the weight that turns the first place, so that the two are neighbours.
    """
    if bound in (0.0, 1.0):
        return percent(speech, bound)
    places = _places(100 * bound, 100 * now)
    scale = 10.0 ** (places + 2)
    inward = floor(bound * scale + _NUDGE) if bound >= now else ceil(bound * scale - _NUDGE)
    return percent(speech, inward / scale, places)


def price_change(speech: Speech, share: float) -> str:
    """Return by how much of itself a price must change to turn the first place: never less than is needed.

    Args:
        speech: how to say it.
        share: of the price, to either side, at which two candidates are level.
    """
    return percent(speech, beyond(abs(share), 0.0, 3), 1)


def as_now(speech: Speech, share: float) -> str:
    """Return a present weight in per cent, with a decimal where it is no whole one."""
    return percent(speech, share, 0 if abs(100 * share - round(100 * share)) < _NUDGE_OF_NOW else 1)


def span(speech: Speech, low: float, high: float, now: float) -> str:
    """Return between which weights the first place stays: ``0 – 31 %``."""
    return f"{lasts_to(speech, low, now).removesuffix(f'{NO_BREAK}%')} – {lasts_to(speech, high, now)}"


def _places(needed: float, now: float) -> int:
    """Return with how many decimals a weight in per cent is told, from what turns the first place and from now."""
    first = 0 if abs(now - round(now)) < _NUDGE_OF_NOW else 1
    if abs(needed - now) < _NUDGE_OF_NOW:
        return first
    fitting = (n for n in range(first, _DECIMALS) if _is_close(beyond(needed, now, n), needed, now))
    return next(fitting, _DECIMALS)


def _is_close(reached: float, needed: float, now: float) -> bool:
    """Tell whether a printed weight, in per cent, is a weight and says little more than what is needed."""
    return 0 <= reached <= 100 and abs(reached - needed) <= abs(needed - now) / 4
