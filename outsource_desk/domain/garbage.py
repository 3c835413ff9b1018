"""Pausing the collector of garbage while hundreds of thousands of values are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_VERY_MANY = 50_000  # objects since the last collection


@contextmanager
def garbage_left_alone() -> Iterator[None]:
    """Pause the collector, which would walk through a hundred thousand new values again and again.

    Where very many were made, they stay out of later collections too: they hold no cycles and go when nobody holds
    them any more, and each collection would keep the window waiting for a tenth of a second and more.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > _VERY_MANY:
            gc.freeze()
        if was_enabled:
            gc.enable()
