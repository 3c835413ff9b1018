"""Rules about scores: whether judgements are comparable, explained, and made by people who may make them."""

from __future__ import annotations

from collections.abc import Iterator

from outsource_desk.analysis.agreement import needs_moderation
from outsource_desk.analysis.correlation import pearson
from outsource_desk.domain.criterion import Direction, Measure
from outsource_desk.domain.formatting import in_words, number, plain
from outsource_desk.domain.panel import Conflict, Ruling
from outsource_desk.domain.ranking import Standing
from outsource_desk.domain.score import Score
from outsource_desk.domain.vendor import Candidate
from outsource_desk.services.counting import Entry
from outsource_desk.services.rules.rulebook import Finding, Subject, check
from outsource_desk.services.rules.scene import Column, Scene
from outsource_desk.services.rules.weights import listed

# field that a leaf lacks before it can count → which text of W31 says so
_LACKING = {"direction": "direction", "worst": "worst", "best": "best"}


@check("W20", Subject.CELL, "name", "criterion", "points")
def torn_evaluators(column: Column, candidate: Candidate) -> Iterator[Finding]:
    """Find a cell on which evaluators differ too much to be averaged, and nobody has moderated."""
    entry = column.entry(candidate)
    if column.leaf.measure is not Measure.JUDGED or entry.agreed is not None:
        return
    if needs_moderation(entry.points, column.leaf.maximum):
        yield column.cell_finding(candidate, points=in_words([plain(value) for value in entry.points]))


@check("W25", Subject.RESULT, "name", "criteria")
def compared_on_other_criteria(scene: Scene) -> Iterator[Finding]:
    """Find ranked candidates without a value on a leaf where others have one; for prices and n/a see W48 and W27."""
    ranked = scene.ranking.ranked
    open_for_all = frozenset.intersection(*(frozenset(each.open_leaves) for each in ranked)) if ranked else frozenset()
    judged = {leaf.id for leaf in scene.leaves if leaf.measure is not Measure.PRICE and not leaf.lacking}
    for standing in ranked:
        lacking = [leaf for leaf in standing.open_leaves if leaf in judged and leaf not in open_for_all]
        lacking = [leaf for leaf in lacking if not _is_settled(scene, standing, leaf)]
        if lacking:
            name = standing.candidate.name
            fields = {"name": name, "criteria": listed([scene.name_of[leaf] for leaf in lacking])}
            yield Finding(fields, name, standing.candidate.id, lacking[0])


def _is_settled(scene: Scene, standing: Standing, leaf_id: int) -> bool:
    """Tell whether something was given for a cell that has no value: n/a, or an amount that fits no scale.

    A cell that takes its value from the vetting is told with what of the vetting is not reviewed.
    """
    cell = scene.ranking.cells[standing.candidate.id, leaf_id]
    return cell.not_applicable or cell.points is not None or cell.is_from_vetting


@check("W26", Subject.RESULT, "name", "low", "high", "criteria")
def open_scores_that_decide(scene: Scene) -> Iterator[Finding]:
    """Find candidates whose open values could carry them to the first place or keep them there."""
    leader = next(iter(scene.ranking.ranked), None)
    for standing in scene.ranking.possible:
        if standing.open_leaves and leader is not None and standing.high >= leader.total:
            name = standing.candidate.name
            fields = {
                "name": name,
                "low": number(standing.low),
                "high": number(standing.high),
                "criteria": listed([scene.name_of[leaf] for leaf in standing.open_leaves]),
            }
            yield Finding(fields, name, standing.candidate.id, standing.open_leaves[0])


@check("W27", Subject.CELL, "name", "criterion")
def applies_to_some_evaluators(column: Column, candidate: Candidate) -> Iterator[Finding]:
    """Find a cell for which some evaluators gave points and others say that it does not apply."""
    entry = column.entry(candidate)
    if column.leaf.measure is not Measure.JUDGED or entry.agreed is not None or not entry.points:
        return
    if any(score.not_applicable for score in entry.scores):
        yield column.cell_finding(candidate, "evaluators")


@check("W27", Subject.LEAF, "criterion", "names")
def applies_to_some_candidates(column: Column) -> Iterator[Finding]:
    """Find a leaf that does not apply to some candidates only."""
    missing = [candidate for candidate in column.eligible if column.value(candidate).not_applicable]
    if missing:
        found = column.finding(names=in_words([candidate.name for candidate in missing]))
        yield found._replace(candidate_id=missing[0].id)


@check("W28", Subject.CELL, "name", "criterion", "points", "top")
def extreme_without_reason(
    column: Column, candidate: Candidate, *, weak: float, strong: float, least_length: float
) -> Iterator[Finding]:
    """Find a very weak or very strong score on a scale with wording that nobody explains."""
    leaf = column.leaf
    if leaf.measure is not Measure.JUDGED or not leaf.anchors:
        return
    counted = column.value(candidate).points
    if counted is None or weak * leaf.maximum < counted < strong * leaf.maximum:
        return
    if _longest_reason(column.entry(candidate)) < least_length:
        yield column.cell_finding(candidate, points=plain(counted), top=plain(leaf.maximum))


def _longest_reason(entry: Entry) -> int:
    """Return the length of the longest reason of anybody who gave points, or of the agreement on them."""
    reasons = [score.rationale for score in entry.scores if score.points is not None]
    reasons += [entry.agreed.rationale] if entry.agreed else []
    return max(map(len, reasons), default=0)


@check("W31", Subject.LEAF, "criterion")
def counts_for_nothing_yet(column: Column) -> Iterator[Finding]:
    """Find a leaf for which nobody has said yet what its amounts are worth."""
    field = column.leaf.lacking
    if field:
        is_bare = field == "worst" and column.leaf.best is None
        yield column.finding("ends" if is_bare else _LACKING.get(field, "points"), at=field)


@check("W31", Subject.CELL, "name", "criterion", "points", "low", "top")
def outside_its_scale(column: Column, candidate: Candidate) -> Iterator[Finding]:
    """Find points outside their scale, and amounts that the value curve has no value for."""
    leaf, entry = column.leaf, column.entry(candidate)
    if leaf.measure is Measure.JUDGED:
        given = [*entry.points, *([entry.agreed.points] if entry.agreed and entry.agreed.points is not None else [])]
        wrong = next((points for points in given if not -1e-9 <= points <= leaf.maximum + 1e-9), None)
        if wrong is not None:
            yield column.cell_finding(candidate, "scale", points=plain(wrong), top=plain(leaf.maximum), low="0")
            return
    cell = column.value(candidate)
    if cell.points is not None and cell.value is None and not leaf.lacking:
        yield column.cell_finding(candidate, "curve", points=plain(cell.points))


@check("W32", Subject.LEAF, "criterion")
def wrong_direction(column: Column, *, least_candidates: float) -> Iterator[Finding]:
    """Find a price, or a measure of which less is better, that gives the more points the higher it is."""
    leaf = column.leaf
    is_falling = leaf.measure is Measure.PRICE or leaf.direction is Direction.MIN
    if leaf.measure is Measure.JUDGED or not is_falling:
        return
    cells = [column.value(candidate) for candidate in column.eligible]
    known = [(each.points, each.value) for each in cells if each.points is not None and each.value is not None]
    if len(known) >= least_candidates and rises(*zip(*known, strict=True)):
        yield column.finding("price" if leaf.measure is Measure.PRICE else "")


def rises(amounts: tuple[float, ...], values: tuple[float, ...]) -> bool:
    """Tell whether values go up with amounts."""
    moved = pearson(amounts, values)
    return moved is not None and moved > 0


@check("W34", Subject.RESULT, "evaluator", "name")
def scored_with_an_interest(scene: Scene) -> Iterator[Finding]:
    """Find evaluators whose declared interest keeps them from scoring, and who have scored."""
    blocking = [conflict for conflict in scene.evaluation.conflicts if conflict.blocks]
    for conflict in blocking:
        cell = _scored_in_spite_of(conflict, scene.evaluation.scores)
        if cell is not None:
            yield _interest(scene, conflict, cell)


def _scored_in_spite_of(conflict: Conflict, scores: tuple[Score, ...]) -> Score | None:
    """Return a score of somebody with an interest, of the candidate it is about where there is one."""
    own = [each for each in scores if each.evaluator_id == conflict.evaluator_id and each.points is not None]
    if conflict.ruling is Ruling.RECUSED and conflict.candidate_id is not None:
        own = [each for each in own if each.candidate_id == conflict.candidate_id]
    return min(own, key=lambda each: each.candidate_id != conflict.candidate_id, default=None)


def _interest(scene: Scene, conflict: Conflict, cell: Score) -> Finding:
    evaluator = next(each.name for each in scene.evaluation.evaluators if each.id == conflict.evaluator_id)
    names = {candidate.id: candidate.name for candidate in scene.evaluation.candidates}
    text = "recused" if conflict.ruling is Ruling.RECUSED else "" if conflict.candidate_id is not None else "all"
    about = conflict.candidate_id or cell.candidate_id
    fields = {"evaluator": evaluator, "name": names.get(about, "")}
    return Finding(fields, evaluator, cell.candidate_id, cell.criterion_id, text, part=str(conflict.id))
