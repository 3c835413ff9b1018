"""Rules about what was done when: weights after scores, scores after prices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from outsource_desk.domain.criterion import Measure
from outsource_desk.domain.formatting import day, plain
from outsource_desk.domain.ranking import Severity
from outsource_desk.services.gate_reasons import NAMED, codes
from outsource_desk.services.rules.rulebook import Finding, Subject, check
from outsource_desk.services.rules.scene import Scene

if TYPE_CHECKING:
    from outsource_desk.domain.times import LateChange, Times


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


@check("V01", Subject.TIMES, "name", "count", "questions")
def knock_outs_open_again(scene: Scene, times: Times) -> Iterator[Finding]:
    """Find knock-outs that were failed, and are open only because the answer was sent back: no way into a ranking."""
    vetted = scene.ranking.vetted
    if vetted is None:
        return
    for standing in scene.ranking.standings:
        candidate = standing.candidate
        found = vetted.candidates.get(candidate.id)
        if found is None or found.knocked_out:
            continue
        again = [
            each.question for each in found.open_knock_outs if (candidate.id, each.question.id) in times.failed_before
        ]
        if again:
            fields = {"name": candidate.name, "count": plain(len(again)), "questions": codes(again)}
            where, part = f"{candidate.name} / {again[0].code}", f"{again[0].id}/again"
            yield Finding(fields, where, candidate.id, None, "again", severity=Severity.BLOCK, part=part)


@check("V08", Subject.TIMES, "questions", "changed")
def questions_changed_late(_scene: Scene, times: Times) -> Iterator[Finding]:
    """Find what was changed about questions after answers to them were accepted; about knock-outs it stops a choice."""
    groups: dict[tuple[str, int], list[LateChange]] = {}
    for each in times.judged_otherwise:
        is_grave = each.was_knock_out and each.what != "weight"  # the weight of a knock-out keeps nobody out
        groups.setdefault((each.what, each.question_id if is_grave else 0), []).append(each)
    for (what, is_grave), some in groups.items():
        last = max(some, key=lambda each: each.at)
        named = ", ".join(each.code for each in some[:NAMED])
        more = f", +{len(some) - NAMED}" if len(some) > NAMED else ""
        fields = {"questions": f"{named}{more}", "changed": day(last.at)}
        severity = Severity.BLOCK if is_grave else None
        yield Finding(fields, last.code, text=what, severity=severity, part=f"{last.question_id}/{what}")
