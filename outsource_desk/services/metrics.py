"""Choose metrics from the library, with reasons, and tell how they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.errors import NotFoundError, UnknownChoiceError
from outsource_desk.domain.initiative import Goal
from outsource_desk.domain.performance import MetricKind
from outsource_desk.domain.risk import RiskState
from outsource_desk.services.metric_library import LibraryMetric, metric_library
from outsource_desk.services.missed import (
    Breach,
    Headline,
    JudgedPeriod,
    breaches,
    headline_of,
    judged_metrics,
    latest,
    measured_since,
    periods_of,
    status_of_metric,
)
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.store.records import next_position_of
from outsource_desk.store.rows import has_row, insert_row

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.services.desk import Desk

__all__ = [
    "Breach",
    "Headline",
    "JudgedPeriod",
    "ProposedMetric",
    "breaches",
    "headline_of",
    "judged_metrics",
    "latest",
    "measured_since",
    "periods_of",
    "proposed_metrics",
    "status_of_metric",
    "take_metrics",
]

_SUGGESTED = 10  # metrics that people can still look at every month


@dataclass(frozen=True)
class ProposedMetric:
    """A metric of the library that is not used yet.

    Attributes:
        goal: the goal that it would prove.
        reasons: why for this initiative, strongest first; empty where only the kind of outsourcing fits.
        is_suggested: one of the few to begin with.
    """

    metric: LibraryMetric
    goal: Goal | None
    reasons: tuple[str, ...]
    is_suggested: bool = False


def proposed_metrics(evaluation: Evaluation) -> tuple[ProposedMetric, ...]:
    """Return the metrics of the library that fit an initiative and are not used yet, the most telling first."""
    used = {each.code for each in _metrics(evaluation)}
    kind = evaluation.initiative.outsourcing_type
    fitting = [
        _proposed(evaluation, metric)
        for metric in metric_library().metrics.values()
        if metric.code not in used and (kind is None or kind in metric.types)
    ]
    fitting.sort(key=_weight, reverse=True)
    suggested = _suggested(fitting) if not used else frozenset()
    return tuple(
        ProposedMetric(each.metric, each.goal, each.reasons, each.metric.code in suggested) for each in fitting
    )


def _proposed(evaluation: Evaluation, metric: LibraryMetric) -> ProposedMetric:
    goal = next((each for each in evaluation.goals if each.kind == metric.goal), None)
    return ProposedMetric(metric, goal, tuple(_reasons(evaluation, metric, goal)))


def _reasons(evaluation: Evaluation, metric: LibraryMetric, goal: Goal | None) -> Iterator[str]:
    if goal is not None:
        yield f"Shows whether the goal “{goal.statement}” is reached."
    protection = evaluation.protection
    if protection is None:
        return
    for risk in protection.register.risks:
        if risk.code in metric.risks and risk.state is not RiskState.CLOSED:
            yield f"Early sign of the risk “{risk.title}”."
    for scenario in protection.contingency.scenarios:
        if scenario.code in metric.scenarios:
            yield f"Warns of the scenario “{scenario.title}”."


def _weight(proposed: ProposedMetric) -> tuple[float, float]:
    """Return how much speaks for a metric: proof of a goal most, then what may cost the provider money."""
    metric = proposed.metric
    strength = 3.0 * (proposed.goal is not None) + min(3, len(proposed.reasons)) + (metric.kind is MetricKind.CSL)
    return strength, metric.allocation


def _suggested(fitting: list[ProposedMetric]) -> frozenset[str]:
    """Return the codes to begin with: for each goal the first, then the most telling."""
    first: dict[int, str] = {}
    for each in fitting:
        if each.goal is not None:
            first.setdefault(each.goal.id, each.metric.code)
    chosen = [*first.values(), *(each.metric.code for each in fitting if each.reasons)]
    chosen = chosen or [each.metric.code for each in fitting if each.metric.kind is MetricKind.CSL]
    return frozenset([*dict.fromkeys(chosen)][:_SUGGESTED])


def take_metrics(desk: Desk, initiative_id: int, codes: Iterable[str]) -> list[int]:
    """Take metrics of the library into an initiative and return their ids; those that it has already stay as they are.

    Undoable as one step. Saved when this returns. Each is tied to the goal that it would prove.

    Raises:
        NotFoundError: there is no such initiative.
        UnknownChoiceError: the library has no metric of such a code.
    """
    if not has_row(desk.connection, "initiative", initiative_id):
        raise NotFoundError("initiative", initiative_id)
    evaluation, library = load_evaluation(desk, initiative_id), metric_library().metrics
    used = {each.code for each in _metrics(evaluation)}
    wanted = [*dict.fromkeys(codes)]
    for code in wanted:
        if code not in library:
            raise UnknownChoiceError("Metric", code, list(library))
    rows = [_row(_proposed(evaluation, library[code])) for code in wanted if code not in used]
    if not rows:
        return []
    first = next_position_of(desk.connection, "metric", "initiative_id", initiative_id)
    with desk.edit("Take metric" if len(rows) == 1 else "Take metrics"):
        return [
            insert_row(desk.db, "metric", {"initiative_id": initiative_id, "position": position, **row})
            for position, row in enumerate(rows, first)
        ]


def _row(proposed: ProposedMetric) -> dict[str, Any]:
    metric = proposed.metric
    return {
        "code": metric.code, "name": metric.name, "kind": metric.kind, "formula": metric.formula, "unit": metric.unit,
        "goal_id": proposed.goal.id if proposed.goal is not None else None, "direction": metric.direction,
        "target": metric.target, "minimum": metric.minimum, "period": metric.period, "source": metric.source,
        "exclusions": "\n".join(metric.exclusions), "gaming": metric.gaming, "guard": metric.guard,
        "allocation": metric.allocation,
    }  # fmt: skip


def _metrics(evaluation: Evaluation) -> Iterable[Any]:
    return () if evaluation.protection is None else evaluation.protection.performance.metrics
