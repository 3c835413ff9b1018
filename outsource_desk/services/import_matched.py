"""The vendors, criteria and evaluators of a sheet as they come in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from outsource_desk.domain.criterion import criterion_paths
from outsource_desk.services.import_outcome import MatchedCriterion, MatchedEvaluator, MatchedVendor, WeightChange
from outsource_desk.services.import_scales import NO_WORDS, scales_of, tops_here

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Table
    from outsource_desk.services.import_case import ImportCase

_SAMPLES = 4
MUST = "must"  # as the reader says it


def matched_vendors(case: ImportCase) -> tuple[MatchedVendor, ...]:
    """Return the vendors of the sheet and what each is taken for."""
    known = {name.casefold() for name in case.here.directory.values()}
    found = []
    for each in case.table.vendors:
        matching = case.plan.matchings.vendors[each.name]
        name = matching.match.name if matching.match else matching.new_name
        is_candidate = not isinstance(case.plan.keys.get(each.name, ""), str)
        found.append(MatchedVendor(each.name, each.cell, is_candidate, name.casefold() in known, matching))
    return tuple(found)


def matched_evaluators(case: ImportCase) -> tuple[MatchedEvaluator, ...]:
    """Return the evaluators whose scores come in, or are left out."""
    counts = Counter(value.evaluator for value in case.plan.values if value.table == "score")
    found = []
    for name, each in case.plan.matchings.evaluators.items():
        key = each.match.id if each.match else each.new_name
        if each.is_skipped or each.match or counts[key]:
            found.append(MatchedEvaluator(name, each.match is None, counts[key], each))
    return tuple(found)


def matched_criteria(case: ImportCase) -> tuple[MatchedCriterion, ...]:
    """Return the criteria of the sheet, what each is taken for and how its words can be read."""
    asked = {each.name for each in case.read.criteria if each.direction is None}
    numbers = {score.criterion for score in case.table.scores if score.value is not None} if asked else set()
    groups = _groups(case)
    scales = scales_of(case.read, case.choices, tops_here(case.read, case.plan.matchings.criteria, case.now))
    samples = _samples(case.read)
    found = []
    for each in case.table.criteria:
        matching = case.plan.matchings.criteria[each.name]
        is_new = isinstance(case.plan.leaves.get(each.name), str)
        scale = scales.get(each.name, NO_WORDS)
        found.append(
            MatchedCriterion(
                each.name,
                each.cell,
                is_new,
                each.weight,
                each.direction or "",
                each.name in asked and is_new and each.name in numbers and not scale.words,
                each.maximum,
                each.unit,
                matching,
                groups.get(each.name, ""),
                scale.words,
                scale.scales,
                scale.is_asked,
                is_new and each.priority == MUST and each.name.casefold() not in _said_gates(case),
                samples.get(each.name, ()),
            )
        )
    return tuple(found)


def changed_weights(case: ImportCase) -> tuple[WeightChange, ...]:
    """Return the weights here that change, with where their criteria stand in the sheet."""
    cells = {case.plan.leaves.get(each.name): each.cell for each in case.table.criteria}
    here = case.now.criteria if case.now is not None else ()
    return tuple(
        WeightChange(cells.get(each.id, ""), each.name, each.weight, case.plan.weights[each.id])
        for each in here
        if each.id in case.plan.weights
    )


def _said_gates(case: ImportCase) -> set[str]:
    return {name.casefold() for name in case.choices.gates}


def _groups(case: ImportCase) -> dict[str, str]:
    """Return criterion of the sheet → the group that it stands in, or will stand in."""
    paths = criterion_paths(case.now.criteria) if case.now else {}
    of_leaf = {each.id: each.parent_id for each in case.now.criteria} if case.now else {}
    new = {each.name: each.parent for each in case.plan.criteria}
    found: dict[str, str] = {}
    for name, key in case.plan.leaves.items():
        parent = new.get(key) if isinstance(key, str) else of_leaf.get(key)
        if parent is not None:
            found[name] = parent if isinstance(parent, str) else paths.get(parent, "")
    return found


def _samples(table: Table) -> dict[str, tuple[str, ...]]:
    """Return criterion → the first texts of its cells."""
    found: dict[str, list[str]] = {column.name: [] for column in table.criteria}
    wanting = dict(found)  # those that have not enough yet
    for score in table.scores:
        some = wanting.get(score.criterion)
        if some is not None and score.raw and score.raw not in some:
            some.append(score.raw)
            if len(some) == _SAMPLES:
                del wanting[score.criterion]
                if not wanting:
                    break
    return {name: tuple(texts) for name, texts in found.items()}
