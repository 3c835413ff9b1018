"""Money of a dossier: typed in the main unit of its currency, kept in the minor unit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from outsource_desk.domain.checks import checked_minor_units
from outsource_desk.domain.dossier_errors import AmountWithoutCurrencyError
from outsource_desk.domain.errors import OutOfRangeError
from outsource_desk.domain.formatting import minor_digits


def in_minor_units(
    names: Mapping[str, str], row: Mapping[str, Any], values: Mapping[str, Any], unsigned: Collection[str] = ()
) -> dict[str, Any]:
    """Return values to write, their money in minor units.

    Where the currency is corrected, the figures stay: EUR 12.50 becomes JPY 13, not JPY 1,250.

    Args:
        names: column → what it is called; the columns that hold money.
        row: the record as it stands, money in minor units; empty for a new one.
        values: the fields to write, money in the main unit of the currency.
        unsigned: columns in which an amount below zero means nothing.

    Raises:
        AmountWithoutCurrencyError: an amount would stand without its currency.
        OutOfRangeError: an amount is too large to be kept exactly, or below zero where that means nothing.
    """
    done = dict(values)
    if not names:
        return done
    old, new = row.get("currency", ""), values.get("currency", row.get("currency", ""))
    for field, what in names.items():
        if field in values:
            done[field] = checked_minor_units(what, values[field], new)
        elif new != old and row.get(field) is not None:
            done[field] = round(row[field] * 10 ** (minor_digits(new) - minor_digits(old)))
        amount = done.get(field, row.get(field))
        if amount is not None and not new:
            raise AmountWithoutCurrencyError(what)
        if amount is not None and amount < 0 and field in unsigned:
            raise OutOfRangeError(what, amount / 10 ** minor_digits(new), 0, None)
    return done
