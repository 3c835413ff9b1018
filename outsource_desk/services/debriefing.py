"""Tell a vendor whose offer was not taken why, without giving anybody else away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.domain.errors import DeskError, NotFoundError
from outsource_desk.domain.ranking import Evaluation, Ranking
from outsource_desk.domain.vendor import Candidate
from outsource_desk.services.child import Progress, run_in_child
from outsource_desk.services.debrief_letter import Debrief, DebriefOptions, LetterMaker
from outsource_desk.services.discretion import Discretion
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.reporting import save_pdf
from outsource_desk.store.vendors import load_contacts, load_vendors

if TYPE_CHECKING:
    from outsource_desk.reports.letter.content import Letter
    from outsource_desk.services.desk import Desk


class InHouseLetterError(DeskError):
    """A letter was asked for to the in-house option."""

    remedy = "Choose a vendor."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is our own option; it gets no letter.")


def losers(evaluation: Evaluation, ranking: Ranking) -> tuple[Candidate, ...]:
    """Return the vendors that may get a letter, those that do not stand first in front."""
    first = {one.candidate.id for one in ranking.leaders}
    found = [one for one in evaluation.candidates if not one.is_in_house]
    return tuple(sorted(found, key=lambda one: one.id in first))


def debrief(desk: Desk, initiative_id: int, candidate_id: int, options: DebriefOptions | None = None) -> Debrief:
    """Return the letter to one vendor: values that hold nothing of any other candidate.

    Raises:
        NotFoundError: there is no such initiative, or no such candidate in it.
        InHouseLetterError: it is the in-house option.
        NamesAnotherError: a typed text names another candidate.
        DeskError: the file is damaged.
    """
    desk.refuse_damaged()
    evaluation = load_evaluation(desk, initiative_id).seen_by()
    candidate = next((one for one in evaluation.candidates if one.id == candidate_id), None)
    if candidate is None:
        raise NotFoundError("candidate", candidate_id)
    if candidate.is_in_house:
        raise InHouseLetterError(candidate.name)
    maker = LetterMaker(evaluation, ranking_of(evaluation), candidate, discretion(desk, evaluation, candidate))
    as_of = desk.journal.edits(desk.journal.revision - 1)[-1].at
    return maker.debrief(options or DebriefOptions(), addressee_of(desk, candidate), as_of)


def letter_bytes(letter: Letter, progress: Progress = lambda _fraction, _text: None) -> bytes:
    """Return a letter as a tagged PDF, made in a process of its own.

    Raises:
        DeskError: it could not be made.
    """
    return run_in_child("The letter", _render, letter, progress)


def write_letter(desk: Desk, letter: Letter, target: Path, progress: Progress = lambda _fraction, _text: None) -> None:
    """Make a letter and write it.

    Raises:
        OwnDocumentError: the target is the open file.
        DeskError: it could not be made or written; an older file of this name is untouched.
    """
    save_pdf(desk, letter_bytes(letter, progress), target)


def discretion(desk: Desk, evaluation: Evaluation, candidate: Candidate) -> Discretion:
    """Return which names a letter to a candidate must not hold: of every other vendor of the file and its people."""
    own: list[str] = [candidate.name]
    others = [one.name for one in evaluation.candidates if one.id != candidate.id]
    exact: list[str] = []
    people = [one.name for one in evaluation.evaluators]
    for vendor in load_vendors(desk.connection):
        names = [vendor.name, vendor.legal_name]
        if vendor.id == candidate.vendor_id:
            own += [*names, vendor.group_name]
            continue
        others += [*names, vendor.group_name]
        people_of_it = (each.name for each in load_contacts(desk.connection, vendor.id))
        exact += [vendor.lei, vendor.registration, *(each for each in people_of_it if " " in each.strip())]
    if evaluation.vetting is not None:
        people += [evaluation.vetting.questionnaire.lead, *(each.reviewer for each in evaluation.vetting.answers)]
        people += [each.owner for each in evaluation.vetting.gaps]
    return Discretion(_names(own), _names(others), _names(exact), _names(people))


def _names(found: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in found if each.strip()))


def addressee_of(desk: Desk, candidate: Candidate) -> str:
    """Return to whom a letter goes: the vendor by its legal name, else by the name that it has here."""
    found = (each for each in load_vendors(desk.connection) if each.id == candidate.vendor_id)
    return next((each.legal_name for each in found if each.legal_name), candidate.name)


def _render(letter: Letter, progress: Progress) -> bytes:
    from outsource_desk.reports.letter.letter import render_letter

    progress(0.0, "Setting the letter")
    return render_letter(letter)
