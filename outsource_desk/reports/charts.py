"""The charts of a report: facts in, chart definitions out; the same for paper and workbook."""

from __future__ import annotations

from outsource_desk.charts import ranking as charts
from outsource_desk.charts.spec import ChartSpec, State
from outsource_desk.domain.ranking import Standing
from outsource_desk.reports.facts import BoardFacts


def ranking_chart(facts: BoardFacts) -> ChartSpec:
    """Return totals as bars, best first, with what open scores could still add; failed gates lie below a line."""
    return charts.ranking_chart(facts.evaluation, facts.ranking)


def contributions_chart(facts: BoardFacts) -> ChartSpec:
    """Return what each part of the criteria adds to each ranked candidate's total; price stands last and apart."""
    return charts.contributions_chart(facts.evaluation, facts.ranking)


def close_up_chart(facts: BoardFacts) -> ChartSpec:
    """Return the first places enlarged: total, and how far open scores could still lift it."""
    return charts.close_up_chart(facts.ranking)


def gate_state(facts: BoardFacts, standing: Standing) -> tuple[State, str] | None:
    """Return a candidate's gates as a mark and words; nothing if the initiative has no gate."""
    return charts.gate_state(facts.evaluation, standing)
