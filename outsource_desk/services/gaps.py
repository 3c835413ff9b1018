"""Gaps and conditions precedent: what a candidate must still put right, who sees to it, and by when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import NAME_LIMIT, checked_choice, checked_date, checked_fields, checked_text
from outsource_desk.domain.errors import BadDateError, DeskError, NotFoundError, OtherInitiativeError
from outsource_desk.domain.vetting import AnswerState, Gap, GapKind, GapSeverity, GapState
from outsource_desk.services.answering import UNREVIEWED, question_for, vetted_candidate
from outsource_desk.services.proof import misses_gate
from outsource_desk.services.replies import checked_words
from outsource_desk.services.wording import shortened
from outsource_desk.store.answers import find_answer
from outsource_desk.store.criteria import initiative_of
from outsource_desk.store.rows import delete_row, insert_row, update_row
from outsource_desk.store.vendors import load_candidate
from outsource_desk.store.vetting import load_gap, load_gaps_of, today

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


@dataclass(frozen=True)
class NewGap:
    """A gap as it is entered."""

    wording: str
    owner: str
    due_on: str  # YYYY-MM-DD
    severity: str = GapSeverity.MEDIUM
    kind: str = GapKind.PRECEDENT
    action: str = ""


class PastDateError(BadDateError):
    """Something was to be done by a day that has gone."""

    remedy = "Choose today or a later day."

    def __init__(self, what: str, day: str) -> None:
        DeskError.__init__(self, f"{what}: {day} has gone already.")


class NoDueDateError(BadDateError):
    """A gap has no date by which it must be closed."""

    remedy = "Say by which day it must be closed; a condition without a date is a wish."

    def __init__(self) -> None:
        DeskError.__init__(self, "The gap has no date.")


class GapClosedError(DeskError):
    """A gap that is closed was to be closed again."""

    remedy = "Open it again first, if something is still to be done."

    def __init__(self, wording: str) -> None:
        super().__init__(f"The gap “{shortened(wording)}” is closed already.")


class GapOpenError(DeskError):
    """A gap that is open was to be opened again."""

    remedy = "Nothing needs to be done: it still counts."

    def __init__(self, wording: str) -> None:
        super().__init__(f"The gap “{shortened(wording)}” is open already.")


def future_day(what: str, value: object) -> str | None:
    """Return a day as it is written down, unless it has gone.

    Raises:
        PastDateError: it lies before today.
        BadDateError: it is no day.
    """
    day = checked_date(what, value)
    if day is not None and day < today():
        raise PastDateError(what, day)
    return day


def _due_on(value: object) -> str:
    day = future_day("The date of the gap", value)
    if day is None:
        raise NoDueDateError
    return day


_FIELDS: dict[str, Callable[[object], object]] = {
    "wording": partial(checked_words, "The gap"),
    "owner": partial(checked_words, "The owner of the gap", limit=NAME_LIMIT),
    "due_on": _due_on,
    "severity": lambda value: checked_choice("Severity", value, GapSeverity).value,
    "kind": lambda value: checked_choice("Kind of gap", value, GapKind).value,
    "action": partial(checked_text, "What is to be done"),
}


def checked_gap(gap: NewGap) -> Mapping[str, object]:
    """Return the fields of a new gap as they are kept.

    Raises:
        DeskError: the gap has no wording, owner or date, or its date has gone.
    """
    return checked_fields(_FIELDS, {name: getattr(gap, name) for name in _FIELDS})


def add_gap(
    desk: Desk, candidate_id: int, gap: NewGap, *, question_id: int | None = None, criterion_id: int | None = None
) -> int:
    """Say what a candidate must still put right, and return the gap's id.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        candidate_id: who must put it right.
        gap: what, by whom and by when.
        question_id: the question that brought it up, if one did.
        criterion_id: the criterion that it concerns, if it concerns one.

    Raises:
        DeskError: a field is missing or not allowed, or an id is unknown or of another initiative.
    """
    candidate = vetted_candidate(desk, candidate_id)
    if question_id is not None:
        question_for(desk, candidate, question_id)
    if criterion_id is not None:
        initiative_id = initiative_of(desk.connection, criterion_id)
        if initiative_id is None:
            raise NotFoundError("criterion", criterion_id)
        if initiative_id != candidate.initiative_id:
            raise OtherInitiativeError(candidate.name, f"criterion {criterion_id}")
    values = checked_gap(gap)
    places = {"candidate_id": candidate_id, "question_id": question_id, "criterion_id": criterion_id}
    with desk.edit(f"Add gap of “{shortened(candidate.name)}”"):
        return insert_row(desk.db, "gap", {**places, **values})


def revise_gap(desk: Desk, gap_id: int, gap: NewGap) -> None:
    """Change all fields of a gap in one step; a date that has gone may stay, but no new one may have gone.

    Undoable. Saved when this returns.

    Raises:
        DeskError: a field is missing or not allowed, or there is no such gap.
    """
    former = load_gap(desk.connection, gap_id)
    changed = {name: getattr(gap, name) for name in _FIELDS if getattr(gap, name) != getattr(former, name)}
    values = checked_fields(_FIELDS, changed)
    name = load_candidate(desk.connection, former.candidate_id).name
    with desk.edit(f"Change gap of “{shortened(name)}”"):
        update_row(desk.db, "gap", gap_id, values)


def start_gap(desk: Desk, gap_id: int) -> None:
    """Say that somebody is at work on a gap; it still counts as open.

    Undoable. Saved when this returns.

    Raises:
        GapClosedError: it is closed.
    """
    name = _open_gap_of(desk, gap_id)
    with desk.edit(f"Start gap of “{name}”"):
        update_row(desk.db, "gap", gap_id, {"state": GapState.IN_PROGRESS.value})


def close_gap(desk: Desk, gap_id: int, note: str) -> None:
    """Say how a gap was closed.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        gap_id: which gap.
        note: how it was closed, and what shows it; required.

    Raises:
        EmptyNameError: there is no note.
        GapClosedError: it is closed already.
    """
    closing = checked_words("The note on how the gap was closed", note)
    name = _open_gap_of(desk, gap_id)
    with desk.edit(f"Close gap of “{name}”"):
        update_row(desk.db, "gap", gap_id, {"state": GapState.CLOSED.value, "closing": closing})


def drop_gap(desk: Desk, gap_id: int, reason: str) -> None:
    """Do without what a gap asked for, and say why.

    Undoable. Saved when this returns. An answer that was accepted with this gap alone goes back to review in the same
    step, as when the gap is deleted.

    Raises:
        EmptyNameError: there is no reason.
        GapClosedError: it is closed already.
    """
    closing = checked_words("The reason for doing without", reason)
    name, gap = _open_gap_of(desk, gap_id), load_gap(desk.connection, gap_id)
    with desk.edit(f"Do without closing a gap of “{name}”"):
        update_row(desk.db, "gap", gap_id, {"state": GapState.WAIVED.value, "closing": closing})
        _review_without_gap(desk, gap)


def reopen_gap(desk: Desk, gap_id: int) -> None:
    """Open a closed gap again; how it was closed stays in the history.

    Undoable. Saved when this returns.

    Raises:
        GapOpenError: it is open already.
    """
    gap = load_gap(desk.connection, gap_id)
    if gap.state.is_open:
        raise GapOpenError(gap.wording)
    name = load_candidate(desk.connection, gap.candidate_id).name
    with desk.edit(f"Reopen gap of “{shortened(name)}”"):
        update_row(desk.db, "gap", gap_id, {"state": GapState.OPEN.value, "closing": ""})


def delete_gap(desk: Desk, gap_id: int) -> None:
    """Delete a gap that was entered by mistake.

    Undoable. Saved when this returns. An answer that was accepted with this gap alone goes back to review in the same
    step, unless it misses its gate, which would otherwise be open again.

    Raises:
        NotFoundError: there is no such gap.
    """
    gap = load_gap(desk.connection, gap_id)
    name = load_candidate(desk.connection, gap.candidate_id).name
    with desk.edit(f"Delete gap of “{shortened(name)}”"):
        delete_row(desk.db, "gap", gap_id)
        _review_without_gap(desk, gap)


def _review_without_gap(desk: Desk, gap: Gap) -> None:
    """Send the answer back to review that a gap was about, unless another gap stands for what it lacks."""
    if gap.question_id is None:
        return
    answer = find_answer(desk.connection, gap.candidate_id, gap.question_id)
    if answer is None or answer.state is not AnswerState.ACCEPTED_WITH_GAP:
        return
    gaps = load_gaps_of(desk.connection, gap.candidate_id, gap.question_id)
    is_held = any(each.state is not GapState.WAIVED for each in gaps)
    if not is_held and not misses_gate(desk, answer):
        update_row(desk.db, "answer", answer.id, {"state": AnswerState.IN_REVIEW.value, **UNREVIEWED})


def _open_gap_of(desk: Desk, gap_id: int) -> str:
    """Return whose gap it is, for a label, if it is still open."""
    gap = load_gap(desk.connection, gap_id)
    if not gap.state.is_open:
        raise GapClosedError(gap.wording)
    return shortened(load_candidate(desk.connection, gap.candidate_id).name)
