"""What the columns of prices say together: which name is the vendor's, which column a part or a total of others."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from outsource_desk.importers.prices.headers import is_placeholder, split_name
from outsource_desk.importers.prices.offers import PriceColumn, PriceColumns
from outsource_desk.importers.sheets.words import looks_like_vendor


def settle(found: PriceColumns) -> None:
    """Decide what columns are by what stands beside them: vendors, then kinds of prices, then spans of time."""
    _settle_names_above(found)
    _set_below_vendors(found)
    _take_names_apart(found)
    _leave_conversions(found)
    _settle_prices(found)
    _set_totals_apart(found)
    _set_spans_apart(found)


def _settle_names_above(found: PriceColumns) -> None:
    """Decide between two names over each vendor's columns, such as ``Alder Ltd`` over ``Leeds``, or ask."""
    pairs = {(column.upper, column.vendor) for column in found.prices}
    uppers, lowers = {upper for upper, _ in pairs}, {lower for _, lower in pairs}
    if "" in uppers or not len(pairs) == len(uppers) == len(lowers) >= 2 or any(map(looks_like_vendor, lowers)):
        return
    if all(map(looks_like_vendor, uppers)) and not any(map(is_placeholder, uppers)):
        found.prices = [
            replace(column, vendor=column.upper, vendor_cell=column.upper_cell, upper="", upper_cell=None)
            for column in found.prices
        ]
    elif not any(map(is_placeholder, uppers)):
        first = found.prices[0]
        if first.vendor_cell is not None:
            said = f"“{first.vendor}” stands below “{first.upper}”; is it the vendor?"
            found.doubts.append((first.vendor_cell, said))


def _set_below_vendors(found: PriceColumns) -> None:
    """Give further prices below a vendor's name to it: ``Setup fee`` beside ``Monthly fee`` is no vendor of its own."""
    named = {column.vendor for column in found.prices if column.role or column.year is not None}
    for place, column in enumerate(found.prices):
        if column.upper and column.upper in named:
            found.prices[place] = replace(
                column, vendor=column.upper, vendor_cell=column.upper_cell, role="amount", span=column.vendor
            )


def _leave_conversions(found: PriceColumns) -> None:
    """Of the same price in several currencies take the one in which most columns are."""
    currencies = {column.at: column.money.currency for column in found.prices if column.money}
    usual = Counter(currencies.values()).most_common(1)
    same: dict[tuple[object, ...], list[PriceColumn]] = {}
    for column in found.prices:
        same.setdefault((*column.offer, column.span, column.role), []).append(column)
    for columns in same.values():
        said = [currencies.get(column.at, "") for column in columns]
        if len(columns) < 2 or "" in said or len(set(said)) < len(said):
            continue
        kept = next((column for column in columns if currencies[column.at] == usual[0][0]), columns[0])
        for column in columns:
            if column is not kept:
                found.prices.remove(column)
                found.left_out[column.at] = "the same price in another currency"


def _settle_prices(found: PriceColumns) -> None:
    """Take a price beside the amount of the same vendor for that of one unit, where there are quantities."""
    beside = {column.offer for column in found.prices if column.role in ("amount", "total")}
    for place, column in enumerate(found.prices):
        if column.role == "price":
            is_of_one = found.quantity is not None and column.offer in beside
            found.prices[place] = replace(column, role="unit" if is_of_one else "amount")


def _set_totals_apart(found: PriceColumns) -> None:
    """Tell the totals of rows from prices: beside the years of a vendor, or beside several vendors."""
    years = Counter(column.vendor for column in found.prices if column.year is not None)
    for column in list(found.prices):
        if column.year is not None or column.role not in ("total", "amount"):
            continue
        if years[column.vendor] >= 2:
            found.prices.remove(column)
            found.totals.append(column)
        elif not column.vendor and len(found.vendors) >= 2 and column.role == "total":
            found.prices.remove(column)
            found.left_out[column.at] = "a total over the vendors"


def _take_names_apart(found: PriceColumns) -> None:
    """Take apart names such as ``Alder unit price`` and ``Alder year 1``, where all end or begin in such words."""
    named = [column for column in found.prices if column.vendor]
    parts = {column.at: split_name(column.vendor) for column in named}
    if len(named) < 2 or not all(parts[column.at] for column in named):
        return
    for place, column in enumerate(found.prices):
        split = parts.get(column.at)
        if split is not None:
            vendor, header = split
            found.prices[place] = replace(
                column,
                vendor=vendor,
                role=column.role or header.role,
                year=header.year if column.year is None else column.year,
                span=column.span or header.span,
            )


def _set_spans_apart(found: PriceColumns) -> None:
    """Tell prices of a vendor for different spans of time apart; a total beside them holds them all."""
    for place in dict.fromkeys((column.vendor, column.year) for column in found.prices):
        mine = [column for column in found.prices if (column.vendor, column.year) == place and column.role != "unit"]
        spans = {column.span for column in mine if column.role in ("amount", "")}
        has_total = any(column.role == "total" and not column.span for column in mine)
        if len(spans) < 2 and not (has_total and spans - {""}):
            continue
        totals = [column for column in mine if column.role == "total" or (column.role == "amount" and not column.span)]
        if len(totals) == 1:
            parts = [column for column in mine if column not in totals and column.role in ("amount", "")]
            found.prices = [column for column in found.prices if column not in parts]
            found.left_out |= {column.at: "a part of the total beside it" for column in parts}
        else:
            found.prices = [replace(each, own_span=each.span) if each in mine else each for each in found.prices]
