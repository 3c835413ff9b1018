"""Where a warning is cured, and how severe it looks."""

from __future__ import annotations

from outsource_desk.domain.ranking import RuleWarning, Severity
from outsource_desk.services.rules.rulebook import PART
from outsource_desk.ui.places import Place

MARKS = {Severity.BLOCK: ("stop", "bad"), Severity.WARN: ("risk", "warn"), Severity.INFO: ("info", "muted")}
_QUESTION = "question"  # of the vetting
_OF_DOSSIER = ("certificate", "site")  # tables of records that vendors' dossiers hold
_LEVEL = "weight"  # the field of rules about weights, which may be about a whole level


def place_of(warning: RuleWarning) -> Place:
    """Return where a warning is cured.

    That is at a question of the vetting, in a vendor's dossier, in a cell, in the form of a criterion, or on the page
    that shows its level.
    """
    field, _, part = warning.field.partition(PART)
    number = part.partition(PART)[0]
    if field == _QUESTION and number.isdecimal():
        return Place("vetting", _QUESTION, int(number), candidate_id=warning.candidate_id)
    if field in _OF_DOSSIER and number.isdecimal():
        return Place("vendors", field, int(number), candidate_id=warning.candidate_id)
    if warning.candidate_id is not None:
        return Place("scoring", candidate_id=warning.candidate_id, criterion_id=warning.criterion_id)
    if warning.criterion_id is not None or field == _LEVEL:
        return Place("scoring", criterion_id=warning.criterion_id, field=field)
    return Place("scoring")
