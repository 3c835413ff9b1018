"""Values that the file has and a sheet says otherwise: both of them, and the question which one counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.criterion import criterion_paths
from outsource_desk.domain.formatting import minor_digits, plain
from outsource_desk.services.import_answers import Act
from outsource_desk.services.import_outcome import Mark, ValueChange
from outsource_desk.services.import_policy import Policy
from outsource_desk.services.import_questions import CellQuestion, Severity
from outsource_desk.services.import_values import is_open_here

if TYPE_CHECKING:
    from outsource_desk.services.import_case import ImportCase
    from outsource_desk.services.import_plan import PlannedValue


def differing_values(case: ImportCase) -> tuple[ValueChange, ...]:
    """Return every value that differs, in the order of the plan, with what becomes of it."""
    if case.now is None:
        return ()
    candidates = {each.id: each.name for each in case.now.candidates}
    offices = {each.id: each.name for each in case.now.evaluators}
    paths = criterion_paths(case.now.criteria)
    found = []
    for value, fate in ((each.value, each.fate) for each in case.plan.conflicts):
        office = offices.get(value.evaluator, "") if isinstance(value.evaluator, int) else ""
        candidate = value.candidate if isinstance(value.candidate, str) else candidates.get(value.candidate, "")
        criterion = value.criterion if isinstance(value.criterion, str) else paths.get(value.criterion, "")
        old, new = _mark(value.before or {}), _mark(_as_shown(value))
        found.append(ValueChange(value.cell, candidate, criterion, old, new, fate, office))
    return tuple(found)


def _as_shown(value: PlannedValue) -> dict[str, Any]:
    """Return the fields with a price in whole units of its currency."""
    fields = dict(value.fields)
    if fields.get("minor_units") is not None:
        fields["amount"] = float(str(fields["minor_units"])) / 10 ** minor_digits(str(fields["currency"]))
    return fields


def _mark(fields: Mapping[str, Any]) -> Mark:
    number = fields.get("points") if fields.get("points") is not None else fields.get("amount")
    return Mark(None if number is None else float(number), bool(fields.get("not_applicable")))


def conflict_questions(case: ImportCase) -> Iterator[CellQuestion]:
    """Yield a question for each value that differs from the file's, where each is to be asked about."""
    if case.policy is not Policy.ASK or not case.plan.conflicts:
        return
    scores = {score.cell: score for score in case.table.scores}
    for conflict, change in zip(case.plan.conflicts, differing_values(case), strict=True):
        score = scores.get(change.cell)
        if conflict.is_plain or is_open_here(conflict.value.before or {}) or score is None:
            continue
        is_open = change.new.number is None and not change.new.not_applicable
        sentence = f"{change.candidate}, {change.criterion}: {told(change.old)} here, {told(change.new)} in the sheet."
        if is_open and score.value is not None:
            sentence = f"{change.candidate}, {change.criterion}: {told(change.old)} here; “{score.raw}” does not fit."
        yield CellQuestion(
            change.cell, Severity.ASK, "Differs from the document", sentence, score.raw, change.new.number, None,
            (Act.STAY, Act.KEEP, Act.VALUE), score.criterion, is_open,
        )  # fmt: skip


def told(mark: Mark) -> str:
    """Return a value in words."""
    if mark.not_applicable:
        return "not applicable"
    return "open" if mark.number is None else plain(mark.number)
