"""Refusals that have to do with value curves."""

from __future__ import annotations

from outsource_desk.domain.errors import DeskError


class TooFewPointsError(DeskError):
    """A curve has fewer points than it needs to be drawn."""

    remedy = "Add points to the curve, each with an amount and what it is worth."

    def __init__(self, fewest: int) -> None:
        super().__init__(f"This curve needs at least {fewest} points." if fewest > 1 else "This curve needs a point.")


class SameAmountError(DeskError):
    """Two points of a curve have the same amount."""

    remedy = "Give each point an amount of its own."

    def __init__(self, amount: float) -> None:
        super().__init__(f"Two points of the curve have the amount {amount:,.15g}.")


class TwoPeaksError(DeskError):
    """A target curve rises again after it has fallen."""

    remedy = "Let the values rise up to one best amount and fall after it, or choose the curve of straight pieces."

    def __init__(self) -> None:
        super().__init__("A target has one best amount; these points have more.")


class OnlyForPricesError(DeskError):
    """A function that compares offers was asked for something that is no price."""

    remedy = "Choose a curve of its own for this criterion, or let it be scored by a price."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is no price, so there are no offers to compare.")


class FloorAboveCeilingError(DeskError):
    """The price that is worth 100 does not lie below the one that is worth 0."""

    remedy = "Choose a floor below the ceiling."

    def __init__(self) -> None:
        super().__init__("The floor is not below the ceiling.")
