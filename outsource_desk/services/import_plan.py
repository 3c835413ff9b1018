"""Decide what an import will write: a pure comparison of a table with what the file says now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.checks import AMOUNT_LIMIT, checked_name, checked_number
from outsource_desk.domain.criterion import Criterion, Direction, Measure, criterion_paths, global_weights, leaves_of
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import in_words, percent, plain
from outsource_desk.domain.initiative import Weighting
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.import_cells import is_empty, is_same, is_same_value, value_fields

if TYPE_CHECKING:
    from outsource_desk.importers.reading import CriterionCell, Table

_IN_HOUSE = {"in-house", "in house", "inhouse", "in-house option", "in-house, as is", "in-house, well run"}
_CURRENCIES = {
    "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "INR", "JPY",
    "MXN", "NOK", "NZD", "PLN", "SEK", "SGD", "TRY", "USD", "ZAR",
}  # fmt: skip
SHARE_TOLERANCE = 0.002  # weights of sheet and file that differ by less, as shares of the whole, agree
_BRACKETED = re.compile(r"\s*\([^()]*\)\s*$")  # a unit or scale behind a name


@dataclass(frozen=True)
class NewCandidate:
    """A candidate that the initiative does not have yet."""

    name: str
    is_in_house: bool


@dataclass(frozen=True)
class NewCriterion:
    """A criterion that the initiative does not have yet, with the fields of its row."""

    name: str
    fields: dict[str, object]


@dataclass(frozen=True)
class PlannedValue:
    """One cell to be written: a score of the import's evaluator, an agreed score or an amount."""

    table: str  # score, agreed_score or measurement
    evaluator: str  # of a score
    candidate: int | str  # id, or the name of a new one
    criterion: int | str
    fields: dict[str, object]
    cell: str
    before: dict[str, Any] | None = None  # what the file says now, where that changes

    @property
    def is_change(self) -> bool:
        """Tell whether the file has another value there now."""
        return self.before is not None

    @property
    def has_number(self) -> bool:
        """Tell whether a number or "not applicable" is written, not only a text."""
        return not is_empty(self.fields)


@dataclass(frozen=True)
class ImportPlan:
    """What an import will write and what it will say."""

    candidates: tuple[NewCandidate, ...] = ()
    criteria: tuple[NewCriterion, ...] = ()
    weights: dict[int, float] = field(default_factory=dict)  # criterion id → changed local weight
    weighting: Weighting | None = None
    currency: str = ""  # of the initiative from now on
    values: tuple[PlannedValue, ...] = ()
    same: int = 0
    undirected: tuple[str, ...] = ()  # criteria that stay open until it is said whether more or less is better
    notes: tuple[str, ...] = ()

    @property
    def writes_anything(self) -> bool:
        """Tell whether the file will be different."""
        return bool(self.candidates or self.criteria or self.weights or self.values)


def plan_import(
    table: Table, now: Evaluation | None, *, evaluator: str, is_own: bool, base: Evaluation | None = None
) -> ImportPlan:
    """Compare a table with an initiative and say what is new, changed and the same.

    Args:
        table: what was read; nothing in it is trusted.
        now: the initiative as it stands; None = it will be begun.
        evaluator: who the scores are put down to.
        is_own: the table comes from a workbook of ours: its points are what counts, so changes are agreed scores.
        base: the initiative as it stood when that workbook was made; what the workbook says of it is no change.
    """
    return _Planner(table, now, evaluator, is_own, base).plan()


class _Planner:
    def __init__(
        self, table: Table, now: Evaluation | None, evaluator: str, is_own: bool, base: Evaluation | None
    ) -> None:
        self._table, self._now, self._is_own, self._base = table, now, is_own, base
        self._evaluator = evaluator
        self._notes: list[str] = []
        self._scaled: list[str] = []  # amounts whose end points were taken from the sheet
        self._undirected: list[str] = []  # amounts of which more may be better or worse
        units = {column.unit for column in table.criteria if column.unit in _CURRENCIES}
        self._currency = (now.initiative.currency if now else "") or (units.pop() if len(units) == 1 else "")
        self._offices = {each.id: each.name.casefold() for each in now.evaluators} if now else {}

    def plan(self) -> ImportPlan:
        candidates, new_candidates = self._candidates()
        criteria, new_criteria, weights = self._criteria()
        values, same = self._values(candidates, criteria, {each.name: each for each in new_criteria})
        return ImportPlan(
            candidates=tuple(new_candidates),
            criteria=tuple(new_criteria),
            weights=weights,
            weighting=_weighting(self._table.criteria),
            currency=self._currency,
            values=tuple(values),
            same=same,
            undirected=tuple(self._undirected),
            notes=tuple(self._notes),
        )

    def _candidates(self) -> tuple[dict[str, int | str], list[NewCandidate]]:
        """Return name in the sheet → candidate id or new name, and the new ones."""
        here = self._now.candidates if self._now else ()
        known = {each.name.casefold(): each.id for each in here}
        by_key = {str(each.id): each.id for each in here} if self._is_own else {}
        keys: dict[str, int | str] = {}
        new: dict[str, NewCandidate] = {}
        for vendor in self._table.vendors:
            try:
                name = checked_name("A vendor", vendor.name)
            except DeskError as error:
                self._notes.append(f"{vendor.cell}: left out. {error}")
                continue
            key = name.casefold()
            found = by_key.get(vendor.key) or known.get(key)
            if found is not None:
                keys[vendor.name] = found
                continue
            if self._is_gone(vendor.key):
                self._notes.append(f"{vendor.cell}: {name} is no candidate here any more; left out.")
                continue
            new.setdefault(key, NewCandidate(name, key in _IN_HOUSE))
            keys[vendor.name] = new[key].name
        return keys, list(new.values())

    def _criteria(self) -> tuple[dict[str, Criterion | str], list[NewCriterion], dict[int, float]]:
        """Return name in the sheet → leaf or new name, the new ones, and weights that changed."""
        known = self._known_leaves()
        by_key = {str(leaf.id): leaf for leaf in known.values()} if self._is_own else {}
        keys: dict[str, Criterion | str] = {}
        new: dict[str, NewCriterion] = {}
        weights: dict[int, float] = {}
        matched: dict[int, CriterionCell] = {}
        without_weights = all(column.weight is None for column in self._table.criteria)
        for column in self._table.criteria:
            try:
                name = checked_name("A criterion", column.name)
            except DeskError as error:
                self._notes.append(f"{column.cell}: left out. {error}")
                continue
            leaf = by_key.get(column.key) or known.get(name.casefold()) or known.get(_bare(name))
            if leaf is not None and leaf.id not in matched:
                keys[column.name] = leaf
                matched[leaf.id] = column
            elif self._is_gone(column.key):
                self._notes.append(f"{column.cell}: {name} is no criterion here any more; left out.")
            else:
                keys[column.name] = name
                new.setdefault(name, NewCriterion(name, self._fields(name, column, without_weights)))
        if self._is_own:
            weights = self._changed_weights(matched)
        else:
            self._compare_weights(matched)
        if self._scaled:
            self._notes.append(
                "Worth 0 at the worst and 100 at the best amount in the sheet, until you fix end points of your own: "
                f"{'; '.join(self._scaled)}."
            )
        if self._undirected:
            names = in_words(self._undirected)
            self._notes.append(f"Open until you say whether more or less is better: {names}.")
        if self._currency and self._now is not None and not self._now.initiative.currency:
            self._notes.append(f"The initiative's currency is {self._currency} from now on, as in the sheet.")
        if new and without_weights:
            self._notes.append("The sheet has no weights, so all new criteria weigh the same until you weigh them.")
        return keys, list(new.values()), weights

    def _is_gone(self, key: str) -> bool:
        """Tell whether a workbook of ours means something that has been deleted since it was made."""
        return self._is_own and bool(key)

    def _known_leaves(self) -> dict[str, Criterion]:
        if self._now is None:
            return {}
        paths = criterion_paths(self._now.criteria)
        leaves = leaves_of(self._now.criteria)
        return (
            {_bare(leaf.name): leaf for leaf in leaves}
            | {leaf.name.casefold(): leaf for leaf in leaves}
            | {paths[leaf.id].casefold(): leaf for leaf in leaves}
        )

    def _changed_weights(self, matched: dict[int, CriterionCell]) -> dict[int, float]:
        """Return the weights that were changed in a workbook of ours, of leaves and groups."""
        assert self._now is not None
        before = {each.id: each.weight for each in (self._base or self._now).criteria}
        now = {each.id: each.weight for each in self._now.criteria}
        columns = [
            *matched.items(),
            *((int(group.key), group) for group in self._table.groups if group.key.isdecimal()),
        ]
        changed: dict[int, float] = {}
        for criterion_id, column in columns:
            weight = column.weight
            if weight is None or criterion_id not in now:
                continue
            if is_same(weight, before.get(criterion_id, now[criterion_id])):
                continue
            try:
                changed[criterion_id] = checked_number("The weight", weight, 0, AMOUNT_LIMIT)
            except DeskError as error:
                self._notes.append(f"{column.weight_cell or column.name or 'A group'}: the weight was kept. {error}")
        return {key: weight for key, weight in changed.items() if not is_same(weight, now[key])}

    def _compare_weights(self, matched: dict[int, CriterionCell]) -> None:
        """Note criteria that the sheet weighs otherwise, as shares of what both have; the weights here are kept."""
        both = {key: column for key, column in matched.items() if column.weight is not None and column.weight >= 0}
        if self._now is None or not both:
            return
        shares = global_weights(self._now.criteria)
        here, there = sum(shares[key] for key in both), sum(column.weight or 0 for column in both.values())
        for key, column in both.items():
            own, other = shares[key] / (here or 1), (column.weight or 0) / (there or 1)
            if abs(own - other) > SHARE_TOLERANCE:
                self._notes.append(
                    f"{column.cell}: {column.name} carries {percent(own, 1)} here and {percent(other, 1)} in the "
                    "sheet; the weight here was kept."
                )

    def _fields(self, name: str, column: CriterionCell, without_weights: bool) -> dict[str, object]:
        """Return the row of a new criterion: judged where the sheet has a scale or words, else measured."""
        weight = self._weight(column, without_weights)
        fields: dict[str, object] = {"name": name, "weight": weight, "unit": column.unit or ""}
        numbers = self._numbers.get(column.name, [])
        if column.maximum is not None:
            if column.direction is None and numbers:
                self._undirected.append(name)
            direction = column.direction or (str(Direction.UNKNOWN) if numbers else None)
            judged = {"measure": str(Measure.JUDGED), "maximum": column.maximum, "step": 0.0}
            return fields | judged | {"direction": None if direction == Direction.MAX else direction}
        if not numbers:
            return fields | {"measure": str(Measure.JUDGED)}
        direction = column.direction
        fields |= {"measure": str(Measure.MEASURED), "direction": direction or str(Direction.UNKNOWN)}
        if direction is None:
            self._undirected.append(name)
            return fields
        if column.worst is not None and column.best is not None:
            return fields | {"worst": column.worst, "best": column.best}
        low, high = min(numbers), max(numbers)
        worst, best = (high, low) if direction == Direction.MIN else (low, high)
        self._scaled.append(f"{name} from {plain(worst)} to {plain(best)}")
        return fields | {"worst": worst, "best": best}

    def _weight(self, column: CriterionCell, without_weights: bool) -> float:
        if without_weights:
            return 1.0
        try:
            return checked_number("The weight", column.weight or 0.0, 0, AMOUNT_LIMIT)
        except DeskError as error:
            self._notes.append(f"{column.weight_cell or column.cell}: counted as 0. {error}")
            return 0.0

    @cached_property
    def _numbers(self) -> dict[str, list[float]]:
        """Return the numbers that the sheet has for each criterion."""
        found: dict[str, list[float]] = {}
        for score in self._table.scores:
            if score.value is not None:
                found.setdefault(score.criterion, []).append(score.value)
        return found

    def _values(
        self, candidates: dict[str, int | str], criteria: dict[str, Criterion | str], new: dict[str, NewCriterion]
    ) -> tuple[list[PlannedValue], int]:
        values: list[PlannedValue] = []
        same = 0
        present = self._present(self._now)
        base = self._present(self._base) if self._base is not None else present
        shapes = {name: _shape(criterion, new) for name, criterion in criteria.items()}
        seen: set[tuple[object, ...]] = set()
        for score in self._table.scores:
            candidate = candidates.get(score.vendor)
            if candidate is None or score.criterion not in shapes:
                continue
            measure, key, maximum = shapes[score.criterion]
            evaluator = "" if measure is not Measure.JUDGED or self._is_own else score.evaluator or self._evaluator
            place = (candidate, key, evaluator.casefold())
            if place in seen:
                self._notes.append(f"{score.cell}: {score.vendor}, {score.criterion} appears twice; the first counts.")
                continue
            seen.add(place)
            before = present.get(place)
            table = self._table_for(measure, before is not None)
            fields, note = value_fields(score, table, measure, maximum, self._currency)
            if note and is_empty(fields):
                note += " The value here was kept." if self._is_own else " Left open."
            if note:
                self._notes.append(note)
            if before is None and is_empty(fields) and not fields["rationale"]:
                continue
            if before is not None and (is_same_value(before, fields) or is_same_value(base.get(place, before), fields)):
                same += 1
                continue
            if before is not None and self._is_own and is_empty(fields):
                if not note:
                    said = f"“{score.raw}”" if score.raw else "nothing"
                    self._notes.append(f"{score.cell}: says {said}; the value here was kept.")
                same += 1
                continue
            office = evaluator or self._evaluator
            values.append(PlannedValue(table, office, candidate, key, fields, score.cell, before))
        if self._is_own:
            self._note_emptied(present, seen, set(candidates.values()), {key for _, key, _ in shapes.values()})
        return values, same

    def _note_emptied(
        self, present: dict[tuple[object, ...], dict[str, Any]], seen: set[tuple[object, ...]],
        candidates: set[int | str], criteria: set[int | str],
    ) -> None:  # fmt: skip
        """Say which cells are empty in the workbook although the file has a value for them."""
        assert self._now is not None
        names = {each.id: each.name for each in self._now.candidates}
        leaves = criterion_paths(self._now.criteria)
        for place, before in present.items():
            candidate, criterion = int(str(place[0])), int(str(place[1]))
            has_value = before["not_applicable"] or before.get("points", before.get("amount")) is not None
            if has_value and place not in seen and candidate in candidates and criterion in criteria:
                where = f"{names[candidate]}, {leaves[criterion]}"
                self._notes.append(f"{where}: empty in the workbook; the value here was kept.")

    def _table_for(self, measure: Measure, is_known: bool) -> str:
        if measure is not Measure.JUDGED:
            return "measurement"
        return "agreed_score" if self._is_own and is_known else "score"

    def _present(self, then: Evaluation | None) -> dict[tuple[object, ...], dict[str, Any]]:
        """Return (candidate id, criterion id, evaluator) → what the file says now and would be compared with."""
        if then is None:
            return {}
        found: dict[tuple[object, ...], dict[str, Any]] = {}
        for row in then.measurements:
            amount = {"amount": row.amount, "not_applicable": row.not_applicable, "rationale": row.rationale}
            found[row.candidate_id, row.criterion_id, ""] = amount
        if self._is_own:
            return found | _counting(then)
        for row in then.scores:
            points = {"points": row.points, "not_applicable": row.not_applicable, "rationale": row.rationale}
            found[row.candidate_id, row.criterion_id, self._offices[row.evaluator_id]] = points
        return found


def _counting(then: Evaluation) -> dict[tuple[object, ...], dict[str, Any]]:
    """Return the points that count, agreed or the evaluators' median: what our own workbook shows."""
    from outsource_desk.services.ranking import ranking_of

    measured = {leaf.id for leaf in leaves_of(then.criteria) if leaf.measure is not Measure.JUDGED}
    return {
        (*cell, ""): {"points": value.points, "not_applicable": value.not_applicable, "rationale": None}
        for cell, value in ranking_of(then).cells.items()
        if cell[1] not in measured
    }


def _shape(criterion: Criterion | str, new: dict[str, NewCriterion]) -> tuple[Measure, int | str, float | None]:
    """Return measure, key and top of the scale of a known leaf or a new criterion."""
    if isinstance(criterion, Criterion):
        maximum = criterion.maximum if criterion.measure is Measure.JUDGED else None
        return criterion.measure, criterion.id, maximum
    fields = new[criterion].fields
    measure = Measure(str(fields["measure"]))
    maximum = float(str(fields.get("maximum", 5.0))) if measure is Measure.JUDGED else None
    return measure, criterion, maximum


def _bare(name: str) -> str:
    """Return a name in small letters without the unit or scale in brackets behind it."""
    return _BRACKETED.sub("", name).casefold() or name.casefold()


def _weighting(columns: Sequence[CriterionCell]) -> Weighting:
    total = sum(column.weight or 0.0 for column in columns)
    return Weighting.DIRECT if abs(total - 100) <= 0.01 else Weighting.POINTS
