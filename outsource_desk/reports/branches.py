"""The few named parts that a report explains a total by."""

from __future__ import annotations

from outsource_desk.charts import branches as parts
from outsource_desk.charts.branches import MOST_BRANCHES, Branch
from outsource_desk.reports.facts import BoardFacts

__all__ = ["Branch", "branches", "named_branches"]


def branches(facts: BoardFacts, most: int = MOST_BRANCHES) -> tuple[Branch, ...]:
    """Return the parts by falling weight, price last, at most ``most``; the lightest are put together."""
    return parts.branches(facts.evaluation, facts.ranking, most)


def named_branches(facts: BoardFacts) -> tuple[list[Branch], list[Branch]]:
    """Return every part that has a name of its own, by falling weight, and the price."""
    return parts.named_branches(facts.evaluation, facts.ranking)
