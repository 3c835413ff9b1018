"""The way out: the paper and the workbook as files, and what to do with them then."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from outsource_desk.domain.errors import DeskError
from outsource_desk.services import reporting
from outsource_desk.ui.jobs import Job, Progress
from outsource_desk.ui.language import tr
from outsource_desk.ui.opening import file_name, open_file
from outsource_desk.ui.reports.making import Freshness, PaperMaker

if TYPE_CHECKING:
    from outsource_desk.services.reporting import BoardFacts
    from outsource_desk.ui.pages.page import Shell

NAME_LENGTH = 100  # characters of an initiative's name that a file's name takes up


class Exports(QObject):
    """Writes the paper that is on show, and the workbook made for the occasion."""

    written = Signal(object)  # Path

    def __init__(self, window: Shell, maker: PaperMaker, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._session, self._maker = window, window.session, maker
        self._paper_target: Path | None = None  # waits until the paper is made anew
        self._book_target: Path | None = None
        self._job: Job | None = None
        maker.changed.connect(self._on_paper)

    @property
    def is_busy(self) -> bool:
        """Tell whether a file is being made."""
        return self._job is not None or self._paper_target is not None

    def export_paper(self) -> None:
        """Ask for a name and write the very bytes on show; a paper out of date is made anew first."""
        target = self._ask(tr("Export the board paper"), tr("board paper"), ".pdf", tr("Board paper (*.pdf)"))
        if target is None:
            return
        self._paper_target = target
        if self._maker.freshness not in (Freshness.CURRENT, Freshness.UPDATING):
            self._maker.make()
        self._on_paper()

    def export_workbook(self) -> None:
        """Ask for a name, make the workbook and write it."""
        target = self._ask(tr("Export the workbook"), tr("workbook"), ".xlsx", tr("Workbook (*.xlsx)"))
        initiative_id = self._session.initiative_id
        if target is None or initiative_id is None:
            return
        facts = self._session.act(reporting.board_facts, initiative_id)
        if facts is None:
            return
        self._book_target = target
        self._job = job = Job(partial(_workbook, facts))
        job.succeeded.connect(self._on_workbook)
        job.failed.connect(self._window.show_error)
        job.finished.connect(self._on_finished)
        self._window.run(job, tr("Workbook"))

    def _ask(self, caption: str, kind: str, ending: str, pattern: str) -> Path | None:
        initiative = self._session.initiative
        if initiative is None or self.is_busy:
            return None
        return self._window.choose_save(caption, file_name(f"{_short(initiative.name)} {kind}", ending), pattern)

    def _on_paper(self) -> None:
        target = self._paper_target
        if target is None or self._maker.freshness is Freshness.UPDATING:
            return
        self._paper_target = None
        if self._maker.is_current and self._maker.paper is not None:
            self._save(self._maker.paper.content, target)
        elif self._maker.error is not None:
            self._window.show_error(self._maker.error)

    def _on_workbook(self, content: bytes) -> None:
        if self._book_target is not None:
            self._save(content, self._book_target)

    def _on_finished(self) -> None:
        self._job = self._book_target = None

    def _save(self, content: bytes, target: Path) -> None:
        try:
            self._session.try_act(reporting.save_export, content, target)
        except (DeskError, OSError) as error:
            self._window.show_error(error)
            return
        self._window.toast(tr("“{name}” was written.", name=target.name), tr("Open"), partial(open_file, target))
        self.written.emit(target)


def _short(name: str) -> str:
    return name[:NAME_LENGTH]


def _workbook(facts: BoardFacts, progress: Progress) -> bytes:
    """Make the workbook in a child process; this thread only waits."""
    return reporting.workbook_bytes(facts, progress)
