"""Weights of criteria that stand in another table of the same file than their scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from outsource_desk.importers.reading import CellProblem, Table
from outsource_desk.importers.scorecards.weighing import NO_WEIGHTS

_LEAST = 2  # criteria of which both tables speak


def with_weights_named(tables: Sequence[Table]) -> list[Table]:
    """Return the tables of a file; where one has no weights and another has those of its criteria, it says where."""
    places = [(f"“{each.sheet}” {each.range}".removeprefix("“” "), _weighed(each)) for each in tables]
    found: list[Table] = []
    for table in tables:
        names = {criterion.name.casefold() for criterion in table.criteria}
        is_bare = table.kind == "scores" and any(problem.reason == NO_WEIGHTS for problem in table.problems)
        place = next((place for place, weighed in places if is_bare and len(names) >= _LEAST and names <= weighed), "")
        found.append(_told(table, place) if place else table)
    return found


def _weighed(table: Table) -> set[str]:
    return {criterion.name.casefold() for criterion in table.criteria if criterion.weight is not None}


def _told(table: Table, place: str) -> Table:
    """Return a table that asks about its weights with the place where they stand."""
    said = f"the weights of these criteria stand in {place} and are not taken over; should all weigh the same?"
    told = [
        CellProblem(each.cell, each.severity, said) if each.reason == NO_WEIGHTS else each for each in table.problems
    ]
    return replace(table, problems=tuple(told))


def asks_for_weights(problem: CellProblem) -> bool:
    """Tell whether a table asks about weights that stand in another one; see `with_weights_named`."""
    return problem.reason.startswith("the weights of these criteria stand in")
