"""Criteria: a weighted tree whose leaves are judged, measured or priced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from outsource_desk.domain.frozen import frozen


class Measure(StrEnum):
    """How a criterion gets its value."""

    JUDGED = "judged"  # points on a scale with worded anchors
    MEASURED = "measured"  # a number with a unit and a direction
    PRICE = "price"  # whole-life cost in the initiative's currency


class Direction(StrEnum):
    """Whether more or less of a measure is better."""

    MAX = "max"
    MIN = "min"
    UNKNOWN = "unknown"  # nobody has said yet


class Curve(StrEnum):
    """How points or amounts become values from 0 to 100."""

    LINEAR = "linear"  # straight between the two end points
    PIECEWISE = "piecewise"  # straight between curve points
    THRESHOLD = "threshold"  # steps: what the last curve point reached is worth
    TARGET = "target"  # straight up to the best amount and down again
    DISCRETE = "discrete"  # only the amounts of the curve points have a value
    LOWEST = "lowest"  # price: 100 * lowest / price, over the eligible offers
    MULTIPLE = "multiple"  # price: 100 at the lowest, 0 at a multiple of it
    MIN_MAX = "min_max"  # price: 100 at the lowest, 0 at the highest

    @property
    def is_relative(self) -> bool:
        """Tell whether a value depends on the other candidates' offers."""
        return self in (Curve.LOWEST, Curve.MULTIPLE, Curve.MIN_MAX)

    @property
    def has_points(self) -> bool:
        """Tell whether the curve is drawn by points of its own."""
        return self in (Curve.PIECEWISE, Curve.THRESHOLD, Curve.TARGET, Curve.DISCRETE)

    @property
    def fewest_points(self) -> int:
        """Return how many points of its own the curve needs at least: a single threshold is enough."""
        return (1 if self is Curve.THRESHOLD else 2) if self.has_points else 0


@frozen
class Criterion:
    """A node of the tree; one with children is a group, the others are leaves and are scored.

    A judged leaf is worth ``100 * points / maximum``, or the reverse where fewer points are better. A measured leaf or
    a price is worth 0 at ``worst``, 100 at ``best`` and is linear between them; without both end points, or while
    nobody has said whether more or less is better, its value is open. Another ``curve`` is drawn by its own points or,
    for prices, compares with the other offers.
    """

    id: int
    initiative_id: int
    parent_id: int | None
    name: str
    weight: float = 0.0  # local, as entered, >= 0; only its share among the siblings counts
    ask: str = ""
    measure: Measure = Measure.JUDGED
    maximum: float = 5.0  # top of a judged scale; its bottom is 0
    step: float = 0.5  # of a judged scale; 0 = any points
    direction: Direction | None = None  # None: more points are better; of amounts the end points tell
    unit: str = ""
    worst: float | None = None  # in ``unit``
    best: float | None = None  # in ``unit``
    minimum: float | None = None  # points or amount that a candidate must reach
    is_gate: bool = False  # a candidate that misses the minimum is not ranked
    is_locked: bool = False  # keeps its weight when its siblings' are rescaled
    code: str = ""  # id in the template that it came from
    anchors: tuple[tuple[float, str], ...] = ()  # (points, wording), lowest first
    curve: Curve = Curve.LINEAR
    multiple: float = 2.0  # of the lowest price, worth 0; for `Curve.MULTIPLE`
    points: tuple[tuple[float, float], ...] = ()  # (amount, value 0..100) of the curve, lowest amount first
    section_id: int | None = None  # takes its value from this section of the vetting, instead of scores

    @property
    def end_points(self) -> tuple[float | None, float | None]:
        """Return what is worth 0 and what is worth 100; None where that is not fixed."""
        if self.curve is not Curve.LINEAR:
            return self._amount_worth(0.0), self._amount_worth(100.0)
        if self.direction is Direction.UNKNOWN:
            return None, None
        if self.measure is Measure.JUDGED:
            return (self.maximum, 0.0) if self.less_is_better else (0.0, self.maximum)
        return self.worst, self.best

    @property
    def lacking(self) -> str:
        """Return the field without which nothing given for this leaf can count; empty if there is none."""
        if len(self.points) < self.curve.fewest_points:
            return "points"
        needs_direction = self.curve in (Curve.LINEAR, Curve.THRESHOLD) and not self._is_drawn_one_way
        if self.direction is Direction.UNKNOWN and needs_direction:
            return "direction"
        if self.curve is not Curve.LINEAR:
            return ""
        worst, best = self.end_points
        return "worst" if worst is None else "best" if best is None else ""

    @property
    def has_direction(self) -> bool:
        """Tell whether it is known which way is better; without that no minimum can be judged."""
        if self._is_drawn_one_way:
            return True
        if self.direction is Direction.UNKNOWN:
            return False
        has_ends = self.worst is not None and self.best is not None and self.worst != self.best
        return self.measure is not Measure.MEASURED or self.direction is not None or has_ends

    @property
    def less_is_better(self) -> bool:
        """Tell whether smaller amounts, or fewer points, are worth more; a drawn curve tells by its ends."""
        if self._is_drawn_one_way:
            return self.points[-1][1] < self.points[0][1]
        if self.measure is Measure.JUDGED:
            return self.direction is Direction.MIN
        if self.curve is Curve.LINEAR and self.worst is not None and self.best is not None and self.worst != self.best:
            return self.best < self.worst
        return self.measure is Measure.PRICE or self.direction is Direction.MIN

    @property
    def is_plain(self) -> bool:
        """Tell whether it is judged, straight, and more is better, so that 0 to 100 may stand for its points."""
        is_straight = self.curve is Curve.LINEAR and self.direction in (None, Direction.MAX)
        return self.measure is Measure.JUDGED and is_straight

    @property
    def _is_drawn_one_way(self) -> bool:
        """Tell whether the curve's own points say which way is better."""
        return self.curve.has_points and len(self.points) > 1 and self.points[0][1] != self.points[-1][1]

    def _amount_worth(self, value: float) -> float | None:
        points = self.points if self.curve.has_points else ()
        return next((amount for amount, worth in points if worth == value), None)


def leaves_of(criteria: Sequence[Criterion]) -> tuple[Criterion, ...]:
    """Return the criteria that have no parts, in tree order."""
    parents = {criterion.parent_id for criterion in criteria}
    return tuple(criterion for criterion in criteria if criterion.id not in parents)


def groups_of(criteria: Sequence[Criterion], criterion_id: int | None) -> tuple[int, ...]:
    """Return the groups that a criterion lies in, the nearest first; none for one that is not among the criteria."""
    parents = {criterion.id: criterion.parent_id for criterion in criteria}
    groups: list[int] = []
    group = parents.get(criterion_id) if criterion_id is not None else None
    while group is not None:
        groups.append(group)
        group = parents.get(group)
    return tuple(groups)


def levels_of(criteria: Sequence[Criterion], criterion_id: int) -> int:
    """Return how many levels a criterion has together with its parts: 1 for a leaf.

    Args:
        criteria: the tree, in tree order.
        criterion_id: one of them.
    """
    level = {criterion_id: 1}
    for criterion in criteria:
        if criterion.parent_id in level:
            level[criterion.id] = level[criterion.parent_id] + 1
    return max(level.values())


def in_tree_order(criteria: Iterable[Criterion]) -> tuple[Criterion, ...]:
    """Return criteria so that each group comes right before its parts; siblings keep their order."""
    children: dict[int | None, list[Criterion]] = {}
    for criterion in criteria:
        children.setdefault(criterion.parent_id, []).append(criterion)
    ordered: list[Criterion] = []
    pending = list(reversed(children.get(None, [])))
    while pending:
        criterion = pending.pop()
        ordered.append(criterion)
        pending.extend(reversed(children.get(criterion.id, [])))
    return tuple(ordered)


def new_positions(order: Sequence[int], moved_id: int, now: Mapping[int, int], end: int) -> dict[int, int]:
    """Return the positions that must change for siblings to stand in this order; the others keep theirs.

    Args:
        order: the siblings' ids as they are to stand.
        moved_id: the one that was not there.
        now: id → position as it is.
        end: a position behind all others.
    """
    if order[-1] == moved_id:
        others = [now[each] for each in order[:-1]]
        return {} if now[moved_id] > max(others, default=0) else {moved_id: end}
    places: dict[int, int] = {}
    last = 0
    for each, place in zip(order, sorted(now[each] for each in order), strict=True):
        places[each] = last = max(place, last + 1)  # two alike are told apart
    return {each: place for each, place in places.items() if place != now[each]}


def global_weights(criteria: Sequence[Criterion], dropped: frozenset[int] = frozenset()) -> dict[int, float]:
    """Return each criterion's share of the whole, 0 to 1; the leaves add up to 1 unless all weights are zero.

    Args:
        criteria: the tree, in tree order.
        dropped: leaves that apply to no candidate; their siblings, or their group's siblings, take over.

    Source: product of local shares down the path, Keeney & Raiffa (1976), ch. 3.
    """
    children: dict[int | None, list[Criterion]] = {}
    for criterion in criteria:
        children.setdefault(criterion.parent_id, []).append(criterion)

    def counts(criterion: Criterion) -> bool:
        parts = children.get(criterion.id)
        applies = any(map(counts, parts)) if parts else criterion.id not in dropped
        return criterion.weight > 0 and applies

    shares: dict[int, float] = {}

    def spread(parent_id: int | None, share: float) -> None:
        siblings = children.get(parent_id, [])
        active = [sibling for sibling in siblings if sibling.weight > 0 and counts(sibling)]
        total = sum(sibling.weight for sibling in active)
        for sibling in siblings:
            shares[sibling.id] = share * sibling.weight / total if sibling in active else 0.0
            spread(sibling.id, shares[sibling.id])

    spread(None, 1.0)
    return shares


def criterion_paths(criteria: Sequence[Criterion]) -> dict[int, str]:
    """Return a name for each criterion that no other has: its own, with its group's in front where two are alike."""
    names = [criterion.name for criterion in criteria]
    by_id = {criterion.id: criterion for criterion in criteria}
    paths: dict[int, str] = {}
    for criterion in criteria:
        path, parent = criterion.name, criterion.parent_id
        while parent is not None and names.count(criterion.name) > 1:
            path, parent = f"{by_id[parent].name} / {path}", by_id[parent].parent_id
        paths[criterion.id] = path
    return paths


def is_scale_of_offers(leaf: Criterion, amounts: Iterable[float | None]) -> bool:
    """Tell whether the end points of an amount are just the worst and the best one on the table.

    Args:
        leaf: a price or a measured criterion.
        amounts: of the offers; None = not known.
    """
    known = [amount for amount in amounts if amount is not None]
    return len(known) >= 2 and min(known) < max(known) and {min(known), max(known)} == {leaf.worst, leaf.best}
