"""Ballots: send an evaluator a file to score in away from the desk, and bring it back safely."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.domain.ballot import (
    BALLOT_ENDING,
    SHEET_ENDING,
    Ballot,
    BallotEntry,
    BallotForm,
    BallotLeaf,
    ballot_document,
)
from outsource_desk.domain.criterion import Criterion, leaves_of
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.child import run_in_child
from outsource_desk.services.exports import WrongEndingError, write_checked
from outsource_desk.services.panel_rules import PanelRules, evaluator_of
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.reporting import refuse_own_document

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

Progress = Callable[[float, str], None]


class NothingToScoreError(DeskError):
    """A ballot was to be made for somebody who has nothing to score."""

    remedy = "Add candidates and judged criteria, or assign some of them to the evaluator."

    def __init__(self, evaluator: str) -> None:
        super().__init__(f"There is nothing for “{evaluator}” to score.")


def _silent(_fraction: float, _text: str) -> None:
    """Report to nobody."""


def ballot_of(desk: Desk, evaluator_id: int) -> Ballot:
    """Return what an evaluator is asked to score, with what they have given so far; nothing of anybody else.

    Raises:
        NothingToScoreError: no cell is theirs to score.
        NotFoundError: there is no such evaluator.
    """
    evaluator = evaluator_of(desk, evaluator_id)
    evaluation = load_evaluation(desk, evaluator.initiative_id)
    form = form_of(desk, evaluation, evaluator_id)
    if not form.cells:
        raise NothingToScoreError(evaluator.name)
    asked = set(form.cells)
    entries = tuple(
        BallotEntry(each.candidate_id, each.criterion_id, each.points, each.not_applicable, each.rationale)
        for each in evaluation.scores
        if each.evaluator_id == evaluator_id and (each.candidate_id, each.criterion_id) in asked
    )
    return Ballot(form, entries, model=form.model, seal=form.seal)


def form_of(desk: Desk, evaluation: Evaluation, evaluator_id: int) -> BallotForm:
    """Return what an evaluator is asked to score as the file stands now."""
    evaluator = next(each for each in evaluation.evaluators if each.id == evaluator_id)
    cells = PanelRules.within(evaluation).asked(evaluator_id)
    leaf_ids, candidate_ids = {leaf for _, leaf in cells}, {candidate for candidate, _ in cells}
    by_id = {each.id: each for each in evaluation.criteria}
    leaves = [each for each in leaves_of(evaluation.criteria) if each.id in leaf_ids]
    return BallotForm(
        document=desk.journal.origin,
        initiative_id=evaluation.initiative.id,
        initiative=evaluation.initiative.name,
        evaluator_id=evaluator_id,
        evaluator=evaluator.name,
        issued_at=datetime.now(UTC).isoformat(timespec="seconds"),
        leaves=tuple(_leaf(each, by_id) for each in leaves),
        candidates=tuple((each.id, each.name) for each in evaluation.candidates if each.id in candidate_ids),
        cells=tuple(cells),
    )


def _leaf(leaf: Criterion, by_id: dict[int, Criterion]) -> BallotLeaf:
    groups: list[str] = []
    place = leaf.parent_id
    while place is not None:
        groups.insert(0, by_id[place].name)
        place = by_id[place].parent_id
    return BallotLeaf(
        id=leaf.id,
        name=leaf.name,
        group=" / ".join(groups),
        ask=leaf.ask,
        maximum=leaf.maximum,
        step=leaf.step,
        less_is_better=leaf.less_is_better,
        anchors=leaf.anchors,
    )


def write_ballot(desk: Desk, evaluator_id: int, target: Path, progress: Progress = _silent) -> None:
    """Write an evaluator's ballot, with what they gave so far: a protected workbook, or a file for this program.

    An evaluator who scores in a copy of the document hands in the ballot that is written from that copy.

    Args:
        desk: the open file.
        evaluator_id: who is to score.
        target: ends in .xlsx or .odballot; an older file is replaced.
        progress: told what is being done; what it raises stops the work.

    Raises:
        WrongEndingError: the name has another ending.
        DeskError: there is nothing to score, or the file cannot be written; an older one is untouched.
    """
    refuse_own_document(desk, target)
    save_ballot(ballot_of(desk, evaluator_id), target, progress)


def filled(ballot: Ballot, entries: Iterable[BallotEntry]) -> Ballot:
    """Return a ballot with other entries, handed in now."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return replace(ballot, entries=tuple(entries), handed_in_at=now)


def save_ballot(ballot: Ballot, target: Path, progress: Progress = _silent) -> None:
    """Write a ballot in the kind that its name says.

    Raises:
        WrongEndingError: it ends neither in .xlsx nor in .odballot.
        DeskError: it cannot be written; an older file of this name is untouched.
    """
    ending = target.suffix.casefold()
    if ending == SHEET_ENDING:
        content = run_in_child("The ballot", _render, ballot, progress)
        write_checked(target, content, _fault_of)
    elif ending == BALLOT_ENDING:
        text = json.dumps(ballot_document(ballot), ensure_ascii=False, indent=1)
        write_checked(target, text.encode("utf-8"), _fault_of)
    else:
        raise WrongEndingError(target, f"{SHEET_ENDING} or {BALLOT_ENDING}")


def open_ballot(path: Path) -> Ballot:
    """Return the ballot of an .odballot file, to be filled in.

    Raises:
        DeskError: it is none, or cannot be read.
    """
    from outsource_desk.importers.returned.ballot import read_ballot

    read = read_ballot(path)
    if read.ballot is None:
        raise UnusableBallotError(read.refusal, read.remedy)
    return read.ballot


class UnusableBallotError(DeskError):
    """A file was given as a ballot that cannot be used as one."""

    remedy = "Choose the file that was sent to the evaluator, as it came back; or ask for it once more."

    def __init__(self, refusal: str, remedy: str) -> None:
        super().__init__(refusal)
        self.remedy = remedy or self.remedy


def _render(ballot: Ballot, progress: Progress) -> bytes:
    from outsource_desk.reports.ballot import render_ballot

    progress(0.2, "Workbook")
    return render_ballot(ballot)


def _fault_of(path: Path) -> str:
    from outsource_desk.importers.returned.ballot import read_ballot

    return read_ballot(path).refusal
