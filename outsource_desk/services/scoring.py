"""Score candidates, agree on scores and enter measured amounts and prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.checks import (
    TEXT_LIMIT,
    checked_amount,
    checked_minor_units,
    checked_name,
    checked_number,
    checked_text,
)
from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.domain.errors import (
    DuplicateNameError,
    NoCurrencyError,
    NotALeafError,
    NotEmptyError,
    NotFoundError,
    OtherInitiativeError,
    OutOfScaleError,
    WrongMeasureError,
)
from outsource_desk.domain.score import Evaluator, Source
from outsource_desk.domain.vendor import Candidate
from outsource_desk.services.criteria import list_criteria, load_criterion
from outsource_desk.store import scores as store
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.rows import delete_row, delete_rows, has_row, insert_row, next_position, upsert_row
from outsource_desk.store.vendors import load_candidate

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


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
    office = checked_name("The evaluator", name)
    for evaluator in list_evaluators(desk, initiative_id):
        if evaluator.name.casefold() == office.casefold():
            raise DuplicateNameError("The evaluator", evaluator.name)
    with desk.edit("Add evaluator"):
        position = next_position(desk.connection, "evaluator", initiative_id)
        values = {"initiative_id": initiative_id, "position": position, "name": office}
        return insert_row(desk.db, "evaluator", values)


def remove_evaluator(desk: Desk, evaluator_id: int) -> None:
    """Take an evaluator out of the initiative with the scores they gave.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such evaluator.
    """
    if not has_row(desk.connection, "evaluator", evaluator_id):
        raise NotFoundError("evaluator", evaluator_id)
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
        DeskError: an id is unknown, or of another initiative, or the criterion is a group or measured.
    """
    candidate, criterion = _cell(desk, candidate_id, criterion_id, {Measure.JUDGED})
    evaluators = {evaluator.id: evaluator for evaluator in list_evaluators(desk, candidate.initiative_id)}
    if evaluator_id not in evaluators:
        raise NotFoundError("evaluator of this initiative", evaluator_id)
    values = {"points": _checked_points(criterion, points, not_applicable), "not_applicable": int(bool(not_applicable))}
    values |= _reason(rationale) | _origin(desk, candidate.initiative_id, source)
    key = {"candidate_id": candidate_id, "criterion_id": criterion_id, "evaluator_id": evaluator_id}
    label = "Mark not applicable" if not_applicable else "Clear score" if points is None else "Score"
    with desk.edit(label, merge_key=("score", *key.values()) if source is None else None):
        upsert_row(desk.db, "score", key, values)


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
    candidate, criterion = _cell(desk, candidate_id, criterion_id, {Measure.JUDGED})
    checked_name("The reason for the agreed score", rationale, limit=TEXT_LIMIT)
    values = {"points": _checked_points(criterion, points, not_applicable), "not_applicable": int(bool(not_applicable))}
    values |= _reason(rationale) | _origin(desk, candidate.initiative_id, source)
    with desk.edit("Agree on score"):
        upsert_row(desk.db, "agreed_score", {"candidate_id": candidate_id, "criterion_id": criterion_id}, values)


def withdraw_agreed_score(desk: Desk, candidate_id: int, criterion_id: int) -> None:
    """Take an agreed score back, so that the evaluators' median counts again.

    Undoable. Saved when this returns.

    Raises:
        DeskError: an id is unknown or of another initiative.
    """
    _cell(desk, candidate_id, criterion_id, {Measure.JUDGED})
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
    candidate, criterion = _cell(desk, candidate_id, criterion_id, {Measure.MEASURED, Measure.PRICE})
    if not_applicable and amount is not None:
        raise NotEmptyError(amount)
    values = _amount_fields(desk, candidate, criterion, amount) | {"not_applicable": int(bool(not_applicable))}
    values |= _reason(rationale) | _origin(desk, candidate.initiative_id, source)
    with desk.edit("Enter amount", merge_key=("measurement", candidate_id, criterion_id) if source is None else None):
        upsert_row(desk.db, "measurement", {"candidate_id": candidate_id, "criterion_id": criterion_id}, values)


def _amount_fields(desk: Desk, candidate: Candidate, criterion: Criterion, amount: float | None) -> dict[str, object]:
    if criterion.measure is Measure.MEASURED:
        return {"amount": checked_amount(criterion.name, amount), "minor_units": None, "currency": ""}
    initiative = load_initiative(desk.connection, candidate.initiative_id)
    currency = initiative.currency
    if not currency:
        raise NoCurrencyError(initiative.name)
    minor_units = checked_minor_units(criterion.name, amount, currency)
    return {"amount": None, "minor_units": minor_units, "currency": currency}


def _cell(desk: Desk, candidate_id: int, criterion_id: int, measures: set[Measure]) -> tuple[Candidate, Criterion]:
    """Return candidate and leaf of one cell of the matrix, or refuse it."""
    candidate, criterion = load_candidate(desk.connection, candidate_id), load_criterion(desk, criterion_id)
    if candidate.initiative_id != criterion.initiative_id:
        raise OtherInitiativeError(candidate.name, criterion.name)
    if any(other.parent_id == criterion_id for other in list_criteria(desk, criterion.initiative_id)):
        raise NotALeafError(criterion.name)
    if criterion.measure not in measures:
        raise WrongMeasureError(criterion.name, criterion.measure)
    return candidate, criterion


def _checked_points(criterion: Criterion, points: float | None, not_applicable: bool) -> float | None:
    if points is None:
        return None
    if not_applicable:
        raise NotEmptyError(points)
    number = checked_number("Points", points)
    steps = number / criterion.step if criterion.step else 0.0
    if not 0 <= number <= criterion.maximum or abs(steps - round(steps)) > 1e-9 * max(1.0, steps):
        raise OutOfScaleError(number, criterion.maximum, criterion.step)
    return number


def _reason(rationale: str | None) -> dict[str, object]:
    return {} if rationale is None else {"rationale": checked_text("The rationale", rationale)}


def _origin(desk: Desk, initiative_id: int, source: Source | None) -> dict[str, object]:
    """Return the columns that say where a value came from; a typed value comes from nowhere."""
    if source is None:
        return {"import_id": None, "sheet": "", "cell": ""}
    import_id = store.find_import(desk.connection, initiative_id, source.file_name)
    if import_id is None:
        raise NotFoundError("imported file", source.file_name)
    sheet, cell = checked_text("The source's sheet", source.sheet), checked_text("The source's cell", source.cell)
    return {"import_id": import_id, "sheet": sheet, "cell": cell}
