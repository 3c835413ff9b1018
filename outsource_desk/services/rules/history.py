"""Rules about what was done when: weights after scores, scores after prices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from outsource_desk.domain.criterion import Measure
from outsource_desk.domain.formatting import day, plain
from outsource_desk.domain.ranking import Cell
from outsource_desk.services.rules.rulebook import Finding, Subject, check
from outsource_desk.services.rules.scene import Scene


@dataclass(frozen=True)
class Times:
    """When something was last done, and when scoring began, all UTC.

    Attributes:
        scoring_began: when the first score or amount was given; None before.
        weighed: criterion id → when its weight was last changed, after it was first given.
        scored: cell → when a score was last given or changed.
    """

    scoring_began: str | None
    weighed: Mapping[int, str]
    scored: Mapping[Cell, str]


@check("W10", Subject.TIMES, "criterion", "count", "changed", "began")
def weights_after_scores(scene: Scene, times: Times) -> Iterator[Finding]:
    """Find weights that were changed after the first score was given, where nobody has said why."""
    began = times.scoring_began
    if began is None or scene.evaluation.initiative.weights_reason.strip():
        return
    late = {each: at for each, at in times.weighed.items() if each in scene.name_of and at > began}
    if late:
        last = max(late, key=lambda each: late[each])
        name = scene.name_of[last]
        fields = {
            "criterion": name, "count": plain(len(late)), "changed": day(late[last]), "began": day(began),
        }  # fmt: skip
        yield Finding(fields, name, None, last, "several" if len(late) > 1 else "")


@check("W35", Subject.TIMES, "name", "criterion", "count", "changed")
def scores_after_prices(scene: Scene, times: Times) -> Iterator[Finding]:
    """Find scores, other than prices, that were changed after offers were opened."""
    opened = scene.evaluation.initiative.offers_opened_at
    if opened is None:
        return
    candidates = {each.id: each.name for each in scene.evaluation.candidates}
    others = {leaf.id for leaf in scene.leaves if leaf.measure is not Measure.PRICE}
    late = {
        cell: at for cell, at in times.scored.items() if at > opened and cell[1] in others and cell[0] in candidates
    }
    if late:
        last = max(late, key=lambda cell: late[cell])
        name, leaf = candidates[last[0]], scene.name_of[last[1]]
        fields = {"name": name, "criterion": leaf, "count": plain(len(late)), "changed": day(late[last])}
        yield Finding(fields, f"{name} / {leaf}", *last, "several" if len(late) > 1 else "")
