"""Refusals that have to do with how a criterion is scored."""

from __future__ import annotations

from outsource_desk.domain.errors import DeskError, HasScoresError


class ScoredAlreadyError(HasScoresError):
    """A criterion with scores would be scored by something that its scores are not."""

    remedy = "Clear what was given first, or add a criterion beside it and take the weight of this one away."

    def __init__(self, name: str) -> None:
        DeskError.__init__(self, f"“{name}” has been scored, and points cannot become amounts, nor amounts points.")


class NoMoneyError(DeskError):
    """Amounts whose unit is no money would become prices."""

    remedy = "Give the criterion a currency as its unit first, for example EUR, or leave it measured."

    def __init__(self, name: str, unit: str) -> None:
        super().__init__(f"“{name}” is an amount in “{unit}”, which is no currency.")


class OtherCurrencyError(DeskError):
    """Amounts in one currency would become prices in another."""

    remedy = "Convert the amounts, correct the unit of the criterion, or change the initiative's currency."

    def __init__(self, name: str, unit: str, currency: str) -> None:
        super().__init__(f"“{name}” is an amount in {unit}, but prices here are in {currency}.")


class NotExactError(DeskError):
    """An amount has parts smaller than the smallest coin."""

    remedy = "Round the amount first."

    def __init__(self, name: str, amount: float, currency: str) -> None:
        super().__init__(f"{amount:,.15g} of “{name}” has more decimals than {currency} has.")
