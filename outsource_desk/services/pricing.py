"""Turn measured amounts into prices and back: the unit must say the currency, and every minor unit be exact."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_minor_units
from outsource_desk.domain.criterion import Criterion, Direction, Measure
from outsource_desk.domain.currency import currency_of
from outsource_desk.domain.errors import NoCurrencyError
from outsource_desk.domain.formatting import minor_digits
from outsource_desk.domain.measure_errors import NoMoneyError, NotExactError, OtherCurrencyError, ScoredAlreadyError
from outsource_desk.store.criteria import is_scored
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.rows import update_row
from outsource_desk.store.scores import load_amounts, price_currency

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


class Repricing:
    """What changes with a criterion that is measured and becomes a price, or the other way round."""

    def __init__(self, desk: Desk, criterion: Criterion, measure: Measure) -> None:
        """Look at what there is.

        Raises:
            ScoredAlreadyError: it has been scored, and points would become amounts or amounts points.
            NoMoneyError, OtherCurrencyError: the unit is no money, or money of another currency.
            NoCurrencyError: neither the initiative nor the unit says the currency.
            NotExactError: an amount has parts smaller than the smallest coin.
            OutOfRangeError: an amount is too large to be kept exactly.
        """
        self._desk, self._criterion, self._measure = desk, criterion, measure
        self.values: dict[str, object] = {}
        self.currency = ""  # that the initiative takes over from the unit
        self._rows: dict[int, dict[str, object]] = {}
        if measure is criterion.measure:
            return
        has_scores = is_scored(desk.connection, criterion.id)
        if has_scores and Measure.JUDGED in (criterion.measure, measure):
            raise ScoredAlreadyError(criterion.name)
        if measure is Measure.PRICE and criterion.measure is Measure.MEASURED:
            self._to_price(has_scores)
        elif measure is Measure.MEASURED and criterion.measure is Measure.PRICE:
            self._to_amount()

    def write(self) -> None:
        """Write amounts and currency, inside the edit that is open."""
        if self.currency:
            update_row(self._desk.db, "initiative", self._criterion.initiative_id, {"currency": self.currency})
        for number, values in self._rows.items():
            update_row(self._desk.db, "measurement", number, values)

    def _to_price(self, has_scores: bool) -> None:
        criterion, initiative = self._criterion, load_initiative(self._desk.connection, self._criterion.initiative_id)
        said, currency = currency_of(criterion.unit), initiative.currency
        if not currency:
            self.currency = currency = said
        if has_scores:
            if criterion.unit.strip() and not said:
                raise NoMoneyError(criterion.name, criterion.unit)
            if said and said != currency:
                raise OtherCurrencyError(criterion.name, said, currency)
            if not currency:
                raise NoCurrencyError(initiative.name)
        for number, amount, _minor, _code in load_amounts(self._desk.connection, criterion.id):
            if amount is not None:
                minor = _exact(criterion.name, amount, currency)
                self._rows[number] = {"amount": None, "minor_units": minor, "currency": currency}
        if criterion.direction is Direction.UNKNOWN:  # less is better of a price, and nobody has said otherwise
            self.values["direction"] = None
            if criterion.worst is not None and criterion.best is not None and criterion.worst < criterion.best:
                self.values |= {"worst": criterion.best, "best": criterion.worst}

    def _to_amount(self) -> None:
        criterion = self._criterion
        initiative = load_initiative(self._desk.connection, criterion.initiative_id)
        for number, _amount, minor, code in load_amounts(self._desk.connection, criterion.id):
            if minor is not None:
                amount = minor / 10 ** minor_digits(code)
                self._rows[number] = {"amount": amount, "minor_units": None, "currency": ""}
        currency = price_currency(self._desk.connection, criterion.initiative_id) or initiative.currency
        if not currency_of(criterion.unit) and currency:
            self.values["unit"] = currency
        if criterion.direction is None and None in (criterion.worst, criterion.best):
            self.values["direction"] = Direction.MIN  # as of a price; nothing else would tell


def _exact(name: str, amount: float, currency: str) -> int:
    """Return an amount in minor units.

    Raises:
        NotExactError: it has parts smaller than one.
    """
    minor = checked_minor_units("The price", amount, currency)
    assert minor is not None
    if Decimal(repr(amount)).scaleb(minor_digits(currency)) != minor:
        raise NotExactError(name, amount, currency)
    return minor
