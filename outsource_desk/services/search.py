"""Search everything in a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from outsource_desk.services.matching import excerpt, is_whole, patterns_of
from outsource_desk.store import searching
from outsource_desk.store.searching import Searchable

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Hit:
    """Something that was found, and where to go to see it."""

    kind: str  # what matched: one of the kinds of things, or "rationale"
    title: str
    detail: str  # the text around the match, or where the thing belongs
    page: str
    thing: str  # with ``id`` what to show on the page: a contact is shown with its vendor
    id: int
    initiative_id: int | None = None
    candidate_id: int | None = None
    criterion_id: int | None = None


# kind → page and thing
_PLACES = {
    "initiative": ("initiative", "initiative"),
    "vendor": ("vendors", "vendor"),
    "contact": ("vendors", "vendor"),
    "candidate": ("scoring", "candidate"),
    "criterion": ("scoring", "criterion"),
    "goal": ("initiative", "goal"),
    "evaluator": ("scoring", "evaluator"),
    "import": ("import", "import"),
    "question": ("vetting", "question"),
    "answer": ("vetting", "question"),
    "risk": ("risks", "risk"),
    "metric": ("performance", "metric"),
    "role": ("contingency", "role_holder"),
    "scenario": ("contingency", "scenario"),
    "trigger": ("contingency", "scenario_trigger"),
    "step": ("contingency", "response_step"),
    "fallback": ("contingency", "fallback"),
    "exit item": ("exit", "exit_item"),
    "exit task": ("exit", "exit_task"),
    "clause": ("governance", "clause"),
    "finding": ("governance", "finding"),
    "revision": ("history", "revision"),
    "edit": ("history", "edit"),
}
_WHOLE, _BEGINS, _NAMED, _TOLD = range(4)  # how well something matches, best first


def search(desk: Desk, text: str, limit: int = 50) -> tuple[Hit, ...]:
    """Return what holds every word of a text, best first: matches in names before those in texts.

    A word is found from its beginning, in any case of letters, with or without accents. Reasons given for scores are
    found by their own words, narrowed down by those of the candidate's and the criterion's name.
    """
    patterns = patterns_of(text)
    if not patterns:
        return ()
    found = [ranked for kind in searching.KINDS if kind != "edit" for ranked in _things(desk, kind, patterns)]
    found.sort(key=lambda ranked: (ranked[0], ranked[1].title.casefold()))
    hits = [hit for _, hit in found[:limit]]
    hits += islice(_rationales(desk, patterns), limit - len(hits))
    hits += islice((hit for _, hit in _things(desk, "edit", patterns)), limit - len(hits))
    return tuple(hits)


def _things(desk: Desk, kind: str, patterns: Patterns) -> Iterator[tuple[int, Hit]]:
    """Yield what matches with how well it does."""
    for thing in searching.load_searchable(desk.connection, kind):
        rank = _rank(thing, patterns)
        if rank is not None:
            page, shown = _PLACES[kind]
            yield (
                rank,
                Hit(
                    kind,
                    thing.name,
                    _detail(thing, patterns),
                    page,
                    shown,
                    thing.id,
                    thing.initiative_id,
                    thing.candidate_id,
                    thing.criterion_id,
                ),
            )


def _rank(thing: Searchable, patterns: Patterns) -> int | None:
    elsewhere = [pattern for pattern in patterns if not pattern.search(thing.name)]
    if elsewhere:
        return _TOLD if all(pattern.search(thing.text) for pattern in elsewhere) else None
    if is_whole(patterns, thing.name):
        return _WHOLE
    return _BEGINS if patterns[0].match(thing.name) else _NAMED


def _detail(thing: Searchable, patterns: Patterns) -> str:
    """Return the text around the first word that the name does not have, else where the thing belongs."""
    for pattern in patterns:
        if not pattern.search(thing.name) and (match := pattern.search(thing.text)):
            line = thing.text.rfind("\n", 0, match.start()) + 1
            return excerpt(thing.text[line:].partition("\n")[0], match.start() - line)
    return thing.context


def _rationales(desk: Desk, patterns: Patterns) -> Iterator[Hit]:
    """Yield reasons that hold a word, if the names of their candidate and criterion hold the others."""
    candidates, criteria = searching.load_cell_names(desk.connection)
    rarest_first = sorted(patterns, key=lambda pattern: len(pattern.pattern), reverse=True)
    words = [
        (
            pattern.search,
            {number for number, (name, _) in candidates.items() if pattern.search(name)},
            {number for number, name in criteria.items() if pattern.search(name)},
        )
        for pattern in rarest_first
    ]
    for row_id, candidate_id, criterion_id, text in searching.load_rationales(desk.connection):
        match = None
        for find, named_candidates, named_criteria in words:
            here = find(text)
            if here is None and candidate_id not in named_candidates and criterion_id not in named_criteria:
                break
            match = match or here
        else:
            if match is not None:
                candidate, initiative_id = candidates[candidate_id]
                title = f"{candidate}, {criteria[criterion_id]}"
                detail = excerpt(text, match.start())
                yield Hit(
                    "rationale", title, detail, "scoring", "cell", row_id, initiative_id, candidate_id, criterion_id
                )
