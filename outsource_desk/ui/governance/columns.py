"""Columns that the lists of Governance share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from outsource_desk.ui import formats
from outsource_desk.ui.governance.words import Tone
from outsource_desk.ui.initiative.reading import echo_day, read_amount
from outsource_desk.ui.models.editable_rows import Column
from outsource_desk.ui.widgets.choice import options

DAY_WIDTH = 116  # pixels
BETWEEN = "; "  # between several short texts in one cell


def text(field: str, heading: str, width: int = 0) -> Column:
    """Return a column of words."""
    return Column(field, heading, lambda row: getattr(row, field), width=width)


def day(field: str, heading: str) -> Column:
    """Return a column of dates."""
    return Column(
        field, heading, lambda row: formats.day(getattr(row, field)), formats.read_day, echo=echo_day, width=DAY_WIDTH
    )


def number(field: str, heading: str, width: int = 80) -> Column:
    """Return a column of numbers."""
    return Column(field, heading, lambda row: shown(getattr(row, field)), read_amount, is_number=True, width=width)


def several(field: str, heading: str, width: int = 0) -> Column:
    """Return a column of several short texts with semicolons between them."""
    return Column(field, heading, lambda row: BETWEEN.join(getattr(row, field)), read_several, width=width)


def chosen(
    field: str, heading: str, words: Mapping[Any, str], width: int, tones: Mapping[Any, Tone] | None = None
) -> Column:
    """Return a column of choices, which may show a state."""
    known = {str(value): each for value, each in (tones or {}).items()}

    def state(row: Any) -> Tone | None:
        return known.get(str(getattr(row, field))) if row.id else None

    def show(row: Any) -> str:
        return str(getattr(row, field) or "")

    return Column(field, heading, show, choices=options(words), width=width, tone=state if tones else None)


def shown(value: float | None) -> str:
    """Return a number as it is typed."""
    return "" if value is None else formats.points(value)


def read_several(typed: str) -> list[str]:
    """Return the short texts that were typed."""
    return [each.strip() for each in typed.split(BETWEEN.strip()) if each.strip()]
