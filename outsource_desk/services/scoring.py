"""Score candidates, agree on scores and enter measured amounts and prices."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import TEXT_LIMIT, checked_name
from outsource_desk.domain.criterion import Measure
from outsource_desk.domain.errors import DeskError, DuplicateNameError
from outsource_desk.domain.score import Evaluator, Source
from outsource_desk.services.entering import JUDGED, CellRow, Cells, write_cell
from outsource_desk.services.panel_rules import evaluator_of
from outsource_desk.store import scores as store
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.rows import delete_row, delete_rows, insert_row, next_position, update_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


@dataclass(frozen=True)
class ScoreEntry:
    """What is to stand in one cell of the matrix."""

    candidate_id: int
    criterion_id: int
    points: float | None  # or the amount of a measured leaf or a price; None = not scored
    not_applicable: bool = False


@dataclass(frozen=True)
class RefusedEntry:
    """An entry that was not written, and why."""

    entry: ScoreEntry
    error: DeskError


def list_evaluators(desk: Desk, initiative_id: int) -> tuple[Evaluator, ...]:
    """Return an initiative's evaluators in their order."""
    return store.load_evaluators(desk.connection, initiative_id)


def add_evaluator(desk: Desk, initiative_id: int, name: str) -> int:
    """Let somebody score in an initiative and return the evaluator's id.

    Undoable. Saved when this returns.

    Raises:
        DuplicateNameError: an evaluator of this initiative has this name.
        DeskError: the name is not allowed, or there is no such initiative.
    """
    load_initiative(desk.connection, initiative_id)
    office = _checked_office(desk, initiative_id, name)
    with desk.edit("Add evaluator"):
        position = next_position(desk.connection, "evaluator", initiative_id)
        values = {"initiative_id": initiative_id, "position": position, "name": office}
        return insert_row(desk.db, "evaluator", values)


def rename_evaluator(desk: Desk, evaluator_id: int, name: str) -> None:
    """Call an evaluator by another name.

    Undoable. Saved when this returns.

    Raises:
        DuplicateNameError: another evaluator of the initiative has this name.
        DeskError: the name is not allowed, or there is no such evaluator.
    """
    evaluator = evaluator_of(desk, evaluator_id)
    office = _checked_office(desk, evaluator.initiative_id, name, evaluator_id)
    with desk.edit("Rename evaluator", merge_key=("evaluator", evaluator_id, "name")):
        update_row(desk.db, "evaluator", evaluator_id, {"name": office})


def remove_evaluator(desk: Desk, evaluator_id: int) -> None:
    """Take an evaluator out of the initiative with the scores they gave.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such evaluator.
    """
    evaluator_of(desk, evaluator_id)
    with desk.edit("Remove evaluator"):
        delete_row(desk.db, "evaluator", evaluator_id)


def record_score(
    desk: Desk,
    candidate_id: int,
    criterion_id: int,
    evaluator_id: int,
    points: float | None,
    *,
    not_applicable: bool = False,
    rationale: str | None = None,
    source: Source | None = None,
) -> None:
    """Give a candidate an evaluator's points on a criterion.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        candidate_id: who is judged.
        criterion_id: a judged leaf of the same initiative.
        evaluator_id: who judges.
        points: on the criterion's scale, 0 to its maximum; None = not scored.
        not_applicable: the criterion does not apply; then ``points`` must be None.
        rationale: why; None keeps what was written before.
        source: the cell that the points were read from; None = typed.

    Raises:
        OutOfScaleError: the points lie outside the scale or between its steps; the file is then unchanged.
        MayNotScoreError: an interest keeps the evaluator from judging the candidate, the cell is none of their task,
            or their scores are handed in.
        DeskError: an id is unknown, or of another initiative, or the criterion is a group or measured.
    """
    row = Cells(desk).score(
        candidate_id, criterion_id, evaluator_id, points, is_na=bool(not_applicable), reason=rationale, source=source
    )
    label = "Mark not applicable" if not_applicable else "Clear score" if points is None else "Score"
    with desk.edit(label, merge_key=("score", *row.key.values()) if source is None else None):
        write_cell(desk, row)


def record_scores(
    desk: Desk, entries: Iterable[ScoreEntry], evaluator_id: int | None, label: str
) -> list[RefusedEntry]:
    """Give many cells an evaluator's points, or their amounts, in one act; what fits is written.

    Undoable as one step. Saved when this returns.

    Args:
        desk: the open file.
        entries: the cells; of two for one cell the last counts. Those of measured leaves and prices are amounts.
        evaluator_id: who judges; amounts need nobody.
        label: what the user did, as the Undo menu shows it, for example "Paste 12 scores".

    Returns:
        The entries that were refused, each with the reason that `record_score` or `record_amount` would give.
    """
    cells = Cells(desk)

    def planned(entry: ScoreEntry) -> CellRow:
        cell, is_na = (entry.candidate_id, entry.criterion_id), bool(entry.not_applicable)
        if cells.criterion(entry.criterion_id).measure is Measure.JUDGED:
            return cells.score(*cell, evaluator_id, entry.points, is_na=is_na)
        return cells.amount(*cell, entry.points, is_na=is_na)

    return _enter(desk, entries, planned, label)


def agree_score(
    desk: Desk,
    candidate_id: int,
    criterion_id: int,
    points: float | None,
    *,
    rationale: str,
    not_applicable: bool = False,
    source: Source | None = None,
) -> None:
    """Record what moderation agreed on; the evaluators' own scores stay as they are.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        candidate_id: who is judged.
        criterion_id: a judged leaf of the same initiative.
        points: on the criterion's scale; None = left open on purpose.
        rationale: the reason for the agreed score; required.
        not_applicable: the criterion does not apply; then ``points`` must be None.
        source: the cell that the points were read from; None = typed.

    Raises:
        EmptyNameError: there is no reason.
        DeskError: as for `record_score`.
    """
    checked_name("The reason for the agreed score", rationale, limit=TEXT_LIMIT)
    row = Cells(desk).agreed(
        candidate_id, criterion_id, points, is_na=bool(not_applicable), reason=rationale, source=source
    )
    with desk.edit("Agree on score"):
        write_cell(desk, row)


def agree_scores(desk: Desk, entries: Iterable[ScoreEntry], rationale: str) -> list[RefusedEntry]:
    """Record what moderation agreed on for many cells in one act; what fits is written.

    Undoable as one step. Saved when this returns.

    Args:
        desk: the open file.
        entries: the cells; amounts of measured leaves and prices are entered as such, with the same reason.
        rationale: the reason for all of them; required.

    Returns:
        The entries that were refused, each with the reason that `agree_score` or `record_amount` would give.

    Raises:
        EmptyNameError: there is no reason; nothing is then written.
    """
    checked_name("The reason for the agreed score", rationale, limit=TEXT_LIMIT)
    cells = Cells(desk)

    def planned(entry: ScoreEntry) -> CellRow:
        cell, is_na = (entry.candidate_id, entry.criterion_id), bool(entry.not_applicable)
        is_judged = cells.criterion(entry.criterion_id).measure is Measure.JUDGED
        return (cells.agreed if is_judged else cells.amount)(*cell, entry.points, is_na=is_na, reason=rationale)

    return _enter(desk, entries, planned, "Agree on scores")


def withdraw_agreed_score(desk: Desk, candidate_id: int, criterion_id: int) -> None:
    """Take an agreed score back, so that the evaluators' median counts again.

    Undoable. Saved when this returns.

    Raises:
        DeskError: an id is unknown or of another initiative.
    """
    Cells(desk).leaf(candidate_id, criterion_id, JUDGED)
    with desk.edit("Withdraw agreed score"):
        delete_rows(desk.db, "agreed_score", {"candidate_id": candidate_id, "criterion_id": criterion_id})


def record_amount(
    desk: Desk,
    candidate_id: int,
    criterion_id: int,
    amount: float | None,
    *,
    not_applicable: bool = False,
    rationale: str | None = None,
    source: Source | None = None,
) -> None:
    """Enter a candidate's measured amount or price.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        candidate_id: whose amount it is.
        criterion_id: a measured leaf or a price of the same initiative.
        amount: in the criterion's unit; a price in major units of the initiative's currency, kept to the minor
            unit; None = not known.
        not_applicable: the criterion does not apply; then ``amount`` must be None.
        rationale: where the amount comes from; None keeps what was written before.
        source: the cell that it was read from; None = typed.

    Raises:
        DeskError: an id is unknown, or of another initiative, or the criterion is a group or judged; or a price is
            given before the initiative has a currency. The file is then unchanged.
    """
    row = Cells(desk).amount(
        candidate_id, criterion_id, amount, is_na=bool(not_applicable), reason=rationale, source=source
    )
    with desk.edit("Enter amount", merge_key=("measurement", candidate_id, criterion_id) if source is None else None):
        write_cell(desk, row)


def _enter(
    desk: Desk, entries: Iterable[ScoreEntry], planned: Callable[[ScoreEntry], CellRow], label: str
) -> list[RefusedEntry]:
    """Write in one edit what fits, and return what does not."""
    rows: list[CellRow] = []
    refused: list[RefusedEntry] = []
    for entry in entries:
        try:
            rows.append(planned(entry))
        except DeskError as error:
            refused.append(RefusedEntry(entry, error))
    if rows:
        with desk.edit(label):
            for row in rows:
                write_cell(desk, row)
    return refused


def _checked_office(desk: Desk, initiative_id: int, name: object, own_id: int | None = None) -> str:
    office = checked_name("The evaluator", name)
    for evaluator in list_evaluators(desk, initiative_id):
        if evaluator.id != own_id and evaluator.name.casefold() == office.casefold():
            raise DuplicateNameError("The evaluator", evaluator.name)
    return office
