"""What performance refuses."""

from __future__ import annotations

from outsource_desk.domain.errors import BadDateError, DeskError, DuplicateNameError, NotANumberError


class ReadingOrderError(BadDateError):
    """A reading would end before it begins."""

    remedy = "Correct one of the two dates, or leave the end empty: it follows from how often the metric is measured."

    def __init__(self, start: str, end: str) -> None:
        DeskError.__init__(self, f"The period would end on {end}, before it begins on {start}.")


class NothingToDivideByError(NotANumberError):
    """A reading is to be worked out of nothing."""

    remedy = "Leave the reading empty if there was nothing to measure: an empty period is not a missed one at once."

    def __init__(self) -> None:
        DeskError.__init__(self, "The denominator of a reading must be above zero.")


class NotARatioError(NotANumberError):
    """The metric is no quotient of two numbers."""

    remedy = "Enter the result that its formula gives."

    def __init__(self, metric: str) -> None:
        DeskError.__init__(self, f"“{metric}” cannot be worked out of two numbers.")


class DoubtfulReadingError(NotANumberError):
    """Result and parts of a reading do not fit together."""

    remedy = "Check the report: enter only the two numbers, or only the result."

    def __init__(self, actual: str, worked_out: str) -> None:
        DeskError.__init__(self, f"{actual} was given, but the two numbers make {worked_out}.")


class TwoReadingsError(DuplicateNameError):
    """A period would have two readings."""

    remedy = "Change the reading that is there."

    def __init__(self, metric: str, start: str) -> None:
        DeskError.__init__(self, f"“{metric}” has a reading for the period that starts on {start}.")


class TwoClaimsError(DuplicateNameError):
    """The credit of a month would stand twice."""

    remedy = "Change the state of the one that is there."

    def __init__(self, month: str) -> None:
        DeskError.__init__(self, f"The service credit of the month from {month} is on file already.")


class NothingToClaimError(DeskError):
    """The credit of a month in which none is due was to be recorded."""

    remedy = "Enter what the month came to first, and the monthly charge and the share at risk in the contract."

    def __init__(self, month: str) -> None:
        super().__init__(f"No service credit follows from what is on file for the month from {month}.")
