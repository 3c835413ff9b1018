"""The few named parts that a total is explained by: one list, in one order, for every chart and table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.criterion import Criterion, Measure, criterion_paths, leaves_of
from outsource_desk.domain.ranking import Evaluation, Ranking, Standing

MOST_BRANCHES = 8


@dataclass(frozen=True)
class Branch:
    """One part of the total: a group, a single criterion, the price, or the rest."""

    name: str
    leaves: tuple[Criterion, ...]
    weight: float  # share of the whole, 0..1
    is_price: bool = False
    is_rest: bool = False  # several that have no room of their own: never spoken of as if they were one

    def points(self, standing: Standing) -> float:
        """Return what this part adds to a candidate's total."""
        return _added(self.leaves, standing.contributions)


def branches(
    evaluation: Evaluation, ranking: Ranking, most: int = MOST_BRANCHES, speech: Speech = ENGLISH
) -> tuple[Branch, ...]:
    """Return the parts by falling weight, price last, at most ``most``; the lightest are put together.

    Of parts that weigh the same, those stay apart on which the first two candidates differ most.
    """
    quality, price = named_branches(evaluation, ranking, speech)
    room = max(1, most - len(price))
    if len(quality) > room:
        leaders = ranking.ranked[:2]
        gaps = [abs(part.points(leaders[0]) - part.points(leaders[-1])) if leaders else 0.0 for part in quality]
        order = sorted(range(len(quality)), key=lambda place: (-round(quality[place].weight, 9), -gaps[place], place))
        kept = sorted(order[: room - 1])
        rest = [quality[place] for place in sorted(order[room - 1 :])]
        quality = [*(quality[place] for place in kept), _rest(rest, quality[0].weight, speech)]
    return (*quality, *price)


def named_branches(
    evaluation: Evaluation, ranking: Ranking, speech: Speech = ENGLISH
) -> tuple[list[Branch], list[Branch]]:
    """Return every part that has a name of its own, by falling weight, and the price."""
    found = [part for part in _all_branches(evaluation.criteria, ranking.weights, speech) if part.weight > 0]
    quality = sorted((part for part in found if not part.is_price), key=lambda part: -round(part.weight, 12))
    return quality, [part for part in found if part.is_price]


def top_groups(
    evaluation: Evaluation, ranking: Ranking, most: int = MOST_BRANCHES, speech: Speech = ENGLISH
) -> tuple[Branch, ...]:
    """Return the groups of the highest level in their own order, at most ``most``; the lightest are put together."""
    criteria, weights = evaluation.criteria, ranking.weights
    found = [
        Branch(top.name, _leaves_below(top, criteria), weights[top.id])
        for top in _tops(criteria)
        if weights.get(top.id, 0.0) > 0
    ]
    if len(found) <= most:
        return tuple(found)
    kept = sorted(sorted(range(len(found)), key=lambda place: -found[place].weight)[: most - 1])
    rest = [part for place, part in enumerate(found) if place not in kept]
    return (*(found[place] for place in kept), _rest(rest, max(part.weight for part in found), speech))


def _rest(parts: list[Branch], heaviest: float, speech: Speech) -> Branch:
    leaves = tuple(leaf for part in parts for leaf in part.leaves)
    count, tr = len(parts), speech.tr
    if parts[-1].weight > heaviest - 1e-9:
        name = tr("{count} other criterion", count=1) if count == 1 else tr("{count} other criteria", count=count)
    else:
        name = tr("{count} lighter criterion", count=1) if count == 1 else tr("{count} lighter criteria", count=count)
    return Branch(name, leaves, sum(part.weight for part in parts), is_rest=True)


def _all_branches(criteria: tuple[Criterion, ...], weights: Mapping[int, float], speech: Speech) -> list[Branch]:
    names, paths = [criterion.name for criterion in criteria], criterion_paths(criteria)
    found: list[Branch] = []
    for top in _tops(criteria):
        below = _leaves_below(top, criteria)
        priced = [leaf for leaf in below if leaf.measure is Measure.PRICE]
        others = tuple(leaf for leaf in below if leaf.measure is not Measure.PRICE)
        label = paths[top.id] if names.count(top.name) > 1 else top.name
        if others:
            name = speech.tr("Other {small}", small=_inside_a_sentence(label), name=label) if priced else label
            found.append(Branch(name, others, _added(others, weights)))
        found.extend(Branch(paths[leaf.id], (leaf,), weights.get(leaf.id, 0.0), is_price=True) for leaf in priced)
    return _one_price(found, speech)


def _inside_a_sentence(name: str) -> str:
    """Return a name with a small first letter, unless it is an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _one_price(found: list[Branch], speech: Speech) -> list[Branch]:
    """Put several prices together, so that money is one part."""
    priced = [part for part in found if part.is_price]
    if len(priced) < 2:
        return found
    leaves = tuple(leaf for part in priced for leaf in part.leaves)
    name = speech.tr("{count} prices", count=len(priced))
    together = Branch(name, leaves, sum(part.weight for part in priced), is_price=True)
    return [*(part for part in found if not part.is_price), together]


def _tops(criteria: tuple[Criterion, ...]) -> list[Criterion]:
    """Return the highest level that has more than one node, so that a single root explains nothing away."""
    level = [criterion for criterion in criteria if criterion.parent_id is None]
    while len(level) == 1:
        parts = [criterion for criterion in criteria if criterion.parent_id == level[0].id]
        if not parts:
            break
        level = parts
    return level


def _leaves_below(top: Criterion, criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    inside = {top.id}
    for criterion in criteria:  # tree order: a group comes before its parts
        if criterion.parent_id in inside:
            inside.add(criterion.id)
    return tuple(leaf for leaf in leaves_of(criteria) if leaf.id in inside)


def _added(leaves: tuple[Criterion, ...], values: Mapping[int, float]) -> float:
    return sum(values.get(leaf.id, 0.0) for leaf in leaves)
