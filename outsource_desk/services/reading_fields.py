"""What a reading is once its period and its two numbers have been looked at; nothing is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outsource_desk.analysis.service_levels import Quotient, quotient_of
from outsource_desk.domain.errors import EmptyNameError
from outsource_desk.domain.formatting import plain
from outsource_desk.domain.performance import Period
from outsource_desk.domain.performance_errors import (
    DoubtfulReadingError,
    NotARatioError,
    NothingToDivideByError,
    ReadingOrderError,
    TwoReadingsError,
)
from outsource_desk.domain.periods import end_of, start_of
from outsource_desk.store.records import load_row
from outsource_desk.store.rows import find_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

_PARTS = ("numerator", "denominator")
_FIGURES = (*_PARTS, "actual")
_DIGITS = 12  # beyond which a double is noise


def whole_reading(desk: Desk, metric_id: int, row: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """Return what to write of a reading, once it has been checked as it will be with it.

    A period begins where the calendar says and ends where the next one begins, unless an end is given. Of two numbers
    the result is worked out; a result that does not fit to them is refused.

    Raises:
        DeskError: the reading makes no sense as a whole.
    """
    metric = load_row(desk.connection, "metric", metric_id)
    values = _dated(Period(metric["period"]), row, values)
    will_be = {**row, **values}
    found = find_row(
        desk.connection, "metric_reading", {"metric_id": metric_id, "starts_on": will_be["starts_on"]}, ["starts_on"]
    )
    if found is not None and found[0] != row.get("id"):
        raise TwoReadingsError(metric["name"], will_be["starts_on"])
    if not values.keys().isdisjoint(_FIGURES):
        given = values.get("actual")
        if "actual" not in values and _is_half(will_be):
            return values  # the other number is being typed
        values = {**values, "actual": actual_of(metric, will_be.get("numerator"), will_be.get("denominator"), given)}
    return values


def _is_half(reading: dict[str, Any]) -> bool:
    return any(reading.get(part) is None for part in _PARTS)


def _dated(period: Period, row: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    if "starts_on" in values and values["starts_on"] and values.get("ends_on") is None:
        start = start_of(period, values["starts_on"])
        return {**values, "starts_on": start, "ends_on": end_of(period, start)}
    if "ends_on" not in values:
        return values
    start = values.get("starts_on", row.get("starts_on"))
    if not start:
        raise EmptyNameError("Period")
    end = values["ends_on"] or end_of(period, start)
    if end < start:
        raise ReadingOrderError(start, end)
    return {**values, "ends_on": end}


def actual_of(
    metric: dict[str, Any], numerator: float | None, denominator: float | None, given: float | None
) -> float | None:
    """Return the result of a reading, worked out where its two numbers are there.

    Args:
        metric: its row.
        numerator: as counted, or nothing.
        denominator: as counted, or nothing.
        given: the result, where one was stated.

    Raises:
        NothingToDivideByError: the denominator is not above zero.
        NotARatioError: nothing says how the two numbers make the result.
        DoubtfulReadingError: the result that is given is another one.
    """
    if numerator is None or denominator is None:
        return given
    if denominator <= 0:
        raise NothingToDivideByError
    kind = quotient_kind(metric["code"], metric["formula"], metric["unit"])
    if kind is None:
        raise NotARatioError(metric["name"])
    result = float(f"{quotient_of(kind, numerator, denominator):.{_DIGITS}g}")
    if given is not None and not is_rounded(given, result):
        raise DoubtfulReadingError(plain(given), plain(result))
    return result if given is None else given


def quotient_kind(code: str, formula: str, unit: str) -> Quotient | None:
    """Return how two numbers make a metric's result; None where nothing says so.

    What the library says counts while the formula is the library's; other metrics in per cent are shares.
    """
    from outsource_desk.services.metric_library import metric_library

    known = metric_library().metrics.get(code)
    if known is not None and known.formula == formula:
        return known.quotient
    return Quotient.PERCENT if unit.strip().startswith("%") else None


def is_rounded(given: float, exact: float) -> bool:
    """Tell whether a number is another one, rounded to as many decimals as it is written with."""
    decimals = len(plain(given).partition(".")[2])
    return abs(given - exact) <= 0.5 * 10**-decimals * (1 + 1e-9)
