"""Rules about the ranking itself: whether its first place says what it seems to say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from outsource_desk.domain.criterion import Measure
from outsource_desk.domain.formatting import number, plain
from outsource_desk.domain.ranking import TIE_POINTS, GateStatus, Standing, Verdict
from outsource_desk.services.rules.rulebook import Finding, Subject, check
from outsource_desk.services.rules.scene import Scene


@check("W50", Subject.RESULT, "name", "reasons")
def gate_hidden_by_a_good_total(scene: Scene) -> Iterator[Finding]:
    """Find somebody with the highest total of all who fails a gate."""
    best = max(scene.ranking.standings, key=lambda standing: standing.total, default=None)
    if best is not None and best.gate is GateStatus.FAILED and scene.ranking.ranked:
        gates = {leaf.id for leaf in scene.leaves if leaf.is_gate}
        missed = next((leaf_id for leaf_id in best.below_minimum if leaf_id in gates), None)
        name = best.candidate.name
        yield Finding({"name": name, "reasons": "; ".join(best.gate_reasons)}, name, best.candidate.id, missed)


@check("W51", Subject.RESULT, "name", "criterion", "points", "top")
def weak_spot_covered(scene: Scene, *, weak: float, least_weight: float) -> Iterator[Finding]:
    """Find ranked candidates that miss a minimum which is no gate, and very weak scores of the first."""
    for standing in scene.ranking.ranked:
        for leaf_id in standing.below_minimum:
            yield _at(scene, standing, leaf_id, "first" if standing.rank == 1 else "")
        if standing.rank == 1:
            yield from _very_weak(scene, standing, weak, least_weight)


def _very_weak(scene: Scene, standing: Standing, weak: float, least_weight: float) -> Iterator[Finding]:
    for leaf in scene.leaves:
        cell = scene.ranking.cells[standing.candidate.id, leaf.id]
        is_heavy = scene.ranking.weights[leaf.id] >= least_weight
        if leaf.measure is not Measure.JUDGED or not is_heavy or leaf.id in standing.below_minimum:
            continue
        if cell.value is not None and cell.points is not None and cell.value <= 100 * weak + 1e-9:
            yield _at(scene, standing, leaf.id, "weak", points=plain(cell.points), top=plain(leaf.maximum))


def _at(scene: Scene, standing: Standing, leaf_id: int, text: str, **fields: str) -> Finding:
    name, leaf = standing.candidate.name, scene.name_of[leaf_id]
    filled = {"name": name, "criterion": leaf, **fields}
    return Finding(filled, f"{name} / {leaf}", standing.candidate.id, leaf_id, text)


@check("W53", Subject.RESULT, "first", "second", "margin", "threshold")
def too_close_to_call(scene: Scene) -> Iterator[Finding]:
    """Find a lead that lies inside its own uncertainty."""
    ranking = scene.ranking
    if ranking.verdict is Verdict.TOO_CLOSE:
        first, second = (standing.candidate for standing in ranking.ranked[:2])
        fields = {
            "first": first.name,
            "second": second.name,
            "margin": number(ranking.lead),
            "threshold": number(ranking.threshold),
        }
        yield Finding(fields, first.name, first.id, text="rounded" if ranking.is_lead_rounded_over else "")


@check("W57", Subject.RESULT, "first", "second", "total")
def decided_by_hidden_decimals(scene: Scene) -> Iterator[Finding]:
    """Find neighbours with another rank whose totals are printed alike."""
    ranked = scene.ranking.ranked
    for one, other in pairwise(ranked):
        if one.total - other.total > TIE_POINTS and number(one.total) == number(other.total):
            fields = {"first": one.candidate.name, "second": other.candidate.name, "total": number(one.total)}
            yield Finding(fields, one.candidate.name, one.candidate.id)


@check("W58", Subject.RESULT, "name")
def nothing_to_compare(scene: Scene) -> Iterator[Finding]:
    """Find a ranking of one."""
    if scene.ranking.verdict is Verdict.SINGLE:
        only = scene.ranking.ranked[0].candidate
        yield Finding({"name": only.name}, only.name, only.id)
