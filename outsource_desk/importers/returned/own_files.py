"""What ballots and vendors’ copies have in common when they come back."""

from __future__ import annotations

from pathlib import Path

from outsource_desk.importers.cells import Value

_TOO_LARGE = 2**53  # for a number of a row; from here on cells no longer tell whole numbers apart


def shown_name(path: Path) -> str:
    """Return a file's name as it can be shown, whatever bytes it is made of."""
    return path.name.encode("utf-8", "replace").decode() or str(path)


def hidden_number(value: Value) -> int | None:
    """Return the number of a record that a hidden cell holds; nothing if it holds none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if float(value).is_integer() and 0 < value < _TOO_LARGE else None
