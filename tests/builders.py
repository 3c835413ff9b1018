"""Evaluations built with only what a test is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.initiative import Initiative, OutsourcingType
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.score import Evaluator, Measurement, Score
from outsource_desk.domain.vendor import Candidate

Points = float | None | str  # "n/a" = not applicable


def evaluation(
    scores: Mapping[str, Sequence[Points | Sequence[Points]]],
    weights: Sequence[float],
    *,
    maximum: float = 100,
    criteria: Sequence[Criterion] = (),
) -> Evaluation:
    """Return an evaluation of flat criteria A, B, C ...

    Args:
        scores: candidate → one entry per leaf: points, or one sequence of points per evaluator.
        weights: local weight of each leaf; ignored where ``criteria`` are given.
        maximum: top of every judged scale.
        criteria: a tree to use instead, leaves in the order of the scores.
    """
    initiative = Initiative(1, "Service desk", OutsourcingType.ITO)
    tree = tuple(criteria) or tuple(
        Criterion(index, 1, None, chr(64 + index), weight, maximum=maximum, step=0)
        for index, weight in enumerate(weights, start=1)
    )
    parents = {criterion.parent_id for criterion in tree}
    leaves = [criterion for criterion in tree if criterion.id not in parents]
    candidates = tuple(Candidate(index, 1, index, name) for index, name in enumerate(scores, start=1))
    cells = [
        (candidate.id, leaf.id, entry if isinstance(entry, list | tuple) else [entry])
        for candidate, row in zip(candidates, scores.values(), strict=True)
        for leaf, entry in zip(leaves, row, strict=True)
    ]
    most = max((len(entry) for *_, entry in cells), default=0)
    given = [
        (candidate, leaf, evaluator, points)
        for candidate, leaf, entry in cells
        for evaluator, points in enumerate(entry, start=1)
        if points is not None
    ]
    judged = {leaf.id for leaf in leaves if leaf.measure == "judged"}
    return Evaluation(
        initiative=initiative,
        goals=(),
        candidates=candidates,
        criteria=tree,
        evaluators=tuple(Evaluator(index, 1, f"Evaluator {index}") for index in range(1, most + 1)),
        scores=tuple(
            Score(number, candidate, leaf, evaluator, _number(points), points == "n/a")
            for number, (candidate, leaf, evaluator, points) in enumerate(given, start=1)
            if leaf in judged
        ),
        agreed=(),
        measurements=tuple(
            Measurement(number, candidate, leaf, _number(points), points == "n/a")
            for number, (candidate, leaf, _, points) in enumerate(given, start=1)
            if leaf not in judged
        ),
    )


def _number(points: object) -> float | None:
    return float(points) if isinstance(points, int | float) else None


def with_gate(evaluation: Evaluation, leaf: str, minimum: float) -> Evaluation:
    """Return the evaluation with a minimum on a leaf that a candidate must reach to be ranked."""
    criteria = tuple(
        replace(criterion, minimum=minimum, is_gate=True) if criterion.name == leaf else criterion
        for criterion in evaluation.criteria
    )
    return replace(evaluation, criteria=criteria)
