"""What became of the official weights after they were frozen, and what that did to the ranking."""

from __future__ import annotations

from outsource_desk.domain.frozen import frozen


@frozen
class ShareChange:
    """A criterion whose part of the whole is no longer what was frozen."""

    name: str
    then: float | None  # 0..1; None = there was no such criterion
    now: float | None  # 0..1; None = it has been removed
    criterion_id: int | None = None  # None once it is removed


@frozen
class DisclosedPlace:
    """A candidate's place under one set of weights."""

    candidate_id: int
    name: str
    rank: int | None  # None = not ranked
    total: float  # 0..100


@frozen
class Disclosure:
    """The frozen weights beside the present ones, with both rankings."""

    frozen_at: str  # UTC
    frozen_by: str
    reason: str  # why weights were changed since; empty if nobody has said
    changes: tuple[ShareChange, ...]  # in tree order, removed ones last; empty if nothing has changed
    then: tuple[DisclosedPlace, ...]  # best first, under the frozen weights, by the offers as they are now
    now: tuple[DisclosedPlace, ...]  # best first, under the present weights
    opened_at: str | None = None  # UTC; when offers were opened

    @property
    def is_changed(self) -> bool:
        """Tell whether any weight is another one than was frozen."""
        return bool(self.changes)

    @property
    def is_order_changed(self) -> bool:
        """Tell whether any candidate has another rank than under the frozen weights."""
        return {(each.candidate_id, each.rank) for each in self.then} != {
            (each.candidate_id, each.rank) for each in self.now
        }
