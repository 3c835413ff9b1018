"""Rules about the tree: whether one thing is counted in two places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.domain.formatting import in_words, plain
from outsource_desk.services.rules.rulebook import Finding, Subject, check
from outsource_desk.services.rules.scene import Scene

_WORD = re.compile(r"[^\W\d_]+")


@check("W15", Subject.TREE, "count", "criteria")
def money_in_several_places(
    scene: Scene, *, money_words: frozenset[str], terms_words: frozenset[str]
) -> Iterator[Finding]:
    """Find money that is judged by more than one leaf; leaves about terms are not about amounts."""
    prices = [leaf for leaf in scene.leaves if leaf.measure is Measure.PRICE]
    named = [leaf for leaf in scene.leaves if prices and leaf not in prices and _is_money(leaf, money_words)]
    others = [leaf for leaf in named if not words_of(leaf.name) & terms_words]
    if len(prices) + len(others) < 2:
        return
    found = [*prices, *others]
    names = [scene.name_of[leaf.id] for leaf in found]
    last = found[-1]
    yield Finding({"count": plain(len(found)), "criteria": in_words(names)}, names[-1], None, last.id)


def _is_money(leaf: Criterion, money_words: frozenset[str]) -> bool:
    return bool(words_of(leaf.name) & money_words)


def words_of(name: str) -> frozenset[str]:
    """Return the words of a name, without regard to capital letters."""
    return frozenset(_WORD.findall(name.casefold()))
