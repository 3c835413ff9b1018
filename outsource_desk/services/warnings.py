"""What a careful reader should know about an evaluation: stable rules, pure functions of what was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from outsource_desk.domain.criterion import Criterion, criterion_paths, leaves_of
from outsource_desk.domain.formatting import in_words, number, plain
from outsource_desk.domain.initiative import Weighting
from outsource_desk.domain.ranking import (
    Cell,
    Evaluation,
    GateStatus,
    Ranking,
    RuleWarning,
    Severity,
    Standing,
    Verdict,
)
from outsource_desk.services.counting import Entry
from outsource_desk.services.leaf_warnings import (
    Column,
    amount_warnings,
    cell_warnings,
    gap_warnings,
    weight_warnings,
)

Warnings = tuple[RuleWarning, ...]


class _OfLeaf(NamedTuple):
    """What was found about one leaf."""

    weight: Warnings
    cells: Warnings
    gaps: Warnings
    amounts: Warnings


class Notes:
    """What was found about cells and leaves, kept for as long as it holds."""

    def __init__(self) -> None:
        self._basis: object = None
        self._cells: dict[Cell, Warnings] = {}
        self._leaves: dict[int, _OfLeaf] = {}

    def forget(self, touched: Collection[Cell]) -> None:
        """Forget what depends on cells for which something else was given."""
        for candidate_id, leaf_id in touched:
            self._cells.pop((candidate_id, leaf_id), None)
            self._leaves.pop(leaf_id, None)

    def forget_leaves_unless(self, basis: object) -> None:
        """Forget all leaves if they were judged on another basis: other candidates eligible, or other weights."""
        if basis != self._basis:
            self._basis = basis
            self._leaves.clear()

    def of_leaf(self, column: Column) -> _OfLeaf:
        """Return what was found about a leaf and its cells."""
        known = self._leaves.get(column.leaf.id)
        if known is None:
            cells = tuple(chain.from_iterable(self._of_cells(column)))
            rules = weight_warnings, gap_warnings, amount_warnings
            weight, gaps, amounts = (tuple(rule(column)) for rule in rules)
            known = self._leaves[column.leaf.id] = _OfLeaf(weight, cells, gaps, amounts)
        return known

    def _of_cells(self, column: Column) -> Iterator[Warnings]:
        for candidate in column.candidates:
            cell = candidate.id, column.leaf.id
            if cell not in self._cells:
                self._cells[cell] = tuple(cell_warnings(column, candidate))
            yield self._cells[cell]


def warnings_of(evaluation: Evaluation, entries: Mapping[Cell, Entry], ranking: Ranking, notes: Notes) -> Warnings:
    """Return every warning, those that stop a recommendation first, else in the order of their rules.

    Args:
        evaluation: what was read.
        entries: all that was given, cell by cell.
        ranking: what came out, without its warnings.
        notes: empty, or what was found before and still holds; what is found is added.
    """
    check = _Check(evaluation, ranking)
    leaves = check.leaves(entries, notes)
    found = chain(
        check.groups(),
        check.levels(),
        *(leaf.weight for leaf in leaves),
        *(leaf.cells for leaf in leaves),
        *(leaf.gaps for leaf in leaves),
        check.bounds(),
        *(leaf.amounts for leaf in leaves),
        check.result(),
    )
    by_severity: dict[Severity, list[RuleWarning]] = {severity: [] for severity in Severity}
    for warning in found:
        by_severity[warning.severity].append(warning)
    return tuple(chain.from_iterable(by_severity.values()))


class _Check:
    """One evaluation under the reader's eye."""

    def __init__(self, evaluation: Evaluation, ranking: Ranking) -> None:
        self._evaluation, self._ranking = evaluation, ranking
        self._leaves = [leaf for leaf in leaves_of(evaluation.criteria) if leaf.id not in ranking.dropped]
        self._name = criterion_paths(evaluation.criteria)

    def leaves(self, entries: Mapping[Cell, Entry], notes: Notes) -> list[_OfLeaf]:
        """Check each leaf and its cells, but for those that are in the notes."""
        candidates, weights = self._evaluation.candidates, self._ranking.weights
        failed = {standing.candidate.id for standing in self._ranking.standings if standing.gate is GateStatus.FAILED}
        eligible = tuple(candidate for candidate in candidates if candidate.id not in failed)
        notes.forget_leaves_unless((eligible, weights))
        return [
            notes.of_leaf(
                Column(leaf, self._name[leaf.id], weights[leaf.id], candidates, eligible, self._ranking.cells, entries)
            )
            for leaf in self._leaves
        ]

    def groups(self) -> Iterator[RuleWarning]:
        """Check that no gate stands where nothing is scored."""
        leaves = {leaf.id for leaf in leaves_of(self._evaluation.criteria)}
        for criterion in self._evaluation.criteria:
            if criterion.is_gate and criterion.id not in leaves:
                name = self._name[criterion.id]
                text = f"{name} is a gate but has parts, so nobody is judged by it. Make one of its parts the gate."
                yield RuleWarning("W59", Severity.BLOCK, text, name, criterion_id=criterion.id, field="is_gate")

    def levels(self) -> Iterator[RuleWarning]:
        """Check that the weights of each level add up."""
        siblings: dict[int | None, list[Criterion]] = defaultdict(list)
        for criterion in self._evaluation.criteria:
            siblings[criterion.parent_id].append(criterion)
        for parent_id, parts in siblings.items():
            yield from self._level(parent_id, parts)

    def _level(self, parent_id: int | None, parts: Sequence[Criterion]) -> Iterator[RuleWarning]:
        name = "the top level" if parent_id is None else self._name[parent_id]
        total = sum(part.weight for part in parts)
        if total == 0:
            text = f"No part of {name} has a weight, so nothing below it counts."
            yield RuleWarning("W01", Severity.BLOCK, text, name, criterion_id=parent_id, field="weight")
        elif self._evaluation.initiative.weighting is Weighting.DIRECT and abs(total - 100) > 0.01 + 1e-9:
            text = f"The weights of {name} add up to {plain(total)} %, not 100 %."
            yield RuleWarning("W01", Severity.BLOCK, text, name, criterion_id=parent_id, field="weight")
        elif len(parts) >= 3 and len({part.weight for part in parts}) == 1:
            text = f"All parts of {name} weigh the same. Equal weights are a choice too: say why."
            yield RuleWarning("W05", Severity.INFO, text, name, criterion_id=parent_id, field="weight")

    def bounds(self) -> Iterator[RuleWarning]:
        """Check whether what is open could change the order."""
        leader = next(iter(self._ranking.ranked), None)
        for standing in self._ranking.possible:
            if standing.open_leaves and leader is not None and standing.high >= leader.total:
                names = [self._name[leaf] for leaf in standing.open_leaves[:3]]
                more = len(standing.open_leaves) - 3
                text = (
                    f"{standing.candidate.name} could end between {number(standing.low)} and {number(standing.high)}: "
                    f"{in_words([*names, f'{more} more'] if more > 0 else names)} still open."
                )
                yield RuleWarning(
                    "W26", Severity.WARN, text, standing.candidate.name, standing.candidate.id, standing.open_leaves[0]
                )

    def result(self) -> Iterator[RuleWarning]:
        """Check what the ranking itself says."""
        ranked = self._ranking.ranked
        best = max(self._ranking.standings, key=lambda standing: standing.total, default=None)
        if best is not None and best.gate is GateStatus.FAILED and ranked:
            text = (
                f"{best.candidate.name} leads on points but fails a gate: {'; '.join(best.gate_reasons)}. Not ranked."
            )
            yield RuleWarning(
                "W50", Severity.WARN, text, best.candidate.name, best.candidate.id, self._failed_gate(best)
            )
        for standing in ranked:
            for leaf_id in standing.below_minimum:
                name, leaf = standing.candidate.name, self._name[leaf_id]
                place = "is first although it misses" if standing.rank == 1 else "misses"
                text = f"{name} {place} the minimum of {leaf}, which is no gate."
                yield RuleWarning("W51", Severity.WARN, text, f"{name} / {leaf}", standing.candidate.id, leaf_id)
        if self._ranking.verdict is Verdict.TOO_CLOSE:
            first, second = (standing.candidate for standing in ranked[:2])
            less = ", a little less before rounding" if self._ranking.is_lead_rounded_over else ""
            text = (
                f"{first.name} and {second.name} are {number(self._ranking.lead)} points apart{less}; "
                f"a lead is clear from {number(self._ranking.threshold)}."
            )
            yield RuleWarning("W53", Severity.WARN, text, first.name, first.id)
        if self._ranking.verdict is Verdict.SINGLE:
            only = ranked[0].candidate
            text = f"Only {only.name} is ranked, so there is no comparison."
            yield RuleWarning("W58", Severity.WARN, text, only.name, only.id)

    def _failed_gate(self, standing: Standing) -> int | None:
        """Return the first gate that a candidate misses."""
        gates = {leaf.id for leaf in self._leaves if leaf.is_gate}
        return next((leaf_id for leaf_id in standing.below_minimum if leaf_id in gates), None)
