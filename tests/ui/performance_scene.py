"""A small file whose service levels have been measured for half a year: two of three critical ones missed last."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from outsource_desk.services.candidates import add_candidate, add_in_house
from outsource_desk.services.criteria import add_criterion
from outsource_desk.services.desk import Desk
from outsource_desk.services.initiatives import add_goal, add_initiative
from outsource_desk.services.metrics import take_metrics
from outsource_desk.services.records import add_record
from outsource_desk.services.scoring import add_evaluator, record_score
from outsource_desk.services.starting import start_file
from outsource_desk.services.vendors import add_vendor

READINGS = {
    "K01": (99.95, 99.93, 99.91, 99.6, 99.4, 99.3),
    "K02": (3.5, 3.8, 4.0, 4.2, 3.9, 8.5),
    "K09": (88, 87, 88, 86, 85, 86),
    "K15": (12, 12, 13, 14, 16, 18),
}


def month_back(months: int) -> date:
    """Return the first day of a month before this one."""
    today = datetime.now(UTC).date()
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, 1)


def decide(desk: Desk) -> int:
    """Fill a file with a decision that Alder leads, and return the initiative."""
    initiative = add_initiative(desk, "Service desk", outsourcing_type="ITO", currency="EUR")
    for kind, statement in (
        ("quality", "Fewer outages"),
        ("customer", "Users who like to call"),
        ("cost", "Save 15 %"),
    ):
        add_goal(desk, initiative, kind=kind, statement=statement)
    leaf = add_criterion(desk, initiative, "Quality", weight=100)
    panel = add_evaluator(desk, initiative, "IT office")
    add_in_house(desk, initiative)
    for name, points in (("Alder", 5), ("Birch", 3)):
        candidate = add_candidate(desk, initiative, add_vendor(desk, name))
        record_score(desk, candidate, leaf, panel, points)
    return initiative


def measure(desk: Desk, initiative: int) -> dict[str, int]:
    """Take metrics and half a year of readings, and return code → metric."""
    ids = dict(zip(READINGS, take_metrics(desk, initiative, READINGS), strict=True))
    for code, actuals in READINGS.items():
        for back, actual in zip(range(len(actuals), 0, -1), actuals, strict=True):
            starts_on = month_back(back).isoformat()
            add_record(desk, "metric_reading", ids[code], starts_on=starts_on, actual=actual)
    return ids


def write_performance(path: Path, *, is_begun: bool = True, has_contract: bool = True) -> Path:
    """Write a file whose service levels have been measured, unless told otherwise."""
    with start_file(path) as desk, desk.edit("Build"):
        initiative = decide(desk)
        if is_begun:
            measure(desk, initiative)
        if has_contract:
            alder = next(each.id for each in _candidates(desk, initiative) if each.name == "Alder")
            add_record(desk, "contract", alder, monthly_charge=250_000, at_risk=12, pool=200)
    return path


def _candidates(desk: Desk, initiative: int):
    from outsource_desk.services.ranking import load_evaluation

    return load_evaluation(desk, initiative).candidates
