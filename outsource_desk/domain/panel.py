"""Who may score what, and who has an interest in the outcome."""

from __future__ import annotations

from enum import StrEnum

from outsource_desk.domain.frozen import frozen


class Nature(StrEnum):
    """What ties an evaluator to a candidate."""

    NONE = "none"  # declared that there is nothing
    FINANCIAL = "financial"
    EMPLOYMENT = "employment"
    FAMILY = "family"
    PAST_WORK = "past_work"
    GIFT = "gift"
    OTHER = "other"


class Ruling(StrEnum):
    """What was decided about a declared interest."""

    OPEN = "open"  # nobody has decided: the evaluator cannot score
    NO_CONFLICT = "no_conflict"
    RECUSED = "recused"  # the evaluator stands back
    MANAGED = "managed"  # may score, under a safeguard that the reason names


@frozen
class Assignment:
    """What an evaluator is to score: a group or leaf, and one candidate; None = all. Without any, everything."""

    id: int
    evaluator_id: int
    criterion_id: int | None = None
    candidate_id: int | None = None


@frozen
class Conflict:
    """An interest that an evaluator declared; without a candidate it concerns all of them."""

    id: int
    evaluator_id: int
    candidate_id: int | None
    nature: Nature
    declared_on: str  # YYYY-MM-DD
    note: str = ""
    ruling: Ruling = Ruling.OPEN
    ruled_by: str = ""
    reason: str = ""

    @property
    def blocks(self) -> bool:
        """Tell whether the evaluator must not score: an interest nobody has ruled on, or one that was recused."""
        return self.nature is not Nature.NONE and self.ruling in (Ruling.OPEN, Ruling.RECUSED)
