"""Check and write cells of the matrix: one path for a single cell and for thousands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_amount, checked_minor_units, checked_number, checked_text
from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.domain.errors import (
    NoCurrencyError,
    NotALeafError,
    NotEmptyError,
    NotFoundError,
    OtherInitiativeError,
    OutOfScaleError,
    WrongMeasureError,
)
from outsource_desk.domain.feed_errors import FromVettingError
from outsource_desk.domain.initiative import Initiative
from outsource_desk.domain.score import Source
from outsource_desk.domain.vendor import Candidate
from outsource_desk.services.panel_rules import PanelRules
from outsource_desk.store import scores as store
from outsource_desk.store.criteria import initiative_of, load_criteria
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.rows import find_row, insert_row, update_row
from outsource_desk.store.vendors import load_candidate, load_candidates

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

AMOUNTS = frozenset({Measure.MEASURED, Measure.PRICE})
JUDGED = frozenset({Measure.JUDGED})


@dataclass(frozen=True)
class CellRow:
    """One row as it is to be: a score, an agreed score or an amount, checked."""

    table: str
    key: dict[str, object]
    value: dict[str, object]  # columns of the number and of the mark that none applies
    reason: str | None  # None = as it was
    origin: dict[str, object] | None  # columns that say where the value was read; None = typed
    is_open: bool  # neither a number nor the mark

    @property
    def is_empty(self) -> bool:
        """Tell whether it says no more than no row would; what was agreed to be left open says something."""
        return self.is_open and not self.reason and self.origin is None and self.table != "agreed_score"


class Cells:
    """What the cells of the matrix take; each initiative is read once, however many entries follow."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._candidates: dict[int, Candidate] = {}
        self._criteria: dict[int, Criterion] = {}
        self._groups: set[int | None] = set()
        self._rules: dict[int, PanelRules] = {}  # initiative id → who may score what in it
        self._initiatives: dict[int, Initiative] = {}

    def criterion(self, criterion_id: int) -> Criterion:
        """Return one criterion.

        Raises:
            NotFoundError: there is none with this id.
        """
        if criterion_id not in self._criteria:
            initiative_id = initiative_of(self._desk.connection, criterion_id)
            if initiative_id is None:
                raise NotFoundError("criterion", criterion_id)
            tree = load_criteria(self._desk.connection, initiative_id)
            self._criteria |= {each.id: each for each in tree}
            self._groups |= {each.parent_id for each in tree}
        return self._criteria[criterion_id]

    def leaf(self, candidate_id: int, criterion_id: int, measures: frozenset[Measure]) -> tuple[Candidate, Criterion]:
        """Return candidate and criterion of a cell that takes such a value.

        Raises:
            DeskError: an id is unknown, or they belong to two initiatives, or the criterion is a group, takes another
                kind of value, or takes its value from the vetting.
        """
        candidate, criterion = self._candidate(candidate_id), self.criterion(criterion_id)
        if candidate.initiative_id != criterion.initiative_id:
            raise OtherInitiativeError(candidate.name, criterion.name)
        if criterion_id in self._groups:
            raise NotALeafError(criterion.name)
        if criterion.measure not in measures:
            raise WrongMeasureError(criterion.name, criterion.measure)
        if criterion.section_id is not None and not candidate.is_in_house:
            raise FromVettingError(criterion.name)
        return candidate, criterion

    def score(
        self,
        candidate_id: int,
        criterion_id: int,
        evaluator_id: int | None,
        points: float | None,
        *,
        is_na: bool,
        reason: str | None = None,
        source: Source | None = None,
    ) -> CellRow:
        """Return an evaluator's score of a judged leaf.

        Raises:
            MayNotScoreError: the evaluator may not give this score, or not any more.
            DeskError: it does not fit; see `leaf`.
        """
        candidate, criterion = self.leaf(candidate_id, criterion_id, JUDGED)
        is_open = points is None and not is_na
        self._rules_of(candidate.initiative_id).refuse(evaluator_id, candidate, criterion, is_taken_back=is_open)
        key: dict[str, object] = {
            "candidate_id": candidate_id,
            "criterion_id": criterion_id,
            "evaluator_id": evaluator_id,
        }
        value = {"points": checked_points(criterion, points, is_na), "not_applicable": int(is_na)}
        return self._row("score", candidate, key, value, reason, source)

    def agreed(
        self,
        candidate_id: int,
        criterion_id: int,
        points: float | None,
        *,
        is_na: bool,
        reason: str,
        source: Source | None = None,
    ) -> CellRow:
        """Return an agreed score of a judged leaf.

        Raises:
            DeskError: it does not fit; see `leaf`.
        """
        candidate, criterion = self.leaf(candidate_id, criterion_id, JUDGED)
        key: dict[str, object] = {"candidate_id": candidate_id, "criterion_id": criterion_id}
        value = {"points": checked_points(criterion, points, is_na), "not_applicable": int(is_na)}
        return self._row("agreed_score", candidate, key, value, reason, source)

    def amount(
        self,
        candidate_id: int,
        criterion_id: int,
        amount: float | None,
        *,
        is_na: bool,
        reason: str | None = None,
        source: Source | None = None,
    ) -> CellRow:
        """Return the amount of a measured leaf or a price.

        Raises:
            DeskError: it does not fit; see `leaf`; or a price is given before the initiative has a currency.
        """
        candidate, criterion = self.leaf(candidate_id, criterion_id, AMOUNTS)
        if is_na and amount is not None:
            raise NotEmptyError(amount)
        key: dict[str, object] = {"candidate_id": candidate_id, "criterion_id": criterion_id}
        value = self._amount_columns(criterion, amount) | {"not_applicable": int(is_na)}
        return self._row("measurement", candidate, key, value, reason, source)

    def _row(
        self,
        table: str,
        candidate: Candidate,
        key: dict[str, object],
        value: dict[str, object],
        reason: str | None,
        source: Source | None,
    ) -> CellRow:
        text = None if reason is None else checked_text("The rationale", reason)
        numbers = (value.get(column) for column in ("points", "amount", "minor_units"))
        is_open = not value["not_applicable"] and all(number is None for number in numbers)
        return CellRow(table, key, value, text, self._origin(candidate.initiative_id, source), is_open)

    def _candidate(self, candidate_id: int) -> Candidate:
        if candidate_id not in self._candidates:
            candidate = load_candidate(self._desk.connection, candidate_id)
            everyone = load_candidates(self._desk.connection, candidate.initiative_id)
            self._candidates |= {each.id: each for each in everyone}
        return self._candidates[candidate_id]

    def _rules_of(self, initiative_id: int) -> PanelRules:
        if initiative_id not in self._rules:
            known = [each for each in self._criteria.values() if each.initiative_id == initiative_id]
            rivals = [each for each in self._candidates.values() if each.initiative_id == initiative_id]
            self._rules[initiative_id] = PanelRules.of(self._desk, initiative_id, known, rivals)
        return self._rules[initiative_id]

    def _amount_columns(self, criterion: Criterion, amount: float | None) -> dict[str, object]:
        if criterion.measure is Measure.MEASURED:
            return {"amount": checked_amount(criterion.name, amount), "minor_units": None, "currency": ""}
        key = criterion.initiative_id
        if key not in self._initiatives:
            self._initiatives[key] = load_initiative(self._desk.connection, key)
        currency = self._initiatives[key].currency
        if not currency:
            raise NoCurrencyError(self._initiatives[key].name)
        minor_units = checked_minor_units(criterion.name, amount, currency)
        return {"amount": None, "minor_units": minor_units, "currency": currency}

    def _origin(self, initiative_id: int, source: Source | None) -> dict[str, object] | None:
        if source is None:
            return None
        import_id = store.find_import(self._desk.connection, initiative_id, source.file_name)
        if import_id is None:
            raise NotFoundError("imported file", source.file_name)
        sheet, cell = checked_text("The source's sheet", source.sheet), checked_text("The source's cell", source.cell)
        return {"import_id": import_id, "sheet": sheet, "cell": cell}


def write_cell(desk: Desk, row: CellRow) -> None:
    """Write one row inside the edit that is open.

    A typed value is tied to no cell of a file any more; one that was read and is typed again as it was stays tied.
    """
    reason = {} if row.reason is None else {"rationale": row.reason}
    typed: dict[str, object] = {"import_id": None, "sheet": "", "cell": ""}
    found = find_row(desk.connection, row.table, row.key, list(row.value))
    if found is not None:
        row_id, now = found
        is_confirmed = row.origin is None and now == row.value
        update_row(desk.db, row.table, row_id, reason if is_confirmed else row.value | (row.origin or typed) | reason)
    elif not row.is_empty:
        insert_row(desk.db, row.table, row.key | row.value | (row.origin or typed) | reason)


def checked_points(criterion: Criterion, points: float | None, is_na: bool) -> float | None:
    """Return points that stand on a criterion's scale.

    Raises:
        OutOfScaleError: they lie outside it or between its steps.
        DeskError: they are no number, or there are any although the criterion does not apply.
    """
    if points is None:
        return None
    if is_na:
        raise NotEmptyError(points)
    number = checked_number("Points", points)
    steps = number / criterion.step if criterion.step else 0.0
    if not 0 <= number <= criterion.maximum or abs(steps - round(steps)) > 1e-9 * max(1.0, steps):
        raise OutOfScaleError(number, criterion.maximum, criterion.step)
    return number
