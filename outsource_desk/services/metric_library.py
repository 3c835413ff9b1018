"""The metrics that come with the product, and the usual shape of a scheme of service credits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from outsource_desk.analysis.service_levels import Quotient
from outsource_desk.domain.initiative import GoalKind, OutsourcingType
from outsource_desk.domain.performance import Direction, MetricKind, Period
from outsource_desk.paths import resource
from outsource_desk.services.template_text import Entry, read_template_text

_SCHEMA = "outsource-desk/metrics/1"
_REQUIRED = (
    "name", "kind", "types", "goal", "unit", "direction", "formula", "target", "minimum", "period", "source", "gaming",
    "guard",
)  # fmt: skip
_OPTIONAL = ("exclusions", "allocation", "quotient", "risks", "scenarios", "refs")


@dataclass(frozen=True)
class LibraryMetric:
    """A metric to start from; target and minimum are suggestions."""

    code: str
    name: str
    kind: MetricKind
    types: frozenset[OutsourcingType]
    goal: GoalKind
    unit: str
    direction: Direction
    formula: str
    target: float
    minimum: float
    period: Period
    source: str
    gaming: str
    guard: str
    exclusions: tuple[str, ...] = ()
    allocation: float = 0.0  # percentage points of the amount at risk
    quotient: Quotient | None = None  # how two counted numbers make the result; None: they do not
    risks: frozenset[str] = frozenset()  # codes of library risks of which it is an early sign
    scenarios: frozenset[str] = frozenset()  # codes of scenarios that it would announce
    refs: tuple[str, ...] = ()


@dataclass(frozen=True)
class CreditModel:
    """The usual shape of service credits; shares in per cent."""

    at_risk: float
    pool: float


@dataclass(frozen=True)
class MetricLibrary:
    """All metrics by code, in the order of the file."""

    id: str
    version: str
    credits: CreditModel
    metrics: Mapping[str, LibraryMetric]


def metric_library() -> MetricLibrary:
    """Return the metrics that come with the product.

    Raises:
        TemplateError: the file cannot be used; the message names it, the line, and what to do.
    """
    return read_metrics(resource("templates", "metrics.yaml"))


@lru_cache(maxsize=2)
def read_metrics(path: Path) -> MetricLibrary:
    """Return the metrics of a file.

    Raises:
        TemplateError: it cannot be used.
    """
    fields = read_template_text(path, _SCHEMA).fields(("schema", "id", "version", "credits", "metrics"))
    scheme = fields["credits"].fields(("at_risk", "pool"))
    return MetricLibrary(
        id=fields["id"].text(),
        version=fields["version"].text(),
        credits=CreditModel(scheme["at_risk"].number(0, 100), scheme["pool"].number(0, 1000)),
        metrics={code: _metric(code, entry) for code, entry in fields["metrics"].mapping().items()},
    )


def _metric(code: str, entry: Entry) -> LibraryMetric:
    fields = entry.fields(_REQUIRED, _OPTIONAL)
    metric = LibraryMetric(
        code=code,
        name=fields["name"].text(),
        kind=fields["kind"].choice(MetricKind),
        types=frozenset(each.choice(OutsourcingType) for each in fields["types"].items()),
        goal=fields["goal"].choice(GoalKind),
        unit=fields["unit"].text(),
        direction=fields["direction"].choice(Direction),
        formula=fields["formula"].text(),
        target=fields["target"].number(),
        minimum=fields["minimum"].number(),
        period=fields["period"].choice(Period),
        source=fields["source"].text(),
        gaming=fields["gaming"].text(),
        guard=fields["guard"].text(),
        exclusions=_texts(fields, "exclusions"),
        allocation=fields["allocation"].number(0, 50) if "allocation" in fields else 0.0,
        quotient=fields["quotient"].choice(Quotient) if "quotient" in fields else None,
        risks=frozenset(_texts(fields, "risks")),
        scenarios=frozenset(_texts(fields, "scenarios")),
        refs=_texts(fields, "refs"),
    )
    if metric.direction.is_better(metric.minimum, metric.target):
        raise fields["minimum"].error(f"The minimum of {code} is stricter than its target.")
    return metric


def _texts(fields: Mapping[str, Entry], name: str) -> tuple[str, ...]:
    return fields[name].texts() if name in fields else ()
