"""Rules about criteria that are much alike, by name or by how they tell candidates apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from outsource_desk.analysis.correlation import pearson
from outsource_desk.domain.formatting import number
from outsource_desk.services.rules.rulebook import Finding, Subject, check
from outsource_desk.services.rules.scene import Scene
from outsource_desk.services.rules.structure import words_of


@check("W12", Subject.ALL, "criterion", "other")
def alike_by_name(scene: Scene, *, likeness: float, small_words: frozenset[str]) -> Iterator[Finding]:
    """Find leaves of different groups whose names hold much the same words."""
    words = {leaf.id: " ".join(sorted(words_of(leaf.name) - small_words)) for leaf in scene.leaves}
    for one, other in combinations(scene.leaves, 2):
        if one.parent_id != other.parent_id and are_alike(words[one.id], words[other.id], likeness):
            names = scene.name_of[one.id], scene.name_of[other.id]
            yield Finding({"criterion": names[0], "other": names[1]}, names[0], None, one.id, part=str(other.id))


def are_alike(one: str, other: str, likeness: float) -> bool:
    """Tell whether two names hold much the same words.

    Args:
        one: its words, without small ones.
        other: likewise.
        likeness: from which on they do, 0..100.
    """
    from rapidfuzz.fuzz import token_set_ratio

    return bool(one) and bool(other) and token_set_ratio(one, other) >= likeness


@check("W14", Subject.ALL, "criterion", "other", "ratio")
def moving_together(scene: Scene, *, least_candidates: float, least: float) -> Iterator[Finding]:
    """Find pairs of leaves that tell the candidates apart in the same way; among a few candidates chance does that."""
    columns = [column for column in scene.columns if len(column.values) == len(column.eligible)]
    if len(scene.eligible) < least_candidates:
        return
    for one, other in combinations([column for column in columns if column.spread], 2):
        ratio = pearson(one.values, other.values)
        if ratio is not None and ratio >= least - 1e-9:
            fields = {"criterion": one.name, "other": other.name, "ratio": number(ratio, 2)}
            yield Finding(fields, one.name, None, one.leaf.id, part=str(other.leaf.id))
