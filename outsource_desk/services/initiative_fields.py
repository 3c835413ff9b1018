"""What the fields of an initiative and of its goals may be, and what else follows when one changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from outsource_desk.domain.checks import (
    checked_amount,
    checked_choice,
    checked_date,
    checked_name,
    checked_number,
    checked_text,
)
from outsource_desk.domain.codes import (
    checked_country,
    checked_currency,
    checked_days,
    checked_hour,
    checked_shift,
    checked_time_zone,
    ordered_shift,
)
from outsource_desk.domain.errors import DeskError, NotAWholeNumberError, ReversedDatesError
from outsource_desk.domain.initiative import GoalKind, Initiative, OutsourcingType, Weighting
from outsource_desk.domain.paper import PaperSize
from outsource_desk.services.dossier_money import in_minor_units

Check = Callable[[object], object]
LONGEST_HOURS = 100_000.0  # eleven years
LONGEST_MONTHS = 600.0


class LateRecoveryError(DeskError):
    """A recovery would take longer than the business can wait."""

    remedy = "Shorten the time to recover, or lengthen the tolerable disruption."

    def __init__(self, recovery: float, disruption: float) -> None:
        super().__init__(
            f"A recovery in {recovery:g} hours would come after the longest tolerable disruption, {disruption:g} hours."
        )


def _term(value: object) -> int | None:
    if value is None:
        return None
    months = checked_number("Term in months", value, 1, 180)
    if months != int(months):
        raise NotAWholeNumberError("Term in months", months)
    return int(months)


def _paper_size(value: object) -> PaperSize:
    sizes = {size.casefold(): size for size in PaperSize}
    return checked_choice("Paper size", sizes.get(str(value).strip().casefold(), value), PaperSize)


def _up_to(what: str, most: float) -> Check:
    return lambda value: None if value is None else checked_number(what, value, 0, most)


INITIATIVE_FIELDS: dict[str, Check] = {
    "name": partial(checked_name, "The initiative"),
    "outsourcing_type": lambda value: checked_choice("Type", value, OutsourcingType) if value else None,
    "organisation": partial(checked_text, "Organisation"),
    "question": partial(checked_text, "The question to the board"),
    "aim": partial(checked_text, "Aim"),
    "function_name": partial(checked_text, "Function"),
    "scope": partial(checked_text, "Scope"),
    "term_months": _term,
    "currency": checked_currency,
    "owner": partial(checked_text, "Owner"),
    "start_date": partial(checked_date, "Start date"),
    "decision_date": partial(checked_date, "Decision date"),
    "classification": partial(checked_text, "Classification"),
    "weighting": lambda value: checked_choice("Weighting", value, Weighting),
    "paper_size": _paper_size,
    "country": checked_country,
    "time_zone": checked_time_zone,
    "work_start": partial(checked_hour, "Begin of work"),
    "work_end": lambda value: checked_hour("End of work", value, 48),
    "work_days": checked_days,
    "overlap_hours": _up_to("Hours of overlap", 24),
    "yearly_value": lambda value: value,  # checked with its currency
    "exit_months": _up_to("Months to leave", LONGEST_MONTHS),
    "mtpd_hours": _up_to("Longest tolerable disruption in hours", LONGEST_HOURS),
    "rto_hours": _up_to("Time to recover in hours", LONGEST_HOURS),
    "rpo_hours": _up_to("Loss of data in hours", LONGEST_HOURS),
}

GOAL_FIELDS: dict[str, Check] = {
    "kind": lambda value: checked_choice("Kind of goal", value, GoalKind),
    "statement": partial(checked_name, "The goal", limit=2000),
    "measure": partial(checked_text, "Measure"),
    "unit": partial(checked_text, "Unit"),
    "baseline": partial(checked_amount, "Baseline"),
    "target": partial(checked_amount, "Target"),
    "target_date": partial(checked_date, "Target date"),
    "owner": partial(checked_text, "Owner"),
}


def spread_hours(fields: Mapping[str, object]) -> dict[str, object]:
    """Return fields by column: hours of work such as “9:00–17:30” become begin and end.

    Raises:
        BadHoursError: they cannot be read.
    """
    if "hours" not in fields:
        return dict(fields)
    start, end = checked_shift("" if fields["hours"] is None else fields["hours"])
    return {**{name: value for name, value in fields.items() if name != "hours"}, "work_start": start, "work_end": end}


def with_what_follows(values: Mapping[str, Any], initiative: Initiative | None = None) -> dict[str, Any]:
    """Return values to write, checked against the rest of the initiative.

    Args:
        values: each checked by itself; the yearly value in the main unit of the currency.
        initiative: as it is now; None for a new one.

    Raises:
        ReversedDatesError: it would start before it is decided.
        LateRecoveryError: a recovery would take longer than the business can wait.
        DeskError: the yearly value has no currency or is no amount.
    """
    row = _row(initiative)
    will_be = {**row, **values}
    done = dict(values)
    if values.keys() & {"decision_date", "start_date"}:
        _refuse_reversed(will_be["decision_date"], will_be["start_date"])
    if values.keys() & {"rto_hours", "mtpd_hours"}:
        _refuse_late_recovery(will_be["rto_hours"], will_be["mtpd_hours"])
    if values.keys() & {"yearly_value", "currency"}:
        done = in_minor_units({"yearly_value": "Yearly value"}, row, done, ("yearly_value",))
    if values.keys() & {"work_start", "work_end"}:
        _, done["work_end"] = ordered_shift(will_be["work_start"], will_be["work_end"])
    return done


def _refuse_reversed(decision: str | None, start: str | None) -> None:
    if decision and start and start < decision:
        raise ReversedDatesError(decision, start)


def _refuse_late_recovery(recovery: float | None, disruption: float | None) -> None:
    if recovery is not None and disruption is not None and recovery > disruption:
        raise LateRecoveryError(recovery, disruption)


def _row(initiative: Initiative | None) -> dict[str, Any]:
    names = ("decision_date", "start_date", "rto_hours", "mtpd_hours", "yearly_value", "currency")
    if initiative is None:
        return {**dict.fromkeys(names), "currency": "", "work_start": None, "work_end": None}
    hours = {"work_start": initiative.hours.start, "work_end": initiative.hours.end}
    return {**{name: getattr(initiative, name) for name in names}, **hours}
