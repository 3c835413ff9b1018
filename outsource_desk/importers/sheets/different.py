"""The values of a long column without repetition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

_AT_ONCE = 4096  # values between two chances for the window's thread; one set of a whole column would give it none

Item = TypeVar("Item")


def different(values: Sequence[Item]) -> set[Item]:
    """Return each value once: of points there are few, however long the sheet."""
    found: set[Item] = set()
    for start in range(0, len(values), _AT_ONCE):
        found.update(values[start : start + _AT_ONCE])
    return found
