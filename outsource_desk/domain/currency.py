"""Which units are money, and of which currency."""

from __future__ import annotations

import re

from outsource_desk.domain.criterion import Criterion, Measure

CURRENCIES = {
    "AED", "AUD", "BGN", "BHD", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF",
    "IDR", "ILS", "INR", "ISK", "JPY", "KRW", "KWD", "MXN", "MYR", "NOK", "NZD", "OMR", "PEN", "PHP", "PLN", "QAR",
    "RON", "RSD", "SAR", "SEK", "SGD", "THB", "TND", "TRY", "TWD", "UAH", "USD", "VND", "ZAR",
}  # fmt: skip
_SIGNS = {"€": "EUR", "£": "GBP", "US$": "USD", "¥": "JPY", "₹": "INR"}
_PERIOD = re.compile(r"(?i)\s*(?:/|per|a|each|every)?\s*(?:p\.?\s?a\.?|p\.?\s?m\.?|annum|year|yr|month)\s*$")


def currency_of(unit: str) -> str:
    """Return the currency in which a unit counts, such as EUR of ``EUR per year``; empty if it counts in none."""
    money = _PERIOD.sub("", unit.strip()).strip()
    code = _SIGNS.get(money, money.upper())
    return code if code in CURRENCIES else ""


def is_money(criterion: Criterion) -> bool:
    """Tell whether a criterion is measured in money, and so could be a price."""
    return criterion.measure is Measure.MEASURED and bool(currency_of(criterion.unit))
