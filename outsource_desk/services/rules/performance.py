"""Rules about service levels: targets, credits, sources, users who disagree, and goals that nobody could prove."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from outsource_desk.domain.formatting import in_words, plain
from outsource_desk.domain.performance import Metric, MetricKind, Performance, Status
from outsource_desk.domain.ranking import Evaluation, Ranking
from outsource_desk.services.rules.rulebook import Finding, Subject, check

if TYPE_CHECKING:
    from outsource_desk.services.credit_scheme import CreditScheme
    from outsource_desk.services.missed import JudgedPeriod

SATISFACTION = "K09"  # what users say, in the library


def _performance(evaluation: Evaluation) -> Performance | None:
    """Return the metrics, once there are any."""
    protection = evaluation.protection
    return protection.performance if protection is not None and protection.performance.is_begun else None


def _metrics(evaluation: Evaluation) -> tuple[Metric, ...]:
    performance = _performance(evaluation)
    return () if performance is None else performance.metrics


@check("SL01", Subject.PROTECTION, "metric", "minimum", "target")
def wrong_way_round(evaluation: Evaluation, _ranking: Ranking) -> Iterator[Finding]:
    """Find minimums that are stricter than their targets."""
    for metric in _metrics(evaluation):
        if metric.target is None or metric.minimum is None:
            continue
        if metric.direction.is_better(metric.minimum, metric.target):
            yield _about(metric, minimum=_figure(metric.minimum, metric), target=_figure(metric.target, metric))


@check("SL02", Subject.PROTECTION, "metric", "baseline", "target")
def worse_than_today(evaluation: Evaluation, _ranking: Ranking) -> Iterator[Finding]:
    """Find targets below what is reached today."""
    for metric in _metrics(evaluation):
        if metric.target is None or metric.baseline is None:
            continue
        if metric.direction.is_better(metric.baseline, metric.target):
            yield _about(metric, baseline=_figure(metric.baseline, metric), target=_figure(metric.target, metric))


@check("SL03", Subject.PROTECTION, "share", "low", "high", "pool", "metric")
def credits_out_of_shape(
    evaluation: Evaluation,
    ranking: Ranking,
    *,
    least_at_risk: float,
    most_at_risk: float,
    least_pool: float,
    most_pool: float,
    most_single: float,
) -> Iterator[Finding]:
    """Find amounts at risk, pools and single shares that make credits toothless or one level everything."""
    if _performance(evaluation) is None:
        return
    from outsource_desk.services.credit_scheme import scheme_of

    scheme = scheme_of(evaluation, ranking)
    at_risk = scheme.contract.at_risk if scheme.contract is not None else None
    if at_risk is not None and not least_at_risk <= at_risk <= most_at_risk:
        yield _shape("at_risk", share=plain(at_risk), low=plain(least_at_risk), high=plain(most_at_risk))
    yield from _pool(scheme, least_pool, most_pool)
    for metric in _critical(evaluation):
        if metric.allocation > most_single:
            yield _about(metric, "single", share=plain(metric.allocation), high=plain(most_single))


def _pool(scheme: CreditScheme, least: float, most: float) -> Iterator[Finding]:
    is_scheme = scheme.allocated > 0 or (scheme.contract is not None and scheme.contract.at_risk)
    if is_scheme and not least <= scheme.allocated <= most:
        yield _shape("pool", share=plain(scheme.allocated), low=plain(least), high=plain(most))
    elif is_scheme and scheme.pool is not None and abs(scheme.pool - scheme.allocated) > 1e-9:
        yield _shape("unlike", share=plain(scheme.allocated), pool=plain(scheme.pool))


@check("SL04", Subject.PROTECTION, "metric")
def cannot_be_checked(evaluation: Evaluation, _ranking: Ranking) -> Iterator[Finding]:
    """Find metrics whose figures we must believe."""
    for metric in _metrics(evaluation):
        if not metric.source.strip():
            yield _about(metric, "nothing")
        elif metric.is_provider_measured and not metric.is_recalculated:
            yield _about(metric, "provider")


@check("SL05", Subject.PROTECTION, "metric", "count", "figures")
def green_but_unhappy(evaluation: Evaluation, _ranking: Ranking, *, periods: float) -> Iterator[Finding]:
    """Find users who are not satisfied while all critical levels are met."""
    performance, protection = _performance(evaluation), evaluation.protection
    if performance is None or protection is None:
        return
    if all(each.code != SATISFACTION for each in performance.metrics):
        return
    from outsource_desk.services.missed import judged_metrics

    judged = judged_metrics(performance, protection.as_of)
    critical = [each for each in performance.metrics if each.kind is MetricKind.CSL and each.code != SATISFACTION]
    for metric in performance.metrics:
        last = [each for each in judged[metric.id] if each.actual is not None][-int(periods) :]
        if metric.code != SATISFACTION or len(last) < periods or any(each.status is not Status.RED for each in last):
            continue
        if all(_all_green(critical, judged, each) for each in last):
            figures = in_words([_figure(each.actual or 0.0, metric) for each in last])
            yield _about(metric, count=plain(periods), figures=figures)


def _all_green(critical: list[Metric], judged: Mapping[int, tuple[JudgedPeriod, ...]], during: JudgedPeriod) -> bool:
    """Tell whether every critical level that was reported for a time was met then, and at least one was."""
    found = [
        each.status
        for metric in critical
        for each in judged[metric.id]
        if each.starts_on <= during.ends_on and each.ends_on >= during.starts_on
    ]
    return bool(found) and all(status is Status.GREEN for status in found)


@check("SL06", Subject.PROTECTION, "goal", "metric")
def goal_without_measure(evaluation: Evaluation, _ranking: Ranking) -> Iterator[Finding]:
    """Find goals that no metric with a figure of today and a target belongs to."""
    if _performance(evaluation) is None:
        return
    for goal in evaluation.goals:
        tied = [each for each in _metrics(evaluation) if each.goal_id == goal.id]
        if any(each.baseline is not None and each.target is not None for each in tied):
            continue
        part = str(tied[0].id) if tied else f"goal-{goal.id}"
        fields = {"goal": goal.statement, "metric": tied[0].name if tied else ""}
        yield Finding(fields, goal.statement, text="incomplete" if tied else "none", part=part)


def _critical(evaluation: Evaluation) -> list[Metric]:
    return [each for each in _metrics(evaluation) if each.kind is MetricKind.CSL]


def _about(metric: Metric, text: str = "", **fields: str) -> Finding:
    return Finding({"metric": metric.name, **fields}, metric.name, text=text, part=str(metric.id))


def _shape(text: str, **fields: str) -> Finding:
    return Finding({"metric": "", **fields}, "Service credits", text=text, field="credits", part=text)


def _figure(value: float, metric: Metric) -> str:
    return f"{plain(value)} {metric.unit}".rstrip()
