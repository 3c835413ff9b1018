"""Where a warning is cured, and how severe it looks."""

from __future__ import annotations

from outsource_desk.domain.ranking import RuleWarning, Severity
from outsource_desk.services.rules.rulebook import PART
from outsource_desk.ui.places import Place

MARKS = {Severity.BLOCK: ("stop", "bad"), Severity.WARN: ("risk", "warn"), Severity.INFO: ("info", "muted")}
_LEVEL = "weight"  # the field of rules about weights, which may be about a whole level


def place_of(warning: RuleWarning) -> Place:
    """Return where a warning is cured: in a cell, in the form of a criterion, or on the page that shows its level."""
    field = warning.field.partition(PART)[0]
    if warning.candidate_id is not None:
        return Place("scoring", candidate_id=warning.candidate_id, criterion_id=warning.criterion_id)
    if warning.criterion_id is not None or field == _LEVEL:
        return Place("scoring", criterion_id=warning.criterion_id, field=field)
    return Place("scoring")
