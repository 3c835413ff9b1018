"""How something with an end stands on a day: a certificate, a policy, a file."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

SOON = 90  # days


class Validity(StrEnum):
    """How something with an end stands on a day."""

    VALID = "valid"
    EXPIRING = "expiring"  # within 90 days
    EXPIRED = "expired"
    UNKNOWN = "unknown"  # nobody has said when it ends


def validity(ends: str | None, on: str) -> Validity:
    """Return how something stands on a day; on its last day it still counts.

    Args:
        ends: the last day on which it counts; None = not known.
        on: the day, YYYY-MM-DD as both.
    """
    if ends is None:
        return Validity.UNKNOWN
    days = (date.fromisoformat(ends) - date.fromisoformat(on)).days
    if days < 0:
        return Validity.EXPIRED
    return Validity.EXPIRING if days <= SOON else Validity.VALID
