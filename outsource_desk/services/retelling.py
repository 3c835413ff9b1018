"""Say in words what edits changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from outsource_desk.services.wording import Image, Names, in_lines, net_changes
from outsource_desk.store.initiatives import load_initiatives
from outsource_desk.store.rows import load_images
from outsource_desk.store.scores import load_evaluators

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


class Retelling:
    """Says many edits in a few words each, as for a list; rows go by the names they have now."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._names = Names(load_images(desk.connection), lambda: _images(desk, desk.journal.revision))
        self._sealed = _sealed(desk)

    def told(self, after: int, until: int) -> dict[int, tuple[str, int]]:
        """Return revision → the first change in words and how many rows were changed; none where nothing was."""
        edits = groupby(self._desk.journal.changes(after, until), key=lambda change: change.edit_id)
        result = {}
        for revision, changes in edits:
            net = net_changes(changes)
            if first := next(in_lines(net, self._names, self._sealed), ""):
                result[revision] = (first, len(net))
        return result


def difference(desk: Desk, first: int, last: int) -> list[str]:
    """Return what is different at revision ``last`` from ``first``, one line for each change."""
    early, late = sorted((first, last))
    net = net_changes(desk.journal.changes(early, late))
    if first > last:
        net = [(table, row_id, after, before) for table, row_id, before, after in net]
    return list(in_lines(net, Names(_images(desk, late)), _sealed(desk)))


def _sealed(desk: Desk) -> frozenset[int]:
    """Return the evaluators whose scores are hidden until they hand them in."""
    return frozenset(
        each.id
        for initiative in load_initiatives(desk.connection)
        if initiative.is_blind
        for each in load_evaluators(desk.connection, initiative.id)
        if each.submitted_at is None
    )


def _images(desk: Desk, revision: int) -> Iterator[tuple[str, int, Image]]:
    """Yield row images that names can be learnt from: as of the revision first, then as of now."""
    for change in reversed(desk.journal.changes(0, revision)):
        yield change.table, change.row_id, change.after or change.before
    yield from load_images(desk.connection)
