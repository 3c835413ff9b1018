"""What is refused when contracts, audits and decisions are recorded."""

from __future__ import annotations

from outsource_desk.domain.errors import DeskError


class WaiverError(DeskError):
    """A clause was to be waived without saying who waives it and why."""

    remedy = "Name the person who waives it, and give the reason."

    def __init__(self, title: str) -> None:
        super().__init__(f"“{title}” cannot be waived without a name and a reason.")


class NotClosedError(DeskError):
    """A finding was to be tested again before it was closed."""

    remedy = "Enter the day on which the finding was closed first."

    def __init__(self, wording: str) -> None:
        super().__init__(f"The finding “{wording}” is not closed yet, so there is nothing to test again.")


class NotRetestedError(DeskError):
    """The day of a retest was given without its result."""

    remedy = "Choose whether the retest passed or failed first."

    def __init__(self, wording: str) -> None:
        super().__init__(f"The finding “{wording}” has no result of a retest yet.")


class TooManyAttendedError(DeskError):
    """More people came to a training than were invited."""

    remedy = "Correct the number of people who were invited, or of those who came."

    def __init__(self, title: str, attended: int, invited: int) -> None:
        super().__init__(f"{attended} people cannot have come to “{title}” when {invited} were invited.")


class LevelTakenError(DeskError):
    """A level of the escalation ladder was given twice."""

    remedy = "Choose a level between 1 and 9 that no other rung has."

    def __init__(self, level: int) -> None:
        super().__init__(f"The ladder has a level {level} already.")


class NothingDecidedError(DeskError):
    """A decision was to be recorded without saying why."""

    remedy = "Give the reasons in a sentence or two; they are what a reader looks for years later."

    def __init__(self) -> None:
        super().__init__("A decision cannot be recorded without its reasons.")


class InHouseContractError(DeskError):
    """A contract was to be made with ourselves."""

    remedy = "Choose a vendor; what our own people commit to belongs into the plan."

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no contract with “{name}”: those are our own people.")
