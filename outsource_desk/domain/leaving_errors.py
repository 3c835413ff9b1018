"""What an exit plan refuses."""

from __future__ import annotations

from collections.abc import Iterable

from outsource_desk.domain.errors import CycleError, DeskError, InUseError, OutOfRangeError, UnknownChoiceError


class BadDueError(UnknownChoiceError):
    """When an item is due cannot be read."""

    remedy = "Write contract, yearly, or days around the end of service: T-180, T, T+30."

    def __init__(self, value: object) -> None:
        DeskError.__init__(self, f"“{str(value)[:40]}” does not say when an item is due.")


class WaiverMissingError(DeskError):
    """A mandatory item would be set aside by nobody or for no reason."""

    remedy = "Give the name of who sets it aside, and the reason; both are kept and printed."

    def __init__(self, wording: str) -> None:
        super().__init__(f"“{wording}” is mandatory, and it is not said who sets it aside and why.")


class CostOrderError(OutOfRangeError):
    """A low figure lies above a high one."""

    remedy = "Correct one of the two figures: low is at most expected, and expected at most high."

    def __init__(self, wording: str, lower: str, higher: str) -> None:
        DeskError.__init__(self, f"“{wording}”: {lower} would be more than {higher}.")


class TaskLoopError(CycleError):
    """Tasks of a runbook would wait for each other."""

    remedy = "Take one of these dependencies away; then the others can stay."

    def __init__(self, wordings: Iterable[str]) -> None:
        names = " → ".join(f"“{each}”" for each in wordings)
        DeskError.__init__(self, f"These tasks would wait for each other: {names}.")


class ExitPlanExistsError(InUseError):
    """An initiative would get a second exit plan."""

    remedy = "Work on with the plan that exists; single items, tasks and costs can be added to it."

    def __init__(self) -> None:
        DeskError.__init__(self, "There is an exit plan already.")
