"""Rules about what was done when: weights after scores, scores after prices."""

from __future__ import annotations

from collections.abc import Iterator

from outsource_desk.domain.criterion import Measure
from outsource_desk.domain.formatting import day, plain
from outsource_desk.domain.times import Times
from outsource_desk.services.rules.rulebook import Finding, Subject, check
from outsource_desk.services.rules.scene import Scene


@check("W10", Subject.TIMES, "criterion", "count", "changed", "began")
def weights_after_scores(scene: Scene, times: Times) -> Iterator[Finding]:
    """Find weights that are not what they were when the first score was given, where nobody has said why."""
    late = {each: at for each, at in times.reweighed.items() if each in scene.name_of}
    if not late or times.scoring_began is None or scene.evaluation.initiative.weights_reason.strip():
        return
    last = max(late, key=lambda each: late[each])
    name, began = scene.name_of[last], day(times.scoring_began)
    fields = {"criterion": name, "count": plain(len(late)), "changed": day(late[last]), "began": began}
    yield Finding(fields, name, None, last, "several" if len(late) > 1 else "")


@check("W35", Subject.TIMES, "name", "criterion", "count", "changed")
def scores_after_prices(scene: Scene, times: Times) -> Iterator[Finding]:
    """Find scores, other than prices, that were given or changed after offers were opened."""
    candidates = {each.id: each.name for each in scene.evaluation.candidates}
    others = {leaf.id for leaf in scene.leaves if leaf.measure is not Measure.PRICE}
    late = {cell: at for cell, at in times.rescored.items() if cell[1] in others and cell[0] in candidates}
    if late:
        last = max(late, key=lambda cell: late[cell])
        name, leaf = candidates[last[0]], scene.name_of[last[1]]
        fields = {"name": name, "criterion": leaf, "count": plain(len(late)), "changed": day(late[last])}
        yield Finding(fields, f"{name} / {leaf}", *last, "several" if len(late) > 1 else "")
