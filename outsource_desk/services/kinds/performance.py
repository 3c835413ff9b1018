"""The records of performance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.checks import AMOUNT_LIMIT, checked_name
from outsource_desk.domain.errors import EmptyNameError
from outsource_desk.domain.performance import CreditState, Direction, MetricKind, Period, Reporter
from outsource_desk.domain.performance_errors import TwoClaimsError
from outsource_desk.domain.periods import month_of
from outsource_desk.services.kinds.kind import (
    Check,
    Labels,
    RecordKind,
    Values,
    amount,
    choice,
    day,
    flag,
    lines,
    money,
    name,
    past_day,
    reference,
    text,
)
from outsource_desk.services.reading_fields import whole_reading
from outsource_desk.services.records import refuse_foreign
from outsource_desk.store.rows import find_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


def _either_sign(what: str) -> Check:
    return amount(what, -AMOUNT_LIMIT, AMOUNT_LIMIT)


def _whole_metric(_row: Values, values: Values) -> Values:
    return values if values.get("allocation", 0.0) is not None else {**values, "allocation": 0.0}


def _our_goal(desk: Desk, initiative_id: int, _row: Values, values: Values) -> Values:
    refuse_foreign(desk, "goal", values.get("goal_id"), initiative_id)
    return values


def _whole_claim(desk: Desk, initiative_id: int, row: Values, values: Values) -> Values:
    if values.get("amount", row.get("amount")) is None:
        raise EmptyNameError("Amount")
    if "month" in values:
        values = {**values, "month": month_of(values["month"])}
        key = {"initiative_id": initiative_id, "month": values["month"]}
        found = find_row(desk.connection, "credit_claim", key, ["month"])
        if found is not None and found[0] != row.get("id"):
            raise TwoClaimsError(values["month"])
    return values


KINDS: dict[str, RecordKind] = {
    "metric": RecordKind(
        "initiative",
        Labels("Add metric", "Change metric", "Delete metric", "metric"),
        {
            "name": name("Metric"),
            "code": lambda value: checked_name("Code", value, 20) if value else "",
            "kind": choice("Kind", MetricKind),
            "goal_id": reference("Goal"),
            "formula": text("Formula"),
            "unit": text("Unit"),
            "direction": choice("Direction", Direction),
            "baseline": _either_sign("Today"),
            "target": _either_sign("Target"),
            "minimum": _either_sign("Minimum"),
            "period": choice("Period", Period),
            "source": text("Source"),
            "exclusions": lines("Exclusions"),
            "owner": text("Owner"),
            "provider_owner": text("Owner at the provider"),
            "gaming": text("How it could be made to look well"),
            "guard": text("What keeps it honest"),
            "allocation": amount("Share of the amount at risk", 0, 300),
            "is_provider_measured": flag,
            "is_recalculated": flag,
        },
        {"name": "Metric"},
        complete=_whole_metric,
        prepare=_our_goal,
    ),
    "metric_reading": RecordKind(
        "metric",
        Labels("Record reading", "Change reading", "Delete reading", "reading"),
        {
            "starts_on": past_day("Period"),
            "ends_on": day("End of the period"),
            "numerator": _either_sign("Numerator"),
            "denominator": _either_sign("Denominator"),
            "actual": _either_sign("Actual"),
            "reported_by": choice("Reported by", Reporter),
            "is_verified": flag,
            "note": text("Note"),
        },
        {"starts_on": "Period"},
        prepare=whole_reading,
    ),
    "credit_claim": RecordKind(
        "initiative",
        Labels("Add service credit", "Change service credit", "Delete service credit", "service credit"),
        {
            "month": day("Month"),
            "amount": money,
            "state": choice("State", CreditState),
            "note": text("Note"),
        },
        {"month": "Month"},
        {"amount": "Amount"},
        prepare=_whole_claim,
    ),
}
