"""What a decision rests on: the fingerprint of who stands where."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outsource_desk.domain.governance import Decision
    from outsource_desk.domain.ranking import Ranking


_PLACES = 6  # decimals of a total; beyond them two machines may differ


def standing_hash(ranking: Ranking) -> str:
    """Return the fingerprint of who stands where with how many points, as 64 hexadecimal digits.

    It changes when a rank, a total, a gate or the field of candidates does, and not with names, notes or plans.
    """
    rows = [
        [each.candidate.id, each.rank, round(each.total, _PLACES), round(each.high, _PLACES), str(each.gate)]
        for each in sorted(ranking.standings, key=lambda each: each.candidate.id)
    ]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def is_up_to_date(decision: Decision, ranking: Ranking) -> bool:
    """Tell whether a decision still rests on the standings as they are."""
    return decision.fingerprint == standing_hash(ranking)
