"""What each set of weights makes of the same offers."""

from __future__ import annotations

from collections.abc import Mapping

from outsource_desk.domain.frozen import frozen
from outsource_desk.domain.weighting import Purpose


@frozen
class LensResult:
    """The ranking under one set of weights, or in one scenario."""

    weight_set_id: int | None  # None: the official weights while no set stands for them
    name: str
    purpose: Purpose
    shares: Mapping[int, float]  # criterion id of leaf or group → share of the whole, 0..1
    totals: Mapping[int, float]  # candidate id → secured total, 0..100, ranked or not
    ranks: Mapping[int, int | None]  # candidate id → 1, 1, 3; None = not ranked
    leader_ids: tuple[int, ...]  # all that share the first rank
