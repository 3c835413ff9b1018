"""Where one candidate stands, and what the standings of all together say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from outsource_desk.analysis.aggregation import competition_ranks, contributions, shares_of, weighted_total_bounds
from outsource_desk.analysis.agreement import PRACTICAL_TIE, standard_error_of_gap, variance_of_mean
from outsource_desk.domain.criterion import Criterion, Measure, global_weights, leaves_of
from outsource_desk.domain.formatting import plain
from outsource_desk.domain.ranking import TIE_POINTS, Cell, CellValue, GateStatus, Standing, Verdict
from outsource_desk.domain.vendor import Candidate
from outsource_desk.domain.vetted import VettedCandidate, VettingGate
from outsource_desk.services.counting import NOTHING, Entry, judged_values
from outsource_desk.services.gate_reasons import gate_reasons


@dataclass(frozen=True)
class Yardstick:
    """What every candidate is measured with: the tree, without the leaves that apply to nobody."""

    criteria: tuple[Criterion, ...]
    dropped: frozenset[int]

    @cached_property
    def leaves(self) -> tuple[Criterion, ...]:
        """The leaves that count, in tree order."""
        return tuple(leaf for leaf in leaves_of(self.criteria) if leaf.id not in self.dropped)

    @cached_property
    def weights(self) -> dict[int, float]:
        """Each criterion's share of the whole, 0..1, groups among them."""
        return global_weights(self.criteria, self.dropped)

    @cached_property
    def shares(self) -> list[float]:
        """The weights of the leaves, adding up to 1; all 0 where no criterion has a weight."""
        weights = [self.weights[leaf.id] for leaf in self.leaves]
        return shares_of(weights) if any(weights) else weights

    @cached_property
    def has_weight(self) -> bool:
        """Whether any criterion has a weight."""
        return any(self.shares)

    @cached_property
    def watched(self) -> tuple[Criterion, ...]:
        """The leaves with a minimum or a gate."""
        return tuple(leaf for leaf in self.leaves if leaf.is_gate or leaf.minimum is not None)


def applicable_to_nobody(
    candidates: Sequence[Candidate], leaves: Sequence[Criterion], cells: Mapping[Cell, CellValue]
) -> frozenset[int]:
    """Return the leaves that somebody marked not applicable for each and every candidate."""
    return frozenset(
        leaf.id
        for leaf in leaves
        if candidates and all(cells[candidate.id, leaf.id].not_applicable for candidate in candidates)
    )


def standing_of(
    candidate: Candidate, yardstick: Yardstick, cells: Mapping[Cell, CellValue], vetted: VettedCandidate | None = None
) -> Standing:
    """Return one candidate's standing, with rank 0 where it is to be ranked and none where it is not.

    A candidate that misses a gate, or that has no value at all, is not ranked.

    Args:
        candidate: whose standing.
        yardstick: what all are measured with.
        cells: what counts, cell by cell.
        vetted: what vetting found; None where nobody vets.
    """
    leaves, shares = yardstick.leaves, yardstick.shares
    values = [cells[candidate.id, leaf.id].value for leaf in leaves]
    low, high = weighted_total_bounds(values, shares)
    weighted = [(leaf.id, value) for leaf, value, share in zip(leaves, values, shares, strict=True) if share > 0]
    open_leaves = tuple(leaf_id for leaf_id, value in weighted if value is None)
    gate = _gate(candidate, yardstick.watched, cells).joined(_gate_of_vetting(vetted))
    rankable = gate.status is not GateStatus.FAILED
    if len(open_leaves) == len(weighted):
        reasons = (*gate.reasons, "nothing is scored yet") if yardstick.has_weight else ("no criterion has a weight",)
        gate = replace(gate, status=gate.status if not rankable else GateStatus.OPEN, reasons=reasons)
        rankable = False
    return Standing(
        candidate=candidate,
        rank=0 if rankable else None,
        total=low,
        low=low,
        high=high,
        gate=gate.status,
        gate_reasons=gate.reasons,
        contributions=_with_groups(yardstick, contributions(values, shares)),
        open_leaves=open_leaves,
        below_minimum=gate.below_minimum,
    )


def fails_gate(
    candidate: Candidate, yardstick: Yardstick, cells: Mapping[Cell, CellValue], vetted: VettedCandidate | None = None
) -> bool:
    """Tell whether a candidate misses a gate; points, amounts and vetting decide that, never values."""
    if vetted is not None and vetted.gate is VettingGate.FAILED:
        return True
    return _gate(candidate, yardstick.watched, cells).status is GateStatus.FAILED


@dataclass(frozen=True)
class _Gate:
    """One candidate's way through the gates."""

    status: GateStatus
    reasons: tuple[str, ...]
    below_minimum: tuple[int, ...] = ()

    def joined(self, other: _Gate) -> _Gate:
        """Return the way through both: the worse of the two, with the reasons that make it so."""
        worst = max(self.status, other.status, key=_WORSE.index)
        parts = (self, other) if worst is GateStatus.PASSED else [one for one in (self, other) if one.status is worst]
        reasons = tuple(reason for one in parts for reason in one.reasons)
        return _Gate(worst, reasons, (*self.below_minimum, *other.below_minimum))


_WORSE = (GateStatus.PASSED, GateStatus.OPEN, GateStatus.FAILED)


def _gate_of_vetting(vetted: VettedCandidate | None) -> _Gate:
    if vetted is None:
        return _Gate(GateStatus.PASSED, ())
    status = {VettingGate.FAILED: GateStatus.FAILED, VettingGate.OPEN: GateStatus.OPEN}
    return _Gate(status.get(vetted.gate, GateStatus.PASSED), gate_reasons(vetted))


def _gate(candidate: Candidate, watched: Sequence[Criterion], cells: Mapping[Cell, CellValue]) -> _Gate:
    """Judge the minimums: a gate that is missed fails, one that cannot be judged is open."""
    failed, unjudged, below = [], [], []
    for leaf in watched:
        cell = cells[candidate.id, leaf.id]
        points = cell.points
        if leaf.minimum is None:
            unjudged.append(f"{leaf.name} is a gate without a minimum")
        elif points is None:
            lack = "does not apply to this candidate only" if cell.not_applicable else "has no score yet"
            unjudged += [f"{leaf.name} {lack}"] if leaf.is_gate else []
        elif not leaf.has_direction:
            unjudged += [f"{leaf.name}: nobody has said whether more or less is better"] if leaf.is_gate else []
        elif _misses(points, leaf):
            below.append(leaf.id)
            failed += [f"{leaf.name} {plain(points)}, minimum {plain(leaf.minimum)}"] if leaf.is_gate else []
    if failed:
        return _Gate(GateStatus.FAILED, tuple(failed), tuple(below))
    return _Gate(GateStatus.OPEN if unjudged else GateStatus.PASSED, tuple(unjudged), tuple(below))


def _misses(points: float, leaf: Criterion) -> bool:
    """Tell whether an amount is on the wrong side of the minimum; for prices and costs that is above it."""
    assert leaf.minimum is not None
    return points > leaf.minimum if leaf.less_is_better else points < leaf.minimum


def _with_groups(yardstick: Yardstick, parts: Sequence[float]) -> dict[int, float]:
    """Return the points of leaves and, as their sums, of groups."""
    points = dict.fromkeys((criterion.id for criterion in yardstick.criteria), 0.0)
    points.update(zip((leaf.id for leaf in yardstick.leaves), parts, strict=True))
    for criterion in reversed(yardstick.criteria):  # parts come after their group: sums are complete when they move up
        if criterion.parent_id is not None:
            points[criterion.parent_id] += points[criterion.id]
    return points


def ranked(standings: Sequence[Standing]) -> tuple[Standing, ...]:
    """Return the standings with their ranks, best first, those not ranked last in their given order."""
    eligible = [standing for standing in standings if standing.rank is not None]
    others = [standing for standing in standings if standing.rank is None]
    ranks = competition_ranks([standing.total for standing in eligible])
    placed = [replace(standing, rank=rank) for standing, rank in zip(eligible, ranks, strict=True)]
    return (*sorted(placed, key=lambda standing: standing.rank or 0), *others)


def verdict_of(
    standings: Sequence[Standing], yardstick: Yardstick, entries: Mapping[Cell, Entry]
) -> tuple[Verdict, float | None, float]:
    """Return the verdict, the leader's margin and the margin below which it is too close to call.

    Source: a lead inside 2 points or two standard errors is too close to call.
    """
    placed = [standing for standing in standings if standing.rank is not None]
    if len(placed) < 2:
        return (Verdict.SINGLE if placed else Verdict.NONE), None, PRACTICAL_TIE
    leader, second = placed[:2]
    margin = leader.total - second.total
    threshold = max(PRACTICAL_TIE, 2 * _standard_error(leader, second, yardstick, entries))
    if margin < threshold - TIE_POINTS:
        return Verdict.TOO_CLOSE, margin, threshold
    rivals = [standing for standing in standings if standing.gate is not GateStatus.FAILED and standing is not leader]
    reachable = any(rival.high > leader.total - TIE_POINTS for rival in rivals)  # also those that nobody has scored
    if reachable or leader.gate is GateStatus.OPEN:
        return Verdict.OPEN, margin, threshold
    return Verdict.CLEAR, margin, threshold


def _standard_error(first: Standing, second: Standing, yardstick: Yardstick, entries: Mapping[Cell, Entry]) -> float:
    """Return the standard error of the gap between two candidates, points of 100; amounts have none."""
    judged = [leaf for leaf in yardstick.leaves if leaf.measure is Measure.JUDGED]
    weights = [yardstick.weights[leaf.id] for leaf in judged]
    return standard_error_of_gap(_variances(first, judged, entries), _variances(second, judged, entries), weights)


def _variances(standing: Standing, judged: Sequence[Criterion], entries: Mapping[Cell, Entry]) -> list[float]:
    """Return how uncertain the evaluators leave each of a candidate's values, squared points of 100: agreed, 0."""
    given = [(leaf, entries.get((standing.candidate.id, leaf.id), NOTHING)) for leaf in judged]
    return [0.0 if entry.agreed is not None else variance_of_mean(judged_values(leaf, entry)) for leaf, entry in given]
