"""Print the contingency and exit plan: the pack that is kept on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk import __version__
from outsource_desk.domain.errors import DeskError
from outsource_desk.services.child import Progress, run_in_child
from outsource_desk.services.exit_clock import exit_clock
from outsource_desk.services.failure_clock import failure_clock
from outsource_desk.services.history import current_name
from outsource_desk.services.preferred import preferred_of
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.readiness import readiness_of
from outsource_desk.services.reporting import save_pdf
from outsource_desk.services.scenario_library import scenario_library
from outsource_desk.services.triggers import raised_triggers
from outsource_desk.store.vendors import load_contacts

if TYPE_CHECKING:
    from pathlib import Path

    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.reports.pack.facts import PackFacts
    from outsource_desk.services.desk import Desk


class NothingPlannedError(DeskError):
    """The plan was to be printed, but there is none."""

    remedy = "Begin a contingency plan on the Contingency page, or an exit plan on the Exit page."

    def __init__(self) -> None:
        super().__init__("Nobody has planned for a failure yet, so there is no plan to print.")


def has_pack(evaluation: Evaluation) -> bool:
    """Tell whether anything is planned that can be printed."""
    protection = evaluation.protection
    return protection is not None and (protection.contingency.is_begun or protection.leaving.is_begun)


def pack_facts(desk: Desk, initiative_id: int) -> PackFacts:
    """Return everything that the pack says, read at one moment.

    Raises:
        NotFoundError: there is no such initiative.
        NothingPlannedError: nobody has begun a contingency plan or an exit plan.
        DeskError: the file is damaged.
    """
    from outsource_desk.reports.pack.facts import PackFacts

    desk.refuse_damaged()
    evaluation = load_evaluation(desk, initiative_id)
    if not has_pack(evaluation):
        raise NothingPlannedError
    ranking = ranking_of(evaluation)
    readiness = readiness_of(evaluation, ranking)
    revision = desk.journal.revision
    contacts = {
        each.id: load_contacts(desk.connection, each.vendor_id)
        for each in evaluation.candidates
        if each.vendor_id is not None
    }
    return PackFacts(
        evaluation=evaluation,
        candidate=preferred_of(evaluation, ranking),
        contacts=contacts,
        roles=scenario_library().roles,
        clock=exit_clock(evaluation, ranking),
        failure=failure_clock(evaluation, ranking),
        readiness=(readiness.points, readiness.band.value),
        raised={each.trigger.id: each.seen.on for each in raised_triggers(evaluation)},
        revision=revision,
        revision_name=current_name(desk),
        fingerprint=desk.journal.fingerprint,
        as_of=desk.journal.edits(revision - 1)[-1].at,
        app_version=__version__,
    )


def pack_bytes(facts: PackFacts, progress: Progress = lambda _fraction, _text: None) -> bytes:
    """Return the pack as a tagged PDF, made in a process of its own.

    Raises:
        DeskError: it could not be made.
    """
    return run_in_child("The plan", _render, facts, progress)


def write_pack(desk: Desk, facts: PackFacts, target: Path, progress: Progress = lambda _fraction, _text: None) -> None:
    """Make the pack and write it.

    Raises:
        OwnDocumentError: the target is the open file.
        DeskError: it could not be made or written; an older file of this name is untouched.
    """
    save_pdf(desk, pack_bytes(facts, progress), target)


def _render(facts: PackFacts, progress: Progress) -> bytes:
    from outsource_desk.reports.pack.pack import render_pack

    progress(0.0, "Setting the plan")
    return render_pack(facts)
