"""Send a ballot, bring ballots back, and fill one in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.ballot import BALLOT_ENDING, SHEET_ENDING
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.panel_report import EvaluatorRecord
from outsource_desk.services.ballot_merging import compare_ballots, read_ballots
from outsource_desk.services.ballots import ballot_of, open_ballot, save_ballot
from outsource_desk.services.reporting import refuse_own_document
from outsource_desk.ui.actions import make_action
from outsource_desk.ui.jobs import Job
from outsource_desk.ui.language import tr
from outsource_desk.ui.read_only import why_read_only

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Shell

BALLOTS = f"*{SHEET_ENDING} *{BALLOT_ENDING}"


class BallotActs:
    """What can be done with ballots; the slow parts run beside the window."""

    def __init__(self, parent: QWidget, window: Shell, record: Callable[[], EvaluatorRecord | None]) -> None:
        self._parent, self._window, self._session, self._record = parent, window, window.session, record
        nobody = self._why_nobody
        self.acts = [
            make_action(parent, "evaluators.send", tr("Send &ballot…"), self.send, icon="export", why_not=nobody),
            make_action(
                parent,
                "evaluators.merge",
                tr("&Merge ballots…"),
                self.merge,
                icon="import",
                why_not=self._why_not_merge,
            ),
            make_action(parent, "evaluators.fill", tr("&Fill in a ballot…"), self.fill, icon="edit"),
        ]

    def send(self) -> None:
        """Ask where to and write the current evaluator's ballot."""
        record = self._record()
        if record is None:
            return
        ballot = self._session.act(ballot_of, record.evaluator.id)
        if ballot is None:
            return
        name = "".join(letter if letter.isalnum() or letter in " -" else " " for letter in record.evaluator.name)
        proposed = f"{tr('Ballot')} {' '.join(name.split())}{SHEET_ENDING}"
        target = self._window.choose_save(tr("Send ballot"), proposed, f"{tr('Ballots')} ({BALLOTS})")
        if target is None:
            return
        try:
            refuse_own_document(self._session.desk, target)
        except DeskError as error:
            self._window.show_error(error)
            return
        job = Job(lambda progress: save_ballot(ballot, target, progress))
        job.succeeded.connect(lambda _: self._window.toast(tr("Wrote “{name}”.", name=target.name)))
        job.failed.connect(self._window.show_error)
        self._window.run(job, tr("Writing the ballot"))

    def merge(self) -> None:
        """Ask for ballots that came back and show what merging them would do."""
        path = self._window.choose_open(tr("Merge ballots"), f"{tr('Ballots')} ({BALLOTS})")
        if path is not None:
            self.review([path])

    def review(self, paths: list[Path]) -> None:
        """Read ballots and show what merging them would do."""
        job = Job(lambda progress: (read_ballots(paths, progress),))
        job.succeeded.connect(lambda read: self._show_review(paths, read[0]))
        job.failed.connect(self._window.show_error)
        self._window.run(job, tr("Reading the ballots"))

    def fill(self) -> None:
        """Ask for a ballot file and let its evaluator fill it in."""
        path = self._window.choose_open(tr("Fill in a ballot"), f"{tr('Ballots')} (*{BALLOT_ENDING})")
        if path is None:
            return
        try:
            ballot = open_ballot(path)
        except DeskError as error:
            self._window.show_error(error)
            return
        from outsource_desk.ui.scoring.evaluators.fill_dialog import FillDialog

        FillDialog(self._parent, ballot, path).open()

    def _show_review(self, paths: list[Path], read: list) -> None:
        from outsource_desk.ui.scoring.evaluators.merge_dialog import MergeDialog

        initiative = self._session.initiative
        if initiative is None:
            return
        review = self._session.act(compare_ballots, initiative.id, read)
        if review is not None:
            MergeDialog(self._parent, self._window, review, lambda more: self.review([*paths, more])).open()

    def _why_nobody(self) -> str:
        return "" if self._record() is not None else tr("Add an evaluator first.")

    def _why_not_merge(self) -> str:
        has_any = bool(self._session.evaluation and self._session.evaluation.evaluators)
        return why_read_only(self._session) or ("" if has_any else tr("Add an evaluator first."))
