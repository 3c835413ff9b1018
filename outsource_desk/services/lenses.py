"""The same offers under several sets of weights, and in scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from outsource_desk.domain.criterion import Measure
from outsource_desk.domain.lens import LensResult
from outsource_desk.domain.ranking import Cell, Evaluation, Ranking
from outsource_desk.domain.score import AgreedScore, Measurement
from outsource_desk.domain.weighting import Purpose, WeightSet
from outsource_desk.services.ranking import ranking_of

OFFICIAL = "Official"  # what the official set is called in the file


def ranking_under(evaluation: Evaluation, weights: Mapping[int, float]) -> Ranking:
    """Rank the candidates as if these were the local weights; criteria without one keep theirs.

    Args:
        evaluation: everything as it is.
        weights: criterion id → local weight, >= 0, any unit per level.
    """
    return ranking_of(_weighted(evaluation, weights))


def seen_through(evaluation: Evaluation, weight_set: WeightSet) -> Evaluation:
    """Return an evaluation with the weights of a set, and with what a scenario supposes in place of what was given."""
    seen = _weighted(evaluation, dict(weight_set.weights))
    supposed = dict(weight_set.changed_values)
    return _supposing(seen, supposed) if supposed else seen


def lens_results(evaluation: Evaluation) -> tuple[LensResult, ...]:
    """Return what each set of weights makes of the offers: the official one first, the others in their order."""
    official = next((each for each in evaluation.weight_sets if each.purpose is Purpose.OFFICIAL), None)
    first = _result(evaluation, official.id if official else None, OFFICIAL, Purpose.OFFICIAL)
    others = [each for each in evaluation.weight_sets if each.purpose is not Purpose.OFFICIAL]
    return (first, *(_result(seen_through(evaluation, each), each.id, each.name, each.purpose) for each in others))


def _result(seen: Evaluation, set_id: int | None, name: str, purpose: Purpose) -> LensResult:
    ranking = ranking_of(seen)
    return LensResult(
        weight_set_id=set_id,
        name=name,
        purpose=purpose,
        shares=dict(ranking.weights),
        totals={standing.candidate.id: standing.total for standing in ranking.standings},
        ranks={standing.candidate.id: standing.rank for standing in ranking.standings},
        leader_ids=tuple(standing.candidate.id for standing in ranking.leaders),
    )


def _weighted(evaluation: Evaluation, weights: Mapping[int, float]) -> Evaluation:
    criteria = (replace(each, weight=weights.get(each.id, each.weight)) for each in evaluation.criteria)
    return replace(evaluation, criteria=tuple(criteria))


def _supposing(evaluation: Evaluation, supposed: Mapping[Cell, float]) -> Evaluation:
    """Return an evaluation in which some cells have other points or amounts; points count as agreed."""
    judged = {each.id for each in evaluation.criteria if each.measure is Measure.JUDGED}
    agreed = [row for row in evaluation.agreed if (row.candidate_id, row.criterion_id) not in supposed]
    measured = [row for row in evaluation.measurements if (row.candidate_id, row.criterion_id) not in supposed]
    for number, ((candidate_id, criterion_id), amount) in enumerate(supposed.items(), start=1):
        if criterion_id in judged:
            agreed.append(AgreedScore(-number, candidate_id, criterion_id, amount))
        else:
            measured.append(Measurement(-number, candidate_id, criterion_id, amount))
    return replace(evaluation, agreed=tuple(agreed), measurements=tuple(measured))
