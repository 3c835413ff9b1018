"""Keep the exit plan: begin it, settle its items or set them aside, and say which task comes after which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from outsource_desk.analysis.network import LoopError, longest_path
from outsource_desk.domain.checks import NAME_LIMIT, checked_text
from outsource_desk.domain.errors import NotFoundError
from outsource_desk.domain.leaving import ExitItem, ExitPhase, ItemState
from outsource_desk.domain.leaving_errors import ExitPlanExistsError, TaskLoopError
from outsource_desk.services.exit_library import ExitLibrary, exit_library
from outsource_desk.services.readiness_facts import is_settled
from outsource_desk.services.records import refuse_foreign, update_record
from outsource_desk.services.replies import checked_words
from outsource_desk.services.wording import shortened
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.protection import load_exit_plan
from outsource_desk.store.records import initiative_of, load_row
from outsource_desk.store.rows import delete_rows, find_row, has_row, insert_row, insert_rows, update_row

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.services.desk import Desk

PREPARED = (ExitPhase.DESIGN, ExitPhase.MAINTAIN)  # what must be there before anybody thinks of leaving


@dataclass(frozen=True)
class ItemNow:
    """An item of the checklist on the day on which it is judged."""

    item: ExitItem
    is_settled: bool  # nothing is to be done now
    is_expired: bool  # it was done, but longer ago than it counts
    due_on: str | None  # YYYY-MM-DD; None where that day is not known yet

    @property
    def state(self) -> ItemState:
        """Return the state that counts: what has expired is open again."""
        return ItemState.OPEN if self.is_expired else self.item.state


@dataclass(frozen=True)
class ItemProgress:
    """How far the checklist is.

    Attributes:
        items: all, in order.
        current: mandatory items of design and maintenance that ask for nothing now.
        mandatory: all of these.
        expired: yearly items that were done and are open again.
    """

    items: tuple[ItemNow, ...]
    current: int
    mandatory: int
    expired: int

    def of(self, phase: ExitPhase) -> tuple[ItemNow, ...]:
        """Return the items of one phase."""
        return tuple(each for each in self.items if each.item.phase is phase)


def start_exit_plan(desk: Desk, initiative_id: int, owner: str = "") -> int:
    """Begin an exit plan with the standard checklist and runbook, and return its id.

    Undoable. Saved when this returns. All durations are the library's, to be confirmed.

    Raises:
        ExitPlanExistsError: there is one already.
        DeskError: there is no such initiative; the file is unchanged in each case.
    """
    load_initiative(desk.connection, initiative_id)
    if find_row(desk.connection, "exit_plan", {"initiative_id": initiative_id}, ["id"]) is not None:
        raise ExitPlanExistsError
    library, name = exit_library(), checked_text("The owner of the exit", owner).strip()
    with desk.edit("Begin exit plan"):
        plan_id = insert_row(desk.db, "exit_plan", {"initiative_id": initiative_id, "owner": name})
        insert_rows(desk.db, "exit_item", [_item_row(initiative_id, *each) for each in enumerate(library.items, 1)])
        _write_tasks(desk, initiative_id, library)
    return plan_id


def take_returns(desk: Desk, initiative_id: int) -> int:
    """Add what usually must come back, move or end, where it is not listed yet, and return how many were added.

    Undoable. Saved when this returns.

    Raises:
        DeskError: there is no such initiative.
    """
    load_initiative(desk.connection, initiative_id)
    known = {each.wording for each in load_exit_plan(desk.connection, initiative_id).returns}
    new = [each for each in exit_library().returns if each.wording not in known]
    rows = [
        {"initiative_id": initiative_id, "kind": each.kind, "wording": each.wording, "form": each.form} for each in new
    ]
    with desk.edit("Add usual returns"):
        insert_rows(desk.db, "exit_return", rows)
    return len(rows)


def take_costs(desk: Desk, initiative_id: int) -> int:
    """Add what leaving usually costs, without amounts, where it is not listed yet, and return how many were added.

    Undoable. Saved when this returns.

    Raises:
        DeskError: there is no such initiative.
    """
    load_initiative(desk.connection, initiative_id)
    known = {each.wording for each in load_exit_plan(desk.connection, initiative_id).costs}
    new = [each for each in exit_library().costs if each.wording not in known]
    rows = [{"initiative_id": initiative_id, "wording": each.wording, "payer": each.payer} for each in new]
    with desk.edit("Add usual exit costs"):
        insert_rows(desk.db, "exit_cost", rows)
    return len(rows)


def set_task_needs(desk: Desk, task_id: int, needs_ids: Iterable[int]) -> None:
    """Say which tasks of the runbook must be done before a task begins.

    Undoable. Saved when this returns.

    Raises:
        TaskLoopError: tasks would wait for each other; the message names them.
        NotFoundError: a task is not there, or belongs to another initiative.
    """
    if not has_row(desk.connection, "exit_task", task_id):
        raise NotFoundError("exit task", task_id)
    initiative_id = initiative_of(desk.connection, "exit_task", task_id)
    wanted = tuple(dict.fromkeys(needs_ids))
    for each in wanted:
        refuse_foreign(desk, "exit_task", each, initiative_id)
    tasks = load_exit_plan(desk.connection, initiative_id).tasks
    wordings = {each.id: each.wording for each in tasks}
    needs = {each.id: wanted if each.id == task_id else each.needs for each in tasks}
    try:
        longest_path(dict.fromkeys(wordings, 0.0), needs)
    except LoopError as error:
        raise TaskLoopError([wordings[each] for each in (*error.ids, error.ids[0])]) from error
    with desk.edit("Change order of exit tasks", merge_key=("exit_task", task_id, "needs")):
        delete_rows(desk.db, "exit_dependency", {"task_id": task_id})
        insert_rows(desk.db, "exit_dependency", [{"task_id": task_id, "needs_id": each} for each in wanted])


def waive_item(desk: Desk, item_id: int, by: str, reason: str) -> None:
    """Set an item of the checklist aside, by name and for a reason.

    Undoable. Saved when this returns.

    Raises:
        DeskError: name or reason is missing, or there is no such item; the file is then unchanged.
    """
    _set_aside(desk, item_id, ItemState.WAIVED, "Waive exit item", by, reason)


def leave_out_item(desk: Desk, item_id: int, by: str, reason: str) -> None:
    """Say that an item of the checklist does not apply, by name and for a reason.

    Undoable. Saved when this returns.

    Raises:
        DeskError: name or reason is missing, or there is no such item; the file is then unchanged.
    """
    _set_aside(desk, item_id, ItemState.NOT_APPLICABLE, "Leave exit item out", by, reason)


def set_item_state(desk: Desk, item_id: int, state: str) -> None:
    """Say how far an item has come; what is done gets today's date, and a yearly item counts from then.

    Undoable. Saved when this returns.

    Raises:
        WaiverMissingError: a mandatory item would be set aside without name and reason.
        DeskError: there is no such item or state.
    """
    update_record(desk, "exit_item", item_id, "state", state)


def item_progress(evaluation: Evaluation) -> ItemProgress:
    """Return how far the checklist is on the day on which dates are judged; yearly items expire after a year."""
    protection = evaluation.protection
    if protection is None:
        return ItemProgress((), 0, 0, 0)
    plan, as_of = protection.leaving, protection.as_of
    ends_on = plan.facts.ends_on if plan.facts else None
    items = tuple(_item_now(each, as_of, evaluation.initiative.start_date, ends_on) for each in plan.items)
    prepared = [each for each in items if each.item.is_mandatory and each.item.phase in PREPARED]
    return ItemProgress(
        items,
        current=sum(each.is_settled for each in prepared),
        mandatory=len(prepared),
        expired=sum(each.is_expired for each in items),
    )


def _item_now(item: ExitItem, as_of: str, start: str | None, ends_on: str | None) -> ItemNow:
    settled = is_settled(item, as_of)
    return ItemNow(item, settled, not settled and item.state is ItemState.DONE, item.due_on(start, ends_on))


def _set_aside(desk: Desk, item_id: int, state: ItemState, label: str, by: str, reason: str) -> None:
    if not has_row(desk.connection, "exit_item", item_id):
        raise NotFoundError("exit item", item_id)
    wording = load_row(desk.connection, "exit_item", item_id)["wording"]
    values = {
        "waived_by": checked_words("The name of who sets the item aside", by, NAME_LIMIT),
        "reason": checked_words("The reason", reason),
    }
    with desk.edit(f"{label} “{shortened(wording)}”"):
        update_row(desk.db, "exit_item", item_id, {"state": state, "done_on": None, **values})


def _item_row(initiative_id: int, position: int, item: ExitItem) -> dict[str, Any]:
    return {
        "initiative_id": initiative_id,
        "position": position,
        "code": item.code,
        "phase": item.phase,
        "stream": item.stream,
        "due": item.due,
        "is_mandatory": int(item.is_mandatory),
        "wording": item.wording,
        "role": item.role,
        "wanted": item.wanted,
        "refs": item.refs,
    }


def _write_tasks(desk: Desk, initiative_id: int, library: ExitLibrary) -> None:
    ids: dict[str, int] = {}
    for position, task in enumerate(library.tasks, 1):
        ids[task.code] = insert_row(
            desk.db,
            "exit_task",
            {
                "initiative_id": initiative_id,
                "position": position,
                "code": task.code,
                "wording": task.wording,
                "stream": task.stream,
                "role": task.role,
                "days": task.days,
                "stressed_days": task.stressed_days,
                "needs_vendor": int(task.needs_vendor),
                "proof": task.proof,
            },
        )
    pairs = [(ids[task.code], ids[code]) for task in library.tasks for code in task.needs]
    insert_rows(desk.db, "exit_dependency", [{"task_id": task, "needs_id": first} for task, first in pairs])
