"""Links inside the application: where a figure comes from, where a gap is closed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A page and what to show on it; every field but the page may be left out."""

    page: str
    thing: str = ""  # table of the row meant by ``id``: vendor, criterion, goal, edit ...
    id: int | None = None
    candidate_id: int | None = None
    criterion_id: int | None = None
    field: str = ""
    initiative_id: int | None = None
    weight: float | None = None  # share of the whole to try on the criterion, on Analysis
