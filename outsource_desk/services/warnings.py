"""What a careful reader should know about an evaluation: stable rules, pure functions of what was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from outsource_desk.domain.criterion import Criterion, Direction, Measure, criterion_paths, leaves_of
from outsource_desk.domain.formatting import in_words, number, percent, plain
from outsource_desk.domain.initiative import Weighting
from outsource_desk.domain.ranking import (
    CellValue,
    Evaluation,
    GateStatus,
    Ranking,
    RuleWarning,
    Severity,
    Standing,
    Verdict,
)
from outsource_desk.domain.score import Score
from outsource_desk.domain.vendor import Candidate

REASON_LENGTH = 20  # characters; a shorter text is no reason


def warnings_of(evaluation: Evaluation, ranking: Ranking) -> tuple[RuleWarning, ...]:
    """Return every warning, those that stop a recommendation first, else in the order of their rules."""
    check = _Check(evaluation, ranking)
    found = [*check.groups(), *check.weights(), *check.scores(), *check.prices(), *check.result()]
    order = list(Severity)
    return tuple(sorted(found, key=lambda warning: order.index(warning.severity)))


# what is not said yet, and the field that says it
_DIRECTION = ("whether more or less is better", "direction")
_ENDS = ("the amounts worth 0 and worth 100", "worst")


class _Check:
    """One evaluation under the reader's eye."""

    def __init__(self, evaluation: Evaluation, ranking: Ranking) -> None:
        self._evaluation, self._ranking = evaluation, ranking
        self._leaves = [leaf for leaf in leaves_of(evaluation.criteria) if leaf.id not in ranking.dropped]
        self._name = criterion_paths(evaluation.criteria)
        self._eligible = [s.candidate for s in ranking.standings if s.gate is not GateStatus.FAILED]

    def groups(self) -> Iterator[RuleWarning]:
        """Check that no gate stands where nothing is scored."""
        leaves = {leaf.id for leaf in leaves_of(self._evaluation.criteria)}
        for criterion in self._evaluation.criteria:
            if criterion.is_gate and criterion.id not in leaves:
                name = self._name[criterion.id]
                text = f"{name} is a gate but has parts, so nobody is judged by it. Make one of its parts the gate."
                yield RuleWarning("W59", Severity.BLOCK, text, name, criterion_id=criterion.id, field="is_gate")

    def weights(self) -> Iterator[RuleWarning]:
        """Check that weights add up and that each criterion decides something."""
        siblings: dict[int | None, list[Criterion]] = defaultdict(list)
        for criterion in self._evaluation.criteria:
            siblings[criterion.parent_id].append(criterion)
        for parent_id, parts in siblings.items():
            yield from self._level(parent_id, parts)
        for leaf in self._leaves:
            weight = self._ranking.weights[leaf.id]
            values = [self._cell(candidate, leaf).value for candidate in self._eligible]
            known = [value for value in values if value is not None]
            if weight >= 0.05 and len(known) >= 2 and len(known) == len(values) and max(known) - min(known) < 5:
                text = f"{self._name[leaf.id]} carries {percent(weight)} but all candidates score about the same."
                yield RuleWarning("W02", Severity.WARN, text, self._name[leaf.id], criterion_id=leaf.id, field="weight")

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

    def scores(self) -> Iterator[RuleWarning]:
        """Check that scores are complete, comparable, explained and not torn."""
        single: dict[tuple[int, int], list[Score]] = defaultdict(list)
        denied: set[tuple[int, int]] = set()  # somebody says that the leaf does not apply here
        for score in self._evaluation.scores:
            if score.points is not None:
                single[score.candidate_id, score.criterion_id].append(score)
            elif score.not_applicable:
                denied.add((score.candidate_id, score.criterion_id))
        agreed = {(row.candidate_id, row.criterion_id): row for row in self._evaluation.agreed}
        for leaf in self._leaves:
            if leaf.measure is not Measure.JUDGED:
                continue
            for candidate in self._evaluation.candidates:
                cell = candidate.id, leaf.id
                if cell not in agreed:
                    yield from self._disagreement(candidate, leaf, single[cell])
                if cell not in agreed and cell in denied and single[cell]:
                    text = f"{candidate.name}, {self._name[leaf.id]}: some evaluators gave points, others say n/a."
                    yield self._of_cell("W27", Severity.BLOCK, text, candidate, leaf)
                reasons = [row.rationale for row in (*single[cell], *([agreed[cell]] if cell in agreed else []))]
                yield from self._unexplained(candidate, leaf, reasons)
        yield from self._gaps()

    def _disagreement(self, candidate: Candidate, leaf: Criterion, scores: Sequence[Score]) -> Iterator[RuleWarning]:
        from outsource_desk.analysis.agreement import needs_moderation

        points = [score.points for score in scores if score.points is not None]
        if needs_moderation(points, leaf.maximum):
            listed = in_words([plain(value) for value in points])
            text = f"{candidate.name}, {self._name[leaf.id]}: evaluators gave {listed}. A median would hide this."
            yield self._of_cell("W20", Severity.BLOCK, text, candidate, leaf)

    def _unexplained(self, candidate: Candidate, leaf: Criterion, reasons: Sequence[str]) -> Iterator[RuleWarning]:
        """Ask for a reason behind a very strong or very weak score, on scales that have worded anchors."""
        points = self._cell(candidate, leaf).points
        if points is None or not leaf.anchors or max(map(len, reasons), default=0) >= REASON_LENGTH:
            return
        if points <= 0.2 * leaf.maximum or points >= 0.9 * leaf.maximum:
            text = (
                f"{candidate.name}, {self._name[leaf.id]}: {plain(points)} of {plain(leaf.maximum)} without a reason."
            )
            yield self._of_cell("W28", Severity.WARN, text, candidate, leaf, "rationale")

    def _gaps(self) -> Iterator[RuleWarning]:
        for leaf in self._leaves:
            missing = [each for each in self._eligible if self._cell(each, leaf).not_applicable]
            if missing:
                names = in_words([each.name for each in missing])
                text = f"{self._name[leaf.id]} is marked not applicable for {names} only; it counts as open."
                yield RuleWarning("W27", Severity.BLOCK, text, self._name[leaf.id], missing[0].id, leaf.id)
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

    def prices(self) -> Iterator[RuleWarning]:
        """Check that amounts can be turned into values and that prices are there."""
        for leaf in self._leaves:
            name = self._name[leaf.id]
            if None in leaf.end_points:
                lacking, field = _ENDS if leaf.direction is not Direction.UNKNOWN else _DIRECTION
                text = f"{name} is open until somebody says {lacking}."
                yield RuleWarning("W31", Severity.BLOCK, text, name, criterion_id=leaf.id, field=field)
            elif leaf.measure is not Measure.JUDGED:
                yield from self._local_scale(leaf)
            if leaf.measure is not Measure.PRICE:
                continue
            for candidate in self._eligible:
                amount = self._cell(candidate, leaf).points
                if amount is None or amount <= 0:
                    text = f"{candidate.name} has no usable price."
                    yield self._of_cell("W48", Severity.BLOCK, text, candidate, leaf)

    def _local_scale(self, leaf: Criterion) -> Iterator[RuleWarning]:
        """Warn of end points that are just the worst and the best amount on the table."""
        amounts = [self._cell(candidate, leaf).points for candidate in self._evaluation.candidates]
        known = [amount for amount in amounts if amount is not None]
        if len(known) >= 2 and {min(known), max(known)} == {leaf.worst, leaf.best} and min(known) < max(known):
            text = (
                f"{self._name[leaf.id]} is worth 0 at the worst and 100 at the best amount here, so even a small "
                "difference counts in full. Fix end points of your own."
            )
            yield RuleWarning("W04", Severity.WARN, text, self._name[leaf.id], criterion_id=leaf.id, field="worst")

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
        if self._ranking.verdict is Verdict.TOO_CLOSE and self._ranking.margin is not None:
            first, second = (standing.candidate for standing in ranked[:2])
            text = (
                f"{first.name} and {second.name} are {number(self._ranking.margin)} points apart; "
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

    def _of_cell(
        self, rule: str, severity: Severity, text: str, candidate: Candidate, leaf: Criterion, field: str = ""
    ) -> RuleWarning:
        """Return a warning that is cured in one cell of the matrix."""
        where = f"{candidate.name} / {self._name[leaf.id]}"
        return RuleWarning(rule, severity, text, where, candidate.id, leaf.id, field)

    def _cell(self, candidate: Candidate, leaf: Criterion) -> CellValue:
        cells: Mapping[tuple[int, int], CellValue] = self._ranking.cells
        return cells[candidate.id, leaf.id]
