"""Rules about weights: whether they add up, decide something, and mean what they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from outsource_desk.domain.criterion import Measure, is_scale_of_offers
from outsource_desk.domain.formatting import in_words, number, percent, plain
from outsource_desk.domain.initiative import Weighting
from outsource_desk.domain.ranking import Severity
from outsource_desk.domain.weighting import WeightMethod
from outsource_desk.services.rules.rulebook import Finding, Subject, check
from outsource_desk.services.rules.scene import Column, Scene

if TYPE_CHECKING:
    from outsource_desk.domain.criterion import Criterion
    from outsource_desk.domain.weighting import Elicitation, Elicited

_STATED = (WeightMethod.DIRECT, WeightMethod.POINTS)  # given without a look at what the candidates offer


@check("W01", Subject.TREE, "name", "total")
def levels_that_do_not_add_up(scene: Scene, *, tolerance: float) -> Iterator[Finding]:
    """Find levels whose weights are not 100 % together, or have none at all."""
    for parent_id, parts in scene.siblings.items():
        name, total = scene.level(parent_id), sum(part.weight for part in parts)
        if total == 0:
            yield Finding({"name": name}, name, None, parent_id, "nothing")
        elif _is_direct(scene) and not _is_whole(parts, tolerance):
            yield Finding({"name": name, "total": plain(total)}, name, None, parent_id, "sum")


@check("W02", Subject.LEAF, "criterion", "weight")
def decides_nothing(column: Column, *, least_weight: float, spread: float) -> Iterator[Finding]:
    """Find a leaf with a weight on which all candidates are worth about the same; for prices see W42."""
    if column.weight < least_weight or column.leaf.measure is Measure.PRICE:
        return
    if column.spread is not None and column.spread < spread:
        yield column.finding(weight=percent(column.weight))


@check("W03", Subject.RESULT, "criterion", "weight", "effective")
def weighs_other_than_stated(
    scene: Scene, *, least_weight: float, most: float, least: float, spread: float
) -> Iterator[Finding]:
    """Find leaves that influence the totals far more, or far less, than their stated weight says.

    Source: effective weight ``W r / Σ W r`` with r the range of the values over the eligible candidates.
    """
    spreads = scene.spreads
    if not spreads or any(each is None for each in spreads.values()):
        return
    weights = scene.ranking.weights
    pulls = {leaf_id: weights[leaf_id] * (each or 0.0) for leaf_id, each in spreads.items()}
    whole = sum(pulls.values())
    for leaf in scene.leaves if whole > 0 else ():
        stated, effective = weights[leaf.id], pulls[leaf.id] / whole
        known = scene.elicitations.get(leaf.parent_id)
        is_stated = known is None or known.method in _STATED
        if stated < least_weight or not is_stated or (spreads[leaf.id] or 0.0) < spread:
            continue
        if effective > most * stated or effective < least * stated:
            name = scene.name_of[leaf.id]
            yield Finding(_shares(name, stated, effective), name, None, leaf.id)


def _shares(name: str, stated: float, effective: float) -> dict[str, str]:
    return {"criterion": name, "weight": percent(stated), "effective": percent(effective)}


@check("W04", Subject.LEAF, "criterion")
def local_scale(column: Column) -> Iterator[Finding]:
    """Find end points that are just the worst and the best amount on the table."""
    leaf = column.leaf
    if leaf.measure is Measure.JUDGED or leaf.lacking:
        return
    if is_scale_of_offers(leaf, (column.value(candidate).points for candidate in column.candidates)):
        yield column.finding()


@check("W05", Subject.TREE, "name")
def equal_by_default(scene: Scene, *, least_parts: float, tolerance: float) -> Iterator[Finding]:
    """Find levels whose parts all weigh the same, without a word on why."""
    for parent_id, parts in scene.siblings.items():
        weights = {part.weight for part in parts}
        if len(parts) < least_parts or len(weights) > 1 or weights == {0.0} or _is_reasoned(scene, parent_id):
            continue
        if not _is_direct(scene) or _is_whole(parts, tolerance):
            name = scene.level(parent_id)
            yield Finding({"name": name}, name, None, parent_id)


def _is_direct(scene: Scene) -> bool:
    return scene.evaluation.initiative.weighting is Weighting.DIRECT


def _is_whole(parts: Sequence[Criterion], tolerance: float) -> bool:
    return abs(sum(part.weight for part in parts) - 100) <= tolerance + 1e-9


def _is_reasoned(scene: Scene, parent_id: int | None) -> bool:
    """Tell whether somebody says why the weights of a level are as they are, or was led to them by questions."""
    known = scene.elicitations.get(parent_id)
    return known is not None and (bool(known.note.strip()) or known.method not in _STATED)


@check("W06", Subject.TREE)
def more_parts_more_weight(scene: Scene, *, least_groups: float, nearness: float) -> Iterator[Finding]:
    """Find a tree whose groups weigh as much as the number of their parts."""
    weights, top = scene.ranking.weights, {each.id for each in scene.siblings.get(None, [])}
    leaves_in: dict[int, int] = {}
    for leaf in scene.leaves:
        if leaf.parent_id in top:
            leaves_in[leaf.parent_id] = leaves_in.get(leaf.parent_id, 0) + 1
    shares = [weights[leaf.id] for leaf in scene.leaves]
    if len(leaves_in) < least_groups or len(set(leaves_in.values())) == 1 or not min(shares) > 0:
        return
    if max(shares) <= (1 + nearness) * min(shares) + 1e-9:
        yield Finding({}, scene.level(None))


@check("W07", Subject.TREE, "count", "criterion", "weight")
def too_many_small_ones(scene: Scene, *, most_leaves: float, least_weight: float) -> Iterator[Finding]:
    """Find a tree with very many leaves, or the lightest of its leaves that hardly counts."""
    weights = scene.ranking.weights
    shares = {leaf.id: weights[leaf.id] for leaf in scene.leaves if weights[leaf.id] > 0}
    if not shares:
        return
    lightest = min(shares, key=lambda leaf_id: shares[leaf_id])
    name, share = scene.name_of[lightest], percent(shares[lightest], 1)
    if len(scene.leaves) > most_leaves:
        fields = {"count": plain(len(scene.leaves)), "criterion": name, "weight": share}
        yield Finding(fields, scene.level(None), None, lightest, "many")
    elif shares[lightest] < least_weight - 1e-9:
        yield Finding({"criterion": name, "weight": share}, name, None, lightest, "small")


@check("W08", Subject.TREE, "name", "ratio", "first", "second")
def contradicting_pairs(scene: Scene, *, doubtful: float, useless: float) -> Iterator[Finding]:
    """Find levels whose judgements of pairs contradict each other; beyond use they stop a recommendation.

    Source: consistency ratio, Saaty (1980); see `analysis.pairwise`.
    """
    for parent_id, found in scene.elicitations.items():
        if found.method is not WeightMethod.PAIRWISE or len(scene.siblings.get(parent_id, ())) < 3:
            continue
        parts = scene.siblings[parent_id]
        ratio, pair = _contradiction(parts, found)
        if pair is not None and ratio is not None and ratio > doubtful + 1e-9:
            name, (first, second) = scene.level(parent_id), (scene.name_of[parts[place].id] for place in pair)
            fields = {"name": name, "ratio": number(ratio, 2), "first": first, "second": second}
            severity = Severity.BLOCK if ratio > useless + 1e-9 else None
            yield Finding(fields, name, None, parent_id, severity=severity)


def _contradiction(parts: Sequence[Criterion], found: Elicitation) -> tuple[float | None, tuple[int, int] | None]:
    """Return the consistency ratio of a level's judgements, and the places of the pair that fits worst."""
    from outsource_desk.analysis.pairwise import consistency, hardest_judgements
    from outsource_desk.analysis.pairwise import parts as islands
    from outsource_desk.services.found_weights import by_places

    judged = {(each.first_id, each.second_id): each.ratio for each in found.judgements}
    ratios = by_places([part.id for part in parts], judged)
    if len(islands(len(parts), ratios)) > 1:
        return None, None
    hardest = hardest_judgements(len(parts), ratios, most=1)
    return consistency(len(parts), ratios).ratio, hardest[0].pair if hardest else None


@check("W09", Subject.RESULT, "criterion", "name", "then", "now")
def swings_out_of_date(scene: Scene, *, change: float, largest: float) -> Iterator[Finding]:
    """Find swings that were judged while the candidates lay otherwise, and levels where no swing is the largest."""
    for parent_id, found in scene.elicitations.items():
        if found.method is not WeightMethod.SWING or not found.answers:
            continue
        if abs(max(each.amount for each in found.answers) - largest) > 1e-6:
            name = scene.level(parent_id)
            yield Finding({"name": name}, name, None, parent_id, "largest")
        for answer in found.answers:
            now = scene.spreads.get(answer.criterion_id)
            if now is not None:
                yield from _swing(scene, answer, now, change)


def _swing(scene: Scene, answer: Elicited, now: float, change: float) -> Iterator[Finding]:
    name = scene.name_of[answer.criterion_id]
    if now == 0 and answer.amount > 0:
        yield Finding({"criterion": name}, name, None, answer.criterion_id, "flat")
    elif answer.worst is not None and answer.best is not None:
        then = abs(answer.best - answer.worst)
        if abs(now - then) > change * then + 1e-9:
            fields = {"criterion": name, "then": number(then), "now": number(now)}
            yield Finding(fields, name, None, answer.criterion_id, "changed")


@check("W59", Subject.TREE, "name")
def gate_on_a_group(scene: Scene) -> Iterator[Finding]:
    """Find gates that stand where nothing is scored."""
    for criterion in scene.evaluation.criteria:
        if criterion.is_gate and criterion.id in scene.siblings:
            name = scene.name_of[criterion.id]
            yield Finding({"name": name}, name, None, criterion.id)


def listed(names: list[str], most: int = 3) -> str:
    """Return names as a sentence has them; of many the first few, and how many more there are."""
    more = len(names) - most
    return in_words([*names[:most], f"{more} more"] if more > 0 else names)
