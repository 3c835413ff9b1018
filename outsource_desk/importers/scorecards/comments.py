"""Which column of comments belongs to whose scores."""

from __future__ import annotations

from collections.abc import Sequence

from outsource_desk.importers.scorecards.view import Line
from outsource_desk.importers.sheets.vocabulary import COMMENT, FILLER
from outsource_desk.importers.sheets.words import is_remark_label, words_of


def pair_comments(comments: Sequence[Line], owners: Sequence[Line]) -> dict[int, Line]:
    """Return the owner of each line of comments, by the comments' place, where the pairing is plain.

    It is plain by name (“Alder” and “Alder comment”), or where each owner is followed by comments of its own; also with
    one owner only.
    """
    named = {line.at: owner for line in comments if (owner := _named_owner(line, owners)) is not None}
    places = sorted(line.at for line in (*comments, *owners))
    by_place = {owner.at: owner for owner in owners}
    plain = [line for line in comments if line.at not in named and is_remark_label(line.name)]
    beside = {
        line.at: by_place[before]
        for line in plain
        if (before := max((at for at in places if at < line.at), default=-1)) in by_place
    }
    taken = {id(owner) for owner in (*named.values(), *beside.values())}
    if beside and (len(taken) == len(owners) or len(beside) >= 2):
        return named | beside
    return named


def _named_owner(line: Line, owners: Sequence[Line]) -> Line | None:
    """Return the one owner whose name stands in the comments' name, beside words for comments."""
    name = line.name.casefold()
    found = [owner for owner in owners if owner.name and owner.name.casefold() in name]
    found.sort(key=lambda owner: len(owner.name), reverse=True)
    for owner in found:
        rest = set(words_of(name.replace(owner.name.casefold(), " ", 1)))
        if rest & COMMENT and rest <= COMMENT | FILLER:
            return owner
    return None
