"""What was done when, as far as a careful reader asks."""

from __future__ import annotations

from collections.abc import Mapping

from outsource_desk.domain.frozen import frozen
from outsource_desk.domain.ranking import Cell


@frozen
class LateChange:
    """Something by which answers are judged and that is not what it was when answers were first accepted."""

    what: (
        str  # gate, rule, condition, kind, proof, weight, points, depth, vendors, deleted, section, whole, field, type
    )
    code: str  # of the question or section, or the name of the initiative's field as rules write it
    question_id: int  # 0: none
    was_knock_out: bool
    at: str  # last changed, UTC


@frozen
class Burden:
    """What would hang on a candidate's group, over all functions of the file, if the candidate were chosen."""

    candidate_id: int
    group: str
    critical: int  # critical functions, with this one
    others: int  # of them those that it carries already
    share: float | None  # of the yearly value of all functions that vendors run, 0..1; None = cannot be told


@frozen
class Times:
    """What was changed late, and what else only the whole file tells; times are UTC.

    Attributes:
        scoring_began: when the first score or amount was given; None before.
        reweighed: criterion id → when its weight was last changed, if it is not what it was when scoring began.
        rescored: cell → when it was last changed, if it is not what it was when offers were opened.
        judged_otherwise: what was changed about questions after answers to them were accepted.
        failed_before: (candidate id, question id) of knock-outs that are open, but were failed by the answer that was
            last accepted.
        burdens: what would hang on whom; nothing in a file with a single initiative.
    """

    scoring_began: str | None
    reweighed: Mapping[int, str]
    rescored: Mapping[Cell, str]
    judged_otherwise: tuple[LateChange, ...] = ()
    failed_before: frozenset[tuple[int, int]] = frozenset()
    burdens: tuple[Burden, ...] = ()
