"""How critical a function is, and how deep its vendors are therefore vetted."""

from __future__ import annotations

from enum import StrEnum


class Tier(StrEnum):
    """How critical the function is; decides how deep vetting goes."""

    T1 = "T1"  # critical
    T2 = "T2"  # important
    T3 = "T3"  # routine

    @property
    def depth(self) -> Depth:
        """Return how deep a candidate for such a function is vetted."""
        return {Tier.T1: Depth.FULL, Tier.T2: Depth.STANDARD, Tier.T3: Depth.LITE}[self]


class Depth(StrEnum):
    """How deep vetting goes: a question belongs to its depth and to all deeper ones."""

    LITE = "lite"
    STANDARD = "standard"
    FULL = "full"

    def reaches(self, question: Depth) -> bool:
        """Tell whether vetting of this depth asks a question of that one."""
        return _PLACES[self] >= _PLACES[question]


_PLACES = {depth: place for place, depth in enumerate(Depth)}
