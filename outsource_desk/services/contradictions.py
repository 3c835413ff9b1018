"""What a candidate says in one place and denies in another: between answers, and between answers and its dossier."""

from __future__ import annotations

from outsource_desk.domain.completeness import Contradiction
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.vetted import Vetted


def contradictions(evaluation: Evaluation, vetted: Vetted) -> tuple[Contradiction, ...]:
    """Return what cannot all be so, candidate by candidate."""
    return ()
