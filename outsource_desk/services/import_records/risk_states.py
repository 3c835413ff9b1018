"""What a list says of how far a risk has come, beside what such a step needs here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from outsource_desk.domain.risk import RiskState

STATE = "state"  # the column
BY_NAME = "Who accepts it, and until when, is said in the register of risks."
UNRATED = "A risk that is not rated has not come so far."
# what the file says → what lists call no more than that
_ALREADY = {
    RiskState.ASSESSED: (RiskState.IDENTIFIED,),
    RiskState.TREATING: (RiskState.IDENTIFIED, RiskState.ASSESSED),
    RiskState.ACCEPTED: (RiskState.IDENTIFIED, RiskState.ASSESSED, RiskState.TREATING),
    RiskState.MATERIALISED: (RiskState.IDENTIFIED, RiskState.ASSESSED, RiskState.TREATING),
}


def settled_state(said: str, row: Mapping[str, Any], fields: Mapping[str, Any]) -> tuple[str, str]:
    """Return the state that a risk gets, or why it does not get the one that a list says.

    An open risk of a list says no more than that it is open, so it takes back no step that was made here.

    Args:
        said: by the list.
        row: what the file says, and earlier rows.
        fields: what the row of the list says.

    Returns:
        State and reason, one of them empty.
    """
    now = row.get(STATE)
    if now is not None and (said == now or said in _ALREADY.get(now, ())):
        return now, ""
    if said == RiskState.ACCEPTED:
        return "", BY_NAME
    will_be = {**row, **fields}
    is_rated = will_be.get("likelihood") is not None and will_be.get("impact") is not None
    return (said, "") if said == RiskState.IDENTIFIED or is_rated else ("", UNRATED)
