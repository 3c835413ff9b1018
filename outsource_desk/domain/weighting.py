"""Where weights come from: sets of weights, whose they are, and how they were found."""

from __future__ import annotations

from enum import StrEnum

from outsource_desk.domain.frozen import frozen


class WeightMethod(StrEnum):
    """How the weights of one level were found."""

    DIRECT = "direct"  # per cent
    POINTS = "points"  # any total
    SWING = "swing"  # how much the step from worst to best matters; the largest step has 100
    CENTROID = "centroid"  # rank-order centroid
    RANK_SUM = "rank_sum"
    RECIPROCAL = "reciprocal"  # rank-reciprocal
    PAIRWISE = "pairwise"  # judgements from 1 to 9, principal eigenvector


class Purpose(StrEnum):
    """Whose weights a set holds."""

    OFFICIAL = "official"  # the initiative's own; its weights are those of the criteria themselves
    PERSON = "person"  # one of several people whose weights are brought together
    LENS = "lens"  # how an office looks at the choice, such as the CFO
    SCENARIO = "scenario"  # what if


@frozen
class Elicited:
    """What somebody said of one criterion: per cent, points, a swing (0..100) or a rank (1 = first; equal = tied).

    ``worst`` and ``best`` are the values (0..100) between which the candidates lay when a swing was judged.
    """

    criterion_id: int
    amount: float
    worst: float | None = None
    best: float | None = None


@frozen
class Judgement:
    """How many times as much the first criterion matters as the second, 1/9..9; ``first_id < second_id``."""

    first_id: int
    second_id: int
    ratio: float


@frozen
class Elicitation:
    """How the weights of one level were found; ``parent_id`` None is the top level."""

    id: int
    weight_set_id: int
    parent_id: int | None
    method: WeightMethod
    given_by: str = ""
    given_at: str = ""  # UTC
    note: str = ""
    answers: tuple[Elicited, ...] = ()
    judgements: tuple[Judgement, ...] = ()


@frozen
class WeightSet:
    """A set of local weights, one for each criterion that it says anything about; the others keep the official ones.

    ``weights`` is criterion id → local weight as entered, any unit per level; empty for the official set.
    ``changed_values`` is what a scenario supposes instead of what was given: (candidate id, criterion id) → points or
    amount in the criterion's unit.
    """

    id: int
    initiative_id: int
    name: str
    purpose: Purpose
    evaluator_id: int | None = None
    note: str = ""
    weights: tuple[tuple[int, float], ...] = ()
    changed_values: tuple[tuple[tuple[int, int], float], ...] = ()
    elicitations: tuple[Elicitation, ...] = ()


@frozen
class FrozenWeight:
    """A criterion's weight when the official weights were frozen; no id once the criterion is gone."""

    criterion_id: int | None
    name: str
    weight: float  # local, as entered
    share: float  # of the whole, 0..1
