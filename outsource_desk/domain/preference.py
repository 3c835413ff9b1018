"""How much better one candidate must be on a criterion before that counts: for outranking."""

from __future__ import annotations

from enum import StrEnum

from outsource_desk.domain.frozen import frozen


class Shape(StrEnum):
    """How a difference of values becomes a preference from 0 to 1 (Brans and Vincke 1985, types I to VI)."""

    USUAL = "usual"  # any difference counts in full
    U_SHAPE = "u_shape"  # in full from ``indifference`` on
    V_SHAPE = "v_shape"  # growing up to ``strict``
    LEVEL = "level"  # half between ``indifference`` and ``strict``
    LINEAR = "linear"  # growing between ``indifference`` and ``strict``
    GAUSSIAN = "gaussian"  # with its turning point at ``strict``


@frozen
class Preference:
    """The preference function of one leaf, with thresholds in values (points of 100)."""

    criterion_id: int
    shape: Shape = Shape.LINEAR
    indifference: float = 5.0
    strict: float = 20.0
