"""Scores and measurements: what evaluators judged and what was measured, with where it came from.

A file may hold tens of thousands of them; named tuples are made several times as fast as frozen dataclasses.
"""

from __future__ import annotations

from typing import NamedTuple

from outsource_desk.domain.frozen import frozen


@frozen
class Evaluator:
    """Somebody who scores, named by their office."""

    id: int
    initiative_id: int
    name: str
    submitted_at: str | None = None  # UTC; None = still at work


class Source(NamedTuple):
    """The cell of the outside file that a value came from."""

    file_name: str
    sheet: str
    cell: str
    sha256: str = ""  # of the file; nothing where only its name is known, so that it tells no two apart

    def __eq__(self, other: object) -> bool:
        """Tell whether two values came from the same cell."""
        return isinstance(other, Source) and self[:3] == other[:3]

    def __ne__(self, other: object) -> bool:
        """Tell whether two values came from different cells."""
        return not self == other

    def __hash__(self) -> int:
        """Return what equal sources share."""
        return hash(self[:3])

    def __str__(self) -> str:
        """Return the source as the user reads it, for example ``Bids.xlsx, Sheet2!F14``."""
        place = f"{self.sheet}!{self.cell}" if self.sheet else self.cell
        return f"{self.file_name}, {place}"


class Score(NamedTuple):
    """One evaluator's judgement of one candidate on one leaf.

    ``points`` None with ``not_applicable`` False means not scored: a row may exist for its rationale alone.
    """

    id: int
    candidate_id: int
    criterion_id: int
    evaluator_id: int
    points: float | None
    not_applicable: bool = False
    rationale: str = ""
    source: Source | None = None


class AgreedScore(NamedTuple):
    """What moderation agreed on; the individual scores stay beside it."""

    id: int
    candidate_id: int
    criterion_id: int
    points: float | None
    not_applicable: bool = False
    rationale: str = ""
    source: Source | None = None


class Measurement(NamedTuple):
    """The amount of a measured leaf or a price for one candidate, in the criterion's unit.

    Prices are exact to the minor unit: ``amount`` is the stored number of minor units divided by the currency's.
    """

    id: int
    candidate_id: int
    criterion_id: int
    amount: float | None
    not_applicable: bool = False
    rationale: str = ""
    source: Source | None = None
