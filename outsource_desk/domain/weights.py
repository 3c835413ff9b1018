"""Keep one level's weights at their sum while one of them changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import plain
from outsource_desk.domain.frozen import frozen

_PLACES = 3  # below the leading digit of the sum: tenths where it is 100


class AllLockedError(DeskError):
    """A weight was to change, and every other one that could make up for it is locked."""

    remedy = "Unlock at least one of the other weights of this level first."

    def __init__(self, total: float) -> None:
        super().__init__(f"The other weights of this level are locked, so they cannot add up to {plain(total)}.")


class WeightsTooLargeError(DeskError):
    """A new weight and the locked ones leave less than nothing for the others."""

    remedy = "Choose a smaller weight, or unlock and lower one of the locked weights."

    def __init__(self, fixed: float, total: float) -> None:
        super().__init__(f"The weights that are kept add up to {plain(fixed)}, more than {plain(total)} in all.")


@frozen
class LevelWeight:
    """The weight of one of several siblings, as entered."""

    weight: float  # >= 0
    is_locked: bool = False


def changed_weights(level: Mapping[int, LevelWeight], key: int, weight: float, total: float) -> dict[int, float]:
    """Return a level's weights after one of them was set: locked ones stay, the others share what is left.

    The others keep their proportions to each other, or share equally where all are zero, in steps of a thousandth of
    the sum's order of magnitude: tenths of a per cent where the sum is 100. A level of one has nothing to share, and
    weights without a sum have none to keep: there only the one weight changes.

    Args:
        level: the siblings' weights by any key.
        key: whose weight is set, locked or not.
        weight: what it becomes, >= 0, kept as it is given.
        total: what the level's weights add up to afterwards.

    Raises:
        AllLockedError: no other weight may change.
        WeightsTooLargeError: the new weight and the locked ones add up to more than ``total``.

    Source: one weight varies and the ratios of the others hold, Triantaphyllou and Sánchez (1997), A sensitivity
    analysis approach for some deterministic multi-criteria decision-making methods, Decision Sciences 28(1); rounding
    by largest remainders, Balinski and Young (1982), Fair Representation, ch. 2.
    """
    now = {each: entry.weight for each, entry in level.items()} | {key: weight}
    if len(level) == 1 or total == 0:
        return now
    return _shared(now, {key, *(each for each, entry in level.items() if entry.is_locked)}, total)


def balanced_weights(level: Mapping[int, LevelWeight], total: float = 100.0) -> dict[int, float]:
    """Return a level's weights brought to a sum: locked ones stay, the others share the rest in their proportions.

    Raises:
        AllLockedError: every weight is locked, and they add up to something else.
        WeightsTooLargeError: the locked ones add up to more than ``total``.

    Source: as for `changed_weights`.
    """
    now = {each: entry.weight for each, entry in level.items()}
    return _shared(now, {each for each, entry in level.items() if entry.is_locked}, total)


def _shared(now: dict[int, float], fixed: set[int], total: float) -> dict[int, float]:
    """Return the weights with the sum's rest shared among those that are not fixed."""
    kept = sum((_exact(now[each]) for each in fixed), Decimal(0))
    rest = _exact(total) - kept
    free = [each for each in now if each not in fixed]
    if not free and rest:
        raise AllLockedError(total)
    if rest < 0:
        raise WeightsTooLargeError(float(kept), total)
    step = Decimal(1).scaleb(_exact(total).adjusted() - _PLACES)
    parts = _apportioned([_exact(now[each]) for each in free], rest, step)
    return now | {each: float(part) for each, part in zip(free, parts, strict=True)}


def _apportioned(weights: Sequence[Decimal], rest: Decimal, step: Decimal) -> list[Decimal]:
    """Return shares of ``rest`` in whole steps; what is smaller than a step goes to the largest."""
    if not weights:
        return []
    if not any(weights):
        weights = [Decimal(1)] * len(weights)
    whole = sum(weights)
    ideal = [rest * weight / whole / step for weight in weights]
    steps = [int(share) for share in ideal]
    left = int(rest / step) - sum(steps)
    by_remainder = sorted(range(len(ideal)), key=lambda i: (steps[i] - ideal[i], i))
    for i in by_remainder[: max(left, 0)]:
        steps[i] += 1
    shares = [count * step for count in steps]
    largest = max(range(len(shares)), key=lambda i: (weights[i], -i))
    shares[largest] += rest - sum(shares)
    return shares


def _exact(number: float) -> Decimal:
    """Return the decimal number that a person reads, not the binary one next to it."""
    return Decimal(repr(float(number)))
