"""How soon each process must run again, what a candidate commits to, and where the two do not meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.charts.times import hours_words
from outsource_desk.domain.contingency import Commitment, RecoveryObjective
from outsource_desk.domain.errors import NotFoundError
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.store.rows import find_row, has_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


class Shortfall(StrEnum):
    """What does not meet."""

    TARGET = "target"  # our own recovery time is longer than what can be borne
    RTO = "rto"
    BACKUP = "backup"
    LEVEL = "level"


@dataclass(frozen=True)
class RecoveryGap:
    """One thing that a process needs and a candidate does not commit to.

    Attributes:
        objective_id: of which process.
        process: its name.
        what: does not meet.
        ours: what we need, in hours; a share of 1 for the level.
        theirs: what the candidate commits to, or for `Shortfall.TARGET` we ourselves plan; None = nothing is said.
        words: one sentence.
    """

    objective_id: int
    process: str
    what: Shortfall
    ours: float
    theirs: float | None
    words: str

    @property
    def is_silence(self) -> bool:
        """Tell whether nothing is said, rather than too little."""
        return self.theirs is None


def recovery_gaps(
    evaluation: Evaluation, candidate_id: int | None, speech: Speech = ENGLISH
) -> tuple[RecoveryGap, ...]:
    """Return where a candidate's commitments do not meet what the processes need, process by process.

    Args:
        evaluation: with its protection.
        candidate_id: whose commitments; None = only our own times are held against each other.
        speech: how it is said.
    """
    if evaluation.protection is None:
        return ()
    names = {each.id: each.name for each in evaluation.candidates}
    return tuple(
        gap
        for objective in evaluation.protection.contingency.objectives
        for gap in _gaps(objective, candidate_id, names.get(candidate_id or 0, ""), speech)
    )


def set_commitment(desk: Desk, objective_id: int, candidate_id: int, **fields: object) -> None:
    """Write down what a candidate commits to for a process; fields that are not given stay as they are.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        objective_id: of the process.
        candidate_id: whose commitment.
        fields: ``rto_hours``, ``backup_hours``, ``minimum_level`` (share of 1), ``source``.

    Raises:
        DeskError: a field is not allowed, or the candidate belongs to another initiative; the file is then unchanged.
    """
    from outsource_desk.services.records import add_record, delete_record, update_record
    from outsource_desk.store.records import load_row

    if not has_row(desk.connection, "recovery_objective", objective_id):
        raise NotFoundError("recovery objective", objective_id)
    key = {"objective_id": objective_id, "candidate_id": candidate_id}
    found = find_row(desk.connection, "recovery_commitment", key, ["id"])
    with desk.edit("Change commitment", merge_key=("commitment", objective_id, candidate_id, *fields)):
        if found is None:
            add_record(desk, "recovery_commitment", objective_id, candidate_id=candidate_id, **fields)
            return
        for field, value in fields.items():
            update_record(desk, "recovery_commitment", found[0], field, value)
        row = load_row(desk.connection, "recovery_commitment", found[0])
        if all(row[field] in (None, "") for field in ("rto_hours", "backup_hours", "minimum_level", "source")):
            delete_record(desk, "recovery_commitment", found[0])


def _gaps(objective: RecoveryObjective, candidate_id: int | None, name: str, speech: Speech) -> Iterator[RecoveryGap]:
    tr = speech.tr
    process = objective.process

    def hours(value: float | None) -> str:
        return hours_words(value or 0.0, speech)

    def gap(what: Shortfall, ours: float, theirs: float | None, words: str) -> RecoveryGap:
        return RecoveryGap(objective.id, process, what, ours, theirs, words)

    mtpd, rto, rpo = objective.mtpd_hours, objective.rto_hours, objective.rpo_hours
    if mtpd is not None and rto is not None and rto > mtpd:
        words = tr("{process}: we plan to be back after {rto}, but can bear only {mtpd}.",
                   process=process, rto=hours(rto), mtpd=hours(mtpd))  # fmt: skip
        yield gap(Shortfall.TARGET, mtpd, rto, words)
    if candidate_id is None:
        return
    offer = objective.commitment(candidate_id) or Commitment(0, objective.id, candidate_id)
    if rto is not None and offer.rto_hours is None:
        words = tr("{process}: {name} has not said how soon it is back; {ours} are needed.",
                   process=process, name=name, ours=hours(rto))  # fmt: skip
        yield gap(Shortfall.RTO, rto, None, words)
    elif rto is not None and offer.rto_hours is not None and offer.rto_hours > rto:
        words = tr("{process}: {name} is back after {theirs}; {ours} are needed.",
                   process=process, name=name, theirs=hours(offer.rto_hours), ours=hours(rto))  # fmt: skip
        yield gap(Shortfall.RTO, rto, offer.rto_hours, words)
    if rpo is not None and offer.backup_hours is None:
        words = tr("{process}: {name} has not said how often it backs up; work of {ours} may be lost.",
                   process=process, name=name, ours=hours(rpo))  # fmt: skip
        yield gap(Shortfall.BACKUP, rpo, None, words)
    elif rpo is not None and offer.backup_hours is not None and offer.backup_hours > rpo:
        words = tr("{process}: {name} backs up every {theirs}; work of {ours} at most may be lost.",
                   process=process, name=name, theirs=hours(offer.backup_hours), ours=hours(rpo))  # fmt: skip
        yield gap(Shortfall.BACKUP, rpo, offer.backup_hours, words)
    level = objective.minimum_level
    if level is not None and offer.minimum_level is not None and offer.minimum_level < level:
        words = tr("{process}: {name} keeps {theirs} % of the usual volume going; {ours} % are needed.",
                   process=process, name=name, theirs=speech.number(100 * offer.minimum_level, 0),
                   ours=speech.number(100 * level, 0))  # fmt: skip
        yield gap(Shortfall.LEVEL, level, offer.minimum_level, words)
