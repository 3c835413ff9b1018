"""Rules about the evaluators together: who is strict, who favours somebody, whose scale is another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from outsource_desk.analysis.agreement import is_favour, is_halo, is_severe
from outsource_desk.domain.criterion import Measure
from outsource_desk.domain.formatting import number, percent, plain
from outsource_desk.services.rules.rulebook import Finding, Subject, check
from outsource_desk.services.rules.scene import Scene


@check("W21", Subject.ALL, "evaluator", "points", "count")
def strict_or_generous(scene: Scene, *, deviation: float, least_cells: float) -> Iterator[Finding]:
    """Find evaluators who score well above or below the panel, in points of a scale of 5."""
    for record in scene.panel.records:
        severity, cells = record.severity, record.common_cells
        if severity is not None and is_severe(severity, cells, least=deviation, least_cells=least_cells):
            name = record.evaluator.name
            points, count = number(abs(severity), 2), plain(cells)
            text = "above" if severity > 0 else "below"
            yield Finding(
                {"evaluator": name, "points": points, "count": count}, name, text=text, part=str(record.evaluator.id)
            )


@check("W22", Subject.ALL, "evaluator", "name", "points")
def favours_a_candidate(scene: Scene, *, deviation: float, least_cells: float) -> Iterator[Finding]:
    """Find evaluators who rate one candidate well above what is usual for them, in points of a scale of 5."""
    candidates = {candidate.id: candidate.name for candidate in scene.evaluation.candidates}
    for record in scene.panel.records:
        for favour in record.favours:
            if is_favour(favour.deviation, favour.cells, least=deviation, least_cells=least_cells):
                evaluator, name = record.evaluator.name, candidates[favour.candidate_id]
                fields = {"evaluator": evaluator, "name": name, "points": number(favour.deviation)}
                part = str(record.evaluator.id)
                yield Finding(fields, f"{evaluator} / {name}", favour.candidate_id, part=part)


@check("W23", Subject.ALL, "evaluator", "name", "count", "all")
def everything_the_same(scene: Scene, *, least_leaves: float, share: float) -> Iterator[Finding]:
    """Find evaluators who gave one candidate the same score almost everywhere."""
    candidates = {candidate.id: candidate.name for candidate in scene.evaluation.candidates}
    for record in scene.panel.records:
        for halo in record.halos:
            if is_halo(halo.share_identical, halo.leaves, least=share, least_leaves=least_leaves):
                evaluator, name = record.evaluator.name, candidates[halo.candidate_id]
                same = plain(round(halo.share_identical * halo.leaves))
                fields = {"evaluator": evaluator, "name": name, "count": same, "all": plain(halo.leaves)}
                part = str(record.evaluator.id)
                yield Finding(fields, f"{evaluator} / {name}", halo.candidate_id, part=part)


@check("W24", Subject.ALL, "choices")
def other_winners(scene: Scene) -> Iterator[Finding]:
    """Say whom the evaluators would choose by their own scores, where they would not choose the same."""
    camps = scene.panel.camps
    if len(camps) < 2:
        return
    names = {candidate.id: candidate.name for candidate in scene.evaluation.candidates}
    people = {evaluator.id: evaluator.name for evaluator in scene.evaluation.evaluators}
    choices = [
        f"{' = '.join(names[each] for each in camp.leader_ids)} ({', '.join(people[e] for e in camp.evaluator_ids)})"
        for camp in camps
    ]
    first = camps[0].leader_ids[0]
    yield Finding({"choices": ", ".join(choices)}, names[first], first)


@check("W30", Subject.ALL, "share", "points")
def scores_that_do_not_tell_apart(
    scene: Scene, *, least_cells: float, same: float, high: float, good: float
) -> Iterator[Finding]:
    """Find points of which most are alike, or most are high, on a scale of 5."""
    points = [
        5 * cell.points / leaf.maximum
        for leaf in scene.leaves
        if leaf.measure is Measure.JUDGED and not leaf.less_is_better
        for candidate in scene.eligible
        if (cell := scene.ranking.cells[candidate.id, leaf.id]).points is not None
    ]
    if len(points) < least_cells:
        return
    ((most, count),) = Counter(round(each, 6) for each in points).most_common(1)
    where = scene.evaluation.initiative.name
    if count > same * len(points) + 1e-9:
        yield Finding({"share": percent(count / len(points)), "points": plain(most)}, where, text="same")
        return
    above = sum(each >= good - 1e-9 for each in points)
    if above > high * len(points) + 1e-9:
        yield Finding({"share": percent(above / len(points)), "points": plain(good)}, where, text="high")


@check("W33", Subject.ALL, "evaluator", "points", "count")
def mixed_scales(scene: Scene, *, top: float, widest: float, least_cells: float) -> Iterator[Finding]:
    """Find evaluators who seem to have used a scale from 1 to 5, or up to 10, where one from 0 to 5 was meant."""
    leaves = {leaf.id for leaf in scene.leaves if leaf.measure is Measure.JUDGED and leaf.maximum == top}
    given: dict[int, list[float]] = {}
    for score in scene.evaluation.counting_scores:
        if score.points is not None and score.criterion_id in leaves:
            given.setdefault(score.evaluator_id, []).append(score.points)
    for evaluator in scene.evaluation.evaluators:
        points = given.get(evaluator.id, [])
        others_use_0 = any(0 in other for each, other in given.items() if each != evaluator.id)
        if points and top < max(points) <= widest:
            fields = {"evaluator": evaluator.name, "points": plain(max(points))}
            yield Finding(fields, evaluator.name, text="ten", part=str(evaluator.id))
        elif len(points) >= least_cells and min(points) == 1 and others_use_0:
            fields = {"evaluator": evaluator.name, "count": plain(len(points))}
            yield Finding(fields, evaluator.name, text="one", part=str(evaluator.id))
