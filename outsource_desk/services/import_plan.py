"""Decide what an import will write: a pure comparison of a table with what the file says now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.checks import checked_name, checked_text
from outsource_desk.domain.criterion import Criterion, Direction, Measure, criterion_paths, leaves_of
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import in_words, minor_digits, plain
from outsource_desk.domain.initiative import Weighting
from outsource_desk.domain.ranking import Evaluation

if TYPE_CHECKING:
    from outsource_desk.importers.reading import CriterionCell, ScoreCell, Table

_IN_HOUSE = {"in-house", "in house", "inhouse", "in-house option", "in-house, as is", "in-house, well run"}
_SAME = 1e-9  # numbers closer than this, in proportion, are the same


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
    is_change: bool

    @property
    def has_number(self) -> bool:
        """Tell whether a number or "not applicable" is written, not only a text."""
        return not _is_empty(self.fields)


@dataclass(frozen=True)
class ImportPlan:
    """What an import will write and what it will say."""

    candidates: tuple[NewCandidate, ...] = ()
    criteria: tuple[NewCriterion, ...] = ()
    weights: dict[int, float] = field(default_factory=dict)  # criterion id → changed local weight
    weighting: Weighting | None = None
    values: tuple[PlannedValue, ...] = ()
    same: int = 0
    notes: tuple[str, ...] = ()

    @property
    def writes_anything(self) -> bool:
        """Tell whether the file will be different."""
        return bool(self.candidates or self.criteria or self.weights or self.values)


def plan_import(table: Table, now: Evaluation | None, *, evaluator: str, is_own: bool) -> ImportPlan:
    """Compare a table with an initiative and say what is new, changed and the same.

    Args:
        table: what was read; nothing in it is trusted.
        now: the initiative as it stands; None = it will be begun.
        evaluator: who the scores are put down to.
        is_own: the table comes from a workbook of ours: its points are what counts, so changes are agreed scores.
    """
    return _Planner(table, now, evaluator, is_own).plan()


class _Planner:
    def __init__(self, table: Table, now: Evaluation | None, evaluator: str, is_own: bool) -> None:
        self._table, self._now, self._is_own = table, now, is_own
        self._evaluator = evaluator
        self._notes: list[str] = []
        self._scaled: list[str] = []  # amounts whose end points were taken from the sheet
        self._undirected: list[str] = []  # amounts of which more may be better or worse
        self._currency = now.initiative.currency if now else ""
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
            values=tuple(values),
            same=same,
            notes=tuple(self._notes),
        )

    def _candidates(self) -> tuple[dict[str, int | str], list[NewCandidate]]:
        """Return name in the sheet → candidate id or new name, and the new ones."""
        known = {each.name.casefold(): each.id for each in self._now.candidates} if self._now else {}
        keys: dict[str, int | str] = {}
        new: dict[str, NewCandidate] = {}
        for vendor in self._table.vendors:
            try:
                name = checked_name("A vendor", vendor.name)
            except DeskError as error:
                self._notes.append(f"{vendor.cell}: left out. {error}")
                continue
            key = name.casefold()
            if key in known:
                keys[vendor.name] = known[key]
                continue
            new.setdefault(key, NewCandidate(name, key in _IN_HOUSE))
            keys[vendor.name] = new[key].name
        return keys, list(new.values())

    def _criteria(self) -> tuple[dict[str, Criterion | str], list[NewCriterion], dict[int, float]]:
        """Return name in the sheet → leaf or new name, the new ones, and weights that changed."""
        known = self._known_leaves()
        keys: dict[str, Criterion | str] = {}
        new: dict[str, NewCriterion] = {}
        weights: dict[int, float] = {}
        without_weights = all(column.weight is None for column in self._table.criteria)
        for column in self._table.criteria:
            try:
                name = checked_name("A criterion", column.name)
            except DeskError as error:
                self._notes.append(f"{column.cell}: left out. {error}")
                continue
            leaf = known.get(column.key) or known.get(name.casefold())
            if leaf is not None:
                keys[column.name] = leaf
                weights |= self._changed_weight(leaf, column)
            else:
                keys[column.name] = name
                new.setdefault(name, NewCriterion(name, self._fields(name, column, without_weights)))
        weights |= self._changed_group_weights()
        if self._scaled:
            self._notes.append(
                "Worth 0 at the worst and 100 at the best amount in the sheet, until you fix end points of your own: "
                f"{'; '.join(self._scaled)}."
            )
        if self._undirected:
            names = in_words(self._undirected)
            self._notes.append(f"Open until you say whether more or less is better: {names}.")
        if new and without_weights:
            self._notes.append("The sheet has no weights, so all new criteria weigh the same until you weigh them.")
        return keys, list(new.values()), weights

    def _known_leaves(self) -> dict[str, Criterion]:
        if self._now is None:
            return {}
        paths = criterion_paths(self._now.criteria)
        leaves = leaves_of(self._now.criteria)
        keys = {str(leaf.id): leaf for leaf in leaves} if self._is_own else {}
        return (
            keys
            | {leaf.name.casefold(): leaf for leaf in leaves}
            | {paths[leaf.id].casefold(): leaf for leaf in leaves}
        )

    def _changed_weight(self, leaf: Criterion, column: CriterionCell) -> dict[int, float]:
        if column.weight is None or _is_same(column.weight, leaf.weight):
            return {}
        if self._is_own:
            return {leaf.id: column.weight}
        self._notes.append(
            f"{column.cell}: {leaf.name} weighs {plain(leaf.weight)} here and {plain(column.weight)} in the sheet; "
            "the weight here was kept."
        )
        return {}

    def _changed_group_weights(self) -> dict[int, float]:
        """Return the weights of groups that were changed in a workbook of ours."""
        groups = (
            {str(criterion.id): criterion for criterion in self._now.criteria} if self._now and self._is_own else {}
        )
        return {
            groups[group.key].id: group.weight
            for group in self._table.groups
            if group.key in groups and group.weight is not None and not _is_same(group.weight, groups[group.key].weight)
        }

    def _fields(self, name: str, column: CriterionCell, without_weights: bool) -> dict[str, object]:
        """Return the row of a new criterion: judged where the sheet has a scale or words, else measured."""
        weight = 1.0 if without_weights else max(column.weight or 0.0, 0.0)
        fields: dict[str, object] = {"name": name, "weight": weight, "unit": column.unit or ""}
        numbers = self._numbers.get(column.name, [])
        if column.maximum is not None and column.direction != "min":
            return fields | {"measure": str(Measure.JUDGED), "maximum": column.maximum, "step": 0.0}
        if not numbers:
            return fields | {"measure": str(Measure.JUDGED)}
        direction = column.direction
        fields |= {"measure": str(Measure.MEASURED), "direction": direction}
        if direction is None:
            self._undirected.append(name)
            return fields
        low, high = min(numbers), max(numbers)
        worst, best = (high, low) if direction == Direction.MIN else (low, high)
        self._scaled.append(f"{name} from {plain(worst)} to {plain(best)}")
        return fields | {"worst": worst, "best": best}

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
        present = self._present()
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
            fields = self._value_fields(score, table, measure, maximum)
            if before is None and _is_empty(fields) and not fields["rationale"]:
                continue
            if before is not None and (_is_same_value(before, fields) or (self._is_own and _is_empty(fields))):
                same += 1
                continue
            office = evaluator or self._evaluator
            values.append(PlannedValue(table, office, candidate, key, fields, score.cell, before is not None))
        return values, same

    def _table_for(self, measure: Measure, is_known: bool) -> str:
        if measure is not Measure.JUDGED:
            return "measurement"
        return "agreed_score" if self._is_own and is_known else "score"

    def _present(self) -> dict[tuple[object, ...], dict[str, Any]]:
        """Return (candidate id, criterion id, evaluator) → what the file says now and would be compared with."""
        if self._now is None:
            return {}
        found: dict[tuple[object, ...], dict[str, Any]] = {}
        for row in self._now.measurements:
            amount = {"amount": row.amount, "not_applicable": row.not_applicable, "rationale": row.rationale}
            found[row.candidate_id, row.criterion_id, ""] = amount
        if self._is_own:
            return found | self._counting()
        for row in self._now.scores:
            points = {"points": row.points, "not_applicable": row.not_applicable, "rationale": row.rationale}
            found[row.candidate_id, row.criterion_id, self._offices[row.evaluator_id]] = points
        return found

    def _counting(self) -> dict[tuple[object, ...], dict[str, Any]]:
        """Return the points that count, agreed or the evaluators' median: what our own workbook shows."""
        from outsource_desk.services.ranking import ranking_of

        assert self._now is not None
        measured = {leaf.id for leaf in leaves_of(self._now.criteria) if leaf.measure is not Measure.JUDGED}
        return {
            (*cell, ""): {"points": value.points, "not_applicable": value.not_applicable, "rationale": None}
            for cell, value in ranking_of(self._now).cells.items()
            if cell[1] not in measured
        }

    def _value_fields(self, score: ScoreCell, table: str, measure: Measure, maximum: float | None) -> dict[str, object]:
        """Return the columns of one value; what is doubtful or outside the scale stays open, its text kept."""
        number: float | None = score.value
        reason = ""
        if "ask" in score.flags and number is not None:
            number, reason = None, f"The sheet says “{score.raw}”, which can be read in more than one way."
        elif number is not None and maximum is not None and not 0 <= number <= maximum:
            self._notes.append(
                f"{score.cell}: {plain(number)} is outside the scale from 0 to {plain(maximum)}; left open."
            )
            number, reason = None, f"The sheet says “{score.raw}”, which is outside the scale."
        elif number is None and score.text:
            reason = f"The sheet says “{score.text}”."
        not_applicable = number is None and "na" in score.flags
        words = " ".join(filter(None, (score.rationale, reason)))
        fields: dict[str, object] = {"not_applicable": int(not_applicable), "rationale": _kept(words) if words else ""}
        if table != "measurement":
            if table == "agreed_score":
                fields["rationale"] = f"Changed in the workbook at {score.cell}."
            return {"points": number, **fields}
        if measure is Measure.PRICE:
            minor = None if number is None else round(number * 10 ** minor_digits(self._currency))
            return {"amount": None, "minor_units": minor, "currency": self._currency, **fields}
        return {"amount": number, "minor_units": None, "currency": "", **fields}


def _shape(criterion: Criterion | str, new: dict[str, NewCriterion]) -> tuple[Measure, int | str, float | None]:
    """Return measure, key and top of the scale of a known leaf or a new criterion."""
    if isinstance(criterion, Criterion):
        maximum = criterion.maximum if criterion.measure is Measure.JUDGED else None
        return criterion.measure, criterion.id, maximum
    fields = new[criterion].fields
    measure = Measure(str(fields["measure"]))
    maximum = float(str(fields.get("maximum", 5.0))) if measure is Measure.JUDGED else None
    return measure, criterion, maximum


def _weighting(columns: Sequence[CriterionCell]) -> Weighting:
    total = sum(column.weight or 0.0 for column in columns)
    return Weighting.DIRECT if abs(total - 100) <= 0.01 else Weighting.POINTS


def _is_same(first: float, second: float) -> bool:
    return abs(first - second) <= _SAME * max(1.0, abs(first), abs(second))


def _is_empty(fields: dict[str, object]) -> bool:
    # written out, as an import may have hundreds of thousands of values
    has_number = (
        fields.get("points") is not None or fields.get("amount") is not None or fields.get("minor_units") is not None
    )
    return not has_number and not fields["not_applicable"]


def _is_same_value(before: dict[str, Any], fields: dict[str, object]) -> bool:
    if bool(before["not_applicable"]) != bool(fields["not_applicable"]):
        return False
    old = before.get("points", before.get("amount"))
    new = fields.get("points", fields.get("amount"))
    if fields.get("minor_units") is not None:
        new = float(str(fields["minor_units"])) / 10 ** minor_digits(str(fields["currency"]))
    if old is None or new is None:
        return old is None and new is None and before["rationale"] in (None, fields["rationale"])
    return _is_same(float(old), float(str(new)))


def _kept(text: str) -> str:
    try:
        return checked_text("The text", text)
    except DeskError:
        return checked_text("The text", "".join(letter for letter in text if letter.isprintable())[:10_000])
