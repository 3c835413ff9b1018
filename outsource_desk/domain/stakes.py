"""What is at stake on each criterion of a level among the offers that are really there."""

from __future__ import annotations

from outsource_desk.domain.criterion import Measure
from outsource_desk.domain.frozen import frozen

LEAST_STEP = 0.05  # points of value, of 100; a smaller step is shown as 0.0


@frozen
class Stake:
    """The step from the worst to the best offer on one criterion; None where too little is known to tell."""

    criterion_id: int
    name: str
    measure: Measure | None  # None: a group, whose offers differ in value
    unit: str  # of ``worst`` and ``best``: a currency, a unit, or empty for points and for values of 100
    worst: float | None  # points, amount or value of the offer that has the lowest value
    best: float | None
    worst_value: float | None  # 0..100
    best_value: float | None

    @property
    def swing(self) -> float | None:
        """Return how many points of value, of 100, lie between the worst and the best offer."""
        if self.worst_value is None or self.best_value is None:
            return None
        return self.best_value - self.worst_value

    @property
    def has_step(self) -> bool:
        """Tell whether a step is known between the worst and the best offer; otherwise it is the whole scale."""
        return self.swing is not None and self.swing >= LEAST_STEP

    @property
    def ends(self) -> tuple[float, float] | None:
        """Return the values of the worst and the best offer; nothing where they cannot be told."""
        return None if self.worst_value is None or self.best_value is None else (self.worst_value, self.best_value)


@frozen
class ImpliedMoney:
    """What the weights say one point of quality, of 100, is worth in money."""

    currency: str
    per_point: float  # for all criteria but the price together
    share: float  # of the price, 0..1
