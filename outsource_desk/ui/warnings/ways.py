"""Where a warning is cured, and how severe it looks."""

from __future__ import annotations

from collections.abc import Collection

from outsource_desk.domain.ranking import GateStatus, Ranking, RuleWarning, Severity, Standing
from outsource_desk.services.progress import NextStep, page_of_rule
from outsource_desk.services.rules.rulebook import PART
from outsource_desk.ui.places import Place

MARKS = {Severity.BLOCK: ("stop", "bad"), Severity.WARN: ("risk", "warn"), Severity.INFO: ("info", "muted")}
_QUESTION = "question"  # of the vetting
_OF_DOSSIER = ("certificate", "site")  # tables of records that vendors' dossiers hold
_LIBRARY = "library"  # of risks: what is missing is taken from there
_LEVEL = "weight"  # the field of rules about weights, which may be about a whole level


def place_of_step(step: NextStep) -> Place:
    """Return where a step is done."""
    if step.row_id is not None:
        return Place(step.page, step.thing, step.row_id, candidate_id=step.candidate_id)
    return Place(step.page, field=step.field, candidate_id=step.candidate_id, criterion_id=step.criterion_id)


def place_of_gates(ranking: Ranking, standing: Standing, gates: Collection[int]) -> Place:
    """Return where the gates of a candidate that has failed, or not passed yet, are judged.

    Args:
        ranking: with its vetting.
        standing: of the candidate.
        gates: the criteria that are gates.
    """
    candidate_id = standing.candidate.id
    missed = next((leaf for leaf in standing.below_minimum if leaf in gates), None)
    found = ranking.vetted.candidates.get(candidate_id) if ranking.vetted else None
    judged = (found.knocked_out or found.open_knock_outs) if found else ()
    if missed is None and judged and standing.gate is not GateStatus.PASSED:
        return Place("vetting", _QUESTION, judged[0].question.id, candidate_id=candidate_id)
    return Place("scoring", candidate_id=candidate_id, criterion_id=missed)


def place_of(warning: RuleWarning) -> Place:
    """Return where a warning is cured.

    That is at a question of the vetting, in a vendor's dossier, in a register, in a cell, in the form of a criterion,
    or on the page that shows its level.
    """
    field, _, part = warning.field.partition(PART)
    number = part.partition(PART)[0]
    if (page := page_of_rule(warning.id)) is not None:
        if field == _LIBRARY:
            return Place(page, field=field)
        return Place(page, field, int(number) if number.isdecimal() else None, candidate_id=warning.candidate_id)
    if field == _QUESTION and number.isdecimal():
        return Place("vetting", _QUESTION, int(number), candidate_id=warning.candidate_id)
    if field in _OF_DOSSIER and number.isdecimal():
        return Place("vendors", field, int(number), candidate_id=warning.candidate_id)
    if warning.candidate_id is not None:
        return Place("scoring", candidate_id=warning.candidate_id, criterion_id=warning.criterion_id)
    if warning.criterion_id is not None or field == _LEVEL:
        return Place("scoring", criterion_id=warning.criterion_id, field=field)
    return Place("scoring")
