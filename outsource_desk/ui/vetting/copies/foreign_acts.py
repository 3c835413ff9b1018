"""Take answers from somebody else's questionnaire; it is read beside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.spreadsheets import PATTERN_OF_READABLE
from outsource_desk.services.vendor_copy_import import UnusableCopyError
from outsource_desk.ui.jobs import Job
from outsource_desk.ui.language import tr
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.session import Session

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Shell


class ForeignActs:
    """Reads such a questionnaire; ``candidate`` names the vendor that is proposed, 0 for none."""

    def __init__(self, parent: QWidget, window: Shell, candidate: Callable[[], int]) -> None:
        self._parent, self._window, self._session, self._candidate = parent, window, window.session, candidate

    def why_not(self) -> str:
        """Return why nothing can be taken over now; empty if it can."""
        return why_read_only(self._session) or why_no_vendor(self._session, self._candidate())

    def read(self) -> None:
        """Ask for a file and show what its rows could answer."""
        pattern = tr("Spreadsheets ({pattern})", pattern=PATTERN_OF_READABLE)
        path = self._window.choose_open(tr("Take answers from another questionnaire"), pattern)
        if path is not None:
            self.show(path)

    def show(self, path: Path) -> None:
        """Read a file and show what its rows could answer."""
        from outsource_desk.services.foreign_answers import read_foreign_answers

        job = Job(lambda progress: (read_foreign_answers(path, progress),))
        job.succeeded.connect(lambda read: self._show(read[0]))
        job.failed.connect(self._window.show_error)
        self._window.run(job, tr("Reading the questionnaire"))

    def _show(self, read: Any) -> None:
        from outsource_desk.ui.vetting.copies.foreign_dialog import ForeignDialog

        if read.refusal:
            self._window.show_error(UnusableCopyError(read.refusal, read.remedy))
        elif not self.why_not():
            ForeignDialog(self._parent, self._window, self._candidate(), read).open()


def first_vendor(session: Session) -> int:
    """Return the first candidate that is a vendor under vetting; 0 without one."""
    evaluation = session.evaluation
    kinds = evaluation.vetting.kinds if evaluation is not None and evaluation.vetting is not None else {}
    return next(iter(kinds), 0)


def why_no_vendor(session: Session, candidate_id: int) -> str:
    """Return why a candidate cannot be sent questions, or answer any; empty if it can."""
    evaluation = session.evaluation
    if evaluation is None or evaluation.vetting is None:
        return tr("Start vetting first.")
    return "" if candidate_id in evaluation.vetting.kinds else tr("Choose a candidate that is a vendor.")
