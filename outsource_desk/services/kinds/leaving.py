"""The records of the exit plan."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_number, checked_text
from outsource_desk.domain.dossier_errors import WrongOrderError
from outsource_desk.domain.leaving import (
    ExitPhase,
    ItemState,
    Payer,
    Reintegration,
    ReturnKind,
    ReturnState,
    Stream,
    Substitutability,
)
from outsource_desk.domain.leaving_errors import BadDueError, CostOrderError, ExitPlanExistsError, WaiverMissingError
from outsource_desk.services.kinds.kind import (
    Labels,
    RecordKind,
    Values,
    amount,
    choice,
    day,
    flag,
    money,
    name,
    open_choice,
    past_day,
    share,
    text,
)
from outsource_desk.store.rows import find_row
from outsource_desk.store.vetting import today

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

MOST_DAYS = 36_500.0
MOST_GB = 1e12
_DUE = re.compile(r"contract|yearly|T|T[+-][1-9][0-9]{0,3}")
_FIGURES = {"low": "low", "expected": "expected", "high": "high"}


def checked_due(value: object) -> str:
    """Return when an item is due: ``contract``, ``yearly``, or days around the end of service such as ``T-180``.

    Raises:
        BadDueError: it is neither.
    """
    due = checked_text("When an item is due", value).strip().replace("−", "-")
    due = due if due in ("contract", "yearly") else due.upper().replace(" ", "")
    if not _DUE.fullmatch(due):
        raise BadDueError(value)
    return due


def _said(will_be: Values, column: str) -> bool:
    return bool(will_be.get(column, "").strip())


def _whole_plan(desk: Desk, initiative_id: int, row: Values, values: Values) -> Values:
    will_be = {**row, **values}
    if not row and find_row(desk.connection, "exit_plan", {"initiative_id": initiative_id}, ["id"]) is not None:
        raise ExitPlanExistsError
    begins, ends = will_be.get("started_on"), will_be.get("ends_on")
    if begins and ends and begins > ends:
        raise WrongOrderError("The exit", begins, "the end of service", ends)
    return values


def _whole_item(_desk: Desk, _initiative_id: int, row: Values, values: Values) -> Values:
    """Set aside what is mandatory, or call it optional, only for a reason, and waive it by name.

    What is done gets the day on which that was said.
    """
    will_be = {**row, **values}
    state = will_be.get("state", ItemState.OPEN)
    if state == ItemState.WAIVED and not (_said(will_be, "waived_by") and _said(will_be, "reason")):
        raise WaiverMissingError(will_be["wording"])
    if state == ItemState.NOT_APPLICABLE and will_be.get("is_mandatory") and not _said(will_be, "reason"):
        raise WaiverMissingError(will_be["wording"])
    if row.get("is_mandatory") and not will_be.get("is_mandatory") and not _said(will_be, "reason"):
        raise WaiverMissingError(will_be["wording"])
    if "state" in values and "done_on" not in values:
        if state == ItemState.DONE:
            values = {**values, "done_on": today()}  # said again, a yearly item counts from today
        elif will_be.get("done_on"):
            values = {**values, "done_on": None}
    return values


def _whole_cost(_desk: Desk, _initiative_id: int, row: Values, values: Values) -> Values:
    will_be = {**row, **values}
    given = [(what, will_be[column]) for column, what in _FIGURES.items() if will_be.get(column) is not None]
    for (lower, less), (higher, more) in pairwise(given):
        if less > more:
            raise CostOrderError(will_be["wording"], lower, higher)
    return values


_PLAN = RecordKind(
    "initiative",
    Labels("Begin exit plan", "Change exit plan", "Delete exit plan", "exit plan"),
    {
        "owner": text("The owner of the exit"),
        "provider_owner": text("The provider's owner of the exit"),
        "reason": text("The reason for leaving"),
        "started_on": day("The begin of the exit"),
        "ends_on": day("The end of service"),
        "reintegration": open_choice("How hard it is to bring it back", Reintegration),
        "substitutability": open_choice("How hard it is to replace", Substitutability),
        "data_gb": amount("Data to move", 0.0, MOST_GB),
        "transition_days": amount("The time of the transition in", 0.0, MOST_DAYS),
        "tolerance_days": amount("How long we can bear to be leaving", 0.0, MOST_DAYS),
        "stress_factor": lambda value: checked_number("The stress factor", value, 1.0, 10.0),
        "failure_probability": share("The probability of failure"),
        "cost_to_failure": money,
        "plan_b_cost": money,
    },
    money={"cost_to_failure": "The cost until failure", "plan_b_cost": "The cost of plan B"},
    prepare=_whole_plan,
)
_ITEM = RecordKind(
    "initiative",
    Labels("Add exit item", "Change exit item", "Delete exit item", "exit item"),
    {
        "code": text("The code"),
        "phase": choice("The phase", ExitPhase),
        "stream": choice("The stream of work", Stream),
        "due": checked_due,
        "is_mandatory": flag,
        "wording": name("The item"),
        "role": text("The role"),
        "owner": text("The owner"),
        "wanted": text("The proof that is wanted"),
        "refs": text("The references"),
        "state": choice("The state", ItemState),
        "done_on": past_day("The day it was done"),
        "proof": text("The proof"),
        "waived_by": text("Who waives it"),
        "reason": text("The reason"),
    },
    {"wording": "The item", "phase": "The phase", "stream": "The stream of work"},
    prepare=_whole_item,
)
_RETURN = RecordKind(
    "initiative",
    Labels("Add return", "Change return", "Delete return", "return"),
    {
        "kind": choice("The kind of return", ReturnKind),
        "wording": name("What must come back"),
        "holder": text("The holder"),
        "form": text("The form"),
        "owner": text("The owner"),
        "proof": text("The proof"),
        "days": amount("The days until it is back", 0.0, MOST_DAYS),
        "state": choice("The state", ReturnState),
        "note": text("The note"),
    },
    {"wording": "What must come back", "kind": "The kind of return"},
)
_COST = RecordKind(
    "initiative",
    Labels("Add exit cost", "Change exit cost", "Delete exit cost", "exit cost"),
    {
        "wording": name("The exit cost"),
        "low": money,
        "expected": money,
        "high": money,
        "payer": choice("Who pays", Payer),
        "note": text("The note"),
    },
    {"wording": "The exit cost"},
    money={"low": "The low figure", "expected": "The expected figure", "high": "The high figure"},
    prepare=_whole_cost,
)
_TASK = RecordKind(
    "initiative",
    Labels("Add exit task", "Change exit task", "Delete exit task", "exit task"),
    {
        "code": text("The code"),
        "wording": name("The task"),
        "stream": open_choice("The stream of work", Stream),
        "role": text("The role"),
        "owner": text("The owner"),
        "days": amount("The days of the task", 0.0, MOST_DAYS),
        "stressed_days": amount("The days of the task in an unplanned exit", 0.0, MOST_DAYS),
        "needs_vendor": flag,
        "proof": text("The proof"),
        "done_on": past_day("The day it was done"),
    },
    {"wording": "The task"},
)

KINDS: dict[str, RecordKind] = {
    "exit_plan": _PLAN,
    "exit_item": _ITEM,
    "exit_return": _RETURN,
    "exit_cost": _COST,
    "exit_task": _TASK,
}
