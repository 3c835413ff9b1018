"""What was done when, as far as a careful reader asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from outsource_desk.domain.ranking import Cell


@dataclass(frozen=True)
class Times:
    """What was changed late; times are UTC.

    Attributes:
        scoring_began: when the first score or amount was given; None before.
        reweighed: criterion id → when its weight was last changed, if it is not what it was when scoring began.
        rescored: cell → when it was last changed, if it is not what it was when offers were opened.
    """

    scoring_began: str | None
    reweighed: Mapping[int, str]
    rescored: Mapping[Cell, str]
