"""Value axes: round ticks, and labels that are pushed apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Axis:
    """A linear map from values to points on paper."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return where a value lies; values outside stop at the ends."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Return round values from at or below ``low`` to at or above ``high``, about ``most`` steps of 1, 2 or 5."""
    span = high - low
    if span <= 1e-9 * max(1.0, abs(low), abs(high)):  # no range to speak of
        span = max(abs(high), 1.0)
        high = low + span
    raw = span / most
    power = 10.0 ** math.floor(math.log10(raw))
    step = next((size * power for size in (1.0, 2.0, 5.0, 10.0) if size * power >= raw * 0.999), 10.0 * power)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    return [round(place * step, digits) for place in range(first, last + 1)]


def pushed_apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return places near the wanted ones, in the same order, at least ``gap`` apart and inside the limits.

    If there is no room for all, the gap becomes as wide as the room allows.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    if len(order) > 1:
        gap = min(gap, (high - low) / (len(order) - 1))
    places = [0.0] * len(wanted)
    floor = low
    for index in order:
        floor = places[index] = max(wanted[index], floor)
        floor += gap
    ceiling = high
    for index in reversed(order):
        ceiling = places[index] = min(places[index], ceiling)
        ceiling -= gap
    return places
