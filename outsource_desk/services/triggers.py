"""The signs of a plan: who looked when, which are raised, and which nobody has looked at for too long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.analysis.service_levels import status_of
from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.checks import checked_date, checked_number, checked_text
from outsource_desk.domain.contingency import Comparison, Scenario, Trigger, TriggerLevel
from outsource_desk.domain.contingency_errors import NothingSeenError
from outsource_desk.domain.days import days_after
from outsource_desk.domain.errors import NotFoundError, NotYetError
from outsource_desk.domain.formatting import day
from outsource_desk.domain.performance import Metric, MetricKind, Performance, Reading, Status
from outsource_desk.domain.protection import Protection
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.store.rows import has_row, insert_row
from outsource_desk.store.vetting import today

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

MISSES_IN_A_ROW = "misses in a row"
MISSES_IN_SIX_MONTHS = "misses in 6 months"
COUNTED = frozenset({MISSES_IN_A_ROW, MISSES_IN_SIX_MONTHS})
_SIX_MONTHS = 183  # days


@dataclass(frozen=True)
class Seen:
    """What is known of a sign at last.

    Attributes:
        on: the day (YYYY-MM-DD) of the check, or on which the reading ends.
        is_raised: the sign is there.
        value: in the trigger's measure, where there is one.
        words: what was seen, a whole sentence.
        is_read: it comes from readings of a metric, not from a check by a person.
    """

    on: str
    is_raised: bool
    value: float | None
    words: str
    is_read: bool = False


@dataclass(frozen=True)
class RaisedTrigger:
    """A sign that is there."""

    scenario: Scenario
    trigger: Trigger
    seen: Seen

    @property
    def asks_to_declare(self) -> bool:
        """Tell whether it asks to declare the scenario, not only to prepare."""
        return self.trigger.level is TriggerLevel.ACTIVATE


@dataclass(frozen=True)
class StaleTrigger:
    """A sign that nobody has looked at for too long."""

    scenario: Scenario
    trigger: Trigger
    last_on: str | None  # None: never


def check_trigger(
    desk: Desk,
    trigger_id: int,
    on: object,
    value: object = None,
    is_raised: bool | None = None,
    by: str = "",
    note: str = "",
) -> int:
    """Record that somebody looked at a sign, and return the id of the check.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        trigger_id: of the sign.
        on: the day, today or earlier.
        value: what was found, in the trigger's measure; whether the sign is raised follows from it where the trigger
            has a threshold.
        is_raised: whether it is there, where that does not follow.
        by: who looked.
        note: what else there is to say.

    Raises:
        NothingSeenError: there is neither a value to judge nor a statement.
        NotYetError: the day has not come.
        DeskError: another field is not allowed; the file is then unchanged.
    """
    from outsource_desk.store.records import load_row

    if not has_row(desk.connection, "scenario_trigger", trigger_id):
        raise NotFoundError("trigger", trigger_id)
    row = load_row(desk.connection, "scenario_trigger", trigger_id)
    checked_on = checked_date("Day of the check", on) or today()
    if checked_on > today():
        raise NotYetError(checked_on)
    found = None if value is None or value == "" else checked_number("Value", value)
    follows = _reaches(row["comparison"], row["threshold"], found)
    if follows is None and is_raised is None:
        raise NothingSeenError(row["wording"])
    raised = is_raised if follows is None else follows
    values = {"trigger_id": trigger_id, "checked_on": checked_on, "value": found, "is_raised": int(bool(raised))}
    values |= {"checked_by": checked_text("Checked by", by).strip(), "note": checked_text("Note", note).strip()}
    with desk.edit("Check trigger"):
        return insert_row(desk.db, "trigger_check", values)


def last_seen(protection: Protection, trigger: Trigger, speech: Speech = ENGLISH) -> Seen | None:
    """Return what is known of a sign at last: the later of a person's check and a metric's reading, else nothing."""
    check, read = (
        _checked(trigger, protection.as_of, speech),
        _read(protection.performance, trigger, protection.as_of, speech),
    )
    if check is None or read is None:
        return check or read
    return check if check.on >= read.on else read


def raised_triggers(evaluation: Evaluation, speech: Speech = ENGLISH) -> tuple[RaisedTrigger, ...]:
    """Return the signs that are there: those that ask to declare first, then the latest ones."""
    known = _seen(evaluation, speech)
    found = [RaisedTrigger(scenario, trigger, seen) for scenario, trigger, seen in known if seen and seen.is_raised]
    latest = sorted(found, key=lambda each: each.seen.on, reverse=True)
    return tuple(sorted(latest, key=lambda each: not each.asks_to_declare))


def stale_triggers(evaluation: Evaluation) -> tuple[StaleTrigger, ...]:
    """Return the signs that nobody, and no reading, has looked at within their days; those never looked at first."""
    protection = evaluation.protection
    if protection is None:
        return ()
    found = (
        StaleTrigger(scenario, trigger, seen.on if seen else None)
        for scenario, trigger, seen in _seen(evaluation)
        if seen is None or days_after(seen.on, trigger.check_days) < protection.as_of
    )
    return tuple(sorted(found, key=lambda each: each.last_on or ""))


def next_check(protection: Protection, trigger: Trigger) -> str | None:
    """Return the day (YYYY-MM-DD) by which a sign should be looked at; None = at once."""
    seen = last_seen(protection, trigger)
    return days_after(seen.on, trigger.check_days) if seen else None


def _seen(evaluation: Evaluation, speech: Speech = ENGLISH) -> Iterator[tuple[Scenario, Trigger, Seen | None]]:
    protection = evaluation.protection
    if protection is None:
        return
    for scenario in protection.contingency.scenarios:
        for trigger in scenario.triggers:
            yield scenario, trigger, last_seen(protection, trigger, speech)


def _reaches(comparison: str, threshold: float | None, value: float | None) -> bool | None:
    """Tell whether a value raises a sign; None where that does not follow."""
    if value is None or threshold is None:
        return None
    return value <= threshold if comparison == Comparison.AT_MOST else value >= threshold


def _checked(trigger: Trigger, as_of: str, speech: Speech) -> Seen | None:
    checks = (each for each in trigger.checks if each.checked_on <= as_of)
    check = max(checks, key=lambda each: (each.checked_on, each.id), default=None)
    if check is None:
        return None
    tr, on = speech.tr, speech.say(day(check.checked_on))
    words = tr("Checked on {day} by {name}.", day=on, name=check.checked_by)
    if not check.checked_by:
        words = tr("Checked on {day}.", day=on)
    if check.value is not None:
        found = f"{speech.tick(check.value)} {trigger.measure}".rstrip()
        words = f"{words} {tr('Found: {value}.', value=found)}"
    return Seen(check.checked_on, check.is_raised, check.value, words)


def _read(performance: Performance, trigger: Trigger, as_of: str, speech: Speech) -> Seen | None:
    """Return what readings say of a sign that watches a metric, or all critical service levels; else nothing."""
    metrics = [each for each in performance.metrics if each.id == trigger.metric_id]
    if trigger.measure in COUNTED:
        watched = metrics or [each for each in performance.metrics if each.kind is MetricKind.CSL]
        found = [seen for each in watched if (seen := _missed(each, trigger, as_of, speech)) is not None]
        return max(found, key=lambda each: (each.value or 0.0, each.on), default=None)
    return next((seen for each in metrics if (seen := _measured(each, trigger, as_of, speech)) is not None), None)


def _measured(metric: Metric, trigger: Trigger, as_of: str, speech: Speech) -> Seen | None:
    readings = _readings(metric, as_of)
    if not readings:
        return None
    reading = readings[-1]
    value = reading.actual
    assert value is not None
    raised = _reaches(trigger.comparison, trigger.threshold, value)
    if raised is None:  # nothing but what is agreed says when it is bad
        raised = _is_missed(metric, reading)
    found = f"{speech.tick(value)} {metric.unit}".rstrip()
    until = speech.say(day(reading.ends_on))
    words = speech.tr("“{metric}” up to {day}: {value}.", metric=metric.name, day=until, value=found)
    return Seen(reading.ends_on, raised, value, words, is_read=True)


def _missed(metric: Metric, trigger: Trigger, as_of: str, speech: Speech) -> Seen | None:
    readings = _readings(metric, as_of)
    if not readings or trigger.threshold is None:
        return None
    last, row = readings[-1].ends_on, 0
    said = {"metric": metric.name, "day": speech.say(day(last))}
    if trigger.measure == MISSES_IN_A_ROW:
        for each in readings:
            row = row + 1 if _is_missed(metric, each) else 0
        words = speech.tr("“{metric}”, misses in a row up to {day}: {count}.", count=row, **said)
    else:
        begin = days_after(last, -_SIX_MONTHS)
        row = sum(_is_missed(metric, each) for each in readings if each.ends_on > begin)
        words = speech.tr("“{metric}”, misses in 6 months up to {day}: {count}.", count=row, **said)
    return Seen(last, bool(_reaches(trigger.comparison, trigger.threshold, row)), row, words, is_read=True)


def _readings(metric: Metric, as_of: str) -> list[Reading]:
    """Return what was measured up to a day, oldest first."""
    found = (each for each in metric.readings if each.actual is not None and each.ends_on <= as_of)
    return sorted(found, key=lambda each: each.starts_on)


def _is_missed(metric: Metric, reading: Reading) -> bool:
    return status_of(reading.actual, metric.target, metric.minimum, metric.direction) is Status.RED
