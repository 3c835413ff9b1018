"""For whose failure we prepare: the candidate that was decided for, else planned for, else the one that leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.domain.vendor import Candidate


def preferred_of(evaluation: Evaluation, ranking: Ranking) -> Candidate | None:
    """Return the candidate whose failure everything is prepared for; nothing while nobody is ahead alone.

    The in-house option is it only where it was decided for.
    """
    candidates = {each.id: each for each in evaluation.candidates}
    protection = evaluation.protection
    if protection is not None:
        decision, plan = protection.governance.decision, protection.contingency.plan
        if decision is not None and decision.candidate_id in candidates:
            return candidates[decision.candidate_id]
        if plan is not None and plan.candidate_id in candidates and not candidates[plan.candidate_id].is_in_house:
            return candidates[plan.candidate_id]
    outside = [each for each in ranking.ranked if not each.candidate.is_in_house]
    if not outside or [each.rank for each in outside].count(outside[0].rank) > 1:
        return None
    return outside[0].candidate
