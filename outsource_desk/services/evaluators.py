"""Who scores what, who has an interest in the outcome, and when scores are handed in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import TEXT_LIMIT, checked_choice, checked_date, checked_name, checked_text
from outsource_desk.domain.errors import DeskError, NotFoundError, OtherInitiativeError
from outsource_desk.domain.panel import Conflict, Nature, Ruling
from outsource_desk.domain.score import Evaluator
from outsource_desk.services.panel_rules import AlreadyHandedInError, evaluator_of
from outsource_desk.services.wording import shortened
from outsource_desk.store.criteria import initiative_of
from outsource_desk.store.initiatives import load_initiative, load_initiatives
from outsource_desk.store.panel import load_conflicts
from outsource_desk.store.rows import delete_row, delete_rows, insert_row, insert_rows, update_row
from outsource_desk.store.vendors import load_candidate

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

Task = tuple[int | None, int | None]  # criterion id of a group or leaf, candidate id; None = all


class NotHandedInError(DeskError):
    """Scores were to be opened again that were never handed in."""

    remedy = "Nothing needs to be done: they can be changed as they are."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” has not handed in any scores.")


class StillDeclaredError(DeskError):
    """Somebody was to have nothing to declare who has declared something."""

    remedy = "Withdraw the declared interest first, if it was a mistake."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” has declared an interest already.")


class OwnRulingError(DeskError):
    """Somebody was to rule on their own interest."""

    remedy = "Let somebody else rule, such as whoever leads the procurement."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” cannot rule on an interest of their own.")


class NothingToRuleOnError(DeskError):
    """A ruling was to be given where nothing was declared."""

    remedy = "Rule on a declared interest."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” declared that there is nothing; no ruling is needed.")


def assign(desk: Desk, evaluator_id: int, tasks: Iterable[Task]) -> None:
    """Say what an evaluator is to score, in place of what was said before.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        evaluator_id: who scores.
        tasks: criterion (a group means all of its parts) and candidate, None for all of either; no task at all, or
            one for everything, means that everything is to be scored.

    Raises:
        DeskError: an id is unknown or of another initiative; nothing is then changed.
    """
    evaluator = evaluator_of(desk, evaluator_id)
    wanted = list(dict.fromkeys(tasks))
    if (None, None) in wanted:
        wanted = []
    for criterion_id, candidate_id in wanted:
        _check_criterion(desk, evaluator, criterion_id)
        _check_candidate(desk, evaluator, candidate_id)
    with desk.edit("Assign evaluator"):
        delete_rows(desk.db, "assignment", {"evaluator_id": evaluator_id})
        insert_rows(
            desk.db,
            "assignment",
            [
                {"evaluator_id": evaluator_id, "criterion_id": criterion_id, "candidate_id": candidate_id}
                for criterion_id, candidate_id in wanted
            ],
        )


def declare_interest(
    desk: Desk,
    evaluator_id: int,
    nature: str,
    *,
    candidate_id: int | None = None,
    note: str = "",
    declared_on: str | None = None,
) -> int:
    """Enter what ties an evaluator to a candidate, or that nothing does, and return its id.

    Undoable. Saved when this returns. Until somebody rules on it, the evaluator cannot score that candidate.

    Args:
        desk: the open file.
        evaluator_id: who declares.
        nature: a value of `Nature`; "none" declares that there is nothing.
        candidate_id: whom it concerns; None = all of them.
        note: what it is; needed unless there is nothing.
        declared_on: YYYY-MM-DD; None = today.

    Raises:
        StillDeclaredError: there is nothing to declare, but something was declared.
        DeskError: a value is not allowed, or an id unknown or of another initiative.
    """
    evaluator = evaluator_of(desk, evaluator_id)
    kind = checked_choice("The interest", nature, Nature)
    day = checked_date("The day of the declaration", declared_on) or datetime.now().astimezone().date().isoformat()
    if kind is Nature.NONE:
        candidate_id = None
        text = checked_text("The note", note)
        if any(each.nature is not Nature.NONE for each in declared_by(desk, evaluator)):
            raise StillDeclaredError(evaluator.name)
    else:
        _check_candidate(desk, evaluator, candidate_id)
        text = checked_name("The declared interest", note, limit=TEXT_LIMIT)
    with desk.edit("Declare nothing" if kind is Nature.NONE else "Declare an interest"):
        values = {
            "evaluator_id": evaluator_id,
            "candidate_id": candidate_id,
            "nature": kind.value,
            "declared_on": day,
            "note": text,
        }
        return insert_row(desk.db, "conflict", values)


def rule_on_interest(desk: Desk, conflict_id: int, ruling: str, *, ruled_by: str, reason: str) -> None:
    """Decide about a declared interest, in the name of somebody and with a reason.

    Undoable. Saved when this returns. Scores of a recused evaluator stay in the file but do not count.

    Args:
        desk: the open file.
        conflict_id: the declared interest.
        ruling: a value of `Ruling`.
        ruled_by: who decided; not the evaluator.
        reason: why, and under which safeguard; both are required unless it is opened again.

    Raises:
        OwnRulingError: the evaluator was to rule.
        DeskError: a value is missing or not allowed, or there is no such interest.
    """
    evaluator, conflict = _declared(desk, conflict_id)
    decided = checked_choice("The ruling", ruling, Ruling)
    if conflict.nature is Nature.NONE:
        raise NothingToRuleOnError(evaluator.name)
    values: dict[str, object] = {"ruling": decided.value, "ruled_by": "", "reason": ""}
    if decided is not Ruling.OPEN:
        values["ruled_by"] = name = checked_name("Who rules", ruled_by)
        values["reason"] = checked_name("The reason for the ruling", reason, limit=TEXT_LIMIT)
        if name.casefold() == evaluator.name.casefold():
            raise OwnRulingError(evaluator.name)
    with desk.edit("Rule on an interest"):
        update_row(desk.db, "conflict", conflict_id, values)


def withdraw_declaration(desk: Desk, conflict_id: int) -> None:
    """Take a declaration back, as when it was entered by mistake; the history keeps it.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such declaration.
    """
    _declared(desk, conflict_id)
    with desk.edit("Withdraw declaration"):
        delete_row(desk.db, "conflict", conflict_id)


def submit_scores(desk: Desk, evaluator_id: int) -> None:
    """Hand in an evaluator's scores: from now on they are locked, and seen by the others.

    Undoable. Saved when this returns. Cells that are open stay open.

    Raises:
        AlreadyHandedInError: they were handed in before.
        NotFoundError: there is no such evaluator.
    """
    evaluator = evaluator_of(desk, evaluator_id)
    if evaluator.submitted_at is not None:
        raise AlreadyHandedInError(evaluator.name)
    with desk.edit(f"Hand in the scores of “{shortened(evaluator.name)}”"):
        update_row(desk.db, "evaluator", evaluator_id, {"submitted_at": _now()})


def reopen_scores(desk: Desk, evaluator_id: int, reason: str) -> None:
    """Let an evaluator change scores that were handed in; the history tells the reason.

    Undoable. Saved when this returns.

    Raises:
        NotHandedInError: they were not handed in.
        EmptyNameError: there is no reason.
        NotFoundError: there is no such evaluator.
    """
    evaluator = evaluator_of(desk, evaluator_id)
    why = checked_name("The reason for opening scores again", reason)
    if evaluator.submitted_at is None:
        raise NotHandedInError(evaluator.name)
    with desk.edit(f"Reopen the scores of “{shortened(evaluator.name)}”: {shortened(why)}"):
        update_row(desk.db, "evaluator", evaluator_id, {"submitted_at": None})


def score_blindly(desk: Desk, initiative_id: int, is_blind: bool) -> None:
    """Hide everybody's scores until they are handed in, or show them again.

    Undoable. Saved when this returns. While they are hidden they do not count either.

    Raises:
        NotFoundError: there is no such initiative.
    """
    load_initiative(desk.connection, initiative_id)
    with desk.edit("Score blindly" if is_blind else "Score openly"):
        update_row(desk.db, "initiative", initiative_id, {"is_blind": int(bool(is_blind))})


def declared_by(desk: Desk, evaluator: Evaluator) -> tuple[Conflict, ...]:
    """Return what an evaluator declared, oldest first."""
    declared = load_conflicts(desk.connection, evaluator.initiative_id)
    return tuple(each for each in declared if each.evaluator_id == evaluator.id)


def _declared(desk: Desk, conflict_id: int) -> tuple[Evaluator, Conflict]:
    for initiative in load_initiatives(desk.connection):
        for conflict in load_conflicts(desk.connection, initiative.id):
            if conflict.id == conflict_id:
                return evaluator_of(desk, conflict.evaluator_id), conflict
    raise NotFoundError("declaration", conflict_id)


def _check_criterion(desk: Desk, evaluator: Evaluator, criterion_id: int | None) -> None:
    if criterion_id is None:
        return
    initiative_id = initiative_of(desk.connection, criterion_id)
    if initiative_id is None:
        raise NotFoundError("criterion", criterion_id)
    if initiative_id != evaluator.initiative_id:
        raise OtherInitiativeError(evaluator.name, f"criterion {criterion_id}")


def _check_candidate(desk: Desk, evaluator: Evaluator, candidate_id: int | None) -> None:
    if candidate_id is None:
        return
    candidate = load_candidate(desk.connection, candidate_id)
    if candidate.initiative_id != evaluator.initiative_id:
        raise OtherInitiativeError(evaluator.name, candidate.name)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
