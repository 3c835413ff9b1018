"""Send a vendor its questionnaire, and read the copy that came back; the slow parts run beside the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.vendor_copy import COPY_ENDING, VendorCopy
from outsource_desk.services.exports import refuse_wrong_ending
from outsource_desk.services.reporting import refuse_own_document
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.jobs import Job
from outsource_desk.ui.language import tr
from outsource_desk.ui.places import Place
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.session import Session

if TYPE_CHECKING:
    from outsource_desk.services.vendor_copy_review import ReadVendorCopy
    from outsource_desk.ui.pages.page import Shell


class CopyActs:
    """What can be done with vendors' own copies; ``candidate`` names the vendor that is looked at, 0 for none."""

    def __init__(self, parent: QWidget, window: Shell, candidate: Callable[[], int]) -> None:
        self._parent, self._window, self._session, self._candidate = parent, window, window.session, candidate
        self.acts: Sequence[Action] = [
            make_action(
                parent,
                "vetting.send_copy",
                tr("Send &questionnaire to vendor…"),
                self.send,
                icon="export",
                why_not=self._why_not_send,
            ),
            make_action(
                parent,
                "vetting.read_copy",
                tr("Read vendor's c&opy…"),
                self.read,
                icon="import",
                why_not=self._why_not_read,
            ),
            make_action(
                parent,
                "vetting.foreign",
                tr("Take answers from &another questionnaire…"),
                lambda: window.import_as("answers", candidate()),
                why_not=self._why_not_read,
            ),
        ]

    def send(self) -> None:
        """Ask what to send to whom."""
        from outsource_desk.ui.vetting.copies.send_dialog import SendDialog

        if not self._why_not_send():
            SendDialog(self._parent, self._session, self._candidate(), self._save).open()

    def read(self) -> None:
        """Ask for the copy that came back and show what taking it over would do."""
        candidate_id = self._candidate()
        if self._why_not_read():
            return
        path = self._window.choose_open(tr("Read vendor's copy"), f"{tr('Workbooks')} (*.xlsx *.ods)")
        if path is not None:
            self.review(candidate_id, path)

    def review(self, candidate_id: int, path: Path) -> None:
        """Read a copy and show what taking it over would do; of candidate 0, it is that of the one that it names."""
        from outsource_desk.services.vendor_copy_review import read_copy

        job = Job(lambda progress: (read_copy(path, progress),))
        job.succeeded.connect(lambda read: self._show(candidate_id, read[0]))
        job.failed.connect(self._window.show_error)
        self._window.run(job, tr("Reading the vendor's copy"))

    def _save(self, copy: VendorCopy) -> bool:
        """Ask where to and begin to write a copy; tell whether the user wants it."""
        from outsource_desk.services.vendor_copies import save_vendor_copy

        name = "".join(letter if letter.isalnum() or letter in " -" else " " for letter in copy.form.vendor)
        proposed = f"{tr('Questionnaire')} {' '.join(name.split())}{COPY_ENDING}"
        pattern = f"{tr('Workbooks')} (*{COPY_ENDING})"
        target = self._window.choose_save(tr("Send questionnaire to vendor"), proposed, pattern)
        if target is None:
            return False
        refuse_own_document(self._session.desk, target)
        refuse_wrong_ending(target, COPY_ENDING)
        job = Job(lambda progress: save_vendor_copy(copy, target, progress))
        job.succeeded.connect(lambda _: self._note_sent(copy, target))
        job.failed.connect(self._window.show_error)
        self._window.run(job, tr("Writing the questionnaire"))
        return True

    def _note_sent(self, copy: VendorCopy, target: Path) -> None:
        from outsource_desk.services.vendor_copies import note_sent

        if not self._session.desk.is_read_only:
            self._session.act(note_sent, copy)
        self._window.toast(tr("Wrote “{name}”.", name=target.name))

    def _show(self, candidate_id: int, read: ReadVendorCopy) -> None:
        from outsource_desk.services.vendor_copy_review import compare_vendor_copy
        from outsource_desk.ui.vetting.copies.read_dialog import ReadDialog

        candidate_id = candidate_id or self._whose(read)
        plan = self._session.act(compare_vendor_copy, candidate_id, read)
        if plan is not None:
            ReadDialog(self._parent, self._window, plan).open()

    def _whose(self, read: ReadVendorCopy) -> int:
        """Return the vendor whose copy it is, and turn to it; the first vendor where the copy is of no one here."""
        evaluation = self._session.evaluation
        assert evaluation is not None
        assert evaluation.vetting is not None
        vendors = evaluation.vetting.kinds
        named = read.seal.candidate_id if read.seal is not None else 0
        if named not in vendors:
            return self._candidate() if self._candidate() in vendors else next(iter(vendors))
        self._window.go(Place("vetting", candidate_id=named))
        return named

    def _why_not_send(self) -> str:
        return why_no_vendor(self._session, self._candidate())

    def _why_not_read(self) -> str:
        return why_read_only(self._session) or self._why_not_send()


def why_no_vendor(session: Session, candidate_id: int) -> str:
    """Return why a candidate cannot be sent questions, or answer any; empty if it can."""
    evaluation = session.evaluation
    if evaluation is None or evaluation.vetting is None:
        return tr("Start vetting first.")
    return "" if candidate_id in evaluation.vetting.kinds else tr("Choose a candidate that is a vendor.")
