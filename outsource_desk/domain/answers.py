"""What somebody answered to a warning: seen and accepted, or waived for a reason."""

from __future__ import annotations

from enum import StrEnum

from outsource_desk.domain.frozen import frozen


class AnswerKind(StrEnum):
    """What the answer does: warn may be acknowledged, block may only be waived."""

    ACKNOWLEDGED = "acknowledged"
    WAIVED = "waived"


@frozen
class WarningAnswer:
    """An answer to the warning of one rule at one place; it lapses when the warning says something else."""

    id: int
    rule: str
    candidate_id: int | None
    criterion_id: int | None
    field: str
    kind: AnswerKind
    name: str  # who answered
    reason: str
    said: str  # the warning's text when it was answered
    at: str  # UTC
