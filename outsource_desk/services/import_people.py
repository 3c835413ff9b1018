"""Evaluators whose names stand behind those of the vendors, such as “Alder – Kim” beside “Alder – Lee”."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Table

_MANY = 200  # names; a longer list is not one of vendors and evaluators


def people_behind(table: Table) -> dict[str, tuple[str, str]]:
    """Return name in the table → vendor and evaluator, where its names may be taken apart; else nothing.

    They may be where each of at least two vendors stands there with each of the same people, by the rule that the
    reader asks by; only the user can say whether those are people.
    """
    from outsource_desk.importers.scorecards.crossed import parted_names
    from outsource_desk.importers.scorecards.vendor_names import split_off_evaluators
    from outsource_desk.importers.scorecards.view import Line

    names = [vendor.name for vendor in table.vendors]
    is_said = bool(table.evaluator) or any(score.evaluator for score in table.scores)
    if is_said or not table.scores or len(names) > _MANY:
        return {}
    lines = [Line(at, name, None) for at, name in enumerate(names)]
    is_asked = split_off_evaluators(lines) or all(line.evaluator for line in lines)
    return dict(zip(names, parted_names(names), strict=True)) if names and is_asked else {}


def with_people(table: Table) -> Table:
    """Return a table whose vendors' names end before the evaluators', and whose scores say whose they are."""
    apart = people_behind(table)
    if not apart:
        return table
    first: dict[str, str] = {}  # vendor in small letters → its name as it stands first
    for vendor, _ in apart.values():
        first.setdefault(vendor.casefold(), vendor)
    vendors = {first[vendor.casefold()]: cell for cell in reversed(table.vendors) for vendor, _ in (apart[cell.name],)}
    scores = tuple(
        score._replace(vendor=first[vendor.casefold()], evaluator=person)
        for score in table.scores
        for vendor, person in (apart[score.vendor],)
        if score.vendor in apart
    )
    named = tuple(replace(cell, name=name) for name, cell in reversed(vendors.items()))
    return replace(table, vendors=named, scores=scores)
