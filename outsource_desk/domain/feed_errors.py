"""What is refused about criteria that take their value from the vetting."""

from __future__ import annotations

from outsource_desk.domain.errors import DeskError


class FromVettingError(DeskError):
    """A score was given where a section of the vetting gives the value."""

    remedy = "Review the answers on Vetting, or let the criterion be scored again in its form."

    def __init__(self, criterion: str) -> None:
        super().__init__(f"“{criterion}” takes its value from the vetting, so nobody scores it.")


class NotByPointsError(DeskError):
    """A section of the vetting was to give the value of a criterion whose points do not count straight."""

    remedy = "Choose a judged criterion on which more points are better, without a value curve of its own."

    def __init__(self, criterion: str) -> None:
        super().__init__(f"“{criterion}” cannot take its value from a section of the vetting.")


class TakesSectionError(DeskError):
    """The scale of a criterion that takes its value from the vetting was to become another one."""

    remedy = "Let the criterion be scored again first."

    def __init__(self, criterion: str) -> None:
        super().__init__(f"“{criterion}” takes its value from a section of the vetting, which needs a plain scale.")
