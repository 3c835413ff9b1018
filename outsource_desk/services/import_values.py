"""Which values of a sheet are new, which differ from the file, and what the policy makes of those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.criterion import Criterion, Measure, criterion_paths, leaves_of
from outsource_desk.services.import_cells import is_empty, is_same_value, plain_points, value_fields
from outsource_desk.services.import_plan import Conflict, NewCriterion, PlannedValue, Terms
from outsource_desk.services.import_policy import Fate, Policy

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.importers.reading import ScoreCell, Table
    from outsource_desk.services.import_matching import Matching

_Place = tuple[object, ...]  # candidate, criterion and evaluator: ids, or names of new ones
_Seen = dict[tuple[object, ...], set[object]]  # criterion and evaluator → candidates that have a value there
_Shape = tuple[Measure, int | str, float | None]  # measure, key and top of the scale


class ValuePlanner:
    """Compares the values of a table with those of an initiative."""

    def __init__(
        self,
        table: Table,
        now: Evaluation | None,
        terms: Terms,
        evaluators: Mapping[str, Matching],
        base: Evaluation | None,
        currency: str,
    ) -> None:
        self._table, self._now, self._terms, self._base, self._currency = table, now, terms, base, currency
        self._is_own = terms.is_own
        self._offices: dict[str, int | str | None] = {
            name: None if each.is_skipped else each.match.id if each.match else each.new_name
            for name, each in evaluators.items()
        }
        self.values: list[PlannedValue] = []
        self.conflicts: list[Conflict] = []
        self.same = 0
        self.notes: list[str] = []

    @property
    def kept(self) -> frozenset[tuple[int | str, int | str]]:
        """Return the cells whose value in the file stays although the sheet says otherwise."""
        return frozenset(
            (each.value.candidate, each.value.criterion) for each in self.conflicts if each.fate is not Fate.REPLACED
        )

    def plan(
        self,
        candidates: Mapping[str, int | str],
        criteria: Mapping[str, Criterion | str],
        new: Mapping[str, NewCriterion],
    ) -> None:
        """Decide for every value."""
        present = self._present(self._now)
        base = self._present(self._base) if self._base is not None else present
        shapes = {name: _shape(criterion, new) for name, criterion in criteria.items()}
        offices = {name: self._office(name) for name in {score.evaluator for score in self._table.scores}}
        nobody = "", ""
        seen: _Seen = defaultdict(set)
        for score in self._table.scores:
            candidate, shape = candidates.get(score.vendor), shapes.get(score.criterion)
            if candidate is None or shape is None:
                continue
            is_judged = shape[0] is Measure.JUDGED
            office, folded = offices[score.evaluator] if is_judged and not self._is_own else nobody
            if office is None:
                continue
            alike = seen[shape[1], folded]
            if candidate in alike:
                self.notes.append(f"{score.cell}: {score.vendor}, {score.criterion} appears twice; the first counts.")
                continue
            alike.add(candidate)
            place = (candidate, shape[1], folded)
            before = present.get(place) if present else None
            points = plain_points(score, shape[2]) if is_judged and before is None else None
            if points is not None:  # nearly all
                office = office or self._terms.evaluator
                self.values.append(PlannedValue("score", office, candidate, shape[1], points, score.cell))
                continue
            self._take(score, shape, candidate, office or self._terms.evaluator, before, base.get(place))
        if self._is_own:
            self._note_emptied(present, seen, set(candidates.values()), {key for _, key, _ in shapes.values()})

    def _office(self, evaluator: str) -> tuple[int | str | None, int | str | None]:
        """Return who a score is put down to, nobody if it stays out, and the same as it is compared."""
        name = evaluator or self._table.evaluator or self._terms.evaluator
        office = self._offices.get(name, name)
        return office, office.casefold() if isinstance(office, str) else office

    def _take(
        self,
        score: ScoreCell,
        shape: _Shape,
        candidate: int | str,
        office: int | str,
        before: dict[str, Any] | None,
        base: dict[str, Any] | None,
    ) -> None:
        """Decide for one value."""
        measure, key, maximum = shape
        table = self._table_for(measure, before is not None)
        fields, note = value_fields(score, table, measure, maximum, self._currency)
        if note:
            is_kept = self._is_own or self._is_kept_empty(score.cell, fields, before)
            kept = " The value here was kept." if is_kept else " Left open."
            self.notes.append(note + kept * is_empty(fields))
        if before is None:
            if fields["rationale"] or not is_empty(fields):
                self.values.append(PlannedValue(table, office, candidate, key, fields, score.cell))
            return
        if is_same_value(before, fields) or is_same_value(base or before, fields):
            self.same += 1
        elif self._is_own and is_empty(fields):
            if not note:
                said = f"“{score.raw}”" if score.raw else "nothing"
                self.notes.append(f"{score.cell}: says {said}; the value here was kept.")
            self.same += 1
        else:
            value = PlannedValue(table, office, candidate, key, fields, score.cell, before)
            was = base if self._base is not None else None
            self._settle(value, is_plain=was is not None and is_same_value(was, before))

    def _is_kept_empty(self, cell: str, fields: dict[str, object], before: Mapping[str, Any] | None) -> bool:
        """Tell whether a value here stays because the sheet has none in its place, and nobody says otherwise."""
        is_here = before is not None and not is_open_here(before)
        return is_here and is_empty(fields) and cell not in self._terms.answers

    def _settle(self, value: PlannedValue, *, is_plain: bool) -> None:
        """Decide what becomes of a value that is here already and differs."""
        fate = self._fate(value, is_plain=is_plain)
        self.conflicts.append(Conflict(value, fate, is_plain))
        if fate is Fate.REPLACED:
            self.values.append(value)

    def _fate(self, value: PlannedValue, *, is_plain: bool) -> Fate:
        from outsource_desk.services.import_answers import Act

        answer = self._terms.answers.get(value.cell)
        if answer is not None and answer.act is Act.STAY:
            return Fate.KEPT
        is_open = value.before is not None and is_open_here(value.before)
        match self._terms.policy:
            case Policy.REPLACE if self._is_kept_empty(value.cell, value.fields, value.before):
                return Fate.KEPT
            case Policy.REPLACE:
                return Fate.REPLACED
            case Policy.KEEP:
                return Fate.KEPT
            case Policy.MERGE:
                return Fate.REPLACED if is_open else Fate.KEPT
            case Policy.ASK:
                if is_open or is_plain:
                    return Fate.REPLACED
                if answer is None:
                    return Fate.ASKED
                return Fate.KEPT if answer.act is Act.OPEN else Fate.REPLACED

    def _note_emptied(
        self, present: dict[_Place, dict[str, Any]], seen: _Seen, candidates: set[int | str], criteria: set[int | str],

    ) -> None:  # fmt: skip
        """Say which cells are empty in the workbook although the file has a value for them."""
        assert self._now is not None
        names = {each.id: each.name for each in self._now.candidates}
        leaves = criterion_paths(self._now.criteria)
        for place, before in present.items():
            candidate, criterion = int(str(place[0])), int(str(place[1]))
            if (
                not is_open_here(before)
                and place[0] not in seen[place[1:]]
                and candidate in candidates
                and criterion in criteria
            ):
                where = f"{names[candidate]}, {leaves[criterion]}"
                self.notes.append(f"{where}: empty in the workbook; the value here was kept.")

    def _table_for(self, measure: Measure, is_known: bool) -> str:
        if measure is not Measure.JUDGED:
            return "measurement"
        return "agreed_score" if self._is_own and is_known else "score"

    def _present(self, then: Evaluation | None) -> dict[_Place, dict[str, Any]]:
        """Return (candidate id, criterion id, evaluator) → what the file says now and would be compared with."""
        if then is None:
            return {}
        found: dict[_Place, dict[str, Any]] = {}
        for row in then.measurements:
            amount = {"amount": row.amount, "not_applicable": row.not_applicable, "rationale": row.rationale}
            found[row.candidate_id, row.criterion_id, ""] = amount
        if self._is_own:
            return found | _counting(then)
        for row in then.scores:
            points = {"points": row.points, "not_applicable": row.not_applicable, "rationale": row.rationale}
            found[row.candidate_id, row.criterion_id, row.evaluator_id] = points
        return found


def is_open_here(before: Mapping[str, Any]) -> bool:
    """Tell whether the file has neither a number nor "not applicable" there."""
    return not before["not_applicable"] and before.get("points", before.get("amount")) is None


def _counting(then: Evaluation) -> dict[_Place, dict[str, Any]]:
    """Return the points that count, agreed or the evaluators' median: what our own workbook shows."""
    from outsource_desk.services.ranking import ranking_of

    measured = {leaf.id for leaf in leaves_of(then.criteria) if leaf.measure is not Measure.JUDGED}
    return {
        (*cell, ""): {"points": value.points, "not_applicable": value.not_applicable, "rationale": None}
        for cell, value in ranking_of(then).cells.items()
        if cell[1] not in measured
    }


def _shape(criterion: Criterion | str, new: Mapping[str, NewCriterion]) -> _Shape:
    """Return measure, key and top of the scale of a known leaf or a new criterion."""
    if isinstance(criterion, Criterion):
        maximum = criterion.maximum if criterion.measure is Measure.JUDGED else None
        return criterion.measure, criterion.id, maximum
    fields = new[criterion].fields
    measure = Measure(str(fields["measure"]))
    maximum = float(str(fields.get("maximum", 5.0))) if measure is Measure.JUDGED else None
    return measure, criterion, maximum
