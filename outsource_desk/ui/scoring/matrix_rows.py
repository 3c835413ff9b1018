"""The lines of the matrix: the tree of criteria, with groups that can be closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from outsource_desk.domain.criterion import Criterion


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One line of the tree."""

    criterion: Criterion
    depth: int
    leaves: frozenset[int]  # of a group; empty for a leaf

    @property
    def is_group(self) -> bool:
        """Tell whether the criterion has parts."""
        return bool(self.leaves)

    def holds(self, criterion_id: int) -> bool:
        """Tell whether a criterion is this one or a leaf of it."""
        return self.criterion.id == criterion_id or criterion_id in self.leaves


class MatrixRows:
    """The whole tree and those of its lines that no closed group hides."""

    def __init__(self, criteria: Sequence[Criterion] = (), folded: Iterable[int] = ()) -> None:
        self.tree = tree_rows(criteria)
        self.folded = {row.criterion.id for row in self.tree if row.is_group} & set(folded)
        self.visible = self._unhidden(self.tree, -1)
        self.place_of: dict[int, int] = {}
        self._map()

    @property
    def top(self) -> list[MatrixRow]:
        """Return the criteria of the top level."""
        return [row for row in self.tree if row.depth == 0]

    def leaves_from(self, criterion_id: int) -> list[Criterion]:
        """Return the leaves from a criterion on, those in closed groups among them."""
        start = next(place for place, row in enumerate(self.tree) if row.criterion.id == criterion_id)
        return [row.criterion for row in self.tree[start:] if not row.is_group]

    def around(self, criterion_id: int) -> list[MatrixRow]:
        """Return the closed groups around a criterion, the outermost first."""
        own = next((row for row in self.tree if row.criterion.id == criterion_id), None)
        if own is None:
            return []
        inside = own.leaves or {criterion_id}
        return [row for row in self.tree if row.criterion.id in self.folded and row is not own and inside <= row.leaves]

    def last_inside(self, place: int) -> int:
        """Return the place of the last visible line that belongs to a group."""
        depth = self.visible[place].depth
        after = (i for i in range(place + 1, len(self.visible)) if self.visible[i].depth <= depth)
        return next(after, len(self.visible)) - 1

    def hidden_inside(self, place: int) -> list[MatrixRow]:
        """Return the lines that come into view when a closed group opens."""
        group = self.visible[place]
        start = next(i for i, row in enumerate(self.tree) if row is group)
        return self._unhidden(self.tree[start + 1 :], group.depth)

    def close(self, place: int) -> None:
        """Hide what a group holds."""
        end = self.last_inside(place)
        self.folded.add(self.visible[place].criterion.id)
        del self.visible[place + 1 : end + 1]
        self._map()

    def open(self, place: int, inner: Sequence[MatrixRow]) -> None:
        """Show what a group holds."""
        self.folded.discard(self.visible[place].criterion.id)
        self.visible[place + 1 : place + 1] = inner
        self._map()

    def _map(self) -> None:
        self.place_of = {row.criterion.id: place for place, row in enumerate(self.visible)}

    def _unhidden(self, rows: Sequence[MatrixRow], above: int) -> list[MatrixRow]:
        """Return the rows below a depth that no closed group hides, up to the end of that branch."""
        result: list[MatrixRow] = []
        hidden_below: int | None = None
        for row in rows:
            if row.depth <= above:
                break
            if hidden_below is not None and row.depth > hidden_below:
                continue
            hidden_below = row.depth if row.criterion.id in self.folded else None
            result.append(row)
        return result


def tree_rows(criteria: Sequence[Criterion]) -> list[MatrixRow]:
    """Return the tree line by line, each group with the leaves below it."""
    groups = {criterion.parent_id for criterion in criteria}
    leaves: dict[int, set[int]] = {criterion.id: set() for criterion in criteria}
    for criterion in reversed(criteria):  # parts come after their group
        if criterion.parent_id is not None:
            own = leaves[criterion.id] if criterion.id in groups else {criterion.id}
            leaves[criterion.parent_id] |= own
    depth: dict[int | None, int] = {None: -1}
    rows = []
    for criterion in criteria:
        depth[criterion.id] = depth[criterion.parent_id] + 1
        rows.append(MatrixRow(criterion, depth[criterion.id], frozenset(leaves[criterion.id])))
    return rows


def is_same_shape(one: Sequence[Criterion], other: Sequence[Criterion]) -> bool:
    """Tell whether two trees have the same lines in the same places."""
    if one is other:
        return True
    return [(each.id, each.parent_id) for each in one] == [(each.id, each.parent_id) for each in other]
