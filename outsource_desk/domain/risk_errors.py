"""What a risk register refuses."""

from __future__ import annotations

from outsource_desk.domain.errors import BadDateError, DeskError, DuplicateNameError, EmptyNameError


class RiskStepError(DeskError):
    """A risk cannot be moved to a state from where it stands."""

    remedy = "Take the steps between first; the register offers those that are possible now."

    def __init__(self, title: str, state: str, to: str) -> None:
        super().__init__(f"“{title}” is {state} and cannot become {to} from there.")


class RiskLacksError(DeskError):
    """A risk cannot be moved to a state before something else is known of it."""

    remedy = "Fill in what the message names, then try again."

    def __init__(self, title: str, to: str, lacking: str) -> None:
        super().__init__(f"“{title}” cannot become {to} yet: {lacking}.")


class RatingNeededError(EmptyNameError):
    """The rating of a risk that has been assessed would be taken away."""

    remedy = "Choose another likelihood or impact from 1 to 5 instead."

    def __init__(self, title: str) -> None:
        DeskError.__init__(self, f"“{title}” has been assessed, so it cannot be without likelihood or impact.")


class AcceptanceEndError(BadDateError):
    """Somebody would live with a risk without an end, or with one that has gone."""

    remedy = "Choose a day after today on which the acceptance ends; the risk is then looked at again."

    def __init__(self, day: str | None) -> None:
        DeskError.__init__(self, f"An acceptance cannot end on {day}." if day else "The acceptance has no end.")


class AcceptanceOverError(DeskError):
    """An acceptance was to be revoked that does not count any more."""

    remedy = "Nothing needs to be done: nobody lives with the risk at present."

    def __init__(self, title: str) -> None:
        super().__init__(f"“{title}” is not accepted by anybody today.")


class TakenRiskError(DuplicateNameError):
    """A risk of the library was to be dismissed that stands in the register."""

    remedy = "Close or delete the risk in the register instead."

    def __init__(self, code: str) -> None:
        DeskError.__init__(self, f"{code} stands in the register and cannot be dismissed.")


class NothingTakenError(DeskError):
    """No risk was chosen, or all that were chosen stand in the register."""

    remedy = "Tick at least one risk that the register does not have yet."

    def __init__(self) -> None:
        super().__init__("There is no risk to take.")
