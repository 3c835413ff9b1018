"""What is known of exercises: which was held last, and when the next is due."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from outsource_desk.domain.contingency import Exercise
from outsource_desk.domain.days import months_after
from outsource_desk.domain.tier import Tier
from outsource_desk.services.tiering import tier_of

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation

# tier → months within which a plan must be exercised; a routine function's need not be
EXERCISE_MONTHS: Mapping[Tier, int | None] = {Tier.T1: 12, Tier.T2: 24, Tier.T3: None}


def last_exercise(evaluation: Evaluation) -> Exercise | None:
    """Return the exercise that was held last, if any was."""
    protection = evaluation.protection
    held = protection.contingency.held(protection.as_of) if protection else ()
    return held[-1] if held else None


def exercise_due(evaluation: Evaluation) -> str | None:
    """Return the day (YYYY-MM-DD) by which the plan must be exercised next, which may have gone; None = none is asked.

    That is the day named after the last exercise, else so many months after it as the tier asks for. A plan that was
    never exercised is due since it was begun.
    """
    protection = evaluation.protection
    if protection is None or protection.contingency.plan is None:
        return None
    last, months = last_exercise(evaluation), exercise_months(evaluation)
    if last is not None and last.held_on is not None:
        return last.next_due or (months_after(last.held_on, months) if months else None)
    return (protection.contingency.plan.started_on or protection.as_of) if months else None


def exercise_months(evaluation: Evaluation) -> int | None:
    """Return within how many months so critical a function's plan must be exercised; None = it need not be."""
    tier = tier_of(evaluation.initiative, evaluation.tiering).tier
    return EXERCISE_MONTHS[tier] if tier is not None else None


def open_actions(exercises: Collection[Exercise]) -> int:
    """Return how many actions of some exercises are not done."""
    return sum(action.done_on is None for each in exercises for action in each.actions)
